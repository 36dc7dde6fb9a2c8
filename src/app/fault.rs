//! Why something could not be done, as facts; a front makes sentences of them.

use std::path::PathBuf;

use super::import::EditedFault;
use super::join::NotJoined;
use documents::document;
use documents::register::SheetFault;
use model::decide::Refusal;
use model::packet;
use office::csv::CsvFault;
use office::xlsx::XlsxFault;
use papers::sheet::collect::CollectFault;
use papers::sheet::template::FormFault;

/// Why it was not done; the ledger is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The ledger failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// It may not happen to that task.
    #[error("task {0}: {1}")]
    Refused(u32, #[source] Refusal),
    /// A file can't be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, #[source] std::io::Error),
    /// A folder where a file is needed.
    #[error("{0} is a folder")]
    Folder(PathBuf),
    /// More than is read into memory.
    #[error("{0} is too large")]
    TooLarge(PathBuf, Large),
    /// A file was changed while it was read.
    #[error("{0} was changed while it was read")]
    FileChanged(PathBuf),
    /// A document that can't be read.
    #[error("{0}: {1}")]
    Document(PathBuf, #[source] document::Unreadable),
    /// The text of a reading can't be written or taken back.
    #[error(transparent)]
    Edited(#[from] EditedFault),
    /// A column that is spoken of and that no table of the file has.
    #[error("{path} has no column {title}")]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        title: String,
        /// Those that it has.
        titles: Vec<String>,
    },
    /// A row that is spoken of and that the register does not have.
    #[error("no row {0}")]
    NoRow(u32),
    /// Several sheets have that row.
    #[error("several rows {0}")]
    ManyRows(u32),
    /// A table that is no register.
    #[error("{0}: {1}")]
    Register(PathBuf, #[source] SheetFault),
    /// A returned form that can't be taken.
    #[error("{0}: {1}")]
    Form(PathBuf, #[source] CollectFault),
    /// No returned form is among the files.
    #[error("no forms in {0:?}")]
    NoForms(Vec<PathBuf>),
    /// No unit has that code or name, nor stands below it.
    #[error("no unit {0}")]
    UnknownUnit(String),
    /// No unit has a task of that year.
    #[error("no task of {0} in any unit")]
    NoTasksOf(i32),
    /// No packet and no ledger is among the files.
    #[error("no packet")]
    NoPackets,
    /// Several files, of which one would replace a unit's history.
    #[error("one file replaces one unit")]
    ManyForOne,
    /// A ledger without an entry has nothing to hand up.
    #[error("no entry")]
    NothingToPack,
    /// A ledger that does not say whose it is.
    #[error("nameless unit")]
    Nameless,
    /// A copy of the ledger can't be joined.
    #[error("{0}: {1}")]
    NotJoined(PathBuf, #[source] NotJoined),
    /// A packet can't be written.
    #[error("{0}: {1}")]
    Packet(PathBuf, #[source] packet::Fault),
    /// A workbook can't be written.
    #[error("{0}: {1}")]
    Workbook(PathBuf, #[source] XlsxFault),
    /// A superior's form that can't be filled.
    #[error("{0}: {1}")]
    Template(PathBuf, #[source] FormFault),
    /// The table of counts can't be written in that encoding.
    #[error("{0}")]
    SummaryCsv(#[source] CsvFault),
    /// A table of counts of an empty ledger.
    #[error("nothing to sum up")]
    NothingToSum,
    /// A table of counts of several years.
    #[error("one year at a time")]
    ManyYears,
    /// More problems than one report tells of.
    #[error("{count} tasks in one report")]
    LongReport {
        /// How many there are.
        count: u32,
    },
    /// A file without a byte, where evidence is wanted.
    #[error("{0} is empty")]
    EmptyEvidence(PathBuf),
    /// Evidence of more bytes than are kept.
    #[error("{path} has {size} bytes")]
    LargeEvidence {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        size: u64,
    },
    /// The task has these bytes already.
    #[error("{path} is attached to {number} as {known}")]
    Attached {
        /// The file.
        path: PathBuf,
        /// The task.
        number: u32,
        /// The name under which it has them.
        known: String,
    },
}

/// What was too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Large {
    /// A register, of which only a CSV may have any size.
    Register,
    /// A workbook of a form.
    Workbook,
}
