//! `verify --rebuild` 重建: what is made from the history is made from it anew.

use crate::app::files::file_name;
use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::damage;
use crate::cli::failure::Failure;
use model::event::LedgerEvent;
use model::restored::Rebuilt;
use store::{Error, Going, Place, Salvage, Verification};

/// Makes the ledger anew where only what is made from the history is not as it says.
pub(super) fn rebuild(context: &Context, found: &Verification) -> Result<(), Failure> {
    if found.faults.is_empty() {
        return context.out.result("台账完好，没有什么要重建的");
    }
    if !found.history_stands() {
        return Err(damage::failure(context, found)
            .hint("留痕或存入的文件本身有损坏，重建不了，台账未作任何改动"));
    }
    let changes = damage::sentences(found);
    context.out.status(&format!(
        "留痕完好，与它不一致的有 {} 处，要照留痕改正：",
        found.faults.len()
    ));
    for change in &changes {
        context.out.status(&format!("  {change}"));
    }
    if !context.consent("照留痕重新生成？现在的文件改名留在旁边")? {
        return context.out.result("没有重建，台账未作任何改动。");
    }
    let salvage = Salvage::look(&context.db, &context.db, context.wait())
        .map_err(|fault| Failure::store(fault, &context.db))?;
    if !salvage.is_whole(found.entries, found.code.as_ref()) {
        return Err(
            Failure::damaged("文件有损坏，照留痕重建会丢东西，未作任何改动").hint(format!(
                "用 ledger restore {} --salvage 取出接得上的，并列出缺什么",
                context.db.display()
            )),
        );
    }
    let going = going(context, found);
    salvage
        .restore_to(&context.db, &going, context.wait())
        .map_err(|fault| match fault {
            Error::Changed => {
                Failure::request("询问的时候台账又有了新的改动，没有重建").hint("再执行一次")
            }
            other => Failure::store(other, &context.db),
        })?;
    context.out.result(&format!(
        "已照留痕重建，改正 {} 处，校验无误；最后一条记录记下了这次重建",
        found.faults.len()
    ))?;
    context
        .out
        .result(&format!("原来的文件留作 {}，不要删", going.kept.display()))
}

fn going(context: &Context, found: &Verification) -> Going {
    let folder = backups::folder_of(&context.db);
    let kept = backups::dated(folder, &context.db, "重建前-", context.stamp.when);
    let mut tasks: Vec<u32> = found
        .faults
        .iter()
        .filter(|fault| fault.unit.is_none())
        .filter_map(|fault| match fault.place {
            Place::TaskColumn(number, _)
            | Place::TaskMissing(number)
            | Place::TaskExtra(number) => Some(number),
            _ => None,
        })
        .collect();
    tasks.sort_unstable();
    tasks.dedup();
    Going {
        seen: Some(found.entries),
        stamp: context.stamp.clone(),
        entry: LedgerEvent::Rebuilt(Rebuilt {
            kept: file_name(&kept),
            places: found.faults.len() as u64,
            tasks,
        }),
        kept,
    }
}
