//! `show` 详情: one task as a file card.

use std::path::Path;

use super::{history, review, shared};
use crate::app::as_of;
use crate::app::import::is_register;
use crate::app::past;
use crate::app::proposals::{self, Proposal};
use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::{Failure, missing_words};
use crate::cli::values::TaskCode;
use crate::cli::{story, table};
use model::deadline::{Deadline, Term};
use model::status::{Basis, Status};
use model::task::{Evidence, Extension, Progress, Task};
use papers::sheet;
use store::Store;

/// 看一个任务的全部情况
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger show 12")]
pub(in crate::cli) struct ShowArgs {
    /// 任务编号（汇总来的单位写成 A03-12）
    #[arg(value_name = "编号", add = Asked("看第几项？"))]
    number: TaskCode,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "card")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "卡片")]
    Card,
    #[value(help = "JSON")]
    Json,
}

pub(super) fn show(context: &Context, args: &ShowArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let (task, entries) = shared::task_of(&store, &args.number)?;
    let (code, day) = (task.code(), shared::day_text(context.today));
    let task = as_of::task_as_of(context.call(), &store, task)?.ok_or_else(|| {
        Failure::request(format!("到{day}还没有第 {code} 项")).hint("不写 --today 就看现在的情况")
    })?;
    if args.format == Format::Json {
        let mut json = sheet::task_json(&task, context.today, &store.book()?.figure_kinds());
        json["history"] = entries.iter().map(story::json).collect();
        return context.out.json(&json);
    }
    card(context, &store, &task)?;
    let out = &context.out;
    history::entries(entries.into_iter().map(Ok))
        .title("留痕")
        .show(out)?;
    if task.unit.is_none() && task.status.kind().is_open() {
        let missing = task.missing_for_closure(None);
        if !missing.is_empty() {
            out.hint(&format!("销号前还缺{}", missing_words(&missing)));
        }
    }
    Ok(())
}

/// All that is known of a task, but for its history.
fn card(context: &Context, store: &Store, task: &Task) -> Result<(), Failure> {
    let out = &context.out;
    out.heading(&format!("第 {} 项　{}", task.code(), task.problem))?;
    let mut facts = facts(context, task);
    facts.extend(review::told(context, store, task)?.map(|told| ("本级复核", told)));
    out.facts(&facts)?;
    if !task.measures.is_empty() {
        out.heading("整改措施")?;
        out.result(&measures(task))?;
    }
    // What is for people to decide is decided where the task is kept.
    if task.unit.is_none() {
        to_decide(context, store, task)?;
    }
    if !task.progress.is_empty() {
        out.heading("进展情况")?;
        out.result(&progress(task))?;
    }
    if !task.evidence.is_empty() {
        out.heading("佐证材料")?;
        out.result(&evidence(task))?;
    }
    Ok(())
}

/// What the program proposes for a task.
fn to_decide(context: &Context, store: &Store, task: &Task) -> Result<(), Failure> {
    let out = &context.out;
    let proposed = proposals::of(store, task)?;
    if !proposed.is_empty() {
        out.heading("材料中可能对应的措施（待确认）")?;
        out.result(&proposed_lines(task, &proposed))?;
    }
    shared::show_earlier(context, task.number, &past::earlier(store, task)?)
}

/// The proposals as lines with the command that decides them.
fn proposed_lines(task: &Task, proposals: &[Proposal]) -> String {
    let mut lines: Vec<String> = proposals
        .iter()
        .map(|p| {
            format!(
                "  〔{}〕{}　（相同的词：{}）",
                p.place,
                p.text,
                p.words.join("、")
            )
        })
        .collect();
    let number = task.number;
    lines.push(format!(
        "  用 ledger link {number} --confirm 序号 采用，或 ledger link {number} --reject 序号 否定"
    ));
    lines.join("\n")
}

fn evidence(task: &Task) -> String {
    let line = |piece: &Evidence| {
        let size = shared::size_text(piece.size);
        format!("  {}（{size}，记录 {}）", piece.name, piece.entry)
    };
    task.evidence
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn facts(context: &Context, task: &Task) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut line = |title: &'static str, value: &str| {
        if !value.is_empty() {
            lines.push((title, value.to_owned()));
        }
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    line("年　　度", &task.year.to_string());
    line("对　　象", task.subject.name());
    line("所属方面", &text(&task.dimension));
    line("具体表现", &task.detail);
    line("问题来源", &text(&task.source));
    line("上级编号", &text(&task.external));
    if let Some(origin) = &task.origin {
        let place = match origin.paragraph {
            0 => String::new(),
            row if is_register(Path::new(&origin.document)) => format!("，第{row}行"),
            paragraph => format!("，第{paragraph}段"),
        };
        line("出　　处", &format!("{}{place}", origin.document));
    }
    if let Some(prior) = task.prior {
        let unit = task
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| format!("{unit}-"));
        line("往年前项", &format!("第 {unit}{prior} 项"));
    }
    line("归　　类", &text(&task.theme));
    line("整改目标", &text(&task.target));
    line("责任领导", &text(&task.lead));
    line("责任部门", &text(&task.dept));
    line("配合部门", &task.co_depts.join("、"));
    line("责任人　", &text(&task.owner));
    line("整改时限", &deadline(context, task));
    for extension in &task.extensions {
        line("延　　期", &extended(extension));
    }
    line("状　　态", &status(task));
    for (day, opinion) in &task.returns {
        line("退　　回", &format!("{day} {opinion}"));
    }
    for reopening in &task.reopenings {
        line(
            "恢复整改",
            &format!("{} {}", reopening.on, reopening.reason),
        );
    }
    line("整改成效", &text(&task.outcome));
    line("制度成果", &institutions(task));
    line("未完成原因", &text(&task.reason));
    line("下步措施", &text(&task.next_step));
    if let Some(day) = task.next_check {
        line("下次检查", &day.to_string());
    }
    line("报送表述", &wording(task));
    line("备　　注", &text(&task.note));
    lines
}

/// One extension, from when to when, by whom and why.
fn extended(extension: &Extension) -> String {
    let from = extension.from.as_ref();
    let from = from.map_or_else(String::new, Deadline::told);
    let by = extension.approved_by.as_ref();
    let by = by.map_or_else(String::new, |by| format!("，{by}批准"));
    let (on, to, reason) = (extension.on, extension.to.told(), &extension.reason);
    format!("{on} 原定{from}，延期至{to}{by}：{reason}")
}

/// 制度成果 of notes and outcome, each with its day.
fn institutions(task: &Task) -> String {
    let told = task.institutions().into_iter().map(|told| {
        let number = told.institution.number.as_deref();
        let number = number.map_or_else(String::new, |number| format!("{number}，"));
        format!("{}（{number}{}）", told.institution, told.date)
    });
    told.collect::<Vec<_>>().join("、")
}

/// The clerk's own words for the report, and whether they may be out of date.
fn wording(task: &Task) -> String {
    let stale = if task.wording_is_stale() {
        "（之后又有新的记录，请核对）"
    } else {
        ""
    };
    let wording = task.wording.as_ref();
    wording.map_or_else(String::new, |wording| format!("{}{stale}", wording.text))
}

fn deadline(context: &Context, task: &Task) -> String {
    let Some(deadline) = &task.deadline else {
        return "未定".to_owned();
    };
    let resolved = match deadline.term {
        Some(Term::Date(day)) if day.to_string() == deadline.phrase => String::new(),
        Some(Term::Date(day)) => format!("（即 {day}）"),
        Some(Term::Immediate | Term::LongTerm) => String::new(),
        None => "（算不出日期）".to_owned(),
    };
    let days = match (task.days_left(context.today), task.days_late()) {
        (_, Some(late)) => format!("，超期{late}天完成"),
        (Some(_), None) => format!("，{}", table::days(task, context.today)),
        (None, None) => String::new(),
    };
    format!("{}{resolved}{days}", deadline.phrase)
}

fn status(task: &Task) -> String {
    let word = task.status.kind().word();
    match &task.status {
        Status::Closed(closure) => {
            let by = closure
                .verifier
                .as_ref()
                .map_or_else(String::new, |by| format!("，审核：{by}"));
            let basis = match &closure.basis {
                Basis::Verified(Some(basis)) => format!("，依据：{basis}"),
                Basis::Verified(None) => String::new(),
                Basis::Imported(register) => format!("，据原台账 {register}"),
            };
            format!("{word}（{}{by}{basis}）", closure.on)
        }
        Status::Void(voiding) => format!("{word}（{}）", voiding.reason),
        status => match status.on() {
            Some(on) => format!("{word}（{on}）"),
            None => word.to_owned(),
        },
    }
}

fn measures(task: &Task) -> String {
    let line = |measure: &model::task::Measure| {
        let mut notes = Vec::new();
        notes.extend(measure.dept.clone());
        notes.extend(measure.owner.clone());
        notes.extend(measure.deadline.as_ref().map(Deadline::told));
        notes.extend(measure.done_on.map(|day| format!("{day} 完成")));
        let notes = if notes.is_empty() {
            String::new()
        } else {
            format!("（{}）", notes.join("，"))
        };
        format!("  （{}）{}{notes}", measure.key, measure.text)
    };
    task.measures
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn progress(task: &Task) -> String {
    task.progress
        .iter()
        .map(note)
        .collect::<Vec<_>>()
        .join("\n")
}

fn note(note: &Progress) -> String {
    let measure = note
        .measure
        .map_or_else(String::new, |key| format!("措施（{key}）"));
    let figures: Vec<String> = note.figures.iter().map(ToString::to_string).collect();
    let figures = if figures.is_empty() {
        String::new()
    } else {
        format!("［{}］", figures.join("，"))
    };
    let mark = match (note.check, note.internal) {
        (true, _) => "（检查）",
        (false, true) => "（内部）",
        (false, false) => "",
    };
    let told = note.told.as_ref();
    let told = told.map_or_else(String::new, |told| format!("\n  　　　　　　报送：{told}"));
    format!(
        "  {}　{mark}{measure}{}{figures}{told}",
        note.date, note.text
    )
}
