//! A database over a network: what goes there is ciphered, and goes to no other than the one that is meant.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use database::Database;
use store::shared::SharedFault;

fn script(words: &[&str]) -> Option<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/private-postgres.sh");
    let done = Command::new("sh").arg(script).args(words).output().unwrap();
    (done.status.code() != Some(9)).then(|| assert!(done.status.success(), "{done:?}"))
}

#[test]
fn what_goes_over_a_network_goes_ciphered_to_the_one_that_is_meant() {
    let place = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let at = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    let (cert, key) = (at("cert.pem"), at("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let options = format!("-c listen_addresses=localhost -c port={port}");
    let folder = at("engine");
    if script(&["start", &folder, &options, &cert, &key]).is_none() {
        println!("PostgreSQL is not installed: not tried");
        return;
    }
    let reached = |asked: &str| {
        let address = format!("postgres://owner@localhost:{port}/postgres{asked}");
        Database::at(&address, Duration::from_secs(1))
            .unwrap()
            .make()
    };
    let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(at("other.pem"), other.cert.pem()).unwrap();
    let done = (
        reached(&format!("?sslrootcert={}", at("other.pem"))),
        reached("?sslrootcert=/nowhere.pem"),
        reached(&format!("?sslrootcert={cert}")),
    );
    script(&["stop", &folder]);
    assert!(
        matches!(
            done,
            (
                Err(SharedFault::NotTheOne(_)),
                Err(SharedFault::NoCertificate(_)),
                Ok(true)
            )
        ),
        "{done:?}"
    );
}
