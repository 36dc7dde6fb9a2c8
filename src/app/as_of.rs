//! The one door to tasks as they stood on the day reckoned from: whatever shows a day walks here.
//!
//! The store knows of every day which tasks belong to a scope and how they stood; what is shown of them
//! besides is read from their rows, or folded where a row tells another day.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::fault::Fault;
use super::{Call, Watch};
use model::scope::{Order, Scope};
use model::subject::Subject;
use model::tally::Counted;
use model::task::Task;
use office::text::needle::Words;
use store::{AsOf, Found, Naming, OnDay, Store, TaskKey, Titled};

/// Tasks that are read at once.
const PAGE: usize = 500;

fn as_of(call: Call<'_>) -> AsOf {
    AsOf::new(call.today, call.now())
}

/// Hands over every task of a scope as counts saw it on the call's day, by number.
pub(crate) fn count_each_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    mut each: impl FnMut(&Counted<'_>),
) -> Result<(), Fault> {
    place_each_as_of(call, store, scope, |task, _| each(task))
}

/// The same, each with its place in the ledger.
pub(crate) fn place_each_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    each: impl FnMut(&Counted<'_>, TaskKey),
) -> Result<(), Fault> {
    Ok(store.count_each(scope, as_of(call), each)?)
}

/// Counts every task of a scope as it stood on the call's day, by several hands where there are many: what
/// `new` makes, with `each`, at its end with `settle`; what one hand counted is joined to what the hand before it did.
pub(crate) fn count_shared_as_of<T: Send>(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    counting: (
        impl Fn() -> T + Sync,
        impl Fn(&mut T, &Counted<'_>, TaskKey) + Sync,
        impl Fn(&mut T) + Sync,
    ),
    join: impl FnMut(&mut T, T),
) -> Result<T, Fault> {
    Ok(store.count_shared(scope, as_of(call), counting, join)?)
}

/// The names that the tasks of a scope had on the call's day, for each of these sorts.
pub(crate) fn names_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    sorts: &[Naming],
) -> Result<Vec<BTreeSet<String>>, Fault> {
    Ok(store.names(scope, as_of(call), sorts)?)
}

/// The tasks of a scope as counts saw them on the call's day, each also as it stood on an earlier day; `None` where it did not exist.
pub(crate) fn count_each_since(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    day: NaiveDate,
    each: impl FnMut(&Counted<'_>, Option<&Counted<'_>>),
) -> Result<(), Fault> {
    Ok(store.count_each_since(scope, as_of(call), day, each)?)
}

/// Hands over every task of a scope as it stood on the call's day, by number.
pub(crate) fn each_task_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    watch: &mut dyn Watch,
    mut each: impl FnMut(Task),
) -> Result<(), Fault> {
    try_each_task_as_of(call, store, scope, watch, |task| {
        each(task);
        Ok(())
    })
}

/// The same, until something fails.
pub(crate) fn try_each_task_as_of<E: From<Fault>>(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    watch: &mut dyn Watch,
    mut each: impl FnMut(Task) -> Result<(), E>,
) -> Result<(), E> {
    let keys = chosen_as_of(call, store, scope, Order::Number, None)?;
    let (mut done, all) = (0, keys.len() as u64);
    for page in pages_of(call, store, keys) {
        let page = page?;
        done += page.len() as u64;
        watch.at(done, all);
        page.into_iter().try_for_each(&mut each)?;
    }
    Ok(())
}

/// The same by year, subject and number. `each` must not print: the ledger is read meanwhile.
pub(crate) fn each_task_in_batches(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    watch: &mut dyn Watch,
    mut each: impl FnMut(Task),
) -> Result<(), Fault> {
    // Many tasks, few subjects: each is a number, 0 what is none.
    let (mut found, mut subjects) = (Vec::new(), Vec::<Subject>::new());
    let mut places: HashMap<String, u32> = HashMap::new();
    store.place_each(scope, as_of(call), |year, subject, key| {
        let place = places.get(subject).copied().unwrap_or_else(|| {
            let place = Subject::read(subject).map_or(0, |read| {
                subjects.push(read);
                subjects.len() as u32
            });
            places.insert(subject.to_owned(), place);
            place
        });
        found.push((year, place, key));
    })?;
    // Those alike are in the order of their numbers already.
    let subject = |place: u32| place.checked_sub(1).map(|place| &subjects[place as usize]);
    found.sort_by_key(|(year, place, _)| (*year, subject(*place)));
    let (on_day, mut done, all) = (on_day(call, store), 0, found.len() as u64);
    for page in found.chunks(PAGE) {
        let keys: Vec<TaskKey> = page.iter().map(|(.., key)| *key).collect();
        store.hand_over_tasks(&keys, |task| {
            on_day.task(task)?.into_iter().for_each(&mut each);
            Ok(())
        })?;
        done += keys.len() as u64;
        watch.at(done, all);
    }
    Ok(())
}

/// Which tasks a scope had on the call's day, in that order, at most so many.
pub(crate) fn chosen_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    order: Order,
    limit: Option<u32>,
) -> Result<Vec<TaskKey>, Fault> {
    Ok(store.chosen(scope, as_of(call), order, limit)?)
}

/// So many tasks of a scope with the least lots in that order, and how many it had on the call's day.
pub(crate) fn drawn_as_of<L: Ord>(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    drawn: (Order, usize),
    lot: impl FnMut(&str) -> L,
) -> Result<(Vec<TaskKey>, usize), Fault> {
    Ok(store.drawn(scope, as_of(call), drawn, lot)?)
}

/// These tasks as they stood on the call's day, a page at a time.
pub(crate) fn pages_of<'a>(
    call: Call<'_>,
    store: &'a Store,
    keys: Vec<TaskKey>,
) -> impl Iterator<Item = Result<Vec<Task>, Fault>> + use<'a> {
    let on_day = on_day(call, store);
    let mut at = 0;
    std::iter::from_fn(move || {
        let page = keys.get(at..)?;
        let page = &page[..page.len().min(PAGE)];
        at += page.len();
        (!page.is_empty()).then(|| stood(&on_day, store.tasks_of(page)?))
    })
}

/// The tasks of a scope as they stood on the call's day, a page at a time.
pub(crate) fn pages_as_of<'a>(
    call: Call<'_>,
    store: &'a Store,
    scope: &Scope,
) -> impl Iterator<Item = Result<Vec<Task>, Fault>> + use<'a> {
    let (keys, fault) = match chosen_as_of(call, store, scope, Order::Number, None) {
        Ok(keys) => (keys, None),
        Err(fault) => (Vec::new(), Some(Err(fault))),
    };
    fault.into_iter().chain(pages_of(call, store, keys))
}

/// The tasks of a scope as they stood on the call's day.
pub(crate) fn tasks_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    order: Order,
    limit: Option<u32>,
) -> Result<Vec<Task>, Fault> {
    let keys = chosen_as_of(call, store, scope, order, limit)?;
    tasks_of(call, store, &keys)
}

/// These tasks as they stood on the call's day.
pub(crate) fn tasks_of(
    call: Call<'_>,
    store: &Store,
    keys: &[TaskKey],
) -> Result<Vec<Task>, Fault> {
    stood(&on_day(call, store), store.tasks_of(keys)?)
}

/// The same, each in its turn; `None` for one that is no more or was not yet. For what shows of them their days:
/// measures, notes and the like may be left empty.
pub(crate) fn each_dated_of(
    call: Call<'_>,
    store: &Store,
    keys: &[TaskKey],
) -> Result<Vec<Option<Task>>, Fault> {
    let on_day = on_day(call, store);
    let tasks = store.each_dated_of(keys)?.into_iter();
    let tasks = tasks.map(|task| task.map_or(Ok(None), |task| on_day.task(task)));
    Ok(tasks.collect::<Result<_, _>>()?)
}

/// These tasks as they stood on the call's day, for tables that show no list of theirs: measures, notes and
/// the like may be left empty.
pub(crate) fn brief_tasks_of(
    call: Call<'_>,
    store: &Store,
    keys: &[TaskKey],
) -> Result<Vec<Task>, Fault> {
    stood(&on_day(call, store), store.brief_tasks_of(keys)?)
}

/// Tasks of the present as they stood on a day.
fn stood(on_day: &OnDay<'_>, tasks: Vec<Task>) -> Result<Vec<Task>, Fault> {
    let tasks = tasks.into_iter();
    let tasks = tasks.filter_map(|task| on_day.task(task).transpose());
    Ok(tasks.collect::<Result<_, _>>()?)
}

/// Hands over the titles of the tasks of a scope as they stood on the call's day, the same twice in the same
/// order.
pub(crate) fn titles_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    each: impl FnMut(Titled, &str),
) -> Result<(), Fault> {
    if call.is_of_now() {
        return Ok(store.titles(scope, each)?);
    }
    Ok(store.titles_on(scope, as_of(call), each)?)
}

/// One task as it stood on the call's day; `None` where it did not exist.
pub(crate) fn task_as_of(call: Call<'_>, store: &Store, task: Task) -> Result<Option<Task>, Fault> {
    Ok(on_day(call, store).task(task)?)
}

/// How many tasks a scope had on the call's day.
pub(crate) fn count_as_of(call: Call<'_>, store: &Store, scope: &Scope) -> Result<u32, Fault> {
    Ok(store.count_on(scope, as_of(call))?)
}

/// The tasks of a scope that held every word, the most fitting first.
pub(crate) fn search_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    words: &Words,
    limit: usize,
) -> Result<Found, Fault> {
    if call.is_of_now() {
        return Ok(store.search(scope, words, limit)?);
    }
    Ok(store.search_on(scope, as_of(call), words, limit)?)
}

fn on_day<'a>(call: Call<'_>, store: &'a Store) -> OnDay<'a> {
    store.on_day(call.today, call.now())
}

/// The tasks of a scope, seen on a day.
pub(crate) struct Viewed<'a> {
    on_day: OnDay<'a>,
    scope: &'a Scope,
    words: Words,
}

impl<'a> Viewed<'a> {
    pub(crate) fn new(call: Call<'_>, store: &'a Store, scope: &'a Scope) -> Self {
        // The rows of the present were asked for the words already.
        let words = scope.text.as_deref().filter(|_| !call.is_of_now());
        Self {
            on_day: on_day(call, store),
            scope,
            words: Words::read(words.unwrap_or_default()),
        }
    }

    /// Makes a task what it was then; whether it existed and was of the scope.
    pub(crate) fn view(&self, task: &mut Task) -> Result<bool, Fault> {
        if self.on_day.is_told_by(task) {
            return Ok(self.means(task));
        }
        let then = self.task(task.clone())?;
        Ok(then.map(|then| *task = then).is_some())
    }

    /// The task as it stood then; `None` where it did not exist or was not of the scope.
    pub(crate) fn task(&self, task: Task) -> Result<Option<Task>, Fault> {
        let task = self.on_day.task(task)?;
        Ok(task.filter(|task| self.means(task)))
    }

    /// Whether what changes with the day is as the scope asks.
    fn means(&self, task: &Task) -> bool {
        let scope = self.scope;
        let kind = task.status.kind();
        let finished = task.finished_on();
        (scope.statuses.is_empty() || scope.statuses.contains(&kind))
            && (!scope.open_only || kind.is_open())
            && scope.due_from.is_none_or(|from| task.due() >= Some(from))
            && scope
                .due_to
                .is_none_or(|to| task.due().is_some_and(|due| due <= to))
            && scope.open_since.is_none_or(|(year, day)| {
                task.year >= year || finished.is_none_or(|on| day.is_some_and(|day| on >= day))
            })
            && scope.term.is_none_or(|term| {
                let of = task.deadline.as_ref().and_then(|due| due.term);
                of.is_some_and(|of| of.kind() == term)
            })
            && (!scope.unfilled || lacks_people_or_deadline(task))
            && (self.words.is_empty() || store::holds_words(task, &self.words))
    }
}

/// A person answers for his own tasks himself.
fn lacks_people_or_deadline(task: &Task) -> bool {
    let of_team = task.subject == model::subject::Subject::Team;
    task.deadline.is_none() || of_team && (task.lead.is_none() || task.dept.is_none())
}
