//! The page from its start to its end.

use std::ffi::OsString;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use axum::Router;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser};
use ledger::cli::front;
use tokio::net::TcpListener;

use crate::accounts::{Account, Accounts, AccountsFault, Role};
use crate::door::{Door, Reach};
use crate::limits::Limits;
use crate::shared::LedgerArgument;
use crate::tls::TlsFault;
use crate::usage::wrong;
use crate::work::{Desk, NoDesk};
use crate::{connections, pages, tls};

/// 打开台账网页：只在本机，浏览器里办，不用敲命令；写了 --listen 的，大家凭账号登录来办
#[derive(Debug, Parser)]
#[command(
    name = "ledger-desk serve",
    disable_version_flag = true,
    disable_help_flag = true,
    override_usage = "ledger-desk serve [选项]",
    help_template = "{about}\n\n用法：{usage}\n\n{options}\n"
)]
struct Arguments {
    #[command(flatten)]
    ledger: LedgerArgument,
    /// 经办人（也可用 LEDGER_ACTOR 指定）
    #[arg(
        long,
        alias = "经办人",
        env = "LEDGER_ACTOR",
        hide_env = true,
        value_name = "姓名"
    )]
    actor: Option<String>,
    /// 端口（默认由系统给一个空着的）
    #[arg(
        long,
        alias = "端口",
        value_name = "数",
        default_value_t = 0,
        hide_default_value = true
    )]
    port: u16,
    /// 不自动打开浏览器
    #[arg(long, alias = "不打开")]
    no_open: bool,
    /// 在这个地址上供大家凭账号登录（账号用 ledger-desk account 建）；不是本机的地址要有证书
    #[arg(
        long,
        alias = "监听",
        value_name = "地址:端口",
        conflicts_with = "port"
    )]
    listen: Option<SocketAddr>,
    /// 证书（PEM）
    #[arg(
        long,
        alias = "证书",
        value_name = "文件",
        requires = "listen",
        requires = "key"
    )]
    cert: Option<PathBuf>,
    /// 证书的私钥（PEM）
    #[arg(long, alias = "私钥", value_name = "文件", requires = "cert")]
    key: Option<PathBuf>,
    /// 由本机的另一个程序加密，再转到这里
    #[arg(long, alias = "在代理后", requires = "listen", conflicts_with = "cert")]
    behind_proxy: bool,
    /// 显示帮助
    #[arg(short = 'h', long, action = ArgAction::Help)]
    help: Option<bool>,
}

/// Why the page can't be served.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("{0}")]
    Ledger(String),
    #[error("端口 {0} 用不了，可能别的程序占着：换一个，或者不写 --port")]
    Port(u16, #[source] std::io::Error),
    #[error("地址 {0} 用不了：不是这台机器的，或者端口被别的程序占着")]
    Address(SocketAddr, #[source] std::io::Error),
    #[error(
        "{0} 不在本机，别人看得见路上的内容：用 --cert 和 --key 写明证书，或由本机的程序加密（--listen 127.0.0.1:端口 --behind-proxy）"
    )]
    Open(SocketAddr),
    #[error("--behind-proxy 只听本机的地址，{0} 不是")]
    NotBehind(SocketAddr),
    #[error("还没有能登录的账号：先用 ledger-desk account add 姓名 --role 管理 建一个")]
    NoAccount,
    #[error("{0}")]
    Accounts(#[from] AccountsFault),
    #[error("{0}")]
    Tls(#[from] TlsFault),
    #[error("打不开网页：存不了临时文件，或者系统给不出随机数")]
    Desk(#[from] NoDesk),
    #[error("打不开网页：系统不给运行的条件")]
    System(#[from] std::io::Error),
}

/// Runs on the words after `serve`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    ledger::cli::front::shares(crate::shared::connect);
    let name = OsString::from("ledger-desk serve");
    let matches = Arguments::command().try_get_matches_from(std::iter::once(name).chain(words));
    let read = matches.and_then(|matches| {
        let is_named = matches.value_source("actor") == Some(ValueSource::CommandLine);
        Arguments::from_arg_matches(&matches).map(|arguments| (arguments, is_named))
    });
    let arguments = match read {
        Ok((arguments, is_named)) if is_named && arguments.listen.is_some() => {
            let why = "写了 --listen 的，经办人就是登录的账号，不能再写 --actor";
            let _ = writeln!(std::io::stderr().lock(), "{why}");
            return ExitCode::from(2);
        }
        Ok((arguments, _)) => arguments,
        Err(error) => return answered(&error),
    };
    match served(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let _ = writeln!(std::io::stderr().lock(), "{fault}");
            ExitCode::from(1)
        }
    }
}

/// Help, or what is wrong with the line.
fn answered(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::DisplayHelp {
        let _ = write!(std::io::stdout().lock(), "{error}");
        return ExitCode::SUCCESS;
    }
    let wrong = match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            "--cert 和 --key 要一起写，并写上 --listen；--behind-proxy 也要写上 --listen".to_owned()
        }
        _ => wrong(error),
    };
    let _ = writeln!(
        std::io::stderr().lock(),
        "{wrong}。写法：ledger-desk serve --db 文件 --actor 姓名 --port 数 --no-open，都可以不写；\
         供大家登录的：ledger-desk serve --db 文件 --listen 地址:端口 --cert 证书 --key 私钥"
    );
    ExitCode::from(2)
}

/// Where the ledger is: as named, else where it usually is.
fn usual_place(named: Option<&Path>) -> Result<PathBuf, Fault> {
    front::ledger(named).map_err(Fault::Ledger)
}

fn served(arguments: &Arguments) -> Result<(), Fault> {
    // Commands are carried out in other folders.
    let ledger = std::path::absolute(usual_place(arguments.ledger.db.as_deref())?)?;
    let shared = front::shared_in(arguments.ledger.db.as_deref()).map_err(Fault::Ledger)?;
    let limits = Limits::from_environment();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let desk = runtime.block_on(async {
        let listener = listened(arguments).await?;
        let port = listener.local_addr()?.port();
        let door = match arguments.listen {
            None => {
                Door::once(front::actor(arguments.actor.as_deref()), port).map_err(NoDesk::from)?
            }
            Some(_) => Door::accounts(accounts(&ledger)?, reach(arguments)?, limits.idle, port),
        };
        let desk = Desk::new(ledger, shared, door, port, limits)?;
        match arguments.listen {
            None => said(&desk, !arguments.no_open),
            Some(at) => said_to_all(arguments, SocketAddr::new(at.ip(), port)),
        }
        attend(listener, &desk, pages::routes()).await;
        Ok::<_, Fault>(desk)
    })?;
    // Nothing that runs may put a file there any more.
    drop(runtime);
    if desk.clear().is_err() {
        let _ = writeln!(std::io::stderr().lock(), "临时文件没有清掉，下次打开时再清");
    }
    Ok(())
}

/// The place at which it is asked; one that others reach only where what is sent is ciphered.
async fn listened(arguments: &Arguments) -> Result<TcpListener, Fault> {
    let Some(at) = arguments.listen else {
        let at = (Ipv4Addr::LOCALHOST, arguments.port);
        let listener = TcpListener::bind(at).await;
        return listener.map_err(|fault| Fault::Port(arguments.port, fault));
    };
    if !at.ip().is_loopback() {
        if arguments.behind_proxy {
            return Err(Fault::NotBehind(at));
        }
        if arguments.cert.is_none() {
            return Err(Fault::Open(at));
        }
    }
    let listener = TcpListener::bind(at).await;
    listener.map_err(|fault| Fault::Address(at, fault))
}

/// The accounts of that ledger, one of which may log in.
fn accounts(ledger: &Path) -> Result<Accounts, Fault> {
    let accounts = Accounts::of(ledger)?;
    let may_log_in = |account: &Account| !account.off && account.role != Role::HandsUp;
    let all = accounts.all()?;
    if !all.iter().any(may_log_in) {
        return Err(Fault::NoAccount);
    }
    Ok(accounts)
}

fn reach(arguments: &Arguments) -> Result<Reach, Fault> {
    Ok(match (&arguments.cert, &arguments.key) {
        (Some(certificate), Some(key)) => Reach::Tls(tls::acceptor(certificate, key)?),
        _ if arguments.behind_proxy => Reach::BehindProxy,
        _ => Reach::Plain,
    })
}

/// Says where accounts log in.
fn said_to_all(arguments: &Arguments, at: SocketAddr) {
    let scheme = if arguments.cert.is_some() {
        "https"
    } else {
        "http"
    };
    let mut out = std::io::stdout().lock();
    let named = if arguments.cert.is_some() {
        "（主机名写证书上的）"
    } else {
        ""
    };
    let everywhere = if at.ip().is_unspecified() {
        "，地址换成这台机器的名称或地址"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "台账网页：{scheme}://{at}\n大家用浏览器打开{named}{everywhere}，凭账号登录。在这里按 Ctrl+C 结束。"
    );
    let _ = out.flush();
}

/// Answers at this place until the end: by the button, by the keyboard, or when nobody asks any more.
/// Whatever runs then is finished first.
pub async fn attend(listener: TcpListener, desk: &Desk, routes: Router<Desk>) {
    let routes = pages::whole(routes).with_state(desk.clone());
    let watched = desk.clone();
    let watch = tokio::spawn(async move {
        tokio::select! {
            // What is there for all stays until who started it ends it.
            () = unasked(&watched), if watched.door().gate().is_none() => {}
            // Where the keyboard can't be listened to, there is the button.
            () = async { if tokio::signal::ctrl_c().await.is_err() { std::future::pending().await } } => {}
        }
        watched.end();
    });
    connections::attend(listener, desk, routes).await;
    desk.at_rest().await;
    watch.abort();
}

/// Not oftener it is looked whether anybody asks.
const OFTEN: Duration = Duration::from_millis(100);

/// Waits until nobody has asked for as long as the limits say.
async fn unasked(desk: &Desk) {
    let most = desk.limits().idle;
    loop {
        let left = most.saturating_sub(desk.idle());
        if left.is_zero() {
            return;
        }
        tokio::time::sleep(left.max(OFTEN)).await;
    }
}

/// Says where the page is, and opens it.
fn said(desk: &Desk, open: bool) {
    let Some(address) = desk.address() else {
        return;
    };
    let mut out = std::io::stdout().lock();
    // Who started this without a window reads nothing of it.
    let _ = writeln!(
        out,
        "台账网页：{address}\n\
         这个地址只在本机、只能用一次。办完点网页上的“结束”，或者在这里按 Ctrl+C。"
    );
    let _ = out.flush();
    if !open {
        return;
    }
    let mut browser = office::system::browser(&address);
    let browser = browser
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match browser.spawn() {
        // Some wait for the browser's end: that is not ours to wait for.
        Ok(mut browser) => {
            std::thread::spawn(move || browser.wait());
        }
        Err(_) => {
            let _ = writeln!(out, "没能自动打开浏览器：把上面的地址复制到浏览器里打开。");
        }
    }
}
