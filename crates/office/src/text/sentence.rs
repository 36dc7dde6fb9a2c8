//! Sentences of running text.

use crate::text::punctuation;
use crate::text::visible::{is_hidden, is_suspicious};

/// The first sentence without its 。, and what follows it.
pub fn split_first(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text
        .match_indices(['。', '\n', '.', '．', '｡'])
        .map(|(at, _)| at)
        .find(|at| ends_at(text, *at));
    match end {
        Some(at) => {
            let sign = text[at..].chars().next().map_or(0, char::len_utf8);
            (
                punctuation::strip_closing(&text[..at]),
                text[at + sign..].trim(),
            )
        }
        None => (punctuation::strip_closing(text), ""),
    }
}

/// Whether the sign at `at` ends a sentence: a Latin full stop does so only between ideographs.
fn ends_at(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    if !matches!(after.next(), Some('.' | '．')) {
        return true;
    }
    let wide = |c: char| c.is_alphabetic() && punctuation::is_wide(c);
    text[..at].chars().next_back().is_some_and(wide) && after.next().is_none_or(wide)
}

/// Words that bring a concrete case; a longer one before its own tail.
const OPENERS: [&str; 9] = [
    "还比如",
    "又比如",
    "再比如",
    "比如",
    "例如",
    "譬如",
    "又如",
    "再如",
    "还如",
];

/// What 如 begins besides an example.
const NOT_EXAMPLES: [char; 22] = [
    '何', '果', '今', '实', '此', '期', '下', '若', '同', '一', '初', '愿', '约', '数', '常', '火',
    '意', '是', '有', '需', '上', '故',
];

/// The clauses that bring examples: from the opening word to the end of the sentence or to the
/// next opening word.
pub fn examples(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in text.split(['。', '\n']) {
        let starts = openings(sentence);
        for (i, start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(sentence.len());
            let clause = punctuation::strip_closing(sentence[*start..end].trim());
            if clause.chars().count() > 3 {
                found.push(clause.to_owned());
            }
        }
    }
    found
}

fn openings(sentence: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut skip_to = 0;
    let mut before = None;
    for (at, c) in sentence.char_indices() {
        let boundary = before.is_none_or(is_boundary);
        before = Some(c);
        if at < skip_to || !boundary {
            continue;
        }
        let rest = &sentence[at..];
        if let Some(word) = OPENERS.iter().find(|word| rest.starts_with(**word)) {
            starts.push(at);
            skip_to = at + word.len();
        } else if let Some(after) = rest.strip_prefix('如')
            && (after.starts_with("有的")
                || after
                    .chars()
                    .next()
                    .is_some_and(|next| !NOT_EXAMPLES.contains(&next)))
        {
            starts.push(at);
        }
    }
    starts
}

fn is_boundary(c: char) -> bool {
    matches!(
        c,
        '，' | '；' | '：' | ',' | ';' | ':' | '、' | '！' | '？' | '（' | '(' | '”' | '"'
    ) || c.is_whitespace()
}

/// The text on one line: control characters go, a line break between two Latin words becomes a
/// blank, any other goes.
pub fn one_line(text: &str) -> String {
    if is_plain_line(text) {
        return text.trim().to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut broken = false;
    for c in text.trim().chars() {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}') {
            broken = true;
            continue;
        }
        if is_hidden(c) && c != '\t' {
            continue;
        }
        if broken {
            if c.is_whitespace() {
                continue;
            }
            let joins_words = out.ends_with(|c: char| c.is_ascii_alphanumeric());
            out.truncate(out.trim_end().len());
            if joins_words && c.is_ascii_alphanumeric() {
                out.push(' ');
            }
            broken = false;
        }
        out.push(if c == '\t' { ' ' } else { c });
    }
    out
}

/// Whether a text holds neither a line break nor a sign that goes; nearly every one is so.
fn is_plain_line(text: &str) -> bool {
    !is_suspicious(text) && !text.contains('\n')
}

/// The text on one line, each of its lines a clause: in a cell, and where notes of several measures stand
/// together, a line break parts what is said. No mark is added where one stands already, nor inside
/// quotation marks and brackets.
pub fn lines_as_clauses(text: &str) -> String {
    if is_plain_line(text) {
        return text.trim().to_owned();
    }
    let is_mark = |c: char| "，。；：、！？…,;:.!?".contains(c);
    let mut out = String::with_capacity(text.len());
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']);
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let within = OPEN
            .iter()
            .any(|(open, close)| out.matches(*open).count() > out.matches(*close).count());
        let begun = !out.is_empty() && !within;
        // A hard break inside a Latin wording is none of a clause.
        let latin = |c: char| c.is_ascii_alphabetic();
        let word = out.ends_with(latin) && line.starts_with(latin);
        if begun && !out.ends_with(is_mark) && !line.starts_with(is_mark) && !word {
            out.push('；');
        } else if word {
            out.push(' ');
        }
        out.push_str(line);
    }
    one_line(&out)
}

/// What opens, and what closes it.
const OPEN: [(char, char); 4] = [('“', '”'), ('《', '》'), ('（', '）'), ('〔', '〕')];

/// The text without what a page can't hold; line breaks stay.
pub fn printable(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_hidden(*c) || *c == '\n');
    kept.collect()
}

/// The text without the mark that ends it, ready to be followed by another.
pub fn open_end(text: &str) -> &str {
    text.trim_end()
        .trim_end_matches(['。', '；', '，', '、', '：', ';', ',', '．', ' '])
}

/// Whether a sentence ends before the text does.
pub fn has_inner_stop(text: &str) -> bool {
    open_end(text).contains(['。', '！', '？'])
}

/// Whether the text ends its sentence itself.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '）', '》']);
    bare.ends_with(['。', '！', '？', '…'])
}

/// The text in quotation marks, those inside it turned into the inner kind (“…‘…’…”).
pub fn quoted(text: &str) -> String {
    format!("“{}”", nested(text))
}

/// The text as it stands inside quotation marks.
pub fn nested(text: &str) -> String {
    let marks = text.chars().filter(|c| is_double(*c)).count();
    if marks == 0 {
        return text.to_owned();
    }
    let paired = marks % 2 == 0;
    let mut inside = false;
    text.chars()
        .map(|c| match c {
            '‘' => '“',
            '’' => '”',
            c if is_double(c) && paired => {
                inside = !inside;
                if inside { '‘' } else { '’' }
            }
            '“' => '‘',
            '”' => '’',
            c => c,
        })
        .collect()
}

fn is_double(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '＂')
}

/// The text up to its first clause's end, never cut inside quotation marks or brackets. Marks that
/// people mixed (“…", "…”) still pair.
pub fn first_clause(text: &str) -> &str {
    let (mut depth, mut quoted) = (0_u32, false);
    for (at, c) in text.char_indices() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            c if is_double(c) => quoted = !quoted,
            '（' | '(' | '《' | '〔' | '【' => depth += 1,
            '）' | ')' | '》' | '〕' | '】' => depth = depth.saturating_sub(1),
            '，' | '。' | '；' | '：' | ',' | ';' if depth == 0 && !quoted && at > 0 => {
                return &text[..at];
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_opened_by_their_words_only() {
        let text = "学得不深。比如，只读摘要；又如，笔记照抄。如何运用想得少，如实说还不够。另外，调研也少。如在走访中只看材料。";
        assert_eq!(
            examples(text),
            ["比如，只读摘要", "又如，笔记照抄", "如在走访中只看材料"]
        );
        assert!(examples("特别是作风不实，犹如浮萍，例如").is_empty());
    }

    #[test]
    fn title_is_the_first_sentence() {
        assert_eq!(
            split_first("学习不够深入。只读摘要。"),
            ("学习不够深入", "只读摘要。")
        );
        assert_eq!(split_first("学习不够深入；"), ("学习不够深入", ""));
    }

    #[test]
    fn lines_join_as_chinese_does() {
        assert_eq!(one_line(" 第一行\r\n 第二行\u{7}\n"), "第一行第二行");
        assert_eq!(one_line("open data\nplatform"), "open data platform");
        assert_eq!(one_line("\u{202e}反转"), "反转");
    }

    #[test]
    fn quotes_nest() {
        assert_eq!(quoted("“一岗双责”不实"), "“‘一岗双责’不实”");
        assert_eq!(quoted("“一岗双责\"不实"), "“‘一岗双责’不实”");
        assert_eq!(quoted("学习不够"), "“学习不够”");
    }

    #[test]
    fn lines_of_a_record_are_clauses() {
        for (text, one) in [
            ("已建清单\n走访9次", "已建清单；走访9次"),
            ("已建清单。\r\n走访9次；\n", "已建清单。走访9次；"),
            ("印发《值班\n办法》", "印发《值班办法》"),
            ("学习“三会\n一课”\n讨论", "学习“三会一课”；讨论"),
            ("已建清单，\n\n，走访", "已建清单，，走访"),
            ("无换行", "无换行"),
        ] {
            assert_eq!(lines_as_clauses(text), one, "{text:?}");
        }
    }

    #[test]
    fn first_clauses_keep_quotes_whole() {
        assert_eq!(first_clause("带头学习，知行合一"), "带头学习");
        assert_eq!(
            first_clause("做到“一、学，二、做”，见效"),
            "做到“一、学，二、做”"
        );
        assert_eq!(first_clause("无标点"), "无标点");
        assert_eq!(
            first_clause("领悟“两个确立\"的意义，增强\"四个意识\"、坚定"),
            "领悟“两个确立\"的意义"
        );
    }
}
