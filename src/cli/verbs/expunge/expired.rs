//! `expunge --expired`: contents that were kept as long as `config retention` says (保管期满).

use super::{Content, contents, scrub, with_drafts};
use crate::app::retention::{self, Expired};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::settings;
use crate::cli::verbs::shared;
use model::event::LedgerEvent;
use store::Store;

/// Files that are listed one by one.
const LISTED: usize = 50;

/// What was kept long enough; a sentence where nobody said how long that is.
fn found(context: &Context, store: &Store) -> Result<(u32, Vec<Expired>), Failure> {
    let years = settings::retention(&store.book()?).ok_or_else(|| {
        Failure::request("没有写明材料、佐证留几年，没有可清理的")
            .hint("用 ledger config retention 10 写明留 10 年；党务材料留多久，按本单位归档的规定")
    })?;
    Ok((years, retention::expired(store, years, context.today)?))
}

/// Tells how much was kept long enough; nothing where there is nothing.
pub(in crate::cli) fn tell(context: &Context, store: &Store) -> Result<(), Failure> {
    let Some(years) = settings::retention(&store.book()?) else {
        return Ok(());
    };
    let expired = retention::expired(store, years, context.today)?;
    if expired.is_empty() {
        return Ok(());
    }
    context.out.warn(&format!(
        "{} 个文件（{}）已满保管期{years}年",
        expired.len(),
        size(&expired)
    ));
    context.out.hint(
        "用 ledger expunge --expired 查看并清理：只清内容，留痕、名称和摘要都留下；不清的不用管",
    );
    Ok(())
}

fn size(expired: &[Expired]) -> String {
    shared::size_text(expired.iter().map(|one| one.size).sum())
}

pub(super) fn expunge(context: &Context, reason: Option<&str>) -> Result<(), Failure> {
    let mut store = context.store()?;
    let sequence = store.sequence()?;
    let (years, expired) = found(context, &store)?;
    if expired.is_empty() {
        return context.out.result(&format!(
            "没有满保管期{years}年的材料、佐证，台账未作任何改动。"
        ));
    }
    show(context, &expired, years)?;
    let question = format!(
        "销毁这 {} 个文件（{}）的内容？销毁后无法恢复，留痕、名称和摘要留下",
        expired.len(),
        size(&expired)
    );
    if !context.consent(&question)? {
        return context.out.result("没有销毁，台账未作任何改动。");
    }
    let reason = reason.map_or_else(|| format!("保管期满{years}年"), str::to_owned);
    let all: Vec<Content> = contents(&store)?;
    let erased = store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        let mut erased = 0;
        for one in &expired {
            // Whose draft another document shares goes with the last of them.
            let book = writer.book()?;
            for digest in with_drafts(&all, &book, one.digest) {
                if writer.erase(&digest)? {
                    erased += usize::from(digest == one.digest);
                    writer.record_ledger(LedgerEvent::Expunged {
                        sha256: digest,
                        reason: reason.clone(),
                    })?;
                }
            }
        }
        Ok::<_, Failure>(erased)
    })?;
    scrub(context, &mut store);
    context
        .out
        .result(&format!("已销毁 {erased} 个文件的内容（{reason}）"))?;
    context
        .out
        .warn("以前的备份、导出的佐证和原件里仍有它们的内容，要另行处理");
    Ok(())
}

fn show(context: &Context, expired: &[Expired], years: u32) -> Result<(), Failure> {
    let listing = Listing::new(expired)
        .title(format!("已满保管期{years}年的材料、佐证"))
        .column("文件", |one| one.name.as_str().into())
        .column("任务", |one| shared::runs(&one.tasks).into())
        .column("办结于", |one| one.over.to_string().into())
        .column("大小", |one| shared::size_text(one.size).into())
        .at_most(LISTED);
    listing.show(&context.out)
}
