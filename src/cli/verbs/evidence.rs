//! `evidence` 佐证

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::shared;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::table;
use crate::cli::values::{Numbers, flatten};
use model::scope::{Order, Scope};
use model::task::Task;
use office::whole::{self, WholeFile};
use store::Store;

/// 查看佐证材料；加 --out 导出为一事一档的文件夹
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger evidence 12\n    ledger evidence --out 佐证材料")]
pub(in crate::cli) struct EvidenceArgs {
    /// 任务编号（不写就是全部）
    #[arg(value_name = "编号")]
    numbers: Vec<Numbers>,
    /// 导出到这个文件夹
    #[arg(long, alias = "导出到", value_name = "文件夹")]
    out: Option<PathBuf>,
}

pub(super) fn evidence(context: &Context, args: &EvidenceArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let numbers = flatten(&args.numbers);
    for number in &numbers {
        store.task(*number)?;
    }
    let scope = Scope {
        numbers: (!numbers.is_empty()).then_some(numbers),
        ..Scope::default()
    };
    let mut tasks = store.tasks(&scope, Order::Number, None)?;
    tasks.retain(|task| !task.evidence.is_empty());
    if tasks.is_empty() {
        context.out.result("还没有佐证材料。")?;
        context.out.hint("用 ledger attach 编号 文件 添加");
        return Ok(());
    }
    match &args.out {
        Some(folder) => export(context, &store, &tasks, folder),
        None => list(context, &tasks),
    }
}

fn list(context: &Context, tasks: &[Task]) -> Result<(), Failure> {
    let mut listing = table::table(&context.out, &["编号", "记录号", "名称", "大小", "SHA-256"]);
    for task in tasks {
        for piece in &task.evidence {
            listing.add_row(vec![
                table::cell(&task.code()),
                table::cell(&piece.entry.to_string()),
                table::cell(&piece.name),
                table::cell(&shared::size_text(piece.size)),
                table::cell(&piece.sha256.to_string()[..16]),
            ]);
        }
    }
    context.out.table(&listing)
}

fn export(context: &Context, store: &Store, tasks: &[Task], folder: &Path) -> Result<(), Failure> {
    let mut files = 0;
    for task in tasks {
        let dossier = folder.join(safe_name(
            &format!("{:03} {}", task.number, task.problem),
            40,
        ));
        std::fs::create_dir_all(&dossier).map_err(|fault| Failure::file(&dossier, &fault))?;
        let mut contents = format!(
            "第 {} 项　{}\r\n\r\n佐证材料目录\r\n",
            task.number, task.problem
        );
        let mut taken = BTreeSet::new();
        for (index, piece) in (1..).zip(&task.evidence) {
            let name = unique(
                &mut taken,
                &format!("{index:02} {}", safe_name(&piece.name, 80)),
            );
            let path = dossier.join(&name);
            let failed = |fault| Failure::file(&path, &fault);
            let mut file = WholeFile::create(&path).map_err(failed)?;
            let there = store.copy_bytes(&piece.sha256, &mut file)?;
            let note = if there { "" } else { "（内容已销毁）" };
            contents.push_str(&format!(
                "{index}. {}{note}　{}　SHA-256 {}\r\n",
                piece.name,
                shared::size_text(piece.size),
                piece.sha256
            ));
            if there {
                file.finish().map_err(failed)?;
                files += 1;
            }
        }
        let path = dossier.join("00 目录.txt");
        whole::write(&path, format!("\u{FEFF}{contents}").as_bytes())
            .map_err(|fault| Failure::file(&path, &fault))?;
    }
    context.out.result(&format!(
        "已导出 {} 项任务的 {files} 个文件，在 {}",
        tasks.len(),
        folder.display()
    ))
}

/// A name that every file system takes and that can't leave its folder.
pub(super) fn safe_name(name: &str, most: usize) -> String {
    let cleaned: String = office::text::visible::one_line(name)
        .chars()
        .map(|c| {
            if "/\\:*?\"<>|\u{FFFD}".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let (stem, suffix) = match cleaned.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() && suffix.len() <= 8 => (stem, suffix),
        _ => (cleaned.as_str(), ""),
    };
    let stem: String = stem.chars().take(most).collect();
    let stem = stem.trim_matches([' ', '.']);
    let stem = if stem.is_empty() { "未命名" } else { stem };
    let reserved = ["CON", "PRN", "AUX", "NUL"]
        .iter()
        .any(|word| stem.eq_ignore_ascii_case(word))
        || (stem.len() == 4
            && (stem.to_uppercase().starts_with("COM") || stem.to_uppercase().starts_with("LPT")));
    let mark = if reserved { "_" } else { "" };
    if suffix.is_empty() {
        format!("{stem}{mark}")
    } else {
        format!("{stem}{mark}.{suffix}")
    }
}

/// The name, with a number before it when it is taken.
pub(super) fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut candidate = name.to_owned();
    let mut count = 1;
    // File systems of offices do not tell capitals apart.
    while !taken.insert(candidate.to_lowercase()) {
        count += 1;
        candidate = format!("{count}_{name}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn names_stay_in_their_folder() {
        for (name, safe) in [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a/b.docx", "a_b.docx"),
            ("CON.txt", "CON_.txt"),
            ("com1", "com1_"),
            ("...", "未命名"),
            ("会议纪要.docx", "会议纪要.docx"),
            ("x\u{202e}cod.exe", "x_cod.exe"),
        ] {
            assert_eq!(safe_name(name, 40), safe, "{name}");
        }
    }
}
