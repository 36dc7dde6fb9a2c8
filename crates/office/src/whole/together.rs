//! Many files that take their places together.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{Beside, WholeFile};
use crate::system;

/// Files that take their places together: each is whole and on the disk before it does, as one that is
/// finished by itself. A disk takes many in hardly more time than one.
#[derive(Debug, Default)]
pub struct Together {
    waiting: Vec<(Beside, PathBuf)>,
}

/// What became of files that wait; where one can't take its place, which.
pub type Settled = std::result::Result<(), (PathBuf, std::io::Error)>;

/// So many wait at most: what a killed process leaves beside their places.
const WAITING: usize = 256;
/// So many are brought to the disk at once.
const AT_ONCE: usize = 32;

impl Together {
    /// Takes a file that was written. What fails is told with the path that it concerns: that may be one
    /// taken before.
    pub fn finish(&mut self, mut file: WholeFile) -> Settled {
        let target = file.target.clone();
        if let Err(fault) = file.file.flush() {
            return Err((target, fault));
        }
        self.waiting
            .extend(file.beside.map(|beside| (beside, target)));
        if self.waiting.len() < WAITING {
            return Ok(());
        }
        self.settle()
    }

    /// Puts what waits in its place.
    pub fn settle(&mut self) -> Settled {
        at_once(&self.waiting, |(beside, target)| {
            let file = OpenOptions::new().write(true).open(beside.path());
            file.and_then(|file| file.sync_all())
                .map_err(|fault| (target.clone(), fault))
        })?;
        let mut folders = BTreeMap::new();
        for (beside, target) in self.waiting.drain(..) {
            std::fs::rename(beside.path(), &target).map_err(|fault| (target.clone(), fault))?;
            folders.insert(target.parent().map(Path::to_owned), target);
        }
        let folders: Vec<PathBuf> = folders.into_values().collect();
        at_once(&folders, |path| {
            system::settle_names_beside(path);
            Ok(())
        })
    }
}

/// Does the same with each of many, where waiting for the disk is nearly all of it.
fn at_once<T: Sync>(all: &[T], each: impl Fn(&T) -> Settled + Sync) -> Settled {
    let share = all.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|threads| {
        let hands: Vec<_> = all
            .chunks(share)
            .map(|share| threads.spawn(|| share.iter().try_for_each(&each)))
            .collect();
        hands.into_iter().try_for_each(|hand| {
            let ended = hand.join();
            ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;
    use super::super::{Access, Folder};
    use super::*;

    #[test]
    fn many_take_their_places_together() {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = Folder::at(outer.path(), Access::Owner).expect("a folder");
        let begun = |name: &str, bytes: &[u8]| {
            let mut file = folder.file(name).expect("begun");
            file.write_all(bytes).expect("taken");
            file
        };
        let mut together = Together::default();
        let count = WAITING + 3;
        for number in 0..count {
            let name = number.to_string();
            together
                .finish(begun(&name, name.as_bytes()))
                .expect("taken");
        }
        together.settle().expect("settled");
        assert_eq!(names(outer.path()).len(), count);
        for number in 0..count {
            let path = outer.path().join(number.to_string());
            assert_eq!(
                std::fs::read_to_string(path).expect("there"),
                number.to_string()
            );
        }
        // Of one that can't it is told which, and nothing stays of those behind it.
        std::fs::create_dir(outer.path().join("占用")).expect("a folder");
        let done = ["占用", "后来"].map(|name| together.finish(begun(name, b"x")));
        let stuck = done
            .into_iter()
            .chain([together.settle()])
            .find_map(Result::err);
        assert_eq!(stuck.expect("stuck").0, outer.path().join("占用"));
        drop(together);
        assert!(
            names(outer.path())
                .iter()
                .all(|name| !name.starts_with('.'))
        );
    }
}
