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
fn pairs<'a>(grid: &Grid, row: &'a GridRow, maps: &Maps) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let mut cells = row.cells.iter().peekable();
    while let Some((at, cell)) = cells.next() {
        let Cell::Text(label) = cell else { continue };
        let known = meaning(label, maps);
        if known.is_none() || label.chars().count() > 14 {
            continue;
        }
        let mut merged = grid.merges.iter();
        let area = merged.find(|area| area.rows.0 == row.at && area.columns.0 == *at);
        let beside = area.map_or(*at, |area| area.columns.1) + 1;
        let Some((column, value)) = cells.next_if(|(column, _)| *column == beside) else {
            continue;
        };
        let text = value.written();
        // A label right behind a label: the first one is empty, or this is a header.
        if meaning(&text, maps).is_some() && is_label(&text) {
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
        });
    }
    pairs
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

/// What is filled into a form as a list with a header, each problem in its own row, and the column in
/// which problems stand; `None` where it is no form.
pub(super) fn as_list(grid: &Grid, maps: &Maps) -> Option<(Grid, u32)> {
    let rows = || grid.rows.iter();
    let mut all: Vec<Pair<'_>> = rows().flat_map(|row| pairs(grid, row, maps)).collect();
    let is_problem = |pair: &&Pair<'_>| pair.is_problem() && cells::number(pair.value).is_none();
    if !all.iter().any(|pair| is_problem(&pair)) {
        all = stacked(grid, maps);
    }
    let place = all.iter().find(is_problem)?.column;
    if !is_labelled(grid, &all) {
        return None;
    }
    let first = all.first().map(|pair| pair.label);
    // What is said before the problem belongs to it too, where each one begins so.
    let begins = all.iter().filter(|pair| Some(pair.label) == first).count();
    let by_problem = begins != all.iter().filter(is_problem).count();
    let mut titles: Vec<&str> = Vec::new();
    let mut rows: Vec<(u32, BTreeMap<u32, Cell>)> = Vec::new();
    for pair in &all {
        let known = titles.iter().position(|title| *title == pair.label);
        let at = known.unwrap_or_else(|| {
            titles.push(pair.label);
            titles.len() - 1
        }) as u32;
        let opens = if by_problem {
            is_problem(&pair)
        } else {
            Some(pair.label) == first
        };
        if opens {
            rows.push((pair.row, BTreeMap::new()));
        }
        let Some((row, record)) = rows.last_mut() else {
            continue;
        };
        if is_problem(&pair) {
            *row = pair.row;
        }
        add(record, at, pair.value);
    }
    let header = (0..).zip(titles.into_iter().map(Cell::read)).collect();
    let mut list = Grid {
        name: grid.name.clone(),
        ..Grid::default()
    };
    list.rows.push(GridRow {
        at: 0,
        cells: header,
    });
    list.rows
        .extend(rows.into_iter().map(|(at, record)| GridRow {
            at: at + MOVED,
            cells: record.into_iter().collect(),
        }));
    Some((list, place))
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
