//! `verify` 校验

mod file;
mod joined;
mod rebuild;

use std::path::PathBuf;

use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::damage;
use crate::cli::failure::Failure;
use crate::cli::locks;
use crate::cli::made::Shown;
use crate::cli::privacy;
use crate::cli::progress::Progress;
use model::digest::CheckCode;
use model::restored::Restored;
use store::{Against, Error, Store, Verification};

/// 校验台账有没有被绕过本程序改动；加 --against 核对以前印出的校验码，或核对一份文件是不是由它做的
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger verify\n    ledger verify --against 37-0123-4567-89ab-cdef-0123-4567-89ab-cdef"
)]
pub(in crate::cli) struct VerifyArgs {
    /// 报告、报表属性里的校验码，或报告、报表、作战图等文件
    #[arg(long, alias = "校验码", value_name = "校验码或文件")]
    against: Option<String>,
    /// 留痕完好、照它生成的（任务、单位、索引、护栏）不一致时，照留痕重新生成
    #[arg(long, alias = "重建", conflicts_with = "against")]
    rebuild: bool,
}

/// Erased entries that are named one by one.
const NAMED: usize = 20;
/// A backup older than this, with work since, is called old.
const OLD_DAYS: i64 = 31;

pub(super) fn verify(context: &Context, args: &VerifyArgs) -> Result<(), Failure> {
    let asked = args.against.as_deref().map(Asked::read).transpose()?;
    if context.is_shared() {
        // What others changed is verified too.
        drop(context.store()?);
    }
    let store = match Store::open_as_is(&context.db, context.wait()) {
        Err(Error::Damaged(_) | Error::Engine(_)) => return Err(damage::unreadable(context)),
        Err(fault @ Error::VersionAltered { .. }) => {
            return Err(damage::altered(context, fault));
        }
        Err(Error::NotALedger(_)) if backups::newest_whole(context).is_some() => {
            return Err(damage::unreadable(context));
        }
        opened => opened.map_err(|fault| Failure::store(fault, &context.db))?,
    };
    let mut progress = Progress::begin(&context.out, "校验", 0);
    let found = store.verify_watched(&mut |done, all| progress.at(done, all));
    progress.clear();
    let found = match found {
        Err(Error::Damaged(_) | Error::Engine(_)) => return Err(damage::unreadable(context)),
        found => found?,
    };
    if args.rebuild {
        drop(store);
        return rebuild::rebuild(context, &found);
    }
    if !found.faults.is_empty() {
        return Err(damage::failure(context, &found));
    }
    tell_whole(context, &found)?;
    privacy::warn_of_readers(context);
    locks::warn_where_they_fail(context)?;
    newest_backup(context, &store, found.entries)?;
    super::expunge::tell_expired(context, &store)?;
    match asked {
        Some(Asked::Code(code)) => against_code(context, &store, &code),
        Some(Asked::File { path, shown }) => file::against(context, &store, &path, &shown),
        None => Ok(()),
    }
}

/// What was found whole.
fn tell_whole(context: &Context, found: &Verification) -> Result<(), Failure> {
    context.out.result(&format!(
        "台账完好：{} 条记录首尾相连，{} 项任务与记录一致，{} 个文件内容无误。",
        found.entries, found.tasks, found.blobs
    ))?;
    if found.units > 0 {
        context.out.result(&format!(
            "汇总来的 {} 份留痕也都首尾相连，任务与之一致。",
            found.units
        ))?;
    }
    if found.expunged > 0 {
        context.out.result(&format!(
            "另有 {} 个文件的内容按留痕已销毁。",
            found.expunged
        ))?;
    }
    if found.lost > 0 {
        context.out.result(&format!(
            "另有 {} 个文件的内容在抢救以前已失，留痕中记着。",
            found.lost
        ))?;
    }
    erased(context, found)?;
    if found.clock_set > 0 {
        context.out.warn(&format!(
            "{} 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数",
            found.clock_set
        ));
    }
    if let Some(code) = &found.code {
        context.out.result(&format!("校验码 {code}"))?;
    }
    Ok(())
}

/// What the ledger is held against.
enum Asked {
    Code(CheckCode),
    File { path: PathBuf, shown: Box<Shown> },
}

impl Asked {
    fn read(text: &str) -> Result<Self, Failure> {
        if let Some(code) = CheckCode::read(text) {
            return Ok(Self::Code(code));
        }
        let path = PathBuf::from(text);
        if path.is_file() {
            let shown = Box::new(Shown::read(&path)?);
            return Ok(Self::File { path, shown });
        }
        Err(Failure::usage(format!("“{text}”不是校验码，也没有这个文件")).hint(
            "校验码形如 37-0123-4567-89ab-cdef-0123-4567-89ab-cdef，在报告、报表文件的属性里，也可由 ledger verify 得到",
        ))
    }
}

fn against_code(context: &Context, store: &Store, code: &CheckCode) -> Result<(), Failure> {
    let found = store.verify_against(code)?;
    if found != Against::Stands
        && let Some((origin, by)) = joined::as_of(store, code)?
    {
        return context.out.result(&format!(
            "校验码 {code} 是副本 {origin} 的，不是这一份的：那份副本到那时的记录已并入本台账（见第 {by} 条）。"
        ));
    }
    against(context, &found, code).map_err(|failure| after_restore(failure, store, code))?;
    if code.is_weak() {
        context.out.warn(
            "这是较早的短校验码，只有64位，有心人能凑出校验码相同的另一份留痕；以后以现在的校验码为准",
        );
    }
    Ok(())
}

/// How old the newest backup is that is still where it was put.
/// Entries whose texts were erased: which, and which say so.
fn erased(context: &Context, found: &Verification) -> Result<(), Failure> {
    for links in found.erased.chunk_by(|one, next| one.unit == next.unit) {
        let unit = links.first().and_then(|link| link.unit.as_ref());
        let whose = unit.map_or_else(String::new, |unit| format!("汇总来的单位 {unit}："));
        let named = links.iter().take(NAMED).map(|link| {
            let here = if link.here { "本台账" } else { "" };
            format!("第 {} 条（见{here}第 {} 条）", link.sequence, link.by)
        });
        let more = if links.len() > NAMED { "等" } else { "" };
        context.out.result(&format!(
            "{whose}{} 条记录的文字按留痕已销毁，只留摘要，不能再从文字推算：{}{more}。",
            links.len(),
            named.collect::<Vec<_>>().join("、")
        ))?;
    }
    Ok(())
}

fn newest_backup(context: &Context, store: &Store, entries: u64) -> Result<(), Failure> {
    const HOW: &str = "用 ledger backup 文件夹 备份，最好放到别的磁盘上";
    let backups = store.backups()?;
    let Some(newest) = backups.iter().find(|backup| backup.path.exists()) else {
        match backups.first() {
            Some(gone) => context.out.warn(&format!(
                "最近一份备份（{}）已不在 {}",
                backups::moment(gone.at),
                gone.path.display()
            )),
            None => context.out.warn("这份台账还没有备份过"),
        }
        context.out.hint(HOW);
        return Ok(());
    };
    let days = (context.stamp.when - newest.at).num_days();
    let ago = backups::ago(days);
    let since = match entries.saturating_sub(newest.code.entries) {
        0 => "以后没有新的记录".to_owned(),
        since => format!("以后又有 {since} 条记录"),
    };
    context.out.result(&format!(
        "最近一份备份是{}（{ago}）做的，{since}：{}",
        backups::moment(newest.at),
        newest.path.display()
    ))?;
    if days > OLD_DAYS && entries > newest.code.entries {
        context.out.warn("备份已经旧了");
        context.out.hint(HOW);
    }
    Ok(())
}

fn against(context: &Context, against: &Against, code: &CheckCode) -> Result<(), Failure> {
    match against {
        Against::Stands => context.out.result(&format!(
            "校验码 {code} 相符：当时的 {} 条记录至今未被改动。",
            code.entries
        )),
        Against::Shortened { entries } => Err(Failure::request(format!(
            "校验码 {code} 不符：印出时有 {} 条记录，现在只有 {entries} 条，后面的被删去了",
            code.entries
        ))
        .hint("与印出校验码之后的备份比对，用完好的那一份")),
        Against::Differs { found } => Err(Failure::request(format!(
            "校验码 {code} 不符：现在第 {} 条记录处的校验码是 {found}，它或它以前的记录被改写过",
            code.entries
        ))
        .hint("与印出校验码之后的备份比对，用完好的那一份；更早的校验码可以逐个再核，缩小范围")),
    }
}

/// A code of entries that a restore left out does not match: that is told apart from rewriting.
fn after_restore(failure: Failure, store: &Store, code: &CheckCode) -> Failure {
    let restored = store.book().map(|book| book.restored).unwrap_or_default();
    let lost = restored.iter().rev().find(|(_, restored)| {
        let reaches = |from: u64| (from..).contains(&code.entries);
        restored.lost_from().is_some_and(reaches)
    });
    match lost {
        Some((
            sequence,
            Restored {
                kept: Some(kept), ..
            },
        )) => failure.hint(format!(
            "台账还原过（第 {sequence} 条记录），这个校验码也可能是还原以前印出的：\
            用 ledger verify --db {kept} --against {code} 核对当时留下的文件"
        )),
        _ => failure,
    }
}
