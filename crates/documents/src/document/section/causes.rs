//! Causes (原因剖析).

use super::{Found, paragraphs, titled};
use crate::document::outline::Node;
use model::draft::Cause;
use office::text::sentence;

/// Takes the items of a section on causes.
pub(super) fn collect(node: &Node, items: &[&Node], found: &mut Found) {
    if items.is_empty() {
        for (_, text) in paragraphs(node) {
            push(&text, found);
        }
        return;
    }
    for item in items {
        if is_group(item) {
            for inner in item.items() {
                let (title, detail) = titled(inner);
                found.causes.push(Cause { title, detail });
            }
        } else {
            let (title, detail) = titled(item);
            if title.is_empty() {
                // （一）思想根源：… reads as a label, and is the cause itself here.
                push(&item.text(false), found);
            } else {
                found.causes.push(Cause { title, detail });
            }
        }
    }
}

/// Adds one cause from its text.
pub(super) fn push(text: &str, found: &mut Found) {
    let (title, detail) = sentence::split_first(text);
    if !title.is_empty() {
        found.causes.push(Cause {
            title: title.to_owned(),
            detail: detail.to_owned(),
        });
    }
}

/// 主观原因 and 客观原因 only sort the causes beneath them.
fn is_group(item: &Node) -> bool {
    let (title, rest) = sentence::split_first(item.first());
    let sorts = ["主观", "客观", "原因", "方面", "思想上", "根源"]
        .iter()
        .any(|word| title.contains(word));
    sorts && rest.is_empty() && title.chars().count() <= 12 && item.items().count() > 0
}
