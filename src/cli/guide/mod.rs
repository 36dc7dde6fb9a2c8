//! Asks a person in a terminal for what a command line lacks, and completes the line with the
//! answers: what runs then is the very line that could have been typed.

mod choose;
mod table;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};

use super::context::{Context, GlobalArgs};
use super::failure::Failure;
use super::output::Output;
use super::{Cli, command_tree};
use table::{GUIDES, Guide, Need};

/// The line with what it lacked, asked for; `None` where nobody can be asked or nothing is known to
/// ask.
pub(super) fn complete(
    args: &[OsString],
    error: &clap::Error,
) -> Option<Result<Vec<OsString>, Failure>> {
    if error.kind() != ErrorKind::MissingRequiredArgument || !Context::can_ask() {
        return None;
    }
    let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let matches = Cli::command()
        .ignore_errors(true)
        .try_get_matches_from(args)
        .ok()?;
    let guide = guide_of(&matches)?;
    let needs: Vec<&Need> = guide
        .needs
        .iter()
        .filter(|need| missing.iter().any(|shown| need.is_shown_as(shown)))
        .collect();
    // What can't be asked for is better refused at once than after some questions.
    if needs.len() < missing.len() {
        return None;
    }
    Some(ask_all(args, &matches, guide, &needs))
}

/// The same for a line that is complete and yet says nothing: `edit 3` alone.
pub(super) fn ask_on(
    args: &[OsString],
    matches: &ArgMatches,
) -> Option<Result<Vec<OsString>, Failure>> {
    let guide = guide_of(matches).filter(|guide| guide.bare_asks)?;
    let (_, given) = matches.subcommand()?;
    let own = |id: &clap::Id| {
        let id = id.as_str();
        given.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
            && !guide.needs.iter().any(|need| need.arg == id)
            && !GLOBAL.contains(&id)
    };
    // Groups of arguments are listed among the ids too: one of ours is an argument of the verb.
    let says_something = given
        .ids()
        .filter(|id| is_argument(guide.verb, id))
        .any(own);
    if says_something || !Context::can_ask() {
        return None;
    }
    Some(ask_all(args, matches, guide, &[]))
}

/// Flags of every verb, which say nothing of what is to be done.
const GLOBAL: [&str; 6] = ["db", "actor", "today", "color", "quiet", "yes"];

fn is_argument(verb: &str, id: &clap::Id) -> bool {
    command_tree()
        .find_subcommand(verb)
        .is_some_and(|verb| verb.get_arguments().any(|arg| arg.get_id() == id))
}

fn guide_of(matches: &ArgMatches) -> Option<&'static Guide> {
    let (verb, _) = matches.subcommand()?;
    GUIDES.iter().find(|guide| guide.verb == verb)
}

fn ask_all(
    args: &[OsString],
    matches: &ArgMatches,
    guide: &Guide,
    needs: &[&Need],
) -> Result<Vec<OsString>, Failure> {
    let global =
        GlobalArgs::from_arg_matches(matches).map_err(|_| Failure::usage("命令行写得不对"))?;
    let context = Context::new(&global)?;
    Output::say("（不办了就输入 q）");
    let (mut flags, mut words) = (Vec::new(), Vec::new());
    for need in needs {
        let answers = choose::required(&context, need)?;
        need.put(&answers, &mut flags, &mut words);
    }
    for need in guide.extras {
        let answers = choose::optional(&context, need)?;
        need.put(&answers, &mut flags, &mut words);
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

fn quoted(word: &str) -> String {
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
    fn whatever_a_verb_needs_is_asked_for() {
        let program = command_tree();
        for verb in program.get_subcommands() {
            // Which shell is a choice that help explains.
            if verb.get_name() == "completions" {
                continue;
            }
            let needed = verb.get_arguments().filter(|arg| arg.is_required_set());
            for arg in needed {
                let name = verb.get_name();
                let shown = arg.to_string();
                let guide = GUIDES.iter().find(|guide| guide.verb == name);
                let asked = guide
                    .is_some_and(|guide| guide.needs.iter().any(|need| need.is_shown_as(&shown)));
                assert!(asked, "{name} {shown}");
            }
        }
    }

    #[test]
    fn questions_speak_of_arguments_that_exist() {
        for guide in GUIDES {
            let program = command_tree();
            let verb = program.find_subcommand(guide.verb).expect(guide.verb);
            for need in guide.needs.iter().chain(guide.extras) {
                let arg = verb.get_arguments().find(|arg| arg.get_id() == need.arg);
                let arg = arg.expect(need.arg);
                assert_eq!(arg.is_positional(), need.flag.is_empty(), "{}", need.arg);
                let long = arg.get_long().map(|long| format!("--{long}"));
                let short = arg.get_short().map(|short| format!("-{short}"));
                let named = [long, short]
                    .into_iter()
                    .flatten()
                    .any(|name| name == need.flag);
                assert!(need.flag.is_empty() || named, "{}", need.flag);
            }
        }
    }

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
