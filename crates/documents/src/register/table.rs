//! Which tables are registers, and what one of them says, whatever file it stands in.

use std::borrow::Cow;

use super::decide;
use super::filled::Filled;
use super::form;
use super::header::{self, Header};
use super::records::{self, Assembler};
use super::row::Register;
use crate::vocabulary::{Key, Named, named};
use office::grid::Grid;

/// A table that is a register.
#[derive(Debug)]
pub(crate) struct Recognized<'a> {
    grid: Cow<'a, Grid>,
    header: Header,
    /// Where problems stand that were filled into a form.
    filled_in: Option<u32>,
}

/// The registers among the tables of one file, each in the place of its table: by their headers; where
/// no table has one, by labels beside their values.
pub(crate) fn recognize<'a>(grids: &[&'a Grid]) -> Vec<Option<Recognized<'a>>> {
    let by_header = |grid: &&'a Grid| {
        Some(Recognized {
            header: header::find(grid)?,
            grid: Cow::Borrowed(*grid),
            filled_in: None,
        })
    };
    let found: Vec<_> = grids.iter().map(by_header).collect();
    if found.iter().any(Option::is_some) {
        return found;
    }
    let as_form = |grid: &&Grid| {
        let (grid, column) = form::as_list(grid)?;
        Some(Recognized {
            header: header::find(&grid)?,
            grid: Cow::Owned(grid),
            filled_in: Some(column),
        })
    };
    grids.iter().map(as_form).collect()
}

impl Recognized<'_> {
    /// The row of its header: what stands above says something of the whole table.
    pub(crate) fn first_row(&self) -> u32 {
        self.header.first
    }

    /// Adds what it says to the register; gives the column in which its problems stand.
    pub(crate) fn read(&self, register: &mut Register) -> Option<u32> {
        let (grid, header) = (&*self.grid, &self.header);
        let (rows, doubts) = (register.rows.len(), register.doubts.len());
        let columns = decide::columns(grid, header);
        records::head(grid, header, &columns, register);
        records::unvalued(grid, header, register);
        let filled = Filled::new(grid, &columns);
        let mut assembler = Assembler::new(grid, header, &columns);
        let body = grid.rows.iter().filter(|row| row.at > header.last);
        for row in body {
            if let Some(record) = assembler.push(row.clone(), &filled, &mut register.doubts) {
                let row = record.row(register);
                register.rows.extend(row);
            }
        }
        if let Some(record) = assembler.finish() {
            let row = record.row(register);
            register.rows.extend(row);
        }
        if self.filled_in.is_some() {
            let rows = register.rows[rows..].iter_mut().map(|row| &mut row.row);
            let doubts = register.doubts[doubts..].iter_mut();
            for row in rows.chain(doubts.map(|doubt| &mut doubt.paragraph)) {
                *row = row.saturating_sub(form::MOVED);
            }
        }
        let mut problems = [Key::Problem, Key::Detail].into_iter();
        self.filled_in
            .or_else(|| problems.find_map(|key| columns.column(key)))
    }
}

/// Whether a row names columns of a register, with or without one for problems.
pub(crate) fn names_columns<'a>(titles: impl IntoIterator<Item = &'a str>) -> bool {
    let filled: Vec<&str> = titles
        .into_iter()
        .filter(|title| !title.is_empty())
        .collect();
    let known: Vec<Named> = filled.iter().filter_map(|title| named(title)).collect();
    let holds = |key| known.contains(&Named::Key(key));
    let pair = known.len() == 2 && filled.len() == 2;
    known.len() >= 2 && known.len() * 2 >= filled.len() && filled.len() > 2
        || pair && holds(Key::Problem) && holds(Key::Measures)
}
