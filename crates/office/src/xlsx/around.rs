//! What stands around the rows of a sheet, and in the other parts of its workbook, after its rows grew.

use quick_xml::events::{BytesStart, BytesText, Event};

use super::formula::{Ends, Grown};
use super::sheet::escaped;
use crate::xml::{self, XmlFault, attribute};

/// Elements whose text is a formula.
const FORMULAS: [&str; 4] = ["f", "formula", "formula1", "formula2"];
/// Elements of a sheet before which its merged areas stand.
const AFTER_MERGES: [&str; 22] = [
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "tableParts",
    "extLst",
];

/// Which part of a workbook is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The sheet itself.
    Sheet,
    /// One whose formulas may name the sheet.
    Other,
    /// What lies on the sheet: tables, comments, pictures.
    Beside,
}

/// What stands around the rows of the sheet, with these merged areas.
pub(super) fn followed(xml: &str, grown: &Grown, merges: &str) -> Result<String, XmlFault> {
    let mut rewriting = Rewriting::new(Part::Sheet, grown);
    rewriting.merges = Some(merges);
    rewriting.all(xml)
}

/// A part whose formulas name the sheet: another sheet, a diagram, the names of the workbook.
pub(super) fn elsewhere(xml: &str, grown: &Grown) -> Result<String, XmlFault> {
    Rewriting::new(Part::Other, grown).all(xml)
}

/// A part that lies on the sheet.
pub(super) fn beside(xml: &str, grown: &Grown) -> Result<String, XmlFault> {
    Rewriting::new(Part::Beside, grown).all(xml)
}

struct Rewriting<'a> {
    part: Part,
    grown: &'a Grown,
    /// Merged areas to be written.
    merges: Option<&'a str>,
    /// Within these, everything goes.
    skipped: u32,
    depth: u32,
    /// Row breaks, and not those of columns.
    rows: bool,
    /// The element whose text is followed, and that text.
    text: Option<(String, String)>,
}

type Out = quick_xml::Writer<Vec<u8>>;

impl<'a> Rewriting<'a> {
    fn new(part: Part, grown: &'a Grown) -> Self {
        Self {
            part,
            grown,
            merges: None,
            skipped: 0,
            depth: 0,
            rows: false,
            text: None,
        }
    }

    fn all(mut self, xml: &str) -> Result<String, XmlFault> {
        let done = xml::rewritten(xml, |event, out| self.event(&event, out));
        done.map_err(|_| XmlFault::Malformed(0))
    }

    fn event(&mut self, event: &Event<'_>, out: &mut Out) -> quick_xml::Result<()> {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return Ok(());
        }
        if self.follows_text(event, out)? {
            return Ok(());
        }
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let start = matches!(event, Event::Start(_));
                if self.part == Part::Sheet && element.local_name().as_ref() == "mergeCells" {
                    self.skipped = u32::from(start);
                    return Ok(());
                }
                if self.depth == 1 && AFTER_MERGES.contains(&element.local_name().as_ref()) {
                    self.put_merges(out);
                }
                self.depth += u32::from(start);
                let element = self.element(element, start);
                let event = if start {
                    Event::Start(element)
                } else {
                    Event::Empty(element)
                };
                out.write_event(event)?;
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.put_merges(out);
                }
                out.write_event(event.clone())?;
            }
            other => out.write_event(other.clone())?,
        }
        Ok(())
    }

    fn put_merges(&mut self, out: &mut Out) {
        if let Some(merges) = self.merges.take() {
            out.get_mut().extend_from_slice(merges.as_bytes());
        }
    }

    /// Gathers the text of an element that is followed, and writes it when it ends.
    fn follows_text(&mut self, event: &Event<'_>, out: &mut Out) -> quick_xml::Result<bool> {
        match (event, &mut self.text) {
            (Event::Text(text), Some((_, gathered))) => gathered.push_str(text),
            (Event::CData(text), Some((_, gathered))) => gathered.push_str(&escaped(text)),
            (Event::GeneralRef(name), Some((_, gathered))) => {
                gathered.push('&');
                gathered.push_str(name);
                gathered.push(';');
            }
            (Event::End(_), Some(_)) => {
                if let Some((name, raw)) = self.text.take() {
                    let text = match quick_xml::escape::unescape(&raw) {
                        Ok(text) => escaped(&self.moved(&name, &text)),
                        Err(_) => raw,
                    };
                    out.write_event(Event::Text(BytesText::from_escaped(text)))?;
                }
                return Ok(false);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn is_followed(&self, name: &str) -> bool {
        match self.part {
            Part::Sheet => FORMULAS.contains(&name) || name == "sqref",
            Part::Other => FORMULAS.contains(&name) || name == "definedName",
            Part::Beside => matches!(name, "row" | "Row"),
        }
    }

    fn moved(&self, name: &str, text: &str) -> String {
        match self.part {
            Part::Sheet if name == "sqref" => self.grown.areas(text, true),
            Part::Sheet => self.grown.formula(text, true, Ends::Fixed),
            Part::Other => self.grown.formula(text, false, Ends::All),
            Part::Beside => match text.trim().parse::<u32>() {
                Ok(row) => (self.grown.row(row.saturating_add(1)) - 1).to_string(),
                Err(_) => text.to_owned(),
            },
        }
    }

    /// The element with its places moved.
    fn element(&mut self, element: &BytesStart<'_>, start: bool) -> BytesStart<'static> {
        let local = element.local_name().as_ref().to_owned();
        if local.ends_with("Breaks") {
            self.rows = local == "rowBreaks";
        }
        let rule = is_rule(&local);
        if start && self.is_followed(&local) {
            self.text = Some((local.clone(), String::new()));
        }
        let mut moved = BytesStart::new(element.name().as_ref().to_owned());
        for found in element.attributes().flatten() {
            let key = found.key.as_ref().to_owned();
            let value = attribute(element, found.key.local_name().as_ref());
            let value = value.unwrap_or_default();
            let value = match key.as_str() {
                "ref" | "sqref" if self.part != Part::Other => self.grown.areas(&value, rule),
                "id" if self.part == Part::Sheet && local == "brk" && self.rows => value
                    .parse()
                    .map_or(value, |row| self.grown.row(row).to_string()),
                _ => {
                    // As it came, signs and all.
                    moved.push_attribute(found);
                    continue;
                }
            };
            moved.push_attribute((key.as_str(), value.as_str()));
        }
        // Sums that now reach further are reckoned as soon as the form is opened.
        if self.part == Part::Other
            && local == "calcPr"
            && attribute(element, "fullCalcOnLoad").is_none()
        {
            moved.push_attribute(("fullCalcOnLoad", "1"));
        }
        moved
    }
}

/// A rule that is given for cells: one for the first row is meant for all.
fn is_rule(name: &str) -> bool {
    matches!(name, "dataValidation" | "conditionalFormatting")
}
