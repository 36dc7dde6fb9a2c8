//! Several records in one cell: how they are written, and how the same cell is read back.

mod shares;

use chrono::{Datelike as _, NaiveDate};

pub use shares::{shares_read, shares_written};

use model::deadline::{Anchor, Deadline, Term};
use model::event::{Progressed, TaskEvent};
use model::figure::Figure;
use model::task::{Extension, Measure, Progress};
use office::text::sentence;

/// 限期整改, 立行立改 or 长期坚持: the words of a term.
pub fn term_word(term: Term) -> &'static str {
    match term {
        Term::Date(_) => "限期整改",
        Term::Immediate => "立行立改",
        Term::LongTerm => "长期坚持",
    }
}

/// The measures of a task in one cell, one on a line, under the keys that their codes show.
pub fn measures_written(measures: &[Measure]) -> String {
    match measures {
        [only] if only.key == 1 && measures_read(&only.text).is_none() => only.text.clone(),
        several => several
            .iter()
            .map(|measure| format!("（{}）{}", measure.key, measure.text))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// Measures under their keys as [`measures_written`] writes them; `None` for any other cell.
pub fn measures_read(cell: &str) -> Option<Vec<(u32, String)>> {
    let mut read: Vec<(u32, String)> = Vec::new();
    for line in cell.split('\n') {
        let last = read.last().map_or(0, |(key, _)| *key);
        if let Some((key, text)) = keyed(line).filter(|(key, _)| *key > last) {
            read.push((key, text.to_owned()));
        } else {
            let (_, text) = read.last_mut()?;
            text.push('\n');
            text.push_str(line);
        }
    }
    Some(read).filter(|read| !read.is_empty())
}

fn keyed(line: &str) -> Option<(u32, &str)> {
    let (key, text) = line.strip_prefix('（')?.split_once('）')?;
    let plain = (1..=4).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| Some((key.parse().ok()?, text)))?
}

/// A day in ISO form, or the words of a deadline that has none.
pub fn day_or_words(deadline: &Deadline) -> String {
    let day = deadline.date();
    day.map_or_else(|| deadline.phrase.clone(), |day| day.to_string())
}

/// An extension with all that belongs to it, so that it can be read back:
/// `2022-06-01 由“2022-06-30”延至“2022-09-30”（批准：局党组会），原因：重新招标`.
pub fn extension_written(extension: &Extension) -> String {
    let from = extension
        .from
        .as_ref()
        .map_or_else(String::new, |from| format!("由“{}”", day_or_words(from)));
    let approved = extension
        .approved_by
        .as_ref()
        .map_or_else(String::new, |by| format!("（批准：{by}）"));
    format!(
        "{} {from}延至“{}”{approved}，原因：{}",
        extension.on,
        day_or_words(&extension.to),
        extension.reason
    )
}

/// An extension as read from a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The day it was granted.
    pub on: NaiveDate,
    /// The words of the deadline before.
    pub from: Option<String>,
    /// Those of the deadline after.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Who granted it.
    pub approved_by: Option<String>,
}

impl Granted {
    /// The event that grants it once more.
    pub(crate) fn event(self, anchor: Anchor) -> TaskEvent {
        TaskEvent::Extended {
            on: self.on,
            deadline: Deadline::keep(&self.to, Some(anchor)),
            reason: self.reason,
            approved_by: self.approved_by,
        }
    }
}

/// Extensions as [`extension_written`] writes them, one below the other; `None` for any other cell.
pub fn extensions_read(cell: &str) -> Option<Vec<Granted>> {
    let mut written: Vec<(NaiveDate, String)> = Vec::new();
    for line in cell.split('\n') {
        let begins = |text: &str| text.starts_with("由“") || text.starts_with("延至“");
        if let Some((on, text)) = dated(line).filter(|(_, text)| begins(text)) {
            written.push((on, text.to_owned()));
        } else {
            let (_, text) = written.last_mut()?;
            text.push('\n');
            text.push_str(line);
        }
    }
    written
        .into_iter()
        .map(|(on, text)| granted(on, &text))
        .collect()
}

fn granted(on: NaiveDate, text: &str) -> Option<Granted> {
    let (from, rest) = match text.strip_prefix("由“") {
        Some(rest) => rest
            .split_once("”延至“")
            .map(|(from, rest)| (Some(from), rest))?,
        None => (None, text.strip_prefix("延至“")?),
    };
    let (to, rest) = rest.split_once('”')?;
    let (approved_by, reason) = match rest.strip_prefix("（批准：") {
        Some(rest) => rest
            .split_once("），原因：")
            .map(|(by, reason)| (Some(by.to_owned()), reason))?,
        None => (None, rest.strip_prefix("，原因：")?),
    };
    Some(Granted {
        on,
        from: from.map(str::to_owned),
        to: to.to_owned(),
        reason: reason.to_owned(),
        approved_by,
    })
}

/// A progress note as read from a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The day before the text, where one stands there.
    pub on: Option<NaiveDate>,
    /// The measure that it names.
    pub measure: Option<u32>,
    /// A periodic check.
    pub check: bool,
    /// What was done.
    pub text: String,
    /// Counted facts.
    pub figures: Vec<Figure>,
}

/// A note with all that belongs to it, so that it can be read back:
/// `2022-03-15 措施2：开展集中学习【集中学习=3次】`.
pub fn progress_written(note: &Progress, with_measure: bool) -> String {
    let check = if note.check { "回头看：" } else { "" };
    let measure = note
        .measure
        .filter(|_| with_measure)
        .map_or_else(String::new, |key| format!("措施{key}："));
    let figures: Vec<String> = note.figures.iter().map(Figure::written).collect();
    let figures = match figures.as_slice() {
        [] => String::new(),
        figures => format!("【{}】", figures.join("；")),
    };
    format!("{} {check}{measure}{}{figures}", note.date, note.text)
}

/// A note as it is told to superiors: `2022年3月15日，开展集中学习（集中学习3次）`.
pub fn progress_told(note: &Progress) -> String {
    let text = sentence::lines_as_clauses(&note.text);
    // A text that says when is not given another day.
    let day = if names_another_day(&text, note.date) {
        String::new()
    } else {
        note.date.format("%Y年%-m月%-d日，").to_string()
    };
    let figures: Vec<String> = note.figures.iter().map(ToString::to_string).collect();
    match (text.as_str(), figures.as_slice()) {
        (text, []) => format!("{day}{text}"),
        ("", figures) => format!("{day}{}", figures.join("、")),
        (text, figures) => format!("{day}{text}（{}）", figures.join("、")),
    }
}

/// Whether a text says itself on which day it was (已于3月14日印发), and that is not the day of its record: it
/// is not told under the record's.
pub fn names_another_day(text: &str, date: NaiveDate) -> bool {
    let named = text.match_indices('月').filter_map(|(at, sign)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let month: u32 = text[before.len()..at].parse().ok()?;
        let rest = &text[at + sign.len()..];
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let day: u32 = rest[..rest.len() - behind.len()].parse().ok()?;
        let behind = behind.strip_prefix(['日', '号'])?;
        // 12月30日前, 截至9月30日: no day on which it was done.
        let limit = behind.starts_with('前') || before.ends_with(['至', '止', '到', '前']);
        (!limit).then_some((month, day))
    });
    let mut named = named.peekable();
    named.peek().is_some() && named.all(|(month, day)| (month, day) != (date.month(), date.day()))
}

/// A note of that day that says nothing yet.
pub fn nothing_noted(on: NaiveDate) -> Progressed {
    Progressed {
        on,
        ..Progressed::default()
    }
}

/// The notes of a cell. A line without a day belongs to the note before it; a cell without any day
/// is one note.
pub fn progress_read(cell: &str) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for line in cell.split('\n') {
        match (dated(line), notes.last_mut()) {
            (Some((on, text)), _) => notes.push(note(Some(on), text)),
            (None, Some(last)) => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            (None, None) if line.trim().is_empty() => {}
            (None, None) => notes.push(note(None, line)),
        }
    }
    for note in &mut notes {
        take_figures(note);
    }
    notes
}

fn dated(line: &str) -> Option<(NaiveDate, &str)> {
    let (day, text) = line.split_at_checked(10)?;
    let iso = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let text = text.strip_prefix(' ').or(text.is_empty().then_some(""))?;
    iso.then(|| day.parse().ok())?.map(|day| (day, text))
}

fn note(on: Option<NaiveDate>, text: &str) -> Note {
    let (check, text) = match text.strip_prefix("回头看：").filter(|_| on.is_some()) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (measure, text) = on
        .and_then(|_| measure_named(text))
        .map_or((None, text), |(key, rest)| (Some(key), rest));
    Note {
        on,
        measure,
        check,
        text: text.to_owned(),
        figures: Vec::new(),
    }
}

fn measure_named(text: &str) -> Option<(u32, &str)> {
    let (key, rest) = text.strip_prefix("措施")?.split_once('：')?;
    let plain = (1..=4).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| Some((key.parse().ok()?, rest)))?
}

fn take_figures(note: &mut Note) {
    let Some((text, figures)) = note
        .text
        .strip_suffix('】')
        .and_then(|text| text.rsplit_once('【'))
    else {
        return;
    };
    let read: Option<Vec<Figure>> = figures.split('；').map(Figure::read).collect();
    if let Some(figures) = read {
        note.figures = figures;
        note.text = text.to_owned();
    }
}

/// The note of evidence that was named and has not come.
pub fn evidence_wanted(names: &[String]) -> String {
    format!("佐证材料待添加：{}", names.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(key: u32, text: &str) -> Measure {
        Measure {
            key,
            text: text.to_owned(),
            ..Measure::default()
        }
    }

    #[test]
    fn measures_come_back_under_their_keys() {
        for measures in [
            vec![measure(1, "完善学习制度"), measure(3, "开展培训\n每季一次")],
            vec![measure(2, "只剩一条")],
            vec![measure(1, "（1）带号的原文")],
        ] {
            let written = measures_written(&measures);
            let read = measures_read(&written).expect("own form");
            let expect: Vec<_> = measures.iter().map(|m| (m.key, m.text.clone())).collect();
            assert_eq!(read, expect, "{written}");
        }
        assert_eq!(measures_written(&[measure(1, "一条")]), "一条");
        assert_eq!(measures_read("一条"), None);
    }

    #[test]
    fn notes_come_back_with_day_measure_and_figures() {
        let figure = Figure::read("集中学习=3次").expect("a figure");
        let noted = Progress {
            entry: 7,
            date: "2022-03-15".parse().expect("a day"),
            text: "开展集中学习\n并作交流".to_owned(),
            measure: Some(2),
            figures: vec![figure.clone()],
            check: true,
            internal: false,
            submission: None,
            institutions: Vec::new(),
            told: None,
        };
        let written = progress_written(&noted, true);
        let line = "2022-03-15 回头看：措施2：开展集中学习\n并作交流【集中学习=3次】";
        assert_eq!(written, line);
        let expect = Note {
            on: Some(noted.date),
            measure: Some(2),
            check: true,
            text: noted.text.clone(),
            figures: vec![figure],
        };
        assert_eq!(progress_read(&written), [expect]);
        assert_eq!(
            progress_read("正在推进中【详见附件】")[0].text,
            "正在推进中【详见附件】"
        );
    }
}
