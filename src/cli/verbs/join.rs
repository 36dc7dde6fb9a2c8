//! `join` 合并副本

mod show;

use std::path::PathBuf;

use crate::app::join::{self, Coming, Front, Joining};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides};
use crate::cli::failure::Failure;
use crate::cli::successors;
use crate::cli::two_sided::{Decided, Side, TwoSided};
use model::join::{Conflict, Plan, Whose};

/// How places are decided that both sides changed.
const OPEN: &str = "用 --take theirs 都以副本为准，或 --take ours 都以这里为准；逐处定的，用 --theirs 编号:栏目、--ours 编号:栏目";

/// The same in the words of a form.
const OPEN_IN_A_FORM: &str =
    "在“以谁为准”里选一边；逐处定的，把 编号:栏目（如 12:责任人）写进“以副本为准”或“以这里为准”";

/// How what is open is decided, where the line comes from.
fn how(context: &Context) -> &'static str {
    if context.out.is_front() {
        OPEN_IN_A_FORM
    } else {
        OPEN
    }
}

const BESIDES: Besides = Besides {
    questions: &[("take", "这里和副本都改过的，以哪边为准？（直接回车逐个问）")],
    when_bare: false,
};

/// 合并副本：同一本台账的两份各自往下记了，把副本多出来的记录并进来，都改过的由人定
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger join U盘/台账.db --dry-run（只看，不并入）\n    ledger join '台账 (冲突副本).db'\n    ledger join U盘/台账.db --theirs 12:责任人 --theirs 台账:设置policy --take ours -y"
)]
pub(in crate::cli) struct JoinArgs {
    /// 副本文件：U盘里的、同步盘留下的冲突文件
    #[arg(value_name = "文件", add = Asked("合并哪一份副本？可以把文件拖到这里"))]
    file: PathBuf,
    /// 两边都改过的以哪边为准（默认逐个询问）
    #[arg(long, alias = "以谁为准", value_name = "哪边", default_value = "ask")]
    take: Take,
    /// 这一处以副本为准，如 12:责任人（可写多个）
    #[arg(long, alias = "以副本为准", value_name = "编号:栏目", value_parser = place)]
    theirs: Vec<TwoSided>,
    /// 这一处以这里为准，如 12:责任人（可写多个）
    #[arg(long, alias = "以这里为准", value_name = "编号:栏目", value_parser = place)]
    ours: Vec<TwoSided>,
    /// 只显示副本带来什么、哪些地方两边都改过，不并入
    #[arg(long, alias = "试并")]
    dry_run: bool,
}

/// What stands for a task's number where the ledger itself is meant.
const LEDGER: &str = "台账";

fn place(text: &str) -> Result<TwoSided, String> {
    let wrong = |wrong| format!("{wrong}；单位、设置、会议等写 {LEDGER}:栏目");
    TwoSided::read(text).map_err(wrong)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Take {
    #[value(alias = "副本", help = "以副本为准")]
    Theirs,
    #[value(alias = "这里", help = "以这里为准")]
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

/// How a person at the screen is asked.
struct Screen<'a> {
    context: &'a Context,
    args: &'a JoinArgs,
    decided: Decided<'a>,
}

impl Screen<'_> {
    /// Every place that the line decides is one that has to be decided.
    fn are_met(&self) -> Result<(), Failure> {
        match self.decided.unmet() {
            None => Ok(()),
            Some(place) => Err(Failure::request(format!(
                "“{place}”不是两边都改过的地方，台账未作任何改动"
            ))
            .hint("两边都改过的有哪些，用 ledger join 文件 --dry-run 看")),
        }
    }
}

impl Front for Screen<'_> {
    type Error = Failure;

    fn show(&mut self, coming: &Coming) -> Result<(), Failure> {
        show::coming(self.context, &self.args.file, coming)
    }

    fn whose(&mut self, conflict: &Conflict) -> Result<Option<Whose>, Failure> {
        let code = conflict.task.map(|number| number.to_string());
        let place = TwoSided {
            code: code.unwrap_or_else(|| LEDGER.to_owned()),
            column: conflict.part.clone(),
        };
        let context = self.context;
        show::conflict(context, &place.to_string(), conflict);
        let asks = Context::can_ask() && !context.yes && !self.args.dry_run;
        let ask = || context.consent(&format!("{}以副本为准？", show::place(conflict)));
        // What is asked of a form is asked of it once, for the whole.
        let asks = asks && !context.out.is_front();
        let side = self.decided.side(place, asks.then_some(ask))?;
        Ok(side.map(|side| match side {
            Side::Theirs => Whose::Theirs,
            Side::Ours => Whose::Ours,
        }))
    }

    fn agrees(&mut self, plan: &Plan) -> Result<bool, Failure> {
        self.are_met()?;
        let taken = plan.taken();
        if self.args.dry_run {
            let open = match self.decided.undecided {
                0 => String::new(),
                open => format!("，还有 {open} 处没有定以哪边为准"),
            };
            let told = format!("可以并入 {taken} 条记录{open}");
            self.context.out.result(&told)?;
            return Ok(false);
        }
        if self.decided.undecided > 0 {
            return Ok(true);
        }
        self.context
            .consent(&format!("并入副本的 {taken} 条记录？"))
    }
}

pub(super) fn join(context: &Context, args: &JoinArgs) -> Result<(), Failure> {
    let decided = Decided::by(&args.theirs, &args.ours, args.take.side())?;
    let mut store = context.store()?;
    let mut screen = Screen {
        context,
        args,
        decided,
    };
    let file = (args.file.as_path(), context.wait());
    match join::join(context.call(), &mut store, file, &mut screen)? {
        Joining::Nothing => {
            screen.are_met()?;
            context
                .out
                .result("副本里的记录这里都有，没有要并入的，台账未作任何改动")
        }
        Joining::Declined if args.dry_run => {
            context.out.hint("只是试并，台账未作任何改动");
            if screen.decided.undecided > 0 {
                context.out.hint(how(context));
            }
            Ok(())
        }
        Joining::Declined => {
            context.out.status("没有并入，台账未作任何改动");
            Ok(())
        }
        Joining::Undecided(open) => {
            let failure = Failure::request(format!(
                "有 {open} 处两边都改过，没有定以哪边为准，没有并入"
            ));
            Err(failure.hint(how(context)))
        }
        Joining::Done {
            taken,
            done,
            renumbered,
        } => {
            if let Err(fault) = store.scrub_after_gathering() {
                context.tell(fault);
                context.out.warn("副本销毁的内容这里也已销毁，但台账文件没能整理，里面可能还有残留；用 ledger verify 列出销毁了哪些，再用 ledger expunge 整理一次");
            }
            let before = done.first.saturating_sub(1);
            show::done(context, &args.file, (taken, done), &renumbered)?;
            successors::tell_since(context, &store, before)
        }
    }
}
