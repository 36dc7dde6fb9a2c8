//! Which files are meant: those named and what folders hold; what is no form is passed over and told.

use std::path::{Path, PathBuf};

use crate::app::files::{file_name, files_in};

/// A file that is to be collected.
pub(super) struct Meant {
    pub(super) path: PathBuf,
    /// A person named its folder, not the file.
    pub(super) in_folder: bool,
}

/// A file that was passed over.
pub(crate) struct PassedOver {
    pub(crate) path: PathBuf,
    pub(crate) why: Why,
}

/// Why it was.
pub(crate) enum Why {
    /// A program that has a file open put it beside that one.
    LockFile,
    /// Its name hides it.
    Hidden,
    /// Locked with a password.
    Locked,
    /// It can't be read; another program may have it open.
    Unreadable,
    /// It is no form of this ledger.
    NoForm,
    /// A form of another ledger.
    OtherLedger,
    /// A form of a gathered unit, which collects it itself.
    Gathered(String),
    /// So many files of a folder are no tables.
    NoTables(usize),
}

/// Suffixes of files that may be forms.
const TABLES: [&str; 7] = ["xlsx", "xlsm", "xls", "et", "ods", "csv", "tsv"];

/// Every file once, in order; folders are searched whole.
pub(super) fn meant(named: &[PathBuf]) -> (Vec<Meant>, Vec<PassedOver>) {
    let (mut meant, mut over) = (Vec::new(), Vec::new());
    for path in named {
        if path.is_dir() {
            let (inside, others): (Vec<_>, Vec<_>) = files_in(path)
                .into_iter()
                .partition(|path| may_be_form(path));
            for path in inside {
                take(path, true, &mut meant, &mut over);
            }
            if !others.is_empty() {
                over.push(PassedOver {
                    path: path.clone(),
                    why: Why::NoTables(others.len()),
                });
            }
        } else {
            take(path.clone(), false, &mut meant, &mut over);
        }
    }
    let mut seen = std::collections::HashSet::new();
    meant.retain(|one| seen.insert(one.path.clone()));
    (meant, over)
}

fn take(path: PathBuf, in_folder: bool, meant: &mut Vec<Meant>, over: &mut Vec<PassedOver>) {
    let name = file_name(&path);
    let why = if name.starts_with("~$") || name.starts_with(".~lock.") || name.starts_with(".~") {
        Some(Why::LockFile)
    } else if in_folder && name.starts_with('.') {
        Some(Why::Hidden)
    } else {
        None
    };
    match why {
        Some(why) => over.push(PassedOver { path, why }),
        None => meant.push(Meant { path, in_folder }),
    }
}

fn may_be_form(path: &Path) -> bool {
    let suffix = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let table = suffix.is_some_and(|suffix| TABLES.iter().any(|table| suffix == *table));
    table || file_name(path).starts_with(".~lock.")
}
