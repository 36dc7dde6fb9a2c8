//! Statements (个人有关事项, 意识形态工作责任制).

use super::{Found, titled};
use crate::document::outline::Node;
use model::draft::Statement;

/// Takes the section whole.
pub(super) fn collect(node: &Node, found: &mut Found) {
    let (title, text) = titled(node);
    found.statements.push(Statement { title, text });
}
