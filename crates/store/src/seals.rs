//! What every entry seals beside its own text (封存): how far the chains of receipts and of kept files
//! go. What was sealed last is noted in the own unit's row, for nobody should have to look for it in
//! the history; `verify` rebuilds it.

use rusqlite::Connection;

use super::{Error, Writer, receipts};
use model::digest::Digest;
use model::entry::{Seal, Seals};

const NOTED: &str = "select receipts, files, files_head from unit where id = 1";
const LAST_FILE: &str = "select max(id) from blob";
const FILES: &str = "select id, sha256 from blob where id > $1 order by id";
const NOTE_RECEIPTS: &str = "update unit set receipts = $1 where id = 1";
const NOTE_FILES: &str = "update unit set files = $1, files_head = $2 where id = 1";

/// The ends of both chains as a command finds and leaves them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    /// Of the kept files.
    files: Seal,
    /// What entries of this command sealed.
    sealed: Seals,
}

/// The next link of the chain of kept files.
pub(super) fn file_link(previous: &Digest, id: i64, sha256: &Digest) -> Digest {
    Digest::chained(previous, &format!("{id} {sha256}"))
}

impl Ends {
    /// The ends as they stand, and what the next entry has to seal of them. Where less is there than was
    /// sealed, nothing may be entered after it.
    pub(super) fn find(connection: &Connection) -> Result<(Self, Seals), Error> {
        let (receipts, noted, head): (i64, i64, Option<[u8; 32]>) = connection
            .prepare_cached(NOTED)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut seals = Seals::default();
        let last = receipts::last(connection)?;
        if last.is_none_or(|(last, _)| last < receipts) && receipts > 0 {
            return Err(Error::damaged("receipt"));
        }
        if let Some((last, head)) = last.filter(|(last, _)| *last > receipts) {
            let last = last.cast_unsigned();
            seals.receipts = Some(Seal { last, head });
        }
        let kept: Option<i64> = connection
            .prepare_cached(LAST_FILE)?
            .query_row([], |row| row.get(0))?;
        if kept.unwrap_or(0) < noted {
            return Err(Error::damaged("blob"));
        }
        let head = match head {
            Some(head) => Digest::from_slice(&head),
            None => Some(receipts::genesis(connection)?),
        };
        let mut files = Seal {
            last: noted.cast_unsigned(),
            head: head.ok_or_else(|| Error::damaged("files_head"))?,
        };
        let mut statement = connection.prepare_cached(FILES)?;
        let mut rows = statement.query([noted])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let sha256 = Digest::from_slice(&row.get::<_, [u8; 32]>(1)?);
            let sha256 = sha256.ok_or_else(|| Error::damaged("sha256"))?;
            files = Seal {
                last: id.cast_unsigned(),
                head: file_link(&files.head, id, &sha256),
            };
            seals.files = Some(files);
        }
        let sealed = Seals::default();
        Ok((Self { files, sealed }, seals))
    }

    /// An entry that seals so much was written.
    pub(super) fn sealed(&mut self, seals: Seals) {
        self.sealed.go_on(seals);
    }

    /// Notes in the own unit's row what entries of this command sealed.
    pub(super) fn note(&self, connection: &Connection) -> Result<(), Error> {
        if let Some(seal) = self.sealed.receipts {
            connection
                .prepare_cached(NOTE_RECEIPTS)?
                .execute([seal.last.cast_signed()])?;
        }
        if let Some(seal) = self.sealed.files {
            connection
                .prepare_cached(NOTE_FILES)?
                .execute((seal.last.cast_signed(), seal.head.as_bytes()))?;
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// The end of the kept files.
    pub(super) fn files(&self) -> Seal {
        self.ends.files
    }

    /// Bytes were kept in a new row: the next entry seals them.
    pub(super) fn file_kept(&mut self, id: i64, sha256: &Digest) -> Result<(), Error> {
        let files = &mut self.ends.files;
        // Where the last files are gone, their numbers would be given again.
        if files.last.checked_add(1) != Some(id.cast_unsigned()) {
            return Err(Error::damaged("files"));
        }
        *files = Seal {
            last: id.cast_unsigned(),
            head: file_link(&files.head, id, sha256),
        };
        self.tail.seals.files = Some(*files);
        Ok(())
    }
}
