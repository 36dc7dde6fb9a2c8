//! How long the section became.

use super::ReportArgs;
use crate::cli::context::Context;
use papers::report::{Length, Report};

/// So many tasks are listed with what is not told of them.
const LEFT_OUT_SHOWN: usize = 5;

/// How long it became, and what of the records it does not tell.
pub(super) fn tell(context: &Context, report: &Report, args: &ReportArgs) {
    let characters = report.characters;
    let mut said = format!("全文{characters}字");
    if let Some(Length::About(wanted)) = args.chars
        && characters * 10 > wanted * 11
    {
        said.push_str(&format!(
            "，比要求的{wanted}字长：状态、原因、成效和制度不能省"
        ));
    }
    context.out.status(&said);
    let mut tasks: Vec<(&str, Vec<String>)> = Vec::new();
    for (task, left) in &report.left_out {
        let words = format!("{}（{}）", left.text, left.why.word());
        match tasks.iter_mut().find(|(known, _)| known == task) {
            Some((_, texts)) => texts.push(words),
            None => tasks.push((task, vec![words])),
        }
    }
    if tasks.is_empty() {
        return;
    }
    let shown = if args.trace {
        tasks.len()
    } else {
        LEFT_OUT_SHOWN
    };
    context.out.status(&format!(
        "台账有而没有写入的 {} 处：",
        report.left_out.len()
    ));
    for (task, texts) in tasks.iter().take(shown) {
        context
            .out
            .status(&format!("  第{task}项：{}", texts.join("；")));
    }
    if tasks.len() > shown {
        context.out.status(&format!(
            "  另有 {} 项，加 --trace 全部列出",
            tasks.len() - shown
        ));
    }
}
