//! Receipts of sheets that were sent out and came back.

use super::{Error, Store, Writer};

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

/// One sheet that went out or came home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// When, as recorded.
    pub at: String,
    /// Whether it came home.
    pub returned: bool,
    /// Whose sheet.
    pub dept: String,
    /// Its name.
    pub sheet: String,
    /// What it brought, for people.
    pub detail: String,
}

const INSERT: &str = "insert into receipt (at, kind, dept, sheet, detail)
    values ($1, $2, $3, $4, $5)";
const ALL: &str = "select at, kind, dept, sheet, detail from receipt
    where kind in ('sent', 'returned') order by id";
const RECEIPTS: &str = "select kind, dept, sheet, at from receipt
    where kind in ('sent', 'returned') order by id";

impl Writer<'_> {
    /// Notes that a sheet went out or came home; the time is the command's.
    pub fn receipt(
        &self,
        returned: bool,
        dept: &str,
        sheet: &str,
        detail: &str,
    ) -> Result<(), Error> {
        let kind = if returned { "returned" } else { "sent" };
        let at = self.stamp().when.to_rfc3339();
        self.connection()
            .prepare_cached(INSERT)?
            .execute((at, kind, dept, sheet, detail))?;
        Ok(())
    }
}

impl Store {
    /// Every sheet that went out or came home, in order.
    pub fn receipts(&self) -> Result<Vec<Receipt>, Error> {
        let mut statement = self.connection.prepare_cached(ALL)?;
        let receipts = statement.query_map([], |row| {
            Ok(Receipt {
                at: row.get(0)?,
                returned: row.get::<_, String>(1)? == "returned",
                dept: row.get(2)?,
                sheet: row.get(3)?,
                detail: row.get(4)?,
            })
        })?;
        Ok(receipts.collect::<Result<_, _>>()?)
    }

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
