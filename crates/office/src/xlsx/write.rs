//! Writing: sheets with a title, a frozen header, wrapped cells and page settings, row by row.

use std::borrow::Cow;
use std::io::{Seek, Write};

use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    ConditionalFormatBlank, DataValidation, DocProperties, Format, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::sheet_name;
use super::style::{Look, Shade, Styles};
use super::table::{Cut, Table, TableColumn};
use crate::archive::OnOneSystem;
use crate::cell::Cell;
use crate::text::visible::inert;

/// Rows of a full sheet.
const MOST_ROWS: u32 = 1_048_576;
/// Most characters that a cell can hold.
const MOST_CHARACTERS: usize = 32_767;
const LINE_HEIGHT: f64 = 15.0;
/// Excel allows no higher row.
const MOST_HEIGHT: f64 = 409.0;
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
            pending: None,
        }
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
                sheet.set_column_format(at as u16, self.styles.cell(column.look()))?;
            }
        }
        page(sheet);
        let styles = &self.styles;
        let last = table.columns.len().saturating_sub(1) as u16;
        self.next = 0;
        if !table.title.is_empty() {
            sheet.set_row_height(0, 32)?;
            across(sheet, 0, last, &table.title, &styles.title)?;
            self.next = 1;
        }
        if !table.lead.is_empty() {
            let width = table.columns.iter().map(|column| column.width).sum();
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
            sheet.write_string_with_format(self.header, at as u16, title, format)?;
        }
        sheet.set_freeze_panes(self.header + 1, table.frozen)?;
        sheet.set_repeat_rows(self.header, self.header)?;
        self.next += 1;
        self.table = table;
        Ok(())
    }

    /// Adds a row; each cell may be shaded. Returns its place, from 0.
    pub fn row(&mut self, cells: Vec<(Cell, Shade)>) -> Result<u32, XlsxFault> {
        let row = self.next;
        if row >= MOST_ROWS {
            let sheet = self.table.name.clone();
            return Err(XlsxFault::TooManyRows { sheet });
        }
        self.next += 1;
        if self.table.merging {
            self.put(row, cells, Formats::All)?;
        } else if let Some((row, cells)) = self.pending.replace((row, cells)) {
            self.put(row, cells, Formats::Unlike)?;
        }
        Ok(row)
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
                centred: column.centred,
                open: column.open && shade != Shade::Grey,
                date: matches!(cell, Cell::Date(_)),
                shade,
            };
            let format = self.styles.cell(look);
            let named = formats == Formats::All || look != column.look();
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
        let height = (f64::from(lines) * LINE_HEIGHT + 3.0).min(MOST_HEIGHT);
        sheet.set_row_height(row, height)?;
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
                sheet.set_column_format(at as u16, self.styles.bare(column.look()))?;
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
        let last = self.table.columns.len().saturating_sub(1) as u16;
        let width: u16 = self.table.columns.iter().map(|column| column.width).sum();
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
        for (at, column) in self.table.columns.iter().enumerate() {
            if column.choices.is_empty() || rows == 0 {
                continue;
            }
            let choices = DataValidation::new()
                .allow_list_strings(&column.choices)?
                .set_error_title("不在可选范围")?
                .set_error_message("请从下拉列表中选择。")?;
            sheet.add_data_validation(header + 1, at as u16, last_row, at as u16, &choices)?;
        }
        if self.table.protected {
            sheet.protect_with_options(&ProtectionOptions {
                sort: true,
                use_autofilter: true,
                format_columns: true,
                format_rows: true,
                ..ProtectionOptions::default()
            });
        }
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

/// A4 landscape, one page wide, page numbers.
fn page(sheet: &mut Worksheet) {
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页，共 &N 页");
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
    let room = usize::from(width.saturating_sub(1).max(2));
    // No text is broader than its bytes are many.
    if text.len() <= room && !text.contains('\n') {
        return 1;
    }
    text.split('\n')
        .map(|line| breadth(line).div_ceil(room).max(1) as u32)
        .sum()
}

/// Width in half-width characters; near enough for a row's height, and cheap.
fn breadth(line: &str) -> usize {
    let narrow = line.bytes().filter(u8::is_ascii).count();
    let starts = line.bytes().filter(|byte| *byte >= 0xC0).count();
    narrow + starts * 2
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
