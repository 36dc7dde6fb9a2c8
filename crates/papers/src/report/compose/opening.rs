//! The opening: which meeting, how many, how they stand, what was done altogether.

use super::deadline::limit;
use crate::report::account::told_figures;
use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::facts::Section;
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use crate::report::title::trimmed_title;
use model::institution::Making;
use model::status::Status;
use model::tally::{RateKind, Tally};
use model::task::{ProgressClass, Task};

/// Setting: the figures that the opening may name, by name, parted by 、.
pub const HEADLINE_FIGURES: &str = "headline_figures";
/// At most so many (rule 11).
const HEADLINES: usize = 5;

/// The deadline of all that are in progress, where several say no next step and it is the same for all.
pub(super) fn common_limit(section: &Section<'_>) -> Option<String> {
    let main = section.groups.iter().flat_map(|group| &group.items);
    let open: Vec<&Task> = main
        .map(|item| item.task)
        .filter(|task| task.standing() == Some(ProgressClass::InProgress))
        .collect();
    let silent = open.iter().filter(|task| task.next_step.is_none()).count();
    let limits: Vec<Option<String>> = open
        .iter()
        .map(|task| task.deadline.as_ref().and_then(limit))
        .collect();
    let first = limits.first()?.clone()?;
    (silent > 1 && limits.iter().all(|limit| limit.as_ref() == Some(&first))).then_some(first)
}

impl Composer<'_> {
    /// The opening's sentences; none where the year before listed nothing.
    pub(super) fn opening(&self, style: Style) -> Vec<CitedText> {
        if self.section.tally.counts().total == 0 {
            return Vec::new();
        }
        let mut sentences = vec![self.opening_counts(style), self.opening_standings()];
        sentences.extend(self.opening_rate());
        sentences
    }

    fn opening_counts(&self, style: Style) -> CitedText {
        let tally = &self.section.tally;
        let who = match self.voice() {
            Voice::Team => CitedText::with(
                self.ledger.book.unit.team_name(),
                Record::general("班子称谓"),
            ),
            Voice::Person => self.say(Key::Myself, []),
        };
        let measures = match tally.measures() {
            0 => CitedText::default(),
            count => self.say(Key::OpeningMeasures, [("措施数", counted(count, "措施数"))]),
        };
        let every = style != Style::Brief
            && self.voice() == Voice::Team
            && self.section.all_assigned
            && tally.measures() > 0;
        let assigned = if every {
            self.say(Key::OpeningAssigned, [])
        } else {
            CitedText::default()
        };
        let named = self.section.meeting.contains(|c: char| c.is_ascii_digit());
        let year = format!("{}年度", self.section.meeting_year);
        let meeting = if named { String::new() } else { year } + &self.section.meeting;
        let meeting = CitedText::with(
            meeting,
            Record::general(format!("{}年度会议", self.section.meeting_year)),
        );
        let again = self.section.relisted();
        let answered = self.main().all(|item| !item.task.measures.is_empty());
        let added = match (again, answered) {
            (0, _) => CitedText::default(),
            (_, true) => self.say(Key::OpeningAdded, [("数", counted(again, "重新列入"))]),
            (_, false) => self.say(Key::OpeningAddedBare, [("数", counted(again, "重新列入"))]),
        };
        self.say(
            if answered {
                Key::OpeningAnswered
            } else {
                Key::Opening
            },
            [
                ("会议", meeting),
                ("对象", who),
                ("问题数", counted(tally.counts().total - again, "问题数")),
                ("新增", added),
                ("措施", measures),
                ("明确", assigned),
            ],
        )
    }

    fn main(&self) -> impl Iterator<Item = &Item<'_>> {
        self.section.groups.iter().flat_map(|group| &group.items)
    }

    /// How they stand on the day reckoned from, what was made, and the headline figures.
    pub(crate) fn opening_standings(&self) -> CitedText {
        let standings = self.standings(&self.section.tally, self.main());
        let made = self.institutions().map(|said| self.after_comma(&said));
        let figures = self.headlines().map(|said| self.after_comma(&said));
        self.say(
            Key::OpeningStandings,
            [
                ("日期", CitedText::plain(calendar::full(self.ledger.today))),
                ("状态", standings),
                ("制度", made.unwrap_or_default()),
                ("数据", figures.unwrap_or_default()),
            ],
        )
    }

    #[expect(clippy::unused_self, reason = "a step of the opening")]
    fn after_comma(&self, said: &CitedText) -> CitedText {
        let mut joined = CitedText::plain("，");
        joined.push(said);
        joined
    }

    /// The exclusive counts that are not zero; they sum to the total.
    pub(super) fn standings<'i>(
        &self,
        tally: &Tally,
        items: impl Iterator<Item = &'i Item<'i>>,
    ) -> CitedText {
        let items: Vec<&Item<'_>> = items.collect();
        let waiting = items.iter().filter(|item| {
            matches!(
                item.task.status,
                Status::Done { .. } | Status::Applied { .. }
            )
        });
        let waiting = waiting.count() as u32;
        let again = items.iter().filter(|item| item.earlier.is_some()).count() as u32;
        let counts = ProgressClass::ALL.into_iter().filter_map(|standing| {
            let count = tally.counts().standing(standing);
            let key = match standing {
                ProgressClass::Finished => Key::CountFinished,
                ProgressClass::MostlyDone => Key::CountMostlyDone,
                ProgressClass::InProgress => Key::CountInProgress,
                ProgressClass::LongTerm => Key::CountLongTerm,
                ProgressClass::NotStarted => Key::CountNotStarted,
            };
            let mut said = self.say(key, [("数", counted(count, standing.word()))]);
            if standing == ProgressClass::Finished && waiting > 0 && self.voice() == Voice::Team {
                said.push(&self.say(Key::CountWaiting, [("数", counted(waiting, "待审核"))]));
            }
            if standing == ProgressClass::InProgress
                && let Some(limit) = &self.common_limit
            {
                let limit = CitedText::with(limit.clone(), Record::general("整改时限"));
                said.push(&self.say(Key::CommonLimit, [("时限", limit)]));
            }
            (count > 0).then_some(said)
        });
        let mut said = CitedText::join(counts, "，");
        if again > 0 {
            said.push(&self.say(Key::CountAgain, [("数", counted(again, "再次出现"))]));
        }
        said
    }

    /// 制定制度n项, 修订制度n项; both: 制定修订制度n项.
    fn institutions(&self) -> Option<CitedText> {
        let tasks = self.main().flat_map(Item::tasks);
        let (mut made, mut revised) = (0, 0);
        for task in tasks {
            let (own_made, own_revised) = crate::report::account::institution_counts(task);
            made += own_made;
            revised += own_revised;
        }
        let key = match (made, revised) {
            (0, 0) => return None,
            (_, 0) => Key::InstitutionsMade,
            (0, _) => Key::InstitutionsRevised,
            _ => Key::InstitutionsBoth,
        };
        Some(self.say(key, [("数", counted(made + revised, Making::Made.word()))]))
    }

    /// The figures that the settings name: sums only.
    fn headlines(&self) -> Option<CitedText> {
        let setting = self.ledger.book.settings.get(HEADLINE_FIGURES)?;
        let names: Vec<String> = setting
            .split(['、', '，', ',', ' '])
            .map(model::figure::name_key)
            .filter(|name| !name.is_empty())
            .take(HEADLINES)
            .collect();
        let totals = self
            .section
            .tally
            .figures()
            .totals(&self.ledger.book.figure_kinds());
        let told = names.iter().filter_map(|name| {
            let summed = |total: &&model::tally::Total| total.kind.is_summed();
            let mut own = totals.iter().filter(summed);
            own.find(|total| model::figure::name_key(&total.name) == *name)
        });
        let told: Vec<&model::tally::Total> = told.collect();
        let clauses = told_figures(&told).into_iter();
        let said = CitedText::join(
            clauses.map(|text| CitedText::with(text, Record::general("数据合计"))),
            "，",
        );
        (!said.is_empty()).then_some(said)
    }

    fn opening_rate(&self) -> Option<CitedText> {
        let rate = self.section.tally.rate(self.options.rate?);
        // Of none nothing can be said.
        if rate.denominator == 0 {
            return None;
        }
        let numerator = counted(rate.numerator, "分子");
        let denominator = counted(rate.denominator, "分母");
        let Some(percent) = rate.percent() else {
            let key = match rate.kind {
                RateKind::Due => Key::RateDueCounts,
                RateKind::Closed | RateKind::Done => Key::RateCounts,
            };
            return Some(self.say(key, [("分子", numerator), ("分母", denominator)]));
        };
        let key = match rate.kind {
            RateKind::Closed => Key::RateClosed,
            RateKind::Done => Key::RateDone,
            RateKind::Due => Key::RateDue,
        };
        let percent = CitedText::with(percent, Record::general("比率"));
        let slots = [
            ("分子", numerator),
            ("分母", denominator),
            ("百分比", percent),
        ];
        Some(self.say(key, slots))
    }

    /// How many older problems there are, and how they stand.
    pub(super) fn older_opening(&self) -> CitedText {
        let tally = &self.section.older_tally;
        let total = counted(tally.counts().total, "以前年度遗留");
        let standings = self.standings(tally, self.section.older.iter());
        let mut years: Vec<i32> = self
            .section
            .older
            .iter()
            .map(|item| item.task.year)
            .collect();
        years.dedup();
        let years = match years.as_slice() {
            [year] => self.say(Key::OlderYear, [("年", CitedText::plain(year.to_string()))]),
            _ => self.say(Key::OlderYears, []),
        };
        if self.section.tally.counts().total == 0 {
            let day = CitedText::plain(calendar::full(self.ledger.today));
            let slots = [
                ("日期", day),
                ("年度", years),
                ("问题数", total),
                ("状态", standings),
            ];
            return self.say(Key::OlderOpeningAlone, slots);
        }
        self.say(
            Key::OlderOpening,
            [("年度", years), ("问题数", total), ("状态", standings)],
        )
    }

    /// 另有1个问题因…不再列入。
    pub(super) fn void(&self) -> Option<CitedText> {
        let voided = &self.section.void;
        let mut reasons: Vec<(String, Vec<&Task>)> = Vec::new();
        for task in voided {
            let Status::Void(voiding) = &task.status else {
                continue;
            };
            let reason = self.void_reason(&voiding.reason);
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, tasks)) => tasks.push(task),
                None => reasons.push((reason, vec![task])),
            }
        }
        let said = reasons.into_iter().map(|(reason, tasks)| {
            let mut why = CitedText::plain(reason);
            why.records = tasks.iter().map(|task| Record::of(task, "作废")).collect();
            self.say(
                Key::Void,
                [("数", counted(tasks.len() as u32, "作废")), ("原因", why)],
            )
        });
        let mut said = CitedText::join(said, "，");
        (!said.is_empty()).then(|| {
            said.push_words("。");
            said
        })
    }

    /// The recorded reason, numbers of tasks as their titles.
    fn void_reason(&self, reason: &str) -> String {
        let text = super::texts::reason(reason).unwrap_or_default();
        let mut told = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('第') {
            told.push_str(&rest[..at]);
            rest = &rest[at..];
            let (words, length) = self
                .named_task(rest)
                .unwrap_or_else(|| ("第".to_owned(), '第'.len_utf8()));
            told.push_str(&words);
            rest = &rest[length..];
        }
        told + rest
    }

    /// 第3项, 第3号任务 as the title of that problem, and how long the words are.
    fn named_task(&self, text: &str) -> Option<(String, usize)> {
        let digits = text.strip_prefix('第')?;
        let length = digits.chars().take_while(char::is_ascii_digit).count();
        let number: u32 = digits[..length].parse().ok()?;
        let end = ["项", "号任务", "号"]
            .iter()
            .find(|end| digits[length..].starts_with(**end))?;
        let task = self
            .ledger
            .tasks
            .iter()
            .find(|task| task.number == number)?;
        let title = office::text::sentence::quoted(&trimmed_title(&task.problem));
        Some((format!("{title}问题"), '第'.len_utf8() + length + end.len()))
    }
}

/// A tally's number, with its name as the record behind it.
pub(super) fn counted(count: u32, name: &'static str) -> CitedText {
    CitedText::with(count.to_string(), Record::general(name))
}
