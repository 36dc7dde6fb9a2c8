//! What a line asks for: the page, what belongs to it, or any verb of `ledger`.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::ExitCode;

use ledger::cli::front::VARIABLE;

use crate::{accounts, push, reader, serve, shared};

/// What this program has besides the verbs.
const BESIDES: &str = "
ledger-desk 另外有：
  serve      打开台账网页；写了 --listen 的，大家凭账号登录来办
  account    网页的账号：add、change、off、on、list、log
  push       报送：把上级还没有的留痕经网络送去
  database   共用的数据库：make、move-in";

/// Does what the line of this process asks for.
pub fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    match words.next() {
        // A page starts it for a line of its own, which may have no word at all.
        None if std::env::var_os(VARIABLE).is_none() => serve::main(words),
        Some(word) if word == "serve" => serve::main(words),
        Some(word) if word == reader::WORD => reader::main(),
        Some(word) if word == "account" => accounts::main(words),
        Some(word) if word == "push" => push::main(words),
        Some(word) if word == "database" => shared::main(words),
        word => {
            let asks = word.as_deref().and_then(OsStr::to_str);
            let done = ledger::cli::main_sharing(shared::connect);
            if matches!(asks, Some("help" | "--help" | "-h")) && std::env::args_os().len() == 2 {
                let _ = writeln!(std::io::stdout().lock(), "{BESIDES}");
            }
            done
        }
    }
}
