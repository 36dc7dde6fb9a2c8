//! Plain text: a line per paragraph.

use crate::report::Report;
use crate::report::cited_text::CitedText;
use crate::report::render::trace;
use crate::report::tree::{Block, Table};
use office::text::visible::inert;

/// The report as plain text; with its trace where the report asks for it.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for block in &report.tree.blocks {
        let line = match block {
            Block::Title(said) | Block::Heading { text: said, .. } => sentence(report, said),
            Block::Addressee(line) | Block::Annexes(line) => line.clone(),
            Block::Paragraph(paragraph) => {
                let lead = paragraph.lead.iter().map(|(_, said)| said);
                lead.chain(&paragraph.sentences)
                    .map(|said| sentence(report, said))
                    .collect()
            }
            Block::Table(content) => table(content),
            Block::Signature(lines) => lines.join("\n"),
            Block::PageBreak => continue,
        };
        out.push_str(&line);
        out.push('\n');
    }
    inert(&out).into_owned()
}

fn sentence(report: &Report, said: &CitedText) -> String {
    let mut text = said.text();
    if report.trace {
        text.push_str(&trace(said));
    }
    text
}

fn table(table: &Table) -> String {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    let rows: Vec<String> = rows.map(|row| row.join("｜").replace('\n', " ")).collect();
    let heading = [table.label.as_str(), &table.title].into_iter();
    let lines = heading.filter(|line| !line.is_empty()).map(str::to_owned);
    lines.chain(rows).collect::<Vec<_>>().join("\n")
}
