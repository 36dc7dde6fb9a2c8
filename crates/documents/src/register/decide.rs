//! Columns whose title means two things: their cells decide, and what stays unclear is a doubt.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::header::Header;
use super::state::status_word;
use super::when::planned_or_actual;
use crate::vocabulary::{self, Key, Named};
use model::deadline::Deadline;
use model::status::StatusKind;
use office::cell::Cell;
use office::grid::{Grid, GridRow};

/// What each column holds, those that name nothing new, and what was unclear.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) keys: BTreeMap<u32, Key>,
    pub(super) unused: Vec<u32>,
    pub(super) doubts: Vec<String>,
    /// The status column asks 是否销号: 是 means 已销号.
    pub(super) answers_closure: bool,
    /// Columns that are ticked: a mark in one means its status.
    pub(super) ticks: BTreeMap<u32, StatusKind>,
    /// The other thing that the title of a column names.
    pub(super) seconds: BTreeMap<Key, Key>,
}

/// Settles every column.
pub(super) fn columns(grid: &Grid, header: &Header) -> Columns {
    let mut columns = Columns::default();
    let mut taken = BTreeSet::new();
    columns.ticks = ticks(grid, header);
    if !columns.ticks.is_empty() {
        taken.insert(Key::Status);
    }
    let ticked = columns.ticks.clone();
    let named = |found: &BTreeMap<u32, Named>| -> Vec<(u32, Named)> {
        let found = found.iter().filter(|(at, _)| !ticked.contains_key(at));
        found.map(|(at, named)| (*at, *named)).collect()
    };
    // A column under its proper title has the first say, wherever it stands.
    for proper in [true, false] {
        for (at, found) in named(&header.named) {
            let Named::Key(key) = found else { continue };
            let title = cells::one_line(&header.titles[&at]);
            if (title == key.title()) == proper {
                let key = match key {
                    Key::Measures if columns.beside(at, header) => key,
                    key => second_meaning(key, &taken),
                };
                columns.take(at, key, &mut taken, header);
            }
        }
    }
    columns.settle(grid, header, named(&header.named), &mut taken);
    columns.settle(grid, header, named(&header.guessed), &mut taken);
    columns.by_cells(grid, header, &mut taken);
    columns.answers_closure = columns
        .column(Key::Status)
        .is_some_and(|at| header.titles[&at].contains("销号"));
    for (at, key) in &columns.keys {
        if let Some(other) =
            vocabulary::second(&header.titles[at]).filter(|key| !taken.contains(key))
        {
            columns.seconds.insert(*key, other);
        }
    }
    let named: BTreeSet<u32> = columns.keys.keys().copied().collect();
    let unused = header.titles.keys().filter(|at| {
        !named.contains(at) && !columns.unused.contains(at) && !columns.ticks.contains_key(at)
    });
    columns.unused.extend(unused.copied().collect::<Vec<_>>());
    columns.unused.sort_unstable();
    columns
}

impl Columns {
    /// Titles that may mean two things, and guesses for those that nobody knows.
    fn settle(
        &mut self,
        grid: &Grid,
        header: &Header,
        found: Vec<(u32, Named)>,
        taken: &mut BTreeSet<Key>,
    ) {
        for (at, found) in found {
            let cells = body(grid, header, at);
            let title = &header.titles[&at];
            let guessed = header.guessed.contains_key(&at);
            let key = match found {
                Named::Key(_) if !guessed => continue,
                Named::Key(key) => key,
                Named::SerialOrCode => serial_or_code(&cells, taken),
                Named::StatusOrProgress => {
                    status_or_progress(&cells, title, taken, &mut self.doubts)
                }
                Named::PlannedOrActual => {
                    let statuses = statuses(grid, header, self);
                    let column = (at, title.as_str());
                    planned_or_actual(
                        grid,
                        header,
                        column,
                        taken,
                        statuses.as_ref(),
                        &mut self.doubts,
                    )
                }
            };
            // A guess gives way to a title that is known; progress by month is all progress.
            if guessed && key != Key::Progress && taken.contains(&key) {
                self.unused.push(at);
            } else if guessed && key == Key::Progress && !cells.is_empty() {
                taken.insert(key);
                self.keys.insert(at, key);
            } else {
                self.take(at, key, taken, header);
            }
        }
    }

    fn take(&mut self, at: u32, key: Key, taken: &mut BTreeSet<Key>, header: &Header) {
        // Progress by month and measures side by side are read together.
        let together = key == Key::Progress || (key == Key::Measures && self.beside(at, header));
        if taken.insert(key) || together {
            self.keys.insert(at, key);
            return;
        }
        self.unused.push(at);
        let title = cells::one_line(&header.titles[&at]);
        let column = key.title();
        self.doubts.push(format!(
            "“{title}”列与前面的列同为“{column}”，按前面的列读取"
        ));
    }

    /// Whether the column on its left holds measures under the same group of titles.
    fn beside(&self, at: u32, header: &Header) -> bool {
        let measures = |at: u32| self.keys.get(&at) == Some(&Key::Measures);
        at > 0 && measures(at - 1) && header.beneath.contains_key(&at)
    }

    /// What the cells tell where no title does: states in a column of results, days in one of stages.
    fn by_cells(&mut self, grid: &Grid, header: &Header, taken: &mut BTreeSet<Key>) {
        let states = |at: u32| {
            let cells = body(grid, header, at);
            !cells.is_empty()
                && cells
                    .iter()
                    .all(|cell| status_word(&cell.written()).is_some())
        };
        let dated = |at: u32| {
            let cells = body(grid, header, at);
            let day = |cell: &&Cell| match cell {
                Cell::Text(text) => Deadline::is_phrase(text),
                cell => matches!(cell, Cell::Date(_)),
            };
            !cells.is_empty() && cells.iter().all(day)
        };
        if !taken.contains(&Key::Status) {
            self.turn(&[Key::Outcome, Key::Progress], states, Key::Status, taken);
        }
        if !taken.contains(&Key::Deadline) {
            self.turn(&[Key::Stages], dated, Key::Deadline, taken);
        }
    }

    /// The first of these columns whose cells tell that it is another one.
    fn turn(
        &mut self,
        from: &[Key],
        tells: impl Fn(u32) -> bool,
        key: Key,
        taken: &mut BTreeSet<Key>,
    ) {
        let mut columns = self.keys.iter_mut();
        if let Some((_, known)) = columns.find(|(at, known)| from.contains(known) && tells(**at)) {
            *known = key;
            taken.insert(key);
        }
    }

    /// The status that a row's tick means.
    pub(super) fn ticked(&self, row: &GridRow) -> Option<StatusKind> {
        let marks = [
            "√", "✓", "✔", "☑", "●", "■", "★", "是", "Y", "y", "V", "v", "1", "对",
        ];
        self.ticks.iter().find_map(|(at, kind)| {
            let mark = cells::one_line(&row.cell(*at).written());
            marks.contains(&mark.as_str()).then_some(*kind)
        })
    }

    /// What a tick, or 是 to the question 是否销号, says of a row's status.
    pub(super) fn answered(&self, ticked: Option<StatusKind>, cells: &mut BTreeMap<Key, Cell>) {
        if let Some(kind) = ticked {
            cells.insert(Key::Status, Cell::read(kind.word()));
        }
        let Some(answer) = cells.get(&Key::Status).filter(|_| self.answers_closure) else {
            return;
        };
        if ["是", "√"].contains(&cells::one_line(&answer.written()).as_str()) {
            cells.insert(Key::Status, Cell::read(StatusKind::Closed.word()));
        }
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

fn body<'a>(grid: &'a Grid, header: &Header, column: u32) -> Vec<&'a Cell> {
    header
        .rows(grid)
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
        .filter(|cell| status_word(&cell.written()).is_some())
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

fn statuses(grid: &Grid, header: &Header, columns: &Columns) -> Option<BTreeMap<u32, StatusKind>> {
    let rows = header.rows(grid);
    if !columns.ticks.is_empty() {
        return Some(
            rows.filter_map(|row| Some((row.at, columns.ticked(row)?)))
                .collect(),
        );
    }
    let column = columns.column(Key::Status)?;
    let read = |cell: &Cell| status_word(&cell.written());
    Some(
        rows.filter_map(|row| Some((row.at, read(row.cell(column))?)))
            .collect(),
    )
}

/// Several columns titled with a status each, one of them ticked in a row.
fn ticks(grid: &Grid, header: &Header) -> BTreeMap<u32, StatusKind> {
    let status = |at: &u32| {
        let title = header.beneath.get(at).or_else(|| header.titles.get(at))?;
        StatusKind::read(&cells::one_line(title))
    };
    let columns: BTreeMap<u32, StatusKind> = header
        .titles
        .keys()
        .filter_map(|at| Some((*at, status(at)?)))
        .filter(|(at, _)| body(grid, header, *at).into_iter().all(is_mark))
        .collect();
    if columns.len() < 2 {
        return BTreeMap::new();
    }
    columns
}

fn is_mark(cell: &Cell) -> bool {
    let mark = cells::one_line(&cell.written());
    mark.chars().count() == 1
}
