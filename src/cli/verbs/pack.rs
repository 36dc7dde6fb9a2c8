//! `pack` 打包上报

use std::path::{Path, PathBuf};

use crate::app::pack;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::packets;
use crate::cli::progress::Progress;
use crate::cli::settings;
use model::digest::CheckCode;
use office::whole::WholeFile;

/// 打包上报：本单位的全部留痕写成一个文件，交上级汇总
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger pack -o D:\\上报\n    ledger pack -o 上报.ledgerpack --with-evidence"
)]
pub(in crate::cli) struct PackArgs {
    /// 写到这个文件；写文件夹时按单位和日期命名
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
    let target = if args.output.is_dir() {
        args.output.join(pack::file_name(handed, context.today))
    } else {
        args.output.clone()
    };
    if same_file(&target, store.path()) {
        return Err(Failure::request("不能写到台账文件自己"));
    }
    // The packet's file: there whole, or not at all.
    let file = WholeFile::create(&target, access).map_err(|fault| Failure::file(&target, fault))?;
    let mut progress = Progress::begin(&context.out, "打包", handed.entries as usize);
    let file = pack::write(&store, &contents, &target, file, &mut progress)?;
    file.finish()
        .map_err(|fault| Failure::file(&target, fault))?;
    progress.clear();
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

fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|path| Some(path) == real(other))
}
