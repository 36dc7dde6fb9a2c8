//! Registers of other makers (csv, xlsx, xls, ods): rows matched onto tasks, or new ones.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Wishes;
use crate::app::fault::{Fault, Large};
use crate::app::past::{self, Earlier, Past};
use crate::app::{Call, files};
use documents::register::{self, Fit, Possible, Register, RegisterRow, Seen, Setting};
use model::book::Book;
use model::event::TaskEvent;
use model::matching;
use model::scope::Scope;
use model::subject::Subject;
use model::task::Task;
use office::system;
use store::{Store, Writer};

/// So many tasks are held while a register's rows are held against them; more are read one by one.
const HELD: usize = 10_000;

/// A register as read.
pub(crate) struct RegisterReading {
    pub path: PathBuf,
    pub register: Register,
}

impl RegisterReading {
    /// The year of rows that state none: wished, of the title, or of all rows.
    pub(super) fn year(&self, wishes: &Wishes) -> Option<i32> {
        let of_rows = self.register.rows.iter().filter_map(|row| row.year).max();
        wishes.year.or(self.register.year).or(of_rows)
    }
}

/// What a register will do to the ledger, row by row.
pub(crate) struct RegisterPlan {
    pub reading: RegisterReading,
    pub fits: Vec<Fit>,
    /// For each row that becomes a task the earlier ones that it may repeat, best first.
    pub earlier: Vec<Vec<Earlier>>,
    pub year: i32,
    pub year_wins: bool,
    pub subject: Subject,
    pub sequence: u64,
}

/// What became of a register's rows.
#[derive(Default)]
pub(crate) struct Carried {
    pub raised: usize,
    pub filled: usize,
    /// Rows whose 往年前项 is no earlier task.
    pub unlinked: Vec<u32>,
}

/// 往年前项 as the register numbers them: linked once every row has its number here.
#[derive(Default)]
pub(super) struct Links {
    numbers: HashMap<String, u32>,
    wanted: Vec<(u32, String)>,
}

impl Links {
    /// A row is this task.
    pub(super) fn known(&mut self, code: Option<&str>, number: u32) {
        if let Some(code) = code {
            self.numbers.insert(code.to_owned(), number);
        }
    }

    /// A row became this task, which continues the row with the code `prior`.
    pub(super) fn raised(&mut self, code: Option<&str>, prior: Option<String>, number: u32) {
        self.known(code, number);
        self.wanted.extend(prior.map(|prior| (number, prior)));
    }

    /// Links them; gives the tasks whose earlier one is not in the register or is none.
    pub(super) fn record(self, writer: &mut Writer<'_>) -> Result<Vec<u32>, Fault> {
        let mut unlinked = Vec::new();
        for (number, code) in self.wanted {
            let linked = match self.numbers.get(&code) {
                Some(prior) => writer.task(number)?.link_prior(&writer.task(*prior)?).ok(),
                None => None,
            };
            if let Some(event) = linked {
                writer.record(number, event)?;
            } else {
                unlinked.push(number);
            }
        }
        Ok(unlinked)
    }
}

/// Whether the file is a spreadsheet by its name.
pub(crate) fn is_register(path: &Path) -> bool {
    let suffix = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    matches!(
        suffix.as_str(),
        "csv" | "xlsx" | "xlsm" | "xls" | "ods" | "et"
    ) || suffix == "txt" && is_unicode_table(path)
}

/// Excel's Unicode text: UTF-16 with its mark, cells parted by tabs from the first line on.
fn is_unicode_table(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = system::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    let wide: fn([u8; 2]) -> u16 = match head.get(..2) {
        Some([0xFF, 0xFE]) => u16::from_le_bytes,
        Some([0xFE, 0xFF]) => u16::from_be_bytes,
        _ => return false,
    };
    let units = head[2..]
        .chunks_exact(2)
        .map(|pair| wide([pair[0], pair[1]]));
    let mut first = units.take_while(|unit| *unit != u16::from(b'\n'));
    let tab = u16::from(b'\t');
    // A paragraph that is set in begins with a tab.
    read.is_ok() && first.next().is_some_and(|unit| unit != tab) && first.any(|unit| unit == tab)
}

/// Reads a register once.
pub(crate) fn read(path: &Path, wishes: &Wishes) -> Result<RegisterReading, Fault> {
    let bytes = files::table(path, Large::Register)?;
    let register = register::read_with(&bytes, &files::file_name(path), &wishes.maps)
        .map_err(|fault| Fault::Register(path.to_owned(), fault))?;
    wishes.holds(path, &register.headers)?;
    Ok(RegisterReading {
        path: path.to_owned(),
        register,
    })
}

impl RegisterPlan {
    /// Holds the rows against the tasks of the ledger.
    pub(crate) fn new(
        call: Call<'_>,
        store: Option<&Store>,
        reading: RegisterReading,
        year: i32,
        wishes: &Wishes,
    ) -> Result<Self, Fault> {
        let subject = wishes.subject.clone().unwrap_or(Subject::Team);
        let year_wins = wishes.year.is_some();
        let (book, sequence) = match store {
            Some(store) => (store.book()?, store.sequence()?),
            None => (Book::default(), 0),
        };
        let mut plan = Self {
            reading,
            fits: Vec::new(),
            earlier: Vec::new(),
            year,
            year_wins,
            subject,
            sequence,
        };
        plan.fits = plan.fit(call, &book, store)?;
        plan.set_aside();
        plan.earlier = plan.earlier(call, &book, store)?;
        Ok(plan)
    }

    /// A row that names its 往年前项 asks none.
    fn earlier(
        &self,
        call: Call<'_>,
        book: &Book,
        store: Option<&Store>,
    ) -> Result<Vec<Vec<Earlier>>, Fault> {
        let name = self.name();
        let setting = self.setting(call, book, &name);
        let asks = |(row, fit): &(&RegisterRow, &Fit)| row.prior.is_none() && **fit == Fit::New;
        let asking = self.rows().filter(asks).map(|(row, _)| row);
        let mut past = Past::of(before(asking, &setting, store)?);
        let mut of = |asked: (&RegisterRow, &Fit)| {
            if !asks(&asked) {
                return Vec::new();
            }
            let card = register::raise(asked.0, &setting).0.card;
            past.repeated(card.year, &card.subject, &past::said(&card))
        };
        Ok(self.rows().map(&mut of).collect())
    }

    /// Rows that say no problem and are no task that is known: a doubt each, and never a task.
    fn set_aside(&mut self) {
        let register = &mut self.reading.register;
        let mut fits = std::mem::take(&mut self.fits).into_iter();
        let doubts = &mut register.doubts;
        register.rows.retain(|row| {
            let fit = fits.next().unwrap_or(Fit::New);
            let stays = !row.problem.is_empty() || fit != Fit::New;
            if stays {
                self.fits.push(fit);
            } else {
                doubts.push(register::without_problem(row));
            }
            stays
        });
    }

    fn fit(&self, call: Call<'_>, book: &Book, store: Option<&Store>) -> Result<Vec<Fit>, Fault> {
        let matcher = |new: &[&str], old: &[&str]| -> Vec<Vec<Possible>> {
            let possible = |candidate: &matching::Candidate| Possible {
                index: candidate.index,
                score: candidate.score,
            };
            let found = matching::near_titles(new, old);
            found
                .iter()
                .map(|candidates| candidates.iter().map(possible).collect())
                .collect()
        };
        let (seen, held) = seen(store)?;
        let whole = |index: usize| {
            if let Some(task) = held.get(index) {
                return Ok(Cow::Borrowed(task));
            }
            let number = seen[index].number();
            let task = store.map(|store| store.task(number));
            let task = task.unwrap_or(Err(store::Error::NoTask { number, count: 0 }));
            Ok(Cow::Owned(task?))
        };
        let (register, name) = (&self.reading.register, self.name());
        let setting = self.setting(call, book, &name);
        register::fit(register, &seen, &setting, &matcher, whole)
    }

    /// File name without the folder.
    pub(crate) fn name(&self) -> String {
        files::file_name(&self.reading.path)
    }

    fn setting<'a>(&'a self, call: Call<'_>, book: &'a Book, name: &'a str) -> Setting<'a> {
        Setting {
            on: call.today,
            file: name,
            year: self.year,
            year_wins: self.year_wins,
            subject: &self.subject,
            book,
        }
    }

    /// Rows with what they are to the ledger.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&RegisterRow, &Fit)> {
        self.reading.register.rows.iter().zip(&self.fits)
    }

    /// A person decided what one row is.
    pub(crate) fn decide(
        &mut self,
        call: Call<'_>,
        store: Option<&Store>,
        place: usize,
        task: Option<u32>,
    ) -> Result<(), Fault> {
        let fit = match task {
            None => Fit::New,
            Some(number) => {
                let count = 0;
                let store = store.ok_or(store::Error::NoTask { number, count })?;
                let (book, name) = (store.book()?, self.name());
                let setting = self.setting(call, &book, &name);
                let row = &self.reading.register.rows[place];
                register::matched(row, &store.task(number)?, &setting)
            }
        };
        self.fits[place] = fit;
        Ok(())
    }

    /// Whether anything would be written.
    pub(crate) fn writes(&self) -> bool {
        self.fits.iter().any(|fit| match fit {
            Fit::New => true,
            Fit::Matched { events, .. } => !events.is_empty(),
            Fit::PerhapsSame(_) => false,
        })
    }

    /// Records what is sure; rows that may be a task already are left for a person.
    pub(crate) fn carry_out(
        &self,
        call: Call<'_>,
        writer: &mut Writer<'_>,
    ) -> Result<Carried, Fault> {
        writer.expect(self.sequence)?;
        let (book, name) = (writer.book()?, self.name());
        let setting = self.setting(call, &book, &name);
        let mut carried = Carried::default();
        let mut links = Links::default();
        for (row, fit) in self.rows() {
            match fit {
                Fit::PerhapsSame(_) => {}
                Fit::Matched { number, events, .. } => {
                    links.known(row.code.as_deref(), *number);
                    record(writer, *number, events.clone())?;
                    if !events.is_empty() {
                        carried.filled += 1;
                    }
                }
                Fit::New => {
                    let (raised, events) = register::raise(row, &setting);
                    let number = writer.raise(raised)?;
                    record(writer, number, events)?;
                    carried.raised += 1;
                    links.raised(row.code.as_deref(), row.prior.clone(), number);
                }
            }
        }
        carried.unlinked = links.record(writer)?;
        Ok(carried)
    }
}

/// What tells the tasks of the ledger apart, and the first of them whole.
fn seen(store: Option<&Store>) -> Result<(Vec<Seen>, Vec<Task>), Fault> {
    let (mut seen, mut held) = (Vec::new(), Vec::new());
    for page in store
        .iter()
        .flat_map(|store| store.pages(&Scope::default()))
    {
        let page = page?;
        seen.extend(page.iter().map(Seen::from));
        if seen.len() <= HELD {
            held.extend(page);
        }
    }
    Ok((seen, held))
}

/// The tasks that any of these rows may repeat: of its subject, of a year before its own.
fn before<'a>(
    rows: impl Iterator<Item = &'a RegisterRow>,
    setting: &Setting<'_>,
    store: Option<&Store>,
) -> Result<Vec<Task>, Fault> {
    let mut newest: BTreeMap<Subject, i32> = BTreeMap::new();
    for row in rows {
        let year = setting.year_of(row);
        let known = newest.entry(setting.subject_of(row)).or_insert(year);
        *known = year.max(*known);
    }
    let mut tasks = Vec::new();
    let (Some(store), Some(last)) = (store, newest.values().max()) else {
        return Ok(tasks);
    };
    let scope = Scope {
        year_until: Some(last.saturating_sub(1)),
        ..Scope::default()
    };
    for page in store.pages(&scope) {
        let page = page?.into_iter();
        tasks.extend(page.filter(|task| newest.get(&task.subject) > Some(&task.year)));
    }
    Ok(tasks)
}

pub(super) fn record(
    writer: &mut Writer<'_>,
    number: u32,
    events: Vec<TaskEvent>,
) -> Result<(), Fault> {
    for event in events {
        writer.record(number, event)?;
    }
    Ok(())
}
