//! Slips of the keyboard that have only one meaning: full-width forms, dashes that a word processor
//! made longer, a file or a number where a verb should be.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::Command;
use clap::error::{ContextKind, ErrorKind};

use super::context::Program;
use super::paths::{is_material, unquoted};
use super::usage::context;
use super::values::Numbers;
use office::text::{numeral, width};

/// Dashes that are not `-`, as phones and word processors make them.
fn is_long_dash(c: char) -> bool {
    matches!(c, '－' | '—' | '–' | '―' | '﹣' | '‐' | '‑' | '−' | '─')
}

/// Flags that were typed with another dash become flags. Text that begins with a dash stays text:
/// only a known flag's name is read as one.
pub(super) fn dashes(args: Vec<OsString>, program: Program) -> Vec<OsString> {
    let is_dashed = |arg: &&str| arg.trim_start_matches('-').starts_with(is_long_dash);
    if !args
        .iter()
        .filter_map(|arg| arg.to_str())
        .any(|arg| is_dashed(&arg))
    {
        return args;
    }
    let known = flags(&program());
    args.into_iter()
        .map(|arg| {
            let flag = arg
                .to_str()
                .filter(is_dashed)
                .and_then(|arg| flag(arg, &known));
            flag.map_or(arg, OsString::from)
        })
        .collect()
}

/// The same line with its slips corrected, where there is something to correct.
pub(super) fn reread(
    args: &[OsString],
    error: &clap::Error,
    program: &Command,
) -> Option<Vec<OsString>> {
    // Help and version are no slips.
    if !error.use_stderr() {
        return None;
    }
    let corrected = match error.kind() {
        ErrorKind::InvalidSubcommand => another_verb(args, error, program),
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => plainer_value(args, error),
        _ => None,
    };
    let corrected = corrected.or_else(|| known_flags(args, program))?;
    (corrected != args).then_some(corrected)
}

/// What stands where a verb should: help, a file to import, a number to show, a verb in full width.
fn another_verb(
    args: &[OsString],
    error: &clap::Error,
    program: &Command,
) -> Option<Vec<OsString>> {
    let name = context(error, ContextKind::InvalidSubcommand)?;
    let at = args.iter().skip(1).position(|arg| *arg == *name)? + 1;
    let mut better = args.to_vec();
    if ["help", "帮助", "?", "？"].contains(&name.as_str()) {
        better.remove(at);
        better.push("--help".into());
        return Some(better);
    }
    let bare = unquoted(&name);
    if is_material(OsStr::new(bare)) && Path::new(bare).is_file() {
        better[at] = bare.into();
        better.insert(at, "import".into());
        return Some(better);
    }
    if name
        .parse::<Numbers>()
        .is_ok_and(|numbers| numbers.0.len() == 1)
    {
        better.insert(at, "show".into());
        return Some(better);
    }
    let verb = width::narrow_all(name.trim()).to_lowercase();
    program.find_subcommand(&verb)?;
    better[at] = verb.into();
    Some(better)
}

/// A value in half width and plain digits, one to choose in lower case: `第３项` becomes `3`, `ＪＳＯＮ`
/// `json`.
fn plainer_value(args: &[OsString], error: &clap::Error) -> Option<Vec<OsString>> {
    let value = context(error, ContextKind::InvalidValue).filter(|value| !value.is_empty())?;
    let narrow = width::narrow_all(value.trim());
    let narrow = match error.kind() {
        ErrorKind::InvalidValue => narrow.to_lowercase(),
        _ => narrow,
    };
    let plain = match number(&narrow) {
        Some(number) => number.to_string(),
        None => narrow,
    };
    if plain == value {
        return None;
    }
    let better = args
        .iter()
        .map(|arg| match arg.to_str() {
            Some(arg) if arg == value => plain.clone().into(),
            Some(arg) if arg.starts_with("--") && arg.ends_with(&format!("={value}")) => {
                format!("{}{plain}", &arg[..arg.len() - value.len()]).into()
            }
            _ => arg.clone(),
        })
        .collect();
    Some(better)
}

/// A count as people write it: 第3项, 3项, 三, 3条, 10天.
fn number(text: &str) -> Option<u32> {
    let bare = text.strip_prefix('第').unwrap_or(text);
    let bare = bare.trim_start_matches('#');
    let bare = bare.trim_end_matches(['项', '条', '个', '天', '号', '字', '份']);
    numeral::read(bare)
}

/// Flags with one dash too few, in capitals, in full width, with `_` for `-`.
fn known_flags(args: &[OsString], program: &Command) -> Option<Vec<OsString>> {
    let known = flags(program);
    let better: Vec<OsString> = args
        .iter()
        .map(|arg| {
            let flag = arg
                .to_str()
                .filter(|arg| arg.starts_with('-') && arg.chars().count() > 2)
                .and_then(|arg| flag(arg, &known));
            flag.map_or_else(|| arg.clone(), OsString::from)
        })
        .collect();
    (better != args).then_some(better)
}

/// The word as a known flag, its value untouched.
fn flag(word: &str, known: &BTreeSet<String>) -> Option<String> {
    let bare = word.trim_start_matches(|c| c == '-' || is_long_dash(c));
    let (name, value) = match bare.split_once(['=', '＝']) {
        Some((name, value)) => (name, Some(value)),
        None => (bare, None),
    };
    let name = width::narrow_all(name).to_lowercase().replace('_', "-");
    let name: String = name
        .chars()
        .map(|c| if is_long_dash(c) { '-' } else { c })
        .collect();
    let name = if known.contains(&format!("--{name}")) {
        format!("--{name}")
    } else if name.chars().count() == 1 && known.contains(&format!("-{name}")) {
        format!("-{name}")
    } else {
        return None;
    };
    Some(match value {
        Some(value) => format!("{name}={value}"),
        None => name,
    })
}

/// Every flag of every verb, aliases too.
fn flags(command: &Command) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = ["--help", "--version", "-h", "-V"]
        .map(str::to_owned)
        .into();
    for arg in command.get_arguments() {
        names.extend(arg.get_long().map(|long| format!("--{long}")));
        names.extend(arg.get_short().map(|short| format!("-{short}")));
        let aliases = arg.get_all_aliases().unwrap_or_default();
        names.extend(aliases.iter().map(|alias| format!("--{alias}")));
    }
    for verb in command.get_subcommands() {
        names.extend(flags(verb));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_tree;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn dashes_of_every_length() {
        for (typed, meant) in [
            ("ledger list ——year 2021", "ledger list --year 2021"),
            ("ledger list —year 2021", "ledger list --year 2021"),
            ("ledger list －－ｙｅａｒ=2021", "ledger list --year=2021"),
            ("ledger list －－年度＝2021", "ledger list --年度=2021"),
            ("ledger import a.txt －y", "ledger import a.txt -y"),
            ("ledger list –-due－within 3", "ledger list --due-within 3"),
        ] {
            assert_eq!(dashes(words(typed), command_tree), words(meant), "{typed}");
        }
        for text in [
            "ledger add ——年底前没有完成",
            "ledger log 1 —",
            "ledger add －5度",
        ] {
            assert_eq!(dashes(words(text), command_tree), words(text), "{text}");
        }
    }

    #[test]
    fn slips_that_are_an_error_first() {
        for (typed, meant) in [
            ("ledger ＬＩＳＴ", "ledger list"),
            ("ledger List", "ledger list"),
            ("ledger 12", "ledger show 12"),
            ("ledger help", "ledger --help"),
            ("ledger help list", "ledger list --help"),
            ("ledger log 12 --measure １", "ledger log 12 --measure 1"),
            (
                "ledger log 12 --measure 第一条",
                "ledger log 12 --measure 1",
            ),
            ("ledger list --limit=３", "ledger list --limit=3"),
            ("ledger list --format JSON", "ledger list --format json"),
            ("ledger list -year 2021", "ledger list --year 2021"),
            ("ledger list --Due_Within 3", "ledger list --due-within 3"),
            ("ledger list --year＝2021", "ledger list --year=2021"),
        ] {
            let args = words(typed);
            let error = command_tree().try_get_matches_from(&args).expect_err(typed);
            assert_eq!(
                reread(&args, &error, &command_tree()),
                Some(words(meant)),
                "{typed}"
            );
        }
        for typed in ["ledger lst", "ledger list --yaer 2021", "ledger show x"] {
            let args = words(typed);
            let error = command_tree().try_get_matches_from(&args).expect_err(typed);
            assert_eq!(reread(&args, &error, &command_tree()), None, "{typed}");
        }
    }
}
