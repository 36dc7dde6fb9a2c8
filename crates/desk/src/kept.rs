//! Files that were sent to be imported: kept for the session, each with what the person said of it so far, so
//! that nothing is lost by an error or by looking elsewhere. The newest few; who sends more loses the oldest.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use documents::document::lines::{Rewording, Role};
use model::digest::Digest;
use tempfile::TempDir;

use crate::admission::secret;
use crate::sent::Uploaded;
use crate::work::Desk;

/// So many are kept.
const MOST: usize = 20;

/// The files, the newest last.
#[derive(Debug, Default)]
pub(crate) struct KeptFiles(Mutex<VecDeque<Arc<KeptFile>>>);

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
    /// Whether it was written into the ledger.
    pub(crate) is_written: bool,
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

impl KeptFiles {
    /// Keeps a file that was sent. Waits for the disk.
    pub(crate) fn keep(&self, desk: &Desk, sent: &Uploaded) -> io::Result<Arc<KeptFile>> {
        let folder = desk.session().within("kept-")?;
        let path = folder.path().join(&sent.name);
        if std::fs::rename(&sent.path, &path).is_err() {
            std::fs::copy(&sent.path, &path)?;
        }
        let sha256 = Digest::of(&std::fs::read(&path)?);
        let kept = Arc::new(KeptFile {
            id: secret().map_err(io::Error::other)?,
            name: sent.name.clone(),
            sha256,
            folder,
            sayings: Mutex::default(),
        });
        let mut all = self.all();
        if all.len() == MOST {
            all.pop_front();
        }
        all.push_back(kept.clone());
        Ok(kept)
    }

    /// The one of that id, while it is kept.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<KeptFile>> {
        self.all().iter().find(|kept| kept.id == id).cloned()
    }

    /// The newest one with these bytes.
    pub(crate) fn with(&self, sha256: &Digest) -> Option<Arc<KeptFile>> {
        let all = self.all();
        let mut newest = all.iter().rev();
        newest.find(|kept| kept.sha256 == *sha256).cloned()
    }

    /// Keeps it no longer.
    pub(crate) fn forget(&self, id: &str) {
        self.all().retain(|kept| kept.id != id);
    }

    /// All, the newest first.
    pub(crate) fn newest_first(&self) -> Vec<Arc<KeptFile>> {
        self.all().iter().rev().cloned().collect()
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<Arc<KeptFile>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptFile {
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
        let known = self.sayings.lock();
        *known.unwrap_or_else(PoisonError::into_inner) = said;
    }
}
