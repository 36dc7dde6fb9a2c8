//! `search` 查找

use std::ops::Range;

use serde_json::{Value, json};

use crate::app::as_of;
use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::Failure;
use crate::cli::listing::{Format, Listing};
use crate::cli::output::Output;
use crate::cli::select::Filters;
use crate::cli::verbs::shared::day_text;
use model::event::TextField;
use model::task::{Searched, Task, TextPlace};
use office::text::needle::Words;

/// 在问题、措施、表现、成效和进展中查找文字，一个字也行
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger search 消防\n    ledger search 消防 演练（两个词都要有）\n    ledger search 窗口 --year 2021 --status 正在推进\n    ledger search 接待 --unit all（所有单位）"
)]
pub(in crate::cli) struct SearchArgs {
    /// 要查的文字；写几个词，就要每个词都有
    #[arg(required = true, value_name = "文字", add = Asked("查什么文字？"))]
    words: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// 最多列出几项
    #[arg(long, alias = "项数", value_name = "项数", default_value_t = 20)]
    limit: u32,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

pub(super) fn search(context: &Context, args: &SearchArgs) -> Result<(), Failure> {
    args.filters.check()?;
    let words = Words::read(&args.words.join(" "));
    if words.is_empty() {
        return Err(Failure::usage("没有写要查的文字").hint("如 ledger search 消防"));
    }
    let store = context.store()?;
    let scope = args.filters.scope(context, &store)?;
    let found = as_of::search_as_of(context.call(), &store, &scope, &words, args.limit as usize)?;
    let shown = found.tasks.len() as u64;
    let head = json!({"words": words.texts().collect::<Vec<_>>(), "total": found.total});
    let (none, hint) = nothing(&words);
    Listing::new(found.tasks)
        .column("编号", |task| task.code().into())
        .column("年度", |task| task.year.into())
        .column("对象", |task| task.subject.name().into())
        .column("存在问题", |task| task.problem.as_str().into())
        .column("责任部门", |task| task.dept.as_deref().into())
        .column("状态", |task| task.status.kind().word().into())
        .column("出现在", |task| {
            let titles = passages(task, &words)
                .into_iter()
                .map(|passage| passage.title);
            titles.collect::<Vec<_>>().into()
        })
        .each(|out, task| show(out, &words, task))
        .json(|task| task_json(&words, task))
        .within(head, "tasks")
        .empty(none, Some(hint))
        .status(if shown < found.total {
            format!(
                "找到{}项，列出最相关的{shown}项；多列一些用 --limit 项数，少找一些再加词或加条件",
                found.total
            )
        } else {
            format!("找到{}项", found.total)
        })
        .print(&context.out, args.format)
}

fn nothing(words: &Words) -> (String, &'static str) {
    let words: Vec<String> = words.texts().map(|word| format!("“{word}”")).collect();
    let all = if words.len() > 1 { "同时" } else { "" };
    (
        format!("没有{all}含有{}的任务。", words.join("、")),
        "换一个短些的词再查；别的单位的任务要加 --unit all",
    )
}

/// One text of a task in which a word occurs.
struct Passage<'a> {
    what: Searched,
    title: String,
    /// Key of the measure or entry of the note.
    key: Option<u64>,
    text: &'a str,
    marks: Vec<Range<usize>>,
}

/// Where the words stand in a task, in the order of weight.
fn passages<'a>(task: &'a Task, words: &Words) -> Vec<Passage<'a>> {
    let mut found = Vec::new();
    task.texts(|place, text| {
        let Some(what) = place.searched() else { return };
        let marks = words.marks(text);
        if marks.is_empty() {
            return;
        }
        let (title, key) = called(task, place);
        found.push(Passage {
            what,
            title,
            key,
            text,
            marks,
        });
    });
    found.sort_by_key(|passage| passage.what);
    found
}

/// How a place is called, and what tells it from others of its sort.
fn called(task: &Task, place: TextPlace) -> (String, Option<u64>) {
    match place {
        TextPlace::Measure(at) => {
            let key = task.measures[at].key;
            (format!("措施（{key}）"), Some(key.into()))
        }
        TextPlace::Progress(at) => {
            let note = &task.progress[at];
            let kind = if note.internal {
                "内部记录"
            } else {
                "进展"
            };
            (format!("{}{kind}", day_text(note.date)), Some(note.entry))
        }
        TextPlace::Field(TextField::External) => ("上级编号".to_owned(), None),
        TextPlace::Field(TextField::Detail) => ("表现".to_owned(), None),
        TextPlace::Field(TextField::Outcome) => ("成效".to_owned(), None),
        _ => ("问题".to_owned(), None),
    }
}

/// Passages shown of one task, the problem aside.
const SHOWN: usize = 3;
/// Characters shown of a passage, and those of them that stand before the first mark.
const LENGTH: usize = 60;
const BEFORE: usize = 16;

fn show(out: &Output, words: &Words, task: &Task) -> Result<(), Failure> {
    let year = format!("{}年度", task.year);
    let about: Vec<&str> = [
        Some(year.as_str()),
        Some(task.subject.name()),
        task.dept.as_deref(),
        Some(task.status.kind().word()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let passages = passages(task, words);
    let title = words.marks(&task.problem);
    let mut line = parts(&task.problem, &title, 0..task.problem.len());
    let about = format!("　（{}）", about.join("，"));
    line.push((&about, false));
    out.marked(Some(&task.code()), &line)?;
    let others: Vec<&Passage<'_>> = passages
        .iter()
        .filter(|passage| passage.what != Searched::Problem)
        .collect();
    for passage in others.iter().take(SHOWN) {
        let title = format!("    {}：", passage.title);
        let window = window(passage.text, &passage.marks);
        let before = if window.start > 0 { "…" } else { "" };
        let after = if window.end < passage.text.len() {
            "…"
        } else {
            ""
        };
        let mut line = vec![(title.as_str(), false), (before, false)];
        line.extend(parts(passage.text, &passage.marks, window));
        line.push((after, false));
        out.marked(None, &line)?;
    }
    if others.len() > SHOWN {
        out.result(&format!("    另有{}处", others.len() - SHOWN))?;
    }
    Ok(())
}

/// What is shown of a text: some characters before the first mark, and what follows.
fn window(text: &str, marks: &[Range<usize>]) -> Range<usize> {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = text[..first]
        .char_indices()
        .rev()
        .take(BEFORE)
        .last()
        .map_or(first, |(at, _)| at);
    let end = text[start..]
        .char_indices()
        .nth(LENGTH)
        .map_or(text.len(), |(at, _)| start + at);
    start..end
}

/// The shown part of a text, cut at its marks.
fn parts<'a>(text: &'a str, marks: &[Range<usize>], shown: Range<usize>) -> Vec<(&'a str, bool)> {
    let mut parts = Vec::new();
    let mut at = shown.start;
    for mark in marks {
        let (start, end) = (mark.start.clamp(at, shown.end), mark.end.min(shown.end));
        if start < end {
            parts.push((&text[at..start], false));
            parts.push((&text[start..end], true));
            at = end;
        }
    }
    parts.push((&text[at..shown.end], false));
    parts
}

fn task_json(words: &Words, task: &Task) -> Value {
    let hits = passages(task, words).into_iter().map(|passage| {
        // Programs count characters, not bytes.
        let count = |at: usize| passage.text[..at].chars().count();
        let marks: Vec<[usize; 2]> = passage
            .marks
            .iter()
            .map(|mark| [count(mark.start), count(mark.end)])
            .collect();
        json!({
            "place": passage.what.code(),
            "key": passage.key,
            "text": passage.text,
            "marks": marks,
        })
    });
    json!({
        "number": task.number,
        "code": task.code(),
        "unit": task.unit,
        "year": task.year,
        "subject": task.subject.name(),
        "dimension": task.dimension,
        "problem": task.problem,
        "dept": task.dept,
        "status": task.status.kind().code(),
        "status_text": task.status.kind().word(),
        "hits": hits.collect::<Vec<_>>(),
    })
}
