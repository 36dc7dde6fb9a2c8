//! Generators of events of every kind.

#[path = "rescue_events.rs"]
mod rescue;

use chrono::NaiveDate;
use model::card::Card;
use model::deadline::{Deadline, Term};
use model::digest::{CheckCode, Digest};
use model::draft::Fact;
use model::event::{
    Attached, Change, Event, LedgerEvent, Progressed, Registered, TaskEvent, TextField,
};
use model::figure::{Approx, Figure, Quantity};
use model::handover::Succession;
use model::institution::Institution;
use model::meeting::{Document, Meeting};
use model::status::{Basis, Closure, Status, StatusKind, Voiding};
use model::subject::Subject;
use model::task::{Measure, Origin};
use model::unit::{Member, UnitCard, UnitId};
use proptest::arbitrary::any as arbitrary;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

#[path = "other_histories.rs"]
mod other_histories;

use other_histories::{erasure, gathered, received, review};

/// Chinese, quotes, marks that JSON or SQL could stumble over.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex(
        "[整改情况好“”\"'\\\\\n\t{}a-z0-9，。％%_\u{2028}\u{1F600}]{1,12}",
    )
    .expect("a pattern")
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..1200_u64)
        .prop_map(|days| NaiveDate::from_ymd_opt(2021, 1, 1).unwrap() + chrono::Days::new(days))
}

fn digest() -> impl Strategy<Value = Digest> {
    arbitrary::<[u8; 32]>().prop_map(|bytes| Digest::from_slice(&bytes).unwrap())
}

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        Just(Subject::Team),
        proptest::string::string_regex("[何罗周平珊敏]{2,3}")
            .expect("a pattern")
            .prop_map(Subject::Person),
    ]
}

fn deadline() -> impl Strategy<Value = Deadline> {
    let term = prop_oneof![
        Just(None),
        Just(Some(Term::Immediate)),
        Just(Some(Term::LongTerm)),
        day().prop_map(|day| Some(Term::Date(day))),
    ];
    (text(), term).prop_map(|(phrase, term)| Deadline { phrase, term })
}

fn origin() -> impl Strategy<Value = Origin> {
    (text(), 1..99_u32).prop_map(|(document, paragraph)| Origin {
        document,
        paragraph,
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    (
        1..9_u32,
        text(),
        of(text()),
        of(text()),
        of(deadline()),
        of(day()),
        of(origin()),
    )
        .prop_map(
            |(key, text, dept, owner, deadline, done_on, origin)| Measure {
                key,
                text,
                dept,
                owner,
                deadline,
                done_on,
                origin,
            },
        )
}

fn figure() -> impl Strategy<Value = Figure> {
    (
        text(),
        0..100_000_u32,
        0..10_000_u32,
        text(),
        of(0..4_usize),
    )
        .prop_map(|(name, whole, part, unit, approx)| Figure {
            name,
            value: Quantity::read(&format!("{whole}.{part:04}")).unwrap(),
            approx: approx.and_then(|at| Approx::from_word(["约", "近", "余", "多"][at])),
            unit,
        })
}

fn closure() -> impl Strategy<Value = Closure> {
    let basis = prop_oneof![
        of(text()).prop_map(Basis::Verified),
        text().prop_map(Basis::Imported),
    ];
    (day(), of(text()), basis).prop_map(|(on, verifier, basis)| Closure {
        on,
        verifier,
        basis,
    })
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        Just(Status::NotStarted),
        Just(Status::InProgress),
        Just(Status::MostlyDone),
        day().prop_map(|on| Status::Done { on }),
        day().prop_map(|on| Status::Applied { on }),
        closure().prop_map(Status::Closed),
    ]
}

fn raised() -> impl Strategy<Value = Registered> {
    let people = (
        of(text()),
        of(text()),
        of(text()),
        vec(text(), 0..3),
        of(deadline()),
    );
    let words = (
        of(text()),
        text(),
        prop_oneof![Just(String::new()), text()],
        vec(text(), 0..3),
    );
    let more = (
        of(text()),
        of(text()),
        of(text()),
        of(text()),
        of(text()),
        of(text()),
    );
    let rest = (
        status(),
        vec(measure(), 0..3),
        of(1..99_u32),
        of(origin()),
        subject(),
    );
    (day(), 2015..2030_i32, people, words, more, rest).prop_map(
        |(on, year, people, words, more, rest)| Registered {
            on,
            card: Card {
                year,
                subject: rest.4,
                dimension: words.0,
                problem: words.1,
                detail: words.2,
                examples: words.3,
                source: more.0,
                external: more.1.clone(),
                theme: more.1,
                target: more.2,
                measures: rest.1,
                lead: people.0,
                dept: people.1,
                owner: people.2,
                co_depts: people.3,
                deadline: people.4,
                prior: rest.2,
                origin: rest.3,
                outcome: more.3,
                note: more.5,
            },
            status: rest.0,
            progress: more.4,
        },
    )
}

fn progressed() -> impl Strategy<Value = Progressed> {
    let marks = (
        arbitrary::<bool>(),
        arbitrary::<bool>(),
        arbitrary::<bool>(),
    );
    let kind = of(proptest::sample::select(StatusKind::ALL.to_vec()));
    let named = text().prop_filter_map("a name", |name| Institution::named(&name));
    let words = (
        prop_oneof![Just(String::new()), text()],
        of(text()),
        of(text()),
    );
    (
        day(),
        words,
        of(1..9_u32),
        vec(figure(), 0..3),
        kind,
        of(day()),
        marks,
        (of(vec(named, 0..3)), of(text())),
    )
        .prop_map(
            |(on, words, measure, figures, status, next_check, marks, told)| Progressed {
                on,
                text: words.0,
                measure,
                measure_done: marks.0,
                figures,
                status,
                reason: words.1,
                next_step: words.2,
                check: marks.1,
                next_check,
                internal: marks.2,
                submission: marks.1.then(|| "5d41402abc4b2a76".to_owned()),
                institutions: told.0,
                told: told.1,
            },
        )
}

fn change() -> impl Strategy<Value = Change> {
    let field = proptest::sample::select(TextField::ALL.to_vec());
    prop_oneof![
        (field, of(text())).prop_map(|(field, value)| Change::Text(field, value)),
        vec(text(), 0..3).prop_map(Change::CoDepts),
        of(deadline()).prop_map(Change::Deadline),
        of(day()).prop_map(Change::NextCheck),
        measure().prop_map(Change::Measure),
        (1..9_u32).prop_map(Change::MeasureDropped),
        day().prop_map(Change::SaidOn),
        (text(), day()).prop_map(|(from, on)| Change::HandedOver { from, on }),
    ]
}

fn task_event() -> impl Strategy<Value = TaskEvent> {
    prop_oneof![
        raised().prop_map(|raised| TaskEvent::Raised(Box::new(raised))),
        vec(change(), 1..4).prop_map(TaskEvent::Edited),
        received().prop_map(TaskEvent::Reviewed),
        progressed().prop_map(|noted| TaskEvent::Progressed(Box::new(noted))),
        (day(), text(), arbitrary::<u32>(), digest()).prop_map(|(on, name, size, sha256)| {
            TaskEvent::Attached(Attached {
                on,
                name,
                size: size.into(),
                sha256,
            })
        }),
        (day(), of(text())).prop_map(|(on, outcome)| TaskEvent::Submitted { on, outcome }),
        (day(), text()).prop_map(|(on, opinion)| TaskEvent::Returned { on, opinion }),
        (closure(), of(text()))
            .prop_map(|(closure, outcome)| TaskEvent::Closed { closure, outcome }),
        (day(), text()).prop_map(|(on, reason)| TaskEvent::Reopened { on, reason }),
        (day(), deadline(), text(), of(text())).prop_map(|(on, deadline, reason, approved_by)| {
            TaskEvent::Extended {
                on,
                deadline,
                reason,
                approved_by,
            }
        }),
        (day(), text(), of(1..99_u32)).prop_map(|(on, reason, into)| TaskEvent::Voided(Voiding {
            on,
            reason,
            into
        })),
        (1..999_u64, text()).prop_map(|(entry, reason)| TaskEvent::Withdrawn { entry, reason }),
        (1..99_u32).prop_map(|prior| TaskEvent::Linked { prior }),
        text().prop_map(|text| TaskEvent::ProposalRejected { text }),
    ]
}

fn code() -> impl Strategy<Value = CheckCode> {
    (1..9999_u64, digest()).prop_map(|(entries, digest)| CheckCode::new(entries, &digest))
}

fn ledger_event() -> impl Strategy<Value = LedgerEvent> {
    let facts = vec(
        (text(), text(), text()).prop_map(|(name, value, unit)| Fact { name, value, unit }),
        0..3,
    );
    prop_oneof![
        (text(), of(text()), of(text()), of(text()), of(text())).prop_map(
            |(name, code, party, team, contact)| {
                LedgerEvent::UnitNamed(UnitCard {
                    name,
                    code,
                    party,
                    team,
                    contact,
                })
            }
        ),
        (text(), of(text())).prop_map(|(key, value)| LedgerEvent::Configured { key, value }),
        (
            2015..2030_i32,
            text(),
            of(text()),
            of(text()),
            of(day()),
            facts,
            vec((text(), text()), 0..3)
        )
            .prop_map(|(year, kind, name, theme, held_on, figures, fields)| {
                LedgerEvent::MeetingSet(Meeting {
                    year,
                    kind,
                    name,
                    theme,
                    held_on,
                    figures,
                    fields,
                })
            }),
        (text(), of(text()), 0..99_u32, vec(text(), 0..3)).prop_map(
            |(name, post, order, depts)| {
                LedgerEvent::MemberSet(Member {
                    name,
                    post,
                    order,
                    depts,
                })
            }
        ),
        text().prop_map(|name| LedgerEvent::MemberRemoved { name }),
        review().prop_map(LedgerEvent::Reviewed),
        (text(), text(), day()).prop_map(|(name, by, on)| LedgerEvent::Succeeded(Succession {
            name,
            by,
            on
        })),
        (
            text(),
            arbitrary::<u32>(),
            digest(),
            2015..2030_i32,
            subject(),
            digest()
        )
            .prop_map(|(name, size, sha256, year, subject, draft)| {
                let size = size.into();
                LedgerEvent::DocumentRead(Document {
                    name,
                    size,
                    sha256,
                    year,
                    subject,
                    draft,
                })
            }),
        (digest(), text()).prop_map(|(sha256, reason)| LedgerEvent::Expunged { sha256, reason }),
        rescue::restored().prop_map(LedgerEvent::Restored),
        rescue::salvaged(),
        rescue::rebuilt(),
        rescue::joined(),
        erasure().prop_map(LedgerEvent::EntryErased),
        (1..999_u64, text()).prop_map(|(entry, reason)| LedgerEvent::Withdrawn { entry, reason }),
        gathered().prop_map(LedgerEvent::Gathered),
        (gathered(), 1..999_u64).prop_map(|(gathered, at)| LedgerEvent::SetAside { gathered, at }),
        (gathered(), 2..99_u32, text()).prop_map(|(gathered, old, reason)| {
            LedgerEvent::Replaced {
                gathered,
                old: UnitId(old),
                reason,
            }
        }),
    ]
}

/// Any event.
pub(crate) fn any() -> impl Strategy<Value = Event> {
    prop_oneof![
        task_event().prop_map(Event::Task),
        ledger_event().prop_map(Event::Ledger),
    ]
}
