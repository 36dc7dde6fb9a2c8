//! Filling a form that others made: rows are put into its sheet, everything else stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use quick_xml::events::{BytesText, Event};

use super::fill::filled;
use super::slot::{Slot, TemplateFault};
use super::{dates, place};
use crate::archive::{self, Archive};
use crate::cell::Cell;
use crate::xml::{self, Node, XmlFault, attribute};

/// What a form may unpack into: it is held whole, and so many times its size, or as much as this.
const MOST_TIMES: u64 = 4;
const MOST: u64 = 8 << 20;

/// The form with these rows in its slot; what stands below moves down as far as needed.
pub fn fill(bytes: &[u8], slot: &Slot, rows: &[Vec<Cell>]) -> Result<Vec<u8>, TemplateFault> {
    let mut archive = Archive::open(bytes)?;
    let part =
        sheet_part(bytes, &slot.sheet).ok_or_else(|| TemplateFault::NoSheet(slot.sheet.clone()))?;
    let days = archive
        .text("xl/styles.xml")
        .map_or_else(BTreeSet::new, |xml| dates::styles(&xml));
    let mut left = MOST.max(bytes.len() as u64 * MOST_TIMES);
    let mut parts = Vec::with_capacity(archive.count());
    for at in 0..archive.count() {
        let packed = archive.at(at)?;
        let name = packed.name()?.into_owned();
        // It lists the places of formulas, which may have moved; Excel makes it anew.
        if name == "xl/calcChain.xml" {
            continue;
        }
        let mut content = Vec::new();
        packed.take(left + 1).read_to_end(&mut content)?;
        let rest = left.checked_sub(content.len() as u64);
        left = rest.ok_or(TemplateFault::TooLarge)?;
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

/// The part that holds a sheet.
pub fn sheet_part(bytes: &[u8], sheet: &str) -> Option<String> {
    sheet_parts(bytes)?.remove(sheet)
}

/// The parts that hold the sheets, by their names: a sheet's relation id in the workbook, its target in
/// the relations.
pub(crate) fn sheet_parts(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut archive = Archive::open(bytes).ok()?;
    let book = archive.text("xl/workbook.xml")?;
    let relations = archive.text("xl/_rels/workbook.xml.rels")?;
    let targets = pairs(&relations, "Relationship", ("Id", "Target"))?;
    let sheets = pairs(&book, "sheet", ("name", "id"))?.into_iter();
    let parts = sheets.filter_map(|(name, id)| {
        let target = targets.get(&id)?;
        let part = target
            .strip_prefix('/')
            .map_or_else(|| format!("xl/{target}"), str::to_owned);
        Some((name, part))
    });
    Some(parts.collect())
}

/// Two attributes of every such element, the second by the first; of equal ones the first counts.
fn pairs(xml: &str, element: &str, names: (&str, &str)) -> Option<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    xml::walk(xml, |node| {
        if let Node::Start(name, start) = node
            && name == element
            && let (Some(key), Some(value)) = (attribute(start, names.0), attribute(start, names.1))
        {
            found.entry(key).or_insert(value);
        }
        Ok::<_, XmlFault>(())
    })
    .ok()?;
    Some(found)
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
