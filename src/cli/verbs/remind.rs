//! `remind` 催办

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::app::reminders::{self, Asked};
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::{Format, Head, Listing};
use crate::cli::made;
use crate::cli::progress::Progress;
use crate::cli::select::Filters;
use crate::cli::values::Coming;
use crate::cli::verbs::collect::form_word;
use crate::cli::verbs::shared::day_text;
use crate::cli::{paths, settings, suggest};
use model::tally::{Addressee, Cause, DUE_SOON_DAYS, Horizon};
use papers::board::{Item, Reminders, Urged};
use store::{Awaited, FormState, Store};

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
    /// 给每个单位的每个部门写一份提示单或督办单（docx），放在这个文件夹
    #[arg(long, alias = "提示单", value_name = "文件夹", add = Takes::Target)]
    letter: Option<PathBuf>,
    /// 提示单要求在哪一天前反馈
    #[arg(long, alias = "反馈日期", value_name = "日期", requires = "letter")]
    reply_by: Option<Coming>,
    /// 把时限写成日历文件
    #[arg(long, alias = "日历", value_name = "文件", add = Takes::Target)]
    ics: Option<PathBuf>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

pub(super) fn remind(context: &Context, args: &RemindArgs) -> Result<(), Failure> {
    args.filters.check()?;
    args.letter
        .as_deref()
        .map_or(Ok(()), paths::must_be_folder)?;
    if let Some(path) = &args.ics {
        context.may_write(path)?;
    }
    let store = context.store()?;
    let is_shown = args.format == Format::Table && args.letter.is_none();
    let asked = Asked {
        horizon: Horizon {
            within: args.within.into(),
            quiet: args.idle.into(),
        },
        most: if is_shown { SHOWN } else { WRITTEN },
        with_dates: args.ics.is_some(),
    };
    let scope = args.filters.scope(context, &store)?;
    suggest::tell(context, &store, &args.filters, &scope)?;
    let mut progress = Progress::begin(&context.out, "查看", 0);
    let due = reminders::of(context.call(), &store, &scope, &asked, &mut progress)?;
    progress.clear();
    if !is_shown && due.tasks > WRITTEN {
        return Err(too_many(due.tasks));
    }
    let (reminders, awaited) = (&due.reminders, &due.awaited);
    if args.format == Format::Table {
        told(context, reminders, awaited)?;
        if due.tasks > asked.most {
            let (all, most) = (due.tasks, asked.most);
            context.out.status(&format!(
                "要催办的任务共 {all} 项，这里只列出最急的 {most} 项；加 --year、--dept 等条件可看全"
            ));
        }
    } else {
        listing(reminders, awaited).print(&context.out, args.format)?;
    }
    if let Some(folder) = &args.letter {
        letters(context, args, &store, reminders, folder)?;
    }
    if let (Some(path), Some(dates)) = (&args.ics, &due.dates) {
        let access = settings::access(&store.book()?);
        context.out.file(path, dates.ics().as_bytes(), access)?;
        let count = dates.count();
        context
            .out
            .status(&format!("日历中有 {count} 个日期，只写编号、部门和日期"));
    }
    Ok(())
}

/// Tasks that the screen lists at most, and files.
const SHOWN: usize = 3_000;
const WRITTEN: usize = 50_000;

fn too_many(tasks: usize) -> Failure {
    let told = format!("要催办的任务共 {tasks} 项，太多，一次最多写 {WRITTEN} 项，没有写");
    Failure::request(told).hint("加 --year、--dept 等条件分几次写")
}

/// All of it for programs.
fn listing<'a>(
    reminders: &'a Reminders,
    awaited: &'a [Awaited],
) -> Listing<'a, (&'a Urged, &'a Item)> {
    let groups = reminders.groups().into_iter();
    let rows = groups.flat_map(|urged| urged.items.iter().map(move |item| (urged, item)));
    items(rows).json_whole(|| {
        let awaited = awaited.iter();
        let awaited: Vec<Value> = awaited
            .map(|a| {
                json!({"unit": a.unit, "dept": a.dept, "sheet": a.sheet, "sent": a.sent, "round": a.round})
            })
            .collect();
        reminders.json(&awaited)
    })
}

fn items<'a>(
    rows: impl Iterator<Item = (&'a Urged, &'a Item)> + 'a,
) -> Listing<'a, (&'a Urged, &'a Item)> {
    Listing::new(rows)
        .column(Head::of("催办对象").in_files(), |(u, _)| name(u).into())
        .column(Head::of("编号").least(8), |(_, i)| i.code.as_str().into())
        .column("问题或措施", |(_, i)| i.text.as_str().into())
        .column(Head::of("整改时限").least(12), |(_, item)| {
            let due = item.due.map(|due| due.to_string());
            due.or_else(|| item.deadline.clone()).into()
        })
        .column(Head::of("状态").least(10), |(_, i)| i.status.into())
        .column(Head::of("事由").least(16), |(_, i)| i.why().into())
}

fn told(context: &Context, reminders: &Reminders, awaited: &[Awaited]) -> Result<(), Failure> {
    let out = &context.out;
    out.result(&format!(
        "截至{}：{}",
        day_text(reminders.today),
        counts(reminders)
    ))?;
    for urged in reminders.groups() {
        items(urged.items.iter().map(|item| (urged, item)))
            .title(format!("{}（{}项）", name(urged), urged.items.len()))
            .show(out)?;
    }
    if !awaited.is_empty() {
        out.heading("没有交回的表")?;
        for sheet in awaited {
            let sent = sheet.sent.get(..10).unwrap_or(&sheet.sent);
            let unit = sheet.unit.as_deref().unwrap_or_default();
            let whose = [unit, &sheet.dept].concat();
            let state = match sheet.state {
                FormState::Out => String::new(),
                state => format!("，{}", form_word(state)),
            };
            out.result(&format!(
                "{}：{}（{}，{sent}下发{state}）",
                if whose.is_empty() {
                    "（未明确）"
                } else {
                    &whose
                },
                sheet.sheet,
                sheet.round
            ))?;
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
    let name = match &urged.addressee {
        Addressee::Dept(name) => name.clone(),
        Addressee::Person(name) => format!("{name}（本人）"),
        Addressee::Unassigned => "还没有定责任部门".to_owned(),
        Addressee::Verifier => "待验收，由验收人办理".to_owned(),
    };
    match &urged.unit {
        Some(unit) => format!("{unit} {name}"),
        None => name,
    }
}

/// Writes one letter per unit and department.
fn letters(
    context: &Context,
    args: &RemindArgs,
    store: &Store,
    reminders: &Reminders,
    folder: &Path,
) -> Result<(), Failure> {
    let reply_by = args.reply_by.as_ref();
    let reply_by = reply_by.map(|day| day.after(context.today)).transpose()?;
    let letters = reminders::letters(store, reminders, reply_by)?;
    let mut written = Vec::new();
    for letter in letters.written {
        let name = &letter.name;
        made::write_in(context, store, folder, name, letter.docx)?;
        written.push(letter.name);
    }
    tell_written(context, folder, &written, letters.others);
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
