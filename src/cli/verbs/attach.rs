//! `attach` 添佐证

use std::path::PathBuf;

use super::shared;
use crate::app::evidence::Evidence;
use crate::cli::context::Context;
use crate::cli::declared::Asked;
use crate::cli::failure::Failure;
use crate::cli::values::{Day, Numbers, flatten};

/// 添加佐证材料：文件存进台账，原件以后改了删了都不影响
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger attach 12 会议纪要.docx 现场照片.jpg")]
pub(in crate::cli) struct AttachArgs {
    /// 任务编号
    #[arg(value_name = "编号", add = Asked("添到第几项？"))]
    numbers: Numbers,
    /// 文件（可写多个）
    #[arg(value_name = "文件", required = true, add = Asked("哪个文件？可以把文件拖到这里"))]
    files: Vec<PathBuf>,
    /// 哪一天（默认今天）
    #[arg(long, alias = "日期", value_name = "日期")]
    date: Option<Day>,
    #[command(flatten)]
    late: shared::Late,
}

pub(super) fn attach(context: &Context, args: &AttachArgs) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let numbers = flatten(std::slice::from_ref(&args.numbers));
    let mut store = context.store()?;
    let mut evidence = Evidence::read(&args.files);
    let attached = store.write(&context.stamp, |writer| {
        let mut attached = Vec::new();
        for number in &numbers {
            writer.task(*number)?;
            for piece in evidence.attach(writer, *number, on)? {
                attached.push((*number, piece));
            }
            args.late.note(context, writer, *number, on)?;
        }
        Ok::<_, Failure>(attached)
    })?;
    for (number, piece) in &attached {
        context.out.result(&format!(
            "第 {number} 项添了佐证“{}”（{}，SHA-256 {}…）",
            piece.name,
            shared::size_text(piece.size),
            &piece.sha256.to_string()[..16]
        ))?;
    }
    if let [number] = numbers.as_slice() {
        context.out.hint(&format!(
            "用 ledger evidence {number} 查看这一项的全部佐证材料"
        ));
    }
    Ok(())
}
