//! What forms send comes to a page as it was meant, bounded, and goes when it is done with.

use std::path::PathBuf;
use std::sync::Mutex;

use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use desk::sent::Sent;

use crate::common::wire::{Answer, Part};
use crate::house::{House, routes};

/// Where the files of the last form lay.
static LAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Tests that look there take turns.
static TURN: Mutex<()> = Mutex::new(());

/// Tells what came: a line a field, a line a file.
async fn tells(sent: Sent) -> Response {
    let mut lines = String::new();
    for (name, text) in &sent.fields {
        lines.push_str(&format!("{name}={text:?}\n"));
    }
    let mut lay = LAY.lock().expect("no panic");
    lay.clear();
    for file in &sent.files {
        let content = std::fs::read(&file.path).expect("the file");
        assert_eq!(
            file.path.file_name().and_then(|name| name.to_str()),
            Some(file.name.as_str())
        );
        let start = String::from_utf8_lossy(&content[..content.len().min(20)]).into_owned();
        lines.push_str(&format!(
            "{}:{}:{}:{start}\n",
            file.field,
            file.name,
            content.len()
        ));
        lay.push(file.path.clone());
    }
    lines.into_response()
}

fn house() -> House {
    House::new(routes().route("/tell", post(tells)))
}

fn told(house: &House, parts: &[Part<'_>]) -> Answer {
    house.session.post("/tell", house.session.parts(parts))
}

#[test]
fn both_ways_of_sending_come_to_the_same() {
    let house = house();
    let fields = [
        ("题目", "窗口办理慢 & 材料多"),
        ("说明", "一\r\n二"),
        ("", ""),
        ("题目", "a=b+c%20"),
    ];
    let written = house.session.post("/tell", house.session.fields(&fields));
    assert_eq!(written.status, 200);
    let _turn = TURN.lock();
    let parts: Vec<Part<'_>> = fields
        .iter()
        .map(|(name, text)| (*name, None, text.as_bytes()))
        .collect();
    let packed = told(&house, &parts);
    let expected = "题目=\"窗口办理慢 & 材料多\"\n说明=\"一\\n二\"\n=\"\"\n题目=\"a=b+c%20\"\n";
    assert_eq!(
        (written.text(), packed.text()),
        (expected.to_owned(), expected.to_owned())
    );
}

#[test]
fn files_keep_their_names_and_go_with_the_form() {
    let house = house();
    let _turn = TURN.lock();
    let answer = told(
        &house,
        &[
            ("f", Some("整改方案（定稿）.docx"), b"one"),
            ("f", Some("整改方案（定稿）.docx"), b"two"),
            ("none", Some(""), b""),
            ("empty", Some("空.txt"), b""),
            ("odd", Some(""), b"nameless"),
            ("f", Some("../../../../tmp/逃.txt"), b"x"),
            ("f", Some("C:\\Users\\王\\材料 1.xlsx"), b"x"),
            ("f", Some("a\u{202e}txt.exe"), b"x"),
            ("f", Some("b\r\n\u{7}\"<>.txt"), b"x"),
            ("f", Some("nul.txt"), b"x"),
            ("f", Some("..."), b"x"),
        ],
    );
    let lines = answer.text();
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(
        lines,
        [
            "f:整改方案（定稿）.docx:3:one",
            "f:整改方案（定稿）.docx:3:two",
            "empty:空.txt:0:",
            "odd:未命名:8:nameless",
            "f:逃.txt:1:x",
            "f:材料 1.xlsx:1:x",
            "f:atxt.exe:1:x",
            "f:b______.txt:1:x",
            "f:_nul.txt:1:x",
            "f:未命名:1:x",
        ]
    );
    let lay = LAY.lock().expect("no panic").clone();
    assert_eq!(lay.len(), 10);
    for path in lay {
        assert!(
            path.to_string_lossy().contains("ledger-desk-"),
            "{}",
            path.display()
        );
        assert!(!path.exists(), "{} stays", path.display());
    }
}

#[test]
fn large_files_come_whole() {
    let house = house();
    let _turn = TURN.lock();
    let mut content: Vec<u8> = (0..5_000_000_u32)
        .map(|place| (place.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    content.extend(b"\r\n------formBoundary7MA4YWx\r\n--");
    let answer = told(&house, &[("f", Some("大.bin"), &content)]);
    assert!(
        answer
            .text()
            .starts_with(&format!("f:大.bin:{}:", content.len())),
        "{:.100}",
        answer.text()
    );
}

#[test]
fn what_is_too_much_is_refused_and_said() {
    let house = house();
    let _turn = TURN.lock();
    let many = |count: usize| -> Vec<Part<'static>> { vec![("a", None, b"1"); count] };
    let files = |count: usize| -> Vec<Part<'static>> { vec![("f", Some("a"), b"1"); count] };
    let text = vec![b'x'; (2 << 20) - 1];
    let (file, more) = (vec![0; 60 << 20], vec![0; (60 << 20) + 1]);
    for (parts, said) in [
        (many(1_000), None),
        (many(1_001), Some("1000 格")),
        (files(200), None),
        (files(201), Some("200 个文件")),
        (vec![("a", None, &text[..])], None),
        (vec![("aa", None, &text[..])], Some("2 MB")),
        (vec![("f", Some("a"), &file[..])], None),
        (vec![("f", Some("a"), &more[..])], Some("60 MB")),
    ] {
        let answer = told(&house, &parts);
        match said {
            None => assert_eq!(answer.status, 200, "{:.300}", answer.text()),
            Some(said) => {
                assert_eq!(answer.status, 413, "{said}");
                assert!(answer.text().contains(said), "{said} in {}", answer.text());
            }
        }
    }
    // The same of a form without files.
    for (count, status) in [(1_000, 200), (1_001, 413)] {
        let answer = house
            .session
            .post("/tell", house.session.fields(&vec![("a", "1"); count]));
        assert_eq!(answer.status, status);
    }
    let long = "x".repeat(2 << 20);
    assert_eq!(
        house
            .session
            .post("/tell", house.session.fields(&[("a", &long)]))
            .status,
        413
    );
    // What is announced counts too, before it is sent.
    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let head = house.session.form_headers(kind, 1 << 30);
        let mut stream = crate::common::wire::connect(house.session.port);
        std::io::Write::write_all(
            &mut stream,
            format!("POST /tell HTTP/1.1\r\n{head}\r\n").as_bytes(),
        )
        .expect("sent");
        stream.shutdown(std::net::Shutdown::Write).expect("shut");
        let answer = crate::common::wire::read(&mut stream);
        assert!(answer.is_none_or(|answer| answer.status == 413));
    }
}

#[test]
fn all_files_together_are_bounded() {
    let house = house();
    let _turn = TURN.lock();
    // None of them too large, all of them below what a whole form may have.
    let file = vec![0; 60 << 20];
    let mut parts: Vec<Part<'_>> = vec![("f", Some("a"), &file[..]); 6];
    parts.push(("f", Some("a"), &file[..41 << 20]));
    let answer = told(&house, &parts);
    assert_eq!(answer.status, 413);
    assert!(answer.text().contains("400 MB"), "{}", answer.text());
}

#[test]
fn what_is_no_form_is_refused() {
    let house = house();
    let token = house.session.token.clone();
    let (kind, body) = house.session.parts(&[("f", Some("a.txt"), b"x")]);
    let post = |kind: &str, body: &[u8]| {
        house
            .session
            .post("/tell", (kind.to_owned(), body.to_vec()))
            .status
    };
    for (kind, body, status) in [
        (
            "application/json",
            format!("{{\"_token\":\"{token}\"}}").into_bytes(),
            415,
        ),
        ("text/plain", format!("_token={token}").into_bytes(), 415),
        ("", body.clone(), 415),
        ("multipart/mixed; boundary=x", body.clone(), 415),
        ("multipart/form-data", body.clone(), 400),
        ("multipart/form-data; boundary=other", body.clone(), 400),
        (&kind, body[..body.len() - 10].to_vec(), 400),
        (&kind, Vec::new(), 400),
        ("application/x-www-form-urlencoded", Vec::new(), 403),
    ] {
        assert_eq!(post(kind, &body), status, "{kind}");
    }
    // Who goes away in the middle leaves nothing.
    let head = house.session.form_headers(&kind, body.len());
    let mut stream = crate::common::wire::connect(house.session.port);
    let mut bytes = format!("POST /tell HTTP/1.1\r\n{head}\r\n").into_bytes();
    bytes.extend(&body[..body.len() - 30]);
    std::io::Write::write_all(&mut stream, &bytes).expect("sent");
    drop(stream);
    assert_eq!(house.session.get("/").status, 200);
}
