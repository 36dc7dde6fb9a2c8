//! 屡查屡犯: a problem that stood in an earlier year.

use super::text::short;
use super::{Grade, Material, Remark, Rule};
use model::matching::{Repeats, Wording};

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let problems = material.own_problems();
    let old: Vec<Wording> = material
        .earlier
        .iter()
        .map(|task| {
            let measures = task.measures.iter().map(|measure| measure.text.as_str());
            Wording {
                title: task.problem.clone(),
                detail: task.detail.clone(),
                measures: measures.collect::<Vec<_>>().join("。"),
            }
        })
        .collect();
    let repeats = Repeats::among(&old);
    let found = problems.iter().map(|one| {
        repeats.of(&Wording {
            title: one.title.clone(),
            detail: one.detail.clone(),
            measures: String::new(),
        })
    });
    let remarks = problems.iter().zip(found).filter_map(|(problem, found)| {
        let task = &material.earlier[found.first()?.index];
        Some(Remark {
            rule: Rule::Repeats,
            grade: Grade::Reminder,
            paragraph: Some(problem.paragraph),
            message: format!(
                "“{}”与{}年度第{}项“{}”相近，像是屡查屡犯",
                short(&problem.title),
                task.year,
                task.code(),
                short(&task.problem)
            ),
            advice: "写明上次为什么没有改到位、这次怎样防止反弹",
        })
    });
    remarks.collect()
}
