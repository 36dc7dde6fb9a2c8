//! Who asks: known from the guard to the thread that works for the request.

use std::cell::RefCell;
use std::sync::Arc;

use model::permit::Permit;

use crate::accounts::Role;
use crate::secret::secret;

tokio::task_local! {
    /// Whose request is worked on.
    static ASKS: Option<Arc<Session>>;
}

thread_local! {
    /// The same for the thread that works for it.
    static HERE: RefCell<Option<Arc<Session>>> = const { RefCell::new(None) };
}

/// Somebody who was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    /// Who he is in what he records.
    pub(crate) who: String,
    pub(crate) role: Role,
    pub(crate) permit: Permit,
    /// The unit that he hands up for.
    pub(crate) unit: Option<String>,
    /// Whether he came in by an account, and not by the key of whoever started the program.
    pub(crate) by_account: bool,
    /// What every form of his carries.
    pub(crate) form: String,
}

impl Session {
    /// Of whoever started the program: he may do everything.
    pub(crate) fn of_starter(who: String) -> Result<Self, getrandom::Error> {
        Ok(Self {
            who,
            role: Role::Keeps,
            permit: Permit::Everything,
            unit: None,
            by_account: false,
            form: secret()?,
        })
    }
}

/// Answers a request of his.
pub(crate) async fn asks<T>(who: Option<Arc<Session>>, answer: impl Future<Output = T>) -> T {
    ASKS.scope(who, answer).await
}

/// Who asks; of a thread, for whom it works.
pub(crate) fn here() -> Option<Arc<Session>> {
    let asks = ASKS.try_with(Clone::clone).ok().flatten();
    asks.or_else(|| HERE.with_borrow(Clone::clone))
}

/// His name; nobody's where nobody asks.
pub(crate) fn whose() -> String {
    here().map(|asks| asks.who.clone()).unwrap_or_default()
}

/// Work that another thread does for whoever asks here.
pub(crate) fn taken_along<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let asks = here();
    move || work_for(asks, work)
}

/// Does work for him.
pub(crate) fn work_for<T>(who: Option<Arc<Session>>, work: impl FnOnce() -> T) -> T {
    let before = HERE.replace(who);
    let done = work();
    HERE.set(before);
    done
}
