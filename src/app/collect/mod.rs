//! Returned forms (回收): judged against the ledger, decided with a person, recorded at once.

mod beside;
mod meant;
mod record;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::evidence::Evidence;
use super::fault::{Fault, Large};
use super::{Call, files};
use model::event::TaskEvent;
use office::grid::Unreadable;
use papers::sheet::collect::{
    self, Applied, CollectFault, Collection, Conflict, File, Kind, Returned, ReturnedRow,
};
use store::{CameHome, Store, Writer};

pub(crate) use beside::Beside;
use meant::Meant;
pub(crate) use meant::{PassedOver, Why};
use record::Record;

/// What the collection asks of a person.
pub(crate) trait Front {
    /// What it fails with.
    type Error: From<Fault>;

    /// Tells which files were passed over.
    fn passed_over(&mut self, over: &[PassedOver]);

    /// Shows what one form brings.
    fn show(&mut self, store: &Store, path: &Path, brings: &Returned) -> Result<(), Self::Error>;

    /// Whether the form's value is taken of a cell that both sides changed; `None` leaves it open.
    fn is_theirs(
        &mut self,
        row: &ReturnedRow,
        conflict: &Conflict,
    ) -> Result<Option<bool>, Self::Error>;

    /// Whether so many changes are recorded, all being decided that is; asked of none, too.
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
    /// By the place of their form.
    undecided: BTreeMap<usize, u32>,
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

/// One form, or a department's answers, with the file that it came in.
struct Brought {
    path: PathBuf,
    returned: Returned,
}

/// Collects the forms: each is shown, what both sides changed is decided, and all of it recorded
/// when the person agrees. A file that was named and can't be taken stops the whole: nothing is recorded
/// that is not sure. What lies in a folder and is no form, and what is locked, is passed over and told.
pub(crate) fn collect<F: Front>(
    call: Call<'_>,
    store: &mut Store,
    paths: &[PathBuf],
    front: &mut F,
) -> Result<Collected, F::Error> {
    let sequence = store.sequence().map_err(Fault::from)?;
    let (brought, over) = read(call, store, paths)?;
    front.passed_over(&over);
    if brought.is_empty() {
        return Err(Fault::NoForms(paths.to_vec()).into());
    }
    let mut decided = Decided::default();
    for (place, one) in brought.iter().enumerate() {
        front.show(store, &one.path, &one.returned)?;
        decide(front, (place, &one.path), &one.returned, &mut decided)?;
    }
    let changes = decided.acts.len();
    if !front.agrees(changes)? {
        return Ok(Collected::Declined);
    }
    record(call, store, sequence, &brought, &decided)?;
    Ok(Collected::Recorded {
        changes,
        undecided: decided
            .undecided
            .values()
            .map(|count| *count as usize)
            .sum(),
    })
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

fn read(
    call: Call<'_>,
    store: &Store,
    paths: &[PathBuf],
) -> Result<(Vec<Brought>, Vec<PassedOver>), Fault> {
    let (meant, mut over) = meant::meant(paths);
    let mut contents = Vec::new();
    for one in meant {
        match files::table(&one.path, Large::Workbook) {
            Ok(bytes) => contents.push((files::file_name(&one.path), bytes, one)),
            Err(_) if one.in_folder => over.push(PassedOver {
                path: one.path,
                why: Why::Unreadable,
            }),
            Err(fault) => return Err(fault),
        }
    }
    let files: Vec<File<'_>> = contents
        .iter()
        .map(|(name, bytes, _)| File { name, bytes })
        .collect();
    let ledger_id = store.ledger_id()?;
    let collection = Collection {
        ledger_id: &ledger_id,
        today: call.today,
        policy: store.book()?.policy(),
    };
    let asked = Record::read(store)?;
    let results = collect::collect(&files, &collection, &asked);
    if let Some(fault) = asked.failed() {
        return Err(fault.into());
    }
    let alone = contents.len() == 1;
    let mut brought = Vec::new();
    for (result, (_, _, one)) in results.into_iter().zip(contents) {
        match result {
            Ok(forms) => brought.extend(forms.into_iter().map(|returned| Brought {
                path: one.path.clone(),
                returned,
            })),
            Err(fault) => over.push(passed(one, alone, fault)?),
        }
    }
    Ok((brought, over))
}

/// Why a file that was not taken does not stop the others; else the fault.
fn passed(one: Meant, alone: bool, fault: CollectFault) -> Result<PassedOver, Fault> {
    let locked = matches!(fault, CollectFault::Unreadable(Unreadable::Locked));
    if !one.in_folder && (alone || !locked) {
        return Err(Fault::Form(one.path, fault));
    }
    let why = match fault {
        CollectFault::Unreadable(Unreadable::Locked) => Why::Locked,
        CollectFault::Unreadable(_) => Why::Unreadable,
        CollectFault::OtherLedger { .. } => Why::OtherLedger,
        CollectFault::Gathered { unit } => Why::Gathered(unit),
        CollectFault::NotOurs => Why::NoForm,
        // It is ours, and not whole.
        CollectFault::NoHeader { .. } => return Err(Fault::Form(one.path, fault)),
    };
    Ok(PassedOver {
        path: one.path,
        why,
    })
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
                None => *decided.undecided.entry(place).or_default() += 1,
            }
        }
    }
    Ok(())
}

fn record(
    call: Call<'_>,
    store: &mut Store,
    sequence: u64,
    brought: &[Brought],
    decided: &Decided,
) -> Result<(), Fault> {
    let acts = &decided.acts;
    let mut evidence = Evidence::read(acts.iter().flat_map(|act| &act.files));
    store.write(call.stamp, |writer| {
        writer.expect(sequence)?;
        for (place, Brought { returned, .. }) in brought.iter().enumerate() {
            // Each form speaks for its own department; one for tasks without any, for nobody else.
            let who = match returned.dept.as_str() {
                "" => call.stamp.who.clone(),
                dept => format!("{}（{dept}报送）", call.stamp.who),
            };
            writer.on_behalf_of(who, |writer| {
                let (mut first, mut count) = (0, 0);
                let before = writer.sequence();
                for act in acts {
                    if act.place == place {
                        act.record(writer, call.today, (&mut evidence, first))?;
                        count += 1;
                    }
                    first += act.files.len();
                }
                if returned.superseded.is_some() || is_of_nobody(returned) {
                    return Ok(());
                }
                let mut came = came(returned, count);
                came.undecided = decided.undecided.get(&place).copied().unwrap_or(0);
                let last = writer.sequence();
                came.entries = (last > before).then_some((before + 1, last));
                writer.form_came(&returned.dept, &returned.file, &came)?;
                Ok::<(), Fault>(())
            })?;
        }
        Ok(())
    })
}

/// Answers that name no task of ours are no department's; a form with nothing to fill in is nobody's to return.
fn is_of_nobody(returned: &Returned) -> bool {
    let unknown = || returned.rows.iter().all(|row| row.number.is_none());
    match returned.kind {
        Kind::Answers => unknown(),
        Kind::Marked | Kind::Copied => returned.rows.is_empty() && returned.deleted.is_empty(),
    }
}

/// What is kept of a form that came home with so many changes.
fn came(returned: &Returned, changed: u32) -> CameHome {
    let refused: usize = returned.rows.iter().map(|row| row.rejected.len()).sum();
    CameHome {
        round: returned.round.clone(),
        form: returned.submission.clone(),
        saved: returned.saved_at,
        filled: returned.rows.iter().any(|row| row.filled),
        changed,
        refused: refused as u32,
        ..CameHome::default()
    }
}
