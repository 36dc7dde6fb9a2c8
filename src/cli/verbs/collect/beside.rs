//! Evidence that a form names: files of that name beside the returned sheet.

use std::path::{Path, PathBuf};

use documents::sheet::collect::{Applied, evidence_names, evidence_wanted, names_evidence};

/// What is there of the evidence that a cell names.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Files that lie beside the sheet.
    pub(super) files: Vec<PathBuf>,
    /// Names without a file.
    pub(super) missing: Vec<String>,
}

impl Beside {
    /// Looks for the files that a changed cell names; `None` for other cells.
    pub(super) fn of(sheet: &Path, applied: &Applied) -> Option<Self> {
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
    pub(super) fn wanted(&self) -> Option<String> {
        (!self.missing.is_empty()).then(|| evidence_wanted(&self.missing))
    }

    /// In words.
    pub(super) fn told(&self) -> String {
        match (self.files.len(), self.missing.len()) {
            (0, _) => "待添加".to_owned(),
            (files, 0) => format!("添加文件{files}个"),
            (files, missing) => format!("添加文件{files}个，{missing}个待添加"),
        }
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
