//! Sheets that were sent out and have not come back.

use super::{Error, Store};

/// A sheet that a department has not returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Who has it.
    pub dept: String,
    /// Its name.
    pub sheet: String,
    /// When it was sent last, as recorded.
    pub sent: String,
}

const RECEIPTS: &str = "select kind, dept, sheet, at from receipt
    where kind in ('sent', 'returned') order by id";

impl Store {
    /// The departments whose last sheet was sent and not returned, in the order of sending.
    pub fn awaited(&self) -> Result<Vec<Awaited>, Error> {
        let mut statement = self.connection.prepare_cached(RECEIPTS)?;
        let mut rows = statement.query([])?;
        let mut awaited: Vec<Awaited> = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, dept): (String, String) = (row.get(0)?, row.get(1)?);
            awaited.retain(|known| known.dept != dept);
            if kind == "sent" {
                awaited.push(Awaited {
                    dept,
                    sheet: row.get(2)?,
                    sent: row.get(3)?,
                });
            }
        }
        Ok(awaited)
    }
}
