//! `import --draft`: what was read, as a text for a person to set right.

use std::path::{Path, PathBuf};

use super::preview;
use crate::app::import::{self, Wishes};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::guide;
use crate::cli::settings;
use office::whole::Access;

/// Writes the text; the ledger stays as it is.
pub(super) fn write(
    context: &Context,
    files: &[PathBuf],
    target: &Path,
    wishes: &Wishes,
) -> Result<(), Failure> {
    let [file] = files else {
        return Err(Failure::usage("读取稿一次写一份材料的，只写一个文件"));
    };
    let suffix = target.extension().unwrap_or_default().to_ascii_lowercase();
    if target != Path::new("-") && !["md", "txt"].iter().any(|known| suffix == *known) {
        return Err(Failure::usage(
            "读取稿是文字文件，文件名用 .md 或 .txt 结尾",
        ));
    }
    if target
        .canonicalize()
        .ok()
        .is_some_and(|there| Some(there) == file.canonicalize().ok())
    {
        return Err(
            Failure::usage(format!("{} 就是要读的材料，不能覆盖", target.display()))
                .hint("读取稿换一个文件名"),
        );
    }
    let how = "改完保存，用 ledger import 本文件 导入。";
    let text = import::text(file, wishes, how, &preview::doubt)?;
    // What a person changed by hand is written over by nothing.
    if import::holds_edits(target, &text) {
        return Err(Failure::request(format!(
            "{} 是一份读取稿，里面可能有改好的内容，没有覆盖",
            target.display()
        ))
        .hint("换一个文件名；确实不要了，先把它移走"));
    }
    context.may_write(target)?;
    let access = match context.store_if_any()? {
        Some(store) => settings::access(&store.book()?),
        None => Access::Owner,
    };
    context.out.file(target, text.as_bytes(), access)?;
    if target == Path::new("-") {
        return Ok(());
    }
    let target = guide::quoted(&target.display().to_string());
    context.out.hint(&format!(
        "改好、保存以后，用 ledger import {target} 导入；原件要放在同一个文件夹里"
    ));
    Ok(())
}
