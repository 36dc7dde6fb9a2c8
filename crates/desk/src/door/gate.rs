//! The door for accounts: who logged in, for how long, and who may not try any more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::digest::Digest;

use crate::accounts::{Account, Accounts, AccountsFault, Role};
use crate::secret::secret;
use crate::session::Session;

/// So often a password may be wrong, one after the other.
const MOST_WRONG: u32 = 5;
/// Then the account is locked for so long.
const LOCKED: Duration = Duration::from_mins(15);
/// No session lasts longer.
const LONGEST: Duration = Duration::from_hours(12);
/// Names that are remembered as tried in vain: who tries others forgets the oldest.
const MOST_NAMES: usize = 10_000;

/// The door for accounts.
#[derive(Debug)]
pub(crate) struct Gate {
    accounts: Accounts,
    idle: Duration,
    seats: Mutex<HashMap<Digest, Seat>>,
    wrong: Mutex<HashMap<String, Wrong>>,
    /// What the forms of an account carry: who logs in again can still send what he had typed.
    forms: Mutex<HashMap<String, String>>,
}

/// A session, by the digest of its cookie.
#[derive(Debug)]
struct Seat {
    session: Arc<Session>,
    /// The account as it was when he came in.
    account: Account,
    begun: Instant,
    last: Instant,
}

/// How often a password was wrong, and when last.
#[derive(Debug, Clone, Copy)]
struct Wrong {
    count: u32,
    last: Instant,
}

/// Why somebody is not let in.
#[derive(Debug)]
pub(crate) enum NotIn {
    /// No such account, or another password. `locks` with it the account is locked.
    Wrong { locks: bool },
    /// Too often wrong.
    Locked,
    /// The accounts can't be read.
    Fault(AccountsFault),
}

impl Gate {
    pub(super) fn new(accounts: Accounts, idle: Duration) -> Self {
        Self {
            accounts,
            idle,
            seats: Mutex::default(),
            wrong: Mutex::default(),
            forms: Mutex::default(),
        }
    }

    /// Lets in who knows the password; the secret for his cookie. Takes as long whether or not there is such an
    /// account.
    pub(crate) fn let_in(&self, name: &str, password: &str) -> Result<String, NotIn> {
        if self.is_locked(name) {
            return Err(NotIn::Locked);
        }
        let found = self.accounts.who_knows(name, password);
        let Some(account) = found.map_err(NotIn::Fault)? else {
            return Err(NotIn::Wrong {
                locks: self.was_wrong(name),
            });
        };
        locked(&self.wrong).remove(name);
        let fault = |fault: getrandom::Error| NotIn::Fault(std::io::Error::other(fault).into());
        let (cookie, new) = (secret().map_err(fault)?, secret().map_err(fault)?);
        let mut forms = locked(&self.forms);
        let form = forms.entry(account.name.clone()).or_insert(new).clone();
        drop(forms);
        let now = Instant::now();
        let seat = Seat {
            session: Arc::new(Session {
                who: account.name.clone(),
                role: account.role,
                permit: account.permit(),
                unit: account.unit.clone(),
                by_account: true,
                form,
            }),
            account,
            begun: now,
            last: now,
        };
        let mut seats = locked(&self.seats);
        seats.retain(|_, seat| self.lasts(seat));
        seats.insert(Digest::of(cookie.as_bytes()), seat);
        Ok(cookie)
    }

    /// Whether there is an account of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        let all = self.accounts.all().unwrap_or_default();
        all.iter().any(|one| one.name == name)
    }

    /// Whose session it is; it ends with its time, and with any change of the account.
    pub(crate) fn knows(&self, cookie: &str, asks: bool) -> Option<Arc<Session>> {
        let of = Digest::of(cookie.as_bytes());
        let mut seats = locked(&self.seats);
        let seat = seats.get_mut(&of)?;
        if !self.lasts(seat) || !self.accounts.stands(&seat.account) {
            seats.remove(&of);
            return None;
        }
        if asks {
            seat.last = Instant::now();
        }
        Some(seat.session.clone())
    }

    /// Whether that session is of an account with that role.
    pub(crate) fn is_of(&self, cookie: &str, role: Role) -> bool {
        self.knows(cookie, false)
            .is_some_and(|session| session.role == role)
    }

    /// Ends a session.
    pub(crate) fn leave(&self, cookie: &str) {
        locked(&self.seats).remove(&Digest::of(cookie.as_bytes()));
    }

    fn lasts(&self, seat: &Seat) -> bool {
        seat.last.elapsed() < self.idle && seat.begun.elapsed() < LONGEST
    }

    /// Whether nobody may try that name now.
    fn is_locked(&self, name: &str) -> bool {
        let wrong = locked(&self.wrong).get(name).copied();
        wrong.is_some_and(|wrong| wrong.count >= MOST_WRONG && wrong.last.elapsed() < LOCKED)
    }

    /// Counts a wrong password; whether the name is locked now.
    fn was_wrong(&self, name: &str) -> bool {
        let mut all = locked(&self.wrong);
        if all.len() >= MOST_NAMES {
            let oldest = all.iter().min_by_key(|(_, wrong)| wrong.last);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                all.remove(&oldest);
            }
        }
        let now = Instant::now();
        let wrong = all.entry(name.to_owned()).or_insert(Wrong {
            count: 0,
            last: now,
        });
        if wrong.last.elapsed() >= LOCKED {
            wrong.count = 0;
        }
        wrong.count += 1;
        wrong.last = now;
        wrong.count >= MOST_WRONG
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
