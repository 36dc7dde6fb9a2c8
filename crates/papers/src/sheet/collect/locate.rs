//! Where the header, the columns and the rows of a returned form are; never by position.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rejected, Told};
use crate::sheet::column::Key;
use crate::sheet::form::{Open, Sent};
use documents::register;
use documents::vocabulary::{self, Named};
use office::cell::Cell;
use office::grid::Grid;
use office::text::width;
use office::xlsx::letters;

/// The title by which rows are known.
pub(super) const CODE: &str = "问题编号";

/// The header found.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its row, from 0.
    pub(super) row: u32,
    /// Column by the place of its title in what was sent.
    pub(super) columns: BTreeMap<usize, u32>,
    /// Titles that were not sent.
    pub(super) unknown: Vec<(u32, String)>,
    /// Titles that mean one that was sent, by its place.
    renamed: Vec<(u32, String, usize)>,
}

/// A sheet on the desk.
pub(super) struct Sheet<'a> {
    pub(super) grid: &'a Grid,
    pub(super) place: &'a Place,
    /// All its rows.
    pub(super) rows: &'a [Found],
    /// Whether it says itself what was sent.
    pub(super) marked: bool,
}

/// A row that says something.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its place, from 0.
    pub(super) at: u32,
    /// Its code as it stands there.
    pub(super) code: String,
    /// The code cell holds a date: Excel made it one.
    pub(super) dated: bool,
    /// Another row above has the same code.
    pub(super) repeated: bool,
    /// What stands under 存在问题 and under 整改措施.
    pub(super) problem: String,
    pub(super) measures: String,
}

fn normal(text: &str) -> String {
    let narrow = width::narrow_all(text);
    narrow.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A title without what an online form puts around a question: `1.问题编号（必填）`, `*Q2 完成状态`.
pub(super) fn question(title: &str) -> String {
    let title = normal(title).replace('*', "");
    let bare = title.trim_start_matches(['Q', 'q', '第']);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = if digits.len() < bare.len() {
        digits.trim_start_matches(['题', '.', '、', ':', ')', '_', '-'])
    } else {
        title.as_str()
    };
    let mut title = title.trim_end_matches([':', '?']).to_owned();
    while let Some((rest, _)) = title
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        title = rest.to_owned();
    }
    title
}

/// The row with the most of the titles that were sent, whatever they are called now: what names a problem
/// among them, and something to be filled in.
pub(super) fn header(grid: &Grid, titles: &[String]) -> Option<Place> {
    let known: BTreeMap<String, usize> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| (normal(title), at))
        .collect();
    let of = |title: &str| titles.iter().position(|known| known == title);
    let who = [of(CODE), of(Key::Problem.title())];
    let best = grid.rows.iter().take(40).map(|row| {
        let mut place = Place {
            row: row.at,
            columns: BTreeMap::new(),
            unknown: Vec::new(),
            renamed: Vec::new(),
        };
        let mut others = Vec::new();
        for (column, cell) in &row.cells {
            let title = cell.written();
            match known.get(&normal(&title)) {
                Some(at) if !place.columns.contains_key(at) => {
                    place.columns.insert(*at, *column);
                }
                _ => others.push((*column, title)),
            }
        }
        // What an online form puts around a title is no other title; what it only means comes last.
        others.retain(|(column, title)| {
            let at = known.get(&question(title)).copied();
            let at = at.filter(|at| !place.columns.contains_key(at));
            at.is_none_or(|at| place.columns.insert(at, *column).is_some())
        });
        for (column, title) in others {
            match meant(grid, &place, column, &title, titles) {
                Some(at) => {
                    place.columns.insert(at, column);
                    place.renamed.push((column, title, at));
                }
                None => place.unknown.push((column, title)),
            }
        }
        place
    });
    let open = |place: &Place| {
        let mut open = Open::ALL.into_iter().filter_map(|open| of(open.title()));
        open.any(|at| place.columns.contains_key(&at))
    };
    best.filter(|place| {
        let mut who = who.iter().flatten();
        open(place) && who.any(|at| place.columns.contains_key(at))
    })
    .max_by_key(|place| (place.columns.len(), std::cmp::Reverse(place.row)))
}

/// The place of the title that a header cell means by the one vocabulary, where no other cell has it.
fn meant(grid: &Grid, place: &Place, column: u32, title: &str, titles: &[String]) -> Option<usize> {
    let bare = question(title);
    let free = |title: &str| {
        let at = titles
            .iter()
            .position(|known| normal(known) == normal(title))?;
        (!place.columns.contains_key(&at)).then_some(at)
    };
    let own = Open::ALL
        .into_iter()
        .find(|open| open.also().contains(&bare.as_str()));
    if let Some(open) = own {
        return free(open.title());
    }
    let found = vocabulary::named(&bare)?;
    match found {
        Named::SerialOrCode => free(CODE),
        Named::PlannedOrActual => free(Open::On.title()),
        Named::Responsible => free(Key::Dept.title()),
        Named::Looked => free(Key::UnitName.title()),
        Named::OfDocument => free(Key::External.title()),
        Named::StatusOrProgress | Named::StatusOrOutcome => {
            let cells = grid.rows.iter().filter(|row| row.at > place.row);
            let states = cells.filter(|row| {
                let text = row.cell(column).written();
                register::status_told(&text).is_some_and(|(_, more)| more.is_empty())
            });
            let open = match found {
                _ if states.count() > 0 => Open::Status,
                Named::StatusOrOutcome => Open::Outcome,
                _ => Open::Progress,
            };
            free(open.title())
        }
        Named::Key(key) => match Open::of(key) {
            Some(open) => free(open.title()),
            None => free(key.title()),
        },
    }
}

fn note(grid: &Grid, place: &Place, column: &str, value: String, reason: &str) -> Rejected {
    Rejected {
        sheet: grid.name.clone(),
        row: place.row + 1,
        column: column.to_owned(),
        value,
        reason: reason.to_owned(),
        advice: None,
    }
}

/// Columns that are gone or were added.
pub(super) fn notes(grid: &Grid, place: &Place, titles: &[String]) -> Vec<Rejected> {
    let gone = titles.iter().enumerate();
    let gone = gone.filter(|(at, _)| !place.columns.contains_key(at));
    let gone = gone.map(|(_, title)| {
        let reason = "下发时的这一列不见了，该列按未填处理";
        note(grid, place, title, String::new(), reason)
    });
    let added = place.unknown.iter().map(|(at, title)| {
        let reason = "不是下发表中的列，未采用";
        note(grid, place, &letters(*at), title.clone(), reason)
    });
    gone.chain(added).collect()
}

/// Columns under another title than they were sent with.
pub(super) fn renamed(grid: &Grid, place: &Place, titles: &[String]) -> Vec<Told> {
    let renamed = place.renamed.iter().map(|(column, title, at)| Told {
        sheet: grid.name.clone(),
        row: place.row + 1,
        column: letters(*column),
        done: format!("“{}”按“{}”读取", title.trim(), titles[*at]),
    });
    renamed.collect()
}

/// The rows beneath the header that say something under any title but 序号.
pub(super) fn rows(grid: &Grid, place: &Place, sent: &Sent) -> Vec<Found> {
    let column = |title: &str| {
        let at = sent.titles.iter().position(|known| known == title)?;
        place.columns.get(&at).copied()
    };
    let (code, serial) = (column(CODE), column(Key::Serial.title()));
    let (problem, measures) = (column(Key::Problem.title()), column(Key::Measures.title()));
    let columns: BTreeSet<u32> = place.columns.values().copied().collect();
    let says = |at: u32| columns.contains(&at) && Some(at) != serial;
    let mut seen = BTreeSet::new();
    let beneath = grid.rows.iter().filter(|row| row.at > place.row);
    let filled = beneath.filter(|row| row.cells.iter().any(|(at, _)| says(*at)));
    filled
        .map(|row| {
            let cell = code.map_or(&Cell::Empty, |at| row.cell(at));
            let text =
                |at: Option<u32>| at.map_or_else(String::new, |at| grid.cell(row.at, at).written());
            let code = code_written(&cell.written());
            Found {
                at: row.at,
                dated: matches!(cell, Cell::Date(_)),
                repeated: !code.is_empty() && !seen.insert(code.clone()),
                code,
                problem: text(problem),
                measures: text(measures),
            }
        })
        .collect()
}

/// A code as it is compared: 第２项 is 2, brackets are wide.
fn code_written(text: &str) -> String {
    let narrow = width::narrow_all(text.trim());
    let bare = narrow
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix('项'));
    let code = bare.unwrap_or(&narrow).trim();
    code.replace('(', "（").replace(')', "）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_of_online_forms() {
        for (title, bare) in [
            ("1.问题编号（必填）", "问题编号"),
            ("*2、完成状态(单选)", "完成状态"),
            ("Q3：本期进展情况", "本期进展情况"),
            ("第4题 整改成效（200字以内）（选填）", "整改成效"),
            ("问题编号", "问题编号"),
            ("2022年进展", "年进展"),
        ] {
            assert_eq!(question(title), bare, "{title}");
        }
    }

    #[test]
    fn codes_as_people_write_them() {
        for (text, code) in [("第２项", "2"), (" 12(1) ", "12（1）"), ("A03-2", "A03-2")] {
            assert_eq!(code_written(text), code, "{text}");
        }
    }
}
