//! Floor 3: the only SQL. History in, folded rows beside it, scopes of tasks out.
//!
//! The database is one file with a rollback journal and full sync, of the folder too: it works on the
//! network folders that offices use, and at rest there is nothing beside it.

mod accounts;
mod append;
mod backed_up;
mod backup;
mod blank;
mod blobs;
mod cache;
mod erase;
mod fault;
mod forms;
mod gather;
mod hand_up;
mod hands;
mod intake;
mod join;
mod locks;
mod made;
mod migrate;
mod next_entry;
mod on_day;
mod open;
mod pages;
mod permitted;
mod query;
mod read;
mod receipts;
mod row;
mod salvage;
mod seals;
mod search;
pub mod shared;
mod spool;
mod standing;
mod titles;
mod units;
mod verify;
mod words;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use accounts::{AtDoor, Visit};
pub use append::Writer;
pub use backed_up::BackedUp;
pub use backup::Going;
pub use erase::ErasedEntry;
pub use fault::{Cause, Error};
pub use forms::{Awaited, CameHome, FormStanding, FormState, Round, SentForm};
pub use gather::{GatheredUnit, Gatherer, Halt, NotTaken, Taken};
pub use join::{JoinDone, MovedForm};
pub use locks::{may_lock, while_locked};
pub use made::{Made, MadeDetail};
pub use model::entry::Recorded;
use model::permit::Permit;
pub use next_entry::{NextEntry, Prepared};
pub use on_day::OnDay;
pub use open::DEFAULT_WAIT;
pub use pages::TaskPages;
pub use receipts::Receipt;
pub use salvage::{Later, Salvage};
pub use search::Found;
pub use spool::{Spool, Spooled};
pub use standing::{AsOf, Naming, TaskKey};
pub use titles::Titled;
pub use units::HeldUnit;
pub use verify::{Against, ErasedLink, Fault, Place, Verification};
pub use words::holds_words;

/// An open ledger file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    upgraded: Option<PathBuf>,
    /// Something was erased, and the file may have remains of it.
    untidy: bool,
    /// What a ledger without an entry will be called for ever, once it gets one.
    identity: Option<String>,
    /// What ties it to the database that it is a working copy of.
    shared: Option<Box<shared::Link>>,
    permit: Permit,
}

impl Store {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes of the file; 0 where it can't be told.
    fn size(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |meta| meta.len())
    }

    /// Where the file was kept as it was, if opening brought it to the present schema.
    pub fn upgraded(&self) -> Option<&Path> {
        self.upgraded.as_deref()
    }
}
