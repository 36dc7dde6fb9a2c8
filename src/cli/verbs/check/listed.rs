//! What `check` finds, for programs.

use serde_json::{Value, json};

use crate::cli::fixes::words;
use papers::report::check::material::Remark;
use papers::report::check::{Checked, Finding, Found};

/// What is wrong with a ledger.
pub(super) fn ledger(found: &Found) -> Value {
    let left_out = found.left_out.iter();
    json!({
        "findings": findings(&found.findings),
        "left_out": left_out
            .map(|(reason, count)| json!({ "reason": reason.number(), "count": count }))
            .collect::<Vec<_>>(),
    })
}

/// What is wrong with a report that people edited.
pub(super) fn report(checked: &Checked) -> Value {
    let unassigned = checked.unassigned.iter().map(|sentence| {
        json!({
            "paragraph": sentence.paragraph,
            "sentence": sentence.sentence,
            "claims": sentence.claims,
        })
    });
    json!({
        "findings": findings(&checked.wrong),
        "unassigned": unassigned.collect::<Vec<_>>(),
    })
}

/// What a material would be sent back for.
pub(super) fn material(remarks: &[Remark]) -> Value {
    let remarks = remarks.iter().map(|remark| {
        json!({
            "grade": remark.grade.word(),
            "rule": remark.rule.name(),
            "paragraph": remark.paragraph,
            "message": remark.message,
            "advice": remark.advice,
        })
    });
    json!({ "remarks": remarks.collect::<Vec<_>>() })
}

fn findings(findings: &[Finding]) -> Vec<Value> {
    let findings = findings.iter().map(|finding| {
        json!({
            "reason": finding.reason.number(),
            "tasks": finding.tasks,
            "message": finding.message,
            "command": words(&finding.fix),
        })
    });
    findings.collect()
}
