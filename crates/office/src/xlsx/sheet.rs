//! A sheet of a form taken apart: its rows and cells, and what stands around them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::formula::translated;
use super::place;
use crate::xml::{self, XmlFault, attribute};

/// A sheet taken apart.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Everything but its rows: where they stand, `<sheetData/>` stands.
    pub(super) around: String,
    /// What stands before the names of its elements.
    pub(super) prefix: String,
    pub(super) rows: Vec<SheetRow>,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetRow {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Its other attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// Its cells by column.
    pub(super) cells: BTreeMap<u32, SheetCell>,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetCell {
    pub(super) style: Option<String>,
    /// What its value is (`t`).
    pub(super) kind: Option<String>,
    pub(super) formula: Option<SheetFormula>,
    /// All within it but its formula, as XML.
    pub(super) content: String,
}

/// A formula.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetFormula {
    pub(super) text: String,
    /// The area that it fills as one, where it is such a formula.
    pub(super) array: Option<String>,
}

impl SheetRow {
    /// The value of one of its attributes.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn write(&self, prefix: &str, out: &mut String) {
        let number = self.number;
        let _ = write!(out, "<{prefix}row r=\"{number}\"");
        for (key, value) in &self.attributes {
            let _ = write!(out, " {key}=\"{}\"", xml::text(value));
        }
        out.push('>');
        for (column, cell) in &self.cells {
            cell.write(&format!("{}{number}", place::letters(*column)), prefix, out);
        }
        let _ = write!(out, "</{prefix}row>");
    }
}

impl SheetCell {
    /// A text in that format.
    pub(super) fn text(style: Option<String>, text: &str, prefix: &str) -> Self {
        let text = xml::text(text);
        Self {
            style,
            kind: Some("inlineStr".to_owned()),
            formula: None,
            content: format!(
                "<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>"
            ),
        }
    }

    /// A formula whose value is not known any more.
    pub(super) fn formula(style: Option<String>, formula: SheetFormula) -> Self {
        Self {
            style,
            formula: Some(formula),
            ..Self::default()
        }
    }

    fn write(&self, place: &str, prefix: &str, out: &mut String) {
        let _ = write!(out, "<{prefix}c r=\"{place}\"");
        for (key, value) in [("s", &self.style), ("t", &self.kind)] {
            if let Some(value) = value {
                let _ = write!(out, " {key}=\"{}\"", xml::text(value));
            }
        }
        if self.formula.is_none() && self.content.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        if let Some(formula) = &self.formula {
            let array = formula.array.as_ref();
            let array = array.map_or_else(String::new, |area| {
                format!(" t=\"array\" ref=\"{}\"", xml::text(area))
            });
            let text = escaped(&formula.text);
            let _ = write!(out, "<{prefix}f{array}>{text}</{prefix}f>");
        }
        out.push_str(&self.content);
        let _ = write!(out, "</{prefix}c>");
    }
}

/// A formula as it stands between tags; its quotes need no escaping there.
pub(super) fn escaped(formula: &str) -> String {
    quick_xml::escape::partial_escape(formula).into_owned()
}

/// Takes a sheet apart. Formulas that are told once for several cells are told in each.
pub(super) fn read(xml: &str) -> Result<Sheet, XmlFault> {
    let mut reading = Reading {
        xml,
        reader: Reader::from_str(xml),
        sheet: Sheet::default(),
        shared: BTreeMap::new(),
    };
    reading.all()?;
    Ok(reading.sheet)
}

struct Reading<'a> {
    xml: &'a str,
    reader: Reader<&'a [u8]>,
    sheet: Sheet,
    /// Formulas that others of their number go by, with the place where they stand.
    shared: BTreeMap<String, (String, (u32, u32))>,
}

impl<'a> Reading<'a> {
    fn next(&mut self) -> Result<(Event<'a>, usize), XmlFault> {
        let before = self.place();
        let event = self.reader.read_event();
        let event = event.map_err(|_| XmlFault::Malformed(before as u64))?;
        if matches!(event, Event::DocType(_)) {
            return Err(XmlFault::Malformed(before as u64));
        }
        Ok((event, before))
    }

    fn place(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    fn all(&mut self) -> Result<(), XmlFault> {
        loop {
            let (event, before) = self.next()?;
            match &event {
                Event::Eof => return Err(XmlFault::Malformed(before as u64)),
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "sheetData" =>
                {
                    let name = element.name();
                    let prefix = name.as_ref().strip_suffix("sheetData").unwrap_or_default();
                    self.sheet.prefix = prefix.to_owned();
                    if matches!(event, Event::Start(_)) {
                        self.rows()?;
                    }
                    let after = &self.xml[self.place()..];
                    let head = &self.xml[..before];
                    self.sheet.around = format!("{head}<{prefix}sheetData/>{after}");
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    fn rows(&mut self) -> Result<(), XmlFault> {
        loop {
            let (event, before) = self.next()?;
            match &event {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "row" =>
                {
                    let next = self.sheet.rows.last().map_or(1, |row| row.number + 1);
                    let number = xml::number(element, "r").unwrap_or(next);
                    let mut row = SheetRow {
                        number,
                        attributes: others(element, &["r", "spans"]),
                        ..SheetRow::default()
                    };
                    if matches!(event, Event::Start(_)) {
                        self.cells(&mut row)?;
                    }
                    self.sheet.rows.push(row);
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.sheet.rows.sort_by_key(|row| row.number);
                    return Ok(());
                }
                Event::Eof => return Err(XmlFault::Malformed(before as u64)),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut SheetRow) -> Result<(), XmlFault> {
        loop {
            let (event, before) = self.next()?;
            match &event {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "c" =>
                {
                    let next = row
                        .cells
                        .last_key_value()
                        .map_or(0, |(column, _)| column + 1);
                    let column = attribute(element, "r").and_then(|place| place::read(&place));
                    let column = column.map_or(next, |(_, column)| column);
                    let mut cell = SheetCell {
                        style: attribute(element, "s"),
                        kind: attribute(element, "t"),
                        ..SheetCell::default()
                    };
                    if matches!(event, Event::Start(_)) {
                        self.content(&mut cell, (row.number, column))?;
                    }
                    row.cells.insert(column, cell);
                }
                Event::End(element) if element.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(XmlFault::Malformed(before as u64)),
                _ => {}
            }
        }
    }

    fn content(&mut self, cell: &mut SheetCell, place: (u32, u32)) -> Result<(), XmlFault> {
        loop {
            let (event, before) = self.next()?;
            match &event {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "f" =>
                {
                    let mut text = String::new();
                    if matches!(event, Event::Start(_)) {
                        text = self.text()?;
                    }
                    cell.formula = self.formula(element, text, place);
                }
                Event::End(element) if element.local_name().as_ref() == "c" => return Ok(()),
                Event::Eof => return Err(XmlFault::Malformed(before as u64)),
                _ => cell.content.push_str(&self.xml[before..self.place()]),
            }
        }
    }

    /// The text up to the end of the element, with what stands for signs resolved.
    fn text(&mut self) -> Result<String, XmlFault> {
        let mut text = String::new();
        loop {
            let (event, before) = self.next()?;
            match &event {
                Event::Text(_) | Event::GeneralRef(_) => {
                    text.push_str(&self.xml[before..self.place()]);
                }
                Event::CData(plain) => text.push_str(&escaped(plain)),
                Event::End(_) => {
                    let malformed = |_| XmlFault::Malformed(before as u64);
                    return Ok(unescape(&text).map_err(malformed)?.into_owned());
                }
                Event::Eof => return Err(XmlFault::Malformed(before as u64)),
                _ => {}
            }
        }
    }

    fn formula(
        &mut self,
        element: &BytesStart<'_>,
        text: String,
        place: (u32, u32),
    ) -> Option<SheetFormula> {
        let kind = attribute(element, "t");
        let shared = kind.as_deref() == Some("shared");
        let number = attribute(element, "si").filter(|_| shared);
        let plain = |text| SheetFormula { text, array: None };
        match number {
            Some(number) if text.is_empty() => {
                let (text, (row, column)) = self.shared.get(&number)?;
                let down = i64::from(place.0) - i64::from(*row);
                let right = i64::from(place.1) - i64::from(*column);
                return Some(plain(translated(text, down, right)));
            }
            Some(number) => drop(self.shared.insert(number, (text.clone(), place))),
            None => {}
        }
        let array = attribute(element, "ref").filter(|_| kind.as_deref() == Some("array"));
        (!text.is_empty()).then_some(SheetFormula { text, array })
    }
}

/// The attributes but these.
fn others(element: &BytesStart<'_>, without: &[&str]) -> Vec<(String, String)> {
    let kept = element.attributes().flatten();
    let kept = kept.filter(|found| !without.contains(&found.key.as_ref()));
    kept.map(|found| {
        let value = unescape(&found.value);
        let value = value.map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned);
        (found.key.as_ref().to_owned(), value)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_formulas_are_taken_apart_and_put_together() {
        let xml = "<x:worksheet><x:cols/><x:sheetData><x:row r=\"2\" ht=\"20\"><x:c r=\"B2\" s=\"1\"><x:f>SUM(&#36;C&#36;5:C9)&amp;\"&lt;\"</x:f><x:v>1</x:v></x:c><x:c/></x:row>\
            <x:row><x:c t=\"s\"><x:f t=\"shared\" si=\"0\" ref=\"A3:B3\">A5</x:f></x:c><x:c><x:f t=\"shared\" si=\"0\"/></x:c></x:row></x:sheetData><x:end/></x:worksheet>";
        let sheet = read(xml).expect("a sheet");
        assert_eq!(
            sheet.around,
            "<x:worksheet><x:cols/><x:sheetData/><x:end/></x:worksheet>"
        );
        let formula = |row: usize, column: u32| {
            let cell = sheet.rows[row].cells.get(&column)?;
            Some(cell.formula.as_ref()?.text.clone())
        };
        assert_eq!(formula(0, 1).as_deref(), Some("SUM($C$5:C9)&\"<\""));
        assert_eq!(
            (formula(1, 0).as_deref(), formula(1, 1).as_deref()),
            (Some("A5"), Some("B5"))
        );
        let mut out = String::new();
        sheet
            .rows
            .iter()
            .for_each(|row| row.write(&sheet.prefix, &mut out));
        assert_eq!(
            out,
            "<x:row r=\"2\" ht=\"20\"><x:c r=\"B2\" s=\"1\"><x:f>SUM($C$5:C9)&amp;\"&lt;\"</x:f><x:v>1</x:v></x:c><x:c r=\"C2\"/></x:row>\
            <x:row r=\"3\"><x:c r=\"A3\" t=\"s\"><x:f>A5</x:f></x:c><x:c r=\"B3\"><x:f>B5</x:f></x:c></x:row>"
        );
    }

    #[test]
    fn what_is_cut_off_is_no_sheet() {
        for xml in [
            "<worksheet>",
            "<worksheet><sheetData><row>",
            "<worksheet><sheetData><row><c><f>",
        ] {
            assert!(read(xml).is_err(), "{xml}");
        }
    }
}
