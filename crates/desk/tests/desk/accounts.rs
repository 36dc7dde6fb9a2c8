//! Accounts: who may do what, who is locked out, when a session ends, what is noted, and that nothing goes over a
//! network that is not ciphered.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::common::program::Program;
use crate::common::wire::{Answer, Session};

const PASSWORD: &str = "海棠开了三月天，窗外正下雨";

/// A line of the program on a ledger in that folder, with what it is told.
fn line(place: &TempDir, words: &[&str], told: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
    command
        .args(words)
        .env("LEDGER_DB", place.path().join("台账.db"))
        .env("LEDGER_CLOCK", "2022-03-15T09:00:00+08:00")
        .env("LEDGER_ASK", "never")
        .env("LEDGER_ACTOR", "周敏");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut input = child.stdin.take().expect("its input");
    // One that asks for nothing may be gone.
    let _ = input.write_all(told.as_bytes());
    drop(input);
    child.wait_with_output().expect("its end")
}

fn said(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// A ledger of two tasks of two departments, with an account of each role.
fn office() -> TempDir {
    let place = tempfile::tempdir().expect("a folder");
    for (problem, dept) in [("窗口办理慢", "政务科"), ("学习不深", "人事科")] {
        line(
            &place,
            &["add", problem, "--year", "2022", "--dept", dept],
            "",
        );
    }
    for (name, words) in [
        ("管台账的", vec!["--role", "管理"]),
        ("审的", vec!["--role", "审核"]),
        ("填的", vec!["--role", "填报", "--dept", "政务科"]),
        ("看的", vec!["--role", "查看"]),
    ] {
        let all = [vec!["account", "add", name], words].concat();
        let made = line(&place, &all, &format!("{PASSWORD}\n"));
        assert!(made.status.success(), "{}", said(&made));
    }
    place
}

fn serving(place: TempDir, variables: &[(&str, &str)]) -> Program {
    Program::serving(place, &["--listen", "127.0.0.1:0"], variables)
}

fn does(session: &Session, verb: &str, fields: &[(&str, &str)]) -> Answer {
    session.post(&format!("/do/{verb}"), session.fields(fields))
}

#[test]
fn each_role_does_what_is_its_and_is_who_it_is() {
    let program = serving(office(), &[]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let (keeps, reviews) = (enter("管台账的"), enter("审的"));
    let (fills, looks) = (enter("填的"), enter("看的"));
    let note: [(&str, &str); 2] = [("numbers", "1"), ("text", "开了三个窗口")];
    let other: [(&str, &str); 2] = [("numbers", "2"), ("text", "读了三本书")];
    let apply: [(&str, &str); 1] = [("numbers", "1")];
    let close: [(&str, &str); 4] = [
        ("_yes", "1"),
        ("numbers", "1"),
        ("outcome", "十分钟办完"),
        ("verifier", "赵某"),
    ];
    let edit: [(&str, &str); 2] = [("numbers", "2"), ("dept", "政务科")];
    let whole = |session: &Session| session.get("/tasks/2").text();
    for (session, verb, fields, status) in [
        (&looks, "log", &note[..], 422),
        (&fills, "log", &note[..], 303),
        (&fills, "log", &other[..], 422),
        (&fills, "close", &close[..], 422),
        (&fills, "edit", &edit[..], 422),
        (&reviews, "edit", &edit[..], 422),
        (&reviews, "log", &other[..], 303),
        (&fills, "submit", &apply[..], 303),
        (&reviews, "close", &close[..], 303),
        (&keeps, "edit", &edit[..], 303),
    ] {
        let answer = does(session, verb, fields);
        assert_eq!(
            answer.status,
            status,
            "{verb} {fields:?}: {}",
            answer.text()
        );
        if status == 422 {
            let page = answer.text();
            assert!(page.contains("请管台账的人办"), "{page}");
        }
    }
    // What was typed is not lost by a refusal, and who did it stands in the history.
    assert!(does(&fills, "log", &other).text().contains("读了三本书"));
    let history = program.asked(&["history"]);
    for (who, what) in [
        ("填的", "开了三个窗口"),
        ("审的", "读了三本书"),
        ("管台账的", "政务科"),
    ] {
        let is_told = history
            .lines()
            .any(|line| line.contains(who) && line.contains(what));
        assert!(is_told, "{who} {what}: {history}");
    }
    // What is not for an account is not offered to it.
    assert!(whole(&keeps).contains("action=\"/do/edit\""));
    let seen = whole(&looks);
    assert!(!seen.contains("action=\"/do/") && seen.contains("学习不深"));
    assert!(
        keeps.get("/").text().contains("/import") && !fills.get("/").text().contains("/import")
    );
    // Nor does another way lead there.
    let fields = [("n", "2"), ("dept-2", "督查室")];
    fills.post("/tasks/assign", fills.fields(&fields));
    reviews.post("/tasks/assign", reviews.fields(&fields));
    assert!(!program.asked(&["list"]).contains("督查室"));
    // Nobody but who started it ends it.
    assert_eq!(keeps.post("/end", keeps.fields(&[])).status, 404);
}

#[test]
fn who_fills_in_takes_back_his_own_and_nothing_of_others() {
    let program = serving(office(), &[]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let (reviews, fills) = (enter("审的"), enter("填的"));
    assert_eq!(
        does(&reviews, "log", &[("numbers", "1"), ("text", "审的记的")]).status,
        303
    );
    let undo = does(&fills, "undo", &[]);
    assert!(
        undo.status == 422 || undo.text().contains("审的记的"),
        "{}",
        undo.text()
    );
    does(&fills, "undo", &[("_yes", "on")]);
    assert!(program.asked(&["show", "1"]).contains("审的记的"));
    assert_eq!(
        does(&fills, "log", &[("numbers", "1"), ("text", "填的记的")]).status,
        303
    );
    does(&fills, "undo", &[("_yes", "on")]);
    let shown = program.asked(&["show", "1"]);
    assert!(shown.contains("审的记的"), "{shown}");
    assert!(program.asked(&["history"]).contains("撤"), "taken back");
}

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

#[test]
fn accounts_are_made_with_care() {
    let place = tempfile::tempdir().expect("a folder");
    for (words, told, why) in [
        (
            vec!["account", "add", "周敏", "--role", "管理"],
            "短了\n",
            "至少10个字符",
        ),
        (
            vec!["account", "add", "周敏", "--role", "管理"],
            "",
            "至少10个字符",
        ),
        (
            vec!["account", "add", "周敏", "--role", "管理"],
            "周敏周敏周敏周敏周敏周敏\n",
            "不含姓名",
        ),
        (
            vec!["account", "add", "周敏", "--role", "填报"],
            "海棠开了三月天海棠花\n",
            "--dept 部门",
        ),
        (
            vec!["account", "add", "周敏", "--role", "上报"],
            "海棠开了三月天海棠花\n",
            "--unit 代码",
        ),
        (
            vec!["account", "add", " ", "--role", "管理"],
            "海棠开了三月天海棠花\n",
            "姓名要有字",
        ),
        (
            vec!["account", "add", "周敏", "--role", "admin"],
            "",
            "写法：",
        ),
        (vec!["account", "off", "周敏"], "", "没有账号"),
        (
            vec!["serve", "--listen", "127.0.0.1:0"],
            "",
            "还没有能登录的账号",
        ),
        (
            vec!["serve", "--listen", "127.0.0.1:0", "--actor", "周敏"],
            "",
            "不能再写 --actor",
        ),
    ] {
        let done = line(&place, &words, told);
        let said = said(&done);
        assert!(
            !done.status.success() && said.contains(why),
            "{words:?}: {said}"
        );
        assert!(!place.path().join("台账.accounts").exists(), "{words:?}");
    }
    let made = line(
        &place,
        &["account", "add", "周敏", "--role", "管理"],
        &format!("{PASSWORD}天天\n"),
    );
    assert!(made.status.success(), "{}", said(&made));
    let kept = std::fs::read_to_string(place.path().join("台账.accounts")).expect("kept");
    assert!(kept.contains("$argon2id$") && !kept.contains("海棠"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let meta = std::fs::metadata(place.path().join("台账.accounts")).expect("it");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn off_loopback_everything_is_ciphered() {
    let place = office();
    for (words, why) in [
        (vec!["serve", "--listen", "0.0.0.0:0"], "别人看得见"),
        (
            vec!["serve", "--listen", "0.0.0.0:0", "--behind-proxy"],
            "只听本机的地址",
        ),
        (
            vec!["serve", "--listen", "127.0.0.1:0", "--cert", "没有.pem"],
            "要一起写",
        ),
        (
            vec![
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--cert",
                "没有.pem",
                "--key",
                "没有.pem",
            ],
            "没有.pem",
        ),
    ] {
        let done = line(&place, &words, "");
        assert!(
            !done.status.success() && said(&done).contains(why),
            "{}",
            said(&done)
        );
    }
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("made");
    let (cert, key) = (place.path().join("证书.pem"), place.path().join("私钥.pem"));
    std::fs::write(&cert, made.cert.pem()).expect("written");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("written");
    let words = [
        "--listen",
        "127.0.0.1:0",
        "--cert",
        cert.to_str().expect("text"),
        "--key",
        key.to_str().expect("text"),
    ];
    let program = Program::serving(place, &words, &[]);
    assert!(
        program.address.starts_with("https://"),
        "{}",
        program.address
    );
    // Who does not speak so is told nothing.
    let plain = format!(
        "GET /login HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        program.port
    );
    assert!(crate::common::wire::exchange(program.port, plain.as_bytes()).is_none());
    let root = Certificate::from_der(made.cert.der()).to_owned();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(vec![root])))
        .build();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let at = |path: &str| format!("https://127.0.0.1:{}{path}", program.port);
    let page = agent.get(at("/login")).call().expect("an answer");
    assert_eq!(page.status(), 200);
    let form = [("name", "看的"), ("password", PASSWORD)];
    let origin = format!("https://127.0.0.1:{}", program.port);
    let answer = agent
        .post(at("/login"))
        .header("Origin", &origin)
        .send_form(form)
        .expect("an answer");
    let cookie = answer.headers()["set-cookie"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        cookie.starts_with("__Host-ledger-desk=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
    let plain_origin = agent
        .post(at("/login"))
        .header("Origin", origin.replace("https", "http"))
        .send_form(form);
    assert_eq!(plain_origin.expect("an answer").status(), 403);
    let pair = cookie.split(';').next().expect("a pair");
    let page = agent.get(at("/")).header("Cookie", pair).call();
    let text = page.expect("an answer").body_mut().read_to_string();
    assert!(text.expect("text").contains("查看：<bdi>看的</bdi>"));
}
