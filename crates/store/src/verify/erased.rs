//! Links that no text proves any more: each must be one whose texts were erased, and a later entry must
//! say so with its digest and the digest of what is left.

use std::collections::HashMap;

use rusqlite::OptionalExtension as _;

use super::{Fault, Place, Verification};
use crate::{ErasedEntry, Error, Store, row};
use model::digest::Digest;
use model::entry::Entry;
use model::erased::{Erasure, is_erased};
use model::event::{Event, LedgerEvent, codec};
use model::unit::UnitId;

/// An entry whose digest is not that of its text.
struct Link {
    unit: UnitId,
    sequence: u64,
    digest: Digest,
    body_sha256: Digest,
    /// Whether its text has no words left.
    is_erased: bool,
    /// Place of the fault that it is if nobody says that it was erased.
    fault: usize,
}

/// An entry that says what was erased.
struct Said {
    unit: UnitId,
    /// The gathered unit it stands with.
    about: Option<String>,
    entry: ErasedEntry,
}

/// A history that was looked through.
struct Walked {
    ledger_id: String,
    /// Whether what it erases is erased in other histories of its ledger too.
    reaches: bool,
}

/// An entry whose texts were erased, as the history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedLink {
    /// Code or name of the gathered unit; `None` for the own one.
    pub unit: Option<String>,
    /// Its sequence.
    pub sequence: u64,
    /// Sequence of the entry that says so.
    pub by: u64,
    /// Whether the own history says it of another unit's.
    pub here: bool,
}

/// All of them, in every history.
#[derive(Default)]
pub(super) struct Links {
    unproved: Vec<Link>,
    /// Where each of them is.
    at: HashMap<(UnitId, u64), usize>,
    said: Vec<Said>,
    walked: HashMap<UnitId, Walked>,
    /// The histories of each ledger.
    of_ledger: HashMap<String, Vec<UnitId>>,
}

impl Links {
    /// The next history.
    pub(super) fn walk(&mut self, unit: UnitId, ledger_id: String, reaches: bool) {
        let units = self.of_ledger.entry(ledger_id.clone()).or_default();
        units.push(unit);
        self.walked.insert(unit, Walked { ledger_id, reaches });
    }

    /// A link that its text does not prove; `found` has the fault that it is so far.
    pub(super) fn link(
        &mut self,
        unit: UnitId,
        sequence: u64,
        digest: Digest,
        body: &str,
        found: &Verification,
    ) {
        self.at.insert((unit, sequence), self.unproved.len());
        self.unproved.push(Link {
            unit,
            sequence,
            digest,
            body_sha256: Digest::of(body.as_bytes()),
            is_erased: codec::read(body).is_ok_and(|entry| is_erased(&entry)),
            fault: found.faults.len().saturating_sub(1),
        });
    }

    /// An entry of the ledger itself.
    pub(super) fn note(&mut self, unit: UnitId, entry: &Entry, found: &Verification) {
        if let Event::Ledger(LedgerEvent::EntryErased(erasure)) = &entry.event {
            self.said.push(Said {
                unit,
                about: found.about.clone(),
                entry: ErasedEntry {
                    by: entry.sequence,
                    erasure: erasure.clone(),
                },
            });
        }
    }

    /// The ledger whose entry it is.
    fn ledger_of<'a>(&'a self, said: &'a Said) -> &'a str {
        match (&said.entry.erasure.ledger, self.walked.get(&said.unit)) {
            (Some(ledger_id), _) => ledger_id,
            (None, Some(walked)) => &walked.ledger_id,
            (None, None) => "",
        }
    }

    /// The histories that an erasure is about: others of the same ledger only where it reaches.
    fn about(&self, said: &Said) -> Vec<UnitId> {
        let reaches = self.walked.get(&said.unit).is_some_and(|from| from.reaches);
        let units = self.of_ledger.get(self.ledger_of(said));
        let units = units.into_iter().flatten().copied();
        units.filter(|unit| reaches || *unit == said.unit).collect()
    }

    /// What says that the texts of each link were erased. An own entry is named later in the same history;
    /// of another unit any history of its ledger may say it, and the own one.
    fn says(&self) -> Vec<Option<&Said>> {
        let mut says = vec![None; self.unproved.len()];
        for said in &self.said {
            let Erasure {
                entry,
                digest,
                body_sha256,
                ledger,
                ..
            } = &said.entry.erasure;
            // Only the own history speaks of others.
            let may = match ledger {
                Some(_) => said.unit == UnitId::OWN,
                None => said.entry.by > *entry,
            };
            let units = self.of_ledger.get(self.ledger_of(said));
            for unit in units.into_iter().flatten().filter(|_| may) {
                let Some(at) = self.at.get(&(*unit, *entry)) else {
                    continue;
                };
                let link = &self.unproved[*at];
                if link.is_erased && (&link.digest, &link.body_sha256) == (digest, body_sha256) {
                    says[*at].get_or_insert(said);
                }
            }
        }
        says
    }
}

impl Store {
    /// Excuses the links whose texts were erased, and finds what only says so.
    pub(super) fn check_erased(
        &self,
        links: &Links,
        found: &mut Verification,
    ) -> Result<(), Error> {
        let mut excused = vec![false; found.faults.len()];
        for (link, said) in links.unproved.iter().zip(links.says()) {
            match (said, found.faults.get_mut(link.fault)) {
                (Some(said), Some(fault)) => {
                    excused[link.fault] = true;
                    found.erased.push(ErasedLink {
                        unit: fault.unit.clone(),
                        sequence: link.sequence,
                        by: said.entry.by,
                        here: said.unit == UnitId::OWN && link.unit != UnitId::OWN,
                    });
                }
                (None, Some(fault)) if link.is_erased => {
                    fault.place = Place::ErasedUnsaid(link.sequence);
                }
                _ => {}
            }
        }
        let mut excused = excused.into_iter();
        found.faults.retain(|_| !excused.next().unwrap_or(false));
        for said in &links.said {
            self.check_said(links, said, found)?;
        }
        Ok(())
    }

    /// Whether what an entry says was erased is, wherever it is held.
    fn check_said(
        &self,
        links: &Links,
        said: &Said,
        found: &mut Verification,
    ) -> Result<(), Error> {
        let ErasedEntry { by, erasure } = &said.entry;
        let Erasure {
            entry,
            digest,
            body_sha256,
            ..
        } = erasure;
        let mut place = Some(Place::ErasureWrong(*by));
        for unit in links.about(said) {
            if self.digest_in(unit, *entry)? != Some(*digest) {
                continue;
            }
            match links.at.get(&(unit, *entry)).map(|at| &links.unproved[*at]) {
                // As it was before it was erased: somebody put it back.
                None => {
                    place = Some(Place::NotErased(*entry));
                    break;
                }
                Some(link) if link.body_sha256 == *body_sha256 => place = None,
                Some(_) => {}
            }
        }
        if let Some(place) = place {
            found.faults.push(Fault {
                unit: said.about.clone(),
                place,
                found: String::new(),
                expected: String::new(),
            });
        }
        Ok(())
    }

    fn digest_in(&self, unit: UnitId, sequence: u64) -> Result<Option<Digest>, Error> {
        let digest: Option<Vec<u8>> = self
            .connection
            .prepare_cached("select digest from entry where id = $1")?
            .query_row([row::entry_id(unit, sequence)], |row| row.get(0))
            .optional()?;
        Ok(digest.as_deref().and_then(Digest::from_slice))
    }
}
