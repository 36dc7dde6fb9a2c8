//! A ledger that holds a mark in every text it has: of its tasks, and of what stands around them.

use chrono::NaiveDate;
use model::card::Card;
use model::deadline::{Deadline, Term};
use model::digest::Digest;
use model::draft::{Cause, Draft, Fact, ProposedMeasure, Statement, SubjectKind, Unclaimed};
use model::entry::Stamp;
use model::event::{Attached, Change, LedgerEvent, Progressed, Registered, TaskEvent, TextField};
use model::figure::{Approx, Figure, Quantity};
use model::institution::{Institution, Making};
use model::meeting::{Document, Meeting, YEARLY};
use model::status::{Basis, Closure, Status, StatusKind, Voiding};
use model::subject::Subject;
use model::task::{Measure, Origin};
use model::unit::{Member, UnitCard};
use store::Store;

use crate::player::stamp;

/// The name.
pub(crate) const NAME: &str = "钱多多";

/// Gives out texts with the mark in them, no two of them alike.
struct Texts {
    mark: &'static str,
    /// What stands in the places of names.
    name: &'static str,
    given: u32,
}

impl Texts {
    fn next(&mut self) -> String {
        self.given += 1;
        format!("{}{}号", self.mark, self.given)
    }

    /// The same for a place that holds a name.
    fn called(&mut self) -> String {
        self.given += 1;
        format!("{}{}号", self.name, self.given)
    }

    fn deadline(&mut self) -> Deadline {
        let phrase = self.next();
        Deadline { phrase, term: None }
    }

    fn origin(&mut self) -> Origin {
        let document = self.called();
        Origin {
            document,
            paragraph: 8,
        }
    }

    fn card(&mut self, subject: Subject) -> Card {
        Card {
            year: 2021,
            subject,
            dimension: Some(self.next()),
            problem: self.next(),
            detail: self.next(),
            examples: vec![self.next()],
            source: Some(self.next()),
            theme: Some(self.next()),
            external: Some(self.next()),
            target: Some(self.next()),
            measures: vec![Measure {
                key: 1,
                text: self.next(),
                dept: Some(self.called()),
                owner: Some(self.called()),
                deadline: Some(self.deadline()),
                done_on: None,
                origin: Some(self.origin()),
            }],
            lead: Some(self.called()),
            dept: Some(self.called()),
            owner: Some(self.called()),
            co_depts: vec![self.called()],
            deadline: Some(self.deadline()),
            prior: None,
            origin: Some(self.origin()),
            outcome: Some(format!(
                "印发《{}办法》（{}发〔2023〕5号）",
                self.next(),
                self.mark
            )),
            note: Some(self.next()),
        }
    }

    /// What happens to a task, up to its last closure.
    fn events(&mut self) -> Vec<TaskEvent> {
        let on = day(60);
        let wording = Change::Text(TextField::Wording, Some(self.next()));
        let check = Change::NextCheck(Some(day(200)));
        vec![
            TaskEvent::Progressed(Box::new(Progressed {
                on,
                text: self.next(),
                measure: Some(1),
                measure_done: true,
                figures: vec![Figure {
                    name: self.next(),
                    value: Quantity::whole(3),
                    unit: self.next(),
                    approx: Some(Approx::About),
                }],
                status: Some(StatusKind::InProgress),
                reason: Some(self.next()),
                next_step: Some(self.next()),
                check: true,
                next_check: None,
                internal: false,
                submission: Some("5d41402abc4b2a76".to_owned()),
                institutions: Some(vec![Institution {
                    name: self.next(),
                    number: Some(self.next()),
                    kind: Making::Made,
                }]),
                told: Some(self.next()),
            })),
            TaskEvent::Attached(Attached {
                on,
                name: self.next(),
                size: 3,
                sha256: Digest::of(b"JPG"),
            }),
            TaskEvent::Extended {
                on,
                deadline: self.deadline(),
                reason: self.next(),
                approved_by: Some(self.called()),
            },
            TaskEvent::Linked { prior: 1 },
            TaskEvent::ProposalRejected { text: self.next() },
            TaskEvent::Returned {
                on,
                opinion: self.next(),
            },
            closed(on, None, None),
            TaskEvent::Reopened {
                on,
                reason: self.next(),
            },
            TaskEvent::Edited(vec![wording, check]),
            closed(on, Some(self.called()), Some(self.next())),
        ]
    }
}

fn closed(on: NaiveDate, verifier: Option<String>, basis: Option<String>) -> TaskEvent {
    TaskEvent::Closed {
        closure: Closure {
            on,
            verifier,
            basis: Basis::Verified(basis),
        },
        outcome: None,
    }
}

fn day(offset: u16) -> NaiveDate {
    crate::player::day(365 + offset)
}

/// Records three tasks with the mark in every text, names among them: closed here, closed in a register,
/// void.
pub(crate) fn record(store: &mut Store, mark: &'static str) -> [u32; 3] {
    record_with(store, mark, mark)
}

/// The same with something else in the places of names.
pub(crate) fn record_with(store: &mut Store, mark: &'static str, name: &'static str) -> [u32; 3] {
    let given = 0;
    let mut texts = Texts { mark, name, given };
    let person = Subject::Person(texts.called());
    let closed = Registered::fresh(day(0), texts.card(person));
    let events = texts.events();
    let taken_over = Registered {
        status: Status::Closed(Closure {
            on: day(30),
            verifier: Some(texts.called()),
            basis: Basis::Imported(texts.called()),
        }),
        progress: Some(texts.next()),
        ..Registered::fresh(day(0), texts.card(Subject::Team))
    };
    let void = Registered::fresh(day(0), texts.card(Subject::Team));
    let voiding = TaskEvent::Voided(Voiding {
        on: day(9),
        reason: texts.next(),
        into: Some(2),
    });
    let written = store.write(&stamp(), |writer| {
        writer.keep(b"JPG")?;
        let closed = writer.raise(closed)?;
        for event in events {
            writer.record(closed, event)?;
        }
        let taken_over = writer.raise(taken_over)?;
        let void = writer.raise(void)?;
        writer.record(void, voiding)?;
        Ok::<_, store::Error>([closed, taken_over, void])
    });
    written.expect("a ledger that can be written")
}

/// Records one more task that is under way, overdue since the end of March 2022.
pub(crate) fn record_open(store: &mut Store, mark: &'static str, name: &'static str) -> u32 {
    let given = 1000;
    let mut texts = Texts { mark, name, given };
    let mut card = texts.card(Subject::Team);
    let due = NaiveDate::from_ymd_opt(2022, 3, 31).map(Term::Date);
    card.deadline = Some(Deadline {
        term: due,
        ..texts.deadline()
    });
    card.outcome = None;
    let fresh = Registered::fresh(day(0), card);
    let Some(noted) = texts.events().into_iter().next() else {
        unreachable!("it begins with a note");
    };
    let written = store.write(&stamp(), |writer| {
        let number = writer.raise(fresh)?;
        writer.record(number, noted)?;
        Ok::<_, store::Error>(number)
    });
    written.expect("a ledger that can be written")
}

/// Records what stands around the tasks: the unit, a meeting, a member, settings, a document.
pub(crate) fn record_book(store: &mut Store, mark: &'static str) {
    let (name, given) = (mark, 2000);
    let mut texts = Texts { mark, name, given };
    let mut next = || texts.next();
    let unit = LedgerEvent::UnitNamed(UnitCard {
        name: next(),
        code: Some("A03.12".to_owned()),
        party: Some(next()),
        team: Some(next()),
        contact: Some(next()),
    });
    let meeting = LedgerEvent::MeetingSet(Meeting {
        year: 2021,
        kind: YEARLY.to_owned(),
        name: Some(next()),
        theme: Some(next()),
        held_on: NaiveDate::from_ymd_opt(2021, 12, 20),
        figures: vec![Fact {
            name: next(),
            value: "5".to_owned(),
            unit: next(),
        }],
        fields: vec![(next(), next())],
    });
    let member = LedgerEvent::MemberSet(Member {
        name: next(),
        post: Some(next()),
        order: 1,
        depts: vec![next()],
    });
    let settings = ["report.addressee", "report.signature"];
    let settings = settings.map(|key| LedgerEvent::Configured {
        key: key.to_owned(),
        value: Some(next()),
    });
    let file = format!("{}.docx", next());
    let draft = documents::document::written::to_json(&Draft {
        file: file.clone(),
        subject_kind: Some(SubjectKind::Team),
        causes: vec![Cause {
            title: next(),
            detail: next(),
        }],
        measures: vec![ProposedMeasure {
            group: Some(next()),
            title: next(),
            detail: next(),
        }],
        statements: vec![Statement {
            title: next(),
            text: next(),
        }],
        unclaimed: vec![Unclaimed {
            paragraph: 1,
            text: next(),
        }],
        ..Draft::default()
    });
    let draft = draft.to_string();
    let document = LedgerEvent::DocumentRead(Document {
        name: file,
        size: 3,
        sha256: Digest::of(b"DOC"),
        year: 2021,
        subject: Subject::Team,
        draft: Digest::of(draft.as_bytes()),
    });
    let stamp = Stamp {
        who: next(),
        ..stamp()
    };
    let events = [unit, meeting, member, document];
    let written = store.write(&stamp, |writer| {
        writer.keep(b"DOC")?;
        writer.keep(draft.as_bytes())?;
        for event in events.into_iter().chain(settings) {
            writer.record_ledger(event)?;
        }
        Ok::<_, store::Error>(())
    });
    written.expect("a ledger that can be written");
}
