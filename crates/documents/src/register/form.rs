//! A form: labels with their values beside them (存在问题 | 学习不深), one form a problem or several
//! beneath each other.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::header::{Header, may_be_titles};
use super::maps::Maps;
use crate::vocabulary::{Key, Named, Sense, named, sense};
use office::cell::Cell;
use office::grid::{Grid, GridRow};

/// Fewest labels of a form.
const LABELS: usize = 3;
/// Rows of a sheet that show whether it is one.
const SEARCHED: usize = 60;

/// How far the rows of the list stand beneath those of the form: its header comes first.
pub(super) const MOVED: u32 = 1;

/// A label and its value.
struct Pair<'a> {
    row: u32,
    label: &'a str,
    known: Option<Sense>,
    column: u32,
    value: &'a Cell,
    /// More of what the row above tells.
    goes_on: bool,
}

impl Pair<'_> {
    fn is_problem(&self) -> bool {
        self.known == Some(Sense::Means(Named::Key(Key::Problem)))
    }
}

/// Whether what seems a header is a row of a form: several rows have labels of their own, and the
/// words under the header are labels too.
pub(super) fn is_one(grid: &Grid, header: &Header) -> bool {
    let rows = || grid.rows.iter().take(SEARCHED);
    let mut labels = BTreeSet::new();
    let mut with = 0;
    let mut problem = false;
    for row in rows() {
        let found = pairs(grid, row, &Maps::default());
        problem |= found.iter().any(Pair::is_problem);
        let listed = found.iter().filter(|pair| named(pair.label).is_some());
        let listed: Vec<String> = listed.map(|pair| pair.label.to_owned()).collect();
        with += usize::from(!listed.is_empty());
        labels.extend(listed);
    }
    let beneath = rows().find(|row| row.at > header.last);
    let beneath = beneath.is_some_and(|row| !pairs(grid, row, &Maps::default()).is_empty());
    problem && with >= LABELS && labels.len() >= LABELS && beneath
}

/// What a label means.
fn meaning(label: &str, maps: &Maps) -> Option<Sense> {
    if let Some(said) = maps.anywhere(label) {
        let sense = |key| Sense::Means(Named::Key(key));
        return Some(
            said.key
                .map_or(Sense::Not(crate::vocabulary::Aside::Other), sense),
        );
    }
    named(label).map(Sense::Means).or_else(|| sense(label))
}

/// The labels of a row with what stands beside them. A cell beside a label is its value, whatever it
/// says; so labels and values take turns.
fn pairs<'a>(grid: &'a Grid, row: &'a GridRow, maps: &Maps) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let mut cells = row.cells.iter().peekable();
    if let Some(more) = goes_on(grid, row, maps) {
        pairs.push(more);
        cells.next();
    }
    while let Some((at, cell)) = cells.next() {
        let Cell::Text(label) = cell else { continue };
        let known = meaning(label, maps);
        if known.is_none() || label.chars().count() > 14 {
            continue;
        }
        let mut merged = grid.merges.iter();
        let area = merged.find(|area| area.rows.0 == row.at && area.columns.0 == *at);
        let beside = area.map_or(*at, |area| area.columns.1) + 1;
        let groups = area.is_some_and(|area| area.rows.1 > area.rows.0);
        let behind = cells.clone();
        let Some((column, value)) = cells.next_if(|(column, _)| *column == beside) else {
            continue;
        };
        let text = value.written();
        // A label right behind a label: the first one is empty, or this is a header.
        if meaning(&text, maps).is_some() && is_label(&text) {
            // 整改情况 over the labels of several rows, beside the first of them.
            let told = behind.clone().nth(1).map(|(_, cell)| cell.written());
            let label = |text: &String| {
                meaning(text, maps).is_some() && !text.contains(|c: char| c.is_ascii_digit())
            };
            if groups && told.is_some_and(|text| !label(&text)) {
                cells = behind;
                continue;
            }
            if !may_be_titles(row) {
                continue;
            }
            return Vec::new();
        }
        pairs.push(Pair {
            row: row.at,
            label,
            known,
            column: *column,
            value,
            goes_on: false,
        });
    }
    pairs
}

/// The value in a row whose label is that of the row above: 整改措施 beside several rows.
fn goes_on<'a>(grid: &'a Grid, row: &'a GridRow, maps: &Maps) -> Option<Pair<'a>> {
    let (column, value) = row.cells.first()?;
    let reaches = |area: &&office::grid::Area| {
        let (from, to) = area.rows;
        from < row.at && row.at <= to && area.columns.1 + 1 == *column
    };
    let area = grid.merges.iter().find(reaches)?;
    let Cell::Text(label) = grid.row(area.rows.0)?.cell(area.columns.0) else {
        return None;
    };
    let known = meaning(label, maps);
    let text = value.written();
    let labelled = meaning(&text, maps).is_some() && text.chars().count() <= 14;
    (known.is_some() && !labelled).then_some(Pair {
        row: row.at,
        label,
        known,
        column: *column,
        value,
        goes_on: true,
    })
}

/// Labels with their values beneath them: rows of labels and rows of values take turns.
fn stacked<'a>(grid: &'a Grid, maps: &Maps) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let labels = |row: &GridRow| {
        let known = |cell: &Cell| match cell {
            Cell::Text(text) => text.chars().count() <= 14 && meaning(text, maps).is_some(),
            _ => false,
        };
        row.cells.iter().filter(|(_, cell)| known(cell)).count() * 2 > row.cells.len()
    };
    let mut rows = grid.rows.windows(2);
    while let Some([above, below]) = rows.next() {
        let beneath = below.at == above.at + 1 && !labels(below);
        if !beneath || !labels(above) {
            continue;
        }
        for (column, cell) in &above.cells {
            let value = below.cell(*column);
            if let (Cell::Text(label), true) = (cell, *value != Cell::Empty) {
                pairs.push(Pair {
                    row: below.at,
                    label,
                    known: meaning(label, maps),
                    column: *column,
                    value,
                    goes_on: false,
                });
            }
        }
    }
    pairs
}

/// A title that is in the list, and not only one by its words.
fn is_label(text: &str) -> bool {
    named(text).is_some() && text.chars().count() <= 8
}

/// What was filled into a form.
pub(super) struct Filled {
    /// As a list with a header, each problem in its own row.
    pub(super) list: Grid,
    /// The column of the form in which problems stand.
    pub(super) place: u32,
    /// The first row with a label: what stands above says something of all of it.
    pub(super) first: u32,
}

/// What was filled into a form; `None` where it is no form.
pub(super) fn as_list(grid: &Grid, maps: &Maps) -> Option<Filled> {
    let rows = || grid.rows.iter();
    let mut all: Vec<Pair<'_>> = rows().flat_map(|row| pairs(grid, row, maps)).collect();
    let is_problem = |pair: &&Pair<'_>| pair.is_problem() && cells::number(pair.value).is_none();
    if !all.iter().any(|pair| is_problem(&pair)) {
        all = stacked(grid, maps);
    }
    let Pair { column, label, .. } = *all.iter().find(is_problem)?;
    if !is_labelled(grid, &all) {
        return None;
    }
    let first = all.first().map(|pair| pair.label);
    // 隐患名称 and 隐患描述 tell of one problem.
    let tells = |pair: &&Pair<'_>| is_problem(pair) && pair.label == label;
    // What is said before the problem belongs to it too, where each one begins so.
    let fresh = || all.iter().filter(|pair| !pair.goes_on);
    let begins = fresh().filter(|pair| Some(pair.label) == first).count();
    let by_problem = begins != fresh().filter(tells).count();
    let mut titles: Vec<&str> = Vec::new();
    let mut rows: Vec<(u32, BTreeMap<u32, Cell>)> = Vec::new();
    for pair in &all {
        let known = titles.iter().position(|title| *title == pair.label);
        let at = known.unwrap_or_else(|| {
            titles.push(pair.label);
            titles.len() - 1
        }) as u32;
        let opens = if by_problem {
            let told = rows
                .last()
                .is_none_or(|(_, record)| record.contains_key(&at));
            tells(&pair) || is_problem(&pair) && told
        } else {
            Some(pair.label) == first
        };
        if opens && !pair.goes_on {
            rows.push((pair.row, BTreeMap::new()));
        }
        let Some((row, record)) = rows.last_mut() else {
            continue;
        };
        if tells(&pair) && !pair.goes_on {
            *row = pair.row;
        }
        add(record, at, pair.value);
    }
    Some(Filled {
        list: list(&grid.name, titles, rows),
        place: column,
        first: all.first().map_or(0, |pair| pair.row),
    })
}

/// The labels as a header, and a row for each problem.
fn list(name: &str, titles: Vec<&str>, rows: Vec<(u32, BTreeMap<u32, Cell>)>) -> Grid {
    let header = GridRow {
        at: 0,
        cells: (0..).zip(titles.into_iter().map(Cell::read)).collect(),
    };
    let rows = rows.into_iter().map(|(at, record)| GridRow {
        at: at + MOVED,
        cells: record.into_iter().collect(),
    });
    Grid {
        name: name.to_owned(),
        rows: std::iter::once(header).chain(rows).collect(),
        ..Grid::default()
    }
}

/// Whether its labels are known ones, or, where only their words tell them, nearly all that there is.
fn is_labelled(grid: &Grid, pairs: &[Pair<'_>]) -> bool {
    let labels = |listed: bool| {
        let labels = pairs
            .iter()
            .filter(|pair| !listed || named(pair.label).is_some());
        labels.map(|pair| pair.label).collect::<BTreeSet<_>>().len()
    };
    let paired: BTreeSet<u32> = pairs.iter().map(|pair| pair.row).collect();
    let rows = grid.rows.iter().filter(|row| row.cells.len() > 1).count();
    let whole = labels(false) > LABELS && paired.len() * 4 >= rows * 3;
    labels(true) >= LABELS || whole
}

fn add(record: &mut BTreeMap<u32, Cell>, at: u32, value: &Cell) {
    match record.get_mut(&at) {
        None => {
            record.insert(at, value.clone());
        }
        Some(known) => {
            *known = Cell::read(format!("{}\n{}", known.written(), value.written()));
        }
    }
}
