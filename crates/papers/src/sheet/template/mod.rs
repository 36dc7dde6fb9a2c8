//! The superior's own form, filled by its headers (不得增删列): a workbook, or a table of a Word document.
//! What was written is read back, and a form in which a value can't be found again is none.

mod answer;
mod fields;
mod plan;

use std::collections::BTreeMap;

use super::layout::{Layout, Rows};
use super::row::{Row, Surroundings};
use super::walk::Walk;
use fields::{Field, Known};
use model::task::Task;
use office::cell::Cell;
use office::compound;
use office::docx::form as word;
use office::grid::{self, Grid, Unreadable};
use office::xlsx::{self, Cut, Slot, TemplateFault, fitting};
use plan::{NoPlan, Plan};

/// A filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many rows were filled.
    pub rows: usize,
    /// Titles of the columns that were filled.
    pub filled: Vec<String>,
    /// Titles of the columns that nothing is recorded for.
    pub unfilled: Vec<String>,
    /// Rows of the form that were examples and went, from 1.
    pub examples: Vec<u32>,
    /// How many blanks around the table were filled.
    pub fields: usize,
    /// Cells that were too long for Excel.
    pub cut: Vec<Cut>,
}

/// Which file a form is, and so what it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook, filled as it is.
    Workbook,
    /// A workbook of the old format, built anew as one of the present.
    OldWorkbook,
    /// An `OpenDocument` workbook, built anew likewise.
    OpenWorkbook,
    /// A Word document.
    Word,
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
    /// It tells of problems already: in these rows, from 1.
    #[error("rows {0:?} are filled in already")]
    Full(Vec<u32>),
    /// Its sheet could not be written.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// A value that was written is not what its cell shows.
    #[error("row {row} column {title} does not hold what was written")]
    Lost {
        /// Row of the filled form, from 1.
        row: u32,
        /// Title of the column.
        title: String,
    },
}

/// What a form is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// What stands in a row.
    pub rows: Rows,
    /// Unit and day.
    pub around: Surroundings<'a>,
    /// Who fills it in.
    pub clerk: Option<&'a str>,
}

impl Kind {
    /// Which file it is, by its first bytes and its parts.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(&compound::MAGIC) {
            Self::OldWorkbook
        } else if word::is_word(bytes) {
            Self::Word
        } else if grid::is_open(bytes) {
            Self::OpenWorkbook
        } else {
            Self::Workbook
        }
    }

    /// The ending of the file that it becomes.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Workbook | Self::OldWorkbook | Self::OpenWorkbook => "xlsx",
            Self::Word => "docx",
        }
    }
}

/// What stands in the form itself and stays there: names of sheets, and cells.
pub fn texts(template: &[u8]) -> Result<Vec<String>, FormFault> {
    let texts = grids(template)?.into_iter().flat_map(|grid| {
        let cells = grid.rows.into_iter().flat_map(|row| row.cells);
        let cells = cells.map(|(_, cell)| cell.into_written());
        std::iter::once(grid.name).chain(cells)
    });
    Ok(texts.collect())
}

fn grids(bytes: &[u8]) -> Result<Vec<Grid>, FormFault> {
    match Kind::of(bytes) {
        Kind::Word => Ok(word::tables(bytes)?),
        Kind::Workbook | Kind::OldWorkbook | Kind::OpenWorkbook => {
            Ok(grid::read(bytes, "模板.xlsx")?)
        }
    }
}

/// Fills the first table that has a header; what stands below its empty rows moves down.
pub fn fill<'a>(
    template: &[u8],
    tasks: impl IntoIterator<Item = &'a Task>,
    filling: Filling<'_>,
) -> Result<Filled, FormFault> {
    let kind = Kind::of(template);
    let foreign = matches!(kind, Kind::OldWorkbook | Kind::OpenWorkbook);
    let rebuilt = foreign.then(|| xlsx::rebuilt(template)).transpose()?;
    let template = rebuilt.as_deref().unwrap_or(template);
    let grids = grids(template)?;
    let (place, grid, plan) = planned(&grids, template, kind)?;
    let tasks: Vec<&Task> = tasks.into_iter().collect();
    let mut cells = rows_of(&tasks, &plan, filling);
    let cut = shortened(&mut cells, &plan, grid);
    let around = filling.around;
    let year = tasks.first().map(|task| task.year);
    let year = year.filter(|year| tasks.iter().all(|task| task.year == *year));
    let known = Known::of(around.book, around.today, filling.clerk, year);
    let fields = known.fields(grid, plan.header, plan.tail);
    let slot = Slot {
        sheet: grid.name.clone(),
        header: plan.header,
        first: plan.first,
        tail: plan.tail,
        examples: plan.examples,
        columns: plan.columns.iter().map(|(at, _)| *at).collect(),
        wide: plan.wide.clone(),
        fields: fields.clone(),
    };
    let placed = match kind {
        Kind::Word => word::fill(template, place, &slot, &cells, |text| known.edits(text))?,
        Kind::Workbook | Kind::OldWorkbook | Kind::OpenWorkbook => {
            xlsx::fill(template, &slot, &cells)?
        }
    };
    let made = self::grids(&placed.bytes)?;
    let made = made.get(place).ok_or(FormFault::NoHeader)?;
    let fields: Vec<Field> = fields
        .into_iter()
        .map(|(row, column, text)| {
            let below = plan.tail.is_some_and(|tail| row >= tail);
            (if below { row + placed.shift } else { row }, column, text)
        })
        .collect();
    held(made, &plan, &cells, &fields)?;
    let (filled, unfilled) = plan.told();
    Ok(Filled {
        bytes: placed.bytes,
        rows: cells.len(),
        filled,
        unfilled,
        examples: plan.dropped,
        fields: fields.len(),
        cut,
    })
}

/// The first table that can be filled, with its place.
fn planned<'a>(
    grids: &'a [Grid],
    template: &[u8],
    kind: Kind,
) -> Result<(usize, &'a Grid, Plan), FormFault> {
    for (place, grid) in grids.iter().enumerate().filter(|(_, grid)| !grid.hidden) {
        let formulas = match kind {
            Kind::Word => BTreeMap::new(),
            Kind::Workbook | Kind::OldWorkbook | Kind::OpenWorkbook => {
                xlsx::formulas_of(template, &grid.name)
            }
        };
        match Plan::of(grid, &formulas) {
            Ok(plan) => return Ok((place, grid, plan)),
            Err(NoPlan::Full(rows)) => return Err(FormFault::Full(rows)),
            Err(NoPlan::NoHeader) => {}
        }
    }
    Err(FormFault::NoHeader)
}

/// The rows of the form, a cell for each column that can be filled.
fn rows_of(tasks: &[&Task], plan: &Plan, filling: Filling<'_>) -> Vec<Vec<Cell>> {
    let layout = Layout {
        title: "",
        headings: Vec::new(),
        rows: filling.rows,
        per_person: false,
        team_only: false,
        chosen: true,
        of_units: false,
    };
    let mut walk = Walk::new(layout, filling.around);
    let mut cells: Vec<Vec<Cell>> = Vec::new();
    for task in tasks {
        let Ok(()) = walk.rows(task, |_: &Layout, row: &Row<'_>| {
            cells.push(plan.cells(row));
            Ok::<(), std::convert::Infallible>(())
        });
    }
    cells
}

/// Cuts what no cell can hold, and says where.
fn shortened(cells: &mut [Vec<Cell>], plan: &Plan, grid: &Grid) -> Vec<Cut> {
    let mut cut = Vec::new();
    for (row, cells) in (plan.first + 1..).zip(cells) {
        let first = cells.first().map(Cell::written).unwrap_or_default();
        for (cell, (at, _)) in cells.iter_mut().zip(&plan.columns) {
            let Cell::Text(text) = cell else { continue };
            let (kept, is_cut) = fitting(std::mem::take(text));
            *text = kept;
            if is_cut {
                cut.push(Cut {
                    sheet: grid.name.clone(),
                    row,
                    first: first.clone(),
                    column: plan.title(*at),
                });
            }
        }
    }
    cut
}

/// Whether every value can be read back out of the form, each in a cell of its own.
fn held(made: &Grid, plan: &Plan, cells: &[Vec<Cell>], fields: &[Field]) -> Result<(), FormFault> {
    let shows = |row: u32, column: u32, wanted: &str| {
        let own = made.row(row).map_or(&Cell::Empty, |row| row.cell(column));
        let shown = made.cell(row, column);
        own == shown && same(&own.written(), wanted)
    };
    for (row, cells) in (plan.first..).zip(cells) {
        for (cell, (at, _)) in cells.iter().zip(&plan.columns) {
            if !shows(row, *at, &cell.written()) {
                return Err(FormFault::Lost {
                    row: row + 1,
                    title: plan.title(*at),
                });
            }
        }
    }
    let lost = fields
        .iter()
        .find(|(row, column, text)| !shows(*row, *column, text));
    if let Some((row, _, text)) = lost {
        return Err(FormFault::Lost {
            row: row + 1,
            title: text.clone(),
        });
    }
    Ok(())
}

/// Files keep no blanks at the ends of a text and no empty lines, or tell them otherwise.
fn same(held: &str, wanted: &str) -> bool {
    let words = |text: &str| {
        Cell::text(text)
            .written()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    held == wanted || words(held) == words(wanted)
}
