//! An office for tests: a folder with a ledger, a set clock, a clerk, and the binary.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[path = "in_database.rs"]
mod in_database;

use in_database::InDatabase;

/// The team's material of 2021, of our own wording: two dimensions, four problems, two measures.
pub(crate) const MATERIAL: &str = include_str!("material.txt");
/// Name of the ledger's file in the office's folder.
pub(crate) const LEDGER: &str = "台账.db";

/// A folder and what surrounds a command there.
pub(crate) struct Office {
    folder: TempDir,
    day: String,
    actor: &'static str,
    columns: u16,
    variables: Vec<(&'static str, String)>,
    in_database: Option<InDatabase>,
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some(database) = &self.in_database
            && !std::thread::panicking()
        {
            database.compare(&started(), self.folder());
        }
    }
}

/// The program that is tried, and before it the one that starts it: this build, or the build of another
/// system that `LEDGER_BIN` names, started by what `LEDGER_LAUNCHER` names.
pub(crate) fn started() -> Vec<OsString> {
    let named = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let program = named("LEDGER_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_ledger").into());
    named("LEDGER_LAUNCHER")
        .into_iter()
        .chain([program])
        .collect()
}

/// Whether that program is of a system whose paths are written otherwise.
pub(crate) fn is_windows() -> bool {
    started()
        .last()
        .is_some_and(|program| program.to_string_lossy().ends_with(".exe"))
}

/// What a program said, with its paths as they are written here.
pub(crate) fn said(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).expect("what is said is UTF-8");
    if is_windows() {
        paths_as_here(&text)
    } else {
        text
    }
}

/// Signs that part folders turned round: those between two names, not those of JSON's escapes, which stand
/// within quotes.
fn paths_as_here(text: &str) -> String {
    let text = text.replace(r"Z:\\tmp", "/tmp").replace(r"Z:\tmp", "/tmp");
    let mut letters = text.chars().peekable();
    let (mut out, mut before) = (String::new(), ' ');
    // A path that begins with a drive is an example, and stays as it is.
    let (mut example, mut quoted) = (false, false);
    while let Some(c) = letters.next() {
        let doubled = c == '\\' && letters.peek() == Some(&'\\');
        let mut after = letters.clone();
        if doubled {
            after.next();
        }
        let parts = |c: char| c.is_alphanumeric() || "._-）".contains(c);
        let named = after.peek().is_some_and(|next| {
            (parts(*next) || *next == '~') && (doubled || !quoted || !"nrtu".contains(*next))
        });
        example = (example && (parts(c) || c == '\\')) || (c == '\\' && before == ':');
        quoted = c != '\n' && quoted != (c == '"' && before != '\\');
        if c == '\\' && named && parts(before) && !example {
            if doubled {
                letters.next();
            }
            out.push('/');
        } else {
            out.push(c);
        }
        before = c;
    }
    out
}

/// What one command said and how it ended.
#[must_use]
#[derive(Debug)]
pub(crate) struct Ran {
    /// How it was started, where that was told.
    line: String,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            line: String::new(),
            out: said(output.stdout),
            err: said(output.stderr),
            code: output.status.code().expect("it ended by itself"),
        }
    }

    /// The same of a command that was to say what it did or why it did not. One that says nothing at all ended
    /// before it could, whatever its exit code is: what starts programs of another system says 0 of one that
    /// was cut off.
    pub(crate) fn heard(command: &Command, output: Output) -> Self {
        let line = format!("{command:?}");
        let ran = Self {
            line,
            ..Self::of(output)
        };
        let may_be_silent = ran.code == 0 && command.get_args().any(|word| word == "--quiet");
        assert!(
            may_be_silent || !(ran.out.is_empty() && ran.err.is_empty()),
            "said nothing and ended with {}: {}",
            ran.code,
            ran.line
        );
        ran
    }

    /// The result of a command that has to succeed.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}{}", self.line, self.out, self.err);
        self.out
    }

    /// Stdout as it is, stderr marked with `!`, then the exit code where it isn't 0.
    pub(crate) fn told(&self) -> String {
        let mut told = self.out.clone();
        for line in self.err.lines() {
            told = told + "! " + line + "\n";
        }
        if self.code != 0 {
            told = told + "= " + &self.code.to_string() + "\n";
        }
        told
    }
}

impl Office {
    /// An office without a ledger, on 2022-03-15.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            day: "2022-03-15".to_owned(),
            actor: "周敏",
            columns: 100,
            variables: Vec::new(),
            in_database: InDatabase::of_office(),
        }
    }

    /// An office whose ledger holds the four problems of [`MATERIAL`].
    pub(crate) fn with_material() -> Self {
        let office = Self::new();
        office.file("材料.txt", MATERIAL);
        office.run(["import", "材料.txt"]).ok();
        office
    }

    pub(crate) fn on(&mut self, day: &str) -> &mut Self {
        day.clone_into(&mut self.day);
        self
    }

    pub(crate) fn actor(&mut self, actor: &'static str) -> &mut Self {
        self.actor = actor;
        self
    }

    pub(crate) fn columns(&mut self, columns: u16) -> &mut Self {
        self.columns = columns;
        self
    }

    pub(crate) fn variable(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The whole path of a file as the program's system hands it over.
    pub(crate) fn dropped(&self, name: &str) -> String {
        let path = self.path(name).display().to_string();
        if is_windows() {
            format!("Z:{path}").replace('/', r"\")
        } else {
            path
        }
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.path(LEDGER)
    }

    /// The ledger's bytes; empty where there is none.
    pub(crate) fn db_bytes(&self) -> Vec<u8> {
        std::fs::read(self.db()).unwrap_or_default()
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), content).expect("a file");
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a text file")
    }

    /// Another SQLite client on the same file.
    pub(crate) fn sqlite(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.db()).expect("a database")
    }

    /// Sets up `program` as somebody in this office would start it.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("LEDGER_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(self.folder.path())
            .env("LEDGER_DB", LEDGER)
            .env("LEDGER_TODAY", &self.day)
            .env("LEDGER_CLOCK", format!("{}T09:00:00+08:00", self.day))
            .env("LEDGER_ACTOR", self.actor)
            .env("COLUMNS", self.columns.to_string())
            .env("HOME", self.folder.path())
            .env_remove("XDG_DATA_HOME")
            .env_remove("NO_COLOR")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        if let Some(database) = &self.in_database {
            command.env("LEDGER_SHARED", database.address());
        }
        command
    }

    /// The ledger as somebody in this office would start it.
    pub(crate) fn ledger(&self) -> Command {
        let started = started();
        let mut command = self.command(&started[0]);
        command.args(&started[1..]);
        command
    }

    /// Runs the ledger.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        let mut command = self.ledger();
        let output = command.args(args).output().expect("the ledger runs");
        Ran::heard(&command, output)
    }

    /// Runs a command line as a person types it; double quotes keep words together.
    pub(crate) fn say(&self, line: &str) -> Ran {
        self.run(words(line))
    }

    /// Runs a command line before a person who answers its questions; what is asked is on stderr.
    pub(crate) fn answer(&self, line: &str, answers: &str) -> Ran {
        use std::io::Write as _;
        let mut command = self.ledger();
        let mut child = command
            .env("LEDGER_ASK", "always")
            .args(words(line))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the ledger runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        // Who gives up early reads no further answer.
        let _ = stdin.write_all(answers.as_bytes());
        drop(stdin);
        Ran::heard(&command, child.wait_with_output().expect("it ended"))
    }

    /// Runs some command lines; the transcript. A line `@2022-06-30` moves on to that day.
    pub(crate) fn tell(&mut self, lines: &str) -> String {
        let mut told = String::new();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(day) = line.strip_prefix('@') {
                self.on(day);
                continue;
            }
            told = told + "$ ledger " + line + "\n" + &self.say(line).told();
        }
        told
    }

    /// Runs some command lines that have to succeed.
    pub(crate) fn done(&mut self, lines: &str) -> &mut Self {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(day) = line.strip_prefix('@') {
                self.on(day);
                continue;
            }
            let ran = self.say(line);
            assert_eq!(ran.code, 0, "{line}: {}{}", ran.out, ran.err);
        }
        self
    }
}

/// The words of a command line; double quotes keep blanks and empty words.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
