//! Proposed links: what of a document may answer a task; what earlier task it may repeat: `past.rs`.
//! Nothing here is a fact until a person decides.

use super::assemble;
use super::fault::Fault;
use model::draft::Draft;
use model::matching::material;
use model::scope::{Order, Scope};
use model::task::Task;
use store::Store;

pub(crate) use model::matching::material::{Proposal, likely as for_draft, whole};

/// What the task's own document proposes, best first; decided ones left out.
pub(crate) fn of(store: &Store, task: &Task) -> Result<Vec<Proposal>, Fault> {
    let Some((document, draft)) = draft_of(store, task)? else {
        return Ok(Vec::new());
    };
    Ok(material::proposed(
        &draft,
        &for_draft(&draft),
        &document,
        task,
    ))
}

/// The measures of a task's document, proposed or not, in its order; `None` for a task that came of
/// none.
pub(crate) fn measures(store: &Store, task: &Task) -> Result<Option<Vec<Proposal>>, Fault> {
    let draft = draft_of(store, task)?;
    Ok(draft.map(|(document, draft)| material::measures(&draft, &document)))
}

/// The tasks of that year and subject, among which a document's measures are shared out.
pub(crate) fn beside(store: &Store, task: &Task) -> Result<Vec<Task>, Fault> {
    let scope = Scope {
        years: vec![task.year],
        subject: Some(task.subject.name().to_owned()),
        ..Scope::default()
    };
    Ok(store.tasks(&scope, Order::Number, None)?)
}

fn draft_of(store: &Store, task: &Task) -> Result<Option<(String, Draft)>, Fault> {
    let book = store.book()?;
    let Some(document) = material::document_of(&book, task) else {
        return Ok(None);
    };
    Ok(assemble::draft(store, document)?.map(|draft| (document.name.clone(), draft)))
}
