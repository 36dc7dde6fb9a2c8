//! Which task a returned row speaks of: by the code that was sent, else by the superior's number.

use super::locate::Found;
use super::{Advice, Desk};
use crate::register::number_key;
use crate::sheet::form::{Sent, SentRow};
use model::task::Task;

/// Why a whole row is not taken, and what can be done about it.
type Unknown = (&'static str, Option<Advice>);

/// What was sent under this code, its task and its measure; else why the whole row is not taken.
pub(super) fn identify<'a>(
    desk: &mut Desk<'_>,
    sent: &'a Sent,
    found: &Found,
) -> Result<(&'a SentRow, Task, Option<u32>), Unknown> {
    if found.dated {
        return Err(("问题编号被改成了日期，整行未采用；请改回下发时的编号", None));
    }
    if found.repeated {
        return Err(("问题编号与上面的行重复，整行未采用", None));
    }
    if found.code.is_empty() {
        let advice = Some(Advice::RegisterOrAddMeasure);
        return Err(("新增的行没有问题编号，未采用", advice));
    }
    let by_code = sent.rows.iter().find(|known| known.code == found.code);
    let known = by_code.or_else(|| by_external(desk, sent, &found.code));
    let known = known.ok_or(("下发表中没有这个编号，整行未采用", Some(Advice::Register)))?;
    let (number, measure) = split_code(&known.code);
    let task = number
        .and_then(|number| desk.task(number))
        .cloned()
        .ok_or(("台账中没有这个编号", None))?;
    if measure.is_some_and(|key| task.measure(key).is_none()) {
        return Err(("台账中已没有这条措施，整行未采用", None));
    }
    Ok((known, task, measure))
}

/// The row of the task to which the superior gives that number; the department may have written it for
/// ours.
fn by_external<'a>(desk: &mut Desk<'_>, sent: &'a Sent, number: &str) -> Option<&'a SentRow> {
    let key = number_key(number);
    let mut found = sent.rows.iter().filter(|known| {
        let (task, measure) = split_code(&known.code);
        let task = task.and_then(|task| desk.task(task));
        let external = task.and_then(|task| task.external.as_deref());
        measure.is_none() && external.is_some_and(|external| number_key(external) == key)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// `12` or `12（1）`.
fn split_code(code: &str) -> (Option<u32>, Option<u32>) {
    match code.split_once('（') {
        Some((number, key)) => (number.parse().ok(), key.trim_end_matches('）').parse().ok()),
        None => (code.parse().ok(), None),
    }
}
