//! What stands in a damaged file, and which of it is proved: an entry by the chain from the first one
//! on, bytes by their digest, a receipt by its own chain.

use std::cell::OnceCell;
use std::io::{self, Read as _};

use memchr::memmem;
use serde_json::value::RawValue;

use super::pages::{Kind, Pages, Row, Spot};
use crate::receipts;
use crate::{BackedUp, Error, row};
use model::digest::Digest;
use model::entry::Recorded;
use model::erased::is_erased;
use model::event::codec::{self, CodecFault};
use model::unit::UnitId;

/// How an entry's text begins.
const BODY: &[u8] = b"{\"sequence\":";
/// Rows of one place that are tried; more are no damage but a trap.
const TRIED: usize = 16;
/// Digits of a ledger's id.
const ID: usize = 32;
const DIGEST: Kind = Kind::Blob(32);

/// Rows of a damaged file, by what they say they are; nothing of it is proved yet.
#[derive(Debug)]
pub(super) struct Found {
    pages: Pages,
    /// By key.
    entries: Vec<(i64, Spot)>,
    blobs: Vec<(Digest, Spot)>,
    receipts: Vec<(i64, Spot)>,
    /// What the own ledger may be called.
    ids: Vec<String>,
    /// Texts of entries on pages that can't be read as such, by the sequence they name.
    carved: OnceCell<Vec<(u64, Spot)>>,
}

/// A receipt with what chains it.
pub(super) struct FoundReceipt {
    pub(super) id: i64,
    pub(super) columns: [String; 5],
    pub(super) digest: Option<Digest>,
}

/// A text that may be an entry's, and the digest beside it.
type Candidate = (String, Option<Digest>);

impl Found {
    pub(super) fn look(pages: Pages) -> Self {
        let mut found = Self {
            pages,
            entries: Vec::new(),
            blobs: Vec::new(),
            receipts: Vec::new(),
            ids: Vec::new(),
            carved: OnceCell::new(),
        };
        for number in 1..=found.pages.count {
            let page = found.pages.page(number);
            for spot in found.pages.spots(number, &page) {
                let Some(row) = found.pages.row(spot, &page) else {
                    continue;
                };
                match sort(&row) {
                    Some(Sort::Entry) => found.entries.push((row.id, spot)),
                    Some(Sort::Receipt) => found.receipts.push((row.id, spot)),
                    Some(Sort::Own) => found.ids.extend(second(row).and_then(text)),
                    Some(Sort::Blob) => {
                        let digest = second(row).and_then(|bytes| Digest::from_slice(&bytes));
                        found.blobs.extend(digest.map(|digest| (digest, spot)));
                    }
                    None => {}
                }
            }
        }
        found.entries.sort_unstable();
        found.blobs.sort_unstable();
        found.receipts.sort_unstable();
        found
    }

    /// The id of the own ledger: the one that its first entry is chained to.
    pub(super) fn ledger_id(&self) -> Result<Option<String>, Error> {
        for id in &self.ids {
            if self.next(UnitId::OWN, 0, &Digest::genesis(id))?.is_some() {
                return Ok(Some(id.clone()));
            }
        }
        // Its row is gone; it stands in an index too. Other units' ids stand there as well, so only
        // an entry that is the own one by its key may say which it is.
        let first: Vec<Candidate> = self.rows(UnitId::OWN, 1).collect();
        let begins = |id: &String| {
            let genesis = Digest::genesis(id);
            let mut first = first.iter();
            first.any(|(body, digest)| *digest == Some(Digest::chained(&genesis, body)))
        };
        Ok(self.words().into_iter().find(begins))
    }

    /// Everything that looks like a ledger's id, once each.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for number in 1..=self.pages.count {
            let page = self.pages.page(number);
            let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            for run in page.split(|byte| !is_digit(byte)) {
                // What stands beside it may look like a digit or two more.
                if run.len() < ID + 8 {
                    words.extend(run.windows(ID).filter_map(|word| text(word.to_vec())));
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// The entry after the one with that sequence and digest, where it is there and proved: by the
    /// digest beside it, or by the entry after it.
    pub(super) fn next(
        &self,
        unit: UnitId,
        after: u64,
        head: &Digest,
    ) -> Result<Option<Recorded>, Error> {
        let sequence = after + 1;
        let follows = |head: &Digest| {
            let mut rows = self.rows(unit, sequence + 1);
            rows.any(|(body, digest)| digest == Some(Digest::chained(head, &body)))
        };
        for (body, beside) in self.rows(unit, sequence).chain(self.carved(sequence)) {
            let chained = Digest::chained(head, &body);
            let digest = match beside {
                _ if beside == Some(chained) || follows(&chained) => chained,
                // Without its texts no digest is its own; whether that was said, is seen later.
                Some(beside) if codec::read(&body).is_ok_and(|entry| is_erased(&entry)) => beside,
                _ => continue,
            };
            match codec::read(&body) {
                Ok(entry) if entry.sequence == sequence => {
                    return Ok(Some(Recorded {
                        entry,
                        body,
                        digest,
                    }));
                }
                Err(fault @ CodecFault::UnknownKind(_)) => {
                    return Err(Error::Entry(sequence, fault));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// The sequences of the own unit after that one of which there are rows, in order.
    pub(super) fn after(&self, sequence: u64) -> impl Iterator<Item = u64> {
        let first = row::entry_id(UnitId::OWN, sequence + 1);
        let last = row::entry_id(UnitId::OWN, u32::MAX.into());
        let from = self.entries.partition_point(|(key, _)| *key < first);
        let keys = self.entries[from..].iter().map(|(key, _)| *key);
        let mut previous = None;
        keys.take_while(move |key| *key <= last)
            .filter(move |key| previous.replace(*key) != Some(*key))
            .map(|key| (key & 0xFFFF_FFFF) as u64)
    }

    /// What the rows of that entry say.
    pub(super) fn rows(&self, unit: UnitId, sequence: u64) -> impl Iterator<Item = Candidate> {
        let key = row::entry_id(unit, sequence);
        at(&self.entries, &key).filter_map(|spot| {
            let page = self.pages.page(spot.page);
            let mut row = self.pages.row(spot, &page)?;
            row.pass(7)?;
            let body = row.text()?;
            let digest = row.bytes().and_then(|bytes| Digest::from_slice(&bytes));
            Some((body, digest))
        })
    }

    /// Texts that name that sequence, wherever they stand.
    fn carved(&self, sequence: u64) -> impl Iterator<Item = Candidate> {
        // Asked for only where no row is proved: most files never are searched.
        std::iter::once(())
            .flat_map(move |()| at(self.carved.get_or_init(|| self.carve()), &sequence))
            .filter_map(|spot| {
                let page = self.pages.page(spot.page);
                let from = &page[spot.at as usize..];
                let mut texts = serde_json::Deserializer::from_slice(from).into_iter::<&RawValue>();
                let body = texts.next()?.ok()?.get().to_owned();
                let beside = from.get(texts.byte_offset()..)?.get(..32);
                Some((body, beside.and_then(Digest::from_slice)))
            })
    }

    fn carve(&self) -> Vec<(u64, Spot)> {
        let mut carved = Vec::new();
        let body = memmem::Finder::new(BODY);
        for number in 1..=self.pages.count {
            let page = self.pages.page(number);
            for begin in body.find_iter(page.as_slice()) {
                let digits = page[begin + BODY.len()..].iter();
                let digits = digits.take_while(|byte| byte.is_ascii_digit()).copied();
                let sequence = text(digits.collect()).and_then(|digits| digits.parse().ok());
                let spot = Spot {
                    page: number,
                    at: begin as u32,
                };
                carved.extend(sequence.map(|sequence: u64| (sequence, spot)));
            }
        }
        carved.sort_unstable();
        carved
    }

    /// Where the bytes of that digest stand, and how many; only where all of them do.
    pub(super) fn bytes(&self, digest: &Digest) -> Option<(Spot, u64)> {
        at(&self.blobs, digest).find_map(|spot| {
            let mut hash = <sha2::Sha256 as sha2::Digest>::new();
            let mut take = |bytes: &[u8]| {
                sha2::Digest::update(&mut hash, bytes);
                Ok(())
            };
            let size = self.stream(spot, &mut take).ok().flatten()?;
            let hash: [u8; 32] = sha2::Digest::finalize(hash).into();
            (hash == *digest.as_bytes()).then_some((spot, size))
        })
    }

    /// Hands out the bytes that are kept in the row at that spot; how many they were, where all of
    /// them are there.
    pub(super) fn stream(
        &self,
        spot: Spot,
        each: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<Option<u64>> {
        let page = self.pages.page(spot.page);
        let Some(mut row) = self.pages.row(spot, &page) else {
            return Ok(None);
        };
        let Some(size) = row.pass(3).and_then(|()| row.length()) else {
            return Ok(None);
        };
        let mut stream = row.stream(size);
        let (mut buffer, mut done) = (vec![0; 64 * 1024], 0);
        loop {
            let count = stream.read(&mut buffer)?;
            if count == 0 {
                return Ok((done == size).then_some(size));
            }
            each(&buffer[..count])?;
            done += count as u64;
        }
    }

    /// The receipts that hold together from the first on, and how many there are in all.
    pub(super) fn receipts(&self, ledger_id: &str) -> (Vec<FoundReceipt>, usize) {
        let mut ids: Vec<i64> = self.receipts.iter().map(|(id, _)| *id).collect();
        ids.dedup();
        let mut all = self.receipts.iter();
        let chains =
            all.any(|(id, spot)| self.receipt(*id, *spot).is_some_and(|r| r.digest.is_some()));
        let (mut kept, mut chained) = (Vec::new(), 0);
        let mut head = Digest::genesis(ledger_id);
        for (id, expected) in ids.iter().zip(1..) {
            let fits = |receipt: &FoundReceipt| match receipt.digest {
                Some(digest) => digest == receipt.link(&head),
                // Of before they were chained: proved by the first that was.
                None => chained == 0 && (chains || BackedUp::is_said_whole(receipt.columns())),
            };
            let mut rows = at(&self.receipts, id).filter_map(|spot| self.receipt(*id, spot));
            let Some(next) = rows.find(fits).filter(|next| next.id == expected) else {
                break;
            };
            head = next.link(&head);
            let is_chained = next.digest.is_some();
            kept.push(next);
            if is_chained {
                chained = kept.len();
            }
        }
        if chains {
            kept.truncate(chained);
        }
        (kept, ids.len())
    }

    fn receipt(&self, id: i64, spot: Spot) -> Option<FoundReceipt> {
        let page = self.pages.page(spot.page);
        let mut row = self.pages.row(spot, &page)?;
        row.pass(1)?;
        let mut columns: [String; 5] = Default::default();
        for column in &mut columns {
            *column = row.text()?;
        }
        let digest = row.bytes().and_then(|bytes| Digest::from_slice(&bytes));
        Some(FoundReceipt {
            id,
            columns,
            digest,
        })
    }
}

impl FoundReceipt {
    pub(super) fn columns(&self) -> [&str; 5] {
        self.columns.each_ref().map(String::as_str)
    }

    /// The digest it has after that one.
    fn link(&self, head: &Digest) -> Digest {
        receipts::link(head, self.id, self.columns())
    }
}

/// The tables whose rows are looked for; the others are made from these.
enum Sort {
    Entry,
    Blob,
    Receipt,
    /// The own unit.
    Own,
}

/// What a row is by the types of its columns; what is added to a table later stands behind.
fn sort(row: &Row<'_>) -> Option<Sort> {
    let text = |kinds: &[Kind]| kinds.iter().all(|kind| kind.is_text());
    let or_null = |kind: &Kind, is: bool| is || *kind == Kind::Null;
    match row.kinds.as_slice() {
        [Kind::Null, unit, sequence, task, texts @ .., DIGEST]
            if unit.is_integer()
                && sequence.is_integer()
                && or_null(task, task.is_integer())
                && texts.len() == 4
                && text(texts) =>
        {
            Some(Sort::Entry)
        }
        [Kind::Null, DIGEST, size, bytes]
            if size.is_integer() && or_null(bytes, matches!(bytes, Kind::Blob(_))) =>
        {
            Some(Sort::Blob)
        }
        // The own unit has neither code nor name of its own there: entries say them.
        [Kind::Null, id, Kind::Null, Kind::Text(0), rest @ ..]
            if row.id == 1 && id.is_text() && is_own(rest) =>
        {
            Some(Sort::Own)
        }
        [Kind::Null, texts @ .., last] if texts.len() == 5 && text(texts) => {
            or_null(last, *last == DIGEST).then_some(Sort::Receipt)
        }
        [Kind::Null, texts @ ..] if texts.len() == 5 && text(texts) => Some(Sort::Receipt),
        _ => None,
    }
}

/// What stands behind the own unit's name: when it came and why it is aside, both null, and what was
/// sealed last.
fn is_own(rest: &[Kind]) -> bool {
    match rest {
        [Kind::Null, Kind::Null] | [] => true,
        [Kind::Null, Kind::Null, receipts, files, head] => {
            receipts.is_integer() && files.is_integer() && (*head == Kind::Null || *head == DIGEST)
        }
        _ => false,
    }
}

/// The rows under that key.
fn at<'r, K: Ord>(rows: &'r [(K, Spot)], key: &K) -> impl Iterator<Item = Spot> + use<'r, K> {
    let from = rows.partition_point(|(known, _)| known < key);
    let count = rows[from..].partition_point(|(known, _)| known <= key);
    rows[from..from + count.min(TRIED)]
        .iter()
        .map(|(_, spot)| *spot)
}

/// The second column's text or bytes.
fn second(mut row: Row<'_>) -> Option<Vec<u8>> {
    row.pass(1)?;
    row.bytes()
}

fn text(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok()
}
