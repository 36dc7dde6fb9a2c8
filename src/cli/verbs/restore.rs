//! `restore` 还原

mod salvage;

use std::path::{Path, PathBuf};

use crate::app::files::file_name;
use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::Failure;
use crate::cli::story;
use model::event::LedgerEvent;
use model::restored::Restored;
use store::{Error, Going, Store};

/// 用备份还原台账：先校验备份，说明会丢掉什么，再换上；现在的文件改名留在旁边
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger restore D:\\备份\\台账-20220315-090000.db\n    ledger restore 台账.db --salvage"
)]
pub(in crate::cli) struct RestoreArgs {
    /// 备份文件
    #[arg(value_name = "文件", add = Asked("用哪个备份文件还原？"))]
    file: PathBuf,
    /// 文件已经损坏：取出其中接得上、对得上的，另成一份完好的台账，列出缺什么
    #[arg(long, alias = "抢救")]
    salvage: bool,
}

/// Entries that would be lost and are told one by one.
const SHOWN: u32 = 10;

/// What stands where the backup is to go.
enum Present {
    Nothing,
    Unreadable,
    Ledger { store: Box<Store>, sequence: u64 },
}

pub(super) fn restore(context: &Context, args: &RestoreArgs) -> Result<(), Failure> {
    if context.is_shared() {
        return Err(Failure::request("共用的台账在数据库里，不用文件还原")
            .hint("请管理数据库的人从数据库的备份恢复到某一时刻"));
    }
    if args.salvage {
        return salvage::salvage(context, &args.file);
    }
    let origin = opened(context, &args.file)?;
    let present = present(context)?;
    let entries = origin.sequence()?;
    let last =
        backups::last_entry(&origin)?.map_or_else(String::new, |at| format!("，最后一条记于{at}"));
    context.out.status(&format!(
        "备份 {} 完好：{entries} 条记录{last}。",
        args.file.display()
    ));
    let sequence = match &present {
        Present::Nothing => None,
        Present::Unreadable => {
            context.out.warn("现在的台账读不出来，说不出还原会丢掉什么");
            None
        }
        Present::Ledger { store, sequence } => {
            tell_loss(context, &origin, store, *sequence);
            Some(*sequence)
        }
    };
    if !matches!(present, Present::Nothing) && !context.consent("用这份备份换下现在的台账？")?
    {
        return context.out.result("没有还原，台账未作任何改动。");
    }
    let going = going(context, &origin, &present, &args.file, sequence)?;
    let anything = !matches!(present, Present::Nothing);
    drop(present);
    let entries = origin
        .restore_to(&context.db, &going, context.wait())
        .map_err(|fault| match fault {
            Error::Changed => Failure::request("询问的时候台账又有了新的改动，没有还原")
                .hint("再执行一次，看看又会丢掉什么"),
            other => other.into(),
        })?;
    context.out.result(&format!(
        "已还原：台账现有 {entries} 条记录，最后一条记下了这次还原"
    ))?;
    if anything {
        context
            .out
            .result(&format!("原来的文件留作 {}", going.kept.display()))?;
    }
    Ok(())
}

/// What the history will say of it, and where the present file goes.
fn going(
    context: &Context,
    origin: &Store,
    present: &Present,
    file: &Path,
    seen: Option<u64>,
) -> Result<Going, Failure> {
    let folder = backups::folder_of(&context.db);
    let kept = backups::dated(folder, &context.db, "还原前-", context.stamp.when);
    let restored = Restored {
        from: file_name(file),
        code: origin.check_code()?,
        kept: (!matches!(present, Present::Nothing)).then(|| file_name(&kept)),
        replaced: match present {
            // One that is damaged there has no code worth keeping.
            Present::Ledger { store, .. } => store.check_code().ok().flatten(),
            _ => None,
        },
    };
    Ok(Going {
        kept,
        seen,
        stamp: context.stamp.clone(),
        entry: LedgerEvent::Restored(restored),
    })
}

/// The backup, found whole.
fn opened(context: &Context, file: &Path) -> Result<Store, Failure> {
    let same = |path: &Path| std::fs::canonicalize(path).ok();
    if same(file).is_some() && same(file) == same(&context.db) {
        return Err(Failure::request("这就是现在的台账文件，不用还原"));
    }
    let refused = |why: &str| {
        Failure::request(format!("备份 {} {why}，没有还原", file.display()))
            .hint("换一份较早的备份；用 ledger verify --db 备份文件 可以逐份校验")
            .hint(format!(
                "没有完好的，用 ledger restore {} --salvage 取出其中接得上的记录",
                file.display()
            ))
    };
    let origin = Store::open_as_is(file, context.wait()).map_err(|fault| match fault {
        Error::Missing(_) => Failure::request(format!("文件 {} 不存在", file.display())),
        Error::Damaged(_) | Error::Engine(_) => refused("读不出来，已经损坏"),
        other => Failure::store(other, file),
    })?;
    match origin.verify() {
        Ok(found) if found.faults.is_empty() => Ok(origin),
        Ok(_) | Err(Error::Damaged(_) | Error::Engine(_)) => Err(refused("校验不过，已经损坏")),
        Err(fault) => Err(Failure::store(fault, file)),
    }
}

fn present(context: &Context) -> Result<Present, Failure> {
    let store = match context.opened(Store::open(&context.db, context.wait())) {
        Ok(store) => store,
        Err(Error::Missing(path)) if !path.exists() => return Ok(Present::Nothing),
        Err(Error::Missing(_) | Error::NotALedger(_) | Error::Damaged(_) | Error::Engine(_)) => {
            return Ok(Present::Unreadable);
        }
        Err(fault) => return Err(Failure::store(fault, &context.db)),
    };
    match store.sequence() {
        Ok(sequence) => Ok(Present::Ledger {
            store: Box::new(store),
            sequence,
        }),
        Err(Error::Damaged(_) | Error::Engine(_)) => Ok(Present::Unreadable),
        Err(fault) => Err(Failure::store(fault, &context.db)),
    }
}

/// Texts that were erased since the backup was made come back with it.
fn tell_return(context: &Context, origin: &Store, present: &Store) {
    let said = present.erased_entries().unwrap_or_default().into_iter();
    let back: Vec<String> = said
        .filter(|one| origin.holds_text(&one.erasure).unwrap_or(true))
        .map(|one| one.erasure.code())
        .collect();
    if back.is_empty() || present.ledger_id().ok() != origin.ledger_id().ok() {
        return;
    }
    context.out.warn(&format!(
        "备份里还有后来销毁的文字（第 {} 条记录），还原后会回到台账中",
        back.join("、")
    ));
    context.out.hint(&format!(
        "还原后用 ledger expunge --entry {} --reason 原因 再销毁一次",
        back.join(" --entry ")
    ));
}

fn tell_loss(context: &Context, origin: &Store, present: &Store, sequence: u64) {
    let out = &context.out;
    // What can't be told of a damaged ledger is no reason not to replace it.
    tell_return(context, origin, present);
    let Ok(shared) = present.shared_with(origin) else {
        out.warn("现在的台账已经损坏，说不全还原会丢掉什么");
        return;
    };
    if present.ledger_id().ok() != origin.ledger_id().ok() {
        out.warn(&format!(
            "这份备份不是现在这本台账的：还原后，现在的 {sequence} 条记录都不在台账中"
        ));
        return;
    }
    if shared == sequence {
        out.status("现在台账里的记录备份里都有，不会丢掉什么。");
        return;
    }
    out.warn(&format!(
        "现在的台账有 {sequence} 条记录，还原后会丢掉第 {} 条起的 {} 条：",
        shared + 1,
        sequence - shared
    ));
    match present.history(shared, SHOWN) {
        Ok(lost) => {
            for recorded in &lost {
                let entry = &recorded.entry;
                let task = entry
                    .task
                    .map_or_else(String::new, |number| format!("第 {number} 项 "));
                out.status(&format!(
                    "  {} {} {} {task}{}",
                    entry.sequence,
                    backups::moment(entry.stamp.when),
                    entry.stamp.who,
                    story::tell(&entry.event)
                ));
            }
            if sequence - shared > u64::from(SHOWN) {
                out.status("  ……");
            }
        }
        Err(_) => out.warn("其中有的已经读不出来"),
    }
    out.warn(&format!(
        "记录满 {} 条以后印出的校验码、打包上报的包将不再相符，要重新印、重新报；丢掉的任务编号会重新使用",
        shared + 1
    ));
}
