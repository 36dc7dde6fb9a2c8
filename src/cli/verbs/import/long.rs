//! `import` of a register that is too long to be held in memory, where none of its rows can be a
//! task already.

use super::register::carried_text;
use super::{ImportArgs, Session, agreed, ask_for_year};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::intake::{self, Carried, Long, Stopped, Survey, Wishes};

/// Imports it; `false` where its rows have to be held against the tasks that exist.
pub(super) fn import(
    context: &Context,
    args: &ImportArgs,
    register: &Long,
    wishes: &Wishes,
    session: &mut Session,
) -> Result<bool, Failure> {
    if !args.dry_run && at_once(context, register, wishes, session)? {
        return Ok(true);
    }
    let survey = register.survey(context)?;
    let year = match survey.year(wishes) {
        Some(year) => year,
        None => ask_for_year(&register.name)?,
    };
    loop {
        let store = if context.db.exists() {
            Some(context.store()?)
        } else {
            None
        };
        let sequence = match &store {
            Some(store) if survey.may_match(store, wishes)? => return Ok(false),
            Some(store) => store.sequence()?,
            None => 0,
        };
        drop(store);
        intake::show_survey(context, &register.name, year, &survey)?;
        if args.dry_run {
            return Ok(true);
        }
        if survey.rows == 0 {
            context.out.result("没有新内容，台账没有变化。")?;
            return Ok(true);
        }
        if !agreed(context, session)? {
            context.out.status("没有导入。");
            return Ok(true);
        }
        let mut store = context.store_or_new()?;
        match register.write(context, &mut store, sequence, Some(year), wishes) {
            Ok(written) => {
                done(context, &written)?;
                return Ok(true);
            }
            // Somebody else wrote meanwhile: what it means now has to be shown again.
            Err(Stopped::Failed(failure)) if store.sequence()? != sequence => {
                context.out.failure(&failure);
            }
            Err(Stopped::Failed(failure)) => return Err(failure),
            // Not with a year for all rows; the other way of reading would ask for it.
            Err(Stopped::NoYear) => return Ok(false),
        }
    }
}

/// Reads and writes in one go where nobody is asked and no task can be met; whether it did.
fn at_once(
    context: &Context,
    register: &Long,
    wishes: &Wishes,
    session: &Session,
) -> Result<bool, Failure> {
    if !(context.yes || session.all || !Context::can_ask()) {
        return Ok(false);
    }
    if context.db.exists() && context.store()?.task_count()? > 0 {
        return Ok(false);
    }
    let mut store = context.store_or_new()?;
    let sequence = store.sequence()?;
    // Between the two looks somebody else may have written.
    if store.task_count()? > 0 {
        return Ok(false);
    }
    match register.write(context, &mut store, sequence, None, wishes) {
        Ok(written) if written.rows > 0 => {
            let year = written.year(wishes).unwrap_or_default();
            intake::show_survey(context, &register.name, year, &written)?;
            done(context, &written)?;
            Ok(true)
        }
        Ok(_) | Err(Stopped::NoYear) => Ok(false),
        Err(Stopped::Failed(failure)) => Err(failure),
    }
}

fn done(context: &Context, written: &Survey) -> Result<(), Failure> {
    let carried = Carried {
        raised: written.rows,
        ..Carried::default()
    };
    context.out.result(&carried_text(&carried))
}
