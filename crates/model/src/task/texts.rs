//! All texts of a task, one by one: the only place that knows where they are. What masks names, looks
//! for words or asks who is named walks here.

use super::{Evidence, Extension, Progress, Reopening, Task, Wording};
use crate::card::Card;
use crate::deadline::Deadline;
use crate::field::TextField;
use crate::figure::Figure;
use crate::institution::{Established, Institution};
use crate::measure::{Measure, Origin};
use crate::status::{Basis, Closure, Status, Voiding};
use crate::subject::Subject;

/// Where a text of a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPlace {
    /// One of the plain fields.
    Field(TextField),
    /// Code or name of the gathered unit.
    Unit,
    /// Name of the person whose problem it is (对象).
    Subject,
    /// 具体事例
    Example,
    /// 配合部门
    CoDept,
    /// The words of a deadline, the task's, a measure's or an extension's.
    Deadline,
    /// Name of the document that a wording came from, or of the register that closed it.
    Document,
    /// A measure, by its place in the list.
    Measure(usize),
    /// A measure's own department.
    MeasureDept,
    /// A measure's own person in charge.
    MeasureOwner,
    /// Who accepted the closure.
    Verifier,
    /// On what ground: of a closure, or of the task being void.
    Ground,
    /// Why it was extended, returned or reopened.
    Why,
    /// Who granted an extension.
    ApprovedBy,
    /// A note of progress, by its place in the list.
    Progress(usize),
    /// Name or unit of a counted figure.
    Figure,
    /// 制度成果, its name or number.
    Institution,
    /// 报送: how a note is told.
    Told,
    /// File name of evidence.
    Evidence,
    /// A proposed measure that was judged not to answer it.
    Rejected,
}

/// What a search looks through. Of measures and notes only what people wrote counts, not the dates and
/// names around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Searched {
    /// 存在问题
    Problem,
    /// 上级编号
    External,
    /// 整改措施
    Measures,
    /// 具体表现
    Detail,
    /// 整改成效
    Outcome,
    /// 进展情况
    Progress,
}

impl Searched {
    /// All, the weightiest first.
    pub const ALL: [Self; 6] = [
        Self::Problem,
        Self::External,
        Self::Measures,
        Self::Detail,
        Self::Outcome,
        Self::Progress,
    ];

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::External => "external",
            Self::Measures => "measure",
            Self::Detail => "detail",
            Self::Outcome => "outcome",
            Self::Progress => "progress",
        }
    }
}

impl TextPlace {
    /// What a search takes it for; `None` where none looks.
    pub fn searched(self) -> Option<Searched> {
        match self {
            Self::Field(TextField::Problem) => Some(Searched::Problem),
            Self::Field(TextField::External) => Some(Searched::External),
            Self::Measure(_) => Some(Searched::Measures),
            Self::Field(TextField::Detail) => Some(Searched::Detail),
            Self::Field(TextField::Outcome) => Some(Searched::Outcome),
            Self::Progress(_) => Some(Searched::Progress),
            _ => None,
        }
    }
}

impl Task {
    /// Hands over every text of the task, with the place where it stands.
    pub fn texts<'a>(&'a self, mut each: impl FnMut(TextPlace, &'a str)) {
        reading::task(self, &mut |place, text| each(place, text));
    }

    /// The same, for what is to be rewritten.
    pub fn texts_mut(&mut self, mut each: impl FnMut(TextPlace, &mut String)) {
        writing::task(self, &mut |place, text| each(place, text));
    }
}

/// Defines a walk: reading and writing go the same way. Everything is taken apart to the last field, so
/// that a new one is not forgotten.
macro_rules! walk {
    ($way:ident $(, $mutable:ident)?) => {
        mod $way {
            use super::*;

            type Text<'a> = &'a $($mutable)? String;

            fn all<'a>(
                place: TextPlace,
                texts: impl IntoIterator<Item = Text<'a>>,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                texts.into_iter().for_each(|text| each(place, text));
            }

            pub(super) fn task<'a>(
                task: &'a $($mutable)? Task,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                let Task {
                    number: _,
                    unit,
                    card: written,
                    next_check: _,
                    extensions,
                    status: stand,
                    reason,
                    next_step,
                    wording,
                    progress,
                    evidence,
                    outcome_institutions,
                    rejected,
                    returns,
                    reopenings,
                    raised_on: _,
                    raised_entry: _,
                    last_entry: _,
                    latest_on: _,
                } = task;
                card(written, each);
                all(TextPlace::Unit, unit, each);
                all(TextPlace::Field(TextField::Reason), reason, each);
                all(TextPlace::Field(TextField::NextStep), next_step, each);
                if let Some(Wording { text, entry: _ }) = wording {
                    each(TextPlace::Field(TextField::Wording), text);
                }
                status(stand, each);
                for extended in extensions {
                    extension(extended, each);
                }
                for (at, noted) in progress.into_iter().enumerate() {
                    note(at, noted, each);
                }
                for Evidence { entry: _, name, size: _, sha256: _ } in evidence {
                    each(TextPlace::Evidence, name);
                }
                for Established { institution: read, date: _, entry: _ } in outcome_institutions {
                    institution(read, each);
                }
                all(TextPlace::Rejected, rejected, each);
                for (_, why) in returns {
                    each(TextPlace::Why, why);
                }
                for Reopening { on: _, reason, finished_on: _, outcome } in reopenings {
                    each(TextPlace::Why, reason);
                    all(TextPlace::Field(TextField::Outcome), outcome, each);
                }
            }

            fn card<'a>(
                card: &'a $($mutable)? Card,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                let Card {
                    year: _,
                    subject,
                    dimension,
                    problem,
                    detail,
                    examples,
                    source,
                    theme,
                    external,
                    target,
                    measures,
                    lead,
                    dept,
                    owner,
                    co_depts,
                    deadline: due,
                    prior: _,
                    origin: from,
                    outcome,
                    note,
                } = card;
                each(TextPlace::Field(TextField::Problem), problem);
                each(TextPlace::Field(TextField::Detail), detail);
                all(TextPlace::Field(TextField::Dimension), dimension, each);
                all(TextPlace::Field(TextField::Source), source, each);
                all(TextPlace::Field(TextField::Theme), theme, each);
                all(TextPlace::Field(TextField::External), external, each);
                all(TextPlace::Field(TextField::Target), target, each);
                all(TextPlace::Field(TextField::Lead), lead, each);
                all(TextPlace::Field(TextField::Dept), dept, each);
                all(TextPlace::Field(TextField::Owner), owner, each);
                all(TextPlace::Field(TextField::Outcome), outcome, each);
                all(TextPlace::Field(TextField::Note), note, each);
                if let Subject::Person(name) = subject {
                    each(TextPlace::Subject, name);
                }
                all(TextPlace::Example, examples, each);
                all(TextPlace::CoDept, co_depts, each);
                deadline(due, each);
                origin(from, each);
                for (at, planned) in measures.into_iter().enumerate() {
                    measure(at, planned, each);
                }
            }

            fn measure<'a>(
                at: usize,
                measure: &'a $($mutable)? Measure,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                let Measure {
                    key: _,
                    text,
                    dept,
                    owner,
                    deadline: due,
                    done_on: _,
                    origin: from,
                } = measure;
                each(TextPlace::Measure(at), text);
                all(TextPlace::MeasureDept, dept, each);
                all(TextPlace::MeasureOwner, owner, each);
                deadline(due, each);
                origin(from, each);
            }

            fn extension<'a>(
                extension: &'a $($mutable)? Extension,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                let Extension { on: _, from, to, reason, approved_by } = extension;
                deadline(from, each);
                deadline(Some(to), each);
                each(TextPlace::Why, reason);
                all(TextPlace::ApprovedBy, approved_by, each);
            }

            fn note<'a>(
                at: usize,
                note: &'a $($mutable)? Progress,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                let Progress {
                    entry: _,
                    date: _,
                    text,
                    measure: _,
                    figures,
                    check: _,
                    internal: _,
                    submission: _,
                    institutions,
                    told,
                } = note;
                each(TextPlace::Progress(at), text);
                for Figure { name, value: _, unit, approx: _ } in figures {
                    each(TextPlace::Figure, name);
                    each(TextPlace::Figure, unit);
                }
                for read in institutions {
                    institution(read, each);
                }
                all(TextPlace::Told, told, each);
            }

            fn institution<'a>(
                institution: &'a $($mutable)? Institution,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                let Institution { name, number, kind: _ } = institution;
                each(TextPlace::Institution, name);
                all(TextPlace::Institution, number, each);
            }

            fn deadline<'a>(
                deadline: impl IntoIterator<Item = &'a $($mutable)? Deadline>,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                for Deadline { phrase, term: _ } in deadline {
                    each(TextPlace::Deadline, phrase);
                }
            }

            fn origin<'a>(
                origin: impl IntoIterator<Item = &'a $($mutable)? Origin>,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                for Origin { document, paragraph: _ } in origin {
                    each(TextPlace::Document, document);
                }
            }

            fn status<'a>(
                status: &'a $($mutable)? Status,
                each: &mut impl FnMut(TextPlace, Text<'a>),
            ) {
                match status {
                    Status::NotStarted
                    | Status::InProgress
                    | Status::MostlyDone
                    | Status::Done { on: _ }
                    | Status::Applied { on: _ } => {}
                    Status::Closed(Closure { on: _, verifier, basis }) => {
                        all(TextPlace::Verifier, verifier, each);
                        match basis {
                            Basis::Verified(basis) => all(TextPlace::Ground, basis, each),
                            Basis::Imported(register) => each(TextPlace::Document, register),
                        }
                    }
                    Status::Void(Voiding { on: _, reason, into: _ }) => {
                        each(TextPlace::Ground, reason);
                    }
                }
            }
        }
    };
}

walk!(reading);
walk!(writing, mut);
