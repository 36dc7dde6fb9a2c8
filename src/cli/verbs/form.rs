//! `form` 销号表

use std::path::{Path, PathBuf};

use crate::app::assemble;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::values::{Numbers, flatten};
use crate::cli::{made, paths, settings};
use model::scope::Scope;
use papers::report::{self, render};

/// 写出销号审核表，一项一页，留有签字的地方
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger form 3 5-8 -o 销号审核表")]
pub(in crate::cli) struct FormArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Asked("写第几项的销号审核表？"))]
    numbers: Vec<Numbers>,
    /// 写到这个文件夹，或这个 .docx 文件
    #[arg(
        short,
        long,
        alias = "输出",
        value_name = "文件或文件夹",
        default_value = ".",
        add = Takes::Target
    )]
    output: PathBuf,
}

pub(super) fn form(context: &Context, args: &FormArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let numbers = flatten(&args.numbers);
    for number in &numbers {
        store.task(*number)?;
    }
    let book = store.book()?;
    let phrases = super::report::phrases(&book)?;
    let profile = settings::profile(&book);
    let scope = Scope {
        numbers: Some(numbers.clone()),
        ..Scope::default()
    };
    let ledger = assemble::of(context.call(), &store, book, &scope, &[])?;
    let report = report::form(&ledger, &numbers, &phrases);
    let name = match numbers.as_slice() {
        [number] => format!("销号审核表（第{number}项）.docx"),
        numbers => format!("销号审核表（{}项）.docx", numbers.len()),
    };
    let output = &args.output;
    if is_docx(output) {
        context.may_write(output)?;
        made::write(context, &store, output, render::docx(&report, &profile))?;
    } else {
        paths::must_be_folder(output)?;
        context.may_write(&output.join(&name))?;
        let bytes = render::docx(&report, &profile);
        made::write_in(context, &store, output, &name, bytes)?;
    }
    context
        .out
        .hint("签字以后，用 ledger close 编号 --verifier 审核人 --basis 依据 销号");
    Ok(())
}

/// Whether the form itself is to be called so.
fn is_docx(path: &Path) -> bool {
    let ending = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("docx"));
    ending && !path.is_dir()
}
