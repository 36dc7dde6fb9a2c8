//! `collect` 回收

mod reviews;
mod show;
mod status;

use std::path::{Path, PathBuf};

use crate::app::collect::{self, Collected, Front, PassedOver};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::successors;
use crate::cli::two_sided::{Decided, Side, TwoSided};
use papers::sheet::collect::{Conflict, Returned, ReturnedRow};
use store::Store;

pub(super) use status::word as form_word;

/// How cells are decided that both sides changed.
const OPEN: &str = "用 --take theirs 都以填报表为准，或 --take ours 都以台账为准；逐格定的，用 --theirs 编号:栏目、--ours 编号:栏目";

const BESIDES: Besides = Besides {
    questions: &[(
        "take",
        "台账和填报表都改过的，以哪边为准？（直接回车逐个问）",
    )],
    when_bare: false,
};

/// 回收填报表：逐格与台账比对，列出改动，同意后一次录入；上级的复核意见也用它收下
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger collect 回收（整个文件夹，不是填报表的跳过并告知）\n    ledger collect 办公室.xlsx --dry-run（只看，不录入）\n    ledger collect 办公室.xlsx --theirs 12:责任人 --take ours -y\n    ledger collect 在线表单导出.csv（问卷、收集表的答复，一行一次提交）\n    ledger collect --status --round 第三季度\n    ledger collect 本局-复核意见-20220705.ledgerreview（上级退回、认可的意见）"
)]
pub(in crate::cli) struct CollectArgs {
    /// 交回的填报表、在线表单导出的表、上级的复核意见，或放着它们的文件夹
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
    /// 这一格以填报表为准，如 12:责任人（可写多个）
    #[arg(long, alias = "以填报表为准", value_name = "编号:栏目", value_parser = TwoSided::read)]
    theirs: Vec<TwoSided>,
    /// 这一格以台账为准，如 12:责任人（可写多个）
    #[arg(long, alias = "以台账为准", value_name = "编号:栏目", value_parser = TwoSided::read)]
    ours: Vec<TwoSided>,
    /// 只显示表里带来了什么、哪些格两边都改过，不录入
    #[arg(long, alias = "试收")]
    dry_run: bool,
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

impl Take {
    fn side(self) -> Option<Side> {
        match self {
            Self::Theirs => Some(Side::Theirs),
            Self::Ours => Some(Side::Ours),
            Self::Ask => None,
        }
    }
}

/// A cell that both sides changed, as a person names it.
fn cell(row: &ReturnedRow, conflict: &Conflict) -> TwoSided {
    TwoSided {
        code: row.code.clone(),
        column: conflict.column.to_owned(),
    }
}

/// How a person at the screen is asked.
struct Screen<'a> {
    context: &'a Context,
    args: &'a CollectArgs,
    decided: Decided<'a>,
}

impl Screen<'_> {
    /// Every cell that the line decides is one that has to be decided.
    fn are_met(&self) -> Result<(), Failure> {
        match self.decided.unmet() {
            None => Ok(()),
            Some(cell) => Err(Failure::request(format!(
                "“{cell}”不是两边都改过的格，台账未作任何改动"
            ))
            .hint("两边都改过的有哪些，用 ledger collect 文件 --dry-run 看")),
        }
    }
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
        let cell = cell(row, conflict);
        let context = self.context;
        let asks = Context::can_ask() && !context.yes && !self.args.dry_run;
        let ask = || {
            context.consent(&format!(
                "编号 {} 的“{}”以填报表为准？",
                row.code, conflict.column
            ))
        };
        let side = self.decided.side(cell, asks.then_some(ask))?;
        Ok(side.map(|side| side == Side::Theirs))
    }

    fn agrees(&mut self, changes: usize) -> Result<bool, Failure> {
        self.are_met()?;
        if self.args.dry_run {
            let open = match self.decided.undecided {
                0 => String::new(),
                open => format!("，还有 {open} 处冲突没有定"),
            };
            let told = format!("可以录入 {changes} 处改动{open}");
            self.context.out.result(&told)?;
            return Ok(false);
        }
        if changes == 0 {
            return Ok(true);
        }
        self.context
            .consent(&format!("录入以上 {changes} 处改动？"))
    }
}

pub(super) fn collect(context: &Context, args: &CollectArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    if args.status {
        return status::status(context, &store, args.round.as_deref());
    }
    let decided = Decided::by(&args.theirs, &args.ours, args.take.side())?;
    let (down, files) = reviews::parted(&args.files);
    if !down.is_empty() {
        reviews::collect(context, &mut store, &down, args)?;
        if files.is_empty() {
            return Ok(());
        }
    }
    let before = store.sequence()?;
    let mut screen = Screen {
        context,
        args,
        decided,
    };
    match collect::collect(context.call(), &mut store, &files, &mut screen)? {
        Collected::Declined if args.dry_run => {
            context.out.hint("只是试收，台账未作任何改动");
            // A front offers the answers themselves.
            if screen.decided.undecided > 0 && !context.out.is_front() {
                context.out.hint(OPEN);
            }
            Ok(())
        }
        Collected::Declined => {
            context.out.status("没有录入，台账未作任何改动");
            Ok(())
        }
        Collected::Recorded { changes, undecided } => {
            context.out.result(&format!("录入 {changes} 处改动"))?;
            successors::tell_since(context, &store, before)?;
            if undecided == 0 {
                return Ok(());
            }
            let failure = Failure::request(format!("还有 {undecided} 处冲突没有定，未录入"));
            // A front has a place for each answer.
            Err(if context.out.is_front() {
                failure
            } else {
                failure.hint(OPEN)
            })
        }
    }
}
