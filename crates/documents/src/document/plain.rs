//! Text → paragraphs: one per line that is not empty.

use super::columns;
use super::paragraph::{Block, Counter, Paragraph, Source};
use office::text::punctuation;

/// Every kind of line end that editors write; `\r\n` is made `\n` first.
const LINE_ENDS: [char; 7] = [
    '\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// Splits text at its line ends.
pub(crate) fn read(text: &str) -> Source {
    let mut counter = Counter::default();
    let mut gap = false;
    let mut blocks = Vec::new();
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.split(LINE_ENDS).collect();
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        let trimmed = line.trim_matches(punctuation::is_blank);
        i += 1;
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        if let Some((table, taken)) = columns::table(&lines[i - 1..], &mut counter) {
            blocks.push(Block::Table(table));
            i += taken - 1;
            gap = true;
            continue;
        }
        let (bullet, text) = unbulleted(trimmed);
        blocks.push(Block::Paragraph(Paragraph {
            number: counter.next(),
            text: text.to_owned(),
            level: None,
            indented: line.starts_with(punctuation::is_blank),
            gap: std::mem::take(&mut gap),
            bullet,
        }));
    }
    Source {
        blocks,
        ..Source::default()
    }
}

/// A line without the bullet before it.
fn unbulleted(line: &str) -> (bool, &str) {
    let bullets = [
        '•', '●', '■', '◆', '▪', '➢', '◇', '□', '○', '►', '▶', '★', '☆', '\u{F06C}',
    ];
    match line
        .strip_prefix(bullets)
        .map(|rest| rest.trim_start_matches(punctuation::is_blank))
    {
        Some(rest) if !rest.is_empty() && !rest.starts_with(bullets) => (true, rest),
        _ => (false, line),
    }
}
