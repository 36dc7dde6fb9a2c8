//! Import: documents and registers become tasks. What would be written is shown first, and written
//! only with consent; both are asked of the [`Front`].

mod decided;
pub(crate) mod document;
mod edited;
mod front;
mod long;
mod meets;
mod register;
mod rows;
mod stem;
mod wishes;

use std::path::Path;

use super::Call;
use super::fault::Fault;
use super::files::Reading;
use documents::register::{Column, Fit};
use model::draft::{DoubtKind, Draft};
use model::subject::Subject;
use store::Store;

pub(crate) use decided::SaidRow;
pub(crate) use document::{Plan, What};
pub(crate) use edited::{EditedFault, holds_edits, text};
pub(crate) use front::{Front, Preview, Same, Step};
pub(crate) use long::Survey;
pub(crate) use meets::Meets;
pub(crate) use register::{Carried, RegisterPlan, is_register};
pub(crate) use wishes::Wishes;

use long::{Long, Stopped};
use register::RegisterReading;

/// What a document leaves open, as it was settled; a front makes a doubt of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unsure<'a> {
    /// The document says one year and the caller another one, which is taken.
    OtherYear { stated: i32, wished: i32 },
    /// A person's material without a name, called by the file's.
    NamedByFile(&'a str),
    /// Neither the team's nor a person's by what it says.
    TakenForTeam,
}

/// What became of one file.
pub(crate) enum Imported {
    /// What was shown says all.
    Shown,
    /// A document without problems.
    NoProblems(Reading),
    /// A register that says nothing new; so many rows may be a task already and stayed out.
    NothingNew { left: usize },
    /// The person did not agree.
    Declined,
    /// A document was recorded, and these tasks are new.
    Document {
        plan: Plan,
        new: Vec<u32>,
        /// Those whose 往年前项 is no earlier task.
        unlinked: Vec<u32>,
    },
    /// A register was recorded; so many rows may be a task already and stayed out.
    Register { carried: Carried, left: usize },
}

/// What a file says, without the ledger, and what the columns of its tables were taken for.
pub(crate) fn look(
    path: &Path,
    wishes: &Wishes,
    words: &dyn Fn(Unsure<'_>) -> String,
) -> Result<(Draft, Vec<Column>), Fault> {
    if is_register(path) {
        let reading = register::read(path, wishes)?;
        let mut draft = documents::register::to_draft(&reading.register, None);
        draft.year = wishes.year.or(draft.year);
        return Ok((draft, reading.register.columns));
    }
    let mut reading = edited::read(path, wishes)?;
    document::settle_year(&mut reading, wishes, words);
    if wishes.subject.is_some() {
        document::settle_subject(&mut reading, wishes, words);
    }
    Ok((reading.draft, reading.columns))
}

/// Imports one file.
pub(crate) fn import<F: Front>(
    call: Call<'_>,
    path: &Path,
    wishes: &Wishes,
    front: &mut F,
) -> Result<Imported, F::Error> {
    if !is_register(path) {
        return of_document(call, edited::read(path, wishes)?, wishes, front);
    }
    let reading = match Long::open(path)? {
        // Rows that are spoken of are looked for among all.
        Some(register) if !wishes.rows.is_empty() => register.whole(wishes)?,
        Some(register) => match of_long(call, &register, wishes, front)? {
            Some(done) => return Ok(done),
            None => register.whole(wishes)?,
        },
        None => register::read(path, wishes)?,
    };
    of_register(call, reading, wishes, front)
}

fn of_document<F: Front>(
    call: Call<'_>,
    reading: Reading,
    wishes: &Wishes,
    front: &mut F,
) -> Result<Imported, F::Error> {
    let Some(mut reading) = unrecorded(reading, front)? else {
        return Ok(Imported::Shown);
    };
    // What a person set right is recorded, even that there is no problem in it.
    let is_empty = reading.draft.problems.is_empty() && reading.correction.is_none();
    let year = match document::settle_year(&mut reading, wishes, &|unsure| front.doubt(unsure)) {
        Some(year) => year,
        None if is_empty || wishes.dry_run => 0,
        None => asked_year(&mut reading, front)?,
    };
    let mut subject = document::settle_subject(&mut reading, wishes, &|unsure| front.doubt(unsure));
    if is_empty {
        return Ok(Imported::NoProblems(reading));
    }
    if !wishes.dry_run
        && let Some(said) = whose(&reading, &subject, front)?
    {
        subject = document::settle_subject(&mut reading, &said, &|unsure| front.doubt(unsure));
    }
    if wishes.dry_run {
        let store = front.ledger()?;
        let plan = document::plan(store.as_ref(), reading, year, subject, wishes)?;
        front.show(&Preview::Document(&plan))?;
        return Ok(Imported::Shown);
    }
    loop {
        let mut store = front.ledger_or_new()?;
        let plan = document::plan(Some(&store), reading, year, subject.clone(), wishes)?;
        front.show(&Preview::Document(&plan))?;
        if matches!(plan.what, What::Known { .. }) {
            return Ok(Imported::Shown);
        }
        if !front.agrees()? {
            return Ok(Imported::Declined);
        }
        let written = store.write(call.stamp, |writer| {
            document::carry_out(call, writer, &plan, wishes)
        });
        match written {
            Ok((new, unlinked)) => {
                return Ok(Imported::Document {
                    plan,
                    new,
                    unlinked,
                });
            }
            Err(fault) => again(front, &store, plan.sequence, fault)?,
        }
        reading = plan.reading;
    }
}

/// A document that the ledger does not have with this reading; of another it is said that it has.
fn unrecorded<F: Front>(reading: Reading, front: &mut F) -> Result<Option<Reading>, F::Error> {
    let Some(store) = front.ledger()? else {
        return Ok(Some(reading));
    };
    match document::recorded(&store, reading)? {
        Ok(plan) => {
            front.show(&Preview::Document(&plan))?;
            Ok(None)
        }
        Err(reading) => Ok(Some(reading)),
    }
}

/// The year as it was answered: nothing is left open of it.
fn asked_year<F: Front>(reading: &mut Reading, front: &mut F) -> Result<i32, F::Error> {
    let said = front.year(&reading.file_name())?;
    let doubts = &mut reading.draft.doubts;
    doubts.retain(|doubt| doubt.kind != DoubtKind::Year);
    reading.draft.year = Some(said);
    Ok(said)
}

/// What a person says of whose material it is, where it does not say so itself.
fn whose<F: Front>(
    reading: &Reading,
    guess: &Subject,
    front: &mut F,
) -> Result<Option<Wishes>, F::Error> {
    let mut doubts = reading.draft.doubts.iter();
    if !doubts.any(|doubt| doubt.kind == DoubtKind::Subject) {
        return Ok(None);
    }
    let subject = front.subject(&reading.file_name(), guess)?;
    Ok(subject.map(|subject| Wishes {
        subject: Some(subject),
        ..Wishes::default()
    }))
}

/// Where somebody else wrote meanwhile: what it means now is shown, and asked again.
fn again<F: Front>(
    front: &mut F,
    store: &Store,
    sequence: u64,
    fault: Fault,
) -> Result<(), F::Error> {
    if store.sequence().map_err(Fault::from)? == sequence {
        return Err(fault.into());
    }
    front.tell(fault);
    Ok(())
}

fn of_register<F: Front>(
    call: Call<'_>,
    mut reading: RegisterReading,
    wishes: &Wishes,
    front: &mut F,
) -> Result<Imported, F::Error> {
    let year = match reading.year(wishes) {
        Some(year) => year,
        None => front.year(&reading.register.file)?,
    };
    if wishes.dry_run {
        let store = front.ledger()?;
        let mut plan = RegisterPlan::new(call, store.as_ref(), reading, year, wishes)?;
        let open = decided::settle(call, store.as_ref(), &mut plan, wishes)?;
        front.show(&Preview::Register(&plan))?;
        for (place, numbers) in open {
            front.open(&plan.reading.register.rows[place], &numbers);
        }
        return Ok(Imported::Shown);
    }
    loop {
        let mut store = front.ledger_or_new()?;
        let mut plan = RegisterPlan::new(call, Some(&store), reading, year, wishes)?;
        decided::settle(call, Some(&store), &mut plan, wishes)?;
        front.show(&Preview::Register(&plan))?;
        let left = settle_rows(call, &store, &mut plan, front)?;
        if !plan.writes() {
            return Ok(Imported::NothingNew { left });
        }
        if !front.agrees()? {
            return Ok(Imported::Declined);
        }
        let written = store.write(call.stamp, |writer| {
            let carried = plan.carry_out(call, writer)?;
            wishes.remember(writer, &plan.reading.register.headers)?;
            Ok(carried)
        });
        match written {
            Ok(carried) => return Ok(Imported::Register { carried, left }),
            Err(fault) => again(front, &store, plan.sequence, fault)?,
        }
        reading = plan.reading;
    }
}

/// Rows that may be a task already: a person says which; the others stay out. How many do.
fn settle_rows<F: Front>(
    call: Call<'_>,
    store: &Store,
    plan: &mut RegisterPlan,
    front: &mut F,
) -> Result<usize, F::Error> {
    let mut left = 0;
    for place in 0..plan.fits.len() {
        let Fit::PerhapsSame(numbers) = &plan.fits[place] else {
            continue;
        };
        let task = match front.which(&plan.reading.register.rows[place], numbers)? {
            Same::Open => {
                front.open(&plan.reading.register.rows[place], numbers);
                left += 1;
                continue;
            }
            Same::Task(number) => Some(number),
            Same::New => None,
        };
        // A wrong number costs this row only, not what was decided before.
        if let Err(fault) = plan.decide(call, Some(store), place, task) {
            front.tell(fault);
            left += 1;
        }
    }
    Ok(left)
}

/// A long register, where none of its rows can be a task already; `None` where they have to be held
/// against the tasks that exist.
fn of_long<F: Front>(
    call: Call<'_>,
    register: &Long,
    wishes: &Wishes,
    front: &mut F,
) -> Result<Option<Imported>, F::Error> {
    if !wishes.dry_run
        && let Some(done) = at_once(call, register, wishes, front)?
    {
        return Ok(Some(done));
    }
    let survey = register.survey(wishes, &mut *front.watch(Step::Reading))?;
    let year = match survey.year(wishes) {
        Some(year) => year,
        None => front.year(&register.name)?,
    };
    loop {
        let sequence = match front.ledger()? {
            Some(store) if survey.may_match(&store, wishes).map_err(Fault::from)? => {
                return Ok(None);
            }
            Some(store) => store.sequence().map_err(Fault::from)?,
            None => 0,
        };
        front.show(&Preview::Long {
            name: &register.name,
            year,
            survey: &survey,
        })?;
        if wishes.dry_run {
            return Ok(Some(Imported::Shown));
        }
        if survey.rows == 0 {
            return Ok(Some(Imported::NothingNew { left: 0 }));
        }
        if !front.agrees()? {
            return Ok(Some(Imported::Declined));
        }
        let mut store = front.ledger_or_new()?;
        let mut watch = front.watch(Step::Writing);
        let written = register.write(call, &mut store, sequence, Some(year), wishes, &mut *watch);
        drop(watch);
        match written {
            Ok(written) => return Ok(Some(raised(&written))),
            Err(Stopped::Failed(fault)) => again(front, &store, sequence, fault)?,
            // Not with a year for all rows; the other way of reading would ask for it.
            Err(Stopped::NoYear) => return Ok(None),
        }
    }
}

/// Reads and writes in one go where nobody is asked and no task can be met.
fn at_once<F: Front>(
    call: Call<'_>,
    register: &Long,
    wishes: &Wishes,
    front: &mut F,
) -> Result<Option<Imported>, F::Error> {
    let tasks = |store: &Store| store.task_count().map_err(Fault::from);
    if front.asks() {
        return Ok(None);
    }
    if let Some(store) = front.ledger()?
        && tasks(&store)? > 0
    {
        return Ok(None);
    }
    let mut store = front.ledger_or_new()?;
    let sequence = store.sequence().map_err(Fault::from)?;
    // Between the two looks somebody else may have written.
    if tasks(&store)? > 0 {
        return Ok(None);
    }
    let mut watch = front.watch(Step::Writing);
    let written = register.write(call, &mut store, sequence, None, wishes, &mut *watch);
    drop(watch);
    match written {
        Ok(written) if written.rows > 0 => {
            front.show(&Preview::Long {
                name: &register.name,
                year: written.year(wishes).unwrap_or_default(),
                survey: &written,
            })?;
            Ok(Some(raised(&written)))
        }
        Ok(_) | Err(Stopped::NoYear) => Ok(None),
        Err(Stopped::Failed(fault)) => Err(fault.into()),
    }
}

fn raised(written: &Survey) -> Imported {
    let carried = Carried {
        raised: written.rows,
        ..Carried::default()
    };
    Imported::Register { carried, left: 0 }
}
