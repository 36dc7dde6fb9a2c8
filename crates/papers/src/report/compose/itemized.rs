//! 按问题写: a numbered paragraph per problem.

use crate::report::cited_text::CitedText;
use crate::report::compose::{Composer, ordinal};
use crate::report::facts::Group;
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use crate::report::tree::{Block, Paragraph};

/// A team's problems stand under headings where there are more than so many (rule 2).
const WITHOUT_HEADINGS: usize = 7;

impl<'a> Composer<'a> {
    pub(super) fn itemized(&mut self, blocks: &mut Vec<Block>) {
        let opening = self.opening(Style::Itemized);
        if !opening.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::of(opening)));
        }
        let section = self.section;
        let team = self.voice() == Voice::Team;
        let headed = team
            && section
                .groups
                .iter()
                .map(|group| group.items.len())
                .sum::<usize>()
                > WITHOUT_HEADINGS;
        let mut heading = 0;
        for group in &section.groups {
            if headed && let Some(text) = self.group_heading(group) {
                heading += 1;
                blocks.push(self.block_heading(heading, &text));
            }
            self.items(group, headed, blocks);
        }
        if !section.older.is_empty() {
            if headed {
                let text = self.say(Key::OlderTitle, []);
                blocks.push(self.block_heading(heading + 1, &text));
            }
            let opening = self.older_opening();
            blocks.push(Block::Paragraph(Paragraph::of(vec![opening])));
            for item in &section.older {
                let sentences = self.numbered(item, headed);
                blocks.push(Block::Paragraph(Paragraph::of(sentences)));
            }
        }
    }

    fn block_heading(&self, number: u32, text: &CitedText) -> Block {
        let level = self.block_level();
        let mut said = CitedText::plain(ordinal(level, number));
        said.push(text);
        Block::Heading { level, text: said }
    }

    fn items(&mut self, group: &'a Group<'a>, headed: bool, blocks: &mut Vec<Block>) {
        for item in &group.items {
            let sentences = self.numbered(item, headed);
            blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
    }

    fn numbered(&mut self, item: &Item<'_>, headed: bool) -> Vec<CitedText> {
        // Below headings of level 1. themselves.
        let level = if headed && self.block_level() == 3 {
            4
        } else {
            3
        };
        let mut sentences = self.item(item);
        if let Some(first) = sentences.first_mut() {
            let mut said = CitedText::plain(ordinal(level, item.number));
            said.push(first);
            *first = said;
        }
        sentences
    }

    /// The item in whole sentences, without a number.
    pub(crate) fn item(&mut self, item: &Item<'_>) -> Vec<CitedText> {
        let title = Self::title(item.task);
        let about = self.say(
            Key::Problem,
            [("问题", title), ("责任", self.people(item.task))],
        );
        if let Some(wording) = self.wording(item, about.clone()) {
            return vec![wording];
        }
        vec![about, self.told(item, Style::Itemized, false)]
    }
}
