//! 按问题写: a numbered paragraph per problem.

use crate::report::cited_text::CitedText;
use crate::report::compose::pieces::{levels_sentence, sums_and_levels};
use crate::report::compose::{Composer, ordinal};
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use crate::report::tree::{Block, Paragraph};
use model::event::TextField;
use model::status::StatusKind;

impl<'a> Composer<'a> {
    pub(super) fn itemized(&mut self, blocks: &mut Vec<Block>) {
        self.own_words(Key::OwnOpening, blocks);
        let opening = self.opening(Style::Itemized);
        if !opening.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::of(opening)));
        }
        let section = self.section;
        let mut heading = 0;
        for group in &section.groups {
            if self.voice() == Voice::Team
                && let Some(text) = self.group_heading(group)
            {
                heading += 1;
                blocks.push(self.block_heading(heading, &text));
            }
            self.items(&group.items, blocks);
        }
        if !section.older.is_empty() {
            if self.voice() == Voice::Team {
                let text = self.say(Key::OlderTitle, []);
                blocks.push(self.block_heading(heading + 1, &text));
            }
            let opening = self.older_opening();
            blocks.push(Block::Paragraph(Paragraph::of(vec![opening])));
            self.items(&section.older, blocks);
        }
        self.own_words(Key::OwnClosing, blocks);
    }

    fn block_heading(&self, number: u32, text: &CitedText) -> Block {
        let level = self.block_level();
        let mut said = CitedText::plain(ordinal(level, number));
        said.push(text);
        Block::Heading { level, text: said }
    }

    fn items(&mut self, items: &'a [Item<'a>], blocks: &mut Vec<Block>) {
        for run in self.runs(items) {
            let sentences = match run.as_slice() {
                [item] => self.item(item),
                joined => self.joined_items(joined),
            };
            blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
    }

    /// The item's ordinal: below block headings where those are of level 1. themselves.
    pub(super) fn item_ordinal(&self, item: &Item<'_>) -> CitedText {
        let level = match (self.voice(), self.block_level()) {
            (Voice::Team, 3) => 4,
            _ => 3,
        };
        CitedText::plain(ordinal(level, item.number))
    }

    /// The item in whole sentences.
    pub(crate) fn item(&mut self, item: &Item<'_>) -> Vec<CitedText> {
        let mut first = self.item_ordinal(item);
        let title = Self::title(item.task);
        let about = self.say(
            Key::Problem,
            [("问题", title), ("责任", self.people(item.task))],
        );
        if let Some(wording) = self.wording(item, about.clone()) {
            first.push(&wording);
            return vec![first];
        }
        first.push(&about);
        let mut sentences = vec![first];
        self.deeds(item, &mut sentences);
        if let Some(outcome) = CitedText::field(item.task, TextField::Outcome) {
            sentences.push(self.outcome(outcome));
        }
        sentences.extend(self.state(item));
        sentences
    }

    /// Measures, notes and figures.
    fn deeds(&mut self, item: &Item<'_>, sentences: &mut Vec<CitedText>) {
        let measures = self.measures(item.task);
        let notes = self.notes(item);
        if notes.is_empty() {
            let lacking = lacks_account(item, measures.is_some());
            let (figures, levels) = sums_and_levels(item.all_figures());
            let apart = measures.as_ref().is_none_or(|said| !is_one_clause(said));
            let (joined, alone) = self.place_figures(figures, apart);
            sentences.extend(measures.map(|said| self.measures_sentence(said, joined)));
            sentences.extend(alone);
            sentences.extend(levels_sentence(levels));
            if lacking {
                let mut gap = self.untold(item.task);
                gap.push_words("。");
                sentences.push(gap);
            }
            return;
        }
        sentences.extend(measures.map(|said| self.measures_sentence(said, CitedText::default())));
        let (figures, levels) = sums_and_levels(item.figures_beside_notes());
        let (joined, alone) =
            self.place_figures(figures, !notes.iter().all(is_one_clause) || notes.len() > 1);
        let mark = if notes.iter().all(is_one_clause) {
            "；"
        } else {
            "。"
        };
        let told = CitedText::join(notes, mark);
        sentences.push(self.say(Key::Notes, [("进展", told), ("数据", joined)]));
        sentences.extend(alone);
        sentences.extend(levels_sentence(levels));
    }

    /// Figures as a clause after the sentence, or as a sentence of their own.
    fn place_figures(&self, figures: CitedText, apart: bool) -> (CitedText, Option<CitedText>) {
        if figures.is_empty() {
            (CitedText::default(), None)
        } else if apart {
            let alone = self.say(Key::Figures, [("数据", figures)]);
            (CitedText::default(), Some(alone))
        } else {
            (self.say(Key::FiguresJoined, [("数据", figures)]), None)
        }
    }

    fn measures_sentence(&self, measures: CitedText, figures: CitedText) -> CitedText {
        // A person who says 我 in his own words is not made to say it twice.
        let voice = if Self::speaks_of_self(&measures) {
            Voice::Team
        } else {
            self.voice()
        };
        let slots = [("措施", measures), ("数据", figures)];
        self.phrases.say(Key::Measures, voice, slots)
    }

    fn outcome(&self, outcome: CitedText) -> CitedText {
        let text = outcome.text();
        if ["目前", "截至", "现已"]
            .iter()
            .any(|word| text.starts_with(word))
        {
            let mut said = outcome;
            said.push_words("。");
            return said;
        }
        self.say(Key::Outcome, [("成效", outcome)])
    }
}

/// Neither progress nor outcome nor reason; what is not started says so at its reason.
fn lacks_account(item: &Item<'_>, has_measures: bool) -> bool {
    let kind = item.task.status.kind();
    let told_at_reason = kind == StatusKind::NotStarted && !item.task.is_long_term();
    item.is_untold() && !told_at_reason && (kind.is_open() || !has_measures)
}

/// Whether another clause can follow in the same sentence.
fn is_one_clause(said: &CitedText) -> bool {
    !said.has_inner_stop() && !said.text().contains('；')
}
