//! What a form asks for, seen in its cells: which columns can be filled and with what, where its rows are,
//! which of them are examples, what stands below.

use std::collections::BTreeMap;

use super::answer::{Answer, answers, is_answer};
use super::fields::is_signed;
use crate::sheet::column::{Column, Key};
use crate::sheet::row::Row;
use documents::lines::day_or_words;
use documents::register::header::{self, Header};
use documents::vocabulary::{Named, Sense, named, second, sense};
use office::cell::Cell;
use office::grid::{Area, Grid, GridRow};

/// More rows than this that look like problems are no examples: the form is filled in already.
const MOST_EXAMPLES: usize = 5;
/// What the lines below a table begin with.
const BELOW: [&str; 13] = [
    "合计",
    "总计",
    "小计",
    "累计",
    "共计",
    "注",
    "说明",
    "备注",
    "填表说明",
    "填报说明",
    "填写说明",
    "填表要求",
    "附注",
];
/// What tells of a row that it only shows how to fill one in.
const SHOWN: [&str; 8] = ["示例", "样例", "举例", "例：", "例:", "××", "XX", "某某"];

/// What a title may be taken for by the words in it: a wrong one of these is seen at once.
const GUESSED: [Key; 8] = [
    Key::Problem,
    Key::Measures,
    Key::Lead,
    Key::Dept,
    Key::CoDepts,
    Key::Owner,
    Key::Deadline,
    Key::Outcome,
];

/// A form as it was understood.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// First row of the header, from 0.
    pub(super) header: u32,
    /// First row of the body.
    pub(super) first: u32,
    /// First row below it that stays.
    pub(super) tail: Option<u32>,
    /// How many rows at the top of the body go.
    pub(super) examples: u32,
    /// Rows that go, as spreadsheets number them.
    pub(super) dropped: Vec<u32>,
    /// What each column is filled with.
    pub(super) columns: Vec<(u32, Fill)>,
    /// Columns that are filled as one.
    pub(super) wide: Vec<(u32, u32)>,
    /// Titles of all columns.
    pub(super) titles: BTreeMap<u32, String>,
}

/// What a column is filled with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fill {
    One(&'static Column),
    /// Two things under one title: 责任部门及责任人.
    Two(&'static Column, &'static Column),
    Tick(Answer),
}

/// Why a form is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoPlan {
    NoHeader,
    /// These rows hold problems already.
    Full(Vec<u32>),
}

impl Plan {
    /// Understands a form; `formulas` are those of its cells, as far as its format has any.
    pub(super) fn of(grid: &Grid, formulas: &BTreeMap<(u32, u32), String>) -> Result<Self, NoPlan> {
        let header = header_of(grid).ok_or(NoPlan::NoHeader)?;
        let columns = columns(&header);
        let first = header.last + 1 + u32::from(is_numbering(grid, &header));
        let serial = |at: &u32| {
            let known = columns.iter().find(|(column, _)| column == at);
            matches!(known, Some((_, Fill::One(column))) if column.key == Key::Serial)
        };
        let body = grid.rows.iter().filter(|row| row.at >= first);
        let tail = body
            .clone()
            .find(|row| ends(row, grid, &header))
            .map(|row| row.at);
        let sums = formulas
            .iter()
            .filter(|((row, _), text)| *row >= first && adds(text, first, *row));
        let sums = sums.map(|((row, _), _)| *row).min();
        let tail = match (tail, sums) {
            (Some(tail), Some(sums)) => Some(tail.min(sums)),
            (tail, sums) => tail.or(sums),
        };
        let says = |row: &&GridRow| {
            let mut cells = row.cells.iter();
            cells.any(|(at, cell)| {
                !serial(at)
                    && !formulas.contains_key(&(row.at, *at))
                    && *cell != Cell::Empty
                    && !matches!(cell, Cell::Text(text) if text.trim().is_empty())
            })
        };
        let within = body.filter(|row| tail.is_none_or(|tail| row.at < tail));
        let dropped: Vec<&GridRow> = within.filter(says).collect();
        full(&dropped, &columns)?;
        let examples = dropped.last().map_or(0, |row| row.at + 1 - first);
        Ok(Self {
            header: header.first,
            first,
            tail,
            examples,
            dropped: dropped.iter().map(|row| row.at + 1).collect(),
            wide: wide(grid, &header),
            titles: header
                .titles
                .iter()
                .map(|(at, title)| (*at, one_line(title)))
                .collect(),
            columns,
        })
    }

    pub(super) fn title(&self, at: u32) -> String {
        self.titles.get(&at).cloned().unwrap_or_default()
    }

    /// Titles of the columns that are filled, and of those that nothing is recorded for.
    pub(super) fn told(&self) -> (Vec<String>, Vec<String>) {
        let is_filled = |at: &u32| self.columns.iter().any(|(column, _)| column == at);
        let titles = self.titles.iter().filter(|(_, title)| !title.is_empty());
        let (filled, unfilled): (Vec<_>, Vec<_>) = titles.partition(|(at, _)| is_filled(at));
        let titles = |columns: Vec<(&u32, &String)>| {
            columns
                .into_iter()
                .map(|(_, title)| title.clone())
                .collect()
        };
        (titles(filled), titles(unfilled))
    }

    /// The cells of a row, in the order of the columns.
    pub(super) fn cells(&self, row: &Row<'_>) -> Vec<Cell> {
        let all: Vec<Answer> = self
            .columns
            .iter()
            .filter_map(|(_, fill)| match fill {
                Fill::Tick(answer) => Some(*answer),
                _ => None,
            })
            .collect();
        let cells = self.columns.iter().map(|(_, fill)| match fill {
            Fill::One(column) => (column.write)(row),
            Fill::Two(first, other) => two(row, first, other),
            Fill::Tick(answer) => answer.cell(row, &all),
        });
        cells.collect()
    }
}

/// The header. A row of examples beneath it is no part of it: under a title that goes over several columns
/// it says one thing, where a header would part them.
fn header_of(grid: &Grid) -> Option<Header> {
    let header = header::find(grid)?;
    let known = |title: &String| named(title).is_some() || is_answer(title);
    let parts = |area: &Area| {
        let columns = area.columns.0..=area.columns.1;
        area.rows == (header.first, header.first) && header.beneath.range(columns).nth(1).is_some()
    };
    let parted = header.beneath.is_empty()
        || header.beneath.values().any(known)
        || grid.merges.iter().any(parts);
    if parted {
        return Some(header);
    }
    let above = grid.rows.iter().filter(|row| row.at <= header.first);
    header::find(&Grid {
        rows: above.cloned().collect(),
        merges: grid.merges.clone(),
        ..Grid::default()
    })
}

/// Both things that a title asks for; a deadline behind measures as they are written there.
fn two(row: &Row<'_>, first: &Column, other: &Column) -> Cell {
    let (one, another) = ((first.write)(row), (other.write)(row));
    match (one, another) {
        (one, Cell::Empty) => one,
        (Cell::Empty, another) => another,
        (one, _) if other.key == Key::Deadline => {
            let deadline = row
                .task
                .deadline
                .as_ref()
                .map(day_or_words)
                .unwrap_or_default();
            Cell::text(format!("{}（{deadline}）", one.written()))
        }
        (one, another) => Cell::text(format!("{}\n{}", one.written(), another.written())),
    }
}

fn one_line(title: &str) -> String {
    title.split_whitespace().collect()
}

/// The row beneath a header that counts its columns: 1, 2, 3 …
fn is_numbering(grid: &Grid, header: &Header) -> bool {
    let Some(row) = grid.row(header.last + 1) else {
        return false;
    };
    let number = |(place, (_, cell)): (usize, &(u32, Cell))| {
        let text = cell.written();
        let digits = text.trim().trim_matches(['（', '）', '(', ')', '①']);
        digits.parse() == Ok(place + 1)
            || (place == 0 && ["栏次", "甲", "列号"].contains(&digits))
            || digits.parse() == Ok(place)
    };
    row.cells.len() >= 3
        && row.cells.len() * 2 >= header.titles.len()
        && row.cells.iter().enumerate().all(number)
}

/// Whether that row stands below the table.
fn ends(row: &GridRow, grid: &Grid, header: &Header) -> bool {
    let texts = || {
        row.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Text(text) => Some(text.trim()),
            _ => None,
        })
    };
    let Some(first) = texts().next() else {
        return false;
    };
    let plain = one_line(first);
    let begins = |word: &str| {
        let rest = plain.strip_prefix(word);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['：', ':', '（', '(', '.', '1', '一', '、'])
        })
    };
    let titles = texts().filter(|text| named(text).is_some()).count();
    let wide = grid.merges.iter().any(|area| {
        let columns = area.columns.1 - area.columns.0 + 1;
        area.rows.0 == row.at
            && columns as usize * 2 > header.titles.len().max(5)
            && row.cells.len() == 1
    });
    BELOW.iter().any(|word| begins(word))
        || texts().any(is_signed)
        || titles >= 3 && titles * 2 > row.cells.len()
        || wide && plain.chars().count() > 20
}

/// Whether a formula in that row adds up several rows above it.
fn adds(formula: &str, first: u32, row: u32) -> bool {
    let ranges = formula.split(|c: char| !(c.is_ascii_alphanumeric() || "$:".contains(c)));
    let rows = |place: &str| {
        let digits = place.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse::<u32>().ok()
    };
    let mut ends = ranges.filter_map(|range| {
        let (from, to) = range.split_once(':')?;
        Some((rows(from)?, rows(to)?))
    });
    // Formulas count rows from 1.
    ends.any(|(from, to)| from <= first + 2 && to <= row && from < to && to > first)
}

/// A form in which many rows tell of problems is no empty one.
fn full(dropped: &[&GridRow], columns: &[(u32, Fill)]) -> Result<(), NoPlan> {
    let problem = columns.iter().find_map(|(at, fill)| match fill {
        Fill::One(column) if column.key == Key::Problem => Some(*at),
        _ => None,
    });
    let own = |row: &&&GridRow| {
        let text = problem.map(|at| row.cell(at).written()).unwrap_or_default();
        let shown = row
            .cells
            .iter()
            .any(|(_, cell)| SHOWN.iter().any(|word| cell.written().contains(word)));
        text.chars().any(char::is_alphabetic) && !shown
    };
    let own: Vec<u32> = dropped.iter().filter(own).map(|row| row.at + 1).collect();
    if own.len() > MOST_EXAMPLES {
        return Err(NoPlan::Full(own));
    }
    Ok(())
}

/// Columns under one title that nothing beneath it parts.
fn wide(grid: &Grid, header: &Header) -> Vec<(u32, u32)> {
    let areas = grid
        .merges
        .iter()
        .filter(|area| area.columns.0 < area.columns.1);
    let own = areas.filter(|area| {
        let parted = header
            .titles
            .range(area.columns.0 + 1..=area.columns.1)
            .next()
            .is_some();
        (header.first..=header.last).contains(&area.rows.1)
            && area.rows.1 == header.last
            && !parted
            && area.rows.0 >= header.first
    });
    own.map(|area| area.columns).collect()
}

/// The columns that can be filled.
fn columns(header: &Header) -> Vec<(u32, Fill)> {
    let has = |key: Key| header.named.values().any(|named| *named == Named::Key(key));
    let mut answers = answers(header);
    let mut given: Vec<Key> = Vec::new();
    let mut columns: BTreeMap<u32, Fill> = BTreeMap::new();
    for (at, named) in &header.named {
        let Some(key) = key(*named, &has).map(|key| neighbour(key, &given)) else {
            continue;
        };
        given.push(key);
        let title = header.titles.get(at).map_or("", String::as_str);
        let other = second(title).filter(|other| *other != key && !has(*other));
        let fill = match other {
            Some(other) => Fill::Two(Column::of(key), Column::of(other)),
            None => Fill::One(Column::of(key)),
        };
        columns.insert(*at, fill);
    }
    for (at, title) in &header.titles {
        let own = header.beneath.get(at).unwrap_or(title);
        if header.named.contains_key(at) || answers.contains_key(at) {
            continue;
        }
        // 责任分工 over 领导 and 部门: what nobody's word names alone is told by what it says.
        if let Some(Sense::Means(Named::Key(key))) = sense(own)
            && GUESSED.contains(&key)
            && !has(key)
            && !given.contains(&key)
        {
            given.push(key);
            columns.insert(*at, Fill::One(Column::of(key)));
        }
    }
    // 是否完成 is a state by its name, and answered with 是 or √.
    columns.extend(
        std::mem::take(&mut answers)
            .into_iter()
            .map(|(at, answer)| (at, Fill::Tick(answer))),
    );
    columns.into_iter().collect()
}

/// What a title that stands twice means the second time.
fn neighbour(key: Key, given: &[Key]) -> Key {
    match key {
        _ if !given.contains(&key) => key,
        Key::Problem => Key::Detail,
        Key::Dept => Key::CoDepts,
        key => key,
    }
}

fn key(named: Named, has: &impl Fn(Key) -> bool) -> Option<Key> {
    match named {
        Named::Key(Key::Progress) if !has(Key::Outcome) => Some(Key::ProgressAndOutcome),
        Named::Key(Key::NextStep) if !has(Key::Deadline) => Some(Key::NextStepAndDate),
        // Notes are for the office only, the others are not recorded.
        Named::Key(Key::Note | Key::Standard | Key::Supervisor) => None,
        Named::Key(key) => Some(key),
        Named::SerialOrCode if has(Key::Serial) => Some(Key::Code),
        Named::SerialOrCode => Some(Key::Serial),
        Named::StatusOrProgress if has(Key::Status) => Some(Key::ProgressAndOutcome),
        Named::StatusOrProgress | Named::StatusOrOutcome => Some(Key::Status),
        Named::PlannedOrActual if has(Key::Deadline) => Some(Key::FinishedOn),
        Named::PlannedOrActual => Some(Key::Deadline),
        Named::Responsible => Some(Key::Dept),
        Named::Looked => Some(Key::UnitName),
        Named::OfDocument => Some(Key::External),
    }
}
