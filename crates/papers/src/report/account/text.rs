//! Recorded text made ready to be told: half-width signs, clauses, numbers with their units.

use std::ops::Range;

use super::words::{SAME_UNITS, Words};
use office::text::{numeral, sentence, wide};

/// A record on one line, its lines as clauses and its signs full width.
pub(crate) fn tidy(text: &str) -> String {
    wide::tidy(&sentence::lines_as_clauses(text))
}

/// The clauses of a text (rules 4, 13): parted by ，；。！？ and by the numbers of a list, never inside
/// quotation marks or brackets.
pub(crate) fn clauses(text: &str) -> Vec<String> {
    let text = without_list_numbers(text);
    let (mut depth, mut quoted) = (0_u32, false);
    let mut found = vec![String::new()];
    for c in text.chars() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '（' | '《' | '〔' | '【' | '(' => depth += 1,
            '）' | '》' | '〕' | '】' | ')' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' | '\n' => (depth, quoted) = (0, false),
            _ => {}
        }
        let ends =
            matches!(c, '。' | '！' | '？') || (depth == 0 && !quoted && matches!(c, '，' | '；'));
        if ends {
            found.push(String::new());
        } else if let Some(last) = found.last_mut() {
            last.push(c);
        }
    }
    let found = found.into_iter().map(|clause| {
        let clause = sentence::open_end(clause.trim());
        clause.trim_start_matches(['、', '：', ' ']).to_owned()
    });
    found.filter(|clause| !clause.is_empty()).collect()
}

/// 1. 2. （一） 一是 … at the beginning of a part become the end of the part before.
fn without_list_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut starts = true;
    while let Some(c) = rest.chars().next() {
        if starts && let Some(length) = list_number(rest) {
            out.push('，');
            rest = &rest[length..];
            starts = false;
            continue;
        }
        starts = matches!(c, '，' | '。' | '；' | '：' | ' ' | '\n');
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    // A list's opening that announces no more than the list goes on into it.
    out.replace("：，", "，")
}

/// How long the list number is that the text begins with.
fn list_number(text: &str) -> Option<usize> {
    let counting = |c: char| numeral::is_counting(c) && c != '两';
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let after = &text[digits..];
        let sign = after
            .chars()
            .next()
            .filter(|c| matches!(c, '.' | '、' | '．' | '）' | ')'))?;
        let rest = &after[sign.len_utf8()..];
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        return (!is_number).then_some(digits + sign.len_utf8());
    }
    if let Some(first) = text.chars().next().filter(|c| matches!(c, '①'..='⑳')) {
        return Some(first.len_utf8());
    }
    if let Some(inside) = text.strip_prefix('（') {
        let end = inside.find('）')?;
        let numbered = (1..=6).contains(&end)
            && inside[..end]
                .chars()
                .all(|c| c.is_ascii_digit() || counting(c));
        return numbered.then_some('（'.len_utf8() + end + '）'.len_utf8());
    }
    let first = text.chars().next().filter(|c| counting(*c))?;
    let after = &text[first.len_utf8()..];
    let sign = after.chars().next().filter(|c| matches!(c, '是' | '、'))?;
    Some(first.len_utf8() + sign.len_utf8())
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Where its digits stand.
    pub at: Range<usize>,
    /// The digits without separators.
    pub value: String,
    /// The sign of what is not exact, and the unit, as far as it is one of `units`.
    pub rest: usize,
}

impl Number {
    /// What it counts in its clause: the unit and the thing behind it, or, where nothing is behind its
    /// unit, what stands before.
    pub(crate) fn counted<'t>(&self, clause: &'t str) -> &'t str {
        let behind = &clause[self.rest..];
        match behind.char_indices().nth(5) {
            Some((end, _)) => &behind[..end],
            None if behind.chars().count() > 2 => behind,
            None => &clause[..self.at.start],
        }
    }
}

/// The Arabic numbers of a text, but for those of years, months, days and 文号.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let length = text[start..]
            .find(|c| !is_part(c))
            .unwrap_or(text.len() - start);
        let digits = text[start..start + length].trim_end_matches(['.', ',']);
        let end = start + digits.len();
        let after = text[end..].chars().next();
        let before = text[..start].chars().next_back();
        at = (start + length).max(end);
        let is_date = matches!(after, Some('年' | '月' | '日' | '号'));
        let is_name = before
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '〔' | '第' | '['))
            || after.is_some_and(|c| c.is_ascii_alphabetic());
        if is_date || is_name {
            continue;
        }
        let sign = text[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '余' | '多'));
        found.push(Number {
            at: start..end,
            value: digits.replace(',', ""),
            rest: end + sign.map_or(0, char::len_utf8),
        });
    }
    found
}

/// Whether the number stands in the text with its unit, or one that says the same; where.
pub(crate) fn stands(text: &str, value: &str, unit: &str) -> Option<usize> {
    let units = same_units(unit);
    let with_unit = |rest: &str| units.iter().any(|unit| rest.starts_with(unit)) || unit.is_empty();
    let digits = numbers(text)
        .into_iter()
        .find(|number| number.value == value && with_unit(&text[number.rest..]))
        .map(|number| number.at.start);
    digits.or_else(|| in_words(text, value, &units))
}

/// 两次, 三期: small numbers in words.
fn in_words(text: &str, value: &str, units: &[&str]) -> Option<usize> {
    let value: u32 = value
        .parse()
        .ok()
        .filter(|value| (1..=10).contains(value))?;
    let mut words = vec![numeral::write(value)];
    if value == 2 {
        words.push("两".to_owned());
    }
    let spoken = |at: usize| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c == '第' || numeral::is_counting(c))
    };
    words.iter().find_map(|word| {
        text.match_indices(word.as_str())
            .map(|(at, _)| at)
            .find(|at| {
                let rest = &text[at + word.len()..];
                spoken(*at)
                    && units
                        .iter()
                        .any(|unit| !unit.is_empty() && rest.starts_with(unit))
            })
    })
}

/// The unit and those that say the same.
pub(crate) fn same_units(unit: &str) -> Vec<&str> {
    let alike = SAME_UNITS.iter().find(|units| units.contains(&unit));
    let mut units = vec![unit];
    units.extend(
        alike
            .into_iter()
            .flat_map(|units| units.iter().copied())
            .filter(|u| *u != unit),
    );
    units
}

/// Ideographs of a text, for comparing what it says.
pub(crate) fn ideographs(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
}

/// So many ideographs of a clause are compared: it is the work of their square.
const LONGEST_CLAUSE: usize = 400;

/// How many characters both have in a row, at most.
pub(crate) fn in_a_row(one: &str, other: &str) -> usize {
    let one: Vec<char> = ideographs(one).take(LONGEST_CLAUSE).collect();
    let other: Vec<char> = ideographs(other).take(LONGEST_CLAUSE).collect();
    let mut best = 0;
    let mut last = vec![0; other.len() + 1];
    for c in &one {
        let mut row = vec![0; other.len() + 1];
        for (at, d) in other.iter().enumerate() {
            if c == d {
                row[at + 1] = last[at] + 1;
                best = best.max(row[at + 1]);
            }
        }
        last = row;
    }
    best
}

/// The word of the list that the text begins with, the longest.
pub(crate) fn begins_with(text: &str, words: &Words) -> Option<&'static str> {
    words.beginning(text)
}

/// Whether one of the words stands in the text.
pub(crate) fn holds(text: &str, words: &Words) -> bool {
    words.stand_in(text)
}

/// The text without what stands in 《》, “” and （）: names and asides are no statements.
pub(crate) fn outside_names(text: &str) -> String {
    let mut depth = 0_i32;
    text.chars()
        .filter(|c| match c {
            '《' | '“' | '（' => {
                depth += 1;
                false
            }
            '》' | '”' | '）' => {
                depth -= 1;
                false
            }
            _ => depth <= 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_apart_into_clauses() {
        for (text, parts) in [
            (
                "走访企业，解决难题。形成清单；",
                &["走访企业", "解决难题", "形成清单"][..],
            ),
            ("1.走访企业 2.解决难题", &["走访企业", "解决难题"]),
            ("一是走访企业；二是解决难题", &["走访企业", "解决难题"]),
            ("学习《a，b》，讨论“c，d”", &["学习《a，b》", "讨论“c，d”"]),
            ("2.5公里河道", &["2.5公里河道"]),
            ("一是一，二是二", &["一", "二"]),
        ] {
            assert_eq!(clauses(text), parts, "{text}");
        }
    }

    #[test]
    fn numbers_stand_with_their_units() {
        for (text, value, unit, there) in [
            ("召开座谈会3次", "3", "次", true),
            ("召开座谈会13次", "3", "次", false),
            ("走访50余户", "50", "户次", true),
            ("培训60名干部", "60", "人", true),
            ("两次专题研究", "2", "次", true),
            ("第二次会议", "2", "次", false),
            ("2023年3月走访", "3", "", false),
        ] {
            assert_eq!(
                stands(text, value, unit).is_some(),
                there,
                "{text} {value}{unit}"
            );
        }
    }
}
