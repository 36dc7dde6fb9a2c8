//! What is kept for the session under names: the newest few of a kind, so that who goes on and on loses the
//! oldest and takes no more room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The newest few, each under its name.
#[derive(Debug)]
pub struct Newest<T> {
    most: usize,
    kept: Mutex<VecDeque<(String, Arc<T>)>>,
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
        let mut kept = self.kept();
        kept.push_back((name.to_owned(), one));
        if kept.len() > self.most {
            kept.pop_front();
        }
    }

    /// The one of that name, while it is kept.
    pub(crate) fn find(&self, name: &str) -> Option<Arc<T>> {
        let kept = self.kept();
        let found = kept.iter().find(|(own, _)| own == name);
        found.map(|(_, one)| one.clone())
    }

    /// Keeps it no longer.
    pub(crate) fn forget(&self, name: &str) {
        self.kept().retain(|(own, _)| own != name);
    }

    /// All, the newest first.
    pub(crate) fn newest_first(&self) -> Vec<Arc<T>> {
        self.kept()
            .iter()
            .rev()
            .map(|(_, one)| one.clone())
            .collect()
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<(String, Arc<T>)>> {
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
