//! What the lines above a header say of the whole table: its year, whose it is, where it comes from.

use std::collections::BTreeMap;

use super::cells;
use super::row::{Register, RegisterRow};
use crate::vocabulary::{Key, Named, named};
use chrono::NaiveDate;
use model::deadline::Deadline;
use model::status::StatusKind;
use office::cell::Cell;
use office::grid::Grid;

/// What stands above a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    /// The year of its list.
    pub(super) year: Option<i32>,
    /// That year is no 年度, which may be the one that was looked at.
    pub(super) year_is_plain: bool,
    /// A day that some line tells, and whether the table was made after it as things were found.
    pub(super) day: Option<(NaiveDate, bool)>,
    /// The day on which it was filled in (填报日期), or up to which it tells (截至).
    pub(super) told_on: Option<NaiveDate>,
    /// It is the team's.
    of_team: bool,
    /// It is of a meeting, whose problems are mended in the year after.
    pub(super) of_meeting: bool,
    /// It is of a 民主生活会, whose month is no year of its list.
    of_democratic: bool,
    /// Said once for all rows (问题来源：…).
    pub(super) common: BTreeMap<Key, String>,
}

/// What is said above for all rows.
const COMMON: [Key; 5] = [Key::Source, Key::Dept, Key::Lead, Key::Owner, Key::Subject];

/// Words before the day of which a table tells.
const TOLD_ON: [&str; 7] = ["填报", "填表", "制表", "报送", "更新", "截至", "截止"];

impl Above {
    /// Of a table that begins with that row.
    pub(super) fn of(grid: &Grid, table: u32) -> Self {
        let lines = grid.rows.iter().take_while(|row| row.at < table);
        let texts = lines.flat_map(|row| row.cells.iter().map(|(_, cell)| cell.written()));
        let texts: Vec<String> = texts.map(|text| cells::one_line(&text)).collect();
        let mut above = Self::default();
        for text in &texts {
            above.of_team |= text.contains("班子");
            let meeting = ["民主生活会", "对照检查", "班子"];
            above.of_democratic |= text.contains("民主生活会");
            above.of_meeting |= meeting.iter().any(|word| text.contains(word));
            above.day = above.day.or_else(|| day_within(text));
            if TOLD_ON.iter().any(|word| text.contains(word)) {
                let day = day_within(text).map(|(day, _)| day);
                above.told_on = above.told_on.or(day);
            }
            if let Some((key, value)) = labelled(text) {
                above.common.entry(key).or_insert(value);
            }
        }
        let names = texts.iter().chain(std::iter::once(&grid.name));
        let stated = names.clone().find_map(|text| stated_year(text));
        above.year_is_plain = stated.is_none();
        above.year = stated.or_else(|| names.clone().find_map(|text| above.plain_year(text)));
        if !above.of_democratic {
            above.year = above.year.or_else(|| leading_year(&grid.name));
        }
        above
    }

    /// Tells the register what holds for all of it.
    pub(super) fn tell(&self, register: &mut Register) {
        register.year = register.year.or(self.year);
        register.of_team |= self.of_team;
    }

    /// What a person should know of a row that gives no day of what was done: the day of import stands for it,
    /// also where the table tells the day that it is of.
    pub(super) fn undated(&self, row: &RegisterRow) -> Option<String> {
        let dated = row.finished_on.is_some() || row.closed_on.is_some();
        let finish = !dated && row.status.is_some_and(StatusKind::is_finished);
        let note = row.progress.iter().any(|note| note.on.is_none());
        match self.told_on {
            Some(day) if finish || note => Some(format!(
                "没有写日期的进展、完成时间按导入日期记，表上写着的是 {day}"
            )),
            None if finish => Some("已完成而没有完成时间，按导入日期记".to_owned()),
            _ => None,
        }
    }

    /// The year in 2024年第二季度排查台账; not the year of a day that somebody signed, nor, of a meeting,
    /// that of the month when it was held.
    fn plain_year(&self, text: &str) -> Option<i32> {
        // CAPA跟踪表（2024）
        let bracketed = text.trim_end().trim_end_matches(['）', ')']);
        let inner = bracketed.rsplit_once(['（', '(']).map(|(_, inner)| inner);
        if let Some(year) = inner.filter(|_| !self.of_democratic).and_then(leading_year)
            && inner.is_some_and(|inner| inner.chars().count() == 4)
        {
            return Some(year);
        }
        let (before, rest) = text.split_once('年')?;
        let dated = rest.starts_with(|c: char| c.is_ascii_digit());
        if before.contains(['：', ':']) || self.of_democratic && dated {
            return None;
        }
        year_before(before)
    }
}

/// The day in 检查日期：2024年6月12日, which deadlines lie behind, or in （截至2024年9月30日）.
fn day_within(text: &str) -> Option<(NaiveDate, bool)> {
    let mut years = text.match_indices("20");
    years.find_map(|(at, _)| day_at(text, at))
}

fn day_at(text: &str, at: usize) -> Option<(NaiveDate, bool)> {
    let sign = |c: char| c.is_ascii_digit() || "年月日.-/".contains(c);
    let day: String = text[at..].chars().take_while(|c| sign(*c)).collect();
    let found = [
        "检查", "发现", "排查", "督查", "审核", "下发", "交办", "通知",
    ];
    let found = found.iter().any(|word| text[..at].contains(word));
    let whole = day.chars().filter(char::is_ascii_digit).count() >= 6;
    // 2024.05.14-15
    let read = || {
        let first = day.split('-').next().unwrap_or("");
        let words = [day.as_str(), first];
        words
            .iter()
            .find_map(|words| Deadline::keep(words, None).date())
    };
    whole.then(read)?.map(|day| (day, found))
}

/// 问题来源：县委第二巡察组
pub(super) fn labelled(text: &str) -> Option<(Key, String)> {
    let (label, value) = text.split_once(['：', ':'])?;
    let value = value.trim();
    let Some(Named::Key(key)) = named(label) else {
        return None;
    };
    let kept = COMMON.contains(&key) && !value.is_empty() && !value.contains(['：', ':']);
    kept.then(|| (key, value.to_owned()))
}

/// The year in 2021年度 or 二〇二一年度.
fn stated_year(text: &str) -> Option<i32> {
    let (before, _) = text.split_once("年度")?;
    year_before(before)
}

/// The year that a sheet's name begins with: 2024, 2024客诉.
fn leading_year(name: &str) -> Option<i32> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let year = digits.parse().ok().filter(|_| digits.len() == 4);
    year.filter(|year| (1990..=2100).contains(year))
}

/// The year that a text ends with.
fn year_before(before: &str) -> Option<i32> {
    let digits: Vec<char> = before.chars().rev().take(4).collect();
    let digits: String = digits.into_iter().rev().collect();
    cells::year(&Cell::Text(format!("{digits}年"))).filter(|_| digits.chars().count() == 4)
}
