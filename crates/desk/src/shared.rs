//! The database that ledgers are shared in (共用数据库): how this program connects, and what whoever looks after
//! it has to do once. What is done every day are the verbs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::{Parser, Subcommand};
use database::Database;
use ledger::cli::front;
use store::shared::{Shared, SharedFault};
use store::{DEFAULT_WAIT, Store};

/// A page, and whoever looks after the database, wait no longer for it than this.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

const MADE: &str = "已建好台账的表。给每个账号授 ledger_reader（查看）、ledger_writer（填报、审核）或 \
    ledger_keeper（管理）";

/// 共用的数据库：建表，把已有的台账搬进去
#[derive(Debug, Parser)]
#[command(name = "ledger-desk database", disable_version_flag = true)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 建台账的表和账号的种类，由数据库的主人办一次
    Make {
        /// 数据库，如 postgres://主人:密码@主机/库名
        address: String,
    },
    /// 把一本台账连同全部留痕搬进去
    MoveIn {
        /// 数据库，用要办这本台账的账号
        address: String,
        /// 台账文件（也可用环境变量 LEDGER_DB 指定）
        #[arg(
            long,
            alias = "台账文件",
            env = "LEDGER_DB",
            hide_env = true,
            value_name = "文件"
        )]
        db: Option<PathBuf>,
    },
}

/// Connects to the database there; connections that were given back are used again.
///
/// # Errors
/// It is not to be reached, or not for this account.
pub fn connect(address: &str, wait: Duration) -> Result<Box<dyn Shared>, SharedFault> {
    static KNOWN: Mutex<BTreeMap<String, Database>> = Mutex::new(BTreeMap::new());
    let mut all = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = if let Some(known) = all.get(address) {
        known.clone()
    } else {
        let found = Database::at(address, wait);
        let found = found.ok_or_else(|| SharedFault::Away("no address".into()))?;
        all.entry(address.to_owned()).or_insert(found).clone()
    };
    drop(all);
    known.connect()
}

/// Runs on the words after `database`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let name = OsString::from("ledger-desk database");
    let arguments = match Arguments::try_parse_from(std::iter::once(name).chain(words)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
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
        What::Make { address } => {
            let database = Database::at(&address, PATIENCE).ok_or("数据库的地址看不懂")?;
            let made = database.make().map_err(|fault| front::told(fault.into()))?;
            let said = if made {
                MADE
            } else {
                "台账的表早已建好，没有变化"
            };
            Ok(said.to_owned())
        }
        What::MoveIn { address, db } => {
            let file = front::ledger(db.as_deref())?;
            let told = |fault| front::told(fault);
            let mut store = Store::open(&file, DEFAULT_WAIT).map_err(told)?;
            store
                .share(connect(&address, PATIENCE).map_err(|fault| told(fault.into()))?)
                .map_err(told)?;
            store.move_in().map_err(told)?;
            Ok(format!(
                "已搬进数据库：共 {} 条记录",
                store.sequence().map_err(told)?
            ))
        }
    }
}
