//! `dispatch` 下发

use std::path::PathBuf;

use super::shared;
use crate::app::fault::Fault;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::select::Filters;
use crate::cli::values::Coming;
use crate::cli::{settings, suggest};
use documents::sheet::Surroundings;
use documents::sheet::dispatch::{self, Dispatch, Dispatched};
use model::scope::Order;
use office::whole::Folder;

const BESIDES: Besides = Besides {
    questions: &[
        ("dept", "只下发给哪个部门？（直接回车是所有部门）"),
        (
            "return_by",
            "请各部门在哪一天前交回？如 9月20日（直接回车不写）",
        ),
        (
            "details",
            "连同具体表现（事例）一起下发吗？（y 是，直接回车不带）",
        ),
    ],
    when_bare: false,
};

/// 下发填报表：每个责任部门一份，填好后用 collect 收回
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger dispatch --out 下发 --return-by 9月20日\n    ledger dispatch --out 下发 --dept 办公室"
)]
pub(in crate::cli) struct DispatchArgs {
    #[command(flatten)]
    filters: Filters,
    /// 写到这个文件夹
    #[arg(long, alias = "导出到", value_name = "文件夹", add = Takes::Target,
        add = Asked("填报表写到哪个文件夹？"))]
    out: PathBuf,
    /// 请各部门在哪一天前交回
    #[arg(long, alias = "交回期限", value_name = "日期")]
    return_by: Option<Coming>,
    /// 连同具体表现（事例）一起下发
    #[arg(long, alias = "带事例")]
    details: bool,
}

pub(super) fn dispatch(context: &Context, args: &DispatchArgs) -> Result<(), Failure> {
    args.filters.check()?;
    let mut store = context.store()?;
    let mut scope = args.filters.scope(context, &store)?;
    let asked = store.count(&scope)?;
    scope.team_only = args.filters.subject.is_none();
    let tasks = store.tasks(&scope, Order::Number, None)?;
    let left_out = asked.saturating_sub(tasks.len() as u32);
    if tasks.is_empty() {
        context.out.result("没有要下发的任务。")?;
        suggest::tell(context, &store, &args.filters, &scope)?;
        tell_left_out(context, left_out);
        return Ok(());
    }
    let book = store.book()?;
    let code = store.check_code()?;
    let ledger_id = store.ledger_id()?;
    let around = Surroundings {
        today: context.today,
        book: &book,
        drafts: &[],
    };
    let return_by = args.return_by.as_ref();
    let return_by = return_by.map(|day| day.after(context.today)).transpose()?;
    let dispatch = Dispatch {
        ledger_id: &ledger_id,
        check_code: code.as_ref(),
        created: context.today.into(),
        return_by,
        with_details: args.details,
    };
    let planned = dispatch::plan(&tasks, around, &dispatch)
        .map_err(|fault| Fault::Workbook(args.out.clone(), fault))?;
    for one in &planned {
        // A sheet that a department filled and put back here would be lost.
        context.may_write(&args.out.join(&one.file_name))?;
    }
    let folder = Folder::at(&args.out, settings::access(&book));
    let folder = folder.map_err(|fault| Failure::file(&args.out, fault))?;
    for one in &planned {
        context.out.file_in(&folder, &one.file_name, &one.bytes)?;
        shared::tell_cut(context, &one.cut);
    }
    store.write(&context.stamp, |writer| {
        for one in &planned {
            let dept = one.dept.as_deref().unwrap_or_default();
            let detail = format!("{}项", one.tasks.len());
            writer.receipt(false, dept, &one.file_name, &detail)?;
        }
        Ok::<_, Failure>(())
    })?;
    summary(context, &planned)?;
    tell_left_out(context, left_out);
    context.out.hint(
        "收回后用 ledger collect 文件… 一次录入；谁还没有交回，用 ledger collect --status 查看",
    );
    Ok(())
}

fn summary(context: &Context, planned: &[Dispatched]) -> Result<(), Failure> {
    Listing::new(planned)
        .column("责任部门", |one| {
            one.dept.as_deref().unwrap_or("（未明确）").into()
        })
        .column("问题", |one| one.tasks.len().into())
        .column("单项措施", |one| one.measures.into())
        .column("配合", |one| one.assists.len().into())
        .column("文件", |one| one.file_name.as_str().into())
        .fact(format!("共 {} 份填报表", planned.len()))
        .show(&context.out)
}

fn tell_left_out(context: &Context, left_out: u32) {
    if left_out > 0 {
        context.out.status(&format!(
            "个人材料的 {left_out} 项没有下发；要下发时用 --subject 姓名"
        ));
    }
}
