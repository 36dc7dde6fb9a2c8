//! Returned forms (回收): judged against the ledger, decided with a person, recorded at once.

mod beside;

use std::cell::Cell;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::evidence::Evidence;
use super::fault::{Fault, Large};
use super::{Call, files};
use documents::sheet::collect::{self, Applied, Collection, Conflict, File, Returned, ReturnedRow};
use model::event::TaskEvent;
use store::{Receipt, Store, Writer};

pub(crate) use beside::Beside;

/// What the collection asks of a person.
pub(crate) trait Front {
    /// What it fails with.
    type Error: From<Fault>;

    /// Shows what one form brings.
    fn show(&mut self, store: &Store, path: &Path, brings: &Returned) -> Result<(), Self::Error>;

    /// Whether the form's value is taken of a cell that both sides changed; `None` leaves it open.
    fn is_theirs(
        &mut self,
        row: &ReturnedRow,
        conflict: &Conflict,
    ) -> Result<Option<bool>, Self::Error>;

    /// Whether so many changes are recorded.
    fn agrees(&mut self, changes: usize) -> Result<bool, Self::Error>;
}

/// What became of the forms.
pub(crate) enum Collected {
    /// The person did not agree; nothing was recorded.
    Declined,
    /// So many changes were recorded.
    Recorded {
        /// How many.
        changes: usize,
        /// Cells that both sides changed and nobody decided.
        undecided: usize,
    },
}

/// What is to be recorded, and what stays open.
#[derive(Default)]
struct Decided {
    /// With the place of the file that each came in.
    acts: Vec<Act>,
    undecided: usize,
}

/// One cell that is recorded.
struct Act {
    place: usize,
    number: u32,
    event: Option<TaskEvent>,
    /// Evidence that came along with the sheet.
    files: Vec<PathBuf>,
}

impl Act {
    fn event(place: usize, number: u32, event: &TaskEvent) -> Self {
        Self {
            place,
            number,
            event: Some(event.clone()),
            files: Vec::new(),
        }
    }

    /// What a cell of evidence names: files where they lie there, a note where they do not.
    fn applied(place: usize, number: u32, sheet: &Path, applied: &Applied) -> Self {
        let mut act = Self::event(place, number, &applied.event);
        if let Some(beside) = Beside::of(sheet, applied).filter(|beside| !beside.files.is_empty()) {
            match (&mut act.event, beside.wanted()) {
                (Some(TaskEvent::Progressed(noted)), Some(wanted)) => noted.text = wanted,
                _ => act.event = None,
            }
            act.files = beside.files;
        }
        act
    }

    /// Records it; its own files are those of `evidence` from that place on.
    fn record(
        &self,
        writer: &mut Writer<'_>,
        today: NaiveDate,
        (evidence, first): (&mut Evidence, usize),
    ) -> Result<(), Fault> {
        if let Some(event) = &self.event {
            writer.record(self.number, event.clone())?;
        }
        for place in first..first + self.files.len() {
            // The same bytes are attached once.
            let _ = evidence.attach_new(writer, self.number, place, today)?;
        }
        Ok(())
    }
}

/// Collects the forms: each is shown, what both sides changed is decided, and all of it recorded
/// when the person agrees. A file that can't be taken stops the whole: nothing is recorded that is
/// not sure.
pub(crate) fn collect<F: Front>(
    call: Call<'_>,
    store: &mut Store,
    paths: &[PathBuf],
    front: &mut F,
) -> Result<Collected, F::Error> {
    let sequence = store.sequence().map_err(Fault::from)?;
    let returned = read(call, store, paths)?;
    let mut decided = Decided::default();
    for (place, (one, path)) in returned.iter().zip(paths).enumerate() {
        front.show(store, path, one)?;
        decide(front, (place, path), one, &mut decided)?;
    }
    let changes = decided.acts.len();
    if changes > 0 && !front.agrees(changes)? {
        return Ok(Collected::Declined);
    }
    record(call, store, sequence, &returned, &decided.acts)?;
    Ok(Collected::Recorded {
        changes,
        undecided: decided.undecided,
    })
}

/// The last form of each department, come home or still out.
pub(crate) fn last_forms(store: &Store) -> Result<Vec<Receipt>, Fault> {
    let mut last: Vec<Receipt> = Vec::new();
    for receipt in store.receipts()? {
        match last.iter_mut().find(|known| known.dept == receipt.dept) {
            Some(known) => *known = receipt,
            None => last.push(receipt),
        }
    }
    Ok(last)
}

/// The day on which the ledger's own side of a conflict was recorded.
pub(crate) fn recorded_on(
    store: &Store,
    row: &ReturnedRow,
    conflict: &Conflict,
) -> Result<Option<NaiveDate>, Fault> {
    let entry = store
        .task_history(row.number.unwrap_or_default())?
        .into_iter()
        .find(|recorded| recorded.entry.sequence == conflict.last_entry);
    Ok(entry.map(|recorded| recorded.entry.stamp.when.date_naive()))
}

fn read(call: Call<'_>, store: &Store, paths: &[PathBuf]) -> Result<Vec<Returned>, Fault> {
    let contents = paths
        .iter()
        .map(|path| Ok((files::file_name(path), files::table(path, Large::Workbook)?)))
        .collect::<Result<Vec<(String, Vec<u8>)>, Fault>>()?;
    let files: Vec<File<'_>> = contents
        .iter()
        .map(|(name, bytes)| File { name, bytes })
        .collect();
    let ledger_id = store.ledger_id()?;
    let collection = Collection {
        ledger_id: &ledger_id,
        today: call.today,
        policy: store.book()?.policy(),
    };
    let failed = Cell::new(None);
    let find = |number| match store.task(number) {
        Ok(task) => Some(task),
        Err(store::Error::NoTask { .. }) => None,
        Err(fault) => {
            failed.set(Some(fault));
            None
        }
    };
    let results = collect::collect(&files, &collection, &find);
    // A row that can't be read is not a row of no task.
    if let Some(fault) = failed.into_inner() {
        return Err(fault.into());
    }
    let paired = results.into_iter().zip(paths);
    paired
        .map(|(result, path)| result.map_err(|fault| Fault::Form(path.clone(), fault)))
        .collect()
}

fn decide<F: Front>(
    front: &mut F,
    (place, path): (usize, &Path),
    returned: &Returned,
    decided: &mut Decided,
) -> Result<(), F::Error> {
    for row in &returned.rows {
        let Some(number) = row.number else { continue };
        let applied = row.applied.iter();
        decided
            .acts
            .extend(applied.map(|applied| Act::applied(place, number, path, applied)));
        for conflict in &row.conflicts {
            match front.is_theirs(row, conflict)? {
                Some(true) => decided
                    .acts
                    .push(Act::event(place, number, &conflict.event)),
                Some(false) => {}
                None => decided.undecided += 1,
            }
        }
    }
    Ok(())
}

fn record(
    call: Call<'_>,
    store: &mut Store,
    sequence: u64,
    returned: &[Returned],
    acts: &[Act],
) -> Result<(), Fault> {
    let mut evidence = Evidence::read(acts.iter().flat_map(|act| &act.files));
    store.write(call.stamp, |writer| {
        writer.expect(sequence)?;
        for (place, one) in returned.iter().enumerate() {
            // Each form speaks for its own department; one for tasks without any, for nobody else.
            let who = match one.dept.as_str() {
                "" => call.stamp.who.clone(),
                dept => format!("{}（{dept}报送）", call.stamp.who),
            };
            writer.on_behalf_of(who, |writer| {
                let (mut first, mut count) = (0, 0);
                for act in acts {
                    if act.place == place {
                        act.record(writer, call.today, (&mut evidence, first))?;
                        count += 1;
                    }
                    first += act.files.len();
                }
                writer.receipt(true, &one.dept, &one.file, &format!("改动{count}处"))?;
                Ok::<(), Fault>(())
            })?;
        }
        Ok(())
    })
}
