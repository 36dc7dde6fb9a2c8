//! Registers as text, made into workbooks, with what a careful clerk would read out of them.
//!
//! `=== 03 | kind: safety | layout: …`, then a sheet each after `--- name`: rows of cells between bars,
//! `<` merged with the cell on the left, `^` with the one above, `<br>` a line break, `d:2024-05-10` a
//! date, `n:45` a number, `p:0.6` a percentage. After `gold:` a task each from `- problem: …` on, then
//! titles of columns about which a warning is fair (`doubtful:`), then `end`.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

/// One register with its truth.
pub(super) struct Script {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) layout: String,
    sheets: Vec<(String, Vec<Vec<String>>)>,
    pub(super) gold: Vec<Gold>,
}

/// What is true of one task: its fields, those of several lines more than once.
#[derive(Default)]
pub(super) struct Gold {
    pub(super) fields: BTreeMap<String, Vec<String>>,
}

impl Gold {
    pub(super) fn problem(&self) -> &str {
        &self.fields["problem"][0]
    }
}

/// The registers of a text.
pub(super) fn scripts(text: &str) -> Vec<Script> {
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        if line.starts_with("=== ") {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    parts.iter().map(|lines| Script::of(lines)).collect()
}

impl Script {
    fn of(lines: &[&str]) -> Self {
        let mut head = lines[0].trim_start_matches("=== ").split(" | ");
        let number = head.next().expect("a number").to_owned();
        let mut named = |key: &str| {
            let part = head.next().and_then(|part| part.strip_prefix(key));
            part.unwrap_or_else(|| panic!("{} has no {key}", lines[0]))
                .trim()
                .to_owned()
        };
        let mut script = Self {
            name: number,
            kind: named("kind:"),
            layout: named("layout:"),
            sheets: Vec::new(),
            gold: Vec::new(),
        };
        let mut gold = false;
        for line in &lines[1..] {
            if *line == "gold:" {
                gold = true;
            } else if *line == "end" {
                break;
            } else if gold {
                script.truth(line);
            } else if let Some(name) = line.strip_prefix("--- ") {
                script.sheets.push((name.trim().to_owned(), Vec::new()));
            } else if let Some(row) = line.strip_prefix('|') {
                let row = row.trim_end().strip_suffix('|').unwrap_or(row);
                let cells = row.split('|').map(|cell| cell.trim().replace("<br>", "\n"));
                let (_, rows) = script.sheets.last_mut().expect("a sheet");
                rows.push(cells.collect());
            }
        }
        script
    }

    fn truth(&mut self, line: &str) {
        if line.starts_with("doubtful:") || line.trim().is_empty() {
            return;
        }
        if line.starts_with("- ") {
            self.gold.push(Gold::default());
        }
        let line = line.trim_start_matches("- ").trim();
        let (key, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        let task = self.gold.last_mut().expect("a task");
        let values = task.fields.entry(key.to_owned()).or_default();
        values.push(value.trim().to_owned());
    }

    /// The workbook.
    pub(super) fn xlsx(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, rows) in &self.sheets {
            let page = book.add_worksheet();
            page.set_name(name).expect("a name");
            merge(page, rows);
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    write(page, (row as u32, column as u16), cell);
                }
            }
        }
        book.save_to_buffer().expect("memory")
    }
}

/// The areas whose other cells are `<` and `^`.
fn merge(page: &mut Worksheet, rows: &[Vec<String>]) {
    let sign = |row: usize, column: usize| {
        let cell = rows.get(row).and_then(|cells| cells.get(column));
        cell.map_or("", String::as_str)
    };
    for (row, cells) in rows.iter().enumerate() {
        for column in 0..cells.len() {
            if ["<", "^"].contains(&sign(row, column)) {
                continue;
            }
            let right = (column + 1..cells.len()).take_while(|at| sign(row, *at) == "<");
            let right = right.last().unwrap_or(column);
            let down = (row + 1..rows.len()).take_while(|at| sign(*at, column) == "^");
            let down = down.last().unwrap_or(row);
            if (row, column) != (down, right) {
                let (top, bottom) = (row as u32, down as u32);
                page.merge_range(top, column as u16, bottom, right as u16, "", &Format::new())
                    .unwrap_or_else(|fault| panic!("row {row}: {fault}"));
            }
        }
    }
}

fn write(page: &mut Worksheet, (row, column): (u32, u16), cell: &str) {
    if ["", "<", "^"].contains(&cell) {
        return;
    }
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let written = if let Some(day) = cell.strip_prefix("d:") {
        let day = ExcelDateTime::parse_from_str(day).expect("a day");
        let format = Format::new().set_num_format("yyyy/m/d");
        page.write_with_format(row, column, &day, &format)
    } else if let Some(text) = cell.strip_prefix("p:") {
        let format = Format::new().set_num_format("0%");
        page.write_with_format(row, column, number(text), &format)
    } else if let Some(text) = cell.strip_prefix("n:") {
        page.write(row, column, number(text))
    } else {
        page.write(row, column, cell)
    };
    written.expect("a cell");
}
