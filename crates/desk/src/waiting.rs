//! Files that a person sent and has not yet said what is to become of: kept for the session under names that
//! nobody can guess, the newest only.

use std::io;
use std::path::Path;

use tempfile::TempDir;

use crate::uploaded::Uploaded;

/// So many batches are kept.
pub(crate) const MOST: usize = 20;

/// Files that came together, in one folder: what stands beside a file is found beside it.
#[derive(Debug)]
pub(crate) struct Batch {
    folder: TempDir,
    called: String,
    fields: Vec<String>,
    names: Vec<String>,
}

impl Batch {
    /// What was sent, within that folder from now on, in one of its own that is called so.
    pub(crate) fn of(files: &[Uploaded], folder: TempDir, called: &str) -> io::Result<Self> {
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
        Ok(Self {
            folder,
            called: called.to_owned(),
            fields: files.iter().map(|file| file.field.clone()).collect(),
            names,
        })
    }

    /// Each as it was sent, where it lies now.
    pub(crate) fn uploaded(&self) -> Vec<Uploaded> {
        let within = self.folder.path().join(&self.called);
        let files = self.fields.iter().zip(&self.names).map(|(field, name)| {
            let path = within.join(name);
            let own = path.file_name().unwrap_or_default();
            Uploaded {
                field: field.clone(),
                name: own.to_string_lossy().into_owned(),
                path,
            }
        });
        files.collect()
    }

    /// Around the folder they lie in.
    pub(crate) fn place(&self) -> &Path {
        self.folder.path()
    }

    /// How they are called within it, in their order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}
