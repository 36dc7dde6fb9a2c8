//! `dispatch` 下发

use std::path::{Path, PathBuf};

use super::shared;
use crate::app::fault::Fault;
use crate::app::units;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::select::Filters;
use crate::cli::values::Coming;
use crate::cli::{paths, settings, suggest};
use model::round;
use model::scope::Order;
use model::status::StatusKind;
use office::text::visible::one_line;
use office::whole::{Access, Folder};
use papers::sheet::dispatch::{self, Dispatch, DispatchFault, Dispatched, Recipient};
use papers::sheet::{OWN_ONLY, Surroundings};
use store::{SentForm, Store};

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

/// 下发填报表：每个单位、每个责任部门一份，填好后用 collect 收回
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger dispatch --out 下发 --return-by 9月20日\n    ledger dispatch --out 下发 --dept 办公室\n    ledger dispatch --out 下发 --round 第三季度（不写轮次的，以当月为一轮）\n    ledger dispatch --out 下发 --unit A03（汇总来的单位，由单位自己收回、再上报）"
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
    /// 这是哪一轮，如“第三季度”；不写就以当月为一轮，交回情况按轮次看
    #[arg(long, alias = "轮次", value_name = "轮次", value_parser = round_name)]
    round: Option<String>,
    /// 连同具体表现（事例）一起下发
    #[arg(long, alias = "带事例")]
    details: bool,
}

pub(super) fn dispatch(context: &Context, args: &DispatchArgs) -> Result<(), Failure> {
    args.filters.check()?;
    paths::must_be_folder(&args.out)?;
    let mut store = context.store()?;
    let mut scope = args.filters.scope(context, &store)?;
    let asked = store.count(&scope)?;
    scope.team_only = args.filters.subject.is_none();
    let mut tasks = store.tasks(&scope, Order::Number, None)?;
    let mut left_out = LeftOut {
        personal: asked.saturating_sub(tasks.len() as u32),
        closed: 0,
    };
    if scope.statuses.is_empty() {
        // Nothing is left to report of what is closed.
        let of_the_team = tasks.len();
        tasks.retain(|task| task.status.kind() != StatusKind::Closed);
        left_out.closed = (of_the_team - tasks.len()) as u32;
    }
    if tasks.is_empty() {
        context.out.result("没有要下发的任务。")?;
        if left_out.closed == 0 {
            suggest::tell(context, &store, &args.filters, &scope)?;
        }
        left_out.tell(context);
        return Ok(());
    }
    let book = store.book()?;
    let code = store.check_code()?;
    let ledger_id = store.ledger_id()?;
    let units = units::recipients(&store)?;
    let of_month = || round::of_month(&context.today.to_string());
    let round = args.round.clone().unwrap_or_else(of_month);
    let around = Surroundings {
        today: context.today,
        book: &book,
        units: &OWN_ONLY,
        drafts: &[],
    };
    let return_by = args.return_by.as_ref().map(|day| day.after(context.today));
    let dispatch = Dispatch {
        ledger_id: &ledger_id,
        check_code: code.as_ref(),
        created: context.today.into(),
        return_by: return_by.transpose()?,
        paper: settings::paper(&book),
        round: &round,
        with_details: args.details,
        units: &units,
    };
    let planned = dispatch::plan(&tasks, around, &dispatch).map_err(|fault| match fault {
        DispatchFault::Workbook(fault) => Fault::Workbook(args.out.clone(), fault),
        DispatchFault::NoUnit(unit) => Fault::UnknownUnit(unit),
    })?;
    write(context, &args.out, settings::access(&book), &planned)?;
    note(context, &mut store, &round, &planned)?;
    summary(context, &planned, &units)?;
    left_out.tell(context);
    tell_next(context, &planned);
    Ok(())
}

fn write(
    context: &Context,
    out: &Path,
    access: Access,
    planned: &[Dispatched],
) -> Result<(), Failure> {
    for one in planned {
        // A sheet that a department filled and put back here would be lost.
        context.may_write(&out.join(&one.file_name))?;
    }
    let folder = Folder::at(out, access).map_err(|fault| Failure::file(out, fault))?;
    for one in planned {
        context.out.file_in(&folder, &one.file_name, &one.bytes)?;
        shared::tell_cut(context, &one.cut);
    }
    Ok(())
}

/// Notes what went out in that round; what has nothing to fill in is not awaited.
fn note(
    context: &Context,
    store: &mut Store,
    round: &str,
    planned: &[Dispatched],
) -> Result<(), Failure> {
    let entries = store.sequence()?;
    store.write(&context.stamp, |writer| {
        for one in planned.iter().filter(|one| !one.form.is_empty()) {
            let sent = SentForm {
                round: round.to_owned(),
                unit: one.unit.clone(),
                form: one.form.clone(),
                entries,
                tasks: one.tasks.clone(),
            };
            let dept = one.dept.as_deref().unwrap_or_default();
            writer.form_sent(dept, &one.file_name, &sent)?;
        }
        Ok(())
    })
}

fn tell_next(context: &Context, planned: &[Dispatched]) {
    if planned.iter().any(|one| one.unit.is_none()) {
        context.out.hint(
            "收回后用 ledger collect 文件或文件夹 一次录入；谁还没有交回，用 ledger collect --status 查看",
        );
    }
    if planned.iter().any(|one| one.unit.is_some()) {
        context.out.hint(
            "别的单位的表由单位自己用 ledger collect 收回，再用 ledger pack 报来；报来没有，用 ledger collect --status 查看",
        );
    }
}

/// A round's name: one line, and not long.
fn round_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= 20 && one_line(name) == name;
    fits.then(|| name.to_owned())
        .ok_or_else(|| "轮次写成一行，不超过20个字，如“第三季度”".to_owned())
}

fn summary(context: &Context, planned: &[Dispatched], units: &[Recipient]) -> Result<(), Failure> {
    let mut listing = Listing::new(planned);
    if planned.iter().any(|one| one.unit.is_some()) {
        listing = listing.column("单位", |one| {
            let unit = one.unit.as_deref();
            let known = units.iter().find(|known| Some(known.code.as_str()) == unit);
            known.map_or("本单位", Recipient::called).into()
        });
    }
    listing
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

/// What is not sent unless it is asked for.
struct LeftOut {
    personal: u32,
    closed: u32,
}

impl LeftOut {
    fn tell(&self, context: &Context) {
        if self.closed > 0 {
            context.out.status(&format!(
                "已销号的 {} 项没有下发；要下发时用 --status 已销号",
                self.closed
            ));
        }
        if self.personal > 0 {
            context.out.status(&format!(
                "个人材料的 {} 项没有下发；要下发时用 --subject 姓名",
                self.personal
            ));
        }
    }
}
