//! The same transcripts on a ledger that is shared in PostgreSQL: `LEDGER_TRIED_IN` names a socket's folder, where
//! the owner made a database `made` with the tables. Each office gets a database of its own, and what came of it
//! must be there, too.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
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
        made.sql(
            "postgres",
            &format!("create database {} template made", made.name),
        );
        Some(made)
    }

    fn sql(&self, database: &str, sql: &str) -> String {
        let at = format!("host={} user=owner dbname={database}", self.socket);
        let done = Command::new("psql")
            .args(["-q", "-A", "-t", "-d", &at, "-c", sql])
            .output();
        let done = done.expect("psql");
        assert!(done.status.success(), "{done:?}");
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    }

    fn address_of(&self, role: &str) -> String {
        let socket = self.socket.replace('/', "%2F");
        format!("postgres://{role}@{socket}/{}", self.name)
    }

    /// Where it is.
    pub(crate) fn address(&self) -> String {
        self.address_of("owner")
    }

    /// Each ledger that something was recorded in, and whose file is still in that folder, is there as the file
    /// has it.
    pub(crate) fn compare(&self, program: &[OsString], folder: &Path) {
        let recorded = "select ledger_id from ledger.ledger where sequence + receipts > 0";
        for ledger_id in self.sql(&self.name, recorded).lines() {
            if let Some(file) = of_ledger(folder, ledger_id) {
                assert_eq!(
                    rows(&file),
                    self.rows_there(program, ledger_id),
                    "{ledger_id}"
                );
            }
        }
    }

    /// The rows of a working copy, made anew by somebody who sees that ledger alone.
    fn rows_there(&self, program: &[OsString], ledger_id: &str) -> Vec<Vec<Value>> {
        let role = format!("{}_{}", self.name, NEXT.fetch_add(1, Ordering::Relaxed));
        self.sql(
            &self.name,
            &format!(
                "create role {role} login; grant ledger_reader to {role};
                insert into ledger.account select '{role}', id from ledger.ledger where ledger_id = '{ledger_id}'"
            ),
        );
        let home = tempfile::tempdir().expect("a folder");
        let done = Command::new(&program[0])
            .args(&program[1..])
            .args(["--db", &self.address_of(&role), "list"])
            .env("HOME", home.path())
            .env_remove("XDG_DATA_HOME")
            .output()
            .expect("the program");
        assert!(done.status.success(), "{done:?}");
        self.sql(&self.name, &format!("drop role {role}"));
        let mut kept = std::fs::read_dir(home.path().join(".local/share/ledger")).expect("a copy");
        rows(&kept.next().expect("a copy").expect("a copy").path())
    }
}

impl Drop for InDatabase {
    fn drop(&mut self) {
        self.sql(
            "postgres",
            &format!("drop database {} with (force)", self.name),
        );
    }
}

/// The one file in the folder that is of that ledger; of several nobody knows which was shared last.
fn of_ledger(folder: &Path, ledger_id: &str) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).expect("a folder");
    let files = files.map(|file| file.expect("a file").path());
    let mut of_it = files.filter(|file| {
        let is_named = file.extension().is_some_and(|ending| ending == "db");
        is_named
            && rusqlite::Connection::open(file)
                .and_then(|file| {
                    let id = "select ledger_id from unit where id = 1";
                    file.query_row(id, [], |row| row.get::<_, String>(0))
                })
                .is_ok_and(|found| found == ledger_id)
    });
    of_it.next().filter(|_| of_it.next().is_none())
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
