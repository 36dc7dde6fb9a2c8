//! document.xml: paragraphs and tables in reading order.

use super::archive::Part;
use super::numbering::Numbering;
use super::styles::{Styles, is_on};
use crate::document::bounds::Taken;
use crate::document::paragraph::{Block, Cell, Counter, Paragraph, Source, Table};
use crate::document::unreadable::Unreadable;
use office::xml::{Node, attribute, number};

/// Elements that hold nothing of the present text: deleted text, field codes, the second form of
/// a drawing, phonetic signs.
const SKIPPED: [&str; 8] = [
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "Fallback",
    "rt",
    "proofErr",
    "binData",
];

/// Reads the body.
pub(super) fn read(
    part: &Part,
    styles: Styles,
    numbering: Numbering,
) -> Result<Source, Unreadable> {
    let mut body = Body {
        styles,
        numbering,
        blocks: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        counter: Counter::default(),
        taken: Taken::default(),
        carried: None,
        skipped: 0,
        in_text: false,
        begun: false,
        written: false,
    };
    part.walk(|node| {
        body.node(&node);
        body.taken.within()
    })?;
    if !body.begun {
        return Err(Unreadable::NotWord);
    }
    if !body.written {
        return Err(Unreadable::NoText);
    }
    Ok(Source {
        blocks: body.blocks,
        ..Source::default()
    })
}

struct Body {
    styles: Styles,
    numbering: Numbering,
    blocks: Vec<Block>,
    /// A text box puts paragraphs within a paragraph.
    paragraphs: Vec<Open>,
    tables: Vec<Vec<Vec<Cell>>>,
    counter: Counter,
    taken: Taken,
    /// A paragraph whose mark was deleted goes on in the next.
    carried: Option<(String, String)>,
    /// Depth inside an element that is skipped.
    skipped: usize,
    in_text: bool,
    /// Whether the body itself came.
    begun: bool,
    /// Whether anything came that can be seen.
    written: bool,
}

#[derive(Default)]
struct Open {
    text: String,
    style: Option<String>,
    list: Option<u32>,
    list_level: Option<u32>,
    outline: Option<u32>,
    /// Inside its own properties.
    in_properties: bool,
    mark_deleted: bool,
    hidden: bool,
}

impl Body {
    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Start(name, start) => {
                if self.skipped > 0 {
                    self.skipped += 1;
                    return;
                }
                let in_properties = self
                    .paragraphs
                    .last()
                    .is_some_and(|open| open.in_properties);
                if SKIPPED.contains(name)
                    || name.ends_with("PrChange")
                    || (*name == "del" && !in_properties)
                {
                    self.skipped = 1;
                    return;
                }
                self.start(name, start);
            }
            Node::End(name) => {
                if self.skipped > 0 {
                    self.skipped -= 1;
                    return;
                }
                self.end(name);
            }
            Node::Text(text) if self.in_text && self.skipped == 0 => self.push(text),
            Node::Text(_) => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut()
            && !open.hidden
        {
            open.text.push_str(text);
            self.taken.characters += text.chars().count();
            self.written |= !text.trim().is_empty();
        }
    }

    fn start(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        match name {
            "body" => self.begun = true,
            "p" => self.paragraphs.push(Open::default()),
            "tbl" => self.tables.push(Vec::new()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.push(Vec::new());
                }
            }
            "tc" => {
                self.taken.cells += 1;
                if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
                    row.push(Cell {
                        number: 0,
                        text: String::new(),
                        continued: false,
                        span: 1,
                    });
                }
            }
            "gridSpan" | "vMerge" => self.merge(name, start),
            "t" => self.in_text = true,
            "tab"
                if self
                    .paragraphs
                    .last()
                    .is_some_and(|open| !open.in_properties) =>
            {
                self.push("\u{3000}");
            }
            "br" | "cr" => {
                self.taken.paragraphs += 1;
                self.push("\n");
            }
            "noBreakHyphen" => self.push("-"),
            _ => self.property(name, start),
        }
    }

    fn property(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        match name {
            "pPr" => open.in_properties = true,
            "pStyle" => open.style = attribute(start, "val"),
            "numId" if open.in_properties => open.list = number(start, "val"),
            "ilvl" if open.in_properties => open.list_level = number(start, "val"),
            "outlineLvl" => open.outline = number(start, "val"),
            "del" | "moveFrom" => open.mark_deleted = true,
            "r" => open.hidden = false,
            "vanish" if !open.in_properties => open.hidden = is_on(start),
            _ => {}
        }
    }

    fn merge(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        let cell = self
            .tables
            .last_mut()
            .and_then(|table| table.last_mut())
            .and_then(|row| row.last_mut());
        let Some(cell) = cell else { return };
        if name == "gridSpan" {
            cell.span = number(start, "val").unwrap_or(1).clamp(1, 64) as usize;
        } else {
            cell.continued = attribute(start, "val").as_deref() != Some("restart");
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "pPr" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.in_properties = false;
                }
            }
            "p" => {
                if let Some(open) = self.paragraphs.pop() {
                    self.close(open);
                }
            }
            "tbl" => self.close_table(),
            _ => {}
        }
    }

    fn close(&mut self, open: Open) {
        let style = open.style.as_deref().unwrap_or_default();
        if self.styles.is_contents(style) {
            return;
        }
        let (prefix, text) = match self.carried.take() {
            Some((prefix, before)) => (prefix, before + &open.text),
            None => (self.prefix(&open, style), open.text),
        };
        if open.mark_deleted {
            self.carried = Some((prefix, text));
            return;
        }
        if text.trim().is_empty() {
            return;
        }
        let number = self.counter.next();
        self.taken.paragraphs += 1;
        self.taken.characters += prefix.chars().count();
        let text = prefix + &text;
        let cell = self
            .tables
            .last_mut()
            .and_then(|table| table.last_mut())
            .and_then(|row| row.last_mut());
        if let Some(cell) = cell {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(text.trim());
            cell.number = if cell.number == 0 {
                number
            } else {
                cell.number
            };
            return;
        }
        let level = open
            .outline
            .filter(|level| *level < 9)
            .map(|level| level as u8 + 1)
            .or_else(|| self.styles.level(style));
        for line in text
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            self.blocks.push(Block::Paragraph(Paragraph {
                number,
                text: line.to_owned(),
                level,
                indented: false,
                gap: false,
                bullet: false,
            }));
        }
    }

    /// The number that Word shows before the paragraph.
    fn prefix(&mut self, open: &Open, style: &str) -> String {
        let by_style = self.styles.list(style);
        let list = open.list.or(by_style.map(|(list, _)| list));
        let level = open
            .list_level
            .or(by_style.map(|(_, level)| level))
            .unwrap_or(0);
        if open.text.trim().is_empty() {
            return String::new();
        }
        list.and_then(|list| self.numbering.next(list, level))
            .unwrap_or_default()
    }

    fn close_table(&mut self) {
        let Some(rows) = self.tables.pop() else {
            return;
        };
        let outer = self
            .tables
            .last_mut()
            .and_then(|table| table.last_mut())
            .and_then(|row| row.last_mut());
        if let Some(outer) = outer {
            let text: Vec<&str> = rows
                .iter()
                .flatten()
                .map(|cell| cell.text.as_str())
                .filter(|text| !text.is_empty())
                .collect();
            if !outer.text.is_empty() {
                outer.text.push('\n');
            }
            outer.text.push_str(&text.join("\n"));
        } else {
            self.blocks.push(Block::Table(Table::new(rows)));
        }
    }
}
