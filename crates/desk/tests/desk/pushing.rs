//! Handing up over a network: what the other side lacks is sent, once, and taken as `gather` takes it.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tempfile::TempDir;

use crate::accounts::{PASSWORD, line, office, said, serving};
use crate::common::program::Program;
use crate::common::wire::{Session, exchange};

/// An office that gathers, with an account for the unit A03 and one for B07.
fn above() -> Program {
    let place = office();
    for (name, unit) in [("水务局报送", "A03"), ("林业局报送", "B07")] {
        let words = ["account", "add", name, "--role", "上报", "--unit", unit];
        let made = line(&place, &words, &format!("{PASSWORD}\n"));
        assert!(made.status.success(), "{}", said(&made));
    }
    serving(place, &[])
}

/// The ledger of a unit with a task.
fn unit(name: &str, code: &str) -> TempDir {
    let place = tempfile::tempdir().expect("a folder");
    line(
        &place,
        &["--actor", name, "init", "--name", name, "--code", code],
        "",
    );
    let made = line(&place, &["add", "河道巡查不够", "--year", "2022"], "");
    assert!(made.status.success(), "{}", said(&made));
    place
}

fn push(place: &TempDir, port: u16, account: &str, more: &[&str]) -> (bool, String) {
    let address = format!("http://127.0.0.1:{port}");
    let words = [&["push", &*address, "--account", account], more].concat();
    let done = line(place, &words, &format!("{PASSWORD}\n"));
    (done.status.success(), said(&done))
}

fn pushes(place: &TempDir, above: &Program, what: &str) {
    let (is_done, said) = push(place, above.port, "水务局报送", &[]);
    assert!(is_done && said.contains(what), "{said}");
}

#[test]
fn what_is_new_is_handed_up_once() {
    let (above, place) = (above(), unit("某市水务局", "A03"));
    pushes(&place, &above, "上级新收 2 条记录");
    assert!(
        above
            .asked(&["list", "--unit", "A03"])
            .contains("河道巡查不够")
    );
    pushes(&place, &above, "没有要送的");
    line(&place, &["log", "1", "巡查了十二条河"], "");
    pushes(&place, &above, "添 1 条，共 3 条记录");
    assert!(above.asked(&["show", "A03-1"]).contains("巡查了十二条河"));
    // Who gathered it is the account.
    assert!(above.asked(&["history"]).contains("水务局报送"));
    // What the unit destroyed is destroyed above.
    let erased = ["expunge", "--entry", "3", "--reason", "写错了人", "-y"];
    let erased = line(&place, &erased, "");
    assert!(erased.status.success(), "{}", said(&erased));
    pushes(&place, &above, "已报送");
    let shown = above.asked(&["show", "A03-1"]);
    assert!(!shown.contains("巡查了十二条河"), "{shown}");
    assert!(above.line(&["verify"]).status.success());
    // Nothing is left of what came.
    assert!(!above.ledger().with_extension("db.push").exists());
}

#[test]
fn evidence_goes_along_where_it_is_wanted_and_is_not_sent_twice() {
    let (above, place) = (above(), unit("某市水务局", "A03"));
    let photo = place.path().join("照片.jpg");
    std::fs::write(&photo, b"\xff\xd8 a photo of a river").expect("written");
    line(&place, &["attach", "1", photo.to_str().expect("text")], "");
    let (_, told) = push(&place, above.port, "水务局报送", &[]);
    assert!(told.contains("1 个佐证材料只报了摘要"), "{told}");
    let whole = ["--with-evidence"];
    let (_, told) = push(&place, above.port, "水务局报送", &whole);
    assert!(told.contains("1 个佐证材料"), "{told}");
    let (_, told) = push(&place, above.port, "水务局报送", &whole);
    assert!(told.contains("没有要送的"), "{told}");
    assert!(above.line(&["verify"]).status.success());
}

#[test]
fn an_account_hands_up_its_own_unit_and_does_nothing_else() {
    let (above, place) = (above(), unit("某市水务局", "A03"));
    for (account, why) in [
        ("林业局报送", "只能报送“B07”的台账"),
        ("管台账的", "不是报送用的"),
        ("没有这个人", "账号或密码不对"),
    ] {
        let (is_done, said) = push(&place, above.port, account, &[]);
        assert!(!is_done && said.contains(why), "{account}: {said}");
    }
    pushes(&place, &above, "上级新收");
    // Nor what is held of another, under its own name.
    line(
        &place,
        &["init", "--name", "某市林业局", "--code", "B07"],
        "",
    );
    let (is_done, said) = push(&place, above.port, "林业局报送", &[]);
    assert!(!is_done && said.contains("上级收的还是“A03”"), "{said}");
    assert!(!above.asked(&["list", "--by", "unit"]).contains("林业局"));
    // Nor under another name than it was given.
    line(
        &place,
        &["init", "--name", "某市林业局", "--code", "C01"],
        "",
    );
    let (is_done, said) = push(&place, above.port, "水务局报送", &[]);
    assert!(!is_done && said.contains("这一本是“C01”的"), "{said}");
}

#[test]
fn an_account_that_hands_up_looks_at_no_page() {
    let above = above();
    // It is not for the page, and what it may do asks for its own secret.
    let page = Session::log_in(above.port, "水务局报送", PASSWORD).expect_err("not let in");
    assert!(page.text().contains("只用来报送"), "{}", page.text());
    let body = format!("{{\"name\":\"水务局报送\",\"password\":\"{PASSWORD}\"}}");
    let asked = format!(
        "POST /push/in HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        above.port,
        body.len()
    );
    let answer = exchange(above.port, asked.as_bytes())
        .expect("an answer")
        .text();
    let (_, key) = answer.split_once("\"key\":\"").expect("a key");
    let key = key.split('"').next().expect("its end");
    let page = Session {
        port: above.port,
        cookie: format!("ledger-desk-{}={key}", above.port),
        token: String::new(),
    };
    for path in [
        "/",
        "/tasks/1",
        "/tasks/assign?n=1",
        "/import",
        "/do/edit?numbers=1",
        "/changed?since=0",
    ] {
        let answer = page.get(path);
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.text().contains("窗口办理慢"), "{path}");
    }
    for path in ["/push/held", "/push/take", "/push/part?of=x", "/push/other"] {
        let asked = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}",
            above.port
        );
        let answer = exchange(above.port, asked.as_bytes()).expect("an answer");
        let status = if path == "/push/other" { 404 } else { 401 };
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
    }
}

#[test]
fn a_history_that_diverged_is_kept_aside() {
    let (above, place) = (above(), unit("某市水务局", "A03"));
    let copy = tempfile::tempdir().expect("a folder");
    std::fs::copy(place.path().join("台账.db"), copy.path().join("台账.db")).expect("copied");
    line(&place, &["log", "1", "这一本记的"], "");
    pushes(&place, &above, "上级新收");
    line(&copy, &["log", "1", "那一本记的"], "");
    let (is_done, said) = push(&copy, above.port, "水务局报送", &[]);
    assert!(
        !is_done && said.contains("从第 3 条起与已收的不一致"),
        "{said}"
    );
    assert!(above.asked(&["show", "A03-1"]).contains("这一本记的"));
    // A few are kept for somebody to look at, and no more.
    for turn in 0..4 {
        let other = tempfile::tempdir().expect("a folder");
        std::fs::copy(copy.path().join("台账.db"), other.path().join("台账.db")).expect("copied");
        line(&other, &["undo"], "");
        line(&other, &["log", "1", &format!("又一本{turn}")], "");
        let (is_done, said) = push(&other, above.port, "水务局报送", &[]);
        assert!(
            !is_done && said.contains(if turn < 3 { "已另存" } else { "没有收" }),
            "{turn}: {said}"
        );
    }
    assert!(above.asked(&["history"]).contains("另存"));
}

/// Lets through what comes for that port, and cuts every connection that has sent so much; how much came in all.
fn cutting(port: u16, most: usize) -> (u16, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let (at, all) = (
        listener.local_addr().expect("its port").port(),
        Arc::<AtomicU64>::default(),
    );
    let counted = Arc::clone(&all);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut from, mut to) = (
                stream.expect("one"),
                TcpStream::connect(("127.0.0.1", port)).expect("there"),
            );
            let (mut back, mut answers) =
                (from.try_clone().expect("two"), to.try_clone().expect("two"));
            thread::spawn(move || std::io::copy(&mut answers, &mut back));
            let (mut sent, mut bytes) = (0, vec![0; 16 << 10]);
            while sent < most {
                let Ok(count @ 1..) = from.read(&mut bytes) else {
                    break;
                };
                sent += count;
                counted.fetch_add(count as u64, Ordering::SeqCst);
                to.write_all(&bytes[..count]).expect("there");
            }
            let _ = (
                from.shutdown(std::net::Shutdown::Both),
                to.shutdown(std::net::Shutdown::Both),
            );
        }
    });
    (at, all)
}

#[test]
fn a_network_that_breaks_costs_a_part_and_not_all() {
    const SIZE: usize = 3 << 20;
    let (above, place) = (above(), unit("某市水务局", "A03"));
    // Bytes that can't be packed smaller.
    let mut state = 1_u64;
    let mut bytes = Vec::with_capacity(SIZE);
    while bytes.len() < SIZE {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    let film = place.path().join("现场.mp4");
    std::fs::write(&film, &bytes).expect("written");
    line(&place, &["attach", "1", film.to_str().expect("text")], "");
    let (port, all) = cutting(above.port, 1 << 20);
    let (is_done, said) = push(&place, port, "水务局报送", &["--with-evidence"]);
    assert!(is_done && said.contains("1 个佐证材料"), "{said}");
    let sent = all.load(Ordering::SeqCst) as usize;
    assert!(sent > SIZE && sent < SIZE + (2 << 20), "{sent}");
    assert!(above.line(&["verify"]).status.success());
}
