//! One document in many formats: `.doc`, `.odt` and a web page say what the `.docx` says. The files in
//! `formats/` are those of `fixtures/`, saved by LibreOffice (`make_docx.py`).

use std::path::Path;

use documents::document;
use model::draft::Draft;

use super::hostile::archive;

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/rules/documents")
        .join(name)
}

pub(super) fn kept(name: &str) -> Vec<u8> {
    std::fs::read(folder("formats").join(name)).unwrap()
}

/// What a draft says, whichever paragraph of the file says it.
fn unplaced(mut draft: Draft) -> Draft {
    draft.file.clear();
    for problem in &mut draft.problems {
        problem.paragraph = 0;
    }
    draft.doubts.retain(|doubt| doubt.paragraph == 0);
    draft
}

#[test]
fn the_same_document_in_another_format_gives_the_same_draft() {
    let mut files: Vec<_> = std::fs::read_dir(folder("formats"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 8);
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let word = folder("fixtures").join(path.with_extension("docx").file_name().unwrap());
        let (draft, rows) =
            document::read_with_rows(&std::fs::read(&word).unwrap(), "a.docx").unwrap();
        assert!(!draft.problems.is_empty());
        let (other, others) = document::read_with_rows(&kept(name), "a.docx").unwrap();
        if path.extension().is_some_and(|suffix| suffix == "html") {
            // Rows begin at other paragraphs: an empty cell is none.
            assert_eq!(unplaced(other), unplaced(draft), "{name}");
            assert_eq!(others.len(), rows.len(), "{name}");
        } else {
            assert_eq!(other, draft, "{name}");
            assert_eq!(format!("{others:?}"), format!("{rows:?}"), "{name}");
        }
    }
}

pub(super) fn paragraphs(bytes: &[u8], name: &str) -> Vec<String> {
    document::paragraphs(bytes, name).unwrap()
}

/// A Word file with that body.
fn word(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="w" xmlns:mc="mc" xmlns:v="v"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[("word/document.xml", document.as_bytes())])
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn a_drawing_in_two_forms_is_read_once_and_in_the_form_that_has_text() {
    let boxed = |text: &str| format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run(text));
    for (choice, fallback, read) in [
        (boxed("框里的话"), boxed("框里的话"), "框里的话"),
        (String::new(), boxed("只有旧的有"), "只有旧的有"),
        (boxed("只有新的有"), String::new(), "只有新的有"),
    ] {
        let body = format!(
            "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            run("一段话")
        );
        assert_eq!(paragraphs(&word(&body), "a.docx"), [read, "一段话"]);
    }
}

#[test]
fn parts_are_found_whatever_signs_part_their_folders() {
    let document = "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>问题</w:t></w:r></w:p></w:body></w:document>";
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";
    let numbers = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    for folder in ["word/", "word\\", "Word/", "/word/"] {
        let name = |part: &str| format!("{folder}{part}");
        let (main, with, by) = (
            name("document.xml"),
            name("styles.xml"),
            name("numbering.xml"),
        );
        let parts = [
            (main.as_str(), document.as_bytes()),
            (with.as_str(), styles.as_bytes()),
            (by.as_str(), numbers.as_bytes()),
        ];
        let read = paragraphs(&archive(&parts), "a.docx");
        assert_eq!(read, ["一、问题"], "{folder}");
    }
    // A picture whose name is GBK, and not said to be UTF-8.
    let mut bytes = archive(&[
        ("word/media/pict.png", b"PNG"),
        ("word/document.xml", document.as_bytes()),
    ]);
    let gbk = encoding_rs::GBK.encode("图片").0.into_owned();
    let names: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..].starts_with(b"pict"))
        .collect();
    assert_eq!(names.len(), 2);
    for at in names {
        bytes[at..at + 4].copy_from_slice(&gbk);
    }
    assert_eq!(paragraphs(&bytes, "a.docx"), ["问题"]);
}

/// An OpenDocument text with that body; its list style L counts 一、 and （1）.
fn open(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:draw="d" xmlns:svg="v"><office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style><text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style><style:style style:name="Plain" style:list-style-name=""/></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let styles = "<a/>";
    archive(&[
        ("styles.xml", styles.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn numbers_of_an_open_document_are_those_it_shows() {
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let list = |with: &str, items: String| {
        format!("<text:list text:style-name=\"L\"{with}>{items}</text:list>")
    };
    let nested = format!(
        "<text:list-item><text:p>甲</text:p><text:list>{}{}</text:list><text:p>甲的后话</text:p></text:list-item>{}",
        item("子"),
        item("丑"),
        item("乙")
    );
    let went_on = " text:continue-numbering=\"true\"";
    for (body, read) in [
        (list("", nested), "一、甲 （1）子 （2）丑 甲的后话 二、乙"),
        (
            list("", item("甲")) + "<text:p>隔开</text:p>" + &list(went_on, item("乙")),
            "一、甲 隔开 二、乙",
        ),
        (list("", item("甲")) + &list("", item("乙")), "一、甲 一、乙"),
        (
            list(" xml:id=\"x\"", item("甲"))
                + &list("", item("乙"))
                + &list(" text:continue-list=\"x\"", item("丙")),
            "一、甲 一、乙 二、丙",
        ),
        (
            list("", "<text:list-item text:start-value=\"5\"><text:p>甲</text:p></text:list-item><text:list-header><text:p>乙</text:p></text:list-header>".to_owned()),
            "五、甲 乙",
        ),
        (list("", item("") + &item("甲")), "一、甲"),
        (
            "<text:h text:outline-level=\"1\">甲</text:h><text:h text:outline-level=\"2\">子</text:h><text:h text:outline-level=\"1\" text:style-name=\"Plain\">无</text:h><text:h text:outline-level=\"1\">乙</text:h>".to_owned(),
            "1.甲 1.1.子 无 2.乙",
        ),
    ] {
        assert_eq!(paragraphs(&open(&body), "a.odt").join(" "), read, "{body}");
    }
}

#[test]
fn the_text_of_an_open_document_is_what_a_reader_sees() {
    for (body, read) in [
        (
            "<text:tracked-changes><text:deletion><text:p>删</text:p></text:deletion></text:tracked-changes><text:p>留</text:p>",
            "留",
        ),
        ("<text:p>一段<text:line-break/>两行</text:p>", "一段|两行"),
        (
            "<text:p>甲<text:s text:c=\"4000000000\"/>乙<text:tab/>丙\n  丁</text:p>",
            &*format!("甲{}乙\u{3000}丙 丁", " ".repeat(64)),
        ),
        (
            "<text:p>正文<text:note><text:p>脚注</text:p></text:note><office:annotation><text:p>批注</text:p></office:annotation></text:p>",
            "正文",
        ),
        (
            "<text:p>外<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box><svg:title>画</svg:title></draw:frame></text:p>",
            "框|外",
        ),
        (
            "<text:table-of-content><text:p>目录</text:p></text:table-of-content><text:p><text:title>题目域</text:title></text:p>",
            "题目域",
        ),
    ] {
        assert_eq!(paragraphs(&open(body), "a.odt").join("|"), read, "{body}");
    }
}

const HEADS: [&str; 4] = ["存在问题", "整改措施", "责任部门", "完成时限"];

/// A problem with two measures, each with a department and a day of its own, in a merged cell; the sign
/// before a text says how many rows it goes over, or that it is covered.
const REGISTER: [[&str; 4]; 3] = [
    ["2窗口排队太久", "增设取号机", "办公室", "2022年3月底"],
    ["-", "延长午间值守", "窗口科", "2022年6月底"],
    ["读书会流于形式", "每月研讨一次", "党办", "长期坚持"],
];

fn written(cell: impl Fn(&str, u32, bool) -> String, row: impl Fn(String) -> String) -> String {
    let line = |texts: &[&str; 4]| {
        let cells = texts.iter().map(|text| match text.strip_prefix('2') {
            Some(text) if text.starts_with('窗') => cell(text, 2, false),
            _ if *text == "-" => cell("", 1, true),
            _ => cell(text, 1, false),
        });
        row(cells.collect())
    };
    line(&HEADS) + &REGISTER.iter().map(line).collect::<String>()
}

#[test]
fn merged_cells_and_what_each_measure_has_of_its_own_are_read_from_every_format() {
    let in_word = written(
        |text, rows, covered| {
            let merge = match (rows, covered) {
                (2, _) => "<w:vMerge w:val=\"restart\"/>",
                (_, true) => "<w:vMerge/>",
                _ => "",
            };
            format!(
                "<w:tc><w:tcPr>{merge}</w:tcPr><w:p>{}</w:p></w:tc>",
                run(text)
            )
        },
        |cells| format!("<w:tr>{cells}</w:tr>"),
    );
    let in_open = written(
        |text, rows, covered| {
            let name = if covered {
                "covered-table-cell"
            } else {
                "table-cell"
            };
            let text = if covered { "盖住的" } else { text };
            format!(
                "<table:{name} table:number-rows-spanned=\"{rows}\"><text:p>{text}</text:p></table:{name}>"
            )
        },
        |cells| format!("<table:table-row>{cells}</table:table-row>"),
    );
    let in_page = written(
        |text, rows, covered| {
            let cell = format!("<td rowspan={rows}>{text}");
            if covered { String::new() } else { cell }
        },
        |cells| format!("<tr>{cells}"),
    );
    for (name, bytes) in [
        ("a.docx", word(&format!("<w:tbl>{in_word}</w:tbl>"))),
        (
            "a.odt",
            open(&format!("<table:table>{in_open}</table:table>")),
        ),
        (
            "a.html",
            format!("<html><table>{in_page}</table>").into_bytes(),
        ),
        (
            "页.html",
            format!("<html><table><tr><td>栏目<td><table>{in_page}</table></table>").into_bytes(),
        ),
    ] {
        let (_, rows) = document::read_with_rows(&bytes, name).unwrap();
        let told: Vec<String> = rows
            .iter()
            .flat_map(|row| {
                row.measures.iter().map(|measure| {
                    let due = measure.due.as_ref().map(|due| due.deadline(None).phrase);
                    format!(
                        "{}：{}，{:?}，{due:?}",
                        row.problem, measure.text, measure.dept
                    )
                })
            })
            .collect();
        assert_eq!(
            told,
            [
                "窗口排队太久：增设取号机，Some(\"办公室\")，Some(\"2022年3月底\")",
                "窗口排队太久：延长午间值守，Some(\"窗口科\")，Some(\"2022年6月底\")",
                "读书会流于形式：每月研讨一次，None，None",
            ],
            "{name}"
        );
        assert_eq!(rows[1].dept.as_deref(), Some("党办"), "{name}");
    }
}
