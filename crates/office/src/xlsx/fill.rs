//! A sheet of a form rewritten event by event, with rows in its slot.

use std::collections::BTreeSet;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::formula::Formulas;
use super::rows::{Model, model, moved, put_rows};
use super::slot::{Slot, TemplateFault};
use crate::cell::Cell;
use crate::xml;

/// The sheet with the rows in its slot; what stands below is moved down. `days` are the styles that
/// show days.
pub(super) fn filled(
    xml: &str,
    slot: &Slot,
    rows: &[Vec<Cell>],
    days: BTreeSet<String>,
) -> Result<String, TemplateFault> {
    let shift = (rows.len() as u32).saturating_sub(slot.empty);
    let mut filling = Filling {
        slot,
        rows,
        model: model(xml, slot, days)?,
        shift,
        formulas: Formulas::new(slot.first, slot.end(), shift),
        written: false,
        skipped: 0,
    };
    Ok(xml::rewritten(xml, |event, writer| {
        filling.event(&event, writer)
    })?)
}

/// A sheet half rewritten.
struct Filling<'a> {
    slot: &'a Slot,
    rows: &'a [Vec<Cell>],
    model: Model,
    shift: u32,
    formulas: Formulas,
    written: bool,
    /// Rows of the slot are replaced: inside one, everything is skipped.
    skipped: u32,
}

type Out = Writer<Vec<u8>>;

impl Filling<'_> {
    fn event(&mut self, event: &Event<'_>, out: &mut Out) -> quick_xml::Result<()> {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return Ok(());
        }
        if self.formulas.takes(event) {
            out.write_event(self.formulas.text(event))?;
            return Ok(());
        }
        if self.formulas.outdated(event) {
            return Ok(());
        }
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "row" =>
            {
                return self.row(event, element, out);
            }
            Event::End(element) if element.local_name().as_ref() == "sheetData" => self.put(out),
            Event::Empty(element) if element.local_name().as_ref() == "sheetData" => {
                let begin = Event::Start(BytesStart::new("sheetData"));
                out.write_event(begin)?;
                self.put(out);
                let end = Event::End(BytesEnd::new("sheetData"));
                out.write_event(end)?;
                return Ok(());
            }
            _ => {}
        }
        self.copy(event, out)
    }

    fn row(
        &mut self,
        event: &Event<'_>,
        element: &BytesStart<'_>,
        out: &mut Out,
    ) -> quick_xml::Result<()> {
        let at = xml::number(element, "r").unwrap_or(1).saturating_sub(1);
        if at >= self.slot.first {
            self.put(out);
        }
        let last = self.slot.first + self.slot.empty.min(self.rows.len() as u32);
        if (self.slot.first..last).contains(&at) {
            self.skipped = u32::from(matches!(event, Event::Start(_)));
            return Ok(());
        }
        self.copy(event, out)
    }

    /// Writes the rows, once.
    fn put(&mut self, out: &mut Out) {
        if !std::mem::replace(&mut self.written, true) {
            put_rows(out, self.slot, self.rows, &self.model);
        }
    }

    fn copy(&self, event: &Event<'_>, out: &mut Out) -> quick_xml::Result<()> {
        let moved = moved(event, self.slot, self.shift);
        out.write_event(moved)?;
        Ok(())
    }
}
