//! Histories that hold more than is taken today: longer notes, and more of them. They stay readable, in a
//! moment.

use std::time::{Duration, Instant};

use super::limited;
use super::program;
use crate::office::Office;
use model::entry::Stamp;
use model::event::{Progressed, TaskEvent};
use store::Store;

/// Records these notes of the first task, as an earlier version would have taken them.
fn noted(office: &Office, notes: impl Iterator<Item = String>) {
    let mut store = Store::open(&office.db(), Duration::from_secs(1)).unwrap();
    let stamp = Stamp {
        when: "2022-03-15T09:00:00+08:00".parse().unwrap(),
        who: "周敏".to_owned(),
        clock_set: false,
    };
    let done: Result<(), store::Error> = store.write(&stamp, |writer| {
        for text in notes {
            let note = Progressed {
                on: "2022-03-14".parse().unwrap(),
                text,
                ..Progressed::default()
            };
            writer.record(1, TaskEvent::Progressed(Box::new(note)))?;
        }
        Ok(())
    });
    done.unwrap();
}

/// Runs every verb that tells of a task.
fn told_in_a_moment(office: &Office) {
    for line in [
        "history 1",
        "history",
        "show 1",
        "list",
        "list --format csv",
        "search 座位",
        "report --year 2022",
        "report --year 2022 -o 报告.docx",
        "check",
        "export -o 表.xlsx",
        "verify",
    ] {
        let begun = Instant::now();
        let args: Vec<&str> = line.split(' ').collect();
        let ran = limited(office, &args);
        let took = begun.elapsed();
        assert!(ran.code <= 1, "{line}: {}", ran.err);
        assert!(took < program().1, "{line} took {took:?}");
    }
}

#[test]
fn a_note_of_three_hundred_thousand_characters_is_told_in_a_moment() {
    let office = Office::with_material();
    noted(
        &office,
        ["召开会议研究座位不够，建立轮换制度，".repeat(17_000)].into_iter(),
    );
    told_in_a_moment(&office);
}
