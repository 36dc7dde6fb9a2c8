//! Filling a form that others made: rows are put into its sheet, everything else stays as it is.

use std::collections::BTreeSet;
use std::io::Read as _;

use quick_xml::events::{BytesText, Event};

use super::fill::filled;
use super::slot::{Slot, TemplateFault};
use super::{dates, place};
use crate::archive::{self, Archive};
use crate::cell::Cell;
use crate::xml::{self, Node, XmlFault, attribute};

/// The form with these rows in its slot; what stands below moves down as far as needed.
pub fn fill(bytes: &[u8], slot: &Slot, rows: &[Vec<Cell>]) -> Result<Vec<u8>, TemplateFault> {
    let mut archive = Archive::open(bytes)?;
    let part =
        sheet_part(bytes, &slot.sheet).ok_or_else(|| TemplateFault::NoSheet(slot.sheet.clone()))?;
    let days = archive
        .text("xl/styles.xml")
        .map_or_else(BTreeSet::new, |xml| dates::styles(&xml));
    let mut parts = Vec::with_capacity(archive.count());
    for at in 0..archive.count() {
        let mut packed = archive.at(at)?;
        let name = packed.name()?.into_owned();
        // It lists the places of formulas, which may have moved; Excel makes it anew.
        if name == "xl/calcChain.xml" {
            continue;
        }
        let mut content = Vec::new();
        packed.read_to_end(&mut content)?;
        let text = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
        let content = match name.as_str() {
            name if name == part => filled(&text(&content), slot, rows, days.clone())?.into_bytes(),
            "xl/workbook.xml" => print_area(&text(&content), slot, rows.len())?.into_bytes(),
            "[Content_Types].xml" | "xl/_rels/workbook.xml.rels" => {
                without_calc_chain(&text(&content))?.into_bytes()
            }
            _ => content,
        };
        parts.push((name, content));
    }
    Ok(archive::written(parts)?)
}

/// The part that holds a sheet: its relation id in the workbook, its target in the relations.
pub fn sheet_part(bytes: &[u8], sheet: &str) -> Option<String> {
    let mut archive = Archive::open(bytes).ok()?;
    let book = archive.text("xl/workbook.xml")?;
    let relations = archive.text("xl/_rels/workbook.xml.rels")?;
    let id = attribute_where(&book, "sheet", ("name", sheet), "id")?;
    let target = attribute_where(&relations, "Relationship", ("Id", &id), "Target")?;
    Some(match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    })
}

fn attribute_where(xml: &str, element: &str, is: (&str, &str), wanted: &str) -> Option<String> {
    let mut found = None;
    xml::walk(xml, |node| {
        if let Node::Start(name, start) = node
            && found.is_none()
            && name == element
            && attribute(start, is.0).as_deref() == Some(is.1)
        {
            found = attribute(start, wanted);
        }
        Ok::<_, XmlFault>(())
    })
    .ok()?;
    found
}

/// The printed area grows with the rows.
fn print_area(xml: &str, slot: &Slot, rows: usize) -> quick_xml::Result<String> {
    let shift = (rows as u32).saturating_sub(slot.empty);
    let mut inside = false;
    xml::rewritten(xml, |event, writer| {
        match &event {
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
                return writer
                    .write_event(Event::Empty(element))
                    .map_err(Into::into);
            }
            Event::Text(text) if inside && text.contains(slot.sheet.as_str()) => {
                let moved = text.rsplit_once('!').map(|(sheet, area)| {
                    let area = place::moved_area(&area.replace('$', ""), slot.end(), shift);
                    format!("{sheet}!{area}")
                });
                let moved = moved.unwrap_or_else(|| text.to_string());
                let moved = Event::Text(BytesText::from_escaped(moved));
                return writer.write_event(moved).map_err(Into::into);
            }
            _ => {}
        }
        writer.write_event(event).map_err(Into::into)
    })
}

fn without_calc_chain(xml: &str) -> quick_xml::Result<String> {
    xml::rewritten(xml, |event, writer| match event {
        Event::Empty(element)
            if element
                .attributes()
                .flatten()
                .any(|a| a.value.contains("calcChain")) =>
        {
            Ok(())
        }
        event => writer.write_event(event).map_err(Into::into),
    })
}
