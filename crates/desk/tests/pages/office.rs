//! A page with a ledger behind it, on a day that stays.

use crate::common::program::Program;
use crate::common::wire::{Answer, Session};

/// A running page, and who was let in.
pub(crate) struct Office {
    pub(crate) session: Session,
    program: Program,
}

/// The day.
const CLOCK: &str = "2022-03-15T09:00:00+08:00";

impl Office {
    /// With these problems of 2021.
    pub(crate) fn with(problems: &[&str]) -> Self {
        let program = Program::with(&[("LEDGER_CLOCK", CLOCK), ("LEDGER_ACTOR", "周敏")]);
        let session = program.session();
        let office = Self { session, program };
        for problem in problems {
            let done = office.does(
                "add",
                &[("problem", problem), ("year", "2021"), ("_yes", "1")],
            );
            assert_eq!(done.status, 303, "{}", done.text());
        }
        office
    }

    /// Sends the form of a verb.
    pub(crate) fn does(&self, verb: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("/do/{verb}");
        self.session.post(&path, self.session.fields(fields))
    }

    /// Looks at a page, as text.
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = self.session.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// What one is led to by an answer.
    pub(crate) fn follow(&self, answer: &Answer) -> String {
        assert_eq!(answer.status, 303, "{}", answer.text());
        self.page(answer.header("location").expect("a place"))
    }

    /// What a command line says of the same ledger.
    pub(crate) fn line(&self, words: &[&str]) -> String {
        let output = self.program.line(words);
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }
}

/// The value of a field of a form in a page.
pub(crate) fn field(page: &str, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&begin)
        .unwrap_or_else(|| panic!("no {name}"));
    rest[..rest.find('"').expect("its end")].to_owned()
}
