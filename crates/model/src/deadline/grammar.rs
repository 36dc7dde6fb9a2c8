//! The grammar of date phrases: a phrase is known whole, or it is none.

use chrono::{Datelike as _, NaiveDate};

use super::DateFault;
use super::cursor::Cursor;
use super::span::{Point, Reckoning, Year};
use super::words;

/// What a phrase says.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    /// Its dates in order.
    items: Vec<Item>,
    /// 长期坚持
    pub(super) long_term: bool,
    /// 立行立改
    pub(super) at_once: bool,
    /// Words stand around its dates.
    worded: bool,
}

/// A date, or a stretch from one to another.
#[derive(Debug, Clone, Copy)]
struct Item {
    begin: Option<Point>,
    end: Point,
    /// 3月启动: the day when work begins, by which nothing is due.
    begins: bool,
}

/// What stands between dates and words.
const SEPARATORS: [char; 12] = [
    '、', ',', ';', '。', '.', '(', ')', '【', '】', '“', '”', '"',
];

/// The phrase, where every word and number of it is known.
pub(super) fn read(text: &[char]) -> Result<Phrase, DateFault> {
    let mut cursor = Cursor { rest: text };
    let mut phrase = Phrase::default();
    // Two dates that nothing parts are no list: 2022年2023年底.
    let mut after_date = false;
    while let Some(c) = cursor.next() {
        if SEPARATORS.contains(&c) {
            cursor.rest = &cursor.rest[1..];
            after_date = false;
        } else if !after_date && let Some(item) = item(&mut cursor)? {
            phrase.items.push(item);
            after_date = true;
        } else if phrase.word(&mut cursor) {
            phrase.worded = true;
            after_date = false;
        } else {
            return Err(DateFault::Unknown);
        }
    }
    Ok(phrase)
}

fn item(cursor: &mut Cursor<'_>) -> Result<Option<Item>, DateFault> {
    let before = cursor.rest;
    let from = cursor.any(words::FROM);
    let Some(first) = cursor.point()? else {
        cursor.rest = before;
        return Ok(None);
    };
    if let Some(end) = range_end(cursor, first)? {
        return Ok(Some(Item {
            begin: Some(first),
            end,
            begins: false,
        }));
    }
    let begins = cursor.any(words::BEGINS);
    if from && !begins {
        return Err(DateFault::Unknown);
    }
    Ok(Some(Item {
        begin: None,
        end: first,
        begins,
    }))
}

/// 至6月底 behind 3月; -30日 behind 6月1日.
fn range_end(cursor: &mut Cursor<'_>, first: Point) -> Result<Option<Point>, DateFault> {
    let before = cursor.rest;
    cursor.take("起");
    if cursor.take("到位") || !cursor.any(words::TO) {
        cursor.rest = before;
        return Ok(None);
    }
    if let Some(end) = cursor.day_of(first) {
        return Ok(Some(end));
    }
    cursor.point()?.map(Some).ok_or(DateFault::Unknown)
}

impl Phrase {
    /// Takes a word that is no date.
    fn word(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if cursor.any(words::LONG_TERM) {
            self.long_term = true;
            return true;
        }
        if cursor.any(words::AT_ONCE) {
            self.at_once = true;
            return true;
        }
        cursor.any(words::AROUND) || cursor.whole(repeated).is_some()
    }

    /// The only date, where nothing else is said.
    pub(super) fn alone(&self) -> Option<Point> {
        match self.items.as_slice() {
            [item] if item.begin.is_none() && !item.begins && !self.worded => Some(item.end),
            _ => None,
        }
    }

    /// Whether the same words would mean another day if they were said on another one.
    pub(super) fn is_relative(&self) -> bool {
        let due = self.items.iter().filter(|item| !item.begins);
        due.clone().any(|item| item.end.is_relative())
    }

    /// Whether a year is missing that only a meeting or other dates could tell.
    pub(super) fn lacks_year(&self) -> bool {
        for item in &self.items {
            match (item.begin.unwrap_or(item.end), item.end) {
                (Point::Of(Some(_), _), _) | (_, Point::Of(Some(_), _)) => return false,
                (_, Point::Of(None, _)) => return true,
                _ => {}
            }
        }
        false
    }

    /// The last of the days that are due; nothing where none is.
    pub(super) fn day(&self, reckoning: Reckoning) -> Result<Option<NaiveDate>, DateFault> {
        let (mut said, mut before, mut latest) = (None, None, None);
        for item in &self.items {
            if let Some(begin) = item.begin {
                let year = begin.year(reckoning, said)?.or(said);
                let dated = year.is_some() || matches!(item.end, Point::Of(Some(Year::Next), _));
                if dated {
                    let day = begin.last_day(reckoning, year)?;
                    said = Some(day.year());
                    before = Some(day);
                } else if !in_order(begin, item.end) {
                    return Err(DateFault::Unknown);
                }
            }
            let own = item.end.year(reckoning, said)?;
            let day = item
                .end
                .last_day(reckoning, own.or(said).or(reckoning.year))?;
            // A year said before holds for what follows it, but 2022年11月、1月 may be the next year's.
            let carried = own.is_none() && said.is_some();
            if before.is_some_and(|before| day < before && (carried || item.begin.is_some())) {
                return Err(DateFault::Unknown);
            }
            if let Some(year) = own {
                said = Some(year);
            }
            before = said.map(|_| day);
            if !item.begins {
                latest = latest.max(Some(day));
            }
        }
        Ok(latest)
    }
}

/// Whether a stretch without years runs forward: 11月至3月 needs to say which years.
fn in_order(begin: Point, end: Point) -> bool {
    const SOME_LEAP_YEAR: i32 = 2024;
    let day = |point: Point| match point {
        Point::Of(None, span) => span.in_year(SOME_LEAP_YEAR),
        _ => None,
    };
    match (day(begin), day(end)) {
        (Some(begin), Some(end)) => begin <= end,
        _ => true,
    }
}

/// 每季度检查一次, 每月至少2次, 按季度.
fn repeated(cursor: &mut Cursor<'_>) -> Option<()> {
    let every = cursor.take("每");
    if !every && !cursor.any(&["按", "逐"]) {
        return None;
    }
    if every {
        cursor.whole(|rest| {
            rest.number()?;
            rest.take("个").then_some(())
        });
    }
    if !cursor.any(&["半年", "季度", "季", "月", "年度", "年", "周", "天", "日"]) {
        return None;
    }
    cursor.any(&["底", "末", "初"]);
    if cursor.whole(times).is_none() {
        cursor.any(words::AROUND);
        cursor.whole(times);
    }
    Some(())
}

/// 一次, 至少2次
fn times(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.any(&["至少", "不少于"]);
    cursor.number()?;
    cursor.any(&["次", "回", "场", "遍"]).then_some(())
}
