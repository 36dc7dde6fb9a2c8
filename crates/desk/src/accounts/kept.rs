//! The accounts of a ledger, as whoever looks after them changes them.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use ledger::cli::front;
use office::text::visible::is_hidden;
use store::{AtDoor, DEFAULT_WAIT, Store, Visit};

use super::command::Bounds;
use super::{Account, Accounts, Role};
use crate::secret::asked;
use crate::shared::{self, LedgerArgument};

/// Letters of a password, at least.
const SHORTEST: usize = 10;
/// Letters of a name, at most.
const LONGEST_NAME: usize = 50;
/// Said where nobody is left who may do everything.
const NOBODY: &str = "\n已经没有能登录的“管理”账号：网页上没有人能登记、修改";

/// The accounts of a ledger, to be changed.
pub(super) struct Kept {
    ledger: LedgerOf,
    accounts: Accounts,
    /// Who changes them.
    by: String,
    pub(super) all: Vec<Account>,
}

impl Kept {
    pub(super) fn of(ledger: &LedgerArgument, by: String) -> Result<Self, String> {
        let ledger = LedgerOf::named(ledger.db.as_deref())?;
        let accounts = Accounts::of(&ledger.file).map_err(said)?;
        Ok(Self {
            all: accounts.all().map_err(said)?,
            ledger,
            accounts,
            by,
        })
    }

    pub(super) fn add(mut self, name: &str, role: Role, bounds: Bounds) -> Result<String, String> {
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
        let is_bounded = bounded(role, &bounds.depts, bounds.unit.as_deref());
        is_bounded?;
        let mut account =
            Account::new(name.to_owned(), role, &asked_for_password(name)?).map_err(said)?;
        (account.depts, account.unit) = (bounds.depts, bounds.unit);
        let told = described(&account);
        self.all.push(account);
        self.keep(name, AtDoor::Added, &told)?;
        Ok(format!("已新建账号“{name}”：{told}"))
    }

    pub(super) fn change(
        mut self,
        name: &str,
        role: Option<Role>,
        bounds: Bounds,
        password: bool,
    ) -> Result<String, String> {
        let account = self.named(name)?;
        if role.is_none() && bounds.depts.is_empty() && bounds.unit.is_none() && !password {
            let why = "没有写要改什么：--role 角色、--dept 部门、--unit 代码、--password";
            return Err(why.to_owned());
        }
        let before = described(account);
        let role = role.unwrap_or(account.role);
        // What belonged to another role goes with it.
        let depts = match (role, bounds.depts) {
            (Role::Fills, depts) if depts.is_empty() => account.depts.clone(),
            (_, depts) => depts,
        };
        let unit = match (role, bounds.unit) {
            (Role::HandsUp, None) => account.unit.clone(),
            (_, unit) => unit,
        };
        bounded(role, &depts, unit.as_deref())?;
        (account.role, account.depts, account.unit) = (role, depts, unit);
        if password {
            let password = asked_for_password(name)?;
            account.set_password(&password).map_err(said)?;
        }
        let (after, off) = (described(account), account.off);
        let mut told = Vec::new();
        if before != after {
            told.push(format!("{before}改为{after}"));
        }
        if password {
            told.push("换了密码".to_owned());
        }
        let told = told.join("，");
        let nobody = self.nobody();
        self.keep(name, AtDoor::Changed, &told)?;
        let off = if off { "（仍停用）" } else { "" };
        Ok(format!(
            "已修改账号“{name}”{off}：{told}；登录着的要重新登录{nobody}"
        ))
    }

    /// From now on it may be used, or may not.
    pub(super) fn used(mut self, name: &str, may: bool) -> Result<String, String> {
        self.named(name)?.off = !may;
        let nobody = self.nobody();
        if may {
            self.keep(name, AtDoor::On, "")?;
            return Ok(format!("已恢复账号“{name}”"));
        }
        self.keep(name, AtDoor::Off, "")?;
        Ok(format!(
            "已停用账号“{name}”；要恢复，用 ledger-desk account on {name}{nobody}"
        ))
    }

    fn named(&mut self, name: &str) -> Result<&mut Account, String> {
        let found = self.all.iter_mut().find(|one| one.name == name);
        found.ok_or_else(|| format!("没有账号“{name}”：用 ledger-desk account list 看有哪些"))
    }

    fn nobody(&self) -> &'static str {
        let keeps = |one: &Account| one.role == Role::Keeps && !one.off;
        if self.all.iter().any(keeps) {
            ""
        } else {
            NOBODY
        }
    }

    /// Keeps them, and notes it in the ledger: first there, for what is not noted is not done.
    fn keep(self, name: &str, what: AtDoor, told: &str) -> Result<(), String> {
        let store = self.ledger.store()?;
        let file = self.ledger.file.display();
        let mut store = store.ok_or_else(|| {
            format!("还没有台账 {file}：先用 ledger-desk init 建好，或用 --db 写明在哪里")
        })?;
        let by = self.by;
        let from = if told.is_empty() {
            by
        } else {
            format!("{by}：{told}")
        };
        let visit = Visit {
            at: front::now(),
            account: name.to_owned(),
            from,
            what,
        };
        store.note_visit(&visit).map_err(front::told)?;
        self.accounts.keep(self.all).map_err(said)
    }
}

/// Its role, and within what it acts.
pub(super) fn described(one: &Account) -> String {
    let of = match (&one.unit, one.depts.as_slice()) {
        (Some(unit), _) => format!("（{unit}）"),
        (None, []) => String::new(),
        (None, depts) => format!("（{}）", depts.join("、")),
    };
    format!("{}{of}", one.role.name())
}

/// Whether nobody sees it, or takes it for a blank: two accounts would look the same.
fn is_unseen(c: char) -> bool {
    const FILLERS: [char; 5] = ['\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}'];
    c.is_control() || is_hidden(c) || (c.is_whitespace() && c != ' ') || FILLERS.contains(&c)
}

/// Whether what a role needs to know is said, and nothing that is not its.
fn bounded(role: Role, depts: &[String], unit: Option<&str>) -> Result<(), String> {
    let why = match role {
        Role::Fills if depts.is_empty() => "填报的账号要写明管哪些部门的任务：--dept 部门",
        Role::HandsUp if unit.is_none() => "上报的账号要写明是哪个单位：--unit 代码",
        role if role != Role::Fills && !depts.is_empty() => {
            "--dept 只写给填报的账号：别的角色不按部门分"
        }
        role if role != Role::HandsUp && unit.is_some() => "--unit 只写给上报的账号",
        _ => return Ok(()),
    };
    Err(why.to_owned())
}

/// A new password, typed twice or sent as a line.
fn asked_for_password(name: &str) -> Result<String, String> {
    let failed = |_| "没有读到密码，什么也没有改".to_owned();
    let password = asked(&format!("“{name}”的密码（不显示）：")).map_err(failed)?;
    let is_short = password.chars().count() < SHORTEST;
    if is_short || password.contains(name) || password.chars().all(|c| c.is_ascii_digit()) {
        return Err(format!(
            "密码至少{SHORTEST}个字符，不含姓名，不能全是数字；什么也没有改"
        ));
    }
    if std::io::stdin().is_terminal() && asked("再输入一遍：").map_err(failed)? != password {
        return Err("两遍输入的不一样，什么也没有改".to_owned());
    }
    Ok(password)
}

pub(super) fn said(fault: impl std::borrow::Borrow<super::AccountsFault>) -> String {
    fault.borrow().to_string()
}

/// Where a ledger is, and how it is opened.
pub(super) struct LedgerOf {
    file: PathBuf,
    shared: Option<front::Sharing>,
}

impl LedgerOf {
    pub(super) fn named(named: Option<&Path>) -> Result<Self, String> {
        front::shares(shared::connect);
        Ok(Self {
            file: front::ledger(named)?,
            shared: front::shared_in(named)?,
        })
    }

    pub(super) fn store(&self) -> Result<Option<Store>, String> {
        shared::opened(&self.file, self.shared.as_ref(), DEFAULT_WAIT, &|| ()).map_err(front::told)
    }
}
