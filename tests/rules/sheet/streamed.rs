//! A register read row by row is the register read whole.

use std::io::Cursor;

use ::office::csv;
use ::office::grid::Unreadable;
use documents::register::{self, Register, SheetFault, Stream};
use proptest::prelude::*;

/// The same register, row by row.
fn streamed(bytes: &[u8]) -> Result<Register, SheetFault> {
    let fault = |broken| match broken {
        register::Broken::Sheet(fault) => fault,
        register::Broken::Io(fault) => panic!("memory: {fault}"),
    };
    // As the program does: the whole is looked through first.
    if let Err(fault) = csv::is_utf8(bytes).unwrap() {
        return Err(Unreadable::from(fault).into());
    }
    let mut stream = Stream::new(Cursor::new(bytes), "表.csv").map_err(fault)?;
    let mut read = stream.head().clone();
    read.doubts.clear();
    while let Some(row) = stream.problem().map_err(fault)? {
        read.rows.push(row);
        read.doubts.append(&mut stream.take_doubts());
    }
    read.doubts.append(&mut stream.take_doubts());
    // Further tables have columns of their own.
    read.columns.clone_from(&stream.head().columns);
    read.headers.clone_from(&stream.head().headers);
    Ok(read)
}

/// A line of a table as offices have them, with all that is no plain row.
fn line() -> impl Strategy<Value = Vec<String>> {
    let words = |choices: &'static [&'static str]| {
        proptest::sample::select(choices).prop_map(str::to_owned)
    };
    let row = (
        words(&["", "1", "2", "十二", "A-3", "（一）"]),
        words(&["", "2021", "2022年度", "二〇二三"]),
        words(&["", "政治建设", "一、作风方面", "合计"]),
        words(&[
            "",
            "学习不够。只读摘要",
            "“一刀切”,层层加码",
            "同一个问题",
            " 1.问题\n续 ",
        ]),
        words(&[
            "",
            "1.每月学。2.每季讲。",
            "走访一次\n回访一次",
            "=1+1",
            "—",
        ]),
        words(&["", "2022-06-30", "6月底前", "每季度", "44742", "2022-02-30"]),
        words(&[
            "",
            "已完成",
            "正在推进",
            "已销号（2022.6.28）",
            "作废",
            "是",
            "不明",
        ]),
        words(&["", "2022-05-01", "无", "5月"]),
        words(&[
            "",
            "2022-03-15 集中学习【次数=3次】\n并作交流",
            "张三、李四",
            "'-3天",
        ]),
    );
    let row = row.prop_map(|(a, b, c, d, e, f, g, h, i)| vec![a, b, c, d, e, f, g, h, i]);
    let aside = words(&[
        "合计",
        "填表人：张三",
        "（二）作风建设方面",
        "",
        "\u{3000}",
        "说明：略",
    ]);
    let header = Just(HEADER.map(str::to_owned).to_vec());
    prop_oneof![
        12 => row,
        2 => aside.prop_map(|text| vec![text]),
        1 => Just(Vec::new()),
        1 => header,
    ]
}

const HEADER: [&str; 9] = [
    "序号",
    "年度",
    "所属方面",
    "存在问题",
    "整改措施",
    "整改时限",
    "完成情况",
    "完成时间",
    "进展情况",
];

fn written(lines: &[Vec<String>], separator: char, end: &str, mark: bool) -> Vec<u8> {
    let mut text = String::new();
    if mark {
        text.push('\u{FEFF}');
    }
    for line in lines {
        let cells: Vec<String> = line
            .iter()
            .map(|cell| {
                if cell.contains(['"', ',', '\n', '\t', ';', ' ']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            })
            .collect();
        text.push_str(&cells.join(&separator.to_string()));
        text.push_str(end);
    }
    text.into_bytes()
}

proptest! {
    #[test]
    fn both_ways_read_the_same(
        title in proptest::option::of(Just("某局党组班子2021年度整改台账")),
        lines in proptest::collection::vec(line(), 0..40),
        separator in proptest::sample::select(&[',', '\t', ';'][..]),
        end in proptest::sample::select(&["\n", "\r\n", "\r", "\n\n"][..]),
        mark in any::<bool>(),
    ) {
        let head = title.map(|title| vec![title.to_owned()]);
        let header = HEADER.map(str::to_owned).to_vec();
        let lines: Vec<Vec<String>> = head.into_iter().chain([header]).chain(lines).collect();
        let bytes = written(&lines, separator, end, mark);
        prop_assert_eq!(streamed(&bytes), register::read(&bytes, "表.csv"));
    }

    #[test]
    fn whatever_the_bytes_are(text in "[问题年度措施,\"\r\n\t; 12a]{0,120}") {
        let bytes = format!("序号,存在问题,整改措施\n{text}").into_bytes();
        prop_assert_eq!(streamed(&bytes), register::read(&bytes, "表.csv"));
    }
}

#[test]
fn far_beyond_what_is_read_ahead() {
    let mut text = String::from("年度,存在问题,整改措施,完成状态\r\n");
    for number in 0..5000 {
        let measure = ["每月学。", "每季\n讲", ""][number % 3];
        text.push_str(&format!(
            "2021,第{}个问题,\"{measure}\",正在推进\r\n",
            number / 2
        ));
        if number % 700 == 0 {
            text.push_str("\r\n合计\r\n年度,存在问题,整改措施,完成状态\r\n");
        }
    }
    let read = streamed(text.as_bytes());
    assert_eq!(read, register::read(text.as_bytes(), "表.csv"));
    assert!(read.expect("a register").rows.len() >= 2500);
}

#[test]
fn only_utf8_is_read_row_by_row() {
    let long = "年度,存在问题\n".repeat(40_000);
    let told = |bytes: &[u8]| csv::is_utf8(bytes).expect("memory");
    assert_eq!(told(long.as_bytes()), Ok(true));
    assert_eq!(told(format!("\u{FEFF}{long}").as_bytes()), Ok(true));
    let cut = &long.as_bytes()[..long.len() - 2];
    assert_eq!(told(cut), Ok(false));
    assert_eq!(told("a\0b".as_bytes()), Err(csv::CsvUnreadable::Binary));
    assert_eq!(
        told("\u{E123}".as_bytes()),
        Err(csv::CsvUnreadable::Encoding)
    );
}
