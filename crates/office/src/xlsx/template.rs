//! Filling a form that others made: rows are put into its sheet, everything else stays as it is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::fill::filled;
use super::{dates, place};
use crate::cell::{Cell, serial_of};

/// Why a form could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum TemplateFault {
    /// Not a workbook that can be opened.
    #[error("archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// Its sheet is not well-formed.
    #[error("xml: {0}")]
    Xml(#[from] quick_xml::Error),
    /// Bytes could not be moved.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The part of the sheet was not found.
    #[error("no part for sheet {0}")]
    NoSheet(String),
}

/// Where rows go in a form.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Name of the sheet.
    pub sheet: String,
    /// First row for data, from 0.
    pub first: u32,
    /// How many empty rows the form has there.
    pub empty: u32,
    /// Columns to be filled, from 0.
    pub columns: Vec<u32>,
}

impl Slot {
    /// How many rows stand above what follows the slot.
    pub(super) fn end(&self) -> u32 {
        self.first.saturating_add(self.empty)
    }
}

/// The form with these rows in its slot; what stands below moves down as far as needed.
pub fn fill(bytes: &[u8], slot: &Slot, rows: &[Vec<Cell>]) -> Result<Vec<u8>, TemplateFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let part =
        sheet_part(bytes, &slot.sheet).ok_or_else(|| TemplateFault::NoSheet(slot.sheet.clone()))?;
    let days = part_text(&mut archive, "xl/styles.xml")
        .map_or_else(BTreeSet::new, |xml| dates::styles(&xml));
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for at in 0..archive.len() {
        let name = archive.by_index(at)?.name()?.into_owned();
        // It lists the places of formulas, which may have moved; Excel makes it anew.
        if name == "xl/calcChain.xml" {
            continue;
        }
        let mut content = Vec::new();
        archive.by_index(at)?.read_to_end(&mut content)?;
        let text = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
        let content = match name.as_str() {
            name if name == part => filled(&text(&content), slot, rows, &days)?.into_bytes(),
            "xl/workbook.xml" => print_area(&text(&content), slot, rows.len())?.into_bytes(),
            "[Content_Types].xml" | "xl/_rels/workbook.xml.rels" => {
                without_calc_chain(&text(&content))?.into_bytes()
            }
            _ => content,
        };
        out.start_file(name, options)?;
        out.write_all(&content)?;
    }
    Ok(out.finish()?.into_inner())
}

fn part_text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The part that holds a sheet: its relation id in the workbook, its target in the relations.
pub fn sheet_part(bytes: &[u8], sheet: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let book = part_text(&mut archive, "xl/workbook.xml")?;
    let relations = part_text(&mut archive, "xl/_rels/workbook.xml.rels")?;
    let id = attribute_where(&book, "sheet", ("name", sheet), "id")?;
    let target = attribute_where(&relations, "Relationship", ("Id", &id), "Target")?;
    Some(match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    })
}

fn attribute_where(xml: &str, element: &str, is: (&str, &str), wanted: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(found) | Event::Empty(found)
                if found.local_name().as_ref() == element
                    && attribute(&found, is.0).as_deref() == Some(is.1) =>
            {
                return attribute(&found, wanted);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}

/// The printed area grows with the rows.
fn print_area(xml: &str, slot: &Slot, rows: usize) -> Result<String, TemplateFault> {
    let shift = (rows as u32).saturating_sub(slot.empty);
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::new());
    let mut inside = false;
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Eof => break,
            Event::Start(element) if element.local_name().as_ref() == "definedName" => {
                inside = attribute(element, "name").as_deref() == Some("_xlnm.Print_Area");
            }
            Event::End(_) => inside = false,
            // Sums that now reach further are reckoned as soon as the form is opened.
            Event::Empty(element) if element.local_name().as_ref() == "calcPr" => {
                let mut element = element.clone().into_owned();
                if attribute(&element, "fullCalcOnLoad").is_none() {
                    element.push_attribute(("fullCalcOnLoad", "1"));
                }
                writer.write_event(Event::Empty(element))?;
                continue;
            }
            Event::Text(text) if inside && text.contains(slot.sheet.as_str()) => {
                let moved = text.rsplit_once('!').map(|(sheet, area)| {
                    let area = place::moved_area(&area.replace('$', ""), slot.end(), shift);
                    format!("{sheet}!{area}")
                });
                let moved = moved.unwrap_or_else(|| text.to_string());
                writer.write_event(Event::Text(BytesText::from_escaped(moved)))?;
                continue;
            }
            _ => {}
        }
        writer.write_event(event)?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

fn without_calc_chain(xml: &str) -> Result<String, TemplateFault> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::new());
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Empty(element)
                if element
                    .attributes()
                    .flatten()
                    .any(|a| a.value.contains("calcChain")) => {}
            event => writer.write_event(event)?,
        }
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

/// What the form's first empty row looks like.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) attributes: Vec<(String, String)>,
    /// Columns with their style.
    pub(super) cells: Vec<(u32, Option<String>)>,
    /// Styles that show days.
    pub(super) days: BTreeSet<String>,
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

pub(super) fn model(xml: &str, slot: &Slot) -> Result<Model, TemplateFault> {
    let mut reader = Reader::from_str(xml);
    let mut model = Model::default();
    let mut inside = false;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(model),
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "row" => {
                    let at = attribute(&element, "r").and_then(|r| r.parse::<u32>().ok());
                    inside = slot.empty > 0 && at == Some(slot.first + 1);
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
                "c" if inside => {
                    let column = attribute(&element, "r").map_or(0, |place| {
                        place::read(&place).map_or(0, |(_, column)| column)
                    });
                    model.cells.push((column, attribute(&element, "s")));
                }
                _ => {}
            },
            _ => {}
        }
    }
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
        let styled = model.cells.iter().map(|(column, _)| *column);
        let mut columns: Vec<u32> = styled.chain(slot.columns.iter().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let style = model
                .cells
                .iter()
                .find(|(at, _)| *at == column)
                .and_then(|(_, s)| s.clone());
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
            let text: String = cell
                .written()
                .chars()
                .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
                .collect();
            let text = escape(&text);
            format!(
                "<c r=\"{column}{row}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        }
    }
}
