//! Chinese help, built from the same declarations as the parser.

use clap::{Arg, ArgGroup, Args as _, Command};
use unicode_width::UnicodeWidthStr as _;

use super::output::screen_width;
use super::select::Filters;
use office::text::wrap::wrap;

/// The help of a verb, or of the program: its verbs under the headings of `groups`.
pub(super) fn page(program: &Command, verb: Option<&Command>, groups: &[Group]) -> String {
    let width = screen_width();
    match verb {
        Some(verb) => verb_page(verb, width.min(WIDEST)),
        None => program_page(program, groups, width),
    }
}

/// A heading and the names of its verbs.
pub(super) type Group = (&'static str, &'static [&'static str]);

/// Longer lines are hard to follow.
const WIDEST: usize = 100;

/// The help of one verb.
fn verb_page(verb: &Command, width: usize) -> String {
    let aliases: Vec<&str> = verb.get_all_aliases().collect();
    let about = format!("{}（也可写 {}）", about(verb), aliases.join("、"));
    let mut text = wrap(&about, width).join("\n");
    text.push_str(&format!("\n\n用法：{}\n", usage(verb)));
    let filters = filters(verb);
    for heading in [ARGUMENTS, OPTIONS, COMMON] {
        let args: Vec<&Arg> = shown(verb, heading)
            .filter(|arg| !filters.contains(arg))
            .collect();
        text.push_str(&section(heading, &args, width));
        if heading == OPTIONS && !filters.is_empty() {
            text.push_str(&filter_section(&filters, width));
        }
    }
    if let Some(examples) = verb.get_after_help() {
        text.push('\n');
        for line in examples.to_string().lines() {
            text.push_str(&wrap(line, width).join("\n      "));
            text.push('\n');
        }
    }
    text
}

/// The help of the program: its verbs by group.
fn program_page(program: &Command, groups: &[Group], width: usize) -> String {
    let common: Vec<&Arg> = shown(program, COMMON).collect();
    format!(
        "{}\n\n用法：{}\n{}{}",
        about(program),
        usage(program),
        overview(program, groups, width),
        section(COMMON, &common, width.min(WIDEST))
    )
}

/// Columns that a verb and its alias take.
const NAMED: usize = 24;

/// The verbs by group: one line each.
fn overview(program: &Command, groups: &[Group], width: usize) -> String {
    let mut text = String::new();
    for (heading, verbs) in groups {
        text.push_str(&format!("\n{heading}\n"));
        let verbs = verbs.iter().map(|name| name.to_ascii_lowercase());
        for verb in verbs.filter_map(|name| program.find_subcommand(name)) {
            let alias = verb.get_all_aliases().collect::<Vec<_>>().join("、");
            let about = within(&about(verb), width.saturating_sub(NAMED + 2));
            let name = format!("{} {alias}", verb.get_name());
            let pad = " ".repeat(NAMED.saturating_sub(name.width()));
            text.push_str(&format!("  {name}{pad}{about}\n"));
        }
    }
    text
}

/// As many clauses as there is room for; the first one at least.
fn within(about: &str, width: usize) -> String {
    let mut ends = about
        .char_indices()
        .filter(|(_, c)| "：；，".contains(*c))
        .map(|(at, _)| at)
        .chain([about.len()]);
    let first = ends.next().unwrap_or(about.len());
    let end = ends
        .take_while(|end| about[..*end].width() <= width)
        .last()
        .unwrap_or(first);
    about[..end].to_owned()
}

fn shown<'a>(command: &'a Command, heading: &'a str) -> impl Iterator<Item = &'a Arg> {
    command
        .get_arguments()
        .filter(move |arg| arg.get_help_heading() == Some(heading) && !arg.is_hide_set())
}

/// Arguments below each other, what they mean beside them.
fn section(heading: &str, args: &[&Arg], width: usize) -> String {
    if args.is_empty() {
        return String::new();
    }
    let names: Vec<String> = args.iter().map(|arg| argument(arg)).collect();
    let column = names
        .iter()
        .map(|name| name.width())
        .max()
        .unwrap_or(0)
        .min(NAMES);
    let mut text = format!("\n{heading}\n");
    for (arg, name) in args.iter().zip(&names) {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let lines = wrap(&help, width.saturating_sub(column + 4).max(20));
        let indent = format!("\n{}", " ".repeat(column + 4));
        let pad = " ".repeat((column + 2).saturating_sub(name.width()).max(2));
        text.push_str(&format!("  {name}{pad}{}\n", lines.join(&indent)));
    }
    text
}

/// Columns that names of arguments take at most.
const NAMES: usize = 26;

/// The filters of a verb that has those of `list`, which explains them.
fn filters(verb: &Command) -> Vec<&Arg> {
    let shared = Filters::group_id().filter(|_| verb.get_name() != "list");
    let groups = verb.get_groups();
    let ids = groups
        .filter(|group| Some(group.get_id()) == shared.as_ref())
        .flat_map(ArgGroup::get_args);
    ids.filter_map(|id| verb.get_arguments().find(|arg| arg.get_id() == id))
        .collect()
}

fn filter_section(filters: &[&Arg], width: usize) -> String {
    let mut lines = vec![String::new()];
    for name in filters.iter().map(|arg| argument(arg)) {
        let line = lines
            .last_mut()
            .filter(|line| line.width() + name.width() + 6 <= width);
        match line {
            Some(line) if line.is_empty() => line.push_str(&name),
            Some(line) => line.push_str(&format!("  {name}")),
            None => lines.push(name),
        }
    }
    let lines = lines.join("\n  ");
    format!("\n筛选（与 ledger list 相同，说明见 ledger list --help）\n  {lines}\n")
}

/// What a command does, in a line.
pub(super) fn about(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string);
    about.unwrap_or_default()
}

/// The command tree with every word of its help in Chinese.
pub(super) fn chinese(command: Command) -> Command {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    translate(command, true)
}

fn translate(command: Command, top: bool) -> Command {
    let mut command = command.mut_args(|arg| translate_arg(arg, top));
    let verbs: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    for verb in verbs {
        command = command.mut_subcommand(verb, |verb| translate(verb, false));
    }
    command
}

const ARGUMENTS: &str = "参数";
const OPTIONS: &str = "选项";
const COMMON: &str = "通用选项";

/// How the command is written: its name, its positional arguments, its options.
pub(super) fn usage(command: &Command) -> String {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    if command.has_subcommands() {
        return format!("{name} <命令> [选项]");
    }
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
    format!("{name}{positionals} [选项]")
}

/// An argument as one writes it: `-o, --output 文件`, `编号`.
pub(super) fn argument(arg: &Arg) -> String {
    if arg.is_positional() {
        return value_name(arg);
    }
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let names = names.join(", ");
    if arg.get_action().takes_values() {
        format!("{names} {}", value_name(arg))
    } else {
        names
    }
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
        ARGUMENTS
    } else if arg.is_global_set() || own {
        COMMON
    } else {
        OPTIONS
    };
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let told = arg
        .get_possible_values()
        .iter()
        .all(|value| help.contains(value.get_name()));
    let possible = possible(&arg);
    if !possible.is_empty() && arg.get_action().takes_values() && !told {
        help = format!("{help}（可选：{}）", possible.join("、"));
    }
    if let Some(aliases) = arg.get_all_aliases().filter(|aliases| !aliases.is_empty()) {
        help = format!("{help} [--{}]", aliases.join("、--"));
    }
    let shared = arg.is_global_set() && !top && arg.get_id() != "yes";
    let hidden = arg.is_hide_set() || shared;
    arg.help(help)
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true)
        .hide(hidden)
}

/// The values that an argument takes, each with its meaning: number 编号.
pub(super) fn possible(arg: &Arg) -> Vec<String> {
    arg.get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| match value.get_help() {
            Some(meaning) => format!("{} {meaning}", value.get_name()),
            None => value.get_name().to_owned(),
        })
        .collect()
}
