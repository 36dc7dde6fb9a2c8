//! Backups that were made from here: receipts with a seal of their own, for they stand outside the
//! chain.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::{Error, Store};
use crate::model::digest::{CheckCode, Digest};

/// A backup that was made and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Where it was put.
    pub path: PathBuf,
    /// The check code of what it holds.
    pub code: CheckCode,
}

impl BackedUp {
    /// What the receipt's last column says: the code, and a seal over the other columns, for
    /// receipts stand outside the chain.
    fn detail(at: &str, sheet: &str, code: &str) -> String {
        let seal = Digest::of(format!("{at}\n{sheet}\n{code}").as_bytes()).to_string();
        format!("{code} {}", &seal[..16])
    }

    fn read(at: &str, sheet: &str, detail: &str) -> Option<Self> {
        let (code, _) = detail.split_once(' ')?;
        (Self::detail(at, sheet, code) == detail).then(|| {
            Some(Self {
                at: DateTime::parse_from_rfc3339(at).ok()?,
                path: sheet.into(),
                code: CheckCode::read(code)?,
            })
        })?
    }
}

const BACKUPS: &str = "select id, at, dept, sheet, detail from receipt
    where kind = 'backup' order by id desc";
const NOTE_BACKUP: &str = "insert into receipt (at, kind, dept, sheet, detail)
    values ($1, 'backup', '', $2, $3)";

impl Store {
    /// Notes a backup that was made.
    pub fn note_backup(
        &mut self,
        at: DateTime<FixedOffset>,
        path: &Path,
        code: &CheckCode,
    ) -> Result<(), Error> {
        let (at, sheet) = (at.to_rfc3339(), path.to_string_lossy());
        let detail = BackedUp::detail(&at, &sheet, &code.to_string());
        self.connection
            .execute(NOTE_BACKUP, (&at, &sheet, &detail))?;
        Ok(())
    }

    /// The backups that were made from here, newest first.
    pub fn backups(&self) -> Result<Vec<BackedUp>, Error> {
        Ok(self.sealed_backups()?.into_iter().flatten().collect())
    }

    /// The same, with `None` for a receipt that is not as it was written.
    pub(super) fn sealed_backups(&self) -> Result<Vec<Option<BackedUp>>, Error> {
        let mut statement = self.connection.prepare_cached(BACKUPS)?;
        let mut rows = statement.query([])?;
        let mut backups = Vec::new();
        while let Some(row) = rows.next()? {
            let dept: String = row.get(2)?;
            let (at, sheet): (String, String) = (row.get(1)?, row.get(3)?);
            let read = BackedUp::read(&at, &sheet, &row.get::<_, String>(4)?);
            backups.push(read.filter(|_| dept.is_empty()));
        }
        Ok(backups)
    }
}
