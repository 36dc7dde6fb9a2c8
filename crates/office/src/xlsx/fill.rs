//! A sheet of a form rewritten event by event, with rows in its slot.

use std::collections::BTreeSet;

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::formula::Formulas;
use super::template::{Model, Slot, TemplateFault, attribute, model, moved, put_rows};
use crate::cell::Cell;

/// The sheet with the rows in its slot; what stands below is moved down.
pub(super) fn filled(
    xml: &str,
    slot: &Slot,
    rows: &[Vec<Cell>],
    days: &BTreeSet<String>,
) -> Result<String, TemplateFault> {
    let shift = (rows.len() as u32).saturating_sub(slot.empty);
    let mut filling = Filling {
        slot,
        rows,
        model: Model {
            days: days.clone(),
            ..model(xml, slot)?
        },
        shift,
        formulas: Formulas::new(slot.first, slot.end(), shift),
        writer: Writer::new(Vec::new()),
        written: false,
        skipped: 0,
    };
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            event => filling.event(&event)?,
        }
    }
    Ok(String::from_utf8_lossy(&filling.writer.into_inner()).into_owned())
}

/// A sheet half rewritten.
struct Filling<'a> {
    slot: &'a Slot,
    rows: &'a [Vec<Cell>],
    model: Model,
    shift: u32,
    formulas: Formulas,
    writer: Writer<Vec<u8>>,
    written: bool,
    /// Rows of the slot are replaced: inside one, everything is skipped.
    skipped: u32,
}

impl Filling<'_> {
    fn event(&mut self, event: &Event<'_>) -> Result<(), TemplateFault> {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return Ok(());
        }
        if self.formulas.takes(event) {
            self.writer.write_event(self.formulas.text(event))?;
            return Ok(());
        }
        if self.formulas.outdated(event) {
            return Ok(());
        }
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "row" =>
            {
                return self.row(event, element);
            }
            Event::End(element) if element.local_name().as_ref() == "sheetData" => self.put(),
            Event::Empty(element) if element.local_name().as_ref() == "sheetData" => {
                let begin = Event::Start(BytesStart::new("sheetData"));
                self.writer.write_event(begin)?;
                self.put();
                let end = Event::End(BytesEnd::new("sheetData"));
                self.writer.write_event(end)?;
                return Ok(());
            }
            _ => {}
        }
        self.copy(event)
    }

    fn row(&mut self, event: &Event<'_>, element: &BytesStart<'_>) -> Result<(), TemplateFault> {
        let number = attribute(element, "r").and_then(|r| r.parse::<u32>().ok());
        let at = number.unwrap_or(1).saturating_sub(1);
        if at >= self.slot.first {
            self.put();
        }
        let last = self.slot.first + self.slot.empty.min(self.rows.len() as u32);
        if (self.slot.first..last).contains(&at) {
            self.skipped = u32::from(matches!(event, Event::Start(_)));
            return Ok(());
        }
        self.copy(event)
    }

    /// Writes the rows, once.
    fn put(&mut self) {
        if !std::mem::replace(&mut self.written, true) {
            put_rows(&mut self.writer, self.slot, self.rows, &self.model);
        }
    }

    fn copy(&mut self, event: &Event<'_>) -> Result<(), TemplateFault> {
        let moved = moved(event, self.slot, self.shift);
        self.writer.write_event(moved)?;
        Ok(())
    }
}
