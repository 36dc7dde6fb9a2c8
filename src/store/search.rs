//! Search: one scan over the bytes of the rows. A word of one or two characters is as good as a long
//! one, nothing is kept beside the rows, and nothing is allocated for a row that has no hit.

use std::collections::BinaryHeap;
use std::fmt::Write as _;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::query::{self, Conditions};
use super::{Error, Store, row};
use crate::model::scope::Scope;
use crate::model::task::Task;
use crate::model::unit::UnitId;
use crate::text::needle::{Needle, Words};

/// The texts that are searched, the weightiest first: 问题、措施、表现、成效、进展. Of the lists of
/// measures and notes only what people wrote counts, not the dates and names around it.
const TEXTS: &str = "task.problem, task.measures, task.detail, task.outcome, task.progress";
/// Which of them are lists in JSON.
const LISTS: [bool; 5] = [false, true, false, false, true];
/// What stands before a text in such a list; inside a text its quotes would be escaped.
const KEY: &[u8] = br#""text":""#;
/// Name of [`TEXTS`] holding every word, as SQL asks for it.
const HOLDS: &str = "holds";

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many tasks hold every word.
    pub total: u64,
    /// The most fitting of them, the best first.
    pub tasks: Vec<Task>,
}

/// How well a task fits; the least is the best.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Where its words stand, summed.
    places: usize,
    /// How often, the more the better.
    times: std::cmp::Reverse<usize>,
    /// Newer years come first,
    year: std::cmp::Reverse<i32>,
    /// then numbers.
    id: i64,
}

/// A word as it stands in a text, and as it stands in one inside JSON.
#[derive(Debug)]
struct Word {
    plain: Needle,
    quoted: Needle,
}

impl Word {
    fn all(words: &Words) -> Vec<Self> {
        let word = |text: &str| Self {
            plain: Needle::new(text),
            quoted: Needle::new(&escaped(text)),
        };
        words.texts().map(word).collect()
    }

    /// The first place where it stands and how often it does there.
    fn find(&self, texts: &[&[u8]; 5]) -> Option<(usize, usize)> {
        texts.iter().zip(LISTS).enumerate().find_map(|(at, text)| {
            let times = match text {
                (text, false) => self.plain.count(text),
                (list, true) => self.count_in(list),
            };
            (times > 0).then_some((at, times))
        })
    }

    fn count_in(&self, list: &[u8]) -> usize {
        if !self.quoted.is_in(list) {
            return 0;
        }
        let times = |raw: &[u8]| match memchr::memchr(b'\\', raw) {
            None => self.plain.count(raw),
            Some(_) => self.plain.count(unescaped(raw).as_bytes()),
        };
        Raw(list).map(times).sum()
    }
}

fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted[1..quoted.len().max(2) - 1].to_owned()
}

fn unescaped(raw: &[u8]) -> String {
    let quoted = [b"\"", raw, b"\""].concat();
    serde_json::from_slice(&quoted).unwrap_or_default()
}

/// The texts of a list, as they are written in JSON.
struct Raw<'a>(&'a [u8]);

impl<'a> Iterator for Raw<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let start = memchr::memmem::find(self.0, KEY)? + KEY.len();
        let text = &self.0[start..];
        let mut end = 0;
        loop {
            end += memchr::memchr2(b'"', b'\\', text.get(end..)?)?;
            if text[end] == b'"' {
                break;
            }
            end += 2;
        }
        self.0 = &text[end..];
        Some(&text[..end])
    }
}

fn fit(words: &[Word], texts: &[&[u8]; 5]) -> Option<(usize, usize)> {
    let (mut places, mut times) = (0, 0);
    for word in words {
        let (place, often) = word.find(texts)?;
        places += place;
        times += often;
    }
    Some((places, times))
}

pub(super) fn bytes(value: ValueRef<'_>) -> &[u8] {
    value.as_bytes_or_null().ok().flatten().unwrap_or_default()
}

/// Lets conditions ask whether a row holds every word, with the same scan.
pub(super) fn teach(connection: &Connection) -> Result<(), rusqlite::Error> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function(HOLDS, 6, flags, |context: &Context<'_>| {
        let words = context.get_or_create_aux(0, |words| {
            Ok::<_, std::str::Utf8Error>(Word::all(&Words::read(std::str::from_utf8(bytes(
                words,
            ))?)))
        })?;
        let texts = std::array::from_fn(|at| bytes(context.get_raw(at + 1)));
        Ok(fit(&words, &texts).is_some())
    })
}

/// The condition that a row holds every word of a text.
pub(super) fn holds() -> String {
    format!("{HOLDS}(?, {TEXTS})")
}

impl Store {
    /// The tasks of a scope that hold every word, the most fitting first, at most so many of them.
    pub fn search(&self, scope: &Scope, words: &Words, limit: usize) -> Result<Found, Error> {
        let words = Word::all(words);
        let mut best = BinaryHeap::new();
        let mut total = 0;
        for sql in self.scans(scope, &format!("task.id, task.year, {TEXTS}"))? {
            total += self.scan(&sql, &words, limit, &mut best)?;
        }
        let best = best.into_sorted_vec();
        let tasks = best.into_iter().map(|fit| self.task_of_row(fit.id));
        Ok(Found {
            total,
            tasks: tasks.collect::<Result<_, _>>()?,
        })
    }

    /// How many rows hold the words; the best are kept.
    fn scan(
        &self,
        sql: &Conditions,
        words: &[Word],
        limit: usize,
        best: &mut BinaryHeap<Fit>,
    ) -> Result<u64, Error> {
        let mut statement = self.connection.prepare_cached(&sql.sql)?;
        let mut rows = statement.query(params_from_iter(&sql.values))?;
        let mut total = 0;
        while let Some(row) = rows.next()? {
            let mut texts = [&[][..]; 5];
            for (at, text) in texts.iter_mut().enumerate() {
                *text = bytes(row.get_ref(at + 2)?);
            }
            let Some((places, times)) = fit(words, &texts) else {
                continue;
            };
            total += 1;
            let fit = Fit {
                places,
                times: std::cmp::Reverse(times),
                year: std::cmp::Reverse(row.get(1)?),
                id: row.get(0)?,
            };
            if best.len() < limit {
                best.push(fit);
            } else if let Some(mut worst) = best.peek_mut()
                && fit < *worst
            {
                *worst = fit;
            }
        }
        Ok(total)
    }

    /// The statements that read every row of the scope once: by an index where years or days
    /// narrow it, else row by row in the order of the file.
    pub(super) fn scans(&self, scope: &Scope, columns: &str) -> Result<Vec<Conditions>, Error> {
        let narrowed = !scope.years.is_empty()
            || scope.numbers.is_some()
            || (scope.open_only && scope.due_to.is_some());
        if narrowed {
            let mut sql = query::conditions(scope);
            sql.sql = format!("select {columns} from task{} order by task.id", sql.sql);
            return Ok(vec![sql]);
        }
        let ranges = self.ranges(scope)?.into_iter().map(|(first, last)| {
            let mut sql = query::conditions_but_unit(scope);
            let range = [row::id(first, 0), row::id(last, u32::MAX)];
            sql.add("task.id between ? and ?", range.map(Value::Integer));
            sql.sql = format!("select {columns} from task not indexed{}", sql.sql);
            sql
        });
        Ok(ranges.collect())
    }

    /// The units of the scope, neighbours joined: their rows stand together in the file.
    fn ranges(&self, scope: &Scope) -> Result<Vec<(UnitId, UnitId)>, Error> {
        let mut sql = Conditions::default();
        query::units(scope, "id", &mut sql);
        let text = format!("select id from unit{} order by id", sql.sql);
        let mut statement = self.connection.prepare_cached(&text)?;
        let mut rows = statement.query(params_from_iter(&sql.values))?;
        let mut ranges: Vec<(UnitId, UnitId)> = Vec::new();
        while let Some(row) = rows.next()? {
            let unit: u32 = row.get(0)?;
            match ranges.last_mut() {
                Some((_, last)) if last.0 + 1 == unit => last.0 = unit,
                _ => ranges.push((UnitId(unit), UnitId(unit))),
            }
        }
        Ok(ranges)
    }

    fn task_of_row(&self, id: i64) -> Result<Task, Error> {
        let mut sql = String::from(row::SELECT);
        let _ = write!(sql, " where task.id = $1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([id], row::task)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_list_end_where_they_end() {
        let list = r#"[{"key":1,"text":"甲\"text\":\"乙"},{"key":2,"text":"丙\\"},{"text":""}]"#;
        let texts: Vec<String> = Raw(list.as_bytes()).map(unescaped).collect();
        assert_eq!(texts, [r#"甲"text":"乙"#, r"丙\", ""]);
    }

    #[test]
    fn a_word_is_found_where_it_weighs_most() {
        let texts = |problem: &'static str, measures: &'static str| -> [&[u8]; 5] {
            [problem.as_bytes(), measures.as_bytes(), b"", b"", b""]
        };
        let list = r#"[{"key":1,"text":"text甲\n甲\"","dept":"乙科"}]"#;
        for (word, problem, found) in [
            ("甲", "甲乙", Some((0, 1))),
            ("甲", "丙", Some((1, 2))),
            ("乙科", "丙", None),
            ("key", "丙", None),
            ("TEXT", "丙", Some((1, 1))),
            ("n", "丙", None),
            ("\"", "丙", Some((1, 1))),
            ("\\", "丙", None),
        ] {
            let words = Word::all(&Words::read(word));
            assert_eq!(
                fit(&words, &texts(problem, list)),
                found,
                "{word} {problem}"
            );
        }
    }
}
