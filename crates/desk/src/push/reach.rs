//! The way to the side to which it is handed up.

use std::cell::RefCell;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::{StatusCode, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::{Entered, Entering, IN, Not};
use crate::tls;

/// Seconds between attempts at a network that went away.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 15];
/// Who was never answered tries no longer than that.
const FIRST: u64 = 2;
/// A connection that takes longer is none.
const CONNECTING: Duration = Duration::from_secs(10);
/// An answer that takes longer will not come; a long history is taken in meanwhile.
const ANSWERING: Duration = Duration::from_mins(20);

/// The other side, which has let us in.
pub(super) struct Reach {
    agent: Agent,
    place: String,
    entering: Entering,
    key: RefCell<String>,
}

/// Why it does not go on.
pub(super) enum Stopped {
    /// The network: what has come stays there. Nobody answered at all where `never`.
    Away { never: bool },
    /// The session is over.
    Over,
    /// The other side says why.
    Refused(String),
}

impl Reach {
    /// The place at an address: ciphered, or on this machine.
    pub(super) fn place(address: &str) -> Result<String, String> {
        let wrong = || "地址写成 https://主机:端口，用上级给的".to_owned();
        let uri: Uri = address.parse().map_err(|_| wrong())?;
        let host = uri.host().ok_or_else(wrong)?;
        let is_here = ["127.0.0.1", "localhost", "[::1]"].contains(&host);
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if is_here => {}
            Some("http") => return Err("不加密的地址不送：要 https:// 开头的".to_owned()),
            _ => return Err(wrong()),
        }
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(wrong());
        }
        Ok(address.trim_end_matches('/').to_owned())
    }

    /// The way there, for that account; `root` is the certificate by which the other side's is signed, where the world does not
    /// know it.
    pub(super) fn new(
        place: String,
        (name, password): (&str, String),
        root: Option<&Path>,
    ) -> Result<Self, String> {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_connect(Some(CONNECTING))
            .timeout_recv_response(Some(ANSWERING));
        if let Some(root) = root {
            let roots = tls::certificates(root).map_err(|fault| fault.to_string())?;
            let roots = roots
                .iter()
                .map(|root| Certificate::from_der(root).to_owned());
            let roots = RootCerts::Specific(Arc::new(roots.collect()));
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        Ok(Self {
            agent: config.build().into(),
            place,
            entering: Entering {
                name: name.to_owned(),
                password,
            },
            key: RefCell::default(),
        })
    }

    /// Comes in.
    pub(super) fn enter(&self) -> Result<(), Stopped> {
        let entered: Entered = self.say(IN, &self.entering)?;
        self.key.replace(entered.key);
        Ok(())
    }

    /// Says something, and hears the answer.
    pub(super) fn say<T: DeserializeOwned>(
        &self,
        path: &str,
        what: &impl Serialize,
    ) -> Result<T, Stopped> {
        let text = serde_json::to_vec(what).unwrap_or_default();
        self.send(path, &text)
    }

    /// Sends bytes, and hears the answer; a network that goes away is waited for.
    pub(super) fn send<T: DeserializeOwned>(&self, path: &str, bytes: &[u8]) -> Result<T, Stopped> {
        let mut answered = Err(Stopped::Away { never: true });
        let is_first = self.key.borrow().is_empty();
        for pause in [0].into_iter().chain(PAUSES) {
            if pause > 0 {
                // Whoever mistyped the address is not kept waiting without a word.
                let _ = writeln!(
                    std::io::stderr().lock(),
                    "连不上 {}，{pause} 秒后再试",
                    self.place
                );
            }
            sleep(Duration::from_secs(pause));
            answered = self.sent(path, bytes);
            match &answered {
                Err(Stopped::Away { .. }) if !(is_first && pause >= FIRST) => {}
                // The other side was started anew meanwhile.
                Err(Stopped::Over) if path != IN => {
                    self.enter()?;
                    answered = self.sent(path, bytes);
                    break;
                }
                _ => break,
            }
        }
        answered.map_err(|stopped| match stopped {
            Stopped::Away { .. } => Stopped::Away { never: is_first },
            stopped => stopped,
        })
    }

    fn sent<T: DeserializeOwned>(&self, path: &str, bytes: &[u8]) -> Result<T, Stopped> {
        let request = self.agent.post(format!("{}{path}", self.place));
        let request = request.header("Authorization", format!("Bearer {}", self.key.borrow()));
        let mut answer = request.send(bytes).map_err(away)?;
        if answer.status() == StatusCode::UNAUTHORIZED {
            return Err(Stopped::Over);
        }
        let is_done = answer.status().is_success();
        let text = answer.body_mut().read_to_string().map_err(away)?;
        if !is_done {
            let not: Result<Not, _> = serde_json::from_str(&text);
            let why = not.map(|not| not.why);
            return Err(Stopped::Refused(why.unwrap_or_else(|_| {
                "对方不收报送：核对地址，是不是上级的台账网页".to_owned()
            })));
        }
        serde_json::from_str(&text).map_err(|_| {
            Stopped::Refused("对方答的看不懂：两边的程序可能不是同一个版本".to_owned())
        })
    }
}

/// What keeps a request from the other side.
fn away(fault: ureq::Error) -> Stopped {
    match fault {
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Stopped::Refused(
            "对方的证书不认：核对地址；单位自己签的，--ca 后面写签发的那一张，网页用的那一张不能是签发用的（CA:FALSE），要写明主机名"
                .to_owned(),
        ),
        ureq::Error::Io(fault) if is_of_certificate(&fault) => {
            away(ureq::Error::Tls("certificate"))
        }
        _ => Stopped::Away { never: false },
    }
}

/// Whether reading or writing failed because the other side's certificate is not believed.
fn is_of_certificate(fault: &std::io::Error) -> bool {
    let inner = fault.get_ref();
    inner.is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_unciphered_but_on_this_machine() {
        let good = "https://台账.example:8443/";
        assert!(
            Reach::place(good).is_err(),
            "a name of other letters is written otherwise"
        );
        for good in [
            "https://ledger.example:8443",
            "https://10.0.0.8",
            "http://127.0.0.1:80",
            "http://[::1]:80",
            "http://localhost:8000/",
        ] {
            let place = Reach::place(good).expect(good);
            assert_eq!(place, good.trim_end_matches('/'));
        }
        for (bad, why) in [
            ("http://10.0.0.8", "不加密"),
            ("http://localhost.example", "不加密"),
            ("ftp://localhost", "地址写成"),
            ("10.0.0.8:8443", "地址写成"),
            ("https://ledger.example/login", "地址写成"),
            ("", "地址写成"),
        ] {
            let told = Reach::place(bad).expect_err(bad);
            assert!(told.contains(why), "{bad}: {told}");
        }
    }
}
