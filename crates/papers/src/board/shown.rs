//! Which tasks a board shows: of however many only the places of the most urgent are kept, and rows are made of
//! no others.

use std::collections::{BTreeSet, BinaryHeap, HashMap};

use chrono::NaiveDate;

use super::row::Row;
use super::timeline::{self, Dated};
use model::tally::{Counted, DUE_SOON_DAYS};

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
    heap: BinaryHeap<Urgency>,
}

impl Most {
    fn of(most: usize) -> Self {
        Self {
            most,
            heap: BinaryHeap::new(),
        }
    }

    fn add(&mut self, urgency: Urgency) {
        if self.heap.len() < self.most {
            self.heap.push(urgency);
        } else if let Some(mut last) = self.heap.peek_mut()
            && urgency < *last
        {
            *last = urgency;
        }
    }

    fn places(&self) -> impl Iterator<Item = usize> {
        self.heap.iter().map(|(.., place)| *place)
    }

    /// The rows that were made of them.
    fn in_order(self, mut made: impl FnMut(usize) -> Option<Row>) -> Vec<Row> {
        let kept = self.heap.into_sorted_vec().into_iter();
        kept.filter_map(|(.., place)| made(place)).collect()
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
    first: Option<(i32, String, usize)>,
    differing: Differing,
    made: HashMap<usize, Box<Row>>,
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
            made: HashMap::new(),
        }
    }
}

impl Shown {
    /// Looks at the task of that place.
    pub(super) fn count(
        &mut self,
        task: &Counted<'_>,
        place: usize,
        unit: usize,
        today: NaiveDate,
    ) {
        let (year, subject, of) = self
            .first
            .get_or_insert_with(|| (task.year, task.subject.to_owned(), unit));
        self.differing.year |= *year != task.year;
        self.differing.subject |= *subject != task.subject;
        self.differing.unit |= *of != unit;
        let (due, finished) = (task.due, task.finished_on().is_some());
        let urgency = (finished, due.is_none(), due, task.number, place);
        self.count += 1;
        self.with_day += usize::from(due.is_some());
        let open = due.filter(|_| task.kind.is_open());
        let left = open.map(|due| (due - today).num_days());
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
        for (_, list) in lists.into_iter().filter(|(meant, _)| *meant) {
            list.add(urgency);
        }
    }

    /// Looks at what another looked at, behind so many tasks.
    pub(super) fn join(&mut self, later: Self, before: usize) {
        self.count += later.count;
        self.with_day += later.with_day;
        let Differing {
            year,
            subject,
            unit,
        } = later.differing;
        self.differing.year |= year;
        self.differing.subject |= subject;
        self.differing.unit |= unit;
        if let Some((year, subject, unit)) = later.first {
            let first = self
                .first
                .get_or_insert_with(|| (year, subject.clone(), unit));
            self.differing.year |= first.0 != year;
            self.differing.subject |= first.1 != subject;
            self.differing.unit |= first.2 != unit;
        }
        for (list, more) in [
            (&mut self.rows, later.rows),
            (&mut self.due_soon, later.due_soon),
            (&mut self.overdue, later.overdue),
            (&mut self.dated, later.dated),
        ] {
            for (finished, undated, due, number, place) in more.heap {
                list.add((finished, undated, due, number, before + place));
            }
        }
    }

    /// The places of what is to be shown.
    pub(super) fn wanted(&self) -> BTreeSet<usize> {
        let lists = [&self.rows, &self.due_soon, &self.overdue, &self.dated];
        lists.into_iter().flat_map(Most::places).collect()
    }

    /// The row of the task of that place.
    pub(super) fn show(&mut self, place: usize, row: Row) {
        self.made.insert(place, Box::new(row));
    }

    pub(super) fn picked(self) -> Picked {
        let mut made = self.made;
        let also = |most: Most| most.in_order(|place| made.get(&place).map(|row| (**row).clone()));
        let overdue = also(self.overdue);
        let (due_soon, others) = (also(self.due_soon), also(self.dated));
        Picked {
            rows: self
                .rows
                .in_order(|place| made.remove(&place).map(|row| *row)),
            due_soon,
            dated: Dated {
                others,
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
