//! 召开情况报告: the whole document of a meeting.

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::{Composer, measures_of, ordinal};
use crate::report::documents::Maker;
use crate::report::facts;
use crate::report::fix::Fix;
use crate::report::options::{Options, Outline, StartOrdinal};
use crate::report::phrases::{Key, Voice};
use crate::report::tree::Block;
use crate::report::{annex, institutions};
use model::draft::{Cause, Fact, ProposedMeasure};
use model::ledger::RecordedDraft;
use model::meeting::{self, Meeting};
use model::subject::Subject;
use model::task::Task;
use office::text::numeral;

impl Maker<'_> {
    pub(super) fn full(&mut self) {
        let (party, meeting) = (self.party(), self.meeting());
        let slots = [("党组织", party.clone()), ("会议", meeting)];
        let title = self.say(Key::FullTitle, slots);
        self.head(title);
        match self.options.outline {
            Outline::Sections => {
                let mut sentences = Vec::new();
                // A person's material is read out at the meeting: it need not say when that is.
                let known = self.card().is_some_and(|meeting| meeting.held_on.is_some());
                if known || self.voice() == Voice::Team {
                    sentences.push(self.held(party));
                }
                sentences.extend(self.before());
                sentences.push(self.say(Key::FullOpening, []));
                self.paragraph(sentences);
                self.last_year(1, 1);
                self.problems(2, Key::FullProblemsTitle);
                self.causes(3);
                self.measures_of_meeting(4, Key::FullMeasuresTitle);
            }
            Outline::Procedure => {
                let slots = [("会议", self.meeting())];
                let opening = self.say(Key::FullOpeningProcedure, slots);
                self.paragraph(vec![opening]);
                self.preparation();
                self.proceedings(party);
                self.problems(3, Key::FullProblemsTitleProcedure);
                self.measures_of_meeting(4, Key::FullMeasuresTitleProcedure);
            }
        }
        let annex = self
            .options
            .annex
            .then(|| self.last_years_ledger())
            .flatten();
        let (note, tables) = annex.unzip();
        self.blocks.extend(note);
        self.foot();
        self.blocks.extend(tables.into_iter().flatten());
    }

    /// Last year's tasks and what they left as tables, with the line that names these.
    fn last_years_ledger(&self) -> Option<(Block, Vec<Block>)> {
        let options = self.last_years_options();
        let section = facts::sections(self.ledger, &options).into_iter().next()?;
        let columns = annex::ledger_columns(section.voice);
        let (phrases, today) = (self.phrases, self.ledger.today);
        let title = Key::AnnexLedger;
        let table = annex::table(phrases, today, title, columns, section.items());
        Some(institutions::annexes(phrases, table, section.items()))
    }

    fn last_years_options(&self) -> Options {
        Options {
            subject: Some(self.section.subject.clone()),
            title: None,
            ..self.options.clone()
        }
    }

    fn card(&self) -> Option<&Meeting> {
        self.ledger.book.meeting(self.options.year)
    }

    /// Who held it when, and on what theme.
    fn held(&mut self, party: CitedText) -> CitedText {
        let record = |what: &'static str| Record::general(what);
        let day = self.card().and_then(|meeting| meeting.held_on);
        let theme = self.card().and_then(|meeting| meeting.theme.clone());
        let fix = Fix::HeldOn(self.options.year);
        let day = match day {
            Some(day) => CitedText::with(calendar::full(day), record("召开日期")),
            None => self.gap(Key::FullNoDay, fix),
        };
        let theme = theme.map_or_else(CitedText::default, |theme| {
            let theme = CitedText::recorded(&theme, record("会议主题"));
            self.say(Key::FullTheme, [("主题", theme)])
        });
        let slots = [
            ("党组织", party),
            ("会议", self.meeting()),
            ("日期", day),
            ("主题", theme),
        ];
        self.say(Key::FullHeld, slots)
    }

    /// What was counted before the meeting, values as recorded.
    fn before(&self) -> Option<CitedText> {
        let said = self.counted().into_iter().map(|fact| {
            let text = format!("{}{}{}", fact.name, fact.value, fact.unit);
            CitedText::recorded(&text, Record::general("会前数据"))
        });
        let said = CitedText::join(said, "，");
        (!said.is_empty()).then(|| self.say(Key::FullBefore, [("数据", said)]))
    }

    /// The meeting's own counts, and what besides the team's document of that year states.
    fn counted(&self) -> Vec<&Fact> {
        let own = self.card().map_or(&[][..], |card| &card.figures);
        let of_team = |draft: &&RecordedDraft| {
            draft.year == self.options.year && draft.subject == Subject::Team
        };
        let drafts = self.ledger.drafts.iter().filter(of_team);
        meeting::counted(own, drafts.flat_map(|recorded| &recorded.draft.facts))
    }

    fn preparation(&mut self) {
        let title = self.say(Key::FullBeforeTitle, []);
        self.heading(1, 1, &title);
        if let Some(said) = self.before() {
            self.paragraph(vec![said]);
            return;
        }
        let fix = Fix::Before(self.options.year);
        self.gap_paragraph(Key::FullNoBefore, fix);
    }

    fn proceedings(&mut self, party: CitedText) {
        let title = self.say(Key::FullMeetingTitle, []);
        self.heading(1, 2, &title);
        let title = self.say(Key::FullMeetingHeld, []);
        self.heading(2, 1, &title);
        let mut sentences = vec![self.held(party)];
        let fields = self.card().map(|meeting| meeting.fields.clone());
        for (name, text) in fields.unwrap_or_default() {
            let name_said = CitedText::with(name, Record::general("会议事项"));
            let text = CitedText::recorded(&text, Record::general("会议事项"));
            sentences.push(self.say(Key::FullField, [("名称", name_said), ("内容", text)]));
        }
        self.paragraph(sentences);
        self.last_year(2, 2);
    }

    /// The section on last year's rectification, at its place in the document.
    fn last_year(&mut self, level: u8, number: u32) {
        let options = Options {
            start: Some(StartOrdinal { level, number }),
            ..self.last_years_options()
        };
        let sections = facts::sections(self.ledger, &options);
        let Some(section) = sections.first() else {
            let title = self.say(Key::SectionTitle, []);
            self.heading(level, number, &title);
            let fix = Fix::List {
                year: self.options.year - 1,
                subject: None,
            };
            self.gap_paragraph(Key::FullNoLastYear, fix);
            return;
        };
        let mut composer =
            Composer::new(self.ledger, &options, self.phrases, section).with_accounts();
        composer.embedded = true;
        self.blocks.extend(composer.fitted_blocks());
        self.gaps.append(&mut composer.gaps);
        self.contradictions.append(&mut composer.contradictions);
    }

    /// The problems of the meeting, whole, under their headings.
    fn problems(&mut self, number: u32, title: Key) {
        let title = self.say(title, []);
        self.heading(1, number, &title);
        let section = self.section;
        let mut place = 0;
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                place += 1;
                self.dimension(2, place, heading);
            }
            let several = group.items.len() > 1;
            for (item, number) in group.items.iter().zip(1..) {
                let sentences = self.problem(item.task, several.then_some(number));
                self.paragraph(sentences);
            }
        }
        if section.groups.is_empty() {
            self.gap_paragraph(Key::FullNoProblems, Fix::Import);
        }
    }

    /// 一是…; without an ordinal where it is the only one.
    fn problem(&self, task: &Task, number: Option<u32>) -> Vec<CitedText> {
        let title = CitedText::recorded(&task.problem, Record::of(task, "存在问题"));
        let mut sentences = vec![match number {
            Some(number) => {
                let ordinal = CitedText::plain(numeral::write(number));
                self.say(Key::FullProblem, [("序号", ordinal), ("问题", title)])
            }
            None => self.say(Key::FullDetail, [("内容", title)]),
        }];
        let detail = CitedText::recorded(&task.detail, Record::of(task, "具体表现"));
        if !detail.is_empty() {
            sentences.push(self.say(Key::FullDetail, [("内容", detail)]));
        }
        sentences
    }

    fn causes(&mut self, number: u32) {
        let title = self.say(Key::FullCausesTitle, []);
        self.heading(1, number, &title);
        let causes: Vec<Cause> = self.drafts(|draft| draft.causes.clone());
        if causes.is_empty() {
            self.gap_paragraph(Key::FullNoCauses, Fix::Import);
        }
        for (at, cause) in causes.iter().enumerate() {
            let title = CitedText::recorded(&cause.title, Record::general("原因"));
            self.headed(at as u32 + 1, &title, &cause.detail, "原因");
        }
    }

    fn measures_of_meeting(&mut self, number: u32, title: Key) {
        let title = self.say(title, []);
        self.heading(1, number, &title);
        let measures: Vec<ProposedMeasure> = self.drafts(|draft| draft.measures.clone());
        if measures.is_empty() && !self.measures_of_tasks() {
            self.gap_paragraph(Key::FullNoMeasures, Fix::Import);
        }
        let (mut groups, mut last, mut item) = (0, None::<&str>, 0);
        for measure in &measures {
            let title = CitedText::recorded(&measure.title, Record::general("措施"));
            let Some(group) = measure.group.as_deref() else {
                groups += 1;
                last = None;
                self.headed(groups, &title, &measure.detail, "措施");
                continue;
            };
            if last != Some(group) {
                groups += 1;
                item = 0;
                last = Some(group);
                let group = CitedText::recorded(group, Record::general("措施"));
                self.heading(2, groups, &group);
            }
            item += 1;
            let mut first = CitedText::plain(format!("{item}."));
            first.push(&self.say(Key::FullMeasure, [("措施", title)]));
            let mut sentences = vec![first];
            sentences.extend(self.detail(&measure.detail, "措施"));
            self.paragraph(sentences);
        }
    }

    /// The tasks' own measures, where no document lists any; whether there were some.
    fn measures_of_tasks(&mut self) -> bool {
        let section = self.section;
        let mut number = 0;
        for item in section.groups.iter().flat_map(|group| &group.items) {
            let measures = measures_of(item.task);
            if measures.is_empty() {
                continue;
            }
            number += 1;
            let title = Composer::title(item.task);
            let mut said = CitedText::plain(ordinal(3, number));
            said.push(&self.say(Key::About, [("问题", title)]));
            said.push(&self.say(Key::FullMeasure, [("措施", measures)]));
            self.paragraph(vec![said]);
        }
        number > 0
    }

    fn headed(&mut self, number: u32, title: &CitedText, detail: &str, record: &'static str) {
        self.heading(2, number, title);
        let detail = self.detail(detail, record);
        self.paragraph(detail.into_iter().collect());
    }

    fn detail(&self, text: &str, record: &'static str) -> Option<CitedText> {
        let detail = CitedText::recorded(text, Record::general(record));
        (!detail.is_empty()).then(|| self.say(Key::FullDetail, [("内容", detail)]))
    }

    fn drafts<T>(&self, take: impl Fn(&model::draft::Draft) -> Vec<T>) -> Vec<T> {
        let own = self.ledger.drafts.iter().filter(|recorded| {
            recorded.year == self.options.year && recorded.subject == self.section.subject
        });
        own.flat_map(|recorded| take(&recorded.draft)).collect()
    }
}
