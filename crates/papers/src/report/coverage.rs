//! Which tasks a year's report speaks of.

use chrono::NaiveDate;

use model::task::Task;

/// How a report covers a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// A task of the year before.
    Main,
    /// 以前年度遗留问题: older, and still open when the meeting of the year before was held.
    Older,
    /// Not at all.
    No,
}

/// How the report of `year` covers the task. `held_on` is the day of the meeting of the year before
/// (`year - 1`); unrecorded, the first of January of `year` stands for it.
pub fn covers(task: &Task, year: i32, held_on: Option<NaiveDate>) -> Coverage {
    if task.is_void() || task.year >= year {
        return Coverage::No;
    }
    if task.year == year - 1 {
        return Coverage::Main;
    }
    let day = held_on.or_else(|| NaiveDate::from_ymd_opt(year, 1, 1));
    let was_open = match (task.finished_on(), day) {
        (Some(finished), Some(day)) => finished >= day,
        (Some(_), None) => false,
        (None, _) => true,
    };
    if was_open {
        Coverage::Older
    } else {
        Coverage::No
    }
}
