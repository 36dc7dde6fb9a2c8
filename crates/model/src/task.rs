//! A task (整改任务): the fold of its events.

mod day;
mod fold;
mod texts;

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::deadline::{Deadline, Term};
use crate::digest::Digest;
use crate::field::TextField;
use crate::figure::Figure;
use crate::institution::{Established, Institution};
use crate::status::{Status, StatusKind};

pub use crate::measure::{Measure, Origin};
pub use day::{Past, meeting_day};
pub(crate) use fold::withdrawn;
pub use texts::{Searched, TextPlace};

/// One problem and its rectification.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Permanent number within its unit, never reused.
    pub number: u32,
    /// Code of a gathered unit; `None` for one's own.
    pub unit: Option<String>,
    /// What people wrote of it.
    pub card: Card,
    /// Next periodic check of a long-term task.
    pub next_check: Option<NaiveDate>,
    /// 延期, in order.
    pub extensions: Vec<Extension>,
    /// 完成状态
    pub status: Status,
    /// 未完成原因
    pub reason: Option<String>,
    /// 下步措施
    pub next_step: Option<String>,
    /// 报送表述: printed instead of the generated item.
    pub wording: Option<Wording>,
    /// 进展情况, by date.
    pub progress: Vec<Progress>,
    /// 佐证材料
    pub evidence: Vec<Evidence>,
    /// 制度成果 that the present outcome tells of; all of the task's are [`Task::institutions`].
    pub outcome_institutions: Vec<Established>,
    /// Texts of proposed measures that were judged not to answer it.
    pub rejected: Vec<String>,
    /// Opinions it was returned with.
    pub returns: Vec<(NaiveDate, String)>,
    /// Reopenings with their reasons.
    pub reopenings: Vec<Reopening>,
    /// Day of registration.
    pub raised_on: NaiveDate,
    /// Sequence of the entry that raised it; progress with this sequence came with a register, and
    /// its date is only that of the import.
    pub raised_entry: u64,
    /// Sequence of the last entry that changed it.
    pub last_entry: u64,
    /// Latest day any of its events speaks of.
    pub latest_on: Option<NaiveDate>,
}

/// A task is its card, and what became of it.
impl Deref for Task {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}

impl DerefMut for Task {
    fn deref_mut(&mut self) -> &mut Card {
        &mut self.card
    }
}

/// One note of progress; rows hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Sequence of its entry.
    pub entry: u64,
    /// The day it speaks of.
    pub date: NaiveDate,
    /// What was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The measure it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<u32>,
    /// Counted facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// A periodic check or look-back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub check: bool,
    /// For the office only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// The form that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<String>,
    /// 制度成果 that it tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub institutions: Vec<Institution>,
    /// 报送: how it is told in a text handed up, in place of its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
}

/// 佐证材料; rows hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Sequence of its entry.
    pub entry: u64,
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Digest of the bytes.
    pub sha256: Digest,
}

/// 报送表述, and when it was written: records after that make it stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The text, printed verbatim.
    pub text: String,
    /// Sequence of the entry that set it.
    pub entry: u64,
}

/// 延期; rows hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The day it was granted.
    pub on: NaiveDate,
    /// The deadline before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Deadline>,
    /// The deadline after.
    pub to: Deadline,
    /// Why.
    pub reason: String,
    /// Who granted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
}

/// 恢复整改; rows hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopening {
    /// The day.
    pub on: NaiveDate,
    /// Why the closure was an error.
    pub reason: String,
    /// The day it had been finished on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_on: Option<NaiveDate>,
    /// 整改成效 as it stood then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// The exclusive class that tallies sort a task into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgressClass {
    /// 已完成整改: done, applied or closed.
    Finished,
    /// 基本完成
    MostlyDone,
    /// 正在推进
    InProgress,
    /// 长期坚持: by its term, unless finished.
    LongTerm,
    /// 尚未启动
    NotStarted,
}

impl ProgressClass {
    /// All classes in the order reports name them.
    pub const ALL: [Self; 5] = [
        Self::Finished,
        Self::MostlyDone,
        Self::InProgress,
        Self::LongTerm,
        Self::NotStarted,
    ];

    /// The class of a task with this status and term; `None` for void ones.
    pub fn of(kind: StatusKind, is_long_term: bool) -> Option<Self> {
        Some(match kind {
            StatusKind::Void => return None,
            kind if kind.is_finished() => Self::Finished,
            _ if is_long_term => Self::LongTerm,
            StatusKind::MostlyDone => Self::MostlyDone,
            StatusKind::NotStarted => Self::NotStarted,
            _ => Self::InProgress,
        })
    }

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Finished => "已完成整改",
            Self::MostlyDone => "基本完成",
            Self::InProgress => "正在推进",
            Self::LongTerm => "长期坚持",
            Self::NotStarted => "尚未启动",
        }
    }

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::MostlyDone => "mostly_done",
            Self::InProgress => "in_progress",
            Self::LongTerm => "long_term",
            Self::NotStarted => "not_started",
        }
    }
}

impl Task {
    /// The present value of a text field.
    pub fn text(&self, field: TextField) -> Option<&str> {
        let value = match field {
            TextField::Problem => return Some(&self.problem),
            TextField::Detail => return Some(self.detail.as_str()).filter(|text| !text.is_empty()),
            TextField::Wording => {
                return self.wording.as_ref().map(|wording| wording.text.as_str());
            }
            TextField::Dimension => &self.dimension,
            TextField::Source => &self.source,
            TextField::Theme => &self.theme,
            TextField::External => &self.external,
            TextField::Target => &self.target,
            TextField::Lead => &self.lead,
            TextField::Dept => &self.dept,
            TextField::Owner => &self.owner,
            TextField::Outcome => &self.outcome,
            TextField::Reason => &self.reason,
            TextField::NextStep => &self.next_step,
            TextField::Note => &self.note,
        };
        value.as_deref()
    }

    /// 制度成果 of its notes, in their order, and of its outcome: each name once, where it is told first.
    pub fn institutions(&self) -> Vec<Established> {
        let notes = self.progress.iter().filter(|note| !note.internal);
        let of_notes = notes.flat_map(|note| {
            note.institutions.iter().map(|institution| Established {
                institution: institution.clone(),
                date: note.date,
                entry: note.entry,
            })
        });
        let mut all: Vec<Established> = Vec::new();
        for told in of_notes.chain(self.outcome_institutions.iter().cloned()) {
            let name = |known: &&mut Established| known.institution.name == told.institution.name;
            match all.iter_mut().find(name) {
                Some(known) if known.institution.number.is_none() => {
                    known.institution.number = told.institution.number;
                }
                Some(_) => {}
                None => all.push(told),
            }
        }
        all
    }

    /// Its code: `12` in one's own unit, `A03-12` for another's.
    pub fn code(&self) -> String {
        match &self.unit {
            None => self.number.to_string(),
            Some(unit) => format!("{unit}-{}", self.number),
        }
    }

    /// The code of one of its measures: `12（1）`.
    pub fn measure_code(&self, key: u32) -> String {
        format!("{}（{key}）", self.code())
    }

    /// Whether it counts at all.
    pub fn is_void(&self) -> bool {
        self.status.kind() == StatusKind::Void
    }

    /// The day it is due, where it has one.
    pub fn due(&self) -> Option<NaiveDate> {
        self.deadline.as_ref().and_then(Deadline::date)
    }

    /// Whether its term is 长期坚持.
    pub fn is_long_term(&self) -> bool {
        self.deadline.as_ref().and_then(|d| d.term) == Some(Term::LongTerm)
    }

    /// Days until it is due, negative when over; `None` without a date or when nothing is left to do.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        let open = self.status.kind().is_open();
        self.due()
            .filter(|_| open)
            .map(|due| (due - today).num_days())
    }

    /// Days by which it was finished after its day; `None` where it was in time, is not finished, or
    /// nobody knows when it was.
    pub fn days_late(&self) -> Option<i64> {
        let finished = self.finished_on().filter(|_| !self.finish_is_undated())?;
        let late = (finished - self.due()?).num_days();
        (late > 0).then_some(late)
    }

    /// Open and past its day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.days_left(today).is_some_and(|days| days < 0)
    }

    /// The class it is counted in; `None` for void tasks.
    pub fn standing(&self) -> Option<ProgressClass> {
        ProgressClass::of(self.status.kind(), self.is_long_term())
    }

    /// The day it was finished (declared, applied or closed), where it is.
    pub fn finished_on(&self) -> Option<NaiveDate> {
        self.status
            .on()
            .filter(|_| self.status.kind().is_finished())
    }

    /// Whether a register said that it was finished and not when: the day of import stands for the
    /// day, and no report may print it.
    pub fn finish_is_undated(&self) -> bool {
        use crate::status::{Basis, Status};
        let as_imported = self.status.on() == Some(self.raised_on);
        match &self.status {
            Status::Closed(closure) => as_imported && matches!(closure.basis, Basis::Imported(_)),
            Status::Done { .. } | Status::Applied { .. } => {
                as_imported && self.last_entry == self.raised_entry
            }
            _ => false,
        }
    }

    /// Whether records changed after its 报送表述 was written.
    pub fn wording_is_stale(&self) -> bool {
        self.wording
            .as_ref()
            .is_some_and(|wording| wording.entry < self.last_entry)
    }
}
