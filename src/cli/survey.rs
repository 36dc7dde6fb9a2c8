//! Walks over the tasks of a scope, one page at a time, as they stood on the context's day.

use chrono::NaiveDate;

use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use model::scope::Scope;
use model::status::StatusKind;
use model::task::Task;
use store::Store;

/// Hands over every task as it stands on the context's day.
pub(super) fn tasks(
    context: &Context,
    store: &Store,
    scope: &Scope,
    label: &'static str,
    mut each: impl FnMut(Task),
) -> Result<(), Failure> {
    // Rows know the present; status and deadline are asked of the task as it stood on the day.
    let wide = Scope {
        statuses: Vec::new(),
        open_only: false,
        due_from: None,
        due_to: None,
        with_void: scope.with_void || scope.statuses.contains(&StatusKind::Void),
        ..scope.clone()
    };
    let mut progress = Progress::begin(&context.out, label, store.count(&wide)? as usize);
    for page in store.pages(&wide) {
        let page = page?;
        progress.step(page.len());
        for task in page {
            let task = store.as_of(task, context.today)?;
            if meant(&task, scope) {
                each(task);
            }
        }
    }
    Ok(())
}

/// The same, with each task also as it stood on an earlier day.
pub(super) fn since(
    context: &Context,
    store: &Store,
    scope: &Scope,
    day: NaiveDate,
    mut each: impl FnMut(&Task, &Task),
) -> Result<(), Failure> {
    let mut failed = None;
    tasks(context, store, scope, "统计", |now| {
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
