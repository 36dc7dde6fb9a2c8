//! Tasks as bars to their deadline.

use chrono::NaiveDate;

use crate::board::calendar::Calendar;
use crate::board::row::Row;
use office::svg::{self, Sign, Stretch};

/// Rows that stay readable on one page.
pub(super) const ROWS: usize = 11;

/// The tasks with a day.
#[derive(Debug, Default)]
pub(super) struct Dated {
    /// The most urgent that are overdue.
    pub(super) overdue: Vec<Row>,
    /// The most urgent of the others.
    pub(super) others: Vec<Row>,
    /// How many have a day.
    pub(super) count: usize,
    /// How many have none.
    pub(super) undated: usize,
}

/// The drawn timeline.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub(super) axis: String,
    pub(super) rows: Vec<Track>,
    /// Dated tasks for which there was no room.
    pub(super) more: usize,
    /// Tasks without a day.
    pub(super) undated: usize,
}

/// One task.
#[derive(Debug)]
pub(super) struct Track {
    pub(super) row: Row,
    pub(super) svg: String,
}

/// The most urgent dated tasks, the open ones before the finished, each by its day; where many are
/// overdue, half of the room is left to what comes next.
pub(super) fn timeline(dated: &Dated, today: NaiveDate) -> Timeline {
    let Dated {
        overdue, others, ..
    } = dated;
    let kept = ROWS - others.len().min(ROWS / 2);
    let kept = overdue.len().min(kept);
    let mut shown: Vec<&Row> = overdue.iter().take(kept).collect();
    shown.extend(others.iter().take(ROWS - kept));
    shown.sort_by_key(|row| (row.due, row.number));
    let days = shown.iter().flat_map(|row| {
        [Some(row.start), row.first_due, row.due, row.finished]
            .into_iter()
            .flatten()
    });
    let calendar = Calendar::around(today, days);
    let now = calendar.place_before(today);
    let axis = svg::axis(
        &calendar.marks(),
        now,
        &format!("今天 {}", today.format("%-m月%-d日")),
    );
    let tracks = shown.into_iter().map(|row| Track {
        svg: track(row, calendar, today),
        row: row.clone(),
    });
    Timeline {
        axis,
        rows: tracks.collect(),
        more: dated.count.saturating_sub(ROWS),
        undated: dated.undated,
    }
}

fn track(row: &Row, calendar: Calendar, today: NaiveDate) -> String {
    let now = calendar.place_before(today);
    let Some(due) = row.due else {
        return String::new();
    };
    let place = |day: NaiveDate| calendar.place(day);
    let first = row.first_due.unwrap_or(due).min(due);
    let mut stretches = vec![Stretch {
        class: row.standing,
        from: calendar.place_before(row.start),
        to: place(first),
    }];
    let mut signs = Vec::new();
    if row.extended > 0 && due > first {
        stretches.push(Stretch {
            class: "extended",
            from: place(first),
            to: place(due),
        });
        signs.push(Sign {
            class: "sign",
            text: "◇",
            at: place(first),
        });
    }
    if row.overdue {
        stretches.push(Stretch {
            class: "overdue",
            from: place(due),
            to: now.max(place(due)),
        });
    }
    if let Some(day) = row.finished {
        signs.push(Sign {
            class: "sign",
            text: "●",
            at: place(day).clamp(1.5, 98.5),
        });
    }
    let label = format!(
        "{}，{}，时限{}{}",
        row.problem, row.status, row.deadline, row.days
    );
    svg::track(&stretches, &signs, now, &label)
}
