//! Who may ask: whoever opened the address that the program gave, once; then the browser that did, by its
//! cookie. What a form carries says that it is of this session.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// Where the key opens.
pub(crate) const OPEN: &str = "/open";
/// What the key is named there.
pub(crate) const KEY: &str = "key";
/// The field with a form's token; it stands before all others.
pub(crate) const TOKEN: &str = "_token";
/// Random bytes of a secret.
const SECRET: usize = 32;

/// A text that nobody can guess.
pub(crate) fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two texts are the same, told in a time that says nothing of where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    let differing = pairs.fold(0, |seen, (a, b)| std::hint::black_box(seen | (a ^ b)));
    one.len() == other.len() && differing == 0
}

/// The secrets of one session.
#[derive(Debug)]
pub(crate) struct Admission {
    key: String,
    spent: AtomicBool,
    cookie_name: String,
    cookie: String,
    form: String,
}

impl Admission {
    /// New secrets for the server at this port: cookies are not told apart by ports, so its name says it.
    pub(crate) fn new(port: u16) -> Result<Self, getrandom::Error> {
        Ok(Self {
            key: secret()?,
            spent: AtomicBool::new(false),
            cookie_name: format!("ledger-desk-{port}"),
            cookie: secret()?,
            form: secret()?,
        })
    }

    /// What opens the page, once.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// What every form carries.
    pub(crate) fn form(&self) -> &str {
        &self.form
    }

    /// Spends the key; the cookie for who brought it, if it is the right one and was not spent.
    pub(crate) fn spend(&self, key: &str) -> Option<HeaderValue> {
        if !same(key, &self.key) || self.spent.swap(true, Ordering::SeqCst) {
            return None;
        }
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict",
            self.cookie_name, self.cookie
        );
        HeaderValue::from_str(&cookie).ok()
    }

    /// Whether the request comes from the browser that was let in.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(COOKIE).into_iter();
        let pairs = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'));
        pairs
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == self.cookie_name)
            .any(|(_, value)| same(value, &self.cookie))
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
        let admission = Admission::new(4711).expect("random bytes");
        assert_eq!(admission.spend("x"), None);
        assert_eq!(admission.spend(""), None);
        let cookie = admission.spend(admission.key()).expect("the right key");
        assert_eq!(admission.spend(admission.key()), None);
        let cookie = cookie.to_str().expect("text");
        let (pair, rules) = cookie.split_once(';').expect("its rules");
        assert_eq!(rules, " Path=/; HttpOnly; SameSite=Strict");
        assert!(admission.knows(&brought(&format!("a=b; {pair}"))));
        assert!(!admission.knows(&brought("ledger-desk-4711=")));
        assert!(!admission.knows(&brought(&format!("x{pair}"))));
        assert!(!admission.knows(&brought(&pair[..pair.len() - 1])));
        assert!(!admission.knows(&HeaderMap::new()));
    }

    #[test]
    fn secrets_differ_and_are_compared_whole() {
        let (one, other) = (secret().expect("random"), secret().expect("random"));
        assert_eq!(one.len(), 2 * SECRET);
        assert_ne!(one, other);
        assert!(same(&one, &one) && same("", ""));
        assert!(!same(&one, &other) && !same(&one, &one[1..]) && !same("", "a"));
    }
}
