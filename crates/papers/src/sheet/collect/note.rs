//! A returned note of progress: text, day and figures belong together, and come or stay together.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::Conflict;
use super::weigh::Weighing;
use crate::sheet::form::Open;
use documents::lines;
use documents::register;
use model::deadline::DateFault;
use model::event::{Progressed, TaskEvent};
use model::figure::Figure;
use model::task::Progress;
use office::cell::Cell;
use office::text::width;

/// The cells of a note.
struct Note {
    text: String,
    figures: Vec<Figure>,
    on: Option<NaiveDate>,
}

impl Weighing<'_> {
    /// Takes the note where it is sure. `told` holds what this collection's forms told before.
    pub(super) fn progress(&mut self, told: &mut BTreeMap<String, String>) {
        let Some(note) = self.note() else { return };
        let earlier = self.task.progress.iter().find(|known| {
            known.submission.as_deref() == Some(self.submission) && known.measure == self.measure
        });
        let dated = note.on.is_some();
        // Corrected without a day it still speaks of the day it spoke of.
        let day = note
            .on
            .or(earlier.map(|earlier| earlier.date))
            .unwrap_or(self.today);
        let before = earlier.map_or_else(String::new, written);
        let known = self.task.progress.iter().any(|known| {
            known.text == note.text
                && known.figures == note.figures
                && (known.date == day || !dated)
        });
        if known {
            return;
        }
        let theirs = if note.text.is_empty() {
            self.cell(Open::Figures.title())
                .map_or_else(String::new, Cell::written)
        } else {
            note.text.clone()
        };
        let progressed = Progressed {
            text: note.text,
            measure: self.measure,
            figures: note.figures,
            submission: Some(self.submission.to_owned()),
            ..lines::nothing_noted(day)
        };
        match self.task.log(progressed, self.today) {
            Err(refusal) => self.refuse(Open::Progress, &theirs, &refusal),
            Ok(event) => self.tell(before, theirs, event, told),
        }
    }

    /// Two forms may tell different stories of one row: the second is a conflict.
    fn tell(
        &mut self,
        before: String,
        theirs: String,
        event: TaskEvent,
        told: &mut BTreeMap<String, String>,
    ) {
        let first = told
            .entry(self.row.code.clone())
            .or_insert_with(|| theirs.clone());
        if *first == theirs {
            self.apply_over(before, Open::Progress.title(), theirs, event);
            return;
        }
        self.row.conflicts.push(Conflict {
            column: Open::Progress.title(),
            sent: String::new(),
            theirs,
            ours: first.clone(),
            last_entry: self.task.last_entry,
            event,
        });
    }

    /// The note, where its cells say one and can be understood.
    fn note(&mut self) -> Option<Note> {
        let text = self.changed(Open::Progress).unwrap_or_default();
        let figures = self.changed(Open::Figures).map(|cell| read_figures(&cell));
        let (figures, unread) = figures.unwrap_or_default();
        let on = self.changed(Open::On).map(|written| (self.day(), written));
        // A figure that can't be read costs that figure, not the note.
        for word in &unread {
            let reason = "读不出名称、数目和单位，这个数据未采用；请写成“集中学习=12次”";
            self.reject(Open::Figures.title(), word, reason);
        }
        let said = !text.is_empty() || !figures.is_empty();
        // Nor does a day: what was done is dated by the day of collection, or that of what it corrects.
        let on = match on {
            Some((Err(reason), written)) if said => {
                let reason = format!("{reason}；进展照收，按收表日期记");
                self.reject(Open::On.title(), &written, &reason);
                None
            }
            Some((Err(reason), written)) => {
                self.reject(Open::On.title(), &written, reason);
                None
            }
            Some((Ok(day), _)) => Some(day),
            None => None,
        };
        if !said {
            let dates_status = self.changed(Open::Status).is_some();
            if let Some(day) = on.filter(|_| !dates_status) {
                let reason = "只填了日期，没有进展内容，未采用";
                self.reject(Open::On.title(), &day.to_string(), reason);
            }
            return None;
        }
        Some(Note { text, figures, on })
    }

    /// The day in 进展日期, read as registers' days are.
    pub(super) fn day(&self) -> Result<NaiveDate, &'static str> {
        let cell = self.cell(Open::On.title()).unwrap_or(&Cell::Empty);
        let day = match register::day_that_was(cell, self.today) {
            Ok(day) => day,
            Err(DateFault::Impossible) => return Err("没有这一天，未采用"),
            Err(_) => return Err("不是可识别的日期，未采用；请写成2022-06-28"),
        };
        if day > self.today {
            return Err("日期还没到，未采用");
        }
        if day.year() < self.task.year {
            return Err("日期早于问题所属年度，未采用");
        }
        Ok(day)
    }
}

/// What the form said before: its day, its text and its figures.
fn written(note: &Progress) -> String {
    let figures = note.figures.iter().map(Figure::written);
    let told = std::iter::once(note.text.clone()).chain(figures);
    let told: Vec<String> = told.filter(|part| !part.is_empty()).collect();
    format!("{}（{}）", told.join("；"), note.date)
}

/// The figures of a cell, and the words that are none.
fn read_figures(text: &str) -> (Vec<Figure>, Vec<String>) {
    let (mut figures, mut unread) = (Vec::new(), Vec::new());
    for word in figure_words(text) {
        match Figure::read(word) {
            Some(figure) => figures.push(figure),
            None => unread.push(word.to_owned()),
        }
    }
    (figures, unread)
}

/// Words between signs; a comma among digits parts thousands.
fn figure_words(text: &str) -> impl Iterator<Item = &str> {
    let digit = |c: Option<char>| c.is_some_and(|c| width::narrow_digit(c).is_some());
    let parts = move |at: usize, c: char| match c {
        '；' | ';' | '、' | '\n' | '。' => true,
        '，' | ',' => {
            let after = text[at + c.len_utf8()..].chars().next();
            !(digit(text[..at].chars().next_back()) && digit(after))
        }
        _ => false,
    };
    let mut from = 0;
    let ends = text.char_indices().filter(move |(at, c)| parts(*at, *c));
    let ends = ends.map(|(at, c)| (at, at + c.len_utf8()));
    ends.chain([(text.len(), text.len())])
        .map(move |(at, next)| {
            let word = text[from..at].trim();
            from = next;
            word
        })
        .filter(|word| !word.is_empty())
}
