//! Where backups are and what they are called; which of them is the newest whole one.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDateTime};

use super::context::Context;
use super::failure::Failure;
use crate::app::machine;
use store::{Store, Verification};

/// How a backup's name tells its time.
const STAMP: &str = "%Y%m%d-%H%M%S";

/// A dated name in that folder that nothing has yet: 台账-20220315-090000.db.
pub(super) fn dated(folder: &Path, db: &Path, mark: &str, when: DateTime<FixedOffset>) -> PathBuf {
    dated_as(folder, db, mark, when, "db")
}

/// The same for a file of another sort.
pub(super) fn dated_as(
    folder: &Path,
    db: &Path,
    mark: &str,
    when: DateTime<FixedOffset>,
    suffix: &str,
) -> PathBuf {
    let stem = stem(db);
    let name = format!("{stem}-{mark}{}", when.format(STAMP));
    let mut path = folder.join(format!("{name}.{suffix}"));
    let mut number = 1;
    while path.exists() {
        number += 1;
        path = folder.join(format!("{name}-{number}.{suffix}"));
    }
    path
}

/// The files in that folder that bear a backup's name with the moment that it tells, newest first.
pub(super) fn named_in_folder(
    folder: &Path,
    db: &Path,
) -> std::io::Result<Vec<(NaiveDateTime, u32, PathBuf)>> {
    let prefix = format!("{}-", stem(db));
    let mut files: Vec<(NaiveDateTime, u32, PathBuf)> = std::fs::read_dir(folder)?
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = path.file_name()?.to_str()?;
            let rest = name.strip_prefix(&prefix)?.strip_suffix(".db")?;
            let (stamp, number) = match rest.match_indices('-').nth(1) {
                Some((at, _)) => (&rest[..at], rest[at + 1..].parse().ok()?),
                None => (rest, 1),
            };
            let at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
            Some((at, number, path))
        })
        .collect();
    files.sort_unstable_by(|a, b| b.cmp(a));
    Ok(files)
}

fn stem(db: &Path) -> String {
    db.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The folder a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A backup that was found whole just now.
pub(super) struct Whole {
    pub path: PathBuf,
    pub found: Verification,
    /// When it was made.
    pub made: NaiveDateTime,
    /// When its last entry was made.
    pub last: Option<String>,
}

/// Folders beside the ledger that are looked into for backups, at most.
const FOLDERS: usize = 100;

/// The newest whole backup that is known of: noted ones, and those beside the ledger or in a folder
/// there.
pub(super) fn newest_whole(context: &Context) -> Option<Whole> {
    let noted = context
        .store()
        .ok()
        .and_then(|store| store.backups().ok())
        .into_iter()
        .flatten()
        .map(|backup| (backup.at.naive_local(), backup.path));
    let mut all: Vec<(NaiveDateTime, PathBuf)> = noted.collect();
    let home = folder_of(&context.db);
    let within = std::fs::read_dir(home).into_iter().flatten().flatten();
    let folders = within
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    for folder in std::iter::once(home.to_owned()).chain(folders.take(FOLDERS)) {
        let named = named_in_folder(&folder, &context.db).unwrap_or_default();
        all.extend(named.into_iter().map(|(at, _, path)| (at, path)));
    }
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.into_iter()
        .find_map(|(made, path)| whole(context, made, &path).ok().flatten())
}

/// Files that may be copies of the ledger: backups that were noted, and every ledger file beside it or in
/// a folder there.
pub(super) fn copies(db: &Path, store: &Store) -> Result<Vec<PathBuf>, Failure> {
    let mut all: Vec<PathBuf> = store.backups()?.into_iter().map(|one| one.path).collect();
    let home = folder_of(db);
    let within = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let beside = within(home);
    let folders = beside.iter().filter(|path| path.is_dir()).take(FOLDERS);
    let inside: Vec<PathBuf> = folders.flat_map(|folder| within(folder)).collect();
    let is_ledger = |path: &PathBuf| path.extension().is_some_and(|suffix| suffix == "db");
    all.extend(beside.into_iter().chain(inside).filter(is_ledger));
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut seen = std::collections::HashSet::from([real(db)]);
    all.retain(|path| seen.insert(real(path)));
    Ok(all)
}

/// Files beside the ledger, or in a folder there, that are called as packets are.
pub(super) fn packets(db: &Path) -> Vec<PathBuf> {
    let within = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let beside = within(folder_of(db));
    let folders = beside.iter().filter(|path| path.is_dir()).take(FOLDERS);
    let mut all: Vec<PathBuf> = folders.flat_map(|folder| within(folder)).collect();
    all.extend(beside.iter().cloned());
    all.retain(|path| machine::is_packet(path));
    all.sort_unstable();
    all
}

/// That file, if it is a whole ledger.
fn whole(context: &Context, made: NaiveDateTime, path: &Path) -> Result<Option<Whole>, Failure> {
    let store = Store::open_as_is(path, context.wait()).map_err(|f| Failure::store(f, path))?;
    let found = store.verify()?;
    if !found.faults.is_empty() {
        return Ok(None);
    }
    Ok(Some(Whole {
        path: path.to_owned(),
        found,
        made,
        last: last_entry(&store)?,
    }))
}

/// How long ago that was, in days.
pub(super) fn ago(days: i64) -> String {
    match days {
        ..1 => "不到一天前".to_owned(),
        days => format!("{days}天前"),
    }
}

/// When the last entry was made, as people read it.
pub(super) fn last_entry(store: &Store) -> Result<Option<String>, Failure> {
    let last = store.history(store.sequence()?.saturating_sub(1), 1)?;
    Ok(last
        .first()
        .map(|recorded| moment(recorded.entry.stamp.when)))
}

/// A moment as people read it.
pub(super) fn moment(when: DateTime<FixedOffset>) -> String {
    when.format("%Y年%-m月%-d日 %H:%M").to_string()
}
