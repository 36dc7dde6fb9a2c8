//! A ledger that never got an entry goes again.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::{Error, Store};
use office::system;

/// The head of an SQLite file, in which every change is counted.
type Head = [u8; 100];

impl Store {
    /// Removes a ledger that never got an entry, while nobody else can write one; whether it did.
    pub fn remove_if_empty(self) -> Result<bool, Error> {
        self.connection.execute_batch("begin exclusive")?;
        if self.sequence()? != 0 {
            return Ok(false);
        }
        if system::REPLACES_OPEN_FILES {
            return Ok(std::fs::remove_file(&self.path).is_ok());
        }
        let path = self.path.clone();
        let seen = File::open(&path).and_then(|mut file| head(&mut file));
        // It can't go while it is open here, and another process may write into it before it goes.
        drop(self);
        let removed = seen.and_then(|seen| remove_unchanged(&path, &seen));
        Ok(removed.unwrap_or(false))
    }
}

fn head(file: &mut File) -> std::io::Result<Head> {
    let mut head = [0; 100];
    file.read_exact(&mut head)?;
    Ok(head)
}

/// Removes a file that nobody has open and whose head is still that one; whether it was.
fn remove_unchanged(path: &Path, seen: &Head) -> std::io::Result<bool> {
    let mut alone = system::open_alone(path)?;
    let unchanged = head(&mut alone)? == *seen;
    if unchanged {
        std::fs::remove_file(path)?;
    }
    Ok(unchanged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_in_between_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("台账.db");
        std::fs::write(&path, [1; 200]).expect("a file");
        let seen = head(&mut File::open(&path).expect("there")).expect("read");
        std::fs::write(&path, [2; 200]).expect("written");
        assert!(!remove_unchanged(&path, &seen).expect("looked at"));
        assert!(path.exists());
        assert!(remove_unchanged(&path, &[2; 100]).expect("removed"));
        assert!(!path.exists());
    }
}
