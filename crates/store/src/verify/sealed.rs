//! The chains beside the history, receipts and kept files, held against what its entries sealed; and
//! the own unit's row, which notes what they sealed last.

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::{Place, Verification, shown};
use crate::receipts::{self, Link};
use crate::seals::file_link;
use crate::{BackedUp, Error, Store};
use model::digest::Digest;
use model::entry::{Seal, Seals};

const RECEIPTS: &str = "select id, at, kind, dept, sheet, detail, digest from receipt order by id";
const FILES: &str = "select id, sha256 from blob order by id";
const OWN: [&str; 7] = [
    "code",
    "name",
    "received",
    "aside",
    "receipts",
    "files",
    "files_head",
];

/// Kinds of the entries with which a ledger goes on that was made anew.
const RESCUES: [&str; 2] = ["salvaged", "rebuilt"];

/// What the entries of the own history sealed, in their order.
#[derive(Default)]
pub(super) struct Sealed {
    receipts: Vec<Seal>,
    files: Vec<Seal>,
}

impl Sealed {
    /// What a rescue (抢救, 重建) left of both chains its own entry sealed anew: it says what was lost, and
    /// what was sealed before may be gone.
    pub(super) fn note(&mut self, kind: &str, seals: Seals) {
        if RESCUES.contains(&kind) {
            *self = Self::default();
        }
        self.receipts.extend(seals.receipts);
        self.files.extend(seals.files);
    }
}

/// What is left of the seals on the way along a chain.
struct Ahead<'a> {
    seals: std::iter::Peekable<std::slice::Iter<'a, Seal>>,
    /// The first number that is not yet told of.
    from: u64,
}

impl<'a> Ahead<'a> {
    fn of(seals: &'a mut [Seal]) -> Self {
        seals.sort_by_key(|seal| seal.last);
        Self {
            seals: seals.iter().peekable(),
            from: 1,
        }
    }

    /// The next seal of a link before that number, or of any where there is none.
    fn before(&mut self, number: Option<i64>) -> Option<&'a Seal> {
        let next = |seal: &&Seal| number.is_none_or(|number| seal.last.cast_signed() < number);
        self.seals.next_if(next)
    }
}

impl Store {
    pub(super) fn check_sealed(
        &self,
        mut sealed: Sealed,
        found: &mut Verification,
    ) -> Result<(), Error> {
        self.check_own_row(&sealed, found)?;
        self.check_receipts(&mut sealed.receipts, found)?;
        self.check_files(&mut sealed.files, found)
    }

    /// Walks the chain of the receipts. Only those after the last seal may be taken away unnoticed.
    fn check_receipts(&self, seals: &mut [Seal], found: &mut Verification) -> Result<(), Error> {
        let mut previous = receipts::genesis(&self.connection)?;
        let mut ahead = Ahead::of(seals);
        let mut rewritten = false;
        let mut statement = self.connection.prepare(RECEIPTS)?;
        let mut rows = statement.query([])?;
        let mut last = 0;
        loop {
            let row = rows.next()?;
            let id = row.map(|row| row.get(0)).transpose()?;
            let (mut missing, mut other) = (None, false);
            while let Some(seal) = ahead.before(id) {
                if seal.last == last {
                    other |= seal.head != previous;
                } else {
                    missing = Some(last.saturating_add(1)..=seal.last);
                }
            }
            if other && !rewritten {
                // Reckoned anew from here or before: what follows says the same again.
                rewritten = true;
                found.fault(Place::Receipt(last.cast_signed()), "", "");
            }
            if let Some(missing) = missing {
                found.fault(Place::ReceiptsMissing(missing), "", "");
            }
            let Some(row) = row else { return Ok(()) };
            let link = Link::read(row, &previous)?;
            if link.garbled || link.kept != Some(link.computed) || !BackedUp::is_whole(row)? {
                found.fault(Place::Receipt(link.id), "", "");
            }
            previous = link.kept.unwrap_or(link.computed);
            last = link.id.cast_unsigned();
        }
    }

    /// Walks the chain of the kept files; each is sealed by the command that kept it.
    fn check_files(&self, seals: &mut [Seal], found: &mut Verification) -> Result<(), Error> {
        // Of before schema 5, and nothing was entered since.
        if seals.is_empty() {
            return Ok(());
        }
        let mut previous = receipts::genesis(&self.connection)?;
        let mut ahead = Ahead::of(seals);
        let mut statement = self.connection.prepare(FILES)?;
        let mut rows = statement.query([])?;
        let mut last = 0;
        loop {
            let row = rows.next()?;
            let id = row.map(|row| row.get(0)).transpose()?;
            while let Some(seal) = ahead.before(id) {
                if seal.head != previous {
                    found.fault(Place::Files(ahead.from..=seal.last), "", "");
                }
                previous = seal.head;
                ahead.from = seal.last.saturating_add(1);
            }
            let Some(row) = row else { break };
            previous = link(row, &previous)?;
            last = id.unwrap_or_default().cast_unsigned();
        }
        if last >= ahead.from {
            found.fault(Place::Files(ahead.from..=last), "", "");
        }
        Ok(())
    }

    /// The own unit has neither name nor date here: its card is in the history.
    fn check_own_row(&self, sealed: &Sealed, found: &mut Verification) -> Result<(), Error> {
        let number = |seals: &[Seal]| {
            let last = seals.last().map_or(0, |seal| seal.last);
            ValueRef::Integer(last.cast_signed())
        };
        let head = sealed.files.last().map(|seal| seal.head);
        let expected = [
            ValueRef::Null,
            ValueRef::Text(b""),
            ValueRef::Null,
            ValueRef::Null,
            number(&sealed.receipts),
            number(&sealed.files),
            head.as_ref()
                .map_or(ValueRef::Null, |head| ValueRef::Blob(head.as_bytes())),
        ];
        let sql = format!("select {} from unit where id = 1", OWN.join(", "));
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else {
            found.fault(Place::OwnUnit("id"), "", "1");
            return Ok(());
        };
        for (index, (column, should)) in OWN.into_iter().zip(expected).enumerate() {
            let is = row.get_ref(index)?;
            if is != should {
                found.fault(Place::OwnUnit(column), &shown(is), &shown(should));
            }
        }
        Ok(())
    }
}

/// The next link of the chain of files; a row whose digest is none links to nothing that was sealed.
fn link(row: &Row<'_>, previous: &Digest) -> Result<Digest, Error> {
    let sha256 = row.get_ref(1)?.as_blob().ok().and_then(Digest::from_slice);
    Ok(match sha256 {
        Some(sha256) => file_link(previous, row.get(0)?, &sha256),
        None => *previous,
    })
}
