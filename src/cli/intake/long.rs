//! A CSV register that is too long to be held in memory: looked through once to be shown, read once
//! more to be written. Where nobody is asked and the ledger is empty, once is enough.

use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::Seek as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};

use super::register::Links;
use super::{Wishes, reading};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::sheets;
use documents::register::{self, Broken, RegisterRow, Setting, SheetFault, Stream, UnknownColumn};
use model::draft::Doubt;
use model::scope::Scope;
use model::subject::Subject;
use office::csv;
use office::grid::Unreadable;
use store::{Error, Prepared, Store, Tail, Writer};

/// From this size on a CSV is read row by row.
const LONG: u64 = 1 << 18;
/// Rows that are shown.
const SHOWN: usize = 20;
/// Doubts that are shown: each asks for a look.
const DOUBTS: usize = 200;
/// Rows between two words about how far it is.
const WATCHED: usize = 1000;

/// Rows that are handed over at once.
const BATCH: usize = 32;
/// Batches that may wait to be written.
const WAITING: usize = 32;

/// What a row becomes, with its code and that of the row it continues.
type Made = (Prepared, Option<String>, Option<String>);

/// A long register, open.
pub(in crate::cli) struct Long {
    path: PathBuf,
    /// File name without the folder.
    pub name: String,
    file: File,
    seen: Metadata,
}

/// What a long register holds.
#[derive(Default)]
pub(in crate::cli) struct Survey {
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
    /// Columns that nothing is read from.
    pub unknown: Vec<UnknownColumn>,
}

/// Why nothing was written.
pub(in crate::cli) enum Stopped {
    /// A row states no year, and nothing else does: all rows have to be looked through first.
    NoYear,
    /// Anything else.
    Failed(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Error> for Stopped {
    fn from(fault: Error) -> Self {
        Self::Failed(fault.into())
    }
}

impl Long {
    /// The register, where it is a long one that can be read row by row.
    pub(in crate::cli) fn open(path: &Path) -> Result<Option<Self>, Failure> {
        let failed = |fault: std::io::Error| Failure::file(path, &fault);
        let suffix = path.extension().unwrap_or_default();
        let Ok(seen) = std::fs::metadata(path) else {
            return Ok(None);
        };
        if !suffix.eq_ignore_ascii_case("csv") || !seen.is_file() || seen.len() < LONG {
            return Ok(None);
        }
        let file = File::open(path).map_err(failed)?;
        match csv::is_utf8(&file).map_err(failed)? {
            Ok(false) => Ok(None),
            Err(fault) => {
                let fault = SheetFault::from(Unreadable::from(fault));
                Err(sheets::unreadable_register(path, &fault))
            }
            Ok(true) => Ok(Some(Self {
                path: path.to_owned(),
                name: reading::file_name(path),
                file,
                seen,
            })),
        }
    }

    /// Looks through all of it.
    pub(in crate::cli) fn survey(&self, context: &Context) -> Result<Survey, Failure> {
        let mut progress = Progress::begin(&context.out, "读取", 0);
        let mut rows = 0;
        self.pass(|_, _| {
            rows += 1;
            self.tell(&mut progress, rows);
            Ok(())
        })
    }

    /// Makes a task of every row, in one transaction. The year is that of rows that state none.
    pub(in crate::cli) fn write(
        &self,
        context: &Context,
        store: &mut Store,
        sequence: u64,
        year: Option<i32>,
        wishes: &Wishes,
    ) -> Result<Survey, Stopped> {
        let mut progress = Progress::begin(&context.out, "导入", 0);
        store.write_many(self.seen.len(), &context.stamp, |writer| {
            writer.expect(sequence)?;
            let book = writer.book()?;
            let setting = Setting {
                on: context.today,
                file: &self.name,
                year: year.unwrap_or_default(),
                year_wins: wishes.year.is_some(),
                subject: wishes.subject.as_ref().unwrap_or(&Subject::Team),
                book: &book,
            };
            let known = wishes.year.or(year);
            // One thread reads and understands while the other one writes.
            std::thread::scope(|scope| {
                let (send, receive) = mpsc::sync_channel(WAITING);
                let (used, back) = mpsc::channel();
                let (made_of, tail) = (&setting, writer.tail());
                // The channels end with the threads that send.
                let reader = scope.spawn(move || self.make(made_of, known, tail, &send, &back));
                let written = self.take(writer, &mut progress, receive, &used);
                match (written, reader.join()) {
                    (Err(failure), _) => Err(failure.into()),
                    (Ok(()), Ok(read)) => read,
                    (Ok(()), Err(panic)) => std::panic::resume_unwind(panic),
                }
            })
        })
    }

    /// What each row becomes, handed over in batches. What was written comes back and is freed here:
    /// the other thread would have to wait for this one to free what this one made.
    fn make(
        &self,
        setting: &Setting<'_>,
        known: Option<i32>,
        mut tail: Tail,
        send: &SyncSender<Vec<Made>>,
        back: &Receiver<Vec<Made>>,
    ) -> Result<Survey, Stopped> {
        let mut batch = Vec::with_capacity(BATCH);
        let survey = self.pass(|row, stated| {
            let year = known.or(stated);
            if row.year.is_none() && year.is_none() {
                return Err(Stopped::NoYear);
            }
            let year = year.or(row.year).unwrap_or_default();
            let mut row = row;
            let (code, prior) = (row.code.take(), row.prior.take());
            let (raised, events) = register::begin(row, &Setting { year, ..*setting });
            batch.push((tail.raise(raised, events), code, prior));
            if batch.len() == BATCH {
                back.try_iter().for_each(drop);
                let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                // Who no longer takes them tells why himself.
                return send.send(full).map_err(|_| Stopped::NoYear);
            }
            Ok(())
        })?;
        let _ = send.send(batch);
        Ok(survey)
    }

    fn take(
        &self,
        writer: &mut Writer<'_>,
        progress: &mut Progress,
        batches: Receiver<Vec<Made>>,
        used: &Sender<Vec<Made>>,
    ) -> Result<(), Failure> {
        let mut rows = 0;
        let mut links = Links::default();
        for batch in batches {
            for (prepared, code, prior) in &batch {
                writer.put(prepared)?;
                links.raised(code.as_deref(), prior.clone(), prepared.number());
                rows += 1;
                self.tell(progress, rows);
            }
            // The reader may have ended: then it is freed here.
            let _ = used.send(batch);
        }
        links.record(writer)?;
        Ok(())
    }

    fn pass<E: From<Failure>>(
        &self,
        mut each: impl FnMut(RegisterRow, Option<i32>) -> Result<(), E>,
    ) -> Result<Survey, E> {
        let broken = |fault| self.broken(fault);
        let mut stream = Stream::new(&self.file, &self.name).map_err(broken)?;
        let mut survey = Survey {
            stated: stream.head().year,
            unknown: stream.head().unknown.clone(),
            ..Survey::default()
        };
        while let Some(row) = stream.problem().map_err(broken)? {
            survey.note(&row, stream.take_doubts());
            each(row, survey.stated)?;
        }
        survey.doubt(stream.take_doubts());
        let now = self.file.metadata().map_err(Broken::Io).map_err(broken)?;
        if now.len() != self.seen.len() || now.modified().ok() != self.seen.modified().ok() {
            return Err(E::from(
                Failure::request(format!(
                    "文件 {} 在读取时被改动，没有导入",
                    self.path.display()
                ))
                .hint("退出正在编辑它的程序，再导入一次"),
            ));
        }
        Ok(survey)
    }

    /// How many rows there will be shows by how far the file is read.
    fn tell(&self, progress: &mut Progress, rows: usize) {
        if !rows.is_multiple_of(WATCHED) {
            return;
        }
        let read = (&self.file).stream_position().unwrap_or_default().max(1);
        let share = self.seen.len() as f64 / read as f64;
        progress.at(rows as u64, (rows as f64 * share) as u64);
    }

    fn broken(&self, fault: Broken) -> Failure {
        match fault {
            Broken::Io(fault) => Failure::file(&self.path, &fault),
            Broken::Sheet(fault) => sheets::unreadable_register(&self.path, &fault),
        }
    }
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
    pub(in crate::cli) fn year(&self, wishes: &Wishes) -> Option<i32> {
        let newest = self.years.last().copied();
        wishes.year.or(self.stated).or(newest)
    }

    /// Whether the ledger has tasks that its rows may be.
    pub(in crate::cli) fn may_match(&self, store: &Store, wishes: &Wishes) -> Result<bool, Error> {
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
