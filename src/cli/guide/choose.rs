//! Asks for one argument: shows what there is to choose from, and asks again until the answer can
//! be used.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use chrono::{Datelike as _, NaiveDate};

use super::need::Need;
use crate::cli::context::{Context, yes_or_no};
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::paths::{dropped, is_material, unquoted};
use crate::cli::table;
use crate::cli::values::{Coming, Day, Due, FigureArg, Numbers, Words, Year};
use model::scope::{Order, Scope};
use model::status::StatusKind;
use model::subject::Subject;
use model::task::Task;
use office::text::width::narrow_all;
use store::Store;

/// Tasks and files offered to choose from.
const OFFERED: usize = 9;
/// Characters of a problem that tell which it is.
const SHORT: usize = 24;

/// The answers to a question that must have one, after what was given already.
pub(super) fn required(
    context: &Context,
    need: &Need<'_>,
    given: &[OsString],
) -> Result<Vec<String>, Failure> {
    match need.takes {
        Takes::OpenTasks | Takes::Closable | Takes::FinishedTasks | Takes::Tasks => {
            tasks(context, need)
        }
        Takes::Materials => files(need, &materials()),
        Takes::Files | Takes::FilesOrFolders => files(need, &[]),
        Takes::ReportYear => year(context, need, given).map(|year| vec![year]),
        _ => Context::ask_until(need.question, |answer| read(need.takes, answer)),
    }
}

/// The answers to a question that may stay open.
pub(super) fn optional(context: &Context, need: &Need<'_>) -> Result<Vec<String>, Failure> {
    let choices = choices(need);
    for (place, (_, words)) in (1..).zip(&choices) {
        Output::say(&format!("  {place:>3}　{}", words[0]));
    }
    Context::ask_until(need.question, |answer| {
        if answer.is_empty() {
            return Ok(Vec::new());
        }
        let one = || vec![answer.to_owned()];
        match need.takes {
            Takes::Subject => subject(context, answer),
            Takes::Files => existing(dropped(answer), Path::is_file),
            Takes::Day => day(context, answer).map(|_| one()),
            Takes::PastDay => match day(context, answer)? {
                day if day > context.today => Err(format!("{day} 还没有到，写已经过去的日子")),
                _ => Ok(one()),
            },
            Takes::Coming => {
                let day = answer.parse::<Coming>()?.after(context.today);
                day.map(|_| one()).map_err(|fault| fault.message)
            }
            Takes::Figures => figures(answer),
            Takes::Choice => chosen(&choices, answer),
            Takes::Switch => match yes_or_no(answer) {
                Some(true) => Ok(one()),
                Some(false) => Ok(Vec::new()),
                None => Err("请输入 y 或 n".to_owned()),
            },
            takes => read(takes, answer),
        }
    })
}

fn day(context: &Context, answer: &str) -> Result<NaiveDate, String> {
    let day = answer.parse::<Day>()?.resolve(context.today);
    day.map_err(|fault| fault.message)
}

/// Several in one answer, apart by signs that stand in none.
fn figures(answer: &str) -> Result<Vec<String>, String> {
    let parts = answer.split(['、', '，', '；', ';', ' ', '　']);
    let figures = parts.filter(|part| !part.is_empty());
    figures
        .map(|part| part.parse::<FigureArg>().map(|_| part.to_owned()))
        .collect()
}

/// What there is to choose from: the word of the command line, and what it is called.
fn choices(need: &Need<'_>) -> Vec<(String, Vec<String>)> {
    if need.takes != Takes::Choice {
        return Vec::new();
    }
    let values = need.arg.get_possible_values().into_iter();
    let choice = |value: clap::builder::PossibleValue| {
        let name = value.get_name().to_owned();
        let told = value.get_help().map(ToString::to_string);
        let others = value.get_name_and_aliases().map(str::to_owned);
        (name, told.into_iter().chain(others).collect())
    };
    values.map(choice).collect()
}

/// By place, or by any of its names.
fn chosen(choices: &[(String, Vec<String>)], answer: &str) -> Result<Vec<String>, String> {
    let place = office::text::numeral::read(&narrow_all(answer)).map(|place| place as usize);
    let by_place = place.and_then(|place| choices.get(place.checked_sub(1)?));
    let named = |(_, words): &&(String, Vec<String>)| words.iter().any(|word| word == answer);
    match by_place.or_else(|| choices.iter().find(named)) {
        Some((name, _)) => Ok(vec![name.clone()]),
        None => Err(format!("没有“{answer}”这一种，写 1 到 {}", choices.len())),
    }
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
        let chosen = numbers.0.iter().map(|number| store.task(*number));
        let chosen = chosen
            .collect::<Result<Vec<_>, _>>()
            .map_err(|fault| Failure::store(fault, &context.db).message)?;
        // Whoever mistook a number sees it now.
        for task in chosen.iter().take(OFFERED) {
            Output::say(&line(context, task));
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
        statuses: match takes {
            Takes::FinishedTasks => vec![StatusKind::Closed],
            Takes::Closable => {
                let closed = [StatusKind::Closed, StatusKind::Void];
                let all = StatusKind::ALL.into_iter();
                all.filter(|kind| !closed.contains(kind)).collect()
            }
            _ => Vec::new(),
        },
        ..Scope::default()
    }
}

fn offered(store: &Store, takes: Takes) -> Result<Vec<Task>, Failure> {
    let order = match takes {
        Takes::OpenTasks | Takes::Closable => Order::Deadline,
        _ => Order::Number,
    };
    let mut tasks = store.tasks(&scope(takes), order, None)?;
    if takes == Takes::Closable {
        tasks.sort_by_key(|task| !task.status.kind().is_finished());
    }
    Ok(tasks)
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
        match need.takes {
            Takes::FilesOrFolders => existing(dropped(answer), Path::exists),
            _ => existing(dropped(answer), Path::is_file),
        }
    })
}

fn existing(names: Vec<String>, is_one: fn(&Path) -> bool) -> Result<Vec<String>, String> {
    match names.iter().find(|name| !is_one(Path::new(name))) {
        Some(missing) => Err(format!(
            "没有 {missing} 这个文件，再写一次，或把文件拖到这里"
        )),
        None => Ok(names),
    }
}

/// The year of a section that is written next: that of the meeting which is next, or was just held, and tells of
/// a year before it that has tasks; else the one that tells of the newest tasks.
pub(in crate::cli) fn section_year(
    store: &Store,
    today: NaiveDate,
) -> Result<Option<i32>, store::Error> {
    let newest = store.newest_year()?;
    let at_hand = meeting_at_hand(today);
    let is_told = |year: i32| -> Result<bool, store::Error> {
        let scope = Scope {
            years: vec![year],
            ..Scope::default()
        };
        Ok(!store.tasks(&scope, Order::Number, Some(1))?.is_empty())
    };
    Ok(match newest {
        Some(newest) if at_hand <= newest && is_told(at_hand - 1)? => Some(at_hand),
        newest => newest.map(|year| year + 1),
    })
}

/// A report's year: by default that of the section that is written next; of another kind of report the newest
/// year itself.
fn year(context: &Context, need: &Need<'_>, given: &[OsString]) -> Result<String, Failure> {
    let store = context.store()?;
    let newest = store.newest_year()?;
    let section = section_year(&store, context.today)?;
    drop(store);
    let mut pairs = given.windows(2);
    let another = pairs.any(|pair| pair[0] == "--kind" && pair[1] != "section");
    let usual = if another { newest } else { section };
    let question = match usual {
        Some(usual) if another => format!("{}（直接回车：{usual}）", need.question),
        Some(usual) => format!(
            "{}（直接回车：{usual}，写{}年度问题的整改）",
            need.question,
            usual - 1
        ),
        None => need.question.to_owned(),
    };
    Context::ask_until(&question, |answer| match (answer, usual) {
        ("", Some(usual)) => Ok(usual.to_string()),
        (answer, _) => answer.parse::<Year>().map(|year| year.0.to_string()),
    })
}

/// The year of the meeting that is prepared, or was just held: meetings of a year are held about its end, some
/// in the first months of the next.
fn meeting_at_hand(today: NaiveDate) -> i32 {
    today.year() - i32::from(today.month() <= 3)
}
