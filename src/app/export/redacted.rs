//! Tasks with the recorded names of people and units masked, for sheets that leave the house.

use std::borrow::Cow;

use model::status::{Closure, Status};
use model::subject::Subject;
use model::task::Task;
use office::text::redaction::Redaction;

/// The task as it may be shown: every text of it with the names masked. Without a redaction, as it
/// is.
pub(super) fn redacted<'a>(task: &'a Task, redaction: Option<&Redaction>) -> Cow<'a, Task> {
    let Some(redaction) = redaction else {
        return Cow::Borrowed(task);
    };
    let mut task = task.clone();
    if let Subject::Person(name) = &mut task.subject {
        *name = redaction.apply(name);
    }
    let optional = [
        &mut task.dimension,
        &mut task.source,
        &mut task.theme,
        &mut task.target,
        &mut task.lead,
        &mut task.dept,
        &mut task.owner,
        &mut task.outcome,
        &mut task.reason,
        &mut task.next_step,
        &mut task.note,
    ];
    let mut texts: Vec<&mut String> = optional.into_iter().filter_map(Option::as_mut).collect();
    texts.extend([&mut task.problem, &mut task.detail]);
    texts.extend(&mut task.examples);
    texts.extend(&mut task.co_depts);
    texts.extend(task.progress.iter_mut().map(|note| &mut note.text));
    texts.extend(task.evidence.iter_mut().map(|piece| &mut piece.name));
    texts.extend(task.wording.iter_mut().map(|wording| &mut wording.text));
    for measure in &mut task.measures {
        texts.push(&mut measure.text);
        texts.extend(measure.dept.as_mut());
        texts.extend(measure.owner.as_mut());
    }
    for extension in &mut task.extensions {
        texts.push(&mut extension.reason);
        texts.extend(extension.approved_by.as_mut());
    }
    for text in texts {
        *text = redaction.apply(text);
    }
    if let Status::Closed(Closure {
        verifier: Some(name),
        ..
    }) = &mut task.status
    {
        *name = redaction.apply(name);
    }
    Cow::Owned(task)
}
