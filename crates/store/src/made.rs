//! Files that were made from here and left the house: receipts that say from which state of the history,
//! and how to make each again.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Error, Store, receipts};
use model::digest::Digest;

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// When, by the clock.
    pub at: DateTime<FixedOffset>,
    /// Its name, without the folder.
    pub name: String,
    /// What else is kept of it.
    pub detail: MadeDetail,
}

/// What is kept of a file beside its name and its hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeDetail {
    /// Digest of its bytes.
    pub file: Digest,
    /// Digest of its letters, where they can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Digest>,
    /// Entries of the history then.
    pub entries: u64,
    /// Digest of the last of them.
    pub head: Digest,
    /// The day that was reckoned from.
    pub today: NaiveDate,
    /// Who made it.
    pub who: String,
    /// The command that made it.
    pub words: Vec<String>,
    /// The version of the program.
    pub version: String,
}

const MADE: &str = "select at, sheet, detail from receipt where kind = 'made' order by id desc";

impl Store {
    /// Notes a file that was made.
    pub fn note_made(&mut self, made: &Made) -> Result<(), Error> {
        let at = made.at.to_rfc3339();
        // It has string keys and texts only.
        let detail = serde_json::to_string(&made.detail).unwrap_or_default();
        self.within(|transaction| {
            receipts::append(transaction, [&at, "made", "", &made.name, &detail]).map(drop)
        })
    }

    /// The files that were made from here, newest first.
    pub fn made(&self) -> Result<Vec<Made>, Error> {
        let mut statement = self.connection.prepare_cached(MADE)?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (at, name, detail): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let at = DateTime::parse_from_rfc3339(&at);
            // What a later program notes in another way is passed over.
            let Some((at, detail)) = at.ok().zip(serde_json::from_str(&detail).ok()) else {
                continue;
            };
            all.push(Made { at, name, detail });
        }
        Ok(all)
    }
}
