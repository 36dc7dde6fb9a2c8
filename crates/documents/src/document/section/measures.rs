//! Measures (整改措施): groups with sub-items, or plain items.

use super::{Found, paragraphs, titled};
use crate::document::outline::Node;
use model::draft::ProposedMeasure;
use office::text::sentence;

/// Takes the items of a section on measures.
pub(super) fn collect(node: &Node, items: &[&Node], found: &mut Found) {
    if items.is_empty() {
        let closing = !found.measures.is_empty();
        for (_, text) in paragraphs(node) {
            if !(closing && is_closing(&text)) {
                push(&text, found);
            }
        }
        return;
    }
    for item in items {
        group(item, found);
    }
}

/// 我们将以这次民主生活会为契机…: what ends a report names no measure of its own.
fn is_closing(text: &str) -> bool {
    let who = [
        "我们",
        "我将",
        "我局",
        "局党",
        "党组将",
        "党委将",
        "下一步",
        "今后",
        "以上",
    ];
    who.iter().any(|word| text.starts_with(word)) || text.contains("为契机")
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
