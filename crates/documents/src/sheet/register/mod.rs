//! Registers that others made: any header on any row, any of the words in use.
//!
//! Stages: bytes → grids → the header and what each column means → rows, merged cells filled in →
//! [`RegisterRow`]s with doubts → a [`model::draft::Draft`], or events for the tasks they fit.

mod aside;
mod beside;
mod cells;
mod decide;
mod draft;
mod filled;
mod fit;
pub(super) mod header;
mod join;
mod known;
mod measures;
mod names;
mod parties;
mod raise;
mod records;
mod row;
mod state;
mod stream;
mod understand;
mod when;

use model::draft::{Doubt, DoubtKind};
use office::grid::{self, Unreadable};

pub use draft::to_draft;
pub use fit::{Difference, Fit, Matcher, Possible, fit, matched};
pub use raise::{Setting, begin, raise};
pub use row::{Due, RegisterMeasure, RegisterRow};
pub use stream::{Broken, Stream};

/// What was read from a register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    /// File name.
    pub file: String,
    /// The year that its title states.
    pub year: Option<i32>,
    /// The lines above the table say that it is the team's.
    pub of_team: bool,
    /// Its problems.
    pub rows: Vec<RegisterRow>,
    /// Columns that nothing is read from.
    pub unknown: Vec<UnknownColumn>,
    /// What was unclear; `paragraph` is the row of the sheet.
    pub doubts: Vec<Doubt>,
}

/// A column whose title is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownColumn {
    /// Name of the sheet; empty for CSV.
    pub sheet: String,
    /// Its letters (`AB`).
    pub column: String,
    /// Its title.
    pub title: String,
}

/// Why a file is no register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// The file can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No sheet has a header with 存在问题 (or 问题编号 and something to fill in).
    #[error("no header row in {sheets:?}")]
    NoHeader {
        /// Names of the sheets that were searched.
        sheets: Vec<String>,
    },
}

/// Reads a register of any kind that [`grid::read`] knows.
pub fn read(bytes: &[u8], name: &str) -> Result<Register, SheetFault> {
    let grids = grid::read(bytes, name)?;
    let mut register = Register {
        file: name.to_owned(),
        ..Register::default()
    };
    let mut tables = 0;
    let visible: Vec<_> = grids.iter().filter(|grid| !grid.hidden).collect();
    for grid in &visible {
        let Some(header) = header::find(grid) else {
            if !grid.rows.is_empty() && visible.len() > 1 {
                let message = format!("工作表“{}”没有找到表头，未读取", grid.name);
                register.doubt(0, DoubtKind::Table, message);
            }
            continue;
        };
        tables += 1;
        records::read(grid, &header, &mut register);
    }
    if tables == 0 {
        let sheets = visible.iter().map(|grid| grid.name.clone()).collect();
        return Err(SheetFault::NoHeader { sheets });
    }
    join::by_code(&mut register);
    Ok(register)
}

impl Register {
    fn doubt(&mut self, row: u32, kind: DoubtKind, message: String) {
        self.doubts.push(Doubt {
            paragraph: row,
            kind,
            message,
        });
    }
}
