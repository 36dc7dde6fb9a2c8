//! Tags → paragraphs and tables in reading order. No tree is built: what closes nothing, or is never closed,
//! does no harm.

use super::list::{List, Mark};
use super::tags::{self, Piece, Tag};
use crate::document::flow::{Dress, Flow};
use crate::document::paragraph::Source;
use crate::document::unreadable::Unreadable;
use model::draft::Doubt;
use office::text::punctuation;

/// Elements whose content nobody reads.
const SKIPPED: [&str; 20] = [
    "head", "title", "script", "style", "noscript", "template", "textarea", "select", "button",
    "svg", "math", "iframe", "object", "audio", "video", "xml", "del", "rt", "rp", "map",
];
/// Elements that have no content.
const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr",
];
/// Elements that stand in a line: the text before and behind them is one. Any other ends a paragraph, but for
/// those of Word's own, which have a colon in their names.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "cite", "code", "data",
    "dfn", "em", "embed", "font", "i", "img", "input", "ins", "kbd", "label", "link", "mark",
    "meta", "nobr", "param", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "u", "var", "wbr",
];
/// Most lists within lists.
const DEEPEST: usize = 64;
/// Words in the style of an element that is not shown, or is a note.
const HIDDEN: [&str; 4] = [
    "display:none",
    "mso-hide:all",
    "mso-element:footnote",
    "mso-element:comment",
];

/// Reads a page; `doubts` are those of its encoding.
pub(super) fn read(page: &str, doubts: Vec<Doubt>) -> Result<Source, Unreadable> {
    let mut reader = Reader::default();
    for piece in tags::of(page) {
        match piece {
            Piece::Start(tag) => reader.start(&tag),
            Piece::End(name) => reader.end(&name),
            Piece::Text(text) => reader.text(&text),
        }
        reader.flow.taken.within()?;
    }
    reader.end_paragraph();
    reader.flow.finish(doubts)
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    text: String,
    /// Blanks came behind the text: whether a line end was among them.
    blank: Option<bool>,
    /// The heading that is open.
    level: Option<u8>,
    lists: Vec<List>,
    /// What stands before the next paragraph.
    mark: Mark,
    /// Tables within tables: whether each is a table, not layout.
    tables: Vec<bool>,
    /// The element that is skipped, and how many of its name are open in it.
    skipped: Option<(String, usize)>,
    /// Line ends count as such.
    as_typed: bool,
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name && !tag.closed {
                *depth += 1;
            }
            // A head that is never closed ends where the body begins.
            if name == "body" {
                self.skipped = None;
            }
            return;
        }
        let empty = VOID.contains(&name) || tag.closed;
        if !empty && (SKIPPED.contains(&name) || is_hidden(tag)) {
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        if INLINE.contains(&name) || name.contains(':') {
            return;
        }
        self.end_paragraph();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.level = name[1..].parse().ok(),
            "p" | "div" => self.level = None,
            "pre" => self.as_typed = true,
            "ol" | "ul" | "menu" | "dir" if self.lists.len() < DEEPEST => {
                let form = tag.value("type").or(tag.value("style"));
                let depth = self.lists.len();
                self.lists.push(match name {
                    "ol" => List::numbered(form.unwrap_or_default(), tag.number("start"), depth),
                    _ => List::bullets(),
                });
            }
            "li" => {
                let list = self.lists.last_mut();
                self.mark = list.map_or_else(Mark::default, |list| list.next(tag.number("value")));
            }
            "table" => self.table(),
            "tr" if self.in_table() => self.flow.row(),
            "td" | "th" if self.in_table() => {
                let span = |name: &str| tag.number(name).unwrap_or(1) as usize;
                self.flow.cell(span("rowspan"), span("colspan"));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth -= 1;
            }
            if *depth == 0 || name == "html" {
                self.skipped = None;
            }
            return;
        }
        if INLINE.contains(&name) || name.contains(':') {
            return;
        }
        self.end_paragraph();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.level = None,
            "pre" => self.as_typed = false,
            "ol" | "ul" | "menu" | "dir" => {
                self.lists.pop();
                self.mark = Mark::default();
            }
            "li" => self.mark = Mark::default(),
            "table" if self.tables.pop() == Some(true) => self.flow.end_table(),
            _ => {}
        }
    }

    /// A table within a table shows that the outer one is layout.
    fn table(&mut self) {
        if let Some(outer) = self.tables.last_mut()
            && std::mem::take(outer)
        {
            self.flow.dissolve();
        }
        self.tables.push(true);
        self.flow.table();
    }

    fn in_table(&self) -> bool {
        self.tables.last() == Some(&true)
    }

    /// Blanks and line ends stand for one blank; between Chinese characters a line end stands for nothing.
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        for c in text.chars() {
            if self.as_typed && c == '\n' {
                self.end_paragraph();
            } else if c.is_ascii_whitespace() {
                let line_end = matches!(c, '\n' | '\r');
                self.blank = Some(self.blank.unwrap_or(false) || line_end);
            } else {
                self.sign(if c == '\u{A0}' { ' ' } else { c });
            }
        }
    }

    fn sign(&mut self, c: char) {
        let last = self.text.chars().next_back();
        if let (Some(line_end), Some(last)) = (self.blank.take(), last) {
            let within = punctuation::is_wide(last) && punctuation::is_wide(c);
            if !(line_end && within) && last != ' ' {
                self.text.push(' ');
                self.flow.taken.characters += 1;
            }
        }
        self.text.push(c);
        self.flow.taken.characters += 1;
    }

    fn end_paragraph(&mut self) {
        self.blank = None;
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        let dress = Dress {
            prefix: mark.before(text),
            level: self.level,
            bullet: mark.bullet,
        };
        self.flow.paragraph(text, dress);
    }
}

/// Whether an element with these attributes is not shown, is an entry of a table of contents, or a header or
/// footer as LibreOffice writes them.
fn is_hidden(tag: &Tag) -> bool {
    let style = tag.value("style").unwrap_or_default().to_ascii_lowercase();
    let style = style.replace(char::is_whitespace, "");
    let says = |name: &str, words: &[&str]| tag.value(name).is_some_and(|v| words.contains(&v));
    tag.value("hidden").is_some()
        || says("title", &["header", "footer"])
        || HIDDEN.iter().any(|hidden| style.contains(hidden))
        || tag
            .value("class")
            .is_some_and(|class| class.starts_with("MsoToc"))
}
