//! The door for another front: a program that starts this one for every command, draws what it says, and
//! makes its forms from the declarations of the verbs. No rule and no sentence is written twice for it.

mod forms;
pub mod hand_up;
mod said;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use documents::register::Column;
use model::digest::Digest;
use model::scope::Scope;
use papers::report::Phrases;

use super::failure::Failure;
use super::place::Place;
use super::values::Numbers;
use super::{context, guide, settings, verbs};
use crate::app::{assemble, import};
use store::Store;

pub use super::permit::VARIABLE as PERMIT;
pub use super::place::{Connect, Sharing, VARIABLE as SHARED};
pub(in crate::cli) use forms::label;
pub use forms::{Field, Form, Kind, forms, line};
pub use said::{Answer, Count, Head, Said, Table};

/// Set for a program that is started by a front: what it says comes as lines that [`Said::read`] reads, all on
/// the standard output.
pub const VARIABLE: &str = "LEDGER_FRONT";

/// Rows of a list that a front is shown; that there are more is said, and they are in an export.
pub const MOST_ROWS: usize = 500;

/// Where the ledger is: as `named`, else at the usual place.
///
/// # Errors
/// A sentence for people, where there is no such place.
pub fn ledger(named: Option<&Path>) -> Result<PathBuf, String> {
    let place = Place::of(named).map_err(|failure| failure.message)?;
    Ok(place.file)
}

/// The database that the ledger there is shared in, where it is.
///
/// # Errors
/// A sentence for people, where there is no such place.
pub fn shared_in(named: Option<&Path>) -> Result<Option<Sharing>, String> {
    let place = Place::of(named).map_err(|failure| failure.message)?;
    Ok(place.sharing())
}

/// Says how this program connects to shared databases, before anything else.
pub fn shares(connect: Connect) {
    super::place::by(connect);
}

/// Why the ledger could not do it, in a sentence for people.
pub fn told(fault: store::Error) -> String {
    Failure::from(fault).message
}

/// Who acts: as `named`, else as the system knows who works at it.
pub fn actor(named: Option<&str>) -> String {
    context::actor(named)
}

/// The day from which all is reckoned, as every command takes it that says no other.
pub fn today() -> NaiveDate {
    context::usual_today()
}

/// The time, as every command takes it.
pub fn now() -> DateTime<FixedOffset> {
    context::usual_now()
}

/// The year of the section that is written next, as a person is offered it who is asked for one; none of a
/// ledger without tasks.
///
/// # Errors
/// The ledger can't be read.
pub fn section_year(store: &Store) -> Result<Option<i32>, store::Error> {
    guide::section_year(store, today())
}

/// Whether a year has more problems of a subject, or of all, than a section is written of.
///
/// # Errors
/// The ledger can't be read.
pub fn is_beyond_a_section(
    store: &Store,
    year: i32,
    subject: Option<&str>,
) -> Result<bool, store::Error> {
    let scope = Scope {
        years: vec![year],
        subject: subject.map(str::to_owned),
        ..Scope::default()
    };
    store.has_more_than(assemble::MOST, &scope)
}

/// A mark of the clerk's own phrases, which a report is written with besides the ledger; none where there are none.
///
/// # Errors
/// The ledger can't be read.
pub fn own_phrases(store: &Store) -> Result<Option<Digest>, store::Error> {
    let book = store.book()?;
    let Some(folder) = book.settings.get(settings::TEMPLATES) else {
        return Ok(None);
    };
    let mut all = Vec::new();
    for (name, _) in Phrases::write_templates() {
        // One that can't be read is told where the report is written.
        let text = std::fs::read(Path::new(folder).join(name)).unwrap_or_default();
        all.extend((text.len() as u64).to_le_bytes());
        all.extend(text);
    }
    Ok(Some(Digest::of(&all)))
}

/// Whether `import` takes a file for a register (登记表) by its name, not for a document.
pub fn is_register(path: &Path) -> bool {
    import::is_register(path)
}

/// What a column of a register was taken for, and why, in words.
pub fn column_words(column: &Column) -> (String, &'static str) {
    verbs::column_words(column)
}

/// The tasks of the own unit that a text names, as every command reads it: 3、5-8.
///
/// # Errors
/// A sentence for people, where it names none.
pub fn numbers(text: &str) -> Result<Vec<u32>, String> {
    text.parse::<Numbers>().map(|numbers| numbers.0)
}

/// The line as a person would type it; `words` are those after the program's name.
pub fn typed(words: &[String]) -> String {
    let words = words.iter().map(|word| guide::quoted(word));
    std::iter::once("ledger".to_owned())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}
