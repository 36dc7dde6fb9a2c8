//! Filling a form that others made: rows are put into its sheet, everything else stays as it is.

use std::collections::BTreeMap;
use std::io::Read as _;

use quick_xml::events::Event;

use super::fill::{filled, formulas, grown};
use super::formula::Grown;
use super::looks::Looks;
use super::slot::{Placed, Slot, TemplateFault};
use super::{around, sheet};
use crate::archive::{self, Archive};
use crate::cell::Cell;
use crate::xml::{self, Node, XmlFault, attribute};

/// What a form may unpack into: it is held whole, and so many times its size, or as much as this.
const MOST_TIMES: u64 = 4;
const MOST: u64 = 8 << 20;

/// The form with these rows in its slot; what stands below moves down as far as needed.
pub fn fill(bytes: &[u8], slot: &Slot, rows: &[Vec<Cell>]) -> Result<Placed, TemplateFault> {
    let mut parts = parts(bytes)?;
    let no_sheet = || TemplateFault::NoSheet(slot.sheet.clone());
    let part = sheet_part(bytes, &slot.sheet).ok_or_else(no_sheet)?;
    let styles = text_of(&parts, "xl/styles.xml").unwrap_or_default();
    let mut looks = Looks::read(styles);
    let sheet = sheet::read(&text_of(&parts, &part).ok_or_else(no_sheet)?)?;
    let grown = grown(&sheet, slot, rows.len(), &looks);
    let xml = filled(sheet, slot, rows, &grown, &mut looks)?;
    let beside = beside(&parts, &part);
    for (name, content) in &mut parts {
        let text = String::from_utf8_lossy(content).into_owned();
        let followed = match name.as_str() {
            name if name == part => Ok(xml.clone()),
            "xl/styles.xml" => Ok(std::mem::take(&mut looks).written()),
            "xl/workbook.xml" => {
                let followed = around::elsewhere(&text, &grown);
                followed.map(|xml| repeating(&reckoned(&xml), slot))
            }
            "[Content_Types].xml" | "xl/_rels/workbook.xml.rels" => {
                without_calc_chain(&text).map_err(|_| XmlFault::Malformed(0))
            }
            name if beside.iter().any(|known| known == name) => around::beside(&text, &grown),
            name if names_it(name, &text, &grown) => around::elsewhere(&text, &grown),
            _ => continue,
        };
        match followed {
            Ok(followed) => *content = followed.into_bytes(),
            // What lies beside is not always well-formed, and no part of the table.
            Err(_) if !name.ends_with("xml") => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(Placed {
        bytes: archive::written(parts)?,
        shift: grown.shift,
    })
}

/// The formulas of a sheet, by row and column from 0.
pub fn formulas_of(bytes: &[u8], sheet: &str) -> BTreeMap<(u32, u32), String> {
    let read = || {
        let part = sheet_part(bytes, sheet)?;
        let parts = parts(bytes).ok()?;
        sheet::read(&text_of(&parts, &part)?).ok()
    };
    read().map_or_else(BTreeMap::new, |sheet| formulas(&sheet))
}

/// The parts of a workbook, by name. The list of the places of formulas, which may have moved, is left
/// out: Excel makes it anew.
fn parts(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, TemplateFault> {
    let mut archive = Archive::open(bytes)?;
    let mut left = MOST.max(bytes.len() as u64 * MOST_TIMES);
    let mut parts = Vec::with_capacity(archive.count());
    for at in 0..archive.count() {
        let packed = archive.at(at)?;
        let name = packed.name()?.into_owned();
        if name == "xl/calcChain.xml" {
            continue;
        }
        let mut content = Vec::new();
        packed.take(left + 1).read_to_end(&mut content)?;
        let rest = left.checked_sub(content.len() as u64);
        left = rest.ok_or(TemplateFault::TooLarge)?;
        parts.push((name, content));
    }
    Ok(parts)
}

fn text_of(parts: &[(String, Vec<u8>)], name: &str) -> Option<String> {
    let (_, content) = parts.iter().find(|(known, _)| known == name)?;
    Some(String::from_utf8_lossy(content).into_owned())
}

/// Whether formulas of that part name the sheet.
fn names_it(name: &str, text: &str, grown: &Grown) -> bool {
    let holds = name.starts_with("xl/worksheets/sheet") || name.starts_with("xl/charts/");
    holds && !name.contains("/_rels/") && text.contains(xml::text(&grown.sheet).as_str())
}

/// The parts that lie on the sheet: tables, comments, pictures.
fn beside(parts: &[(String, Vec<u8>)], part: &str) -> Vec<String> {
    let Some((folder, name)) = part.rsplit_once('/') else {
        return Vec::new();
    };
    let relations = text_of(parts, &format!("{folder}/_rels/{name}.rels"));
    let targets = relations.and_then(|xml| pairs(&xml, "Relationship", ("Id", "Target")));
    let targets = targets.unwrap_or_default().into_values();
    let places = targets.map(|target| match target.strip_prefix("../") {
        Some(rest) => format!("xl/{rest}"),
        None => target.trim_start_matches('/').to_owned(),
    });
    let kinds = ["xl/tables/", "xl/comments", "xl/drawings/"];
    places
        .filter(|place| kinds.iter().any(|kind| place.starts_with(kind)))
        .collect()
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

/// The workbook with its formulas to be reckoned as soon as it is opened.
fn reckoned(xml: &str) -> String {
    if xml.contains("calcPr") {
        return xml.to_owned();
    }
    // It stands behind the last of these.
    let ends = [
        "sheets>",
        "functionGroups>",
        "externalReferences>",
        "definedNames>",
    ];
    let end = ends
        .iter()
        .filter_map(|end| Some(xml.rfind(end)? + end.len()))
        .max();
    let Some(end) = end else {
        return xml.to_owned();
    };
    let (head, tail) = xml.split_at(end);
    let name = head.rfind("</").map_or("", |at| &head[at + 2..]);
    let prefix = name
        .split_once(':')
        .map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
    format!("{head}<{prefix}calcPr fullCalcOnLoad=\"1\"/>{tail}")
}

/// The workbook with the header of the sheet on each of its pages, where the form says nothing of that.
fn repeating(xml: &str, slot: &Slot) -> String {
    const TITLES: &str = "_xlnm.Print_Titles";
    let mut names = Vec::new();
    let mut titled = Vec::new();
    let walked = xml::walk(xml, |node| {
        match node {
            Node::Start("sheet", element) => names.extend(attribute(element, "name")),
            Node::Start("definedName", element)
                if attribute(element, "name").as_deref() == Some(TITLES) =>
            {
                titled.extend(xml::number(element, "localSheetId"));
            }
            _ => {}
        }
        Ok::<_, XmlFault>(())
    });
    let place = names.iter().position(|name| *name == slot.sheet);
    let Some(place) = place.filter(|at| walked.is_ok() && !titled.contains(&(*at as u32))) else {
        return xml.to_owned();
    };
    let sheet = xml::text(&slot.sheet.replace('\'', "''"));
    let (from, to) = (slot.header + 1, slot.first);
    let name = |prefix: &str| {
        format!(
            "<{prefix}definedName name=\"{TITLES}\" localSheetId=\"{place}\">'{sheet}'!${from}:${to}</{prefix}definedName>"
        )
    };
    let end = |text: &str| Some(xml.rfind(text)? + text.len());
    let prefix = |at: usize| {
        let name = xml[..at].rfind("</").map_or("", |from| &xml[from + 2..at]);
        name.split_once(':')
            .map_or(String::new(), |(prefix, _)| format!("{prefix}:"))
    };
    if let Some(after) = end("definedNames>") {
        let at = xml[..after].rfind("</").unwrap_or(after);
        return format!("{}{}{}", &xml[..at], name(&prefix(after)), &xml[at..]);
    }
    let ends = ["sheets>", "functionGroups>", "externalReferences>"];
    let Some(at) = ends.into_iter().filter_map(end).max() else {
        return xml.to_owned();
    };
    let prefix = prefix(at);
    let names = format!(
        "<{prefix}definedNames>{}</{prefix}definedNames>",
        name(&prefix)
    );
    format!("{}{names}{}", &xml[..at], &xml[at..])
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
