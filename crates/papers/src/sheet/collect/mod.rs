//! 回收: returned forms against the ledger, cell by cell.
//!
//! Each form carries what was sent. A cell that is as it was sent changes nothing; one that differs
//! is applied when the ledger still says what was sent, and is a conflict when it has moved on.
//! Nothing that is not sure becomes an event.

mod answers;
mod identify;
mod locate;
mod merged;
mod note;
mod plain;
mod returned;
mod status;
mod weigh;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::form::{ASSIST, FILL_IN, HIDDEN, Open, Sent};
use model::decide::Policy;
use model::round;
use model::task::Task;
use office::grid::{self, Grid};

pub use documents::lines::evidence_wanted;
pub use returned::{
    Advice, Applied, CollectFault, Conflict, Kind, Outcome, Rejected, Returned, ReturnedRow,
    Superseded, Told,
};

/// Whether a changed cell lists evidence.
pub fn names_evidence(applied: &Applied) -> bool {
    applied.column == Open::Evidence.title()
}

/// The names that a cell of evidence lists.
pub fn evidence_names(cell: &str) -> Vec<&str> {
    let names = cell.split(['\n', '、', '；', ';']).map(str::trim);
    names.filter(|name| !name.is_empty()).collect()
}

/// A returned file.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// How returned forms are judged.
#[derive(Debug, Clone, Copy)]
pub struct Collection<'a> {
    /// Id of the ledger.
    pub ledger_id: &'a str,
    /// The day of collection: notes without a day of their own are dated by it.
    pub today: NaiveDate,
    /// How strictly applications are guarded.
    pub policy: Policy,
}

/// What the ledger knows of tasks and of the forms that were sent.
pub trait Ledger {
    /// A task of the own unit as it stands.
    fn task(&self, number: u32) -> Option<Task>;

    /// The last form that was sent to that department, else with one of these tasks.
    fn last_sent(&self, _dept: Option<&str>, _tasks: &[u32]) -> Option<LastSent> {
        None
    }

    /// A task as it stood at the end of a day.
    fn as_of(&self, _number: u32, _day: NaiveDate) -> Option<Task> {
        None
    }

    /// When the version of a form that was collected had been saved.
    fn collected(&self, _form: &str) -> Option<NaiveDateTime> {
        None
    }

    /// What a task of a form, and a measure of it, are called by now: a form that a copy of the ledger sent out
    /// says the numbers of the copy.
    fn now_called(&self, _form: &str, task: u32, measure: Option<u32>) -> (u32, Option<u32>) {
        (task, measure)
    }

    /// How the gathered unit with that ledger is called.
    fn gathered(&self, _ledger_id: &str) -> Option<String> {
        None
    }

    /// The own unit's code and name.
    fn own_unit(&self) -> Vec<String> {
        Vec::new()
    }
}

impl<F: Fn(u32) -> Option<Task>> Ledger for F {
    fn task(&self, number: u32) -> Option<Task> {
        self(number)
    }
}

/// What the record of a form that was sent says of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LastSent {
    /// Its round.
    pub round: String,
    /// The department.
    pub dept: String,
    /// The day it went out, in ISO form.
    pub on: String,
    /// Its tasks, and those asked for, as they stood when it went out.
    pub tasks: Vec<Task>,
}

/// Judges returned files one after the other; a later one meets what an earlier one changed. A file of
/// answers brings something of each department that answered.
pub fn collect(
    files: &[File<'_>],
    collection: &Collection<'_>,
    ledger: &dyn Ledger,
) -> Vec<Result<Vec<Returned>, CollectFault>> {
    let mut desk = Desk {
        collection: *collection,
        ledger,
        tasks: BTreeMap::new(),
        told: BTreeMap::new(),
    };
    let opened: Vec<_> = files.iter().map(|file| desk.open(*file)).collect();
    let all: Vec<&Opened> = opened.iter().flatten().flatten().collect();
    let later: Vec<Option<Superseded>> = all.iter().map(|one| desk.later(one, &all)).collect();
    let mut later = later.into_iter();
    let mut results = Vec::new();
    for one in opened {
        results.push(match one {
            Err(fault) => Err(fault),
            Ok(forms) => forms
                .iter()
                .map(|form| desk.take(form, later.next().flatten()))
                .collect(),
        });
    }
    results
}

/// A form that was read.
struct Opened {
    name: String,
    kind: Kind,
    grids: Vec<Grid>,
    sent: Sent,
    submission: String,
    saved_at: Option<NaiveDateTime>,
    /// The rows that are meant, where not all of the sheet are.
    rows: Option<Vec<locate::Found>>,
    told: Vec<Told>,
}

/// The tasks as they stand after the files so far.
struct Desk<'a> {
    collection: Collection<'a>,
    ledger: &'a dyn Ledger,
    tasks: BTreeMap<u32, Task>,
    /// Progress told in this collection, by row code: two forms may tell different stories.
    told: BTreeMap<String, String>,
}

impl Desk<'_> {
    fn open(&self, file: File<'_>) -> Result<Vec<Opened>, CollectFault> {
        let grids = grid::read(file.bytes, file.name)?;
        let saved_at = grid::saved_at(file.bytes);
        let Some(sent) = sent(&grids) else {
            return plain::open(self, file.name, &grids, saved_at);
        };
        if sent.ledger != self.collection.ledger_id {
            return Err(match self.ledger.gathered(&sent.ledger) {
                Some(unit) => CollectFault::Gathered { unit },
                None => CollectFault::OtherLedger { found: sent.ledger },
            });
        }
        Ok(vec![Opened {
            name: file.name.to_owned(),
            kind: Kind::Marked,
            submission: sent.submission(),
            saved_at,
            grids,
            sent,
            rows: None,
            told: Vec::new(),
        }])
    }

    /// The version of the same form that was saved last, where this one was saved before it: among these,
    /// else the one that was collected before. Of versions that do not tell when they were saved nobody
    /// knows which is the later.
    fn later(&self, one: &Opened, all: &[&Opened]) -> Option<Superseded> {
        let saved = one.saved_at?;
        let versions = all.iter().filter(|other| other.is_version_of(one));
        let last = versions.max_by_key(|other| other.saved_at);
        let last = last.and_then(|last| Some((last.saved_at?, Some(last.name.clone()))));
        let before = self.ledger.collected(&one.submission);
        let before = before.map(|before| (before, None));
        let (by_then, by) = last
            .into_iter()
            .chain(before)
            .max_by_key(|(saved, _)| *saved)?;
        (saved < by_then).then_some(Superseded {
            by,
            saved: (saved, by_then),
        })
    }

    fn take(&mut self, one: &Opened, later: Option<Superseded>) -> Result<Returned, CollectFault> {
        let Opened { grids, sent, .. } = one;
        let mut returned = Returned {
            file: one.name.clone(),
            dept: sent.dept.clone(),
            sent_on: sent.on.clone(),
            round: match sent.round.as_str() {
                "" => round::of_month(&sent.on),
                round => round.to_owned(),
            },
            kind: one.kind,
            submission: one.submission.clone(),
            saved_at: one.saved_at,
            superseded: later,
            told: one.told.clone(),
            ..Returned::default()
        };
        if sent.rows.is_empty() && one.kind == Kind::Marked || returned.superseded.is_some() {
            return Ok(returned);
        }
        let missing = CollectFault::NoHeader { sheet: FILL_IN };
        let grid = form(grids, sent).ok_or_else(|| missing.clone())?;
        let place = locate::header(grid, &sent.titles).ok_or(missing)?;
        if one.kind == Kind::Marked {
            returned.notes = locate::notes(grid, &place, &sent.titles);
            returned
                .told
                .extend(locate::renamed(grid, &place, &sent.titles));
        }
        let rows = one.rows.clone();
        let rows = rows.unwrap_or_else(|| locate::rows(grid, &place, sent));
        let sheet = locate::Sheet {
            grid,
            place: &place,
            rows: &rows,
            marked: one.kind == Kind::Marked,
        };
        for row in &rows {
            returned.rows.push(weigh::row(self, &sheet, one, row));
        }
        if one.kind == Kind::Marked {
            let found = |code: &str| returned.rows.iter().any(|row| row.code == code);
            let gone = sent.rows.iter().filter(|row| !found(&row.code));
            returned.deleted = gone.map(|row| row.code.clone()).collect();
        }
        Ok(returned)
    }

    fn task(&mut self, number: u32) -> Option<&mut Task> {
        if !self.tasks.contains_key(&number) {
            let task = self.ledger.task(number)?;
            self.tasks.insert(number, task);
        }
        self.tasks.get_mut(&number)
    }
}

impl Opened {
    /// Whether this one speaks of all that the other speaks of.
    fn is_version_of(&self, other: &Self) -> bool {
        let known = |code: &str| self.sent.rows.iter().any(|row| row.code == code);
        self.submission == other.submission && other.sent.rows.iter().all(|row| known(&row.code))
    }
}

fn sent(grids: &[Grid]) -> Option<Sent> {
    let hidden = grids.iter().find(|grid| grid.name == HIDDEN)?;
    let width = hidden
        .rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|(at, _)| at + 1)
        .max();
    let width = width.unwrap_or(0);
    let rows: Vec<Vec<String>> = hidden
        .rows
        .iter()
        .map(|row| (0..width).map(|at| row.cell(at).written()).collect())
        .collect();
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .enumerate()
        .map(|(at, mut row)| {
            // Only the header tells how many columns there are.
            if at == 1 {
                while row.last().is_some_and(String::is_empty) {
                    row.pop();
                }
            }
            row
        })
        .collect();
    Sent::read(&rows)
}

/// The sheet that was filled in: by its name, else the one that has the header.
fn form<'a>(grids: &'a [Grid], sent: &Sent) -> Option<&'a Grid> {
    let visible = |grid: &&Grid| !grid.hidden && grid.name != HIDDEN && grid.name != ASSIST;
    let named = grids.iter().find(|grid| grid.name == FILL_IN);
    named.or_else(|| {
        grids
            .iter()
            .filter(visible)
            .find(|grid| locate::header(grid, &sent.titles).is_some())
    })
}
