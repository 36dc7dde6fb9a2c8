//! Asks a person in a terminal for what a command line lacks, and completes the line with the
//! answers: what runs then is the very line that could have been typed.

mod choose;
mod need;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, FromArgMatches as _};

use super::context::{Context, GlobalArgs, Program};
use super::declared::{Asked, AskedFirst, Besides, Confirmed};
use super::failure::Failure;
use super::output::Output;
pub(super) use choose::section_year;
pub(super) use need::put;
use need::{Need, besides, needs};

/// The line with what it lacked, asked for; `None` where nobody can be asked or nothing is known to
/// ask.
pub(super) fn complete(
    args: &[OsString],
    error: &clap::Error,
    program: Program,
) -> Option<Result<Vec<OsString>, Failure>> {
    if !Context::can_ask() {
        return None;
    }
    let (args, missing) = lacking(args, error)?;
    let mut command = program().ignore_errors(true);
    let matches = command.try_get_matches_from_mut(args).ok()?;
    let (name, given) = matches.subcommand()?;
    let verb = command.find_subcommand(name)?;
    let needs: Vec<Need<'_>> = needs(verb)
        .filter(|need| missing.iter().any(|shown| need.is_shown_as(shown)))
        .collect();
    // What can't be asked for is better refused at once than after some questions.
    if needs.len() < missing.len() {
        return None;
    }
    let context = context(&matches, program);
    Some(context.and_then(|context| ask_all(args, &context, (verb, given), &needs)))
}

/// The line as far as it says something, and the arguments that it lacks, as they are shown.
fn lacking<'a>(args: &'a [OsString], error: &clap::Error) -> Option<(&'a [OsString], Vec<String>)> {
    match (error.kind(), error.get(ContextKind::InvalidArg)?) {
        (ErrorKind::MissingRequiredArgument, ContextValue::Strings(missing)) => {
            Some((args, missing.clone()))
        }
        // A flag at the end, and its value not said.
        (ErrorKind::InvalidValue, ContextValue::String(flag)) => {
            let value = error.get(ContextKind::InvalidValue)?;
            let (last, before) = args.split_last()?;
            let is_bare = matches!(value, ContextValue::String(value) if value.is_empty());
            let is_flag = last.to_string_lossy().starts_with('-');
            (is_bare && is_flag).then(|| (before, vec![flag.clone()]))
        }
        _ => None,
    }
}

/// The same for a line that is complete and yet says nothing: `edit 3` alone. `command` is what the
/// line was read by.
pub(super) fn ask_on(
    args: &[OsString],
    matches: &ArgMatches,
    command: &Command,
    program: Program,
) -> Option<Result<Vec<OsString>, Failure>> {
    let (name, given) = matches.subcommand()?;
    let verb = command.find_subcommand(name)?;
    verb.get::<Besides>().filter(|more| more.when_bare)?;
    let says_something = verb
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && arg.get::<Asked>().is_none())
        .any(|arg| given.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine));
    if says_something || !Context::can_ask() {
        return None;
    }
    let context = context(matches, program);
    Some(context.and_then(|context| ask_all(args, &context, (verb, given), &[])))
}

fn context(matches: &ArgMatches, program: Program) -> Result<Context, Failure> {
    let global =
        GlobalArgs::from_arg_matches(matches).map_err(|_| Failure::usage("命令行写得不对"))?;
    Context::new(&global, program)
}

fn ask_all(
    args: &[OsString],
    context: &Context,
    (verb, given): (&Command, &ArgMatches),
    needs: &[Need<'_>],
) -> Result<Vec<OsString>, Failure> {
    Output::say("（不办了就输入 q）");
    let (mut flags, mut words) = (Vec::new(), Vec::new());
    let is_first = |need: &Need<'_>| need.arg.get::<AskedFirst>().is_some();
    // What the line says already is not asked.
    let is_said = |need: &Need<'_>| {
        given.value_source(need.arg.get_id().as_str()) == Some(ValueSource::CommandLine)
    };
    let besides = besides(verb).filter(|need| !is_said(need));
    let (first, last): (Vec<_>, Vec<_>) = besides.partition(is_first);
    for need in first {
        let answers = choose::optional(context, &need)?;
        need.put(&answers, &mut flags, &mut words);
    }
    for need in needs {
        let answers = choose::required(context, need, &[args, &flags].concat())?;
        need.put(&answers, &mut flags, &mut words);
    }
    for need in last {
        let answers = choose::optional(context, &need)?;
        need.put(&answers, &mut flags, &mut words);
    }
    if let Some(Confirmed(question)) = verb.get::<Confirmed>()
        && !context.consent(question)?
    {
        return Err(Failure::given_up());
    }
    let mut line = args.to_vec();
    // A flag at the end of a line has no value, or may have one: it must not take the answers.
    let flag = line.pop_if(|last| last.to_string_lossy().starts_with("--"));
    // A text that begins with a dash is no flag.
    if words
        .iter()
        .any(|word: &OsString| word.to_string_lossy().starts_with('-'))
    {
        line.extend(flag);
        line.extend(flags);
        line.push("--".into());
        line.extend(words);
    } else {
        line.extend(words);
        line.extend(flag);
        line.extend(flags);
    }
    Ok(line)
}

/// The line as a person would type it.
pub(super) fn typed(args: &[OsString]) -> String {
    let words = args
        .iter()
        .skip(1)
        .map(|arg| quoted(&arg.to_string_lossy()));
    std::iter::once("ledger".to_owned())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,、，。（）％%+@—…".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let mut quoted = String::from('"');
    for c in word.chars() {
        if "\"$`".contains(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_shown_as_one_types_it() {
        for (words, shown) in [
            (vec!["ledger", "log", "3", "开了会"], "ledger log 3 开了会"),
            (vec!["x", "add", "两 个 词"], "ledger add \"两 个 词\""),
            (vec!["x", "add", "a\"b$c"], "ledger add \"a\\\"b\\$c\""),
            (
                vec!["x", "edit", "1", "--owner", ""],
                "ledger edit 1 --owner \"\"",
            ),
        ] {
            let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
            assert_eq!(typed(&words), shown);
        }
    }
}
