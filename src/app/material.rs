//! A 对照检查材料 before its meeting, with what the ledger knows of its year and subject.

use super::Call;
use super::assemble;
use super::fault::Fault;
use documents::document::Examined;
use model::draft::SubjectKind;
use model::ledger::Ledger;
use model::scope::Scope;
use model::subject::Subject;
use papers::report::check::material::{self, Material, Remark, Rule};
use store::Store;

/// What came of looking through a material.
pub(crate) struct Looked {
    /// What it would be sent back for.
    pub remarks: Vec<Remark>,
    /// Why it was not held against earlier years.
    pub alone: Option<Alone>,
}

/// What is not known, so that no earlier year can be looked at.
pub(crate) enum Alone {
    /// There is no ledger.
    Ledger,
    /// The year of the meeting.
    Year,
    /// Whose material it is.
    Subject,
}

/// Looks through it; the year and the subject as wished, else as the material says.
pub(crate) fn look(
    call: Call<'_>,
    store: Option<&Store>,
    examined: &Examined,
    (year, subject): (Option<i32>, Option<Subject>),
    off: &[Rule],
) -> Result<Looked, Fault> {
    let draft = &examined.draft;
    let year = year.or(draft.year);
    let subject = subject.or_else(|| match (draft.subject_kind, &draft.subject) {
        (Some(SubjectKind::Team), _) => Some(Subject::Team),
        (Some(SubjectKind::Person), Some(name)) => Some(Subject::Person(name.clone())),
        _ => None,
    });
    let (ledger, alone) = match (store, year, &subject) {
        (None, ..) => (Ledger::default(), Some(Alone::Ledger)),
        (Some(store), Some(year), Some(subject)) => (earlier(call, store, year, subject)?, None),
        (Some(store), year, _) => {
            let unknown = year.map_or(Alone::Year, |_| Alone::Subject);
            let book = store.book()?;
            let ledger = Ledger {
                book,
                ..Ledger::default()
            };
            (ledger, Some(unknown))
        }
    };
    let material = Material {
        draft,
        passages: &examined.passages,
        year,
        kind: subject.as_ref().map(Subject::kind).or(draft.subject_kind),
        earlier: &ledger.tasks,
        meeting: year.and_then(|year| ledger.book.meeting(year)),
    };
    Ok(Looked {
        remarks: material::material(&material, off),
        alone,
    })
}

/// The subject's problems of the years before.
fn earlier(call: Call<'_>, store: &Store, year: i32, subject: &Subject) -> Result<Ledger, Fault> {
    let scope = Scope {
        year_until: Some(year - 1),
        subject: Some(subject.name().to_owned()),
        ..Scope::default()
    };
    assemble::of(call, store, store.book()?, &scope, &[])
}
