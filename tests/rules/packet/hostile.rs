//! Packets that are cut, altered, newer, or no packets: told apart, and never taken for another.

use std::io::{Cursor, Write as _};

use model::digest::Digest;
use model::erased::{self, Erasure};
use model::event::codec::{self, Chain, CodecFault};
use model::event::{Event, LedgerEvent};
use model::packet::{Fault, PacketReader, Part};
use model::scope::Scope;
use store::{Halt, NotTaken, Taken};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::dice::Dice;
use crate::packet::city::{City, Failed, History, pack};

fn history() -> History {
    let problems = ["座位不够", "空调太吵", "灯不亮", "门不严"];
    History::new("east", ("东街图书馆", Some("A04")), &problems)
}

/// What reading a packet to its end says.
fn read(packet: &[u8]) -> Result<Vec<String>, Fault> {
    let mut packet = PacketReader::open(Cursor::new(packet))?;
    let entries = packet.entries()?;
    entries
        .map(|recorded| Ok(recorded?.body))
        .collect::<Result<_, _>>()
}

/// A packet with these parts, made by other means.
fn made(header: &str, entries: &[u8], other: Option<&str>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("packet.json", header.as_bytes()),
        ("entries.jsonl", entries),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    if let Some(name) = other {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn header(history: &History, version: u32) -> String {
    let handed = &history.handed;
    format!(
        r#"{{"format":"ledger-packet","version":{version},"ledger":"{}","unit":"{}","code":"A04","entries":{},"head":"{}","evidence":0}}"#,
        handed.ledger_id, handed.name, handed.entries, handed.head
    )
}

fn lines(history: &History) -> String {
    history.bodies.join("\n") + "\n"
}

#[test]
fn a_packet_is_what_it_says() {
    let history = history();
    assert_eq!(read(&history.packet()).unwrap(), history.bodies);
    let by_hand = made(&header(&history, 1), lines(&history).as_bytes(), None);
    assert_eq!(read(&by_hand).unwrap(), history.bodies);
}

/// A link that no text proves needs an entry that vouches for it, and has no words.
#[test]
fn a_given_digest_is_not_believed() {
    let mut history = history();
    let digest = |history: &History, at: usize| {
        let mut chain = Chain::of(&history.handed.ledger_id);
        history.bodies[..at]
            .iter()
            .map(|body| chain.link(body))
            .last()
            .unwrap()
    };
    let given = |history: &History, body: &str, digest: Digest| {
        let mut bodies = history.bodies.clone();
        bodies[2] = format!("{digest} {body}");
        let head = header(history, 4);
        read(&made(&head, (bodies.join("\n") + "\n").as_bytes(), None))
    };
    let third = digest(&history, 3);
    let entry = codec::read(&history.bodies[2]).unwrap();
    let left = codec::write(&erased::erase(&entry).unwrap());
    let found = given(&history, &left, third);
    assert!(
        matches!(found, Err(Fault::Altered(Part::Entry(3)))),
        "{found:?}"
    );
    let erasure = Erasure {
        entry: 3,
        digest: third,
        body_sha256: Digest::of(left.as_bytes()),
        ledger: None,
        unit: None,
        reason: "误写".to_owned(),
    };
    history.add(None, Event::Ledger(LedgerEvent::EntryErased(erasure)));
    assert!(given(&history, &left, third).is_ok());
    // With its words still there, with others, and with another digest.
    let whole = history.bodies[2].clone();
    for body in [whole.clone(), whole.replace("空调太吵", "空调不吵")] {
        let found = given(&history, &body, third);
        assert!(matches!(found, Err(Fault::Entry(3, _))), "{found:?}");
    }
    let found = given(&history, &left, Digest::of(b"other"));
    assert!(found.is_err(), "{found:?}");
    // Whole, while a later entry says that it was erased.
    let found = read(&made(
        &header(&history, 4),
        lines(&history).as_bytes(),
        None,
    ));
    assert!(matches!(found, Err(Fault::Entry(6, _))), "{found:?}");
}

#[test]
fn what_is_no_packet_is_told_so() {
    let history = history();
    for other in [
        &b""[..],
        b"PK",
        b"%PDF-1.7",
        b"SQLite format 3\0",
        &made("{}", b"", None),
        &made(r#"{"format":"docx","version":1}"#, b"", None),
    ] {
        assert!(matches!(read(other), Err(Fault::NotAPacket)), "{other:?}");
    }
    let newer = made(&header(&history, 5), b"", None);
    assert!(matches!(
        read(&newer),
        Err(Fault::Newer { found: 5, known: 4 })
    ));
}

#[test]
fn every_cut_is_found() {
    let packet = history().packet();
    for length in 4..packet.len() {
        let found = read(&packet[..length]);
        assert!(found.is_err(), "{length} of {}", packet.len());
    }
    let found = read(&packet[..packet.len() / 2]);
    assert!(matches!(found, Err(Fault::Truncated)), "{found:?}");
    // Cut by somebody who knows how: the chain ends too early.
    let history = history();
    let short = lines(&history);
    let short = &short[..=short.trim_end().rfind('\n').unwrap()];
    let found = read(&made(&header(&history, 1), short.as_bytes(), None));
    assert!(matches!(found, Err(Fault::Truncated)), "{found:?}");
}

#[test]
fn every_altered_entry_is_found() {
    let history = history();
    let (head, text) = (header(&history, 1), lines(&history));
    let altered = text.replace("空调太吵", "空调不吵");
    let found = read(&made(&head, altered.as_bytes(), None));
    assert!(
        matches!(found, Err(Fault::Altered(Part::Entry(5)))),
        "{found:?}"
    );
    let more = format!("{text}{}\n", history.bodies[4]);
    let found = read(&made(&head, more.as_bytes(), None));
    assert!(
        matches!(found, Err(Fault::Altered(Part::Entry(6)))),
        "{found:?}"
    );
    let mut swapped = history.bodies.clone();
    swapped.swap(2, 3);
    let found = read(&made(&head, (swapped.join("\n") + "\n").as_bytes(), None));
    assert!(
        matches!(found, Err(Fault::Entry(3, CodecFault::Malformed(_)))),
        "{found:?}"
    );
    for name in ["../../x", "evidence/00", "另一个"] {
        let found = read(&made(&head, text.as_bytes(), Some(name)));
        assert!(
            matches!(found, Err(Fault::Altered(Part::Evidence))),
            "{name}: {found:?}"
        );
    }
    let longer = head.replace("\"entries\":5", "\"entries\":99999999999");
    let found = read(&made(&longer, text.as_bytes(), None));
    assert!(
        matches!(found, Err(Fault::Altered(Part::Header))),
        "{found:?}"
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = made(&header(&history(), 1), &vec![b'x'; 64 << 20], None);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(read(&bomb), Err(Fault::TooLarge)));
}

/// Each entry small enough, but all of them packed to a thousandth.
#[test]
fn many_small_bombs_are_not_unpacked_either() {
    let mut history = history();
    let long = "长".repeat(300_000);
    for _ in 0..100 {
        history.raise(&long);
    }
    let packet = history.packet();
    assert!(packet.len() < 1 << 20, "{}", packet.len());
    assert!(matches!(read(&packet), Err(Fault::TooLarge)));
}

#[test]
fn entries_of_a_newer_version_are_called_so() {
    let mut history = history();
    history.push(
        r#"{"sequence":6,"task":1,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"tweeted","data":{}}"#
            .to_owned(),
    );
    let mut city = City::new();
    let found = city.gather(&history.packet());
    assert!(
        matches!(
            found,
            Err(Halt::Failed(Failed::Packet(Fault::Entry(
                6,
                CodecFault::UnknownKind(_)
            ))))
        ),
        "{found:?}"
    );
    assert!(city.store.units().unwrap().is_empty());
}

#[test]
fn a_header_that_names_another_unit_is_refused() {
    let history = history();
    let mut city = City::new();
    let head = header(&history, 1);
    for (from, to) in [("东街图书馆", "西街图书馆"), ("\"A04\"", "\"A05\"")] {
        let forged = made(&head.replace(from, to), lines(&history).as_bytes(), None);
        let refused = city.gather(&forged);
        assert!(
            matches!(refused, Err(Halt::Refused(NotTaken::OtherCard))),
            "{refused:?}"
        );
    }
    let forged = made(
        &head.replace("\"east\"", "\"west\""),
        lines(&history).as_bytes(),
        None,
    );
    assert!(city.gather(&forged).is_err());
    assert!(city.store.units().unwrap().is_empty());
    city.assert_whole();
}

/// Whatever can be written as an entry, and days that nobody means: what is taken can be read, and
/// verifies.
#[test]
fn what_is_taken_can_be_read() {
    let days = ["+262142-12-31", "-262000-01-01", "0000-01-01", "9999-12-31"];
    let mut city = City::new();
    for (index, day) in days.iter().enumerate() {
        let id = format!("unit {index}");
        let mut history = History::new(&id, ("某馆", Some(&format!("D{index}"))), &["座位不够"]);
        let mut put = |task: u32, kind: &str, data: &str| {
            let sequence = history.bodies.len() + 1;
            history.push(format!(
                r#"{{"sequence":{sequence},"task":{task},"when":"2022-03-15T09:00:00Z","who":"何平","kind":"{kind}","data":{data}}}"#
            ));
        };
        let raised = format!(
            r#"{{"on":"{day}","year":-2147483648,"subject":"班子","problem":"\u0000","deadline":{{"phrase":"","term":"date","day":"{day}"}}}}"#
        );
        put(0, "raised", &raised);
        put(u32::MAX, "raised", &raised);
        put(7, "raised", &raised);
        put(7, "raised", &raised);
        put(7, "progressed", &format!(r#"{{"on":"{day}","text":"早"}}"#));
        put(
            8,
            "progressed",
            &format!(r#"{{"on":"{day}","text":"没有登记过"}}"#),
        );
        put(
            7,
            "withdrawn",
            r#"{"entry":18446744073709551615,"reason":"x"}"#,
        );
        put(
            7,
            "closed",
            &format!(r#"{{"closure":{{"on":"{day}","verifier":"x"}},"outcome":"y"}}"#),
        );
        let taken = city.gather(&history.packet());
        assert!(matches!(taken, Ok(Taken::New)), "{day}: {taken:?}");
        let unit = city.unit(&format!("D{index}"));
        for number in [0, 7, u32::MAX] {
            assert!(city.store.task_in(unit, number).unwrap().is_some(), "{day}");
        }
        assert!(city.store.task_in(unit, 8).unwrap().is_none());
    }
    // Whoever goes through all does not count through the numbers between them.
    let scope = Scope {
        every_unit: true,
        ..Scope::default()
    };
    let mut numbers = Vec::new();
    let all = city.store.read_ahead(&scope, |page| {
        let honest = page
            .iter()
            .map(|task| task.number)
            .filter(|number| *number > 0);
        numbers.extend(honest);
        Ok::<_, store::Error>(())
    });
    all.unwrap();
    assert_eq!(numbers, [1, 7, u32::MAX].repeat(days.len()));
    city.assert_whole();
}

#[test]
fn names_that_no_unit_has_are_refused() {
    let mut city = City::new();
    let long = "长".repeat(201);
    for (name, code) in [
        ("恶\u{1b}[31m馆", Some("A04")),
        ("反\u{202e}馆", Some("A04")),
        ("两\n行", None),
        (" ", Some("A04")),
        (&*long, Some("A04")),
        ("某馆", Some("A 4")),
        ("某馆", Some("../A04")),
        ("某馆", Some("A04.")),
        ("某馆", Some("%")),
    ] {
        let history = History::new("odd", (name, code), &["座位不够"]);
        let refused = city.gather(&history.packet());
        assert!(
            matches!(refused, Err(Halt::Refused(NotTaken::Unpresentable))),
            "{name:?} {code:?}: {refused:?}"
        );
    }
    assert!(city.store.units().unwrap().is_empty());
    city.assert_whole();
}

/// Bytes changed at random: what is taken all the same is the very history.
#[test]
fn nothing_altered_is_ever_taken_for_another() {
    let packet = history().packet();
    let mut dice = Dice::new(8);
    let mut city = City::new();
    let mut refused = 0;
    for _ in 0..4_000 {
        let mut altered = packet.clone();
        for _ in 0..=dice.below(3) {
            let at = dice.below(altered.len());
            match dice.below(4) {
                0 => altered.truncate(at.max(1)),
                1 => altered.insert(at, dice.next() as u8),
                2 => drop(altered.remove(at.min(altered.len() - 1))),
                _ => altered[at] ^= 1 << dice.below(8),
            }
        }
        match city.gather(&altered) {
            Err(_) => refused += 1,
            // The bytes differ where nothing is said, or the last was an even number of flips.
            Ok(Taken::New | Taken::Same { beyond: 0 }) => {
                assert!(pack(&city.store, city.unit("A04")) == packet);
            }
            // Called damaged as soon as it is read to its end, which comes before it is kept aside.
            Ok(Taken::Diverged { .. }) => assert!(read(&altered).is_err()),
            Ok(other) => panic!("{other:?}"),
        }
    }
    assert!(refused > 2_000, "{refused}");
    city.assert_whole();
}
