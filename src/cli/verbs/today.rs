//! `ledger` alone: today at a glance, and how to get help.

use chrono::{Datelike as _, NaiveDate};

use super::shared;
use crate::app::as_of;
use crate::app::reminders::MostUrgent;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::table;
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{Cause, Horizon, Reminder, Tally};
use papers::board::{Item, Reminders, Urgency};
use store::Store;

/// As many as one takes in at a glance.
const MOST_URGENT: usize = 3;

/// Counts, what is most urgent, what waits.
pub(in crate::cli) fn today(context: &Context) -> Result<(), Failure> {
    if !context.db.exists() {
        context.out.result("还没有台账。")?;
        context.out.hint(if context.out.is_front() {
            "先用 ledger init 写明是哪个单位，再用 ledger import 导入对照检查材料或原来的台账"
        } else {
            "用 ledger import 材料文件 导入对照检查材料；ledger demo 演示一整年的做法；ledger --help 查看所有命令"
        });
        return Ok(());
    }
    let store = context.store()?;
    let mut tally = Tally::new(context.today);
    let mut reminders = Reminders::new(context.today, Horizon::default());
    let (call, mut most_urgent) = (context.call(), MostUrgent::new(MOST_URGENT));
    as_of::place_each_as_of(call, &store, &Scope::default(), |task, key| {
        tally.count(task);
        // What else waits is only counted.
        let urgency = reminders.see(task);
        let dated = |(cause, _): &Urgency| matches!(cause, Cause::Overdue | Cause::DueSoon);
        if let Some(urgency) = urgency.filter(dated) {
            most_urgent.add(urgency, key);
        }
    })?;
    let mut progress = Progress::begin(&context.out, "查看", 0);
    most_urgent.list(call, &store, &mut reminders, &mut progress)?;
    progress.clear();
    let (day, counts) = (day(context.today), table::told(tally.counts()));
    context.out.result(&format!("{day}　{counts}"))?;
    urgent(context, &reminders)?;
    waiting(context, &store, &tally, &reminders)?;
    // A front has its pages for that.
    if !context.out.is_front() {
        context
            .out
            .hint("用 ledger list 查看台账，ledger remind 看该催谁，ledger --help 查看所有命令");
    }
    Ok(())
}

fn day(today: NaiveDate) -> String {
    let weekday = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday = weekday[today.weekday().num_days_from_monday() as usize];
    format!("{}，星期{weekday}", shared::day_text(today))
}

fn urgent(context: &Context, reminders: &Reminders) -> Result<(), Failure> {
    let items = reminders.most_urgent(MOST_URGENT);
    if items.is_empty() {
        return Ok(());
    }
    context.out.heading("最急的")?;
    items
        .into_iter()
        .try_for_each(|item| context.out.task(&item.code, &line(item)))
}

fn line(item: &Item) -> String {
    let who = item.dept.as_ref().or(item.owner.as_ref());
    let who = who.map_or_else(String::new, |who| format!("（{who}）"));
    let text = crate::cli::table::short(&item.text, 40);
    let why = item
        .reasons
        .first()
        .map_or_else(String::new, Reminder::words);
    format!("{text}{who}：{why}")
}

fn waiting(
    context: &Context,
    store: &Store,
    tally: &Tally,
    reminders: &Reminders,
) -> Result<(), Failure> {
    let counts = tally.counts();
    let awaited = store.awaited()?.len() as u32;
    let waiting = [
        (
            counts.status(StatusKind::Applied),
            "个申请销号待验收",
            "ledger list --status 申请销号",
        ),
        (
            counts.status(StatusKind::Done),
            "个已完成、还没有申请销号",
            "ledger list --status 已完成",
        ),
        (
            counts.check_due,
            "个长期坚持的该检查了",
            "ledger list --term 长期坚持",
        ),
        (
            reminders.count(Cause::Quiet),
            "个30天以上没有进展",
            "ledger remind",
        ),
        (
            counts.unassigned,
            "个还没有分解责任或时限",
            "ledger list --unfilled",
        ),
        (awaited, "个部门的表没有交回", "ledger remind"),
    ];
    let waiting: Vec<_> = waiting
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .collect();
    if waiting.is_empty() {
        return Ok(());
    }
    context.out.heading("等着办的")?;
    waiting.into_iter().try_for_each(|(count, what, command)| {
        context.out.waiting(&format!("{count}{what}"), command)
    })
}
