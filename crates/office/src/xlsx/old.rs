//! How a workbook of the old format looks: what its records say of letters, borders, widths and paper.
//! What is not understood is left out; values are read elsewhere.

use std::collections::BTreeMap;

use crate::compound::{u16_at, u32_at};

const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const CELL_FORMAT: u16 = 0x00E0;
const BOUND_SHEET: u16 = 0x0085;
const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;
const WIDTHS: u16 = 0x007D;
const ROW: u16 = 0x0208;
const SETUP: u16 = 0x00A1;
const OPTIONS: u16 = 0x0081;
const BLANKS: u16 = 0x00BE;
const NUMBERS: u16 = 0x00BD;
/// Records of a single cell: empty, text, number, truth, formula.
const CELLS: [u16; 8] = [
    0x0201, 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x0205, 0x0006,
];
/// The font of this number was never written.
const NO_FONT: usize = 4;
/// Rows and columns of the format.
const MOST_CELLS: usize = 200_000;

/// How a workbook looks.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) formats: Vec<OldFormat>,
    pub(super) sheets: Vec<SheetLayout>,
}

/// How a cell looks.
#[derive(Debug, Clone, Default)]
pub(super) struct OldFormat {
    pub(super) font: String,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) wrap: bool,
    pub(super) horizontal: u8,
    pub(super) vertical: u8,
    /// Left, right, top, bottom.
    pub(super) borders: [u8; 4],
    /// The number of its way of showing numbers, and that way where it is no usual one.
    pub(super) number: u8,
    pub(super) code: Option<String>,
}

/// How a sheet looks.
#[derive(Debug, Default)]
pub(super) struct SheetLayout {
    pub(super) widths: BTreeMap<u16, f64>,
    pub(super) heights: BTreeMap<u32, f64>,
    /// The format of each cell.
    pub(super) formats: BTreeMap<(u32, u32), usize>,
    /// Number of the paper, and whether it stands upright.
    pub(super) page: Option<(u8, bool)>,
    /// Whether it is printed one page wide.
    pub(super) fits: bool,
}

#[derive(Debug, Clone, Default)]
struct Font {
    name: String,
    size: f64,
    bold: bool,
}

impl Layout {
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut layout = Self::default();
        let (mut fonts, mut codes): (Vec<Font>, BTreeMap<u16, String>) = Default::default();
        let mut sheets = Vec::new();
        for (kind, data) in records(stream, 0) {
            match kind {
                FONT => fonts.push(font(data)),
                FORMAT => drop(codes.insert(u16_at(data, 0).unwrap_or(0), string(data, 2, 2))),
                CELL_FORMAT => layout.formats.push(format(data, &fonts, &codes)),
                BOUND_SHEET => sheets.extend(u32_at(data, 0)),
                END => break,
                _ => {}
            }
        }
        layout.sheets = sheets
            .iter()
            .map(|at| sheet(stream, *at as usize))
            .collect();
        layout
    }
}

/// The records from there on, with their content.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let end = at + 4 + usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..end)?;
        at = end;
        Some((kind, data))
    })
}

fn font(data: &[u8]) -> Font {
    Font {
        name: string(data, 14, 1),
        size: f64::from(u16_at(data, 0).unwrap_or(220)) / 20.0,
        bold: u16_at(data, 6).is_some_and(|weight| weight >= 600),
    }
}

/// A text whose length takes so many bytes.
fn string(data: &[u8], at: usize, length: usize) -> String {
    let count = match length {
        1 => data.get(at).map_or(0, |count| usize::from(*count)),
        _ => usize::from(u16_at(data, at).unwrap_or(0)),
    };
    let wide = data.get(at + length).is_some_and(|flags| flags & 1 != 0);
    let from = at + length + 1;
    let letters = |place: usize| {
        if wide {
            u16_at(data, from + place * 2)
        } else {
            data.get(from + place).map(|byte| u16::from(*byte))
        }
    };
    let units: Vec<u16> = (0..count).map_while(letters).collect();
    String::from_utf16_lossy(&units)
}

fn format(data: &[u8], fonts: &[Font], codes: &BTreeMap<u16, String>) -> OldFormat {
    let font = usize::from(u16_at(data, 0).unwrap_or(0));
    let font = fonts.get(if font > NO_FONT { font - 1 } else { font });
    let font = font.cloned().unwrap_or_default();
    let number = u16_at(data, 2).unwrap_or(0);
    let align = data.get(6).copied().unwrap_or(0);
    let lines = u16_at(data, 10).unwrap_or(0);
    let line = |at: u16| (lines >> (at * 4) & 0xF) as u8;
    OldFormat {
        font: font.name,
        size: if font.size > 0.0 { font.size } else { 11.0 },
        bold: font.bold,
        wrap: align & 8 != 0,
        horizontal: align & 7,
        vertical: align >> 4 & 7,
        borders: [line(0), line(1), line(2), line(3)],
        number: u8::try_from(number).unwrap_or(0),
        code: codes.get(&number).cloned(),
    }
}

fn sheet(stream: &[u8], at: usize) -> SheetLayout {
    let mut sheet = SheetLayout::default();
    let mut within = 0_u32;
    for (kind, data) in records(stream, at) {
        let number = |at| u16_at(data, at).unwrap_or(0);
        match kind {
            BEGIN => within += 1,
            END => {
                within = within.saturating_sub(1);
                if within == 0 {
                    break;
                }
            }
            // Diagrams on the sheet have records like its own.
            _ if within > 1 => {}
            WIDTHS => {
                for column in number(0)..=number(2).min(number(0).saturating_add(255)) {
                    // Formats of whole columns and hidden ones stay behind.
                    sheet.widths.insert(column, f64::from(number(4)) / 256.0);
                }
            }
            ROW => {
                let height = number(6);
                let own = number(12) & 0x40 != 0;
                if own && height & 0x8000 == 0 {
                    sheet
                        .heights
                        .insert(number(0).into(), f64::from(height) / 20.0);
                }
            }
            SETUP => {
                let paper = u8::try_from(number(0)).ok();
                sheet.page = paper
                    .filter(|paper| *paper > 0)
                    .map(|paper| (paper, number(10) & 2 != 0));
            }
            OPTIONS => sheet.fits = number(0) & 0x100 != 0,
            BLANKS => cells(&mut sheet, data, 2),
            NUMBERS => cells(&mut sheet, data, 6),
            kind if CELLS.contains(&kind) => {
                let place = (number(0).into(), number(2).into());
                put(&mut sheet, place, number(4));
            }
            _ => {}
        }
    }
    sheet
}

/// Several cells of a row, each so many bytes, its format first.
fn cells(sheet: &mut SheetLayout, data: &[u8], each: usize) {
    let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
        return;
    };
    let cells = data
        .get(4..data.len().saturating_sub(2))
        .unwrap_or_default();
    for (column, cell) in (first..).zip(cells.chunks_exact(each)) {
        put(
            sheet,
            (row.into(), column.into()),
            u16_at(cell, 0).unwrap_or(0),
        );
    }
}

fn put(sheet: &mut SheetLayout, place: (u32, u32), format: u16) {
    if sheet.formats.len() < MOST_CELLS {
        sheet.formats.insert(place, format.into());
    }
}
