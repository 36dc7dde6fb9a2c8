//! `collect` 回收

use std::path::{Path, PathBuf};

use crate::app::collect::{self, Beside, Collected, Front};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides};
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::telling;
use documents::sheet::collect::{Advice, Applied, Conflict, Outcome, Returned, ReturnedRow};
use model::event::TaskEvent;
use store::Store;

const BESIDES: Besides = Besides {
    questions: &[(
        "take",
        "台账和填报表都改过的，以哪边为准？（直接回车逐个问）",
    )],
    when_bare: false,
};

/// 回收填报表：逐格与台账比对，列出改动，同意后一次录入
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger collect 回收/*.xlsx\n    ledger collect 办公室.xlsx --take ours -y"
)]
pub(in crate::cli) struct CollectArgs {
    /// 交回的填报表
    #[arg(value_name = "文件", required_unless_present = "status",
        add = Asked("收回哪个填报表？可以把文件拖到这里"))]
    files: Vec<PathBuf>,
    /// 看谁交回了，谁还没有
    #[arg(long, alias = "交回情况", conflicts_with = "files")]
    status: bool,
    /// 两边都改过的以哪边为准（默认逐个询问）
    #[arg(long, alias = "以谁为准", value_name = "哪边", default_value = "ask")]
    take: Take,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Take {
    #[value(alias = "部门", help = "以填报表为准")]
    Theirs,
    #[value(alias = "台账", help = "以台账为准")]
    Ours,
    #[value(alias = "询问", help = "逐个询问")]
    Ask,
}

/// How a person at the screen is asked.
struct Screen<'a> {
    context: &'a Context,
    take: Take,
}

impl Front for Screen<'_> {
    type Error = Failure;

    fn show(&mut self, store: &Store, path: &Path, brings: &Returned) -> Result<(), Failure> {
        show(self.context, store, brings, path)
    }

    fn is_theirs(
        &mut self,
        row: &ReturnedRow,
        conflict: &Conflict,
    ) -> Result<Option<bool>, Failure> {
        match self.take {
            Take::Theirs => Ok(Some(true)),
            Take::Ours => Ok(Some(false)),
            Take::Ask if Context::can_ask() && !self.context.yes => {
                let question = format!("编号 {} 的“{}”以填报表为准？", row.code, conflict.column);
                self.context.consent(&question).map(Some)
            }
            Take::Ask => Ok(None),
        }
    }

    fn agrees(&mut self, changes: usize) -> Result<bool, Failure> {
        self.context
            .consent(&format!("录入以上 {changes} 处改动？"))
    }
}

pub(super) fn collect(context: &Context, args: &CollectArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    if args.status {
        return status(context, &store);
    }
    let mut screen = Screen {
        context,
        take: args.take,
    };
    match collect::collect(context.call(), &mut store, &args.files, &mut screen)? {
        Collected::Declined => {
            context.out.status("没有录入，台账未作任何改动");
            Ok(())
        }
        Collected::Recorded { changes, undecided } => {
            context.out.result(&format!("录入 {changes} 处改动"))?;
            if undecided == 0 {
                return Ok(());
            }
            Err(
                Failure::request(format!("还有 {undecided} 处冲突没有定，未录入"))
                    .hint("用 --take theirs 以填报表为准，或 --take ours 以台账为准"),
            )
        }
    }
}

/// The last sheet of each department: come home or still out.
fn status(context: &Context, store: &Store) -> Result<(), Failure> {
    let last = collect::last_forms(store)?;
    if last.is_empty() {
        context.out.result("还没有下发过填报表。")?;
        context.out.hint("用 ledger dispatch --out 文件夹 下发");
        return Ok(());
    }
    Listing::new(&last)
        .column("责任部门", |receipt| match receipt.dept.as_str() {
            "" => "（未明确）".into(),
            dept => dept.into(),
        })
        .column("情况", |r| {
            if r.returned { "已交回" } else { "未交回" }.into()
        })
        .column("时间", |r| r.at.get(..10).unwrap_or(&r.at).into())
        .column("填报表", |r| r.sheet.as_str().into())
        .column("内容", |r| r.detail.as_str().into())
        .show(&context.out)?;
    let out: Vec<&str> = last
        .iter()
        .filter(|receipt| !receipt.returned)
        .map(|r| r.dept.as_str())
        .collect();
    match out.len() {
        0 => context.out.result("全部交回了。"),
        count => context
            .out
            .result(&format!("还有 {count} 个部门没有交回：{}", out.join("、"))),
    }
}

fn show(context: &Context, store: &Store, returned: &Returned, path: &Path) -> Result<(), Failure> {
    let count = |outcome| {
        returned
            .rows
            .iter()
            .filter(|row| row.outcome() == outcome)
            .count()
    };
    let dept = if returned.dept.is_empty() {
        "未明确部门"
    } else {
        &returned.dept
    };
    context.out.heading(&format!(
        "{dept}（{}，{}下发）",
        returned.file, returned.sent_on
    ))?;
    if let Some(later) = &returned.superseded {
        context.out.warn(&format!(
            "{}：与 {later} 是同一张表，{later} 保存得晚，以它为准，这一份未采用",
            returned.file
        ));
        return Ok(());
    }
    context.out.result(&format!(
        "更新 {} 行，未变 {} 行，冲突 {} 行，有未采用的 {} 行，被删 {} 行",
        count(Outcome::Updated),
        count(Outcome::Untouched),
        count(Outcome::Conflict),
        count(Outcome::Rejected),
        returned.deleted.len()
    ))?;
    applied(context, returned, path)?;
    tell_notes(context, store, returned)?;
    for row in &returned.rows {
        for conflict in &row.conflicts {
            context
                .out
                .warn(&conflict_text(store, returned, row, conflict)?);
        }
    }
    not_taken(context, returned);
    if !returned.deleted.is_empty() {
        context.out.warn(&format!(
            "{}：编号 {} 的行被删了，按未填处理",
            returned.file,
            returned.deleted.join("、")
        ));
    }
    Ok(())
}

/// How the notes that came home will stand in the section.
fn tell_notes(context: &Context, store: &Store, returned: &Returned) -> Result<(), Failure> {
    let kinds = store.book()?.figure_kinds();
    for row in returned.rows.iter().filter(|row| !row.applied.is_empty()) {
        let Some(number) = row.number else { continue };
        let events = row.applied.iter().map(|applied| &applied.event);
        for line in telling::preview(&store.task(number)?, events, &kinds) {
            context.out.hint(&format!("编号 {} {line}", row.code));
        }
    }
    Ok(())
}

/// Cells and rows that are not taken, with why.
fn not_taken(context: &Context, returned: &Returned) {
    for no in returned
        .rows
        .iter()
        .flat_map(|row| &row.rejected)
        .chain(&returned.notes)
    {
        let value = if no.value.is_empty() {
            String::new()
        } else {
            format!("“{}”", no.value)
        };
        context.out.warn(&format!(
            "{}：{}第{}行 {}{value}：{}{}",
            returned.file,
            no.sheet,
            no.row,
            no.column,
            no.reason,
            no.advice.map_or("", advice)
        ));
    }
}

fn applied(context: &Context, returned: &Returned, path: &Path) -> Result<(), Failure> {
    if returned.rows.iter().all(|row| row.applied.is_empty()) {
        return Ok(());
    }
    let rows = returned.rows.iter().flat_map(|row| {
        let applied = row.applied.iter();
        applied.map(move |one| (row.code.as_str(), one, Beside::of(path, one)))
    });
    Listing::new(rows)
        .column("编号", |(code, ..)| (*code).into())
        .column("栏目", |(_, one, _)| one.column.into())
        .column("结果", |(_, one, beside)| match beside {
            Some(beside) => told(beside).into(),
            None if replaces(one) => "更正".into(),
            None => "采用".into(),
        })
        .column("下发时", |(_, one, _)| one.from.as_str().into())
        .column("现填", |(_, one, _)| filled(one).into())
        .show(&context.out)?;
    for row in &returned.rows {
        let number = row.number.unwrap_or_default();
        let named = row.applied.iter().filter_map(|one| Beside::of(path, one));
        for wanted in named.filter_map(|beside| beside.wanted()) {
            context.out.hint(&format!(
                "编号 {} 的{wanted}；收到文件后用 ledger attach {number} 文件 添加",
                row.code
            ));
        }
    }
    Ok(())
}

/// Whether it takes the place of what the same form said before.
fn replaces(one: &Applied) -> bool {
    matches!(&one.event, TaskEvent::Progressed(noted) if noted.submission.is_some())
        && !one.from.is_empty()
}

/// What was filled in, with the day and the figures that are recorded with it.
fn filled(one: &Applied) -> String {
    let figures = match &one.event {
        TaskEvent::Progressed(noted) if noted.internal => return one.to.clone(),
        TaskEvent::Progressed(noted) if !noted.text.is_empty() => noted.figures.as_slice(),
        _ => &[],
    };
    let mut told = one.to.clone();
    for figure in figures {
        told += &format!("；{}", figure.written());
    }
    match one.event.on() {
        Some(day) => format!("{told}（{day}）"),
        None => told,
    }
}

/// Both values with both days.
fn conflict_text(
    store: &Store,
    returned: &Returned,
    row: &ReturnedRow,
    conflict: &Conflict,
) -> Result<String, Failure> {
    let on = collect::recorded_on(store, row, conflict)?;
    let on = on.map_or_else(String::new, |day| format!("（{day}记）"));
    Ok(format!(
        "编号 {} 的“{}”两边都改过：填报表为“{}”（{}下发），台账为“{}”{on}",
        row.code, conflict.column, conflict.theirs, returned.sent_on, conflict.ours
    ))
}

/// What can be done about a row that was not taken.
fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Register => "；如是新问题，用 ledger add 问题 登记",
        Advice::RegisterOrAddMeasure => {
            "；如是新问题，用 ledger add 问题 登记，新措施用 ledger edit 编号 --measure 补充"
        }
    }
}

/// What was there of the evidence that a cell names.
fn told(beside: &Beside) -> String {
    match (beside.files.len(), beside.missing.len()) {
        (0, _) => "待添加".to_owned(),
        (files, 0) => format!("添加文件{files}个"),
        (files, missing) => format!("添加文件{files}个，{missing}个待添加"),
    }
}
