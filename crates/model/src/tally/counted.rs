//! What counts need of a task: states, days, names and what was counted, no text to be read.
//!
//! Every count is defined over this value. It is made of a whole task here, or of the few bytes that a
//! store keeps of it.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::measures;
use crate::deadline::{Deadline, Term, TermKind};
use crate::draft::SubjectKind;
use crate::figure::{Approx, Quantity};
use crate::institution::Making;
use crate::status::{Basis, Status, StatusKind};
use crate::status_group::StatusGroup;
use crate::tally::first_due;
use crate::task::{ProgressClass, Task};

/// A task as counts see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'a> {
    /// Number within its unit.
    pub number: u32,
    /// Code of a gathered unit; `None` for one's own.
    pub unit: Option<&'a str>,
    /// 年度
    pub year: i32,
    /// 班子 or a person's name.
    pub subject: &'a str,
    /// 责任部门
    pub dept: Option<&'a str>,
    /// 责任领导
    pub lead: Option<&'a str>,
    /// 责任人
    pub owner: Option<&'a str>,
    /// 所属方面, as written.
    pub dimension: Option<&'a str>,
    /// 归类
    pub theme: Option<&'a str>,
    /// 问题来源
    pub source: Option<&'a str>,
    /// 完成状态
    pub kind: StatusKind,
    /// The day of its proof.
    pub status_on: Option<NaiveDate>,
    /// Sort of its term, where its deadline has one.
    pub term: Option<TermKind>,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// The day it was first due, before any extension.
    pub first_due: Option<NaiveDate>,
    /// Next periodic check.
    pub next_check: Option<NaiveDate>,
    /// Day of registration.
    pub raised_on: NaiveDate,
    /// Sequence of the last entry that changed it.
    pub last_entry: u64,
    /// What else is so or not.
    pub marks: Marks,
    /// Departments of its measures that are not the task's.
    pub own_depts: Vec<&'a str>,
    /// Days of its extensions, in their order.
    pub extensions: Vec<NaiveDate>,
    /// Days on which it was opened again, in their order.
    pub reopenings: Vec<NaiveDate>,
    /// Its measures, each by a number that tells it from others of its unit.
    pub measures: Vec<u64>,
    /// The day of its last note.
    pub last_note: Option<NaiveDate>,
    /// The days of its measures that nobody has done yet, where they are not those of the task.
    pub terms: Vec<OwnTerm<'a>>,
    /// Figures of its notes, in their order; those for the office only are left out.
    pub figures: Vec<CountedFigure<'a>>,
    /// 制度成果, each once.
    pub institutions: Vec<(Making, Cow<'a, str>)>,
}

/// A measure that is to be done by a day of its own, or by a department of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnTerm<'a> {
    /// Key of the measure.
    pub measure: u32,
    /// Its day.
    pub due: NaiveDate,
    /// Who answers for it, where that is not left to the task.
    pub dept: Option<&'a str>,
}

impl<'a> OwnTerm<'a> {
    fn of(task: &'a Task) -> impl Iterator<Item = Self> {
        let undone = task.measures.iter().filter(|one| one.done_on.is_none());
        undone.filter_map(move |measure| {
            let due = measure.deadline.as_ref().and_then(Deadline::date)?;
            let is_own = Some(due) != task.due() || measure.dept.is_some();
            is_own.then_some(Self {
                measure: measure.key,
                due,
                dept: measure.dept.as_deref(),
            })
        })
    }
}

/// One figure of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedFigure<'a> {
    /// The day of the note.
    pub date: NaiveDate,
    /// The note's entry.
    pub entry: u64,
    /// What was counted.
    pub name: &'a str,
    /// In what unit; may be empty.
    pub unit: &'a str,
    /// How much.
    pub value: Quantity,
    /// Whether it is exact.
    pub approx: Option<Approx>,
}

/// What is so of a task or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// It has a deadline, whatever its term.
    pub has_deadline: bool,
    /// It is linked to an earlier task.
    pub has_prior: bool,
    /// A periodic check was noted.
    pub was_checked: bool,
    /// Nobody says why it is not done.
    pub lacks_reason: bool,
    /// Nobody says what came of it.
    pub lacks_outcome: bool,
    /// An extension has no reason.
    pub is_extension_unexplained: bool,
    /// It was closed here, not taken over closed.
    pub is_verified: bool,
    /// It has evidence.
    pub has_evidence: bool,
}

impl Marks {
    fn of(task: &Task) -> Self {
        let blank = |text: &str| text.trim().is_empty();
        let lacks = |text: &Option<String>| text.as_deref().is_none_or(blank);
        let mut extensions = task.extensions.iter();
        Self {
            has_deadline: task.deadline.is_some(),
            has_prior: task.prior.is_some(),
            was_checked: task.progress.iter().any(|note| note.check),
            lacks_reason: lacks(&task.reason),
            lacks_outcome: lacks(&task.outcome),
            is_extension_unexplained: extensions.any(|extension| blank(&extension.reason)),
            is_verified: matches!(&task.status, Status::Closed(closure)
                if matches!(closure.basis, Basis::Verified(_))),
            has_evidence: !task.evidence.is_empty(),
        }
    }

    /// As bits, to be kept.
    pub fn bits(self) -> u64 {
        let marks = [
            self.has_deadline,
            self.has_prior,
            self.was_checked,
            self.lacks_reason,
            self.lacks_outcome,
            self.is_extension_unexplained,
            self.is_verified,
            self.has_evidence,
        ];
        let bits = marks.into_iter().enumerate();
        bits.map(|(at, mark)| u64::from(mark) << at).sum()
    }

    /// The inverse of [`Marks::bits`].
    pub fn from_bits(bits: u64) -> Self {
        let mark = |at: u32| bits >> at & 1 == 1;
        Self {
            has_deadline: mark(0),
            has_prior: mark(1),
            was_checked: mark(2),
            lacks_reason: mark(3),
            lacks_outcome: mark(4),
            is_extension_unexplained: mark(5),
            is_verified: mark(6),
            has_evidence: mark(7),
        }
    }
}

impl<'a> Counted<'a> {
    /// What counts see of a task.
    pub fn of(task: &'a Task) -> Self {
        let own_depts = task.measures.iter();
        let own_depts = own_depts.filter_map(|measure| measure.dept.as_deref());
        let institutions = task.institutions().into_iter();
        Self {
            number: task.number,
            unit: task.unit.as_deref(),
            year: task.year,
            subject: task.subject.name(),
            dept: task.dept.as_deref(),
            lead: task.lead.as_deref(),
            owner: task.owner.as_deref(),
            dimension: task.dimension.as_deref(),
            theme: task.theme.as_deref(),
            source: task.source.as_deref(),
            kind: task.status.kind(),
            status_on: task.status.on(),
            term: task.deadline.as_ref().and_then(|d| d.term).map(Term::kind),
            due: task.due(),
            first_due: first_due(task),
            next_check: task.next_check,
            raised_on: task.raised_on,
            last_entry: task.last_entry,
            marks: Marks::of(task),
            own_depts: own_depts
                .filter(|dept| task.dept.as_deref() != Some(dept))
                .collect(),
            extensions: task.extensions.iter().map(|one| one.on).collect(),
            reopenings: task.reopenings.iter().map(|one| one.on).collect(),
            measures: measures::keys(task).collect(),
            last_note: task.progress.last().map(|note| note.date),
            terms: OwnTerm::of(task).collect(),
            figures: figures(task).collect(),
            institutions: institutions
                .map(|told| (told.institution.kind, Cow::Owned(told.institution.name)))
                .collect(),
        }
    }

    /// Its code: `12` in one's own unit, `A03-12` for another's.
    pub fn code(&self) -> String {
        match self.unit {
            None => self.number.to_string(),
            Some(unit) => format!("{unit}-{}", self.number),
        }
    }

    /// Whether it counts at all.
    pub fn is_void(&self) -> bool {
        self.kind == StatusKind::Void
    }

    /// Whether its problem is the team's, no person's.
    pub fn is_of_team(&self) -> bool {
        self.subject == SubjectKind::Team.word()
    }

    /// What status, term and deadline tell of it.
    pub fn status_group(&self) -> StatusGroup {
        StatusGroup {
            kind: self.kind,
            is_long_term: self.is_long_term(),
            due: self.due,
            count: 1,
        }
    }

    /// Whether its term is 长期坚持.
    pub fn is_long_term(&self) -> bool {
        self.term == Some(TermKind::LongTerm)
    }

    /// Open and past its day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.kind.is_open() && self.due.is_some_and(|due| due < today)
    }

    /// The class it is counted in; `None` for void ones.
    pub fn standing(&self) -> Option<ProgressClass> {
        ProgressClass::of(self.kind, self.is_long_term())
    }

    /// The day it was finished, where it is.
    pub fn finished_on(&self) -> Option<NaiveDate> {
        self.status_on.filter(|_| self.kind.is_finished())
    }

    /// The day it was closed, where it is.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        self.status_on.filter(|_| self.kind == StatusKind::Closed)
    }

    /// Whether people and deadline are settled; a person answers for his own tasks himself.
    pub fn is_assigned(&self) -> bool {
        let people = !self.is_of_team() || self.lead.is_some() && self.dept.is_some();
        people && self.marks.has_deadline
    }

    /// Whether the next periodic check of a long-term task has come (or none was ever set).
    pub fn is_check_due(&self, today: NaiveDate) -> bool {
        self.standing() == Some(ProgressClass::LongTerm)
            && self
                .next_check
                .map_or(!self.marks.was_checked, |day| day <= today)
    }

    /// Whether that department answers for it or for one of its measures.
    pub fn is_of_dept(&self, dept: &str) -> bool {
        self.dept == Some(dept) || self.own_depts.contains(&dept)
    }
}

/// The figures of a task's notes but those for the office only.
pub(super) fn figures(task: &Task) -> impl Iterator<Item = CountedFigure<'_>> {
    let notes = task.progress.iter().filter(|note| !note.internal);
    notes.flat_map(|note| {
        note.figures.iter().map(|figure| CountedFigure {
            date: note.date,
            entry: note.entry,
            name: &figure.name,
            unit: &figure.unit,
            value: figure.value,
            approx: figure.approx,
        })
    })
}
