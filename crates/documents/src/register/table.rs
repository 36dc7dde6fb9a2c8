//! Which tables are registers, and what one of them says, whatever file it stands in.

use std::borrow::Cow;
use std::sync::Arc;

use super::above::Above;
use super::aside::person_above;
use super::decide;
use super::filled::Filled;
use super::form;
use super::header::{self, Header};
use super::maps::Maps;
use super::records::{self, Assembler};
use super::row::Register;
use crate::vocabulary::{Key, Named, named};
use office::grid::Grid;

/// A table that is a register.
#[derive(Debug)]
pub(crate) struct Recognized<'a> {
    grid: Cow<'a, Grid>,
    header: Header,
    /// The form that it was filled into, where problems stand in it, and its first row with a label.
    form: Option<(&'a Grid, u32, u32)>,
}

/// The registers among the tables of one file, each in the place of its table: by labels beside their
/// values where a table is a form, else by their headers.
pub(crate) fn recognize<'a>(grids: &[&'a Grid], maps: &Maps) -> Vec<Option<Recognized<'a>>> {
    grids.iter().map(|grid| one(grid, maps)).collect()
}

fn one<'a>(grid: &'a Grid, maps: &Maps) -> Option<Recognized<'a>> {
    let header = header::find_with(grid, maps);
    let form = match &header {
        // A form has the labels of several rows; a table those of its header.
        Some(header) if !form::is_one(grid, header) => None,
        _ => form::as_list(grid, maps),
    };
    if let Some(form::Filled { list, place, first }) = form {
        let header = header::find_with(&list, maps)?;
        return Some(Recognized {
            header,
            grid: Cow::Owned(list),
            form: Some((grid, place, first)),
        });
    }
    Some(Recognized {
        header: header?,
        grid: Cow::Borrowed(grid),
        form: None,
    })
}

impl Recognized<'_> {
    /// The row of its header: what stands above says something of the whole table.
    pub(crate) fn first_row(&self) -> u32 {
        self.header.first
    }

    /// Adds what it says to the register; gives the column in which its problems stand.
    pub(crate) fn read(&self, register: &mut Register, maps: &Maps) -> Option<u32> {
        let grid = &*self.grid;
        let (rows, doubts) = (register.rows.len(), register.doubts.len());
        let columns = register.columns.len();
        let (whole, first) = self.whole();
        let above = Arc::new(Above::of(whole, first));
        above.tell(register);
        let mut header = self.header.clone();
        let mut place = None;
        let mut from = grid.rows.partition_point(|row| row.at <= header.last);
        let mut before: Option<Assembler> = None;
        loop {
            let rest = grid.rows[from..].iter();
            let next = rest
                .clone()
                .find_map(|row| header::another(grid, row, &header, maps));
            let end = next.as_ref().map_or(u32::MAX, |next| next.first);
            header.end = Some(end);
            let read = decide::columns(grid, &header);
            records::head(grid, &header, &read, register);
            let filled = Filled::new(grid, &read);
            let mut assembler = Assembler::new(grid, &header, &read, &above);
            if self.form.is_some() {
                assembler.next.subject = person_above(whole, first);
            }
            assembler = match &before {
                Some(table) => assembler.after(table, &mut register.doubts),
                None => assembler.first(grid, &mut register.doubts),
            };
            for row in rest.take_while(|row| row.at < end) {
                if let Some(record) = assembler.push(row.clone(), &filled, &mut register.doubts) {
                    let row = record.row(register);
                    register.rows.extend(row);
                }
            }
            let last = assembler.finish();
            let last = last.and_then(|record| record.row(register));
            register.rows.extend(last);
            records::unvalued(grid, &header, end, register);
            let mut problems = [Key::Problem, Key::Detail].into_iter();
            place = place.or_else(|| problems.find_map(|key| read.column(key)));
            let Some(next) = next else { break };
            before = Some(assembler);
            header = next;
            from = grid.rows.partition_point(|row| row.at <= header.last);
        }
        let Some((_, place, _)) = self.form else {
            return place;
        };
        // Labels stand anywhere.
        for column in &mut register.columns[columns..] {
            column.column.clear();
        }
        let rows = register.rows[rows..].iter_mut().map(|row| &mut row.row);
        let doubts = register.doubts[doubts..].iter_mut();
        for row in rows.chain(doubts.map(|doubt| &mut doubt.paragraph)) {
            *row = row.saturating_sub(form::MOVED);
        }
        Some(place)
    }

    /// The grid as it stands in the file, and its first row that is part of the table.
    fn whole(&self) -> (&Grid, u32) {
        match self.form {
            Some((form, _, first)) => (form, first),
            None => (&self.grid, self.header.first),
        }
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
