//! A workbook of the old format, or an `OpenDocument` one, built anew as one of the present: texts, numbers, formulas, merged areas,
//! widths, heights, letters, borders and paper. Pictures, colours and rules are left behind.

use calamine::Reader as _;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::old::{Layout, OldFormat, SheetLayout};
use super::open::{self, Formulas};
use super::slot::TemplateFault;
use crate::cell::{Cell, serial_of};
use crate::compound;
use crate::grid::{self, Grid, Unreadable, old_book};

/// The workbook as `.xlsx`.
pub fn rebuilt(bytes: &[u8]) -> Result<Vec<u8>, TemplateFault> {
    let grids = grid::read(bytes, "模板.xls")?;
    if grid::is_open(bytes) {
        let (layout, formulas) = open::read(bytes)?;
        return built(&grids, &layout, &formulas);
    }
    let stream = compound::workbook(bytes).unwrap_or_default();
    let layout = Layout::read(&stream);
    let mut book = old_book(bytes)?;
    let mut formulas = Vec::new();
    for grid in &grids {
        let mut texts = Formulas::new();
        if let Ok(range) = book.worksheet_formula(&grid.name) {
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, text) in range.used_cells() {
                texts.insert((top + row as u32, left + column as u32), text.clone());
            }
        }
        formulas.push(texts);
    }
    built(&grids, &layout, &formulas)
}

/// The sheets as they look, each with its formulas.
fn built(grids: &[Grid], layout: &Layout, formulas: &[Formulas]) -> Result<Vec<u8>, TemplateFault> {
    let mut workbook = Workbook::new();
    let (plain, none) = (SheetLayout::default(), Formulas::new());
    for (at, grid) in grids.iter().enumerate() {
        let building = Building {
            layout,
            sheet: layout.sheets.get(at).unwrap_or(&plain),
            grid,
            formulas: formulas.get(at).unwrap_or(&none),
        };
        let sheet = workbook.add_worksheet();
        building.sheet(sheet).map_err(|fault| unwritten(&fault))?;
    }
    workbook.save_to_buffer().map_err(|fault| unwritten(&fault))
}

/// What the library does not take, no file of the old format holds.
fn unwritten(fault: &XlsxError) -> TemplateFault {
    TemplateFault::Unreadable(Unreadable::Damaged(fault.to_string()))
}

struct Building<'a> {
    layout: &'a Layout,
    sheet: &'a SheetLayout,
    grid: &'a Grid,
    formulas: &'a Formulas,
}

impl Building<'_> {
    fn sheet(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet
            .set_name(&self.grid.name)?
            .set_hidden(self.grid.hidden);
        for (column, width) in &self.sheet.widths {
            sheet.set_column_width(*column, *width)?;
        }
        for (row, height) in &self.sheet.heights {
            sheet.set_row_height(*row, *height)?;
        }
        if let Some((paper, upright)) = self.sheet.page {
            sheet.set_paper_size(paper);
            if upright {
                sheet.set_portrait();
            } else {
                sheet.set_landscape();
            }
        }
        if self.sheet.fits {
            sheet.set_print_fit_to_pages(1, 0);
        }
        for area in &self.grid.merges {
            let (top, left) = (area.rows.0, area.columns.0);
            let format = self.format((top, left));
            let (bottom, right) = (area.rows.1, area.columns.1 as u16);
            sheet.merge_range(top, left as u16, bottom, right, "", &format)?;
        }
        for place in self.sheet.formats.keys() {
            if !self.is_covered(*place) {
                sheet.write_blank(place.0, place.1 as u16, &self.format(*place))?;
            }
        }
        for row in &self.grid.rows {
            for (column, cell) in &row.cells {
                let place = (row.at, *column);
                if !self.is_covered(place) && !self.formulas.contains_key(&place) {
                    self.cell(sheet, place, cell)?;
                }
            }
        }
        for (place, formula) in self.formulas {
            let format = self.format(*place);
            let formula = format!("={formula}");
            sheet.write_formula_with_format(place.0, place.1 as u16, formula.as_str(), &format)?;
        }
        Ok(())
    }

    fn cell(&self, sheet: &mut Worksheet, place: (u32, u32), cell: &Cell) -> Result<(), XlsxError> {
        let (format, column) = (self.format(place), place.1 as u16);
        match cell {
            Cell::Empty => sheet.write_blank(place.0, column, &format)?,
            Cell::Number(number) => {
                sheet.write_number_with_format(place.0, column, *number as f64, &format)?
            }
            Cell::Date(day) => {
                let usual = self
                    .old(place)
                    .is_none_or(|old| (old.number, &old.code) == (0, &None));
                let format = if usual {
                    format.set_num_format("yyyy-mm-dd")
                } else {
                    format
                };
                sheet.write_number_with_format(place.0, column, serial_of(*day) as f64, &format)?
            }
            Cell::Text(text) => sheet.write_string_with_format(place.0, column, text, &format)?,
        };
        Ok(())
    }

    /// Whether another cell's merged area covers it.
    fn is_covered(&self, (row, column): (u32, u32)) -> bool {
        self.grid.merges.iter().any(|area| {
            (area.rows.0..=area.rows.1).contains(&row)
                && (area.columns.0..=area.columns.1).contains(&column)
                && (row, column) != (area.rows.0, area.columns.0)
        })
    }

    fn old(&self, place: (u32, u32)) -> Option<&OldFormat> {
        let known = self.sheet.formats.get(&place);
        known.and_then(|at| self.layout.formats.get(*at))
    }

    fn format(&self, place: (u32, u32)) -> Format {
        self.old(place).map_or_else(Format::new, dressed)
    }
}

fn dressed(old: &OldFormat) -> Format {
    let border = |line: u8| match line {
        0 => FormatBorder::None,
        2 | 5 | 6 => FormatBorder::Medium,
        3 => FormatBorder::Dashed,
        4 => FormatBorder::Dotted,
        7 => FormatBorder::Hair,
        _ => FormatBorder::Thin,
    };
    let mut format = Format::new()
        .set_font_size(old.size)
        .set_border_left(border(old.borders[0]))
        .set_border_right(border(old.borders[1]))
        .set_border_top(border(old.borders[2]))
        .set_border_bottom(border(old.borders[3]))
        .set_align(match old.vertical {
            0 => FormatAlign::Top,
            2 => FormatAlign::Bottom,
            _ => FormatAlign::VerticalCenter,
        });
    if !old.font.is_empty() {
        format = format.set_font_name(&old.font);
    }
    format = match old.horizontal {
        1 => format.set_align(FormatAlign::Left),
        2 | 6 => format.set_align(FormatAlign::Center),
        3 => format.set_align(FormatAlign::Right),
        _ => format,
    };
    if old.bold {
        format = format.set_bold();
    }
    if old.wrap {
        format = format.set_text_wrap();
    }
    match &old.code {
        Some(code) => format.set_num_format(code),
        None => format.set_num_format_index(old.number),
    }
}
