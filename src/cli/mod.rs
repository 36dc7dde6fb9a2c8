//! Floor 5: the command line. One file per verb under `verbs/`; here is what they share.

mod assemble;
mod backups;
mod context;
mod damage;
mod environment;
mod failure;
mod help;
mod intake;
mod output;
mod packets;
mod privacy;
mod progress;
mod proposals;
mod select;
mod settings;
mod sheets;
mod story;
mod survey;
mod table;
mod units;
mod values;
mod verbs;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use context::{Context, GlobalArgs};
use failure::{Failure, Kind};
use output::Output;
use verbs::Verb;

/// 整改台账：民主生活会查摆问题的整改、销号与报告
#[derive(Debug, Parser)]
#[command(name = "ledger", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// Runs the program on its own arguments.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs the program; the exit code is 0 done, 1 not possible, 2 usage, 3 damaged.
fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let parsed = Cli::command()
        .try_get_matches_from(&args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        // Chinese help is built only now that somebody reads it.
        Err(error) => return help::answer(&args, &error),
    };
    let printer = Output::new(cli.global.color, cli.global.quiet);
    let done = Context::new(&cli.global).and_then(|context| {
        let writes = cli.verb.as_ref().is_some_and(Verb::writes);
        let done = match cli.verb {
            Some(verb) => verb.run(&context),
            None => verbs::today(&context),
        };
        context.finish();
        if writes && done.is_ok() {
            privacy::warn_if_open_to_all(&context);
        }
        done.map_err(|failure| failure.about(&context.db))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if failure.kind != Kind::BrokenPipe {
                printer.failure(&failure);
            }
            exit_code(&failure)
        }
    }
}

fn exit_code(failure: &Failure) -> ExitCode {
    match failure.kind {
        Kind::BrokenPipe => ExitCode::SUCCESS,
        Kind::Request => ExitCode::from(1),
        Kind::Usage => ExitCode::from(2),
        Kind::Damaged => ExitCode::from(3),
    }
}
