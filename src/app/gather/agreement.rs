//! Several histories of one unit in the same call: where one contradicts another and none is held
//! yet, nobody can say which is right, and none is taken.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::packets::{self, Reading};
use model::handed::Handed;
use store::{Error, Store};

/// A file that says otherwise, and of whom.
#[derive(Debug, Clone)]
pub(super) struct Rival {
    pub(super) file: PathBuf,
    pub(super) handed: Handed,
}

/// The files that contradict another one, each with that one.
pub(super) fn contradicting(
    store: &Store,
    files: &[PathBuf],
    wait: Duration,
) -> Result<HashMap<PathBuf, Rival>, Error> {
    let mut found = HashMap::new();
    if files.len() < 2 {
        return Ok(found);
    }
    let mut units: HashMap<String, Vec<(&Path, Handed)>> = HashMap::new();
    for file in files {
        // What can't be read is told when its turn comes.
        if let Ok(handed) = packets::peek(file, wait) {
            let same = units.entry(handed.ledger_id.clone()).or_default();
            same.push((file, handed));
        }
    }
    for (ledger_id, same) in units {
        let first = (same[0].1.entries, same[0].1.head);
        let differ = same
            .iter()
            .any(|(_, handed)| (handed.entries, handed.head) != first);
        if differ && store.unit_of_ledger(&ledger_id)?.is_none() {
            compare(same, wait, &mut found);
        }
    }
    Ok(found)
}

/// Compares the longest whole history with the others.
fn compare(mut same: Vec<(&Path, Handed)>, wait: Duration, found: &mut HashMap<PathBuf, Rival>) {
    same.sort_by_key(|(_, handed)| handed.entries);
    while let Some((longest, handed)) = same.pop() {
        let Some(others) = disagreeing(longest, &same, wait) else {
            // It is damaged, and proves nothing.
            continue;
        };
        let whole = others.into_iter().find(|other| is_whole(other, wait));
        let whole = whole.and_then(|whole| same.iter().find(|(file, _)| *file == whole));
        if let Some((other, of)) = whole {
            let rival = |file: &Path, handed: &Handed| Rival {
                file: file.to_owned(),
                handed: handed.clone(),
            };
            found.insert(longest.to_owned(), rival(other, of));
            for (file, _) in &same {
                found.insert((*file).to_owned(), rival(longest, &handed));
            }
        }
        return;
    }
}

/// The files whose head is not where they say it is in this history; `None` when it is not whole.
fn disagreeing<'a>(
    longest: &Path,
    others: &[(&'a Path, Handed)],
    wait: Duration,
) -> Option<Vec<&'a Path>> {
    std::thread::scope(|scope| {
        let reading = Reading::begin(scope, longest.to_owned(), wait);
        let mut disagree = Vec::new();
        let (_, entries) = reading.handed().ok()?;
        for recorded in entries {
            let recorded = recorded.ok()?;
            let here = others
                .iter()
                .filter(|(_, handed)| handed.entries == recorded.entry.sequence);
            disagree.extend(
                here.filter(|(_, handed)| handed.head != recorded.digest)
                    .map(|(file, _)| *file),
            );
        }
        Some(disagree)
    })
}

fn is_whole(file: &Path, wait: Duration) -> bool {
    std::thread::scope(|scope| {
        let reading = Reading::begin(scope, file.to_owned(), wait);
        reading.entries().all(|recorded| recorded.is_ok())
    })
}
