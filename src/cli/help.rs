//! Chinese help and usage errors, built from the same declarations as the parser.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _};

use super::Cli;
use super::verbs;

/// Prints help, version or a usage error; the exit code for it.
pub(super) fn answer(args: &[OsString], error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let chinese = chinese(Cli::command());
            // The short form has each option on one line; nothing here has a long form of its own.
            let short = args.iter().map(|arg| {
                if arg == "--help" {
                    "-h".into()
                } else {
                    arg.clone()
                }
            });
            let text = match chinese.try_get_matches_from(short) {
                Err(error) => error.to_string(),
                Ok(_) => String::new(),
            };
            print(&text);
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayVersion => {
            print(&format!("ledger {}\n", env!("CARGO_PKG_VERSION")));
            ExitCode::SUCCESS
        }
        _ => {
            use std::io::Write as _;
            let _ = write!(std::io::stderr().lock(), "{}", sentence(args, error));
            ExitCode::from(2)
        }
    }
}

fn print(text: &str) {
    use std::io::Write as _;
    // A reader that went away needs no help.
    let _ = write!(std::io::stdout().lock(), "{text}");
}

/// The command tree with every word of its help in Chinese.
pub(super) fn chinese(command: Command) -> Command {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    translate(command, true)
}

fn translate(command: Command, top: bool) -> Command {
    let name = command
        .get_bin_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned();
    let mut command = command.mut_args(|arg| translate_arg(arg, top));
    let alias: Vec<String> = command.get_all_aliases().map(str::to_owned).collect();
    let about = command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default();
    let has_verbs = command.has_subcommands();
    let positionals: String = command
        .get_positionals()
        .map(|arg| {
            let value = value_name(arg);
            let many = if matches!(arg.get_action(), clap::ArgAction::Append) {
                "…"
            } else {
                ""
            };
            if arg.is_required_set() {
                format!(" {value}{many}")
            } else {
                format!(" [{value}]{many}")
            }
        })
        .collect();
    let usage = if has_verbs {
        format!("{name} <命令> [选项]")
    } else {
        format!("{name}{positionals} [选项]")
    };
    let also = if alias.is_empty() {
        String::new()
    } else {
        format!("（也可写 {}）", alias.join("、"))
    };
    let template = if top {
        format!(
            "{about}\n\n用法：{usage}\n{}\n{{options}}\n",
            verbs::overview()
        )
    } else {
        format!("{about}{also}\n\n用法：{usage}\n\n{{all-args}}{{after-help}}\n")
    };
    command = command.help_template(template).override_usage(usage);
    let verbs: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    for verb in verbs {
        command = command.mut_subcommand(verb, |verb| translate(verb, false));
    }
    command
}

fn value_name(arg: &Arg) -> String {
    arg.get_value_names()
        .and_then(|names| names.first())
        .map_or_else(|| arg.get_id().to_string(), ToString::to_string)
}

fn translate_arg(arg: Arg, top: bool) -> Arg {
    let arg = match arg.get_id().as_str() {
        "help" => arg.help("显示帮助").long_help(None),
        "version" => arg.help("显示版本"),
        _ => arg,
    };
    let own = matches!(arg.get_id().as_str(), "help" | "version");
    let heading = if arg.is_positional() {
        "参数"
    } else if arg.is_global_set() || own {
        "通用选项"
    } else {
        "选项"
    };
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let told = arg
        .get_possible_values()
        .iter()
        .all(|value| help.contains(value.get_name()));
    let possible: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| match value.get_help() {
            Some(meaning) => format!("{} {meaning}", value.get_name()),
            None => value.get_name().to_owned(),
        })
        .collect();
    if !possible.is_empty() && arg.get_action().takes_values() && !told {
        help = format!("{help}（可选：{}）", possible.join("、"));
    }
    if let Some(aliases) = arg.get_all_aliases().filter(|aliases| !aliases.is_empty()) {
        help = format!("{help} [--{}]", aliases.join("、--"));
    }
    let hidden = arg.is_global_set() && !top && arg.get_id() != "yes";
    arg.help(help)
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true)
        .hide(hidden)
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => Some(
            texts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("、"),
        ),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Arguments of which one is wanted: `<--a <A>|--b <B>>` becomes `--a <A> 或 --b <B>`.
fn either(argument: &str) -> String {
    match argument.strip_prefix("<-") {
        Some(group) if group.contains('|') => {
            let group = group.strip_suffix('>').unwrap_or(group);
            format!("-{}", group.replace('|', " 或 "))
        }
        _ => argument.to_owned(),
    }
}

/// A usage error as a sentence, with a guess at what was meant and where help is.
fn sentence(args: &[OsString], error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有“{name}”这个命令")
        }
        ErrorKind::UnknownArgument => format!("不认识“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", either(&argument)),
        ErrorKind::ValueValidation => match std::error::Error::source(error) {
            // Reasons of our own types are Chinese; a number's parser gives its own.
            Some(reason) if reason.to_string().is_ascii() => {
                format!("{argument} 的值“{value}”不对，应写成整数")
            }
            Some(reason) => format!("{argument}：{reason}"),
            None => format!("{argument} 的值“{value}”不对"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要有一个值"),
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue).unwrap_or_default();
            format!("{argument} 的值“{value}”不对，可选：{valid}")
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg).unwrap_or_default();
            if other == argument || other.is_empty() {
                format!("{argument} 只能写一次")
            } else {
                format!("{argument} 不能和 {other} 一起用")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} 的值个数不对")
        }
        ErrorKind::NoEquals => format!("{argument} 后面要用 = 接一个值"),
        ErrorKind::InvalidUtf8 => "命令行里有不能识别的文字".to_owned(),
        _ => "命令行写得不对".to_owned(),
    };
    let mut text = format!("错误：{}\n", crate::text::visible::visible(&what));
    let guesses = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    for guess in guesses.into_iter().filter_map(|kind| context(error, kind)) {
        text.push_str(&format!("提示：是不是想用 {guess}？\n"));
    }
    let verb = args
        .iter()
        .skip(1)
        .filter_map(|arg| arg.to_str())
        .find(|arg| Cli::command().find_subcommand(arg).is_some());
    match verb {
        Some(verb) => text.push_str(&format!("提示：用 ledger {verb} --help 查看用法\n")),
        None => text.push_str("提示：用 ledger --help 查看所有命令\n"),
    }
    text
}
