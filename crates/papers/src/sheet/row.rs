//! One row of a sheet: a task or one of its measures, with what surrounds it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use model::book::Book;
use model::institution::Established;
use model::ledger::RecordedDraft;
use model::task::{Measure, Task};

/// What rows need beside their task.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The day reckoned from.
    pub today: NaiveDate,
    /// Unit, meetings and roster.
    pub book: &'a Book,
    /// Books of the gathered units among whose tasks it is, by what stands before their numbers.
    pub units: &'a BTreeMap<String, Book>,
    /// Drafts of the imported documents, where causes come from; may be empty.
    pub drafts: &'a [RecordedDraft],
}

/// Where nothing but the own unit's tasks are.
pub static OWN_ONLY: BTreeMap<String, Book> = BTreeMap::new();

impl<'a> Surroundings<'a> {
    /// The book of a unit, of one's own where it has no code; `None` of one that nothing is known of.
    pub fn book_of(&self, unit: Option<&str>) -> Option<&'a Book> {
        match unit {
            None => Some(self.book),
            Some(code) => self.units.get(code),
        }
    }

    /// How a unit is called: by its name, else by its code.
    pub fn name_of<'t>(&self, unit: Option<&'t str>) -> &'t str
    where
        'a: 't,
    {
        let name = self.book_of(unit).map_or("", |book| &book.unit.name);
        match (name, unit) {
            ("", Some(code)) => code,
            (name, _) => name,
        }
    }
}

/// What one row is made from.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Place in this sheet, from 1 (序号).
    pub serial: usize,
    /// The task.
    pub task: &'a Task,
    /// Its measure, in sheets with a row for each.
    pub measure: Option<&'a Measure>,
    /// The institution, in the list of these.
    pub institution: Option<&'a Established>,
    /// What surrounds it.
    pub around: Surroundings<'a>,
}
