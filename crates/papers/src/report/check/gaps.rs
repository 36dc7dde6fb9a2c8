//! The gaps of a task's records, each as a finding.

use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use model::ledger::Ledger;
use model::tally::{Counted, Gap};
use model::task::Task;

pub(super) fn findings(ledger: &Ledger, task: &Task, counted: &Counted<'_>) -> Vec<Finding> {
    let found = Gap::ALL.into_iter();
    let found = found.filter(|gap| gap.is_in(counted, ledger.today));
    let found = found.map(|gap| {
        let (reason, how) = match gap {
            Gap::OverdueUnexplained => (Reason::Unexplained, "已逾期"),
            Gap::ExtensionUnexplained => (Reason::Overdue, "已延期"),
            Gap::FinishedWithoutEffect => (Reason::Unexplained, "已完成整改"),
            Gap::ClosedWithoutEvidence => (Reason::Evidence, "已销号"),
        };
        let fix = Fix::of_gap(gap, task.code());
        let message = format!("{how}，缺{}", gap.word());
        Finding {
            gap: Some(gap),
            ..Finding::of(reason, task, message, fix)
        }
    });
    found.collect()
}
