//! How an `OpenDocument` workbook looks: what its styles say of letters, borders, widths and paper, and its
//! formulas as the present format writes them. What is not understood is left out; values are read elsewhere.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::old::{Layout, OldFormat, SheetLayout};
use crate::grid::{Unreadable, archive};
use crate::xml::{Node, attribute};

/// Cells and columns whose looks are kept; what is repeated beyond is decoration.
const MOST_CELLS: usize = 200_000;
const MOST_COLUMNS: u32 = 200;
const MOST_ROWS: u32 = 2_000;

/// Formulas by their places.
pub(super) type Formulas = BTreeMap<(u32, u32), String>;

/// Reads it; the formulas sheet by sheet.
pub(super) fn read(bytes: &[u8]) -> Result<(Layout, Vec<Formulas>), Unreadable> {
    let mut reading = Reading::default();
    for part in ["styles.xml", "content.xml"] {
        if archive::holds(bytes, part) {
            archive::walk(bytes, part, |node| {
                match node {
                    Node::Start(name, element) => reading.start(name, element),
                    Node::End(name) => reading.end(name),
                    Node::Text(_) => {}
                }
                Ok::<(), Unreadable>(())
            })?;
        }
    }
    Ok((reading.layout, reading.formulas))
}

/// What a style says, with all that it takes from the one it is made after.
#[derive(Debug, Clone)]
struct Style {
    width: Option<f64>,
    height: Option<f64>,
    format: OldFormat,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: None,
            height: None,
            format: OldFormat {
                size: 10.0,
                vertical: 2,
                ..OldFormat::default()
            },
        }
    }
}

#[derive(Debug, Default)]
struct Reading {
    styles: BTreeMap<String, Style>,
    /// The style that is being read.
    open: Option<(String, Style)>,
    page: Option<(u8, bool)>,
    layout: Layout,
    /// Places of formats by the names of styles.
    known: BTreeMap<String, usize>,
    formulas: Vec<Formulas>,
    columns: u32,
    row: u32,
    rows: u32,
    column: u32,
}

impl Reading {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "style" => {
                let parent = attribute(element, "parent-style-name");
                let parent = parent.and_then(|name| self.styles.get(&name));
                let style = parent.cloned().unwrap_or_default();
                self.open = Some((attribute(element, "name").unwrap_or_default(), style));
            }
            "page-layout-properties" => self.page = self.page.or_else(|| page(element)),
            "table" => self.table(),
            "table-column" => self.widths(element),
            "table-row" => self.begin_row(element),
            "table-cell" | "covered-table-cell" => self.cell(element),
            _ => {
                if let Some((_, style)) = &mut self.open {
                    style.says(name, element);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "style" => {
                if let Some((name, style)) = self.open.take() {
                    self.styles.insert(name, style);
                }
            }
            "table-row" => self.row = self.row.saturating_add(self.rows),
            _ => {}
        }
    }

    fn table(&mut self) {
        self.layout.sheets.push(SheetLayout {
            page: self.page,
            fits: true,
            ..SheetLayout::default()
        });
        self.formulas.push(Formulas::new());
        (self.columns, self.row) = (0, 0);
    }

    fn style(&self, element: &BytesStart<'_>) -> Option<&Style> {
        self.styles.get(&attribute(element, "style-name")?)
    }

    fn widths(&mut self, element: &BytesStart<'_>) {
        let count = repeated(element, "number-columns-repeated");
        let width = self.style(element).and_then(|style| style.width);
        let (from, to) = (self.columns, self.columns.saturating_add(count));
        self.columns = to;
        if let (Some(width), Some(sheet)) = (width, self.layout.sheets.last_mut()) {
            let columns = from..to.min(MOST_COLUMNS);
            sheet
                .widths
                .extend(columns.map(|column| (column as u16, width)));
        }
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        (self.rows, self.column) = (repeated(element, "number-rows-repeated"), 0);
        let height = self.style(element).and_then(|style| style.height);
        if let (Some(height), Some(sheet)) = (height, self.layout.sheets.last_mut()) {
            let rows = self.row..self.row.saturating_add(self.rows).min(MOST_ROWS);
            sheet.heights.extend(rows.map(|row| (row, height)));
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) {
        let count = repeated(element, "number-columns-repeated");
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(count);
        let format = self.format(element);
        let (Some(sheet), Some(formulas)) =
            (self.layout.sheets.last_mut(), self.formulas.last_mut())
        else {
            return;
        };
        if let Some(formula) = attribute(element, "formula").and_then(|text| formula(&text)) {
            formulas.insert((row, column), formula);
        }
        let Some(format) = format else { return };
        let all = self.rows as usize * count as usize;
        if sheet.formats.len() + all > MOST_CELLS || count > MOST_COLUMNS || self.rows > MOST_ROWS {
            return;
        }
        for row in row..row + self.rows {
            let places = (column..column + count).map(|column| ((row, column), format));
            sheet.formats.extend(places);
        }
    }

    /// The place of the format of a cell's style.
    fn format(&mut self, element: &BytesStart<'_>) -> Option<usize> {
        let name = attribute(element, "style-name")?;
        if let Some(at) = self.known.get(&name) {
            return Some(*at);
        }
        let format = self.styles.get(&name)?.format.clone();
        self.layout.formats.push(format);
        let at = self.layout.formats.len() - 1;
        self.known.insert(name, at);
        Some(at)
    }
}

impl Style {
    fn says(&mut self, name: &str, element: &BytesStart<'_>) {
        let said = |name| attribute(element, name);
        let format = &mut self.format;
        match name {
            "table-column-properties" => {
                // Characters of seven pixels, and five beside them.
                let inches = said("column-width").and_then(|width| points(&width));
                self.width = inches.map(|points| ((points / 72.0 * 96.0 - 5.0) / 7.0).max(0.5));
            }
            "table-row-properties" => {
                let own = said("use-optimal-row-height").as_deref() != Some("true");
                let height = said("row-height").and_then(|height| points(&height));
                self.height = height.filter(|_| own);
            }
            "table-cell-properties" => {
                let sides = ["border-left", "border-right", "border-top", "border-bottom"];
                let all = said("border");
                for (side, border) in sides.iter().zip(&mut format.borders) {
                    if let Some(told) = said(side).or_else(|| all.clone()) {
                        *border = line(&told);
                    }
                }
                format.vertical = match said("vertical-align").as_deref() {
                    Some("top") => 0,
                    Some("middle") => 1,
                    Some("bottom") => 2,
                    _ => format.vertical,
                };
                format.wrap |= said("wrap-option").as_deref() == Some("wrap");
            }
            "paragraph-properties" => {
                format.horizontal = match said("text-align").as_deref() {
                    Some("start" | "left") => 1,
                    Some("center") => 2,
                    Some("end" | "right") => 3,
                    _ => format.horizontal,
                };
            }
            "text-properties" => {
                let size = said("font-size").and_then(|size| points(&size));
                format.size = size.unwrap_or(format.size);
                if let Some(weight) = said("font-weight") {
                    format.bold = weight == "bold";
                }
                let font = said("font-name-asian").or_else(|| said("font-name"));
                format.font = font.unwrap_or_else(|| std::mem::take(&mut format.font));
            }
            _ => {}
        }
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    let told = attribute(element, name).and_then(|count| count.parse().ok());
    told.unwrap_or(1).max(1)
}

/// 0.06pt solid #000000: which line that is.
fn line(told: &str) -> u8 {
    if told.starts_with("none") {
        return 0;
    }
    let width = told.split_whitespace().next().and_then(points);
    if width.is_some_and(|width| width > 1.2) {
        2
    } else {
        1
    }
}

/// A length in points.
fn points(length: &str) -> Option<f64> {
    let at = length.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = length[..at].parse().ok()?;
    let each = match &length[at..] {
        "pt" => 1.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" => 72.0,
        _ => return None,
    };
    Some(number * each)
}

/// A4 or A3, and whether it stands upright.
fn page(element: &BytesStart<'_>) -> Option<(u8, bool)> {
    let side = |name| attribute(element, name).and_then(|length| points(&length));
    let (width, height) = (side("page-width")?, side("page-height")?);
    let paper = if width.max(height) > 1000.0 { 8 } else { 9 };
    Some((paper, height >= width))
}

/// of:=SUM([.C4:.C8];1) as SUM(C4:C8,1).
fn formula(told: &str) -> Option<String> {
    let mut rest = told
        .strip_prefix("of:=")
        .or_else(|| told.strip_prefix('='))?;
    let mut formula = String::new();
    let mut quoted = false;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => {
                quoted = !quoted;
                formula.push(c);
            }
            ';' if !quoted => formula.push(','),
            '[' if !quoted => {
                let (inside, behind) = rest.split_once(']')?;
                formula.push_str(&reference(inside)?);
                rest = behind;
            }
            _ => formula.push(c),
        }
    }
    Some(formula)
}

/// .C4:.C8 as C4:C8, $表.A1 as '表'!A1.
fn reference(told: &str) -> Option<String> {
    let parts: Option<Vec<String>> = told
        .split(':')
        .map(|part| {
            let (sheet, place) = part.rsplit_once('.')?;
            let sheet = sheet.trim_start_matches('$').trim_matches('\'');
            Some(match sheet {
                "" => place.to_owned(),
                sheet => format!("'{sheet}'!{place}"),
            })
        })
        .collect();
    Some(parts?.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_as_the_present_format_writes_them() {
        for (told, expect) in [
            ("of:=SUM([.C4:.C8])", Some("SUM(C4:C8)")),
            (
                "of:=IF([.A1]=\"a;b\";[.B$2];0)",
                Some("IF(A1=\"a;b\",B$2,0)"),
            ),
            ("of:=[$台账.A1]+1", Some("'台账'!A1+1")),
            ("msoxl:=A1", None),
        ] {
            assert_eq!(formula(told).as_deref(), expect, "{told}");
        }
    }

    #[test]
    fn lengths_and_lines() {
        assert_eq!(points("1in"), Some(72.0));
        assert_eq!(points("2.54cm"), Some(72.0));
        assert_eq!(points("wide"), None);
        assert_eq!(
            ["none", "0.06pt solid #000000", "2.5pt solid #000000"].map(line),
            [0, 1, 2]
        );
    }
}
