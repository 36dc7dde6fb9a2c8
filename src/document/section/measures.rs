//! Measures (整改措施): groups with sub-items, or plain items.

use super::{Found, paragraphs, titled};
use crate::document::outline::Node;
use crate::model::draft::ProposedMeasure;
use crate::text::{ordinal, punctuation, sentence};

/// Takes the items of a section on measures.
pub(super) fn collect(node: &Node, items: &[&Node], found: &mut Found) {
    if items.is_empty() {
        for (_, text) in paragraphs(node) {
            push(&text, found);
        }
        return;
    }
    for item in items {
        group(item, found);
    }
}

fn group(item: &Node, found: &mut Found) {
    let inner: Vec<&Node> = item.items().collect();
    if inner.len() < 2 {
        let (title, detail) = titled(item);
        if !title.is_empty() {
            found.measures.push(ProposedMeasure {
                group: None,
                title,
                detail,
            });
        }
        return;
    }
    let (heading, _) = sentence::split_first(item.first());
    for sub in inner {
        let (title, detail) = titled(sub);
        if !title.is_empty() {
            let group = Some(heading.to_owned()).filter(|heading| !heading.is_empty());
            found.measures.push(ProposedMeasure {
                group,
                title,
                detail,
            });
        }
    }
}

/// Adds one measure that belongs to no group.
pub(super) fn push(text: &str, found: &mut Found) {
    let (title, detail) = sentence::split_first(text);
    if !title.is_empty() {
        found.measures.push(ProposedMeasure {
            group: None,
            title: title.to_owned(),
            detail: detail.to_owned(),
        });
    }
}

/// The texts of a list that stands in one block or cell: one per ordinal, or per line.
pub(crate) fn split_items(text: &str) -> Vec<String> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut expected = 1;
    let mut style = None;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let last = before.replace(c);
        let boundary = last.is_none_or(|last| {
            punctuation::is_blank(last) || punctuation::ends_sentence(last) || last == '，'
        });
        if !boundary {
            continue;
        }
        if let Some(found) = ordinal::read(&text[at..])
            && found.value == expected
            && style.is_none_or(|style| style == found.style)
        {
            style = Some(found.style);
            expected += 1;
            starts.push((at, at + found.length));
        }
    }
    let lead = starts.first().map_or("", |(at, _)| text[..*at].trim());
    if starts.is_empty() || (starts.len() == 1 && !lead.is_empty()) {
        return text
            .split('\n')
            .map(|line| punctuation::strip_closing(line).trim())
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let ends = starts.iter().skip(1).map(|next| next.0).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((_, from), to)| {
            punctuation::strip_closing(&text[*from..to])
                .trim()
                .replace('\n', "")
        })
        .filter(|item| !item.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_in_one_cell() {
        assert_eq!(
            super::split_items("1.每月学。\n2.每季讲。"),
            ["每月学", "每季讲"]
        );
        assert_eq!(super::split_items("①每月学；②每季讲"), ["每月学", "每季讲"]);
        assert_eq!(super::split_items("每月学。每季讲。"), ["每月学。每季讲"]);
    }
}
