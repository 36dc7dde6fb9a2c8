//! A row that fits no task: the events that make it one.

use chrono::NaiveDate;

use super::draft::examples;
use super::row::{Due, RegisterMeasure, RegisterRow};
use crate::lines::{self, Granted, Note};
use model::book::Book;
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::event::{Change, Progressed, Registered, TaskEvent, TextField};
use model::status::{Basis, Closure, Status, StatusKind};
use model::subject::Subject;
use model::task::{Measure, Origin};

/// What a register does not say by itself.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The day of import.
    pub on: NaiveDate,
    /// File name, kept as the origin and as the ground of imported closures.
    pub file: &'a str,
    /// The year of rows that state none.
    pub year: i32,
    /// Whether `year` was asked for, and so wins over the rows' own.
    pub year_wins: bool,
    /// The subject of rows that name none.
    pub subject: &'a Subject,
    /// Meetings, from whose days phrases without a year are reckoned.
    pub book: &'a Book,
}

impl Setting<'_> {
    /// The year that a row belongs to.
    pub fn year_of(&self, row: &RegisterRow) -> i32 {
        row.year.filter(|_| !self.year_wins).unwrap_or(self.year)
    }

    /// Whose problem a row is.
    pub fn subject_of(&self, row: &RegisterRow) -> Subject {
        row.subject.clone().unwrap_or_else(|| self.subject.clone())
    }

    pub(super) fn anchor(&self, year: i32) -> Anchor {
        Anchor {
            year,
            held_on: self.book.meeting(year).and_then(|meeting| meeting.held_on),
        }
    }
}

/// The first event of the new task and those that follow it: dated progress, reasons, next steps.
pub fn raise(row: &RegisterRow, setting: &Setting<'_>) -> (Registered, Vec<TaskEvent>) {
    begin(row.clone(), setting)
}

/// The same of a row that nobody needs any more.
pub fn begin(row: RegisterRow, setting: &Setting<'_>) -> (Registered, Vec<TaskEvent>) {
    let year = setting.year_of(&row);
    let subject = setting.subject_of(&row);
    let anchor = setting.anchor(year);
    let status = status(&row, setting);
    let kind = status.kind();
    let examples = examples(&row);
    let deadline = row.deadline(Some(anchor));
    // Words that our own register tells stand, whatever day they mean.
    let told = matches!(row.due, Some(Due::Told(_)));
    let extended = Extended::new(row.extensions, deadline, told, anchor);
    let (dated, undated): (Vec<Note>, Vec<Note>) =
        row.progress.into_iter().partition(|note| note.on.is_some());
    let undated: Vec<&str> = undated.iter().map(|note| note.text.as_str()).collect();
    let card = Card {
        year,
        subject,
        dimension: row.dimension,
        problem: row.problem,
        detail: row.detail,
        examples,
        source: row.source,
        theme: row.theme,
        external: row.external,
        target: row.target,
        measures: row
            .measures
            .into_iter()
            .map(|measure| own_measure(measure, anchor))
            .collect(),
        lead: row.lead,
        dept: row.dept,
        owner: row.owner,
        co_depts: row.co_depts,
        deadline: extended.first,
        prior: None,
        origin: Some(Origin {
            document: setting.file.to_owned(),
            paragraph: row.row,
        }),
        outcome: row.outcome,
        note: row.note,
    };
    let raised = Registered {
        on: setting.on,
        card,
        status,
        progress: Some(undated.join("\n")).filter(|text| !text.is_empty()),
    };
    let dated = dated.into_iter().filter_map(|note| progressed(note, kind));
    let texts = texts([row.reason, row.next_step, row.wording]);
    let check = row.next_check.map(|day| Change::NextCheck(Some(day)));
    let changes: Vec<Change> = texts.chain(extended.moved).chain(check).collect();
    let edited = (!changes.is_empty()).then_some(TaskEvent::Edited(changes));
    (raised, dated.chain(extended.events).chain(edited).collect())
}

/// 未完成原因, 下步措施 and 报送表述, as far as they are told.
fn texts(told: [Option<String>; 3]) -> impl Iterator<Item = Change> {
    let fields = [TextField::Reason, TextField::NextStep, TextField::Wording];
    let texts = fields.into_iter().zip(told);
    texts.filter_map(|(field, text)| Some(Change::Text(field, Some(text?))))
}

/// The deadlines of a row that was extended: the first, and how it became the present one.
struct Extended {
    first: Option<Deadline>,
    events: Vec<TaskEvent>,
    /// Where it was changed since without an extension.
    moved: Option<Change>,
}

impl Extended {
    fn new(granted: Vec<Granted>, present: Option<Deadline>, told: bool, anchor: Anchor) -> Self {
        let (Some(first), Some(last)) = (granted.first(), granted.last()) else {
            return Self {
                first: present,
                events: Vec::new(),
                moved: None,
            };
        };
        let keep = |words: &String| Deadline::keep(words, Some(anchor));
        let last = keep(&last.to);
        let same = !told
            && present
                .as_ref()
                .is_some_and(|present| present.term == last.term && present.term.is_some());
        Self {
            first: first.from.as_ref().map(keep),
            moved: (!same && present.as_ref() != Some(&last)).then_some(Change::Deadline(present)),
            events: granted
                .into_iter()
                .map(|granted| granted.event(anchor))
                .collect(),
        }
    }
}

/// A measure of the register as one of the task.
pub(super) fn own_measure(measure: RegisterMeasure, anchor: Anchor) -> Measure {
    Measure {
        key: measure.key,
        text: measure.text,
        dept: measure.dept,
        owner: measure.owner,
        deadline: measure.due.map(|due| due.deadline(Some(anchor))),
        done_on: measure.done_on,
        origin: None,
    }
}

/// The status with its proof; without a day of its own it is dated by the import.
fn status(row: &RegisterRow, setting: &Setting<'_>) -> Status {
    let on = row.closed_on.or(row.finished_on).unwrap_or(setting.on);
    match row.status {
        None if row.progress.is_empty() => Status::NotStarted,
        None | Some(StatusKind::InProgress) => Status::InProgress,
        Some(StatusKind::NotStarted | StatusKind::Void) => Status::NotStarted,
        Some(StatusKind::MostlyDone) => Status::MostlyDone,
        Some(StatusKind::Done) => Status::Done {
            on: row.finished_on.unwrap_or(on),
        },
        Some(StatusKind::Applied) => Status::Applied {
            on: row.finished_on.unwrap_or(on),
        },
        Some(StatusKind::Closed) => Status::Closed(Closure {
            on,
            verifier: row.verifier.clone(),
            basis: Basis::Imported(setting.file.to_owned()),
        }),
    }
}

fn progressed(note: Note, kind: StatusKind) -> Option<TaskEvent> {
    let noted = Progressed {
        measure: note.measure,
        figures: note.figures,
        // A note alone would set 未启动 going.
        status: (kind == StatusKind::NotStarted).then_some(kind),
        check: note.check,
        text: note.text,
        ..lines::nothing_noted(note.on?)
    };
    Some(noted.recorded())
}

/// A plain note.
pub(super) fn noted(on: NaiveDate, text: String) -> TaskEvent {
    let noted = Progressed {
        text,
        ..lines::nothing_noted(on)
    };
    noted.recorded()
}

/// A status alone.
pub(super) fn declared(on: NaiveDate, kind: StatusKind) -> TaskEvent {
    TaskEvent::Progressed(Box::new(Progressed {
        status: Some(kind),
        ..lines::nothing_noted(on)
    }))
}
