//! The written forms of events are added to, never altered: one frozen example of every kind, and
//! whatever is written reads back the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod erased;
mod examples;
mod handing;
mod joined;
mod rescue;
mod schema_3;
mod schema_4;
mod schema_5;

use std::collections::BTreeSet;

use model::digest::Digest;
use model::entry::{Entry, Seal, Seals, Stamp};
use model::event::Event;
use model::event::codec::{self, CodecFault};
use model::joined::Provenance;
use proptest::prelude::*;

use examples::{EXAMPLES, examples};

/// Where an entry was first made that a join took over.
fn origin() -> Provenance {
    Provenance {
        sequence: 17,
        batch: Some(15),
        when: chrono::DateTime::parse_from_rfc3339("2022-03-10T16:20:00+08:00").unwrap(),
        who: "何平".to_owned(),
        digest: Digest::of(b"17"),
    }
}

fn entry(sequence: u64, seals: Seals, event: Event) -> Entry {
    Entry {
        sequence,
        task: matches!(event, Event::Task(_)).then_some(12),
        stamp: Stamp {
            when: chrono::DateTime::parse_from_rfc3339("2022-03-15T09:00:00+08:00").unwrap(),
            who: "周敏".to_owned(),
            clock_set: sequence == 2,
        },
        batch: (sequence == 3).then_some(2),
        seals,
        origin: (sequence == joined::REPLAYED).then(|| Box::new(origin())),
        event,
    }
}

#[test]
fn every_kind_is_written_as_it_always_was() {
    let mut previous = Digest::genesis("examples");
    let unsealed = |event| (Seals::default(), event);
    let later = schema_3::examples().chain(schema_4::examples());
    let events = examples().into_iter().chain(later).map(unsealed);
    let events = events.chain(schema_5::examples());
    let events = events.chain(erased::examples());
    let events = events.chain(rescue::examples().map(unsealed));
    let events: Vec<_> = events
        .chain(handing::examples().map(unsealed))
        .chain(joined::examples().map(unsealed))
        .collect();
    let written = [
        EXAMPLES,
        schema_3::EXAMPLES,
        schema_4::EXAMPLES,
        schema_5::EXAMPLES,
        erased::EXAMPLES,
        rescue::EXAMPLES,
        handing::EXAMPLES,
        joined::EXAMPLES,
    ]
    .concat();
    assert_eq!(events.len(), written.len());
    for (sequence, ((seals, event), (body, digest))) in (1..).zip(events.into_iter().zip(written)) {
        let entry = entry(sequence, seals, event);
        assert_eq!(codec::write(&entry), body, "sequence {sequence}");
        assert_eq!(codec::read(body), Ok(entry), "sequence {sequence}");
        previous = Digest::chained(&previous, body);
        assert_eq!(&previous.to_string()[..16], digest, "sequence {sequence}");
    }
}

#[test]
fn no_kind_is_without_an_example() {
    let later = erased::examples().map(|(_, event)| event);
    let all = examples().into_iter().chain(rescue::examples());
    let all = all.chain(handing::examples());
    let all = all.chain(joined::examples());
    let shown: BTreeSet<&str> = all.chain(later).map(|event| event.kind()).collect();
    let kinds = "raised edited progressed attached submitted returned closed reopened extended voided \
        withdrawn linked proposal_rejected unit setting meeting member member_removed document \
        expunged ledger_withdrawn gathered set_aside replaced restored \
        salvaged rebuilt entry_erased succeeded review reviewed joined";
    assert_eq!(shown, kinds.split_whitespace().collect());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(
        event in crate::events::any(),
        sequence in 1..1_000_000_u64,
        sealed in 0..4_u64,
    ) {
        let seal = |last| Seal { last, head: Digest::of(&[9]) };
        let seals = Seals {
            receipts: (sealed & 1 > 0).then_some(seal(sequence)),
            files: (sealed & 2 > 0).then_some(seal(7)),
        };
        let mut entry = entry(sequence, seals, event);
        entry.origin = (sealed == 3).then(|| Box::new(origin()));
        let body = codec::write(&entry);
        prop_assert!(!body.contains('\n'));
        prop_assert_eq!(codec::read(&body), Ok(entry));
    }
}

/// A body of that kind with that data.
fn body(task: &str, kind: &str, data: &str) -> String {
    format!(
        r#"{{"sequence":1,{task}"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"{kind}","data":{data}}}"#
    )
}

const TASK: &str = r#""task":12,"#;

#[test]
fn unknown_kinds_are_of_a_newer_version() {
    let fault = codec::read(&body(TASK, "tweeted", "{}"));
    assert_eq!(fault, Err(CodecFault::UnknownKind("tweeted".to_owned())));
    let fault = codec::read(&body(TASK, "edited", r#"[{"field":"mood","text":"好"}]"#));
    assert_eq!(
        fault,
        Err(CodecFault::UnknownKind("edited/mood".to_owned()))
    );
}

#[test]
fn what_is_not_the_form_of_its_kind_is_malformed() {
    let digest = "0".repeat(64);
    for text in [
        String::new(),
        "[]".to_owned(),
        "{\"sequence\":1}".to_owned(),
        body(TASK, "linked", "{}"),
        body(TASK, "linked", r#"{"prior":-1}"#),
        body(TASK, "linked", r#"{"prior":"1"}"#),
        body("", "linked", r#"{"prior":1}"#),
        body(TASK, "member_removed", r#"{"name":"何平"}"#),
        body(TASK, "submitted", r#"{"on":"2022-02-30"}"#),
        body(
            TASK,
            "attached",
            r#"{"on":"2022-03-01","name":"x","size":1,"sha256":"00"}"#,
        ),
        body(
            TASK,
            "raised",
            r#"{"on":"2022-03-01","year":2021,"subject":"","problem":"x"}"#,
        ),
        body(
            TASK,
            "raised",
            r#"{"on":"2022-03-01","year":2021,"subject":"班子","problem":"x","status":"done"}"#,
        ),
        body(
            TASK,
            "raised",
            r#"{"on":"2022-03-01","year":2021,"subject":"班子","problem":"x","status":"void"}"#,
        ),
        body(TASK, "edited", r#"[{"field":"measure"}]"#),
        body(
            TASK,
            "edited",
            r#"[{"field":"deadline","deadline":{"phrase":"x","term":"date"}}]"#,
        ),
        body(
            TASK,
            "progressed",
            r#"{"on":"2022-03-01","figures":[{"name":"x","value":"多"}]}"#,
        ),
        body(
            TASK,
            "progressed",
            r#"{"on":"2022-03-01","status":"finished"}"#,
        ),
        body(
            "",
            "document",
            &format!(
                r#"{{"name":"x","size":1,"sha256":"{digest}","year":2021,"subject":"班子","draft":"x"}}"#
            ),
        ),
        body(
            "",
            "gathered",
            r#"{"unit":2,"ledger":"x","name":"x","entries":1,"head":"x"}"#,
        ),
        body(
            "",
            "replaced",
            &format!(
                r#"{{"unit":2,"ledger":"x","name":"x","entries":1,"head":"{digest}","old":3}}"#
            ),
        ),
        body(
            "",
            "set_aside",
            &format!(r#"{{"unit":2,"ledger":"x","name":"x","entries":1,"head":"{digest}"}}"#),
        ),
    ] {
        let read = codec::read(&text);
        assert!(
            matches!(read, Err(CodecFault::Malformed(_))),
            "{text}: {read:?}"
        );
    }
}
