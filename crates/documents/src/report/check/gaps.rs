//! The gaps of a task's records, each as a finding.

use crate::report::check::{Blank, Finding, Fix, Reason};
use model::ledger::Ledger;
use model::tally::{Gap, gaps};
use model::task::Task;

pub(super) fn findings(ledger: &Ledger, task: &Task) -> Vec<Finding> {
    let found = gaps(task, ledger.today).map(|gap| {
        let (reason, how, fix) = match gap {
            Gap::OverdueUnexplained => {
                let fix = Fix::edit(task, [Blank::Reason]);
                (Reason::Unexplained, "已逾期", fix)
            }
            Gap::ExtensionUnexplained => {
                let fix = Fix::Extend { task: task.code() };
                (Reason::Overdue, "已延期", fix)
            }
            Gap::FinishedWithoutEffect => {
                let fix = Fix::edit(task, [Blank::Outcome]);
                (Reason::Unexplained, "已完成整改", fix)
            }
            Gap::ClosedWithoutEvidence => {
                let fix = Fix::Attach { task: task.code() };
                (Reason::Evidence, "已销号", fix)
            }
        };
        let message = format!("{how}，缺{}", gap.word());
        Finding {
            gap: Some(gap),
            ..Finding::of(reason, task, message, fix)
        }
    });
    found.collect()
}
