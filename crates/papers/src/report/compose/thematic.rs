//! 按方面写: a paragraph per dimension, each problem by itself (rules 9, 10).

use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::state::status_said;
use crate::report::compose::{Composer, ordinal};
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use crate::report::tree::{Block, Paragraph};
use model::status::Status;
use model::task::{ProgressClass, Task};

impl<'a> Composer<'a> {
    pub(super) fn thematic(&mut self, blocks: &mut Vec<Block>) {
        let opening = self.opening(Style::Thematic);
        if !opening.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::of(opening)));
        }
        let section = self.section;
        let mut number = 0;
        for group in &section.groups {
            let heading = self.group_heading(group);
            let lead = heading.map(|text| {
                number += 1;
                self.run_in(number, &text)
            });
            let sentences = self.block(&group.items);
            blocks.push(Block::Paragraph(Paragraph { lead, sentences }));
        }
        if !section.older.is_empty() {
            let text = self.say(Key::OlderTitle, []);
            let lead = Some(self.run_in(number + 1, &text));
            let mut sentences = vec![self.older_opening()];
            sentences.extend(self.block(&section.older));
            blocks.push(Block::Paragraph(Paragraph { lead, sentences }));
        }
    }

    fn run_in(&self, number: u32, text: &CitedText) -> (u8, CitedText) {
        let level = self.block_level();
        let mut said = CitedText::plain(ordinal(level, number));
        said.push(text);
        said.push_words("。");
        (level, said)
    }

    /// Each problem, and the state of all at the end where all are finished.
    fn block(&mut self, items: &'a [Item<'a>]) -> Vec<CitedText> {
        let finished = |item: &Item<'_>| item.task.status.kind().is_finished();
        let all = items.len() > 1
            && items.iter().all(|item| {
                finished(item) && item.task.wording.is_none() && self.relisted(item).is_none()
            });
        let mut sentences = Vec::new();
        for run in self.runs(items) {
            let mut titles = CitedText::default();
            for item in &run {
                titles.push(&Self::title(item.task));
            }
            let about = match run.as_slice() {
                [_] => self.say(Key::About, [("问题", titles)]),
                many => {
                    let count = CitedText::plain(many.len().to_string());
                    self.say(Key::AboutMany, [("问题", titles), ("数", count)])
                }
            };
            sentences.push(match run.as_slice() {
                [item] => self.named(item, about, all),
                many => self.told_together(about, many),
            });
        }
        if all {
            sentences.push(self.all_finished(items.iter()));
        }
        sentences
    }

    fn named(&mut self, item: &Item<'_>, about: CitedText, stated: bool) -> CitedText {
        if let Some(wording) = self.wording(item, about.clone()) {
            return wording;
        }
        let mut said = about;
        said.push(&self.told(item, Style::Thematic, stated));
        said
    }

    /// 2个问题均已完成整改，其中1个待审核。
    pub(super) fn all_finished<'i>(
        &self,
        items: impl Iterator<Item = &'i Item<'i>> + Clone,
    ) -> CitedText {
        let mut said = self.finished_count(items);
        said.push_words("。");
        said
    }

    pub(super) fn finished_count<'i>(
        &self,
        items: impl Iterator<Item = &'i Item<'i>> + Clone,
    ) -> CitedText {
        let count = items.clone().count();
        let waits = |item: &&Item<'_>| !matches!(item.task.status, Status::Closed(_));
        let waiting = if self.voice() == Voice::Person {
            0
        } else {
            items.clone().filter(waits).count()
        };
        let number =
            |count: usize| CitedText::with(count.to_string(), Record::general("已完成整改"));
        let key = if count == 1 {
            Key::OneFinished
        } else {
            Key::AllFinished
        };
        let mut said = self.say(key, [("数", number(count))]);
        if waiting == count {
            said.push(&self.say(Key::AllWaiting, []));
        } else if waiting > 0 {
            said.push(&self.say(Key::SomeWaiting, [("数", number(waiting))]));
        }
        for item in items {
            said = status_said(item.task, said);
        }
        said
    }

    /// Neighbours with the same reason and next step, and a person's in progress with neither.
    pub(super) fn runs(&self, items: &'a [Item<'a>]) -> Vec<Vec<&'a Item<'a>>> {
        let mut runs: Vec<Vec<&Item<'_>>> = Vec::new();
        for item in items {
            match runs.last_mut() {
                Some(run) if self.goes_with(run[0], item) => run.push(item),
                _ => runs.push(vec![item]),
            }
        }
        runs
    }

    fn goes_with(&self, one: &Item<'_>, other: &Item<'_>) -> bool {
        let plain = |item: &Item<'_>| {
            let task = item.task;
            task.standing() == Some(ProgressClass::InProgress)
                && !item.overdue
                && task.extensions.is_empty()
                && task.reopenings.is_empty()
                && task.wording.is_none()
        };
        let says = |task: &Task| (task.reason.clone(), task.next_step.clone());
        let (first, second) = (says(one.task), says(other.task));
        let neither = first == (None, None);
        plain(one)
            && plain(other)
            && first == second
            && (first.0.is_some() && first.1.is_some() || neither && self.voice() == Voice::Person)
            && (!neither || self.common_limit.is_some() || one.task.deadline == other.task.deadline)
    }

    fn told_together(&mut self, about: CitedText, items: &[&Item<'_>]) -> CitedText {
        let mut said = about;
        let mut bodies = Vec::new();
        for item in items {
            bodies.push(self.body(item, Style::Thematic, true).said);
        }
        let bodies = CitedText::join(bodies, "；");
        let parted = items.len() > 1 && !bodies.is_empty();
        said.push(&bodies);
        let tail = self.tail(items[0], Style::Thematic, false);
        let tail = super::told::Body::default().finish(tail, true);
        if parted {
            said.push_words("。");
        }
        said.push(&tail);
        for item in items {
            said = status_said(item.task, said);
        }
        said
    }
}
