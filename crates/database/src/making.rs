//! The tables are made once, by whoever owns the database.

use store::shared::SharedFault;

use crate::address::Address;
use crate::fault;

const SCHEMA: &str = include_str!("../schema.sql");

/// The schema that this program works with.
pub(crate) const VERSION: i32 = 1;

/// Makes them where they are not; whether they were made just now.
pub(crate) fn make(address: &Address) -> Result<bool, SharedFault> {
    let mut client = address.client(&|| ())?;
    let found = version(&mut client)?;
    match found {
        VERSION => Ok(false),
        0 => {
            let mut transaction = client.transaction().map_err(fault::of)?;
            transaction.batch_execute(SCHEMA).map_err(fault::of)?;
            transaction.commit().map_err(fault::of)?;
            Ok(true)
        }
        found => Err(SharedFault::OtherSchema {
            found,
            known: VERSION,
        }),
    }
}

/// The version of the tables that are there; 0 where there are none.
pub(crate) fn version(client: &mut postgres::Client) -> Result<i32, SharedFault> {
    let there = client
        .query_one("select to_regclass('ledger.version') is not null", &[])
        .map_err(fault::of)?;
    if !there.get::<_, bool>(0) {
        return Ok(0);
    }
    let row = client.query_one("select number from ledger.version", &[]);
    Ok(row.map_err(fault::of)?.get(0))
}
