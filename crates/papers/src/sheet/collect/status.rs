//! The state that a row tells, of a problem or of one of its measures.

use chrono::NaiveDate;

use super::weigh::Weighing;
use crate::sheet::form::{MEASURE_OPEN, Open};
use documents::lines;
use documents::register;
use model::event::Progressed;
use model::status::StatusKind;

/// A status in the words of the form, or as registers write it: √, 是, 100%, 已整改到位.
fn read_status(word: &str) -> Option<StatusKind> {
    StatusKind::read(word).or_else(|| register::status_told(word).map(|(kind, _)| kind))
}

impl Weighing<'_> {
    pub(super) fn status(&mut self) {
        let Some(word) = self.changed(Open::Status) else {
            return;
        };
        let told = read_status(&word);
        let day = self.status_day(&word);
        if let Some(key) = self.measure {
            self.measure_status(key, &word, day);
            return;
        }
        let ours = self.task.status.kind().word();
        let event = match told {
            _ if word.is_empty() => return,
            None => {
                let reason = "不在可选的状态中，未采用";
                return self.reject(Open::Status.title(), &word, reason);
            }
            Some(StatusKind::Closed | StatusKind::Void) => {
                let reason = "销号和作废由台账管理单位办理，未采用；做完的请选“已完成”或“申请销号”";
                return self.reject(Open::Status.title(), &word, reason);
            }
            Some(StatusKind::Applied) => self.task.submit(day, None, self.policy),
            Some(kind) => {
                let progressed = Progressed {
                    status: Some(kind),
                    submission: Some(self.submission.to_owned()),
                    ..lines::nothing_noted(day)
                };
                self.task.log(progressed, self.today)
            }
        };
        match event {
            // The note of the same row may have set a task going that stood still.
            Ok(event) => {
                let began = ours == StatusKind::InProgress.word()
                    && self.sent_text(Open::Status.title()) == StatusKind::NotStarted.word()
                    && !self.row.applied.is_empty();
                let ours = if began {
                    StatusKind::NotStarted.word()
                } else {
                    ours
                };
                let theirs = told.map_or(word, |kind| kind.word().to_owned());
                if began && theirs == StatusKind::InProgress.word() {
                    return;
                }
                self.settle(Open::Status, theirs, ours, event);
            }
            Err(refusal) => self.refuse(Open::Status, &word, &refusal),
        }
    }

    /// The day in 进展日期, else the one that stands behind the status, where it has come.
    fn status_day(&self, word: &str) -> NaiveDate {
        let behind = register::status_day(word).filter(|day| *day <= self.today);
        self.day().ok().or(behind).unwrap_or(self.today)
    }

    fn measure_status(&mut self, key: u32, word: &str, day: NaiveDate) {
        let done = self
            .task
            .measure(key)
            .is_some_and(|measure| measure.done_on.is_some());
        let ours = if done {
            StatusKind::Done.word()
        } else {
            MEASURE_OPEN
        };
        match read_status(word) {
            Some(StatusKind::Done) => {
                let progressed = Progressed {
                    measure: Some(key),
                    measure_done: true,
                    submission: Some(self.submission.to_owned()),
                    ..lines::nothing_noted(day)
                };
                match self.task.log(progressed, self.today) {
                    Ok(event) => self.settle(
                        Open::Status,
                        StatusKind::Done.word().to_owned(),
                        ours,
                        event,
                    ),
                    Err(refusal) => self.refuse(Open::Status, word, &refusal),
                }
            }
            _ if word == ours => {}
            _ => self.reject(
                Open::Status.title(),
                word,
                "单项措施只能选“已完成”或“未完成”，完成后不能改回，未采用",
            ),
        }
    }
}
