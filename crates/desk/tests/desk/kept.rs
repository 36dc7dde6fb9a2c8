//! Files that were sent stay as they were set right, and no more of them than fit.

use super::import::{MATERIAL, line, problems, say, sent, written};
use crate::common::program::Program;

#[test]
fn the_newest_stay_and_stand_first() {
    let program = Program::start();
    let session = program.session();
    let places: Vec<String> = (1..=201)
        .map(|n| sent(&session, &format!("{n}号.txt"), MATERIAL.as_bytes()))
        .collect();
    assert_eq!(session.get(&places[0]).status, 404);
    assert_eq!(session.get(&places[1]).status, 200);
    let list = session.get("/import").text();
    let listed: Vec<&str> = list
        .split("<li><a href=\"/import/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let newest_first = places[1..].iter().rev();
    let newest_first: Vec<&str> = newest_first
        .filter_map(|place| place.strip_prefix("/import/"))
        .collect();
    assert_eq!(listed, newest_first);
}

#[test]
fn a_doubt_about_the_whole_is_told_once() {
    let program = Program::start();
    let session = program.session();
    let place = sent(
        &session,
        "通知.txt",
        "关于开会的通知\n请周五到会。\n".as_bytes(),
    );
    let page = session.get(&place).text();
    let doubt = "看不出是班子材料还是个人材料";
    assert!(page.contains(&format!("<b>存疑：</b>{doubt}")), "{page}");
    assert_eq!(page.matches(doubt).count(), 1, "{page}");
}

#[test]
fn lines_of_a_dress_that_is_remembered_are_read_so() {
    let program = Program::start();
    let session = program.session();
    let folder = tempfile::tempdir().expect("a folder");
    let first = folder.path().join("一.txt");
    let dressed = MATERIAL.replace("（一）服务群众方面", "〓服务群众〓");
    std::fs::write(&first, &dressed).expect("written");
    let path = first.display().to_string();
    program.asked(&["import", &path, "--map", "〓…〓=方面"]);
    let other = dressed
        .replace("〓服务群众〓", "〓便民〓")
        .replace("借书", "看报");
    let place = sent(&session, "二.txt", other.as_bytes());
    let page = session.get(&place).text();
    let at = line(&page, "〓便民〓");
    let (_, field) = page
        .split_once(&format!("name=\"{at}\""))
        .expect("its field");
    let first = field.split("</option>").next().expect("the first");
    assert!(first.contains("方面（程序读的）"), "{first}");
}

#[test]
fn a_title_alone_is_set_right_and_given_up_again() {
    let program = Program::start();
    let session = program.session();
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    let title = "青石镇综合文化站领导班子2023年度民主生活会对照检查材料";
    say(&session, &place, &[("page", "1"), ("title", title)]);
    let page = session.get(&place).text();
    assert!(
        page.contains("改过 1 处") && page.contains("--original 材料.txt"),
        "{page}"
    );
    say(&session, &place, &[("page", "1"), ("_do", "own")]);
    let page = session.get(&place).text();
    assert!(!page.contains("改过 ") && !page.contains(title), "{page}");
    let key = line(&page, "一是借书手续繁").replace("line-", "title-l");
    say(&session, &place, &[("page", "1"), (&key, "办证难")]);
    let list = || session.get("/import").text();
    assert!(list().contains("还没有写入，改过 1 处"), "{}", list());
    written(&session, &place, &[("page", "1")]);
    assert!(
        list().contains("已写入") && !list().contains("还没有写入"),
        "{}",
        list()
    );
    assert_eq!(problems(&program)[0], "办证难");
}

#[test]
fn a_document_that_is_called_like_a_reading_is_not_overwritten_by_it() {
    let program = Program::start();
    let session = program.session();
    let place = sent(&session, "读取稿.md", MATERIAL.as_bytes());
    let page = session.get(&place).text();
    let out = line(&page, "二是开放时间短");
    say(&session, &place, &[("page", "1"), (&out, "nothing")]);
    let page = session.get(&place).text();
    assert!(
        page.contains("读出问题2个") && page.contains("--original 读取稿.md"),
        "{page}"
    );
    written(&session, &place, &[("page", "1")]);
    assert_eq!(problems(&program), ["借书手续繁", "下村少"]);
}

#[test]
fn a_long_document_is_shown_line_by_line_over_pages() {
    let program = Program::start();
    let session = program.session();
    let many = (1..=200).map(|n| format!("{n}.第{n}个窗口没有人。\n"));
    let head = MATERIAL.lines().take(3).collect::<Vec<_>>().join("\n");
    let text = format!("{head}\n{}", many.collect::<String>());
    let place = sent(&session, "长.txt", text.as_bytes());
    let next = say(&session, &place, &[("page", "1"), ("_do", "page-2")]);
    let second = next.header("location").expect("a place").to_owned();
    assert!(second.ends_with("?page=2"), "{second}");
    let mut lines: Vec<String> = Vec::new();
    for place in [&place, &second] {
        let page = session.get(place).text();
        let names = page.split("name=\"line-").skip(1);
        lines.extend(names.filter_map(|rest| Some(rest.split('"').next()?.to_owned())));
    }
    let all: Vec<String> = (0..203).map(|at: u32| at.to_string()).collect();
    assert_eq!(lines, all);
}

#[test]
fn who_imported_many_is_led_to_as_many_as_a_grid_takes() {
    let program = Program::start();
    let session = program.session();
    let many = (1..=230).map(|n| format!("{n}.第{n}个分馆闭馆偏早。比如，借不到书。\n"));
    let head = MATERIAL.lines().take(3).collect::<Vec<_>>().join("\n");
    let text = format!("{head}\n{}", many.collect::<String>());
    let place = sent(&session, "长.txt", text.as_bytes());
    let done = written(&session, &place, &[("page", "1")]);
    let (_, grid) = done.split_once("href=\"/tasks/assign?").expect("a grid");
    let asked: Vec<&str> = grid[..grid.find('"').expect("its end")]
        .split("&#38;")
        .collect();
    assert_eq!((asked.len(), asked[0], asked[164]), (165, "n=1", "n=165"));
}

#[test]
fn nobody_guesses_a_file_and_what_is_no_line_says_nothing() {
    let program = Program::start();
    let session = program.session();
    for id in ["1", "x", &"0".repeat(64)] {
        assert_eq!(session.get(&format!("/import/{id}")).status, 404, "{id}");
        let said = say(&session, &format!("/import/{id}"), &[("_do", "write")]);
        assert_eq!(said.status, 404, "{id}");
    }
    let place = sent(&session, "材料.txt", MATERIAL.as_bytes());
    let odd = [
        ("line-99999", "problem"),
        ("line-x", "problem"),
        ("line-3", "<b>"),
        ("map", "--db=/tmp/x"),
        ("title-l99999", "不在"),
        ("_do", "page-99"),
    ];
    assert_eq!(say(&session, &place, &odd).status, 303);
    let page = session.get(&place).text();
    assert!(
        page.contains("读出问题3个") && !page.contains("改过 "),
        "{page}"
    );
    assert_eq!(say(&session, &place, &[("_do", "drop")]).status, 303);
    assert_eq!(session.get(&place).status, 404);
    assert!(!program.ledger().exists());
}
