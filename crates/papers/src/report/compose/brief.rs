//! 概述: one paragraph, by problem or by dimension (rule 12).

use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::compose::state::status_said;
use crate::report::facts::Group;
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::Key;
use crate::report::tree::{Block, Paragraph};
use model::status::StatusKind;
use model::task::ProgressClass;
use office::text::numeral;

/// Up to so many problems are told one by one.
const BY_PROBLEM: usize = 5;

impl<'a> Composer<'a> {
    pub(super) fn brief(&mut self, blocks: &mut Vec<Block>) {
        let section = self.section;
        let mut sentences = self.opening(Style::Brief);
        let problems: usize = section.groups.iter().map(|group| group.items.len()).sum();
        if problems <= BY_PROBLEM || section.groups.len() < 2 {
            let items = section.groups.iter().flat_map(|group| &group.items);
            for (place, item) in items.enumerate() {
                sentences.push(self.brief_problem(item, place as u32 + 1));
            }
        } else {
            for (place, group) in section.groups.iter().enumerate() {
                self.brief_dimension(group, place as u32 + 1, &mut sentences);
            }
        }
        if !sentences.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
        if !section.older.is_empty() {
            let mut sentences = vec![self.older_opening()];
            for (place, item) in section.older.iter().enumerate() {
                sentences.push(self.brief_problem(item, place as u32 + 1));
            }
            blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
    }

    /// 一是针对“…”问题，…
    fn brief_problem(&mut self, item: &Item<'_>, number: u32) -> CitedText {
        let ordinal = CitedText::plain(numeral::write(number));
        let mut said = self.say(Key::BriefOrdinal, [("序号", ordinal)]);
        let title = Self::title(item.task);
        let about = self.say(Key::About, [("问题", title)]);
        if let Some(wording) = self.wording(item, about.clone()) {
            said.push(&wording);
        } else {
            said.push(&about);
            said.push(&self.told(item, Style::Brief, false));
        }
        said
    }

    /// 一是…方面，the finished ones without titles, then the others.
    fn brief_dimension(
        &mut self,
        group: &'a Group<'a>,
        number: u32,
        sentences: &mut Vec<CitedText>,
    ) {
        let ordinal = CitedText::plain(numeral::write(number));
        let mut lead = self.say(Key::BriefOrdinal, [("序号", ordinal)]);
        if let Some(heading) = self.group_heading(group) {
            lead.push(&heading);
            lead.push_words("，");
        }
        let apart = self.told_apart(group);
        let of = |wanted: ProgressClass| {
            let items = group
                .items
                .iter()
                .filter(|item| item.task.standing() == Some(wanted));
            items
                .filter(|item| !apart.contains(&item.number))
                .collect::<Vec<_>>()
        };
        let first = sentences.len();
        let finished = of(ProgressClass::Finished);
        sentences.extend(self.finished_together(&finished));
        let plain = |item: &&&Item<'_>| {
            item.task.reason.is_none() && item.task.next_step.is_none() && !item.overdue
        };
        let mostly: Vec<&Item<'_>> = of(ProgressClass::MostlyDone)
            .iter()
            .filter(plain)
            .copied()
            .collect();
        sentences.extend(self.mostly_together(&mostly));
        let told = |item: &Item<'_>| {
            finished
                .iter()
                .chain(&mostly)
                .any(|known| known.number == item.number)
        };
        for run in self.runs(&group.items) {
            match run.as_slice() {
                [item] if told(item) => {}
                [item] => sentences.push(self.brief_alone(item)),
                many => sentences.push(self.open_together(many)),
            }
        }
        if let Some(said) = sentences.get_mut(first) {
            lead.push(said);
            *said = lead;
        }
    }

    /// Numbers of those that are told by themselves.
    fn told_apart(&self, group: &Group<'_>) -> Vec<u32> {
        group
            .items
            .iter()
            .filter(|item| {
                item.task.wording.is_some()
                    || !item.task.reopenings.is_empty()
                    || self.relisted(item).is_some()
            })
            .map(|item| item.number)
            .collect()
    }

    /// deeds，effect；deeds，effect；n个问题均已完成整改。
    fn finished_together(&mut self, items: &[&Item<'_>]) -> Option<CitedText> {
        let mut clauses = Vec::new();
        for item in items {
            let said = self.brief_body(item);
            clauses.push(said);
        }
        (!items.is_empty()).then(|| {
            clauses.push(self.finished_count(items.iter().copied()));
            let mut said = CitedText::join(clauses, "；");
            said.push_words("。");
            said
        })
    }

    /// What was done, or the gap with the title.
    fn brief_body(&mut self, item: &Item<'_>) -> CitedText {
        let body = self.body(item, Style::Brief, true);
        if !body.is_empty() {
            return body.said;
        }
        let title = Self::title(item.task);
        let mut said = self.say(Key::BriefProblem, [("问题", title)]);
        said.push(&self.untold(item.task));
        said
    }

    fn mostly_together(&mut self, items: &[&Item<'_>]) -> Option<CitedText> {
        let mut bodies = Vec::new();
        for item in items {
            bodies.push(self.body(item, Style::Brief, true).said);
        }
        let count = items.len();
        (count > 0).then(|| {
            let number = CitedText::with(count.to_string(), Record::general("基本完成"));
            let state = self.say(Key::MostlyCount, [("数", number)]);
            let mark = if count == 1 { "，" } else { "；" };
            let mut said = CitedText::join(bodies.into_iter().chain([state]), mark);
            said.push_words("。");
            items
                .iter()
                .fold(said, |said, item| status_said(item.task, said))
        })
    }

    /// “…”问题，deeds，reason，state。
    fn brief_alone(&mut self, item: &Item<'_>) -> CitedText {
        let title = Self::title(item.task);
        let mut about = self.say(Key::BriefProblem, [("问题", title)]);
        about.push_words("，");
        if let Some(wording) = self.wording(item, about.clone()) {
            return wording;
        }
        let body = self.body(item, Style::Brief, true);
        let untold = body.is_empty() && item.task.status.kind() != StatusKind::NotStarted;
        let tail = match self.relapse(item) {
            Some(relapse) => relapse,
            None => self.tail(item, Style::Brief, untold),
        };
        let mut said = about;
        said.push(&body.finish(tail, true));
        said
    }

    /// …，…，2个问题仍在整改。
    fn open_together(&mut self, items: &[&Item<'_>]) -> CitedText {
        let mut clauses = Vec::new();
        for item in items {
            let body = self.body(item, Style::Brief, true);
            clauses.push(body.said);
        }
        let number = CitedText::with(items.len().to_string(), Record::general("正在推进"));
        let task = items[0].task;
        clauses.extend(self.because(task));
        clauses.push(self.say(Key::OpenCount, [("数", number)]));
        clauses.extend(self.next_of(task));
        let mut said = CitedText::join(clauses, "，");
        said.push_words("。");
        items
            .iter()
            .fold(said, |said, item| status_said(item.task, said))
    }
}
