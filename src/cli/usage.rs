//! Usage errors as Chinese sentences, with a guess at what was meant and where help is.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::front::{self, Said};
use super::help;
use super::near::nearest;
use super::paths::is_material;
use office::text::visible::visible;

/// What clap tells of an error, as text.
pub(super) fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => {
            let names: Vec<String> = texts.iter().map(|text| plain_name(text)).collect();
            Some(names.join("、"))
        }
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

/// An argument without clap's marks for "several" and "may be left out": `[编号]...` is `<编号>`.
pub(super) fn plain_name(shown: &str) -> String {
    let shown = shown.trim_end_matches("...");
    match shown
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
    {
        Some(name) => format!("<{name}>"),
        None => shown.to_owned(),
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
pub(super) fn sentence(error: &clap::Error, program: &Command, verb: Option<&Command>) -> String {
    let mut text = format!("错误：{}\n", visible(&what(error, program, verb)));
    for guess in guesses(error, program, verb) {
        text.push_str(&format!("提示：是不是想用 {guess}？\n"));
    }
    match verb {
        Some(verb) => {
            let name = verb.get_name();
            text.push_str(&format!("提示：用 ledger {name} --help 查看用法\n"));
        }
        None => text.push_str("提示：用 ledger --help 查看所有命令\n"),
    }
    text
}

/// The same for a front: without what helps at a command line, with the argument that is wrong.
pub(super) fn said(error: &clap::Error, program: &Command, verb: Option<&Command>) -> Said {
    let argument = context(error, ContextKind::InvalidArg).map(|shown| plain_name(&shown));
    let arg = argument.and_then(|shown| {
        let mut args = verb?.get_arguments();
        args.find(|arg| plain_name(&arg.to_string()) == shown)
    });
    let text = match (error.kind(), std::error::Error::source(error), arg) {
        // The field says which it is.
        (ErrorKind::ValueValidation, Some(reason), Some(_)) if !reason.to_string().is_ascii() => {
            reason.to_string()
        }
        (ErrorKind::MissingRequiredArgument, _, Some(arg)) => {
            format!("请填写{}", front::label(arg))
        }
        _ => what(error, program, verb),
    };
    Said::Failure(visible(&text), arg.map(|arg| arg.get_id().to_string()))
}

fn what(error: &clap::Error, program: &Command, verb: Option<&Command>) -> String {
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let argument = plain_name(&argument);
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            if is_material(name.as_ref()) {
                return format!("没有“{name}”这个文件");
            }
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
            let valid = values(program, verb, &argument)
                .or_else(|| context(error, ContextKind::ValidValue))
                .unwrap_or_default();
            format!("{argument} 的值“{value}”不对，可选：{valid}")
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg).unwrap_or_default();
            if other == argument || other.is_empty() {
                format!("{argument} 只能写一次")
            } else {
                format!("{argument} 不能和 {} 一起用", plain_name(&other))
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} 的值个数不对")
        }
        ErrorKind::NoEquals => format!("{argument} 后面要用 = 接一个值"),
        ErrorKind::InvalidUtf8 => "命令行里有不能识别的文字".to_owned(),
        _ => "命令行写得不对".to_owned(),
    }
}

/// The values of an argument with their Chinese meaning.
fn values(program: &Command, verb: Option<&Command>, argument: &str) -> Option<String> {
    let known = verb.into_iter().chain([program]).find_map(|command| {
        command
            .get_arguments()
            .find(|arg| plain_name(&arg.to_string()) == argument)
            .map(help::possible)
    })?;
    Some(known.join("、")).filter(|known| !known.is_empty())
}

/// What was probably meant: clap's guess, else the nearest of our own words.
fn guesses(error: &clap::Error, program: &Command, verb: Option<&Command>) -> Vec<String> {
    let of_clap = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let of_clap: Vec<String> = of_clap
        .into_iter()
        .filter_map(|kind| context(error, kind))
        .collect();
    if !of_clap.is_empty() {
        return of_clap;
    }
    let near = match error.kind() {
        ErrorKind::InvalidSubcommand => context(error, ContextKind::InvalidSubcommand)
            .and_then(|name| near_verb(&name, program)),
        ErrorKind::UnknownArgument => {
            context(error, ContextKind::InvalidArg).and_then(|flag| near_flag(&flag, verb?))
        }
        _ => None,
    };
    near.into_iter().collect()
}

/// What other programs call our verbs.
const ELSEWHERE: [(&str, &[&str]); 12] = [
    ("list", &["ls", "清单", "列表", "查看", "看台账", "任务"]),
    ("show", &["cat", "查看任务", "明细"]),
    ("add", &["new", "新增", "添加", "录入"]),
    ("log", &["记录", "进展", "登记进展"]),
    ("close", &["done", "finish", "完成", "办结", "关闭", "结项"]),
    ("retract", &["rm", "delete", "remove", "删除"]),
    ("edit", &["update", "set", "assign", "编辑", "更新", "分工"]),
    ("report", &["写报告", "总结", "汇报"]),
    ("export", &["save", "输出", "另存"]),
    ("remind", &["催", "提醒", "督办"]),
    ("search", &["find", "grep", "搜索"]),
    ("init", &["create", "新建", "初始化"]),
];

fn near_verb(name: &str, program: &Command) -> Option<String> {
    let elsewhere = ELSEWHERE.iter().find(|(_, words)| words.contains(&name));
    if let Some((verb, _)) = elsewhere {
        return Some((*verb).to_owned());
    }
    let known = program
        .get_subcommands()
        .flat_map(|verb| std::iter::once(verb.get_name()).chain(verb.get_all_aliases()));
    let near = nearest(name, known);
    (!near.is_empty()).then(|| near.join("、"))
}

fn near_flag(flag: &str, verb: &Command) -> Option<String> {
    let name = flag.trim_start_matches('-').split('=').next()?.to_owned();
    let mut known: Vec<String> = Vec::new();
    for arg in verb.get_arguments() {
        known.extend(arg.get_long().map(str::to_owned));
        let aliases = arg.get_all_aliases().unwrap_or_default();
        known.extend(aliases.into_iter().map(str::to_owned));
    }
    let near = nearest(&name, known.iter().map(String::as_str));
    let near: Vec<String> = near.into_iter().map(|name| format!("--{name}")).collect();
    (!near.is_empty()).then(|| near.join("、"))
}
