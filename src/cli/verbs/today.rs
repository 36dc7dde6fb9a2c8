//! `ledger` alone: today at a glance, and how to get help.

use chrono::{Datelike as _, Days, NaiveDate};

use super::shared;
use crate::app::as_of;
use crate::app::reminders::MostUrgent;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::front::Count;
use crate::cli::progress::Progress;
use crate::cli::table;
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{Cause, Counted, Counts, DUE_SOON_DAYS, Horizon, Reminder, Tally};
use papers::board::{Item, Reminders, Urgency};
use store::{Store, TaskKey};

/// As many as one takes in at a glance.
const MOST_URGENT: usize = 3;

/// So long it is told that a history came that contradicts the one held: by then somebody has asked that unit.
const TOLD_OF: Days = Days::new(30);

/// Counts, what is most urgent, what waits.
pub(in crate::cli) fn today(context: &Context) -> Result<(), Failure> {
    let Some(store) = context.store_if_any()? else {
        context.out.result("还没有台账。")?;
        context.out.hint(if context.out.is_front() {
            "先用 ledger init 写明是哪个单位，再用 ledger import 导入对照检查材料或原来的台账"
        } else {
            "用 ledger import 材料文件 导入对照检查材料；ledger demo 演示一整年的做法；ledger --help 查看所有命令"
        });
        return Ok(());
    };
    let call = context.call();
    let today = context.today;
    let new = || Seen::new(today);
    let counting = (new, Seen::count, |_: &mut Seen| ());
    let seen = as_of::count_shared_as_of(call, &store, &Scope::default(), counting, Seen::join)?;
    let Seen {
        tally,
        mut reminders,
        most_urgent,
    } = seen;
    let mut progress = Progress::begin(&context.out, "查看", 0);
    most_urgent.list(call, &store, &mut reminders, &mut progress)?;
    progress.clear();
    let (day, counts) = (day(context.today), table::told(tally.counts()));
    context.out.result(&format!("{day}　{counts}"))?;
    context.out.counts(&counted(tally.counts()))?;
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

/// All tasks as they are looked at once.
struct Seen {
    tally: Tally,
    reminders: Reminders,
    most_urgent: MostUrgent,
}

impl Seen {
    fn new(today: NaiveDate) -> Self {
        Self {
            tally: Tally::plain(today),
            reminders: Reminders::new(today, Horizon::default()),
            most_urgent: MostUrgent::new(MOST_URGENT),
        }
    }

    fn count(&mut self, task: &Counted<'_>, key: TaskKey) {
        self.tally.count(task);
        // What else waits is only counted.
        let urgency = self.reminders.see(task);
        let dated = |(cause, _): &Urgency| matches!(cause, Cause::Overdue | Cause::DueSoon);
        if let Some(urgency) = urgency.filter(dated) {
            self.most_urgent.add(urgency, key);
        }
    }

    fn join(&mut self, later: Self) {
        self.tally.join(later.tally);
        self.reminders.join(&later.reminders);
        self.most_urgent.join(later.most_urgent);
    }
}

/// The counts of the day for a front, each under the filters of `list` that show what it counts.
fn counted(counts: &Counts) -> Vec<Count> {
    let of = |title: &str, count, filters: &[(&str, &str)]| Count {
        title: title.to_owned(),
        count,
        filters: filters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    let status = |kind: StatusKind| ("status", kind.word());
    let open: Vec<_> = StatusKind::ALL
        .into_iter()
        .filter(|kind| kind.is_open())
        .map(status)
        .collect();
    let soon = DUE_SOON_DAYS.to_string();
    vec![
        of("全部", counts.total, &[]),
        of("还没有整改完", counts.open(), &open),
        of("逾期", counts.overdue, &[("overdue", "on")]),
        of("快到期", counts.due_soon, &[("due_within", &soon)]),
        of(
            "申请销号待验收",
            counts.status(StatusKind::Applied),
            &[status(StatusKind::Applied)],
        ),
        of("待分解", counts.unassigned, &[("unfilled", "on")]),
        of(
            "已销号",
            counts.status(StatusKind::Closed),
            &[status(StatusKind::Closed)],
        ),
    ]
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
        (
            store.diverged_since(context.today - TOLD_OF)?,
            "份上报的留痕与已收的不一致，另存着没有采用",
            "ledger history",
        ),
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
