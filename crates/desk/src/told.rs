//! How far work has come, as the line that does it says.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

tokio::task_local! {
    /// Where the request that is worked on hears of it.
    pub(crate) static HEARD: Arc<Told>;
}

thread_local! {
    /// The same for the thread that works for it.
    static HERE: RefCell<Option<Arc<Told>>> = const { RefCell::new(None) };
}

/// What was said last: what is being done, how much of it is done, and how much there is; 0 where nobody counts.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<Option<(String, u64, u64)>>);

impl Told {
    /// What was said last.
    pub(crate) fn so_far(&self) -> Option<(String, u64, u64)> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.clone()
    }

    fn is(&self, what: &str, done: u64, all: u64) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *told = Some((what.to_owned(), done, all));
    }
}

/// Whoever hears of the request that is worked on.
pub(crate) fn heard() -> Option<Arc<Told>> {
    HEARD.try_with(Clone::clone).ok()
}

/// Does work of which he is to hear.
pub(crate) fn hear<T>(who: Option<Arc<Told>>, work: impl FnOnce() -> T) -> T {
    let before = HERE.replace(who);
    let done = work();
    HERE.set(before);
    done
}

/// Whoever hears of the work of this thread.
pub(crate) fn here() -> Option<Arc<Told>> {
    HERE.with_borrow(Clone::clone)
}

/// Says to him how far it has come.
pub(crate) fn is_at(who: Option<&Arc<Told>>, what: &str, done: u64, all: u64) {
    if let Some(who) = who {
        who.is(what, done, all);
    }
}
