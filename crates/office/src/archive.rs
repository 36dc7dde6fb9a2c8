//! Zip archives in memory. What a file declares of its sizes is not believed: whoever reads says how
//! much a part may unpack into.

use std::io::{Cursor, Read, Write as _};

use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

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

/// An archive of these parts. Its times are fixed, so that the same parts give the same bytes.
pub(crate) fn written<N: Into<String>>(
    parts: impl IntoIterator<Item = (N, Vec<u8>)>,
) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        archive.start_file(name.into(), options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The archive with another content of that part; the others are taken over as they are packed.
pub(crate) fn replaced(bytes: &[u8], name: &str, content: &[u8]) -> ZipResult<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(bytes))?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for place in 0..from.len() {
        let part = from.by_index_raw(place)?;
        if part.name()? == name {
            let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
            archive.start_file(name, options)?;
            archive.write_all(content)?;
        } else {
            archive.raw_copy_file(part)?;
        }
    }
    Ok(archive.finish()?.into_inner())
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
}
