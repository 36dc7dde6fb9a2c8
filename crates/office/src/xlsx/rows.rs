//! Rows as a form's sheet takes them: what its own look like, and what stands below moved down.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quick_xml::Writer;
use quick_xml::events::{BytesStart, Event};

use super::place;
use super::slot::Slot;
use crate::cell::{Cell, serial_of};
use crate::xml::{self, Node, XmlFault, attribute};

/// What the form's first empty row looks like.
#[derive(Debug, Default)]
pub(super) struct Model {
    attributes: Vec<(String, String)>,
    /// Columns with their style.
    cells: BTreeMap<u32, Option<String>>,
    /// Styles that show days.
    days: BTreeSet<String>,
}

/// The event with its places moved down, where they stand below the slot.
pub(super) fn moved(event: &Event<'_>, slot: &Slot, shift: u32) -> Event<'static> {
    let places = |element: &BytesStart<'_>| {
        let name = element.name().as_ref().to_owned();
        let local = element.local_name().as_ref().to_owned();
        let mut moved = BytesStart::new(name);
        for attribute in element.attributes().flatten() {
            let key = attribute.key.as_ref().to_owned();
            let value = attribute.value.as_ref().to_owned();
            let value = match (local.as_str(), key.as_str()) {
                ("row", "r") => place::moved_row(&value, slot.end(), shift),
                ("c", "r") | ("f" | "mergeCell" | "dimension", "ref") => {
                    place::moved_area(&value, slot.end(), shift)
                }
                ("dataValidation" | "conditionalFormatting", "sqref") => value
                    .split(' ')
                    .map(|area| place::moved_area(area, slot.end(), shift))
                    .collect::<Vec<_>>()
                    .join(" "),
                _ => value,
            };
            moved.push_attribute((key.as_str(), value.as_str()));
        }
        moved
    };
    match event {
        Event::Start(element) => Event::Start(places(element)),
        Event::Empty(element) => Event::Empty(places(element)),
        other => other.clone().into_owned(),
    }
}

/// The look of the slot's first row; `days` are the styles that show days.
pub(super) fn model(xml: &str, slot: &Slot, days: BTreeSet<String>) -> Result<Model, XmlFault> {
    let mut model = Model {
        days,
        ..Model::default()
    };
    let mut inside = false;
    xml::walk(xml, |node| {
        match node {
            Node::Start("row", element) => {
                inside = slot.empty > 0 && xml::number(element, "r") == Some(slot.first + 1);
                if inside {
                    let kept = element
                        .attributes()
                        .flatten()
                        .filter(|a| ["s", "customFormat"].contains(&a.key.as_ref()));
                    model.attributes = kept
                        .map(|a| (a.key.as_ref().to_owned(), a.value.as_ref().to_owned()))
                        .collect();
                }
            }
            Node::Start("c", element) if inside => {
                let column = attribute(element, "r").map_or(0, |place| {
                    place::read(&place).map_or(0, |(_, column)| column)
                });
                let style = || attribute(element, "s");
                model.cells.entry(column).or_insert_with(style);
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(model)
}

pub(super) fn put_rows(
    writer: &mut Writer<Vec<u8>>,
    slot: &Slot,
    rows: &[Vec<Cell>],
    model: &Model,
) {
    for (cells, number) in rows.iter().zip(slot.first + 1..) {
        let mut xml = format!("<row r=\"{number}\"");
        for (key, value) in &model.attributes {
            let _ = write!(xml, " {key}=\"{value}\"");
        }
        xml.push('>');
        let styled = model.cells.keys().copied();
        let mut columns: Vec<u32> = styled.chain(slot.columns.iter().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let style = model.cells.get(&column).cloned().flatten();
            let place = slot.columns.iter().position(|at| *at == column);
            let cell = place
                .and_then(|place| cells.get(place))
                .unwrap_or(&Cell::Empty);
            xml.push_str(&cell_xml(
                &place::letters(column),
                number,
                style.as_deref(),
                &model.as_shown(cell, style.as_deref()),
            ));
        }
        xml.push_str("</row>");
        writer.get_mut().extend_from_slice(xml.as_bytes());
    }
}

impl Model {
    /// A day is a number where the form's cell shows a day, else text.
    fn as_shown(&self, cell: &Cell, style: Option<&str>) -> Cell {
        match (cell, style) {
            (Cell::Date(day), Some(style)) if self.days.contains(style) => {
                Cell::Number(serial_of(*day))
            }
            _ => cell.clone(),
        }
    }
}

fn cell_xml(column: &str, row: u32, style: Option<&str>, cell: &Cell) -> String {
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    match cell {
        Cell::Empty => format!("<c r=\"{column}{row}\"{style}/>"),
        Cell::Number(number) => format!("<c r=\"{column}{row}\"{style}><v>{number}</v></c>"),
        // The form's format shows no day, so it is written as text.
        Cell::Date(_) | Cell::Text(_) => {
            let text = xml::text(&cell.written());
            format!(
                "<c r=\"{column}{row}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        }
    }
}
