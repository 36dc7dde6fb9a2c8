//! Asks for one argument: shows what there is to choose from, and asks again until the answer can
//! be used.

use std::ffi::OsStr;
use std::path::Path;

use super::need::Need;
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::paths::{dropped, is_material, unquoted};
use crate::cli::table;
use crate::cli::values::{Due, Numbers, Words, Year};
use model::scope::{Order, Scope};
use model::status::StatusKind;
use model::subject::Subject;
use model::task::Task;
use store::Store;

/// Tasks and files offered to choose from.
const OFFERED: usize = 9;
/// Characters of a problem that tell which it is.
const SHORT: usize = 24;

/// The answers to a question that must have one.
pub(super) fn required(context: &Context, need: &Need<'_>) -> Result<Vec<String>, Failure> {
    match need.takes {
        Takes::OpenTasks | Takes::FinishedTasks | Takes::Tasks => tasks(context, need),
        Takes::Materials => files(need, &materials()),
        Takes::Files => files(need, &[]),
        Takes::ReportYear => year(context, need).map(|year| vec![year]),
        _ => Context::ask_until(need.question, |answer| read(need.takes, answer)),
    }
}

/// The answers to a question that may stay open.
pub(super) fn optional(context: &Context, need: &Need<'_>) -> Result<Vec<String>, Failure> {
    Context::ask_until(need.question, |answer| {
        if answer.is_empty() {
            return Ok(Vec::new());
        }
        if need.takes == Takes::Subject {
            return subject(context, answer);
        }
        read(need.takes, answer)
    })
}

fn read(takes: Takes, answer: &str) -> Result<Vec<String>, String> {
    let text = match takes {
        Takes::Due => answer.parse::<Due>()?.words().to_owned(),
        Takes::Target => unquoted(&answer.parse::<Words>()?.0).to_owned(),
        Takes::Report => report_file(unquoted(&answer.parse::<Words>()?.0))?,
        _ => answer.parse::<Words>()?.0,
    };
    Ok(vec![text])
}

/// Whose tasks: somebody who has some.
fn subject(context: &Context, answer: &str) -> Result<Vec<String>, String> {
    let asked = Subject::read(answer).ok_or("写 班子，或姓名")?;
    let scope = Scope {
        subject: Some(asked.name().to_owned()),
        ..Scope::default()
    };
    let store = context.store().map_err(|failure| failure.message)?;
    let found = store
        .tasks(&scope, Order::Number, Some(1))
        .map_err(|fault| Failure::store(fault, &context.db).message)?;
    if found.is_empty() {
        return Err(format!(
            "台账中没有“{}”的任务，写 班子，或材料上的姓名",
            asked.name()
        ));
    }
    Ok(vec![asked.name().to_owned()])
}

fn report_file(name: &str) -> Result<String, String> {
    let suffix = Path::new(name).extension().map(OsStr::to_ascii_lowercase);
    match suffix.as_deref().and_then(OsStr::to_str) {
        None => Ok(format!("{name}.docx")),
        Some("docx" | "txt" | "md" | "json") => Ok(name.to_owned()),
        Some(other) => Err(format!(
            "不能写成 .{other} 文件，文件名用 .docx、.txt 或 .md 结尾"
        )),
    }
}

/// Tasks by number, or by some words of the problem.
fn tasks(context: &Context, need: &Need<'_>) -> Result<Vec<String>, Failure> {
    // Nothing stays open while a person thinks.
    let offered = offered(&context.store()?, need.takes)?;
    for task in offered.iter().take(OFFERED) {
        Output::say(&line(context, task));
    }
    match offered.len() {
        0 => Output::say("  （没有这样的任务）"),
        many if many > OFFERED => {
            Output::say(&format!("  ……共 {many} 项，也可以写问题中的几个字"));
        }
        _ => {}
    }
    let answer = Context::ask_until(need.question, |answer| {
        let store = context.store().map_err(|failure| failure.message)?;
        number(context, &store, need.takes, answer)
    })?;
    Ok(vec![answer])
}

fn number(context: &Context, store: &Store, takes: Takes, answer: &str) -> Result<String, String> {
    if answer.is_empty() {
        return Err("写任务的编号，或问题中的几个字；不办了就输入 q".to_owned());
    }
    if let Ok(numbers) = answer.parse::<Numbers>() {
        for number in &numbers.0 {
            store
                .task(*number)
                .map_err(|fault| Failure::store(fault, &context.db).message)?;
        }
        return Ok(answer.to_owned());
    }
    let scope = Scope {
        text: Some(answer.to_owned()),
        ..scope(takes)
    };
    let found = store
        .tasks(&scope, Order::Number, None)
        .map_err(|fault| Failure::store(fault, &context.db).message)?;
    match found.as_slice() {
        [] => Err(format!("没有含“{answer}”的任务，写编号或别的几个字")),
        [one] => {
            Output::say(&line(context, one));
            Ok(one.number.to_string())
        }
        many => {
            for task in many.iter().take(OFFERED) {
                Output::say(&line(context, task));
            }
            Err(format!("含“{answer}”的有 {} 项，是哪一项？", many.len()))
        }
    }
}

fn scope(takes: Takes) -> Scope {
    Scope {
        open_only: takes == Takes::OpenTasks,
        statuses: if takes == Takes::FinishedTasks {
            vec![StatusKind::Closed]
        } else {
            Vec::new()
        },
        ..Scope::default()
    }
}

fn offered(store: &Store, takes: Takes) -> Result<Vec<Task>, Failure> {
    let order = if takes == Takes::OpenTasks {
        Order::Deadline
    } else {
        Order::Number
    };
    Ok(store.tasks(&scope(takes), order, None)?)
}

fn line(context: &Context, task: &Task) -> String {
    let mut notes: Vec<String> = task.dept.iter().chain(&task.owner).cloned().collect();
    let days = table::days(task, context.today);
    notes.extend(Some(days).filter(|days| !days.is_empty()));
    format!(
        "  {:>3}　{}（{}）",
        task.code(),
        table::short(&task.problem, SHORT),
        notes.join("，")
    )
}

/// Files of the folder one is in that can be imported, by name.
fn materials() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(".")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_material(OsStr::new(name)) && !name.starts_with(['.', '~']))
        .collect();
    names.sort();
    names.truncate(OFFERED);
    names
}

/// Files by path, quotes and all, or by their place in the list.
fn files(need: &Need<'_>, offered: &[String]) -> Result<Vec<String>, Failure> {
    for (place, name) in (1..).zip(offered) {
        Output::say(&format!("  {place:>3}　{name}"));
    }
    Context::ask_until(need.question, |answer| {
        if answer.is_empty() {
            return Err("写文件名，或把文件拖到这里；不办了就输入 q".to_owned());
        }
        let place = answer.parse::<Numbers>().ok().map(|numbers| numbers.0);
        if let Some(names) = place.and_then(|places| {
            let names = places.iter().map(|place| offered.get(*place as usize - 1));
            names.map(Option::<&String>::cloned).collect()
        }) {
            return Ok(names);
        }
        let names = dropped(answer);
        match names.iter().find(|name| !Path::new(name).is_file()) {
            Some(missing) => Err(format!(
                "没有 {missing} 这个文件，再写一次，或把文件拖到这里"
            )),
            None => Ok(names),
        }
    })
}

/// A report's year: by default that of the report which tells of the newest year.
fn year(context: &Context, need: &Need<'_>) -> Result<String, Failure> {
    let store = context.store()?;
    let newest = store.newest_year()?;
    drop(store);
    let usual = newest.map(|year| year + 1);
    let question = match usual {
        Some(usual) => format!("{}（直接回车：{usual}）", need.question),
        None => need.question.to_owned(),
    };
    Context::ask_until(&question, |answer| match (answer, usual) {
        ("", Some(usual)) => Ok(usual.to_string()),
        (answer, _) => answer.parse::<Year>().map(|year| year.0.to_string()),
    })
}
