//! Letters and calendars.

use std::io::{Cursor, Read as _};

use model::tally::{Addressee, Counted, Horizon};
use papers::board::{Dates, Letter, Reminders};

use crate::board::made::{closed, day, due, long_term, noted, task, with_measure};

fn text(docx: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a docx");
    let mut part = archive.by_name("word/document.xml").expect("its text");
    let mut xml = String::new();
    part.read_to_string(&mut xml).expect("UTF-8");
    let mut plain = String::new();
    for piece in xml.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or_default();
        plain.push_str(words);
        if tag.starts_with("/w:p") && !tag.starts_with("/w:pPr") && !plain.ends_with('\n') {
            plain.push('\n');
        }
    }
    plain
}

fn letter(tasks: &[model::task::Task], reply_by: Option<&str>) -> (String, String) {
    letter_to(None, tasks, reply_by)
}

fn letter_to(
    to: Option<&str>,
    tasks: &[model::task::Task],
    reply_by: Option<&str>,
) -> (String, String) {
    let mut reminders = Reminders::new(day("2022-07-15"), Horizon::default());
    for task in tasks {
        reminders.add(task);
    }
    let groups = reminders.groups();
    let urged = groups.first().expect("somebody");
    let Addressee::Dept(dept) = &urged.addressee else {
        panic!("not a department");
    };
    let letter = Letter {
        to,
        dept,
        items: &urged.items,
        unit: "清河区图书馆",
        today: day("2022-07-15"),
        reply_by: reply_by.map(day),
        check_code: None,
    };
    (letter.name().to_owned(), text(letter.docx()))
}

#[test]
fn a_letter_tells_the_department_its_own() {
    let tasks = [
        due(noted(task(1), "2022-07-10", false), "2022-07-05"),
        with_measure(noted(task(2), "2022-07-10", false), None, "2022-07-20"),
    ];
    let (name, text) = letter(&tasks, Some("2022-07-25"));
    assert_eq!(name, "整改督办单");
    for words in [
        "办公室：",
        "截至2022年7月15日，你部门承担的民主生活会整改任务中，已超过整改时限的1项，临近整改时限的1项，具体如下。",
        "逾期10天",
        "2（1）",
        "还有5天到期",
        "并于2022年7月25日前书面反馈",
        "清河区图书馆",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    for never in ["告诫", "问责"] {
        assert!(!text.contains(never));
    }
}

/// Departments of one name in two units are two addressees, and the letter names both.
#[test]
fn a_letter_to_another_units_department() {
    let own = due(noted(task(1), "2022-07-10", false), "2022-07-05");
    let other = model::task::Task {
        unit: Some("A03".to_owned()),
        ..own.clone()
    };
    let mut reminders = Reminders::new(day("2022-07-15"), Horizon::default());
    for task in [&other, &own] {
        reminders.add(task);
    }
    let groups = reminders.groups();
    let units: Vec<_> = groups.iter().map(|urged| urged.unit.as_deref()).collect();
    assert_eq!(units, [None, Some("A03")], "the own unit first");
    assert!(groups.iter().all(|urged| urged.items.len() == 1));
    let (_, text) = letter_to(Some("东街图书馆"), &[other], None);
    for words in [
        "东街图书馆办公室：",
        "你单位办公室承担的民主生活会整改任务中",
        "A03-1",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn what_nobody_recorded_is_left_open() {
    let (name, text) = letter(
        &[due(noted(task(1), "2022-07-10", false), "2022-07-20")],
        None,
    );
    assert_eq!(name, "整改工作提示单");
    assert!(text.contains("〔待补：反馈日期〕"), "{text}");
}

#[test]
fn a_calendar_holds_days_and_no_problem() {
    let mut dates = Dates::new("0123456789abcdef", "清河区图书馆", day("2022-07-15"));
    dates.add(&Counted::of(&due(task(1), "2022-12-31")));
    dates.add(&Counted::of(&closed(
        due(task(2), "2022-07-31"),
        "2022-07-01",
    )));
    dates.add(&Counted::of(&closed(
        due(task(3), "2022-02-28"),
        "2022-02-20",
    )));
    dates.add(&Counted::of(&model::task::Task {
        next_check: Some(day("2022-09-01")),
        ..long_term(task(4))
    }));
    dates.add(&Counted::of(&task(5)));
    let text = dates.ics();
    let lines: Vec<&str> = text
        .split("\r\n")
        .filter(|line| {
            ["UID", "DTSTART", "DTEND", "SUMM", "STAT"]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    UID:0123456789abcdef-1-due@ledger
    DTSTART;VALUE=DATE:20221231
    DTEND;VALUE=DATE:20230101
    SUMMARY:整改第1项到期：办公室
    STATUS:CONFIRMED
    UID:0123456789abcdef-2-due@ledger
    DTSTART;VALUE=DATE:20220731
    DTEND;VALUE=DATE:20220801
    SUMMARY:整改第2项到期：办公室（已完成）
    STATUS:CANCELLED
    UID:0123456789abcdef-4-check@ledger
    DTSTART;VALUE=DATE:20220901
    DTEND;VALUE=DATE:20220902
    SUMMARY:整改第4项定期检查：办公室
    STATUS:CONFIRMED
    ");
    assert!(!text.contains("个问题"));
}
