//! Filters that match nothing: which word is unknown, and what was probably meant.

use std::collections::BTreeSet;
use std::path::Path;

use super::context::Context;
use super::failure::Failure;
use super::near::nearest;
use super::select::Filters;
use crate::app::as_of;
use model::scope::Scope;
use model::task::Task;
use model::unit::Member;
use store::{Naming, Store};

/// Known words listed at most where none is near.
const MOST: usize = 8;

/// A filter by a word: what it is called, what was asked for, what tasks have.
struct Word<'a> {
    what: &'static str,
    asked: Option<&'a String>,
    /// Whether a part of the word is enough.
    part: bool,
    of: Naming,
}

/// When the scope has no task, names the words of the filters that no task has.
pub(super) fn tell(
    context: &Context,
    store: &Store,
    filters: &Filters,
    scope: &Scope,
) -> Result<(), Failure> {
    if store.has_any(scope)? {
        return Ok(());
    }
    tell_nothing(context, store, filters, scope)
}

/// The same of a scope that is known to have none.
pub(super) fn tell_nothing(
    context: &Context,
    store: &Store,
    filters: &Filters,
    scope: &Scope,
) -> Result<(), Failure> {
    if !scope.years.is_empty() {
        let years = store.years()?;
        let unknown = scope.years.iter().any(|year| !years.contains(year));
        if unknown && !years.is_empty() {
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            context
                .out
                .status(&format!("台账中有这些年度：{}", years.join("、")));
        }
    }
    let words = words(filters);
    let asked: Vec<&Word<'_>> = words.iter().filter(|word| word.asked.is_some()).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let everything = Scope {
        unit: scope.unit.clone(),
        every_unit: scope.every_unit,
        ..Scope::default()
    };
    let sorts: Vec<Naming> = asked.iter().map(|word| word.of).collect();
    let known = as_of::names_as_of(context.call(), store, &everything, &sorts)?;
    for (word, known) in asked.iter().zip(known) {
        if let Some(said) = unknown(word, &known) {
            context.out.hint(&said);
        }
    }
    Ok(())
}

/// Ledgers larger than this are not looked through for a name.
const LARGE: u32 = 2000;
/// Names shorter than this are near to too many others.
const TELLING: usize = 3;

/// Names that the changed tasks were given, which neither another task nor the roster has while
/// one that is known is near: probably a slip.
pub(super) fn slips(
    store: &Store,
    roster: &[Member],
    changed: &[Task],
    given: &[(&str, Option<&String>)],
) -> Result<Vec<String>, Failure> {
    let given: Vec<_> = given
        .iter()
        .filter_map(|(what, name)| Some((what, name.as_ref()?.trim())))
        .filter(|(_, name)| name.chars().count() >= TELLING)
        .collect();
    if given.is_empty() || store.count(&Scope::default())? > LARGE {
        return Ok(Vec::new());
    }
    let mut known: BTreeSet<String> = roster.iter().map(|member| member.name.clone()).collect();
    let is_changed = |task: &Task| changed.iter().any(|other| other.number == task.number);
    for page in store.pages(&Scope::default()) {
        for task in page?.into_iter().filter(|task| !is_changed(task)) {
            let people = [task.card.dept, task.card.lead, task.card.owner];
            known.extend(people.into_iter().flatten().chain(task.card.co_depts));
        }
    }
    let slip = |(what, name): (&&str, &str)| {
        if known.contains(name) {
            return None;
        }
        let near = nearest(name, known.iter().map(String::as_str));
        let near = near.first()?;
        Some(format!(
            "台账中别处没有{what}“{name}”，是不是 {near}？写错了用 ledger undo 撤销"
        ))
    };
    Ok(given.into_iter().filter_map(slip).collect())
}

fn unknown(word: &Word<'_>, known: &BTreeSet<String>) -> Option<String> {
    let (what, asked) = (word.what, word.asked?);
    let matched = |known: &String| known == asked || word.part && known.contains(asked.as_str());
    if known.iter().any(matched) {
        return None;
    }
    if known.is_empty() {
        return Some(format!("台账中还没有填写{what}"));
    }
    let near = nearest(asked, known.iter().map(String::as_str));
    if !near.is_empty() {
        return Some(format!("没有{what}“{asked}”，是不是 {}？", near.join("、")));
    }
    let more = if known.len() > MOST { "……" } else { "" };
    let some: Vec<&str> = known.iter().take(MOST).map(String::as_str).collect();
    Some(format!(
        "没有{what}“{asked}”，台账中有：{}{more}",
        some.join("、")
    ))
}

fn words(filters: &Filters) -> [Word<'_>; 6] {
    [
        Word {
            what: "责任部门",
            asked: filters.dept.as_ref(),
            part: false,
            of: Naming::Dept,
        },
        Word {
            what: "责任领导",
            asked: filters.lead.as_ref(),
            part: false,
            of: Naming::Lead,
        },
        Word {
            what: "责任人",
            asked: filters.owner.as_ref(),
            part: false,
            of: Naming::Owner,
        },
        Word {
            what: "所属方面",
            asked: filters.dimension.as_ref(),
            part: true,
            of: Naming::Dimension,
        },
        Word {
            what: "问题来源",
            asked: filters.source.as_ref(),
            part: false,
            of: Naming::Source,
        },
        Word {
            what: "对象",
            asked: filters.subject.as_ref(),
            part: false,
            of: Naming::Subject,
        },
    ]
}

/// A column that somebody spoke of and the file does not have.
pub(super) fn no_column(path: &Path, title: &str, titles: &[String]) -> Failure {
    let near = nearest(title, titles.iter().map(String::as_str));
    let failure = Failure::request(format!(
        "{} 的表头里没有“{title}”这一栏，没有导入",
        path.display()
    ));
    if titles.is_empty() {
        return failure.hint("这份材料里没有登记表；材料里的行写成 【…】=方面");
    }
    if near.is_empty() {
        let mut told: Vec<String> = titles.iter().map(|title| title.replace('\n', "")).collect();
        told.dedup();
        return failure.hint(format!("表头有：{}", told.join("、")));
    }
    failure.hint(format!("是不是 {}？", near.join("、")))
}
