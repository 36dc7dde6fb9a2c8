//! How it ends, and that nothing stays.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::common::program::Program;

const SOON: Duration = Duration::from_secs(10);

#[test]
fn the_button_ends_it_and_nothing_is_left() {
    let mut program = Program::start();
    let session = program.session();
    assert_eq!(program.left().len(), 1);
    let page = session.post("/end", session.fields(&[]));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("结束"));
    assert!(program.ended(SOON).expect("an end").success());
    assert_eq!(program.left(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn it_ends_when_nobody_asks_any_more() {
    let mut program = Program::with(&[("LEDGER_DESK_IDLE", "2")]);
    let session = program.session();
    let begun = Instant::now();
    // Strangers do not keep it; who was let in does.
    while begun.elapsed() < Duration::from_secs(3) {
        assert_eq!(session.get("/").status, 200);
        std::thread::sleep(Duration::from_millis(200));
    }
    let host = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        program.port
    );
    let begun = Instant::now();
    let ended = loop {
        let ended = program.ended(Duration::from_millis(100));
        if ended.is_some() || begun.elapsed() > SOON {
            break ended;
        }
        if let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", program.port)) {
            let _ = std::io::Write::write_all(&mut stream, host.as_bytes());
            let _ = crate::common::wire::read(&mut stream);
        }
    };
    assert!(ended.expect("an end").success());
    assert!(program.left().is_empty());
}

#[test]
fn what_a_killed_program_left_goes_at_the_next_start() {
    let program = Program::start();
    let left = program.left();
    let place = program.killed();
    assert_eq!(left.len(), 1);
    let next = Program::at(place, &[]);
    let now = next.left();
    assert_eq!(now.len(), 1);
    assert_ne!(now, left);
}

#[test]
fn it_listens_on_this_machine_alone_and_on_the_port_it_says() {
    let program = Program::start();
    assert!(program.address.starts_with("http://127.0.0.1:"));
    let hosts = Command::new("hostname").arg("-I").output();
    let hosts = hosts.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    for other in hosts.unwrap_or_default().split_whitespace() {
        let Ok(address) = other.parse::<std::net::IpAddr>() else {
            continue;
        };
        let to = std::net::SocketAddr::new(address, program.port);
        let reached = std::net::TcpStream::connect_timeout(&to, Duration::from_millis(300));
        assert!(reached.is_err() || address.is_loopback(), "{other}");
    }
    // A port that is taken is said so.
    let second = Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
        .args(["serve", "--no-open", "--port", &program.port.to_string()])
        .env("LEDGER_DB", "none.db")
        .output()
        .expect("run");
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("用不了"));
}

#[test]
fn every_other_word_is_one_of_the_program() {
    let run = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
            .args(words)
            .env(
                "LEDGER_DB",
                std::env::temp_dir().join("ledger-desk-没有的.db"),
            )
            .output()
            .expect("run");
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    };
    let (code, said) = run(&["--version"]);
    assert_eq!(
        (code, said.starts_with("ledger ")),
        (Some(0), true),
        "{said}"
    );
    assert!(run(&["list"]).1.contains("台账"));
    let (code, said) = run(&["serve", "--help"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("用法：") && said.contains("经办人"), "{said}");
    let (code, said) = run(&["serve", "--nothing"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("不认识“--nothing”"), "{said}");
}
