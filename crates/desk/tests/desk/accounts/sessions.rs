//! Who gets in, who is locked out, when a session ends.

use std::time::Duration;

use super::{PASSWORD, does, line, office, said, serving};
use crate::common::wire::Session;

#[test]
fn nobody_gets_in_without_a_password_and_who_is_wrong_too_often_is_locked_out() {
    let program = serving(office(), &[]);
    let try_in = |name: &str, password: &str| Session::log_in(program.port, name, password);
    let stranger = Session {
        port: program.port,
        cookie: "ledger-desk=x".to_owned(),
        token: "x".to_owned(),
    };
    let led = stranger.get("/tasks/1");
    assert_eq!((led.status, led.header("location")), (303, Some("/login")));
    assert_eq!(
        does(&stranger, "log", &[("numbers", "1"), ("text", "x")]).status,
        403
    );
    assert_eq!(stranger.get("/open?key=x").status, 403);
    assert!(stranger.get("/login").text().contains("密码"));
    // Another page's form is no log-in.
    let form = "name=x&password=y";
    let bytes = format!(
        "POST /login HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://evil.example\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\nConnection: close\r\n\r\n{form}",
        program.port,
        form.len()
    );
    let foreign = crate::common::wire::exchange(program.port, bytes.as_bytes());
    assert_eq!(foreign.expect("an answer").status, 403);
    for name in ["填的", "没有这个人"] {
        for turn in 0..5 {
            let answer = try_in(name, "不对的密码不对").expect_err("refused");
            let page = answer.text();
            assert!(
                answer.status == 403 && page.contains("账号或密码不对"),
                "{turn}: {page}"
            );
        }
        let answer = try_in(name, PASSWORD).expect_err("locked");
        assert!(answer.text().contains("锁住了"), "{}", answer.text());
    }
    try_in("看的", PASSWORD).expect("others go in");
    // Who looks after the ledger helps at once.
    let new = format!("{PASSWORD}，新的");
    let changed = line(
        program.place(),
        &["account", "change", "填的", "--password"],
        &format!("{new}\n"),
    );
    assert!(changed.status.success(), "{}", said(&changed));
    try_in("填的", &new).expect("let in again");
    let log = program.asked(&["account", "log"]);
    assert!(
        log.contains("填的  密码不对，已锁住（127.0.0.1）") && log.contains("看的  登录"),
        "{log}"
    );
    assert!(!log.contains("没有这个人"), "{log}");
    assert!(program.asked(&["verify"]).contains("校验码"));
}

#[test]
fn a_session_ends_by_leaving_by_time_and_with_its_account() {
    let program = serving(office(), &[("LEDGER_DESK_IDLE", "2")]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let leaves = enter("看的");
    assert_eq!(leaves.post("/logout", leaves.fields(&[])).status, 303);
    assert_eq!(leaves.get("/").header("location"), Some("/login"));
    let (stays, goes) = (enter("看的"), enter("填的"));
    let off = program.line(&["account", "off", "填的"]);
    assert!(off.status.success(), "{}", said(&off));
    assert_eq!(goes.get("/").header("location"), Some("/login"));
    assert!(Session::log_in(program.port, "填的", PASSWORD).is_err());
    assert_eq!(stays.get("/").status, 200);
    // A page that looks by itself keeps nothing alive.
    for _ in 0..5 {
        std::thread::sleep(Duration::from_millis(500));
        stays.get("/changed?since=1");
    }
    assert_eq!(stays.get("/").header("location"), Some("/login"));
    let again = enter("看的");
    // What was typed before can still be sent: the form is still his.
    assert_eq!(again.token, stays.token);
    // The program does not end, though nobody asks.
    std::thread::sleep(Duration::from_secs(3));
    enter("看的");
}
