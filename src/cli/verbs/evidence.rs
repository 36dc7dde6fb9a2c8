//! `evidence` 佐证

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::shared;
use crate::app::names::{safe_name, unique};
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::{Cell, Format, Head, Listing, in_turn};
use crate::cli::values::{Numbers, flatten};
use crate::cli::{paths, settings};
use model::scope::Scope;
use model::task::Evidence;
use office::text::visible::one_line;
use office::whole::{Folder, Together};
use store::Store;

/// 查看佐证材料；加 --out 导出为一事一档的文件夹
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger evidence 12\n    ledger evidence --out 佐证材料")]
pub(in crate::cli) struct EvidenceArgs {
    /// 任务编号（不写就是全部）
    #[arg(value_name = "编号")]
    numbers: Vec<Numbers>,
    /// 导出到这个文件夹
    #[arg(long, alias = "导出到", value_name = "文件夹", add = Takes::Target)]
    out: Option<PathBuf>,
    /// 列出时的格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

pub(super) fn evidence(context: &Context, args: &EvidenceArgs) -> Result<(), Failure> {
    args.out.as_deref().map_or(Ok(()), paths::must_be_folder)?;
    let store = context.store()?;
    let numbers = flatten(&args.numbers);
    for number in &numbers {
        store.task(*number)?;
    }
    let scope = Scope {
        numbers: (!numbers.is_empty()).then_some(numbers),
        with_evidence: true,
        ..Scope::default()
    };
    match &args.out {
        Some(folder) if store.has_any(&scope)? => export(context, &store, &scope, folder),
        _ => list(context, &store, &scope, args.format),
    }
}

/// The pieces of evidence, tasks read a page at a time.
fn list(context: &Context, store: &Store, scope: &Scope, format: Format) -> Result<(), Failure> {
    let tasks = in_turn(store.pages(scope));
    let pieces = tasks.flat_map(|task| {
        let (pieces, fault) = match task {
            Ok(mut task) => {
                let pieces = std::mem::take(&mut task.evidence);
                let code = task.code();
                let of = move |piece| (code.clone(), piece);
                (pieces.into_iter().map(of).collect::<Vec<_>>(), None)
            }
            Err(fault) => (Vec::new(), Some(Err(fault))),
        };
        pieces.into_iter().map(Ok).chain(fault)
    });
    Listing::of(pieces)
        .column(Head::of("编号").key("code"), |(code, _)| {
            code.as_str().into()
        })
        .column(
            Head::of("记录号").key("entry"),
            |(_, p): &(String, Evidence)| p.entry.into(),
        )
        .column(Head::of("名称").key("name"), |(_, p)| {
            p.name.as_str().into()
        })
        .column(Head::of("大小").key("size"), |(_, piece)| {
            Cell::from(piece.size).shown(shared::size_text(piece.size))
        })
        .column(Head::of("SHA-256").key("sha256"), |(_, piece)| {
            let whole = piece.sha256.to_string();
            Cell::from(whole.as_str()).shown(&whole[..16])
        })
        .empty("还没有佐证材料。", Some("用 ledger attach 编号 文件 添加"))
        .print(&context.out, format)
}

/// The list of what is in a folder.
const CONTENTS: &str = "00 目录.txt";

fn export(context: &Context, store: &Store, scope: &Scope, folder: &Path) -> Result<(), Failure> {
    let mut tasks = 0;
    let place = Folder::at(folder, settings::access(&store.book()?));
    let place = place.map_err(|fault| Failure::file(folder, fault))?;
    let mut together = Together::default();
    let mut made = Vec::new();
    let unsettled = |(path, fault): (PathBuf, _)| Failure::file(&path, fault);
    for task in in_turn(store.pages(scope)) {
        let task = task?;
        tasks += 1;
        let name = safe_name(&format!("{:03} {}", task.number, task.problem), 40);
        let dossier = place.folder(&name);
        let dossier = dossier.map_err(|fault| no_place(&folder.join(&name), fault))?;
        let mut contents = format!(
            "第 {} 项　{}\r\n\r\n佐证材料目录\r\n",
            task.number,
            one_line(&task.problem)
        );
        let mut taken = BTreeSet::new();
        for (index, piece) in (1..).zip(&task.evidence) {
            let name = unique(
                &mut taken,
                &format!("{index:02} {}", safe_name(&piece.name, 80)),
            );
            let failed = |fault| Failure::file(&dossier.path().join(&name), fault);
            let mut file = dossier.file(&name).map_err(failed)?;
            let there = store.copy_bytes(&piece.sha256, &mut file)?;
            let note = if there { "" } else { "（内容已销毁）" };
            contents.push_str(&format!(
                "{index}. {}{note}　{}　SHA-256 {}\r\n",
                one_line(&piece.name),
                shared::size_text(piece.size),
                piece.sha256
            ));
            if there {
                together.finish(file).map_err(unsettled)?;
                made.push(dossier.path().join(&name));
            }
        }
        made.push(dossier.path().join(CONTENTS));
        let failed = |fault| Failure::file(&dossier.path().join(CONTENTS), fault);
        let mut file = dossier.file(CONTENTS).map_err(failed)?;
        let written = file.write_all(format!("\u{FEFF}{contents}").as_bytes());
        written.map_err(failed)?;
        together.finish(file).map_err(unsettled)?;
    }
    together.settle().map_err(unsettled)?;
    for file in &made {
        context.out.made(file);
    }
    // Each task has its list besides.
    let files = made.len() - tasks;
    context.out.result(&format!(
        "已导出 {tasks} 项任务的 {files} 个文件，在 {}",
        folder.display()
    ))
}

/// Why the folder of a task can't be had.
fn no_place(path: &Path, fault: std::io::Error) -> Failure {
    match fault.kind() {
        std::io::ErrorKind::NotADirectory => Failure::request(format!(
            "{} 是一个链接或文件，不是文件夹，没有往里写",
            path.display()
        ))
        .hint("先把它移走，或换一个文件夹导出"),
        _ => Failure::file(path, fault),
    }
}
