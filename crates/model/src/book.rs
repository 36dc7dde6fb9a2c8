//! The book of a ledger: what its own entries (those without a task) add up to.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::decide::Policy;
use crate::digest::Digest;
use crate::entry::Entry;
use crate::erased::{self, ERASED};
use crate::event::{Event, LedgerEvent};
use crate::figure::{FigureKind, FigureKinds};
use crate::handover::Succession;
use crate::meeting::{Document, Meeting, YEARLY};
use crate::restored::{Restored, Salvaged};
use crate::review::Review;
use crate::unit::{Member, UnitCard};

/// Prefix of the settings that correct the kind of a figure, by its name.
pub const FIGURE_KIND: &str = "figure.kind.";

/// Unit, settings, meetings, roster and documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// What the unit says of itself.
    pub unit: UnitCard,
    /// Settings that differ from their default.
    pub settings: BTreeMap<String, String>,
    /// Meetings by year and kind.
    pub meetings: Vec<Meeting>,
    /// The roster, in its order.
    pub members: Vec<Member>,
    /// Who took over from whom, as it holds: nobody is in it who was named to the roster since.
    pub successions: Vec<Succession>,
    /// What was said of gathered tasks (上级复核), each with the sequence of its entry.
    pub reviews: Vec<(u64, Review)>,
    /// Imported documents, each with the sequence of its entry.
    pub documents: Vec<(u64, Document)>,
    /// Bytes that were erased, with the reason.
    pub expunged: Vec<(Digest, String)>,
    /// Goings back to a backup, each with the sequence of its entry.
    pub restored: Vec<(u64, Restored)>,
}

impl Book {
    /// The book that these entries make; entries taken back by a later one have no effect.
    pub fn fold(entries: &[Entry]) -> Self {
        let withdrawn = withdrawn(entries);
        let mut book = Self::default();
        for entry in entries
            .iter()
            .filter(|entry| !withdrawn.contains(&entry.sequence))
        {
            if let Event::Ledger(event) = &entry.event {
                book.apply(entry.sequence, event);
            }
        }
        book
    }

    fn apply(&mut self, sequence: u64, event: &LedgerEvent) {
        match event {
            LedgerEvent::UnitNamed(card) => self.unit = erased::unit(card.clone()),
            LedgerEvent::Configured { key, value } => match erased::said(value.as_ref()) {
                Some(value) => drop(self.settings.insert(key.clone(), value.clone())),
                None => drop(self.settings.remove(key)),
            },
            // What names them is gone.
            LedgerEvent::MeetingSet(Meeting { kind: name, .. })
            | LedgerEvent::MemberSet(Member { name, .. })
            | LedgerEvent::Succeeded(Succession { name, .. } | Succession { by: name, .. })
                if name == ERASED => {}
            LedgerEvent::MeetingSet(meeting) => {
                let meeting = erased::meeting(meeting.clone());
                self.meetings
                    .retain(|m| (m.year, &m.kind) != (meeting.year, &meeting.kind));
                self.meetings.push(meeting);
                // The yearly meeting stands before the special ones of its year.
                self.meetings
                    .sort_by_key(|m| (m.year, m.kind != YEARLY, m.kind.clone()));
            }
            LedgerEvent::MemberSet(member) => {
                self.members.retain(|known| known.name != member.name);
                self.successions.retain(|one| one.name != member.name);
                self.members.push(erased::member(member.clone()));
                self.members
                    .sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
            }
            LedgerEvent::MemberRemoved { name } => {
                self.members.retain(|member| member.name != *name);
            }
            LedgerEvent::Reviewed(review) => self.reviews.push((sequence, review.clone())),
            LedgerEvent::Succeeded(succession) => {
                // Who takes over is there, whatever was said before.
                let Succession { name, by, .. } = succession;
                self.successions
                    .retain(|one| one.name != *name && one.name != *by);
                self.successions.push(succession.clone());
            }
            LedgerEvent::DocumentRead(document) => {
                self.documents.push((sequence, document.clone()));
            }
            LedgerEvent::Expunged { sha256, reason } => {
                self.expunged.push((*sha256, reason.clone()));
            }
            // Entries without their texts, and other units' histories, stand beside the book.
            LedgerEvent::Withdrawn { .. }
            | LedgerEvent::Rebuilt(_)
            | LedgerEvent::Joined(_)
            | LedgerEvent::EntryErased(_)
            | LedgerEvent::Gathered(_)
            | LedgerEvent::SetAside { .. }
            | LedgerEvent::Replaced { .. } => {}
            LedgerEvent::Restored(restored) | LedgerEvent::Salvaged(Salvaged { restored, .. }) => {
                self.restored.push((sequence, restored.clone()));
            }
        }
    }

    /// The yearly meeting of that year, else the first special one.
    pub fn meeting(&self, year: i32) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.year == year)
    }

    /// The reading of these bytes that holds: of one that a person set right, the last.
    pub fn reading_of(&self, sha256: &Digest) -> Option<&Document> {
        let mut last_first = self.documents.iter().rev().map(|(_, document)| document);
        last_first.find(|document| document.sha256 == *sha256)
    }

    /// Each document's reading that holds.
    pub fn readings(&self) -> impl Iterator<Item = &Document> {
        let mut last: HashMap<&Digest, u64> = HashMap::new();
        for (sequence, document) in &self.documents {
            last.insert(&document.sha256, *sequence);
        }
        let holds =
            move |(sequence, document): &&(u64, Document)| last[&document.sha256] == *sequence;
        self.documents
            .iter()
            .filter(holds)
            .map(|(_, document)| document)
    }

    /// Who does now what that person did: the last of those who took over one after the other.
    pub fn successor_of(&self, name: &str) -> Option<&Succession> {
        let of = |name: &str| self.successions.iter().find(|one| one.name == name);
        let mut last = of(name)?;
        // Nobody is in it twice, so that it ends.
        for _ in 0..self.successions.len() {
            last = of(&last.by).unwrap_or(last);
        }
        Some(last)
    }

    /// The policy in force.
    pub fn policy(&self) -> Policy {
        self.settings
            .get("policy")
            .and_then(|code| Policy::from_code(code))
            .unwrap_or_default()
    }

    /// The kinds of figures, as the rule and this office's corrections have them.
    pub fn figure_kinds(&self) -> FigureKinds {
        FigureKinds::new(self.settings.iter().filter_map(|(key, value)| {
            Some((
                key.strip_prefix(FIGURE_KIND)?,
                FigureKind::from_word(value)?,
            ))
        }))
    }

    /// The member in charge of a department.
    pub fn lead_of(&self, dept: &str) -> Option<&Member> {
        self.members
            .iter()
            .find(|member| member.depts.iter().any(|known| known == dept))
    }
}

/// Sequences of the entries of the ledger itself that a later one takes back; one that is taken back itself
/// takes nothing back.
pub(crate) fn withdrawn(entries: &[Entry]) -> HashSet<u64> {
    let mut gone = HashSet::new();
    for entry in entries.iter().rev() {
        if let Event::Ledger(LedgerEvent::Withdrawn { entry: of, .. }) = &entry.event
            && !gone.contains(&entry.sequence)
        {
            gone.insert(*of);
        }
    }
    gone
}
