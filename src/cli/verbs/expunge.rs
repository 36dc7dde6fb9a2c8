//! `expunge` 销毁

mod entries;
mod expired;
mod remains;

use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::Failure;
use crate::cli::values::Words;
use entries::Entries;
use model::book::Book;
use model::digest::Digest;
use model::event::LedgerEvent;
use store::{Error, Store};

pub(in crate::cli) use expired::tell as tell_expired;

/// 销毁一份材料或佐证的内容，或一条记录的文字，或满了保管期的内容：从台账文件中抹去，只留摘要和由谁、因何销毁的记录
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger expunge 3f2a9c41 --reason \"误传了涉密材料\"（摘要见 ledger evidence、ledger history）\n    ledger expunge --entry 37 --reason \"写进了身份证号\"（记录号见 ledger history）\n    ledger expunge --expired（清理满了保管期的内容，年数由 ledger config retention 写明）"
)]
pub(in crate::cli) struct ExpungeArgs {
    /// 内容的摘要（SHA-256），写开头 8 位以上即可
    #[arg(
        value_name = "摘要",
        required_unless_present_any = ["entry", "expired"],
        conflicts_with = "entry",
        add = Asked("销毁哪份内容？写它的摘要（见 ledger evidence）")
    )]
    digest: Option<String>,
    /// 销毁这条记录的文字（可写多条、35-37；汇总来的单位写成 A03-37；记录号见 ledger history）
    #[arg(long, alias = "记录", value_name = "记录号")]
    entry: Vec<Entries>,
    /// 清理满了保管期的材料、佐证的内容：所属问题都已销号（作废）满 config retention 写明的年数
    #[arg(long, alias = "保管期满", conflicts_with_all = ["digest", "entry"])]
    expired: bool,
    /// 原因（清理满了保管期的，可以不写）
    #[arg(
        long,
        alias = "原因",
        value_name = "原因",
        required_unless_present = "expired",
        add = Asked("为什么销毁？")
    )]
    reason: Option<Words>,
}

/// Fewer digits name too many.
const FEWEST: usize = 8;

/// Something whose bytes are kept.
struct Content {
    digest: Digest,
    name: String,
    /// What was read from it, where it is a document.
    draft: Option<Digest>,
}

pub(super) fn expunge(context: &Context, args: &ExpungeArgs) -> Result<(), Failure> {
    let reason = args.reason.as_ref().map(|reason| reason.0.as_str());
    match (&args.digest, reason) {
        _ if args.expired => expired::expunge(context, reason),
        (Some(digest), Some(reason)) if args.entry.is_empty() => bytes(context, digest, reason),
        (_, Some(reason)) => entries::expunge(context, &args.entry, reason),
        (_, None) => Err(Failure::usage("没有写明为什么销毁").hint("加 --reason 原因")),
    }
}

fn bytes(context: &Context, digest: &str, reason: &str) -> Result<(), Failure> {
    let mut store = context.store()?;
    let sequence = store.sequence()?;
    let all = contents(&store)?;
    let chosen = find(&all, digest)?;
    let question = format!("销毁“{}”的内容？销毁后无法恢复", chosen.name);
    if !context.consent(&question)? {
        return context.out.result("没有销毁，台账未作任何改动。");
    }
    let erased = store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        let book = writer.book()?;
        let mut erased = false;
        for digest in with_drafts(&all, &book, chosen.digest) {
            if writer.erase(&digest)? {
                erased = true;
                writer.record_ledger(LedgerEvent::Expunged {
                    sha256: digest,
                    reason: reason.to_owned(),
                })?;
            }
        }
        Ok::<_, Failure>(erased)
    })?;
    // Also where it was erased before: that may have been cut short.
    scrub(context, &mut store);
    if !erased {
        return Err(Failure::request(format!(
            "“{}”的内容不在这份台账里：已经销毁过了，或没有随包收来",
            chosen.name
        )));
    }
    context.out.result(&format!(
        "已销毁“{}”（{}…）的内容",
        chosen.name,
        &chosen.digest.to_string()[..16]
    ))?;
    context.out.warn(
        "从它登记的任务文字仍在台账中（用 ledger expunge --entry 记录号 销毁）；以前的备份、导出的文件和原件里仍有它的内容，要另行处理",
    );
    Ok(())
}

/// Leaves no remains in the file. What was erased stays erased where that can't be done now.
fn scrub(context: &Context, store: &mut Store) {
    if let Err(fault) = store.scrub() {
        context.tell(fault);
        context
            .out
            .warn("销毁已经记下，但台账文件没能整理，里面可能还有残留；稍后把同一条命令再执行一次");
    }
}

/// What the prefix names.
fn find<'a>(all: &'a [Content], prefix: &str) -> Result<&'a Content, Failure> {
    let prefix = prefix.trim().trim_end_matches('…').to_lowercase();
    if prefix.len() < FEWEST || !prefix.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(Failure::usage(format!(
            "“{prefix}”不是摘要：要写 SHA-256 开头的 {FEWEST} 位以上"
        ))
        .hint(
            "用 ledger evidence 查看佐证材料的摘要，用 ledger history --format json 查看材料的",
        ));
    }
    let mut contents: Vec<&Content> = all
        .iter()
        .filter(|content| content.digest.to_string().starts_with(&prefix))
        .collect();
    contents.sort_by_key(|content| content.digest);
    contents.dedup_by_key(|content| content.digest);
    match contents.len() {
        0 => Err(
            Failure::request(format!("台账中没有摘要以 {prefix} 开头的材料或佐证"))
                .hint("用 ledger evidence 查看佐证材料的摘要"),
        ),
        1 => Ok(contents[0]),
        _ => {
            let mut failure =
                Failure::request(format!("摘要以 {prefix} 开头的不止一份，请多写几位"));
            for content in &contents {
                failure = failure.hint(format!("{}  {}", content.digest, content.name));
            }
            Err(failure)
        }
    }
}

/// Every document and piece of evidence; also those of void tasks and taken back ones, and what
/// came with gathered units.
fn contents(store: &Store) -> Result<Vec<Content>, Error> {
    use model::event::{Event, TaskEvent};
    let mut contents = Vec::new();
    let mut after = 0;
    loop {
        let page = store.history(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.sequence;
        contents.extend(page.into_iter().filter_map(|recorded| {
            let (digest, name, draft) = match recorded.entry.event {
                Event::Task(TaskEvent::Attached(piece)) => (piece.sha256, piece.name, None),
                Event::Ledger(LedgerEvent::DocumentRead(document)) => {
                    (document.sha256, document.name, Some(document.draft))
                }
                _ => return None,
            };
            Some(Content {
                digest,
                name,
                draft,
            })
        }));
    }
    let gathered = store.gathered_evidence()?.into_iter();
    contents.extend(gathered.map(|(digest, name)| Content {
        digest,
        name,
        draft: None,
    }));
    Ok(contents)
}

/// Entries read at once.
const PAGE: u32 = 500;

/// The bytes and, of a document, its draft, unless another document has the same one.
fn with_drafts(all: &[Content], book: &Book, digest: Digest) -> Vec<Digest> {
    let stands = |content: &&Content| {
        content.digest != digest
            && book
                .expunged
                .iter()
                .all(|(gone, _)| *gone != content.digest)
    };
    let still: Vec<Digest> = all
        .iter()
        .filter(stands)
        .flat_map(|content| std::iter::once(content.digest).chain(content.draft))
        .collect();
    let drafts = all
        .iter()
        .filter(|content| content.digest == digest)
        .filter_map(|content| content.draft);
    let mut gone: Vec<Digest> = std::iter::once(digest)
        .chain(drafts.filter(|draft| !still.contains(draft)))
        .collect();
    gone.dedup();
    gone
}
