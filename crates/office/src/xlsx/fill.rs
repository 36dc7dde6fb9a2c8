//! A sheet of a form with rows in its slot: what stood there goes, what stands below moves down, and what
//! points at either follows.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::{Ends, Grown};
use super::height;
use super::looks::Looks;
use super::merges::{self, Merges};
use super::sheet::{Sheet, SheetCell, SheetFormula, SheetRow};
use super::slot::Slot;
use crate::cell::{Cell, serial_of};
use crate::xml::{self, Node, XmlFault};

/// The columns of a sheet, by their width in characters.
#[derive(Debug, Default)]
struct Widths {
    usual: f64,
    own: Vec<(u32, u32, f64)>,
}

/// How the sheet grows with so many rows in its slot.
pub(super) fn grown(sheet: &Sheet, slot: &Slot, rows: usize, looks: &Looks) -> Grown {
    let end = slot.tail.unwrap_or(u32::MAX);
    let within = sheet
        .rows
        .iter()
        .filter(|row| (slot.first + 1..=end).contains(&row.number));
    let bordered = |row: &&SheetRow| {
        let cell = |column| row.cells.get(column);
        let mut cells = slot.columns.iter().filter_map(cell);
        cells.any(|cell| looks.is_bordered(cell.style.as_deref()))
    };
    // Blank rows without a frame below the framed ones are the distance to what follows.
    let framed = within.clone().filter(bordered).map(|row| row.number).max();
    let last = framed.or(slot.tail).unwrap_or(slot.first + slot.examples);
    let shown = slot.first + slot.examples.max(u32::from(slot.tail.is_none()));
    let last = last.max(shown);
    Grown {
        sheet: slot.sheet.clone(),
        first: slot.first + 1,
        last,
        examples: slot.examples,
        shift: (rows as u32).saturating_sub(last - slot.first),
    }
}

/// The sheet with the rows in its slot.
pub(super) fn filled(
    mut sheet: Sheet,
    slot: &Slot,
    rows: &[Vec<Cell>],
    grown: &Grown,
    looks: &mut Looks,
) -> Result<String, XmlFault> {
    put_fields(&mut sheet, slot);
    let widths = widths(&sheet.around)?;
    let areas = merges::read(&sheet.around)?;
    let model = model(&sheet, slot, grown, looks);
    let merges = Merges::new(&areas, slot, grown, model.number, &model.cells);
    let mut out: Vec<SheetRow> = Vec::new();
    let is_body = |row: &SheetRow| (grown.first..=grown.last).contains(&row.number);
    for row in sheet.rows.iter().filter(|row| row.number < grown.first) {
        out.push(followed(row, grown));
    }
    let mut body = Body {
        slot,
        grown,
        looks,
        widths: &widths,
        merges: &merges,
        model: &model,
        prefix: &sheet.prefix,
    };
    let none = Vec::new();
    for number in grown.first..=grown.end() {
        let cells = rows.get((number - grown.first) as usize).unwrap_or(&none);
        out.push(body.row(number, cells));
    }
    let below = sheet
        .rows
        .iter()
        .filter(|row| row.number >= grown.first && !is_body(row));
    out.extend(below.map(|row| followed(row, grown)));
    let mut data = String::new();
    for row in &out {
        row.write(&sheet.prefix, &mut data);
    }
    let prefix = &sheet.prefix;
    let around = super::around::followed(&sheet.around, grown, &merges.written(prefix))?;
    let place = format!("<{prefix}sheetData/>");
    let data = format!("<{prefix}sheetData>{data}</{prefix}sheetData>");
    Ok(around.replacen(&place, &data, 1))
}

/// Texts around the table.
fn put_fields(sheet: &mut Sheet, slot: &Slot) {
    for (row, column, text) in &slot.fields {
        let number = row + 1;
        let at = sheet.rows.partition_point(|row| row.number < number);
        if sheet.rows.get(at).is_none_or(|row| row.number != number) {
            let row = SheetRow {
                number,
                ..SheetRow::default()
            };
            sheet.rows.insert(at, row);
        }
        let cells = &mut sheet.rows[at].cells;
        let style = cells.get(column).and_then(|cell| cell.style.clone());
        cells.insert(*column, SheetCell::text(style, text, &sheet.prefix));
    }
}

/// What the rows are to look like: the first of the body that says nothing, else the first; of a form that
/// ends with its header, framed like that.
fn model(sheet: &Sheet, slot: &Slot, grown: &Grown, looks: &mut Looks) -> SheetRow {
    let body = || {
        let rows = sheet.rows.iter();
        rows.filter(|row| (grown.first..=grown.last).contains(&row.number))
    };
    let blank = body().filter(|row| row.number > slot.first + slot.examples);
    if let Some(row) = blank.chain(body()).next() {
        return row.clone();
    }
    let header = sheet.rows.iter().rfind(|row| row.number < grown.first);
    let cells = header.into_iter().flat_map(|row| &row.cells);
    let cells = cells.map(|(column, cell)| {
        let style = looks.plain(cell.style.as_deref());
        (
            *column,
            SheetCell {
                style,
                ..SheetCell::default()
            },
        )
    });
    SheetRow {
        cells: cells.collect(),
        ..SheetRow::default()
    }
}

/// A row outside the slot: its formulas follow, and what they gave is forgotten where it may differ.
fn followed(row: &SheetRow, grown: &Grown) -> SheetRow {
    let mut row = row.clone();
    row.number = grown.row(row.number);
    for cell in row.cells.values_mut() {
        let Some(formula) = &mut cell.formula else {
            continue;
        };
        if grown.touches(&formula.text, true) {
            cell.content.clear();
            cell.kind = None;
        }
        formula.text = grown.formula(&formula.text, true, Ends::All);
        let array = formula.array.take();
        formula.array = array.map(|area| grown.areas(&area, false));
    }
    row
}

/// Writes the rows of the body.
struct Body<'a> {
    slot: &'a Slot,
    grown: &'a Grown,
    looks: &'a mut Looks,
    widths: &'a Widths,
    merges: &'a Merges,
    model: &'a SheetRow,
    prefix: &'a str,
}

impl Body<'_> {
    fn row(&mut self, number: u32, cells: &[Cell]) -> SheetRow {
        let model = self.model;
        let styled = model.cells.keys().copied();
        let columns: BTreeSet<u32> = styled.chain(self.slot.columns.iter().copied()).collect();
        let mut row = SheetRow {
            number,
            ..SheetRow::default()
        };
        let mut high: f64 = 0.0;
        for column in columns {
            let known = model.cells.get(&column);
            let style = known.and_then(|cell| cell.style.clone());
            let place = self.slot.columns.iter().position(|at| *at == column);
            let cell = match place {
                Some(place) => {
                    let cell = cells.get(place).unwrap_or(&Cell::Empty);
                    let (cell, height) = self.cell(column, style, cell);
                    high = high.max(height);
                    cell
                }
                None => match known.and_then(|cell| cell.formula.as_ref()) {
                    Some(formula) => SheetCell::formula(style, self.formula(formula, number)),
                    None => SheetCell {
                        style,
                        ..SheetCell::default()
                    },
                },
            };
            row.cells.insert(column, cell);
        }
        let usual = model.attribute("ht").and_then(|height| height.parse().ok());
        let kept = model.attributes.iter();
        let kept = kept.filter(|(key, _)| {
            !["ht", "customHeight", "hidden", "collapsed"].contains(&key.as_str())
        });
        row.attributes = kept.cloned().collect();
        let usual: f64 = usual.unwrap_or(0.0);
        let high = usual.max(high).min(height::MOST);
        if high > 0.0 {
            row.attributes.push(("ht".to_owned(), high.to_string()));
            row.attributes
                .push(("customHeight".to_owned(), "1".to_owned()));
        }
        row
    }

    /// The cell, and how high its row must be for it. A day is a number where the form's cell shows a
    /// day, else text.
    fn cell(&mut self, column: u32, style: Option<String>, cell: &Cell) -> (SheetCell, f64) {
        let number = match cell {
            Cell::Number(number) => Some(*number),
            Cell::Date(day) if self.looks.shows_days(style.as_deref()) => Some(serial_of(*day)),
            _ => None,
        };
        if let Some(number) = number {
            let prefix = self.prefix;
            let cell = SheetCell {
                style: self.looks.centred(style.as_deref()).or(style),
                content: format!("<{prefix}v>{number}</{prefix}v>"),
                ..SheetCell::default()
            };
            return (cell, 0.0);
        }
        if *cell == Cell::Empty {
            let cell = SheetCell {
                style,
                ..SheetCell::default()
            };
            return (cell, 0.0);
        }
        let text = cell.written();
        let size = self.looks.size(style.as_deref());
        let until = self.merges.across(column);
        let width = (column..=until).map(|at| self.widths.of(at)).sum();
        let lines = height::lines(&text, height::room(width, size));
        let short = matches!(cell, Cell::Date(_)) || text.chars().count() == 1;
        let style = if lines > 1 {
            self.looks.broken(style.as_deref()).or(style)
        } else if short {
            self.looks.centred(style.as_deref()).or(style)
        } else {
            style
        };
        let high = height::of_lines(lines, size);
        (SheetCell::text(style, &text, self.prefix), high)
    }

    /// A formula that stands in every row, as it stands in this one.
    fn formula(&self, formula: &SheetFormula, number: u32) -> SheetFormula {
        let text = self.grown.formula(&formula.text, true, Ends::Fixed);
        let down = i64::from(number) - i64::from(self.model.number);
        SheetFormula {
            text: super::formula::translated(&text, down, 0),
            array: None,
        }
    }
}

impl Widths {
    fn of(&self, column: u32) -> f64 {
        let own = self
            .own
            .iter()
            .find(|(from, to, _)| (*from..=*to).contains(&column));
        own.map_or(self.usual, |(_, _, width)| *width)
    }
}

fn widths(xml: &str) -> Result<Widths, XmlFault> {
    let mut widths = Widths {
        usual: 8.43,
        own: Vec::new(),
    };
    xml::walk(xml, |node| {
        let Node::Start(name, element) = node else {
            return Ok(());
        };
        let decimal = |name| xml::attribute(element, name).and_then(|value| value.parse().ok());
        match name {
            "sheetFormatPr" => widths.usual = decimal("defaultColWidth").unwrap_or(widths.usual),
            "col" => {
                let (from, to) = (xml::number(element, "min"), xml::number(element, "max"));
                if let (Some(from), Some(to), Some(width)) = (from, to, decimal("width")) {
                    widths
                        .own
                        .push((from.saturating_sub(1), to.saturating_sub(1), width));
                }
            }
            _ => {}
        }
        Ok::<_, XmlFault>(())
    })?;
    Ok(widths)
}

/// What each cell of a sheet's formulas says, by row and column from 0.
pub(super) fn formulas(sheet: &Sheet) -> BTreeMap<(u32, u32), String> {
    let mut found = BTreeMap::new();
    for row in &sheet.rows {
        for (column, cell) in &row.cells {
            if let Some(formula) = &cell.formula {
                found.insert((row.number - 1, *column), formula.text.clone());
            }
        }
    }
    found
}
