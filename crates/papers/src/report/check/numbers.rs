//! Reason 1: counts against the document handed in.

use crate::report::check::batch::Batch;
use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use model::ledger::Ledger;
use model::subject::Subject;

pub(super) fn counts(
    ledger: &Ledger,
    (year, subject): (i32, &Subject),
    batch: &Batch,
) -> Vec<Finding> {
    let own = ledger
        .drafts
        .iter()
        .filter(|recorded| recorded.year == year && recorded.subject == *subject)
        .map(|recorded| &recorded.draft);
    let mut findings = Vec::new();
    for draft in own {
        let kept = batch.origins.get(&draft.file).copied().unwrap_or_default();
        let listed = draft.problems.len();
        if listed != kept {
            let message = format!("{}列有问题{listed}个，台账中来自它的有{kept}个", draft.file);
            let file = draft.file.clone();
            findings.push(Finding::general(
                Reason::Counts,
                message,
                Fix::Reread { file, year },
            ));
        }
        let (listed, kept) = (draft.measures.len(), batch.tally.measures() as usize);
        if listed > 0 && kept > 0 && listed != kept {
            let message = format!(
                "{}列有措施{listed}条，{year}年度{subject}台账中有{kept}条",
                draft.file
            );
            let subject = Some(subject.clone());
            findings.push(Finding::general(
                Reason::Counts,
                message,
                Fix::List { year, subject },
            ));
        }
    }
    findings
}
