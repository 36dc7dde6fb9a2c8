//! Files that appear whole or not at all: written beside their place, brought to the disk, renamed.
//! No link that lies at their place is followed.

mod together;

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Result, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use crate::system;

pub use together::{Settled, Together};

/// Bytes that are written at once.
const BLOCK: usize = 256 * 1024;
/// Bytes of a name that the name beside it repeats: a file system takes 255 in all.
const REPEATED: usize = 200;

/// Who may read what is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Access {
    /// Its owner alone, whatever was there before.
    #[default]
    Owner,
    /// Whomever the system lets read a new file.
    Shared,
}

impl Access {
    fn create(self, path: &Path) -> Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        match self {
            Self::Owner => system::private(&mut options).open(path),
            Self::Shared => options.open(path),
        }
    }

    fn make_folder(self, path: &Path, with_parents: bool) -> Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(with_parents);
        match self {
            Self::Owner => system::private_folder(&mut builder).create(path),
            Self::Shared => builder.create(path),
        }
    }
}

/// A path beside a target, for what is made there until it is complete. Nothing of it stays when it
/// never is.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    companions: Vec<PathBuf>,
}

impl Beside {
    /// A path beside the target where nothing is. `companions` are the endings of further files
    /// that whoever writes there may leave next to it.
    pub fn new(target: &Path, companions: &[&str]) -> Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let name = &name[..name.floor_char_boundary(REPEATED)];
        let path = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let companion = |ending: &&str| {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            name.into()
        };
        let companions = companions.iter().map(companion).collect();
        let beside = Self { path, companions };
        // What a killed process of the same number left, or what somebody put there as a trap.
        for old in beside.files() {
            match std::fs::remove_file(old) {
                Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault),
                _ => {}
            }
        }
        Ok(beside)
    }

    /// Where it is made.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its place in the same folder, complete and on the disk, and its name too.
    pub fn take_place(&self, target: &Path) -> Result<()> {
        OpenOptions::new()
            .write(true)
            .open(&self.path)?
            .sync_all()?;
        std::fs::rename(&self.path, target)?;
        system::settle_names_beside(target);
        Ok(())
    }

    fn files(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.path).chain(&self.companions)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What took its place is no longer here.
        for file in self.files() {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// A folder that a person named, or one in it that the program names. What lies there may have been
/// put there by somebody else.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    access: Access,
}

impl Folder {
    /// The folder that a person named, made with the way to it where there is none.
    pub fn at(path: &Path, access: Access) -> Result<Self> {
        access.make_folder(path, true)?;
        let path = path.to_owned();
        Ok(Self { path, access })
    }

    /// A folder in it, made where there is none. A link of that name is refused
    /// ([`ErrorKind::NotADirectory`]): it leads elsewhere.
    pub fn folder(&self, name: &str) -> Result<Self> {
        let path = self.place(name)?;
        match std::fs::symlink_metadata(&path) {
            Ok(known) if known.is_dir() => {}
            Ok(_) => return Err(ErrorKind::NotADirectory.into()),
            Err(_) => self.access.make_folder(&path, false)?,
        }
        let access = self.access;
        Ok(Self { path, access })
    }

    /// Begins a file in it, which takes the place of whatever bears its name, a link or a pipe too.
    pub fn file(&self, name: &str) -> Result<WholeFile> {
        WholeFile::beside(self.place(name)?, self.access)
    }

    /// Writes a whole file in it at once.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.file(name)?.write_whole(bytes)
    }

    /// Where something of that name is in it; only a name that can't leave it is one.
    pub fn place(&self, name: &str) -> Result<PathBuf> {
        let mut parts = Path::new(name).components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(_)), None) => Ok(self.path.join(name)),
            _ => Err(ErrorKind::InvalidFilename.into()),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A file that takes its place only when it is finished. A device or a pipe that a person named is
/// written into; nothing takes its place.
#[derive(Debug)]
pub struct WholeFile {
    target: PathBuf,
    // Closed before what is beside is removed: not every system removes an open file.
    file: BufWriter<File>,
    beside: Option<Beside>,
}

impl WholeFile {
    /// Begins it; the target is what it was until [`WholeFile::finish`]. A link there is replaced, but
    /// for those that the system itself keeps for what is open (`/dev/stdout`).
    pub fn create(target: &Path, access: Access) -> Result<Self> {
        let leads = std::fs::symlink_metadata(target).is_ok_and(|known| known.is_symlink());
        let into = if leads {
            system::is_link_of_the_system(target)
        } else {
            let is_place = |known: std::fs::Metadata| known.is_file() || known.is_dir();
            !std::fs::symlink_metadata(target).map_or(true, is_place)
        };
        if !into {
            return Self::beside(target.to_owned(), access);
        }
        let file = OpenOptions::new().write(true).open(target)?;
        Ok(Self::of(target.to_owned(), file, None))
    }

    fn beside(target: PathBuf, access: Access) -> Result<Self> {
        let beside = Beside::new(&target, &[])?;
        let file = access.create(beside.path())?;
        Ok(Self::of(target, file, Some(beside)))
    }

    fn of(target: PathBuf, file: File, beside: Option<Beside>) -> Self {
        let file = BufWriter::with_capacity(BLOCK, file);
        Self {
            target,
            file,
            beside,
        }
    }

    fn write_whole(mut self, bytes: &[u8]) -> Result<()> {
        self.write_all(bytes)?;
        self.finish()
    }

    /// Writes what is left and puts the file in its place.
    pub fn finish(mut self) -> Result<()> {
        self.file.flush()?;
        match &self.beside {
            Some(beside) => beside.take_place(&self.target),
            None => Ok(()),
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.file.flush()
    }
}

impl Seek for WholeFile {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.file.seek(to)
    }
}

/// Writes a whole file at once.
pub fn write(target: &Path, bytes: &[u8], access: Access) -> Result<()> {
    WholeFile::create(target, access)?.write_whole(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let name = |entry: Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
        entries
            .map(|entry| name(entry).to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_file_is_what_it_was_until_it_is_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("目录.txt");
        write(&target, "旧".as_bytes(), Access::Owner).expect("written");
        let mut file = WholeFile::create(&target, Access::Owner).expect("begun");
        file.write_all("新的".as_bytes()).expect("taken");
        file.flush().expect("flushed");
        assert_eq!(std::fs::read_to_string(&target).expect("old"), "旧");
        drop(file);
        assert_eq!(names(folder.path()), ["目录.txt"]);
        write(&target, "新".as_bytes(), Access::Owner).expect("written");
        assert_eq!(std::fs::read_to_string(&target).expect("new"), "新");
        assert_eq!(names(folder.path()), ["目录.txt"]);
    }

    #[test]
    fn a_name_as_long_as_the_system_takes_has_room_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join(format!("{}.docx", "长".repeat(83)));
        write(&target, b"whole", Access::Owner).expect("written");
        assert_eq!(std::fs::read(&target).expect("there"), b"whole");
    }

    #[test]
    fn what_a_killed_process_left_is_no_beginning() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("台账.db");
        let beside = Beside::new(&target, &["-journal"]).expect("a path");
        let journal = beside.companions[0].clone();
        for old in [beside.path(), &journal] {
            std::fs::write(old, "half").expect("left");
        }
        let again = Beside::new(&target, &["-journal"]).expect("the same path");
        assert!(!again.path().exists() && !journal.exists());
        std::fs::write(again.path(), "whole").expect("made");
        std::fs::write(&journal, "left").expect("left");
        again.take_place(&target).expect("in its place");
        drop((beside, again));
        assert_eq!(names(folder.path()), ["台账.db"]);
    }
}
