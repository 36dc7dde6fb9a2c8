//! `pack` 打包上报

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::packets;
use crate::cli::progress::Progress;
use model::digest::{CheckCode, Digest};
use model::handed::Handed;
use model::packet::{Fault, PacketWriter, SUFFIX};
use model::unit::UnitId;
use office::whole::WholeFile;
use store::Store;

/// 打包上报：本单位的全部留痕写成一个文件，交上级汇总
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger pack -o D:\\上报\n    ledger pack -o 上报.ledgerpack --with-evidence"
)]
pub(in crate::cli) struct PackArgs {
    /// 写到这个文件；写文件夹时按单位和日期命名
    #[arg(short, long, alias = "输出", value_name = "文件或文件夹")]
    output: PathBuf,
    /// 连同佐证材料的内容（不写就只有摘要）
    #[arg(long, alias = "含佐证")]
    with_evidence: bool,
}

/// Entries between two words about how far it is.
const WATCHED: u64 = 500;

pub(super) fn pack(context: &Context, args: &PackArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let Some(handed) = store.handed(UnitId::OWN)? else {
        return Err(Failure::request("台账还没有任何记录，没有可上报的"));
    };
    if handed.key().is_empty() {
        return Err(Failure::request("还没有写明单位，上级收到也分不清是谁的")
            .hint("用 ledger init --name 单位名称 --code 单位代码 写明"));
    }
    let target = if args.output.is_dir() {
        args.output.join(file_name(context, &handed))
    } else {
        args.output.clone()
    };
    if same_file(&target, store.path()) {
        return Err(Failure::request("不能写到台账文件自己"));
    }
    let evidence = if args.with_evidence {
        store.evidence_here(UnitId::OWN, handed.entries)?
    } else {
        Vec::new()
    };
    write(context, &store, &handed, &evidence, &target)?;
    let with = match evidence.len() {
        0 => String::new(),
        count => format!("，{count} 个佐证材料"),
    };
    context.out.result(&format!(
        "已打包到 {}：{}，{} 条记录{with}",
        target.display(),
        packets::unit(&handed),
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
    leaves_the_house(context, &store, &evidence)
}

/// The packet's file: there whole, or not at all.
fn write(
    context: &Context,
    store: &Store,
    handed: &Handed,
    evidence: &[Digest],
    target: &Path,
) -> Result<(), Failure> {
    let file = WholeFile::create(target).map_err(|fault| Failure::file(target, &fault))?;
    let failed = |fault: Fault| packets::not_written(target, &fault);
    let mut packet = PacketWriter::begin(file, handed, evidence.len() as u32).map_err(failed)?;
    let mut progress = Progress::begin(&context.out, "打包", handed.entries as usize);
    let mut done = 0;
    store.bodies(UnitId::OWN, handed.entries, &mut |body, _| {
        packet.entry(&body).map_err(failed)?;
        done += 1;
        if done % WATCHED == 0 {
            progress.at(done, handed.entries);
        }
        Ok::<_, Failure>(true)
    })?;
    for digest in evidence {
        store
            .lend_bytes(digest, |bytes| packet.evidence(digest, bytes))?
            .unwrap_or(Ok(()))
            .map_err(failed)?;
    }
    let file = packet.finish().map_err(failed)?;
    file.finish()
        .map_err(|fault| Failure::file(target, &fault))?;
    progress.clear();
    Ok(())
}

/// What a packet holds goes to others: said once, with what was left at home.
fn leaves_the_house(context: &Context, store: &Store, packed: &[Digest]) -> Result<(), Failure> {
    if packed.is_empty() {
        let here = store.evidence_here(UnitId::OWN, store.sequence()?)?.len();
        if here > 0 {
            context.out.hint(&format!(
                "{here} 个佐证材料只列了摘要；要连同内容上报，加 --with-evidence"
            ));
        }
    }
    Ok(())
}

fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|path| Some(path) == real(other))
}

/// 某市某局-整改台账-20221230.ledgerpack
fn file_name(context: &Context, handed: &Handed) -> String {
    let named = if handed.name.is_empty() {
        handed.key()
    } else {
        &handed.name
    };
    let name: String = named
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    format!(
        "{name}-整改台账-{}.{SUFFIX}",
        context.today.format("%Y%m%d")
    )
}
