//! Items of a section on last year's rectification (上年度整改落实情况).

use super::{Found, titled};
use crate::document::outline::Node;
use model::draft::LastYearItem;

/// Takes the first list of the section; what is numbered beneath belongs to its item's text.
pub(super) fn collect(items: &[&Node], found: &mut Found) {
    for item in items.iter().filter(|item| item.label().is_none()) {
        let (heading, text) = titled(item);
        if !heading.is_empty() {
            found.last_year.push(LastYearItem { heading, text });
        }
    }
}
