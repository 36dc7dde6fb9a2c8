//! The database that ledgers are shared in (共用数据库): how this program connects, and what whoever looks after
//! it has to do once. What is done every day are the verbs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use database::Database;
use ledger::cli::front;
use store::shared::{Shared, SharedFault};
use store::{DEFAULT_WAIT, Store};

use crate::usage::ran;

/// A page, and whoever looks after the database, wait no longer for it than this: one that fails over is there again
/// by then.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// Who waited in vain so shortly ago does not wait again for the next thing that a page shows.
const IN_VAIN: Duration = Duration::from_secs(3);
/// Said to whoever waits at a page.
pub(crate) const AWAY: &str = "连不上共用的数据库，等它恢复，最多等半分钟";

const WRITTEN: &str = "写法：ledger-desk database make 地址，建表；\
    ledger-desk database move-in 地址 --db 文件，把台账搬进去";

const MADE: &str = "已建好台账的表。给每个账号授 ledger_reader（查看）、ledger_writer（填报、审核）或 \
    ledger_keeper（管理）";

/// 共用的数据库：建表，把已有的台账搬进去
#[derive(Debug, Parser)]
#[command(
    name = "ledger-desk database",
    disable_version_flag = true,
    disable_help_subcommand = true,
    help_template = "{about}\n\n用法：ledger-desk database make 地址\n      ledger-desk database move-in 地址 --db 文件\n\n{subcommands}\n"
)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 建台账的表和账号的种类，由数据库的主人办一次
    #[command(help_template = "{about}\n\n用法：ledger-desk database make 地址\n\n{positionals}\n")]
    Make {
        /// 数据库，如 postgres://主人:密码@主机/库名
        #[arg(value_name = "地址")]
        address: String,
    },
    /// 把一本台账连同全部留痕搬进去
    #[command(
        help_template = "{about}\n\n用法：ledger-desk database move-in 地址 --db 文件（也可用环境变量 LEDGER_DB 指定）\n\n{positionals}\n"
    )]
    MoveIn {
        /// 数据库，用要办这本台账的账号
        #[arg(value_name = "地址")]
        address: String,
        #[command(flatten)]
        ledger: LedgerArgument,
    },
}

/// Which ledger.
#[derive(Debug, clap::Args)]
pub(crate) struct LedgerArgument {
    /// 台账文件（也可用环境变量 LEDGER_DB 指定）
    #[arg(
        long,
        alias = "台账文件",
        env = "LEDGER_DB",
        hide_env = true,
        value_name = "文件"
    )]
    pub(crate) db: Option<PathBuf>,
}

/// A database, and when it was waited for in vain.
#[derive(Clone)]
struct Known {
    database: Database,
    in_vain: Option<Instant>,
}

/// Connects to the database there; connections that were given back are used again.
///
/// # Errors
/// It is not to be reached, or not for this account.
pub fn connect(
    address: &str,
    wait: Duration,
    away: &dyn Fn(),
) -> Result<Box<dyn Shared>, SharedFault> {
    static KNOWN: Mutex<BTreeMap<String, Known>> = Mutex::new(BTreeMap::new());
    let all = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = all().get(address).cloned();
    let known = match known {
        Some(known) => known,
        None => Known {
            database: Database::at(address, wait).ok_or(SharedFault::NoAddress)?,
            in_vain: None,
        },
    };
    let connected = match known.in_vain {
        Some(at) if at.elapsed() < IN_VAIN => {
            let at_once = Database::at(address, Duration::ZERO);
            at_once.ok_or(SharedFault::NoAddress)?.connect(away)
        }
        _ => known.database.connect(away),
    };
    let is_away = matches!(connected, Err(SharedFault::Away(_)));
    let known = Known {
        in_vain: is_away.then(Instant::now),
        ..known
    };
    all().insert(address.to_owned(), known);
    connected
}

/// The ledger there, and the database that it is shared in; `None` where there is none yet.
///
/// # Errors
/// It can't be read.
pub(crate) fn opened(
    file: &Path,
    sharing: Option<&front::Sharing>,
    wait: Duration,
    away: &dyn Fn(),
) -> Result<Option<Store>, store::Error> {
    let opened = match sharing {
        Some(sharing) => {
            let shared = connect(&sharing.address, PATIENCE, away)?;
            if sharing.is_unnamed {
                Store::open_shared(file, wait, shared)
            } else {
                Store::open(file, wait).and_then(|mut store| {
                    store.share(shared)?;
                    Ok(store)
                })
            }
        }
        None => Store::open(file, wait),
    };
    match opened {
        Err(store::Error::Missing(_)) => Ok(None),
        opened => opened.map(Some),
    }
}

/// Runs on the words after `database`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let name = OsString::from("ledger-desk database");
    let read = Arguments::try_parse_from(std::iter::once(name).chain(words));
    ran(read, WRITTEN, |arguments| done(arguments.what))
}

fn done(what: What) -> Result<String, String> {
    let told = |fault: SharedFault| front::told(fault.into());
    match what {
        What::Make { address } => {
            let database = Database::at(&address, PATIENCE);
            let database = database.ok_or(SharedFault::NoAddress).map_err(told)?;
            let made = database.make().map_err(told)?;
            let said = if made {
                MADE
            } else {
                "台账的表早已建好，没有变化"
            };
            Ok(said.to_owned())
        }
        What::MoveIn { address, ledger } => {
            let file = front::ledger(ledger.db.as_deref())?;
            let mut store = Store::open(&file, DEFAULT_WAIT).map_err(front::told)?;
            let shared = connect(&address, PATIENCE, &|| ()).map_err(told)?;
            store.share(shared).map_err(front::told)?;
            store.move_in().map_err(front::told)?;
            let entries = store.sequence().map_err(front::told)?;
            Ok(format!("已搬进数据库：共 {entries} 条记录"))
        }
    }
}
