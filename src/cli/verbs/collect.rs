//! `collect` 回收

mod show;
mod status;

use std::path::{Path, PathBuf};

use crate::app::collect::{self, Collected, Front, PassedOver};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use documents::sheet::collect::{Conflict, Returned, ReturnedRow};
use store::Store;

pub(super) use status::word as form_word;

const BESIDES: Besides = Besides {
    questions: &[(
        "take",
        "台账和填报表都改过的，以哪边为准？（直接回车逐个问）",
    )],
    when_bare: false,
};

/// 回收填报表：逐格与台账比对，列出改动，同意后一次录入
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger collect 回收（整个文件夹，不是填报表的跳过并告知）\n    ledger collect 办公室.xlsx --take ours -y\n    ledger collect 在线表单导出.csv（问卷、收集表的答复，一行一次提交）\n    ledger collect --status --round 第三季度"
)]
pub(in crate::cli) struct CollectArgs {
    /// 交回的填报表、在线表单导出的表，或放着它们的文件夹
    #[arg(value_name = "文件或文件夹", required_unless_present = "status",
        add = Takes::FilesOrFolders,
        add = Asked("收回哪个填报表？可以把文件或文件夹拖到这里"))]
    files: Vec<PathBuf>,
    /// 看谁交回了，谁还没有（最近一轮）
    #[arg(long, alias = "交回情况", conflicts_with = "files")]
    status: bool,
    /// 看哪一轮的
    #[arg(long, alias = "轮次", value_name = "轮次", requires = "status")]
    round: Option<String>,
    /// 两边都改过的以哪边为准（默认逐个询问）
    #[arg(long, alias = "以谁为准", value_name = "哪边", default_value = "ask")]
    take: Take,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Take {
    #[value(alias = "部门", help = "以填报表为准")]
    Theirs,
    #[value(alias = "台账", help = "以台账为准")]
    Ours,
    #[value(alias = "询问", help = "逐个询问")]
    Ask,
}

/// How a person at the screen is asked.
struct Screen<'a> {
    context: &'a Context,
    take: Take,
}

impl Front for Screen<'_> {
    type Error = Failure;

    fn passed_over(&mut self, over: &[PassedOver]) {
        show::passed_over(self.context, over);
    }

    fn show(&mut self, store: &Store, path: &Path, brings: &Returned) -> Result<(), Failure> {
        show::show(self.context, store, brings, path)
    }

    fn is_theirs(
        &mut self,
        row: &ReturnedRow,
        conflict: &Conflict,
    ) -> Result<Option<bool>, Failure> {
        match self.take {
            Take::Theirs => Ok(Some(true)),
            Take::Ours => Ok(Some(false)),
            Take::Ask if Context::can_ask() && !self.context.yes => {
                let question = format!("编号 {} 的“{}”以填报表为准？", row.code, conflict.column);
                self.context.consent(&question).map(Some)
            }
            Take::Ask => Ok(None),
        }
    }

    fn agrees(&mut self, changes: usize) -> Result<bool, Failure> {
        self.context
            .consent(&format!("录入以上 {changes} 处改动？"))
    }
}

pub(super) fn collect(context: &Context, args: &CollectArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    if args.status {
        return status::status(context, &store, args.round.as_deref());
    }
    let mut screen = Screen {
        context,
        take: args.take,
    };
    match collect::collect(context.call(), &mut store, &args.files, &mut screen)? {
        Collected::Declined => {
            context.out.status("没有录入，台账未作任何改动");
            Ok(())
        }
        Collected::Recorded { changes, undecided } => {
            context.out.result(&format!("录入 {changes} 处改动"))?;
            if undecided == 0 {
                return Ok(());
            }
            Err(
                Failure::request(format!("还有 {undecided} 处冲突没有定，未录入"))
                    .hint("用 --take theirs 以填报表为准，或 --take ours 以台账为准"),
            )
        }
    }
}
