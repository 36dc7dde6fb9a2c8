//! The tree as text, Markdown, JSON or docx.

mod docx;
mod json;
mod markdown;
mod text;

pub use docx::docx;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

use crate::report::cited_text::{CitedText, Record};

/// The records behind a sentence, as they stand after it.
fn trace(said: &CitedText) -> String {
    if said.records.is_empty() {
        return String::new();
    }
    let records: Vec<String> = said.records.iter().map(Record::to_string).collect();
    format!("【{}】", records.join("、"))
}
