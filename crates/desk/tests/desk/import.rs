//! Files come in, are set right, and only then written.

use crate::common::program::Program;
use crate::common::wire::{Answer, Session};

/// A material: the fourth paragraph is no problem of its own, and the last line of the section is one.
pub(crate) const MATERIAL: &str = "青石镇文化站领导班子2023年度民主生活会对照检查材料
一、存在的主要问题
（一）服务群众方面
一是借书手续繁。办一张借书证要跑三趟，有的老人办了一半就不办了。
二是开放时间短。晚上七点关门，上班的人借不到书。
（二）工作作风方面
一是下村少。去年去过五个村，其余九个村没有去过。
二、整改措施
（一）办证一次办结。带身份证当场办好。
（二）晚上开到九点。
";

fn upload(session: &Session, files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> Answer {
    let mut parts: Vec<(&str, Option<&str>, &[u8])> = fields
        .iter()
        .map(|(name, value)| (*name, None, value.as_bytes()))
        .collect();
    parts.extend(
        files
            .iter()
            .map(|(name, content)| ("files", Some(*name), *content)),
    );
    session.post("/import", session.parts(&parts))
}

/// Sends one file; where its page is.
pub(crate) fn sent(session: &Session, name: &str, content: &[u8]) -> String {
    let answer = upload(session, &[(name, content)], &[]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").expect("a place").to_owned()
}

pub(crate) fn say(session: &Session, place: &str, fields: &[(&str, &str)]) -> Answer {
    session.post(place, session.fields(fields))
}

/// Writes it; the page that says what became of it.
pub(crate) fn written(session: &Session, place: &str, fields: &[(&str, &str)]) -> String {
    let mut all = fields.to_vec();
    all.push(("_do", "write"));
    let answer = say(session, place, &all);
    assert_eq!(answer.status, 303, "{}", answer.text());
    session
        .get(answer.header("location").expect("a place"))
        .text()
}

/// The number of the line that has this text: its form stands behind it or before it.
pub(crate) fn line(page: &str, text: &str) -> String {
    let marked = format!("（{}", text.chars().take(8).collect::<String>());
    let at = page
        .find(&marked)
        .unwrap_or_else(|| panic!("no line {text} in {page}"));
    let field = page[..at].rfind("for=\"line-").expect("its label");
    page[field + 5..]
        .split('"')
        .next()
        .expect("its name")
        .to_owned()
}

pub(crate) fn problems(program: &Program) -> Vec<String> {
    let listed = program.asked(&["list", "--format", "json"]);
    let tasks = listed.split("\"problem\":").skip(1);
    let title = |rest: &str| rest.split('"').nth(1).expect("a title").to_owned();
    tasks.map(title).collect()
}

#[test]
fn a_line_that_was_misread_is_set_right_and_the_ledger_is_the_one_that_was_asked_for() {
    let program = Program::start();
    let session = program.session();
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    let page = session.get(&place).text();
    assert!(page.contains("读出问题3个"), "{page}");
    let (out, content) = (line(&page, "二是开放时间短"), line(&page, "一是下村少"));
    let again = say(
        &session,
        &place,
        &[("page", "1"), (&out, "nothing"), (&content, "")],
    );
    assert_eq!(again.status, 303);
    let page = session.get(&place).text();
    assert!(
        page.contains("读出问题2个") && page.contains("改过 1 处"),
        "{page}"
    );
    assert!(
        !program.ledger().exists(),
        "written before it was asked for"
    );
    let done = written(
        &session,
        &place,
        &[
            ("page", "1"),
            (&out, "nothing"),
            ("year", ""),
            ("subject", ""),
        ],
    );
    assert!(
        done.contains("href=\"/tasks/2\"") && done.contains("/measures?doc="),
        "{done}"
    );
    assert!(done.contains("ledger import --original 材料.txt"), "{done}");
    assert_eq!(problems(&program), ["借书手续繁", "下村少"]);
    // The same once more changes nothing.
    let page = session.get(&place).text();
    assert!(page.contains("内容一样，没有变化"), "{page}");
}

#[test]
fn what_goes_on_with_a_line_goes_along_with_it() {
    let program = Program::start();
    let session = program.session();
    let material = include_bytes!("../../../../tests/common/material.txt");
    let place = sent(&session, "材料.txt", material);
    let page = session.get(&place).text();
    assert!(page.contains("读出问题4个"), "{page}");
    let out = line(&page, "一是读书笔记");
    say(&session, &place, &[("page", "1"), (&out, "nothing")]);
    let page = session.get(&place).text();
    assert!(
        page.contains("读出问题3个") && page.contains("改过 1 处"),
        "{page}"
    );
    say(&session, &place, &[("page", "1"), (&out, "")]);
    let page = session.get(&place).text();
    assert!(
        page.contains("读出问题4个") && !page.contains("改过 "),
        "{page}"
    );
}

#[test]
fn words_dimensions_and_titles_are_set_right_too() {
    let program = Program::start();
    let session = program.session();
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    let page = session.get(&place).text();
    let key = line(&page, "一是借书手续繁").replace("line-", "");
    let (title, dim, detail) = (
        format!("title-l{key}"),
        format!("dim-l{key}"),
        format!("detail-l{key}"),
    );
    written(
        &session,
        &place,
        &[
            ("page", "1"),
            ("year", "2022"),
            ("subject", "班子"),
            (&title, "办证手续繁、跑腿多"),
            (&dim, "为民办事方面"),
            (&detail, "一张证跑三趟。\r\n老人办不下来。"),
        ],
    );
    assert_eq!(problems(&program)[0], "办证手续繁、跑腿多");
    let shown = program.asked(&["show", "1"]);
    for text in ["为民办事方面", "一张证跑三趟", "老人办不下来", "2022"] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    assert!(program.asked(&["show", "2"]).contains("服务群众方面"));
}

#[test]
fn the_column_of_a_register_is_changed_and_remembered() {
    let program = Program::start();
    let session = program.session();
    let table = "序号,存在问题,整改措施,盯办人\n1,窗口排队久,加开两个窗口,石某\n2,公示栏过期,每月换一次,田某\n";
    let place = sent(&session, "台账.csv", table.as_bytes());
    let page = session.get(&place).text();
    assert!(page.contains("盯办人=责任领导"), "{page}");
    let failed = say(
        &session,
        &place,
        &[("map", ""), ("map", "盯办人=责任领导"), ("_do", "write")],
    );
    assert_eq!(failed.status, 422);
    let page = failed.text();
    assert!(
        page.contains("没有写明") && page.contains("aria-invalid"),
        "{page}"
    );
    assert!(
        page.contains("value=\"盯办人=责任领导\" selected"),
        "{page}"
    );
    // At its field, once; and it can be written once that is mended.
    assert_eq!(page.matches("没有写明").count(), 1, "{page}");
    let (before, _) = page.split_once("没有写明").expect("told");
    let field = before.rfind("<input").map(|at| &before[at..]);
    assert!(
        field.is_some_and(|field| field.contains("name=\"year\"")),
        "{field:?}"
    );
    assert!(page.contains("value=\"write\""), "{page}");
    assert!(!program.ledger().exists());
    let done = written(
        &session,
        &place,
        &[("map", ""), ("map", "盯办人=责任领导"), ("year", "2023")],
    );
    assert!(done.contains("新增 2 项"), "{done}");
    let listed = program.asked(&["list", "--format", "json"]);
    assert!(
        listed.contains("\"lead\":\"田某\"") && listed.contains("公示栏过期"),
        "{listed}"
    );
    let other = sent(
        &session,
        "另一张.csv",
        table.replace("石某", "石某某").as_bytes(),
    );
    assert!(session.get(&other).text().contains("以前写明"));
}

#[test]
fn what_a_document_and_its_name_hold_is_text_and_nothing_else() {
    let program = Program::start();
    let session = program.session();
    let bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'";
    let material = MATERIAL
        .replace("借书手续繁", &format!("借书{bad}繁"))
        .replace("青石镇", bad);
    let name = "a<b>\"&'.txt";
    let place = sent(&session, name, material.as_bytes());
    for page in [session.get(&place).text(), session.get("/import").text()] {
        assert!(
            !page.contains("<script>alert") && !page.contains("<img src=x"),
            "{page}"
        );
        assert!(!page.contains("a<b>"), "{page}");
    }
    assert!(session.get(&place).text().contains("&#60;script&#62;alert"));
    let done = written(&session, &place, &[("page", "1")]);
    assert!(!done.contains("<script>alert") && !done.contains("<img src=x"));
    let measures = session.get("/measures").text();
    assert!(!measures.contains("<script>alert") && measures.contains("&#60;script&#62;alert"));
    let table = format!("序号,{bad},整改措施\n1,{bad},{bad}\n").replace('"', "”");
    let place = sent(&session, "表.csv", table.as_bytes());
    let page = session.get(&place).text();
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn what_is_for_another_page_is_said_and_can_not_be_written_here() {
    let program = Program::start();
    let session = program.session();
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    written(&session, &place, &[("page", "1")]);
    let folder = tempfile::tempdir().expect("a folder");
    program.asked(&["edit", "1-3", "--dept", "办公室"]);
    program.asked(&["dispatch", "--out", &folder.path().display().to_string()]);
    let mut forms = std::fs::read_dir(folder.path()).expect("a folder");
    let form = forms.next().expect("a form").expect("an entry").path();
    let name = form
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let place = sent(&session, &name, &std::fs::read(&form).expect("its bytes"));
    let page = session.get(&place).text();
    assert!(
        page.contains("是下发的填报表") && page.contains("href=\"/forms\""),
        "{page}"
    );
    assert!(!page.contains("value=\"write\""), "{page}");
}

#[test]
fn two_files_at_once_keep_apart_what_is_said_of_them() {
    let program = Program::start();
    let session = program.session();
    let other = MATERIAL
        .replace("青石镇文化站领导班子", "青石镇文化站")
        .replace("借书", "看报");
    let files = [
        ("一.txt", MATERIAL.as_bytes()),
        ("一.txt", other.as_bytes()),
    ];
    let answer = upload(&session, &files, &[("year", "2021")]);
    assert_eq!(answer.header("location"), Some("/import"));
    let list = session.get("/import").text();
    let places: Vec<String> = list
        .split("href=\"/import/")
        .skip(1)
        .map(|rest| format!("/import/{}", rest.split('"').next().expect("a place")))
        .collect();
    assert_eq!(places.len(), 2, "{list}");
    let page = session.get(&places[0]).text();
    let out = line(&page, "二是开放时间短");
    say(&session, &places[0], &[("page", "1"), (&out, "nothing")]);
    assert!(session.get(&places[0]).text().contains("读出问题2个"));
    let untouched = session.get(&places[1]).text();
    assert!(untouched.contains("读出问题3个") && untouched.contains("value=\"2021\""));
    let none = upload(&session, &[], &[("year", "2021")]);
    assert_eq!(none.status, 422);
    assert!(none.text().contains("value=\"2021\""));
}

#[test]
fn a_text_of_a_reading_asks_for_its_document() {
    let program = Program::start();
    let session = program.session();
    let folder = tempfile::tempdir().expect("a folder");
    let material = folder.path().join("材料.txt");
    std::fs::write(&material, MATERIAL).expect("written");
    let path = material.display().to_string();
    let text = program.asked(&["import", &path, "--draft", "-"]);
    let text = text.replace("开放时间短", "关门早");
    let place = sent(&session, "改好.md", text.as_bytes());
    let page = session.get(&place).text();
    assert!(
        page.contains("“材料.txt”的读取稿") && !page.contains("value=\"write\""),
        "{page}"
    );
    let parts: [(&str, Option<&str>, &[u8]); 2] = [
        ("_do", None, b"original"),
        ("files", Some("材料.txt"), MATERIAL.as_bytes()),
    ];
    assert_eq!(session.post(&place, session.parts(&parts)).status, 303);
    let page = session.get(&place).text();
    assert!(page.contains("改过 1 处"), "{page}");
    let done = written(&session, &place, &[("page", "1")]);
    assert!(problems(&program).contains(&"关门早".to_owned()));
    let measures = "/measures?doc=%E6%9D%90%E6%96%99.txt";
    assert!(done.contains(measures), "of the document: {done}");
}

/// What an older page sends is not taken for what was said since.
#[test]
fn two_pages_of_one_file_do_not_talk_over_each_other() {
    let program = Program::start();
    let session = program.session();
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    let turn = |page: &str| {
        let (_, rest) = page.split_once("name=\"turn\" value=\"").expect("a turn");
        rest.split('"').next().expect("its end").to_owned()
    };
    let first = turn(&session.get(&place).text());
    let titled = [
        ("turn", first.as_str()),
        ("title", "改过的题目"),
        ("_do", "read"),
    ];
    assert_eq!(say(&session, &place, &titled).status, 303);
    let old = [
        ("turn", first.as_str()),
        ("title", "另一个题目"),
        ("_do", "write"),
    ];
    let told = say(&session, &place, &old);
    assert_eq!(told.status, 409);
    let page = told.text();
    assert!(
        page.contains("别的页上改过")
            && page.contains("改过的题目")
            && !page.contains("另一个题目"),
        "{page}"
    );
    assert!(problems(&program).is_empty());
    assert_ne!(turn(&page), first);
}
