//! How a task stands, in whole sentences.

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::finding::Gap;
use crate::report::fix::{Fill, Fix, Noted};
use crate::report::item::Item;
use crate::report::options::Names;
use crate::report::phrases::{Key, Voice};
use model::event::TextField;
use model::status::{Status, StatusKind};
use model::tally;
use model::task::Task;

impl Composer<'_> {
    /// The state, its reason, the next step and the deadline.
    pub(super) fn state(&mut self, item: &Item<'_>) -> Vec<CitedText> {
        let task = item.task;
        let mut sentences = Vec::new();
        if item.relapsed {
            let mut said = self.say(Key::Relapse, []);
            said.records.push(Record::of(task, "关联"));
            sentences.push(said);
        }
        let extended = self.extended(task);
        let extension_told = extended.is_some();
        sentences.extend(extended);
        if let Some(day) = task.finished_on() {
            let day = if task.finish_is_undated() {
                self.finish_gap(task)
            } else {
                CitedText::plain(self.calendar.day(day))
            };
            let key = match task.status {
                Status::Closed(_) => Key::StateClosed,
                _ => Key::StateWaiting,
            };
            sentences.push(status_said(task, self.say(key, [("日期", day)])));
            sentences.extend(self.verified(task));
            return sentences;
        }
        let deadline = calendar_deadline(task).filter(|_| !extension_told);
        let state = match (item.overdue, &deadline) {
            (true, Some(deadline)) => self.overdue(task, deadline.clone()),
            (true, None) => self.overdue_again(task),
            (false, _) => self.open_state(task),
        };
        sentences.push(status_said(task, state));
        sentences.extend(self.next_step(task, deadline.filter(|_| !item.overdue)));
        sentences
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

    fn open_state(&mut self, task: &Task) -> CitedText {
        let reason = CitedText::field(task, TextField::Reason);
        if task.is_long_term() {
            let with_next = reason.is_some() || task.next_step.is_some();
            let why = self.why(reason);
            return if with_next {
                self.say(Key::StateLongTermNext, [("原因", why)])
            } else {
                self.say(Key::StateLongTerm, [])
            };
        }
        match (task.status.kind(), reason) {
            (StatusKind::NotStarted, reason) => {
                let why = self.why_not_started(task, reason);
                self.say(Key::StateNotStarted, [("原因", why)])
            }
            (StatusKind::MostlyDone, Some(reason)) if gives_cause(&reason) => {
                self.say(Key::StateMostlyAsIs, [("原因", reason)])
            }
            (StatusKind::MostlyDone, Some(reason)) => {
                self.say(Key::StateMostlyWhy, [("原因", reason)])
            }
            (StatusKind::MostlyDone, None) => self.say(Key::StateMostly, []),
            (_, None) => self.say(Key::StateOpen, []),
            (_, Some(reason)) if reason.has_inner_stop() => {
                let why = self.why(Some(reason));
                self.say(Key::StateOpenBecause, [("原因", why)])
            }
            (_, Some(reason)) => {
                let key = if gives_cause(&reason) {
                    Key::StateOpenAsIs
                } else {
                    Key::StateOpenWhy
                };
                self.say(key, [("原因", reason)])
            }
        }
    }

    fn overdue(&mut self, task: &Task, deadline: CitedText) -> CitedText {
        let reason = CitedText::field(task, TextField::Reason);
        let (key, why) = match task.status.kind() {
            StatusKind::NotStarted => (
                Key::StateOverdueNotStarted,
                self.why_not_started(task, reason),
            ),
            StatusKind::MostlyDone => (Key::StateOverdueMostly, self.why(reason)),
            _ => (Key::StateOverdue, self.why(reason)),
        };
        self.say(key, [("时限", deadline), ("原因", why)])
    }

    /// Late again, after an extension that was told just before.
    fn overdue_again(&mut self, task: &Task) -> CitedText {
        let reason = CitedText::field(task, TextField::Reason);
        let (key, why) = match task.status.kind() {
            StatusKind::NotStarted => (
                Key::StateOverdueAgainNotStarted,
                self.why_not_started(task, reason),
            ),
            StatusKind::MostlyDone => (Key::StateOverdueAgainMostly, self.why(reason)),
            _ => (Key::StateOverdueAgain, self.why(reason)),
        };
        self.say(key, [("原因", why)])
    }

    pub(super) fn why(&self, reason: Option<CitedText>) -> CitedText {
        reason.map_or_else(CitedText::default, |reason| {
            let key = if gives_cause(&reason) {
                Key::WhyAsIs
            } else {
                Key::WhyJoined
            };
            self.say(key, [("原因", reason)])
        })
    }

    /// A register said that it was finished, and not when.
    fn finish_gap(&mut self, task: &Task) -> CitedText {
        let code = task.code();
        let fix = match task.status {
            Status::Closed(_) => Fix::Reopen(code.clone()),
            _ => Fix::Log(code.clone(), Noted::Finished),
        };
        let what = self.say(Key::GapFinished, []).text();
        self.gap(
            Key::GapFinished,
            Gap {
                task: Some(code),
                what,
                fix,
                kind: None,
            },
        )
    }

    /// Nothing done and no reason: the text can't do without it.
    fn why_not_started(&mut self, task: &Task, reason: Option<CitedText>) -> CitedText {
        if reason.is_some() || task.progress.iter().any(|note| !note.internal) {
            return self.why(reason);
        }
        let code = task.code();
        let late = task.is_overdue(self.ledger.today);
        let gap = Gap {
            kind: late.then_some(tally::Gap::OverdueUnexplained),
            what: self.say(Key::GapNotStarted, []).text(),
            fix: Fix::fill(code.clone(), Fill::ReasonNotStarted),
            task: Some(code),
        };
        let gap = self.gap(Key::GapNotStarted, gap);
        self.why(Some(gap))
    }

    fn extended(&self, task: &Task) -> Option<CitedText> {
        let first = task
            .extensions
            .iter()
            .find_map(|extension| extension.from.as_ref())?;
        let last = task.extensions.last()?;
        let record = || Record::of(task, "延期");
        let by = last.approved_by.as_deref().filter(|by| self.may_name(by));
        let by = by.map_or_else(CitedText::default, |by| {
            self.say(
                Key::ExtendedBy,
                [("批准", CitedText::recorded(by, record()))],
            )
        });
        let from = CitedText::with(calendar::deadline(first)?, record());
        let mut to = CitedText::with(calendar::deadline(&last.to)?, record());
        to.push(&self.why(put_off(task)));
        Some(self.say(Key::Extended, [("原定", from), ("批准", by), ("时限", to)]))
    }

    /// A body may be named; a person only where all names are asked for.
    fn may_name(&self, approver: &str) -> bool {
        self.options.names == Names::All
            || !self
                .ledger
                .book
                .members
                .iter()
                .any(|member| approver.contains(&member.name))
    }

    fn next_step(&self, task: &Task, deadline: Option<CitedText>) -> Vec<CitedText> {
        let Some(next) = CitedText::field(task, TextField::NextStep) else {
            let alone = deadline.map(|day| self.say(Key::DeadlineAlone, [("时限", day)]));
            return alone.into_iter().collect();
        };
        if starts_with(&next, &["下一步", "下步"]) {
            let alone = deadline.map(|day| self.say(Key::DeadlineAlone, [("时限", day)]));
            let mut said = next;
            said.push_words("。");
            return std::iter::once(said).chain(alone).collect();
        }
        let key = if starts_with_date(&next) {
            Key::NextDated
        } else if self.voice() == Voice::Person && starts_with(&next, &["我", "将", "本人", "拟"])
        {
            Key::NextAsIs
        } else {
            Key::Next
        };
        if next.has_inner_stop() {
            let alone = deadline.map(|day| self.say(Key::DeadlineAlone, [("时限", day)]));
            let said = self.say(key, [("下步", next), ("时限", CitedText::default())]);
            return std::iter::once(said).chain(alone).collect();
        }
        let deadline = deadline.map_or_else(CitedText::default, |day| {
            self.say(Key::NextDeadline, [("时限", day)])
        });
        vec![self.say(key, [("下步", next), ("时限", deadline)])]
    }
}

/// Why the last extension was granted.
pub(super) fn put_off(task: &Task) -> Option<CitedText> {
    let last = task.extensions.last()?;
    let said = CitedText::recorded(&last.reason, Record::of(task, "延期"));
    (!said.is_empty()).then_some(said)
}

/// The deadline in its own words, where it has a day.
pub(super) fn calendar_deadline(task: &Task) -> Option<CitedText> {
    let words = calendar::deadline(task.deadline.as_ref()?)?;
    Some(CitedText::with(words, Record::of(task, "整改时限")))
}

pub(super) fn status_said(task: &Task, mut said: CitedText) -> CitedText {
    said.records.push(Record::of(task, "完成状态"));
    said
}

fn starts_with(said: &CitedText, words: &[&str]) -> bool {
    let first = said.runs.first().map_or("", |run| run.text.as_str());
    words.iter().any(|word| first.starts_with(word))
}

/// Whether a reason opens with 因 or 由于 itself.
pub(super) fn gives_cause(reason: &CitedText) -> bool {
    starts_with(reason, &["因", "由于"])
}

/// 12月28日前…, 2023年…
fn starts_with_date(said: &CitedText) -> bool {
    let first = said.runs.first().map_or("", |run| run.text.as_str());
    let rest = first.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < first.len() && rest.starts_with(['年', '月'])
}
