//! A CSV register that is too long to be held in memory: its problems one by one, the same that
//! [`super::read()`] finds.

use std::collections::VecDeque;
use std::io::{Read, Seek};
use std::sync::Arc;

use super::above::Above;
use super::decide;
use super::filled::Filled;
use super::header::{self, Header, WINDOW};
use super::join;
use super::maps::Maps;
use super::records::{self, Assembler, Record};
use super::row::{Register, RegisterRow, SheetFault};
use model::draft::Doubt;
use office::cell::Cell;
use office::csv::CsvRows;
use office::grid::{Grid, GridRow, Unreadable};

/// A register that is read as it is asked for.
#[derive(Debug)]
pub struct Stream<R> {
    rows: CsvRows<R>,
    /// The first rows, read ahead to know what the columns mean.
    window: VecDeque<GridRow>,
    header: Header,
    above: Arc<Above>,
    maps: Maps,
    /// No cell is merged in CSV.
    plain: Grid,
    assembler: Assembler,
    register: Register,
    last: u32,
    done: bool,
}

/// Why reading stopped.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The file can't be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It is no register.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
}

impl<R: Read + Seek> Stream<R> {
    /// Reads the header; the source must be UTF-8.
    pub fn new(source: R, name: &str) -> Result<Self, Broken> {
        Self::with(source, name, &Maps::default())
    }

    /// The same where people said what columns are.
    pub fn with(source: R, name: &str, maps: &Maps) -> Result<Self, Broken> {
        let mut rows = CsvRows::new(source)?;
        let mut grid = Grid::default();
        while grid.rows.len() < WINDOW
            && let Some(row) = next(&mut rows)?
        {
            grid.rows.push(row);
        }
        let Some(header) = header::find_with(&grid, maps) else {
            let sheets = vec![String::new()];
            return Err(SheetFault::NoHeader { sheets }.into());
        };
        let columns = decide::columns(&grid, &header);
        let mut register = Register {
            file: name.to_owned(),
            ..Register::default()
        };
        let above = Arc::new(Above::of(&grid, header.first));
        above.tell(&mut register);
        records::head(&grid, &header, &columns, &mut register);
        let assembler = Assembler::new(&grid, &header, &columns, &above);
        let assembler = assembler.first(&grid, &mut register.doubts);
        Ok(Self {
            rows,
            window: grid.rows.into(),
            above,
            maps: maps.clone(),
            last: header.last,
            header,
            plain: Grid::default(),
            assembler,
            register,
            done: false,
        })
    }

    /// What the header says: file, year, columns that nothing is read from.
    pub fn head(&self) -> &Register {
        &self.register
    }

    /// All that is left of it, held: what [`super::read()`] gives.
    pub fn whole(mut self) -> Result<Register, Broken> {
        let mut rows = Vec::new();
        while let Some(mut row) = self.problem()? {
            row.measures.shrink_to_fit();
            rows.push(row);
        }
        self.register.rows = rows;
        join::by_code(&mut self.register);
        Ok(self.register)
    }

    /// What was unclear since this was asked before.
    pub fn take_doubts(&mut self) -> Vec<Doubt> {
        std::mem::take(&mut self.register.doubts)
    }

    /// The next problem.
    pub fn problem(&mut self) -> Result<Option<RegisterRow>, Broken> {
        while !self.done {
            let row = match self.window.pop_front() {
                Some(row) => Some(row),
                None => next(&mut self.rows)?,
            };
            let record = match row {
                Some(row) if row.at <= self.last => None,
                Some(row) if header::may_be_titles(&row) => self.titles(row)?,
                Some(row) => {
                    let filled = Filled::plain(&self.plain);
                    self.assembler.push(row, &filled, &mut self.register.doubts)
                }
                None => {
                    self.done = true;
                    self.assembler.finish()
                }
            };
            if let Some(row) = record.and_then(|record| record.row(&mut self.register)) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

impl<R: Read + Seek> Stream<R> {
    /// A row of short words: the header of another table, or a row like any other.
    fn titles(&mut self, row: GridRow) -> Result<Option<Record>, Broken> {
        let mut grid = Grid {
            rows: vec![row],
            ..Grid::default()
        };
        grid.rows.extend(self.window.drain(..));
        while grid.rows.len() <= WINDOW
            && let Some(row) = next(&mut self.rows)?
        {
            grid.rows.push(row);
        }
        let first = &grid.rows[0];
        let another = header::another(&grid, first, &self.header, &self.maps);
        let Some(header) = another else {
            self.window = grid.rows.into();
            let Some(row) = self.window.pop_front() else {
                return Ok(None);
            };
            let filled = Filled::plain(&self.plain);
            return Ok(self.assembler.push(row, &filled, &mut self.register.doubts));
        };
        let ended = self.assembler.finish();
        let columns = decide::columns(&grid, &header);
        records::head(&grid, &header, &columns, &mut self.register);
        let assembler = Assembler::new(&grid, &header, &columns, &self.above);
        self.assembler = assembler.after(&self.assembler, &mut self.register.doubts);
        self.last = header.last;
        self.header = header;
        self.window = grid.rows.into();
        Ok(ended)
    }
}

/// The next row that holds something.
fn next<R: Read>(rows: &mut CsvRows<R>) -> Result<Option<GridRow>, Broken> {
    loop {
        let unreadable = |fault| SheetFault::from(Unreadable::from(fault));
        let Some((at, cells)) = rows.row()?.map_err(unreadable)? else {
            return Ok(None);
        };
        // As whole files are read: nothing that steers a screen.
        let cells = (0..).zip(cells.map(Cell::text));
        let cells: Vec<(u32, Cell)> = cells.filter(|(_, cell)| *cell != Cell::Empty).collect();
        if !cells.is_empty() {
            return Ok(Some(GridRow { at, cells }));
        }
    }
}
