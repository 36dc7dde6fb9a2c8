//! Who may be connected: no more than there are seats. When all are taken, whoever has waited longest
//! without asking gives up his, first of all who was never let in; so that nobody who only connects keeps
//! out who asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All seats.
#[derive(Debug, Clone)]
pub(super) struct Seats(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    most: usize,
    taken: Mutex<Taken>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct Taken {
    count: usize,
    clock: u64,
    /// Who asks for nothing: strangers before those known, each since when.
    idle: BTreeMap<Place, Arc<Notify>>,
}

/// A place among those who ask for nothing.
type Place = (bool, u64);

/// A connection's seat.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Seats,
    leave: Arc<Notify>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    known: bool,
    /// Since when nothing is asked for; `None` while something is.
    since: Option<Place>,
    asking: usize,
    left: bool,
}

/// Lasts while a request is answered; held to the last byte of the answer.
#[derive(Debug)]
pub(super) struct Busy(Arc<Seat>);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Seats {
    pub(super) fn new(most: usize) -> Self {
        Self(Arc::new(Shared {
            most,
            taken: Mutex::default(),
            freed: Notify::new(),
        }))
    }

    /// A seat; waits while all that are taken are busy.
    pub(super) async fn take(&self) -> Arc<Seat> {
        loop {
            let freed = self.0.freed.notified();
            if let Some(seat) = self.try_take() {
                return seat;
            }
            freed.await;
        }
    }

    fn try_take(&self) -> Option<Arc<Seat>> {
        let mut taken = locked(&self.0.taken);
        if taken.count >= self.0.most {
            let (_, leave) = taken.idle.pop_first()?;
            leave.notify_one();
            taken.count -= 1;
        }
        taken.count += 1;
        let leave = Arc::new(Notify::new());
        let since = taken.waits(false, &leave);
        Some(Arc::new(Seat {
            seats: self.clone(),
            leave,
            state: Mutex::new(State {
                known: false,
                since: Some(since),
                asking: 0,
                left: false,
            }),
        }))
    }
}

impl Taken {
    fn waits(&mut self, known: bool, leave: &Arc<Notify>) -> Place {
        self.clock += 1;
        let place = (known, self.clock);
        self.idle.insert(place, leave.clone());
        place
    }
}

impl Seat {
    /// Waits until another needs the seat.
    pub(super) async fn given_up(&self) {
        self.leave.notified().await;
    }

    /// Says that something is asked for; `None` where the seat has just been given up.
    pub(super) fn asks(self: &Arc<Self>) -> Option<Busy> {
        let mut taken = locked(&self.seats.0.taken);
        let mut state = locked(&self.state);
        if let Some(since) = state.since {
            if taken.idle.remove(&since).is_none() {
                state.left = true;
                return None;
            }
            state.since = None;
        }
        state.asking += 1;
        Some(Busy(self.clone()))
    }

    /// Says that who sits here was let in.
    pub(super) fn is_known(&self) {
        locked(&self.state).known = true;
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let seat = &self.0;
        let mut taken = locked(&seat.seats.0.taken);
        let mut state = locked(&seat.state);
        state.asking -= 1;
        if state.asking == 0 {
            state.since = Some(taken.waits(state.known, &seat.leave));
            drop(taken);
            seat.seats.0.freed.notify_one();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = locked(&self.seats.0.taken);
        let state = locked(&self.state);
        // Whoever had to give it up is counted no more.
        let sits = match state.since {
            Some(since) => taken.idle.remove(&since).is_some(),
            None => !state.left,
        };
        if sits {
            taken.count -= 1;
            drop(taken);
            self.seats.0.freed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waited_longest_unknown_gives_up_his_seat() {
        let seats = Seats::new(3);
        let [friend, stranger, asking] = [(); 3].map(|()| seats.try_take().expect("a seat"));
        friend.is_known();
        // What is known is known from the next answer on.
        drop(friend.asks());
        let busy = asking.asks().expect("seated");
        let next = seats.try_take().expect("the stranger's");
        assert!(stranger.asks().is_none());
        assert!(next.asks().is_some());
        drop(next);
        drop(stranger);
        assert_eq!(locked(&seats.0.taken).count, 2);
        let _one = seats.try_take().expect("a free one");
        let _two = seats.try_take().expect("a stranger's");
        assert!(friend.asks().is_some());
        drop(busy);
        drop(asking);
        drop(friend);
        assert_eq!(locked(&seats.0.taken).count, 1);
    }

    #[test]
    fn who_is_busy_keeps_his_seat() {
        let seats = Seats::new(1);
        let seat = seats.try_take().expect("a seat");
        let busy = seat.asks().expect("seated");
        assert!(seats.try_take().is_none());
        drop(busy);
        assert!(seats.try_take().is_some());
    }
}
