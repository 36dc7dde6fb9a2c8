//! `edit` 修改、分解

use super::add::Particulars;
use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::editor;
use crate::cli::failure::Failure;
use crate::cli::successors;
use crate::cli::suggest;
use crate::cli::telling;
use crate::cli::values::{Coming, Numbers, Words, names};
use model::book::Book;
use model::deadline::Deadline;
use model::decide::Refusal;
use model::event::{Change, TextField};
use model::task::{Measure, Task};

const BESIDES: Besides = Besides {
    questions: &[
        ("dept", "责任部门（直接回车不变）"),
        ("lead", "责任领导（直接回车不变）"),
        ("owner", "责任人（直接回车不变）"),
        ("due", "整改时限，如 6月底前（直接回车不变）"),
    ],
    when_bare: true,
};

/// 修改或分解任务：措施、责任、时限等；原来的值留在历史里
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger edit 3 5-8 --dept 办公室 --lead 王某 --due 2022年6月底前\n    ledger edit 3 --on-measure 1 --dept 人事科（只改第1条措施）\n    ledger edit 3 --owner \"\"（清空责任人）",
    add = BESIDES
)]
pub(in crate::cli) struct EditArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::OpenTasks, add = Asked("分解或修改第几项？"))]
    numbers: Vec<Numbers>,
    /// 问题的表述
    #[arg(long, alias = "问题", value_name = "文字")]
    problem: Option<Words>,
    #[command(flatten)]
    particulars: Particulars,
    /// 只改这条措施：--measure、--dept、--owner、--due 都指它
    #[arg(long, alias = "改措施", value_name = "序号")]
    on_measure: Option<u32>,
    /// 去掉这条措施
    #[arg(long, alias = "去措施", value_name = "序号")]
    drop_measure: Vec<u32>,
    /// 整改成效
    #[arg(long, alias = "成效", value_name = "文字")]
    outcome: Option<String>,
    /// 未完成原因
    #[arg(long, alias = "原因", value_name = "文字")]
    reason: Option<String>,
    /// 下步措施
    #[arg(long, alias = "下步措施", value_name = "文字")]
    next: Option<String>,
    /// 备注（只供内部）
    #[arg(long, alias = "备注", value_name = "文字")]
    note: Option<String>,
    /// 报送表述：报告里原样用它代替自动生成的一段
    #[arg(long, alias = "报送表述", value_name = "文字")]
    wording: Option<String>,
    /// 下次检查的日期（长期坚持的任务）
    #[arg(long, alias = "下次检查", value_name = "日期")]
    next_check: Option<Coming>,
    /// 在编辑器里改这一栏
    #[arg(long, alias = "编辑器", value_name = "栏")]
    editor: Option<FieldArg>,
}

/// A text long enough for an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FieldArg {
    #[value(alias = "问题", help = "问题")]
    Problem,
    #[value(alias = "表现", help = "具体表现")]
    Detail,
    #[value(alias = "目标", help = "整改目标")]
    Target,
    #[value(alias = "成效", help = "整改成效")]
    Outcome,
    #[value(alias = "原因", help = "未完成原因")]
    Reason,
    #[value(alias = "下步措施", help = "下步措施")]
    Next,
    #[value(alias = "备注", help = "备注")]
    Note,
    #[value(alias = "报送表述", help = "报送表述")]
    Wording,
}

impl From<FieldArg> for TextField {
    fn from(arg: FieldArg) -> Self {
        match arg {
            FieldArg::Problem => Self::Problem,
            FieldArg::Detail => Self::Detail,
            FieldArg::Target => Self::Target,
            FieldArg::Outcome => Self::Outcome,
            FieldArg::Reason => Self::Reason,
            FieldArg::Next => Self::NextStep,
            FieldArg::Note => Self::Note,
            FieldArg::Wording => Self::Wording,
        }
    }
}

/// What was written in the editor, and what stood there before.
struct Written {
    field: TextField,
    before: String,
    after: String,
}

/// Lets the person write; nothing of the ledger is open meanwhile.
fn written(context: &Context, field: TextField, numbers: &[u32]) -> Result<Written, Failure> {
    let [number] = numbers else {
        return Err(
            Failure::usage("用编辑器一次只能改一项").hint("写成 ledger edit 3 --editor wording")
        );
    };
    let before = context.store()?.task(*number)?;
    let before = before.text(field).unwrap_or_default().to_owned();
    let after = editor::edited(&before)?;
    if after == before {
        return Err(Failure::refused(*number, &Refusal::NothingChanges));
    }
    if after.is_empty() && field == TextField::Problem {
        return Err(Failure::usage("问题的表述不能是空的"));
    }
    Ok(Written {
        field,
        before,
        after,
    })
}

/// What an edit did, of several tasks.
#[derive(Default)]
struct Edited {
    changed: Vec<Task>,
    /// Those that were as wanted before.
    unchanged: Vec<Task>,
    /// Those that had a deadline before.
    timed: Vec<String>,
}

pub(super) fn edit(context: &Context, args: &EditArgs) -> Result<(), Failure> {
    let numbers = crate::cli::values::flatten(&args.numbers);
    let written = args
        .editor
        .map(|field| written(context, field.into(), &numbers))
        .transpose()?;
    let mut store = context.store()?;
    let before = store.sequence()?;
    let edited = store.write(&context.stamp, |writer| {
        let book = writer.book()?;
        let mut edited = Edited::default();
        for number in &numbers {
            let task = writer.task(*number)?;
            let mut wanted = changes(context, args, &task, &book)?;
            wanted.extend(from_editor(written.as_ref(), &task)?);
            if wanted.is_empty() {
                return Err(
                    Failure::usage("没有写要改什么").hint("用 ledger edit --help 查看能改的内容")
                );
            }
            match task.edit(wanted) {
                Ok(event) => {
                    edited.timed.extend(task.due().map(|_| number.to_string()));
                    writer.record(*number, event)?;
                    edited.changed.push(writer.task(*number)?);
                }
                // Of several tasks some may already be as wanted; for one it is a mistake.
                Err(Refusal::NothingChanges) if numbers.len() > 1 => edited.unchanged.push(task),
                Err(refusal) => return Err(Failure::refused(*number, &refusal)),
            }
        }
        Ok(edited)
    })?;
    tell(context, args, &edited)?;
    tell_telling(context, &store.book()?, args, &edited);
    shared::tell_outcome(context, &edited.changed, args.outcome.is_some());
    let with = &args.particulars;
    let given = [
        ("责任部门", with.dept.as_ref()),
        ("责任领导", with.lead.as_ref()),
        ("责任人", with.owner.as_ref()),
    ];
    let roster = store.book()?.members;
    for slip in suggest::slips(&store, &roster, &edited.changed, &given)? {
        context.out.hint(&slip);
    }
    successors::tell_since(context, &store, before)
}

/// What was written in the editor, unless somebody changed that field meanwhile.
fn from_editor(written: Option<&Written>, task: &Task) -> Result<Option<Change>, Failure> {
    let Some(written) = written else {
        return Ok(None);
    };
    if task.text(written.field).unwrap_or_default() != written.before {
        return Err(Failure::request(
            "编辑的时候这一栏又有了新的改动，这次未写入",
        ));
    }
    Ok(Some(Change::Text(written.field, filled(&written.after))))
}

fn tell(context: &Context, args: &EditArgs, edited: &Edited) -> Result<(), Failure> {
    if !edited.unchanged.is_empty() {
        context.out.status(&format!(
            "{}本来就是这样，没有变化",
            shared::named(&edited.unchanged)
        ));
    }
    let due = args.particulars.due.is_some() && args.on_measure.is_none();
    if due && !edited.timed.is_empty() {
        context.out.warn(&format!(
            "第 {} 项原来就有时限；因故推迟的，用 ledger undo 撤销这一步，再用 ledger extend 延期，写明原因和批准",
            edited.timed.join("、")
        ));
    }
    if let Some(first) = edited.changed.first() {
        context
            .out
            .result(&format!("已修改{}", shared::named(&edited.changed)))?;
        if args.particulars.due.is_some() {
            let measure = first
                .measures
                .iter()
                .find(|m| Some(m.key) == args.on_measure);
            let deadline = match args.on_measure {
                Some(_) => measure.and_then(|measure| measure.deadline.as_ref()),
                None => first.deadline.as_ref(),
            };
            shared::tell_day(context, deadline);
        }
        context
            .out
            .hint(&format!("用 ledger show {} 查看", first.number));
    }
    Ok(())
}

/// How what was changed will stand in the section.
fn tell_telling(context: &Context, book: &Book, args: &EditArgs, edited: &Edited) {
    let [task] = edited.changed.as_slice() else {
        return;
    };
    let given = texts(args);
    let changed = |field: TextField| {
        let typed = given
            .iter()
            .any(|change| matches!(change, Change::Text(known, _) if *known == field));
        typed
            || args
                .editor
                .is_some_and(|editor| TextField::from(editor) == field)
    };
    if changed(TextField::Outcome) {
        telling::tell_effect(context, task);
    }
    if changed(TextField::Reason) || changed(TextField::NextStep) {
        telling::tell_state(context, book, task);
    }
}

fn changes(
    context: &Context,
    args: &EditArgs,
    task: &Task,
    book: &Book,
) -> Result<Vec<Change>, Failure> {
    let with = &args.particulars;
    let mut changes = texts(args);
    let deadline = with
        .due
        .as_ref()
        .map(|due| shared::deadline(due, shared::desk(context, book, task.year)))
        .transpose()?;
    if let Some(key) = args.on_measure {
        changes.push(Change::Measure(measure(args, task, key, deadline)?));
    } else {
        changes.extend(of_the_task(with, task, book, deadline));
    }
    if let Some(depts) = &with.co_dept {
        changes.push(Change::CoDepts(names(depts)));
    }
    changes.extend(
        args.drop_measure
            .iter()
            .map(|key| Change::MeasureDropped(*key)),
    );
    if let Some(day) = &args.next_check {
        changes.push(Change::NextCheck(Some(day.after(context.today)?)));
    }
    Ok(changes)
}

/// The plain texts that were given.
fn texts(args: &EditArgs) -> Vec<Change> {
    let with = &args.particulars;
    let given = [
        (
            TextField::Problem,
            args.problem.as_ref().map(|words| &words.0),
        ),
        (TextField::Dimension, with.dimension.as_ref()),
        (TextField::Detail, with.detail.as_ref()),
        (TextField::Source, with.source.as_ref()),
        (TextField::Target, with.target.as_ref()),
        (TextField::Theme, with.theme.as_ref()),
        (TextField::External, with.external.as_ref()),
        (TextField::Lead, with.lead.as_ref()),
        (TextField::Outcome, args.outcome.as_ref()),
        (TextField::Reason, args.reason.as_ref()),
        (TextField::NextStep, args.next.as_ref()),
        (TextField::Note, args.note.as_ref()),
        (TextField::Wording, args.wording.as_ref()),
    ];
    given.into_iter().filter_map(text).collect()
}

fn text((field, value): (TextField, Option<&String>)) -> Option<Change> {
    value.map(|value| Change::Text(field, filled(value)))
}

/// What speaks of one measure with `--on-measure`, and else of the task.
fn of_the_task(
    with: &Particulars,
    task: &Task,
    book: &Book,
    deadline: Option<Deadline>,
) -> Vec<Change> {
    let people = [
        (TextField::Dept, with.dept.as_ref()),
        (TextField::Owner, with.owner.as_ref()),
    ];
    let mut changes: Vec<Change> = people.into_iter().filter_map(text).collect();
    changes.extend(deadline.map(|deadline| Change::Deadline(Some(deadline))));
    let first = task.next_measure_key();
    changes.extend((first..).zip(&with.measure).map(|(key, words)| {
        Change::Measure(Measure {
            key,
            text: words.0.clone(),
            ..Measure::default()
        })
    }));
    // A department's lead comes from the roster where none is named or recorded.
    if let (None, None, Some(dept)) = (&with.lead, &task.lead, &with.dept)
        && let Some(lead) = book.lead_of(dept.trim())
    {
        changes.push(Change::Text(TextField::Lead, Some(lead.name.clone())));
    }
    changes
}

fn measure(
    args: &EditArgs,
    task: &Task,
    key: u32,
    deadline: Option<Deadline>,
) -> Result<Measure, Failure> {
    let with = &args.particulars;
    let known = task
        .measure(key)
        .ok_or_else(|| Failure::refused(task.number, &Refusal::NoMeasure(key)))?;
    let mut measure = known.clone();
    match with.measure.as_slice() {
        [] => {}
        [words] => measure.text.clone_from(&words.0),
        _ => return Err(Failure::usage("用了 --on-measure，--measure 只能写一次")),
    }
    if let Some(dept) = &with.dept {
        measure.dept = filled(dept);
    }
    if let Some(owner) = &with.owner {
        measure.owner = filled(owner);
    }
    if deadline.is_some() {
        measure.deadline = deadline;
    }
    Ok(measure)
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
