//! `gather` 汇总

mod listing;

use std::path::PathBuf;

use crate::app::gather::{self, Request};
use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::Failure;
use crate::cli::listing::Format;
use crate::cli::progress::Progress;
use crate::cli::values::Words;

/// 汇总：收下各单位的上报包或台账文件，逐个核对，只添新的
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger gather 上报/*.ledgerpack\n    ledger gather 上报\n    ledger gather 某局.ledgerpack --replace A03 --reason 该局已用备份还原"
)]
pub(in crate::cli) struct GatherArgs {
    /// 上报包、台账文件，或放着它们的文件夹
    #[arg(value_name = "文件或文件夹", required = true,
        add = Asked("收下哪个上报包？可以把文件拖到这里"))]
    files: Vec<PathBuf>,
    /// 用这一份替换已收的（写单位代码），原来的另存
    #[arg(long, alias = "替换", value_name = "代码", requires = "reason")]
    replace: Option<String>,
    /// 替换的原因
    #[arg(long, alias = "原因", value_name = "原因", requires = "replace")]
    reason: Option<Words>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

pub(super) fn gather(context: &Context, args: &GatherArgs) -> Result<(), Failure> {
    let mut store = context.store_or_new()?;
    let request = Request {
        files: &args.files,
        replace: args
            .replace
            .as_deref()
            .zip(args.reason.as_ref().map(|reason| reason.0.as_str())),
        wait: context.wait(),
    };
    let mut progress = Progress::begin(&context.out, "汇总", args.files.len());
    let lines = gather::gather(context.call(), &mut store, &request, &mut progress)?;
    progress.clear();
    if let Err(fault) = store.scrub_after_gathering() {
        context.tell(fault);
        context.out.warn(
            "单位销毁的内容这里也已销毁，但台账文件没能整理，里面可能还有残留：ledger verify 列出销毁了哪些，用 ledger expunge --entry 代码-记录号 --reason 整理 再整理一次",
        );
    }
    listing::print(context, &lines, args.format)?;
    if args.format == Format::Table {
        super::review::told_of_unit(context, &store)?;
    }
    let out = lines.iter().filter(|line| !line.outcome.is_in()).count();
    if out > 0 {
        return Err(listing::not_taken(&lines, out));
    }
    Ok(())
}
