//! Backups that were made from here: receipts with a seal of their own, for the first of them were
//! not chained.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use rusqlite::Row;

use super::{Error, Store, receipts};
use model::digest::{CheckCode, Digest};

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
    /// What the receipt's last column says: the code, and a seal over the other columns.
    fn detail(at: &str, sheet: &str, code: &str) -> String {
        let seal = Digest::of(format!("{at}\n{sheet}\n{code}").as_bytes()).to_string();
        format!("{code} {}", &seal[..16])
    }

    /// Whether a receipt (id and the five columns) says what was written; those that are no
    /// backup's always do.
    pub(super) fn is_whole(row: &Row<'_>) -> Result<bool, Error> {
        let text = |index| {
            row.get_ref(index)
                .map(|value| value.as_str().unwrap_or("\0"))
        };
        let columns = [text(1)?, text(2)?, text(3)?, text(4)?, text(5)?];
        Ok(Self::is_said_whole(columns))
    }

    /// The same of the five columns.
    pub(super) fn is_said_whole([at, kind, dept, sheet, detail]: [&str; 5]) -> bool {
        kind != "backup" || dept.is_empty() && Self::read(at, sheet, detail).is_some()
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

const BACKUPS: &str = "select at, dept, sheet, detail from receipt
    where kind = 'backup' order by id desc";

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
        self.within(|transaction| {
            receipts::append(transaction, [&at, "backup", "", &sheet, &detail]).map(drop)
        })
    }

    /// The backups that were made from here, newest first; a note that is not as it was written
    /// is none.
    pub fn backups(&self) -> Result<Vec<BackedUp>, Error> {
        let mut statement = self.connection.prepare_cached(BACKUPS)?;
        let mut rows = statement.query([])?;
        let mut backups = Vec::new();
        while let Some(row) = rows.next()? {
            let (at, sheet): (String, String) = (row.get(0)?, row.get(2)?);
            let read = BackedUp::read(&at, &sheet, &row.get::<_, String>(3)?);
            let dept: String = row.get(1)?;
            backups.extend(read.filter(|_| dept.is_empty()));
        }
        Ok(backups)
    }
}
