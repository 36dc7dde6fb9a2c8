//! Walks over the tasks of a scope as they stood on the context's day, with a bar where it takes long.

use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use crate::app::as_of;
use model::scope::Scope;
use model::task::Task;
use store::Store;

/// Hands over every task as it stood on the context's day.
pub(super) fn each_task_as_of(
    context: &Context,
    store: &Store,
    scope: &Scope,
    label: &'static str,
    each: impl FnMut(Task),
) -> Result<(), Failure> {
    let mut progress = Progress::begin(&context.out, label, 0);
    let call = context.call();
    Ok(as_of::each_task_as_of(
        call,
        store,
        scope,
        &mut progress,
        each,
    )?)
}
