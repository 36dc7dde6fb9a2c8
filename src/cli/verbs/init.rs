//! `init` 建账

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::locks;
use crate::cli::values::Words;
use model::decide::Policy;
use model::event::LedgerEvent;
use model::unit::{UnitCard, is_unit_code, is_unit_name};
use store::Writer;

/// 建账：写明单位、党组织和班子的称谓；除了单位名称，都可以以后再写
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger init --name 某市某局 --party 中共某市某局党组 --team 局党组班子"
)]
pub(in crate::cli) struct InitArgs {
    /// 单位名称
    #[arg(long, alias = "单位名称", value_name = "名称")]
    name: Option<Words>,
    /// 单位代码（上级给的，如 A03.12）
    #[arg(long, alias = "单位代码", value_name = "代码")]
    code: Option<Words>,
    /// 党组织全称
    #[arg(long, alias = "党组织", value_name = "全称")]
    party: Option<Words>,
    /// 班子称谓：局党组班子、局领导班子……
    #[arg(long, alias = "班子", value_name = "称谓")]
    team: Option<Words>,
    /// 联系人及电话
    #[arg(long, alias = "联系人", value_name = "姓名电话")]
    contact: Option<Words>,
    /// 销号要求
    #[arg(long, alias = "销号要求", value_name = "要求", value_parser = policies())]
    policy: Option<Policy>,
}

/// The policies by their codes.
fn policies() -> impl TypedValueParser<Value = Policy> {
    let known = [
        (Policy::Standard, "提醒缺什么"),
        (Policy::Strict, "缺什么就不能销号"),
    ];
    let known = known.map(|(policy, help)| PossibleValue::new(policy.code()).help(help));
    PossibleValuesParser::new(known).try_map(|code| Policy::from_code(&code).ok_or("没有这种要求"))
}

/// What must never be entered, said once at the start.
const NOT_HERE: &str =
    "台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。";

const NAME: &str = "单位名称：";
const CODE: &str = "单位代码（没有就直接回车）：";
const CODE_FORM: &str = "单位代码由字母、数字组成，层级之间用点隔开，如 A03.12";

pub(super) fn init(context: &Context, args: &InitArgs) -> Result<(), Failure> {
    let mut store = context.store_or_new()?;
    let known = store.book()?.unit;
    let card = card(args, &known)?;
    if let Some(code) = &card.code
        && !is_unit_code(code)
    {
        return Err(Failure::usage(format!("“{code}”不是单位代码")).hint(CODE_FORM));
    }
    if !is_unit_name(&card.name) {
        return Err(Failure::usage("单位名称要写在一行里，最多200字"));
    }
    store.write(&context.stamp, |writer| {
        let named = card != known;
        if named {
            writer.record_ledger(LedgerEvent::UnitNamed(card.clone()))?;
        }
        if set_policy(writer, args.policy)? || named {
            Ok(())
        } else {
            Err(Failure::request("建账内容没有变化"))
        }
    })?;
    context.out.result(&format!("已建账：{}", card.name))?;
    context.out.status(NOT_HERE);
    locks::warn_where_they_fail(context)?;
    context
        .out
        .hint("用 ledger import 材料文件 导入对照检查材料");
    Ok(())
}

/// What the unit is called: as given, else as asked in a terminal, else as it was.
fn card(args: &InitArgs, known: &UnitCard) -> Result<UnitCard, Failure> {
    let asked = |given: &Option<Words>, now: Option<&String>, question: &str| {
        let given = Words::text(given.as_ref());
        let silent = args.name.is_some() || !Context::can_ask();
        if given.is_some() || silent {
            return Ok(given.or_else(|| now.cloned()));
        }
        let answer = Context::ask_until(question, |answer| match (answer, now) {
            ("", None) if question == NAME => Err("单位名称要写".to_owned()),
            (code, _) if question == CODE && !code.is_empty() && !is_unit_code(code) => {
                Err(format!("“{code}”不是单位代码，{CODE_FORM}"))
            }
            (answer, _) => Ok(answer.to_owned()),
        })?;
        Ok::<_, Failure>(if answer.is_empty() {
            now.cloned()
        } else {
            Some(answer)
        })
    };
    let now_named = Some(&known.name).filter(|name| !name.is_empty());
    let name = asked(&args.name, now_named, NAME)?.ok_or_else(|| {
        Failure::usage("没有写单位名称").hint("用 ledger init --name 某市某局 写明")
    })?;
    let party = "党组织全称（如 中共某市某局党组）：";
    let team = "班子称谓（如 局党组班子）：";
    Ok(UnitCard {
        name,
        code: asked(&args.code, known.code.as_ref(), CODE)?,
        party: asked(&args.party, known.party.as_ref(), party)?,
        team: asked(&args.team, known.team.as_ref(), team)?,
        contact: asked(&args.contact, known.contact.as_ref(), "联系人及电话：")?,
    })
}

/// Records the policy where it is another one; whether it was.
fn set_policy(writer: &mut Writer<'_>, policy: Option<Policy>) -> Result<bool, Failure> {
    let Some(policy) = policy else {
        return Ok(false);
    };
    if writer.book()?.policy() == policy {
        return Ok(false);
    }
    writer.record_ledger(LedgerEvent::Configured {
        key: "policy".to_owned(),
        value: Some(policy.code().to_owned()),
    })?;
    Ok(true)
}
