//! Files that are broken, hostile or something else: a clear error, no panic, no waiting.

use std::io::Write;
use std::time::Instant;

use documents::document::{self, Kind, Limit, Unreadable};
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn error(bytes: &[u8]) -> Unreadable {
    let started = Instant::now();
    let error = document::read(bytes, "a.docx").unwrap_err();
    assert!(started.elapsed().as_secs() < 20, "too slow: {error}");
    error
}

#[test]
fn empty_files() {
    assert_eq!(error(b""), Unreadable::Empty);
    assert_eq!(error(b" \r\n\t\n"), Unreadable::Empty);
    assert_eq!(error(b"\xEF\xBB\xBF"), Unreadable::Empty);
}

#[test]
fn files_of_another_kind() {
    for (bytes, kind) in [
        (&b"%PDF-1.7 ..."[..], Kind::Pdf),
        (b"{\\rtf1", Kind::Rtf),
        (b"\x89PNG\r\n", Kind::Picture),
        (b"Rar!\x1A\x07", Kind::Archive),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Doc),
    ] {
        assert_eq!(error(bytes), Unreadable::Foreign(kind));
    }
    let mut protected = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(error(&protected), Unreadable::Foreign(Kind::Encrypted));
    assert_eq!(
        document::read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.WPS"),
        Err(Unreadable::Foreign(Kind::Wps))
    );
    for (body, kind) in [("spreadsheet", Kind::Sheet), ("presentation", Kind::Slides)] {
        let content = format!("<a><office:{body} xmlns:office=\"o\"/></a>");
        let other = archive(&[("mimetype", b"x"), ("content.xml", content.as_bytes())]);
        assert_eq!(error(&other), Unreadable::Foreign(kind));
    }
    let locked = archive(&[
        ("META-INF/manifest.xml", b"<a><encryption-data/></a>"),
        ("content.xml", b"noise"),
    ]);
    assert_eq!(error(&locked), Unreadable::Foreign(Kind::Encrypted));
    assert_eq!(
        error(&archive(&[("a.txt", b"a")])),
        Unreadable::Foreign(Kind::Zip)
    );
    assert_eq!(
        error(&archive(&[("xl/workbook.xml", b"<a/>")])),
        Unreadable::Foreign(Kind::Sheet)
    );
}

#[test]
fn a_word_file_without_its_document() {
    assert_eq!(
        error(&archive(&[("[Content_Types].xml", TYPES.as_bytes())])),
        Unreadable::NotWord
    );
    assert_eq!(
        error(&archive(&[("content.xml", b"<a/>")])),
        Unreadable::NotWord
    );
}

#[test]
fn a_truncated_archive() {
    let whole = word("<w:p><w:r><w:t>一、问题</w:t></w:r></w:p>");
    for length in [4, 30, whole.len() / 2, whole.len() - 1] {
        assert!(
            matches!(error(&whole[..length]), Unreadable::Damaged { .. }),
            "{length}"
        );
    }
}

#[test]
fn an_archive_that_unpacks_without_end() {
    let bomb = archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", &vec![b' '; 66 << 20]),
    ]);
    assert!(bomb.len() < 1 << 20);
    let Unreadable::TooLarge { what, .. } = error(&bomb) else {
        panic!()
    };
    assert!(matches!(what, Limit::Ratio | Limit::Part));
    let names: Vec<String> = (0..5000).map(|i| format!("{i}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(
        error(&archive(&many)),
        Unreadable::TooLarge {
            what: Limit::Entries,
            ..
        }
    ));
}

#[test]
fn xml_that_expands_or_nests_without_end() {
    let entities = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>"#;
    let bomb = archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", entities.as_bytes()),
    ]);
    assert!(matches!(error(&bomb), Unreadable::BadXml { .. }));
    for element in ["w:tbl", "w:sdt", "w:p"] {
        let deep = format!("<{element}>").repeat(10_000) + &format!("</{element}>").repeat(10_000);
        assert!(
            matches!(
                error(&word(&deep)),
                Unreadable::TooLarge {
                    what: Limit::Depth,
                    ..
                }
            ),
            "{element}"
        );
    }
    assert!(matches!(
        error(&word("<w:p><w:r>")),
        Unreadable::BadXml { .. }
    ));
}

#[test]
fn text_that_is_none() {
    assert!(matches!(
        error("一是\0学习".as_bytes()),
        Unreadable::Binary { .. }
    ));
    let noise: Vec<u8> = (0..4096_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80)
        .collect();
    assert!(document::read(&noise, "a.txt").is_err());
    let surrogates: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain([0x00, 0xD8, 0x41, 0x00, 0x00, 0xDC])
        .collect();
    let draft = document::read(&surrogates, "a.txt").unwrap();
    assert!(
        draft
            .doubts
            .iter()
            .any(|doubt| doubt.message.contains("无法辨认"))
    );
}

#[test]
fn far_too_much_text() {
    let much = "一".repeat((100 << 20) / 3);
    assert!(matches!(
        error(much.as_bytes()),
        Unreadable::TooLarge {
            what: Limit::File,
            ..
        }
    ));
}

/// As much as is read, without a line break: linear time, whatever it says.
#[test]
fn one_endless_line() {
    for unit in [
        "一是学习不够。",
        "（一）",
        "1.",
        "问题：",
        "一、",
        "第一，",
        "\"",
        "比如，",
        " 一是",
        "年度方面",
    ] {
        let text = unit.repeat((1 << 16) / unit.len());
        let started = Instant::now();
        document::read(text.as_bytes(), "a.txt").unwrap();
        println!("{unit}: {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 20, "{unit}");
    }
}

/// Many short lines of one kind.
#[test]
fn endless_lines() {
    for unit in [
        "一是学习不够",
        "（一）方面",
        "1.学",
        "原因：懒",
        "存在的问题",
        "带头方面",
        "整改措施：",
        "一",
        "| 问题 | 措施 |",
        "责任人：某",
        "# 问题",
        "　",
    ] {
        let text = format!("{unit}\n").repeat((1 << 16) / unit.len()) + "完";
        let started = Instant::now();
        document::read(text.as_bytes(), "a.txt").unwrap();
        println!("{unit}: {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 20, "{unit}");
    }
}
