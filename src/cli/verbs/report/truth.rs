//! What a report lacks, told with the command that fills it.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::fixes::words;
use papers::report::{Gap, Report};

/// Tells gaps and contradictions; `strict` stops there.
pub(in crate::cli::verbs) fn tell(
    context: &Context,
    report: &Report,
    strict: bool,
) -> Result<(), Failure> {
    let told = sentences(report);
    if told.is_empty() {
        return Ok(());
    }
    if !strict {
        for line in &told {
            context.out.warn(line);
        }
        return Ok(());
    }
    let message = format!("报告还有 {} 处缺漏或矛盾，没有写出", told.len());
    Err(told
        .into_iter()
        .fold(Failure::request(message), Failure::hint))
}

fn sentences(report: &Report) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for (what, gaps) in by_kind(&report.gaps) {
        let tasks: Vec<&str> = gaps.iter().filter_map(|gap| gap.task.as_deref()).collect();
        let whose = if tasks.is_empty() {
            String::new()
        } else {
            format!("第 {} 项", tasks.join("、"))
        };
        told.push(format!("{whose}缺{what}：{}", words(&gaps[0].fix)));
    }
    told.extend(report.contradictions.iter().map(|contradiction| {
        let task = contradiction.task.as_ref();
        let task = task.map_or_else(String::new, |task| format!("第 {task} 项"));
        format!(
            "{task}{}：{}",
            contradiction.what,
            words(&contradiction.fix)
        )
    }));
    told
}

/// Gaps of one kind together, in order of first appearance.
fn by_kind(gaps: &[Gap]) -> Vec<(&str, Vec<&Gap>)> {
    let mut kinds: Vec<(&str, Vec<&Gap>)> = Vec::new();
    for gap in gaps {
        match kinds.iter_mut().find(|(what, _)| *what == gap.what) {
            Some((_, known)) => known.push(gap),
            None => kinds.push((&gap.what, vec![gap])),
        }
    }
    kinds
}
