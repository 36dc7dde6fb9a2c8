//! Whether the file still says what was recorded: the chain, the rows refolded, the kept bytes, and
//! SQLite's own checks.

mod chain;
mod erased;
mod file;
mod past;
mod sealed;
mod standing;
mod tasks;
mod units;

use std::ops::RangeInclusive;
use std::thread::Scope;
use std::time::Duration;

use rusqlite::OptionalExtension as _;
use rusqlite::types::ValueRef;

pub use erased::ErasedLink;
pub(crate) use file::Kept;
pub(crate) use units::Expected;

use erased::Links;

use super::{Error, Store, row};
use model::digest::{CheckCode, Digest};
use model::unit::UnitId;
use office::workers::{self, Worker};

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
    /// Files whose bytes were lost with a damaged file, as the history says.
    pub lost: u32,
    /// Entries whose texts were erased by `expunge`, as a history says, gathered ones too.
    pub erased: Vec<ErasedLink>,
    /// Entries made with a clock set by hand.
    pub clock_set: u64,
    /// The check code of the history as it stands.
    pub code: Option<CheckCode>,
    /// What is not as recorded, in the order of the history: the first thousand of it.
    pub faults: Vec<Fault>,
    /// How much more there is: the same damage told again would fill the memory.
    pub further: u64,
    /// Gathered units checked, those kept aside too.
    pub units: u32,
    /// The gathered unit whose faults are found just now.
    about: Option<String>,
}

/// Something that is not as recorded: where, what is there, what should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Code or name of the gathered unit; `None` for the own unit and the file itself.
    pub unit: Option<String>,
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
    /// No entries with these sequences, one after the other.
    EntriesMissing(RangeInclusive<u64>),
    /// The digest of this entry is not that of its text and its predecessor.
    EntryDigest(u64),
    /// This entry has no texts left, and none says that they were erased.
    ErasedUnsaid(u64),
    /// This entry has its texts, and another says that they were erased.
    NotErased(u64),
    /// This entry says of another that its texts were erased, which is not as it says.
    ErasureWrong(u64),
    /// The text of this entry can't be read.
    EntryText(u64),
    /// A column of this entry is not what its text says.
    EntryColumn(u64, &'static str),
    /// A column of this task's row is not what its entries fold to.
    TaskColumn(u32, &'static str),
    /// What is kept for counting of the tasks with these numbers is not what their entries fold to.
    Standing(RangeInclusive<u32>),
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
    /// What is noted of a gathered unit is not what the history says, or it is not there.
    Unit,
    /// The history of a gathered unit does not end where it ended when it was taken.
    UnitHistory,
    /// A row that belongs to no unit of this ledger.
    Stray(&'static str),
    /// A column of the own unit's row is not what it should be.
    OwnUnit(&'static str),
    /// This receipt (a sheet sent or returned, a backup) is not as it was written, or one before
    /// it was removed.
    Receipt(i64),
    /// No receipts with these numbers, which an entry sealed.
    ReceiptsMissing(RangeInclusive<u64>),
    /// Among the kept files with these numbers one was removed, replaced or added.
    Files(RangeInclusive<u64>),
    /// A table, index or trigger is missing, is another one or was added.
    Schema(String),
    /// The head of the file is not as this program writes it.
    Header,
    /// An index does not agree with its table.
    Index,
    /// SQLite's own check.
    Engine,
}

impl Place {
    /// Whether it holds what can't be made from anything else.
    fn is_history(&self) -> bool {
        match self {
            Self::EntriesMissing(_)
            | Self::EntryDigest(_)
            | Self::EntryText(_)
            | Self::Bytes(_)
            | Self::BytesMissing(_)
            | Self::UnitHistory
            | Self::Receipt(_)
            | Self::ReceiptsMissing(_)
            | Self::Files(_)
            | Self::ErasedUnsaid(_)
            | Self::NotErased(_)
            | Self::ErasureWrong(_) => true,
            Self::EntryColumn(..)
            | Self::TaskColumn(..)
            | Self::Standing(_)
            | Self::TaskMissing(_)
            | Self::TaskExtra(_)
            | Self::BytesExtra(_)
            | Self::BytesSize(_)
            | Self::Unit
            | Self::OwnUnit(_)
            | Self::Stray(_)
            | Self::Schema(_)
            | Self::Header
            | Self::Index
            | Self::Engine => false,
        }
    }
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
        /// The code of that entry now.
        found: CheckCode,
    },
}

/// From this size of the file on, another thread makes SQLite's own check.
const LARGE: u64 = 8 * 1024 * 1024;
/// Faults that are kept.
const MOST_FAULTS: usize = 1000;
/// Steps between two words about how far it is.
const WATCHED: u64 = 500;

/// SQLite's own check at work; nothing where it could not be made.
type Engine<'s> = Worker<'s, (), Option<Vec<Fault>>>;

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
        std::thread::scope(|scope| {
            let engine = self.engine_aside(scope);
            self.check_schema(&mut found)?;
            self.check_histories(&mut found, &mut |done| watch(done, all))?;
            match engine.and_then(Worker::end) {
                Some(faults) => found.faults.extend(faults),
                None => self.check_engine(&mut found)?,
            }
            Ok::<_, Error>(())
        })?;
        view.rollback()?;
        Ok(found)
    }

    /// The own history, those of other units, and what they speak of.
    fn check_histories(
        &self,
        found: &mut Verification,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        let mut kept = Kept::default();
        let mut expected = Expected::default();
        let mut links = Links::default();
        links.walk(UnitId::OWN, self.ledger_id()?, true);
        let own = self.check_chain(
            UnitId::OWN,
            found,
            &mut links,
            &mut |entry| {
                kept.note(&entry.event);
                expected.note(entry);
            },
            watch,
        )?;
        found.entries = own.entries;
        found.code = (own.entries > 0).then(|| CheckCode::new(own.entries, &own.head));
        let entries = own.entries;
        found.tasks = self.check_tasks(UnitId::OWN, found, &mut |done| watch(entries + done))?;
        self.check_units(&expected, &mut kept, &mut links, found)?;
        self.check_erased(&links, found)?;
        self.check_bytes(kept, found)?;
        self.check_strays(found)?;
        self.check_sealed(own.sealed, found)?;
        Ok(())
    }

    /// SQLite's own check by another thread, where the file is large. This connection reads
    /// meanwhile, so both see the same state.
    fn engine_aside<'s>(&self, scope: &'s Scope<'s, '_>) -> Option<Engine<'s>> {
        if self.size() < LARGE || workers::count() < 2 {
            return None;
        }
        let path = self.path.clone();
        Some(workers::begin(scope, move |_| {
            // An older ledger is looked at in a copy, which only the connection to it knows.
            let other = Self::open_to_read(&path, Duration::ZERO).ok()?;
            let mut found = Verification::default();
            other.check_engine(&mut found).ok()?;
            Some(found.faults)
        }))
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
                found: CheckCode::new(code.entries, &digest),
            }
        })
    }
}

impl Verification {
    /// Whether the history and what it speaks of are whole, and only what is made from it is not:
    /// rows, indexes, guard-rails.
    pub fn history_stands(&self) -> bool {
        self.faults.iter().all(|fault| !fault.place.is_history())
    }

    pub(super) fn fault(&mut self, place: Place, found: &str, expected: &str) {
        if self.faults.len() >= MOST_FAULTS {
            self.further += 1;
            return;
        }
        let (found, expected) = (found.to_owned(), expected.to_owned());
        self.faults.push(Fault {
            unit: self.about.clone(),
            place,
            found,
            expected,
        });
    }
}

/// A value for people, very long texts cut.
fn shown(value: ValueRef<'_>) -> String {
    let text = match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{} 字节", bytes.len()),
    };
    match text.char_indices().nth(600) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}
