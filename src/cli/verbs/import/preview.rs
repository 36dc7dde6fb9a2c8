//! What `import` understood, shown before it writes.

use std::collections::BTreeSet;

use super::register_preview;
use crate::app::files::Reading;
use crate::app::import::{Meets, Plan, Unsure, What};
use crate::app::proposals;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::guide;
use crate::cli::table::short;
use crate::cli::verbs::shared;
use model::draft::Draft;

/// Texts without a field that are shown.
const UNCLAIMED: usize = 6;

/// Shows what the plan is; the doubts are on stderr with the rest of the talk.
pub(super) fn show(context: &Context, plan: &Plan) -> Result<(), Failure> {
    let out = &context.out;
    let draft = &plan.reading.draft;
    out.heading(&format!(
        "{}（{}年度，{}）",
        plan.reading.file_name(),
        plan.year,
        plan.subject
    ))?;
    match &plan.what {
        What::Known { corrected: None } => {
            return out.result("  以前导入过，内容一样，没有变化。");
        }
        What::Known {
            corrected: Some(count),
        } => {
            return out.result(&format!(
                "  以前导入过，照读取稿改过 {count} 处，内容一样，没有变化。"
            ));
        }
        What::Problems { problems, missing } => {
            out.result(&counts(draft))?;
            let reading = &plan.reading;
            if !reading.columns.is_empty() {
                register_preview::columns(context, &reading.columns, &reading.headers)?;
            }
            if let Some(correction) = &plan.reading.correction {
                let (file, count) = (correction.file.display(), correction.differences);
                out.result(&format!("  照读取稿 {file} 改过 {count} 处"))?;
            }
            if !problems.is_empty() {
                out.result(&listing(plan, problems))?;
            }
            for said in beside(plan, problems, missing) {
                out.warn(&said);
            }
        }
    }
    unclaimed(context, &plan.reading)?;
    doubts(context, draft);
    Ok(())
}

/// What of the tasks that exist the document does not settle.
fn beside(plan: &Plan, problems: &[Meets], missing: &[u32]) -> Vec<String> {
    let mut said = Vec::new();
    let correction = plan.reading.correction.as_ref();
    if !missing.is_empty() {
        let numbers: Vec<String> = missing.iter().map(ToString::to_string).collect();
        let of = match correction {
            Some(_) => "出自这份材料，改过的读取稿里没有了",
            None => "出自这份材料的前一稿，这一稿里没有了",
        };
        said.push(format!(
            "台账中第 {} 项{of}；不再需要的用 ledger retract 作废",
            numbers.join("、")
        ));
    }
    let exists = |meets: &Meets| !matches!(meets, Meets::New);
    if correction.is_some_and(|correction| correction.assigns) && problems.iter().any(exists) {
        said.push("已有任务的责任分工不随读取稿改动；要改的用 ledger edit 改".to_owned());
    }
    said
}

/// How much of the text went into no field, in one clause.
pub(super) fn left(draft: &Draft) -> Option<String> {
    let paragraphs: BTreeSet<u32> = draft.unclaimed.iter().map(|text| text.paragraph).collect();
    (!paragraphs.is_empty()).then(|| format!("{}段文字未归入", paragraphs.len()))
}

/// The text that went into no field, by its first words, and what to do about it.
pub(super) fn unclaimed(context: &Context, reading: &Reading) -> Result<(), Failure> {
    let Some(left) = left(&reading.draft) else {
        return Ok(());
    };
    let texts = &reading.draft.unclaimed;
    let mut lines = vec![format!("  {left}：")];
    for text in texts.iter().take(UNCLAIMED) {
        let first = text.text.lines().next().unwrap_or_default();
        lines.push(format!("    第{}段　{}", text.paragraph, short(first, 40)));
    }
    if texts.len() > UNCLAIMED {
        lines.push(format!("    另有 {} 处，没有列出", texts.len() - UNCLAIMED));
    }
    context.out.result(&lines.join("\n"))?;
    if reading.correction.is_none() {
        let file = guide::quoted(&reading.path.display().to_string());
        context.out.hint(&format!(
            "其中有该记的，用 ledger import {file} --draft 读取稿.md 写成读取稿，改好再导入"
        ));
    }
    Ok(())
}

/// What a document leaves open, with the option that settles it.
pub(super) fn doubt(unsure: Unsure<'_>) -> String {
    match unsure {
        Unsure::OtherYear { stated, wished } => {
            format!("材料写的是{stated}年度，按 --year 记入{wished}年度")
        }
        Unsure::NamedByFile(stem) => {
            format!("个人材料没有写姓名，暂以文件名“{stem}”为对象；用 --subject 写明")
        }
        Unsure::TakenForTeam => {
            "材料没有写明是班子的还是个人的，暂按班子记；个人的用 --subject 姓名 写明".to_owned()
        }
    }
}

/// Every doubt, with its paragraph; doubts of one kind and wording stand on one line.
pub(super) fn doubts(context: &Context, draft: &Draft) {
    let mut told: Vec<(String, Vec<u32>)> = Vec::new();
    for doubt in &draft.doubts {
        match told
            .iter_mut()
            .find(|(message, _)| *message == doubt.message)
        {
            Some((_, paragraphs)) => paragraphs.push(doubt.paragraph),
            None => told.push((doubt.message.clone(), vec![doubt.paragraph])),
        }
    }
    for (message, paragraphs) in told {
        let mut places: Vec<String> = paragraphs
            .iter()
            .filter(|p| **p > 0)
            .map(ToString::to_string)
            .collect();
        places.dedup();
        let place = if places.is_empty() {
            "全文".to_owned()
        } else {
            format!("第{}段", places.join("、"))
        };
        context.out.warn(&format!("{place}：{message}"));
    }
}

fn counts(draft: &Draft) -> String {
    let mut parts = vec![format!("问题{}个", draft.problems.len())];
    let found = [
        ("方面", "个", draft.dimensions.len()),
        ("原因", "条", draft.causes.len()),
        ("措施", "条", draft.measures.len()),
        ("上年度整改情况", "项", draft.last_year.len()),
        ("带责任分工的任务", "项", draft.tasks.len()),
    ];
    for (what, unit, count) in found {
        if count > 0 {
            parts.push(format!("{what}{count}{unit}"));
        }
    }
    let facts: Vec<String> = draft
        .facts
        .iter()
        .map(|f| format!("{}{}{}", f.name, f.value, f.unit))
        .collect();
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!("\n  会前：{}", facts.join("，"))
    };
    format!("  读出{}{facts}", parts.join("，"))
}

/// Problems under their dimensions, each with what becomes of it and the measure that may answer
/// it, and the earlier problem that it may repeat; both are only proposed.
fn listing(plan: &Plan, meets: &[Meets]) -> String {
    let draft = &plan.reading.draft;
    let mut earlier = plan.earlier.iter();
    let proposed = proposals::for_draft(draft);
    let mut lines = Vec::new();
    let mut dimension = None;
    for ((problem, meets), candidates) in draft.problems.iter().zip(meets).zip(&proposed) {
        if problem.dimension != dimension {
            dimension.clone_from(&problem.dimension);
            if let Some(heading) = &dimension {
                let count = draft
                    .problems
                    .iter()
                    .filter(|p| p.dimension == dimension)
                    .count();
                lines.push(format!("  {}（{count}个）", short(heading, 40)));
            }
        }
        let fate = match meets {
            Meets::New => String::new(),
            Meets::Same(number) => format!("　→ 已是第 {number} 项，不变"),
            Meets::Reworded(number) => format!("　→ 表述有改动，更新第 {number} 项"),
        };
        lines.push(format!("    {}. {}{fate}", problem.number, problem.title));
        if let Some(best) = candidates.first() {
            let title = &draft.measures[best.index].title;
            lines.push(format!(
                "       可能对应的措施〔{}〕{title}",
                best.index + 1
            ));
        }
        if let Some(best) = earlier.next().and_then(|earlier| earlier.first()) {
            lines.push(format!(
                "       疑似往年问题：{}",
                shared::earlier_line(best)
            ));
        }
    }
    lines.join("\n")
}
