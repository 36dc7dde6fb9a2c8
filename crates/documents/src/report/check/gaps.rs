//! The gaps of a task's records, each as a finding.

use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use model::ledger::Ledger;
use model::tally::{Gap, gaps};
use model::task::Task;

pub(super) fn findings(ledger: &Ledger, task: &Task) -> Vec<Finding> {
    let found = gaps(task, ledger.today).map(|gap| {
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
