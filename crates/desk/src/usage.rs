//! Lines of this program that are no verbs of `ledger`: what is wrong with one, in words, and how it ends.

use std::io::Write as _;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Does what was read and says what came of it; help and what is wrong with the line are said too, that with how it
/// is `written`.
pub(crate) fn ran<A>(
    read: Result<A, Error>,
    written: &str,
    done: impl FnOnce(A) -> Result<String, String>,
) -> ExitCode {
    let (said, code) = match read.map(done) {
        Ok(Ok(said)) => (Ok(said), 0),
        Ok(Err(why)) => (Err(why), 1),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => (Ok(error.to_string()), 0),
        Err(error) => (Err(format!("{}。{written}", wrong(&error))), 2),
    };
    // Who does not hear any more is not told.
    let _ = match said {
        Ok(said) => writeln!(std::io::stdout().lock(), "{}", said.trim_end()),
        Err(why) => writeln!(std::io::stderr().lock(), "{why}"),
    };
    ExitCode::from(code)
}

/// What is wrong with it.
pub(crate) fn wrong(error: &Error) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join(" ")),
        _ => None,
    };
    let argument = said(ContextKind::InvalidArg);
    let argument = argument.as_deref().unwrap_or_default();
    let value = said(ContextKind::InvalidValue).filter(|value| !value.is_empty());
    match (error.kind(), value) {
        (ErrorKind::UnknownArgument, _) => format!("不认识“{argument}”"),
        (ErrorKind::InvalidSubcommand, _) => {
            let word = said(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有“{word}”这个命令")
        }
        (ErrorKind::ArgumentConflict, _) => format!("“{argument}”写了两次，或者和别的不能同时写"),
        (ErrorKind::MissingRequiredArgument, _) => format!("没有写 {argument}"),
        (ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, _) => {
            "没有写要办什么".to_owned()
        }
        (_, Some(value)) => format!("“{argument}”不能是“{value}”"),
        (_, None) => format!("“{argument}”的值不对"),
    }
}
