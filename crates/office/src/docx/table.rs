//! Tables: rows that fill their pages, and that hold together where they are short.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::docx::Table;
use crate::docx::profile::{PAGE_HEIGHT, PAGE_WIDTH};
use crate::docx::profile::{Profile, twips};
use crate::xml;

/// A row higher than this share of the page goes on on the next one.
const WHOLE_ROW: f64 = 0.2;
/// What the cell's margins and borders take of its width, in twentieths of a point.
const CELL_MARGINS: i64 = 2 * 57;
/// What a row is higher than its lines, in twentieths of a point.
const ROW_EXTRA: i64 = 10;
/// What the title above a form takes, in lines of a title.
const TITLE_LINES: f64 = 2.0;
/// Characters of a month and day with what stands after them: 12月20日前完成.
const LONGEST_DAY: usize = 9;

/// What text may take of a page, in twentieths of a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    width: i64,
    height: i64,
}

impl Page {
    pub(super) fn of(profile: &Profile, landscape: bool) -> Self {
        let upright = Self {
            width: PAGE_WIDTH - twips(profile.left) - twips(profile.right),
            height: PAGE_HEIGHT - twips(profile.top) - twips(profile.bottom),
        };
        if landscape {
            Self {
                width: upright.height,
                height: upright.width,
            }
        } else {
            upright
        }
    }
}

/// A cell as it is laid out.
struct Cell {
    lines: Vec<String>,
    width: i64,
    /// Columns that it reaches over.
    span: usize,
}

/// One row as it is laid out.
struct Row {
    cells: Vec<Cell>,
    head: bool,
    /// How high it is at least.
    height: i64,
    /// How high its text makes it.
    needs: i64,
}

/// The table as it stands in `document.xml`.
pub(super) fn table(table: &Table, profile: &Profile, page: Page) -> String {
    let widths = widths(table, page);
    let mut out = format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>"#,
        widths.iter().sum::<i64>()
    );
    for width in &widths {
        let _ = write!(out, r#"<w:gridCol w:w="{width}"/>"#);
    }
    out.push_str("</w:tblGrid>");
    for row in rows(table, profile, page, &widths) {
        write_row(&mut out, &row, page);
    }
    out.push_str("</w:tbl>");
    out
}

fn widths(table: &Table, page: Page) -> Vec<i64> {
    let all = table.widths.iter().sum::<u32>().max(1);
    let share = |width: &u32| page.width * i64::from(*width) / i64::from(all);
    table.widths.iter().map(share).collect()
}

/// The head and the rows. Rows of given heights are made lower, as far as their text allows, where
/// that puts them on one page.
fn rows(table: &Table, profile: &Profile, page: Page, widths: &[i64]) -> Vec<Row> {
    let head = (!table.head.is_empty()).then(|| laid_out(&table.head, true, widths, profile));
    let body = table.rows.iter();
    let mut rows: Vec<Row> = body
        .map(|row| laid_out(row, false, widths, profile))
        .collect();
    for (row, height) in rows.iter_mut().zip(&table.heights) {
        row.height = twips(f64::from(*height));
    }
    let above = (profile.title_line * 20.0 * TITLE_LINES) as i64;
    let room = page.height - above - rows.iter().map(|row| row.needs).sum::<i64>();
    let wanted: i64 = rows.iter().map(|row| (row.height - row.needs).max(0)).sum();
    if wanted > room {
        for row in rows.iter_mut().filter(|row| row.height > row.needs) {
            row.height = row.needs + (row.height - row.needs) * room.max(0) / wanted;
        }
    }
    head.into_iter().chain(rows).collect()
}

/// A row's cells, and how high its text makes it.
fn laid_out(texts: &[String], head: bool, widths: &[i64], profile: &Profile) -> Row {
    let mut most = 1;
    let cells = texts.iter().enumerate().map(|(place, text)| {
        let last = if place + 1 == texts.len() {
            widths.len() - 1
        } else {
            place
        };
        let width: i64 = widths[place..=last].iter().sum();
        let size = profile.table_size * 20.0;
        let characters = ((width - CELL_MARGINS) as f64 / size).floor().max(1.0);
        let columns = characters as usize * 2;
        let lines = lines(text, head, columns);
        let high = lines
            .iter()
            .map(|line| line.width().div_ceil(columns).max(1));
        most = most.max(high.sum());
        Cell {
            lines,
            width,
            span: last - place + 1,
        }
    });
    let cells = cells.collect();
    let line = (profile.table_line() * 20.0) as i64;
    Row {
        cells,
        head,
        height: 0,
        needs: most as i64 * line + ROW_EXTRA,
    }
}

/// The lines of a cell: a head that needs several has them of one length, and a day that does not
/// fit on one is broken after its year.
fn lines(text: &str, head: bool, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        if line.width() <= columns {
            lines.push(line.to_owned());
        } else if head {
            let characters: Vec<char> = line.chars().collect();
            let wanted = line.width().div_ceil(columns);
            let each = characters.len().div_ceil(wanted);
            lines.extend(characters.chunks(each).map(|part| part.iter().collect()));
        } else if let Some((year, day)) = year_apart(line) {
            lines.extend([year, day].map(str::to_owned));
        } else {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// 2022年 and 12月20日 of a text that is little more than a day.
fn year_apart(text: &str) -> Option<(&str, &str)> {
    let year = text.find('年')? + '年'.len_utf8();
    let (year, rest) = text.split_at(year);
    let digits = year
        .trim_end_matches('年')
        .chars()
        .all(|c| c.is_ascii_digit());
    let begins = rest.starts_with(|c: char| c.is_ascii_digit());
    (digits && begins && rest.chars().count() <= LONGEST_DAY).then_some((year, rest))
}

fn write_row(out: &mut String, row: &Row, page: Page) {
    let long = !row.head && row.needs as f64 > page.height as f64 * WHOLE_ROW;
    out.push_str("<w:tr><w:trPr>");
    if !long {
        out.push_str("<w:cantSplit/>");
    }
    if row.height > 0 {
        let height = row.height;
        let _ = write!(out, r#"<w:trHeight w:val="{height}" w:hRule="atLeast"/>"#);
    }
    if row.head {
        out.push_str("<w:tblHeader/>");
    }
    out.push_str("</w:trPr>");
    let style = if row.head { "TableHead" } else { "TableText" };
    // What goes on on the next page begins at the top of this one.
    let align = if long { "top" } else { "center" };
    for Cell { lines, width, span } in &row.cells {
        let _ = write!(out, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
        if *span > 1 {
            let _ = write!(out, r#"<w:gridSpan w:val="{span}"/>"#);
        }
        let _ = write!(out, r#"<w:vAlign w:val="{align}"/></w:tcPr>"#);
        for line in lines {
            let line = xml::text(line);
            let _ = write!(
                out,
                r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{line}</w:t></w:r></w:p>"#
            );
        }
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}
