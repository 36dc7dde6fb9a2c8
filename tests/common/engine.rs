//! A PostgreSQL of this process's own, with a database for every test.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use database::Database;
use postgres::{Client, NoTls};

/// How long a test waits for another hand.
pub(crate) const WAIT: Duration = Duration::from_secs(30);

/// The engine, as long as any test uses it.
struct Running {
    folder: PathBuf,
    address: String,
    users: u32,
}

static RUNNING: Mutex<Option<Running>> = Mutex::new(None);
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database of its own in the engine.
pub(crate) struct Engine {
    address: String,
}

fn in_database(address: &str, name: &str) -> String {
    address.replace("dbname=postgres", &format!("dbname={name}"))
}

fn script(what: &str, folder: &Path) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/private-postgres.sh");
    let done = Command::new("sh")
        .arg(script)
        .arg(what)
        .arg(folder)
        .arg(if std::env::var_os("LEDGER_HANDS_CHANGES").is_none() {
            // What is tried is what is said and kept, not what outlives a power cut.
            "-cmax_connections=200 -cfsync=off"
        } else {
            "-cmax_connections=200"
        })
        .output()
        .expect("a shell");
    if done.status.code() == Some(9) {
        return None;
    }
    assert!(done.status.success(), "{done:?}");
    Some(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

impl Engine {
    /// The engine, started where it is not running; `None` where none is installed, which is told.
    pub(crate) fn start() -> Option<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_none() {
            let folder =
                std::env::temp_dir().join(format!("ledger-postgres-{}", std::process::id()));
            let Some(address) = script("start", &folder) else {
                let told = "PostgreSQL is not installed: not tried";
                let _ = std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes());
                return None;
            };
            let mut owner = Client::connect(&address, NoTls).expect("an owner");
            owner
                .batch_execute("create database made")
                .expect("a database");
            drop(owner);
            let made = Database::at(&in_database(&address, "made"), WAIT).expect("an address");
            assert!(made.make().expect("tables"));
            assert!(!made.make().expect("the same tables"));
            *running = Some(Running {
                folder,
                address,
                users: 0,
            });
        }
        let running = running.as_mut()?;
        running.users += 1;
        let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut owner = Client::connect(&running.address, NoTls).expect("an owner");
        owner
            .batch_execute(&format!("create database {name} template made"))
            .expect("a database");
        let address = in_database(&running.address, &name);
        Some(Self { address })
    }

    fn of(&self, role: &str) -> String {
        self.address.replace("user=owner", &format!("user={role}"))
    }

    pub(crate) fn database(&self, role: &str) -> Database {
        Database::at(&self.of(role), WAIT).expect("an address")
    }

    /// Plain SQL, as that role.
    pub(crate) fn sql(&self, role: &str) -> Client {
        Client::connect(&self.of(role), NoTls).expect("a client")
    }

    /// The address as a person writes it, as that role.
    pub(crate) fn address(&self, role: &str) -> String {
        let part = |name: &str| {
            let mut parts = self
                .address
                .split(' ')
                .filter_map(|part| part.split_once('='));
            parts
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.replace('/', "%2F"))
        };
        let (host, name) = (
            part("host").expect("a host"),
            part("dbname").expect("a name"),
        );
        format!("postgres://{role}@{host}/{name}")
    }

    /// A role that may do as much as that group.
    pub(crate) fn role(&self, group: &str) -> String {
        let role = format!("r{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let sql = format!("create role {role} login; grant {group} to {role}");
        self.sql("owner").batch_execute(&sql).expect("a role");
        role
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(still) = running.as_mut() {
            still.users -= 1;
            if still.users == 0 {
                script("stop", &still.folder);
                *running = None;
            }
        }
    }
}
