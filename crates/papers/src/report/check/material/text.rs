//! Sentences and clauses as the rules read them.

use model::draft::Problem;
use office::text::sentence;

/// A problem's whole text.
pub(super) fn whole(problem: &Problem) -> String {
    if problem.detail.is_empty() {
        problem.title.clone()
    } else {
        format!("{}。{}", problem.title, problem.detail)
    }
}

/// Sentences without their closing marks.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let sentences = text.split(['。', '！', '？', '；', ';', '\n']);
    sentences.map(str::trim).filter(|part| !part.is_empty())
}

/// Clauses of a text.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let clauses = text.split(['。', '！', '？', '；', ';', '，', ',', '：', ':', '\n']);
    clauses.map(str::trim).filter(|part| !part.is_empty())
}

/// Whether one of the words stands in it.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Quoted and short enough for a line.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 24;
    let text = sentence::one_line(text);
    if text.chars().count() <= MOST {
        return text;
    }
    let head: String = text.chars().take(MOST).collect();
    format!("{head}…")
}

/// The text without the words, the longest first; a blank where one stood.
pub(super) fn without(text: &str, words: &[&str]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let found = words.iter().filter(|word| rest.starts_with(**word));
        let (with, taken) = match found.max_by_key(|word| word.len()) {
            Some(word) => (' ', word.len()),
            None => (c, c.len_utf8()),
        };
        out.push(with);
        rest = &rest[taken..];
    }
    out
}
