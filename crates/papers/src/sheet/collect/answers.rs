//! Answers of an online form (在线表单): a row each, with the time at which it was given.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::Told;
use super::locate::{CODE, Found, Place, question};
use office::cell::Cell;
use office::grid::Grid;
use office::text::width;

/// Titles under which online forms write when an answer was given.
const TIME: [&str; 10] = [
    "提交时间",
    "填写时间",
    "答题时间",
    "提交答卷时间",
    "结束时间",
    "提交日期",
    "填报时间",
    "更新时间",
    "创建时间",
    "时间戳记",
];
/// Titles under which they write by whom.
const WHO: [&str; 8] = [
    "提交者",
    "提交人",
    "填写人",
    "填写者",
    "答题人",
    "填报人",
    "昵称",
    "提交者昵称",
];

/// Titles of questions after the department of whoever answers.
const DEPT: [&str; 7] = [
    "部门",
    "科室",
    "所在部门",
    "所在科室",
    "填报部门",
    "您的部门",
    "所属部门",
];

/// The columns in which an online form says when and by whom.
pub(super) struct Asked {
    time: u32,
    who: Option<u32>,
    /// Of which department.
    pub(super) dept: Option<u32>,
}

/// Whether the sheet is one of answers, by its header.
pub(super) fn asked(grid: &Grid, place: &Place) -> Option<Asked> {
    let header = grid.row(place.row)?;
    let column = |titles: &[&str]| {
        let mut cells = header.cells.iter();
        let found = cells.find(|(_, cell)| titles.contains(&bare(cell).as_str()));
        found.map(|(at, _)| *at)
    };
    Some(Asked {
        time: column(&TIME)?,
        who: column(&WHO),
        dept: column(&DEPT),
    })
}

fn bare(cell: &Cell) -> String {
    question(&cell.written())
}

/// The rows that no later answer for the same task takes the place of; the others are told.
pub(super) fn latest(
    grid: &Grid,
    asked: &Asked,
    rows: Vec<Found>,
    told: &mut Vec<Told>,
) -> Vec<Found> {
    let mut last: BTreeMap<String, (Option<NaiveDateTime>, u32)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.code.is_empty()) {
        let given = (time(grid, asked, row.at), row.at);
        let known = last.entry(row.code.clone()).or_insert(given);
        *known = (*known).max(given);
    }
    let mut kept = Vec::new();
    for mut row in rows {
        match last.get(&row.code) {
            Some((then, at)) if *at != row.at => told.push(Told {
                sheet: grid.name.clone(),
                row: row.at + 1,
                column: CODE.to_owned(),
                done: format!(
                    "编号{}这一次{}以后又提交过，在第{}行{}，{}",
                    row.code,
                    given(grid, asked, row.at),
                    at + 1,
                    given(grid, asked, *at),
                    if time(grid, asked, row.at) == *then {
                        "看不出先后，以靠下的一行为准"
                    } else {
                        "以后一次为准"
                    }
                ),
            }),
            _ => {
                row.repeated = false;
                kept.push(row);
            }
        }
    }
    kept
}

/// When the last of these answers was given.
pub(super) fn last_time(grid: &Grid, asked: &Asked, rows: &[Found]) -> Option<NaiveDateTime> {
    rows.iter()
        .filter_map(|row| time(grid, asked, row.at))
        .max()
}

/// By whom and when, as it stands there: （张三，2022-09-10 09:05）.
fn given(grid: &Grid, asked: &Asked, row: u32) -> String {
    let said = |at: Option<u32>| at.map(|at| grid.cell(row, at).written().trim().to_owned());
    let said = [said(asked.who), said(Some(asked.time))];
    let said: Vec<String> = said
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    if said.is_empty() {
        String::new()
    } else {
        format!("（{}）", said.join("，"))
    }
}

fn time(grid: &Grid, asked: &Asked, row: u32) -> Option<NaiveDateTime> {
    match grid.cell(row, asked.time) {
        Cell::Date(day) => day.and_hms_opt(0, 0, 0),
        cell => moment(&cell.written()),
    }
}

/// A time as online forms write it: its numbers in the order year, month, day, hour, minute, second.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = width::narrow_all(text);
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter_map(|digits| digits.parse::<u32>().ok());
    let numbers: Vec<u32> = numbers.collect();
    let [year, month, day, rest @ ..] = numbers.as_slice() else {
        return None;
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)?;
    let part = |at: usize| rest.get(at).copied().unwrap_or(0);
    let later = u32::from((text.contains("下午") || text.contains("PM")) && part(0) < 12) * 12;
    day.and_hms_opt(part(0) + later, part(1), part(2))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn times_as_online_forms_write_them() {
        for (text, told) in [
            ("2022/9/10 9:05", "2022-09-10 09:05:00"),
            ("2022-09-10 09:05:33", "2022-09-10 09:05:33"),
            ("2022年9月10日 09：05", "2022-09-10 09:05:00"),
            ("2022/9/10 下午3:20:10", "2022-09-10 15:20:10"),
            ("2022-09-10", "2022-09-10 00:00:00"),
        ] {
            assert_eq!(
                moment(text).map(|time| time.to_string()).as_deref(),
                Some(told),
                "{text}"
            );
        }
        assert_eq!(moment("昨天"), None);
    }
}
