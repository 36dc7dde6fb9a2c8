//! `remind` 催办

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::select::Filters;
use crate::cli::unmatched;
use crate::cli::values::Coming;
use crate::cli::verbs::evidence::{safe_name, unique};
use crate::cli::verbs::shared::day_text;
use crate::cli::{output, survey, table};
use documents::board::{Dates, Item, Letter, Reminders, Urged};
use model::tally::{Addressee, Cause, DUE_SOON_DAYS, Horizon};
use store::{Awaited, Store};

/// 催办：逾期、临期、该检查、久无进展、待验收的，按该催谁列出
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger remind --within 14\n    ledger remind --letter 提示单 --reply-by 7月20日（每个部门一份 Word）\n    ledger remind --ics 整改时限.ics（导入 Outlook 或手机日历，再导入即更新；其中不写问题内容）"
)]
pub(in crate::cli) struct RemindArgs {
    #[command(flatten)]
    filters: Filters,
    /// 提前多少天算临期
    #[arg(long, alias = "天内", value_name = "天数", default_value_t = DUE_SOON_DAYS as u32)]
    within: u32,
    /// 多少天没有进展算久无进展
    #[arg(long, alias = "无进展", value_name = "天数", default_value_t = 30)]
    idle: u32,
    /// 给每个部门写一份提示单或督办单（docx），放在这个文件夹
    #[arg(long, alias = "提示单", value_name = "文件夹")]
    letter: Option<PathBuf>,
    /// 提示单要求在哪一天前反馈
    #[arg(long, alias = "反馈日期", value_name = "日期", requires = "letter")]
    reply_by: Option<Coming>,
    /// 把时限写成日历文件
    #[arg(long, alias = "日历", value_name = "文件")]
    ics: Option<PathBuf>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "表格")]
    Table,
    #[value(help = "JSON")]
    Json,
}

pub(super) fn remind(context: &Context, args: &RemindArgs) -> Result<(), Failure> {
    args.filters.check()?;
    if let Some(path) = &args.ics {
        context.may_write(path)?;
    }
    let store = context.store()?;
    let horizon = Horizon {
        within: args.within.into(),
        quiet: args.idle.into(),
    };
    let book = store.book()?;
    let mut reminders = Reminders::new(context.today, horizon);
    let mut dates = Dates::new(&store.ledger_id()?, &book.unit.name, context.today);
    let scope = args.filters.scope(context, &store)?;
    unmatched::tell(context, &store, &args.filters, &scope)?;
    survey::tasks(context, &store, &scope, "查看", |task| {
        reminders.add(&task);
        dates.add(&task);
    })?;
    let awaited = store.awaited()?;
    if args.format == Format::Json {
        let awaited: Vec<Value> = awaited
            .iter()
            .map(|a| json!({"dept": a.dept, "sheet": a.sheet, "sent": a.sent}))
            .collect();
        let json = reminders.json(&awaited);
        context.out.data(&format!("{json}\n"))?;
    } else {
        told(context, &reminders, &awaited)?;
    }
    if let Some(folder) = &args.letter {
        letters(context, args, &store, &reminders, folder)?;
    }
    if let Some(path) = &args.ics {
        context.out.file(path, dates.ics().as_bytes())?;
        let count = dates.count();
        context
            .out
            .status(&format!("日历中有 {count} 个日期，只写编号、部门和日期"));
    }
    Ok(())
}

fn told(context: &Context, reminders: &Reminders, awaited: &[Awaited]) -> Result<(), Failure> {
    let out = &context.out;
    out.result(&format!(
        "截至{}：{}",
        day_text(reminders.today),
        counts(reminders)
    ))?;
    for urged in reminders.groups() {
        out.heading(&format!("{}（{}项）", name(urged), urged.items.len()))?;
        let mut listing = table::table(out, &["编号", "问题或措施", "整改时限", "状态", "事由"]);
        for item in &urged.items {
            let due = item.due.map(|due| due.to_string());
            let due = due.or_else(|| item.deadline.clone()).unwrap_or_default();
            listing.add_row([
                table::cell(&item.code),
                table::cell(&item.text),
                table::cell(&due),
                table::cell(item.status),
                table::cell(&item.why()),
            ]);
        }
        for (column, width) in [(0, 8), (2, 12), (3, 10), (4, 16)] {
            table::keep_whole(&mut listing, column, width);
        }
        out.table(&listing)?;
    }
    if !awaited.is_empty() {
        out.heading("没有交回的表")?;
        for sheet in awaited {
            let sent = sheet.sent.get(..10).unwrap_or(&sheet.sent);
            out.result(&format!("{}：{}（{sent}下发）", sheet.dept, sheet.sheet))?;
        }
    }
    Ok(())
}

fn counts(reminders: &Reminders) -> String {
    let told: Vec<String> = Cause::ALL
        .iter()
        .map(|cause| (cause, reminders.count(*cause)))
        .filter(|(_, count)| *count > 0)
        .map(|(cause, count)| match cause {
            Cause::DueSoon => format!("{}天内到期{count}个", reminders.horizon.within),
            Cause::Quiet => format!("{}天以上没有进展{count}个", reminders.horizon.quiet),
            cause => format!("{}{count}个", cause.word()),
        })
        .collect();
    if told.is_empty() {
        "没有要催办的。".to_owned()
    } else {
        format!("{}。", told.join("，"))
    }
}

fn name(urged: &Urged) -> String {
    match &urged.addressee {
        Addressee::Dept(name) => name.clone(),
        Addressee::Person(name) => format!("{name}（本人）"),
        Addressee::Unassigned => "还没有定责任部门".to_owned(),
        Addressee::Verifier => "待验收，由验收人办理".to_owned(),
    }
}

/// Characters of a department's name in a file's name.
const NAME: usize = 40;

/// One letter per department; what concerns persons, nobody or the verifier gets none.
fn letters(
    context: &Context,
    args: &RemindArgs,
    store: &Store,
    reminders: &Reminders,
    folder: &Path,
) -> Result<(), Failure> {
    let failed = |path: &Path, fault: &std::io::Error| Failure::file(path, fault);
    std::fs::create_dir_all(folder).map_err(|fault| failed(folder, &fault))?;
    let (book, code) = (store.book()?, store.check_code()?);
    let reply_by = args.reply_by.as_ref();
    let reply_by = reply_by.map(|day| day.after(context.today)).transpose()?;
    let (mut taken, mut written) = (BTreeSet::new(), Vec::new());
    let mut others = 0;
    for urged in reminders.groups() {
        let Addressee::Dept(dept) = &urged.addressee else {
            others += urged.items.len();
            continue;
        };
        // A person's own problems are no department's task.
        let (own, personal): (Vec<Item>, Vec<Item>) =
            urged.items.iter().cloned().partition(|item| item.of_team);
        others += personal.len();
        if own.is_empty() {
            continue;
        }
        let letter = Letter {
            dept,
            items: &own,
            unit: &book.unit.name,
            today: context.today,
            reply_by,
            check_code: code.as_ref(),
        };
        let name = format!("{}-{}.docx", letter.name(), safe_name(dept, NAME));
        let name = unique(&mut taken, &name);
        let path = folder.join(&name);
        output::write_whole(&path, &letter.docx()).map_err(|fault| failed(&path, &fault))?;
        written.push(name);
    }
    tell_written(context, folder, &written, others);
    if reply_by.is_none() && !written.is_empty() {
        context
            .out
            .hint("提示单里的反馈日期还空着，用 --reply-by 日期 写明");
    }
    Ok(())
}

/// Which letters were written, and how many items have none.
fn tell_written(context: &Context, folder: &Path, written: &[String], others: usize) {
    context.out.status(&if written.is_empty() {
        "没有哪个部门要写提示单".to_owned()
    } else {
        let (count, names) = (written.len(), written.join("、"));
        format!("已在 {} 写好 {count} 份：{names}", folder.display())
    });
    if others > 0 {
        context.out.status(&format!(
            "个人的、没有定部门的和待验收的 {others} 项没有写提示单"
        ));
    }
}
