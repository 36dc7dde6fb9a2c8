//! The document between composing and rendering: small, and knowing no task.

use crate::report::cited_text::{CitedText, Record};

/// A document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree {
    /// Its parts in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// 标题
    Title(CitedText),
    /// 主送: flush left, with a colon.
    Addressee(String),
    /// A heading of level 1 (一、) to 4 (（1）).
    Heading {
        /// 1 to 4.
        level: u8,
        /// With its ordinal.
        text: CitedText,
    },
    /// A paragraph of whole sentences.
    Paragraph(Paragraph),
    /// A table on pages of its own.
    Table(Table),
    /// 附件说明: names of the annexes, below the text.
    Annexes(String),
    /// 落款: lines at the right.
    Signature(Vec<String>),
    /// What follows begins on a new page.
    PageBreak,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// A heading that runs into the text, with its level.
    pub lead: Option<(u8, CitedText)>,
    /// Its sentences.
    pub sentences: Vec<CitedText>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// 附件1; empty for a table within the text.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Relative widths of the columns.
    pub widths: Vec<u32>,
    /// Cells, row by row; in a short row the last spans the rest.
    pub rows: Vec<Vec<String>>,
    /// Whether it wants a page turned on its side.
    pub landscape: bool,
    /// Least heights of the rows in millimetres, where they are not the text's.
    pub heights: Vec<u32>,
}

impl Tree {
    /// Every sentence and heading with its records, in order.
    pub fn sentences(&self) -> impl Iterator<Item = &CitedText> {
        self.blocks.iter().flat_map(|block| {
            let (lead, rest): (Option<&CitedText>, &[CitedText]) = match block {
                Block::Title(said) | Block::Heading { text: said, .. } => (Some(said), &[]),
                Block::Paragraph(paragraph) => (
                    paragraph.lead.as_ref().map(|(_, said)| said),
                    &paragraph.sentences,
                ),
                Block::Addressee(_)
                | Block::Annexes(_)
                | Block::Table(_)
                | Block::Signature(_)
                | Block::PageBreak => (None, &[]),
            };
            lead.into_iter().chain(rest)
        })
    }

    /// 附件1, 附件2 … where there are several.
    pub(crate) fn number_annexes(&mut self) {
        let labels = self.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(table) if !table.label.is_empty() => Some(&mut table.label),
            _ => None,
        });
        let labels: Vec<&mut String> = labels.collect();
        if labels.len() > 1 {
            for (place, label) in labels.into_iter().enumerate() {
                label.push_str(&(place + 1).to_string());
            }
        }
    }

    /// Changes every text of the document.
    pub(crate) fn rewrite(&mut self, change: impl Fn(&str) -> String) {
        let apply = |text: &mut String| *text = change(text);
        let said = |said: &mut CitedText| said.runs.iter_mut().for_each(|run| apply(&mut run.text));
        for block in &mut self.blocks {
            match block {
                Block::Title(text) | Block::Heading { text, .. } => said(text),
                Block::Addressee(line) | Block::Annexes(line) => apply(line),
                Block::Paragraph(paragraph) => {
                    let lead = paragraph.lead.iter_mut().map(|(_, text)| text);
                    lead.chain(&mut paragraph.sentences).for_each(said);
                }
                Block::Table(table) => {
                    apply(&mut table.title);
                    table.rows.iter_mut().flatten().for_each(apply);
                }
                Block::Signature(lines) => lines.iter_mut().for_each(apply),
                Block::PageBreak => {}
            }
        }
    }

    /// How many characters are handed in: headings and paragraphs, blanks not counted.
    pub fn characters(&self) -> usize {
        self.sentences()
            .flat_map(|said| &said.runs)
            .map(|run| run.text.chars().filter(|c| !c.is_whitespace()).count())
            .sum()
    }
}

impl Table {
    /// Leaves a column out.
    pub(crate) fn leave_out(&mut self, column: usize) {
        self.head.remove(column);
        self.widths.remove(column);
        for row in &mut self.rows {
            row.remove(column);
        }
    }

    /// Divides what its two widest columns have between them so that its rows are lowest; neither
    /// becomes narrower than a third of that.
    pub(crate) fn balance(&mut self) {
        let mut columns: Vec<usize> = (0..self.widths.len()).collect();
        columns.sort_by_key(|column| std::cmp::Reverse(self.widths[*column]));
        let [first, second, ..] = columns[..] else {
            return;
        };
        let lengths = self
            .rows
            .iter()
            .map(|row| [first, second].map(|column| row[column].chars().count() as u32));
        let lengths: Vec<[u32; 2]> = lengths.collect();
        let both = self.widths[first] + self.widths[second];
        let height = |one: u32| -> u32 {
            let higher = |[a, b]: &[u32; 2]| (a * 16 / one).max(b * 16 / (both - one));
            lengths.iter().map(higher).sum()
        };
        let least = both.div_ceil(3);
        let lowest = (least..=both - least).min_by_key(|one| height(*one));
        if let Some(lowest) = lowest.filter(|one| height(*one) < height(self.widths[first])) {
            self.widths[first] = lowest;
            self.widths[second] = both - lowest;
        }
    }
}

impl Paragraph {
    /// A paragraph of these sentences.
    pub(crate) fn of(sentences: Vec<CitedText>) -> Self {
        Self {
            lead: None,
            sentences,
        }
    }

    /// The records behind it.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.sentences.iter().flat_map(|said| &said.records)
    }
}
