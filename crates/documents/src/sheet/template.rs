//! The superior's own form, filled by its headers (不得增删列).

use super::column::{Column, Key};
use super::layout::{Heading, Layout, Rows};
use super::row::Surroundings;
use super::walk::Walk;
use crate::register::header::{self, Header};
use crate::vocabulary::Named;
use model::task::Task;
use office::cell::Cell;
use office::grid::{self, Grid, Unreadable};
use office::xlsx::{Cut, Slot, TemplateFault, fill as fill_slot, fitting};

/// A filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// Titles of the columns that were filled.
    pub filled: Vec<String>,
    /// Titles of the columns that nothing is recorded for.
    pub unfilled: Vec<String>,
    /// Cells that were too long for Excel.
    pub cut: Vec<Cut>,
}

/// Why a form could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FormFault {
    /// The file can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// None of its sheets has a header that is known.
    #[error("no header row")]
    NoHeader,
    /// Its sheet could not be written.
    #[error(transparent)]
    Template(#[from] TemplateFault),
}

/// What stands in the form itself and stays there: names of sheets, and cells.
pub fn texts(template: &[u8]) -> Result<Vec<String>, FormFault> {
    let grids = grid::read(template, "模板.xlsx")?;
    let texts = grids.into_iter().flat_map(|grid| {
        let cells = grid.rows.into_iter().flat_map(|row| row.cells);
        let cells = cells.map(|(_, cell)| cell.into_written());
        std::iter::once(grid.name).chain(cells)
    });
    Ok(texts.collect())
}

/// Fills the first sheet that has a header; what stands below the empty rows moves down.
pub fn fill<'a>(
    template: &[u8],
    tasks: impl IntoIterator<Item = &'a Task>,
    rows: Rows,
    around: Surroundings<'_>,
) -> Result<Filled, FormFault> {
    let grids = grid::read(template, "模板.xlsx")?;
    let found = grids
        .iter()
        .filter(|grid| !grid.hidden)
        .find_map(|grid| Some((grid, header::find(grid)?)));
    let (grid, header) = found.ok_or(FormFault::NoHeader)?;
    let keys = keys(&header);
    let title = |at: &u32| {
        header
            .titles
            .get(at)
            .map_or_else(String::new, |title| title.split_whitespace().collect())
    };
    let unfilled = header
        .titles
        .keys()
        .filter(|at| !keys.iter().any(|(known, _)| known == *at));
    let unfilled: Vec<String> = unfilled
        .map(title)
        .filter(|title| !title.is_empty())
        .collect();
    let mut cells = rows_of(tasks, &keys, rows, around);
    let mut cut = Vec::new();
    for (row, cells) in (header.last + 2..).zip(&mut cells) {
        let first = cells.first().map(Cell::written).unwrap_or_default();
        for (cell, (at, _)) in cells.iter_mut().zip(&keys) {
            let Cell::Text(text) = cell else { continue };
            let (kept, is_cut) = fitting(std::mem::take(text));
            *text = kept;
            if is_cut {
                cut.push(Cut {
                    sheet: grid.name.clone(),
                    row,
                    first: first.clone(),
                    column: title(at),
                });
            }
        }
    }
    let slot = Slot {
        sheet: grid.name.clone(),
        first: header.last + 1,
        empty: empty_rows(grid, header.last + 1),
        columns: keys.iter().map(|(at, _)| *at).collect(),
    };
    Ok(Filled {
        bytes: fill_slot(template, &slot, &cells)?,
        filled: keys.iter().map(|(at, _)| title(at)).collect(),
        unfilled,
        cut,
    })
}

/// The rows of the form, a cell for each column that can be filled.
fn rows_of<'a>(
    tasks: impl IntoIterator<Item = &'a Task>,
    keys: &[(u32, &'static Column)],
    rows: Rows,
    around: Surroundings<'_>,
) -> Vec<Vec<Cell>> {
    let headings = keys.iter().map(|(_, column)| Heading {
        column,
        title: column.key.title(),
    });
    let layout = Layout {
        title: "",
        headings: headings.collect(),
        rows,
        per_person: false,
        team_only: false,
        chosen: true,
    };
    let mut walk = Walk::new(layout, around);
    let mut cells: Vec<Vec<Cell>> = Vec::new();
    for task in tasks {
        let Ok(()) = walk.rows(task, |layout: &Layout, row| {
            let row = layout
                .headings
                .iter()
                .map(|heading| (heading.column.write)(row));
            cells.push(row.collect());
            Ok::<(), std::convert::Infallible>(())
        });
    }
    cells
}

/// How many rows stand empty from this one on, up to the first that says something.
fn empty_rows(grid: &Grid, first: u32) -> u32 {
    let next = grid.rows.iter().map(|row| row.at).find(|at| *at >= first);
    // With nothing below, no row ever has to move.
    next.map_or(u32::MAX - first, |next| next - first)
}

/// The columns that can be filled.
fn keys(header: &Header) -> Vec<(u32, &'static Column)> {
    let has = |key: Key| header.named.values().any(|named| *named == Named::Key(key));
    let key = |named: &Named| match named {
        Named::Key(Key::Progress) if !has(Key::Outcome) => Some(Key::ProgressAndOutcome),
        Named::Key(Key::NextStep) if !has(Key::Deadline) => Some(Key::NextStepAndDate),
        // Notes are for the office only, the others are not recorded.
        Named::Key(Key::Note | Key::Standard | Key::Supervisor) => None,
        Named::Key(key) => Some(*key),
        Named::SerialOrCode if has(Key::Serial) => Some(Key::Code),
        Named::SerialOrCode => Some(Key::Serial),
        Named::StatusOrProgress if has(Key::Status) => Some(Key::ProgressAndOutcome),
        Named::StatusOrProgress | Named::StatusOrOutcome => Some(Key::Status),
        Named::PlannedOrActual if has(Key::Deadline) => Some(Key::FinishedOn),
        Named::PlannedOrActual => Some(Key::Deadline),
        Named::Responsible => Some(Key::Dept),
        Named::Looked => Some(Key::UnitName),
    };
    header
        .named
        .iter()
        .filter_map(|(at, named)| Some((*at, key(named)?.column())))
        .collect()
}
