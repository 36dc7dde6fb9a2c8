//! Characters → paragraphs and tables in reading order.

use super::File;
use super::boxes::{self, Boxes, Stretch};
use super::fib::Part;
use super::lists;
use super::pieces::{Pieces, Sign};
use super::properties::{Pages, Paragraph, changes};
use super::rows::Table;
use super::styles::{self, Styles};
use crate::document::flow::{Dress, Flow};
use crate::document::numbering::Numbering;
use crate::document::paragraph::Source;
use crate::document::unreadable::Unreadable;
use model::draft::{Doubt, DoubtKind};

/// The mark that ends a cell, or a row.
const CELL: char = '\u{7}';
/// Most fields within fields.
const DEEPEST: usize = 64;
/// Where a drawing is anchored.
const DRAWING: char = '\u{8}';
/// The end of a line, of a page or section, of a column: within a paragraph, or with it.
const BREAKS: [char; 3] = ['\u{B}', '\u{C}', '\u{E}'];

/// Reads the text, and behind it that of boxes which stand nowhere in it.
pub(super) fn read(file: &File, pieces: &Pieces) -> Result<Source, Unreadable> {
    let mut body = Body {
        styles: styles::read(file),
        numbering: lists::read(file),
        boxes: boxes::read(file),
        paragraphs: Pages::new(file, Part::ParagraphPages),
        hidden: Hidden::new(file),
        file,
        pieces,
        flow: Flow::default(),
        table: Table::default(),
        fields: Vec::new(),
        text: String::new(),
        boxed: false,
        uncounted: false,
    };
    body.stretch((0, file.fib.text))?;
    let before = body.flow.taken.paragraphs;
    // Those whose anchor did not come in the text belong to no place, either.
    let boxes = std::mem::take(&mut body.boxes);
    for stretch in boxes.anchored.into_values().flatten().chain(boxes.others) {
        body.stretch(stretch)?;
    }
    let boxes = body.flow.taken.paragraphs > before;
    let boxes = boxes.then_some((
        DoubtKind::Unclaimed,
        "文本框里的文字读在正文之后；其中有标题、问题的，请核对位置",
    ));
    let numbers = body.uncounted.then_some((
        DoubtKind::Numbering,
        "有的自动编号读不出来，按没有编号读取；请对照原文核对层次",
    ));
    let doubts = boxes.into_iter().chain(numbers);
    let doubts = doubts.map(|(kind, message)| Doubt {
        paragraph: 0,
        kind,
        message: message.to_owned(),
    });
    body.flow.finish(doubts.collect())
}

struct Body<'a> {
    styles: Styles,
    numbering: Numbering,
    boxes: Boxes,
    paragraphs: Pages<'a>,
    hidden: Hidden<'a>,
    file: &'a File,
    pieces: &'a Pieces,
    flow: Flow,
    table: Table,
    /// Fields within fields: whether what a field shows has come.
    fields: Vec<bool>,
    text: String,
    /// Within a box that is anchored in the text.
    boxed: bool,
    /// A paragraph has a number that is not known.
    uncounted: bool,
}

/// Which characters nobody sees: deleted ones whose deletion is tracked, and hidden ones.
struct Hidden<'a> {
    pages: Pages<'a>,
    /// The last answer, and the places for which it holds.
    known: (u32, u32, bool),
}

impl<'a> Hidden<'a> {
    fn new(file: &'a File) -> Self {
        Self {
            pages: Pages::new(file, Part::CharacterPages),
            known: (0, 0, false),
        }
    }

    fn is(&mut self, at: u32) -> bool {
        const DELETED: u16 = 0x0800;
        const VANISHED: u16 = 0x083C;
        let (from, to, known) = self.known;
        if (from..to).contains(&at) {
            return known;
        }
        let Some((bytes, end)) = self.pages.characters(at) else {
            return false;
        };
        let on = |(code, value): (u16, &[u8])| {
            [DELETED, VANISHED].contains(&code) && value.first() == Some(&1)
        };
        let hidden = changes(bytes).any(on);
        self.known = (at, end, hidden);
        hidden
    }
}

impl Body<'_> {
    /// Reads a stretch of the text to its end.
    fn stretch(&mut self, (from, count): Stretch) -> Result<(), Unreadable> {
        let (file, pieces) = (self.file, self.pieces);
        for sign in pieces.signs(&file.main, from, count) {
            self.sign(sign)?;
        }
        let text = std::mem::take(&mut self.text);
        self.fields.clear();
        self.paragraph(&text, &Paragraph::default());
        self.flow.taken.within()
    }

    /// Reads the boxes that are anchored at that character, before the paragraph around them ends.
    fn boxes_at(&mut self, place: u32) -> Result<(), Unreadable> {
        let Some(boxes) = self.boxes.anchored.remove(&place) else {
            return Ok(());
        };
        let around = (
            std::mem::take(&mut self.text),
            std::mem::take(&mut self.fields),
            std::mem::replace(&mut self.boxed, true),
        );
        for stretch in boxes {
            self.stretch(stretch)?;
        }
        (self.text, self.fields, self.boxed) = around;
        Ok(())
    }

    fn sign(&mut self, Sign { place, at, is }: Sign) -> Result<(), Unreadable> {
        if self.hidden.is(at) && is != CELL {
            return Ok(());
        }
        match is {
            '\u{13}' if self.fields.len() < DEEPEST => self.fields.push(false),
            '\u{14}' => {
                if let Some(shown) = self.fields.last_mut() {
                    *shown = true;
                }
            }
            '\u{15}' => {
                self.fields.pop();
            }
            '\r' | CELL => {
                // A field that is cut off hides no more than its paragraph.
                self.fields.retain(|shown| *shown);
                self.end_paragraph(at, is);
            }
            _ if self.fields.contains(&false) => {}
            is if BREAKS.contains(&is) => {
                self.flow.taken.paragraphs += 1;
                if is != '\u{B}' && self.paragraphs.ends(at) {
                    self.end_paragraph(at, is);
                } else {
                    self.text.push('\n');
                }
            }
            '\t' => self.text.push('\u{3000}'),
            '\u{1E}' => self.text.push('-'),
            DRAWING => self.boxes_at(place)?,
            is if is < ' ' => {}
            is => {
                self.flow.taken.characters += 1;
                self.text.push(is);
            }
        }
        self.table.taken().within()?;
        self.flow.taken.within()
    }

    fn end_paragraph(&mut self, at: u32, mark: char) {
        let text = std::mem::take(&mut self.text);
        let mut paragraph = self.known(at);
        paragraph.in_table |= mark == CELL;
        let row =
            (paragraph.ends_row && mark == CELL).then(|| paragraph.row.clone().unwrap_or_default());
        self.paragraph(&text, &paragraph);
        match row {
            Some(row) => self.table.end_row(row),
            None if mark == CELL => self.table.end_cell(),
            None => {}
        }
    }

    /// A paragraph of the text, or of a cell; a box within a cell is part of it.
    fn paragraph(&mut self, text: &str, paragraph: &Paragraph) {
        let in_table = paragraph.in_table || paragraph.depth > 0;
        let in_table = in_table || self.boxed && self.table.is_open();
        if !in_table {
            self.table.end(&mut self.flow);
        }
        if self.styles.is_contents(paragraph.style) || text.trim().is_empty() {
            return;
        }
        let prefix = self.prefix(paragraph).unwrap_or_default();
        if in_table {
            self.table.text(prefix + text);
            return;
        }
        let dress = Dress {
            prefix: &prefix,
            level: paragraph.level.filter(|level| *level > 0),
            ..Dress::default()
        };
        self.flow.paragraph(text, dress);
    }

    /// What is known of the paragraph whose mark stands there.
    fn known(&self, at: u32) -> Paragraph {
        let mut paragraph = Paragraph::default();
        if let Some((style, changes)) = self.paragraphs.paragraph(at) {
            paragraph.style = style;
            paragraph.change(changes, &self.file.data);
        }
        self.styles.complete(&mut paragraph);
        paragraph
    }

    /// The number that Word shows before the paragraph.
    fn prefix(&mut self, paragraph: &Paragraph) -> Option<String> {
        let level = paragraph.list_level.unwrap_or_default();
        let list = paragraph.list.filter(|list| (1..0x07FF).contains(list))?;
        let number = self.numbering.next(u32::from(list), u32::from(level));
        self.uncounted |= number.is_none();
        number
    }
}
