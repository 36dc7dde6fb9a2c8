//! Who gets in: whoever has the key, once; then that browser alone, from that server's own pages alone.

use crate::common::program::Program;
use crate::common::wire::{Answer, Session, exchange, written};

fn asked(program: &Program, path: &str, headers: &str) -> Answer {
    let bytes = format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
    exchange(program.port, bytes.as_bytes()).expect("an answer")
}

#[test]
fn only_this_servers_own_names_are_answered() {
    let program = Program::start();
    let session = program.session();
    let port = program.port;
    let host = |name: &str| {
        let headers = format!("{name}Cookie: {}\r\n", session.cookie);
        asked(&program, "/", &headers).status
    };
    for own in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(host(&format!("Host: {own}:{port}\r\n")), 200, "{own}");
    }
    for other in [
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: evil.example@127.0.0.1:{port}\r\n"),
        format!("Host: 127.0.0.1:{}\r\n", port.wrapping_add(1)),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: localhost.:{port}\r\n"),
        format!("Host: LOCALHOST.evil:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        "Host:\r\n".to_owned(),
        String::new(),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
        format!("Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}\r\n"),
    ] {
        let status = host(&other);
        assert!([400, 421].contains(&status), "{other}: {status}");
    }
    // The whole address in the first line counts as well.
    let headers = format!("Host: 127.0.0.1:{port}\r\nCookie: {}\r\n", session.cookie);
    assert_eq!(
        asked(&program, "http://evil.example/", &headers).status,
        421
    );
    // Neither does the key open for another name, nor is it spent by that.
    let fresh = Program::start();
    let (_, path) = fresh.address.split_once("/open").expect("a path");
    let evil = format!("Host: evil.example:{}\r\n", fresh.port);
    assert_eq!(asked(&fresh, &format!("/open{path}"), &evil).status, 421);
    fresh.session();
}

#[test]
fn the_key_opens_once() {
    let program = Program::start();
    let host = format!("Host: 127.0.0.1:{}\r\n", program.port);
    let (_, query) = program.address.split_once("/open").expect("a path");
    let path = format!("/open{query}");
    let (right, _) = path.split_at(path.len() - 1);
    for wrong in ["/open", "/open?key=", "/open?key=0", right, "/open?other=1"] {
        let answer = asked(&program, wrong, &host);
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (403, None),
            "{wrong}"
        );
    }
    // A browser that only looks ahead, or asks for the headers, leaves the key to the person.
    let ahead = asked(&program, &path, &format!("{host}Sec-Purpose: prefetch\r\n"));
    assert_eq!((ahead.status, ahead.header("set-cookie")), (503, None));
    let head = format!("HEAD {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let head = exchange(program.port, head.as_bytes()).expect("an answer");
    assert_eq!((head.status, head.header("set-cookie")), (403, None));
    let session = program.session();
    let again = asked(&program, &path, &host);
    assert_eq!((again.status, again.header("set-cookie")), (403, None));
    assert!(again.text().contains("已经用过") && again.text().contains("双击 ledger-desk"));
    // It leads whoever is in already to the first page, and nobody anywhere else.
    let known = session.get(&path);
    assert_eq!((known.status, known.header("location")), (303, Some("/")));
    assert_eq!(
        session
            .get(&format!("{path}&next=http://evil.example/"))
            .header("location"),
        Some("/")
    );
}

#[test]
fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let program = Program::start();
    let (_, query) = program.address.split_once("/open").expect("a path");
    let host = format!("Host: 127.0.0.1:{}\r\n", program.port);
    let answer = asked(&program, &format!("/open{query}"), &host);
    let cookie = answer.header("set-cookie").expect("a cookie");
    let (pair, rules) = cookie.split_once("; ").expect("rules");
    assert_eq!(rules, "Path=/; HttpOnly; SameSite=Strict");
    let (name, value) = pair.split_once('=').expect("a value");
    assert_eq!(name, format!("ledger-desk-{}", program.port));
    assert!(value.len() >= 32 && !program.address.contains(value));
}

#[test]
fn nobody_else_learns_anything() {
    let (program, other) = (Program::start(), Program::start());
    let (session, stranger) = (program.session(), other.session());
    let (_, foreign) = stranger.cookie.split_once('=').expect("a value");
    let (_, own) = session.cookie.split_once('=').expect("a value");
    let name = format!("ledger-desk-{}", program.port);
    for cookie in [
        String::new(),
        stranger.cookie.clone(),
        format!("{name}={foreign}"),
        format!("{name}="),
        format!("{name}={}", &own[1..]),
        format!("{name}={own}0"),
        format!("other={own}"),
    ] {
        let headers = format!("Host: 127.0.0.1:{}\r\nCookie: {cookie}\r\n", program.port);
        for path in ["/", "/nothing", "/end", "/get/a/b", "/tasks"] {
            let answer = asked(&program, path, &headers);
            assert_eq!(answer.status, 403, "{path} {cookie}");
            let text = answer.text();
            for secret in ["台账.db", &session.token, own] {
                assert!(!text.contains(secret), "{path} {cookie}: {secret}");
            }
        }
    }
    let with = format!(
        "Host: 127.0.0.1:{}\r\nCookie: a=b; {}; c=d\r\n",
        program.port, session.cookie
    );
    assert_eq!(asked(&program, "/", &with).status, 200);
}

/// A form to the button that ends the program: that it still runs tells that nothing was done.
fn pressed(session: &Session, origin: &str, token: &str) -> u16 {
    let (kind, body) = written(&[("_token", token)]);
    let head = format!(
        "POST /end HTTP/1.1\r\n{}{origin}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        session.headers(),
        body.len()
    );
    let mut bytes = head.into_bytes();
    bytes.extend(body);
    exchange(session.port, &bytes).expect("an answer").status
}

#[test]
fn a_form_comes_from_this_servers_own_pages() {
    let mut program = Program::start();
    let session = program.session();
    let port = program.port;
    for origin in [
        String::new(),
        "Origin: null\r\n".to_owned(),
        "Origin: http://evil.example\r\n".to_owned(),
        format!("Origin: http://evil.example:{port}\r\n"),
        format!("Origin: https://127.0.0.1:{port}\r\n"),
        format!("Origin: http://localhost:{port}\r\n"),
        format!("Origin: http://127.0.0.1:{}\r\n", port.wrapping_add(1)),
        "Origin: http://127.0.0.1\r\n".to_owned(),
        format!("Origin: http://127.0.0.1:{port}\r\nOrigin: http://evil.example\r\n"),
        format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n"),
        format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-site\r\n"),
        "Sec-Fetch-Site: none\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: same-origin\r\n".to_owned(),
        format!("Referer: http://127.0.0.1:{port}/\r\n"),
    ] {
        assert_eq!(pressed(&session, &origin, &session.token), 403, "{origin}");
    }
    assert_eq!(session.get("/").status, 200);
    assert_eq!(
        pressed(&session, "Sec-Fetch-Site: same-origin\r\n", &session.token),
        200
    );
    assert!(program.ended(std::time::Duration::from_secs(10)).is_some());
}

/// Another server of this machine is the same site to a browser, and is sent the cookie: its pages lead nowhere
/// here, be it to look.
#[test]
fn no_page_of_another_server_leads_here() {
    let program = Program::start();
    let session = program.session();
    for (site, status) in [
        ("same-site", 403),
        ("cross-site", 403),
        ("same-origin", 200),
        ("none", 200),
    ] {
        let answer = asked(
            &program,
            "/tasks",
            &format!(
                "Host: 127.0.0.1:{}\r\nCookie: {}\r\nSec-Fetch-Site: {site}\r\n",
                program.port, session.cookie
            ),
        );
        assert_eq!(answer.status, status, "{site}");
    }
}

#[test]
fn a_form_carries_this_sessions_token() {
    let program = Program::start();
    let session = program.session();
    let other = Program::start().session();
    let own = format!("Origin: http://127.0.0.1:{}\r\n", program.port);
    for token in [
        "",
        "0",
        &other.token,
        &session.token[1..],
        &format!("{}0", session.token),
    ] {
        assert_eq!(pressed(&session, &own, token), 403, "{token}");
    }
    let token = session.token.as_str();
    for form in [
        written(&[]),
        written(&[("token", token)]),
        // Nothing is taken of a form before it is known whose it is.
        written(&[("a", "1"), ("_token", token)]),
        crate::common::wire::packed(&[]),
        crate::common::wire::packed(&[
            ("a", Some("a.txt"), b"x"),
            ("_token", None, token.as_bytes()),
        ]),
        crate::common::wire::packed(&[("_token", Some("a.txt"), token.as_bytes())]),
    ] {
        assert_eq!(session.post("/end", form.clone()).status, 403, "{form:?}");
    }
    assert_eq!(session.get("/").status, 200);
}
