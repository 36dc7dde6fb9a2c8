//! `board` 作战图

use std::path::PathBuf;

use crate::app::as_of;
use crate::app::units::UnitNames;
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::made;
use crate::cli::select::Filters;
use crate::cli::suggest;
use model::scope::Scope;
use model::tally::Counted;
use model::unit::UnitId;
use papers::board::{About, Board, Names};
use store::{Store, TaskKey};

/// 作战图：一页看清整改进度，浏览器打开，可投屏、可打印成一张 A3
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger board --year 2021 -o 作战图.html\n    ledger board --year 2021 --names lead -o 作战图.html\n    ledger board --subject 张某 -o 张某.html"
)]
pub(in crate::cli) struct BoardArgs {
    #[command(flatten)]
    filters: Filters,
    /// 写哪些人的姓名；不写就只有部门
    #[arg(long, alias = "姓名", value_name = "姓名", default_value = "none")]
    names: NamesArg,
    /// 写到这个文件（默认写到屏幕）
    #[arg(short, long, alias = "输出", value_name = "文件", add = Takes::Target)]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum NamesArg {
    #[value(alias = "不写", help = "不写")]
    None,
    #[value(alias = "责任领导", help = "责任领导")]
    Lead,
    #[value(alias = "全部", help = "责任领导和责任人")]
    All,
}

pub(super) fn board(context: &Context, args: &BoardArgs) -> Result<(), Failure> {
    args.filters.check()?;
    if args.output.is_none() && context.out.is_terminal() {
        return Err(Failure::usage("作战图是网页，不适合显示在这里")
            .hint("写到文件：ledger board -o 作战图.html，再用浏览器打开"));
    }
    if let Some(path) = &args.output {
        context.may_write(path)?;
    }
    let store = context.store()?;
    let book = store.book()?;
    let scope = args.filters.scope(context, &store)?;
    suggest::tell(context, &store, &args.filters, &scope)?;
    let mut words = args.filters.words();
    // Persons' material is shown only to those who ask for it.
    let with_persons = scope.subject.is_some();
    if !with_persons {
        words.push("班子".to_owned());
    }
    let about = About {
        scope: words.join("，"),
        year: match scope.years[..] {
            [year] => Some(year),
            _ => None,
        },
        names: match args.names {
            NamesArg::None => Names::None,
            NamesArg::Lead => Names::Lead,
            NamesArg::All => Names::All,
        },
        with_persons,
        units: units(&store, &scope)?,
        check_code: store.check_code()?,
    };
    let today = context.today;
    let board = filled(context, &store, &scope, || {
        Board::new(about.clone(), today, &book)
    })?;
    let persons_left_out = board.persons_left_out();
    let page = board
        .html()
        .map_err(|fault| Failure::request("作战图写不出来").of(fault))?;
    if persons_left_out > 0 {
        context.out.status(&format!(
            "个人材料中的 {persons_left_out} 个问题没有列入，用 --subject 姓名 单独作图"
        ));
    }
    match &args.output {
        Some(path) => {
            made::write(context, &store, path, page.into_bytes())?;
            context.out.hint("用浏览器打开；打印选 A3 横向");
            Ok(())
        }
        None => context.out.data(&page),
    }
}

/// The board with what is in the scope: all is counted, and the tasks that are shown are read.
fn filled<'a>(
    context: &Context,
    store: &Store,
    scope: &Scope,
    empty: impl Fn() -> Board<'a> + Sync,
) -> Result<Board<'a>, Failure> {
    type Counting<'a> = (Board<'a>, Vec<TaskKey>);
    let call = context.call();
    let new = || (empty(), Vec::new());
    let count = |(board, keys): &mut Counting<'a>, task: &Counted<'_>, key: TaskKey| {
        board.count(task);
        keys.push(key);
    };
    let join = |(board, keys): &mut Counting<'a>, (later, more): Counting<'a>| {
        board.join(later);
        keys.extend(more);
    };
    let settle = |(board, _): &mut Counting<'a>| board.settle();
    let counting = (new, count, settle);
    let (mut board, keys) = as_of::count_shared_as_of(call, store, scope, counting, join)?;
    board.settle();
    let wanted: Vec<usize> = board.wanted().into_iter().collect();
    let shown: Vec<TaskKey> = wanted.iter().map(|place| keys[*place]).collect();
    for (place, task) in wanted
        .iter()
        .zip(as_of::each_dated_of(call, store, &shown)?)
    {
        // Somebody may have replaced a gathered history since.
        if let Some(task) = task {
            board.show(*place, &task);
        }
    }
    Ok(board)
}

/// How the units of the scope are called, in their order; nothing where only one's own is meant.
fn units(store: &Store, scope: &Scope) -> Result<Vec<(Option<String>, String)>, Failure> {
    if !scope.is_of_units() {
        return Ok(Vec::new());
    }
    let names = UnitNames::read(store)?;
    let units = names.in_order().into_iter();
    Ok(units
        .map(|(id, unit)| {
            let code = (id != UnitId::OWN).then(|| unit.code.clone());
            (code, unit.titled().to_owned())
        })
        .collect())
}
