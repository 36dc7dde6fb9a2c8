//! Nothing goes over a network that is not ciphered.

use std::sync::Arc;

use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::{PASSWORD, line, office, said};
use crate::common::program::Program;

#[test]
fn off_loopback_nothing_is_served_unciphered() {
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
}

/// A page that is ciphered, and its certificate.
fn ciphered() -> (Program, rcgen::Certificate) {
    let place = office();
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
    (program, made.cert)
}

/// A browser that believes that certificate.
fn believing(certificate: &rcgen::Certificate) -> ureq::Agent {
    let root = Certificate::from_der(certificate.der()).to_owned();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(vec![root])))
        .build();
    ureq::Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into()
}

#[test]
fn who_logs_in_over_a_network_is_known_by_a_cookie_that_is_never_sent_plain() {
    let (program, certificate) = ciphered();
    // Who does not speak so is told nothing.
    let plain = format!(
        "GET /login HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        program.port
    );
    assert!(crate::common::wire::exchange(program.port, plain.as_bytes()).is_none());
    let agent = believing(&certificate);
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
    assert!(text.expect("text").contains("<bdi>看的</bdi>（查看）"));
}
