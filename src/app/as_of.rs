//! The one door to tasks as they stood on the day reckoned from: whatever shows a day walks here.
//!
//! On the day of the clock the rows are the present, and the store narrows them. On any other day it
//! hands over what belongs to the scope at any time, and status, deadline and texts are asked of the
//! task as it stood then.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::fault::Fault;
use super::{Call, Watch};
use model::scope::{Order, Scope};
use model::status::StatusKind;
use model::task::Task;
use office::text::needle::Words;
use store::{Found, OnDay, Store};

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
    let wide = wide(call, scope);
    let (mut done, all) = (0, u64::from(store.count(&wide).map_err(Fault::from)?));
    let viewed = Viewed::new(call, store, scope);
    for page in store.pages(&wide) {
        let page = page.map_err(Fault::from)?;
        done += page.len() as u64;
        watch.at(done, all);
        for task in page {
            if let Some(task) = viewed.task(task)? {
                each(task)?;
            }
        }
    }
    Ok(())
}

/// The same, with each task also as it stood on an earlier day; `None` where it did not exist.
pub(crate) fn each_task_since(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    day: NaiveDate,
    watch: &mut dyn Watch,
    mut each: impl FnMut(&Task, Option<&Task>),
) -> Result<(), Fault> {
    let then = store.on_day(day, call.now());
    try_each_task_as_of(call, store, scope, watch, |now| {
        let then = then.task(now.clone())?;
        each(&now, then.as_ref());
        Ok(())
    })
}

/// The tasks of a scope as they stood on the call's day, a page at a time.
pub(crate) fn pages_as_of<'a>(
    call: Call<'_>,
    store: &'a Store,
    scope: &'a Scope,
) -> impl Iterator<Item = Result<Vec<Task>, Fault>> + use<'a> {
    let viewed = Viewed::new(call, store, scope);
    let pages = if call.is_of_now() {
        store.pages(scope)
    } else {
        store.pages(&wide(call, scope))
    };
    pages.map(move |page| {
        let tasks = page?.into_iter();
        tasks
            .filter_map(|task| viewed.task(task).transpose())
            .collect()
    })
}

/// The tasks of a scope as they stood on the call's day.
pub(crate) fn tasks_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    order: Order,
    limit: Option<u32>,
) -> Result<Vec<Task>, Fault> {
    asked(call, store, scope, (order, limit), Store::tasks)
}

/// The same for tables that show no list of theirs: measures, notes and the like may be left empty.
pub(crate) fn brief_tasks_as_of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    order: Order,
    limit: Option<u32>,
) -> Result<Vec<Task>, Fault> {
    asked(call, store, scope, (order, limit), Store::brief_tasks)
}

/// How rows of the present are read.
type Rows = fn(&Store, &Scope, Order, Option<u32>) -> Result<Vec<Task>, store::Error>;

fn asked(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    (order, limit): (Order, Option<u32>),
    rows: Rows,
) -> Result<Vec<Task>, Fault> {
    if call.is_of_now() {
        let viewed = Viewed::new(call, store, scope);
        let tasks = rows(store, scope, order, limit)?.into_iter();
        return tasks
            .filter_map(|task| viewed.task(task).transpose())
            .collect();
    }
    let mut tasks = Vec::new();
    each_task_as_of(call, store, scope, &mut (), |task| tasks.push(task))?;
    match order {
        Order::Number => {}
        Order::Deadline => tasks.sort_by_key(|task| (task.due().is_none(), task.due())),
        Order::Changed => tasks.sort_by_key(|task| std::cmp::Reverse(task.last_entry)),
    }
    tasks.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
    Ok(tasks)
}

/// One task as it stood on the call's day; `None` where it did not exist.
pub(crate) fn task_as_of(call: Call<'_>, store: &Store, task: Task) -> Result<Option<Task>, Fault> {
    Ok(on_day(call, store).task(task)?)
}

/// How many tasks a scope had on the call's day.
pub(crate) fn count_as_of(call: Call<'_>, store: &Store, scope: &Scope) -> Result<u32, Fault> {
    if call.is_of_now() {
        return Ok(store.count(scope)?);
    }
    let mut count = 0;
    each_task_as_of(call, store, scope, &mut (), |_| count += 1)?;
    Ok(count)
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
    let mut ranking = store.ranking(words);
    try_each_task_as_of::<Fault>(call, store, scope, &mut (), |task| Ok(ranking.add(task)?))?;
    Ok(ranking.found(limit))
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

    /// The same of a task that somebody else holds.
    pub(crate) fn view<'t>(&self, task: &'t Task) -> Result<Option<Cow<'t, Task>>, Fault> {
        if self.on_day.is_told_by(task) {
            return Ok(Some(Cow::Borrowed(task)).filter(|task| self.means(task)));
        }
        Ok(self.task(task.clone())?.map(Cow::Owned))
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

/// The scope without what changes with the day: rows know the present.
fn wide(call: Call<'_>, scope: &Scope) -> Scope {
    let wide = Scope {
        statuses: Vec::new(),
        open_only: false,
        due_from: None,
        due_to: None,
        with_void: scope.with_void || scope.statuses.contains(&StatusKind::Void),
        ..scope.clone()
    };
    if call.is_of_now() {
        return wide;
    }
    Scope {
        open_since: None,
        term: None,
        unfilled: false,
        text: None,
        ..wide
    }
}
