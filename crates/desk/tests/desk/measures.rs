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

/// The form of a task.
fn form_of(page: &str, task: u32) -> &str {
    let begin = format!("data-task=\"{task}\"");
    let (_, form) = page.split_once(&begin).expect("a form");
    &form[..form.find("</form>").expect("its end")]
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
fn measures_are_taken_refused_and_added() {
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
    let (status, page) = join(
        &session,
        &[("numbers", "1"), ("place", "1"), ("_do", "reject")],
    );
    assert!(status == 303 && page.contains("已采用 1 条"), "{page}");
    // What was refused is proposed no more, nor the other for which there was nothing to say.
    let form = form_of(&page, 1);
    assert!(
        !form.contains("像是回答这一项的") && form.contains("<option value=\"1\">"),
        "{form}"
    );
    let own = [
        ("numbers", "1"),
        ("measure", "设<b>流动</b>站"),
        ("_do", "measure"),
    ];
    let (status, page) = join(&session, &own);
    assert_eq!(status, 303);
    assert!(page.contains("设&#60;b&#62;流动"), "{page}");
}

#[test]
fn what_was_typed_stays_where_it_could_not_be_written() {
    let program = Program::start();
    let session = imported(&program);
    // Without a choice nothing is taken, and nothing typed is lost.
    let fields = [
        ("numbers", "1"),
        ("place", ""),
        ("measure", "再设一个站"),
        ("_do", "confirm"),
    ];
    let (status, page) = join(&session, &fields);
    assert!(status == 422 && page.contains("请选一条措施"), "{page}");
    assert!(form_of(&page, 1).contains("再设一个站") && !form_of(&page, 2).contains("再设一个站"));
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

#[test]
fn what_is_taken_is_told_with_all_who_took_it_and_offered_no_more() {
    let program = Program::start();
    let session = imported(&program);
    for task in ["1", "3"] {
        let fields = [("numbers", task), ("place", "1"), ("_do", "confirm")];
        assert_eq!(join(&session, &fields).0, 303);
    }
    let page = session.get("/measures").text();
    let (_, measure) = page.split_once("data-place=\"1\"").expect("the measure");
    let measure = &measure[..measure.find("</li>").expect("its end")];
    assert!(
        measure.contains("/tasks/1\"") && measure.contains("/tasks/3\""),
        "{measure}"
    );
    for task in [1, 3] {
        assert!(
            !form_of(&page, task).contains("<option value=\"1\">"),
            "{page}"
        );
    }
    // The likeliest is offered to those alone that have none.
    assert!(
        page.contains("name=\"numbers\" value=\"2\" autocomplete"),
        "{page}"
    );
}

#[test]
fn each_material_has_its_own_problems_and_measures() {
    let program = Program::start();
    let session = imported(&program);
    let many = (1..=31).map(|n| format!("{n}.第{n}个分馆闭馆偏早。比如，上班族下班后借不到书。\n"));
    let many: String = many.collect();
    let title = MATERIAL.lines().next().expect("a title");
    let text = format!(
        "{title}\n一、存在的主要问题\n（一）服务方面\n{many}二、整改措施\n1.添人。每个分馆添一人。\n"
    );
    let place = sent(&session, "第二份.txt", text.as_bytes());
    written(&session, &place, &[("page", "1")]);
    let tasks = |page: &str| page.matches("data-task=\"").count();
    let first = session.get("/measures?doc=%E6%9D%90%E6%96%99.txt").text();
    assert_eq!(
        (tasks(&first), first.contains("添人")),
        (4, false),
        "{first}"
    );
    let second = session.get("/measures").text();
    assert_eq!(
        (tasks(&second), second.contains("添人")),
        (30, true),
        "{second}"
    );
    assert!(second.contains("每个分馆添一人"), "whole: {second}");
    let rest = session.get("/measures?page=2").text();
    assert!(tasks(&rest) == 1 && rest.contains("第31个分馆"), "{rest}");
    // Who was at a material and a page stays there.
    let key = first
        .split("name=\"doc\" value=\"")
        .nth(1)
        .expect("its key");
    let key = key.split('"').next().expect("its end");
    let fields = [
        ("doc", key),
        ("page", "1"),
        ("list", "1"),
        ("numbers", "1"),
        ("place", "1"),
        ("_do", "confirm"),
    ];
    let (status, page) = join(&session, &fields);
    assert!(status == 303 && !page.contains("添人"), "{page}");
    // A document that came again counts in its last version.
    let again = text.replace("1.添人", "1.添人添座");
    let place = sent(&session, "第二份.txt", again.as_bytes());
    written(&session, &place, &[("page", "1")]);
    let page = session.get("/measures").text();
    assert!(tasks(&page) == 30 && page.contains("添人添座"), "{page}");
}
