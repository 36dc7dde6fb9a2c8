//! Whoever is slow is cut, and keeps nobody.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::common::program::Program;
use crate::common::wire::{connect, read};

const SHORT: &[(&str, &str)] = &[("LEDGER_DESK_PATIENCE", "1")];

/// Sends a byte at a time, until it is cut off; how long that took, and what was said.
fn dripped(mut stream: TcpStream, bytes: &[u8]) -> (Duration, Option<u16>) {
    let begun = Instant::now();
    let short = Some(Duration::from_millis(50));
    stream.set_read_timeout(short).expect("a limit");
    let mut said = Vec::new();
    for byte in bytes {
        let mut piece = [0; 4096];
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => {
                said.extend_from_slice(&piece[..count]);
                break;
            }
            Err(_) if begun.elapsed() > Duration::from_secs(15) => break,
            Err(_) => {}
        }
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
    }
    let took = begun.elapsed();
    let said = String::from_utf8_lossy(&said).into_owned();
    let status = said
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (took, status)
}

#[test]
fn slow_headers_are_cut() {
    let program = Program::with(SHORT);
    let session = program.session();
    let long = format!("GET / HTTP/1.1\r\nX-Long: {}", "a".repeat(2_000));
    let (took, status) = dripped(connect(program.port), long.as_bytes());
    assert!(took < Duration::from_secs(4), "{took:?}");
    assert!(matches!(status, None | Some(408)), "{status:?}");
    // One that says nothing, and one that says nothing more, go too.
    for before in ["", "GET / HT"] {
        let mut stream = connect(program.port);
        stream.write_all(before.as_bytes()).expect("sent");
        let begun = Instant::now();
        let _ = read(&mut stream);
        assert!(begun.elapsed() < Duration::from_secs(4), "{before}");
    }
    assert_eq!(session.get("/").status, 200);
}

#[test]
fn slow_forms_are_cut() {
    let program = Program::with(SHORT);
    let session = program.session();
    let (kind, body) = session.parts(&[("a", Some("材料.txt"), &[b'x'; 5_000])]);
    let head = format!(
        "POST /nothing HTTP/1.1\r\n{}\r\n",
        session.form_headers(&kind, body.len())
    );
    // One that drips.
    let mut stream = connect(program.port);
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(&body[..400]).expect("sent");
    let (took, status) = dripped(stream, &body[400..]);
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(status, Some(408));
    // One that stops.
    let mut stream = connect(program.port);
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(&body[..400]).expect("sent");
    let begun = Instant::now();
    let status = read(&mut stream).map(|answer| answer.status);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(status, Some(408));
    // What they sent is not kept.
    let kept = program.left().remove(0).join("session");
    assert_eq!(std::fs::read_dir(kept).expect("a folder").count(), 0);
    assert_eq!(session.get("/").status, 200);
}
