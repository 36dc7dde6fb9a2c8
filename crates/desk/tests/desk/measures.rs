//! Measures of a material are joined to the problems that came of it.

use super::import::{sent, written};
use crate::common::program::Program;
use crate::common::wire::Session;

const MATERIAL: &str = include_str!("../../../../tests/common/material.txt");

fn join(session: &Session, fields: &[(&str, &str)]) -> (u16, String) {
    let answer = session.post("/measures", session.fields(fields));
    let page = match answer.header("location") {
        Some(place) => session.get(place).text(),
        None => answer.text(),
    };
    (answer.status, page)
}

fn imported(program: &Program) -> Session {
    let session = program.session();
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    written(&session, &place, &[("page", "1")]);
    session
}

#[test]
fn without_a_material_the_page_says_where_to_begin() {
    let program = Program::start();
    let page = program.session().get("/measures").text();
    assert!(page.contains("还没有导入过材料") && page.contains("href=\"/import\""));
}

/// A measure is named by its place: of a list that may be another by now nothing is taken.
#[test]
fn an_old_list_takes_nothing() {
    let program = Program::start();
    let session = imported(&program);
    let old = [
        ("numbers", "3"),
        ("place", "2"),
        ("_do", "confirm"),
        ("_seen", "1"),
    ];
    let (status, page) = join(&session, &old);
    assert_eq!(status, 422);
    assert!(
        page.contains("有新的变动") && page.contains("已采用 0 条"),
        "{page}"
    );
}

#[test]
fn measures_are_taken_refused_and_written_anew() {
    let program = Program::start();
    let session = imported(&program);
    let page = session.get("/measures?doc=%E6%9D%90%E6%96%99.txt").text();
    assert!(
        page.contains("共 2 条，已采用 0 条") && page.contains("value=\"1-2\""),
        "{page}"
    );
    let (status, page) = join(
        &session,
        &[("numbers", "3"), ("place", "2"), ("_do", "confirm")],
    );
    assert_eq!(status, 303);
    assert!(page.contains("已采用 1 条"), "{page}");
    assert!(
        program
            .asked(&["show", "3"])
            .contains("流动书车每月排班公示")
    );
    // Twice the same is refused, and the refusal is the program's own.
    let (status, page) = join(
        &session,
        &[("numbers", "3"), ("place", "2"), ("_do", "confirm")],
    );
    assert_eq!(status, 422);
    assert!(
        page.contains("已采用材料中的第 2 条措施") && page.contains("已采用 1 条"),
        "{page}"
    );
    let (status, _) = join(
        &session,
        &[("numbers", "1"), ("place", "1"), ("_do", "reject")],
    );
    assert_eq!(status, 303);
    let own = [
        ("numbers", "1"),
        ("measure", "设<b>流动</b>站"),
        ("_do", "measure"),
    ];
    let (status, page) = join(&session, &own);
    assert_eq!(status, 303);
    assert!(page.contains("设&#60;b&#62;流动"), "{page}");
    // Without a choice nothing is taken.
    let (status, page) = join(
        &session,
        &[("numbers", "1"), ("place", ""), ("_do", "confirm")],
    );
    assert!(status == 422 && page.contains("请选一条措施"), "{page}");
    // What was typed stays where it could not be written.
    let wrong = [
        ("numbers", "99"),
        ("measure", "设流动站"),
        ("_do", "measure"),
    ];
    assert_eq!(join(&session, &wrong).0, 422);
}

#[test]
fn each_takes_the_likeliest() {
    let program = Program::start();
    let session = imported(&program);
    let (status, page) = join(&session, &[("numbers", "1-2"), ("_do", "likeliest")]);
    assert_eq!(status, 303);
    assert!(
        page.contains("已采用 1 条") && page.contains("ledger link 1-2 --confirm"),
        "{page}"
    );
    assert!(
        program
            .asked(&["show", "1"])
            .contains("建立学习成果转化清单")
    );
    // Words that are no numbers are no words of a line either.
    let (status, _) = join(&session, &[("numbers", "--db=x"), ("_do", "likeliest")]);
    assert_eq!(status, 422);
}
