//! What a copy brings, and what was made of it, on the screen.

use std::path::Path;

use crate::app::join::Coming;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::front::Answer;
use crate::cli::listing::Listing;
use crate::cli::packets;
use crate::cli::story;
use model::event::Event;
use model::join::{Conflict, Step};
use model::joined::Provenance;
use store::JoinDone;

/// What the copy brings, before anybody is asked.
pub(super) fn coming(context: &Context, file: &Path, coming: &Coming) -> Result<(), Failure> {
    let out = &context.out;
    let plan = &coming.plan;
    out.heading(&format!(
        "副本 {}：{} 条记录，前 {} 条两边相同",
        file.display(),
        coming.entries,
        coming.common
    ))?;
    out.result(&format!(
        "副本多出来的有 {} 条要并入，这里自己又记了 {} 条",
        plan.taken(),
        plan.own
    ))?;
    let entered: Vec<Entered<'_>> = plan.steps.iter().filter_map(Entered::of).collect();
    if !entered.is_empty() {
        Listing::new(entered.iter())
            .column("任务", |row| row.task.into())
            .column("事项", |row| story::tell(row.event).into())
            .column("副本记录号", |row| row.origin.sequence.into())
            .column("时间", |row| {
                let when = row.origin.when.format("%Y-%m-%d %H:%M");
                when.to_string().into()
            })
            .column("经办人", |row| row.origin.who.as_str().into())
            .show(out)?;
    }
    if plan.passed > 0 {
        out.status(&format!(
            "副本另有 {} 条不再并入：副本自己撤回的、这里已有的，或两边都改过而要定以哪边为准的",
            plan.passed
        ));
    }
    if coming.forms > 0 {
        out.status(&format!(
            "副本下发、收回的登记 {} 份一起过来，收发情况照旧看得到",
            coming.forms
        ));
    }
    renumbered(context, &plan.joined.renumbered);
    if !coming.gathered.is_empty() {
        let units: Vec<String> = coming.gathered.iter().map(packets::unit).collect();
        out.warn(&format!(
            "副本还汇总了{}的台账，不随副本并入",
            units.join("、")
        ));
        out.hint("把这些单位的上报包在这里用 ledger gather 再汇总一次");
    }
    Ok(())
}

/// An entry of the copy that comes in.
struct Entered<'a> {
    origin: &'a Provenance,
    task: Option<u32>,
    event: &'a Event,
}

impl<'a> Entered<'a> {
    fn of(step: &'a Step) -> Option<Self> {
        match step {
            Step::Replayed {
                origin,
                task,
                event,
                ..
            } => Some(Self {
                origin,
                task: *task,
                event,
            }),
            Step::TakenBack { .. } | Step::Retold { .. } | Step::Settled { .. } => None,
        }
    }
}

/// Which numbers changed: papers that bear the old ones are somewhere.
fn renumbered(context: &Context, moved: &[(u32, u32)]) {
    if moved.is_empty() {
        return;
    }
    let pairs: Vec<String> = moved
        .iter()
        .map(|(there, here)| format!("副本的第 {there} 项在这里是第 {here} 项"))
        .collect();
    context.out.warn(&format!(
        "两边都新登记了任务，编号有重的，都留下：{}",
        pairs.join("，")
    ));
}

/// Where both sides changed something, as a question begins.
pub(super) fn place(conflict: &Conflict) -> String {
    match conflict.task {
        Some(number) => format!("编号 {number} 的“{}”", conflict.part),
        None => format!("台账的“{}”", conflict.part),
    }
}

/// What both sides changed; a front is given the answers, too.
pub(super) fn conflict(context: &Context, named: &str, conflict: &Conflict) {
    let text = format!(
        "{}两边都改过：这里为“{}”，副本为“{}”",
        place(conflict),
        conflict.ours,
        conflict.theirs
    );
    if !context.out.is_front() {
        context.out.warn(&text);
        return;
    }
    let answer = |whose: &str, value: &str| match value {
        "" => format!("以{whose}为准：空着"),
        value => format!("以{whose}为准：{value}"),
    };
    let answers = vec![
        Answer::new("theirs", named, answer("副本", &conflict.theirs)),
        Answer::new("ours", named, answer("这里", &conflict.ours)),
    ];
    context.out.choose(&text, answers);
}

/// What was made of it.
pub(super) fn done(
    context: &Context,
    file: &Path,
    (taken, done): (usize, JoinDone),
    moved: &[(u32, u32)],
) -> Result<(), Failure> {
    context.out.result(&format!(
        "已并入副本 {} 的 {taken} 条记录（本台账第 {}—{} 条）",
        file.display(),
        done.first,
        done.last
    ))?;
    renumbered(context, moved);
    if !moved.is_empty() {
        context.out.hint(
            "已印出、下发的材料里若写着副本的编号，以上面的为准；副本下发的填报表收回时自动对应",
        );
    }
    context.out.hint("并错了，用 ledger undo 一次撤回全部");
    context
        .out
        .hint("以后只用这一份；那份副本改名留存，不要再往里记（记了也可以再合并一次）");
    Ok(())
}
