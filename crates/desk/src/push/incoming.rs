//! Parts on their way: kept beside the ledger until all have come, also when the program ends in between.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use model::digest::Digest;
use office::system::{private, private_folder};

use super::Whole;
use crate::accounts::beside;

/// What an account is sending: one thing at a time.
pub(super) struct Incoming {
    folder: PathBuf,
    account: String,
}

/// Two of one account do not write at once.
static WRITING: Mutex<()> = Mutex::new(());

impl Incoming {
    pub(super) fn of(ledger: &Path, account: &str) -> Self {
        Self {
            folder: beside(ledger, "push"),
            account: Digest::of(account.as_bytes()).to_string(),
        }
    }

    /// Where it is kept.
    pub(super) fn path(&self, whole: &Whole) -> PathBuf {
        self.folder.join(format!("{}-{}", self.account, whole.of))
    }

    /// Puts a part after those that have come, if it is the next; up to where they have come then.
    pub(super) fn add(&self, whole: &Whole, at: u64, part: &[u8]) -> io::Result<u64> {
        let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.path(whole);
        if !path.exists() {
            self.clear()?;
        }
        let builder = &mut DirBuilder::new();
        private_folder(builder.recursive(true)).create(&self.folder)?;
        let options = &mut OpenOptions::new();
        let mut file = private(options.append(true).create(true)).open(path)?;
        let come = file.metadata()?.len();
        let next = come + part.len() as u64;
        if at != come || next > whole.size {
            return Ok(come);
        }
        match file.write_all(part) {
            Ok(()) => Ok(next),
            Err(fault) => {
                // A part that stands there by half is cut off; else the digest says so in the end.
                let _ = file.set_len(come);
                Err(fault)
            }
        }
    }

    /// Whether all has come as it was announced.
    pub(super) fn is_whole(&self, whole: &Whole) -> io::Result<bool> {
        let mut file = match File::open(self.path(whole)) {
            Ok(file) => file,
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(false),
            Err(fault) => return Err(fault),
        };
        Ok(file.metadata()?.len() == whole.size && Digest::of_all(&mut file)? == whole.of)
    }

    /// Removes what this account sent.
    pub(super) fn clear(&self) -> io::Result<()> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(()),
            Err(fault) => return Err(fault),
        };
        for entry in entries {
            let entry = entry?;
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with(&self.account)
            {
                std::fs::remove_file(entry.path())?;
            }
        }
        // The last one out; others may be sending.
        let _ = std::fs::remove_dir(&self.folder);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order_once_and_no_more_than_announced() {
        let place = tempfile::tempdir().expect("a folder");
        let ledger = place.path().join("台账.db");
        let one = Incoming::of(&ledger, "甲");
        let whole = Whole {
            of: Digest::of("一二三四".as_bytes()),
            size: 12,
        };
        let add = |at, part: &str| one.add(&whole, at, part.as_bytes()).expect("written");
        assert_eq!(add(0, ""), 0);
        assert_eq!(add(0, "一二"), 6);
        assert_eq!(add(0, "一二"), 6, "sent again");
        assert_eq!(add(9, "四"), 6, "not the next");
        assert_eq!(add(6, "三四五"), 6, "more than announced");
        assert!(!one.is_whole(&whole).expect("read"));
        assert_eq!(add(6, "三四"), 12);
        assert!(one.is_whole(&whole).expect("read"));
        // Another's stays where it is, and what is begun anew takes the place of what was begun.
        let other = Incoming::of(&ledger, "乙");
        assert_eq!(other.add(&whole, 0, b"abc").expect("written"), 3);
        let second = Whole {
            of: Digest::of(b"x"),
            size: 1,
        };
        assert_eq!(one.add(&second, 0, b"").expect("written"), 0);
        assert!(!one.path(&whole).exists() && other.path(&whole).exists());
        one.clear().expect("cleared");
        other.clear().expect("cleared");
        assert!(!beside(&ledger, "push").exists());
    }
}
