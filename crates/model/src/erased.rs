//! Entries whose texts were erased (销毁): what stands in their place, what stays, and what a later entry
//! says of it. An erased entry keeps its digest, which can no longer be recomputed from its text; that
//! it may not is for the later entry to say, which seals the text as it is now.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::book::FIGURE_KIND;
use crate::card::Card;
use crate::deadline::{Deadline, Term};
use crate::digest::{CheckCode, Digest};
use crate::entry::Entry;
use crate::event::codec::{self, CodecFault};
use crate::measure::Measure;
use crate::meeting::{Meeting, YEARLY};
use crate::status::{Basis, Closure, Status};
use crate::subject::Subject;
use crate::unit::{Member, UnitCard, is_unit_code};

/// What stands in the place of an erased text.
pub const ERASED: &str = "〔已销毁〕";

/// The texts of an entry were erased; entries hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Sequence of that entry.
    pub entry: u64,
    /// Its digest, from when its texts were there.
    pub digest: Digest,
    /// SHA-256 of its text as it is since.
    pub body_sha256: Digest,
    /// Id of the gathered unit's ledger whose entry it is; `None` for an earlier one of the same history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<String>,
    /// What that unit was called then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Why.
    pub reason: String,
}

/// Keys under which a text is structure, not words: days, digests, ids, sorts. Whoever adds one, adds
/// it for a new key only: what was erased once has to be found erased for ever.
const STRUCTURE: [&str; 18] = [
    "on",
    "day",
    "done_on",
    "status_on",
    "next_check",
    "held_on",
    "term",
    "status",
    "field",
    "sha256",
    "draft",
    "digest",
    "body_sha256",
    "head",
    "ledger",
    "replaced",
    "approx",
    "lost",
];
/// Lists of facts: what is left of them without their words would still be counted and told.
const FACTS: [&str; 3] = ["figures", "institutions", "fields"];
/// What was taken over from another unit's history says nothing of its own but the reason.
const TAKEN_OVER: [&str; 3] = ["gathered", "set_aside", "replaced"];

/// The entry without its texts, when and by whom it was made, days, sorts and references left. One that
/// has none stays as it is.
pub fn erase(entry: &Entry) -> Result<Entry, CodecFault> {
    let malformed = |fault: serde_json::Error| CodecFault::Malformed(fault.to_string());
    let kind = entry.event.kind();
    let mut written = serde_json::to_value(&entry.event).map_err(malformed)?;
    let mut data = written["data"].take();
    if let (true, Value::Object(fields)) = (TAKEN_OVER.contains(&kind), &mut data) {
        if let Some(reason) = fields.get_mut("reason") {
            *reason = erased("reason", reason.take());
        }
    } else {
        data = erased("", data);
    }
    let event = codec::event(kind, &data.to_string())?;
    Ok(Entry {
        event,
        ..entry.clone()
    })
}

/// Whether the texts of an entry were erased: there were some, and none is left. What an entry without
/// texts says can't be said to be erased.
pub fn is_erased(entry: &Entry) -> bool {
    erase(entry).is_ok_and(|erased| erased == *entry) && codec::write(entry).contains(ERASED)
}

fn erased(key: &str, value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(left(key, text)),
        Value::Array(_) if FACTS.contains(&key) => Value::Array(Vec::new()),
        Value::Array(values) if STRUCTURE.contains(&key) => Value::Array(values),
        // Several names are one word less.
        Value::Array(texts) if !texts.is_empty() && texts.iter().all(Value::is_string) => {
            Value::Array(vec![ERASED.into()])
        }
        Value::Array(values) => values.into_iter().map(|value| erased(key, value)).collect(),
        Value::Object(fields) => Value::Object(fields_erased(fields)),
        other => other,
    }
}

fn fields_erased(mut fields: Map<String, Value>) -> Map<String, Value> {
    // Where only facts were told, it is seen that they are gone.
    let some = |key: &str| {
        let facts = fields.get(key).and_then(Value::as_array);
        facts.is_some_and(|facts| !facts.is_empty())
    };
    if FACTS.into_iter().any(some) {
        let is_note = fields.contains_key("on");
        let words = if is_note { "text" } else { "theme" };
        fields
            .entry(words)
            .or_insert_with(|| Value::String(ERASED.to_owned()));
    }
    let fields = fields.into_iter();
    fields
        .map(|(key, value)| {
            let value = erased(&key, value);
            (key, value)
        })
        .collect()
}

/// What is left of a text under that key.
fn left(key: &str, text: String) -> String {
    let is_plain = || text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let stays = match key {
        "subject" => text == Subject::Team.name(),
        "kind" => text == YEARLY,
        "code" => is_unit_code(&text) || CheckCode::read(&text).is_some(),
        "submission" => is_plain(),
        "key" if text.starts_with(FIGURE_KIND) => return format!("{FIGURE_KIND}{ERASED}"),
        "key" => true,
        _ => text.is_empty() || STRUCTURE.contains(&key),
    };
    if stays { text } else { ERASED.to_owned() }
}

/// What a text says; an erased one says nothing.
pub(crate) fn said(text: Option<&String>) -> Option<&String> {
    text.filter(|text| *text != ERASED)
}

/// The same of a value that takes the place of another.
pub(crate) fn forget(text: &mut Option<String>) {
    if said(text.as_ref()).is_none() {
        *text = None;
    }
}

/// A deadline by its day or sort, where its words were erased.
pub(crate) fn deadline(deadline: Option<&Deadline>) -> Option<Deadline> {
    let deadline = deadline?;
    if deadline.phrase != ERASED {
        return Some(deadline.clone());
    }
    let words = |phrase: &str| Deadline {
        phrase: phrase.to_owned(),
        term: deadline.term,
    };
    Some(match deadline.term? {
        Term::Date(day) => Deadline::on(day),
        Term::Immediate => words("立行立改"),
        Term::LongTerm => words("长期坚持"),
    })
}

/// A measure: its words stay for what was done about it.
pub(crate) fn measure(mut measure: Measure) -> Measure {
    forget(&mut measure.dept);
    forget(&mut measure.owner);
    measure.deadline = deadline(measure.deadline.as_ref());
    measure
}

/// A card, without what is only told in passing.
pub(crate) fn card(mut card: Card) -> Card {
    let Card {
        year: _,
        subject: _,
        dimension,
        problem: _,
        detail,
        examples,
        source,
        theme,
        external,
        target,
        measures,
        lead,
        dept,
        owner,
        co_depts,
        deadline: due,
        prior: _,
        origin: _,
        outcome,
        note,
    } = &mut card;
    for text in [
        dimension, source, theme, external, target, lead, dept, owner, outcome, note,
    ] {
        forget(text);
    }
    if detail == ERASED {
        detail.clear();
    }
    for list in [examples, co_depts] {
        list.retain(|text| text != ERASED);
    }
    let planned = std::mem::take(measures).into_iter();
    *measures = planned.map(measure).collect();
    *due = deadline(due.as_ref());
    card
}

/// A closure: who accepted and on what ground is not known any more.
pub(crate) fn closure(mut closure: Closure) -> Closure {
    forget(&mut closure.verifier);
    if let Basis::Verified(basis) = &mut closure.basis {
        forget(basis);
    }
    closure
}

/// The same of a status.
pub(crate) fn status(status: Status) -> Status {
    match status {
        Status::Closed(closed) => Status::Closed(closure(closed)),
        other => other,
    }
}

/// What a unit says of itself; it has no name any more.
pub(crate) fn unit(mut card: UnitCard) -> UnitCard {
    if card.name == ERASED {
        card.name.clear();
    }
    for text in [
        &mut card.code,
        &mut card.party,
        &mut card.team,
        &mut card.contact,
    ] {
        forget(text);
    }
    card
}

/// A member of the leadership.
pub(crate) fn member(mut member: Member) -> Member {
    forget(&mut member.post);
    member.depts = names(&member.depts);
    member
}

/// A meeting.
pub(crate) fn meeting(mut meeting: Meeting) -> Meeting {
    forget(&mut meeting.name);
    forget(&mut meeting.theme);
    meeting
}

/// Names without those that were erased.
pub(crate) fn names(names: &[String]) -> Vec<String> {
    let said = names.iter().filter(|name| *name != ERASED);
    said.cloned().collect()
}

impl Erasure {
    /// The entry as people name it: 37, A03-37.
    pub fn code(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{unit}-{}", self.entry),
            None => self.entry.to_string(),
        }
    }
}

/// Every text that an entry would lose.
pub fn texts(entry: &Entry) -> Vec<String> {
    let mut all = Vec::new();
    if let Ok(written) = serde_json::to_value(&entry.event) {
        collect("", &written["data"], &mut all);
    }
    all
}

fn collect(key: &str, value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) if FACTS.contains(&key) || left(key, text.clone()) != *text => {
            all.push(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| collect(key, value, all)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            let name = if FACTS.contains(&key) { key } else { name };
            collect(name, value, all);
        }),
        _ => {}
    }
}
