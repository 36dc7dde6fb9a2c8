//! Facts become sentences. Every number comes from a tally and every word from a phrase or a
//! record.

mod itemized;
mod joined;
mod opening;
mod pieces;
mod prose;
mod state;

pub(crate) use pieces::measures_of;

use crate::report::calendar::Calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::facts::{Group, Section};
use crate::report::finding::{Contradiction, Gap};
use crate::report::fix::Fix;
use crate::report::options::{GroupBy, Options, StartOrdinal, Style};
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Paragraph};
use model::ledger::Ledger;
use model::tally;
use model::task::Task;
use office::text::{numeral, sentence};

/// Up to so many problems are told one by one where no style is asked for.
const ITEMIZED_UP_TO: usize = 6;

/// How far a text is shortened; each step takes those before it along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Condense {
    /// Everything is told.
    Not,
    /// Dates of progress become counts.
    Dates,
    /// Measures by their first clause.
    Measures,
    /// Finished tasks under one heading are joined.
    Finished,
}

impl Condense {
    pub(crate) const ALL: [Self; 4] = [Self::Not, Self::Dates, Self::Measures, Self::Finished];
}

/// Composes one subject's section.
pub(crate) struct Composer<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) options: &'a Options,
    pub(crate) phrases: &'a Phrases,
    pub(crate) section: &'a Section<'a>,
    pub(crate) condense: Condense,
    pub(crate) calendar: Calendar,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) contradictions: Vec<Contradiction>,
    /// Part of a document that has its own opening and closing words.
    pub(crate) embedded: bool,
}

impl<'a> Composer<'a> {
    pub(crate) fn new(
        ledger: &'a Ledger,
        options: &'a Options,
        phrases: &'a Phrases,
        section: &'a Section<'a>,
        condense: Condense,
    ) -> Self {
        Self {
            ledger,
            options,
            phrases,
            section,
            condense,
            calendar: Calendar::default(),
            gaps: Vec::new(),
            contradictions: Vec::new(),
            embedded: false,
        }
    }

    /// The section's blocks.
    pub(crate) fn blocks(&mut self) -> Vec<Block> {
        let style = self.style();
        let mut blocks = Vec::new();
        if style != Style::Brief || self.options.start.is_some() || self.options.title.is_some() {
            blocks.push(self.heading());
        }
        match style {
            Style::Itemized => self.itemized(&mut blocks),
            Style::Thematic => self.thematic(&mut blocks),
            Style::Brief => self.brief(&mut blocks),
        }
        let section = self.section;
        section.items().for_each(|item| self.lacks(item.task));
        blocks
    }

    /// The gaps of the task's records, but for those that its sentences were marked with.
    pub(crate) fn lacks(&mut self, task: &Task) {
        let code = task.code();
        for kind in tally::gaps(task, self.ledger.today) {
            let known = |gap: &Gap| gap.kind == Some(kind) && gap.task.as_ref() == Some(&code);
            if self.gaps.iter().any(known) {
                continue;
            }
            self.gaps.push(Gap {
                task: Some(code.clone()),
                what: kind.word().to_owned(),
                fix: Fix::of_gap(kind, code.clone()),
                kind: Some(kind),
            });
        }
    }

    fn style(&self) -> Style {
        self.options.style.unwrap_or(match self.voice() {
            Voice::Person => Style::Brief,
            Voice::Team if self.section.items().count() <= ITEMIZED_UP_TO => Style::Itemized,
            Voice::Team => Style::Thematic,
        })
    }

    pub(crate) fn voice(&self) -> Voice {
        self.section.voice
    }

    pub(crate) fn say<const N: usize>(&self, key: Key, slots: [(&str, CitedText); N]) -> CitedText {
        self.phrases.say(key, self.voice(), slots)
    }

    fn start(&self) -> StartOrdinal {
        self.options.start.unwrap_or(StartOrdinal {
            level: match self.voice() {
                Voice::Team => 1,
                Voice::Person => 2,
            },
            number: 1,
        })
    }

    fn heading(&self) -> Block {
        let start = self.start();
        let mut text = CitedText::plain(ordinal(start.level, start.number));
        match &self.options.title {
            Some(title) => text.push(&CitedText::with(title.trim(), Record::general("标题"))),
            None => text.push(&self.say(Key::SectionTitle, [])),
        }
        Block::Heading {
            level: start.level,
            text,
        }
    }

    /// Level of the headings below the section's.
    fn block_level(&self) -> u8 {
        self.start().level + 1
    }

    /// 在…方面, or the clerk's own grouping; `None` where no task has either.
    fn group_heading(&self, group: &Group<'_>) -> Option<CitedText> {
        let by_theme = self.options.group == GroupBy::Theme;
        let Some(heading) = &group.heading else {
            let alone = self.section.groups.len() == 1;
            let key = if by_theme {
                Key::ThemeOther
            } else {
                Key::DimensionOther
            };
            return (!alone).then(|| self.say(key, []));
        };
        let tasks = group.items.iter().map(|item| item.task);
        let record = |what| tasks.clone().next().map(|task| Record::of(task, what));
        if by_theme {
            let mut said = CitedText::plain(sentence::open_end(&sentence::one_line(heading)));
            said.records.extend(record("归类"));
            return Some(self.say(Key::Theme, [("归类", said)]));
        }
        let own = self
            .ledger
            .book
            .settings
            .get(&format!("{SHORT_DIMENSION}{heading}"));
        let mut said = CitedText::plain(match own {
            Some(short) => sentence::one_line(short),
            None => short_dimension(heading),
        });
        said.records.extend(record("所属方面"));
        Some(self.say(Key::Dimension, [("方面", said)]))
    }

    pub(crate) fn gap(&mut self, what: Key, gap: Gap) -> CitedText {
        self.gaps.push(gap);
        let what = self.say(what, []);
        self.say(Key::Gap, [("事项", what)]).marked()
    }

    /// One's own words at the beginning or end, where the phrase file has some.
    fn own_words(&self, key: Key, blocks: &mut Vec<Block>) {
        let words = self.say(key, []);
        if !words.is_empty() && !self.embedded {
            blocks.push(Block::Paragraph(Paragraph::of(vec![words])));
        }
    }
}

/// Setting that gives a dimension's short form; its whole heading follows.
pub const SHORT_DIMENSION: &str = "dimension.short.";

/// Headings longer than this are quoted by their first clause.
const SHORT_HEADING: usize = 24;

/// A dimension's heading without 在 and 方面; a long one by its first clause.
pub(crate) fn short_dimension(heading: &str) -> String {
    let heading = sentence::one_line(heading);
    let heading = sentence::open_end(&heading);
    let heading = heading.strip_prefix('在').unwrap_or(heading);
    let heading = ["方面存在的主要问题", "方面存在的问题", "方面的问题", "方面"]
        .iter()
        .find_map(|ending| heading.strip_suffix(ending))
        .unwrap_or(heading);
    let clause = if heading.chars().count() > SHORT_HEADING {
        sentence::first_clause(heading)
    } else {
        heading
    };
    sentence::open_end(clause).to_owned()
}

/// The ordinal of a heading: 一、 （一） 1. （1）
pub(crate) fn ordinal(level: u8, number: u32) -> String {
    match level {
        1 => format!("{}、", numeral::write(number)),
        2 => format!("（{}）", numeral::write(number)),
        3 => format!("{number}."),
        _ => format!("（{number}）"),
    }
}
