//! Sheets as read: sparse rows of cells with their places, whatever file they came from.

pub(crate) mod archive;
mod biff;
mod ods;
mod shown;
mod workbook;

pub(crate) use workbook::old_book;

use chrono::{DateTime, NaiveDateTime};

use crate::cell::Cell;
use crate::compound;
use crate::csv::{self, CsvUnreadable};
use crate::limits::{self, Budget, Over};
use crate::xlsx::letters;
use crate::xml::XmlFault;

/// Most cells that are read from one file.
const MOST_CELLS: usize = 8_000_000;
/// Characters of a sheet's name; Excel allows 31.
const LONGEST_NAME: usize = 255;
/// What a formula without a stored value takes: each is told.
const UNVALUED: usize = 256;
/// Most rows that are read from one sheet of a workbook, which is held whole in memory.
const MOST_ROWS: usize = 300_000;

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Name of the sheet; empty for CSV.
    pub name: String,
    /// Whether its users do not see it.
    pub hidden: bool,
    /// Rows that hold something, in order.
    pub rows: Vec<GridRow>,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Cells with a formula that has no stored value, as (row, column) from 0.
    pub unvalued: Vec<(u32, u32)>,
}

/// One row that holds something.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridRow {
    /// Its place, from 0.
    pub at: u32,
    /// Its cells with their columns from 0, in order, none of them empty.
    pub cells: Vec<(u32, Cell)>,
}

/// A rectangle of cells, all bounds included, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

/// Why a file holds no sheets that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not a kind of file that holds sheets.
    #[error("neither csv, xlsx, xls nor ods")]
    Kind,
    /// Locked with a password.
    #[error("locked with a password")]
    Locked,
    /// It would unpack into far more than any table holds.
    #[error("part {part} unpacks into too much")]
    TooLarge {
        /// The part of the archive.
        part: String,
    },
    /// More cells or rows than any ledger has.
    #[error("sheet {sheet} has more than {MOST_CELLS} cells or {MOST_ROWS} rows")]
    TooManyCells {
        /// Name of the sheet.
        sheet: String,
    },
    /// A cell holds more characters than any program keeps in one.
    #[error("cell {column}{row} of sheet {sheet} has {chars} characters")]
    LongCell {
        /// Name of the sheet.
        sheet: String,
        /// Its row from 1.
        row: u32,
        /// The letters above its column.
        column: String,
        /// How many characters it has.
        chars: usize,
    },
    /// Something stands in a column far beyond those of any register.
    #[error("sheet {sheet} has too many columns")]
    TooManyColumns {
        /// Name of the sheet.
        sheet: String,
    },
    /// More sheets than any workbook has.
    #[error("too many sheets")]
    TooManySheets,
    /// All texts together are more than any register holds in a file of that size.
    #[error("sheet {sheet} holds too much text")]
    TooMuchText {
        /// Name of the sheet.
        sheet: String,
    },
    /// Damaged.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A text file that can't be read.
    #[error(transparent)]
    Csv(#[from] CsvUnreadable),
}

impl Unreadable {
    /// A cell that was not taken, at this place of that sheet.
    fn over(over: Over, sheet: &str, (row, column): (u32, u32)) -> Self {
        let sheet = sheet.to_owned();
        match over {
            Over::Long(chars) => Self::LongCell {
                sheet,
                row: row.saturating_add(1),
                column: letters(column),
                chars,
            },
            Over::Wide => Self::TooManyColumns { sheet },
            Over::Low => Self::TooManyCells { sheet },
            Over::Full => Self::TooMuchText { sheet },
        }
    }
}

impl From<XmlFault> for Unreadable {
    fn from(fault: XmlFault) -> Self {
        Self::Damaged(fault.to_string())
    }
}

/// When a workbook was saved last, in UTC as far as it tells; `None` where it does not.
pub fn saved_at(bytes: &[u8]) -> Option<NaiveDateTime> {
    let parts = [
        ("docProps/core.xml", "dcterms:modified"),
        ("meta.xml", "dc:date"),
    ];
    parts.into_iter().find_map(|(part, element)| {
        let text = archive::part(bytes, part).ok()?;
        let (_, rest) = text.split_once(&format!("<{element}"))?;
        let (_, rest) = rest.split_once('>')?;
        let (time, _) = rest.split_once('<')?;
        let zoned = DateTime::parse_from_rfc3339(time.trim()).map(|time| time.naive_utc());
        zoned.or_else(|_| time.trim().parse()).ok()
    })
}

impl GridRow {
    /// The cell of a column.
    pub fn cell(&self, column: u32) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        let found = self.cells.binary_search_by_key(&column, |(at, _)| *at);
        found.map_or(EMPTY, |place| &self.cells[place].1)
    }

    /// The cell of a column, which is empty afterwards.
    pub fn take(&mut self, column: u32) -> Cell {
        let found = self.cells.binary_search_by_key(&column, |(at, _)| *at);
        found.map_or(Cell::Empty, |place| {
            std::mem::take(&mut self.cells[place].1)
        })
    }
}

impl Grid {
    /// The row at that place, where it holds something.
    pub fn row(&self, at: u32) -> Option<&GridRow> {
        let found = self.rows.binary_search_by_key(&at, |row| row.at);
        found.ok().map(|place| &self.rows[place])
    }

    /// What a cell shows: that of the merged area it lies in.
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        let holds = |area: &&Area| {
            (area.rows.0..=area.rows.1).contains(&row)
                && (area.columns.0..=area.columns.1).contains(&column)
        };
        let area = self.merges.iter().find(holds);
        let (row, column) = area.map_or((row, column), |area| (area.rows.0, area.columns.0));
        self.row(row).map_or(EMPTY, |row| row.cell(column))
    }

    /// Puts a cell at its place; places come in order, or nearly.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell == Cell::Empty {
            return;
        }
        if self.rows.last().is_none_or(|last| last.at != row) {
            self.rows.push(GridRow {
                at: row,
                cells: Vec::new(),
            });
        }
        if let Some(last) = self.rows.last_mut() {
            last.cells.push((column, cell));
        }
    }

    /// The same sheet, where it has no more merged areas than any has.
    fn merged(mut self) -> Result<Self, Unreadable> {
        // Every row will carry it.
        if let Some((end, _)) = self.name.char_indices().nth(LONGEST_NAME) {
            self.name.truncate(end);
        }
        if self.merges.len() > limits::MERGES {
            return Err(Unreadable::TooManyCells { sheet: self.name });
        }
        Ok(self)
    }

    /// Brings rows and cells that a file lists out of order into order.
    pub(super) fn in_order(mut self) -> Self {
        if !self.rows.is_sorted_by_key(|row| row.at) {
            self.rows.sort_by_key(|row| row.at);
        }
        self.rows.dedup_by(|later, earlier| {
            let same = later.at == earlier.at;
            if same {
                earlier.cells.append(&mut later.cells);
            }
            same
        });
        for row in &mut self.rows {
            if !row.cells.is_sorted_by_key(|(at, _)| *at) {
                row.cells.sort_by_key(|(at, _)| *at);
            }
        }
        self
    }
}

/// Whether it is an `OpenDocument` file.
pub fn is_open(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && archive::holds(bytes, "content.xml")
}

/// Reads every sheet of a file; the kind is told by its first bytes, then by its name.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Grid>, Unreadable> {
    if bytes.starts_with(b"PK") {
        let parts = archive::check(bytes)?;
        return if is_open(bytes) {
            ods::read(bytes)
        } else {
            archive::check_tables(bytes)?;
            guarded(|| workbook::xlsx(bytes, parts))
        };
    }
    if bytes.starts_with(&compound::MAGIC) {
        return guarded(|| workbook::xls(bytes));
    }
    let suffix = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    if ["csv", "txt", "tsv"].contains(&suffix.as_str()) {
        return Ok(vec![of_csv(bytes)?]);
    }
    Err(Unreadable::Kind)
}

thread_local! {
    static GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Whether this thread is within the library on a stranger's file: what it says while stumbling is
/// for nobody's screen, since the file will be told to be damaged.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// A file that the library stumbles over is damaged, whatever the library does about it.
fn guarded(read: impl FnOnce() -> Result<Vec<Grid>, Unreadable>) -> Result<Vec<Grid>, Unreadable> {
    GUARDED.set(true);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    GUARDED.set(false);
    done.unwrap_or_else(|_| Err(Unreadable::Damaged("the library stumbled".to_owned())))
}

fn of_csv(bytes: &[u8]) -> Result<Grid, Unreadable> {
    let mut grid = Grid::default();
    let mut budget = Budget::plain(bytes.len());
    csv::each(bytes, |at, cells| {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            let taken = budget.cells((at as u32, column), text, 1);
            taken.map_err(|over| Unreadable::over(over, "", (at as u32, column)))?;
            grid.put(at as u32, column, Cell::read(text));
        }
        Ok::<(), Unreadable>(())
    })?;
    Ok(grid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stumble_is_damage_and_known_as_one_while_it_lasts() {
        let found = guarded(|| {
            assert!(is_guarded());
            std::panic::resume_unwind(Box::new("stumbled"))
        });
        assert!(matches!(found, Err(Unreadable::Damaged(_))));
        assert!(!is_guarded());
    }
}
