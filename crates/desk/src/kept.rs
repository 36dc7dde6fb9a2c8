//! Files that were sent to be imported: kept for the session, each with what the person said of it so far, so
//! that nothing is lost by an error or by looking elsewhere. The newest few; who sends more loses the oldest.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use documents::document::lines::{Rewording, Role};
use model::digest::Digest;
use tempfile::TempDir;

use crate::limits::FILES;
use crate::secret::secret;
use crate::uploaded::Uploaded;

/// So many are kept: all that one form may send.
pub(crate) const MOST: usize = FILES;

/// A file.
#[derive(Debug)]
pub(crate) struct KeptFile {
    /// What nobody can guess.
    pub(crate) id: String,
    /// How it is called.
    pub(crate) name: String,
    /// Its bytes' digest.
    pub(crate) sha256: Digest,
    folder: TempDir,
    sayings: Mutex<Sayings>,
}

/// What a person said of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sayings {
    /// What lines are.
    pub(crate) lines: BTreeMap<usize, Role>,
    /// Lines of a paragraph that go on with one that something was said of.
    pub(crate) along: BTreeSet<usize>,
    /// How problems are worded.
    pub(crate) words: BTreeMap<Spot, Rewording>,
    /// How the document is called.
    pub(crate) title: Option<String>,
    /// The year, as typed.
    pub(crate) year: String,
    /// Whose it is, as typed.
    pub(crate) subject: String,
    /// What columns are, as `import` takes it.
    pub(crate) maps: Vec<String>,
    /// Which tasks rows are, as `import` takes it.
    pub(crate) rows: Vec<String>,
    /// Whether it was written into the ledger.
    pub(crate) is_written: bool,
    /// How often something was said: a form knows which saying it was made of.
    pub(crate) turn: u64,
}

/// Where a problem stands, however the document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spot {
    /// It begins with that line.
    Line(usize),
    /// It is that one of those in tables.
    Row(usize),
}

impl Spot {
    /// As a part of a field's name.
    pub(crate) fn key(self) -> String {
        match self {
            Self::Line(at) => format!("l{at}"),
            Self::Row(at) => format!("r{at}"),
        }
    }
}

impl Sayings {
    /// What lines are, with those that go along.
    pub(crate) fn all_lines(&self) -> BTreeMap<usize, Role> {
        let along = self.along.iter().map(|at| (*at, Role::Content));
        along
            .chain(self.lines.iter().map(|(at, role)| (*at, *role)))
            .collect()
    }

    /// Whether the reading itself is another than the program's own.
    pub(crate) fn set_right(&self) -> bool {
        !self.lines.is_empty() || !self.words.is_empty() || self.title.is_some()
    }

    /// How much was set right.
    pub(crate) fn count(&self) -> usize {
        self.lines.len() + self.words.len() + usize::from(self.title.is_some())
    }
}

impl KeptFile {
    /// A file that was sent, in that folder from now on. Waits for the disk.
    pub(crate) fn of(sent: &Uploaded, folder: TempDir) -> io::Result<Self> {
        let path = folder.path().join(&sent.name);
        if std::fs::rename(&sent.path, &path).is_err() {
            std::fs::copy(&sent.path, &path)?;
        }
        Ok(Self {
            id: secret().map_err(io::Error::other)?,
            name: sent.name.clone(),
            sha256: Digest::of(&std::fs::read(&path)?),
            folder,
            sayings: Mutex::default(),
        })
    }

    /// Where it lies with what belongs to it.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    /// What was said of it.
    pub(crate) fn sayings(&self) -> Sayings {
        let said = self.sayings.lock();
        said.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is said of it now.
    pub(crate) fn say(&self, said: Sayings) {
        let mut known = self.sayings.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = known.turn + 1;
        *known = Sayings { turn, ..said };
    }

    /// It was written, whatever is said of it meanwhile.
    pub(crate) fn wrote(&self) {
        let known = self.sayings.lock();
        known.unwrap_or_else(PoisonError::into_inner).is_written = true;
    }
}
