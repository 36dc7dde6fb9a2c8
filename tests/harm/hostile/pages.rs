//! Documents of OpenDocument, web pages and old Word files that hold, repeat, nest or announce more than any
//! material.

use super::corpus::archive;
use crate::old_word;

/// Saved by LibreOffice.
const OLD: &[u8] = include_bytes!("../../rules/documents/formats/20-automatic-numbers.doc");
/// Its longest table: of columns for one row.
const MANY: usize = 900;

/// Documents that are refused.
pub(crate) fn refused() -> Vec<(String, Vec<u8>)> {
    let listed = "<text:list text:style-name=\"L\"><text:list-item><text:p>慢</text:p></text:list-item></text:list>";
    let cells = "<table:table-cell><text:p/></table:table-cell>".repeat(200);
    let reaching = "<td rowspan=65534>x".repeat(MANY);
    named(vec![
        (
            "三十万段.doc",
            old_word::written(&"1.窗口办理慢\r".repeat(300_000)),
        ),
        (
            "二百多万字.doc",
            old_word::written(&"窗口办理慢。".repeat(400_000)),
        ),
        (
            "四十万格.doc",
            old_word::written(&"x\u{7}".repeat(400_000)),
        ),
        (
            "二十万段.odt",
            open(&"<text:p>1.窗口办理慢</text:p>".repeat(200_000)),
        ),
        ("编号膨胀.odt", open(&listed.repeat(19_000))),
        (
            "四十万格.odt",
            open(&format!(
                "<table:table>{}</table:table>",
                format!("<table:table-row>{cells}</table:table-row>").repeat(2_000)
            )),
        ),
        (
            "二十万段.doc",
            format!(
                "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"w\"><w:body>{}</w:body></w:wordDocument>",
                "<w:p><w:r><w:t>1.窗口办理慢</w:t></w:r></w:p>".repeat(100_000)
            )
            .into_bytes(),
        ),
        ("二十万段.html", page(&"<p>1.窗口办理慢".repeat(200_000))),
        ("二百万字.html", page(&"窗口办理慢".repeat(500_000))),
        (
            "盖住的格子.html",
            page(&format!(
                "<table><tr>{reaching}{}",
                "<tr><td>x".repeat(20_000)
            )),
        ),
        (
            "二十兆.html",
            page(&format!("<img src=\"{}\">x", "A".repeat(20 << 20))),
        ),
    ])
}

/// Documents that may be read or not, but in no more time and memory than others.
pub(crate) fn taken() -> Vec<(String, Vec<u8>)> {
    let spanning = "<table:table-row><table:table-cell table:number-rows-spanned=\"4294967295\" table:number-columns-spanned=\"4294967295\"><text:p>问题</text:p></table:table-cell></table:table-row>";
    let mut all = vec![
        (
            "跨满全表.odt",
            open(&format!(
                "<table:table>{}</table:table>",
                spanning.repeat(4_000)
            )),
        ),
        (
            "空列表.odt",
            open(&("<text:list text:style-name=\"L\"/>".repeat(300_000) + "<text:p>x</text:p>")),
        ),
        (
            "表格套表格.html",
            page(&"<table><tr><td>问题".repeat(20_000)),
        ),
        (
            "不关的标签.html",
            page(&"<div><font><li><ol>x".repeat(20_000)),
        ),
        (
            "长属性.html",
            page(&format!("<p class=\"{}\">x", "y".repeat(6_000_000))),
        ),
        (
            "域套域.doc",
            old_word::written(&("\u{13}\u{14}".repeat(500_000) + &"\u{13}x\r".repeat(20_000))),
        ),
        (
            "属性百万.html",
            page(&format!("<p {}>x", attributes(600_000))),
        ),
        ("列表套列表.html", page(&"<ol>".repeat(1_400_000))),
        (
            "跨满全表.html",
            page(&format!(
                "<table>{}",
                "<tr><td rowspan=4294967295 colspan=4294967295>问题".repeat(3_000)
            )),
        ),
        (
            "不关的脚本.html",
            page(&format!("x<script>{}", "<p>".repeat(1_000_000))),
        ),
        (
            "边界很多.mht",
            format!(
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n{}",
                "--b\n\n".repeat(500_000)
            )
            .into_bytes(),
        ),
    ];
    all.extend(old());
    named(all)
}

/// An old Word file with one number in it changed.
fn old() -> Vec<(&'static str, Vec<u8>)> {
    let mut sectors = (0..OLD.len()).step_by(512);
    let header = sectors
        .find(|at| OLD[*at..].starts_with(&[0xEC, 0xA5]))
        .unwrap();
    let changed = |at: usize, number: u32| {
        let mut bytes = OLD.to_vec();
        bytes[header + at..header + at + 4].copy_from_slice(&number.to_le_bytes());
        bytes
    };
    // The length of the text, that of its boxes, where pieces, pages and lists stand and how long they are.
    let places = [76, 100, 258, 262, 418, 422, 738, 742, 746, 750];
    let names = [
        "字数是四十亿.doc",
        "文本框四十亿.doc",
        "段落页在天边.doc",
        "段落页四十亿.doc",
        "片段在天边.doc",
        "片段四十亿.doc",
        "列表在天边.doc",
        "列表四十亿.doc",
        "用法在天边.doc",
        "用法四十亿.doc",
    ];
    names
        .into_iter()
        .zip(places.map(|at| changed(at, u32::MAX)))
        .collect()
}

fn attributes(count: usize) -> String {
    (0..count).map(|n| format!("a{n} ")).collect()
}

fn named(all: Vec<(&str, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let all = all.into_iter();
    all.map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><body>{body}").into_bytes()
}

fn open(body: &str) -> Vec<u8> {
    let before = "第".repeat(5_000);
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\"><text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-prefix=\"{before}\"/></text:list-style><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    archive(&[("content.xml", content.as_bytes())])
}
