//! Where a text may still be after it was erased: in other entries, documents, evidence, receipts, and
//! in copies of the ledger. What can be named is named, with what erases it.

use std::path::PathBuf;

use super::PAGE;
use super::entries::Chosen;
use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use model::digest::Digest;
use model::entry::Entry;
use model::erased::{self, Erasure};
use model::event::{Event, TaskEvent};
use model::unit::UnitId;
use store::Store;

/// A shorter text (a department, a name) stands in too many places to say anything.
const TELLING: usize = 6;
/// Places of one sort that are named one by one.
const NAMED: usize = 10;

pub(super) fn tell(context: &Context, store: &Store, chosen: &[Chosen]) -> Result<(), Failure> {
    let texts = Texts::of(chosen);
    let out = &context.out;
    let again = same_in_entries(store, &texts)?;
    if !again.is_empty() {
        let named: Vec<String> = again.iter().take(NAMED).map(u64::to_string).collect();
        let more = if again.len() > NAMED { "等" } else { "" };
        out.warn(&format!(
            "第 {} 条{more}共 {} 条记录里也有同样的文字",
            named.join("、"),
            again.len()
        ));
        out.hint(&format!(
            "用 ledger expunge --entry {} --reason 原因 一并销毁",
            named.join(" --entry ")
        ));
    }
    for (name, digest) in documents(store, &texts, chosen)? {
        out.warn(&format!("材料“{name}”的内容里可能也有"));
        out.hint(&expunge_bytes(&digest));
    }
    for one in chosen {
        if let Event::Task(TaskEvent::Attached(piece)) = &one.entry.event {
            if !store.has_bytes(&piece.sha256)? {
                continue;
            }
            out.warn(&format!(
                "佐证“{}”的内容还在台账里，销毁的只是文件名",
                piece.name
            ));
            out.hint(&expunge_bytes(&piece.sha256));
        }
    }
    let in_receipts = store.receipts()?.into_iter().any(|receipt| {
        let told = [receipt.dept, receipt.sheet, receipt.detail];
        told.iter().any(|text| texts.are_in(text))
    });
    if in_receipts {
        out.warn("收发登记（部门、表名）里也有；登记首尾相连，不能销毁");
    }
    copies(context, store, chosen)?;
    files(context, store, chosen)?;
    if chosen.iter().any(|one| one.unit != UnitId::OWN) {
        out.warn("该单位自己的台账里还有，请它也销毁、再打包上报");
    }
    out.warn(
        "下发的填报表、交出的上报包、别处的拷贝、磁盘上已释放的扇区里也可能有，要另行处理；经办人的姓名留在记录里",
    );
    Ok(())
}

fn expunge_bytes(digest: &Digest) -> String {
    let digest = &digest.to_string()[..16];
    format!("用 ledger expunge {digest} --reason 原因 销毁它的内容")
}

/// The texts that were erased, as they are and as JSON writes them.
struct Texts {
    plain: Vec<String>,
    quoted: Vec<String>,
}

impl Texts {
    fn of(chosen: &[Chosen]) -> Self {
        let texts = chosen.iter().flat_map(|one| erased::texts(&one.entry));
        let mut plain: Vec<String> = texts
            .filter(|text| text.chars().count() >= TELLING)
            .collect();
        plain.sort_unstable();
        plain.dedup();
        let quoted = plain.iter().map(|text| {
            let quoted = serde_json::to_string(text).unwrap_or_default();
            quoted.trim_matches('"').to_owned()
        });
        let quoted = quoted.collect();
        Self { plain, quoted }
    }

    fn are_in(&self, text: &str) -> bool {
        self.plain.iter().any(|part| text.contains(part.as_str()))
    }

    fn are_in_json(&self, text: &str) -> bool {
        self.quoted.iter().any(|part| text.contains(part.as_str()))
    }
}

/// Own entries that say the same.
fn same_in_entries(store: &Store, texts: &Texts) -> Result<Vec<u64>, Failure> {
    let (mut found, mut after) = (Vec::new(), 0);
    while !texts.plain.is_empty() {
        let page = store.history(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.sequence;
        let same = page.iter().filter(|recorded| {
            let has = |text: &String| texts.are_in(text);
            texts.are_in_json(&recorded.body) && erased::texts(&recorded.entry).iter().any(has)
        });
        found.extend(same.map(|recorded| recorded.entry.sequence));
    }
    Ok(found)
}

/// Documents whose bytes are kept and that the tasks came from, or whose draft says the same.
fn documents(
    store: &Store,
    texts: &Texts,
    chosen: &[Chosen],
) -> Result<Vec<(String, Digest)>, Failure> {
    let mut found: Vec<(String, Digest)> = Vec::new();
    for (_, document) in store.book()?.documents {
        let is_from = |one: &Chosen| came_from(&one.entry, &document.name);
        let bytes = store.bytes(&document.draft)?;
        let draft = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let says = draft.is_some_and(|draft| texts.are_in_json(&draft));
        let here = says || chosen.iter().any(is_from);
        let known = found.iter().any(|(_, digest)| *digest == document.sha256);
        if here && !known && store.has_bytes(&document.sha256)? {
            found.push((document.name, document.sha256));
        }
    }
    Ok(found)
}

fn came_from(entry: &Entry, name: &str) -> bool {
    match &entry.event {
        Event::Task(TaskEvent::Raised(raised)) => {
            let origin = raised.card.origin.as_ref();
            origin.is_some_and(|origin| origin.document == name)
        }
        _ => false,
    }
}

/// Copies of the ledger that are known of and have the texts: backups, and files kept beside it.
fn copies(context: &Context, store: &Store, chosen: &[Chosen]) -> Result<(), Failure> {
    let said = store.erased_entries()?.into_iter().map(|one| one.erasure);
    let codes: Vec<String> = chosen.iter().map(|one| one.code.clone()).collect();
    let erasures: Vec<Erasure> = said.filter(|one| codes.contains(&one.code())).collect();
    let (mut holding, mut gone): (Vec<PathBuf>, Vec<PathBuf>) = (Vec::new(), Vec::new());
    for path in backups::copies(&context.db, store)? {
        if !path.exists() {
            gone.push(path);
        } else if holds(context, store, &path, &erasures) {
            holding.push(path);
        }
    }
    for path in &holding {
        context
            .out
            .warn(&format!("台账的副本 {} 里还有", path.display()));
    }
    if !holding.is_empty() {
        context
            .out
            .hint("用 ledger backup 另做一份备份，再把这些副本删去");
    }
    for path in &gone {
        context
            .out
            .warn(&format!("备份 {} 不在原处，找到后也要删去", path.display()));
    }
    Ok(())
}

/// Files that were made from the ledger since the first of the own entries was there.
fn files(context: &Context, store: &Store, chosen: &[Chosen]) -> Result<(), Failure> {
    let own = chosen.iter().filter(|one| one.unit == UnitId::OWN);
    let Some(first) = own.map(|one| one.entry.sequence).min() else {
        return Ok(());
    };
    let mut names: Vec<String> = Vec::new();
    for made in store.made()? {
        if made.detail.entries >= first && !names.contains(&made.name) {
            names.push(made.name);
        }
    }
    if !names.is_empty() {
        let more = if names.len() > NAMED { "等" } else { "" };
        let last: Vec<String> = names.iter().rev().take(NAMED).cloned().collect();
        context.out.warn(&format!(
            "写出过的文件里可能有，要找到删去：{}{more}共 {} 个",
            last.join("、"),
            names.len()
        ));
    }
    Ok(())
}

/// Whether that file is a copy of this ledger with one of the texts.
fn holds(context: &Context, store: &Store, path: &std::path::Path, erasures: &[Erasure]) -> bool {
    let Ok(copy) = Store::open_history(path, context.wait()) else {
        return false;
    };
    let same = copy.ledger_id().ok() == store.ledger_id().ok();
    same && erasures
        .iter()
        .any(|erasure| copy.holds_text(erasure).unwrap_or(true))
}
