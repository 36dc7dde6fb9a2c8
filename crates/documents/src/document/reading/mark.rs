//! Ordinals of every sort, those besides that only whole lists tell from words: A. 01 头一个 一来 1-2.

use office::text::ordinal;
use office::text::{numeral, punctuation, width};

/// An ordinal at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// How it is written; a heading's style is smaller than its items'.
    pub(crate) style: u8,
    /// Its number; 0 for the next, whichever it is (再一个).
    pub(crate) value: u32,
    /// Its length in bytes.
    pub(crate) length: usize,
}

/// The first style of items that hold no headings.
pub(crate) const LEAF: u8 = ordinal::Style::Named as u8;

const LETTER: u8 = 11;
const PADDED: u8 = 12;
const SPOKEN: u8 = 13;
const COMES: u8 = 14;
const SIDE: u8 = 15;
const ROMAN: u8 = 16;
const DOTTED: u8 = 17;
const CYCLE: u8 = 18;
const CAPITAL: u8 = 19;
const SECTION: u8 = 20;
const CLAUSE: u8 = 21;
const PLAIN: u8 = 22;
const BULLET: u8 = 23;

/// How a spoken list goes on: the word, its style and its number.
const WORDS: &[(&str, u8, u32)] = &[
    ("头一个", SPOKEN, 1),
    ("头一条", SPOKEN, 1),
    ("头一桩", SPOKEN, 1),
    ("再一个", SPOKEN, 0),
    ("再一条", SPOKEN, 0),
    ("再就是", SPOKEN, 0),
    ("再有", SPOKEN, 0),
    ("还有一个", SPOKEN, 0),
    ("还有一条", SPOKEN, 0),
    ("还有就是", SPOKEN, 0),
    ("还有，", SPOKEN, 0),
    ("另一个", SPOKEN, 0),
    ("末了一条", SPOKEN, 0),
    ("最后一条", SPOKEN, 0),
    ("最后一个", SPOKEN, 0),
    ("最后，", SPOKEN, 0),
    ("一来", COMES, 1),
    ("二来", COMES, 2),
    ("三来", COMES, 3),
    ("四来", COMES, 4),
    ("一方面", SIDE, 1),
    ("另一方面", SIDE, 2),
];

/// Reads the ordinal that a text begins with; at the start of a paragraph it may want its sign.
pub(crate) fn read(text: &str, at_start: bool) -> Option<Mark> {
    if let Some(found) = ordinal::read(text) {
        return Some(Mark {
            style: found.style as u8,
            value: found.value,
            length: found.length,
        });
    }
    if let Some((word, style, value)) = WORDS.iter().find(|(word, ..)| text.starts_with(word)) {
        let signs = ["是，", "是", "，", "、", ""];
        let rest = &text[word.len()..];
        let sign = signs.iter().find(|sign| rest.starts_with(**sign));
        return Some(Mark {
            style: *style,
            value: *value,
            length: word.len() + sign.map_or(0, |sign| sign.len()),
        });
    }
    counted(text)
        .or_else(|| single(text, at_start))
        .or_else(|| digits(text, at_start))
        .or_else(|| bullet(text).filter(|_| at_start))
}

/// 第1条, 第二项, 第一章, 反馈问题三
fn counted(text: &str) -> Option<Mark> {
    let (rest, named) = match text.strip_prefix('第') {
        Some(rest) => (rest, false),
        None => (
            ["反馈问题", "问题"]
                .iter()
                .find_map(|word| text.strip_prefix(word))?,
            true,
        ),
    };
    let digits: usize = rest
        .chars()
        .take_while(|c| numeral::is_counting(*c) || c.is_ascii_digit())
        .map(char::len_utf8)
        .sum();
    let value = numeral::read(&rest[..digits]).filter(|value| (1..=99).contains(value))?;
    let after = &rest[digits..];
    let style = if named {
        ordinal::Style::Named as u8
    } else {
        match after.chars().next()? {
            '章' => ordinal::Style::Part as u8,
            '节' => SECTION,
            '条' | '项' | '点' | '个' | '桩' | '件' => CLAUSE,
            _ => return None,
        }
    };
    let word = if named {
        0
    } else {
        after.chars().next()?.len_utf8()
    };
    let tail = &after[word..];
    let sign = tail
        .chars()
        .next()
        .filter(|c| "：:、，,. \u{3000}".contains(*c));
    Some(Mark {
        style,
        value,
        length: text.len() - tail.len() + sign.map_or(0, char::len_utf8),
    })
}

/// A. Ⅰ. 甲、 壹、
fn single(text: &str, at_start: bool) -> Option<Mark> {
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        // （子）, (a)
        let inner = single(rest, false)?;
        return Some(Mark {
            length: inner.length + text.len() - rest.len(),
            ..inner
        });
    }
    let written = text.chars().next()?;
    let (first, length) = (width::narrow(written), written.len_utf8());
    let of = |row: &str| row.chars().position(|c| c == first).map(|at| at as u32 + 1);
    let (style, value) = match first {
        'A'..='Z' => (LETTER, first as u32 - 'A' as u32 + 1),
        'a'..='z' => (LETTER, first as u32 - 'a' as u32 + 1),
        'Ⅰ'..='Ⅻ' => (ROMAN, first as u32 - 'Ⅰ' as u32 + 1),
        _ => match of("甲乙丙丁戊己庚辛").or_else(|| of("子丑寅卯辰巳午未")) {
            Some(value) => (CYCLE, value),
            None => (CAPITAL, of("壹贰叁肆伍陆柒捌玖")?),
        },
    };
    let sign = text[length..].chars().next()?;
    let signed = matches!(
        sign,
        '.' | '．' | '、' | '）' | ')' | '·' | '：' | ' ' | '\u{3000}'
    );
    let bare = at_start && style != CYCLE && is_word(sign);
    (signed || bare).then_some(Mark {
        style,
        value,
        length: length + if signed { sign.len_utf8() } else { 0 },
    })
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() && punctuation::is_wide(c)
}

/// 01 and 1-2, 1.2, 1 before a word.
fn digits(text: &str, at_start: bool) -> Option<Mark> {
    let end = text
        .char_indices()
        .take(12)
        .find(|(_, c)| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
        .map(|(at, _)| at)?;
    let (all, rest) = text.split_at(end);
    let sign = rest.chars().next()?;
    let parts: Vec<&str> = all
        .split(['.', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    let style = match parts.as_slice() {
        [one] if one.len() == 2 && one.starts_with('0') => PADDED,
        [one] if at_start && one.len() <= 2 => PLAIN,
        [_, _, ..] if parts.iter().all(|part| part.len() <= 2) => DOTTED,
        _ => return None,
    };
    let signed = matches!(sign, ' ' | '、' | '〕' | '\u{3000}');
    let unit = "年月日号万亿元个次名人%％天周季点时分米公亩户条件项篇场";
    if !(signed || is_word(sign)) || unit.contains(sign) {
        return None;
    }
    let value = numeral::read(parts.last()?.trim_start_matches('0'))?;
    Some(Mark {
        style,
        value,
        length: end + if signed { sign.len_utf8() } else { 0 },
    })
}

/// —— and other signs before the items of a list.
fn bullet(text: &str) -> Option<Mark> {
    let end = text
        .char_indices()
        .find(|(_, c)| !"—-–·*※▲△★☆◆◇●○◎■□▶►➢√§♦▪•→".contains(*c))
        .map(|(at, _)| at)?;
    let rest = text[end..].trim_start_matches([' ', '\u{3000}']);
    (end > 0 && rest.chars().next().is_some_and(is_word)).then_some(Mark {
        style: BULLET,
        value: 0,
        length: text.len() - rest.len(),
    })
}

impl Mark {
    /// Whether it comes right after that number of its list.
    pub(crate) fn follows(self, value: u32) -> bool {
        self.value == 0 || self.value == value + 1
    }
}
