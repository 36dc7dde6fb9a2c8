//! Reasons, next steps, and what of them is missing (rule 10).

use super::state::Missing;
use super::texts::{next_step, reason, starts_with_time};
use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::finding::Gap;
use crate::report::fix::{Fill, Fix, Noted};
use crate::report::phrases::Key;
use model::event::TextField;
use model::status::{Status, StatusKind};
use model::tally;
use model::task::Task;

impl Composer<'_> {
    /// A next step without the clauses that say no more than that it goes on.
    pub(super) fn going_on(&self, task: &Task) -> Option<CitedText> {
        use crate::report::account::{text, words};
        let next = task.next_step.as_deref()?;
        let next = next.split("后申请销号").next().unwrap_or(next);
        let clauses = text::clauses(&text::tidy(next));
        let kept = clauses.into_iter().filter(|clause| {
            let clause = next_step(clause).unwrap_or_default();
            !words::GOING_ON.iter().any(|word| clause.starts_with(word)) && !clause.is_empty()
        });
        let kept: Vec<String> = kept.collect();
        let words = next_step(&kept.join("，"))?;
        Some(self.next_said(task, words, Key::Next, Key::NextAt))
    }

    /// 因…
    pub(super) fn because(&self, task: &Task) -> Option<CitedText> {
        self.reason(task)
            .map(|why| self.say(Key::Because, [("原因", why)]))
    }

    /// 下一步将…
    pub(super) fn next_of(&self, task: &Task) -> Option<CitedText> {
        self.next(task, Key::Next, Key::NextAt)
    }

    pub(super) fn reason(&self, task: &Task) -> Option<CitedText> {
        let words = reason(task.reason.as_deref()?)?;
        let words = if self.choice.is_tight() {
            super::texts::short(&words)
        } else {
            words
        };
        Some(CitedText::with(
            words,
            Record::of(task, TextField::Reason.word()),
        ))
    }

    pub(super) fn next(&self, task: &Task, key: Key, at: Key) -> Option<CitedText> {
        let mut words = next_step(task.next_step.as_deref()?)?;
        if self.choice.is_tight() {
            words = super::texts::short(&words);
        }
        Some(self.next_said(task, words, key, at))
    }

    fn next_said(&self, task: &Task, words: String, key: Key, at: Key) -> CitedText {
        let record = || Record::of(task, TextField::NextStep.word());
        // 届时 is said of what is yet to come.
        let ahead = task
            .extensions
            .last()
            .filter(|_| !task.is_overdue(self.ledger.today));
        let new_deadline = ahead.and_then(|last| calendar::deadline(&last.to));
        if let Some(deadline) = new_deadline {
            let named = [deadline.clone(), bare_year(&deadline)];
            let rest = named
                .iter()
                .find_map(|deadline| words.strip_prefix(deadline.as_str()));
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                let rest = rest.trim_start_matches(['前', '，', '内']);
                return self.say(Key::ByThen, [("下步", CitedText::with(rest, record()))]);
            }
        }
        if words.starts_with('已') {
            return CitedText::with(words, record());
        }
        let key = if starts_with_time(&words) { at } else { key };
        self.say(key, [("下步", CitedText::with(words, record()))])
    }

    pub(super) fn mark_missing(
        &mut self,
        task: &Task,
        mut said: CitedText,
        missing: &Missing,
    ) -> CitedText {
        let code = task.code();
        let late = task.is_overdue(self.ledger.today);
        let mut what: Vec<CitedText> = Vec::new();
        let mut note = |composer: &mut Self, key: Key, fix: Fix, kind: Option<tally::Gap>| {
            let words = composer.say(key, []);
            let gap = Gap {
                task: Some(code.clone()),
                what: words.text(),
                fix,
                kind,
            };
            composer.gaps.push(gap);
            what.push(words);
        };
        if missing.progress {
            note(
                self,
                Key::GapProgress,
                Fix::Log(code.clone(), Noted::Work),
                None,
            );
        }
        if missing.reason {
            let (key, fill) = match task.status.kind() {
                StatusKind::NotStarted => (Key::GapNotStarted, Fill::ReasonNotStarted),
                _ => (Key::GapReason, Fill::Reason),
            };
            let kind = late.then_some(tally::Gap::OverdueUnexplained);
            note(self, key, Fix::fill(code.clone(), fill), kind);
        }
        if missing.next_step {
            note(
                self,
                Key::GapNext,
                Fix::fill(code.clone(), Fill::NextStep),
                None,
            );
        }
        if !what.is_empty() {
            let what = CitedText::join(what, "、");
            said.push(&self.say(Key::Gap, [("事项", what)]).marked());
        }
        said
    }

    /// A register said that it was finished, and not when.
    pub(super) fn finish_gap(&mut self, task: &Task) -> CitedText {
        let code = task.code();
        let fix = match task.status {
            Status::Closed(_) => Fix::Reopen(code.clone()),
            _ => Fix::Log(code.clone(), Noted::Finished),
        };
        let what = self.say(Key::GapFinished, []).text();
        let gap = Gap {
            task: Some(code),
            what,
            fix,
            kind: None,
        };
        self.gap(Key::GapFinished, gap)
    }
}

fn bare_year(deadline: &str) -> String {
    deadline
        .split_once('年')
        .map_or(deadline, |(_, rest)| rest)
        .to_owned()
}
