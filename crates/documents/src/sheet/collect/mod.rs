//! 回收: returned forms against the ledger, cell by cell.
//!
//! Each form carries what was sent. A cell that is as it was sent changes nothing; one that differs
//! is applied when the ledger still says what was sent, and is a conflict when it has moved on.
//! Nothing that is not sure becomes an event.

mod identify;
mod locate;
mod note;
mod weigh;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::form::{ASSIST, FILL_IN, HIDDEN, Open, Sent};
use model::decide::Policy;
use model::event::TaskEvent;
use model::task::Task;
use office::grid::{self, Grid, Unreadable};

/// Whether a changed cell lists evidence.
pub fn names_evidence(applied: &Applied) -> bool {
    applied.column == Open::Evidence.title()
}

/// The names that a cell of evidence lists.
pub fn evidence_names(cell: &str) -> Vec<&str> {
    let names = cell.split(['\n', '、', '；', ';']).map(str::trim);
    names.filter(|name| !name.is_empty()).collect()
}

/// The note of evidence that was named and has not come.
pub fn evidence_wanted(names: &[String]) -> String {
    format!("佐证材料待添加：{}", names.join("、"))
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

/// What one returned file brings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Returned {
    /// File name.
    pub file: String,
    /// The department it was sent to; empty for tasks without one.
    pub dept: String,
    /// The day it was sent, in ISO form.
    pub sent_on: String,
    /// Name of the version of the same form that was saved later: it counts, and nothing is taken from
    /// this one.
    pub superseded: Option<String>,
    /// Its rows.
    pub rows: Vec<ReturnedRow>,
    /// Codes of rows that were sent and are gone.
    pub deleted: Vec<String>,
    /// What concerns the whole sheet: columns that are gone or unknown.
    pub notes: Vec<Rejected>,
}

/// One row of a returned form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReturnedRow {
    /// Its number as the spreadsheet shows it.
    pub row: u32,
    /// Its code.
    pub code: String,
    /// The task, where the code names one.
    pub number: Option<u32>,
    /// What changes and why.
    pub applied: Vec<Applied>,
    /// Cells that the ledger has moved on from.
    pub conflicts: Vec<Conflict>,
    /// Cells that are not taken.
    pub rejected: Vec<Rejected>,
}

/// A changed cell and its event.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// Title of its column.
    pub column: &'static str,
    /// What was sent.
    pub from: String,
    /// What came home.
    pub to: String,
    /// The event, to be recorded with the department as its source.
    pub event: TaskEvent,
}

/// A cell that both sides changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Title of its column.
    pub column: &'static str,
    /// What was sent.
    pub sent: String,
    /// What came home.
    pub theirs: String,
    /// What the ledger says now.
    pub ours: String,
    /// Sequence of the ledger's last entry on that task, whose day stands beside ours.
    pub last_entry: u64,
    /// The event, should theirs be taken.
    pub event: TaskEvent,
}

/// A cell, or a row, that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it; 0 for the whole sheet.
    pub row: u32,
    /// Title of its column; empty for the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it is not taken, in Chinese.
    pub reason: String,
    /// What whoever collects can do about it.
    pub advice: Option<Advice>,
}

/// What can be done about a row that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Where it is a new problem: register it.
    Register,
    /// The same, or where it is a new measure: add it to its task.
    RegisterOrAddMeasure,
}

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// As it was sent, or as the ledger already says.
    Untouched,
    /// Something is applied and nothing is in doubt.
    Updated,
    /// Something is not taken.
    Rejected,
    /// The ledger has moved on.
    Conflict,
}

impl ReturnedRow {
    /// What the row comes to; the gravest of its cells decides.
    pub fn outcome(&self) -> Outcome {
        if !self.conflicts.is_empty() {
            Outcome::Conflict
        } else if !self.rejected.is_empty() {
            Outcome::Rejected
        } else if !self.applied.is_empty() {
            Outcome::Updated
        } else {
            Outcome::Untouched
        }
    }
}

/// Why a whole file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectFault {
    /// It can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It is no form of ours, or its hidden sheet is gone.
    #[error("not a dispatched form")]
    NotOurs,
    /// It was sent out by another ledger.
    #[error("form of ledger {found}")]
    OtherLedger {
        /// That ledger's id.
        found: String,
    },
    /// The sheet to be filled in is gone, or its header is.
    #[error("sheet {sheet} has no header")]
    NoHeader {
        /// Name of the sheet.
        sheet: &'static str,
    },
}

/// Judges returned files one after the other; a later one meets what an earlier one changed.
/// `find` gives a task of the ledger as it stands.
pub fn collect(
    files: &[File<'_>],
    collection: &Collection<'_>,
    find: &dyn Fn(u32) -> Option<Task>,
) -> Vec<Result<Returned, CollectFault>> {
    let mut desk = Desk {
        collection: *collection,
        find,
        tasks: BTreeMap::new(),
        told: BTreeMap::new(),
    };
    let opened: Vec<_> = files.iter().map(|file| desk.open(*file)).collect();
    let later: Vec<Option<String>> = opened
        .iter()
        .map(|one| Some(later(one.as_ref().ok()?, &opened)?.name.clone()))
        .collect();
    opened
        .into_iter()
        .zip(later)
        .map(|(one, later)| desk.take(&one?, later))
        .collect()
}

/// A form that was read.
struct Opened {
    name: String,
    grids: Vec<Grid>,
    sent: Sent,
    submission: String,
    saved_at: Option<NaiveDateTime>,
}

/// The version of the same form that was saved last, where this one was saved before it. Of versions
/// that do not tell when they were saved nobody knows which is the later.
fn later<'a>(one: &Opened, all: &'a [Result<Opened, CollectFault>]) -> Option<&'a Opened> {
    let others = all.iter().filter_map(|other| other.as_ref().ok());
    let versions = others.filter(|other| other.submission == one.submission);
    let last = versions.max_by_key(|other| other.saved_at)?;
    (one.saved_at? < last.saved_at?).then_some(last)
}

/// The tasks as they stand after the files so far.
struct Desk<'a> {
    collection: Collection<'a>,
    find: &'a dyn Fn(u32) -> Option<Task>,
    tasks: BTreeMap<u32, Task>,
    /// Progress told in this collection, by row code: two forms may tell different stories.
    told: BTreeMap<String, String>,
}

impl Desk<'_> {
    fn open(&self, file: File<'_>) -> Result<Opened, CollectFault> {
        let grids = grid::read(file.bytes, file.name)?;
        let sent = sent(&grids)?;
        if sent.ledger != self.collection.ledger_id {
            return Err(CollectFault::OtherLedger { found: sent.ledger });
        }
        Ok(Opened {
            name: file.name.to_owned(),
            submission: sent.submission(),
            saved_at: grid::saved_at(file.bytes),
            grids,
            sent,
        })
    }

    fn take(&mut self, one: &Opened, later: Option<String>) -> Result<Returned, CollectFault> {
        let Opened { grids, sent, .. } = one;
        let mut returned = Returned {
            file: one.name.clone(),
            dept: sent.dept.clone(),
            sent_on: sent.on.clone(),
            superseded: later,
            ..Returned::default()
        };
        if sent.rows.is_empty() || returned.superseded.is_some() {
            return Ok(returned);
        }
        let missing = CollectFault::NoHeader { sheet: FILL_IN };
        let grid = form(grids, sent).ok_or_else(|| missing.clone())?;
        let place = locate::header(grid, sent).ok_or(missing)?;
        returned.notes = locate::notes(grid, &place, sent);
        for row in &locate::rows(grid, &place, sent) {
            returned.rows.push(weigh::row(self, grid, &place, one, row));
        }
        let found = |code: &str| returned.rows.iter().any(|row| row.code == code);
        returned.deleted = sent
            .rows
            .iter()
            .filter(|row| !found(&row.code))
            .map(|row| row.code.clone())
            .collect();
        Ok(returned)
    }

    fn task(&mut self, number: u32) -> Option<&mut Task> {
        if !self.tasks.contains_key(&number) {
            let task = (self.find)(number)?;
            self.tasks.insert(number, task);
        }
        self.tasks.get_mut(&number)
    }
}

fn sent(grids: &[Grid]) -> Result<Sent, CollectFault> {
    let hidden = grids
        .iter()
        .find(|grid| grid.name == HIDDEN)
        .ok_or(CollectFault::NotOurs)?;
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
    Sent::read(&rows).ok_or(CollectFault::NotOurs)
}

/// The sheet that was filled in: by its name, else the one that has the header.
fn form<'a>(grids: &'a [Grid], sent: &Sent) -> Option<&'a Grid> {
    let visible = |grid: &&Grid| !grid.hidden && grid.name != HIDDEN && grid.name != ASSIST;
    let named = grids.iter().find(|grid| grid.name == FILL_IN);
    named.or_else(|| {
        grids
            .iter()
            .filter(visible)
            .find(|grid| locate::header(grid, sent).is_some())
    })
}
