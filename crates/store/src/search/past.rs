//! The same as of a day: rows that tell that day are looked through as ever; a task is folded where it may have
//! held the words and its row tells another day.

use std::cmp::Reverse;

use super::{Best, Fit, Found};
use crate::standing::{AsOf, TaskKey};
use crate::words::{Word, fit_task};
use crate::{Error, OnDay, Store};
use model::scope::Scope;
use model::task::Task;
use office::text::needle::Words;

impl Store {
    /// The tasks that a scope had on a day and that held every word then, the most fitting first, at most so
    /// many of them.
    pub fn search_on(
        &self,
        scope: &Scope,
        as_of: AsOf,
        words: &Words,
        limit: usize,
    ) -> Result<Found, Error> {
        let on_day = self.on_day_of(as_of);
        let mut best = Best::new(limit);
        let folded = self.look_through(scope, as_of, words, &mut best)?;
        let words = Word::all(words);
        for key in folded {
            let Some(task) = self.stood(&on_day, key)? else {
                continue;
            };
            if let Some((places, times)) = fit_task(&words, &task) {
                best.add(Fit {
                    places,
                    times: Reverse(times),
                    year: Reverse(task.year),
                    id: key.row(),
                });
            }
        }
        let total = best.total;
        let tasks = best.fits.into_sorted_vec().into_iter();
        let tasks = tasks.map(|fit| self.stood(&on_day, TaskKey::of_row(fit.id)));
        let tasks = tasks.filter_map(Result::transpose);
        Ok(Found {
            total,
            tasks: tasks.collect::<Result<_, _>>()?,
        })
    }

    /// Ranks the tasks whose rows tell the day; those that have to be folded come back.
    fn look_through(
        &self,
        scope: &Scope,
        as_of: AsOf,
        words: &Words,
        best: &mut Best,
    ) -> Result<Vec<TaskKey>, Error> {
        // Those whose rows tell the day, those whose rows tell more, and those whose rows tell less.
        let (mut told, mut more, mut folded) = (Vec::new(), Vec::new(), Vec::new());
        self.each_seen(scope, as_of, &mut |seen| {
            let kind = match (seen.is_present(), seen.is_worded_otherwise()) {
                (true, _) => &mut told,
                (false, false) => &mut more,
                (false, true) => &mut folded,
            };
            kind.push(TaskKey::new(seen.unit, seen.number));
            Ok(true)
        })?;
        told.sort_unstable();
        more.sort_unstable();
        let everything = scope.every_task_of_its_units();
        self.scan_rows(&self.scans_for(&everything, words)?, &mut |fit| {
            let key = TaskKey::of_row(fit.id);
            if told.binary_search(&key).is_ok() {
                best.add(fit);
            } else if more.binary_search(&key).is_ok() {
                folded.push(key);
            }
        })?;
        Ok(folded)
    }

    fn stood(&self, on_day: &OnDay<'_>, key: TaskKey) -> Result<Option<Task>, Error> {
        on_day.task(self.task_of_row(key.row())?)
    }
}
