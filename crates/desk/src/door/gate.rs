//! The door for accounts: who logged in, for how long, and who may not try any more.

use std::collections::{HashMap, HashSet};
use std::net::Ipv6Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::digest::Digest;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::accounts::{Account, Accounts, AccountsFault, Role};
use crate::secret::secret;
use crate::session::Session;

/// So often a password may be wrong from one place, one after the other.
const MOST_WRONG: u32 = 5;
/// So often from all places.
const MOST_WRONG_OF_ALL: u32 = 30;
/// So many may wait to try at once from one place, and from all; one is looked at.
const MOST_TRYING: usize = 20;
const MOST_TRYING_OF_ALL: usize = 200;
/// So much an account may ask for at once: browsers ask for a few things.
const MOST_ASKED: usize = 12;
/// So long they wait.
const TRYING: Duration = Duration::from_secs(20);
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
    /// By name and place, and by name alone.
    wrong: Mutex<HashMap<Key, Wrong>>,
    /// Those who may wait to try, and the one who does.
    trying: Semaphore,
    /// From where each was let in: there he may try however often others tried elsewhere.
    known: Mutex<HashSet<(String, String)>>,
    /// What each account may still ask for.
    shares: Mutex<HashMap<String, Arc<Semaphore>>>,
    /// How many wait from each place.
    waiting: Mutex<HashMap<String, usize>>,
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

/// How often a password was wrong, when last, and of which account: another password is another account.
#[derive(Debug, Clone)]
struct Wrong {
    count: u32,
    last: Instant,
    of: Option<Account>,
}

/// Lasts while somebody tries.
pub(crate) struct Trying<'g> {
    _waits: Waits<'g>,
    _tries: SemaphorePermit<'g>,
}

/// Lasts while somebody waits, or tries.
struct Waits<'g>(&'g Gate, String);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        let mut all = locked(&self.0.waiting);
        if let Some(count) = all.get_mut(&self.1) {
            *count -= 1;
        }
        all.retain(|_, count| *count > 0);
    }
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
            trying: Semaphore::new(1),
            known: Mutex::default(),
            shares: Mutex::default(),
            waiting: Mutex::default(),
            forms: Mutex::default(),
        }
    }

    /// His share of what is worked on; none where he has asked for so much that others would wait.
    pub(crate) fn share(&self, who: &str) -> Option<OwnedSemaphorePermit> {
        let mut shares = locked(&self.shares);
        let new = || Arc::new(Semaphore::new(MOST_ASKED));
        let share = shares.entry(who.to_owned()).or_insert_with(new);
        share.clone().try_acquire_owned().ok()
    }

    /// His turn to try; none where too many do. To look at a password takes long, and who is in is not to wait for
    /// those who are not, nor those of one place for those of another.
    pub(crate) async fn hand(&self, from: &str) -> Option<Trying<'_>> {
        let waits = self.waits(from)?;
        let tries = timeout(TRYING, self.trying.acquire()).await;
        Some(Trying {
            _waits: waits,
            _tries: tries.ok()?.ok()?,
        })
    }

    fn waits(&self, from: &str) -> Option<Waits<'_>> {
        let (mut all, from) = (locked(&self.waiting), &place(from));
        if all.values().sum::<usize>() >= MOST_TRYING_OF_ALL {
            return None;
        }
        let count = all.entry(from.to_owned()).or_default();
        if *count >= MOST_TRYING {
            return None;
        }
        *count += 1;
        Some(Waits(self, from.to_owned()))
    }

    /// Lets in who knows the password; the secret for his cookie. Takes as long whether or not there is such an
    /// account. `from` is where he tries from.
    pub(crate) fn let_in(&self, name: &str, password: &str, from: &str) -> Result<String, NotIn> {
        if self.is_locked(name, from) {
            return Err(NotIn::Locked);
        }
        let found = self.accounts.who_knows(name, password);
        let Some(account) = found.map_err(NotIn::Fault)? else {
            return Err(NotIn::Wrong {
                locks: self.was_wrong(name, from),
            });
        };
        for key in keys(name, from) {
            locked(&self.wrong).remove(&key);
        }
        let mut known = locked(&self.known);
        if known.len() < MOST_NAMES {
            known.insert((name.to_owned(), place(from)));
        }
        drop(known);
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
        self.account(name).is_some()
    }

    fn account(&self, name: &str) -> Option<Account> {
        let all = self.accounts.all().unwrap_or_default();
        all.into_iter().find(|one| one.name == name)
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

    /// Whether nobody may try that name now, from there.
    fn is_locked(&self, name: &str, from: &str) -> bool {
        let (all, account) = (locked(&self.wrong), self.account(name));
        let is_locked = |(key, most): (Key, u32)| {
            let wrong = all.get(&key);
            wrong.is_some_and(|wrong| {
                wrong.count >= most && wrong.last.elapsed() < LOCKED && wrong.of == account
            })
        };
        let is_known = locked(&self.known).contains(&(name.to_owned(), place(from)));
        let keys = keys(name, from).into_iter().zip(MOST);
        keys.take(if is_known { 1 } else { 2 }).any(is_locked)
    }

    /// Counts a wrong password; whether nobody may try any more, from there or at all.
    fn was_wrong(&self, name: &str, from: &str) -> bool {
        let (mut all, account) = (locked(&self.wrong), self.account(name));
        let now = Instant::now();
        let mut locks = false;
        for (key, most) in keys(name, from).into_iter().zip(MOST) {
            forget_oldest(&mut all);
            let new = || Wrong {
                count: 0,
                last: now,
                of: account.clone(),
            };
            let wrong = all.entry(key).or_insert_with(new);
            if wrong.last.elapsed() >= LOCKED || wrong.of != account {
                *wrong = new();
            }
            wrong.count += 1;
            wrong.last = now;
            locks |= wrong.count >= most;
        }
        locks
    }
}

/// A name, from one place or from all.
type Key = (String, Option<String>);

/// So often each may be wrong.
const MOST: [u32; 2] = [MOST_WRONG, MOST_WRONG_OF_ALL];

/// Where an address belongs: of the long ones a house has as many as it likes.
fn place(from: &str) -> String {
    match from.parse() {
        Ok(Ipv6Addr::LOCALHOST) | Err(_) => from.to_owned(),
        Ok(long) => {
            let [a, b, c, d, ..] = long.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

fn keys(name: &str, from: &str) -> [Key; 2] {
    let name = || name.to_owned();
    [(name(), Some(place(from))), (name(), None)]
}

fn forget_oldest(all: &mut HashMap<Key, Wrong>) {
    if all.len() >= MOST_NAMES {
        let oldest = all.iter().min_by_key(|(_, wrong)| wrong.last);
        if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
            all.remove(&oldest);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
