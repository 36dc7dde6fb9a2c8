//! `backup` 备份

mod rotate;

use std::path::{Path, PathBuf};

use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::{paths, settings};
use office::whole::Folder;
use store::{Against, Error, Store, Verification};

/// 备份台账：别人正在用也能备份，写完即校验；写文件夹时按日期命名，没有的会新建
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger backup D:\\备份 --keep 12\n    ledger backup 台账备份.db")]
pub(in crate::cli) struct BackupArgs {
    /// 备份到这个文件或文件夹
    #[arg(value_name = "文件或文件夹", add = Takes::Target,
        add = Asked("备份到哪个文件或文件夹？"))]
    to: PathBuf,
    /// 文件夹中只留最近的几份
    #[arg(long, alias = "保留", value_name = "份数",
        value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
}

pub(super) fn backup(context: &Context, args: &BackupArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    let is_folder = paths::is_folder(&args.to);
    if args.keep.is_some() && !is_folder {
        return Err(Failure::usage("--keep 只在备份到文件夹时使用")
            .hint("写文件夹，如 ledger backup D:\\备份 --keep 12"));
    }
    let target = if is_folder {
        make_folder(&store, &args.to)?;
        backups::dated(&args.to, &context.db, "", context.stamp.when)
    } else {
        may_take(context, &store, &args.to)?;
        args.to.clone()
    };
    let found = store
        .back_up(&target, context.wait())
        .map_err(|fault| not_written(fault, &target))?;
    if !found.faults.is_empty() {
        return Err(
            Failure::damaged("台账与记录不符，没有备份：坏的备份会顶替好的")
                .hint("用 ledger verify 查看是哪里、用哪一份备份还原"),
        );
    }
    note(context, &mut store, &target, &found);
    context.out.made(&target);
    context.out.result(&format!(
        "已备份到 {}：{} 条记录，{} 项任务，{} 个文件，校验无误",
        target.display(),
        found.entries,
        found.tasks,
        found.blobs
    ))?;
    match args.keep {
        Some(keep) => rotate::rotate(context, &store, &args.to, &target, keep as usize),
        None => Ok(()),
    }
}

/// Makes the folder itself where there is none, but not the way to it: a disk that is not there must be
/// missed.
fn make_folder(store: &Store, folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    let way = folder.parent().filter(|way| !way.as_os_str().is_empty());
    if let Some(way) = way.filter(|way| !way.is_dir()) {
        let missing = format!("没有“{}”这个文件夹，没有备份", way.display());
        return Err(Failure::request(missing).hint("移动盘接好了没有？路径对了再备份一次"));
    }
    let made = Folder::at(folder, settings::access(&store.book()?));
    made.map_err(|fault| Failure::file(folder, fault)).map(drop)
}

/// An existing file is replaced only by a later state of the same ledger.
fn may_take(context: &Context, store: &Store, target: &Path) -> Result<(), Failure> {
    if !target.exists() {
        return Ok(());
    }
    let same = |path: &Path| std::fs::canonicalize(path).ok();
    if same(target) == same(store.path()) {
        return Err(Failure::request("不能备份到台账文件自己"));
    }
    let refused = |why: &str| {
        Failure::request(format!("{} {why}，没有覆盖", target.display())).hint("换一个文件名")
    };
    let old = Store::open_as_is(target, context.wait()).map_err(|_| refused("不是台账的备份"))?;
    let (old_id, code) = (old.ledger_id()?, old.check_code()?);
    if old_id != store.ledger_id()? {
        return Err(refused("是另一本台账"));
    }
    match code {
        Some(code) if store.verify_against(&code)? != Against::Stands => {
            Err(refused("里有现在的台账没有的记录"))
        }
        _ => Ok(()),
    }
}

fn not_written(fault: Error, target: &Path) -> Failure {
    match fault {
        Error::File(_, fault) => Failure::file(target, fault),
        Error::DiskFull => {
            Failure::request(format!("磁盘已满，备份 {} 没有写成", target.display()))
                .hint("腾出空间，或备份到别的磁盘")
        }
        Error::Engine(_) | Error::Io(_) => {
            Failure::request(format!("备份 {} 写不出去，没有写成", target.display()))
                .hint("检查那里的空间和权限，或备份到别处")
        }
        other => other.into(),
    }
}

/// `verify` tells the age of the newest backup; a ledger that can't be written is backed up all
/// the same.
fn note(context: &Context, store: &mut Store, target: &Path, found: &Verification) {
    let path = std::path::absolute(target).unwrap_or_else(|_| target.to_owned());
    if let Some(code) = &found.code
        && store.note_backup(context.stamp.when, &path, code).is_err()
    {
        context
            .out
            .warn("台账里记不下这次备份的时间，ledger verify 将不知道有这一份");
    }
}
