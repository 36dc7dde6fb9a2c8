//! Zip archives in memory. What a file declares of its sizes is not believed: whoever reads says how
//! much a part may unpack into.

use std::fs::File;
use std::io::{
    BufWriter, Cursor, Error, ErrorKind, Read, Result as IoResult, Seek, SeekFrom, Write,
};
use std::path::PathBuf;

use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{DateTime, System, ZipArchive, ZipWriter};

/// An open archive.
pub struct Archive<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Archive<'a> {
    /// Opens it: only its directory is read.
    pub fn open(bytes: &'a [u8]) -> ZipResult<Self> {
        Ok(Self(ZipArchive::new(Cursor::new(bytes))?))
    }

    /// How many parts it says it has.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The names of its parts that can be read as such.
    pub fn names(&self) -> Vec<String> {
        let names = self.0.file_names().flatten();
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// The part at this place, packed.
    pub(crate) fn at(&mut self, place: usize) -> ZipResult<ZipFile<'_, Cursor<&'a [u8]>>> {
        self.0.by_index(place)
    }

    /// The part of this name, packed.
    pub(crate) fn named(&mut self, name: &str) -> ZipResult<ZipFile<'_, Cursor<&'a [u8]>>> {
        self.0.by_name(name)
    }

    /// The bytes of a part and how many they were packed; `None` where there is none. `most` tells
    /// from the latter how many there may be: of what is longer, one byte more than that is read.
    pub fn part(
        &mut self,
        name: &str,
        most: impl FnOnce(u64) -> u64,
    ) -> ZipResult<Option<(Vec<u8>, u64)>> {
        let part = match self.0.by_name(name) {
            Err(ZipError::FileNotFound) => return Ok(None),
            part => part?,
        };
        let packed = part.compressed_size();
        let mut bytes = Vec::new();
        part.take(most(packed).saturating_add(1))
            .read_to_end(&mut bytes)?;
        Ok(Some((bytes, packed)))
    }

    /// The text of a part of an archive whose sizes were looked at.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let (bytes, _) = self.part(name, |_| u64::MAX).ok()??;
        String::from_utf8(bytes).ok()
    }
}

/// How a part is written: at a fixed time and as on one system, so that the same parts give the same bytes
/// on every desk.
fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .system(System::Unix)
}

/// An archive of these parts.
pub(crate) fn written<N: Into<String>>(
    parts: impl IntoIterator<Item = (N, Vec<u8>)>,
) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.into(), plain())?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Writes an archive of these files, each under its name, as they are read: however large they are, little of
/// them is in memory.
pub fn of_files(out: File, files: &[(String, PathBuf)]) -> IoResult<()> {
    let mut archive = ZipWriter::new(BufWriter::new(out));
    for (name, path) in files {
        let mut from = crate::system::open(path)?;
        let large = from.metadata()?.len() >= u64::from(u32::MAX);
        archive.start_file(name.as_str(), plain().large_file(large))?;
        std::io::copy(&mut from, &mut archive)?;
    }
    archive.finish()?.flush()
}

/// The archive with another content of that part; the others are taken over as they are packed.
pub(crate) fn replaced(bytes: &[u8], name: &str, content: &[u8]) -> ZipResult<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(bytes))?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for place in 0..from.len() {
        let part = from.by_index_raw(place)?;
        if part.name()? == name {
            archive.start_file(name, plain())?;
            archive.write_all(content)?;
        } else {
            archive.raw_copy_file(part)?;
        }
    }
    Ok(archive.finish()?.into_inner())
}

/// Bytes of an archive's end that are kept: the directories of workbooks take two thousand.
const END: usize = 64 * 1024;
/// Of the directory: the length of a part's entry without name, extra fields and comment, where it says how
/// long those are, and on which system the part was made.
const PART: usize = 46;
const LENGTHS: [usize; 3] = [28, 30, 32];
const SYSTEM: usize = 5;
/// The entry that ends all, and where it says how long the directory is.
const LAST: usize = 22;
const DIRECTORY: usize = 12;

/// What an archive of another's making is written through: it then says of every part that it was made on
/// the system that [`plain`] names, whatever this one is.
pub(crate) struct OnOneSystem<W> {
    out: W,
    written: u64,
    end: Vec<u8>,
}

impl<W: Write + Seek> OnOneSystem<W> {
    pub(crate) fn new(out: W) -> Self {
        let (written, end) = (0, Vec::new());
        Self { out, written, end }
    }

    /// Sets right what the archive says of its parts, now that it is complete.
    pub(crate) fn finish(mut self) -> IoResult<()> {
        let last = self.end.len().checked_sub(LAST).ok_or_else(no_archive)?;
        let size = last + DIRECTORY;
        let size = number(&self.end, size)? | number(&self.end, size + 2)? << 16;
        let mut part = last.checked_sub(size).ok_or_else(no_archive)?;
        let begin = self.written - self.end.len() as u64;
        while part < last {
            let system = part + SYSTEM;
            if self.end.get(system) != Some(&(System::Unix as u8)) {
                self.out.seek(SeekFrom::Start(begin + system as u64))?;
                self.out.write_all(&[System::Unix as u8])?;
            }
            let lengths = LENGTHS.map(|at| number(&self.end, part + at));
            part += PART;
            for length in lengths {
                part += length?;
            }
        }
        Ok(())
    }
}

fn no_archive() -> Error {
    ErrorKind::InvalidData.into()
}

fn number(bytes: &[u8], at: usize) -> IoResult<usize> {
    match bytes.get(at..at + 2) {
        Some(&[low, high]) => Ok(u16::from_le_bytes([low, high]).into()),
        _ => Err(no_archive()),
    }
}

impl<W: Write> Write for OnOneSystem<W> {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        let taken = self.out.write(bytes)?;
        self.written += taken as u64;
        self.end.extend_from_slice(&bytes[..taken]);
        // Seldom: what is kept is moved.
        if self.end.len() > 4 * END {
            self.end.drain(..self.end.len() - END);
        }
        Ok(taken)
    }

    fn flush(&mut self) -> IoResult<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_no_further_than_it_may_be() {
        let bytes =
            written([("a", vec![b'x'; 100_000]), ("b", b"whole".to_vec())]).expect("written");
        assert_eq!(
            written([("a", vec![b'x'; 100_000]), ("b", b"whole".to_vec())]).ok(),
            Some(bytes.clone())
        );
        let mut archive = Archive::open(&bytes).expect("an archive");
        assert_eq!(
            (archive.count(), archive.names()),
            (2, vec!["a".to_owned(), "b".to_owned()])
        );
        let (read, packed) = archive
            .part("a", |packed| packed * 10)
            .ok()
            .flatten()
            .expect("a part");
        assert_eq!(read.len() as u64, packed * 10 + 1);
        assert_eq!(archive.text("b").as_deref(), Some("whole"));
        assert!(matches!(archive.part("c", |_| 1), Ok(None)));
    }

    #[test]
    fn files_are_packed_as_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("1"), b"one").expect("written");
        std::fs::write(at("2"), vec![7; 300_000]).expect("written");
        let files = [
            ("甲.txt".to_owned(), at("1")),
            ("乙.bin".to_owned(), at("2")),
        ];
        let out = File::create(at("zip")).expect("a file");
        of_files(out, &files).expect("packed");
        let bytes = std::fs::read(at("zip")).expect("read");
        let mut archive = Archive::open(&bytes).expect("an archive");
        assert_eq!(archive.names(), ["甲.txt", "乙.bin"]);
        let (read, _) = archive
            .part("乙.bin", |_| 1 << 20)
            .ok()
            .flatten()
            .expect("a part");
        assert_eq!(read, vec![7; 300_000]);
        assert_eq!(archive.text("甲.txt").as_deref(), Some("one"));
        let missing = [("丙".to_owned(), at("3"))];
        assert!(of_files(File::create(at("zip")).expect("a file"), &missing).is_err());
    }

    #[test]
    fn parts_are_of_one_system_whatever_made_them() {
        let made_on = |system| {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            let options = plain()
                .system(system)
                .compression_method(zip::CompressionMethod::Stored);
            for (name, bytes) in [("甲", vec![b'x'; 5 * END]), ("b", b"PK\x01\x02".repeat(9))] {
                archive.start_file(name, options).expect("begun");
                archive.write_all(&bytes).expect("written");
            }
            archive.finish().expect("an archive").into_inner()
        };
        let (ours, theirs) = (made_on(System::Unix), made_on(System::Dos));
        assert_ne!(ours, theirs);
        for bytes in [&ours, &theirs] {
            let mut out = Cursor::new(Vec::new());
            let mut through = OnOneSystem::new(&mut out);
            for piece in bytes.chunks(7) {
                through.write_all(piece).expect("taken");
            }
            through.finish().expect("an archive");
            assert!(out.into_inner() == ours);
        }
        let through = OnOneSystem::new(Cursor::new(Vec::new()));
        assert!(through.finish().is_err(), "nothing is no archive");
    }
}
