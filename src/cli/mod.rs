//! Floor 6: the command line. One file per verb under `verbs/`; here is what they share.

mod autocorrect;
mod backups;
mod completion;
mod context;
mod damage;
mod declared;
mod edited;
mod editor;
mod environment;
mod failure;
mod faults;
mod fixes;
pub mod front;
mod guide;
mod help;
mod listing;
mod locks;
mod made;
mod menu;
mod near;
mod opening;
mod output;
mod packets;
mod pager;
mod paths;
mod permit;
mod place;
mod privacy;
mod progress;
mod select;
mod settings;
mod story;
mod successors;
mod suggest;
mod table;
mod telling;
mod two_sided;
mod usage;
mod values;
mod verbs;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args as _, Command, CommandFactory as _, FromArgMatches as _, Parser};

use context::{Context, GlobalArgs};
use failure::{Failure, Kind};
use output::Output;
use verbs::{Does, Verb};

/// 整改台账：民主生活会查摆问题的整改、销号与报告
#[derive(Debug, Parser)]
#[command(name = "ledger", version, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// Corrections and questions that one line may need before it is clear.
const ROUNDS: usize = 8;

/// A line that is clear.
struct Line {
    cli: Cli,
    args: Vec<OsString>,
    /// Whether a person had to be asked for some of it.
    asked: bool,
}

/// Runs a program that may share ledgers in a database, on its own arguments.
pub fn main_sharing(connect: front::Connect) -> ExitCode {
    place::by(connect);
    main()
}

/// Runs the program on its own arguments.
pub fn main() -> ExitCode {
    silence_guarded_stumbles();
    if completion::asked() {
        return completion::answer(Cli::command);
    }
    if let Some(file) = locks::asked() {
        return locks::answer(file.as_ref());
    }
    let args: Vec<OsString> = std::env::args_os().collect();
    let dropped = paths::are_dropped(&args[1..]);
    let code = run(args.clone(), false);
    // The window that opened for them closes with the program: what was said is to be read first.
    if dropped && Context::can_ask() {
        return run(args[..1].to_vec(), false);
    }
    code
}

/// A library that stumbles over a strange file is caught, and says nothing of its own.
fn silence_guarded_stumbles() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |stumble| {
        if !office::grid::is_guarded() {
            usual(stumble);
        }
    }));
}

/// Runs one line; the exit code is 0 done, 1 not possible, 2 usage, 3 damaged. A person who did not
/// type the whole line is `taught` it.
fn run(args: Vec<OsString>, taught: bool) -> ExitCode {
    let line = match understood(args) {
        Ok(line) => line,
        Err(code) => return code,
    };
    let printer = Output::new(line.cli.global.color, line.cli.global.quiet);
    let taught = (taught || line.asked).then(|| guide::typed(&line.args));
    match carry_out(line) {
        Ok(()) => {
            if let Some(typed) = taught {
                printer.hint(&format!("下次可以直接输入：{typed}"));
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            if failure.kind != Kind::BrokenPipe {
                printer.failure(&failure);
            }
            exit_code(&failure)
        }
    }
}

/// The declarations of every verb; `Cli::command` has only their names until a line names one.
fn command_tree() -> Command {
    let mut tree = Cli::command();
    tree.build();
    tree
}

/// The line as declared, and the declarations that it was read by. Nearly every line is clear from
/// the declaration of the one verb it names; what is not is told from all of them.
fn parsed(args: &[OsString]) -> Result<(ArgMatches, Command), clap::Error> {
    let named = args.iter().find_map(|arg| Verb::declared(arg.to_str()?));
    if let Some(verb) = named {
        let mut command = GlobalArgs::augment_args(Command::new("ledger")).subcommand(verb);
        if let Ok(matches) = command.try_get_matches_from_mut(args) {
            return Ok((matches, command));
        }
    }
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(args)?;
    Ok((matches, command))
}

fn carry_out(line: Line) -> Result<(), Failure> {
    let mut context = Context::new(&line.cli.global, Cli::command)?;
    let words = line.args.iter().skip(1);
    context.words = words
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let verb = line.cli.verb;
    let changes = verb.as_ref().is_some_and(|verb| verb.does(Does::Changes));
    let done = match verb {
        Some(verb) => {
            if verb.does(Does::Shows) {
                context.out.hold();
            }
            verb.run(&context)
        }
        None => verbs::today(&context).and_then(|()| {
            if context.offers_menu() {
                menu::menu(&line.args, |line| {
                    run(line, true);
                })
            } else {
                Ok(())
            }
        }),
    };
    context.finish();
    if changes && done.is_ok() {
        privacy::warn_if_open_to_all(&context);
    }
    pager::show(&context);
    done.map_err(|failure| failure.about(&context.db))
}

/// The line as meant: slips corrected, what is missing asked for. Help and usage errors are
/// answered here; they have an exit code and nothing to carry out.
fn understood(args: Vec<OsString>) -> Result<Line, ExitCode> {
    let (mut args, mut asked) = (autocorrect::dashes(args, command_tree), false);
    for _ in 0..ROUNDS {
        let more = match parsed(&args) {
            Ok((mut matches, command)) => {
                match guide::ask_on(&args, &matches, &command, Cli::command) {
                    Some(more) if !asked => more,
                    _ => match Cli::from_arg_matches_mut(&mut matches) {
                        Ok(cli) => return Ok(Line { cli, args, asked }),
                        Err(error) => return Err(answered(&args, &error)),
                    },
                }
            }
            // Nothing to correct or to ask, and nothing to build for it.
            Err(error) if error.kind() == ErrorKind::DisplayVersion => return Err(version()),
            Err(error) => {
                if let Some(better) = autocorrect::reread(&args, &error, &command_tree()) {
                    args = better;
                    continue;
                }
                match guide::complete(&args, &error, Cli::command) {
                    Some(more) if !asked => more,
                    _ => return Err(answered(&args, &error)),
                }
            }
        };
        args = more.map_err(|failure| {
            Output::new(environment::Color::Auto, false).failure(&failure);
            exit_code(&failure)
        })?;
        asked = true;
    }
    // A line that is still not clear after so many corrections is answered as it stands.
    match parsed(&args).and_then(|(mut matches, _)| Cli::from_arg_matches_mut(&mut matches)) {
        Ok(cli) => Ok(Line { cli, args, asked }),
        Err(error) => Err(answered(&args, &error)),
    }
}

/// The verb that such words name, as they were typed before; `None` where they name none now that makes
/// files: whoever wrote the words down may not have anything else done.
fn reread(words: &[String]) -> Option<Verb> {
    let args: Vec<OsString> = std::iter::once("ledger".to_owned())
        .chain(words.iter().cloned())
        .map(Into::into)
        .collect();
    let (mut matches, _) = parsed(&args).ok()?;
    let verb = Cli::from_arg_matches_mut(&mut matches).ok()?.verb;
    verb.filter(|verb| verb.does(Does::Makes))
}

fn version() -> ExitCode {
    // A reader that went away needs no version.
    let _ = writeln!(
        std::io::stdout().lock(),
        "ledger {}",
        env!("CARGO_PKG_VERSION")
    );
    ExitCode::SUCCESS
}

/// Prints help or a usage error; the exit code for it. Chinese help is built only now that
/// somebody reads it.
fn answered(args: &[OsString], error: &clap::Error) -> ExitCode {
    let program = help::chinese(Cli::command());
    let verb = args
        .iter()
        .skip(1)
        .filter_map(|arg| arg.to_str())
        .find_map(|arg| program.find_subcommand(arg));
    // A reader that went away needs no help.
    let (text, code) = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            (help::page(&program, verb, verbs::GROUPS), ExitCode::SUCCESS)
        }
        _ => {
            if output::is_for_a_front() {
                let said = usage::said(error, &program, verb);
                let _ = writeln!(std::io::stdout().lock(), "{}", said.line());
            } else {
                let text = usage::sentence(error, &program, verb);
                let _ = write!(std::io::stderr().lock(), "{text}");
            }
            return ExitCode::from(2);
        }
    };
    let _ = write!(std::io::stdout().lock(), "{text}");
    code
}

fn exit_code(failure: &Failure) -> ExitCode {
    match failure.kind {
        Kind::BrokenPipe => ExitCode::SUCCESS,
        Kind::Request | Kind::GivenUp => ExitCode::from(1),
        Kind::Usage => ExitCode::from(2),
        Kind::Damaged => ExitCode::from(3),
    }
}
