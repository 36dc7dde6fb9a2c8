//! Files that are to be kept, read whole before the ledger is locked: nobody waits for a slow disk
//! or a stick while the ledger is written.

use std::cell::RefCell;
use std::io::{Read, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use tempfile::SpooledTempFile;

use super::{Error, Writer};
use model::digest::Digest;

/// What is held in memory; more goes to a file without a name that is gone with it.
const IN_MEMORY: usize = 1 << 20;
const BUFFER: usize = 64 * 1024;

/// Bytes of files, one behind the other.
#[derive(Debug)]
pub struct Spool {
    file: RefCell<SpooledTempFile>,
    end: u64,
}

/// A file in a [`Spool`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spooled {
    /// Digest of its bytes.
    pub sha256: Digest,
    /// How many they are.
    pub size: u64,
    from: u64,
}

impl Default for Spool {
    fn default() -> Self {
        Self {
            file: RefCell::new(SpooledTempFile::new(IN_MEMORY)),
            end: 0,
        }
    }
}

impl Spool {
    /// Takes the bytes of an open file as they stream by, read once, without holding them in
    /// memory. `size` is what the file said it had; a different length is an error.
    pub fn take(&mut self, file: &mut dyn Read, path: &Path, size: u64) -> Result<Spooled, Error> {
        let kept = self.file.get_mut();
        // What is kept aside fails for want of room there, not because of the file.
        let full = |fault: std::io::Error| Error::Io(fault.into());
        kept.seek(SeekFrom::Start(self.end)).map_err(full)?;
        let mut keep = |bytes: &[u8]| kept.write_all(bytes).map_err(full);
        let sha256 = streamed(file, path, size, &mut keep)?;
        let from = self.end;
        self.end += size;
        Ok(Spooled { sha256, size, from })
    }
}

/// The digest of the bytes of an open file, handed out as they are read, once. `size` is what the file said
/// it had; a different length is an error.
pub(super) fn streamed(
    file: &mut dyn Read,
    path: &Path,
    size: u64,
    each: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
) -> Result<Digest, Error> {
    let broken = |fault: std::io::Error| Error::File(path.to_owned(), fault);
    let mut hasher = <sha2::Sha256 as sha2::Digest>::new();
    let (mut buffer, mut total) = (vec![0; BUFFER], 0);
    loop {
        let count = file.read(&mut buffer).map_err(broken)?;
        total += count as u64;
        if count == 0 || total > size {
            break;
        }
        sha2::Digest::update(&mut hasher, &buffer[..count]);
        each(&buffer[..count])?;
    }
    if total != size {
        return Err(Error::FileChanged(path.to_owned()));
    }
    let hash: [u8; 32] = sha2::Digest::finalize(hasher).into();
    Ok(Digest::from_slice(&hash).unwrap_or_else(|| Digest::of(&hash)))
}

impl Writer<'_> {
    /// Keeps the bytes of a file that was spooled; the same bytes are kept once.
    pub fn keep_spooled(&mut self, spool: &Spool, piece: &Spooled) -> Result<(), Error> {
        let mut file = spool.file.borrow_mut();
        let broken = |fault: std::io::Error| Error::Io(fault.into());
        file.seek(SeekFrom::Start(piece.from)).map_err(broken)?;
        self.keep_known(&piece.sha256, piece.size, &mut *file)
    }
}
