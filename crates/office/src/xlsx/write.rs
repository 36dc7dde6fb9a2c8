//! Writing: sheets with a title, a frozen header, wrapped cells and page settings, row by row.

use std::borrow::Cow;
use std::io::{Seek, Write};

use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    ConditionalFormatBlank, DocProperties, Format, Workbook, Worksheet, XlsxError,
};

use super::height;
use super::paper::{Page, Paper};
use super::style::{Look, Shade, Styles};
use super::table::{Cut, Table, TableColumn};
use super::{guard, sheet_name};
use crate::archive::OnOneSystem;
use crate::cell::Cell;
use crate::text::visible::inert;

/// Rows of a full sheet.
const MOST_ROWS: u32 = 1_048_576;
/// Most characters that a cell can hold.
const MOST_CHARACTERS: usize = 32_767;
const LINE_HEIGHT: f64 = 15.0;
/// What stands at the end of a text that was cut.
pub const CUT: &str = "……〔超出单元格上限，已截断〕";

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum XlsxFault {
    /// The library or the output refused.
    #[error("workbook: {0}")]
    Library(#[from] XlsxError),
    /// More rows than a sheet can hold.
    #[error("sheet {sheet} would exceed 1048576 rows")]
    TooManyRows {
        /// Name of the sheet.
        sheet: String,
    },
}

/// What a workbook says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: String,
    /// When it was made; the only time in the file.
    pub created: NaiveDateTime,
    /// Further properties, by name.
    pub custom: Vec<(String, String)>,
}

/// A workbook in the making.
pub struct XlsxBook {
    workbook: Workbook,
    styles: Styles,
    table: Table,
    /// Of the sheets, in small letters.
    names: Vec<String>,
    next: u32,
    header: u32,
    cuts: Vec<Cut>,
    /// The paper that is asked for.
    paper: Option<Paper>,
    /// The row to be written next, where rows are written at once.
    pending: Option<(u32, Vec<(Cell, Shade)>)>,
}

/// Which cells of a row name their format; the others take their column's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Formats {
    All,
    /// The library looks a format up by its whole content: what the column has need not be named.
    Unlike,
}

impl XlsxBook {
    /// An empty workbook.
    pub fn new(properties: &Properties) -> Self {
        let mut workbook = Workbook::new();
        let mut document = DocProperties::new()
            .set_title(inert(&properties.title))
            .set_creation_datetime(&properties.created);
        for (name, value) in &properties.custom {
            document = document.set_custom_property(name, inert(value).as_ref());
        }
        workbook.set_properties(&document);
        Self {
            workbook,
            styles: Styles::new(),
            table: Table::default(),
            names: Vec::new(),
            next: 0,
            header: 0,
            cuts: Vec::new(),
            paper: None,
            pending: None,
        }
    }

    /// Prints on this paper, whatever the columns need.
    pub fn set_paper(&mut self, paper: Option<Paper>) {
        self.paper = paper;
    }

    /// Begins a sheet: title, lead and header. The sheet before must have been ended.
    pub fn begin(&mut self, table: Table) -> Result<(), XlsxFault> {
        let sheet = if table.merging {
            self.workbook.add_worksheet()
        } else {
            self.workbook.add_worksheet_with_constant_memory()?
        };
        sheet.set_name(sheet_name::unlike(&table.name, &mut self.names))?;
        for (at, column) in table.columns.iter().enumerate() {
            sheet.set_column_width(at as u16, column.width)?;
            if !table.merging {
                sheet.set_column_format(at as u16, self.styles.cell(table.look(column)))?;
            }
        }
        let page = Page::of(&table.columns, self.paper);
        page.set(sheet, table.frozen);
        let styles = &self.styles;
        // What goes over all columns is read on one page.
        let last = page.last;
        self.next = 0;
        if !table.title.is_empty() {
            sheet.set_row_height(0, 32)?;
            across(sheet, 0, last, &table.title, &styles.title)?;
            self.next = 1;
        }
        if !table.lead.is_empty() {
            let columns = table.columns.iter().take(usize::from(last) + 1);
            let width = columns.map(|column| column.width).sum();
            let height = f64::from(lines_of(&table.lead, width)) * LINE_HEIGHT + 6.0;
            sheet.set_row_height(self.next, height)?;
            across(sheet, self.next, last, &table.lead, &styles.lead)?;
            self.next += 1;
        }
        self.header = self.next;
        sheet.set_row_height(self.header, header_height(&table.columns))?;
        for (at, column) in table.columns.iter().enumerate() {
            let marked = table.protected && column.open;
            let format = if marked {
                &styles.open_header
            } else {
                &styles.header
            };
            let title = inert(&column.title);
            if table.sorted {
                let format = format.clone().set_unlocked();
                sheet.write_string_with_format(self.header, at as u16, title, &format)?;
            } else {
                sheet.write_string_with_format(self.header, at as u16, title, format)?;
            }
        }
        sheet.set_freeze_panes(self.header + 1, table.frozen)?;
        sheet.set_repeat_rows(self.header, self.header)?;
        self.next += 1;
        self.table = table;
        Ok(())
    }

    /// Adds a row; each cell may be shaded. Returns its first and last place, from 0: where cells are
    /// merged afterwards, what is too high for a row goes over several.
    pub fn row(&mut self, cells: Vec<(Cell, Shade)>) -> Result<(u32, u32), XlsxFault> {
        let row = self.next;
        if row >= MOST_ROWS {
            let sheet = self.table.name.clone();
            return Err(XlsxFault::TooManyRows { sheet });
        }
        self.next += 1;
        if self.table.merging {
            self.put(row, cells, Formats::All)?;
            return Ok((row, self.next - 1));
        } else if let Some((row, cells)) = self.pending.replace((row, cells)) {
            self.put(row, cells, Formats::Unlike)?;
        }
        Ok((row, row))
    }

    fn put(
        &mut self,
        row: u32,
        cells: Vec<(Cell, Shade)>,
        formats: Formats,
    ) -> Result<(), XlsxFault> {
        let sheet = last_sheet(&mut self.workbook)?;
        let mut lines = 1;
        let first = cells.first().map(|(cell, _)| cell.written());
        for (at, ((cell, shade), column)) in cells.into_iter().zip(&self.table.columns).enumerate()
        {
            let look = Look {
                open: self.table.sorted || column.open && shade != Shade::Grey,
                date: matches!(cell, Cell::Date(_)),
                shade,
                ..self.table.look(column)
            };
            let format = self.styles.cell(look);
            let named = formats == Formats::All || look != self.table.look(column);
            let at = at as u16;
            match cell {
                // The library looks a format up for each blank: one rule frames them all.
                Cell::Empty if !named => continue,
                Cell::Empty => sheet.write_blank(row, at, format)?,
                Cell::Number(number) if named => {
                    sheet.write_number_with_format(row, at, number as f64, format)?
                }
                Cell::Number(number) => sheet.write_number(row, at, number as f64)?,
                Cell::Date(day) => sheet.write_datetime_with_format(row, at, day, format)?,
                Cell::Text(text) => {
                    let text = match inert(&text) {
                        Cow::Owned(safe) => safe,
                        Cow::Borrowed(_) => text,
                    };
                    lines = lines.max(lines_of(&text, column.width));
                    let (text, cut) = fitting(text);
                    if cut {
                        self.cuts.push(Cut {
                            sheet: self.table.name.clone(),
                            row: row + 1,
                            first: first.clone().unwrap_or_default(),
                            column: column.title.clone(),
                        });
                    }
                    if named {
                        sheet.write_string_with_format(row, at, text, format)?
                    } else {
                        sheet.write_string(row, at, text)?
                    }
                }
            };
        }
        self.set_height(row, lines)
    }

    /// So high that all lines are seen; where cells are merged afterwards, over several rows if need be.
    fn set_height(&mut self, row: u32, lines: u32) -> Result<(), XlsxFault> {
        let sheet = last_sheet(&mut self.workbook)?;
        let height = f64::from(lines) * LINE_HEIGHT + 3.0;
        let over = if self.table.merging {
            (height / height::MOST).ceil() as u32
        } else {
            1
        };
        let last = row + over.max(1) - 1;
        for row in row..=last {
            sheet.set_row_height(row, (height / f64::from(over)).min(height::MOST))?;
        }
        self.next = self.next.max(last + 1);
        Ok(())
    }

    /// Writes the last row, which names all its formats, so that the columns can let go of their
    /// frames: they would else frame a million empty rows beneath the table. The rest of the look
    /// stays for what is typed into the cells that are empty.
    fn settle(&mut self) -> Result<(), XlsxFault> {
        if let Some((row, cells)) = self.pending.take() {
            self.put(row, cells, Formats::All)?;
        }
        if !self.table.merging {
            let sheet = last_sheet(&mut self.workbook)?;
            for (at, column) in self.table.columns.iter().enumerate() {
                sheet.set_column_format(at as u16, self.styles.bare(self.table.look(column)))?;
            }
        }
        Ok(())
    }

    /// Merges a column's cells from one row to another, both included, under the first one's text.
    pub fn merge(&mut self, column: u16, rows: (u32, u32), cell: &Cell) -> Result<(), XlsxFault> {
        let sheet = last_sheet(&mut self.workbook)?;
        let format = &self.styles.merged;
        sheet.merge_range(
            rows.0,
            column,
            rows.1,
            column,
            &inert(&cell.written()),
            format,
        )?;
        Ok(())
    }

    /// Adds a line across all columns beneath the rows.
    pub fn note(&mut self, text: &str) -> Result<(), XlsxFault> {
        self.settle()?;
        let last = Page::of(&self.table.columns, self.paper).last;
        let columns = self.table.columns.iter().take(usize::from(last) + 1);
        let width: u16 = columns.map(|column| column.width).sum();
        let sheet = last_sheet(&mut self.workbook)?;
        let height = f64::from(lines_of(text, width)) * LINE_HEIGHT + 4.0;
        sheet.set_row_height(self.next, height)?;
        across(sheet, self.next, last, text, &self.styles.note)?;
        self.next += 1;
        Ok(())
    }

    /// Ends the sheet: filter, choices, protection. `rows` is how many rows were data.
    pub fn end(&mut self, rows: u32) -> Result<(), XlsxFault> {
        self.settle()?;
        let header = self.header;
        let last_row = header + rows;
        let last = self.table.columns.len().saturating_sub(1) as u16;
        let sheet = last_sheet(&mut self.workbook)?;
        if self.table.filtered && rows > 0 {
            sheet.autofilter(header, 0, last_row, last)?;
        }
        if !self.table.merging && rows > 0 {
            let frames = ConditionalFormatBlank::new().set_format(&self.styles.frame);
            sheet.add_conditional_format(header + 1, 0, last_row, last, &frames)?;
        }
        guard::sheet(sheet, &self.table, (header, last_row))?;
        Ok(())
    }

    /// Adds a sheet that no user sees, one text in each cell.
    pub fn hidden(&mut self, name: &str, rows: &[Vec<String>]) -> Result<(), XlsxFault> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?.set_very_hidden(true);
        for (row, cells) in rows.iter().enumerate() {
            for (at, cell) in cells.iter().enumerate() {
                let (text, _) = fitting(inert(cell).into_owned());
                let place = (row as u32, at as u16);
                sheet.write_string_with_format(place.0, place.1, text, &self.styles.hidden)?;
            }
        }
        Ok(())
    }

    /// Writes the file, and tells which cells were cut.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<Vec<Cut>, XlsxFault> {
        let mut out = OnOneSystem::new(out);
        self.workbook.save_to_writer(&mut out)?;
        out.finish().map_err(XlsxError::IoError)?;
        Ok(self.cuts)
    }
}

fn last_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    let count = workbook.worksheets().len();
    workbook.worksheet_from_index(count.saturating_sub(1))
}

fn across(
    sheet: &mut Worksheet,
    row: u32,
    last: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = inert(text);
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, &text, format)?;
    }
    Ok(())
}

fn header_height(columns: &[TableColumn]) -> f64 {
    let lines = columns.iter().map(|c| lines_of(&c.title, c.width)).max();
    f64::from(lines.unwrap_or(1).max(1)) * LINE_HEIGHT + 9.0
}

/// How many lines a text takes in a column: one half-width character is lost to the margins.
fn lines_of(text: &str, width: u16) -> u32 {
    height::lines(text, usize::from(width.saturating_sub(1).max(2)))
}

/// The text as a cell of Excel keeps it, and whether it had to be cut; what was cut ends with a mark.
pub fn fitting(text: String) -> (String, bool) {
    // Most texts are far shorter than the limit even in bytes.
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return (text, false);
    }
    let room = MOST_CHARACTERS - CUT.chars().count();
    let mut units = 0;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= room
        })
        .collect();
    kept.push_str(CUT);
    (kept, true)
}
