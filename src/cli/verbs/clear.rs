//! `clear` 清机: what of the ledger lies on this machine, before it goes to somebody else.

use std::path::PathBuf;

use super::shared;
use crate::app::machine::{self, Lies, NotWhole, What};
use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::settings;
use model::book::Book;

/// 电脑移交、报废以前：列出这台电脑上与台账有关的文件；台账已备份到别处的，可以一并清除
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger clear（只列出）\n    ledger backup /media/U盘\n    ledger clear --handed-to /media/U盘/ledger-20220630-090000.db（核对那一份完整无缺，再清除这台电脑上的）"
)]
pub(in crate::cli) struct ClearArgs {
    /// 台账已交到哪里：一份完整的、没有少一条记录的备份；核对无误、确认以后清除列出的文件
    #[arg(long, alias = "已移交到", value_name = "备份文件", add = Takes::Files)]
    handed_to: Option<PathBuf>,
}

pub(super) fn clear(context: &Context, args: &ClearArgs) -> Result<(), Failure> {
    // What a page is sent is a copy of its own, which says nothing of where the file lies.
    if args.handed_to.is_some() && context.out.is_front() {
        return Err(Failure::request("网页上只能列出，不能清除台账")
            .hint("关掉网页，在命令行里用 ledger clear --handed-to 备份文件"));
    }
    let store = context.store()?;
    let book = store.book()?;
    let real = |path: &PathBuf| std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let handed_to = args.handed_to.as_ref().map(real);
    let mut lies = found(context, &store)?;
    lies.retain(|one| Some(real(&one.path)) != handed_to);
    show(context, &lies)?;
    tell_others(context, &store, &book)?;
    let Some(copy) = &args.handed_to else {
        context.out.hint(
            "只是列出，没有清除；先用 ledger backup 文件夹 备份到别的磁盘，再用 ledger clear --handed-to 备份文件 清除",
        );
        return Ok(());
    };
    machine::is_whole_copy(&store, copy, context.wait()).map_err(|why| not_whole(copy, why))?;
    context.out.status(&format!(
        "{} 完整无缺，与台账的 {} 条记录一致",
        copy.display(),
        store.sequence()?
    ));
    drop(store);
    lies.retain(|one| !matches!(one.what, What::Elsewhere | What::Further));
    let question = format!(
        "从这台电脑上清除台账和旁边的 {} 个文件？清除后以 {} 为准",
        lies.len(),
        copy.display()
    );
    if !context.consent(&question)? {
        return context.out.result("没有清除。");
    }
    // Somebody may have written while the question stood.
    let store = context.store()?;
    machine::is_whole_copy(&store, copy, context.wait()).map_err(|why| not_whole(copy, why))?;
    drop(store);
    remove(context, &lies)
}

/// Where the program puts its own: looked through for what is of this ledger.
fn found(context: &Context, store: &store::Store) -> Result<Vec<Lies>, Failure> {
    let mut among = backups::copies(&context.db, store)?;
    among.extend(backups::packets(&context.db));
    Ok(machine::of(store, &among, context.wait())?)
}

fn show(context: &Context, lies: &[Lies]) -> Result<(), Failure> {
    Listing::new(lies)
        .title("这台电脑上的台账文件")
        .column("是什么", |one| word(one.what).into())
        .column("大小", |one| shared::size_text(one.size).into())
        .column("文件", |one| one.path.display().to_string().into())
        .show(&context.out)
}

fn word(what: What) -> &'static str {
    match what {
        What::Ledger => "台账",
        What::Copy => "备份、副本",
        What::Packet => "上报包",
        What::Elsewhere => "别处的备份（不动）",
        What::Further => "另有记录的（不动）",
    }
}

/// What is not removed: the program does not know where it is, or it is no ledger.
fn tell_others(context: &Context, store: &store::Store, book: &Book) -> Result<(), Failure> {
    if let Some(folder) = book.settings.get(settings::TEMPLATES) {
        context
            .out
            .warn(&format!("自己的报告用语在 {folder}，不动，要留的另行拷走"));
    }
    let made = store.made()?.len();
    if made > 0 {
        context.out.warn(&format!(
            "从这里写出过 {made} 个文件（报告、报表、填报表等），放到哪里台账不记，要自己找：名称用 ledger verify --against 文件 可以核对"
        ));
    }
    context.out.warn(
        "导入的原件、导出的佐证、网页下载的文件不在台账旁边，也要自己清理；网页开着的先关掉，它临时放的文件随它一起删",
    );
    Ok(())
}

fn not_whole(copy: &std::path::Path, why: NotWhole) -> Failure {
    let told = match why {
        NotWhole::Unreadable(fault) => return Failure::store(fault, copy),
        NotWhole::Damaged => "不完整，校验不通过".to_owned(),
        NotWhole::Other => "不是这份台账的备份".to_owned(),
        NotWhole::Older(since) => format!("比台账少 {since} 条记录"),
        NotWhole::Forms => "没有台账最近的收发登记".to_owned(),
        NotWhole::Itself => "就是台账本身，不是备份".to_owned(),
        NotWhole::Beside => "就在台账旁边，还在这台电脑上".to_owned(),
    };
    Failure::request(format!("{} {told}，没有清除任何文件", copy.display()))
        .hint("先用 ledger backup 文件夹 备份到别的磁盘，再写那一份")
}

/// The copies first, the ledger last: what is cut short leaves the ledger.
fn remove(context: &Context, lies: &[Lies]) -> Result<(), Failure> {
    let mut left = Vec::new();
    for one in lies.iter().rev() {
        match std::fs::remove_file(&one.path) {
            Ok(()) => context
                .out
                .result(&format!("已清除 {}", one.path.display()))?,
            Err(fault) => {
                context.tell(Failure::file(&one.path, fault));
                left.push(one);
            }
        }
    }
    context
        .out
        .warn("清除的文件在磁盘上还可能恢复：电脑要移交给单位以外的人的，按保密规定处理磁盘");
    match left.len() {
        0 => Ok(()),
        count => Err(Failure::request(format!("还有 {count} 个文件没有清除"))),
    }
}
