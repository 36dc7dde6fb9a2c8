//! Whole documents: 情况报告, 整改方案, 进展情况, 销号审核表.

mod area;
mod form;
mod full;
mod plan;
mod progress;

pub use area::{Area, AreaCommon, AreaUnit, area};
pub use form::form;

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::ordinal;
use crate::report::facts::{self, Section};
use crate::report::finding::{Contradiction, Gap};
use crate::report::fix::Fix;
use crate::report::options::{Kind, Options};
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Paragraph};
use model::dimension::name as dimension;
use model::ledger::Ledger;
use model::subject::Subject;

pub use documents::names::{ADDRESSEE, SIGNATURE};

/// Makes one document of one subject.
pub(crate) struct Maker<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) options: &'a Options,
    pub(crate) phrases: &'a Phrases,
    /// The tasks of year Y, and older ones that are still open.
    pub(crate) section: &'a Section<'a>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// The section of year Y's own tasks, for the team unless another subject is asked for.
pub(crate) fn own_section<'a>(ledger: &'a Ledger, options: &Options) -> Option<Section<'a>> {
    let options = Options {
        year: options.year + 1,
        ..options.clone()
    };
    let sections = facts::sections(ledger, &options);
    sections
        .into_iter()
        .find(|section| !section.groups.is_empty())
}

impl<'a> Maker<'a> {
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
            blocks: Vec::new(),
            gaps: Vec::new(),
            contradictions: Vec::new(),
        }
    }

    /// The document that the options ask for.
    pub(crate) fn make(&mut self) {
        match self.options.kind {
            Kind::Full => self.full(),
            Kind::Plan => self.plan(),
            Kind::Progress => self.progress(),
            Kind::Section => {}
        }
    }

    fn voice(&self) -> Voice {
        self.section.voice
    }

    fn say<const N: usize>(&self, key: Key, slots: [(&str, CitedText); N]) -> CitedText {
        self.phrases.say(key, self.voice(), slots)
    }

    /// How the meeting of year Y is called.
    fn meeting(&self) -> CitedText {
        let year = self.section.meeting_year;
        CitedText::with(
            self.section.meeting.clone(),
            Record::general(format!("{year}年度会议")),
        )
    }

    /// The party organization, the unit, or a gap.
    fn party(&mut self) -> CitedText {
        let unit = &self.ledger.book.unit;
        let named = unit.party.as_deref().or(Some(unit.name.as_str()));
        match named.filter(|name| !name.is_empty()) {
            Some(name) => CitedText::with(name, Record::general("党组织")),
            None => self.gap(Key::Party, Fix::Party),
        }
    }

    fn gap(&mut self, what: Key, fix: Fix) -> CitedText {
        self.task_gap(what, None, fix)
    }

    fn task_gap(&mut self, what: Key, task: Option<String>, fix: Fix) -> CitedText {
        let what = self.say(what, []);
        self.gaps.push(Gap {
            task,
            what: what.text(),
            fix,
            kind: None,
        });
        self.say(Key::Gap, [("事项", what)]).marked()
    }

    /// Title, addressee and one's own opening.
    fn head(&mut self, title: CitedText) {
        let title = match &self.options.title {
            Some(own) => CitedText::with(own.trim(), Record::general("标题")),
            None => title,
        };
        self.blocks.push(Block::Title(title));
        if let Some(addressee) = self.setting(ADDRESSEE) {
            let name = addressee.trim_end_matches(['：', ':']).to_owned();
            self.blocks.push(Block::Addressee(format!("{name}：")));
        }
        self.own(Key::OwnOpening);
    }

    /// One's own words, as they stand in the phrase file, a paragraph for each `\n`.
    fn own(&mut self, key: Key) {
        let words = self.say(key, []).text();
        for part in words.split("\\n").map(str::trim) {
            if !part.is_empty() {
                self.paragraph(vec![CitedText::plain(part)]);
            }
        }
    }

    /// A dimension's heading, short, at this place of its level.
    fn dimension(&mut self, level: u8, number: u32, heading: &str) {
        let short = CitedText::with(dimension(heading), Record::general("所属方面"));
        let text = self.say(Key::Dimension, [("方面", short)]);
        self.heading(level, number, &text);
    }

    /// One's own closing, and who signs when.
    fn foot(&mut self) {
        self.own(Key::OwnClosing);
        let unit = &self.ledger.book.unit;
        let signature = match &self.section.subject {
            Subject::Person(name) => Some(name.clone()),
            Subject::Team => self
                .setting(SIGNATURE)
                .map(str::to_owned)
                .or_else(|| unit.party.clone())
                .or_else(|| Some(unit.name.clone())),
        };
        let signature = signature.filter(|name| !name.is_empty());
        let mut lines: Vec<String> = signature.into_iter().collect();
        lines.push(calendar::full(self.ledger.today));
        self.blocks.push(Block::Signature(lines));
    }

    fn setting(&self, key: &str) -> Option<&str> {
        let value = self.ledger.book.settings.get(key)?.trim();
        (!value.is_empty()).then_some(value)
    }

    fn heading(&mut self, level: u8, number: u32, text: &CitedText) {
        let mut said = CitedText::plain(ordinal(level, number));
        said.push(text);
        self.blocks.push(Block::Heading { level, text: said });
    }

    fn paragraph(&mut self, sentences: Vec<CitedText>) {
        if !sentences.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph::of(sentences)));
        }
    }

    /// A gap as a paragraph of its own.
    fn gap_paragraph(&mut self, what: Key, fix: Fix) {
        let mut gap = self.gap(what, fix);
        gap.push_words("。");
        self.paragraph(vec![gap]);
    }
}
