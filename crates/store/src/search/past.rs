//! The same as of a day: rows that tell that day are looked through as ever; a task is folded where it may have
//! held the words and its row tells another day.

use std::cmp::Reverse;

use super::{Best, Fit, Found};
use crate::standing::{AsOf, TaskKey};
use crate::words::{Word, fit_task, texts};
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
        let words = Word::all(words);
        let on_day = self.on_day_of(as_of);
        // Those whose rows tell the day, those whose rows tell more, and those whose rows tell less.
        let (mut told, mut more, mut folded) = (Vec::new(), Vec::new(), Vec::new());
        self.each_seen(scope, as_of, &mut |seen| {
            let key = TaskKey::new(seen.unit, seen.number);
            let kind = match (seen.is_present(), seen.is_worded_otherwise()) {
                (true, _) => &mut told,
                (false, false) => &mut more,
                (false, true) => &mut folded,
            };
            kind.push(key);
            Ok(true)
        })?;
        let mut best = Best::new(limit);
        let everything = Scope {
            unit: scope.unit.clone(),
            own_too: scope.own_too,
            every_unit: scope.every_unit,
            with_void: true,
            ..Scope::default()
        };
        let columns = format!("task.id, task.year, {}", texts());
        for scan in self.scans(&everything, &columns)? {
            self.scan_rows(&[scan], &words, &mut |fit| {
                let key = TaskKey::of_row(fit.id);
                if told.binary_search(&key).is_ok() {
                    best.add(fit);
                } else if more.binary_search(&key).is_ok() {
                    folded.push(key);
                }
            })?;
        }
        for key in folded {
            let task = self.stood(&on_day, key)?;
            let fit = task.and_then(|task| {
                let (places, times) = fit_task(&words, &task)?;
                Some(Fit {
                    places,
                    times: Reverse(times),
                    year: Reverse(task.year),
                    id: key.row(),
                })
            });
            fit.into_iter().for_each(|fit| best.add(fit));
        }
        let tasks = best.fits.into_sorted_vec().into_iter();
        let tasks = tasks.filter_map(|fit| {
            let task = self.stood(&on_day, TaskKey::of_row(fit.id));
            task.transpose()
        });
        Ok(Found {
            total: best.total,
            tasks: tasks.collect::<Result<_, _>>()?,
        })
    }

    fn stood(&self, on_day: &OnDay<'_>, key: TaskKey) -> Result<Option<Task>, Error> {
        on_day.task(self.task_of_row(key.row())?)
    }
}
