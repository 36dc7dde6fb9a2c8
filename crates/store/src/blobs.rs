//! Bytes of evidence and documents, kept by digest.

use std::io::{Read, Write};
use std::path::Path;

use rusqlite::{Connection, MAIN_DB, OptionalExtension as _, params};

use super::spool::streamed;
use super::{Error, Store, Writer};
use model::digest::Digest;

const FIND: &str = "select id, bytes is null from blob where sha256 = $1";
const INSERT: &str = "insert into blob (sha256, size, bytes) values ($1, $2, $3)";
pub(super) const INSERT_ZEROS: &str =
    "insert into blob (sha256, size, bytes) values ($1, $2, zeroblob($2))";
const ERASE: &str =
    "update blob set bytes = null, size = 0 where sha256 = $1 and bytes is not null";

impl Writer<'_> {
    /// Keeps some bytes; the same bytes are kept once.
    pub fn keep(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        let digest = Digest::of(bytes);
        let connection: &Connection = self.connection();
        match find(connection, &digest)? {
            Some((_, true)) => return Err(Error::Expunged(digest)),
            Some((_, false)) => {}
            None => {
                let size = bytes.len() as i64;
                connection.prepare_cached(INSERT)?.execute(params![
                    digest.as_bytes(),
                    size,
                    bytes
                ])?;
                let id = connection.last_insert_rowid();
                self.file_kept(id, &digest)?;
            }
        }
        Ok(digest)
    }

    /// Keeps the bytes of an open file as they stream by, read once, without holding them in
    /// memory. `size` is what the file said it had; a different length is an error.
    pub fn keep_file(
        &mut self,
        file: &mut dyn Read,
        path: &Path,
        size: u64,
    ) -> Result<Digest, Error> {
        let connection: &Connection = self.connection();
        // The digest is known only at the end; until then the row has a name no digest can have.
        connection.execute(
            "insert into blob (sha256, size, bytes) values (x'', $1, zeroblob($1))",
            [size as i64],
        )?;
        let id = connection.last_insert_rowid();
        let mut blob = connection.blob_open(MAIN_DB, "blob", "bytes", id, false)?;
        let mut keep = |bytes: &[u8]| {
            let kept = blob.write_all(bytes);
            kept.map_err(|fault| Error::File(path.to_owned(), fault))
        };
        let digest = streamed(file, path, size, &mut keep)?;
        blob.close()?;
        let known = find(connection, &digest)?;
        if known.is_none() {
            connection.execute(
                // SQLite numbers $n in the order of appearance, whatever n is.
                "update blob set sha256 = $1 where id = $2",
                params![digest.as_bytes(), id],
            )?;
            self.file_kept(id, &digest)?;
            return Ok(digest);
        }
        // What was erased must not stay under no name either.
        connection.execute("delete from blob where id = $1", [id])?;
        match known {
            Some((_, true)) => Err(Error::Expunged(digest)),
            _ => Ok(digest),
        }
    }

    /// Keeps so many bytes whose digest is known; the same bytes are kept once.
    pub(super) fn keep_known(
        &mut self,
        digest: &Digest,
        size: u64,
        from: &mut dyn Read,
    ) -> Result<(), Error> {
        let connection: &Connection = self.connection();
        match find(connection, digest)? {
            Some((_, true)) => return Err(Error::Expunged(*digest)),
            Some((_, false)) => return Ok(()),
            None => {}
        }
        connection
            .prepare_cached(INSERT_ZEROS)?
            .execute(params![digest.as_bytes(), size as i64])?;
        let id = connection.last_insert_rowid();
        let mut blob = connection.blob_open(MAIN_DB, "blob", "bytes", id, false)?;
        std::io::copy(&mut from.take(size), &mut blob).map_err(|fault| Error::Io(fault.into()))?;
        blob.close()?;
        self.file_kept(id, digest)
    }

    /// Erases the bytes with that digest, also from the free space of the file; whether there were
    /// any. Digest and history stay; the entry that says so is the caller's.
    pub fn erase(&mut self, digest: &Digest) -> Result<bool, Error> {
        let erased = self
            .connection()
            .prepare_cached(ERASE)?
            .execute([digest.as_bytes()])?;
        Ok(erased > 0)
    }
}

impl Store {
    /// The bytes with that digest; `None` when unknown or expunged.
    pub fn bytes(&self, digest: &Digest) -> Result<Option<Vec<u8>>, Error> {
        let sql = "select bytes from blob where sha256 = $1";
        let found: Option<Option<Vec<u8>>> = self
            .connection
            .prepare_cached(sql)?
            .query_row([digest.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(found.flatten())
    }

    /// Streams the bytes with that digest; whether there were any.
    pub fn copy_bytes(&self, digest: &Digest, to: &mut dyn Write) -> Result<bool, Error> {
        let Some((id, false)) = find(&self.connection, digest)? else {
            return Ok(false);
        };
        let mut blob = self
            .connection
            .blob_open(MAIN_DB, "blob", "bytes", id, true)?;
        std::io::copy(&mut blob, to).map_err(|fault| Error::File(self.path().to_owned(), fault))?;
        Ok(true)
    }
}

/// The row with that digest, and whether its bytes are gone.
fn find(connection: &Connection, digest: &Digest) -> Result<Option<(i64, bool)>, Error> {
    let mut statement = connection.prepare_cached(FIND)?;
    Ok(statement
        .query_row([digest.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Lends bytes as a stream.
pub(super) fn with_blob<T>(
    connection: &Connection,
    digest: &Digest,
    take: impl FnOnce(&mut dyn Read) -> T,
) -> Result<Option<T>, Error> {
    let Some((id, false)) = find(connection, digest)? else {
        return Ok(None);
    };
    let mut blob = connection.blob_open(MAIN_DB, "blob", "bytes", id, true)?;
    Ok(Some(take(&mut blob)))
}
