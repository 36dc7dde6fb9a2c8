//! The rows that a board shows: of however many tasks only the most urgent are kept.

use std::collections::BinaryHeap;

use chrono::NaiveDate;

use super::row::Row;
use super::timeline;
use model::subject::Subject;
use model::tally::DUE_SOON_DAYS;
use model::task::Task;

/// Rows of the table; beyond these a page is no page any more.
const ROWS: usize = 5_000;
/// Cards of each kind.
const CARDS: usize = 5;

/// What must be seen first when not all can be: overdue, then by deadline, the open before the finished; of
/// equal ones as they come.
type Urgency = (bool, bool, Option<NaiveDate>, u32, usize);

/// The most urgent ones of what was added, no more than so many.
#[derive(Debug)]
struct Most {
    most: usize,
    heap: BinaryHeap<Kept>,
}

/// A row, or what it would be made of: rows of tasks that are not shown are never made.
#[derive(Debug)]
struct Kept {
    urgency: Urgency,
    row: Row,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.urgency == other.urgency
    }
}

impl Eq for Kept {}

impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Kept {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.urgency.cmp(&other.urgency)
    }
}

impl Most {
    fn of(most: usize) -> Self {
        Self {
            most,
            heap: BinaryHeap::new(),
        }
    }

    fn wants(&self, urgency: &Urgency) -> bool {
        self.heap.len() < self.most || self.heap.peek().is_some_and(|last| *urgency < last.urgency)
    }

    fn add(&mut self, urgency: Urgency, row: Row) {
        self.heap.push(Kept { urgency, row });
        if self.heap.len() > self.most {
            self.heap.pop();
        }
    }

    fn in_order(self) -> Vec<Row> {
        let kept = self.heap.into_sorted_vec();
        kept.into_iter().map(|kept| kept.row).collect()
    }
}

/// Rows in the making.
#[derive(Debug)]
pub(super) struct Shown {
    count: usize,
    rows: Most,
    due_soon: Most,
    overdue: Most,
    /// Of those with a day that are not overdue.
    dated: Most,
    with_day: usize,
    first: Option<(i32, Subject, usize)>,
    differing: Differing,
}

/// In what the tasks differ.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Differing {
    pub(super) year: bool,
    pub(super) subject: bool,
    pub(super) unit: bool,
}

/// What is shown, the most urgent first.
pub(super) struct Picked {
    pub(super) rows: Vec<Row>,
    pub(super) overdue: Vec<Row>,
    pub(super) due_soon: Vec<Row>,
    pub(super) dated: Dated,
    pub(super) differing: Differing,
    /// How many tasks there are.
    pub(super) count: usize,
}

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

impl Default for Shown {
    fn default() -> Self {
        Self {
            count: 0,
            rows: Most::of(ROWS),
            due_soon: Most::of(CARDS),
            overdue: Most::of(timeline::ROWS),
            dated: Most::of(timeline::ROWS),
            with_day: 0,
            first: None,
            differing: Differing::default(),
        }
    }
}

impl Shown {
    /// Looks at a task; its row is made where it is to be shown.
    pub(super) fn add(
        &mut self,
        task: &Task,
        unit: usize,
        today: NaiveDate,
        row: impl FnOnce() -> Row,
    ) {
        let (year, subject, of) = self
            .first
            .get_or_insert_with(|| (task.year, task.subject.clone(), unit));
        self.differing.year |= *year != task.year;
        self.differing.subject |= *subject != task.subject;
        self.differing.unit |= *of != unit;
        let (due, finished) = (task.due(), task.finished_on().is_some());
        let urgency = (finished, due.is_none(), due, task.number, self.count);
        self.count += 1;
        self.with_day += usize::from(due.is_some());
        let left = task.days_left(today);
        let (overdue, soon) = (
            left.is_some_and(|left| left < 0),
            left.is_some_and(|left| (0..=DUE_SOON_DAYS).contains(&left)),
        );
        let lists = [
            (true, &mut self.rows),
            (soon, &mut self.due_soon),
            (overdue, &mut self.overdue),
            (due.is_some() && !overdue, &mut self.dated),
        ];
        let wanting = lists
            .into_iter()
            .filter(|(meant, list)| *meant && list.wants(&urgency));
        let mut wanting = wanting.map(|(_, list)| list).peekable();
        if wanting.peek().is_none() {
            return;
        }
        let row = row();
        for list in wanting {
            list.add(urgency, row.clone());
        }
    }

    pub(super) fn picked(self) -> Picked {
        let overdue = self.overdue.in_order();
        Picked {
            rows: self.rows.in_order(),
            due_soon: self.due_soon.in_order(),
            dated: Dated {
                others: self.dated.in_order(),
                count: self.with_day,
                undated: self.count - self.with_day,
                overdue: overdue.clone(),
            },
            overdue: overdue.into_iter().take(CARDS).collect(),
            differing: self.differing,
            count: self.count,
        }
    }
}
