//! Whom to urge, and why.

use chrono::NaiveDate;

use crate::status::StatusKind;
use crate::tally::{Counted, DUE_SOON_DAYS};
use crate::task::ProgressClass;

/// Why somebody is urged; the order is that of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// 逾期
    Overdue,
    /// 临期
    DueSoon,
    /// 长期坚持, and its periodic check is due.
    CheckDue,
    /// No progress for long.
    Quiet,
    /// 申请销号 that nobody has decided on.
    Waiting,
}

impl Cause {
    /// All causes, the most urgent first.
    pub const ALL: [Self; 5] = [
        Self::Overdue,
        Self::DueSoon,
        Self::CheckDue,
        Self::Quiet,
        Self::Waiting,
    ];

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::CheckDue => "check_due",
            Self::Quiet => "quiet",
            Self::Waiting => "waiting",
        }
    }

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "逾期",
            Self::DueSoon => "临期",
            Self::CheckDue => "到期检查",
            Self::Quiet => "久无进展",
            Self::Waiting => "待验收",
        }
    }
}

/// From when on somebody is urged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// Days before the deadline.
    pub within: i64,
    /// Days without progress.
    pub quiet: i64,
}

impl Default for Horizon {
    fn default() -> Self {
        Self {
            within: DUE_SOON_DAYS,
            quiet: 30,
        }
    }
}

/// One reason to urge somebody about a task or one of its measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// Why.
    pub cause: Cause,
    /// Days left (negative when over), since the check's day, since the last progress, or since the
    /// application; `None` for a check that was never made.
    pub days: Option<i64>,
    /// The measure, when it is about one with a deadline of its own.
    pub measure: Option<u32>,
}

impl Reminder {
    /// The reason in words; `days` of [`Cause::Overdue`] and [`Cause::DueSoon`] are days left.
    pub fn words(&self) -> String {
        match (self.cause, self.days) {
            (Cause::Overdue, Some(left)) => format!("逾期{}天", -left),
            (Cause::DueSoon, Some(0)) => "今天到期".to_owned(),
            (Cause::DueSoon, Some(left)) => format!("还有{left}天到期"),
            (Cause::CheckDue, Some(0)) => "今天该检查".to_owned(),
            (Cause::CheckDue, Some(over)) => format!("{over}天前就该检查"),
            (Cause::CheckDue, None) => "还没有检查过".to_owned(),
            (Cause::Quiet, Some(days)) => format!("{days}天没有进展"),
            (Cause::Waiting, Some(days)) => format!("申请销号已{days}天"),
            (cause, None) => cause.word().to_owned(),
        }
    }
}

/// Who is to be urged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// 责任部门
    Dept(String),
    /// A member, for what was found in himself.
    Person(String),
    /// Nobody answers for it yet: who assigns.
    Unassigned,
    /// Who accepts closures.
    Verifier,
}

impl Addressee {
    /// Who is to be urged about this.
    pub fn of(task: &Counted<'_>, reminder: &Reminder) -> Self {
        if reminder.cause == Cause::Waiting {
            return Self::Verifier;
        }
        let mut terms = task.terms.iter();
        let term = terms.find(|term| Some(term.measure) == reminder.measure);
        match term.and_then(|term| term.dept).or(task.dept) {
            Some(dept) => Self::Dept(dept.to_owned()),
            None if task.is_of_team() => Self::Unassigned,
            None => Self::Person(task.subject.to_owned()),
        }
    }
}

/// Every reason to urge somebody about this task, the most urgent first.
pub fn reminders(task: &Counted<'_>, today: NaiveDate, horizon: &Horizon) -> Vec<Reminder> {
    let kind = task.kind;
    let mut found = Vec::new();
    let mut push = |cause, days, measure| {
        found.push(Reminder {
            cause,
            days,
            measure,
        });
    };
    if let (StatusKind::Applied, Some(on)) = (kind, task.status_on) {
        push(Cause::Waiting, Some((today - on).num_days()), None);
    }
    if !kind.is_open() {
        return found;
    }
    let left = |due: NaiveDate| (due - today).num_days();
    if let Some(left) = task.due.map(left)
        && let Some(cause) = near(left, horizon)
    {
        push(cause, Some(left), None);
    }
    for term in &task.terms {
        let left = left(term.due);
        if let Some(cause) = near(left, horizon) {
            push(cause, Some(left), Some(term.measure));
        }
    }
    if task.is_check_due(today) {
        let days = task.next_check.map(|day| (today - day).num_days());
        push(Cause::CheckDue, days, None);
    }
    // Without any note, of registration.
    let quiet = (today - task.last_note.unwrap_or(task.raised_on)).num_days();
    if task.standing() != Some(ProgressClass::LongTerm) && quiet >= horizon.quiet {
        push(Cause::Quiet, Some(quiet), None);
    }
    found.sort_by_key(|reminder| reminder.cause);
    found
}

fn near(left: i64, horizon: &Horizon) -> Option<Cause> {
    match left {
        ..0 => Some(Cause::Overdue),
        left if left <= horizon.within => Some(Cause::DueSoon),
        _ => None,
    }
}
