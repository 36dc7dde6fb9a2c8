//! Who gets which rows: a unit's department its own, and nothing of any other unit's.

use std::collections::HashMap;

use model::task::{Measure, Task};

/// What one department of one unit gets.
#[derive(Debug)]
pub(super) struct Share<'a> {
    /// Code or name of the gathered unit; `None` for the own one.
    pub(super) unit: Option<&'a str>,
    /// The department; empty for tasks without one.
    pub(super) dept: &'a str,
    /// What it fills in: tasks, and single measures of other departments' tasks.
    pub(super) rows: Vec<(&'a Task, Option<&'a Measure>)>,
    /// What it only assists with.
    pub(super) assists: Vec<&'a Task>,
}

impl Share<'_> {
    /// The numbers of its tasks, those of single measures too.
    pub(super) fn numbers(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.rows.iter().map(|(task, _)| task.number).collect();
        numbers.dedup();
        numbers
    }

    /// How many rows are single measures.
    pub(super) fn measures(&self) -> usize {
        let measures = self.rows.iter().filter(|(_, measure)| measure.is_some());
        measures.count()
    }
}

/// Shares in the making.
#[derive(Default)]
struct Shares<'a> {
    shares: Vec<Share<'a>>,
    places: HashMap<(Option<&'a str>, &'a str), usize>,
}

impl<'a> Shares<'a> {
    fn at(&mut self, task: &'a Task, dept: &'a str) -> &mut Share<'a> {
        let unit = task.unit.as_deref();
        let next = self.shares.len();
        let place = *self.places.entry((unit, dept)).or_insert(next);
        if place == next {
            self.shares.push(Share {
                unit,
                dept,
                rows: Vec::new(),
                assists: Vec::new(),
            });
        }
        &mut self.shares[place]
    }
}

/// The shares of these tasks, units and their departments in the order of their first task, in each unit
/// those without a department last.
pub(super) fn of(tasks: &[Task]) -> Vec<Share<'_>> {
    let mut all = Shares::default();
    for task in tasks {
        let leads: Vec<&str> = names(task.dept.as_deref()).collect();
        for dept in &leads {
            all.at(task, dept).rows.push((task, None));
        }
        for measure in &task.measures {
            for dept in names(measure.dept.as_deref()).filter(|dept| !leads.contains(dept)) {
                all.at(task, dept).rows.push((task, Some(measure)));
            }
        }
        if leads.is_empty() {
            all.at(task, "").rows.push((task, None));
        }
        for dept in task.co_depts.iter().map(String::as_str) {
            if !leads.contains(&dept) {
                all.at(task, dept).assists.push(task);
            }
        }
    }
    let mut order: Vec<Option<&str>> = Vec::new();
    for share in &all.shares {
        if !order.contains(&share.unit) {
            order.push(share.unit);
        }
    }
    let place = |unit| order.iter().position(|known| *known == unit);
    // The sort keeps the rest as it is.
    all.shares
        .sort_by_key(|share| (place(share.unit), share.dept.is_empty()));
    all.shares
}

/// Departments are parted by 、 or, as offices write it too, by a stroke.
fn names(cell: Option<&str>) -> impl Iterator<Item = &str> {
    cell.unwrap_or("")
        .split(['、', '/', '／', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
}
