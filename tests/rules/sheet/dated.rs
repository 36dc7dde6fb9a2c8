//! Deadlines without a year in a register: its other dates tell the year before the meeting does.

use std::io::Cursor;

use documents::register::{self, RegisterRow, Stream};
use model::deadline::Anchor;

/// What the deadlines of a register mean, read whole and row by row.
fn dues(lines: &[&str], anchor: Anchor) -> Vec<String> {
    let text = lines.join("\n");
    let meaning = |row: &RegisterRow| {
        let due = row.deadline(Some(anchor)).expect("a deadline");
        let day = due.date().map_or("?".to_owned(), |day| day.to_string());
        format!("{}={day}", due.phrase)
    };
    let whole = register::read(text.as_bytes(), "台账.csv").expect("a register");
    let whole: Vec<String> = whole.rows.iter().map(meaning).collect();
    let mut stream = Stream::new(Cursor::new(text), "台账.csv").expect("a register");
    let mut streamed = Vec::new();
    while let Some(row) = stream.problem().expect("a row") {
        streamed.push(meaning(&row));
    }
    assert_eq!(whole, streamed);
    whole
}

const UNHELD: Anchor = Anchor {
    year: 2024,
    held_on: None,
};

#[test]
fn dates_of_one_year_tell_that_year() {
    let lines = [
        "存在问题,整改时限",
        "甲处学习少,2024年3月31日",
        "乙处走访少,5月底",
        "丙处公示慢,年底前",
        "丁处答复慢,3月底、6月底",
        "戊处拖欠多,2022年汛期前",
    ];
    assert_eq!(
        dues(&lines, UNHELD),
        [
            "2024年3月31日=2024-03-31",
            "5月底=2024-05-31",
            "年底前=2024-12-31",
            "3月底、6月底=2024-06-30",
            "2022年汛期前=?",
        ]
    );
    let held_late = Anchor {
        year: 2024,
        held_on: "2024-04-10".parse().ok(),
    };
    let lines = [
        "存在问题,整改时限",
        "甲处学习少,2024年12月31日",
        "乙处走访少,3月底",
    ];
    assert_eq!(dues(&lines, held_late)[1], "3月底=2025-03-31");
}

#[test]
fn dates_over_the_turn_of_a_year_leave_room_for_one() {
    let lines = [
        "存在问题,整改时限",
        "甲处学习少,2024-10-31",
        "乙处走访少,2025年3月底",
        "丙处公示慢,12月底",
        "丁处答复慢,1月底",
        "戊处拖欠多,6月底",
    ];
    assert_eq!(
        dues(&lines, UNHELD)[2..],
        ["12月底=2024-12-31", "1月底=2025-01-31", "6月底=2025-06-30"]
    );
}

#[test]
fn rows_of_another_year_have_dates_of_their_own() {
    let lines = [
        "年度,存在问题,整改时限",
        "2021,甲处学习少,2022年3月31日",
        ",乙处走访少,5月底",
        "2023,丙处公示慢,2024年3月31日",
        ",丁处答复慢,5月底",
    ];
    let dues = dues(&lines, UNHELD);
    assert_eq!(
        [&dues[1], &dues[3]],
        ["5月底=2022-05-31", "5月底=2024-05-31"]
    );
}

#[test]
fn years_that_no_deadline_has_are_doubts() {
    let lines =
        "存在问题,整改时限\n甲处学习少,99999-01-01\n乙处走访少,1905-06-30\n丙处公示慢,两年内";
    let register = register::read(lines.as_bytes(), "台账.csv").expect("a register");
    let told: Vec<&str> = register
        .doubts
        .iter()
        .map(|doubt| doubt.message.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "时限“99999-01-01”的年份不在1990—2100年之内，按原文保留",
            "时限“1905-06-30”的年份不在1990—2100年之内，按原文保留",
            "时限“两年内”要从会议日期算起，没有记会议日期的按原文保留",
        ]
    );
}
