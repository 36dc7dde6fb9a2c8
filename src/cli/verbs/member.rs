//! `member` 班子成员

mod succeeded;

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::{Format, Head, Listing};
use crate::cli::values::{Day, Words, names};
use model::event::LedgerEvent;
use model::unit::Member;

/// 记下班子成员及其分工；不写姓名就列出名册；有人离任、调动，他负责的未销号任务一次交给接手的人
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger member 王某 --post 局长 --order 1 --depts 办公室、人事科\n    ledger member 王某 --succeeded-by 李某 --dry-run（先看交接哪些）\n    ledger member 王某 --succeeded-by 李某 --on 6月20日"
)]
pub(in crate::cli) struct MemberArgs {
    /// 姓名
    #[arg(value_name = "姓名")]
    name: Option<Words>,
    /// 职务
    #[arg(long, alias = "职务", value_name = "职务")]
    post: Option<Words>,
    /// 排第几
    #[arg(long, alias = "排序", value_name = "名次")]
    order: Option<u32>,
    /// 分管部门（几个部门用、隔开）
    #[arg(long, alias = "分管", value_name = "部门")]
    depts: Option<String>,
    /// 不再列入名册
    #[arg(long, alias = "移出", requires = "name")]
    remove: bool,
    /// 由谁接手：姓名不限班子成员，责任人也行；这个人的未销号任务都交给接手的人
    #[arg(
        long,
        alias = "接手",
        value_name = "姓名",
        requires = "name",
        conflicts_with_all = ["post", "order", "depts", "remove"],
        add = Takes::Owner
    )]
    succeeded_by: Option<Words>,
    /// 哪一天交接（默认今天）
    #[arg(long, alias = "日期", value_name = "日期", requires = "succeeded_by", add = Takes::PastDay)]
    on: Option<Day>,
    /// 只看交接哪些，不写入台账
    #[arg(long, alias = "试看", requires = "succeeded_by")]
    dry_run: bool,
    /// 列出时的格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

pub(super) fn member(context: &Context, args: &MemberArgs) -> Result<(), Failure> {
    let Some(name) = &args.name else {
        return list(context, args.format);
    };
    let name = name.0.clone();
    if let Some(to) = &args.succeeded_by {
        let on = shared::happened_on(context, args.on.as_ref())?;
        return succeeded::hand_over(context, (&name, &to.0), on, args.dry_run);
    }
    let mut store = context.store_or_new()?;
    let said = store.write(&context.stamp, |writer| {
        let book = writer.book()?;
        let known = book.members.iter().find(|member| member.name == name);
        if args.remove {
            if known.is_none() {
                return Err(Failure::request(format!("名册中没有{name}")));
            }
            writer.record_ledger(LedgerEvent::MemberRemoved { name: name.clone() })?;
            return Ok(format!("{name}已不再列入名册"));
        }
        let last = book
            .members
            .iter()
            .map(|member| member.order)
            .max()
            .unwrap_or(0);
        let mut member = known.cloned().unwrap_or_else(|| Member {
            name: name.clone(),
            order: last + 1,
            ..Member::default()
        });
        if let Some(post) = &args.post {
            member.post = Some(post.0.clone());
        }
        if let Some(order) = args.order {
            member.order = order;
        }
        if let Some(depts) = &args.depts {
            member.depts = names(depts);
        }
        if known == Some(&member) {
            return Err(Failure::request(format!("{name}的记录没有变化")));
        }
        writer.record_ledger(LedgerEvent::MemberSet(member))?;
        Ok(format!("已记下班子成员{name}"))
    })?;
    context.out.result(&said)?;
    if !args.remove {
        context
            .out
            .hint("分解责任时写明 --dept，就自动带出分管的责任领导；用 ledger member 查看名册");
    }
    Ok(())
}

fn list(context: &Context, format: Format) -> Result<(), Failure> {
    let book = context.store()?.book()?;
    Listing::new(&book.members)
        .column(Head::of("排序").key("order"), |m| m.order.into())
        .column(Head::of("姓名").key("name"), |m| m.name.as_str().into())
        .column(Head::of("职务").key("post"), |m| m.post.as_deref().into())
        .column(Head::of("分管部门").key("depts"), |m| {
            m.depts.clone().into()
        })
        .empty(
            "名册还是空的。",
            Some("用 ledger member 姓名 --post 职务 --depts 分管部门 记下"),
        )
        .print(&context.out, format)?;
    if format == Format::Table {
        for one in &book.successions {
            context.out.status(&format!(
                "{}的工作由{}接手（{}起）",
                one.name, one.by, one.on
            ));
        }
    }
    Ok(())
}
