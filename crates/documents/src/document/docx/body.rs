//! document.xml: paragraphs and tables in reading order.

use super::styles::{Styles, is_on};
use crate::document::flow::{Dress, Flow};
use crate::document::numbering::Numbering;
use crate::document::package::Part;
use crate::document::paragraph::Source;
use crate::document::unreadable::Unreadable;
use office::text::ordinal;
use office::xml::{Node, attribute, number};

/// Elements that hold nothing of the present text: deleted text, field codes, phonetic signs; and where the
/// whole file is one XML, what is a part of its own else.
const SKIPPED: [&str; 16] = [
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "rt",
    "proofErr",
    "binData",
    "hdr",
    "ftr",
    "footnote",
    "endnote",
    "footnotes",
    "endnotes",
    "comments",
    "glossaryDocument",
    "docParts",
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
        flow: Flow::default(),
        paragraphs: Vec::new(),
        forms: Vec::new(),
        carried: None,
        skipped: 0,
        in_text: false,
        begun: false,
    };
    part.walk(|node| {
        body.node(&node);
        body.flow.taken.within()
    })?;
    if !body.begun {
        return Err(Unreadable::NotWord);
    }
    body.flow.finish(Vec::new())
}

/// Whether it is a comment, or what was deleted, as Word 2003 writes them.
fn is_aside(name: &str, start: &quick_xml::events::BytesStart<'_>) -> bool {
    let kind = || attribute(start, "type").unwrap_or_default();
    name == "annotation" && ["Word.Comment", "Word.Deletion"].contains(&kind().as_str())
}

struct Body {
    styles: Styles,
    numbering: Numbering,
    flow: Flow,
    /// A text box puts paragraphs within a paragraph.
    paragraphs: Vec<Open>,
    /// How many characters stood before each thing that is given in several forms.
    forms: Vec<usize>,
    /// A paragraph whose mark was deleted goes on in the next.
    carried: Option<(String, String)>,
    /// Depth inside an element that is skipped.
    skipped: usize,
    in_text: bool,
    /// Whether the body itself came.
    begun: bool,
}

#[derive(Default)]
struct Open {
    text: String,
    style: Option<String>,
    list: Option<u32>,
    list_level: Option<u32>,
    outline: Option<u32>,
    /// The number that is shown, where the file says it.
    shown: Option<String>,
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
                    || self.is_told(name)
                    || is_aside(name, start)
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

    /// Whether it is one more form of something whose text has come.
    fn is_told(&self, name: &str) -> bool {
        let before = self.forms.last();
        ["Choice", "Fallback"].contains(&name)
            && before.is_some_and(|before| self.flow.taken.characters > *before)
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut()
            && !open.hidden
        {
            open.text.push_str(text);
            self.flow.taken.characters += text.chars().count();
        }
    }

    fn start(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        match name {
            "body" => self.begun = true,
            "p" => self.paragraphs.push(Open::default()),
            "tbl" => self.flow.table(),
            "tr" => self.flow.row(),
            "tc" => self.flow.cell(1, 1),
            // Columns that the row leaves out before its first cell.
            "gridBefore" => self
                .flow
                .cell(1, number(start, "val").unwrap_or(1) as usize),
            "AlternateContent" => self.forms.push(self.flow.taken.characters),
            "gridSpan" | "vMerge" | "vmerge" => self.merge(name, start),
            "t" => self.text_begins(start),
            "tab"
                if self
                    .paragraphs
                    .last()
                    .is_some_and(|open| !open.in_properties) =>
            {
                self.push("\u{3000}");
            }
            "br" | "cr" => {
                self.flow.taken.paragraphs += 1;
                self.push("\n");
            }
            "noBreakHyphen" => self.push("-"),
            _ => self.property(name, start),
        }
    }

    fn text_begins(&mut self, start: &quick_xml::events::BytesStart<'_>) {
        match self.paragraphs.last_mut() {
            Some(open) if open.in_properties => open.shown = attribute(start, "val"),
            _ => self.in_text = true,
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
        let Some(cell) = self.flow.cell_mut() else {
            return;
        };
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
            "tbl" => self.flow.end_table(),
            "AlternateContent" => {
                self.forms.pop();
            }
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
        let level = open
            .outline
            .filter(|level| *level < 9)
            .map(|level| level as u8 + 1)
            .or_else(|| self.styles.level(style));
        let prefix = prefix.as_str();
        let dress = Dress {
            prefix,
            level,
            ..Dress::default()
        };
        self.flow.paragraph(&text, dress);
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
        // A bullet is no number.
        let shown = open.shown.as_ref();
        let shown = shown.filter(|shown| ordinal::read(&format!("{shown}{}", open.text)).is_some());
        let counted = list.and_then(|list| self.numbering.next(list, level));
        counted.or(shown.cloned()).unwrap_or_default()
    }
}
