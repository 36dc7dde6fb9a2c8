//! Evidence that a form names: files of that name beside the returned sheet.

use std::path::{Path, PathBuf};

use papers::sheet::collect::{Applied, evidence_names, evidence_wanted, names_evidence};

/// What is there of the evidence that a cell names.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// Files that lie beside the sheet.
    pub(crate) files: Vec<PathBuf>,
    /// Names without a file.
    pub(crate) missing: Vec<String>,
}

impl Beside {
    /// Looks for the files that a changed cell names; `None` for other cells.
    pub(crate) fn of(sheet: &Path, applied: &Applied) -> Option<Self> {
        if !names_evidence(applied) {
            return None;
        }
        let folder = sheet.parent().unwrap_or(Path::new(""));
        let mut beside = Self::default();
        for name in evidence_names(&applied.to) {
            match file(folder, name) {
                Some(path) if !beside.files.contains(&path) => beside.files.push(path),
                Some(_) => {}
                None => beside.missing.push(name.to_owned()),
            }
        }
        Some(beside)
    }

    /// The note that stands for the names without a file.
    pub(crate) fn wanted(&self) -> Option<String> {
        (!self.missing.is_empty()).then(|| evidence_wanted(&self.missing))
    }
}

/// The file of that name, and of no other folder: the name came with the sheet. An empty one, or a
/// link that leads elsewhere, is none.
fn file(folder: &Path, name: &str) -> Option<PathBuf> {
    let plain = Path::new(name).file_name().is_some_and(|only| only == name);
    let path = folder.join(name);
    let meta = std::fs::symlink_metadata(&path).ok().filter(|_| plain)?;
    (meta.is_file() && meta.len() > 0).then_some(path)
}
