//! The five ledgers that the section's wording was designed by, and the texts wanted of them.

mod fifth;
mod first;
mod fourth;
mod second;
mod third;

use model::deadline::{Anchor, Deadline};
use model::event::{TaskEvent, TextField};
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use papers::report::{self, Length, Options, Phrases, Style, render};

use crate::report::office::{Case, day, noted};

/// A problem under its heading.
fn problem(number: u32, year: i32, subject: Subject, heading: &str, title: &str) -> Case {
    Case::new(number, year, subject, title).set(TextField::Dimension, heading)
}

/// The section's lines.
fn told(ledger: &Ledger, style: Style, chars: Option<usize>) -> Vec<String> {
    let year = ledger.tasks[0].year + 1;
    let options = Options {
        year,
        style: Some(style),
        chars: chars.map(Length::About),
        ..Options::default()
    };
    let report = report::write(ledger, &options, &Phrases::builtin()).expect("a report");
    let text = render::text(&report);
    text.lines().map(str::to_owned).collect()
}

impl Case {
    /// The status from that day on.
    pub(crate) fn stands(self, on: &str, status: StatusKind) -> Self {
        let mut said = noted(on, "", &[]);
        said.status = Some(status);
        self.apply(&TaskEvent::Progressed(Box::new(said)))
    }

    pub(crate) fn submitted(self, on: &str, outcome: Option<&str>) -> Self {
        let outcome = outcome.map(str::to_owned);
        self.apply(&TaskEvent::Submitted {
            on: day(on),
            outcome,
        })
    }

    pub(crate) fn returned(self, on: &str, opinion: &str) -> Self {
        self.apply(&TaskEvent::Returned {
            on: day(on),
            opinion: opinion.to_owned(),
        })
    }

    pub(crate) fn reopened(self, on: &str, reason: &str) -> Self {
        self.apply(&TaskEvent::Reopened {
            on: day(on),
            reason: reason.to_owned(),
        })
    }

    pub(crate) fn extended(self, on: &str, to: &str, reason: &str, by: &str) -> Self {
        let anchor = Anchor {
            year: self.task.year,
            held_on: None,
        };
        let deadline = Deadline::resolve(to, Some(anchor)).expect(to);
        self.apply(&TaskEvent::Extended {
            on: day(on),
            deadline,
            reason: reason.to_owned(),
            approved_by: Some(by.to_owned()),
        })
    }
}
