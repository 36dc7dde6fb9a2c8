//! The door of a page on loopback: whoever opens the address that the program gave, once; then the browser that
//! did, by its cookie.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::secret::{same, secret};
use crate::session::Session;

/// The secrets of one session.
#[derive(Debug)]
pub(super) struct Once {
    key: String,
    spent: AtomicBool,
    cookie: String,
    session: Arc<Session>,
}

impl Once {
    /// New secrets.
    pub(super) fn new(actor: String) -> Result<Self, getrandom::Error> {
        Ok(Self {
            key: secret()?,
            spent: AtomicBool::new(false),
            cookie: secret()?,
            session: Arc::new(Session::of_starter(actor)?),
        })
    }

    /// What opens the page, once.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Spends the key; the cookie for who brought it, if it is the right one and was not spent.
    pub(super) fn spend(&self, key: &str) -> Option<&str> {
        if !same(key, &self.key) || self.spent.swap(true, Ordering::SeqCst) {
            return None;
        }
        Some(&self.cookie)
    }

    /// Whose cookie it is.
    pub(super) fn knows(&self, cookie: &str) -> Option<Arc<Session>> {
        same(cookie, &self.cookie).then(|| self.session.clone())
    }
}
