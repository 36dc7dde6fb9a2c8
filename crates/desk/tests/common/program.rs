//! The real program, with a ledger and a place for temporary files of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::wire::Session;

/// A running program.
pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) address: String,
    pub(crate) port: u16,
    place: TempDir,
    _said: BufReader<ChildStdout>,
}

impl Program {
    pub(crate) fn start() -> Self {
        Self::with(&[])
    }

    pub(crate) fn with(variables: &[(&str, &str)]) -> Self {
        Self::at(tempfile::tempdir().expect("a folder"), variables)
    }

    pub(crate) fn at(place: TempDir, variables: &[(&str, &str)]) -> Self {
        Self::serving(place, &["--port", "0", "--no-open"], variables)
    }

    /// The page with these words of its line.
    pub(crate) fn serving(place: TempDir, words: &[&str], variables: &[(&str, &str)]) -> Self {
        let passing = place.path().join("passing");
        std::fs::create_dir_all(&passing).expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
        command.arg("serve").args(words);
        command.env("LEDGER_DB", place.path().join("台账.db"));
        // On a busy machine nothing is shown to be under way that a test wants to see done.
        command.env("LEDGER_DESK_MOMENT", "60000");
        for name in ["TMPDIR", "TMP", "TEMP"] {
            command.env(name, &passing);
        }
        command.envs(variables.iter().copied());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program");
        let mut said = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        said.read_line(&mut line).expect("a line");
        let address = line
            .trim()
            .split_once("http")
            .map(|(_, rest)| format!("http{rest}"));
        let address = address.unwrap_or_else(|| panic!("{line}"));
        let port = address
            .split([':', '/'])
            .nth(4)
            .and_then(|port| port.parse().ok());
        Self {
            child,
            port: port.expect("a port"),
            address,
            place,
            _said: said,
        }
    }

    pub(crate) fn session(&self) -> Session {
        Session::open(&self.address)
    }

    /// What a command line of the same program does on the same ledger.
    pub(crate) fn line(&self, words: &[&str]) -> std::process::Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
        command.args(words).env("LEDGER_DB", self.ledger());
        command
            .env("LEDGER_CLOCK", "2022-03-15T09:00:00+08:00")
            .env("LEDGER_ACTOR", "周敏");
        command
            .env("LEDGER_ASK", "never")
            .output()
            .expect("the program")
    }

    /// What it says there.
    pub(crate) fn asked(&self, words: &[&str]) -> String {
        String::from_utf8_lossy(&self.line(words).stdout).into_owned()
    }

    /// Where its ledger and its files are.
    pub(crate) fn place(&self) -> &TempDir {
        &self.place
    }

    /// Where the ledger is.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.place.path().join("台账.db")
    }

    /// What it has put among the temporary files.
    pub(crate) fn left(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.place.path().join("passing")).expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }

    /// Waits for its end.
    pub(crate) fn ended(&mut self, most: Duration) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < most {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// Kills it, and gives back its place.
    pub(crate) fn killed(mut self) -> TempDir {
        let _ = self.child.kill();
        let _ = self.child.wait();
        std::mem::replace(&mut self.place, tempfile::tempdir().expect("a folder"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
