//! Excel's own formats, through calamine.

use std::collections::HashMap;
use std::io::Cursor;
use std::rc::Rc;

use super::archive::Parts;
use super::shown::{self, Shown};
use super::{Area, Grid, MOST_CELLS, MOST_ROWS, UNVALUED, Unreadable, biff};
use crate::cell::Cell;
use crate::compound;
use crate::limits::{self, Budget};
use crate::xlsx::{place, sheet_parts};
use calamine::{
    Data, DataRef, DataType as _, Dimensions, Reader as _, SheetVisible, Style, Xls, XlsError,
    Xlsx, XlsxError,
};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn xlsx(bytes: &[u8], mut parts: Parts) -> Result<Vec<Grid>, Unreadable> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_fault)?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > limits::SHEETS {
        return Err(Unreadable::TooManySheets);
    }
    let mut grids = Vec::new();
    let mut budget = Budget::packed(bytes.len());
    let mut known = sheet_parts(bytes).unwrap_or_default();
    for sheet in sheets {
        if sheet.typ != calamine::SheetType::WorkSheet {
            continue;
        }
        let part = known.remove(&sheet.name);
        parts.reading(part.as_deref().unwrap_or_default())?;
        let mut grid = Grid {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
            ..Grid::default()
        };
        cells(&mut book, &mut grid, &mut budget)?;
        // The library would parse a large sheet once more to find what stands at its end.
        let tail = part.and_then(|part| merges_at_end(parts.tails.get(&part)?));
        grid.merges = tail.unwrap_or_else(|| {
            let merges = book.merge_cells_by_sheet_name(&sheet.name);
            merges.unwrap_or_default().iter().map(area).collect()
        });
        grids.push(grid.merged()?.in_order());
    }
    Ok(grids)
}

/// Reads the cells of a sheet.
fn cells(book: &mut Book<'_>, grid: &mut Grid, budget: &mut Budget) -> Result<(), Unreadable> {
    let formats = formats(book, &grid.name)?;
    let cells = book.worksheet_cells_reader(&grid.name);
    let mut cells = cells.map_err(xlsx_fault)?;
    let mut count = 0;
    while let Some(cell) = cells
        .next_cell_with_formula_metadata()
        .map_err(xlsx_fault)?
    {
        let (row, column) = cell.pos;
        let over = |over| Unreadable::over(over, &grid.name, cell.pos);
        if cell.value == DataRef::Empty {
            if cell.formula.is_some() {
                budget.bytes(UNVALUED).map_err(over)?;
                grid.unvalued.push(cell.pos);
            }
            continue;
        }
        let text = match &cell.value {
            DataRef::String(text) => text,
            DataRef::SharedString(text) => *text,
            _ => "",
        };
        budget.cells(cell.pos, text, 1).map_err(over)?;
        count += 1;
        if count > MOST_CELLS || grid.rows.len() > MOST_ROWS {
            let sheet = grid.name.clone();
            return Err(Unreadable::TooManyCells { sheet });
        }
        let shown = formats.get(&cell.pos);
        grid.put(row, column, shown_cell(cell.value, shown));
    }
    Ok(())
}

/// The cells whose format adds something to their digits; a sheet without any is not read twice.
fn formats(book: &mut Book<'_>, sheet: &str) -> Result<HashMap<(u32, u32), Rc<Shown>>, Unreadable> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(xlsx_fault)?;
    let code = |style: &Style| {
        Some(Rc::new(Shown::of(
            &style.number_format.as_ref()?.format_code,
        )?))
    };
    let known: Vec<Option<Rc<Shown>>> = cells.styles().iter().map(code).collect();
    let mut found = HashMap::new();
    if known.iter().all(Option::is_none) {
        return Ok(found);
    }
    while let Some((row, column, style)) = cells.next_style_id().map_err(xlsx_fault)? {
        if let Some(Some(shown)) = known.get(style) {
            found.insert((row, column), Rc::clone(shown));
            if found.len() > MOST_CELLS {
                return Err(Unreadable::TooManyCells {
                    sheet: sheet.to_owned(),
                });
            }
        }
    }
    Ok(found)
}

/// A number in such a cell is what the cell shows.
fn shown_cell(value: DataRef<'_>, shown: Option<&Rc<Shown>>) -> Cell {
    match (&value, shown) {
        (DataRef::Float(number), Some(shown)) => Cell::read(shown.written(*number)),
        (DataRef::Int(number), Some(shown)) => Cell::read(shown.written(*number as f64)),
        _ => of_ref(value),
    }
}

/// The merged areas in the end of a sheet's part; `None` when its cells reach beyond that end.
fn merges_at_end(tail: &[u8]) -> Option<Vec<Area>> {
    let tail = String::from_utf8_lossy(tail);
    let (_, after) = tail.split_once("</sheetData>")?;
    let areas = after.split("<mergeCell ").skip(1).filter_map(|cell| {
        let (_, from) = cell.split_once("ref=\"")?;
        place::read_area(from.split_once('"')?.0)
    });
    Some(areas.collect())
}

/// A workbook of the old format. What it holds is looked through first, and put alone into a container of
/// our own: the library believes what a file says of its size.
pub(crate) fn old_book(bytes: &[u8]) -> Result<Xls<Cursor<Vec<u8>>>, Unreadable> {
    // A locked .xlsx is wrapped in the container of the old format.
    let damaged = |what: String| {
        if has_name(bytes, "EncryptedPackage") {
            Unreadable::Locked
        } else {
            Unreadable::Damaged(what)
        }
    };
    let stream = compound::workbook(bytes);
    let mut stream = stream.ok_or_else(|| damaged("no workbook".to_owned()))?;
    biff::checked(&mut stream, &Budget::packed(bytes.len()))?;
    let alone = compound::alone(stream);
    Xls::new(Cursor::new(alone)).map_err(|fault| match fault {
        XlsError::Password => Unreadable::Locked,
        other => damaged(other.to_string()),
    })
}

pub(super) fn xls(bytes: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    let mut book = old_book(bytes)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut grids = Vec::new();
    for sheet in sheets {
        let Ok(range) = book.worksheet_range(&sheet.name) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
            ..Grid::default()
        };
        for (row, column, value) in range.used_cells() {
            grid.put(top + row as u32, left + column as u32, of_data(value));
        }
        let merges = book
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default();
        grid.merges = merges.iter().map(area).collect();
        grids.push(grid.merged()?.in_order());
    }
    Ok(grids)
}

fn xlsx_fault(fault: XlsxError) -> Unreadable {
    match fault {
        XlsxError::Password => Unreadable::Locked,
        other => Unreadable::Damaged(other.to_string()),
    }
}

fn has_name(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

fn area(found: &Dimensions) -> Area {
    Area {
        rows: (found.start.0, found.end.0),
        columns: (found.start.1, found.end.1),
    }
}

fn of_ref(value: DataRef<'_>) -> Cell {
    match value {
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text.to_owned()),
        DataRef::Int(number) => Cell::Number(number),
        DataRef::Float(number) => number_cell(number),
        other => of_data(&Data::from(other)),
    }
}

fn of_data(value: &Data) -> Cell {
    match value {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::String(text) => text_cell(text.clone()),
        Data::Int(number) => Cell::Number(*number),
        Data::Float(number) => number_cell(*number),
        Data::Bool(true) => Cell::read("是"),
        Data::Bool(false) => Cell::read("否"),
        Data::DateTime(_) | Data::DateTimeIso(_) => value
            .as_date()
            .map_or_else(|| Cell::read(value.to_string()), Cell::Date),
        other => Cell::read(other.to_string()),
    }
}

fn text_cell(text: String) -> Cell {
    // Line ends of every system, and the blanks that web pages leave.
    if text.bytes().any(|byte| matches!(byte, b'\r' | 0xC2)) {
        Cell::read(
            text.replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace('\u{A0}', " "),
        )
    } else {
        Cell::read(text)
    }
}

fn number_cell(number: f64) -> Cell {
    let number = shown::rounded(number);
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Cell::Number(number as i64)
    } else {
        Cell::Text(number.to_string())
    }
}
