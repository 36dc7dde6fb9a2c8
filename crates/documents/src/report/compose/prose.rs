//! 按方面写 and 概述: a sentence per problem.

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::pieces::{join_figures, note_text, sums_and_levels};
use crate::report::compose::state::{gives_cause, put_off, status_said};
use crate::report::compose::{Composer, ordinal};
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use crate::report::tree::{Block, Paragraph};
use model::event::TextField;
use model::status::{Status, StatusKind};
use model::task::ProgressClass;
use office::text::numeral;

impl<'a> Composer<'a> {
    pub(super) fn thematic(&mut self, blocks: &mut Vec<Block>) {
        self.own_words(Key::OwnOpening, blocks);
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
        self.own_words(Key::OwnClosing, blocks);
    }

    fn run_in(&self, number: u32, text: &CitedText) -> (u8, CitedText) {
        let level = self.block_level();
        let mut said = CitedText::plain(ordinal(level, number));
        said.push(text);
        said.push_words("。");
        (level, said)
    }

    fn block(&mut self, items: &'a [Item<'a>]) -> Vec<CitedText> {
        let mut sentences = Vec::new();
        for run in self.runs(items) {
            let about = if sentences.is_empty() {
                Key::About
            } else {
                Key::AboutNext
            };
            let said = match run.as_slice() {
                [item] => {
                    let title = Self::title(item.task);
                    let about = self.say(about, [("问题", title)]);
                    self.thematic_item(item, about)
                }
                joined => self.joined_sentence(joined, about),
            };
            sentences.push(said);
        }
        sentences
    }

    fn thematic_item(&mut self, item: &Item<'_>, about: CitedText) -> CitedText {
        if let Some(wording) = self.wording(item, about.clone()) {
            return wording;
        }
        let task = item.task;
        let mut clauses = Vec::new();
        if let Some(measures) = self.measures(task) {
            let voice = if Self::speaks_of_self(&measures) {
                Voice::Team
            } else {
                self.voice()
            };
            clauses.push(
                self.phrases
                    .say(Key::MeasuresShort, voice, [("措施", measures)]),
            );
        }
        if !item.figures.is_empty() {
            let (figures, levels) = sums_and_levels(item.all_figures());
            if !figures.is_empty() {
                clauses.push(self.say(Key::FiguresShort, [("数据", figures)]));
            }
            clauses.extend(Some(levels).filter(|levels| !levels.is_empty()));
        }
        let notes = item.notes.iter().filter(|note| !note.has_figures);
        clauses.extend(notes.map(|note| note_text(task, note)));
        clauses.extend(CitedText::field(task, TextField::Outcome));
        if item.is_untold() && (task.status.kind().is_open() || clauses.is_empty()) {
            clauses.push(self.untold(task));
        }
        let tail = self.tail(item, true);
        Self::sentence(about, clauses, tail)
    }

    /// 一是…二是… in one paragraph; those of older years in a second.
    pub(super) fn brief(&mut self, blocks: &mut Vec<Block>) {
        self.own_words(Key::OwnOpening, blocks);
        let section = self.section;
        let mut sentences = self.opening(Style::Brief);
        let mut number = 0;
        for group in &section.groups {
            self.brief_items(&group.items, &mut number, &mut sentences);
        }
        if !sentences.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
        if !section.older.is_empty() {
            let mut sentences = vec![self.older_opening()];
            self.brief_items(&section.older, &mut number, &mut sentences);
            blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
        self.own_words(Key::OwnClosing, blocks);
    }

    fn brief_items(
        &mut self,
        items: &'a [Item<'a>],
        number: &mut u32,
        sentences: &mut Vec<CitedText>,
    ) {
        for run in self.runs(items) {
            let said = match run.as_slice() {
                [item] => self.brief_item(item),
                joined => self.joined_sentence(joined, Key::BriefAbout),
            };
            *number += 1;
            let ordinal = CitedText::plain(numeral::write(*number));
            let mut sentence = self.say(Key::BriefOrdinal, [("序号", ordinal)]);
            sentence.push(&said);
            sentences.push(sentence);
        }
    }

    fn brief_item(&mut self, item: &Item<'_>) -> CitedText {
        let task = item.task;
        let about = self.say(Key::BriefAbout, [("问题", Self::title(task))]);
        if let Some(wording) = self.wording(item, about.clone()) {
            return wording;
        }
        let mut clauses = Vec::new();
        if !item.figures.is_empty() {
            clauses.push(join_figures(item.all_figures()));
        }
        if clauses.is_empty() || self.voice() == Voice::Team {
            clauses.extend(CitedText::field(task, TextField::Outcome));
        }
        if clauses.is_empty() {
            match item.notes.last() {
                Some(note) => clauses.push(note_text(task, note)),
                None => clauses.extend(self.measures(task)),
            }
        }
        if item.is_untold() && (task.status.kind().is_open() || clauses.is_empty()) {
            clauses.push(self.untold(task));
        }
        let tail = self.tail(item, false);
        Self::sentence(about, clauses, tail)
    }

    fn sentence(about: CitedText, clauses: Vec<CitedText>, tail: NextEntry) -> CitedText {
        let mut said = about;
        let body = CitedText::join(clauses, "，");
        let mark = if tail.turns { "；" } else { "，" };
        let end = CitedText::join(tail.clauses, "，");
        said.push(&CitedText::join([body, end], mark));
        said.push_words("。");
        said
    }

    /// How it stands, in clauses.
    fn tail(&self, item: &Item<'_>, full: bool) -> NextEntry {
        let task = item.task;
        let mut clauses = Vec::new();
        if item.relapsed {
            clauses.push(self.short(item, Key::ShortRelapse));
        }
        if task.status.kind().is_finished() {
            let key = match task.status {
                Status::Closed(_) => Key::ShortFinished,
                _ => Key::ShortWaiting,
            };
            clauses.push(self.short(item, key));
            return NextEntry {
                turns: false,
                clauses,
            };
        }
        clauses.extend(self.extended_short(item));
        let reason = CitedText::field(task, TextField::Reason);
        let next = CitedText::field(task, TextField::NextStep);
        let standing = task.standing();
        if standing == Some(ProgressClass::InProgress) && !item.overdue {
            let turns = full && (reason.is_some() || next.is_some());
            clauses.extend(self.underway(item, reason, next, full));
            return NextEntry { turns, clauses };
        }
        clauses.push(self.standing_short(item, full));
        if item.overdue {
            clauses.push(self.short(item, Key::ShortOverdue));
        }
        let late = item.overdue || task.status.kind() == StatusKind::NotStarted;
        if let Some(reason) = reason.filter(|_| full || late) {
            clauses.push(if gives_cause(&reason) {
                reason
            } else {
                self.say(Key::ShortWhy, [("原因", reason)])
            });
        }
        let turns = item.overdue && full;
        clauses.extend(next);
        clauses.retain(|clause| !clause.is_empty());
        NextEntry { turns, clauses }
    }

    /// In progress and in time: what hinders it and what comes next say so by themselves.
    fn underway(
        &self,
        item: &Item<'_>,
        reason: Option<CitedText>,
        next: Option<CitedText>,
        full: bool,
    ) -> Vec<CitedText> {
        match (reason, next) {
            (Some(reason), Some(next)) if full => vec![reason, next],
            (_, Some(next)) if !full => vec![next],
            (None, Some(next)) => vec![
                self.short(item, Key::ShortOpen),
                self.say(Key::ShortNext, [("下步", next)]),
            ],
            (Some(reason), _) if gives_cause(&reason) => {
                vec![reason, self.short(item, Key::ShortOpen)]
            }
            (Some(reason), _) => vec![self.say(Key::ShortOpenWhy, [("原因", reason)])],
            (None, None) => vec![self.short(item, Key::ShortOpen)],
        }
    }

    fn standing_short(&self, item: &Item<'_>, full: bool) -> CitedText {
        match item.task.standing() {
            Some(ProgressClass::LongTerm) if full => self.short(item, Key::ShortLongTerm),
            Some(ProgressClass::LongTerm) => self.short(item, Key::BriefLongTerm),
            Some(ProgressClass::MostlyDone) => self.short(item, Key::ShortMostly),
            Some(ProgressClass::NotStarted) => self.short(item, Key::ShortNotStarted),
            _ => CitedText::default(),
        }
    }

    fn short(&self, item: &Item<'_>, key: Key) -> CitedText {
        status_said(item.task, self.say(key, []))
    }

    fn extended_short(&self, item: &Item<'_>) -> Option<CitedText> {
        let last = item.task.extensions.last()?;
        let mut to = CitedText::with(calendar::deadline(&last.to)?, Record::of(item.task, "延期"));
        to.push(&self.why(put_off(item.task)));
        Some(self.say(Key::ShortExtended, [("时限", to)]))
    }
}

/// The clauses about how it stands, and whether a semicolon sets them off.
struct NextEntry {
    turns: bool,
    clauses: Vec<CitedText>,
}
