//! The database that the ledger is shared in (共用数据库): where it is said to be, and the working copy of it.
//! Only a program that brings a way to connect knows any; `ledger` itself connects to nothing.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use super::context::default_path;
use super::environment::environment;
use super::failure::Failure;
use super::output::Output;
use model::digest::Digest;
use store::Store;
use store::shared::{Shared, SharedFault};

/// Connects to the database at that address, waiting so long for it; calls back once where it has to be waited
/// for.
pub type Connect = fn(&str, Duration, &dyn Fn()) -> Result<Box<dyn Shared>, SharedFault>;

/// Names the database that the ledger at `--db` is shared in; with an address at `--db` itself, the working copy is
/// made and found without being named.
pub const VARIABLE: &str = "LEDGER_SHARED";

/// A database that fails over is away for a while.
const PATIENCE: Duration = Duration::from_secs(30);

static CONNECT: OnceLock<Connect> = OnceLock::new();

/// Tells a person.
type Tell<'a> = &'a dyn Fn(Told<'_>);

/// Says how this program connects, before it does anything.
pub(super) fn by(connect: Connect) {
    // A program starts once.
    let _ = CONNECT.set(connect);
}

/// What a person is told while a shared ledger is opened.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told<'a> {
    /// The database is away, and is waited for.
    Away,
    /// The working copy could not be gone on from; this is what it is called now.
    SetAside(&'a Path),
}

impl Told<'_> {
    pub(super) fn on(self, out: &Output) {
        match self {
            Self::Away => out.status("连不上共用的数据库，等它恢复，最多等半分钟……"),
            Self::SetAside(kept) => out.warn(&format!(
                "工作副本和数据库里的台账对不上，照数据库重新取了一份；原来的留在 {}",
                kept.display()
            )),
        }
    }
}

/// A database that a ledger is shared in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// Its address, with the account.
    pub address: String,
    /// Whether nobody named a file for the working copy: it is then made where it is missing.
    pub is_unnamed: bool,
}

/// Where the ledger is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its file, or the working copy of it.
    pub file: PathBuf,
    /// The address of the database that it is shared in.
    pub shared: Option<String>,
    /// Whether the working copy is made where it is missing: nobody named a file.
    pub is_unnamed: bool,
}

impl Place {
    /// What `--db` names, or else the usual place.
    pub(super) fn of(named: Option<&Path>) -> Result<Self, Failure> {
        let address = named.and_then(Path::to_str).filter(|text| is_address(text));
        let Some(address) = address else {
            let file = match named {
                Some(path) => super::paths::of_ledger(path)?,
                None => super::paths::of_ledger(&default_path()?)?,
            };
            return Self {
                shared: environment(VARIABLE),
                ..Self::alone(file)
            }
            .connectable();
        };
        // One for each account at each database, beside the usual ledger.
        let name = &Digest::of(without_password(address).as_bytes()).to_string()[..16];
        let file = default_path()?.with_file_name(format!("共用 {name}.db"));
        Self {
            shared: Some(address.to_owned()),
            is_unnamed: true,
            ..Self::alone(file)
        }
        .connectable()
    }

    /// A ledger that is shared with nobody.
    pub(super) fn alone(file: PathBuf) -> Self {
        Self {
            file,
            shared: None,
            is_unnamed: false,
        }
    }

    fn connectable(self) -> Result<Self, Failure> {
        if self.shared.is_some() && CONNECT.get().is_none() {
            return Err(
                Failure::usage("ledger 不连数据库，共用的台账用 ledger-desk 打开")
                    .hint("把这一行的 ledger 换成 ledger-desk"),
            );
        }
        Ok(self)
    }

    pub(super) fn sharing(&self) -> Option<Sharing> {
        Some(Sharing {
            address: self.shared.clone()?,
            is_unnamed: self.is_unnamed,
        })
    }

    /// A connection, where the ledger is shared.
    fn connect(&self, tell: Tell<'_>) -> Result<Option<Box<dyn Shared>>, store::Error> {
        let (Some(address), Some(connect)) = (&self.shared, CONNECT.get()) else {
            return Ok(None);
        };
        Ok(Some(connect(address, PATIENCE, &|| tell(Told::Away))?))
    }

    /// The ledger, brought up to what others changed where it is shared. A working copy that nobody named and
    /// that can't be gone on from is set aside, which is told, and made anew.
    pub(super) fn store(&self, wait: Duration, tell: Tell<'_>) -> Result<Store, store::Error> {
        use store::Error::{CannotOpen, Damaged, Engine, NotALedger, Shared};
        match self.opened(wait, tell) {
            Err(Damaged(_) | Engine(_) | NotALedger(_) | Shared(SharedFault::Apart))
                if self.is_unnamed =>
            {
                let failed = |fault: std::io::Error| CannotOpen(self.file.clone(), fault.into());
                let aside = set_aside(&self.file).map_err(failed)?;
                let again = self.opened(wait, tell);
                if again.is_ok() {
                    tell(Told::SetAside(&aside));
                } else {
                    // What stands there can't be copied either: everything stays as it was.
                    std::fs::rename(&aside, &self.file).map_err(failed)?;
                }
                again
            }
            opened => opened,
        }
    }

    fn opened(&self, wait: Duration, tell: Tell<'_>) -> Result<Store, store::Error> {
        match self.connect(tell)? {
            Some(shared) if self.is_unnamed => Store::open_shared(&self.file, wait, shared),
            Some(shared) => {
                let mut store = Store::open(&self.file, wait)?;
                store.share(shared)?;
                Ok(store)
            }
            None => Store::open(&self.file, wait),
        }
    }

    /// Why the ledger can't be opened, for people.
    pub(super) fn failure(&self, fault: store::Error) -> Failure {
        match fault {
            // Who is told to begin one would begin a second beside that of the others.
            store::Error::Missing(_) if self.is_unnamed => {
                Failure::request("数据库里还没有这个账号能看的台账").hint(
                    "别人已经建了的，请管理数据库的人把这个账号写进去；都还没有建的，\
                    用 ledger-desk import 材料文件 或 ledger-desk add 登记第一个问题",
                )
            }
            fault => Failure::store(fault, &self.file),
        }
    }

    /// The ledger; where there is none yet, a new one under that id.
    pub(super) fn store_or_new(
        &self,
        wait: Duration,
        ledger_id: impl Fn() -> String,
        tell: Tell<'_>,
    ) -> Result<Store, store::Error> {
        if self.shared.is_some() {
            match self.store(wait, tell) {
                Err(store::Error::Missing(_)) => {}
                opened => return opened,
            }
        }
        let mut store = Store::open_or_create(&self.file, wait, ledger_id)?;
        if let Some(shared) = self.connect(tell)? {
            store.share(shared)?;
        }
        Ok(store)
    }
}

/// Another name in the same folder that nothing has yet, under which the file is from now on.
fn set_aside(file: &Path) -> std::io::Result<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let named = |n: u32| file.with_file_name(format!("{stem} 对不上{n}.db"));
    let aside = (1..=u32::MAX).map(named).find(|path| !path.exists());
    let aside = aside.unwrap_or_else(|| named(0));
    std::fs::rename(file, &aside)?;
    Ok(aside)
}

/// Whether it begins as addresses do, right or not: no file is called so.
fn is_address(text: &str) -> bool {
    ["postgres:", "postgresql:"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}

/// An address without the password, which may change.
fn without_password(address: &str) -> String {
    let told = address.split_once("://").and_then(|(scheme, rest)| {
        let (account, place) = rest.split_once('@')?;
        let account = account.split(':').next()?;
        Some(format!("{scheme}://{account}@{place}"))
    });
    told.unwrap_or_else(|| address.to_owned())
}

/// Why the shared database did not do it, for people.
pub(super) fn told(fault: &SharedFault) -> Failure {
    let refused = |why: &str, how: &str| Failure::request(format!("{why}，什么也没有改")).hint(how);
    match fault {
        SharedFault::NoAddress => Failure::usage("数据库的地址看不懂")
            .hint("写成 postgres://账号:密码@主机/库名，密码里的 @ : / 写成 %40 %3A %2F"),
        SharedFault::Away(_) => refused(
            "连不上共用的数据库",
            "网络或数据库恢复以后再办一次；已经记下的都在数据库里",
        ),
        SharedFault::NoCertificate(file) => refused(
            &format!("数据库的证书 {file} 读不出来"),
            "地址里 sslrootcert= 后面写签发证书的文件（PEM），没有特殊字符的路径最稳妥",
        ),
        SharedFault::NotTheOne(_) => refused(
            "那里的数据库不加密，或者它的证书不是 sslrootcert 签发的",
            "核对主机名和证书，问管理数据库的人；弄清之前不要照旧办",
        ),
        SharedFault::NoDatabase(_) => refused(
            "那里没有叫这个名称的数据库",
            "看看地址最后的库名；库由管理数据库的人建",
        ),
        SharedFault::NotLetIn(_) => refused(
            "数据库不让这个账号进去",
            "看看地址里的账号、密码；账号由管理数据库的人建",
        ),
        SharedFault::Unknown(_) => Failure::request("数据库在记下的时候断开了，不知道记上没有")
            .hint("恢复以后先用 ledger-desk history 看最后几条，没有再办一次"),
        SharedFault::NotAllowed(_) => refused(
            "这个账号不能这样办",
            "账号能办什么、办哪一本台账，由管理数据库的人定",
        ),
        SharedFault::Busy => refused("别人正在记，等了很久也没有等到", "稍后再办一次"),
        SharedFault::OtherSchema { found: 0, .. } => refused(
            "数据库里还没有台账的表",
            "请管理数据库的人先用 ledger-desk database make 建",
        ),
        SharedFault::OtherSchema { found, known } => refused(
            &format!("数据库里的表是格式{found}，本程序只认识格式{known}"),
            "各台机器用同一个版本的程序",
        ),
        SharedFault::Several => refused(
            "这个账号名下有几本台账，不知道用哪一本",
            "一个账号用一本；或用环境变量 LEDGER_SHARED 写数据库，用 --db 指定那一本的工作副本",
        ),
        SharedFault::NotThere => refused(
            "这本台账还没有搬进数据库",
            "用 ledger-desk database move-in 连同全部留痕搬进去",
        ),
        SharedFault::Apart => Failure::damaged("这份工作副本和数据库里的台账对不上，什么也没有改")
            .hint("把它改名留着，再办一次会照数据库重新取一份；两份里各记了的用 ledger join 合并"),
        SharedFault::Engine(_) => refused("共用的数据库办不到", "请管理数据库的人看数据库的日志"),
    }
}
