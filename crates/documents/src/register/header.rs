//! Finding headers, on whatever row they stand, in one row or several.

use std::collections::BTreeMap;

use super::maps::{Maps, compared, fingerprint};
use super::span::paths;
use crate::vocabulary::{Aside, Key, Named, Sense, exactly, named, sense};
use office::cell::Cell;
use office::grid::{Grid, GridRow};

/// How far down a header is looked for.
const SEARCHED: usize = 40;
/// Most characters of a title.
const LONGEST: usize = 24;
/// Rows that show whether what stands beneath a title can be what it names.
const TRIED: usize = 50;

/// The header of a grid.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// Its first row.
    pub first: u32,
    /// Its last row.
    pub last: u32,
    /// Titles by column, those of several rows joined.
    pub titles: BTreeMap<u32, String>,
    /// What is known of them.
    pub named: BTreeMap<u32, Named>,
    /// Titles of the last row alone, where there are several.
    pub beneath: BTreeMap<u32, String>,
    /// What the titles that nobody knows most likely name.
    pub(super) guessed: BTreeMap<u32, Named>,
    /// Columns that are none of ours, and why.
    pub(super) asides: BTreeMap<u32, Aside>,
    /// What people said of columns, now or earlier.
    pub(super) mapped: BTreeMap<u32, (Option<Key>, bool)>,
    /// Where the next table of the same sheet begins, if that is known.
    pub(super) end: Option<u32>,
    /// What headers of the same titles share.
    pub(super) fingerprint: String,
}

/// Rows of a table that decide what its columns mean; a register may be far longer.
pub(super) const WINDOW: usize = 2000;

impl Header {
    /// The rows beneath it that decide what its columns mean; sums and headings are none.
    pub(super) fn rows<'a>(&self, grid: &'a Grid) -> impl Iterator<Item = &'a GridRow> {
        let (last, end) = (self.last, self.end.unwrap_or(u32::MAX));
        let from = grid.rows.partition_point(|row| row.at <= last);
        let to = grid.rows.partition_point(|row| row.at < end);
        let rows = grid.rows[from..to.max(from)].iter();
        let aside = |row: &GridRow| super::aside::stands_aside(row) || repeats(self, row);
        rows.filter(move |row| !aside(row)).take(WINDOW)
    }

    fn names(&self, key: Key) -> bool {
        self.named_or_guessed()
            .any(|found| found == Named::Key(key))
    }

    /// What the title of a column is known or guessed to name.
    pub(super) fn named_at(&self, at: u32) -> Option<Named> {
        let known = self.named.get(&at).or_else(|| self.guessed.get(&at));
        known.copied()
    }

    fn named_or_guessed(&self) -> impl Iterator<Item = Named> {
        let mapped = self.mapped.values().filter_map(|(key, _)| *key);
        let known = self.named.values().chain(self.guessed.values());
        known.copied().chain(mapped.map(Named::Key))
    }

    /// How well it is understood.
    fn weight(&self) -> usize {
        let sure = self.named.len() + self.mapped.len();
        let rows = (self.last - self.first) as usize;
        ((sure * 3 + self.guessed.len() * 2 + self.asides.len()) * 8).saturating_sub(rows)
    }
}

/// The header of the first table of a grid.
pub fn find(grid: &Grid) -> Option<Header> {
    find_with(grid, &Maps::default())
}

/// The same, where people said what columns are.
pub(super) fn find_with(grid: &Grid, maps: &Maps) -> Option<Header> {
    let rows = grid.rows.iter().take(SEARCHED);
    // Words are weighed only in rows that may be titles altogether.
    let found = rows
        .filter_map(|row| at(grid, row, maps, all_titles(row)))
        .filter(|header| fits(grid, header));
    // The first of the best: a repeated header further down is no better.
    let best = found.reduce(|best, next| {
        // What stands far beneath another header is a table of its own, unless that was none.
        let inside = next.first <= best.last && next.weight() > best.weight();
        if inside || next.weight() >= best.weight() * 2 {
            next
        } else {
            best
        }
    });
    let best = best.and_then(|best| at(grid, grid.row(best.first)?, maps, true));
    best.map(|header| header.settled(grid, maps))
}

/// The header of another table that begins with this row, and is not `above` once more.
pub(super) fn another(grid: &Grid, row: &GridRow, above: &Header, maps: &Maps) -> Option<Header> {
    if !may_be_titles(row) {
        return None;
    }
    let header = at(grid, row, maps, true)
        .filter(|header| fits(grid, header))?
        .settled(grid, maps);
    let again = (&header.named, &header.guessed, &header.mapped)
        == (&above.named, &above.guessed, &above.mapped);
    (!again).then_some(header)
}

/// Whether all cells are short words, as titles are; of a row of problems the first cells tell that it is
/// none.
pub(super) fn may_be_titles(row: &GridRow) -> bool {
    row.cells.len() >= 3
        && all_titles(row)
        && row.cells.iter().filter(|(_, cell)| is_known(cell)).count() >= 2
}

fn all_titles(row: &GridRow) -> bool {
    row.cells.iter().all(|(_, cell)| is_title(cell))
}

fn is_known(cell: &Cell) -> bool {
    let text = cell.written();
    named(&text).is_some() || sense(&text).is_some()
}

pub(super) fn is_title(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else {
        return false;
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LONGEST && digits * 2 < text.chars().count()
}

/// The header that begins with this row.
fn at(grid: &Grid, row: &GridRow, maps: &Maps, guess: bool) -> Option<Header> {
    if row.cells.len() < 2 {
        return None;
    }
    let mut header = Header {
        first: row.at,
        last: row.at,
        ..Header::default()
    };
    let paths = paths(grid, &mut header, row);
    for (column, path) in paths {
        let (leaf, groups) = path.split_last()?;
        if !groups.is_empty() {
            header.beneath.insert(column, leaf.clone());
        }
        if let Some(said) = maps
            .anywhere(leaf)
            .or_else(|| maps.anywhere(&path.concat()))
        {
            header.mapped.insert(column, (said.key, false));
        }
        match meaning(leaf, groups, guess) {
            Some((Sense::Means(found), true)) => {
                header.named.insert(column, found);
            }
            Some((Sense::Means(found), false)) => {
                header.guessed.insert(column, found);
            }
            Some((Sense::Not(aside), _)) => {
                header.asides.insert(column, aside);
            }
            None => {}
        }
        header.titles.insert(column, path.concat());
    }
    Some(header)
}

/// Leaves that mean nothing without the title above them.
const WEAK: [&str; 21] = [
    "计划",
    "要求",
    "实际",
    "应完成",
    "姓名",
    "名称",
    "人员",
    "部门",
    "单位",
    "时间",
    "日期",
    "期限",
    "内容",
    "情况",
    "编号",
    "责任人",
    "状态",
    "结果",
    "个人",
    "岗位",
    "科室",
];

/// What a title under these ones means, and whether it is known or guessed.
fn meaning(leaf: &str, groups: &[String], guess: bool) -> Option<(Sense, bool)> {
    let above = || groups.iter().rev();
    let exact = above().find_map(|group| {
        exactly(&format!("{group}({leaf})")).or_else(|| exactly(&format!("{group}{leaf}")))
    });
    let weak = !groups.is_empty() && WEAK.contains(&compared(leaf).as_str());
    let sense = |title: &str| guess.then(|| sense(title))?;
    // 日期 over 应完成.
    let turned = |group: &String| {
        let of_all = WEAK.contains(&compared(group).as_str());
        of_all.then(|| sense(&format!("{leaf}{group}")))?
    };
    let with = |group: &String| sense(&format!("{group}{leaf}")).or_else(|| turned(group));
    let joined = || above().find_map(with);
    // Under 责任人, 姓名 is nobody whose problem it is.
    let alone = groups.is_empty() || compared(leaf) != "姓名";
    // 原因 under 未完成情况 is why it is not done.
    let reason = Some(Sense::Means(Named::Key(Key::Reason)));
    if named(leaf) == Some(Named::Key(Key::Cause)) && joined() == reason {
        return Some((Sense::Means(Named::Key(Key::Reason)), true));
    }
    let known = exact.or_else(|| named(leaf).filter(|_| alone));
    if let Some(found) = known {
        return Some((Sense::Means(found), true));
    }
    let told = if weak {
        joined().or_else(|| sense(leaf))
    } else {
        sense(leaf)
    };
    told.map(|told| (told, false)).or_else(|| {
        let inherited = above().find_map(|group| named(&format!("{group}({leaf})")));
        let inherited = inherited.map(|found| (Sense::Means(found), true));
        inherited.or_else(|| joined().map(|told| (told, false)))
    })
}

/// A header as offices write it: known words, a problem, a measure or a code among them.
fn is_header(header: &Header) -> bool {
    let key = |wanted: Key| {
        let known = header.named.values().chain(header.guessed.values());
        known.copied().any(|found| found == Named::Key(wanted)) || header.names(wanted)
    };
    let code = key(Key::Code)
        || header
            .named
            .values()
            .any(|found| *found == Named::SerialOrCode);
    let sure = header.named.len() + header.mapped.len();
    let enough = sure >= 2 && sure * 2 >= header.titles.len();
    // Measures alone: the problems stand in rows of their own above theirs.
    let measures = key(Key::Measures) && sure >= 4;
    let problems = key(Key::Problem) || key(Key::Detail);
    enough && (problems || measures || (code && sure >= 3))
}

/// A header in nobody's usual words: short titles, a problem among them, and some that are known.
fn is_likely(header: &Header) -> bool {
    let short = header
        .titles
        .values()
        .all(|title| title.chars().count() <= LONGEST * 2);
    let means = header.named.len() + header.guessed.len() + header.mapped.len();
    let known = means + header.asides.len();
    let problems = header.names(Key::Problem) || header.names(Key::Detail);
    let measures = header.names(Key::Measures) && means >= 4;
    short && means >= 2 && known >= 3 && (problems || measures)
}

/// Whether it is a header, by its titles and by what stands beneath them.
fn fits(grid: &Grid, header: &Header) -> bool {
    let titles = || {
        let rows = (header.first..=header.last).filter_map(|at| grid.row(at));
        rows.flat_map(|row| &row.cells)
            .all(|(_, cell)| is_title(cell))
    };
    (is_header(header) || is_likely(header) && titles()) && has_problems(grid, header)
}

/// Numbers alone count problems and tell none.
fn has_problems(grid: &Grid, header: &Header) -> bool {
    let problem = |found: &Named| *found == Named::Key(Key::Problem);
    let known = header.named.iter().chain(&header.guessed);
    let Some((column, _)) = known.into_iter().find(|(_, found)| problem(found)) else {
        return true;
    };
    let cells = header.rows(grid).take(TRIED).map(|row| row.cell(*column));
    let filled: Vec<&Cell> = cells.filter(|cell| **cell != Cell::Empty).collect();
    // One number alone may be a sum.
    filled.len() < 2
        || filled
            .iter()
            .any(|cell| super::cells::number(cell).is_none())
}

impl Header {
    /// With the row beneath it that counts the columns, and with what people said earlier of a header of
    /// these titles.
    fn settled(mut self, grid: &Grid, maps: &Maps) -> Self {
        let beneath = grid.row(self.last + 1);
        self.last += u32::from(beneath.is_some_and(counts_columns));
        self.fingerprint = fingerprint(self.titles.values());
        self.mapped.clear();
        for (column, title) in &self.titles {
            let leaf = self.beneath.get(column).unwrap_or(title);
            let names = || [title.as_str(), leaf.as_str()].into_iter();
            let said = maps.said(names()).map(|map| (map.key, true));
            let known = || maps.remembered(&self.fingerprint, names());
            if let Some(found) = said.or_else(|| known().map(|map| (map.key, false))) {
                self.mapped.insert(*column, found);
            }
        }
        for column in self.mapped.keys() {
            self.named.remove(column);
            self.guessed.remove(column);
            self.asides.remove(column);
        }
        self
    }
}

/// 1 2 3 … under the titles, or 甲 乙 1 2 …: which column is which, and no problem.
fn counts_columns(row: &GridRow) -> bool {
    const STEMS: &str = "甲乙丙丁戊己栏次";
    let texts = row.cells.iter().map(|(_, cell)| cell.written());
    let stem = |text: &String| text.chars().all(|c| STEMS.contains(c));
    let lead = texts.take_while(stem).count();
    let counted = row.cells.iter().skip(lead);
    let mut numbers = counted.map(|(_, cell)| super::cells::number(cell));
    let Some(Some(first)) = numbers.next() else {
        return false;
    };
    let mut expected = first;
    row.cells.len() >= 3
        && row.cells.len() >= lead + 2
        && first <= 2
        && numbers.all(|number| {
            expected += 1;
            number == Some(expected)
        })
}

/// Is this row the header once more?
pub(super) fn repeats(header: &Header, row: &GridRow) -> bool {
    let wanted = row.cells.len().div_ceil(2).max(2);
    let mut known = 0;
    for (place, (column, cell)) in row.cells.iter().enumerate() {
        let title = match cell {
            Cell::Text(text) => is_again(header, *column, text),
            _ => false,
        };
        known += usize::from(title);
        // Of a row of problems the first cells tell that it is none.
        if known + row.cells.len() - place - 1 < wanted {
            return false;
        }
    }
    known >= wanted
}

fn is_again(header: &Header, column: u32, text: &str) -> bool {
    let title = header
        .beneath
        .get(&column)
        .or_else(|| header.titles.get(&column));
    title.is_some_and(|title| title == text)
        || header.named.contains_key(&column) && named(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_counts_the_columns_is_no_problem() {
        let counts = |cells: &str| {
            let cells = cells.split(' ').map(Cell::read);
            counts_columns(&GridRow {
                at: 1,
                cells: (0..).zip(cells).collect(),
            })
        };
        for cells in ["1 2 3 4", "（1） （2） （3）", "甲 乙 1 2", "栏次 1 2 3"] {
            assert!(counts(cells), "{cells}");
        }
        for cells in ["1 2", "1 学习不深 2", "1 3 5", "5 6 7", "甲 乙 丙", "1 1 1"] {
            assert!(!counts(cells), "{cells}");
        }
    }
}
