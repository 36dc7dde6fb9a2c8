//! The measures of a task's document: which there are, and which are used.

use std::collections::BTreeSet;

use crate::app::past;
use crate::app::proposals::{self, Proposal};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::verbs::shared;
use model::scope::Scope;
use model::task::Task;
use store::Store;

/// Lists the measures of every document that tasks came from.
pub(super) fn list_all(context: &Context, store: &Store) -> Result<(), Failure> {
    let (mut seen, mut listed) = (BTreeSet::new(), false);
    for page in store.pages(&Scope::default()) {
        for task in &page? {
            let Some(origin) = &task.origin else { continue };
            let place = (task.year, task.subject.clone(), origin.document.clone());
            if seen.insert(place)
                && proposals::measures(store, task)?.is_some_and(|all| !all.is_empty())
            {
                list(context, store, task.number)?;
                listed = true;
            }
        }
    }
    if !listed {
        context.out.result("没有导入过材料，或材料中没有措施。")?;
        context.out.hint("用 ledger import 材料文件 导入");
    }
    Ok(())
}

/// What a task may be linked to: the earlier ones that it may repeat, the measures of its document.
pub(super) fn list_for(context: &Context, store: &Store, number: u32) -> Result<(), Failure> {
    let task = store.task(number)?;
    let likely = past::earlier(store, &task)?;
    shared::show_earlier(context, number, &likely)?;
    // Where there is something to link, a task without a document is no mistake.
    if !likely.earlier.is_empty()
        && proposals::measures(store, &task)?.is_none_or(|all| all.is_empty())
    {
        return Ok(());
    }
    list(context, store, number)
}

/// Lists them by number, each with the tasks that took it.
fn list(context: &Context, store: &Store, number: u32) -> Result<(), Failure> {
    let task = store.task(number)?;
    let measures = of(store, &task)?;
    let beside = proposals::beside(store, &task)?;
    let users = |measure: &Proposal| -> Vec<u32> {
        let users = beside.iter().filter(|task| measure.is_in(task));
        users.map(|task| task.number).collect()
    };
    let used = measures.iter().filter(|one| !users(one).is_empty()).count();
    let document = measures.first().map_or("材料", |first| &first.document);
    context.out.heading(&format!(
        "{document} 中的措施（共 {} 条，已采用 {used} 条）",
        measures.len()
    ))?;
    for measure in &measures {
        let state = match users(measure).as_slice() {
            _ if task.rejected.contains(&measure.text) => "本项已否定".to_owned(),
            [] => "未采用".to_owned(),
            numbers => format!("第 {} 项已采用", shared::runs(numbers)),
        };
        let Proposal { place, text, .. } = measure;
        context
            .out
            .result(&format!("  〔{place}〕{text}　（{state}）"))?;
    }
    context.out.hint(&format!(
        "用 ledger link {number} --confirm 序号 采用，--reject 序号 否定"
    ));
    Ok(())
}

/// The one that the person chooses of all: the likeliest, where there is one, by an empty answer.
pub(super) fn chosen(store: &Store, task: &Task) -> Result<Proposal, Failure> {
    let (measures, best) = (of(store, task)?, proposals::of(store, task)?);
    let best = best.into_iter().next().map(|best| best.place);
    for Proposal { place, text, .. } in &measures {
        let mark = if best == Some(*place) {
            "（最像）"
        } else {
            ""
        };
        Output::say(&format!("  〔{place}〕{text}{mark}"));
    }
    let question = match best {
        Some(best) => format!("采用哪一条？写序号（直接回车：〔{best}〕；不办了就输入 q）"),
        None => "采用哪一条？写序号（没有明显对应的；不办了就输入 q）".to_owned(),
    };
    let place = Context::ask_until(&question, |answer| match (answer, best) {
        ("", Some(best)) => Ok(best),
        (answer, _) => {
            let place = office::text::numeral::read(&office::text::width::narrow_all(answer));
            let place = place.filter(|place| measures.iter().any(|one| one.place == *place));
            place.ok_or_else(|| format!("没有“{answer}”这一条，写上面的序号"))
        }
    })?;
    at(store, task, place)
}

/// The one of that place.
pub(super) fn at(store: &Store, task: &Task, place: u32) -> Result<Proposal, Failure> {
    let (number, measures) = (task.number, of(store, task)?);
    let many = measures.len();
    let found = measures.into_iter().find(|measure| measure.place == place);
    found.ok_or_else(|| {
        Failure::request(format!(
            "第 {number} 项的材料中只有 {many} 条措施，没有第 {place} 条"
        ))
        .hint(format!("用 ledger link {number} 查看材料中的措施"))
    })
}

fn of(store: &Store, task: &Task) -> Result<Vec<Proposal>, Failure> {
    let number = task.number;
    let measures = proposals::measures(store, task)?;
    measures.filter(|all| !all.is_empty()).ok_or_else(|| {
        Failure::request(format!("第 {number} 项没有材料，或材料中没有措施"))
            .hint(format!("用 ledger link {number} --measure 措施 写上"))
    })
}
