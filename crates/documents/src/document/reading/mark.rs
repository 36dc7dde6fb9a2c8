//! Ordinals of every sort, those besides that only whole lists tell from words: A. 01 头一个 一来 1-2.

use office::text::ordinal;
use office::text::{numeral, width};

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

/// Reads the ordinal that a text begins with.
pub(crate) fn read(text: &str) -> Option<Mark> {
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
        let sign = signs.iter().find(|sign| rest.starts_with(**sign)).map_or(0, |sign| sign.len());
        return Some(Mark {
            style: *style,
            value: *value,
            length: word.len() + sign,
        });
    }
    single(text).or_else(|| digits(text))
}

/// A. Ⅰ. 甲、 壹、
fn single(text: &str) -> Option<Mark> {
    let first = width::narrow(text.chars().next()?);
    let length = text.chars().next()?.len_utf8();
    let (style, value) = match first {
        'A'..='Z' => (LETTER, first as u32 - 'A' as u32 + 1),
        'a'..='z' => (LETTER, first as u32 - 'a' as u32 + 1),
        'Ⅰ'..='Ⅻ' => (ROMAN, first as u32 - 'Ⅰ' as u32 + 1),
        _ => {
            let of = |row: &str| row.chars().position(|c| c == first);
            if let Some(at) = of("甲乙丙丁戊己庚辛") {
                (CYCLE, at as u32 + 1)
            } else {
                (CAPITAL, of("壹贰叁肆伍陆柒捌玖")? as u32 + 1)
            }
        }
    };
    let sign = text[length..].chars().next()?;
    matches!(sign, '.' | '．' | '、' | '）' | ')').then_some(Mark {
        style,
        value,
        length: length + sign.len_utf8(),
    })
}

/// 01 and 1-2, 1.2: padded and compound numbers before a word.
fn digits(text: &str) -> Option<Mark> {
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
        .map_or(text.len(), |(at, _)| at);
    let (all, rest) = text.split_at(end);
    let sign = rest.chars().next()?;
    let padded = all.len() == 2 && all.starts_with('0');
    let parts: Vec<&str> = all.split(['.', '-']).filter(|part| !part.is_empty()).collect();
    let compound = parts.len() > 1 && parts.iter().all(|part| part.len() <= 2);
    let wide = sign.is_alphabetic() && office::text::punctuation::is_wide(sign);
    let signed = matches!(sign, ' ' | '、' | '\u{3000}');
    if !(padded || compound) || !(wide || signed) || "年月日万亿元个次名人%％".contains(sign) {
        return None;
    }
    let value = numeral::read(parts.last()?.trim_start_matches('0'))?;
    Some(Mark {
        style: if padded { PADDED } else { DOTTED },
        value,
        length: end + if signed { sign.len_utf8() } else { 0 },
    })
}

impl Mark {
    /// Whether it comes right after that number of its list.
    pub(crate) fn follows(self, value: u32) -> bool {
        self.value == 0 || self.value == value + 1
    }
}
