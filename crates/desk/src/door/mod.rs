//! Who may ask, and under which address: whoever opened the address that the program gave (on loopback), or
//! whoever logged in. Afterwards a browser is known by its cookie. What a form carries says that it is of that
//! session.

mod gate;
mod once;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use tokio_rustls::TlsAcceptor;

use crate::accounts::Accounts;
use crate::session::Session;
pub(crate) use gate::{Gate, NotIn};
use once::Once;

/// Where the key opens.
pub(crate) const OPEN: &str = "/open";
/// What the key is named there.
pub(crate) const KEY: &str = "key";
/// The field with a form's token; it stands before all others.
pub(crate) const TOKEN: &str = "_token";

/// The door.
pub struct Door {
    way: Way,
    /// What browsers say where they ask; none where any name may lead here.
    own_names: Vec<String>,
    /// Whether what is sent is ciphered, by this program or by one before it.
    is_ciphered: bool,
    /// Whether a program of this machine stands before it.
    pub(crate) is_behind_proxy: bool,
    tls: Option<TlsAcceptor>,
    cookie_name: String,
}

#[derive(Debug)]
enum Way {
    Once(Once),
    Accounts(Box<Gate>),
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door")
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}

/// Where a connection comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CameFrom(pub(crate) IpAddr);

/// How accounts reach a page.
pub(crate) enum Reach {
    /// On loopback, as it is.
    Plain,
    /// From everywhere, ciphered here.
    Tls(TlsAcceptor),
    /// On loopback, from a program that ciphers.
    BehindProxy,
}

impl Door {
    /// For whoever started the program, on loopback at this port: cookies are not told apart by ports, so its name
    /// says it.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn once(actor: String, port: u16) -> Result<Self, getrandom::Error> {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        Ok(Self {
            way: Way::Once(Once::new(actor)?),
            own_names: names.map(|name| format!("{name}:{port}")).into(),
            is_ciphered: false,
            is_behind_proxy: false,
            tls: None,
            cookie_name: format!("ledger-desk-{port}"),
        })
    }

    /// For accounts; a session in which nobody asks ends after `idle`.
    pub(crate) fn accounts(accounts: Accounts, reach: Reach, idle: Duration, port: u16) -> Self {
        let is_ciphered = !matches!(reach, Reach::Plain);
        let is_behind_proxy = matches!(reach, Reach::BehindProxy);
        Self {
            way: Way::Accounts(Box::new(Gate::new(accounts, idle))),
            own_names: Vec::new(),
            is_ciphered,
            is_behind_proxy,
            tls: match reach {
                Reach::Tls(acceptor) => Some(acceptor),
                _ => None,
            },
            cookie_name: if is_ciphered {
                "__Host-ledger-desk".to_owned()
            } else {
                format!("ledger-desk-{port}")
            },
        }
    }

    /// What ciphers, where this program does.
    pub(crate) fn tls(&self) -> Option<&TlsAcceptor> {
        self.tls.as_ref()
    }

    /// The door for accounts, where it is one.
    pub(crate) fn gate(&self) -> Option<&Gate> {
        match &self.way {
            Way::Accounts(gate) => Some(gate),
            Way::Once(_) => None,
        }
    }

    /// What opens the page, once, where that is how.
    pub(crate) fn key(&self) -> Option<&str> {
        match &self.way {
            Way::Once(once) => Some(once.key()),
            Way::Accounts(_) => None,
        }
    }

    /// Spends the key; the cookie for who brought it.
    pub(crate) fn spend(&self, key: &str) -> Option<HeaderValue> {
        match &self.way {
            Way::Once(once) => self.cookie(once.spend(key)?),
            Way::Accounts(_) => None,
        }
    }

    /// The cookie of a session as a browser is given it.
    pub(crate) fn cookie(&self, secret: &str) -> Option<HeaderValue> {
        let secure = if self.is_ciphered { "; Secure" } else { "" };
        let name = &self.cookie_name;
        let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&cookie).ok()
    }

    /// Whose session a request is of. `asks` where somebody does, and not a page by itself.
    pub(crate) fn knows(&self, headers: &HeaderMap, asks: bool) -> Option<Arc<Session>> {
        self.brought(headers).find_map(|cookie| match &self.way {
            Way::Once(once) => once.knows(cookie),
            Way::Accounts(gate) => gate.knows(cookie, asks),
        })
    }

    /// The session that a request is of ends.
    pub(crate) fn leave(&self, headers: &HeaderMap) {
        if let Way::Accounts(gate) = &self.way {
            self.brought(headers).for_each(|cookie| gate.leave(cookie));
        }
    }

    /// The cookies of ours that a request brings.
    fn brought<'a>(&'a self, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
        let cookies = headers.get_all(COOKIE).into_iter();
        let pairs = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'));
        pairs
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == self.cookie_name)
            .map(|(_, value)| value)
    }

    /// Whether this server is meant by that name. A page elsewhere whose name was made to lead to this machine (DNS
    /// rebinding) still says its own name; where accounts come in, that name has no cookie, and no certificate.
    pub(crate) fn is_called(&self, host: &str) -> bool {
        self.own_names.is_empty() || self.own_names.iter().any(|name| name == host)
    }

    /// What a page of this server says of where it is from.
    pub(crate) fn origin(&self, host: &str) -> String {
        let scheme = if self.is_ciphered { "https" } else { "http" };
        format!("{scheme}://{host}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought(line: &str) -> HeaderMap {
        let value = HeaderValue::from_str(line).expect("a header");
        HeaderMap::from_iter([(COOKIE, value)])
    }

    #[test]
    fn the_key_opens_once_and_the_cookie_is_known() {
        let door = Door::once("周敏".to_owned(), 4711).expect("random bytes");
        assert_eq!(door.spend("x"), None);
        assert_eq!(door.spend(""), None);
        let key = door.key().expect("a key").to_owned();
        let cookie = door.spend(&key).expect("the right key");
        assert_eq!(door.spend(&key), None);
        let cookie = cookie.to_str().expect("text");
        let (pair, rules) = cookie.split_once(';').expect("its rules");
        assert_eq!(rules, " Path=/; HttpOnly; SameSite=Strict");
        let knows = |headers: &HeaderMap| door.knows(headers, true).is_some();
        assert!(knows(&brought(&format!("a=b; {pair}"))));
        assert!(!knows(&brought("ledger-desk-4711=")));
        assert!(!knows(&brought(&format!("x{pair}"))));
        assert!(!knows(&brought(&pair[..pair.len() - 1])));
        assert!(!knows(&HeaderMap::new()));
    }
}
