//! `collect` 回收

mod beside;

use std::path::{Path, PathBuf};

use beside::Beside;

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::Failure;
use crate::cli::intake::reading;
use crate::cli::listing::Listing;
use documents::sheet::collect::{
    self, Applied, CollectFault, Collection, Conflict, File, Outcome, Returned, ReturnedRow,
};
use model::event::TaskEvent;
use office::grid::Unreadable;
use store::{Receipt, Store};

/// 回收填报表：逐格与台账比对，列出改动，同意后一次录入
#[derive(Debug, clap::Args)]
#[command(
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

/// What is to be recorded, and what stays open.
#[derive(Default)]
struct Decided {
    /// With the place of the file that each came in.
    acts: Vec<Act>,
    undecided: usize,
}

/// One cell that is recorded.
struct Act {
    place: usize,
    number: u32,
    event: Option<TaskEvent>,
    /// Evidence that came along with the sheet.
    files: Vec<PathBuf>,
}

impl Act {
    fn event(place: usize, number: u32, event: &TaskEvent) -> Self {
        Self {
            place,
            number,
            event: Some(event.clone()),
            files: Vec::new(),
        }
    }

    /// What a cell of evidence names: files where they lie there, a note where they do not.
    fn applied(place: usize, number: u32, sheet: &Path, applied: &Applied) -> Self {
        let mut act = Self::event(place, number, &applied.event);
        if let Some(beside) = Beside::of(sheet, applied).filter(|beside| !beside.files.is_empty()) {
            match (&mut act.event, beside.wanted()) {
                (Some(TaskEvent::Progressed(noted)), Some(wanted)) => noted.text = wanted,
                _ => act.event = None,
            }
            act.files = beside.files;
        }
        act
    }
}

pub(super) fn collect(context: &Context, args: &CollectArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    if args.status {
        return status(context, &store);
    }
    let sequence = store.sequence()?;
    let returned = read(context, &store, &args.files)?;
    let mut decided = Decided::default();
    for (place, one) in returned.iter().enumerate() {
        let path = &args.files[place];
        show(context, &store, one, path)?;
        decide(context, args.take, (place, path), one, &mut decided)?;
    }
    if !decided.acts.is_empty() {
        let question = format!("录入以上 {} 处改动？", decided.acts.len());
        if !context.consent(&question)? {
            context.out.status("没有录入，台账未作任何改动");
            return Ok(());
        }
    }
    record(context, &mut store, sequence, &returned, &decided.acts)?;
    context
        .out
        .result(&format!("录入 {} 处改动", decided.acts.len()))?;
    if decided.undecided > 0 {
        return Err(
            Failure::request(format!("还有 {} 处冲突没有定，未录入", decided.undecided))
                .hint("用 --take theirs 以填报表为准，或 --take ours 以台账为准"),
        );
    }
    Ok(())
}

/// The last sheet of each department: come home or still out.
fn status(context: &Context, store: &Store) -> Result<(), Failure> {
    let mut last: Vec<Receipt> = Vec::new();
    for receipt in store.receipts()? {
        match last.iter_mut().find(|known| known.dept == receipt.dept) {
            Some(known) => *known = receipt,
            None => last.push(receipt),
        }
    }
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

fn read(context: &Context, store: &Store, paths: &[PathBuf]) -> Result<Vec<Returned>, Failure> {
    let mut contents = Vec::new();
    for path in paths {
        let bytes = reading::workbook(path)?;
        contents.push((
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes,
        ));
    }
    let files: Vec<File<'_>> = contents
        .iter()
        .map(|(name, bytes)| File { name, bytes })
        .collect();
    let ledger_id = store.ledger_id()?;
    let collection = Collection {
        ledger_id: &ledger_id,
        today: context.today,
        policy: store.book()?.policy(),
    };
    let results = collect::collect(&files, &collection, &|number| store.task(number).ok());
    let paired = results.into_iter().zip(paths);
    paired
        .map(|(result, path)| result.map_err(|fault| unreadable(path, &fault)))
        .collect()
}

/// A file that can't be taken stops the whole collection: nothing is applied that is not sure.
fn unreadable(path: &Path, fault: &CollectFault) -> Failure {
    let path = path.display();
    match fault {
        CollectFault::Unreadable(Unreadable::Locked) => {
            Failure::request(format!("{path} 加了密码，打不开，台账未作任何改动"))
                .hint("在 Excel 或 WPS 中取消密码，另存后再收")
        }
        CollectFault::Unreadable(fault) => {
            Failure::request(format!("{path} 读不出来（{fault}），台账未作任何改动"))
                .hint("在 Excel 或 WPS 中打开，另存为 .xlsx 后再收")
        }
        CollectFault::NotOurs => Failure::request(format!(
            "{path} 不是本程序下发的填报表，或者内容被复制到了别的表格里，台账未作任何改动"
        ))
        .hint("请部门在原来的填报表中填写；别的表格用 ledger import 导入"),
        CollectFault::OtherLedger { found } => Failure::request(format!(
            "{path} 是另一本台账（{found}）下发的填报表，台账未作任何改动"
        )),
        CollectFault::NoHeader { sheet } => Failure::request(format!(
            "{path} 的工作表“{sheet}”找不到表头，台账未作任何改动"
        ))
        .hint("请部门在原来的填报表中填写，不要改动表头"),
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
    context.out.result(&format!(
        "更新 {} 行，未变 {} 行，冲突 {} 行，有未采用的 {} 行，被删 {} 行",
        count(Outcome::Updated),
        count(Outcome::Untouched),
        count(Outcome::Conflict),
        count(Outcome::Rejected),
        returned.deleted.len()
    ))?;
    applied(context, returned, path)?;
    for row in &returned.rows {
        for conflict in &row.conflicts {
            context
                .out
                .warn(&conflict_text(store, returned, row, conflict)?);
        }
    }
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
            "{}：{}第{}行 {}{value}：{}",
            returned.file, no.sheet, no.row, no.column, no.reason
        ));
    }
    if !returned.deleted.is_empty() {
        context.out.warn(&format!(
            "{}：编号 {} 的行被删了，按未填处理",
            returned.file,
            returned.deleted.join("、")
        ));
    }
    Ok(())
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
        .column("结果", |(.., beside)| match beside {
            Some(beside) => beside.told().into(),
            None => "采用".into(),
        })
        .column("下发时", |(_, one, _)| one.from.as_str().into())
        .column("现填", |(_, one, _)| one.to.as_str().into())
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

/// Both values with both days.
fn conflict_text(
    store: &Store,
    returned: &Returned,
    row: &ReturnedRow,
    conflict: &Conflict,
) -> Result<String, Failure> {
    let number = row.number.unwrap_or_default();
    let entry = store
        .task_history(number)?
        .into_iter()
        .find(|recorded| recorded.entry.sequence == conflict.last_entry);
    let on = entry.map_or_else(String::new, |recorded| {
        format!("（{}记）", recorded.entry.stamp.when.date_naive())
    });
    Ok(format!(
        "编号 {} 的“{}”两边都改过：填报表为“{}”（{}下发），台账为“{}”{on}",
        row.code, conflict.column, conflict.theirs, returned.sent_on, conflict.ours
    ))
}

fn decide(
    context: &Context,
    take: Take,
    (place, path): (usize, &Path),
    returned: &Returned,
    decided: &mut Decided,
) -> Result<(), Failure> {
    for row in &returned.rows {
        let Some(number) = row.number else { continue };
        let applied = row.applied.iter();
        decided
            .acts
            .extend(applied.map(|applied| Act::applied(place, number, path, applied)));
        for conflict in &row.conflicts {
            let theirs = match take {
                Take::Theirs => true,
                Take::Ours => false,
                Take::Ask if Context::can_ask() && !context.yes => {
                    let question =
                        format!("编号 {} 的“{}”以填报表为准？", row.code, conflict.column);
                    context.consent(&question)?
                }
                Take::Ask => {
                    decided.undecided += 1;
                    false
                }
            };
            if theirs {
                decided
                    .acts
                    .push(Act::event(place, number, &conflict.event));
            }
        }
    }
    Ok(())
}

fn record(
    context: &Context,
    store: &mut Store,
    sequence: u64,
    returned: &[Returned],
    acts: &[Act],
) -> Result<(), Failure> {
    store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        for (place, one) in returned.iter().enumerate() {
            let clerk = &context.stamp.who;
            if !one.dept.is_empty() {
                writer.on_behalf_of(format!("{clerk}（{}报送）", one.dept));
            }
            let own = acts.iter().filter(|act| act.place == place);
            let mut count = 0;
            for act in own {
                if let Some(event) = &act.event {
                    writer.record(act.number, event.clone())?;
                }
                for path in &act.files {
                    // The same bytes are attached once.
                    let _ = shared::attach_new(writer, act.number, path, context.today)?;
                }
                count += 1;
            }
            writer.receipt(true, &one.dept, &one.file, &format!("改动{count}处"))?;
        }
        Ok::<(), Failure>(())
    })
}
