//! A CSV register that is too long to be held in memory: looked through once to be shown, read once
//! more to be written. Where nobody is asked and the ledger is empty, once is enough.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Seek as _;
use std::path::{Path, PathBuf};

use super::Wishes;
use super::register::{Links, RegisterReading};
use crate::app::fault::Fault;
use crate::app::files;
use crate::app::{Call, Watch};
use documents::register::{
    self, Broken, Column, Heading, RegisterRow, Setting, SheetFault, Stream,
};
use model::draft::Doubt;
use model::scope::Scope;
use model::subject::Subject;
use office::csv;
use office::grid::Unreadable;
use office::system;
use office::workers::{self, Outlet};
use store::{Error, NextEntry, Prepared, Store};

/// From this size on a CSV is read row by row.
const LONG: u64 = 1 << 18;
/// Rows that are shown.
const SHOWN: usize = 20;
/// Doubts that are shown: each asks for a look.
const DOUBTS: usize = 200;
/// Rows between two words about how far it is.
const WATCHED: usize = 1000;

/// What a row becomes, with its code and that of the row it continues.
type Made = (Prepared, Option<String>, Option<String>);

/// A long register, open.
pub(crate) struct Long {
    path: PathBuf,
    /// File name without the folder.
    pub name: String,
    file: File,
    size: u64,
}

/// What a long register holds.
#[derive(Default)]
pub(crate) struct Survey {
    /// How many problems.
    pub rows: usize,
    /// The first of them: row and title.
    pub first: Vec<(u32, String)>,
    /// Years that rows state.
    years: BTreeSet<i32>,
    /// Some row states none.
    yearless: bool,
    /// The year above the table.
    stated: Option<i32>,
    /// The first things that were unclear.
    pub doubts: Vec<Doubt>,
    /// How many there were.
    pub doubted: usize,
    /// Every column, and what it was taken for.
    pub columns: Vec<Column>,
    /// Its headers.
    pub headers: Vec<Heading>,
}

/// Why nothing was written.
pub(crate) enum Stopped {
    /// A row states no year, and nothing else does: all rows have to be looked through first.
    NoYear,
    /// Anything else.
    Failed(Fault),
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl From<Error> for Stopped {
    fn from(fault: Error) -> Self {
        Self::Failed(fault.into())
    }
}

impl Long {
    /// The register, where it is a long one that can be read row by row.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, Fault> {
        let failed = |fault: std::io::Error| Fault::File(path.to_owned(), fault);
        let suffix = path.extension().unwrap_or_default();
        let Ok(seen) = std::fs::metadata(path) else {
            return Ok(None);
        };
        if !suffix.eq_ignore_ascii_case("csv") || !seen.is_file() || seen.len() < LONG {
            return Ok(None);
        }
        let mut file = system::open(path).map_err(failed)?;
        match csv::is_utf8(&file).map_err(failed)? {
            Ok(false) => Ok(None),
            Err(fault) => {
                let fault = SheetFault::from(Unreadable::from(fault));
                Err(Fault::Register(path.to_owned(), fault))
            }
            Ok(true) => {
                let copy = copied(&mut file).map_err(failed)?;
                let now = file.metadata().map_err(failed)?;
                if now.len() != seen.len() || now.modified().ok() != seen.modified().ok() {
                    return Err(Fault::FileChanged(path.to_owned()));
                }
                Ok(Some(Self {
                    path: path.to_owned(),
                    name: files::file_name(path),
                    file: copy,
                    size: seen.len(),
                }))
            }
        }
    }

    /// Looks through all of it.
    pub(crate) fn survey(&self, wishes: &Wishes, watch: &mut dyn Watch) -> Result<Survey, Fault> {
        let mut rows = 0;
        self.pass(wishes, |_, _| {
            rows += 1;
            self.tell(watch, rows);
            Ok(())
        })
    }

    /// Holds all of it, to be held against the tasks that exist: read row by row, the table itself is not.
    pub(super) fn whole(&self, wishes: &Wishes) -> Result<RegisterReading, Fault> {
        let stream = Stream::with(&self.file, &self.name, &wishes.maps);
        let register = stream.and_then(Stream::whole);
        let register = register.map_err(|fault| self.broken(fault))?;
        wishes.holds(&self.path, &register.headers)?;
        Ok(RegisterReading {
            path: self.path.clone(),
            register,
        })
    }

    /// Makes a task of every row, in one transaction. The year is that of rows that state none.
    pub(crate) fn write(
        &self,
        call: Call<'_>,
        store: &mut Store,
        sequence: u64,
        year: Option<i32>,
        wishes: &Wishes,
        watch: &mut dyn Watch,
    ) -> Result<Survey, Stopped> {
        store.write_many(self.size, call.stamp, |writer| {
            writer.expect(sequence)?;
            let book = writer.book()?;
            let setting = Setting {
                on: call.today,
                file: &self.name,
                year: year.unwrap_or_default(),
                year_wins: wishes.year.is_some(),
                subject: wishes.subject.as_ref().unwrap_or(&Subject::Team),
                book: &book,
            };
            let known = wishes.year.or(year);
            // One thread reads and understands while the other one writes.
            std::thread::scope(|scope| {
                let (made_of, tail) = (&setting, writer.tail());
                let mut reader = workers::begin(scope, move |out| {
                    self.make(made_of, wishes, known, tail, out)
                });
                let (mut rows, mut links) = (0, Links::default());
                reader.each(|(prepared, code, prior): &Made| {
                    writer.put(prepared)?;
                    links.raised(code.as_deref(), prior.clone(), prepared.number());
                    rows += 1;
                    self.tell(watch, rows);
                    Ok::<_, Error>(())
                })?;
                let survey = reader.end()?;
                links.record(writer)?;
                wishes.remember(writer, &survey.headers)?;
                Ok(survey)
            })
        })
    }

    /// What each row becomes.
    fn make(
        &self,
        setting: &Setting<'_>,
        wishes: &Wishes,
        known: Option<i32>,
        mut tail: NextEntry,
        out: &mut Outlet<Made>,
    ) -> Result<Survey, Stopped> {
        self.pass(wishes, |row, stated| {
            let year = known.or(stated);
            if row.year.is_none() && year.is_none() {
                return Err(Stopped::NoYear);
            }
            let year = year.or(row.year).unwrap_or_default();
            let mut row = row;
            let (code, prior) = (row.code.take(), row.prior.take());
            let (raised, events) = register::begin(row, &Setting { year, ..*setting });
            if out.give((tail.raise(raised, events), code, prior), 1) {
                Ok(())
            } else {
                // Who no longer takes them tells why himself.
                Err(Stopped::NoYear)
            }
        })
    }

    fn pass<E: From<Fault>>(
        &self,
        wishes: &Wishes,
        mut each: impl FnMut(RegisterRow, Option<i32>) -> Result<(), E>,
    ) -> Result<Survey, E> {
        let broken = |fault| self.broken(fault);
        let mut stream = Stream::with(&self.file, &self.name, &wishes.maps).map_err(broken)?;
        let mut survey = Survey {
            stated: stream.head().year,
            ..Survey::default()
        };
        while let Some(row) = stream.problem().map_err(broken)? {
            if row.problem.is_empty() {
                survey.doubt(stream.take_doubts());
                survey.doubt(vec![register::without_problem(&row)]);
                continue;
            }
            survey.note(&row, stream.take_doubts());
            each(row, survey.stated)?;
        }
        survey.doubt(stream.take_doubts());
        survey.columns.clone_from(&stream.head().columns);
        survey.headers.clone_from(&stream.head().headers);
        wishes.holds(&self.path, &survey.headers)?;
        Ok(survey)
    }

    /// How many rows there will be shows by how far the file is read.
    fn tell(&self, watch: &mut dyn Watch, rows: usize) {
        if !rows.is_multiple_of(WATCHED) {
            return;
        }
        let read = (&self.file).stream_position().unwrap_or_default().max(1);
        let share = self.size as f64 / read as f64;
        watch.at(rows as u64, (rows as f64 * share) as u64);
    }

    fn broken(&self, fault: Broken) -> Fault {
        match fault {
            Broken::Io(fault) => Fault::File(self.path.clone(), fault),
            Broken::Sheet(fault) => Fault::Register(self.path.clone(), fault),
        }
    }
}

/// A copy without a name, gone with the program: it is read while the ledger is locked, and nobody
/// should wait for a slow share or a stick.
fn copied(file: &mut File) -> std::io::Result<File> {
    let mut copy = tempfile::tempfile()?;
    file.rewind()?;
    std::io::copy(file, &mut copy)?;
    Ok(copy)
}

impl Survey {
    fn note(&mut self, row: &RegisterRow, doubts: Vec<Doubt>) {
        self.rows += 1;
        if self.first.len() < SHOWN {
            self.first.push((row.row, row.problem.clone()));
        }
        match row.year {
            Some(year) => {
                self.years.insert(year);
            }
            None => self.yearless = true,
        }
        self.doubt(doubts);
    }

    fn doubt(&mut self, doubts: Vec<Doubt>) {
        self.doubted += doubts.len();
        let room = DOUBTS.saturating_sub(self.doubts.len());
        self.doubts.extend(doubts.into_iter().take(room));
    }

    /// The year of rows that state none, as far as anything tells.
    pub(crate) fn year(&self, wishes: &Wishes) -> Option<i32> {
        let newest = self.years.last().copied();
        wishes.year.or(self.stated).or(newest)
    }

    /// Whether the ledger has tasks that its rows may be.
    pub(crate) fn may_match(&self, store: &Store, wishes: &Wishes) -> Result<bool, Error> {
        let mut years: Vec<i32> = self.years.iter().copied().collect();
        match wishes.year {
            Some(year) if self.yearless => years.push(year),
            None if self.yearless => years.clear(),
            _ => {}
        }
        let scope = Scope {
            years,
            ..Scope::default()
        };
        Ok(store.count(&scope)? > 0)
    }
}
