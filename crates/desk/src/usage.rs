//! What is wrong with a line of this program, in words.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

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
