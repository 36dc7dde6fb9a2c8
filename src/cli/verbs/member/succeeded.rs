//! `member --succeeded-by`: a person leaves, what is open changes hands (交接).

use chrono::NaiveDate;

use crate::app::handover::{self, Falls, HandOver};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::near::nearest;
use crate::cli::verbs::shared;
use model::handover::{Role, Succession};
use model::people;

/// Hands over from the one to the other; `dry_run` only shows what.
pub(super) fn hand_over(
    context: &Context,
    (from, to): (&str, &str),
    on: NaiveDate,
    dry_run: bool,
) -> Result<(), Failure> {
    let [from, to] = [from, to].map(|name| name.split_whitespace().collect::<String>());
    if from == to {
        return Err(Failure::usage(format!(
            "“{from}”不能由自己接手，--succeeded-by 写接手的人"
        )));
    }
    let mut store = context.store()?;
    let plan = handover::plan(context.call(), &store, &from, &to, on)?;
    if plan.is_empty() {
        show_left(context, &plan);
        return Err(nothing(&plan));
    }
    show(context, &plan)?;
    tell_unknown(context, &plan);
    if dry_run {
        context.out.hint("只是试看，台账未作任何改动");
        return Ok(());
    }
    let counted = counted(&plan);
    if !context.consent(&format!("由{to}接手{from}的{counted}？"))? {
        return context.out.result("没有交接，台账未作任何改动。");
    }
    store.write(&context.stamp, |writer| plan.carry_out(writer))?;
    context
        .out
        .result(&format!("已交接：{to}接手{from}的{counted}"))?;
    context
        .out
        .hint("交接错了，用 ledger undo 一次撤回；已销号的仍写原来的人");
    Ok(())
}

/// What changes hands, in a few words.
fn counted(plan: &HandOver) -> String {
    let tasks = match plan.falls.len() {
        0 => None,
        count => Some(format!(" {count} 项任务")),
    };
    let place = plan.member.as_ref().map(|_| "班子名册中的位置".to_owned());
    let all: Vec<String> = tasks.into_iter().chain(place).collect();
    all.join("和")
}

fn show(context: &Context, plan: &HandOver) -> Result<(), Failure> {
    let Succession { name, by, on } = &plan.succession;
    if !plan.falls.is_empty() {
        Listing::new(&plan.falls)
            .title(format!("{name}交由{by}（{}起）", shared::day_text(*on)))
            .column("编号", |task| task.number.into())
            .column("存在问题", |task| task.problem.as_str().into())
            .column("状态", |task| task.status.word().into())
            .column("交接的是", |task| roles(task).into())
            .show(&context.out)?;
    }
    if let Some(member) = &plan.member {
        let post = member.post.as_deref().unwrap_or("职务未写");
        let depts = match member.depts.as_slice() {
            [] => "没有分管部门".to_owned(),
            depts => format!("分管{}", depts.join("、")),
        };
        context.out.status(&format!(
            "班子名册：{name}移出，{by}（{post}，排第 {}）{depts}",
            member.order
        ));
    }
    show_left(context, plan);
    Ok(())
}

fn roles(task: &Falls) -> String {
    let roles = task.roles.iter().map(|role| match role {
        Role::Lead => "责任领导".to_owned(),
        Role::Owner => "责任人".to_owned(),
        Role::Measure(key) => format!("措施（{key}）责任人"),
    });
    roles.collect::<Vec<_>>().join("、")
}

/// What stays, for a person to decide on.
fn show_left(context: &Context, plan: &HandOver) {
    let name = &plan.succession.name;
    if let [first, ..] = plan.own.as_slice() {
        context.out.warn(&format!(
            "第 {} 项是{name}本人的问题，随人走，不交接；不再由本单位管的，用 ledger retract {first} --reason 调离",
            shared::runs(&plan.own)
        ));
    }
    if let [first, ..] = plan.mentioned.as_slice() {
        context.out.warn(&format!(
            "第 {} 项提到{name}，但写的不只是姓名，不动；要改的，用 ledger edit {first} --owner 或 --lead 改",
            shared::runs(&plan.mentioned)
        ));
    }
}

/// Whether a task or the roster knows that person.
fn is_known(plan: &HandOver, who: &str) -> bool {
    plan.names.iter().any(|people| people::has(people, who))
}

/// A successor of whom nobody has heard may be a slip.
fn tell_unknown(context: &Context, plan: &HandOver) {
    let by = &plan.succession.by;
    if is_known(plan, by) {
        return;
    }
    let others = plan.names.iter().map(String::as_str);
    let near = nearest(by, others.filter(|name| *name != plan.succession.name));
    if near.is_empty() {
        let told = format!("{by}在台账中第一次出现");
        context.out.status(&told);
    } else {
        context
            .out
            .warn(&format!("台账中没有“{by}”，是不是 {}？", near.join("、")));
    }
}

/// Why there is nothing to hand over.
fn nothing(plan: &HandOver) -> Failure {
    let Succession { name, by, .. } = &plan.succession;
    if plan.is_known {
        return Failure::request(format!(
            "{name}的工作已由{by}接手，没有还写着{name}的未销号任务"
        ));
    }
    let failure = Failure::request(format!(
        "没有由{name}负责的未销号任务，班子名册里也没有{name}，没有可交接的"
    ));
    let near = nearest(name, plan.names.iter().map(String::as_str));
    if is_known(plan, name) || near.is_empty() {
        failure
    } else {
        failure.hint(format!("是不是 {}？", near.join("、")))
    }
}
