//! 业务问题: a shortcoming of facilities or figures where the meeting asks for attitude. A question:
//! only a person can tell what lies behind it.

use super::text::{clauses, has, short, whole};
use super::words::{ATTITUDES, OWN_ACTS, SHORTAGES, THINGS};
use super::{Grade, Material, Remark, Rule};

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let problems = material.draft.problems.iter();
    let remarks = problems.filter(|problem| {
        let text = whole(problem);
        let first = clauses(&problem.title).next().unwrap_or_default();
        has(first, THINGS)
            && has(first, SHORTAGES)
            && !has(&text, ATTITUDES)
            && !has(&text, OWN_ACTS)
    });
    let remarks = remarks.map(|problem| Remark {
        rule: Rule::Business,
        grade: Grade::Question,
        paragraph: Some(problem.paragraph),
        message: format!("“{}”像是业务工作的不足", short(&problem.title)),
        advice: "会上查的是思想、作风、责任：看能否写出背后的认识和态度",
    });
    remarks.collect()
}
