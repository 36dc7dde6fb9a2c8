//! The session's own folder: what was sent and what was made lie in it, its owner's alone, and it goes with
//! the program. What a program left that was killed goes at the next start.

use std::fs::{DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use office::system::private_folder;
use tempfile::TempDir;

const PREFIX: &str = "ledger-desk-";
/// Whoever uses the folder keeps this file locked.
const LOCK: &str = "in-use";
/// What is kept within: the folder around it is made by the library, with whatever mode the system gives.
const INNER: &str = "session";

/// The session's folder.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    whole: Mutex<Option<(TempDir, File)>>,
}

impl Folder {
    /// A new one, where the system keeps what is passing.
    pub(crate) fn new() -> io::Result<Self> {
        sweep(&std::env::temp_dir());
        let whole = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
        let lock = File::create(whole.path().join(LOCK))?;
        lock.lock()?;
        let path = whole.path().join(INNER);
        private_folder(&mut DirBuilder::new()).create(&path)?;
        Ok(Self {
            path,
            whole: Mutex::new(Some((whole, lock))),
        })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A new folder within; it goes when it is dropped.
    pub(crate) fn within(&self, prefix: &str) -> io::Result<TempDir> {
        tempfile::Builder::new()
            .prefix(prefix)
            .tempdir_in(&self.path)
    }

    /// Removes it, whoever else still knows of it.
    pub(crate) fn remove(&self) -> io::Result<()> {
        let whole = self
            .whole
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take();
        match whole {
            Some((whole, lock)) => {
                // Where open files can't be removed, the lock would be in the way.
                drop(lock);
                whole.close()
            }
            None => Ok(()),
        }
    }
}

/// Removes what programs left that are no more. What can't be removed is another person's or still in use.
fn sweep(place: &Path) {
    let Ok(entries) = std::fs::read_dir(place) else {
        return;
    };
    for entry in entries.flatten() {
        let is_ours = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX));
        // A link is not followed: only what is a folder itself.
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        // Nor is a pipe waited for that somebody put there.
        let lock = entry.path().join(LOCK);
        if !lock.symlink_metadata().is_ok_and(|lock| lock.is_file()) {
            continue;
        }
        let Ok(lock) = File::options().write(true).open(lock) else {
            continue;
        };
        if lock.try_lock().is_ok() {
            drop(lock);
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use office::system::{Readers, readers};

    use super::*;

    #[test]
    fn what_is_kept_is_its_owners_alone_and_goes() {
        let folder = Folder::new().expect("a folder");
        let file = folder.path.join("材料.txt");
        std::fs::write(&file, "x").expect("written");
        assert_eq!(readers(&file), Readers::Nobody);
        let whole = folder.path.parent().expect("around it").to_owned();
        folder.remove().expect("removed");
        assert!(!whole.exists());
        folder.remove().expect("once more");
    }

    #[test]
    fn what_a_killed_program_left_goes_and_what_is_in_use_stays() {
        let place = tempfile::tempdir().expect("a folder");
        let at = |name: &str| place.path().join(name);
        for name in [
            "ledger-desk-left",
            "ledger-desk-used",
            "ledger-desk-no-lock",
            "other",
        ] {
            std::fs::create_dir(at(name)).expect("made");
        }
        for name in ["ledger-desk-left", "ledger-desk-used", "other"] {
            File::create(at(name).join(LOCK)).expect("a lock");
        }
        let used = File::options()
            .write(true)
            .open(at("ledger-desk-used").join(LOCK))
            .expect("open");
        used.lock().expect("locked");
        sweep(place.path());
        assert!(!at("ledger-desk-left").exists());
        for name in ["ledger-desk-used", "ledger-desk-no-lock", "other"] {
            assert!(at(name).exists(), "{name}");
        }
    }
}
