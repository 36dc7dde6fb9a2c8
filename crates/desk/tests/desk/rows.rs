//! Rows of a register that may be known already: which task each is, is decided on the page.

use crate::common::program::Program;
use crate::import::{sent, written};

#[test]
fn a_row_that_may_be_known_is_decided() {
    let program = Program::start();
    let session = program.session();
    let table = "问题编号,存在问题,责任部门\nQ01,皮带机尾轮没有防护罩,选矿厂\nQ02,公示栏过期没有换,办公室\n";
    let first = sent(&session, "台账.csv", table.as_bytes());
    written(&session, &first, &[("year", "2023")]);
    let later = table.replace("尾轮", "头轮");
    let place = sent(&session, "二月.csv", later.as_bytes());
    session.post(&place, session.fields(&[("year", "2023"), ("_do", "read")]));
    let asked = session.get(&place).text();
    assert!(
        asked.contains("是不是台账里已有的")
            && asked.contains("value=\"row=2=1\"")
            && asked.contains("value=\"row=2=新\""),
        "{asked}"
    );
    let done = written(
        &session,
        &place,
        &[
            ("year", "2023"),
            ("decide-none", ""),
            ("decide-0", "row=2=新"),
        ],
    );
    assert!(done.contains("新增 1 项"), "{done}");
    assert!(program.asked(&["show", "3"]).contains("皮带机头轮"));
    // What was decided stands there again.
    let again = session.get(&place).text();
    assert!(again.contains("--row 2=新"), "{again}");
}

#[test]
fn a_table_without_a_year_is_of_the_only_one() {
    let program = Program::start();
    let session = program.session();
    let table = "存在问题,责任部门\n公示栏过期没有换,\n";
    let first = sent(&session, "台账.csv", table.as_bytes());
    assert!(session.get(&first).text().contains("没有写明"));
    written(&session, &first, &[("year", "2023")]);
    let table = "存在问题,责任部门\n公示栏过期没有换,办公室\n";
    let place = sent(&session, "分工.csv", table.as_bytes());
    let page = session.get(&place).text();
    assert!(
        page.contains("inputmode=\"numeric\" value=\"2023\"") && !page.contains("没有写明"),
        "{page}"
    );
    let done = written(&session, &place, &[("year", "2023")]);
    assert!(!done.contains("新增"), "{done}");
}
