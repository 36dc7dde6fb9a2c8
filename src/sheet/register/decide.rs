//! Columns whose title means two things: their cells decide, and what stays unclear is a doubt.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::header::Header;
use crate::format::cell::Cell;
use crate::format::grid::{Grid, GridRow};
use crate::model::deadline::{Anchor, Deadline};
use crate::model::status::StatusKind;
use crate::sheet::column::Key;
use crate::sheet::heading::Named;

/// What each column holds, those that name nothing new, and what was unclear.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) keys: BTreeMap<u32, Key>,
    pub(super) unused: Vec<u32>,
    pub(super) doubts: Vec<String>,
    /// The status column asks 是否销号: 是 means 已销号.
    pub(super) answers_closure: bool,
}

/// Rows of a table that decide what its columns mean; a register may be far longer.
pub(super) const WINDOW: usize = 2000;

/// Settles every column.
pub(super) fn columns(grid: &Grid, header: &Header) -> Columns {
    let mut columns = Columns::default();
    let mut taken = BTreeSet::new();
    // A column under its proper title has the first say, wherever it stands.
    for proper in [true, false] {
        for (at, found) in &header.named {
            let Named::Key(key) = found else { continue };
            let title = cells::one_line(&header.titles[at]);
            if (title == key.column().title) == proper {
                let key = second_meaning(*key, &taken);
                columns.take(*at, key, &mut taken, header);
            }
        }
    }
    columns.answers_closure = columns
        .column(Key::Status)
        .is_some_and(|at| header.titles[&at].contains("销号"));
    for (at, found) in &header.named {
        let cells = body(grid, header, *at);
        let title = &header.titles[at];
        let key = match found {
            Named::Key(_) => continue,
            Named::SerialOrCode => serial_or_code(&cells, &taken),
            Named::StatusOrProgress => {
                status_or_progress(&cells, title, &taken, &mut columns.doubts)
            }
            Named::PlannedOrActual => {
                let statuses = statuses(grid, header, &columns.keys);
                planned_or_actual(
                    grid,
                    header,
                    *at,
                    &taken,
                    statuses.as_ref(),
                    &mut columns.doubts,
                )
            }
        };
        columns.take(*at, key, &mut taken, header);
    }
    let named: BTreeSet<u32> = columns.keys.keys().copied().collect();
    let unused = header
        .titles
        .keys()
        .filter(|at| !named.contains(at) && !columns.unused.contains(at));
    columns.unused.extend(unused.copied().collect::<Vec<_>>());
    columns.unused.sort_unstable();
    columns
}

impl Columns {
    fn take(&mut self, at: u32, key: Key, taken: &mut BTreeSet<Key>, header: &Header) {
        if taken.insert(key) {
            self.keys.insert(at, key);
            return;
        }
        self.unused.push(at);
        let title = cells::one_line(&header.titles[&at]);
        let column = key.column().title;
        self.doubts.push(format!(
            "“{title}”列与前面的列同为“{column}”，按前面的列读取"
        ));
    }

    /// The column that holds this.
    pub(super) fn column(&self, key: Key) -> Option<u32> {
        self.keys
            .iter()
            .find(|(_, known)| **known == key)
            .map(|(at, _)| *at)
    }
}

/// A title that repeats what another column says better means the neighbouring thing.
fn second_meaning(key: Key, taken: &BTreeSet<Key>) -> Key {
    match key {
        Key::Problem if taken.contains(&Key::Problem) && !taken.contains(&Key::Detail) => {
            Key::Detail
        }
        Key::Measures if taken.contains(&Key::Measures) && !taken.contains(&Key::Target) => {
            Key::Target
        }
        Key::Target if taken.contains(&Key::Target) => Key::Standard,
        Key::Dept if taken.contains(&Key::Dept) && !taken.contains(&Key::CoDepts) => Key::CoDepts,
        _ => key,
    }
}

fn beneath<'a>(grid: &'a Grid, header: &Header) -> impl Iterator<Item = &'a GridRow> {
    let rows = grid.rows.iter().take(WINDOW);
    rows.filter(|row| row.at > header.last)
}

fn body<'a>(grid: &'a Grid, header: &Header, column: u32) -> Vec<&'a Cell> {
    beneath(grid, header)
        .map(|row| row.cell(column))
        .filter(|cell| **cell != Cell::Empty)
        .collect()
}

fn serial_or_code(cells: &[&Cell], taken: &BTreeSet<Key>) -> Key {
    // Headings and totals stand in the first column too.
    let numbers: Vec<u32> = cells
        .iter()
        .filter_map(|cell| cells::number(cell))
        .collect();
    let running = numbers
        .iter()
        .zip(1..)
        .all(|(number, place)| *number == place);
    let is_code = |cell: &&&Cell| {
        cells::number(cell).is_none() && cell.written().contains(|c: char| c.is_ascii_digit())
    };
    let serial = running && !cells.iter().any(|cell| is_code(&cell));
    if (serial && !taken.contains(&Key::Serial)) || taken.contains(&Key::Code) {
        Key::Serial
    } else {
        Key::Code
    }
}

fn status_or_progress(
    cells: &[&Cell],
    title: &str,
    taken: &BTreeSet<Key>,
    doubts: &mut Vec<String>,
) -> Key {
    let words = cells
        .iter()
        .filter(|cell| StatusKind::read(&cells::one_line(&cell.written())).is_some())
        .count();
    let short = cells
        .iter()
        .filter(|cell| cell.written().chars().count() <= 6)
        .count();
    let title = cells::one_line(title);
    if cells.is_empty() {
        return if taken.contains(&Key::Status) {
            Key::Progress
        } else {
            Key::Status
        };
    }
    if taken.contains(&Key::Status) {
        return Key::Progress;
    }
    if taken.contains(&Key::Progress) {
        return Key::Status;
    }
    if words * 2 > cells.len() {
        if words < short {
            doubts.push(format!("“{title}”列多数为状态，按“完成状态”读取"));
        }
        return Key::Status;
    }
    if words > 0 {
        doubts.push(format!("“{title}”列既有状态又有文字说明，按“进展情况”读取"));
    }
    Key::Progress
}

fn statuses(
    grid: &Grid,
    header: &Header,
    keys: &BTreeMap<u32, Key>,
) -> Option<BTreeMap<u32, StatusKind>> {
    let (column, _) = keys.iter().find(|(_, key)| **key == Key::Status)?;
    let rows = beneath(grid, header);
    let read = |cell: &Cell| StatusKind::read(&cells::one_line(&cell.written()));
    Some(
        rows.filter_map(|row| Some((row.at, read(row.cell(*column))?)))
            .collect(),
    )
}

/// Words such as 6月底前 plan; days in rows that are not finished plan as well; days only in finished
/// rows tell of the past.
fn planned_or_actual(
    grid: &Grid,
    header: &Header,
    column: u32,
    taken: &BTreeSet<Key>,
    statuses: Option<&BTreeMap<u32, StatusKind>>,
    doubts: &mut Vec<String>,
) -> Key {
    if taken.contains(&Key::Deadline) {
        return Key::FinishedOn;
    }
    let rows = beneath(grid, header);
    let filled: Vec<_> = rows
        .filter(|row| *row.cell(column) != Cell::Empty)
        .collect();
    let plans = filled.iter().any(|row| match row.cell(column) {
        Cell::Text(text) => is_plan(text),
        _ => false,
    });
    let title = cells::one_line(&header.titles[&column]);
    let Some(statuses) = statuses.filter(|_| !plans) else {
        if !plans {
            doubts.push(format!(
                "“{title}”列没有说明是计划还是实际，按“整改时限”读取"
            ));
        }
        return Key::Deadline;
    };
    let finished = |at: &u32| statuses.get(at).is_some_and(|kind| kind.is_finished());
    let open_dated = filled.iter().any(|row| !finished(&row.at));
    let open = statuses.values().any(|kind| !kind.is_finished());
    if !open_dated && open {
        return Key::FinishedOn;
    }
    if !open_dated {
        doubts.push(format!(
            "“{title}”列各行均已完成，无法判断是计划还是实际，按“整改时限”读取"
        ));
    }
    Key::Deadline
}

fn is_plan(text: &str) -> bool {
    let anchor = Anchor {
        year: 2020,
        held_on: None,
    };
    let words = [
        "前",
        "底",
        "内",
        "末",
        "立行立改",
        "即知即改",
        "长期",
        "持续",
        "季度",
        "半年",
        "常态",
    ];
    words.iter().any(|word| text.contains(word))
        && Deadline::keep(text, Some(anchor)).term.is_some()
}
