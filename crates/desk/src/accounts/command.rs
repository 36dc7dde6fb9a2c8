//! `ledger-desk account` 账号: who looks after the page makes them, changes them, takes them out of use, and sees who
//! logged in.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use ledger::cli::front;
use office::text::visible::is_hidden;
use store::{AtDoor, DEFAULT_WAIT, Store, Visit};

use super::{Account, Accounts, AccountsFault, Role};
use crate::secret::asked;
use crate::shared::LedgerArgument;

const WRITTEN: &str = "写法：ledger-desk account add 姓名 --role 管理|审核|填报|查看|上报 \
    --dept 部门 --unit 单位代码；account change 姓名；account off 姓名；account list；account log";
/// Letters of a password, at least.
const SHORTEST: usize = 10;
/// Letters of a name, at most.
const LONGEST_NAME: usize = 50;

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
        help_template = "{about}\n\n用法：ledger-desk account add 姓名 --role 角色 …\n\n{all-args}\n"
    )]
    Add {
        /// 姓名：记下的事以这个姓名为经办人
        #[arg(value_name = "姓名")]
        name: String,
        /// 角色
        #[arg(long, alias = "角色", value_name = "角色")]
        role: Role,
        #[command(flatten)]
        bounds: Bounds,
        #[command(flatten)]
        ledger: LedgerArgument,
    },
    /// 改角色、部门、单位或密码；已登录的要重新登录
    #[command(help_template = "{about}\n\n用法：ledger-desk account change 姓名 …\n\n{all-args}\n")]
    Change {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
        /// 角色
        #[arg(long, alias = "角色", value_name = "角色")]
        role: Option<Role>,
        #[command(flatten)]
        bounds: Bounds,
        /// 换一个密码
        #[arg(long, alias = "密码")]
        password: bool,
        #[command(flatten)]
        ledger: LedgerArgument,
    },
    /// 停用账号；正登录着的当即退出
    #[command(help_template = "{about}\n\n用法：ledger-desk account off 姓名\n\n{all-args}\n")]
    Off {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
        #[command(flatten)]
        ledger: LedgerArgument,
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

/// Within what an account acts.
#[derive(Debug, clap::Args)]
struct Bounds {
    /// 填报的：管哪些部门的任务，可以写几次
    #[arg(long = "dept", alias = "部门", value_name = "部门")]
    depts: Vec<String>,
    /// 上报的：单位代码，没有代码的写单位名称
    #[arg(long, alias = "单位", value_name = "代码")]
    unit: Option<String>,
}

/// Runs on the words after `account`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let name = OsString::from("ledger-desk account");
    let arguments = match Arguments::try_parse_from(std::iter::once(name).chain(words)) {
        Ok(arguments) => arguments,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let _ = write!(std::io::stdout().lock(), "{error}");
            return ExitCode::SUCCESS;
        }
        Err(_) => {
            let _ = writeln!(std::io::stderr().lock(), "{WRITTEN}");
            return ExitCode::from(2);
        }
    };
    match done(arguments.what) {
        Ok(said) => {
            let _ = writeln!(std::io::stdout().lock(), "{said}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            let _ = writeln!(std::io::stderr().lock(), "{fault}");
            ExitCode::from(1)
        }
    }
}

fn done(what: What) -> Result<String, String> {
    match what {
        What::Add {
            name,
            role,
            bounds,
            ledger,
        } => Kept::of(&ledger)?.add(name.trim(), role, bounds),
        What::Change {
            name,
            role,
            bounds,
            password,
            ledger,
        } => Kept::of(&ledger)?.change(&name, role, bounds, password),
        What::Off { name, ledger } => Kept::of(&ledger)?.off(&name),
        What::List { ledger } => Ok(listed(&Kept::of(&ledger)?.all)),
        What::Log { last, ledger } => logged(&ledger, last),
    }
}

/// The accounts of a ledger, to be changed.
struct Kept {
    ledger: LedgerOf,
    accounts: Accounts,
    all: Vec<Account>,
}

impl Kept {
    fn of(ledger: &LedgerArgument) -> Result<Self, String> {
        let ledger = LedgerOf::named(ledger.db.as_deref())?;
        let accounts = Accounts::of(&ledger.file).map_err(said)?;
        Ok(Self {
            all: accounts.all().map_err(said)?,
            ledger,
            accounts,
        })
    }

    fn add(mut self, name: &str, role: Role, bounds: Bounds) -> Result<String, String> {
        let is_name = !name.is_empty()
            && name.chars().count() <= LONGEST_NAME
            && !name.chars().any(is_unseen);
        if !is_name {
            return Err(format!(
                "姓名要有字，不超过{LONGEST_NAME}个，不带看不见的符号"
            ));
        }
        if self.all.iter().any(|one| one.name == name) {
            return Err(format!(
                "“{name}”已有账号：要改，用 ledger-desk account change {name}"
            ));
        }
        let mut account =
            Account::new(name.to_owned(), role, &asked_for_password(name)?).map_err(said)?;
        account.depts = bounds.depts;
        account.unit = bounds.unit;
        bounded(&account)?;
        self.all.push(account);
        self.keep(name, AtDoor::Added)?;
        Ok(format!("已新建账号“{name}”：{}", role.name()))
    }

    fn change(
        mut self,
        name: &str,
        role: Option<Role>,
        bounds: Bounds,
        password: bool,
    ) -> Result<String, String> {
        let account = self.named(name)?;
        if let Some(role) = role {
            account.role = role;
        }
        if !bounds.depts.is_empty() {
            account.depts = bounds.depts;
        }
        if bounds.unit.is_some() {
            account.unit = bounds.unit;
        }
        if !matches!(account.role, Role::Fills) {
            account.depts.clear();
        }
        if !matches!(account.role, Role::HandsUp) {
            account.unit = None;
        }
        bounded(account)?;
        account.off = false;
        if password {
            account
                .set_password(&asked_for_password(name)?)
                .map_err(said)?;
        }
        let role = account.role.name();
        self.keep(name, AtDoor::Changed)?;
        Ok(format!("已修改账号“{name}”：{role}；登录着的要重新登录"))
    }

    fn off(mut self, name: &str) -> Result<String, String> {
        self.named(name)?.off = true;
        self.keep(name, AtDoor::Off)?;
        Ok(format!(
            "已停用账号“{name}”；要恢复，用 ledger-desk account change {name}"
        ))
    }

    fn named(&mut self, name: &str) -> Result<&mut Account, String> {
        let found = self.all.iter_mut().find(|one| one.name == name);
        found.ok_or_else(|| format!("没有账号“{name}”：用 ledger-desk account list 看有哪些"))
    }

    /// Keeps them, and notes it in the ledger, where there is one yet: first there, for what is not noted is not done.
    fn keep(self, name: &str, what: AtDoor) -> Result<(), String> {
        if let Some(mut store) = self.ledger.store()? {
            let visit = Visit {
                at: front::now(),
                account: name.to_owned(),
                from: front::actor(None),
                what,
            };
            store.note_visit(&visit).map_err(front::told)?;
        }
        self.accounts.keep(self.all).map_err(said)
    }
}

/// Whether nobody sees it, or takes it for a blank: two accounts would look the same.
fn is_unseen(c: char) -> bool {
    const FILLERS: [char; 5] = ['\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}'];
    c.is_control() || is_hidden(c) || (c.is_whitespace() && c != ' ') || FILLERS.contains(&c)
}

/// Whether what a role needs to know is said.
fn bounded(account: &Account) -> Result<(), String> {
    match account.role {
        Role::Fills if account.depts.is_empty() => {
            Err("填报的账号要写明管哪些部门的任务：--dept 部门".to_owned())
        }
        Role::HandsUp if account.unit.is_none() => {
            Err("上报的账号要写明是哪个单位：--unit 代码".to_owned())
        }
        _ => Ok(()),
    }
}

/// A new password, typed twice or sent as a line.
fn asked_for_password(name: &str) -> Result<String, String> {
    let failed = |_| "没有读到密码，什么也没有改".to_owned();
    let password = asked(&format!("“{name}”的密码（不显示）：")).map_err(failed)?;
    if std::io::stdin().is_terminal() && asked("再输入一遍：").map_err(failed)? != password {
        return Err("两遍输入的不一样，什么也没有改".to_owned());
    }
    if password.chars().count() < SHORTEST || password.contains(name) {
        return Err(format!("密码至少{SHORTEST}个字符，不含姓名；什么也没有改"));
    }
    Ok(password)
}

fn said(fault: impl std::borrow::Borrow<AccountsFault>) -> String {
    fault.borrow().to_string()
}

fn listed(all: &[Account]) -> String {
    if all.is_empty() {
        return "还没有账号：用 ledger-desk account add 姓名 --role 管理 建一个".to_owned();
    }
    let line = |one: &Account| {
        let of = match (&one.unit, one.depts.as_slice()) {
            (Some(unit), _) => format!("（{unit}）"),
            (None, []) => String::new(),
            (None, depts) => format!("（{}）", depts.join("、")),
        };
        let off = if one.off { "，已停用" } else { "" };
        format!("{}  {}{of}{off}", one.name, one.role.name())
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

/// Where a ledger is, and how it is opened.
struct LedgerOf {
    file: std::path::PathBuf,
    shared: Option<front::Sharing>,
}

impl LedgerOf {
    fn named(named: Option<&Path>) -> Result<Self, String> {
        front::shares(crate::shared::connect);
        Ok(Self {
            file: front::ledger(named)?,
            shared: front::shared_in(named)?,
        })
    }

    fn store(&self) -> Result<Option<Store>, String> {
        crate::shared::opened(&self.file, self.shared.as_ref(), DEFAULT_WAIT, &|| ())
            .map_err(front::told)
    }
}
