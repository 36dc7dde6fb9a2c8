//! What status, term and deadline alone tell: the counts that need no text of a task.

use chrono::NaiveDate;

use crate::status::StatusKind;
use crate::status_group::StatusGroup;
use crate::task::ProgressClass;

/// How many tasks stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// 问题数, without the void ones.
    pub total: u32,
    /// 作废
    pub void: u32,
    /// 逾期: open and past its day.
    pub overdue: u32,
    /// 临期: open, its day not past and within the horizon.
    pub due_soon: u32,
    standings: [u32; ProgressClass::ALL.len()],
    statuses: [u32; StatusKind::ALL.len()],
}

impl StatusCounts {
    /// Counts tasks as they stand on that day; `horizon` is how many days ahead is due soon.
    pub fn add(&mut self, tasks: &StatusGroup, today: NaiveDate, horizon: i64) {
        self.statuses[tasks.kind as usize] += tasks.count;
        let Some(standing) = ProgressClass::of(tasks.kind, tasks.is_long_term) else {
            self.void += tasks.count;
            return;
        };
        self.total += tasks.count;
        self.standings[standing as usize] += tasks.count;
        if let Some(due) = tasks.due.filter(|_| tasks.kind.is_open()) {
            let days = (due - today).num_days();
            self.overdue += if days < 0 { tasks.count } else { 0 };
            self.due_soon += if (0..=horizon).contains(&days) {
                tasks.count
            } else {
                0
            };
        }
    }

    /// Counts the tasks of another too.
    pub fn join(&mut self, other: &Self) {
        self.total += other.total;
        self.void += other.void;
        self.overdue += other.overdue;
        self.due_soon += other.due_soon;
        for (sum, more) in self.standings.iter_mut().zip(other.standings) {
            *sum += more;
        }
        for (sum, more) in self.statuses.iter_mut().zip(other.statuses) {
            *sum += more;
        }
    }

    /// How many stand so; over [`ProgressClass::ALL`] these sum to the total.
    pub fn standing(&self, standing: ProgressClass) -> u32 {
        self.standings[standing as usize]
    }

    /// How many have this status; 作废 is the only one outside the total.
    pub fn status(&self, kind: StatusKind) -> u32 {
        self.statuses[kind as usize]
    }

    /// Neither finished nor void.
    pub fn open(&self) -> u32 {
        self.total - self.standing(ProgressClass::Finished)
    }
}
