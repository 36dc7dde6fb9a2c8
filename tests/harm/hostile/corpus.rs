//! The files: by sort, each with what is wrong with it in its name.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use crate::dice::Dice;

/// Name and bytes of each file.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for suffix in [
        "docx",
        "doc",
        "odt",
        "html",
        "xlsx",
        "ods",
        "txt",
        "md",
        "csv",
        "db",
        "ledgerpack",
    ] {
        for (name, bytes) in nothing_of_the_sort(suffix) {
            all.push((format!("{name}.{suffix}"), bytes));
        }
    }
    all.extend(archives());
    all.extend(databases());
    all.extend(packets());
    all
}

/// Packets: what they say of themselves, entries and what else is in them.
fn packets() -> Vec<(String, Vec<u8>)> {
    let header = |entries: &str, ledger: &str| {
        let head = "00".repeat(32);
        format!(
            r#"{{"format":"ledger-packet","version":1,"ledger":"{ledger}","unit":"某馆","code":"A03","entries":{entries},"head":"{head}","evidence":0}}"#
        )
    };
    let unit = r#"{"sequence":1,"when":"2022-03-15T09:00:00+08:00","who":"何平","kind":"unit","data":{"name":"某馆","code":"A03"}}"#;
    let raised = |sequence: usize, data: &str| {
        format!(
            r#"{{"sequence":{sequence},"task":{sequence},"when":"2022-03-15T09:00:00+08:00","who":"何平","kind":"raised","data":{data}}}"#
        )
    };
    let long = "x".repeat(900_000);
    let problem = |text: &str| {
        format!(r#"{{"on":"2022-03-15","year":2021,"subject":"班子","problem":"{text}"}}"#)
    };
    let many = |count: usize, text: &str| {
        let more = (2..count).map(|sequence| raised(sequence, &problem(text)));
        std::iter::once(unit.to_owned())
            .chain(more)
            .collect::<Vec<_>>()
            .join("\n")
            + "\n"
    };
    let deep = raised(2, &format!("{}{}", "[".repeat(50_000), "]".repeat(50_000)));
    let packets = [
        ("头过深", "[".repeat(60_000), many(3, "座位")),
        ("条数过多", header("4294967295", "甲"), many(3, "座位")),
        ("条数不是数", header("1e99", "甲"), many(3, "座位")),
        ("没有台账号", header("2", ""), many(3, "座位")),
        ("摘要不符", header("2", "甲"), many(3, "座位")),
        ("记录过深", header("2", "甲"), format!("{unit}\n{deep}\n")),
        (
            "记录过长",
            header("2", "甲"),
            many(3, &"x".repeat(40 << 20)),
        ),
        ("长记录很多", header("99", "甲"), many(100, &long)),
        (
            "更新的格式",
            header("2", "甲").replace("\"version\":1", "\"version\":9"),
            many(3, "座位"),
        ),
    ];
    let mut all: Vec<(String, Vec<u8>)> = packets
        .iter()
        .map(|(name, header, entries)| {
            let parts = [
                ("packet.json", header.as_bytes()),
                ("entries.jsonl", entries.as_bytes()),
            ];
            (format!("{name}.ledgerpack"), archive(&parts))
        })
        .collect();
    let (header, entries) = (header("2", "甲"), many(3, "座位"));
    let mut crowd: Vec<(String, &[u8])> = vec![
        ("packet.json".to_owned(), header.as_bytes()),
        ("entries.jsonl".to_owned(), entries.as_bytes()),
    ];
    crowd.extend((0..20_000).map(|n| (format!("evidence/{n:064x}"), [].as_slice())));
    let crowd: Vec<(&str, &[u8])> = crowd.iter().map(|(name, part)| (&**name, *part)).collect();
    all.push(("佐证过多.ledgerpack".to_owned(), archive(&crowd)));
    let outside = [crowd[0], crowd[1], ("../../别处", b"x".as_slice())];
    all.push(("别处的文件.ledgerpack".to_owned(), archive(&outside)));
    all
}

/// Bytes that are no file of any sort.
fn nothing_of_the_sort(suffix: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut dice = Dice::new(7);
    let noise: Vec<u8> = (0..5000).map(|_| dice.next() as u8).collect();
    let mut all = vec![
        ("空", Vec::new()),
        ("空白", b" \r\n\t\n".to_vec()),
        ("全零", vec![0; 4096]),
        ("杂乱", noise),
        (
            "程序",
            [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 600]].concat(),
        ),
        (
            "图片",
            [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 600]].concat(),
        ),
        (
            "旧文档",
            [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 4096]].concat(),
        ),
        ("版式", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n\x00".to_vec()),
    ];
    if suffix == "db" {
        // There a blank file is a ledger that was never made.
        all.retain(|(name, _)| *name != "空");
    }
    all
}

pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

/// A document or a workbook whose main part is this.
fn with_part(suffix: &str, part: &[u8]) -> Vec<u8> {
    match suffix {
        "docx" => archive(&[("[Content_Types].xml", TYPES), ("word/document.xml", part)]),
        "odt" => archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", part),
        ]),
        _ => archive(&[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", b"<Relationships/>"),
            ("xl/workbook.xml", part),
        ]),
    }
}

/// Archives that are cut, lie about themselves, or swell.
fn archives() -> Vec<(String, Vec<u8>)> {
    const ENTITIES: &str = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><x>&c;&c;&c;</x>";
    const OUTSIDE: &str = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>";
    let swollen = vec![b' '; 300 * 1024 * 1024];
    let deep = "<a>".repeat(200_000);
    let mut all = Vec::new();
    for suffix in ["docx", "odt", "xlsx"] {
        let mut add = |name: &str, bytes: Vec<u8>| all.push((format!("{name}.{suffix}"), bytes));
        let fine = with_part(suffix, b"<x/>");
        add("截断", fine[..fine.len() / 2].to_vec());
        add("无目录", fine[..fine.len() - 22].to_vec());
        let mut wrong = fine.clone();
        for byte in wrong.iter_mut().skip(30).take(40) {
            *byte ^= 0x5A;
        }
        add("内容坏", wrong);
        add("空压缩包", archive(&[]));
        add("无正文", archive(&[("[Content_Types].xml", TYPES)]));
        add("正文空", with_part(suffix, b""));
        add("不是标记", with_part(suffix, b"no markup at all"));
        add("标记不全", with_part(suffix, b"<w:document><w:body><w:p>"));
        add("实体膨胀", with_part(suffix, ENTITIES.as_bytes()));
        add("外部实体", with_part(suffix, OUTSIDE.as_bytes()));
        add("膨胀", with_part(suffix, &swollen));
        add("层层嵌套", with_part(suffix, deep.as_bytes()));
        add(
            "越出文件夹",
            archive(&[("../../../tmp/x", b"x"), ("/etc/x", b"x")]),
        );
        let control = "错\u{1b}[31m红\u{202e}倒\r回车";
        add("控制字符", with_part(suffix, control.as_bytes()));
    }
    all
}

/// Databases that are none of ours, or were.
fn databases() -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let made = |sql: &str| -> Vec<u8> {
        let _ = std::fs::remove_file(&path);
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        std::fs::read(&path).unwrap()
    };
    let ours = concat!(
        include_str!("../../../schema.sql"),
        "pragma application_id = 1279611975;"
    );
    let whole = made(&format!(
        "{ours} insert into unit (id, ledger_id) values (1, 'x'); pragma user_version = 7;"
    ));
    vec![
        ("别的数据库.db".to_owned(), made("create table t (a); insert into t values (1);")),
        ("更新的版本.db".to_owned(), made(&format!("{ours} pragma user_version = 99;"))),
        ("没有单位.db".to_owned(), made(&format!("{ours} pragma user_version = 7;"))),
        (
            "没有表.db".to_owned(),
            made("create table t (a); pragma application_id = 1279611975; pragma user_version = 1;"),
        ),
        (
            "多了触发器.db".to_owned(),
            made(&format!(
                "{ours} insert into unit (id, ledger_id) values (1, 'x'); pragma user_version = 7;
                create trigger t after insert on entry begin delete from blob; end;"
            )),
        ),
        (
            "假的视图.db".to_owned(),
            made(
                "create view entry as with recursive n(x) as (select 1 union all select x + 1 from n) select x as id, x as sequence from n;
                create table unit (id integer primary key, ledger_id text);
                pragma application_id = 1279611975; pragma user_version = 1;",
            ),
        ),
        (
            // Says that it is older than it is.
            "冒充旧版本.db".to_owned(),
            made(&format!("{ours} insert into unit (id, ledger_id) values (1, 'x'); pragma user_version = 1;")),
        ),
        ("截断.db".to_owned(), whole[..whole.len() / 2].to_vec()),
    ]
}
