//! `add` 登记

use chrono::Datelike as _;

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::successors;
use crate::cli::values::{Due, Words, Year, names};
use model::card::Card;
use model::event::Registered;
use model::matching::near_titles;
use model::scope::Scope;
use model::subject::Subject;
use model::task::{Measure, Task};
use store::{Store, Writer};

/// Everything that can be said of a task when it is entered, and corrected later.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Particulars {
    /// 所属方面
    #[arg(long, alias = "方面", alias = "所属方面", value_name = "文字", add = Takes::Dimension)]
    pub dimension: Option<String>,
    /// 具体表现
    #[arg(long, alias = "表现", alias = "具体表现", value_name = "文字")]
    pub detail: Option<String>,
    /// 问题来源（自查、征求意见、上级点评、巡视巡察、审计……）
    #[arg(long, alias = "来源", alias = "问题来源", value_name = "来源", add = Takes::Source)]
    pub source: Option<String>,
    /// 整改措施（可写多条）
    #[arg(long, alias = "措施", alias = "整改措施", value_name = "措施")]
    pub measure: Vec<Words>,
    /// 整改目标
    #[arg(long, alias = "目标", alias = "整改目标", value_name = "文字")]
    pub target: Option<String>,
    /// 责任领导
    #[arg(long, alias = "责任领导", value_name = "姓名", add = Takes::Lead)]
    pub lead: Option<String>,
    /// 责任部门
    #[arg(long, alias = "责任部门", alias = "部门", value_name = "部门", add = Takes::Dept)]
    pub dept: Option<String>,
    /// 责任人
    #[arg(long, alias = "责任人", value_name = "姓名", add = Takes::Owner)]
    pub owner: Option<String>,
    /// 配合部门（几个部门用、隔开）
    #[arg(long, alias = "配合部门", value_name = "部门", add = Takes::Dept)]
    pub co_dept: Option<String>,
    /// 整改时限：6月底前、2022年第一季度、2022-06-30、立行立改、长期坚持
    #[arg(long, alias = "时限", alias = "整改时限", value_name = "时限")]
    pub due: Option<Due>,
    /// 归类（自己定的类别）
    #[arg(long, alias = "归类", value_name = "类别")]
    pub theme: Option<String>,
    /// 上级编号：上级或别的台账给的编号（如 XC-2022-017）
    #[arg(long, alias = "上级编号", alias = "交办编号", value_name = "编号")]
    pub external: Option<String>,
}

const BESIDES: Besides = Besides {
    questions: &[
        ("dept", "责任部门（直接回车以后再定）"),
        ("due", "整改时限，如 6月底前（直接回车以后再定）"),
    ],
    when_bare: false,
};

/// 登记一个问题
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger add \"联系群众不够经常\" --measure \"每月下基层一次\" --dept 办公室 --due 6月底前",
    add = BESIDES
)]
pub(in crate::cli) struct AddArgs {
    /// 问题，一句话
    #[arg(value_name = "问题", add = Asked("登记什么问题？写一句话"))]
    problem: Words,
    /// 年度（默认为台账中最新的年度）
    #[arg(long, alias = "年度", value_name = "年")]
    year: Option<Year>,
    /// 对象：班子（默认），或某人姓名
    #[arg(long, alias = "对象", value_name = "对象", add = Takes::Subject)]
    subject: Option<Words>,
    /// 往年的哪一项再次出现或尚未改完
    #[arg(long, alias = "前项", value_name = "编号", add = Takes::Tasks)]
    prior: Option<u32>,
    #[command(flatten)]
    particulars: Particulars,
}

pub(super) fn add(context: &Context, args: &AddArgs) -> Result<(), Failure> {
    let mut store = context.store_or_new()?;
    let before = store
        .sequence()
        .map_err(|fault| Failure::store(fault, &context.db))?;
    let year = match args.year {
        Some(year) => year.0,
        None => store
            .newest_year()
            .map_err(|fault| Failure::store(fault, &context.db))?
            .unwrap_or(context.today.year() - 1),
    };
    let subject = args
        .subject
        .as_ref()
        .and_then(|words| Subject::read(&words.0));
    let twin = twin(&store, args, year, subject.as_ref())?;
    if let Some(twin) = &twin {
        again(context, twin)?;
    }
    let (number, deadline) = store.write(&context.stamp, |writer| {
        let raised = raised(context, args, writer, year)?;
        let deadline = raised.card.deadline.clone();
        Ok::<_, Failure>((writer.raise(raised)?, deadline))
    })?;
    context.out.result(&format!(
        "已登记第 {number} 项（记入{year}年度）：{}",
        args.problem.0
    ))?;
    shared::tell_day(context, deadline.as_ref());
    if args.particulars.dept.is_none() || args.particulars.due.is_none() {
        context.out.hint(&format!(
            "用 ledger edit {number} --dept 部门 --due 时限 分解责任"
        ));
    } else {
        context.out.hint(&format!(
            "有了进展，用 ledger log {number} \"做了什么\" 记下来"
        ));
    }
    successors::tell_since(context, &store, before)
}

/// The task as its arguments and the roster have it.
fn raised(
    context: &Context,
    args: &AddArgs,
    writer: &Writer<'_>,
    year: i32,
) -> Result<Registered, Failure> {
    let book = writer.book()?;
    let with = &args.particulars;
    let deadline = with.due.as_ref();
    let deadline = deadline
        .map(|due| shared::deadline(due, shared::desk(context, &book, year)))
        .transpose()?;
    let dept = filled(with.dept.as_ref());
    let lead =
        filled(with.lead.as_ref()).or_else(|| Some(book.lead_of(dept.as_deref()?)?.name.clone()));
    if let Some(prior) = args.prior {
        let prior = writer.task(prior)?;
        if prior.year > year {
            return Err(Failure::request(format!(
                "第 {} 项属于{}年度，晚于{year}年度，不能作为前一项",
                prior.number, prior.year
            )));
        }
    }
    let subject = args.subject.as_ref();
    let subject = subject.and_then(|words| Subject::read(&words.0));
    let measures = (1..).zip(&with.measure).map(|(key, words)| Measure {
        key,
        text: words.0.clone(),
        ..Measure::default()
    });
    let card = Card {
        dimension: filled(with.dimension.as_ref()),
        detail: filled(with.detail.as_ref()).unwrap_or_default(),
        source: filled(with.source.as_ref()),
        theme: filled(with.theme.as_ref()),
        external: filled(with.external.as_ref()),
        target: filled(with.target.as_ref()),
        measures: measures.collect(),
        lead,
        dept,
        owner: filled(with.owner.as_ref()),
        co_depts: with.co_dept.as_deref().map(names).unwrap_or_default(),
        deadline,
        prior: args.prior,
        ..Card::new(
            year,
            subject.unwrap_or(Subject::Team),
            args.problem.0.clone(),
        )
    };
    Ok(Registered::fresh(context.today, card))
}

/// Above this likeness two problems of a year are probably the same one.
const SAME: f64 = 0.8;
/// A year with more problems than this is not kept by hand, and is not looked through.
const LOOKED_THROUGH: u32 = 200;

/// The task of that year and subject that says the same.
fn twin(
    store: &Store,
    args: &AddArgs,
    year: i32,
    subject: Option<&Subject>,
) -> Result<Option<Task>, Failure> {
    let scope = Scope {
        years: vec![year],
        ..Scope::default()
    };
    if store.has_more_than(LOOKED_THROUGH, &scope)? {
        return Ok(None);
    }
    let scope = Scope {
        subject: Some(subject.unwrap_or(&Subject::Team).name().to_owned()),
        ..scope
    };
    let (mut numbers, mut titles) = (Vec::new(), Vec::new());
    store.titles(&scope, |task, title| {
        numbers.push(task.number);
        titles.push(title.to_owned());
    })?;
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let near = near_titles(&[args.problem.0.as_str()], &titles);
    let best = near.first().and_then(|candidates| candidates.first());
    let best = best.filter(|candidate| candidate.score >= SAME);
    let best = best.map(|candidate| store.task(numbers[candidate.index]));
    Ok(best.transpose()?)
}

/// The same problem once more: a person is asked, a script is told.
fn again(context: &Context, twin: &Task) -> Result<(), Failure> {
    let known = format!(
        "第 {} 项已经登记过差不多的问题：{}",
        twin.number, twin.problem
    );
    if !context.is_agreed_to() {
        context
            .out
            .warn(&format!("{known}；若是同一个，用 ledger undo 撤销这一次"));
        return Ok(());
    }
    if context.consent(&format!("{known}。仍要再登记一项吗？"))? {
        return Ok(());
    }
    Err(Failure::request("没有登记，台账未作任何改动")
        .hint(format!("用 ledger show {} 查看已有的这一项", twin.number)))
}

/// Blank text is no value.
fn filled(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
