//! Words in the texts of a row, and the condition that all are there.

use std::sync::Arc;

use memchr::memmem::Finder;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};

use super::row::{self, COLUMNS, Column};
use model::task::{Searched, Task};
use model::unit::UnitId;
use office::text::needle::{Needle, Words};

/// How well the texts fit the words, as SQL asks for it; null where one is missing.
const FIT: &str = "fit";
/// Whether the texts hold every word, as SQL asks for it.
const HOLDS: &str = "holds";
/// How many texts are searched.
pub(super) const TEXTS: usize = Searched::ALL.len();

/// The column of what is searched, and whether it is a list in JSON.
fn column(searched: Searched) -> (Column, bool) {
    match searched {
        Searched::Problem => (Column::problem, false),
        Searched::External => (Column::external, false),
        Searched::Measures => (Column::measures, true),
        Searched::Detail => (Column::detail, false),
        Searched::Outcome => (Column::outcome, false),
        Searched::Progress => (Column::progress, true),
    }
}

/// The columns that are searched, the weightiest first.
fn texts() -> String {
    let texts = Searched::ALL.map(|searched| {
        let (column, _) = column(searched);
        format!("task.{}", COLUMNS[column as usize])
    });
    texts.join(", ")
}

/// What stands before a text in such a list; inside a text its quotes would be escaped.
const KEY: &[u8] = br#""text":""#;
/// A word as it stands in a text, and as it stands in one inside JSON.
#[derive(Debug)]
pub(super) struct Word {
    plain: Needle,
    quoted: Needle,
}

impl Word {
    pub(super) fn all(words: &Words) -> Vec<Self> {
        let word = |text: &str| Self {
            plain: Needle::new(text),
            quoted: Needle::new(&escaped(text)),
        };
        words.texts().map(word).collect()
    }

    /// The first place where it stands and how often it does there.
    fn find(&self, texts: &[&[u8]; TEXTS]) -> Option<(usize, usize)> {
        let texts = texts.iter().zip(Searched::ALL).enumerate();
        texts.into_iter().find_map(|(at, (text, searched))| {
            let (_, is_list) = column(searched);
            let times = if is_list {
                self.count_in(text)
            } else {
                self.plain.count(text)
            };
            (times > 0).then_some((at, times))
        })
    }

    /// Whether it stands anywhere.
    fn is_in(&self, texts: &[&[u8]; TEXTS]) -> bool {
        let mut texts = texts.iter().zip(Searched::ALL);
        texts.any(|(text, searched)| match column(searched) {
            (_, true) => self.count_in(text) > 0,
            (_, false) => self.plain.is_in(text),
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

/// Where the words stand, summed, and how often; `None` when one is missing.
pub(super) fn fit(words: &[Word], texts: &[&[u8]; TEXTS]) -> Option<(usize, usize)> {
    let (mut places, mut times) = (0, 0);
    for word in words {
        let (place, often) = word.find(texts)?;
        places += place;
        times += often;
    }
    Some((places, times))
}

/// The same of a task that stands in no row.
pub(super) fn fit_task(words: &[Word], task: &Task) -> Option<(usize, usize)> {
    let row = row::columns(UnitId::OWN, task);
    let texts = Searched::ALL.map(|searched| match &row[column(searched).0 as usize] {
        Value::Text(text) => text.as_bytes(),
        _ => &[],
    });
    fit(words, &texts)
}

/// Whether a task holds every word where a search looks.
pub fn holds_words(task: &Task, words: &Words) -> bool {
    fit_task(&Word::all(words), task).is_some()
}

pub(super) fn bytes(value: ValueRef<'_>) -> &[u8] {
    value.as_bytes_or_null().ok().flatten().unwrap_or_default()
}

/// Lets conditions ask whether a row holds every word, with the same scan.
pub(super) fn register_functions(connection: &Connection) -> Result<(), rusqlite::Error> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    // Whether a list can hold a text at all: to read it takes far longer.
    connection.create_scalar_function("has_part", 2, flags, |context: &Context<'_>| {
        let part = context.get_or_create_aux(1, |part| {
            Ok::<_, std::str::Utf8Error>(Finder::new(bytes(part)).into_owned())
        })?;
        Ok(part.find(bytes(context.get_raw(0))).is_some())
    })?;
    let arguments = 1 + TEXTS as i32;
    connection.create_scalar_function(FIT, arguments, flags, |context: &Context<'_>| {
        Ok(fit(&words_of(context)?, &texts_of(context)).map(packed))
    })?;
    connection.create_scalar_function(HOLDS, arguments, flags, |context: &Context<'_>| {
        let texts = texts_of(context);
        Ok(words_of(context)?.iter().all(|word| word.is_in(&texts)))
    })
}

/// The words that stand before the texts.
fn words_of(context: &Context<'_>) -> Result<Arc<Vec<Word>>, rusqlite::Error> {
    context.get_or_create_aux(0, |words| {
        let words = std::str::from_utf8(bytes(words))?;
        Ok::<_, std::str::Utf8Error>(Word::all(&Words::read(words)))
    })
}

fn texts_of<'a>(context: &'a Context<'_>) -> [&'a [u8]; TEXTS] {
    std::array::from_fn(|at| bytes(context.get_raw(at + 1)))
}

/// Places and times as one number, as [`FIT`] answers.
fn packed((places, times): (usize, usize)) -> i64 {
    let [places, times] = [places, times].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    // There are few places.
    i64::from(places) << 32 | i64::from(times)
}

/// The inverse.
pub(super) fn unpacked(number: i64) -> (usize, usize) {
    ((number >> 32) as usize, number as u32 as usize)
}

/// A text as it stands in a list in JSON.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// How well a row fits the words of a text.
pub(super) fn fits() -> String {
    format!("{FIT}(?, {})", texts())
}

/// The condition that a row holds every word of a text.
pub(super) fn holds() -> String {
    format!("{HOLDS}(?, {})", texts())
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
        let texts = |problem: &'static str, measures: &'static str| -> [&[u8]; TEXTS] {
            [problem.as_bytes(), b"", measures.as_bytes(), b"", b"", b""]
        };
        let list = r#"[{"key":1,"text":"text甲\n甲\"","dept":"乙科"}]"#;
        for (word, problem, found) in [
            ("甲", "甲乙", Some((0, 1))),
            ("甲", "丙", Some((2, 2))),
            ("乙科", "丙", None),
            ("key", "丙", None),
            ("TEXT", "丙", Some((2, 1))),
            ("n", "丙", None),
            ("\"", "丙", Some((2, 1))),
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
