//! A sheet to be: its columns, and how its cells are coloured.

use super::style::Look;

/// A column of a sheet.
#[derive(Debug, Clone, Default)]
pub struct TableColumn {
    /// Its title.
    pub title: String,
    /// Width in half-width characters.
    pub width: u16,
    /// Whether its cells are centred.
    pub centred: bool,
    /// Whether its cells may be changed while the sheet is protected.
    pub open: bool,
    /// Words to choose from.
    pub choices: Vec<&'static str>,
}

/// A sheet to be.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Name of the sheet.
    pub name: String,
    /// Title row.
    pub title: String,
    /// A line between title and header; may be empty.
    pub lead: String,
    /// Columns in order.
    pub columns: Vec<TableColumn>,
    /// How many columns stay in sight.
    pub frozen: u16,
    /// Locks all cells but the open ones; no password.
    pub protected: bool,
    /// Rows can be sorted while the sheet is protected: Excel sorts no range that has a locked cell, so
    /// that its cells are unlocked and the columns that are not open refuse what is typed instead.
    pub sorted: bool,
    /// A filter over the header.
    pub filtered: bool,
    /// Kept in memory, so that cells can be merged afterwards; else rows are written at once.
    pub merging: bool,
}

/// A cell whose text was too long and was cut, with a mark in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Name of the sheet.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
    /// What the row begins with: the number by which people know it.
    pub first: String,
    /// Title of the column.
    pub column: String,
}

impl Table {
    /// How most cells of a column look.
    pub(super) fn look(&self, column: &TableColumn) -> Look {
        Look {
            centred: column.centred,
            open: column.open || self.sorted,
            ..Look::default()
        }
    }
}
