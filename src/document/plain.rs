//! Text → paragraphs: one per line that is not empty.

use super::paragraph::{Block, Counter, Paragraph, Source};
use crate::text::punctuation;

/// Every kind of line end that editors write; `\r\n` is made `\n` first.
const LINE_ENDS: [char; 7] = [
    '\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// Splits text at its line ends.
pub(crate) fn read(text: &str) -> Source {
    let mut counter = Counter::default();
    let mut gap = false;
    let mut blocks = Vec::new();
    for line in text.replace("\r\n", "\n").split(LINE_ENDS) {
        let trimmed = line.trim_matches(punctuation::is_blank);
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        blocks.push(Block::Paragraph(Paragraph {
            number: counter.next(),
            text: trimmed.to_owned(),
            level: None,
            indented: line.starts_with(punctuation::is_blank),
            gap: std::mem::take(&mut gap),
        }));
    }
    Source {
        blocks,
        ..Source::default()
    }
}
