//! The things that the ledger says of itself, each as the event that sets it.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::digest::Digest;
use crate::event::LedgerEvent;
use crate::meeting::Meeting;
use crate::review::Review;
use crate::unit::{Member, UnitCard};

/// One thing that the ledger says of itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
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
    pub(super) fn of(event: &LedgerEvent) -> Option<Self> {
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

    /// What it is called; an event that sets it tells the unit.
    pub(super) fn called(&self, event: Option<&LedgerEvent>) -> String {
        match self {
            Self::Unit => "单位".to_owned(),
            Self::Setting(key) => format!("设置{key}"),
            Self::Meeting(year, kind) => format!("{year}年度会议（{kind}）"),
            Self::Member(name) => format!("班子成员{name}"),
            Self::Successor(name) => format!("接替{name}"),
            Self::Review(ledger, number) => {
                let unit = match event {
                    Some(LedgerEvent::Reviewed(review)) => &review.unit,
                    _ => ledger,
                };
                format!("复核{unit}-{number}")
            }
            Self::Reading(sha256) => format!("材料{}", &sha256.to_string()[..8]),
        }
    }

    /// What makes it nothing again, where that can be said.
    pub(super) fn cleared(&self) -> Option<LedgerEvent> {
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
pub(super) fn items(book: &Book) -> BTreeMap<Item, LedgerEvent> {
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

/// What an item is, in a few words.
pub(super) fn told(event: &LedgerEvent) -> String {
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
