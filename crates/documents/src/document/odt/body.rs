//! content.xml: paragraphs and tables in reading order.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::lists::{Lists, OUTLINE};
use crate::document::flow::{Dress, Flow};
use crate::document::numbering::Counters;
use crate::document::package::Part;
use crate::document::paragraph::Source;
use crate::document::unreadable::{Kind, Unreadable};
use office::xml::{Node, attribute, number};

/// Elements that hold nothing of the running text; a covered cell lies under a merged one.
const SKIPPED: [&str; 13] = [
    "tracked-changes",
    "annotation",
    "note",
    "table-of-content",
    "ruby-text",
    "sequence-decls",
    "variable-decls",
    "forms",
    "hidden-text",
    "page-number",
    "page-count",
    "math",
    "covered-table-cell",
];
/// Most blanks that one element stands for.
const BLANKS: u32 = 64;

/// Reads the body.
pub(super) fn read(part: &Part, lists: Lists) -> Result<Source, Unreadable> {
    let mut body = Body {
        lists,
        flow: Flow::default(),
        paragraphs: Vec::new(),
        nested: Vec::new(),
        items: Vec::new(),
        counts: Counts::default(),
        skipped: 0,
        begun: false,
    };
    part.walk(|node| {
        body.node(&node)?;
        body.flow.taken.within()
    })?;
    if !body.begun {
        return Err(Unreadable::NotWord);
    }
    body.flow.finish(Vec::new())
}

struct Body {
    lists: Lists,
    flow: Flow,
    /// A text box puts paragraphs within a paragraph.
    paragraphs: Vec<Open>,
    /// Lists within lists.
    nested: Vec<List>,
    items: Vec<Item>,
    counts: Counts,
    /// Depth inside an element that is skipped.
    skipped: usize,
    /// Whether the text itself came.
    begun: bool,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    text: String,
    /// A heading's level from 1.
    level: Option<u32>,
    counted: Counted,
}

/// By what a paragraph is counted.
#[derive(Default)]
enum Counted {
    #[default]
    Not,
    /// By the numbers of headings, and from where anew.
    Outline(Option<u32>),
    /// The first of its item: by its list.
    List,
}

/// A list, and the numbers it goes on from.
#[derive(Default)]
struct List {
    of: Option<u32>,
    id: Option<String>,
    from: Option<usize>,
}

/// An item whose number has not been given yet.
struct Item {
    waits: bool,
    restart: Option<u32>,
}

/// Whether it says in words what a picture shows; a field of that name is text.
fn describes(name: &str, start: &BytesStart<'_>) -> bool {
    ["title", "desc"].contains(&name) && start.name().into_inner().starts_with("svg:")
}

/// What lists have counted to.
#[derive(Default)]
struct Counts {
    all: Vec<Counters>,
    /// The list that counted last, by its style and by its own name.
    last: HashMap<u32, usize>,
    named: HashMap<String, usize>,
    outline: Counters,
}

impl Body {
    fn node(&mut self, node: &Node<'_>) -> Result<(), Unreadable> {
        match node {
            Node::Start(_, _) if self.skipped > 0 => self.skipped += 1,
            Node::End(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Text(_) if self.skipped > 0 => {}
            Node::Start(name, start) if SKIPPED.contains(name) || describes(name, start) => {
                self.skipped = 1;
            }
            Node::Start("spreadsheet", _) => return Err(Unreadable::Foreign(Kind::Sheet)),
            Node::Start("presentation" | "drawing", _) => {
                return Err(Unreadable::Foreign(Kind::Slides));
            }
            Node::Start(name, start) => self.start(name, start),
            Node::End(name) => self.end(name),
            Node::Text(text) => self.text(text),
        }
        Ok(())
    }

    /// Blanks and line ends of the file stand for one blank.
    fn text(&mut self, text: &str) {
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        for c in text.chars() {
            let blank = c.is_ascii_whitespace();
            if !blank || !open.text.ends_with([' ', '\n']) {
                open.text.push(if blank { ' ' } else { c });
                self.flow.taken.characters += 1;
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.text.push_str(text);
            self.flow.taken.characters += text.chars().count();
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "text" => self.begun = true,
            "p" | "h" if self.begun => {
                let open = self.opened(name, start);
                self.paragraphs.push(open);
            }
            "s" => {
                let count = number(start, "c").unwrap_or(1).min(BLANKS);
                self.push(&" ".repeat(count as usize));
            }
            "tab" => self.push("\u{3000}"),
            "line-break" => {
                self.flow.taken.paragraphs += 1;
                self.push("\n");
            }
            "list" => self.list(start),
            "list-item" => self.items.push(Item {
                waits: true,
                restart: number(start, "start-value"),
            }),
            "list-header" => self.items.push(Item {
                waits: false,
                restart: None,
            }),
            "table" => self.flow.table(),
            "table-row" => self.flow.row(),
            "table-cell" => {
                let spanned = |name| number(start, name).unwrap_or(1) as usize;
                self.flow.cell(
                    spanned("number-rows-spanned"),
                    spanned("number-columns-spanned"),
                );
            }
            _ => {}
        }
    }

    fn opened(&mut self, name: &str, start: &BytesStart<'_>) -> Open {
        let level = number(start, "outline-level").unwrap_or(1).clamp(1, 9);
        let level = (name == "h").then_some(level);
        let item = self.items.last_mut();
        let item = item.is_some_and(|item| std::mem::take(&mut item.waits));
        let style = attribute(start, "style-name").unwrap_or_default();
        let outlined = level.is_some() && self.nested.is_empty() && self.lists.numbers(&style);
        let restarts = attribute(start, "restart-numbering").as_deref() == Some("true");
        let restart = number(start, "start-value").filter(|_| restarts);
        Open {
            level,
            counted: match (outlined, item) {
                (true, _) => Counted::Outline(restart),
                (false, true) => Counted::List,
                (false, false) => Counted::Not,
            },
            ..Open::default()
        }
    }

    fn list(&mut self, start: &BytesStart<'_>) {
        // What stands in an item behind another list in it has no number.
        if let Some(item) = self.items.last_mut() {
            item.waits = false;
        }
        let outer = self.nested.last();
        let style = attribute(start, "style-name").and_then(|name| self.lists.named(&name));
        let of = style.or(outer.and_then(|outer| outer.of));
        let after = attribute(start, "continue-list");
        let after = after.and_then(|id| self.counts.named.get(&id));
        let goes_on = attribute(start, "continue-numbering").as_deref() == Some("true");
        let last = of.and_then(|of| self.counts.last.get(&of));
        let from = after.or(last.filter(|_| goes_on)).copied();
        self.nested.push(List {
            of,
            id: attribute(start, "id"),
            from,
        });
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                if let Some(open) = self.paragraphs.pop() {
                    self.close(&open);
                }
            }
            "list" => {
                self.nested.pop();
            }
            "list-item" | "list-header" => {
                self.items.pop();
            }
            "table" => self.flow.end_table(),
            _ => {}
        }
    }

    fn close(&mut self, open: &Open) {
        if open.text.trim().is_empty() {
            return;
        }
        let prefix = match open.counted {
            Counted::Outline(restart) => {
                let level = open.level.unwrap_or(1) - 1;
                let levels = &self.lists.levels;
                levels.count((OUTLINE, level), restart, &mut self.counts.outline)
            }
            Counted::List => self.counted(),
            Counted::Not => None,
        };
        let dress = Dress {
            prefix: &prefix.unwrap_or_default(),
            level: open.level.map(|level| level as u8),
            ..Dress::default()
        };
        self.flow.paragraph(&open.text, dress);
    }

    /// The number of an item. All lists within one list count together.
    fn counted(&mut self) -> Option<String> {
        let level = self.nested.len().checked_sub(1)?;
        let of = self.nested[level].of?;
        let restart = self.items.last().and_then(|item| item.restart);
        let outer = self.nested.first_mut()?;
        let place = *outer.from.get_or_insert_with(|| {
            self.counts.all.push(Counters::default());
            self.counts.all.len() - 1
        });
        self.counts.last.insert(of, place);
        if let Some(id) = outer.id.take() {
            self.counts.named.insert(id, place);
        }
        let counters = self.counts.all.get_mut(place)?;
        let levels = &self.lists.levels;
        levels.count((of, level as u32), restart, counters)
    }
}
