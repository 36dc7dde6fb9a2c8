//! `ledger-desk account` 账号: who looks after the page makes them, changes them, takes them out of use, and sees who
//! logged in.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Arg, ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use ledger::cli::front;
use store::{AtDoor, Visit};

use super::kept::{Kept, LedgerOf, described};
use super::{Account, Role};
use crate::shared::LedgerArgument;
use crate::usage::ran;

const WRITTEN: &str = "写法：ledger-desk account add 姓名 --role 管理|审核|填报|查看|上报 \
    --dept 部门 --unit 单位代码；account change 姓名；account off|on 姓名；account list；account log";

/// 网页的账号：新建、修改、停用，看谁登录过
#[derive(Debug, Parser)]
#[command(
    name = "ledger-desk account",
    disable_version_flag = true,
    disable_help_subcommand = true,
    help_template = "{about}\n\n用法：ledger-desk account 命令 …\n\n{subcommands}\n"
)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 新建账号，密码当场输入两遍（或由管道送来一行）
    #[command(
        help_template = "{about}\n\n用法：ledger-desk account add 姓名 --role 角色 …\n\n{positionals}\n\n{options}\n"
    )]
    Add {
        /// 姓名：记下的事以这个姓名为经办人
        #[arg(value_name = "姓名")]
        name: String,
        /// 角色：查看、填报、审核、管理、上报
        #[arg(long, alias = "角色", value_name = "角色", hide_possible_values = true)]
        role: Role,
        #[command(flatten)]
        bounds: Bounds,
        #[command(flatten)]
        ledger: LedgerArgument,
        #[command(flatten)]
        by: By,
    },
    /// 改角色、部门、单位或密码；已登录的要重新登录
    #[command(
        help_template = "{about}\n\n用法：ledger-desk account change 姓名 …\n\n{positionals}\n\n{options}\n"
    )]
    Change {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
        /// 角色：查看、填报、审核、管理、上报
        #[arg(long, alias = "角色", value_name = "角色", hide_possible_values = true)]
        role: Option<Role>,
        #[command(flatten)]
        bounds: Bounds,
        /// 换一个密码
        #[arg(long, alias = "密码")]
        password: bool,
        #[command(flatten)]
        ledger: LedgerArgument,
        #[command(flatten)]
        by: By,
    },
    /// 停用账号；正登录着的当即退出
    #[command(
        help_template = "{about}\n\n用法：ledger-desk account off 姓名\n\n{positionals}\n\n{options}\n"
    )]
    Off {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
        #[command(flatten)]
        ledger: LedgerArgument,
        #[command(flatten)]
        by: By,
    },
    /// 恢复停用的账号
    #[command(
        help_template = "{about}\n\n用法：ledger-desk account on 姓名\n\n{positionals}\n\n{options}\n"
    )]
    On {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
        #[command(flatten)]
        ledger: LedgerArgument,
        #[command(flatten)]
        by: By,
    },
    /// 列出账号
    #[command(help_template = "{about}\n\n用法：ledger-desk account list\n\n{options}\n")]
    List {
        #[command(flatten)]
        ledger: LedgerArgument,
    },
    /// 列出谁登录、退出、输错密码，账号有什么变动
    #[command(help_template = "{about}\n\n用法：ledger-desk account log\n\n{options}\n")]
    Log {
        /// 最近的几条
        #[arg(
            long,
            alias = "条数",
            value_name = "数",
            default_value_t = 50,
            hide_default_value = true
        )]
        last: u32,
        #[command(flatten)]
        ledger: LedgerArgument,
    },
}

/// Who looks after the accounts.
#[derive(Debug, clap::Args)]
struct By {
    /// 经办人（也可用 LEDGER_ACTOR 指定）
    #[arg(
        long,
        alias = "经办人",
        env = "LEDGER_ACTOR",
        hide_env = true,
        value_name = "姓名"
    )]
    actor: Option<String>,
}

/// Within what an account acts.
#[derive(Debug, clap::Args)]
pub(super) struct Bounds {
    /// 填报的：管哪些部门的任务，可以写几次
    #[arg(long = "dept", alias = "部门", value_name = "部门")]
    pub(super) depts: Vec<String>,
    /// 上报的：单位代码，没有代码的写单位名称
    #[arg(long, alias = "单位", value_name = "代码")]
    pub(super) unit: Option<String>,
}

/// Runs on the words after `account`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let name = OsString::from("ledger-desk account");
    let read = parsed(std::iter::once(name).chain(words));
    ran(read, WRITTEN, |arguments| done(arguments.what))
}

/// What the words say; what help is, is said in Chinese for every command.
fn parsed(words: impl Iterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let help = || {
        let help = Arg::new("help").short('h').long("help");
        help.action(ArgAction::Help).help("显示帮助")
    };
    let command =
        Arguments::command().mut_subcommands(|command| command.disable_help_flag(true).arg(help()));
    Arguments::from_arg_matches(&command.try_get_matches_from(words)?)
}

fn done(what: What) -> Result<String, String> {
    let kept =
        |ledger: &LedgerArgument, by: By| Kept::of(ledger, front::actor(by.actor.as_deref()));
    match what {
        What::Add {
            name,
            role,
            bounds,
            ledger,
            by,
        } => kept(&ledger, by)?.add(name.trim(), role, bounds),
        What::Change {
            name,
            role,
            bounds,
            password,
            ledger,
            by,
        } => kept(&ledger, by)?.change(&name, role, bounds, password),
        What::Off { name, ledger, by } => kept(&ledger, by)?.used(&name, false),
        What::On { name, ledger, by } => kept(&ledger, by)?.used(&name, true),
        What::List { ledger } => Ok(listed(&Kept::of(&ledger, String::new())?.all)),
        What::Log { last, ledger } => logged(&ledger, last),
    }
}

fn listed(all: &[Account]) -> String {
    if all.is_empty() {
        return "还没有账号：用 ledger-desk account add 姓名 --role 管理 建一个".to_owned();
    }
    let line = |one: &Account| {
        let off = if one.off { "，已停用" } else { "" };
        format!("{}  {}{off}", one.name, described(one))
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn logged(ledger: &LedgerArgument, last: u32) -> Result<String, String> {
    let store = LedgerOf::named(ledger.db.as_deref())?.store()?;
    let visits = match store {
        Some(store) => store.visits(last).map_err(front::told)?,
        None => Vec::new(),
    };
    if visits.is_empty() {
        return Ok("还没有登录记录".to_owned());
    }
    let line = |visit: &Visit| {
        let at = visit.at.format("%Y-%m-%d %H:%M:%S");
        let what = match visit.what {
            AtDoor::In => "登录",
            AtDoor::Out => "退出",
            AtDoor::Wrong => "密码不对",
            AtDoor::Locked => "密码不对，已锁住",
            AtDoor::Added => "新建",
            AtDoor::Changed => "修改",
            AtDoor::Off => "停用",
            AtDoor::On => "恢复",
        };
        let from = if visit.from.is_empty() {
            String::new()
        } else {
            format!("（{}）", visit.from)
        };
        format!("{at}  {}  {what}{from}", visit.account)
    };
    Ok(visits.iter().map(line).collect::<Vec<_>>().join("\n"))
}
