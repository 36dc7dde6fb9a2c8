//! Where a record stands: its state, whatever tells it, and the days of it.

use super::cells;
use super::records::Record;
use super::row::{Register, RegisterRow};
use super::state::{is_share, status_day, status_told};
use crate::lines::Note;
use crate::vocabulary::Key;
use chrono::NaiveDate;
use model::deadline::{Anchor, Deadline};
use model::draft::DoubtKind;
use model::status::StatusKind;
use office::cell::Cell;

impl Record {
    fn answers_no(&self) -> bool {
        let mut words = self
            .rows
            .iter()
            .filter_map(|(_, cells)| self.text(cells, Key::Status));
        words.all(|word| matches!(word.as_str(), "否" | "×"))
    }

    /// The state that 整改进度 60% tells where nothing else does.
    fn share(&self) -> Option<StatusKind> {
        let texts = self
            .rows
            .iter()
            .filter_map(|(_, cells)| self.text(cells, Key::Progress));
        let shares = texts.flat_map(|text| {
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.into_iter().filter(|line| is_share(line))
        });
        shares
            .filter_map(|share| status_told(&share))
            .map(|(kind, _)| kind)
            .min()
    }

    pub(super) fn status(&self, row: &mut RegisterRow, register: &mut Register) {
        let mut kinds = Vec::new();
        for (number, cells) in &self.rows {
            let Some(word) = self.text(cells, Key::Status) else {
                continue;
            };
            if let Some((kind, story)) = status_told(&word) {
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
                        text: story,
                        ..Note::default()
                    });
                }
            } else {
                let message = format!("完成状态“{word}”不在可识别的状态中，未采用");
                register.doubt(*number, DoubtKind::Table, message);
            }
        }
        // A problem stands where its slowest measure stands, but it has begun when one has.
        row.status = match kinds.iter().min() {
            Some(StatusKind::NotStarted)
                if kinds.iter().any(|kind| *kind != StatusKind::NotStarted) =>
            {
                Some(StatusKind::InProgress)
            }
            // 是否完成：否 beside a story of what was done.
            Some(StatusKind::NotStarted) if !row.progress.is_empty() && self.answers_no() => {
                Some(StatusKind::InProgress)
            }
            slowest => slowest.copied(),
        };
        if !self
            .rows
            .iter()
            .any(|(_, cells)| cells.contains_key(&Key::Status))
        {
            row.status = self.share();
        }
        self.days(row, register);
    }

    /// When it was finished and closed.
    fn days(&self, row: &mut RegisterRow, register: &mut Register) {
        let year = row.year;
        let anchor = year.or(register.year).map(Anchor::of);
        for (key, slot) in [
            (Key::FinishedOn, &mut row.finished_on),
            (Key::ClosedOn, &mut row.closed_on),
        ] {
            let days = self
                .rows
                .iter()
                .filter_map(|(number, cells)| Some((*number, cells.get(&key)?)));
            for (number, cell) in days {
                match self.day(cell, year).or_else(|| cells::day(cell, anchor)) {
                    Some(day) => *slot = (*slot).max(Some(day)),
                    None if cells::is_placeholder(cell.written().trim()) => {}
                    None => {
                        let title = key.title();
                        let message =
                            format!("{title}“{}”不是可识别的日期，未采用", cell.written());
                        register.doubt(number, DoubtKind::Table, message);
                    }
                }
            }
        }
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
