//! Marked documents: the text, and what its marks say it means.
//!
//! Marks go before the text is read: `{d|…}` a dimension, `{p|…}` a problem, `{c|…}` a cause, `{g|…}` a group,
//! `{m|…}` a measure of the group above, `{M|…}` of none, `{l|…}` an item of last year; `{q|…}` names the problem
//! again that `{tm|…}` (a measure) and `{lead|…}`, `{dept|…}`, `{owner|…}`, `{due|…}` belong to. `{x|…}`, `{sp|…}`
//! and the other headings say nothing here. A change is `wrap=28`, to break lines as a PDF does, or `blanks`, to
//! put blanks where lines end.

use super::score::Truth;

/// A document without its marks, and what they said.
#[derive(Default)]
pub(crate) struct Marked {
    pub(crate) text: String,
    pub(crate) truth: Truth,
    dimension: Option<String>,
    group: Option<String>,
    problem: String,
}

impl Marked {
    pub(crate) fn read(body: &str) -> Self {
        let mut marked = Self::default();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once('{') {
            let (mark, behind) = after.split_once('}').unwrap();
            let (key, text) = mark.split_once('|').unwrap();
            let (key, shown) = key.split_once('=').unwrap_or((key, text));
            marked.text.push_str(before);
            marked.text.push_str(shown);
            marked.mean(key, text.trim_end_matches('。'));
            rest = behind;
        }
        marked.text.push_str(rest);
        marked
    }

    fn mean(&mut self, key: &str, text: &str) {
        let text = text.to_owned();
        let truth = &mut self.truth;
        match key {
            "d" => {
                if !truth.dimensions.contains(&text) {
                    truth.dimensions.push(text.clone());
                }
                self.dimension = Some(text);
            }
            "p" => {
                self.problem.clone_from(&text);
                truth
                    .problems
                    .push((self.dimension.clone(), text, String::new()));
            }
            "q" => self.problem = text,
            "c" => truth.causes.push(text),
            "g" => self.group = Some(text),
            "m" => truth.measures.push((self.group.clone(), text)),
            "M" => truth.measures.push((None, text)),
            "l" => truth.last_year.push(text),
            "tm" => {
                truth.measures.push((None, text.clone()));
                let task = (self.problem.clone(), "measure".to_owned(), text);
                truth.tasks.push(task);
            }
            "x" | "sp" | "sc" | "sm" | "sl" | "ss" | "so" => {}
            _ => {
                let field = if key == "due" { "deadline" } else { key };
                let task = (self.problem.clone(), field.to_owned(), text);
                truth.tasks.push(task);
            }
        }
    }
}

/// Breaks lines, or closes them up, as copies do.
pub(crate) fn changed(text: &str, change: &str) -> String {
    if change == "blanks" {
        return text.replace('\n', " ");
    }
    let Some(width) = change.strip_prefix("wrap=").and_then(|n| n.parse().ok()) else {
        return text.to_owned();
    };
    let mut out = String::new();
    for line in text.lines() {
        let chars: Vec<char> = line.chars().collect();
        for part in chars.chunks(width) {
            out.extend(part);
            out.push('\n');
        }
    }
    out
}
