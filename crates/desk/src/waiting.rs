//! Files that a person sent and has not yet said what is to become of: kept for the session under names that
//! nobody can guess, the newest only.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use crate::admission::secret;
use crate::sent::Uploaded;
use crate::work::Desk;

/// So many batches are kept.
const MOST: usize = 20;

/// The batches that wait.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<VecDeque<(String, Arc<Batch>)>>);

/// Files that came together, in one folder: what stands beside a file is found beside it.
#[derive(Debug)]
pub(crate) struct Batch {
    folder: TempDir,
    names: Vec<String>,
}

impl Batch {
    /// Around the folder they lie in.
    pub(crate) fn place(&self) -> &Path {
        self.folder.path()
    }

    /// How they are called within it, in their order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}

impl Desk {
    /// Keeps what was sent, within a folder that is called so; under which name it is found.
    pub(crate) fn let_wait(&self, files: &[Uploaded], called: &str) -> io::Result<String> {
        let folder = self.folder()?;
        let within = folder.path().join(called);
        std::fs::create_dir(&within)?;
        let mut names = Vec::new();
        for file in files {
            let mut name = file.name.clone();
            // Of two of one name the second lies in a folder of its own.
            let mut turn = 1;
            while within.join(&name).exists() {
                turn += 1;
                name = format!("{turn}/{}", file.name);
            }
            let path = within.join(&name);
            if let Some(around) = path.parent() {
                std::fs::create_dir_all(around)?;
            }
            std::fs::rename(&file.path, &path)?;
            names.push(name);
        }
        let id = secret().map_err(io::Error::other)?;
        self.waiting()
            .put(id.clone(), Arc::new(Batch { folder, names }));
        Ok(id)
    }
}

impl Waiting {
    fn put(&self, id: String, batch: Arc<Batch>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((id, batch));
        if kept.len() > MOST {
            kept.pop_front();
        }
    }

    /// What waits under that name.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Batch>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(own, _)| own == id);
        found.map(|(_, batch)| batch.clone())
    }
}
