//! What Word, WPS and `LibreOffice` need of a docx.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::Command;

use office::docx::Profile;
use papers::report::{self, Options, Phrases, Style, render};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::report::office::{Case, ledger, team_ledger};

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|place| {
            let mut file = zip.by_index(place).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// Every element closed, every entity known.
fn assert_well_formed(name: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_i32;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|fault| panic!("{name}: {fault}"))
        {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{name}");
    assert!(
        !xml.chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t')),
        "{name}"
    );
}

fn written(options: &Options, ledger: &model::ledger::Ledger) -> Vec<u8> {
    let report = report::write(ledger, options, &Phrases::builtin()).expect("a report");
    render::docx(&report, &Profile::default())
}

fn options(style: Style) -> Options {
    Options {
        year: 2022,
        style: Some(style),
        annex: true,
        trace: true,
        ..Options::default()
    }
}

#[test]
fn every_part_is_named_and_well_formed() {
    let parts = parts(&written(&options(Style::Thematic), &team_ledger()));
    for (name, xml) in &parts {
        assert_well_formed(name, xml);
    }
    let types = &parts["[Content_Types].xml"];
    for name in parts
        .keys()
        .filter(|name| name.starts_with("word/") && !name.contains("_rels"))
    {
        assert!(
            types.contains(&format!("/{name}")),
            "{name} has no content type"
        );
    }
    let document = &parts["word/document.xml"];
    let references = document.matches("<w:commentReference").count();
    assert!(references > 5);
    assert_eq!(
        references,
        parts["word/comments.xml"].matches("<w:comment ").count()
    );
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(document.matches(r#"w:orient="landscape""#).count(), 1);
    assert!(document.contains(r#"<w:pStyle w:val="Heading2"/>"#));
}

#[test]
fn the_layout_is_that_of_the_standard() {
    let parts = parts(&written(&options(Style::Itemized), &team_ledger()));
    let styles = &parts["word/styles.xml"];
    for font in ["仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"] {
        assert!(
            styles.contains(&format!(r#"w:eastAsia="{font}""#)),
            "{font}"
        );
    }
    for value in [
        r#"w:line="560" w:lineRule="exact""#,
        r#"w:firstLineChars="200" w:firstLine="640""#,
        r#"<w:sz w:val="32"/>"#,
        r#"<w:outlineLvl w:val="0"/>"#,
    ] {
        assert!(styles.contains(value), "{value}");
    }
    let document = &parts["word/document.xml"];
    assert!(document.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#));
    assert!(parts["word/footer1.xml"].contains(" PAGE "));
}

#[test]
fn what_xml_can_not_hold_is_left_out() {
    let case = Case::new(
        1,
        2021,
        model::subject::Subject::Team,
        "含<&>\"'{{x}}\u{1}\u{b}😀的问题",
    )
    .log("2022-03-01", "第一行\n第二行\u{0}]]>", &[]);
    let parts = parts(&written(
        &options(Style::Itemized),
        &ledger("2022-12-20", vec![case]),
    ));
    let document = &parts["word/document.xml"];
    assert_well_formed("document", document);
    assert!(document.contains("{{x}}😀"), "braces and emoji stay");
    let mut named = team_ledger();
    named.book.unit.team = Some("局\u{1b}[31m党组班子\u{202e}".into());
    let report = report::write(&named, &options(Style::Itemized), &Phrases::builtin());
    let text = render::text(&report.expect("a report"));
    assert!(
        text.contains("，局[31m党组班子针对查摆出的3个问题"),
        "{text}"
    );
}

/// What `LibreOffice` makes of a document, in a folder of its own; `None` where there is none.
fn converted(bytes: &[u8], formats: &[&str]) -> Option<tempfile::TempDir> {
    if !crate::without::runs("documents as pages", "soffice", &["--version"]) {
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.docx");
    std::fs::write(&file, bytes).expect("written");
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    );
    for format in formats {
        let done = Command::new("soffice")
            .args([
                profile.as_str(),
                "--headless",
                "--convert-to",
                format,
                "--outdir",
            ])
            .arg(folder.path())
            .arg(&file)
            .output()
            .expect("soffice runs");
        assert!(done.status.success());
    }
    Some(folder)
}

/// How many pages the PDF of that folder has.
fn pages(folder: &tempfile::TempDir) -> usize {
    let pdf = std::fs::read(folder.path().join("report.pdf")).expect("pdf");
    let pdf = String::from_utf8_lossy(&pdf);
    ["/Type/Page/", "/Type/Page\n"]
        .map(|mark| pdf.matches(mark).count())
        .iter()
        .sum()
}

/// Tasks of which each has more to tell than half a page of an annex holds.
fn long_tasks() -> model::ledger::Ledger {
    let cases = (1..=12).map(|number| {
        let mut case = Case::new(
            number,
            2021,
            model::subject::Subject::Team,
            "工作调度不够经常",
        );
        case = case.measure(&"建立定期调度和情况通报制度，逐项明确责任，".repeat(6));
        for month in 1..=6 {
            let note =
                format!("召开第{month}次调度会，逐个项目核对进度，现场研究解决施工受阻的问题");
            case = case.log(&format!("2022-0{month}-15"), &note, &[]);
        }
        case
    });
    ledger("2022-12-20", cases.collect())
}

#[test]
fn long_rows_fill_their_pages() {
    let report = report::write(&long_tasks(), &options(Style::Brief), &Phrases::builtin());
    let mut report = report.expect("a report");
    report
        .tree
        .blocks
        .retain(|block| matches!(block, report::Block::Table(_)));
    let bytes = render::docx(&report, &Profile::default());
    let document = parts(&bytes)["word/document.xml"].clone();
    assert_eq!(document.matches("<w:tbl>").count(), 1);
    assert!(document.contains(r#"<w:tblStyle w:val="TableGrid"/>"#));
    assert!(
        !document.contains("<w:tblBorders>"),
        "borders are the style's"
    );
    let whole = document.matches("<w:cantSplit/>").count();
    assert_eq!(whole, 1, "the head alone holds together");
    if let Some(folder) = converted(&bytes, &["pdf"]) {
        let pages = pages(&folder);
        assert!(pages <= 8, "12 rows on {pages} pages");
    }
}

#[test]
fn who_signs_stands_on_the_page_of_the_text() {
    let plan = Options {
        kind: report::Kind::Plan,
        year: 2021,
        ..Options::default()
    };
    let document = parts(&written(&plan, &team_ledger()))["word/document.xml"].clone();
    let signed = document
        .find(r#"<w:pStyle w:val="Signature"/>"#)
        .expect("a signature");
    let before: Vec<&str> = document[..signed].rsplit("<w:p>").skip(1).take(4).collect();
    assert_eq!(before.len(), 4);
    assert!(
        before
            .iter()
            .all(|paragraph| paragraph.contains("<w:keepNext/>")),
        "{before:?}"
    );
}

#[test]
fn forms_end_with_their_last_page() {
    let mut ledger = long_tasks();
    ledger.tasks.truncate(3);
    let bytes = render::docx(
        &report::form(&ledger, &[1, 2, 3], &Phrases::builtin()),
        &Profile::default(),
    );
    let document = parts(&bytes)["word/document.xml"].clone();
    let end = document.rsplit("</w:tbl>").next().expect("an end");
    assert!(
        end.starts_with(r#"<w:p><w:pPr><w:snapToGrid w:val="0"/>"#),
        "{end}"
    );
    assert!(end.contains(r#"<w:sz w:val="2"/>"#), "{end}");
    if let Some(folder) = converted(&bytes, &["pdf"]) {
        assert_eq!(pages(&folder), 3);
    }
}

#[test]
fn a_day_in_a_narrow_cell_breaks_after_its_year() {
    let document =
        parts(&written(&options(Style::Thematic), &team_ledger()))["word/document.xml"].clone();
    assert!(document.contains(">2022年</w:t>"));
    assert!(document.contains(">6月28日</w:t>"));
    for head in ["责任", "领导", "序号", "完成时间"] {
        assert!(document.contains(&format!(">{head}</w:t>")), "{head}");
    }
}

#[test]
fn titles_have_their_line_breaks_at_sense() {
    let mut ledger = team_ledger();
    ledger.book.unit.party = Some("中共青禾市园林局党组".into());
    let plan = Options {
        kind: report::Kind::Plan,
        year: 2021,
        ..Options::default()
    };
    let document = parts(&written(&plan, &ledger))["word/document.xml"].clone();
    let title =
        r#"中共青禾市园林局党组</w:t><w:br/><w:t xml:space="preserve">2021年度民主生活会整改方案"#;
    assert!(document.contains(title), "{document}");
    ledger.book.unit.party = None;
    ledger.book.unit.name = String::new();
    let document = parts(&written(&plan, &ledger))["word/document.xml"].clone();
    assert!(
        document.contains("〔待补：党组织全称〕</w:t><w:br/>"),
        "{document}"
    );
}

#[test]
fn libreoffice_opens_it() {
    let bytes = written(&options(Style::Itemized), &team_ledger());
    let Some(folder) = converted(&bytes, &["txt:Text", "pdf"]) else {
        return;
    };
    let text = std::fs::read_to_string(folder.path().join("report.txt")).expect("text");
    let report = report::write(
        &team_ledger(),
        &options(Style::Itemized),
        &Phrases::builtin(),
    );
    for said in report.expect("a report").tree.sentences() {
        assert!(text.contains(&said.text()), "{}", said.text());
    }
    let pages = pages(&folder);
    assert!((2..=3).contains(&pages), "{pages} pages");
}
