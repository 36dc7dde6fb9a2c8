//! The tree as a docx: levels become styles, gaps yellow, records comments.

use crate::report::Report;
use crate::report::cited_text::{CitedText, Mark};
use crate::report::render::trace;
use crate::report::tree::{Block, Paragraph, Table};
use model::digest::CheckCode;
use office::docx::{self, Document, Part, Profile, Run, Style};
use office::text::title;

/// The report's bytes as docx.
pub fn docx(report: &Report, profile: &Profile) -> Vec<u8> {
    let mut parts = Vec::new();
    for block in &report.tree.blocks {
        push(report, profile, block, &mut parts);
    }
    let title = report.tree.sentences().next().map(CitedText::text);
    docx::write(&Document {
        profile: profile.clone(),
        title: title.unwrap_or_default(),
        date: report.today.to_string(),
        properties: report
            .check_code
            .iter()
            .flat_map(CheckCode::properties)
            .collect(),
        parts,
    })
}

fn push(report: &Report, profile: &Profile, block: &Block, parts: &mut Vec<Part>) {
    match block {
        Block::Title(said) => {
            let mut said = said.clone();
            break_title(&mut said, profile);
            parts.push(paragraph(Style::Title, runs(report, &said)));
        }
        Block::Addressee(line) => parts.push(plain(Style::Addressee, line)),
        Block::Annexes(line) => {
            keep_last(parts);
            parts.push(kept(Style::Body, ""));
            parts.push(plain(Style::Body, line));
        }
        Block::Heading { level, text } => {
            parts.push(paragraph(Style::Heading(*level), runs(report, text)));
        }
        Block::Paragraph(content) => push_paragraph(report, content, parts),
        Block::Table(table) => push_table(table, profile, parts),
        Block::Signature(lines) => {
            keep_last(parts);
            parts.push(kept(Style::Body, ""));
            parts.extend(lines.iter().map(|line| kept(Style::Signature, line)));
            if let Some(Part::Paragraph(last)) = parts.last_mut() {
                last.keeps = false;
            }
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
fn push_table(table: &Table, profile: &Profile, parts: &mut Vec<Part>) {
    if table.landscape {
        parts.push(Part::Turn { landscape: true });
    }
    if !table.label.is_empty() {
        if !table.landscape && !parts.is_empty() {
            parts.push(Part::PageBreak);
        }
        parts.push(plain(Style::AnnexLabel, &table.label));
        parts.push(plain(Style::AnnexLabel, ""));
    }
    if !table.title.is_empty() {
        let lines = title::lines(&table.title, profile.title_characters());
        parts.push(plain(Style::TableTitle, &lines.join("\n")));
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
    let keeps = false;
    Part::Paragraph(docx::Paragraph { style, runs, keeps })
}

fn plain(style: Style, text: &str) -> Part {
    Part::Paragraph(docx::Paragraph::plain(style, text))
}

/// A paragraph that stays with the next one.
fn kept(style: Style, text: &str) -> Part {
    Part::Paragraph(docx::Paragraph {
        keeps: true,
        ..docx::Paragraph::plain(style, text)
    })
}

/// Characters of a paragraph that may go along to the next page as a whole: some programs keep all
/// of a paragraph that stays with the next one, not its last lines alone.
const GOES_ALONG: usize = 200;

/// What is signed, and who signs, stand on one page: the last paragraph goes along.
fn keep_last(parts: &mut [Part]) {
    if let Some(Part::Paragraph(last)) = parts.last_mut() {
        let length: usize = last.runs.iter().map(|run| run.text.chars().count()).sum();
        last.keeps = length <= GOES_ALONG;
    }
}

/// A title that needs several lines is broken where its sense breaks.
fn break_title(said: &mut CitedText, profile: &Profile) {
    let text = said.text();
    let lines = title::lines(&text, profile.title_characters());
    let mut end = text.len();
    for line in lines.iter().skip(1).rev() {
        end -= line.len();
        insert_break(said, end);
    }
}

/// Puts a line break before the byte at this place of the whole text.
fn insert_break(said: &mut CitedText, mut place: usize) {
    for run in &mut said.runs {
        if place <= run.text.len() {
            run.text.insert(place, '\n');
            return;
        }
        place -= run.text.len();
    }
}
