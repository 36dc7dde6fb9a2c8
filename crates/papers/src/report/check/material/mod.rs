//! A 对照检查材料 before its meeting: what a superior would send it back for. Each rule stands by
//! itself in one list, so that each can be switched off.

mod answers;
mod blanks;
mod business;
mod counts;
mod facts;
mod last_year;
mod place;
mod praise;
mod repeats;
mod subject;
mod text;
mod wanted;
// Lists of words are read line by line, not word by word.
#[rustfmt::skip]
mod words;

use documents::document::{Part, Passage};
use model::draft::{Draft, Problem, SubjectKind};
use model::meeting::Meeting;
use model::task::Task;

/// Name of the setting with the rules that are switched off.
pub const OFF: &str = "check.off";

/// The field of a meeting that says what its notice (通知) wants in every material.
pub const WANTED: &str = "通知要求";

/// A material with what the ledger knows of its meeting.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// What was understood of it.
    pub draft: &'a Draft,
    /// Its running text.
    pub passages: &'a [Passage],
    /// The year of its meeting, where that is known.
    pub year: Option<i32>,
    /// Team or person, where that is known.
    pub kind: Option<SubjectKind>,
    /// The problems of the same subject in earlier years, void ones left out.
    pub earlier: &'a [Task],
    /// Its meeting, where one is recorded.
    pub meeting: Option<&'a Meeting>,
}

impl<'a> Material<'a> {
    /// The problems that it lists as this year's: one that its section on last year names is answered
    /// for there.
    fn own_problems(&self) -> Vec<&'a Problem> {
        let told_of_last = |problem: &&Problem| {
            let mut passages = self.passages.iter();
            passages.any(|passage| {
                passage.paragraph == problem.paragraph && passage.part == Part::LastYear
            })
        };
        let problems = self.draft.problems.iter();
        problems.filter(|problem| !told_of_last(problem)).collect()
    }
}

/// How sure it is that the material comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 退回
    SentBack,
    /// 提醒
    Reminder,
    /// 请核: only a person can tell.
    Question,
}

impl Grade {
    /// Every grade, the gravest first.
    pub const ALL: [Self; 3] = [Self::SentBack, Self::Reminder, Self::Question];

    /// 退回, 提醒 or 请核.
    pub fn word(self) -> &'static str {
        match self {
            Self::SentBack => "退回",
            Self::Reminder => "提醒",
            Self::Question => "请核",
        }
    }
}

/// Something to mend, or to look at, before the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule that says so.
    pub rule: Rule,
    /// How sure it is.
    pub grade: Grade,
    /// Non-empty source paragraph, from 1; `None` for the material as a whole.
    pub paragraph: Option<u32>,
    /// What is wrong, for people.
    pub message: String,
    /// What to do about it.
    pub advice: &'static str,
}

/// The rules, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Announced counts differ from what is listed.
    Counts,
    /// A problem without a named fact (见人见事).
    Facts,
    /// Praise before the problem.
    Praise,
    /// A team's problems in a person's material, and the other way.
    Subject,
    /// A problem that no measure answers.
    Unmeasured,
    /// A measure that answers no problem.
    StrayMeasure,
    /// A cause of no problem.
    StrayCause,
    /// A shortcoming of work where attitude is asked.
    Business,
    /// Placeholders.
    Blanks,
    /// Last year's problems that are not answered for.
    LastYear,
    /// A problem of an earlier year once more.
    Repeats,
    /// What the notice wants and the material lacks.
    Wanted,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 12] = [
        Self::Counts,
        Self::Facts,
        Self::Praise,
        Self::Subject,
        Self::Unmeasured,
        Self::StrayMeasure,
        Self::StrayCause,
        Self::Business,
        Self::Blanks,
        Self::LastYear,
        Self::Repeats,
        Self::Wanted,
    ];

    /// Its name, by which it is switched off.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counts => "数目不符",
            Self::Facts => "见人见事",
            Self::Praise => "先扬后抑",
            Self::Subject => "对象错位",
            Self::Unmeasured => "问题无措施",
            Self::StrayMeasure => "措施无问题",
            Self::StrayCause => "原因无问题",
            Self::Business => "业务问题",
            Self::Blanks => "留空未填",
            Self::LastYear => "上年整改",
            Self::Repeats => "屡查屡犯",
            Self::Wanted => "通知要求",
        }
    }

    /// The rules named in a setting; the word that names none.
    pub fn read_list(text: &str) -> Result<Vec<Self>, String> {
        let words = text.split(['、', '，', ',', '；', ';', ' ', '　']);
        let words = words.map(str::trim).filter(|word| !word.is_empty());
        let rule = |word: &str| {
            let named = Self::ALL.into_iter().find(|rule| rule.name() == word);
            named.ok_or_else(|| word.to_owned())
        };
        words.map(rule).collect()
    }

    fn remarks(self, material: &Material<'_>) -> Vec<Remark> {
        match self {
            Self::Counts => counts::remarks(material),
            Self::Facts => facts::remarks(material),
            Self::Praise => praise::remarks(material),
            Self::Subject => subject::remarks(material),
            Self::Unmeasured => answers::unmeasured(material),
            Self::StrayMeasure => answers::stray_measures(material),
            Self::StrayCause => answers::stray_causes(material),
            Self::Business => business::remarks(material),
            Self::Blanks => blanks::remarks(material),
            Self::LastYear => last_year::remarks(material),
            Self::Repeats => repeats::remarks(material),
            Self::Wanted => wanted::remarks(material),
        }
    }
}

/// What the rules that are not switched off say: the gravest first, then in the order of the text.
pub fn material(material: &Material<'_>, off: &[Rule]) -> Vec<Remark> {
    let rules = Rule::ALL.into_iter().filter(|rule| !off.contains(rule));
    let mut remarks: Vec<Remark> = rules.flat_map(|rule| rule.remarks(material)).collect();
    remarks.sort_by_key(|remark| (remark.grade, remark.paragraph, remark.rule));
    remarks
}
