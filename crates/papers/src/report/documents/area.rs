//! 通报: how far the units of an area have come.

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::ordinal;
use crate::report::documents::Maker;
use crate::report::facts::{self, Section};
use crate::report::fix::Fix;
use crate::report::options::Options;
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Paragraph, Table};
use crate::report::{Report, annex};
use model::ledger::Ledger;
use model::subject::Subject;
use model::tally::{Rate, Spread, SpreadRow, StatusCounts, Tally};
use model::task::ProgressClass;
use office::text::sentence;

/// Dimensions and units named at most.
const MOST: usize = 10;
/// 附件
const ANNEX: Key = Key::AreaTable;

/// What the units of an area handed in.
#[derive(Debug, Clone)]
pub struct Area {
    /// What the area is called; `None` for every unit.
    pub name: Option<String>,
    /// Its units, the one furthest behind first.
    pub units: Vec<AreaUnit>,
    /// Their problems by dimension.
    pub dimensions: Spread,
    /// Their common problems, the most widely spread first.
    pub common: Vec<AreaCommon>,
    /// Whether it is known who ought to hand in.
    pub expected: bool,
}

/// One unit of an area.
#[derive(Debug, Clone)]
pub struct AreaUnit {
    /// Its name with its code.
    pub called: String,
    /// How its problems stand.
    pub stand: StatusCounts,
    /// Whether it handed any in.
    pub handed_in: bool,
}

/// Like problems of several units.
#[derive(Debug, Clone)]
pub struct AreaCommon {
    /// The title of one of them.
    pub problem: String,
    /// Its code.
    pub task: String,
    /// What its dimension is called among the area's.
    pub dimension: Option<String>,
    /// How many.
    pub tasks: u32,
    /// In how many units.
    pub units: u32,
}

impl Area {
    /// What a dimension is called in the report of an area, where units word it in their own ways.
    pub fn heading(dimension: &str) -> String {
        model::dimension::key(dimension)
    }

    /// How the problems of all units stand.
    pub fn all(&self) -> StatusCounts {
        let mut all = StatusCounts::default();
        for unit in &self.units {
            all.join(&unit.stand);
        }
        all
    }
}

/// Writes the 通报 of an area on the problems of year `options.year`; the ledger needs no tasks.
pub fn area(ledger: &Ledger, area: Area, options: &Options, phrases: &Phrases) -> Report {
    let mut report = Report::empty(ledger, options.year);
    let section = Section {
        void: Vec::new(),
        links: facts::Links::default(),
        subject: Subject::Team,
        voice: Voice::Team,
        meeting_year: options.year,
        meeting: facts::meeting_title(ledger, options.year),
        tally: Tally::new(ledger.today),
        all_assigned: true,
        groups: Vec::new(),
        older: Vec::new(),
        older_tally: Tally::new(ledger.today),
    };
    let mut maker = Maker::new(ledger, options, phrases, &section);
    maker.area(&area);
    report.tree.blocks = maker.blocks;
    report.gaps = maker.gaps;
    report.area = Some(area);
    report.trace = options.trace;
    report.tree.rewrite(sentence::printable);
    report.characters = report.tree.characters();
    report
}

fn count(count: u32, what: &'static str) -> CitedText {
    CitedText::with(count.to_string(), Record::general(what))
}

impl Maker<'_> {
    fn area(&mut self, area: &Area) {
        let title = self.say(Key::AreaTitle, [("会议", self.meeting())]);
        self.head(title);
        self.area_whole(area);
        self.area_dimensions(area);
        self.area_behind(area);
        self.area_silent(area);
        self.titled(5, Key::AreaNextTitle);
        if self.say(Key::OwnAreaNext, []).is_empty() {
            self.gap_paragraph(Key::AreaNoNext, Fix::AddInFile);
        } else {
            self.own(Key::OwnAreaNext);
        }
        self.blocks.push(annex::note(self.phrases, ANNEX));
        self.foot();
        let table = self.area_table(area);
        self.blocks.push(Block::Table(table));
    }

    fn titled(&mut self, number: u32, title: Key) {
        let title = self.say(title, []);
        self.heading(1, number, &title);
    }

    fn area_whole(&mut self, area: &Area) {
        self.titled(1, Key::AreaWholeTitle);
        let all = area.all();
        let name = area.name.as_ref().map_or_else(CitedText::default, |name| {
            let name = CitedText::with(name.clone(), Record::general("单位"));
            self.say(Key::AreaWithin, [("单位", name)])
        });
        let units = area.units.iter().filter(|unit| unit.handed_in).count();
        let mut whole = self.say(
            Key::AreaWhole,
            [
                ("日期", CitedText::plain(calendar::full(self.ledger.today))),
                ("范围", name),
                ("单位数", count(units as u32, "单位数")),
                ("会议", self.meeting()),
                ("问题数", count(all.total, "问题数")),
            ],
        );
        let rate = Rate::closed(&all);
        whole.push(&self.say(
            Key::AreaStandings,
            [
                ("状态", self.area_standings(&all)),
                ("逾期", self.some(Key::AreaOverdue, "逾期", all.overdue)),
            ],
        ));
        let mut sentences = vec![whole];
        if let Some(percent) = rate.percent() {
            sentences.push(self.say(
                Key::AreaRate,
                [
                    ("比率", CitedText::with(percent, Record::general("销号率"))),
                    ("分子", count(rate.numerator, "已销号")),
                    ("分母", count(rate.denominator, "问题数")),
                ],
            ));
        }
        self.paragraph(sentences);
    }

    /// How many stand how; what nothing stands as is not named.
    fn area_standings(&self, all: &StatusCounts) -> CitedText {
        let parts = ProgressClass::ALL.into_iter().filter_map(|standing| {
            let problems = count(all.standing(standing), standing.word());
            match (all.standing(standing), standing) {
                (0, _) => None,
                (_, ProgressClass::Finished) => {
                    let closed = count(Rate::closed(all).numerator, "已销号");
                    let slots = [("个数", problems), ("销号", closed)];
                    Some(self.say(Key::AreaFinished, slots))
                }
                _ => {
                    let word = CitedText::plain(standing.word());
                    Some(self.say(Key::AreaCount, [("状态", word), ("个数", problems)]))
                }
            }
        });
        CitedText::join(parts, "，")
    }

    /// A clause with one count; nothing where there is none.
    fn some(&self, key: Key, what: &'static str, number: u32) -> CitedText {
        match number {
            0 => CitedText::default(),
            _ => self.say(key, [(what, count(number, what))]),
        }
    }

    /// The dimensions of several units, each with the problems that they have in common; the rest
    /// as one count.
    fn area_dimensions(&mut self, area: &Area) {
        self.titled(2, Key::AreaDimensionsTitle);
        let rows = || {
            area.dimensions
                .rows()
                .iter()
                .filter(|row| row.key.is_some())
        };
        let shared = rows().any(|row| row.units() > 1);
        let told = rows().filter(|row| row.units() > 1 || !shared);
        let told: Vec<&SpreadRow> = told.take(MOST).collect();
        let mut place = 0;
        for row in &told {
            place += 1;
            let heading = row.key.as_deref().unwrap_or_default();
            let short = CitedText::with(heading, Record::general("所属方面"));
            let lead = self.say(Key::Dimension, [("方面", short)]);
            let finished = row.stand.standing(ProgressClass::Finished);
            let slots = [
                ("单位数", count(row.units(), "单位数")),
                ("问题数", count(row.stand.total, "问题数")),
                (
                    "完成",
                    self.some(Key::AreaDimensionFinished, "完成", finished),
                ),
                (
                    "逾期",
                    self.some(Key::AreaDimensionOverdue, "逾期", row.stand.overdue),
                ),
            ];
            let mut sentences = vec![self.say(Key::AreaDimension, slots)];
            sentences.extend(self.area_common(area, |of| of == Some(heading)));
            self.run_in(place, &lead, sentences);
        }
        let named = |of: Option<&str>| told.iter().any(|row| row.key.as_deref() == of);
        let mut others = self.area_common(area, |of| !named(of));
        if told.is_empty() {
            others.insert(0, self.say(Key::AreaDimensionsNone, []));
            self.paragraph(others);
            return;
        }
        if !others.is_empty() {
            let lead = self.say(Key::AreaCommonRest, []);
            self.run_in(place + 1, &lead, others);
        }
        let all = area.all().total;
        let rest = all - told.iter().map(|row| row.stand.total).sum::<u32>();
        let rest = self.some(Key::AreaDimensionsRest, "问题数", rest);
        if !rest.is_empty() {
            self.paragraph(vec![rest]);
        }
    }

    /// A paragraph whose heading runs into it.
    fn run_in(&mut self, place: u32, lead: &CitedText, sentences: Vec<CitedText>) {
        let mut heading = CitedText::plain(ordinal(2, place));
        heading.push(lead);
        heading.push_words("。");
        let mut paragraph = Paragraph::of(sentences);
        paragraph.lead = Some((2, heading));
        self.blocks.push(Block::Paragraph(paragraph));
    }

    /// The problems that several units of these dimensions have in common.
    fn area_common(&self, area: &Area, of: impl Fn(Option<&str>) -> bool) -> Vec<CitedText> {
        let groups = area.common.iter().filter(|group| group.units > 1);
        let groups = groups.filter(|group| of(group.dimension.as_deref()));
        let said = groups.map(|group| {
            let record = Record {
                task: Some(group.task.clone()),
                ..Record::general("存在问题")
            };
            let line = sentence::one_line(&group.problem);
            let title = sentence::quoted(sentence::open_end(&line));
            let slots = [
                ("问题", CitedText::with(title, record)),
                ("单位数", count(group.units, "单位数")),
                ("问题数", count(group.tasks, "问题数")),
            ];
            self.say(Key::AreaCommon, slots)
        });
        said.collect()
    }

    /// The units with late problems; where they are many, the first, and the annex has them all.
    fn area_behind(&mut self, area: &Area) {
        self.titled(3, Key::AreaBehindTitle);
        let late = |unit: &&AreaUnit| unit.stand.overdue > 0;
        let behind: Vec<&AreaUnit> = area.units.iter().filter(late).collect();
        if behind.is_empty() {
            let none = self.say(Key::AreaBehindNone, []);
            self.paragraph(vec![none]);
            return;
        }
        let units = behind.iter().take(MOST).map(|unit| {
            let name = CitedText::recorded(&unit.called, Record::general("单位"));
            let slots = [
                ("单位", name),
                ("问题数", count(unit.stand.total, "问题数")),
                ("销号", count(Rate::closed(&unit.stand).numerator, "已销号")),
                ("逾期", count(unit.stand.overdue, "逾期")),
            ];
            self.say(Key::AreaBehind, slots)
        });
        let mut list = CitedText::join(units, "、");
        if behind.len() > MOST {
            list.push(&self.say(Key::AreaBehindMore, []));
        }
        let slots = [
            ("单位数", count(behind.len() as u32, "单位数")),
            ("名单", list),
        ];
        let said = self.say(Key::AreaBehindAll, slots);
        self.paragraph(vec![said]);
    }

    fn area_silent(&mut self, area: &Area) {
        self.titled(4, Key::AreaSilentTitle);
        let silent = area.units.iter().filter(|unit| !unit.handed_in);
        let names: Vec<&str> = silent.map(|unit| unit.called.as_str()).collect();
        let mut sentences = Vec::new();
        if !names.is_empty() {
            let list = CitedText::recorded(&names.join("、"), Record::general("单位"));
            let units = count(names.len() as u32, "单位数");
            sentences.push(self.say(Key::AreaSilent, [("单位数", units), ("名单", list)]));
        } else if area.expected {
            sentences.push(self.say(Key::AreaSilentNone, []));
        }
        if !area.expected {
            let mut gap = self.gap(Key::AreaNoExpected, Fix::Expect(self.options.year));
            gap.push_words("。");
            sentences.push(gap);
        }
        self.paragraph(sentences);
    }

    fn area_table(&self, area: &Area) -> Table {
        let word = |key| self.say(key, []).text();
        let head = [
            Key::ColumnNumber,
            Key::AreaColumnUnit,
            Key::AreaColumnProblems,
            Key::AreaColumnFinished,
            Key::AreaColumnClosed,
            Key::AreaColumnRate,
            Key::AreaColumnOverdue,
        ];
        let handed = area.units.iter().filter(|unit| unit.handed_in);
        let rows = handed.zip(1..).map(|(unit, number)| {
            let (stand, rate) = (&unit.stand, Rate::closed(&unit.stand));
            vec![
                format!("{number}"),
                unit.called.clone(),
                stand.total.to_string(),
                stand.standing(ProgressClass::Finished).to_string(),
                rate.numerator.to_string(),
                rate.percent().unwrap_or_default(),
                stand.overdue.to_string(),
            ]
        });
        Table {
            label: word(Key::Annex),
            title: word(ANNEX),
            head: head.map(word).to_vec(),
            widths: vec![7, 29, 12, 14, 12, 12, 14],
            rows: rows.collect(),
            ..Table::default()
        }
    }
}
