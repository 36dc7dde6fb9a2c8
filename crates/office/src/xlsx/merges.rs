//! Merged areas of a form: those of its body go, or are made in every row; the others move.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::formula::Grown;
use super::place;
use super::sheet::SheetCell;
use super::slot::Slot;
use crate::grid::Area;
use crate::xml::{self, Node, XmlFault, attribute};

/// The merged areas of the filled sheet.
#[derive(Debug, Default)]
pub(super) struct Merges {
    around: Vec<Area>,
    /// Columns that are one cell in every row of the body.
    wide: Vec<(u32, u32)>,
    /// First and last row of the body, from 0.
    body: (u32, u32),
}

/// The merged areas of a sheet.
pub(super) fn read(xml: &str) -> Result<Vec<Area>, XmlFault> {
    let mut areas = Vec::new();
    xml::walk(xml, |node| {
        if let Node::Start("mergeCell", element) = node {
            let area = attribute(element, "ref");
            areas.extend(area.and_then(|area| place::read_area(&area)));
        }
        Ok::<_, XmlFault>(())
    })?;
    Ok(areas)
}

impl Merges {
    /// The areas of a form after its body grew; `model` is the row that the others look like, from 1.
    pub(super) fn new(
        areas: &[Area],
        slot: &Slot,
        grown: &Grown,
        model: u32,
        cells: &BTreeMap<u32, SheetCell>,
    ) -> Self {
        let (first, last) = (grown.first - 1, grown.end().saturating_sub(1));
        let body = (first, last);
        // Of what is one cell in a row, two columns that are filled must not be.
        let fits = |columns: (u32, u32)| {
            let mut filled = slot
                .columns
                .iter()
                .filter(|at| (columns.0..=columns.1).contains(*at));
            let own = |at: u32| cells.get(&at).is_some_and(|cell| cell.formula.is_some());
            let only = filled.next().is_none_or(|at| *at == columns.0) && filled.next().is_none();
            only && !(columns.0 + 1..=columns.1).any(own)
        };
        let of_model = areas
            .iter()
            .filter(|area| area.rows == (model.wrapping_sub(1), model.wrapping_sub(1)));
        let mut wide: Vec<(u32, u32)> = Vec::new();
        for columns in of_model
            .map(|area| area.columns)
            .chain(slot.wide.iter().copied())
        {
            let apart = |known: &(u32, u32)| known.1 < columns.0 || columns.1 < known.0;
            if columns.0 < columns.1 && fits(columns) && wide.iter().all(apart) {
                wide.push(columns);
            }
        }
        let around = areas.iter().filter_map(|area| moved(*area, slot, grown));
        Self {
            around: around.collect(),
            wide,
            body,
        }
    }

    /// The last column of the cell that begins there.
    pub(super) fn across(&self, column: u32) -> u32 {
        let found = self.wide.iter().find(|columns| columns.0 == column);
        found.map_or(column, |columns| columns.1)
    }

    /// As a sheet lists them; nothing where there are none.
    pub(super) fn written(&self, prefix: &str) -> String {
        let rows = (self.body.0..=self.body.1).filter(|_| !self.wide.is_empty());
        let wide = rows.flat_map(|row| {
            let areas = self.wide.iter();
            areas.map(move |columns| Area {
                rows: (row, row),
                columns: *columns,
            })
        });
        let all: Vec<Area> = self.around.iter().copied().chain(wide).collect();
        if all.is_empty() {
            return String::new();
        }
        let mut out = format!("<{prefix}mergeCells count=\"{}\">", all.len());
        for Area { rows, columns } in all {
            let one = |column: u32, row: u32| format!("{}{}", place::letters(column), row + 1);
            let (from, to) = (one(columns.0, rows.0), one(columns.1, rows.1));
            let _ = write!(out, "<{prefix}mergeCell ref=\"{from}:{to}\"/>");
        }
        let _ = write!(out, "</{prefix}mergeCells>");
        out
    }
}

/// An area that lies outside the body, or around it; what reaches into it ends above or begins below.
fn moved(area: Area, slot: &Slot, grown: &Grown) -> Option<Area> {
    let (top, bottom) = area.rows;
    let (first, after) = (grown.first - 1, grown.last);
    let touches = |column: &u32| (area.columns.0..=area.columns.1).contains(column);
    let rows = if bottom < first {
        (top, bottom)
    } else if top >= after {
        (top + grown.shift, bottom + grown.shift)
    } else if top < first && bottom >= after && !slot.columns.iter().any(touches) {
        (top, bottom + grown.shift)
    } else if top < first {
        (top, first - 1)
    } else {
        return None;
    };
    let single = rows.0 == rows.1 && area.columns.0 == area.columns.1;
    (!single).then_some(Area { rows, ..area })
}
