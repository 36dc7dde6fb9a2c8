//! Whether the file still says what was recorded: the chain, the rows refolded, the kept bytes, and
//! SQLite's own checks.

mod file;

use rusqlite::OptionalExtension as _;
use rusqlite::types::Value;

use file::Kept;

use super::read::{Raw, raw};
use super::{Error, Store, row};
use crate::model::digest::{CheckCode, Digest};
use crate::model::entry::Entry;
use crate::model::event::codec;
use crate::model::task::Task;
use crate::model::unit::UnitId;

/// What a check of the whole file found.
#[derive(Debug, Default)]
pub struct Verification {
    /// Entries read.
    pub entries: u64,
    /// Tasks refolded.
    pub tasks: u32,
    /// Kept files checked.
    pub blobs: u32,
    /// Files whose bytes were erased by `expunge`, as the history says.
    pub expunged: u32,
    /// Entries made with a clock set by hand.
    pub clock_set: u64,
    /// The check code of the history as it stands.
    pub code: Option<CheckCode>,
    /// Everything that is not as recorded; the first is the first in the order of the history.
    pub faults: Vec<Fault>,
}

/// Something that is not as recorded: where, what is there, what should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What is there.
    pub found: String,
    /// What the history says should be; empty where it can't say.
    pub expected: String,
}

/// A place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// No entry with this sequence.
    EntryMissing(u64),
    /// The digest of this entry is not that of its text and its predecessor.
    EntryDigest(u64),
    /// The text of this entry can't be read.
    EntryText(u64),
    /// A column of this entry is not what its text says.
    EntryColumn(u64, &'static str),
    /// A column of this task's row is not what its entries fold to.
    TaskColumn(u32, &'static str),
    /// A task with entries but no row.
    TaskMissing(u32),
    /// A row without entries.
    TaskExtra(u32),
    /// The bytes kept under this digest are others.
    Bytes(Digest),
    /// Bytes that the history speaks of are not there and were not expunged.
    BytesMissing(Digest),
    /// Kept bytes that no entry speaks of.
    BytesExtra(Digest),
    /// The size noted beside kept bytes is not theirs.
    BytesSize(Digest),
    /// A row that belongs to no unit of this ledger.
    Stray(&'static str),
    /// This receipt (a sheet sent or returned, a backup) is not as it was written, or one before
    /// it was removed.
    Receipt(i64),
    /// A table, index or trigger is missing, is another one or was added.
    Schema(String),
    /// The head of the file is not as this program writes it.
    Header,
    /// An index does not agree with its table.
    Index,
    /// SQLite's own check.
    Engine,
}

/// What `verify --against` a check code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The history still begins with what the code was printed from.
    Stands,
    /// The history is shorter than when the code was printed.
    Shortened {
        /// Entries there are.
        entries: u64,
    },
    /// The entry the code was printed at has another digest: it or one before was rewritten.
    Differs {
        /// The digest's first 16 digits now.
        found: String,
    },
}

const ENTRIES: &str = "select id, unit, sequence, task, at, who, kind, body, digest from entry
    where id between $1 and $2 order by id";
const TASKS_WITH_ENTRIES: &str = "select distinct task from entry
    where unit = $1 and task is not null order by task";
const ENTRIES_OF_TASK: &str = "select sequence, body, digest from entry
    where unit = $1 and task = $2 order by sequence";
const ROWS: &str = "select number from task where unit = $1 order by id";

/// Steps between two words about how far it is.
const WATCHED: u64 = 500;

impl Store {
    /// Checks the whole file. Damage is a finding, not an error.
    pub fn verify(&self) -> Result<Verification, Error> {
        self.verify_watched(&mut |_, _| {})
    }

    /// The same, telling now and then how many steps of how many are done.
    pub fn verify_watched(&self, watch: &mut dyn FnMut(u64, u64)) -> Result<Verification, Error> {
        let mut found = Verification::default();
        // Before any lock: closing a file gives up the locks that this process has on it.
        self.check_header(&mut found)?;
        // One view of everything, whatever others write meanwhile.
        let view = self.connection.unchecked_transaction()?;
        // Only to tell how far it is: what is damaged is found below.
        let entries = self.sequence().unwrap_or_default();
        let tasks = u64::from(self.task_count().unwrap_or_default());
        let all = entries + tasks;
        self.check_schema(&mut found)?;
        let kept = self.check_chain(&mut found, &mut |done| watch(done, all))?;
        self.check_tasks(&mut found, &mut |done| watch(entries + done, all))?;
        self.check_bytes(kept, &mut found)?;
        self.check_strays(&mut found)?;
        self.check_receipts(&mut found)?;
        self.check_engine(&mut found)?;
        view.rollback()?;
        Ok(found)
    }

    /// Whether what was printed with this code still stands on an unrewritten history.
    pub fn verify_against(&self, code: &CheckCode) -> Result<Against, Error> {
        let digest: Option<Vec<u8>> = self
            .connection
            .query_row(
                "select digest from entry where id = $1",
                [row::entry_id(UnitId::OWN, code.entries)],
                |row| row.get(0),
            )
            .optional()?;
        let Some(digest) = digest.as_deref().and_then(Digest::from_slice) else {
            return Ok(Against::Shortened {
                entries: self.sequence()?,
            });
        };
        Ok(if code.matches(&digest) {
            Against::Stands
        } else {
            Against::Differs {
                found: digest.to_string()[..16].to_owned(),
            }
        })
    }

    /// Walks the chain; returns what bytes the history speaks of.
    fn check_chain(
        &self,
        found: &mut Verification,
        watch: &mut dyn FnMut(u64),
    ) -> Result<Kept, Error> {
        let mut previous = Digest::genesis(&super::read::ledger_id(&self.connection, UnitId::OWN)?);
        let mut kept = Kept::default();
        let mut statement = self.connection.prepare(ENTRIES)?;
        let range = (
            row::entry_id(UnitId::OWN, 0),
            row::entry_id(UnitId::OWN, u32::MAX.into()),
        );
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let sequence = (key & 0xFFFF_FFFF) as u64;
            while found.entries + 1 < sequence {
                found.entries += 1;
                found.fault(Place::EntryMissing(found.entries), "", "");
            }
            found.entries = sequence;
            if sequence.is_multiple_of(WATCHED) {
                watch(sequence);
            }
            let Ok(body) = row.get::<_, String>(7) else {
                found.fault(Place::EntryText(sequence), "", "");
                continue;
            };
            let digest = row
                .get::<_, Vec<u8>>(8)
                .ok()
                .and_then(|d| Digest::from_slice(&d));
            let computed = Digest::chained(&previous, &body);
            if digest != Some(computed) {
                let found_digest = digest.map_or_else(String::new, |digest| digest.to_string());
                found.fault(
                    Place::EntryDigest(sequence),
                    &found_digest,
                    &computed.to_string(),
                );
            }
            previous = digest.unwrap_or(computed);
            let entry = match codec::read(&body) {
                Ok(entry) => entry,
                Err(fault) => {
                    found.fault(Place::EntryText(sequence), &fault.to_string(), "");
                    continue;
                }
            };
            found.clock_set += u64::from(entry.stamp.clock_set);
            kept.note(&entry.event);
            check_entry_columns(row, sequence, &entry, found)?;
        }
        found.code = (found.entries > 0).then(|| CheckCode::new(found.entries, &previous));
        Ok(kept)
    }

    fn check_tasks(
        &self,
        found: &mut Verification,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        let connection = &self.connection;
        let numbers = |sql: &str| -> Result<Vec<u32>, Error> {
            let mut statement = connection.prepare(sql)?;
            let numbers = statement.query_map([UnitId::OWN.0], |row| row.get(0))?;
            Ok(numbers.collect::<Result<_, _>>()?)
        };
        let with_entries = numbers(TASKS_WITH_ENTRIES)?;
        for number in numbers(ROWS)? {
            if with_entries.binary_search(&number).is_err() {
                found.fault(Place::TaskExtra(number), "", "");
            }
        }
        let mut entries_of = connection.prepare(ENTRIES_OF_TASK)?;
        let select = format!("select {} from task where id = $1", row::COLUMNS.join(", "));
        let mut row_of = connection.prepare(&select)?;
        for number in with_entries {
            if u64::from(number).is_multiple_of(WATCHED) {
                watch(number.into());
            }
            let raws = entries_of.query_map((UnitId::OWN.0, number), raw)?;
            // An entry that can't be read was reported with the chain.
            let entries: Vec<Entry> = raws.filter_map(|raw| readable(raw.ok()?)).collect();
            let Some(task) = Task::fold(number, &entries, None) else {
                continue;
            };
            found.tasks += 1;
            let expected = row::columns(UnitId::OWN, &task);
            let actual = row_of
                .query_row([row::id(UnitId::OWN, number)], |row| {
                    (0..row::COLUMNS.len())
                        .map(|index| row.get(index))
                        .collect::<Result<_, _>>()
                })
                .optional()?;
            let Some(actual): Option<Vec<Value>> = actual else {
                found.fault(Place::TaskMissing(number), "", "");
                continue;
            };
            for (index, (is, should)) in actual.iter().zip(&expected).enumerate() {
                if is != should {
                    let place = Place::TaskColumn(number, row::COLUMNS[index]);
                    found.fault(place, &shown(is), &shown(should));
                }
            }
        }
        Ok(())
    }
}

impl Verification {
    pub(super) fn fault(&mut self, place: Place, found: &str, expected: &str) {
        let (found, expected) = (found.to_owned(), expected.to_owned());
        self.faults.push(Fault {
            place,
            found,
            expected,
        });
    }
}

fn readable((_, body, _): Raw) -> Option<Entry> {
    codec::read(&body).ok()
}

fn check_entry_columns(
    row: &rusqlite::Row<'_>,
    sequence: u64,
    entry: &Entry,
    found: &mut Verification,
) -> Result<(), Error> {
    let optional = |number: Option<u32>| number.map_or(Value::Null, |n| Value::Integer(n.into()));
    let expected = [
        ("unit", Value::Integer(UnitId::OWN.0.into())),
        ("sequence", Value::Integer(entry.sequence as i64)),
        ("task", optional(entry.task)),
        ("at", Value::Text(entry.stamp.when.to_rfc3339())),
        ("who", Value::Text(entry.stamp.who.clone())),
        ("kind", Value::Text(entry.event.kind().to_owned())),
    ];
    for (index, (name, should)) in expected.iter().enumerate() {
        let is: Value = row.get(index + 1)?;
        if is != *should {
            found.fault(
                Place::EntryColumn(sequence, name),
                &shown(&is),
                &shown(should),
            );
        }
    }
    // The text names its own sequence: a text moved to another place is found here.
    if entry.sequence != sequence {
        let place = Place::EntryColumn(sequence, "id");
        found.fault(place, &sequence.to_string(), &entry.sequence.to_string());
    }
    Ok(())
}

/// A value for people, very long texts cut.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("{} 字节", bytes.len()),
    };
    match text.char_indices().nth(600) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}
