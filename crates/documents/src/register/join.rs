//! 问题清单, 任务清单 and 责任清单 as sheets of one workbook: rows that name a problem by its code belong
//! to the row that has it.

use super::row::{Due, Register, RegisterMeasure, RegisterRow};

/// Adds rows that have a code and no problem to the row of another sheet with that code.
pub(crate) fn by_code(register: &mut Register) {
    // Long ones are not held twice.
    let is_part = |row: &mut RegisterRow| row.problem.is_empty() && row.code.is_some();
    let parts: Vec<_> = register.rows.extract_if(.., is_part).collect();
    let whole = &mut register.rows;
    for part in parts {
        let base = whole.iter_mut().find(|row| {
            row.code == part.code && row.sheet != part.sheet && !row.problem.is_empty()
        });
        match base {
            Some(base) => add(base, part),
            None => whole.push(part),
        }
    }
}

fn add(base: &mut RegisterRow, part: RegisterRow) {
    for measure in part.measures {
        if base.measures.iter().any(|known| known.text == measure.text) {
            continue;
        }
        let key = base.measures.last().map_or(0, |last| last.key) + 1;
        base.measures.push(RegisterMeasure { key, ..measure });
    }
    // The later deadline: a problem is mended when its last measure is.
    let date = |due: &Due| due.compared(base.year);
    if let Some(due) = part.due
        && base
            .due
            .as_ref()
            .is_none_or(|known| date(known) < date(&due))
    {
        base.due = Some(due);
    }
    for (slot, text) in [
        (&mut base.dimension, part.dimension),
        (&mut base.source, part.source),
        (&mut base.external, part.external),
        (&mut base.target, part.target),
        (&mut base.lead, part.lead),
        (&mut base.dept, part.dept),
        (&mut base.owner, part.owner),
        (&mut base.verifier, part.verifier),
        (&mut base.outcome, part.outcome),
        (&mut base.reason, part.reason),
        (&mut base.next_step, part.next_step),
        (&mut base.note, part.note),
    ] {
        if slot.is_none() {
            *slot = text;
        }
    }
    if base.co_depts.is_empty() {
        base.co_depts = part.co_depts;
    }
    base.term = base.term.or(part.term);
    base.status = base.status.or(part.status);
    base.finished_on = base.finished_on.or(part.finished_on);
    base.closed_on = base.closed_on.or(part.closed_on);
    base.progress.extend(part.progress);
    base.evidence.extend(part.evidence);
}
