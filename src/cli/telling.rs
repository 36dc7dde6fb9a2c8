//! How an entry will stand in the section, as a line beneath it.

use documents::report::{Advice, Telling, effect_told};
use model::figure::FigureKinds;
use model::task::Task;

use crate::cli::context::Context;

/// 写入报告：…, 不写入：…, and what may be bettered.
pub(super) fn tell_note(context: &Context, task: &Task, entry: u64, kinds: &FigureKinds) {
    for line in note_lines(task, entry, kinds) {
        context.out.hint(&line);
    }
}

/// The same lines for a list or a preview.
pub(super) fn note_lines(task: &Task, entry: u64, kinds: &FigureKinds) -> Vec<String> {
    let telling = Telling::of_note(task, entry, kinds);
    let mut lines = Vec::new();
    if !telling.told.is_empty() {
        lines.push(format!("写入报告：{}", telling.told.join("；")));
    }
    let left: Vec<String> = telling
        .left_out
        .iter()
        .map(|left| format!("{}（{}）", left.text, left.why.word()))
        .collect();
    if !left.is_empty() {
        lines.push(format!("不写入：{}", left.join("；")));
    }
    let advice = telling.advice.iter().map(advice);
    let advice: Vec<String> = advice.collect();
    if !advice.is_empty() {
        let number = task.number;
        lines.push(format!(
            "{}；要另写报送的话：ledger log {number} … --told \"一句话\"",
            advice.join("；")
        ));
    }
    lines
}

/// What may be bettered, in a clerk's words.
pub(super) fn advice(advice: &Advice) -> String {
    match advice {
        Advice::Long(characters) => format!("写入报告的有{characters}字，偏长"),
        Advice::ManyDeeds(clauses) => format!("一条里写了{clauses}件事，宜分条记"),
        Advice::Nothing => "这条没有可以写入报告的做法".to_owned(),
        Advice::Loose(figure) => format!("“{figure}”在文字里找不到对应的做法，单列在后"),
        Advice::Unsummed(sum) => format!(
            "“{}”有的记了数据，有的只写在文字里，不能相加：请都用 --figure 记",
            sum.name
        ),
    }
}

/// How the effect will stand.
pub(super) fn tell_effect(context: &Context, task: &Task) {
    if let Some((told, vague)) = effect_told(task) {
        let more = if vague {
            "（没有数字、制度或前后变化，宜写明由多少到多少）"
        } else {
            ""
        };
        context.out.hint(&format!("成效写入报告：{told}{more}"));
    }
}
