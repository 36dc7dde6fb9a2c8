//! Accounts (账号) of a page that is not its starter's alone: kept beside the ledger, in a file of its owner.

mod command;
mod kept;
mod role;

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use model::permit::Permit;
use office::whole::{Access, WholeFile};
use serde::{Deserialize, Serialize};

pub use command::main;
pub use role::Role;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Account {
    /// Who it is: so he stands in the history.
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Of who fills in: whose tasks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) depts: Vec<String>,
    /// Of who hands up: code of the unit, or its name where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<String>,
    /// The password's argon2id, with its salt and its parameters.
    password: String,
    /// Whether nobody may use it any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) off: bool,
}

/// Why accounts can't be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccountsFault {
    #[error("账号文件读不出来或者写不进去：{0}")]
    Io(#[from] std::io::Error),
    #[error("账号文件的内容不对，可能改动过")]
    Garbled,
    #[error("密码算不出摘要")]
    Hash,
}

/// The accounts of a ledger.
#[derive(Debug)]
pub(crate) struct Accounts {
    path: PathBuf,
    /// The file as it was read last.
    known: Mutex<Option<(Mark, Vec<Account>)>>,
    /// The hash that an unknown name is compared with, so that it takes as long.
    nobody: String,
}

/// What a file that was changed differs in.
type Mark = (SystemTime, u64);

#[derive(Serialize, Deserialize)]
struct Kept {
    format: String,
    version: u32,
    accounts: Vec<Account>,
}

const FORMAT: &str = "ledger-accounts";
const VERSION: u32 = 1;
/// No file of accounts is larger.
const LARGEST: u64 = 16 << 20;

impl Accounts {
    /// Those of the ledger there.
    pub(crate) fn of(ledger: &Path) -> Result<Self, AccountsFault> {
        Ok(Self {
            path: beside(ledger, "accounts"),
            known: Mutex::default(),
            nobody: hashed("nobody has this one")?,
        })
    }

    /// All, as they stand now; none where there is no file yet.
    pub(crate) fn all(&self) -> Result<Vec<Account>, AccountsFault> {
        let mark = match std::fs::metadata(&self.path) {
            Ok(meta) => (meta.modified()?, meta.len()),
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(fault) => return Err(fault.into()),
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, accounts)) = &*known
            && *at == mark
        {
            return Ok(accounts.clone());
        }
        let mut text = String::new();
        let file = std::fs::File::open(&self.path)?;
        file.take(LARGEST).read_to_string(&mut text)?;
        let kept: Kept = serde_json::from_str(&text).map_err(|_| AccountsFault::Garbled)?;
        if kept.format != FORMAT || kept.version != VERSION {
            return Err(AccountsFault::Garbled);
        }
        *known = Some((mark, kept.accounts.clone()));
        Ok(kept.accounts)
    }

    /// Keeps them, whole or not at all, for their owner alone.
    pub(crate) fn keep(&self, accounts: Vec<Account>) -> Result<(), AccountsFault> {
        let kept = Kept {
            format: FORMAT.to_owned(),
            version: VERSION,
            accounts,
        };
        let text = serde_json::to_string_pretty(&kept).map_err(|_| AccountsFault::Garbled)?;
        let mut file = WholeFile::create(&self.path, Access::Owner)?;
        file.write_all(text.as_bytes())?;
        file.finish()?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// The account of that name, where this is its password and it may be used.
    pub(crate) fn who_knows(
        &self,
        name: &str,
        password: &str,
    ) -> Result<Option<Account>, AccountsFault> {
        let all = self.all()?;
        let found = all.into_iter().find(|one| one.name == name && !one.off);
        let hash = found.as_ref().map_or(&self.nobody, |one| &one.password);
        let hash = PasswordHash::new(hash).map_err(|_| AccountsFault::Garbled)?;
        let is_right = Argon2::default().verify_password(password.as_bytes(), &hash);
        Ok(found.filter(|_| is_right.is_ok()))
    }

    /// Whether an account is still as it was; not where that can't be told.
    pub(crate) fn stands(&self, account: &Account) -> bool {
        self.all().is_ok_and(|all| all.contains(account))
    }
}

impl Account {
    /// A new one.
    pub(crate) fn new(name: String, role: Role, password: &str) -> Result<Self, AccountsFault> {
        Ok(Self {
            name,
            role,
            depts: Vec::new(),
            unit: None,
            password: hashed(password)?,
            off: false,
        })
    }

    /// From now on with that password.
    pub(crate) fn set_password(&mut self, password: &str) -> Result<(), AccountsFault> {
        self.password = hashed(password)?;
        Ok(())
    }

    /// What it may record.
    pub(crate) fn permit(&self) -> Permit {
        match self.role {
            Role::Keeps => Permit::Everything,
            Role::Reviews => Permit::Reviews,
            Role::Fills => Permit::Fills {
                depts: self.depts.clone(),
            },
            Role::Looks | Role::HandsUp => Permit::Nothing,
        }
    }
}

/// A file that goes with a ledger: `台账.db.accounts`.
pub(crate) fn beside(ledger: &Path, ending: &str) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// The argon2id of a password with a salt of its own.
fn hashed(password: &str) -> Result<String, AccountsFault> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| AccountsFault::Hash)?;
    let salt = SaltString::encode_b64(&salt).map_err(|_| AccountsFault::Hash)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string())
        .map_err(|_| AccountsFault::Hash)
}
