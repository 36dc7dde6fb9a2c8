//! What the ledger says of itself, item by item: unit, settings, meetings, roster, readings of documents.

use std::collections::{BTreeMap, HashSet};

use super::known::Known;
use super::{Conflict, Making, Step, TAKEN_BACK, Whose};
use crate::book::{self, Book};
use crate::digest::Digest;
use crate::entry::{Entry, Recorded};
use crate::erased::Erasure;
use crate::event::{Event, LedgerEvent};
use crate::meeting::Meeting;
use crate::review::Review;
use crate::unit::{Member, UnitCard};

/// One thing that the ledger says of itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Unit,
    Setting(String),
    Meeting(i32, String),
    Member(String),
    Successor(String),
    /// What was said of a unit's task: the unit's ledger, its number.
    Review(String, u32),
    Reading(Digest),
}

impl Item {
    /// What an event sets.
    fn of(event: &LedgerEvent) -> Option<Self> {
        Some(match event {
            LedgerEvent::UnitNamed(_) => Self::Unit,
            LedgerEvent::Configured { key, .. } => Self::Setting(key.clone()),
            LedgerEvent::MeetingSet(meeting) => Self::Meeting(meeting.year, meeting.kind.clone()),
            LedgerEvent::MemberSet(Member { name, .. }) | LedgerEvent::MemberRemoved { name } => {
                Self::Member(name.clone())
            }
            LedgerEvent::Succeeded(succession) => Self::Successor(succession.name.clone()),
            LedgerEvent::Reviewed(review) => Self::Review(review.ledger.clone(), review.number),
            LedgerEvent::DocumentRead(document) => Self::Reading(document.sha256),
            _ => return None,
        })
    }

    fn word(&self) -> String {
        match self {
            Self::Unit => "单位".to_owned(),
            Self::Setting(key) => format!("设置{key}"),
            Self::Meeting(year, kind) => format!("{year}年度会议（{kind}）"),
            Self::Member(name) => format!("班子成员{name}"),
            Self::Successor(name) => format!("接替{name}"),
            Self::Review(ledger, number) => {
                format!(
                    "复核{}-{number}",
                    ledger.chars().take(8).collect::<String>()
                )
            }
            Self::Reading(sha256) => format!("材料{}", &sha256.to_string()[..8]),
        }
    }

    /// What makes it nothing again, where that can be said.
    fn cleared(&self) -> Option<LedgerEvent> {
        match self {
            Self::Unit => Some(LedgerEvent::UnitNamed(UnitCard::default())),
            Self::Setting(key) => Some(LedgerEvent::Configured {
                key: key.clone(),
                value: None,
            }),
            Self::Member(name) => Some(LedgerEvent::MemberRemoved { name: name.clone() }),
            Self::Meeting(..) | Self::Successor(_) | Self::Review(..) | Self::Reading(_) => None,
        }
    }
}

/// A book item by item, each as the event that sets it.
fn items(book: &Book) -> BTreeMap<Item, LedgerEvent> {
    let mut items = BTreeMap::new();
    let mut put = |event: LedgerEvent| {
        if let Some(item) = Item::of(&event) {
            items.insert(item, event);
        }
    };
    if book.unit != UnitCard::default() {
        put(LedgerEvent::UnitNamed(book.unit.clone()));
    }
    for (key, value) in &book.settings {
        let (key, value) = (key.clone(), Some(value.clone()));
        put(LedgerEvent::Configured { key, value });
    }
    let meetings = book.meetings.iter().cloned();
    meetings.for_each(|meeting| put(LedgerEvent::MeetingSet(meeting)));
    let members = book.members.iter().cloned();
    members.for_each(|member| put(LedgerEvent::MemberSet(member)));
    let successions = book.successions.iter().cloned();
    successions.for_each(|succession| put(LedgerEvent::Succeeded(succession)));
    let reviews = book.reviews.iter().map(|(_, review)| review.clone());
    reviews.for_each(|review| put(LedgerEvent::Reviewed(review)));
    let documents = book.documents.iter().map(|(_, document)| document.clone());
    documents.for_each(|document| put(LedgerEvent::DocumentRead(document)));
    items
}

/// The ledger's own way on one side.
struct Course {
    entries: Vec<Entry>,
    withdrawn: HashSet<u64>,
    base: BTreeMap<Item, LedgerEvent>,
    now: BTreeMap<Item, LedgerEvent>,
}

impl Course {
    fn of(entries: &[Recorded], gone: &HashSet<u64>, only: &HashSet<u64>) -> Self {
        let entries = entries.iter().map(|one| one.entry.clone());
        let entries: Vec<Entry> = entries
            .filter(|one| !gone.contains(&one.sequence))
            .collect();
        let known = entries.iter().filter(|one| !only.contains(&one.sequence));
        let known: Vec<Entry> = known.cloned().collect();
        Self {
            withdrawn: book::withdrawn(&entries),
            base: items(&Book::fold(&known)),
            now: items(&Book::fold(&entries)),
            entries,
        }
    }

    /// Own entries that set what is nothing in the copy, as was decided, and can't be made nothing
    /// otherwise.
    fn against<'a>(
        &'a self,
        theirs: &'a Self,
        whose: &'a BTreeMap<Item, Whose>,
        only: &'a HashSet<u64>,
    ) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| {
            let Event::Ledger(event) = &entry.event else {
                return false;
            };
            let is_own =
                only.contains(&entry.sequence) && !self.withdrawn.contains(&entry.sequence);
            is_own
                && Item::of(event).is_some_and(|item| {
                    item.cleared().is_none()
                        && whose.get(&item) == Some(&Whose::Theirs)
                        && !theirs.now.contains_key(&item)
                })
        })
    }

    /// What the commands of a hand-over set besides, where another hand-over was decided for: the places in the
    /// roster.
    fn with_refused(
        &self,
        whose: &BTreeMap<Item, Whose>,
        ours: &Self,
        only: &HashSet<u64>,
    ) -> Vec<Item> {
        let of = |entry: &Entry| match &entry.event {
            Event::Ledger(event) => Item::of(event),
            Event::Task(_) => None,
        };
        let own = || {
            self.entries
                .iter()
                .filter(|one| only.contains(&one.sequence))
        };
        let refused: Vec<_> = own()
            .filter(|entry| {
                let item = of(entry);
                item.is_some_and(|item| {
                    matches!(item, Item::Successor(_))
                        && whose.get(&item) == Some(&Whose::Ours)
                        && ours.now.get(&item) != self.now.get(&item)
                })
            })
            .map(Entry::command)
            .collect();
        let with_them = own().filter(|entry| refused.contains(&entry.command()));
        let items = with_them.filter_map(of);
        items
            .filter(|item| matches!(item, Item::Member(_)))
            .collect()
    }

    fn event(&self, sequence: u64) -> Option<&LedgerEvent> {
        let entry = self.entries.iter().find(|one| one.sequence == sequence)?;
        match &entry.event {
            Event::Ledger(event) => Some(event),
            Event::Task(_) => None,
        }
    }
}

impl Making<'_> {
    pub(super) fn book(&mut self, decide: &dyn Fn(&Conflict) -> Option<Whose>) {
        let known = self.known;
        let (ours, theirs) = (&self.histories.ours, &self.histories.theirs);
        let ours = Course::of(&ours.ledger, &known.ours_gone, &known.ours_only);
        let theirs = Course::of(&theirs.ledger, &known.theirs_gone, &known.theirs_only);
        let mut whose = self.whose(&ours, &theirs, decide);
        for item in theirs.with_refused(&whose, &ours, &known.theirs_only) {
            whose.insert(item, Whose::Ours);
        }
        let mut draft = ours.entries.clone();
        for entry in ours.against(&theirs, &whose, &known.ours_only) {
            draft.push(Entry {
                sequence: draft.last().map_or(0, |last| last.sequence) + 1,
                event: Event::Ledger(LedgerEvent::Withdrawn {
                    entry: entry.sequence,
                    reason: TAKEN_BACK.to_owned(),
                }),
                ..entry.clone()
            });
            let (entry, task) = (entry.sequence, None);
            self.back.push(Step::TakenBack { entry, task });
        }
        for entry in &theirs.entries {
            let is_new = known.theirs_only.contains(&entry.sequence);
            if !is_new || theirs.withdrawn.contains(&entry.sequence) {
                continue;
            }
            let Some(event) = taken(entry, &ours, &theirs, &whose, known) else {
                continue;
            };
            draft.push(Entry {
                sequence: draft.last().map_or(0, |last| last.sequence) + 1,
                event: Event::Ledger(event.clone()),
                ..entry.clone()
            });
            let event = Event::Ledger(event);
            self.taken.insert(entry.sequence, (None, event));
        }
        let after = items(&Book::fold(&draft));
        for (item, whose) in &whose {
            let target = match whose {
                Whose::Ours => ours.now.get(item),
                Whose::Theirs => theirs.now.get(item),
            };
            if after.get(item) == target {
                continue;
            }
            if let Some(event) = target.cloned().or_else(|| item.cleared()) {
                self.settled.push(Step::Settled {
                    task: None,
                    event: Event::Ledger(event),
                });
            }
        }
    }

    fn whose(
        &mut self,
        ours: &Course,
        theirs: &Course,
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) -> BTreeMap<Item, Whose> {
        let all = [&ours.base, &ours.now, &theirs.base, &theirs.now];
        let all = all.into_iter().flat_map(|items| items.keys());
        let mut whose = BTreeMap::new();
        for item in all {
            if whose.contains_key(item) {
                continue;
            }
            let (here, there) = (ours.now.get(item), theirs.now.get(item));
            let changed = (
                ours.base.get(item) != here,
                theirs.base.get(item) != there && here != there,
            );
            let decided = match changed {
                (_, false) => Whose::Ours,
                (false, true) => Whose::Theirs,
                (true, true) => {
                    let mut conflict = Conflict {
                        task: None,
                        part: item.word(),
                        ours: here.map(told).unwrap_or_default(),
                        theirs: there.map(told).unwrap_or_default(),
                        decided: None,
                    };
                    conflict.decided = decide(&conflict);
                    let decided = conflict.decided.unwrap_or(Whose::Ours);
                    self.conflicts.push(conflict);
                    decided
                }
            };
            whose.insert(item.clone(), decided);
        }
        whose
    }
}

/// What is entered here of an entry of the copy; `None` where this side has it, or it was decided
/// otherwise.
fn taken(
    entry: &Entry,
    ours: &Course,
    theirs: &Course,
    whose: &BTreeMap<Item, Whose>,
    known: &Known,
) -> Option<LedgerEvent> {
    let Event::Ledger(event) = &entry.event else {
        return None;
    };
    let is_taken = |event: &LedgerEvent| {
        let item = Item::of(event);
        item.is_some_and(|item| whose.get(&item) == Some(&Whose::Theirs))
    };
    let has = |wanted: &dyn Fn(&LedgerEvent) -> bool| {
        let mut events = ours.entries.iter();
        events.any(|one| matches!(&one.event, Event::Ledger(event) if wanted(event)))
    };
    match event {
        LedgerEvent::Withdrawn { entry: of, reason } => {
            let here = known.entry(*of)?;
            let is_new = known.theirs_only.contains(of) || ours.withdrawn.contains(&here);
            let is_taken = theirs.event(*of).is_some_and(is_taken);
            (is_taken && !is_new).then(|| LedgerEvent::Withdrawn {
                entry: here,
                reason: reason.clone(),
            })
        }
        LedgerEvent::Expunged { sha256, .. } => {
            let same = |event: &LedgerEvent| matches!(event, LedgerEvent::Expunged { sha256: known, .. } if known == sha256);
            (!has(&same)).then(|| event.clone())
        }
        LedgerEvent::EntryErased(erasure) => {
            let here = match erasure.ledger {
                None => known.entry(erasure.entry)?,
                Some(_) => erasure.entry,
            };
            let same = |event: &LedgerEvent| match event {
                LedgerEvent::EntryErased(one) => {
                    (one.entry, &one.ledger) == (here, &erasure.ledger)
                }
                _ => false,
            };
            (!has(&same)).then(|| {
                LedgerEvent::EntryErased(Erasure {
                    entry: here,
                    ..erasure.clone()
                })
            })
        }
        event => is_taken(event).then(|| event.clone()),
    }
}

/// What an item is, in a few words.
fn told(event: &LedgerEvent) -> String {
    let said = |parts: &[Option<&str>]| {
        let parts = parts.iter().flatten().copied();
        parts.collect::<Vec<_>>().join("，")
    };
    match event {
        LedgerEvent::UnitNamed(card) => said(&[
            Some(&card.name),
            card.code.as_deref(),
            card.party.as_deref(),
            card.team.as_deref(),
            card.contact.as_deref(),
        ]),
        LedgerEvent::Configured { value, .. } => value.clone().unwrap_or_default(),
        LedgerEvent::MeetingSet(meeting) => meeting_told(meeting),
        LedgerEvent::MemberSet(member) => {
            let depts = member.depts.join("、");
            let depts = Some(depts.as_str()).filter(|depts| !depts.is_empty());
            let order = format!("排第 {}", member.order);
            said(&[member.post.as_deref(), Some(&order), depts])
        }
        LedgerEvent::Reviewed(review) => review_told(review),
        LedgerEvent::Succeeded(succession) => format!("{}，{}起", succession.by, succession.on),
        LedgerEvent::DocumentRead(document) => document.name.clone(),
        _ => String::new(),
    }
}

fn meeting_told(meeting: &Meeting) -> String {
    let mut told = meeting.title();
    if let Some(day) = meeting.held_on {
        told += &format!("，{day}");
    }
    if let Some(theme) = &meeting.theme {
        told += &format!("，{theme}");
    }
    for fact in &meeting.figures {
        told += &format!("，{}{}{}", fact.name, fact.value, fact.unit);
    }
    for (name, value) in &meeting.fields {
        told += &format!("，{name}：{value}");
    }
    told
}

fn review_told(review: &Review) -> String {
    let verdict = if review.accepted { "认可" } else { "退回" };
    let opinion = review.opinion.as_deref().map(|said| format!("：{said}"));
    format!("{verdict}（{}）{}", review.on, opinion.unwrap_or_default())
}
