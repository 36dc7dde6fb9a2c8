//! `ledger-desk push` 报送: the side that hands up.

use std::ffi::OsString;
use std::fs::File;
use std::io::{IsTerminal as _, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ledger::cli::front;
use ledger::cli::front::hand_up::{self, Contents};
use model::digest::{CheckCode, Digest};
use model::unit::UnitId;
use store::{DEFAULT_WAIT, Store};

use super::reach::{Reach, Stopped};
use super::{AGAIN, At, Became, HELD, Has, Held, PART, PART_BYTES, TAKE, Whole};
use crate::secret::asked;
use crate::shared::{self, LedgerArgument};
use crate::usage::ran;

/// 报送：把上级还没有的留痕经网络送去，断了接着送，送过的不重复
#[derive(Debug, Parser)]
#[command(
    name = "ledger-desk push",
    disable_version_flag = true,
    disable_help_flag = true,
    help_template = "{about}\n\n用法：ledger-desk push 地址 --account 账号 [选项]\n\n{positionals}\n\n{options}\n"
)]
struct Arguments {
    /// 上级的台账网页，如 https://10.0.0.8:8443
    #[arg(value_name = "地址")]
    address: String,
    /// 上级给的“上报”账号；密码当场输入，或由管道送来一行
    #[arg(long, alias = "账号", value_name = "账号")]
    account: String,
    /// 连同佐证材料的内容（不写就只有摘要）
    #[arg(long, alias = "含佐证")]
    with_evidence: bool,
    /// 单位自己签的证书：签发的那一张（PEM）
    #[arg(long, alias = "签发证书", value_name = "文件")]
    ca: Option<PathBuf>,
    #[command(flatten)]
    ledger: LedgerArgument,
    /// 显示帮助
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

const WRITTEN: &str =
    "写法：ledger-desk push 地址 --account 账号 --with-evidence --ca 签发的证书，后两个可以不写";

/// Runs on the words after `push`.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let name = OsString::from("ledger-desk push");
    let read = Arguments::try_parse_from(std::iter::once(name).chain(words));
    ran(read, WRITTEN, |arguments| pushed(&arguments))
}

fn told(stopped: Stopped) -> String {
    match stopped {
        Stopped::Refused(why) => why,
        Stopped::Over => "登录已经过期：再报送一次，已经送到的不重送".to_owned(),
        Stopped::Away { never: true } => {
            "连不上：核对地址和端口，问上级网页开着没有；什么也没有送".to_owned()
        }
        Stopped::Away { never: false } => {
            "网络断了：网络好了再报送一次，已经送到的不重送".to_owned()
        }
    }
}

fn pushed(arguments: &Arguments) -> Result<String, String> {
    front::shares(shared::connect);
    let place = Reach::place(&arguments.address)?;
    let file = front::ledger(arguments.ledger.db.as_deref())?;
    let sharing = front::shared_in(arguments.ledger.db.as_deref())?;
    let store =
        shared::opened(&file, sharing.as_ref(), DEFAULT_WAIT, &|| ()).map_err(front::told)?;
    let store = store.ok_or_else(|| format!("还没有台账 {}", file.display()))?;
    let mut contents = hand_up::contents(&store, true).map_err(|why| named(&why))?;
    let account = arguments.account.trim();
    let password = asked(&format!("“{account}”的密码（不显示）："));
    let password = password.map_err(|_| "没有读到密码，什么也没有送".to_owned())?;
    let reach = Reach::new(place, (account, password), arguments.ca.as_deref())?;
    reach.enter().map_err(told)?;
    let has = Has {
        handed: contents.handed.clone(),
        evidence: std::mem::take(&mut contents.evidence),
    };
    let mut held: Held = reach.say(HELD, &has).map_err(told)?;
    if !arguments.with_evidence {
        contents.at_home = std::mem::take(&mut held.lacks).len();
    }
    let entries = contents.handed.entries;
    if held.is_all_of(&has) {
        return Ok(format!(
            "没有要送的：上级已有这本台账的全部 {entries} 条记录"
        ));
    }
    contents.after = goes_on_from(&store, &held, entries).map_err(front::told)?;
    contents.evidence = held.lacks;
    let mut became = sent(&store, &contents, &reach, &has)?;
    if became.result == AGAIN {
        contents.after = 0;
        became = sent(&store, &contents, &reach, &has)?;
    }
    let said = said(&became, &contents);
    if matches!(&*became.result, "new" | "extended" | "same") {
        let code = CheckCode::new(entries, &contents.handed.head);
        let home = match contents.at_home {
            0 => String::new(),
            count => format!("\n{count} 个佐证材料只报了摘要；连同内容报送，加 --with-evidence"),
        };
        return Ok(format!("{said}\n校验码 {code}{home}"));
    }
    Err(said)
}

/// Why nothing can be handed up; of a unit that has no name, with what gives it one.
fn named(why: &str) -> String {
    let hint = if why.contains("单位") {
        "：先用 ledger-desk init --name 单位名称 --code 代码 写明"
    } else {
        ""
    };
    format!("{why}{hint}")
}

fn said(became: &Became, contents: &Contents) -> String {
    let files = match contents.evidence.len() {
        0 => String::new(),
        count => format!("，{count} 个佐证材料"),
    };
    let entries = contents.handed.entries;
    let message = &became.message;
    match &*became.result {
        "new" => format!("已报送：上级新收 {entries} 条记录{files}"),
        "extended" => format!("已报送：上级{message}，共 {entries} 条记录{files}"),
        "same" if message.is_empty() && files.is_empty() => {
            format!("已报送：上级已有这 {entries} 条记录")
        }
        "same" if message.is_empty() => {
            format!(
                "已报送：补送{}（{entries} 条记录上级已有）",
                files.trim_start_matches('，')
            )
        }
        "same" => format!("上级没有添记录：{message}"),
        "diverged" => format!("上级那边：{message}。请与上级核对；本单位的台账没有改动"),
        _ => format!("上级没有收：{message}。本单位的台账没有改动"),
    }
}

/// From which entry on it is sent: after those that are held, where they are the same and nothing of them was
/// erased since.
fn goes_on_from(store: &Store, held: &Held, entries: u64) -> Result<u64, store::Error> {
    let is_ours = held.entries <= entries
        && held.head.is_some()
        && store.digest_at(UnitId::OWN, held.entries)? == held.head
        && !store.erases_after(UnitId::OWN, held.entries)?;
    Ok(if is_ours { held.entries } else { 0 })
}

/// Sends it in parts, those that have come already left out; what became of it.
fn sent(store: &Store, contents: &Contents, reach: &Reach, has: &Has) -> Result<Became, String> {
    let failed = |fault: std::io::Error| format!("存不了临时文件：{fault}");
    let file = tempfile::tempfile().map_err(failed)?;
    let target = Path::new("上报包");
    let mut file = hand_up::write(store, contents, target, file)?;
    let size = file.seek(SeekFrom::End(0)).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let of = Digest::of_all(&mut file).map_err(failed)?;
    let whole = Whole { of, size };
    let part = |at: u64, bytes: &[u8]| {
        let path = format!("{PART}?of={of}&size={size}&at={at}");
        reach.send::<At>(&path, bytes).map_err(told)
    };
    let mut at = part(0, &[])?.at;
    while at < size {
        let bytes = part_of(&mut file, at).map_err(failed)?;
        let come = part(at, &bytes)?.at;
        if come == at {
            return Err("上级那边收不下，已经送到的不重送：过一会儿再报送一次".to_owned());
        }
        at = come;
        watched(at, size);
    }
    reach.say(TAKE, &whole).or_else(|stopped| {
        // It may have been taken, and the answer lost on its way.
        let held: Held = reach.say(HELD, has).map_err(told)?;
        if held.is_all_of(has) {
            return Ok(Became::same());
        }
        Err(told(stopped))
    })
}

fn part_of(file: &mut File, at: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(PART_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Says how far it is to whoever sits there.
fn watched(at: u64, size: u64) {
    let mut out = std::io::stderr().lock();
    if size > PART_BYTES && out.is_terminal() {
        let end = if at == size { "\n" } else { "" };
        let percent = at * 100 / size;
        let _ = write!(out, "\r已送 {percent}%{end}");
        let _ = out.flush();
    }
}
