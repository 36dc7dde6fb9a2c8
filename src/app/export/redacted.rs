//! What an export shows, with the recorded names of people and units masked.

use std::borrow::Cow;

use model::book::Book;
use model::draft::Draft;
use model::ledger::RecordedDraft;
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
    task.texts_mut(|_, text| *text = redaction.apply(text));
    Cow::Owned(task)
}

/// The book as sheets show it: unit and meetings. The roster stays as it is: nobody's post is found by
/// a masked name.
pub(super) fn redacted_book(mut book: Book, redaction: Option<&Redaction>) -> Book {
    let Some(redaction) = redaction else {
        return book;
    };
    let unit = &mut book.unit;
    let named = [&mut unit.party, &mut unit.team, &mut unit.contact];
    let meetings = book.meetings.iter_mut();
    let meetings = meetings.flat_map(|meeting| [&mut meeting.name, &mut meeting.theme]);
    for text in named.into_iter().chain(meetings).flatten() {
        *text = redaction.apply(text);
    }
    unit.name = redaction.apply(&unit.name);
    book
}

/// The drafts as sheets show them: causes, found by the masked names of a document and its subject.
pub(super) fn redacted_drafts(
    drafts: Vec<RecordedDraft>,
    redaction: Option<&Redaction>,
) -> Vec<RecordedDraft> {
    let Some(redaction) = redaction else {
        return drafts;
    };
    let masked = |recorded: RecordedDraft| {
        let Draft {
            file, mut causes, ..
        } = recorded.draft;
        for cause in &mut causes {
            cause.title = redaction.apply(&cause.title);
        }
        RecordedDraft {
            year: recorded.year,
            subject: match recorded.subject {
                Subject::Team => Subject::Team,
                Subject::Person(name) => Subject::Person(redaction.apply(&name)),
            },
            draft: Draft {
                file: redaction.apply(&file),
                causes,
                ..Draft::default()
            },
        }
    };
    drafts.into_iter().map(masked).collect()
}
