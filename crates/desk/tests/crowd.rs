//! A thousand who only connect keep nobody out. Alone in its program: the system gives each so many
//! connections and not many more.

#[expect(dead_code, reason = "others use the rest")]
mod common;

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use common::program::Program;
use common::wire::connect;

const SILENT: usize = 1_000;

#[test]
fn a_thousand_silent_connections_keep_nobody_waiting() {
    let program = Program::start();
    let session = program.session();
    // Who was let in and asks now and then stays connected through all of it.
    let mut kept = connect(program.port);
    let mut ask = || {
        let head = session.headers().replace("Connection: close\r\n", "");
        write!(kept, "HEAD /nothing HTTP/1.1\r\n{head}\r\n").expect("sent");
        let mut piece = [0; 8192];
        let count = kept.read(&mut piece).expect("an answer");
        String::from_utf8_lossy(&piece[..count]).starts_with("HTTP/1.1 404")
    };
    assert!(ask());
    let silent: Vec<_> = (0..SILENT).map(|_| connect(program.port)).collect();
    let begun = Instant::now();
    for _ in 0..5 {
        assert_eq!(session.get("/").status, 200);
    }
    assert!(ask());
    let took = begun.elapsed();
    assert!(
        took < Duration::from_secs(2),
        "{took:?} among {}",
        silent.len()
    );
}
