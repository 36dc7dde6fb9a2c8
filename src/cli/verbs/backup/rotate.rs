//! Which backups go (`--keep`): by what they hold, not by their names. None goes that holds an entry
//! which no other has.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime};

use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use store::Store;

/// A backup of this same ledger.
struct Backup {
    path: PathBuf,
    store: Store,
    /// Entries it holds.
    entries: u64,
    /// When the last of them was made.
    last: Option<DateTime<FixedOffset>>,
    /// When it was made, as its name tells.
    named: NaiveDateTime,
}

/// Removes the oldest backups of this same ledger beyond so many; the one that was made just now
/// stays.
pub(super) fn rotate(
    context: &Context,
    store: &Store,
    folder: &Path,
    made: &Path,
    keep: usize,
) -> Result<(), Failure> {
    let named = backups::named_in_folder(folder, &context.db)
        .map_err(|fault| Failure::file(folder, fault))?;
    let id = store.ledger_id()?;
    let mut ours: Vec<Backup> = named
        .into_iter()
        .filter_map(|(named, _, path)| opened(context, &id, named, path))
        .collect();
    ours.retain(|backup| {
        let Some(when) = backup.future(context).filter(|_| backup.path != made) else {
            return true;
        };
        context.out.warn(&format!(
            "备份 {} 的时间（{when}）晚于现在，没有算在要留的份数里，也没有删去；请核对电脑的时钟",
            backup.path.display()
        ));
        false
    });
    ours.sort_by_key(|backup| {
        let by_content = (backup.last, backup.entries, backup.named);
        (backup.path != made, Reverse(by_content))
    });
    let mut old = ours.split_off(keep.min(ours.len()));
    let mut stays = ours;
    // The fuller ones first: what they hold need not stay twice.
    old.sort_by_key(|backup| Reverse(backup.entries));
    for backup in old {
        let mut held = 0;
        for other in &stays {
            let shared = other.store.shared_with(&backup.store)?;
            // The one made just now was found whole; of another it is asked before it stands in.
            let stands = || Ok::<_, Failure>(other.store.verify()?.faults.is_empty());
            if shared > held && (other.path == made || stands()?) {
                held = shared;
            }
        }
        if held < backup.entries {
            context.out.warn(&format!(
                "备份 {} 里有 {} 条记录是留下的几份里没有的，没有删去",
                backup.path.display(),
                backup.entries - held
            ));
            stays.push(backup);
            continue;
        }
        let path = backup.path.clone();
        drop(backup);
        std::fs::remove_file(&path).map_err(|fault| Failure::file(&path, fault))?;
        context
            .out
            .status(&format!("已删去较早的备份 {}", path.display()));
    }
    Ok(())
}

/// That file, if it is a backup of this ledger that can be read.
fn opened(context: &Context, id: &str, named: NaiveDateTime, path: PathBuf) -> Option<Backup> {
    let store = Store::open_as_is(&path, context.wait()).ok()?;
    if store.ledger_id().ok()? != id {
        return None;
    }
    let entries = store.sequence().ok()?;
    let last = store.history(entries.saturating_sub(1), 1).ok()?;
    Some(Backup {
        path,
        entries,
        last: last.first().map(|recorded| recorded.entry.stamp.when),
        named,
        store,
    })
}

impl Backup {
    /// A time of it that is still to come: of its last entry, of its name, of the file.
    fn future(&self, context: &Context) -> Option<String> {
        let now = context.stamp.when;
        let last = self.last.filter(|last| *last > now).map(backups::moment);
        let named = (self.named > now.naive_local())
            .then(|| self.named.format("%Y年%-m月%-d日 %H:%M").to_string());
        let written = std::fs::metadata(&self.path).and_then(|file| file.modified());
        let written = written.map(|at| DateTime::<Local>::from(at).fixed_offset());
        // A clock that was set by hand says nothing of when files are written; one that is set right
        // meanwhile is a little ahead.
        let ahead = now + chrono::TimeDelta::minutes(1);
        let written = written
            .ok()
            .filter(|at| !context.stamp.clock_set && *at > ahead);
        last.or(named).or(written.map(backups::moment))
    }
}
