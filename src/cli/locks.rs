//! Whether locks keep two processes apart where the ledger is: it is tried, with a second process.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use super::context::Context;
use super::environment::path;
use super::failure::Failure;
use store::{Error, may_lock, while_locked};

/// The variable by which the first process asks the second to try for the lock of a file.
const ASKS: &str = "LEDGER_TRY_LOCK";
/// What the second one answers where it got the lock.
const GOT_IT: u8 = 10;

/// The file whose lock this process is to try for.
pub(super) fn asked() -> Option<OsString> {
    path(ASKS)
}

/// Tries, and says by its exit code whether it got it.
pub(super) fn answer(file: &Path) -> ExitCode {
    match may_lock(file) {
        Ok(true) => ExitCode::from(GOT_IT),
        Ok(false) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Warns where a lock that this process has keeps nobody out. Where it can't be tried (the file may
/// only be read, say) nothing is said.
pub(super) fn warn_where_they_fail(context: &Context) -> Result<(), Failure> {
    let second = || -> std::io::Result<Option<i32>> {
        let mut command = Command::new(std::env::current_exe()?);
        // A program that does something else without a word is given one; it is never read.
        command.arg("verify").env(ASKS, &context.db);
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
        Ok(quiet.stderr(Stdio::null()).status()?.code())
    };
    match while_locked(&context.db, Duration::ZERO, second) {
        Ok(Ok(Some(code))) if code == i32::from(GOT_IT) => {
            context.out.warn(
                "这里的文件锁不起作用：本程序占住台账的时候，另一个进程也占住了它（刚试过）。\
                几个人同时写，会把台账写坏",
            );
            context
                .out
                .hint("把台账放到本机磁盘，或放到支持文件锁的共享文件夹；在此以前只由一个人用");
        }
        Err(fault @ Error::NoLocks(_)) => return Err(Failure::store(fault, &context.db)),
        // Another one has it just now, so that locks do keep apart; or it can't be tried.
        Ok(_) | Err(_) => {}
    }
    Ok(())
}
