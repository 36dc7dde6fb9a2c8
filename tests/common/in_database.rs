//! The same transcripts on a ledger that is shared in PostgreSQL: `LEDGER_TRIED_IN` names a socket's folder, where
//! the owner made a database `made` with the tables. Each office gets a database of its own, and what came of it
//! must be there, too.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::types::Value;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database of one office.
pub(crate) struct InDatabase {
    socket: String,
    name: String,
}

impl InDatabase {
    /// Made where transcripts are tried in one.
    pub(crate) fn of_office() -> Option<Self> {
        let socket = std::env::var_os("LEDGER_TRIED_IN")?.into_string().ok()?;
        let name = format!(
            "o{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let made = Self { socket, name };
        made.sql(&format!("create database {} template made", made.name));
        Some(made)
    }

    fn sql(&self, sql: &str) {
        let at = format!("host={} user=owner dbname=postgres", self.socket);
        let done = Command::new("psql")
            .args(["-q", "-d", &at, "-c", sql])
            .output();
        let done = done.expect("psql");
        assert!(done.status.success(), "{done:?}");
    }

    /// Where it is.
    pub(crate) fn address(&self) -> String {
        let socket = self.socket.replace('/', "%2F");
        format!("postgres://owner@{socket}/{}", self.name)
    }

    /// What is there is what the file has; nothing is said where the office kept several ledgers, or none.
    pub(crate) fn compare(&self, mut program: Command, file: &Path) {
        let home = tempfile::tempdir().expect("a folder");
        let done = program
            .env_remove("LEDGER_SHARED")
            .env("HOME", home.path())
            .args(["--db", &self.address(), "list"])
            .output()
            .expect("the program");
        let kept = home.path().join(".local/share/ledger");
        let copy = std::fs::read_dir(kept).ok().and_then(|mut all| all.next());
        let Some(Ok(copy)) = copy.filter(|_| file.exists()) else {
            return;
        };
        assert!(done.status.success(), "{done:?}");
        assert_eq!(rows(file), rows(&copy.path()));
    }
}

impl Drop for InDatabase {
    fn drop(&mut self) {
        self.sql(&format!("drop database {} with (force)", self.name));
    }
}

fn rows(file: &Path) -> Vec<Vec<Value>> {
    let file = rusqlite::Connection::open(file).expect("a database");
    let mut all = Vec::new();
    for table in ["unit", "entry", "blob", "receipt", "task", "standing"] {
        let sql = format!("select * from {table} order by id");
        let mut statement = file.prepare(&sql).expect("a table");
        let count = statement.column_count();
        let rows = statement.query_map([], |row| (0..count).map(|place| row.get(place)).collect());
        all.extend(rows.expect("rows").map(|row| row.expect("a row")));
    }
    all
}
