//! Markdown.

use crate::report::Report;
use crate::report::cited_text::{CitedText, Mark};
use crate::report::render::trace;
use crate::report::tree::{Block, Table};
use office::text::visible::inert;

/// The report as Markdown; gaps in bold.
pub fn markdown(report: &Report) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for block in &report.tree.blocks {
        blocks.push(match block {
            Block::Title(said) => format!("# {}", inline(report, said)),
            Block::Addressee(line) | Block::Annexes(line) => escape(line),
            Block::Heading { level, text } => {
                let marks = "#".repeat(usize::from(*level) + 1);
                format!("{marks} {}", inline(report, text))
            }
            Block::Paragraph(paragraph) => {
                let lead = paragraph
                    .lead
                    .as_ref()
                    .map_or_else(String::new, |(_, said)| {
                        format!("**{}**", inline(report, said))
                    });
                let rest: String = paragraph
                    .sentences
                    .iter()
                    .map(|said| inline(report, said))
                    .collect();
                format!("{lead}{}", not_a_list(&rest))
            }
            Block::Table(content) => table(content),
            Block::Signature(lines) => lines
                .iter()
                .map(|line| escape(line))
                .collect::<Vec<_>>()
                .join("  \n"),
            Block::PageBreak => "---".to_owned(),
        });
    }
    let mut out = blocks.join("\n\n");
    out.push('\n');
    inert(&out).into_owned()
}

fn inline(report: &Report, said: &CitedText) -> String {
    let runs = said.runs.iter().map(|run| match run.mark {
        Mark::Plain => escape(&run.text),
        Mark::Gap => format!("**{}**", escape(&run.text)),
    });
    let mut out: String = runs.collect();
    if report.trace {
        out.push_str(&escape(&trace(said)));
    }
    out
}

/// `1.` at the start of a paragraph stays what it is instead of becoming a list.
fn not_a_list(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].strip_prefix('.') {
        Some(rest) if digits > 0 => format!("{}\\.{rest}", &text[..digits]),
        _ => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$'
        );
        if special || (at == 0 && matches!(c, '#' | '+' | '-' | '=')) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn table(table: &Table) -> String {
    let row = |cells: &[String]| {
        let mut cells: Vec<String> = cells
            .iter()
            .map(|cell| escape(cell).replace('\n', "<br>"))
            .collect();
        cells.resize(table.widths.len().max(cells.len()), String::new());
        format!("| {} |", cells.join(" | "))
    };
    let rule = vec!["---".to_owned(); table.widths.len()];
    let mut lines = vec![row(&table.head), format!("| {} |", rule.join(" | "))];
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    format!("**{}**\n\n{}", escape(&table.title), lines.join("\n"))
}
