//! Sentences of running text.

use crate::text::punctuation;

/// The first sentence without its 。, and what follows it.
pub fn split_first(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(['。', '\n']);
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
}
