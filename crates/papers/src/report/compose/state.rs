//! How a problem stands (rule 10): one tail of the item, joined to its deeds by what it begins with.

use chrono::Datelike;

use super::deadline::{limit, term};
use super::texts::reason;
use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::item::Item;
use crate::report::options::{Names, Style};
use crate::report::phrases::{Key, Voice};
use model::status::Status;
use model::task::{ProgressClass, Task};

/// How the state follows the deeds.
#[derive(Debug, Clone)]
pub(super) enum Tail {
    /// It is said elsewhere.
    None,
    /// A bare state: behind ，, or by itself where it is unfinished and the deeds hold a ；.
    Bare { said: CitedText, unfinished: bool },
    /// It begins with a reason: behind ；, or by itself where the deeds hold a ；.
    Reason(CitedText),
    /// Always a sentence of its own.
    Sentence(CitedText),
}

/// What marks are yet to be put behind the state.
#[derive(Default)]
pub(super) struct Missing {
    pub progress: bool,
    pub reason: bool,
    pub next_step: bool,
}

impl Composer<'_> {
    /// The tail of one item; `untold`: nothing of what was done is told before it.
    pub(super) fn tail(&mut self, item: &Item<'_>, style: Style, untold: bool) -> Tail {
        let task = item.task;
        if task.status.kind().is_finished() {
            return self.finished(item, style, untold);
        }
        let late = item.overdue && !self.was_in_time(task);
        let item = &Item {
            overdue: late,
            ..item.clone()
        };
        let mut missing = Missing {
            progress: untold && item.overdue,
            ..Missing::default()
        };
        let reason = self.reason(task);
        let begins_with_reason = reason.is_some() || !task.extensions.is_empty();
        let said = match task.standing() {
            Some(ProgressClass::LongTerm) => return self.long_term(item, style, reason),
            Some(ProgressClass::MostlyDone) => return self.mostly_done(item, reason),
            Some(ProgressClass::NotStarted) => self.not_started(item, style, reason, &mut missing),
            _ => self.in_progress(item, style, reason, &mut missing),
        };
        let said = self.mark_missing(task, said, &missing);
        let said = status_said(task, said);
        if begins_with_reason {
            Tail::Reason(said)
        } else {
            Tail::Bare {
                said,
                unfinished: true,
            }
        }
    }

    /// Whether it had been finished in time before it was opened again.
    #[expect(clippy::unused_self, reason = "a step of the state")]
    fn was_in_time(&self, task: &Task) -> bool {
        let finished = task
            .reopenings
            .iter()
            .filter_map(|reopening| reopening.finished_on);
        let due = task.due();
        finished
            .max()
            .zip(due)
            .is_some_and(|(finished, due)| finished <= due)
    }

    fn finished(&mut self, item: &Item<'_>, style: Style, untold: bool) -> Tail {
        let task = item.task;
        let waiting = !matches!(task.status, Status::Closed(_));
        let mut said = if style == Style::Itemized {
            let Some(day) = task.finished_on() else {
                return Tail::None;
            };
            let day = if task.finish_is_undated() {
                self.finish_gap(task)
            } else {
                CitedText::plain(self.calendar.day(day))
            };
            let key = if waiting {
                Key::StateWaiting
            } else {
                Key::StateClosed
            };
            self.say(key, [("日期", day)])
        } else {
            self.say(
                if waiting {
                    Key::ShortWaiting
                } else {
                    Key::ShortFinished
                },
                [],
            )
        };
        if untold {
            said.push(&self.untold(task));
        }
        let mut said = status_said(task, said);
        if style == Style::Itemized {
            if let Some(verified) = self.verified(task) {
                said.push_words("，");
                said.push(&verified);
            }
            return Tail::Sentence(said);
        }
        Tail::Bare {
            said,
            unfinished: false,
        }
    }

    /// Who accepted it, where all names are asked for.
    fn verified(&self, task: &Task) -> Option<CitedText> {
        let verifier = task.status.closure()?.verifier.as_deref()?;
        let wanted = self.options.names == Names::All && self.voice() == Voice::Team;
        wanted.then(|| {
            let verifier = CitedText::recorded(verifier, Record::of(task, "验收人"));
            self.say(Key::StateVerified, [("验收人", verifier)])
        })
    }

    fn in_progress(
        &mut self,
        item: &Item<'_>,
        style: Style,
        why: Option<CitedText>,
        missing: &mut Missing,
    ) -> CitedText {
        let task = item.task;
        let open = if style == Style::Brief {
            Key::ShortOpen
        } else {
            Key::StateOpen
        };
        let untouched = task.extensions.is_empty() && task.reopenings.is_empty();
        missing.reason = item.overdue && why.is_none() && untouched;
        let mut clauses = self.why_clauses(task, why);
        let next = self.next(task, Key::Next, Key::NextAt);
        match (item.overdue, next) {
            (false, Some(next)) => {
                clauses.push(self.say(open, []));
                clauses.push(next);
            }
            (false, None) => {
                // Opened again, and its day is over: what comes next must be said.
                missing.next_step = task.is_overdue(self.ledger.today);
                clauses.push(self.say(open, []));
                clauses.extend(self.limit_alone(item));
            }
            (true, next) => {
                clauses.push(self.overdue(task));
                missing.next_step = next.is_none();
                if missing.reason || missing.next_step {
                    clauses.push(self.say(open, []));
                }
                clauses.extend(next);
            }
        }
        CitedText::join(clauses, "，")
    }

    /// 整改时限为2023年底, where no next step says what comes and the opening does not say it for all.
    fn limit_alone(&self, item: &Item<'_>) -> Option<CitedText> {
        let past = item.task.due().is_some_and(|due| due < self.ledger.today);
        if self.common_limit.is_some() || past || !item.task.extensions.is_empty() {
            return None;
        }
        let words = limit(item.task.deadline.as_ref()?)?;
        let said = CitedText::with(words, Record::of(item.task, "整改时限"));
        Some(self.say(Key::DeadlineAlone, [("时限", said)]))
    }

    /// 未按期（9月30日前）完成
    fn overdue(&self, task: &Task) -> CitedText {
        if !task.extensions.is_empty() {
            return self.say(Key::StillLate, []);
        }
        self.late(task, Key::Late)
    }

    fn late(&self, task: &Task, key: Key) -> CitedText {
        let year = self.ledger.today.year();
        let words = task
            .deadline
            .as_ref()
            .and_then(|deadline| term(deadline, year));
        let said = words.map_or_else(CitedText::default, |words| {
            CitedText::with(words, Record::of(task, "整改时限"))
        });
        self.say(key, [("时限", said)])
    }

    /// 因…; where it was put off 因…，经…研究，时限由…延期至….
    fn why_clauses(&self, task: &Task, why: Option<CitedText>) -> Vec<CitedText> {
        let record = || Record::of(task, "延期");
        let (Some(first), Some(last)) = (task.extensions.first(), task.extensions.last()) else {
            return why
                .map(|why| self.say(Key::Because, [("原因", why)]))
                .into_iter()
                .collect();
        };
        let granted = reason(&last.reason).map(|words| CitedText::with(words, record()));
        let (cause, other) = match (granted, why) {
            (None, why) => (why, None),
            (Some(granted), Some(why)) if granted.text() != why.text() => {
                (Some(granted), Some(why))
            }
            (granted, _) => (granted, None),
        };
        let mut clauses: Vec<CitedText> = Vec::new();
        clauses.extend(cause.map(|why| self.say(Key::Because, [("原因", why)])));
        let by = last.approved_by.as_deref().filter(|by| self.may_name(by));
        clauses.extend(by.map(|by| {
            self.say(
                Key::ExtendedBy,
                [("批准", CitedText::recorded(by, record()))],
            )
        }));
        let from = first.from.as_ref().and_then(calendar::deadline);
        let to = calendar::deadline(&last.to).map(|to| CitedText::with(to, record()));
        let from = from.map(|from| CitedText::with(from, record()));
        clauses.extend(match (from, to) {
            (Some(from), Some(to)) => Some(self.say(Key::Extended, [("原定", from), ("时限", to)])),
            (None, Some(to)) => Some(self.say(Key::ExtendedTo, [("时限", to)])),
            _ => None,
        });
        clauses.extend(other.map(|why| self.say(Key::Because, [("原因", why)])));
        clauses
    }

    /// A body may be named; a person only where all names are asked for.
    fn may_name(&self, approver: &str) -> bool {
        let members = &self.ledger.book.members;
        self.options.names == Names::All
            || !members.iter().any(|member| approver.contains(&member.name))
    }

    fn not_started(
        &mut self,
        item: &Item<'_>,
        style: Style,
        why: Option<CitedText>,
        missing: &mut Missing,
    ) -> CitedText {
        let task = item.task;
        missing.reason = why.is_none() && task.extensions.is_empty();
        missing.progress = false;
        let mut clauses = self.why_clauses(task, why);
        clauses.push(match (item.overdue, task.extensions.is_empty()) {
            (true, true) => self.late(task, Key::LateNotStarted),
            (true, false) => self.say(Key::StillNotStarted, []),
            (false, _) if style == Style::Brief => self.say(Key::ShortNotStarted, []),
            (false, _) => self.say(Key::StateNotStarted, []),
        });
        let next = self.next(task, Key::NextNotStarted, Key::NextNotStartedAt);
        missing.next_step = item.overdue && next.is_none();
        if next.is_none() && !item.overdue {
            clauses.extend(self.limit_alone(item));
        }
        clauses.extend(next);
        CitedText::join(clauses, "，")
    }

    fn mostly_done(&mut self, item: &Item<'_>, why: Option<CitedText>) -> Tail {
        let task = item.task;
        let extended = !task.extensions.is_empty();
        let mut clauses = if extended {
            self.why_clauses(task, why.clone())
        } else {
            Vec::new()
        };
        clauses.push(self.say(Key::StateMostly, []));
        if item.overdue {
            clauses.push(if extended {
                self.say(Key::StillLate, [])
            } else {
                self.late(task, Key::LateMostly)
            });
        }
        let why = why.filter(|_| !extended);
        clauses.extend(why.map(|why| self.say(Key::StateMostlyWhy, [("原因", why)])));
        clauses.extend(self.going_on(task));
        let said = status_said(task, CitedText::join(clauses, "，"));
        Tail::Bare {
            said,
            unfinished: true,
        }
    }

    fn long_term(&mut self, item: &Item<'_>, style: Style, why: Option<CitedText>) -> Tail {
        let task = item.task;
        let because = why.map(|why| self.say(Key::Because, [("原因", why)]));
        let has_reason = because.is_some();
        let next = self.going_on(task);
        if style == Style::Itemized && self.voice() == Voice::Person && next.is_none() {
            let said = self.say(Key::StateLongTermAlone, []);
            let said = CitedText::join(because.into_iter().chain([said]), "，");
            return Tail::Sentence(status_said(task, said));
        }
        let said = self.say(Key::StateLongTerm, []);
        let clauses = because.into_iter().chain([said]).chain(next);
        let said = status_said(task, CitedText::join(clauses, "，"));
        if has_reason {
            Tail::Reason(said)
        } else {
            Tail::Bare {
                said,
                unfinished: true,
            }
        }
    }
}

pub(super) fn status_said(task: &Task, mut said: CitedText) -> CitedText {
    said.records.push(Record::of(task, "完成状态"));
    said
}
