//! Which tasks are meant: the one query type. The store turns it into indexed SQL.

use chrono::NaiveDate;

use crate::deadline::TermKind;
use crate::status::StatusKind;

/// A selection of tasks; every given condition must hold. The default is every task that is not
/// void.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// These numbers only, in number order.
    pub numbers: Option<Vec<u32>>,
    /// Years of the meeting.
    pub years: Vec<i32>,
    /// Years up to and including this one.
    pub year_until: Option<i32>,
    /// Tasks of this year or later, and older ones that were not finished before that day.
    pub open_since: Option<(i32, Option<NaiveDate>)>,
    /// Code of a unit and its subtree; `None` is one's own unit.
    pub unit: Option<String>,
    /// One's own unit too: its code belongs to that subtree.
    pub own_too: bool,
    /// One's own unit and every gathered one.
    pub every_unit: bool,
    /// 班子 or a person's name.
    pub subject: Option<String>,
    /// Only the team's, no person's.
    pub team_only: bool,
    /// Part of a dimension's wording.
    pub dimension: Option<String>,
    /// Department, of the task or of one of its measures.
    pub dept: Option<String>,
    /// 责任领导
    pub lead: Option<String>,
    /// 责任人
    pub owner: Option<String>,
    /// Any of these statuses.
    pub statuses: Vec<StatusKind>,
    /// 整改类型
    pub term: Option<TermKind>,
    /// 问题来源
    pub source: Option<String>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// Open (none of done, applied, closed) and due in the given range.
    pub open_only: bool,
    /// People, department or deadline still missing.
    pub unfilled: bool,
    /// Words of which each occurs in problem, measures, detail, outcome or progress.
    pub text: Option<String>,
    /// Only what has evidence.
    pub with_evidence: bool,
    /// Void tasks too.
    pub with_void: bool,
}

impl Scope {
    /// Whether every task of it has a day it is due.
    pub fn has_due(&self) -> bool {
        self.due_from.is_some() || self.due_to.is_some()
    }

    /// Every task of the same units, void ones too.
    #[must_use]
    pub fn every_task_of_its_units(&self) -> Self {
        Self {
            unit: self.unit.clone(),
            own_too: self.own_too,
            every_unit: self.every_unit,
            with_void: true,
            ..Self::default()
        }
    }

    /// Whether it means one's own unit alone.
    pub fn is_of_own_unit(&self) -> bool {
        !self.is_of_units()
    }

    /// Whether it may mean tasks of several units.
    pub fn is_of_units(&self) -> bool {
        self.every_unit || self.unit.is_some()
    }

    /// Whether it means one year of one's own unit.
    pub fn is_of_one_year(&self) -> bool {
        self.years.len() == 1 && self.is_of_own_unit()
    }

    /// Whether it means what is open and due of one's own unit, whatever else it is.
    pub fn is_of_open_by_due(&self) -> bool {
        let open = self.open_only && self.due_to.is_some();
        open && self.is_of_own_unit() && self.is_of_standing()
    }

    /// Whether it asks for something that changes with the day, beside words.
    pub fn asks_of_day(&self) -> bool {
        let of_state = !self.statuses.is_empty() || self.open_only || self.open_since.is_some();
        let of_term = self.term.is_some() || self.has_due();
        of_state || of_term || self.unfilled || self.with_evidence
    }

    /// Whether unit, year, status, term and deadline alone tell what belongs to it.
    pub fn is_of_standing(&self) -> bool {
        let plain = Self {
            years: self.years.clone(),
            year_until: self.year_until,
            unit: self.unit.clone(),
            own_too: self.own_too,
            every_unit: self.every_unit,
            statuses: self.statuses.clone(),
            term: self.term,
            due_from: self.due_from,
            due_to: self.due_to,
            open_only: self.open_only,
            with_void: self.with_void,
            ..Self::default()
        };
        *self == plain
    }
}

/// In what order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By number.
    #[default]
    Number,
    /// By deadline, those without one last; then by number.
    Deadline,
    /// The latest change first.
    Changed,
}
