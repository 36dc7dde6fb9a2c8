//! Work beside the calling thread, shared in one way: a worker gives what it makes, a batch at a time
//! and never far ahead of who takes it, and ends with a result.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

/// Most threads that read the same file at once.
const MOST: usize = 4;
/// Things of which one thread makes something sooner than another begins.
const SHARE: usize = 200;
/// Weight that goes over at once: a thing weighs one or, where things are large, its share.
const BATCH: usize = 32;
/// Batches that may wait to be taken: few, for each thing in them may be large.
const WAITING: usize = 4;

/// How many threads this machine has work for.
pub fn count() -> usize {
    std::thread::available_parallelism().map_or(1, |count| count.get().min(MOST))
}

/// What is made of each thing, in their order; of many, each thread makes its share.
pub fn map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let share = things.len().div_ceil(count()).max(SHARE);
    let Some((own, others)) = things.split_at_checked(share) else {
        return things.iter().map(make).collect();
    };
    std::thread::scope(|scope| {
        let make = &make;
        let others: Vec<_> = others
            .chunks(share)
            .map(|share| {
                begin(scope, move |_: &mut Outlet<()>| {
                    share.iter().map(make).collect()
                })
            })
            .collect();
        let mut all: Vec<R> = own.iter().map(make).collect();
        for worker in others {
            let share: Vec<R> = worker.end();
            all.extend(share);
        }
        all
    })
}

/// A thread at its work, with what it has given.
#[derive(Debug)]
pub struct Worker<'scope, T, R> {
    batches: Receiver<Vec<T>>,
    used: Sender<Vec<T>>,
    batch: std::vec::IntoIter<T>,
    thread: ScopedJoinHandle<'scope, R>,
}

/// Where a worker gives what it made.
#[derive(Debug)]
pub struct Outlet<T> {
    send: SyncSender<Vec<T>>,
    used: Receiver<Vec<T>>,
    batch: Vec<T>,
    weight: usize,
}

/// Begins work in a thread of its own.
pub fn begin<'scope, T: Send + 'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce(&mut Outlet<T>) -> R + Send + 'scope,
) -> Worker<'scope, T, R> {
    let (send, batches) = sync_channel(WAITING);
    let (give_back, used) = channel();
    let thread = scope.spawn(move || {
        let mut output = Outlet {
            send,
            used,
            batch: Vec::with_capacity(BATCH),
            weight: 0,
        };
        let ended = work(&mut output);
        output.hand_over();
        ended
    });
    Worker {
        batches,
        used: give_back,
        batch: Vec::new().into_iter(),
        thread,
    }
}

impl<T> Outlet<T> {
    /// Gives one thing on; whether anybody still takes them. What weighs more than others leaves
    /// sooner, so that what waits stays small.
    pub fn give(&mut self, thing: T, weight: usize) -> bool {
        self.batch.push(thing);
        self.weight += weight;
        self.weight < BATCH || self.hand_over()
    }

    fn hand_over(&mut self) -> bool {
        self.weight = 0;
        self.used.try_iter().for_each(drop);
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.send.send(batch).is_ok()
    }
}

impl<T, R> Iterator for Worker<'_, T, R> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(thing) = self.batch.next() {
                return Some(thing);
            }
            self.batch = self.batches.recv().ok()?.into_iter();
        }
    }
}

impl<T, R> Worker<'_, T, R> {
    /// Looks at each thing as it comes. The worker gets them back and frees them: a thread that
    /// frees what another made waits for it.
    pub fn each<E>(&mut self, mut look: impl FnMut(&T) -> Result<(), E>) -> Result<(), E> {
        self.batch.by_ref().try_for_each(|thing| look(&thing))?;
        for batch in &self.batches {
            batch.iter().try_for_each(&mut look)?;
            // The worker may have ended: then it is freed here.
            let _ = self.used.send(batch);
        }
        Ok(())
    }

    /// Takes nothing more, and waits for what the work ends with; a panic there goes on here.
    pub fn end(self) -> R {
        drop(self.batches);
        let ended = self.thread.join();
        ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_the_things() {
        for many in [0, 1, SHARE, SHARE + 1, 10 * SHARE + 7] {
            let things: Vec<usize> = (0..many).collect();
            let doubled: Vec<usize> = things.iter().map(|thing| thing * 2).collect();
            assert_eq!(map(&things, |thing| thing * 2), doubled);
        }
    }

    #[test]
    fn all_comes_in_order_and_then_the_result() {
        std::thread::scope(|scope| {
            let mut worker = begin(scope, |out| {
                let taken = (0..5_000).all(|number| out.give(number, 1 + number % 7));
                (taken, 7)
            });
            assert!(worker.by_ref().take(100).eq(0..100));
            let mut next = 100;
            let looked = worker.each(|number| {
                next += 1;
                if *number + 1 == next {
                    Ok(())
                } else {
                    Err(*number)
                }
            });
            assert_eq!((looked, next), (Ok(()), 5_000));
            assert_eq!(worker.end(), (true, 7));
        });
    }

    #[test]
    fn nobody_works_on_for_one_who_takes_no_more() {
        std::thread::scope(|scope| {
            let mut worker = begin(scope, |out| {
                (0..usize::MAX).find(|number| !out.give(*number, 1))
            });
            assert_eq!(worker.next(), Some(0));
            assert!(worker.end().is_some_and(|last| last < 100 * BATCH));
        });
    }

    #[test]
    fn a_panic_is_not_lost() {
        let caught = std::panic::catch_unwind(|| {
            std::thread::scope(|scope| {
                let worker = begin(scope, |_: &mut Outlet<()>| {
                    std::panic::resume_unwind(Box::new("stumbled"))
                });
                worker.end()
            });
        });
        let told = caught.expect_err("it went on");
        assert_eq!(told.downcast_ref(), Some(&"stumbled"));
    }
}
