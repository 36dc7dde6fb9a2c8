//! The chain of one unit: every entry follows the one before it, and its columns say what its text
//! says.

use chrono::{DateTime, FixedOffset};
use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::erased::Links;
use super::file::Kept;
use super::sealed::Sealed;
use super::{Place, Verification, WATCHED, shown};
use crate::{Error, Store, read, row};
use model::digest::Digest;
use model::entry::Entry;
use model::event::codec::{self, Head};
use model::unit::UnitId;

const ENTRIES: &str = "select id, unit, sequence, task, at, who, kind, body, digest from entry
    where id between $1 and $2 order by id";

/// Where a chain ends.
pub(super) struct ChainEnd {
    pub entries: u64,
    pub head: Digest,
    /// What its entries seal of the file around it.
    pub sealed: Sealed,
}

impl Store {
    /// Walks the chain of a unit to its end, and shows `note` every entry of the ledger itself
    /// and those that speak of bytes. What a task's entry says is read when it is folded anew.
    pub(super) fn check_chain(
        &self,
        unit: UnitId,
        found: &mut Verification,
        links: &mut Links,
        note: &mut dyn FnMut(&Entry),
        watch: &mut dyn FnMut(u64),
    ) -> Result<ChainEnd, Error> {
        let mut end = ChainEnd {
            entries: 0,
            head: Digest::genesis(&read::ledger_id(&self.connection, unit)?),
            sealed: Sealed::default(),
        };
        let mut statement = self.connection.prepare(ENTRIES)?;
        let range = (row::entry_id(unit, 0), row::entry_id(unit, u32::MAX.into()));
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let sequence = (key & 0xFFFF_FFFF) as u64;
            let next = end.entries + 1;
            if next < sequence {
                found.fault(Place::EntriesMissing(next..=sequence - 1), "", "");
            }
            end.entries = sequence;
            if sequence.is_multiple_of(WATCHED) {
                watch(sequence);
            }
            check_entry(row, unit, &mut end, found, links, note)?;
        }
        Ok(end)
    }
}

fn check_entry(
    row: &Row<'_>,
    unit: UnitId,
    end: &mut ChainEnd,
    found: &mut Verification,
    links: &mut Links,
    note: &mut dyn FnMut(&Entry),
) -> Result<(), Error> {
    let sequence = end.entries;
    let Ok(Some(body)) = row::text_in(row, 7) else {
        found.fault(Place::EntryText(sequence), "", "");
        return Ok(());
    };
    let digest = row.get_ref(8)?.as_blob().ok().and_then(Digest::from_slice);
    let computed = Digest::chained(&end.head, body);
    if digest != Some(computed) {
        let found_digest = digest.map_or_else(String::new, |digest| digest.to_string());
        let place = Place::EntryDigest(sequence);
        found.fault(place, &found_digest, &computed.to_string());
        if let Some(digest) = digest {
            links.link(unit, sequence, digest, body, found);
        }
    }
    end.head = digest.unwrap_or(computed);
    let head = match codec::head(body) {
        Ok(head) => head,
        Err(fault) => {
            found.fault(Place::EntryText(sequence), &fault.to_string(), "");
            return Ok(());
        }
    };
    found.clock_set += u64::from(head.clock_set());
    if unit == UnitId::OWN {
        end.sealed.note(&head.kind, head.seals());
    }
    check_columns(row, unit, sequence, &head, found)?;
    if head.task.is_none() || Kept::may_concern(&head.kind) {
        match codec::read(body) {
            Ok(entry) => {
                links.note(unit, &entry, found);
                note(&entry);
            }
            // A task's is told of where the task is folded.
            Err(_) if head.task.is_some() => {}
            Err(fault) => found.fault(Place::EntryText(sequence), &fault.to_string(), ""),
        }
    }
    Ok(())
}

/// Whether the column says the same as the text, which may write the zone of Greenwich as Z.
fn is_same_moment(column: ValueRef<'_>, text: &str) -> bool {
    // As we write it; whether it is a moment at all is told where the whole text is read.
    if let (ValueRef::Text(column), Some(bare)) = (column, text.strip_suffix('Z'))
        && bare.len() == "2022-03-15T09:00:00".len()
        && column.strip_suffix(b"+00:00") == Some(bare.as_bytes())
    {
        return true;
    }
    // Read as the codec reads it: what others write may have blanks and fractions.
    let written = text.parse::<DateTime<FixedOffset>>();
    let written = written.map(|when| when.to_rfc3339());
    written.is_ok_and(|written| column == ValueRef::Text(written.as_bytes()))
}

fn check_columns(
    row: &Row<'_>,
    unit: UnitId,
    sequence: u64,
    head: &Head<'_>,
    found: &mut Verification,
) -> Result<(), Error> {
    let task = head
        .task
        .map_or(ValueRef::Null, |task| ValueRef::Integer(task.into()));
    let expected = [
        ("unit", ValueRef::Integer(unit.0.into())),
        ("sequence", ValueRef::Integer(head.sequence as i64)),
        ("task", task),
        ("at", head.when.as_ref().into()),
        ("who", head.who.as_ref().into()),
        ("kind", head.kind.as_ref().into()),
    ];
    for (index, (name, should)) in expected.into_iter().enumerate() {
        let is = row.get_ref(index + 1)?;
        if is != should && !(name == "at" && is_same_moment(is, &head.when)) {
            let place = Place::EntryColumn(sequence, name);
            found.fault(place, &shown(is), &shown(should));
        }
    }
    // The text names its own sequence: a text moved to another place is found here.
    if head.sequence != sequence {
        let place = Place::EntryColumn(sequence, "id");
        found.fault(place, &sequence.to_string(), &head.sequence.to_string());
    }
    Ok(())
}
