//! The tree as a docx: levels become styles, gaps yellow, records comments.

use crate::report::Report;
use crate::report::cited_text::{CitedText, Mark};
use crate::report::render::trace;
use crate::report::tree::{Block, Paragraph, Table};
use office::docx::{self, Document, Part, Profile, Run, Style};

/// The report's bytes as docx.
pub fn docx(report: &Report, profile: &Profile) -> Vec<u8> {
    let mut parts = Vec::new();
    for block in &report.tree.blocks {
        push(report, block, &mut parts);
    }
    let title = report.tree.sentences().next().map(CitedText::text);
    let code = report.check_code.iter();
    docx::write(&Document {
        profile: profile.clone(),
        title: title.unwrap_or_default(),
        date: report.today.to_string(),
        properties: code
            .map(|code| ("校验码".to_owned(), code.to_string()))
            .collect(),
        parts,
    })
}

fn push(report: &Report, block: &Block, parts: &mut Vec<Part>) {
    match block {
        Block::Title(said) => {
            let mut said = said.clone();
            break_title(&mut said);
            parts.push(paragraph(Style::Title, runs(report, &said)));
        }
        Block::Addressee(line) => parts.push(plain(Style::Addressee, line)),
        Block::Annexes(line) => {
            parts.push(plain(Style::Body, ""));
            parts.push(plain(Style::Body, line));
        }
        Block::Heading { level, text } => {
            parts.push(paragraph(Style::Heading(*level), runs(report, text)));
        }
        Block::Paragraph(content) => push_paragraph(report, content, parts),
        Block::Table(table) => push_table(table, parts),
        Block::Signature(lines) => {
            parts.push(plain(Style::Body, ""));
            parts.extend(lines.iter().map(|line| plain(Style::Signature, line)));
        }
        Block::PageBreak => parts.push(Part::PageBreak),
    }
}

/// A heading that runs into its text becomes a heading of its own, so that the navigation pane has
/// it.
fn push_paragraph(report: &Report, content: &Paragraph, parts: &mut Vec<Part>) {
    if let Some((level, lead)) = &content.lead {
        let mut lead = runs(report, lead);
        if let Some(last) = lead.last_mut() {
            last.text.truncate(last.text.trim_end_matches('。').len());
        }
        parts.push(paragraph(Style::Heading(*level), lead));
    }
    let sentences = content.sentences.iter();
    parts.push(paragraph(
        Style::Body,
        sentences.flat_map(|said| runs(report, said)).collect(),
    ));
}

/// An annex begins a page, its label at the left and its title on the third line.
fn push_table(table: &Table, parts: &mut Vec<Part>) {
    if table.landscape {
        parts.push(Part::Turn { landscape: true });
    }
    if !table.label.is_empty() {
        if !table.landscape && !parts.is_empty() {
            parts.push(Part::PageBreak);
        }
        parts.push(plain(Style::AnnexLabel, &table.label));
        parts.push(plain(Style::Body, ""));
    }
    if !table.title.is_empty() {
        parts.push(plain(Style::TableTitle, &table.title));
    }
    parts.push(Part::Table(docx::Table {
        widths: table.widths.clone(),
        head: table.head.clone(),
        rows: table.rows.clone(),
        heights: table.heights.clone(),
    }));
    parts.push(Part::Turn { landscape: false });
}

fn runs(report: &Report, said: &CitedText) -> Vec<Run> {
    let mut runs: Vec<Run> = said
        .runs
        .iter()
        .map(|run| Run {
            text: run.text.clone(),
            highlight: run.mark == Mark::Gap,
            comment: None,
        })
        .collect();
    if report.trace
        && !said.records.is_empty()
        && let Some(last) = runs.last_mut()
    {
        last.comment = Some(trace(said));
    }
    runs
}

fn paragraph(style: Style, runs: Vec<Run>) -> Part {
    Part::Paragraph(docx::Paragraph { style, runs })
}

fn plain(style: Style, text: &str) -> Part {
    Part::Paragraph(docx::Paragraph::plain(style, text))
}

/// Characters of 二号 that fit on a line.
const TITLE_LINE: usize = 19;

/// A title that needs two lines is broken where its sense breaks, before 关于, else in the middle.
fn break_title(said: &mut CitedText) {
    let text = said.text();
    let length = text.chars().count();
    if length <= TITLE_LINE || said.runs.len() != 1 {
        return;
    }
    let place = text.find("关于").filter(|place| *place > 0).or_else(|| {
        let middle = text.char_indices().nth(length.div_ceil(2));
        middle.map(|(place, _)| place)
    });
    if let Some(place) = place {
        said.runs[0].text.insert(place, '\n');
    }
}
