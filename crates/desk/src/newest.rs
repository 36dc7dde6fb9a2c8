//! What is kept for those who ask, under names: of each the newest few of a kind, so that who goes on and on loses
//! the oldest of his own and takes no more room. Nobody finds what is another's.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::session;

/// The newest few of each who asks, each under its name.
#[derive(Debug)]
pub struct Newest<T> {
    most: usize,
    kept: Mutex<VecDeque<Kept<T>>>,
}

#[derive(Debug)]
struct Kept<T> {
    whose: String,
    name: String,
    what: Arc<T>,
}

impl<T> Newest<T> {
    /// None yet; so many are kept.
    pub(crate) fn of(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::default(),
        }
    }

    /// Keeps one more under that name.
    pub(crate) fn put(&self, name: &str, one: Arc<T>) {
        let (mut kept, whose) = (self.kept(), session::whose());
        let mut own = kept
            .iter()
            .enumerate()
            .filter(|(_, one)| one.whose == whose);
        let oldest = own.next().map(|(place, _)| place);
        // The first, and those behind it.
        if 1 + own.count() >= self.most {
            oldest.map(|place| kept.remove(place));
        }
        kept.push_back(Kept {
            whose,
            name: name.to_owned(),
            what: one,
        });
    }

    /// The one of that name, while it is kept.
    pub(crate) fn find(&self, name: &str) -> Option<Arc<T>> {
        let (kept, whose) = (self.kept(), session::whose());
        let found = kept
            .iter()
            .find(|one| one.name == name && one.whose == whose);
        found.map(|one| one.what.clone())
    }

    /// Keeps it no longer.
    pub(crate) fn forget(&self, name: &str) {
        let whose = session::whose();
        self.kept()
            .retain(|one| one.name != name || one.whose != whose);
    }

    /// All, the newest first.
    pub(crate) fn newest_first(&self) -> Vec<Arc<T>> {
        let (kept, whose) = (self.kept(), session::whose());
        let own = kept.iter().rev().filter(|one| one.whose == whose);
        own.map(|one| one.what.clone()).collect()
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Kept<T>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_and_found_by_their_names() {
        let newest = Newest::of(2);
        for (name, one) in [("a", 1), ("b", 2), ("c", 3)] {
            newest.put(name, Arc::new(one));
        }
        assert_eq!(newest.find("a"), None);
        assert_eq!(newest.find("b").as_deref(), Some(&2));
        assert_eq!(newest.newest_first(), [Arc::new(3), Arc::new(2)]);
        newest.forget("b");
        assert_eq!(newest.newest_first(), [Arc::new(3)]);
    }
}
