//! Floor 3: every count of the program, defined once, over what counts need of a task ([`Counted`]).
//! Tasks are added one at a time, so a tally over a million of them holds none.

mod change;
mod common;
mod counted;
mod figures;
mod gap;
mod group;
mod institutions;
mod measures;
mod months;
mod rate;
mod reminder;
mod spread;
mod status_counts;

pub use change::{Change, Listed};
pub use common::{Common, CommonTally};
pub use counted::{Counted, CountedFigure, Marks, OwnTerm};
pub use figures::{FigureSums, Measured, Reached, Total};
pub use gap::{Gap, gaps};
pub use group::{Grouped, Grouping};
pub use institutions::Institutions;
pub use months::{Month, Months, first_due, first_of_month};
pub use rate::{Rate, RateKind};
pub use reminder::{Addressee, Cause, Horizon, Reminder, reminders};
pub use spread::{Spread, SpreadRow};
pub use status_counts::StatusCounts;

use chrono::NaiveDate;

use crate::task::{ProgressClass, Task};
use measures::DistinctMeasures;

/// Days within which an open task counts as due soon (临期).
pub const DUE_SOON_DAYS: i64 = 30;

/// The plain numbers of a tally. Void tasks stand in [`StatusCounts::void`] and in nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Finished by its day.
    pub on_time: u32,
    /// Finished after its day.
    pub late: u32,
    /// 延期: tasks whose deadline was extended at least once.
    pub extended: u32,
    /// Extensions granted, over all tasks.
    pub extensions: u32,
    /// 反弹或延续: tasks linked to an earlier one.
    pub relapsed: u32,
    /// Tasks whose day has come.
    pub due: u32,
    /// Of these, the finished ones.
    pub due_finished: u32,
    /// 长期坚持 and unfinished, and the next check's day has come.
    pub check_due: u32,
    /// 长期坚持 and unfinished, and never checked.
    pub never_checked: u32,
    /// Without 责任领导 or 责任部门 or 整改时限 (a person's task: without 整改时限).
    pub unassigned: u32,
    stand: StatusCounts,
}

/// What status, term and deadline tell is among the counts.
impl std::ops::Deref for Counts {
    type Target = StatusCounts;

    fn deref(&self) -> &StatusCounts {
        &self.stand
    }
}

impl Counts {
    /// The plain numbers of all these tasks.
    pub fn of<'a>(today: NaiveDate, tasks: impl IntoIterator<Item = &'a Task>) -> Self {
        let mut counts = Self::default();
        for task in tasks {
            counts.add(&Counted::of(task), today, DUE_SOON_DAYS);
        }
        counts
    }

    fn add(&mut self, task: &Counted<'_>, today: NaiveDate, horizon: i64) {
        self.stand.add(&task.status_group(), today, horizon);
        let Some(standing) = task.standing() else {
            return;
        };
        self.add_dates(task, today);
        if standing == ProgressClass::LongTerm {
            self.check_due += u32::from(task.is_check_due(today));
            self.never_checked += u32::from(!task.marks.was_checked);
        }
        self.extended += u32::from(!task.extensions.is_empty());
        self.extensions += task.extensions.len() as u32;
        self.relapsed += u32::from(task.marks.has_prior);
        self.unassigned += u32::from(!task.is_assigned());
    }

    /// Counts the tasks of another too.
    fn join(&mut self, other: &Self) {
        self.on_time += other.on_time;
        self.late += other.late;
        self.extended += other.extended;
        self.extensions += other.extensions;
        self.relapsed += other.relapsed;
        self.due += other.due;
        self.due_finished += other.due_finished;
        self.check_due += other.check_due;
        self.never_checked += other.never_checked;
        self.unassigned += other.unassigned;
        self.stand.join(&other.stand);
    }

    fn add_dates(&mut self, task: &Counted<'_>, today: NaiveDate) {
        let Some(due) = task.due else { return };
        let finished = task.finished_on();
        if due <= today {
            self.due += 1;
            self.due_finished += u32::from(finished.is_some());
        }
        if let Some(day) = finished {
            self.on_time += u32::from(day <= due);
            self.late += u32::from(day > due);
        }
    }
}

/// A running count of tasks as they stand on one day.
#[derive(Debug, Clone)]
pub struct Tally {
    today: NaiveDate,
    horizon: i64,
    counts: Counts,
    measures: DistinctMeasures,
    figures: FigureSums,
    institutions: Institutions,
    of: Of,
}

/// What a tally counts besides states and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    States,
    Measures,
    All,
}

impl Tally {
    /// An empty tally reckoned from this day.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today,
            horizon: DUE_SOON_DAYS,
            counts: Counts::default(),
            measures: DistinctMeasures::default(),
            figures: FigureSums::default(),
            institutions: Institutions::default(),
            of: Of::All,
        }
    }

    /// An empty tally of states and days alone: it counts neither measures nor figures nor institutions.
    pub fn plain(today: NaiveDate) -> Self {
        Self {
            of: Of::States,
            ..Self::new(today)
        }
    }

    /// The same with measures.
    pub(super) fn of_measures(today: NaiveDate) -> Self {
        Self {
            of: Of::Measures,
            ..Self::new(today)
        }
    }

    /// The same with another horizon for what counts as due soon.
    #[must_use]
    pub fn due_within(mut self, days: i64) -> Self {
        self.horizon = days;
        self
    }

    /// The tally of all these tasks.
    pub fn of<'a>(today: NaiveDate, tasks: impl IntoIterator<Item = &'a Task>) -> Self {
        let mut tally = Self::new(today);
        tasks.into_iter().for_each(|task| tally.add(task));
        tally
    }

    /// Counts one task.
    pub fn add(&mut self, task: &Task) {
        self.count(&Counted::of(task));
    }

    /// The same of what counts see of it.
    pub fn count(&mut self, task: &Counted<'_>) {
        self.counts.add(task, self.today, self.horizon);
        if self.of != Of::States && task.standing().is_some() {
            self.measures.add(task);
        }
        self.count_told(task);
    }

    /// Counts of a task only what its notes tell: figures and institutions. The rest is counted elsewhere, and
    /// added ([`Tally::add_stand`]).
    pub fn count_told(&mut self, task: &Counted<'_>) {
        if self.of == Of::All && task.standing().is_some() {
            self.figures.count(task);
            self.institutions.add(task);
        }
    }

    /// Adds states, days and measures that another counted of other tasks.
    pub fn add_stand(&mut self, other: &Self) {
        self.counts.join(&other.counts);
        self.measures.join(&other.measures);
    }

    /// Counts the tasks of another too, which come behind these.
    pub fn join(&mut self, later: Self) {
        self.add_stand(&later);
        self.figures.join(later.figures);
        self.institutions.join(later.institutions);
    }

    /// Makes what is asked for repeatedly quick to tell; nothing else changes.
    pub fn settle(&mut self) {
        self.measures.settle();
    }

    /// The plain numbers.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// 措施数: each once, though it may answer several problems.
    pub fn measures(&self) -> u32 {
        self.measures.count()
    }

    /// Figures by name and unit, in the order of their first appearance.
    pub fn figures(&self) -> &FigureSums {
        &self.figures
    }

    /// 制度成果: each once, though several problems may tell of it.
    pub fn institutions(&self) -> &Institutions {
        &self.institutions
    }

    /// Calls what was counted otherwise: for a text that names nobody.
    pub fn rename_figures(&mut self, call: impl Fn(&mut String)) {
        self.figures.rename(call);
    }

    /// A rate with its numerator and denominator.
    pub fn rate(&self, kind: RateKind) -> Rate {
        Rate::of(&self.counts, kind)
    }
}

/// Whether people and deadline are settled; a person answers for his own tasks himself.
pub fn is_assigned(task: &Task) -> bool {
    Counted::of(task).is_assigned()
}
