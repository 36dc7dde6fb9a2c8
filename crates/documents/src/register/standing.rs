//! Where a record stands: its state, whatever tells it, and the days of it.

use super::cells;
use super::names::is_somebody;
use super::records::Record;
use super::row::{Register, RegisterRow};
use super::state::{DatedState, dated_state, is_share, status_day, status_told};
use crate::lines::Note;
use crate::vocabulary::Key;
use chrono::NaiveDate;
use model::deadline::{Anchor, Deadline, Term};
use model::draft::DoubtKind;
use model::status::StatusKind;
use office::cell::Cell;

/// What says that it has not ended, and not whether it has begun.
const ENDLESS: [&str; 8] = [
    "否",
    "×",
    "未办结",
    "未完成",
    "未销号",
    "未闭环",
    "未结案",
    "未完结",
];

/// Said of what was done, which may be no state of the problem.
const JUDGED: [&str; 3] = ["合格", "有效", "通过"];

/// A state that goes on, which is a term.
const LASTING: &str = "长期坚持";

/// Most characters of words that may have been meant for a state.
const LONGEST: usize = 7;

/// 尚未启动，需待…
fn tells_of_nothing(note: &Note) -> bool {
    let told = status_told(&note.text);
    told.is_some_and(|(kind, _)| kind == StatusKind::NotStarted)
}

impl Record {
    /// 未销号 and no more.
    fn is_open(&self) -> bool {
        let mut words = self
            .rows
            .iter()
            .filter_map(|(_, cells)| self.text(cells, Key::Status));
        !self.own && words.all(|word| ["未销号", "尚未销号", "没有销号"].contains(&word.as_str()))
    }

    fn answers_no(&self) -> bool {
        let mut words = self
            .rows
            .iter()
            .filter_map(|(_, cells)| self.text(cells, Key::Status));
        words.all(|word| ENDLESS.contains(&word.as_str()))
    }

    /// The state that 整改进度 60%, or a progress that says 已改完 and no more, tells where nothing else does.
    fn told_by_progress(&self) -> Option<StatusKind> {
        let texts = self
            .rows
            .iter()
            .filter_map(|(_, cells)| self.text(cells, Key::Progress));
        let states = texts.flat_map(|text| {
            let whole = status_told(&text).filter(|(_, more)| more.is_empty());
            let shares = text.lines().filter(|line| is_share(line));
            let shares = shares.filter_map(status_told).collect::<Vec<_>>();
            whole.into_iter().chain(shares)
        });
        states.map(|(kind, _)| kind).min()
    }

    /// 整改情况 or 整改结果 of nothing but a state is that and no story.
    fn state_alone(&self, row: &mut RegisterRow) {
        if self.own {
            return;
        }
        let state = |text: &str| {
            let told = status_told(text).filter(|(_, more)| more.is_empty() && !is_share(text));
            told.map(|(kind, _)| kind)
        };
        row.progress
            .retain(|note| note.on.is_some() || state(&note.text).is_none());
        let result = row.outcome.as_deref().filter(|text| !JUDGED.contains(text));
        if let (None, Some(kind)) = (row.status, result.and_then(state)) {
            row.status = Some(kind);
            row.outcome = None;
        }
    }

    /// A cell of states that says none and no more: a state with its day, a story, or words nobody knows.
    fn no_state(&self, number: u32, word: String, row: &mut RegisterRow, register: &mut Register) {
        if word.chars().count() > LONGEST || self.narrates {
            let message = format!("“{word}”不是状态，按“进展情况”读取");
            register.doubt(number, DoubtKind::Table, message);
            row.progress.push(Note {
                text: word,
                ..Note::default()
            });
        } else {
            let message = format!("完成状态“{word}”不在可识别的状态中，未采用");
            register.doubt(number, DoubtKind::Table, message);
        }
    }

    /// The state that a word tells with its day, which is that of the row's completion.
    fn dated(&self, word: &str, row: &mut RegisterRow, register: &Register) -> Option<StatusKind> {
        let DatedState {
            kind,
            day,
            told_more,
        } = dated_state(word)?;
        if told_more {
            row.progress.push(Note {
                text: word.to_owned(),
                ..Note::default()
            });
        }
        let cell = Cell::read(day);
        let anchor = row.year.or(register.year).map(Anchor::of);
        let stated = self.day(&cell, row.year);
        let day = stated.or_else(|| cells::day(&cell, anchor));
        if kind.is_finished() {
            row.finished_on = row.finished_on.max(day);
        }
        Some(kind)
    }

    pub(super) fn status(&self, row: &mut RegisterRow, register: &mut Register) {
        let mut kinds = Vec::new();
        for (number, cells) in &self.rows {
            let Some(word) = self.text(cells, Key::Status) else {
                continue;
            };
            if word == LASTING && !self.own {
                self.lasting(row, *number, register);
            }
            if let Some(kind) = self.dated(&word, row, register) {
                kinds.push(kind);
            } else if let Some((kind, story)) = status_told(&word) {
                kinds.push(kind);
                if kind.is_finished() {
                    row.finished_on = row.finished_on.max(status_day(&word));
                }
                // How far it is is not lost in a state.
                if is_share(&word) && row.progress.is_empty() && kind == StatusKind::InProgress {
                    row.progress.push(Note {
                        text: word.clone(),
                        ..Note::default()
                    });
                }
                if !story.is_empty() {
                    row.progress.push(Note {
                        text: if self.narrates { word } else { story },
                        ..Note::default()
                    });
                }
            } else {
                self.no_state(*number, word, row, register);
            }
        }
        row.status = self.slowest(&kinds, row, register);
        if !self
            .rows
            .iter()
            .any(|(_, cells)| cells.contains_key(&Key::Status))
        {
            row.status = self.told_by_progress();
            self.state_alone(row);
            row.status = row.status.or(self.stands);
        }
        self.days(row, register);
        // A day tells it where nothing else does.
        if row.status.is_none() && self.states_by_days {
            row.status = match (row.closed_on, row.finished_on) {
                (Some(_), _) => Some(StatusKind::Closed),
                (None, Some(_)) => Some(StatusKind::Done),
                (None, None) => None,
            };
        }
    }

    /// 长期坚持 among the states is a term, where no deadline says another.
    fn lasting(&self, row: &mut RegisterRow, number: u32, register: &mut Register) {
        if row.due.is_none() {
            row.term = Some(Term::LongTerm);
        } else {
            let message =
                format!("完成状态“{LASTING}”是时限的一种，这一行另有时限，按“正在推进”读取");
            register.doubt(number, DoubtKind::Table, message);
        }
    }

    /// What the states of its rows make of it.
    fn slowest(
        &self,
        kinds: &[StatusKind],
        row: &RegisterRow,
        register: &mut Register,
    ) -> Option<StatusKind> {
        // A problem stands where its slowest measure stands, but it has begun when one has.
        match kinds.iter().min() {
            Some(StatusKind::NotStarted)
                if kinds.iter().any(|kind| *kind != StatusKind::NotStarted) =>
            {
                Some(StatusKind::InProgress)
            }
            // 是否完成：否 beside a story of what was done.
            Some(StatusKind::NotStarted)
                if self.answers_no() && row.progress.iter().any(|note| !tells_of_nothing(note)) =>
            {
                Some(StatusKind::InProgress)
            }
            // Not accepted may be anything.
            Some(StatusKind::NotStarted) if self.is_open() => {
                let message = "“未销号”没有说明是否已经开始整改，完成状态未采用";
                let number = self.rows.first().map_or(0, |(number, _)| *number);
                register.doubt(number, DoubtKind::Table, message.to_owned());
                None
            }
            slowest => slowest.copied(),
        }
    }

    /// When it was finished and closed.
    fn days(&self, row: &mut RegisterRow, register: &mut Register) {
        let year = row.year;
        let anchor = year.or(register.year).map(Anchor::of);
        let mut signed = None;
        // 销号人/日期: who, and when.
        let mut cells = self.rows.iter().map(|(_, cells)| cells);
        let beside = cells.find_map(|cells| cells.get(&Key::Verifier));
        let beside = beside.map(Cell::written);
        if let Some((day, name)) = beside.and_then(|text| cells::signed_day(&text, anchor)) {
            row.verifier = Some(name);
            let closes = self.seconds.get(&Key::Verifier) == Some(&Key::ClosedOn);
            row.closed_on = row.closed_on.max(Some(day).filter(|_| closes));
        }
        for (key, slot) in [
            (Key::FinishedOn, &mut row.finished_on),
            (Key::ClosedOn, &mut row.closed_on),
        ] {
            let days = self
                .rows
                .iter()
                .filter_map(|(number, cells)| Some((*number, cells.get(&key)?)));
            for (number, cell) in days {
                let text = cell.written();
                let beside = || {
                    let (day, name) = cells::signed_day(&text, anchor)?;
                    signed = Some(name).filter(|name| key == Key::ClosedOn && is_somebody(name));
                    Some(day)
                };
                let day = self.day(cell, year).or_else(|| cells::day(cell, anchor));
                match day.or_else(beside) {
                    Some(day) => *slot = (*slot).max(Some(day)),
                    None if cells::is_placeholder(text.trim()) => {}
                    None => {
                        let title = key.title();
                        let message = format!("{title}“{text}”不是可识别的日期，未采用");
                        register.doubt(number, DoubtKind::Table, message);
                    }
                }
            }
        }
        row.verifier = row.verifier.take().or(signed);
    }

    /// A day without its year, in the one that other dates or the title tell.
    fn day(&self, cell: &Cell, of: Option<i32>) -> Option<NaiveDate> {
        let Cell::Text(words) = cell else {
            return None;
        };
        let (year, _) = self.beside.year_of(words, of, self.found)?;
        Deadline::keep_in_year(words, year, None).date()
    }
}
