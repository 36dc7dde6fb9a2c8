//! The packet (复核意见) that takes a department's reviews down to a unit: a text, its first line says whose
//! it is and seals the others, each of which is an entry of the department's history as it was recorded.

use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Reviews, entries};
use crate::app::fault::Fault;
use model::book::Book;
use model::digest::Digest;
use model::event::codec;
use model::event::{Event, LedgerEvent};
use model::review::{Answer, Review};
use model::unit::UnitId;
use office::text::visible::nameable;
use store::{HeldUnit, Store};

/// How such files end.
const SUFFIX: &str = "ledgerreview";
const FORMAT: &str = "ledger-review";
const VERSION: u64 = 1;
/// The first line is never longer.
const LONGEST_HEAD: u64 = 4096;
/// Reviews of every task that a unit ever had are less.
const LONGEST: u64 = 16 << 20;

/// The first line.
struct Head {
    /// Id of the department's ledger, and how it is called.
    ledger: String,
    from: String,
    /// Id of the unit's ledger, and how it was called.
    unit: String,
    name: String,
    reviews: usize,
}

impl Head {
    /// As it is written, sealed with what follows it.
    fn written(&self, lines: &str) -> Value {
        json!({
            "format": FORMAT,
            "version": VERSION,
            "ledger": self.ledger,
            "from": self.from,
            "unit": self.unit,
            "name": self.name,
            "reviews": self.reviews,
            "digest": self.seal(lines).to_string(),
        })
    }

    fn read(said: &Value) -> Option<Self> {
        let text = |key: &str| Some(said[key].as_str()?.to_owned());
        Some(Self {
            ledger: text("ledger")?,
            from: text("from")?,
            unit: text("unit")?,
            name: text("name")?,
            reviews: usize::try_from(said["reviews"].as_u64()?).ok()?,
        })
    }

    /// Over everything there is.
    fn seal(&self, lines: &str) -> Digest {
        let Self {
            ledger,
            from,
            unit,
            name,
            reviews,
        } = self;
        Digest::of(format!("{ledger}\n{from}\n{unit}\n{name}\n{reviews}\n{lines}").as_bytes())
    }
}

/// What comes down.
#[derive(Debug)]
pub(crate) struct Down {
    /// How the department is called.
    pub from: String,
    /// Id of the unit's ledger, and how it was called.
    pub unit: String,
    pub name: String,
    /// Each with the digest of its entry.
    pub reviews: Vec<(Digest, Review)>,
}

/// Why a file is no packet of reviews that can be taken.
#[derive(Debug)]
pub(crate) enum Unfit {
    /// Another file.
    NoReviews,
    /// Written by a newer version.
    Newer,
    /// Not as it was written.
    Altered,
    /// The file can't be read.
    File(std::io::Error),
}

/// The reviews that a unit has not seen, as its packet; nothing where it has seen all. Those whose words were
/// erased stay at home.
pub(crate) fn unsent(
    store: &Store,
    book: &Book,
    unit: &HeldUnit,
    today: NaiveDate,
) -> Result<Option<(usize, String)>, Fault> {
    let mut lines = Vec::new();
    for (sequence, review) in Reviews::of(book, today).of_unit(unit) {
        let Some(said) = store.entry(UnitId::OWN, sequence)? else {
            continue;
        };
        let previous = match store.entry(UnitId::OWN, sequence - 1)? {
            Some(before) => before.digest,
            None => Digest::genesis(&store.ledger_id()?),
        };
        if Digest::chained(&previous, &said.body) != said.digest {
            continue;
        }
        let task = store.task_in(unit.id, review.number)?;
        let is_known = match task {
            Some(task) => {
                let entries = entries(store, unit.id, review.number)?;
                review.since(&said.id(), &task, &entries).answer != Answer::Unsent
            }
            None => true,
        };
        if !is_known {
            // The entry as it was recorded, and the digest of the one before it.
            let line = json!({ "previous": previous.to_string(), "body": said.body });
            lines.push(line.to_string());
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let count = lines.len();
    let head = Head {
        ledger: store.ledger_id()?,
        from: called(&book.unit.name, book.unit.code.as_deref()),
        unit: unit.ledger_id.clone(),
        name: called(&unit.name, Some(&unit.code)),
        reviews: count,
    };
    let lines = lines.join("\n");
    Ok(Some((
        count,
        format!("{}\n{lines}\n", head.written(&lines)),
    )))
}

fn called(name: &str, code: Option<&str>) -> String {
    match (name, code) {
        ("", Some(code)) => code.to_owned(),
        ("", None) => "上级".to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// 某市某局-复核意见-20221230.ledgerreview; with its code, where another unit has that name.
pub(crate) fn file_name(unit: &HeldUnit, is_alone: bool, today: NaiveDate) -> String {
    let name = called(&unit.name, Some(&unit.code));
    let name = if is_alone {
        name
    } else {
        format!("{name}{}", unit.code)
    };
    let name = nameable(&name);
    format!("{name}-复核意见-{}.{SUFFIX}", today.format("%Y%m%d"))
}

/// Whether a file is meant to be one.
pub(crate) fn is_review(path: &Path) -> bool {
    let named = path.extension().is_some_and(|suffix| suffix == SUFFIX);
    named || begins(path).unwrap_or(false)
}

fn begins(path: &Path) -> std::io::Result<bool> {
    let mut first = Vec::new();
    let file = office::system::open(path)?;
    file.take(LONGEST_HEAD).read_to_end(&mut first)?;
    let first = first
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let said = serde_json::from_slice::<Value>(first).unwrap_or_default();
    Ok(said["format"] == FORMAT)
}

/// Reads a packet; nothing in it is believed.
pub(crate) fn read(path: &Path) -> Result<Down, Unfit> {
    let file = office::system::open(path).map_err(Unfit::File)?;
    let mut bytes = Vec::new();
    file.take(LONGEST)
        .read_to_end(&mut bytes)
        .map_err(Unfit::File)?;
    let text = String::from_utf8(bytes).map_err(|_| Unfit::NoReviews)?;
    let (first, lines) = text.split_once('\n').ok_or(Unfit::NoReviews)?;
    let said: Value = serde_json::from_str(first).map_err(|_| Unfit::NoReviews)?;
    if said["format"] != FORMAT {
        return Err(Unfit::NoReviews);
    }
    if said["version"]
        .as_u64()
        .is_none_or(|version| version > VERSION)
    {
        return Err(Unfit::Newer);
    }
    let head = Head::read(&said).ok_or(Unfit::Altered)?;
    let lines = lines.strip_suffix('\n').ok_or(Unfit::Altered)?;
    if said["digest"] != head.seal(lines).to_string() {
        return Err(Unfit::Altered);
    }
    let reviews: Vec<(Digest, Review)> = lines
        .lines()
        .map(|line| entry(line, &head.unit))
        .collect::<Result<_, _>>()?;
    if reviews.len() != head.reviews {
        return Err(Unfit::Altered);
    }
    Ok(Down {
        from: head.from,
        unit: head.unit,
        name: head.name,
        reviews,
    })
}

/// One review, of that unit, with the digest that its entry has.
fn entry(line: &str, unit: &str) -> Result<(Digest, Review), Unfit> {
    let line: Value = serde_json::from_str(line).map_err(|_| Unfit::Altered)?;
    let text = |key: &str| line[key].as_str().ok_or(Unfit::Altered);
    let previous = Digest::from_hex(text("previous")?).ok_or(Unfit::Altered)?;
    let entry = match codec::read(text("body")?) {
        Ok(entry) => entry,
        Err(codec::CodecFault::UnknownKind(_)) => return Err(Unfit::Newer),
        Err(codec::CodecFault::Malformed(_)) => return Err(Unfit::Altered),
    };
    // One that a join took over is the one that was made in the copy.
    let id = match &entry.origin {
        Some(origin) => origin.digest,
        None => Digest::chained(&previous, text("body")?),
    };
    match entry.event {
        Event::Ledger(LedgerEvent::Reviewed(review)) if review.ledger == unit => Ok((id, review)),
        _ => Err(Unfit::Altered),
    }
}
