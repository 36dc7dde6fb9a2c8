//! Ordinals at the start of a text: 一、（一） 1. （1） ① 一是 第一， 第一部分 问题1：.

use crate::text::{numeral, width};

/// A way of numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// 第一部分
    Part,
    /// 一、
    Chinese,
    /// （一）
    ParenChinese,
    /// 1.
    Arabic,
    /// （1）
    ParenArabic,
    /// ①
    Circled,
    /// 问题1：
    Named,
    /// 第一，
    Nth,
    /// 其一，
    Among,
    /// 一是
    Is,
    /// 一要
    Must,
}

/// An ordinal and the bytes that it takes, with the sign and blanks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordinal {
    /// How it is written.
    pub style: Style,
    /// Its number.
    pub value: u32,
    /// Its length in bytes.
    pub length: usize,
}

/// Reads the ordinal that the text begins with.
pub fn read(text: &str) -> Option<Ordinal> {
    let first = text.chars().next()?;
    let found = match first {
        '（' | '(' | '【' | '〔' | '[' => bracketed(text),
        '第' => nth(text),
        '其' => among(text),
        '问' => named(text),
        '首' | '再' => in_words(text),
        _ => single(text, first)
            .or_else(|| arabic(text))
            .or_else(|| chinese(text)),
    }?;
    let rest = &text[found.length..];
    let follows = rest.len() - rest.trim_start().len();
    let same_again = matches!(found.style, Style::Chinese | Style::Arabic)
        && follows == 0
        && read_bare(rest).is_some_and(|style| style == found.style);
    (!same_again).then_some(Ordinal {
        length: found.length + follows,
        ..found
    })
}

/// 一、二、三产业 is no ordinal: the same kind of number follows at once.
fn read_bare(text: &str) -> Option<Style> {
    let first = text.chars().next()?;
    arabic(text)
        .or_else(|| numeral::is_counting(first).then(|| chinese(text)).flatten())
        .map(|ordinal| ordinal.style)
}

fn single(text: &str, first: char) -> Option<Ordinal> {
    let code = first as u32;
    let (style, value) = match code {
        0x2460..=0x2473 => (Style::Circled, code - 0x2460 + 1),
        0x2776..=0x277F => (Style::Circled, code - 0x2776 + 1),
        0x2474..=0x2487 => (Style::ParenArabic, code - 0x2474 + 1),
        0x2488..=0x249B => (Style::Arabic, code - 0x2488 + 1),
        0x3220..=0x3229 => (Style::ParenChinese, code - 0x3220 + 1),
        _ => return None,
    };
    let length = first.len_utf8();
    let sign = sign(&text[length..], &['、', '.', '．', '，']);
    Some(Ordinal {
        style,
        value,
        length: length + sign,
    })
}

fn bracketed(text: &str) -> Option<Ordinal> {
    let open = text.chars().next()?.len_utf8();
    let close = text
        .char_indices()
        .skip(1)
        .take(8)
        .find(|(_, c)| matches!(c, '）' | ')' | '】' | '〕' | ']'))?;
    let inner = text[open..close.0].trim();
    let after = close.0 + close.1.len_utf8();
    if let Some(word) = inner.strip_prefix("问题") {
        let value = numeral::read(word).filter(|n| (1..=999).contains(n))?;
        return Some(Ordinal {
            style: Style::Named,
            value,
            length: after + sign(&text[after..], &['：', ':', '、']),
        });
    }
    let value = numeral::read(inner).filter(|n| (1..=99).contains(n))?;
    let digits = inner.chars().all(|c| width::narrow_digit(c).is_some());
    let style = if digits {
        Style::ParenArabic
    } else {
        Style::ParenChinese
    };
    Some(Ordinal {
        style,
        value,
        length: after + sign(&text[after..], &['、', '.', '．']),
    })
}

fn nth(text: &str) -> Option<Ordinal> {
    let rest = &text['第'.len_utf8()..];
    let (value, length) = number(rest)?;
    let after = &rest[length..];
    let start = '第'.len_utf8() + length;
    if let Some(tail) = after
        .strip_prefix("部分")
        .or_else(|| after.strip_prefix("方面"))
    {
        let style = if after.starts_with("部分") {
            Style::Part
        } else {
            Style::Nth
        };
        let sign = sign(tail, &['：', ':', '、', '，', ',', '.']);
        if style == Style::Part || sign > 0 {
            return Some(Ordinal {
                style,
                value,
                length: start + 6 + sign,
            });
        }
        return None;
    }
    let sign = sign(after, &['，', ',', '、', '：', ':']);
    (sign > 0).then_some(Ordinal {
        style: Style::Nth,
        value,
        length: start + sign,
    })
}

/// 首先，其次，再次，
fn in_words(text: &str) -> Option<Ordinal> {
    let value = ["首先", "其次", "再次"]
        .iter()
        .position(|word| text.starts_with(word))?;
    let sign = sign(&text[6..], &['，', ',', '、', '：', ':']);
    (sign > 0).then_some(Ordinal {
        style: Style::Among,
        value: value as u32 + 1,
        length: 6 + sign,
    })
}

fn among(text: &str) -> Option<Ordinal> {
    if text.starts_with("其次") {
        return in_words(text);
    }
    let rest = &text['其'.len_utf8()..];
    let (value, length) = number(rest)?;
    let sign = sign(&rest[length..], &['，', ',', '、', '：', ':']);
    (sign > 0).then_some(Ordinal {
        style: Style::Among,
        value,
        length: 3 + length + sign,
    })
}

fn named(text: &str) -> Option<Ordinal> {
    let rest = text.strip_prefix("问题")?;
    let blank = rest.len() - rest.trim_start().len();
    let inner = rest.trim_start();
    let (value, length) = match inner.chars().next()? {
        '（' | '(' => bracketed(inner).map(|found| (found.value, found.length))?,
        _ => number(inner)?,
    };
    let start = 6 + blank + length;
    let sign = sign(&text[start..], &['：', ':', '、', '.', '．', '，']);
    (sign > 0 || text[start..].starts_with([' ', '\u{3000}'])).then_some(Ordinal {
        style: Style::Named,
        value,
        length: start + sign,
    })
}

fn arabic(text: &str) -> Option<Ordinal> {
    let digits: usize = text
        .chars()
        .take_while(|c| width::narrow_digit(*c).is_some())
        .map(char::len_utf8)
        .sum();
    let value = numeral::read(&text[..digits]).filter(|n| (1..=99).contains(n))?;
    let rest = &text[digits..];
    let tail = rest.trim_start_matches(' ');
    let blank = rest.len() - tail.len();
    let sign = tail.chars().next()?;
    let after = &tail[sign.len_utf8()..];
    let style = match sign {
        '.' | '．' | '﹒' | '、' if blank <= 1 => Style::Arabic,
        '）' | ')' => Style::ParenArabic,
        _ => return None,
    };
    let decimal = after
        .chars()
        .next()
        .is_some_and(|c| width::narrow_digit(c).is_some());
    (!decimal || sign == '、' && !same_again(after)).then_some(Ordinal {
        style,
        value,
        length: digits + blank + sign.len_utf8(),
    })
}

/// 2、3季度: the digits after the sign are the second number of an enumeration.
fn same_again(after: &str) -> bool {
    let digits = after
        .chars()
        .take_while(|c| width::narrow_digit(*c).is_some())
        .count();
    digits <= 2
}

fn chinese(text: &str) -> Option<Ordinal> {
    let (value, length) = number(text)?;
    if !text[..length].chars().all(numeral::is_counting) {
        return None;
    }
    let rest = &text[length..];
    let tail = rest.trim_start_matches([' ', '\u{3000}']);
    let start = length + (rest.len() - tail.len());
    let word = tail.chars().next()?;
    let style = match word {
        '、' | '．' | '.' => Style::Chinese,
        '是' => Style::Is,
        '要' => Style::Must,
        _ => return None,
    };
    let after = &tail[word.len_utf8()..];
    if matches!(style, Style::Is | Style::Must) {
        let repeats = after.starts_with(&text[..length]);
        if repeats
            || (value >= 10 && text[..length].chars().count() == 1 && !text.starts_with('十'))
        {
            return None;
        }
        return Some(Ordinal {
            style,
            value,
            length: start + word.len_utf8() + sign(after, &['，', ',', '：', ':', '、']),
        });
    }
    Some(Ordinal {
        style,
        value,
        length: start + word.len_utf8(),
    })
}

/// The number at the start, 1–99, and its length in bytes.
fn number(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    let taken = |test: fn(char) -> bool| -> usize {
        text.chars()
            .take_while(|c| test(*c))
            .map(char::len_utf8)
            .sum()
    };
    let length = if width::narrow_digit(first).is_some() {
        taken(|c| width::narrow_digit(c).is_some())
    } else {
        taken(|c| numeral::is_counting(c) && c != '两' && c != '零' && c != '〇')
    };
    let value = numeral::read(&text[..length]).filter(|n| (1..=99).contains(n))?;
    Some((value, length))
}

/// Length of the sign after an ordinal, blanks before it included; 0 when none of them stands there.
fn sign(text: &str, signs: &[char]) -> usize {
    let trimmed = text.trim_start_matches(' ');
    match trimmed.chars().next() {
        Some(c) if signs.contains(&c) => text.len() - trimmed.len() + c.len_utf8(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_read() {
        for (text, style, value, rest) in [
            ("一、存在", Style::Chinese, 1, "存在"),
            ("十二、存在", Style::Chinese, 12, "存在"),
            ("（三）带头", Style::ParenChinese, 3, "带头"),
            ("(一) 带头", Style::ParenChinese, 1, "带头"),
            ("㈡带头", Style::ParenChinese, 2, "带头"),
            ("1.学习", Style::Arabic, 1, "学习"),
            ("２．学习", Style::Arabic, 2, "学习"),
            ("3、学习", Style::Arabic, 3, "学习"),
            ("1. 2021年以来", Style::Arabic, 1, "2021年以来"),
            ("（1）学习", Style::ParenArabic, 1, "学习"),
            ("2）学习", Style::ParenArabic, 2, "学习"),
            ("①学习", Style::Circled, 1, "学习"),
            ("一是学习", Style::Is, 1, "学习"),
            ("一是 学习", Style::Is, 1, "学习"),
            ("二是，学习", Style::Is, 2, "学习"),
            ("第一，学习", Style::Nth, 1, "学习"),
            ("其二，学习", Style::Among, 2, "学习"),
            ("首先，学习", Style::Among, 1, "学习"),
            ("再次，学习", Style::Among, 3, "学习"),
            ("第一部分 学习", Style::Part, 1, "学习"),
            ("问题1：学习", Style::Named, 1, "学习"),
            ("问题二：学习", Style::Named, 2, "学习"),
            ("【问题3】学习", Style::Named, 3, "学习"),
        ] {
            let found = read(text).expect(text);
            assert_eq!(
                (found.style, found.value, &text[found.length..]),
                (style, value, rest),
                "{text}"
            );
        }
    }

    #[test]
    fn look_alikes_are_none() {
        for text in [
            "第一时间响应",
            "第一 时间",
            "一是一二是二",
            "3.5万元",
            "2021年",
            "一、二、三产业",
            "1、2、3季度",
            "如果",
            "一些同志",
            "问题导向",
            "其一生",
            "12月底",
            "（试行）",
            "（2021年）",
            "一带一路",
            "四风",
            "1\u{3000}.学习",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
