//! The page from its start to its end.

use std::ffi::OsString;
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use axum::Router;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Parser};
use ledger::cli::front;
use tokio::net::TcpListener;

use crate::limits::Limits;
use crate::shared::LedgerArgument;
use crate::work::{Desk, NoDesk};
use crate::{connections, pages};

/// 打开台账网页：只在本机，浏览器里办，不用敲命令
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
    #[error("打不开网页：存不了临时文件，或者系统给不出随机数")]
    Desk(#[from] NoDesk),
    #[error("打不开网页：系统不给运行的条件")]
    System(#[from] std::io::Error),
}

/// Runs on the words after `serve`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    ledger::cli::front::shares(crate::shared::connect);
    let name = OsString::from("ledger-desk serve");
    let arguments = match Arguments::try_parse_from(std::iter::once(name).chain(words)) {
        Ok(arguments) => arguments,
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
    let (kind, context) = (error.kind(), error.get(ContextKind::InvalidArg));
    if kind == ErrorKind::DisplayHelp {
        let _ = write!(std::io::stdout().lock(), "{error}");
        return ExitCode::SUCCESS;
    }
    let word = match context {
        Some(ContextValue::String(word)) => word.as_str(),
        _ => "",
    };
    let wrong = match kind {
        ErrorKind::UnknownArgument => format!("不认识“{word}”"),
        ErrorKind::ArgumentConflict => format!("“{word}”写了两次"),
        _ => format!("“{word}”的值不对"),
    };
    let _ = writeln!(
        std::io::stderr().lock(),
        "{wrong}。写法：ledger-desk serve --db 文件 --actor 姓名 --port 数 --no-open，都可以不写"
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
    let actor = front::actor(arguments.actor.as_deref());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let desk = runtime.block_on(async {
        let at = (Ipv4Addr::LOCALHOST, arguments.port);
        let listener = TcpListener::bind(at).await;
        let listener = listener.map_err(|fault| Fault::Port(arguments.port, fault))?;
        let port = listener.local_addr()?.port();
        let desk = Desk::new(ledger, shared, actor, port, Limits::from_environment())?;
        said(&desk, !arguments.no_open);
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

/// Answers at this place until the end: by the button, by the keyboard, or when nobody asks any more.
/// Whatever runs then is finished first.
pub async fn attend(listener: TcpListener, desk: &Desk, routes: Router<Desk>) {
    let routes = pages::whole(routes).with_state(desk.clone());
    let watched = desk.clone();
    let watch = tokio::spawn(async move {
        tokio::select! {
            () = unasked(&watched) => {}
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
    let address = desk.address();
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
