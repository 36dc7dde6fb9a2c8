//! Ledgers and working copies of them.

use std::sync::atomic::{AtomicU32, Ordering};

use store::{DEFAULT_WAIT, Store};

use crate::engine::Engine;
use crate::player::Book;

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Engine {
    /// A new ledger, shared as that role.
    pub(crate) fn ledger(&self, role: &str) -> Book {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("台账.db");
        let name = || format!("ledger {}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut store = Store::open_or_create(&path, DEFAULT_WAIT, name).expect("a ledger");
        store
            .share(self.database(role).connect(&|| ()).expect("an account"))
            .expect("shared");
        Book { folder, store }
    }

    /// A working copy of that ledger, new, as that role.
    pub(crate) fn copy(&self, role: &str, ledger_id: &str) -> Book {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("台账.db");
        let shared = self.database(role).connect(&|| ()).expect("an account");
        let store = Store::copy_of_shared(&path, DEFAULT_WAIT, ledger_id, shared).expect("a copy");
        Book { folder, store }
    }
}
