//! Which files are meant: those named, and what folders hold.

use std::path::{Path, PathBuf};

use model::packet::SUFFIX;

/// Every file once, in order; folders are searched for packets and ledgers, the own one left out.
pub(super) fn collect(named: &[PathBuf], own: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            let mut inside = Vec::new();
            search(path, &mut inside);
            inside.retain(|file| !same(file, own));
            inside.sort_unstable();
            found.extend(inside);
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    found
}

/// Whether both are the same file.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|path| Some(path) == real(other))
}

/// A folder that can't be read holds nothing for us; links are not followed, for they may lead in
/// circles.
fn search(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let path = entry.path();
        if kind.is_dir() {
            search(&path, found);
        } else if kind.is_file() && is_wanted(&path) {
            found.push(path);
        }
    }
}

fn is_wanted(path: &Path) -> bool {
    // What is being written beside its place begins with a dot.
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let suffix = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    !hidden && suffix.is_some_and(|suffix| suffix == SUFFIX || suffix == "db")
}
