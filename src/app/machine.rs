//! What of a ledger lies on this machine: the ledger, its copies, its packets. Looked for where the program
//! puts such files: beside the ledger, in folders there, and where backups were noted.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::packets;
use model::handed::Handed;
use model::packet::SUFFIX;
use model::unit::UnitId;
use office::system;
use store::Store;

/// A file of the ledger.
pub(crate) struct Lies {
    pub path: PathBuf,
    pub what: What,
    pub size: u64,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The ledger itself.
    Ledger,
    /// A copy: a backup, or what was kept before an upgrade or a restore.
    Copy,
    /// What was packed to be handed up.
    Packet,
    /// A copy that was put elsewhere, which may well be meant to stay: it is told, not removed.
    Elsewhere,
    /// One that has entries which the ledger has not: another unit's twin, or what a restore left out. It is
    /// told, not removed.
    Further,
}

/// Why a file is no whole copy of the ledger as it is now.
#[derive(Debug)]
pub(crate) enum NotWhole {
    /// It can't be opened.
    Unreadable(store::Error),
    /// It is damaged.
    Damaged,
    /// It is another ledger.
    Other,
    /// So many entries came since.
    Older(u64),
    /// Forms went out or came home since.
    Forms,
    /// It is the ledger itself.
    Itself,
    /// It is beside the ledger, and would stay on this machine.
    Beside,
}

/// The files of the ledger among those; others are nobody's business here.
pub(crate) fn of(
    store: &Store,
    among: &[PathBuf],
    wait: Duration,
) -> Result<Vec<Lies>, store::Error> {
    let ledger_id = store.ledger_id()?;
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |meta| meta.len());
    // What a link leads to is what lies here.
    let real = |path: &Path| {
        let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        system::for_people(&place).into_owned()
    };
    let itself = Lies {
        path: real(store.path()),
        what: What::Ledger,
        size: size(store.path()),
    };
    let others = among.iter().filter_map(|path| {
        let handed = packets::peek(path, wait).ok()?;
        (handed.ledger_id == ledger_id).then_some((path, handed))
    });
    let mut lies = vec![itself];
    for (path, handed) in others {
        let there = store.entry(UnitId::OWN, handed.entries)?;
        let is_contained = there.is_some_and(|there| there.digest == handed.head);
        lies.push(Lies {
            path: real(path),
            what: match is_beside(store.path(), path) {
                _ if !is_contained => What::Further,
                false => What::Elsewhere,
                true if is_packet(path) => What::Packet,
                true => What::Copy,
            },
            size: size(path),
        });
    }
    // A folder is read in whatever order.
    lies[1..].sort_by(|one, other| one.path.cmp(&other.path));
    Ok(lies)
}

/// Whether a file is in the ledger's folder, or in one there.
pub(crate) fn is_beside(ledger: &Path, path: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let home = real(ledger).and_then(|ledger| ledger.parent().map(Path::to_owned));
    let around = real(path).into_iter().flat_map(|path| {
        let outer = path.ancestors().skip(1).take(2);
        outer.map(Path::to_owned).collect::<Vec<_>>()
    });
    home.is_some_and(|home| around.into_iter().any(|folder| folder == home))
}

/// Whether a file is called as packets are.
pub(crate) fn is_packet(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| suffix == SUFFIX)
}

/// Makes sure that a file holds everything that the ledger holds, whole.
pub(crate) fn is_whole_copy(store: &Store, path: &Path, wait: Duration) -> Result<(), NotWhole> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    if real(path).is_some_and(|there| Some(there) == real(store.path())) {
        return Err(NotWhole::Itself);
    }
    if is_beside(store.path(), path) {
        return Err(NotWhole::Beside);
    }
    let copy = Store::open_as_is(path, wait).map_err(NotWhole::Unreadable)?;
    let handed = |store: &Store| -> Result<Option<Handed>, NotWhole> {
        store.handed(UnitId::OWN).map_err(NotWhole::Unreadable)
    };
    let (Some(here), Some(there)) = (handed(store)?, handed(&copy)?) else {
        return Err(NotWhole::Other);
    };
    if here.ledger_id != there.ledger_id {
        return Err(NotWhole::Other);
    }
    if (here.entries, here.head) != (there.entries, there.head) {
        return Err(match here.entries.checked_sub(there.entries) {
            Some(since) if since > 0 => NotWhole::Older(since),
            _ => NotWhole::Other,
        });
    }
    // Sheets that go out make no entry.
    let sheets = |store: &Store| -> Result<_, NotWhole> {
        let receipts = store.receipts().map_err(NotWhole::Unreadable)?;
        let last = receipts
            .last()
            .map(|one| (one.at.clone(), one.detail.clone()));
        Ok((receipts.len(), last))
    };
    if sheets(store)? != sheets(&copy)? {
        return Err(NotWhole::Forms);
    }
    match copy.verify() {
        Ok(found) if found.faults.is_empty() => Ok(()),
        Ok(_) => Err(NotWhole::Damaged),
        Err(fault) => Err(NotWhole::Unreadable(fault)),
    }
}
