//! Facts become sentences. Every number comes from a tally and every word from a phrase or a
//! record.

mod alone;
mod brief;
mod choice;
mod deadline;
mod fit;
mod itemized;
mod opening;
mod outlook;
mod pieces;
mod relapse;
mod state;
mod texts;
mod thematic;
mod told;

pub use alone::state_told;
pub(crate) use choice::Choice;
pub use opening::HEADLINE_FIGURES;
pub(crate) use pieces::measures_of;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use chrono::Datelike;

use crate::report::account::{Account, LeftOut, Untold};
use crate::report::calendar::Calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::facts::{Group, Section};
use crate::report::finding::{Contradiction, Gap};
use crate::report::fix::Fix;
use crate::report::item::Item;
use crate::report::options::{GroupBy, Options, StartOrdinal, Style};
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Paragraph};
use choice::everything;
use model::ledger::Ledger;
use model::tally;
use model::task::Task;
use office::text::{numeral, sentence};
use office::workers;

/// Up to so many problems of a team are told one by one where no style is asked for.
const ITEMIZED_UP_TO: usize = 6;
/// Of a person.
const PERSON_ITEMIZED_UP_TO: usize = 7;

/// Composes one subject's section.
pub(crate) struct Composer<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) options: &'a Options,
    pub(crate) phrases: &'a Phrases,
    pub(crate) section: &'a Section<'a>,
    /// What may be told of each item, by its number.
    pub(crate) accounts: BTreeMap<u32, Rc<Account>>,
    pub(crate) choice: Choice,
    /// The deadline of all that are in progress, where the opening says it for them.
    pub(crate) common_limit: Option<String>,
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
    ) -> Self {
        Self {
            ledger,
            options,
            phrases,
            section,
            accounts: BTreeMap::new(),
            choice: Choice::default(),
            common_limit: opening::common_limit(section),
            calendar: Calendar::in_year(ledger.today.year()),
            gaps: Vec::new(),
            contradictions: Vec::new(),
            embedded: false,
        }
    }

    /// The same with an account of every item of the section, all of it told.
    pub(crate) fn with_accounts(mut self) -> Self {
        let kinds = self.ledger.book.figure_kinds();
        let section = self.section;
        let items: Vec<&Item<'_>> = section.items().collect();
        let accounts = workers::map(&items, |item| match item.earlier {
            Some(earlier) => Account::of_both(earlier, item.task, &kinds),
            None => Account::of(item.task, &kinds),
        });
        let mut effects = BTreeSet::new();
        let accounts = items.iter().zip(accounts).map(|(item, mut account)| {
            // One with a wording of its own (报送表述) tells no effect.
            if item.task.wording.is_none() {
                account.tell_effects_once(&mut effects);
            }
            (item.number, Rc::new(account))
        });
        self.accounts = accounts.collect();
        self.choice = everything(&self.accounts);
        self
    }

    /// The whole item, by itself.
    pub(crate) fn item_alone(&mut self, item: &Item<'_>) -> Vec<CitedText> {
        let kinds = self.ledger.book.figure_kinds();
        self.accounts
            .insert(item.number, Rc::new(Account::of(item.task, &kinds)));
        self.choice = everything(&self.accounts);
        self.item(item)
    }

    /// What the records say and the text does not, with the task and why.
    pub(crate) fn left_out(&self) -> Vec<(String, LeftOut)> {
        let codes: BTreeMap<u32, String> = self
            .section
            .items()
            .map(|item| (item.number, item.task.code()))
            .collect();
        let code = |number: &u32| codes.get(number).cloned().unwrap_or_default();
        let mut all: Vec<(String, LeftOut)> = Vec::new();
        for (number, account) in &self.accounts {
            all.extend(
                account
                    .left_out
                    .iter()
                    .map(|left| (code(number), left.clone())),
            );
        }
        let chosen = self
            .choice
            .left_out(&self.accounts)
            .map(|(number, deed, text)| {
                let left = LeftOut {
                    entry: deed.entries.first().copied(),
                    text: text.to_owned(),
                    why: Untold::Length,
                };
                (code(&number), left)
            });
        all.extend(chosen);
        all
    }

    /// The section's blocks.
    pub(crate) fn blocks(&mut self) -> Vec<Block> {
        let style = self.style();
        let mut blocks = Vec::new();
        if style != Style::Brief || self.options.start.is_some() || self.options.title.is_some() {
            blocks.push(self.heading());
        }
        self.own_words(Key::OwnOpening, &mut blocks);
        match style {
            Style::Itemized => self.itemized(&mut blocks),
            Style::Thematic => self.thematic(&mut blocks),
            Style::Brief => self.brief(&mut blocks),
        }
        blocks.extend(
            self.void()
                .map(|said| Block::Paragraph(Paragraph::of(vec![said]))),
        );
        self.own_words(Key::OwnClosing, &mut blocks);
        let section = self.section;
        self.lacking(section.items().map(|item| item.task));
        blocks
    }

    /// What was done and how it stands; `stated`: the state is said elsewhere.
    pub(super) fn told(&mut self, item: &Item<'_>, style: Style, stated: bool) -> CitedText {
        let body = self.body(item, style, false);
        let untold = body.is_empty();
        let tail = if stated && !untold {
            state::Tail::None
        } else {
            self.tail(item, style, untold)
        };
        match self.relapse(item) {
            Some(relapse) => body.finish(relapse, false),
            None => body.finish(tail, false),
        }
    }

    /// The gaps of the tasks' records, but for those that their sentences were marked with.
    pub(crate) fn lacking<'t>(&mut self, tasks: impl Iterator<Item = &'t Task>) {
        let known = self.gaps.iter();
        let mut known: HashSet<(tally::Gap, String)> = known
            .filter_map(|gap| Some((gap.kind?, gap.task.clone()?)))
            .collect();
        for task in tasks {
            let code = task.code();
            for kind in tally::gaps(task, self.ledger.today) {
                if !known.insert((kind, code.clone())) {
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
    }

    fn style(&self) -> Style {
        let problems = self.section.items().count();
        self.options.style.unwrap_or(match self.voice() {
            Voice::Person if problems <= PERSON_ITEMIZED_UP_TO => Style::Itemized,
            Voice::Person => Style::Brief,
            Voice::Team if problems <= ITEMIZED_UP_TO => Style::Itemized,
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
            None => model::dimension::name(heading),
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

/// The ordinal of a heading: 一、 （一） 1. （1）
pub(crate) fn ordinal(level: u8, number: u32) -> String {
    match level {
        1 => format!("{}、", numeral::write(number)),
        2 => format!("（{}）", numeral::write(number)),
        3 => format!("{number}."),
        _ => format!("（{number}）"),
    }
}
