//! What no browser sends is refused before anything is done for it.

use crate::common::program::Program;
use crate::common::wire::{Answer, exchange};

const TRICKS: [&str; 18] = [
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%252e%252e/%252e%252e/etc/passwd",
    "/..%252fetc%252fpasswd",
    "/..\\..\\etc\\passwd",
    "/..%5c..%5cetc%5cpasswd",
    "/....//etc/passwd",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/a%00.css",
    "/%00",
    "/%0d%0aSet-Cookie:%20a=b",
    "/%c0%ae%c0%ae/etc/passwd",
    "/%uff0e%uff0e/etc/passwd",
    "/C:/Windows/win.ini",
    "/./",
    "/%",
];

#[test]
fn no_path_leads_out() {
    let program = Program::start();
    let session = program.session();
    let style = session.get("/").text();
    let (_, style) = style.split_once("href=\"/static/").expect("a style sheet");
    let digest = &style[..style.find('/').expect("its name")];
    let under = [
        "",
        "/static",
        &format!("/static/{digest}"),
        "/get",
        "/get/0",
        "/show",
        "/show/0",
        "/open",
        "/end",
    ];
    for before in under {
        for trick in TRICKS {
            let answer = session.get(&format!("{before}{trick}"));
            assert!(
                [400, 403, 404].contains(&answer.status),
                "{before}{trick}: {}",
                answer.status
            );
            let text = answer.text();
            assert!(
                !text.contains("root:") && !text.contains("[fonts]"),
                "{before}{trick}"
            );
            assert_eq!(answer.header("set-cookie"), None, "{before}{trick}");
            assert!(
                answer.header("content-security-policy").is_some(),
                "{before}{trick}"
            );
        }
    }
}

/// Headers that leave open where a form ends, and what comes behind them.
fn unclear(token: &str, hidden: &str) -> Vec<(String, String)> {
    let length = token.len();
    let pieces = format!("{length:x}\r\n{token}\r\n0\r\n\r\n");
    let token = token.to_owned();
    vec![
        (
            format!("Content-Length: {length}\r\nContent-Length: 0\r\n"),
            format!("{token}{hidden}"),
        ),
        (
            format!("Content-Length: 0\r\nContent-Length: {length}\r\n"),
            format!("{token}{hidden}"),
        ),
        (
            format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
            format!("{pieces}{hidden}"),
        ),
        (
            format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
            format!("{pieces}{hidden}"),
        ),
        ("Transfer-Encoding: chunked\r\n".to_owned(), pieces.clone()),
        ("Transfer-Encoding: identity\r\n".to_owned(), token.clone()),
        ("Transfer-Encoding : chunked\r\n".to_owned(), pieces.clone()),
        (format!("Content-Length: +{length}\r\n"), token.clone()),
        (
            format!("Content-Length: {length}, {length}\r\n"),
            token.clone(),
        ),
        ("Content-Length: -1\r\n".to_owned(), token.clone()),
        (
            "Content-Length: 99999999999999999999999\r\n".to_owned(),
            token.clone(),
        ),
        (String::new(), token.clone()),
    ]
}

#[test]
fn where_a_request_ends_is_clear() {
    let program = Program::start();
    let session = program.session();
    let head = session.headers();
    let port = program.port;
    let own = format!(
        "Origin: http://127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    );
    let token = format!("_token={}", session.token);
    let length = token.len();
    let hidden =
        format!("POST /end HTTP/1.1\r\n{head}{own}Content-Length: {length}\r\n\r\n{token}");
    for (lines, body) in unclear(&token, &hidden) {
        let bytes = format!("POST /nothing HTTP/1.1\r\n{head}{own}{lines}\r\n{body}");
        let answer = exchange(port, bytes.as_bytes()).expect("an answer");
        assert!(
            [400, 411].contains(&answer.status),
            "{lines}: {}",
            answer.status
        );
        let answers = answer
            .raw
            .windows(9)
            .filter(|nine| nine == b"HTTP/1.1 ")
            .count();
        assert_eq!(answers, 1, "{lines}");
    }
    // A question has no body in which another could hide.
    let bytes = format!(
        "GET / HTTP/1.1\r\n{head}Content-Length: {}\r\n\r\n{hidden}",
        hidden.len()
    );
    assert_eq!(
        exchange(port, bytes.as_bytes()).expect("an answer").status,
        400
    );
    assert_eq!(session.get("/").status, 200, "nothing ended it");
}

#[test]
fn headers_are_bounded() {
    let program = Program::start();
    let session = program.session();
    let long = "a".repeat(100_000);
    let many: String = (0..200).map(|place| format!("X-{place}: 1\r\n")).collect();
    let head = session.headers();
    for bytes in [
        format!("GET / HTTP/1.1\r\n{head}X-Long: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{head}{many}\r\n"),
        format!("GET /{long} HTTP/1.1\r\n{head}\r\n"),
        format!("GET / HTTP/1.1\r\n{head}Cookie: {long}\r\n\r\n"),
    ] {
        // Whoever goes on sending may be cut off without a word.
        let status = exchange(program.port, bytes.as_bytes()).map(|answer| answer.status);
        assert!(
            matches!(status, None | Some(400 | 414 | 431)),
            "{bytes:.80}: {status:?}"
        );
    }
    for bytes in [
        "\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\0",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
    ] {
        let mut stream = crate::common::wire::connect(program.port);
        let _ = std::io::Write::write_all(&mut stream, bytes.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let status = crate::common::wire::read(&mut stream).map(|answer| answer.status);
        assert!(
            matches!(status, None | Some(400 | 421 | 505)),
            "{bytes:?}: {status:?}"
        );
    }
    assert_eq!(session.get("/").status, 200);
}

#[test]
fn methods_are_those_of_pages() {
    let program = Program::start();
    let session = program.session();
    let head = session.headers();
    for method in [
        "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X",
    ] {
        let bytes = format!("{method} / HTTP/1.1\r\n{head}Content-Length: 0\r\n\r\n");
        let answer = exchange(program.port, bytes.as_bytes()).expect("an answer");
        assert!(
            [400, 405].contains(&answer.status),
            "{method}: {}",
            answer.status
        );
    }
    assert_eq!(session.get("/end").status, 405);
    let posted = session.post("/", session.fields(&[]));
    assert_eq!(posted.status, 405);
    assert!(
        posted
            .header("allow")
            .is_some_and(|allowed| allowed.contains("GET"))
    );
    let head = exchange(
        program.port,
        format!("HEAD / HTTP/1.1\r\n{head}\r\n").as_bytes(),
    )
    .expect("one");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

/// An answer that says how it may be used.
fn says_how(answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{answer:?}");
    }
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe") && policy.contains("frame-ancestors 'self'"),
        "{policy}"
    );
    assert!(answer.header("permissions-policy").is_some());
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("server"), None);
    let kept = answer.header("cache-control").expect("whether it is kept");
    if answer.status == 200 && kept != "no-store" {
        assert!(
            kept.starts_with("private") && kept.contains("immutable"),
            "{kept}"
        );
        assert_ne!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
    } else {
        assert_eq!(kept, "no-store");
        assert!(
            answer.header("location").is_some()
                || answer.header("content-type") == Some("text/html; charset=utf-8")
        );
    }
}

#[test]
fn every_answer_says_how_it_may_be_used() {
    let program = Program::start();
    let session = program.session();
    let page = session.get("/").text();
    let address = |before: &str| {
        let (_, rest) = page.split_once(before).expect(before);
        rest[..rest.find('"').expect("its end")].to_owned()
    };
    let (style, script) = (
        address("rel=\"stylesheet\" href=\""),
        address("<script src=\""),
    );
    let form = session.fields(&[]);
    let refused = session.post("/end", ("text/plain".to_owned(), b"x".to_vec()));
    assert_eq!(refused.status, 415);
    let bare = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        program.port
    );
    let mut answers = vec![
        refused,
        exchange(program.port, bare.as_bytes()).expect("an answer"),
        exchange(program.port, bare.replace("127.0.0.1", "evil").as_bytes()).expect("an answer"),
        session.post("/nothing", form.clone()),
        session.post("/", form),
    ];
    let paths = [
        "/",
        "/nothing",
        "/open?key=0",
        "/end",
        "/get/0/a",
        "/show/0/a",
        "/static/0/desk.css",
        &style,
        &script,
        "/%2e%2e",
    ];
    answers.extend(paths.map(|path| session.get(path)));
    for answer in &answers {
        says_how(answer);
    }
    for (path, kind) in [(style, "text/css"), (script, "text/javascript")] {
        let answer = session.get(&path);
        assert!(
            answer
                .header("content-type")
                .is_some_and(|found| found.starts_with(kind)),
            "{path}"
        );
        assert!(answer.body.len() > 500, "{path}");
    }
    // What the policy would not let run is not there.
    let lower = page.to_lowercase();
    assert!(
        !lower.contains(" style=") && !lower.contains("<style") && !lower.contains(" on")
            || !lower.contains("onclick")
    );
    assert_eq!(lower.matches("<script").count(), 1);
}
