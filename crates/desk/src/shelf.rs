//! Which files lie ready for a person, by names that nobody can guess: his own newest, and nobody else's.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::session;

/// Pages to be shown that are kept at most: each look makes one.
const MOST_SHOWN: usize = 12;

/// Files to be saved that are kept at most.
const MOST_SAVED: usize = 400;

/// The files kept for the person.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<HashMap<String, Files>>);

#[derive(Debug, Default)]
struct Files {
    all: HashMap<String, Kept>,
    /// Pages that are shown, the newest last.
    shown: VecDeque<String>,
    /// Files to be saved, the newest last.
    saved: VecDeque<String>,
}

/// A file that is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// What it is saved as.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Whether it is a page to be shown.
    pub(crate) shown: bool,
}

impl Shelf {
    pub(crate) fn put(&self, id: String, kept: Kept) {
        let mut files = self.files();
        let all = files.entry(session::whose()).or_default();
        let is_shown = kept.shown;
        all.all.insert(id.clone(), kept);
        let (kind, most) = if is_shown {
            (&mut all.shown, MOST_SHOWN)
        } else {
            (&mut all.saved, MOST_SAVED)
        };
        kind.push_back(id);
        if kind.len() > most
            && let Some(oldest) = kind.pop_front()
            && let Some(gone) = all.all.remove(&oldest)
        {
            // What can't be removed goes with the session.
            let _ = gone.path.parent().map(std::fs::remove_dir_all);
        }
    }

    pub(crate) fn find(&self, id: &str, name: &str, shown: bool) -> Option<Kept> {
        let kept = self.files().get(&session::whose())?.all.get(id).cloned();
        kept.filter(|kept| kept.name == name && kept.shown == shown)
    }

    fn files(&self) -> MutexGuard<'_, HashMap<String, Files>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_shown_pages_stay_and_files_to_save_all_do() {
        let place = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::default();
        let put = |id: String, shown: bool| {
            let folder = place.path().join(&id);
            std::fs::create_dir(&folder).expect("made");
            let path = folder.join("file");
            std::fs::write(&path, "x").expect("written");
            let name = "a.html".to_owned();
            shelf.put(id, Kept { name, path, shown });
        };
        put("saved".to_owned(), false);
        for place in 0..=MOST_SHOWN {
            put(format!("shown-{place}"), true);
        }
        assert!(shelf.find("shown-0", "a.html", true).is_none());
        assert!(!place.path().join("shown-0").exists());
        assert!(shelf.find("shown-1", "a.html", true).is_some());
        assert!(shelf.find("saved", "a.html", false).is_some());
    }
}
