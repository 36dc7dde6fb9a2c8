//! Reasons 2, 3 and 7: states against what else is recorded.

use crate::report::check::batch::Batch;
use crate::report::check::{Finding, Reason};
use crate::report::fix::{Fill, Fix, Noted};
use crate::report::item::Item;
use crate::report::wording;
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use model::tally::{Counted, Gap};
use model::task::{ProgressClass, Task};

/// One 长期坚持 in so many is too many.
const LONG_TERM_SHARE: u32 = 3;

/// Setting that replaces it.
const LONG_TERM_SETTING: &str = "check.long_term_share";

pub(super) fn contradictions(ledger: &Ledger, task: &Task) -> Vec<Finding> {
    let code = || task.code();
    let kind = task.status.kind();
    let notes = task.progress.iter().any(|note| !note.internal);
    let mut findings = Vec::new();
    let mut found = |message: String, fix: Fix| {
        findings.push(Finding::of(Reason::States, task, message, fix));
    };
    if kind == StatusKind::NotStarted && notes {
        found(
            "状态是未启动，却已有进展记录".into(),
            Fix::Log(code(), Noted::Begun),
        );
    }
    let undone = task
        .measures
        .iter()
        .filter(|measure| measure.done_on.is_none());
    let undone: Vec<u32> = undone.map(|measure| measure.key).collect();
    if kind.is_finished() && !undone.is_empty() && undone.len() < task.measures.len() {
        found(
            {
                let keys: Vec<String> = undone.iter().map(ToString::to_string).collect();
                format!("已完成整改，但措施{}没有记完成", keys.join("、"))
            },
            Fix::Log(code(), Noted::MeasureDone(undone[0])),
        );
    }
    if kind.is_finished() && task.is_long_term() {
        found(
            "时限是长期坚持，状态却是已完成".into(),
            Fix::fill(code(), Fill::Due),
        );
    }
    // Most have no wording of their own, and to read all that is recorded of a task takes long.
    let unrecorded = match task.wording {
        Some(_) => wording::unrecorded_numbers(&Item::of(task, task.number, ledger, false)),
        None => Vec::new(),
    };
    if !unrecorded.is_empty() {
        found(
            format!("报送表述中的数字{}在记录里找不到", unrecorded.join("、")),
            Fix::fill(code(), Fill::CorrectedWording),
        );
    }
    if task.wording_is_stale() {
        found(
            "报送表述写成之后又有新记录".into(),
            Fix::fill(code(), Fill::CheckedWording),
        );
    }
    findings
}

pub(super) fn long_term(
    ledger: &Ledger,
    (year, subject): (i32, &Subject),
    batch: Batch,
) -> Vec<Finding> {
    let counts = batch.tally.counts();
    let standing = counts.standing(ProgressClass::LongTerm);
    let share = ledger.book.settings.get(LONG_TERM_SETTING);
    let share = share
        .and_then(|share| share.trim().parse().ok())
        .filter(|share| *share > 0)
        .unwrap_or(LONG_TERM_SHARE);
    let mut findings = Vec::new();
    if standing * share > counts.total {
        findings.push(Finding {
            tasks: batch.long_term,
            ..Finding::general(
                Reason::LongTerm,
                format!(
                    "{year}年度{subject}的{}个问题中，长期坚持有{standing}个，超过{share}分之一",
                    counts.total
                ),
                Fix::Edit(Vec::new(), vec![Fill::Due]),
            )
        });
    }
    let unchecked = batch.unchecked;
    if let Some(first) = unchecked.first().cloned() {
        let message = format!("长期坚持的问题有{}个从未检查过", unchecked.len());
        findings.push(Finding {
            tasks: unchecked,
            ..Finding::general(Reason::LongTerm, message, Fix::Log(first, Noted::Checked))
        });
    }
    findings
}

/// What an open task lacks beside its gaps. Before its day comes, what has begun needs neither a reason nor a next
/// step: the section says until when it is done.
pub(super) fn unexplained(ledger: &Ledger, task: &Task, counted: &Counted<'_>) -> Option<Finding> {
    if !task.status.kind().is_open() || task.is_long_term() {
        return None;
    }
    let told = Gap::OverdueUnexplained.is_in(counted, ledger.today);
    let begun = task.status.kind() != StatusKind::NotStarted;
    let is_ahead = task.due().is_some_and(|due| due >= ledger.today) && task.extensions.is_empty();
    let asks = !(begun && is_ahead);
    let missing: Vec<(&str, Fill)> = [
        (
            asks && task.reason.is_none() && !told,
            "未完成原因",
            Fill::Reason,
        ),
        (asks && task.next_step.is_none(), "下步措施", Fill::NextStep),
        (task.deadline.is_none(), "整改时限", Fill::Due),
    ]
    .into_iter()
    .filter_map(|(missing, name, field)| missing.then_some((name, field)))
    .collect();
    if missing.is_empty() {
        return None;
    }
    let (names, fields): (Vec<&str>, Vec<Fill>) = missing.into_iter().unzip();
    let message = format!("没有完成，缺{}", names.join("、"));
    let fix = Fix::Edit(vec![task.code()], fields);
    Some(Finding::of(Reason::Unexplained, task, message, fix))
}
