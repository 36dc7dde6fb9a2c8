//! What of a file stands undamaged, told from where its bytes stand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use memchr::memmem;
use model::digest::Digest;
use rusqlite::Connection;

const PAGE: usize = 4096;
/// Bytes by which a page is known to hold a part of something.
const SAMPLE: usize = 24;

/// What a ledger holds, read by SQLite.
pub(super) struct Known {
    /// Texts and digests by unit and sequence.
    pub(super) entries: BTreeMap<(u32, u64), (String, Vec<u8>)>,
    pub(super) bytes: BTreeMap<Digest, Vec<u8>>,
    pub(super) receipts: BTreeMap<i64, Vec<String>>,
    id: String,
}

impl Known {
    pub(super) fn of(path: &Path) -> Self {
        let db = Connection::open(path).unwrap();
        let all = |sql: &str, each: &mut dyn FnMut(&rusqlite::Row<'_>)| {
            let mut statement = db.prepare(sql).unwrap();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                each(row);
            }
        };
        let (mut entries, mut bytes, mut receipts) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        all(
            "select unit, sequence, body, digest from entry",
            &mut |row| {
                let key = (row.get(0).unwrap(), row.get::<_, i64>(1).unwrap() as u64);
                entries.insert(key, (row.get(2).unwrap(), row.get(3).unwrap()));
            },
        );
        all(
            "select sha256, bytes from blob where bytes is not null",
            &mut |row| {
                let digest: Vec<u8> = row.get(0).unwrap();
                bytes.insert(Digest::from_slice(&digest).unwrap(), row.get(1).unwrap());
            },
        );
        all(
            "select id, at, kind, dept, sheet, detail from receipt",
            &mut |row| {
                let columns = (1..6).map(|column| row.get(column).unwrap());
                receipts.insert(row.get(0).unwrap(), columns.collect());
            },
        );
        let id = db.query_row("select ledger_id from unit where id = 1", [], |row| {
            row.get(0)
        });
        Self {
            entries,
            bytes,
            receipts,
            id: id.unwrap(),
        }
    }

    /// How many entries the own unit has.
    pub(super) fn own(&self) -> u64 {
        self.entries.keys().filter(|(unit, _)| *unit == 1).count() as u64
    }

    /// Whether an entry before that one speaks of those bytes.
    pub(super) fn speaks_of(&self, digest: &Digest, before: u64) -> bool {
        let name = digest.to_string();
        let own = self.entries.range((1, 0)..(1, before));
        own.into_iter().any(|(_, (body, _))| body.contains(&name))
    }
}

/// A whole file, and on which of its pages everything stands.
pub(super) struct Original {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) known: Known,
    entries: Vec<BTreeSet<usize>>,
    kept: Vec<(Digest, BTreeSet<usize>)>,
}

/// What is intact in a damaged copy.
pub(super) struct Intact {
    /// The own entries that are, from the first on without a gap.
    pub(super) entries: u64,
    pub(super) bytes: Vec<Digest>,
}

impl Original {
    pub(super) fn of(name: &'static str, bytes: Vec<u8>, folder: &Path) -> Self {
        let path = folder.join(format!("{name}.db"));
        std::fs::write(&path, &bytes).unwrap();
        let known = Known::of(&path);
        // A row's last bytes are its digest; the text stands before it.
        let row = |(body, digest): &(String, Vec<u8>)| [body.as_bytes(), digest].concat();
        let own = known.entries.iter().filter(|((unit, _), _)| *unit == 1);
        let entries: Vec<_> = own.map(|(_, entry)| pages(&bytes, &row(entry))).collect();
        assert!(entries.iter().all(|pages| !pages.is_empty()));
        let kept = known.bytes.iter();
        let kept = kept
            .map(|(digest, content)| {
                let row = [digest.as_bytes().as_slice(), content].concat();
                (*digest, pages(&bytes, &row))
            })
            .filter(|(_, pages)| !pages.is_empty())
            .collect();
        Self {
            name,
            bytes,
            known,
            entries,
            kept,
        }
    }

    pub(super) fn intact(&self, damaged: &[u8]) -> Intact {
        let same = |page: &usize| {
            let range = page * PAGE..(page + 1) * PAGE;
            damaged.get(range.clone()) == Some(&self.bytes[range])
        };
        let stands = |pages: &BTreeSet<usize>| match pages.iter().next() {
            Some(one) if pages.len() == 1 => {
                // What is on one page alone stands also where that page lies elsewhere.
                let page = &self.bytes[one * PAGE..(one + 1) * PAGE];
                same(one) || *one > 0 && damaged.chunks(PAGE).any(|chunk| chunk == page)
            }
            _ => pages.iter().all(same),
        };
        // Without the ledger's id nothing is proved.
        let is_named = memmem::find(damaged, self.known.id.as_bytes()).is_some();
        let entries = self
            .entries
            .iter()
            .take_while(|pages| is_named && stands(pages));
        Intact {
            entries: entries.count() as u64,
            bytes: self
                .kept
                .iter()
                .filter(|(_, pages)| stands(pages))
                .map(|(digest, _)| *digest)
                .collect(),
        }
    }
}

/// The pages on which parts of those bytes stand: those that stand nowhere else.
fn pages(file: &[u8], row: &[u8]) -> BTreeSet<usize> {
    let mut pages = BTreeSet::new();
    let mut starts: Vec<usize> = (0..row.len().saturating_sub(SAMPLE)).step_by(300).collect();
    starts.push(row.len() - SAMPLE);
    for at in starts {
        // The first bytes after a page's end are looked for a little further on.
        let found = [0, SAMPLE].into_iter().find_map(|further| {
            let sample = row.get(at + further..at + further + SAMPLE)?;
            let mut places = memmem::find_iter(file, sample);
            // What stands in two places tells nothing.
            places.next().filter(|_| places.next().is_none())
        });
        pages.extend(found.map(|at| at / PAGE));
    }
    pages
}
