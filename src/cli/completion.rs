//! Completion at the moment the key is pressed: verbs and flags with their Chinese meaning, task
//! numbers with their problems, departments, people, years. The engine of `clap_complete` is
//! "unstable": it is used here and nowhere else. Nothing here may fail, wait long or write.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use super::context::{Program, default_path};
use super::declared::Takes;
use super::environment::environment;
use super::help;
use super::settings;
use model::book::Book;
use model::scope::{Order, Scope};
use model::task::Task;
use store::Store;

/// The variable by which a shell asks.
const ASKS: &str = "LEDGER_COMPLETE";
/// Longer than this nobody waits for a list of choices.
const PATIENCE: Duration = Duration::from_millis(300);
/// Tasks offered at most; more can't be looked through.
const MOST: u32 = 200;
/// Characters of a problem shown beside its number.
const SHORT: usize = 30;

/// Whether a shell asks for completions.
pub(super) fn asked() -> bool {
    environment(ASKS).is_some()
}

/// Answers the shell. What can't be completed is an empty answer.
pub(super) fn answer(program: Program) -> ExitCode {
    let here = std::env::current_dir().ok();
    let _ = CompleteEnv::with_factory(|| with_candidates(help::chinese(program())))
        .var(ASKS)
        .bin("ledger")
        .completer("ledger")
        .try_complete(std::env::args_os(), here.as_deref());
    ExitCode::SUCCESS
}

/// The script that a shell reads at its start; `None` for a shell it does not know.
pub(super) fn script(shell: &str) -> Option<String> {
    let shells = Shells::builtins();
    let mut script = Vec::new();
    shells
        .completer(shell)?
        .write_registration(ASKS, "ledger", "ledger", "ledger", &mut script)
        .ok()?;
    String::from_utf8(script).ok()
}

/// The verbs with what their arguments may be.
fn with_candidates(mut program: Command) -> Command {
    let verbs: Vec<String> = program
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    for verb in verbs {
        program = program.mut_subcommand(verb, |verb| verb.mut_args(with_choice));
    }
    program
}

fn with_choice(arg: Arg) -> Arg {
    let candidates = match Takes::of(&arg) {
        Takes::OpenTasks | Takes::Closable | Takes::FinishedTasks | Takes::Tasks => {
            ArgValueCandidates::new(numbers)
        }
        Takes::Dept => ArgValueCandidates::new(|| values(depts)),
        Takes::Lead => ArgValueCandidates::new(leads),
        Takes::Owner => {
            ArgValueCandidates::new(|| values(|task| task.card.owner.into_iter().collect()))
        }
        Takes::Dimension => {
            ArgValueCandidates::new(|| values(|task| task.card.dimension.into_iter().collect()))
        }
        Takes::Subject => {
            ArgValueCandidates::new(|| values(|task| vec![task.subject.name().to_owned()]))
        }
        Takes::Source => {
            ArgValueCandidates::new(|| values(|task| task.card.source.into_iter().collect()))
        }
        Takes::Year | Takes::ReportYear => {
            ArgValueCandidates::new(|| values(|task| vec![task.year.to_string()]))
        }
        Takes::Setting => ArgValueCandidates::new(keys),
        _ => return arg,
    };
    arg.add(candidates)
}

/// The ledger that the line being typed speaks of, opened so that nothing of it can change.
fn store() -> Option<Store> {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let named = typed.iter().enumerate().find_map(|(at, word)| {
        let word = word.to_str()?;
        match word.split_once('=') {
            Some(("--db" | "--台账文件", path)) => Some(PathBuf::from(path)),
            None if word == "--db" || word == "--台账文件" => {
                typed.get(at + 1).map(PathBuf::from)
            }
            _ => None,
        }
    });
    let path = named
        .or_else(|| environment("LEDGER_DB").map(PathBuf::from))
        .or_else(|| default_path().ok())?;
    Store::open_to_read(&path, PATIENCE).ok()
}

fn tasks() -> Vec<Task> {
    let tasks = store().map(|store| store.tasks(&Scope::default(), Order::Number, Some(MOST)));
    tasks.and_then(Result::ok).unwrap_or_default()
}

fn numbers() -> Vec<CompletionCandidate> {
    let candidate = |(place, task): (usize, Task)| {
        let problem = super::table::short(&office::text::visible::one_line(&task.problem), SHORT);
        let about = format!("{problem}（{}）", task.status.kind().word());
        CompletionCandidate::new(task.number.to_string())
            .help(Some(about.into()))
            .display_order(Some(place))
    };
    tasks().into_iter().enumerate().map(candidate).collect()
}

/// Every value that tasks have, each once.
fn values(of: impl Fn(Task) -> Vec<String>) -> Vec<CompletionCandidate> {
    let mut values: Vec<String> = tasks().into_iter().flat_map(of).collect();
    values.sort();
    values.dedup();
    values
        .into_iter()
        .map(|value| CompletionCandidate::new(OsStr::new(&value).to_owned()))
        .collect()
}

fn depts(task: Task) -> Vec<String> {
    task.card
        .dept
        .into_iter()
        .chain(task.card.co_depts)
        .collect()
}

fn book() -> Book {
    let book = store().and_then(|store| store.book().ok());
    book.unwrap_or_default()
}

/// The roster in its order, with the posts.
fn leads() -> Vec<CompletionCandidate> {
    let candidate = |member: model::unit::Member| {
        CompletionCandidate::new(member.name).help(member.post.map(Into::into))
    };
    let roster: Vec<_> = book().members.into_iter().map(candidate).collect();
    if roster.is_empty() {
        return values(|task| task.card.lead.into_iter().collect());
    }
    roster
}

fn keys() -> Vec<CompletionCandidate> {
    settings::all(&book())
        .into_iter()
        .map(|setting| {
            CompletionCandidate::new(setting.key.into_owned()).help(Some(setting.meaning.into()))
        })
        .collect()
}
