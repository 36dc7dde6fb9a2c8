//! Walks over the tasks of a scope, one page at a time, as they stood on the day reckoned from.

use chrono::NaiveDate;

use super::Watch;
use super::fault::Fault;
use model::scope::Scope;
use model::status::StatusKind;
use model::task::Task;
use store::Store;

/// Hands over every task as it stood on that day.
pub(crate) fn tasks(
    today: NaiveDate,
    store: &Store,
    scope: &Scope,
    watch: &mut dyn Watch,
    mut each: impl FnMut(Task),
) -> Result<(), Fault> {
    // Rows know the present; status and deadline are asked of the task as it stood on the day.
    let wide = Scope {
        statuses: Vec::new(),
        open_only: false,
        due_from: None,
        due_to: None,
        with_void: scope.with_void || scope.statuses.contains(&StatusKind::Void),
        ..scope.clone()
    };
    let (mut done, all) = (0, u64::from(store.count(&wide)?));
    for page in store.pages(&wide) {
        let page = page?;
        done += page.len() as u64;
        watch.at(done, all);
        for task in page {
            let task = store.as_of(task, today)?;
            if meant(&task, scope) {
                each(task);
            }
        }
    }
    Ok(())
}

/// The same, with each task also as it stood on an earlier day.
pub(crate) fn since(
    today: NaiveDate,
    store: &Store,
    scope: &Scope,
    day: NaiveDate,
    watch: &mut dyn Watch,
    mut each: impl FnMut(&Task, &Task),
) -> Result<(), Fault> {
    let mut failed = None;
    tasks(today, store, scope, watch, |now| {
        match store.as_of(now.clone(), day) {
            Ok(then) => each(&now, &then),
            Err(fault) => failed = Some(fault),
        }
    })?;
    failed.map_or(Ok(()), |fault| Err(fault.into()))
}

fn meant(task: &Task, scope: &Scope) -> bool {
    let kind = task.status.kind();
    (scope.statuses.is_empty() || scope.statuses.contains(&kind))
        && (!scope.open_only || kind.is_open())
        && scope.due_from.is_none_or(|from| task.due() >= Some(from))
        && scope
            .due_to
            .is_none_or(|to| task.due().is_some_and(|due| due <= to))
}
