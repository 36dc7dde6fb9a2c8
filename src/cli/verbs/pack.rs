//! `pack` 打包上报

use std::path::{Path, PathBuf};

use crate::app::{pack, packets as packets_there};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::{packets, paths, settings};
use model::digest::CheckCode;
use model::handed::Handed;
use office::whole::{Folder, WholeFile};
use store::Store;

/// 打包上报：本单位的全部留痕写成一个文件，交上级汇总
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger pack -o D:\\上报\n    ledger pack -o 上报.ledgerpack --with-evidence"
)]
pub(in crate::cli) struct PackArgs {
    /// 写到这个文件；写文件夹时按单位和日期命名，没有的文件夹会新建
    #[arg(short, long, alias = "输出", value_name = "文件或文件夹", add = Takes::Target,
        add = Asked("上报包写到哪个文件或文件夹？"))]
    output: PathBuf,
    /// 连同佐证材料的内容（不写就只有摘要）
    #[arg(long, alias = "含佐证")]
    with_evidence: bool,
}

pub(super) fn pack(context: &Context, args: &PackArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let access = settings::access(&store.book()?);
    let contents = pack::contents(&store, args.with_evidence)?;
    let handed = &contents.handed;
    let target = if paths::is_folder(&args.output) {
        args.output.join(pack::file_name(handed, context.today))
    } else {
        args.output.clone()
    };
    may_take(context, &store, handed, &target)?;
    if let Some(folder) = target.parent().filter(|folder| *folder == args.output) {
        Folder::at(folder, access).map_err(|fault| Failure::file(folder, fault))?;
    }
    // The packet's file: there whole, or not at all.
    let file = WholeFile::create(&target, access).map_err(|fault| Failure::file(&target, fault))?;
    let mut progress = Progress::begin(&context.out, "打包", handed.entries as usize);
    let file = pack::write(&store, &contents, &target, file, &mut progress)?;
    file.finish()
        .map_err(|fault| Failure::file(&target, fault))?;
    progress.clear();
    context.out.made(&target);
    let with = match contents.evidence.len() {
        0 => String::new(),
        count => format!("，{count} 个佐证材料"),
    };
    context.out.result(&format!(
        "已打包到 {}：{}，{} 条记录{with}",
        target.display(),
        packets::unit(handed),
        handed.entries
    ))?;
    context.out.result(&format!(
        "校验码 {}",
        CheckCode::new(handed.entries, &handed.head)
    ))?;
    if handed.code.is_none() {
        context.out.hint(
            "还没有单位代码，上级用单位名称称呼；上级给了代码的，用 ledger init --code 代码 写明",
        );
    }
    // What a packet holds goes to others: said once what was left at home.
    if contents.at_home > 0 {
        context.out.hint(&format!(
            "{} 个佐证材料只列了摘要；要连同内容上报，加 --with-evidence",
            contents.at_home
        ));
    }
    Ok(())
}

/// An existing file is replaced only where it is an earlier packet of the same ledger: several units may
/// hand up into one folder, or under one name.
fn may_take(
    context: &Context,
    store: &Store,
    handed: &Handed,
    target: &Path,
) -> Result<(), Failure> {
    if same_file(target, store.path()) {
        return Err(Failure::request("不能写到台账文件自己"));
    }
    // A link is replaced, and what it leads to stays as it is.
    if !std::fs::symlink_metadata(target).is_ok_and(|there| there.is_file()) {
        return Ok(());
    }
    let there = packets_there::peek(target, context.wait());
    let why = match there {
        Ok(there) if there.ledger_id == handed.ledger_id => return Ok(()),
        Ok(there) => format!("是{}的上报包", packets::unit(&there)),
        Err(_) => "不是上报包".to_owned(),
    };
    Err(
        Failure::request(format!("{} {why}，没有覆盖", target.display()))
            .hint("换一个文件名，或写文件夹：里面按单位和日期命名"),
    )
}

fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|path| Some(path) == real(other))
}
