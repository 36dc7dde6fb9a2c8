//! The verbs as forms: what each declares of itself, in values that a front can draw, and the line that a
//! filled form is.

use std::any::TypeId;
use std::ffi::OsString;

use clap::{Arg, ArgAction, Args as _, Command, CommandFactory as _};

use crate::cli::declared::{Asked, Confirmed, Takes};
use crate::cli::guide::put;
use crate::cli::select::Filters;
use crate::cli::values::StatusArg;
use crate::cli::verbs::{self, Does};
use crate::cli::{Cli, help};
use model::status::StatusKind;

/// A verb as a form.
#[derive(Debug, Clone)]
pub struct Form {
    /// The verb as it is typed.
    pub name: String,
    /// How it is called in Chinese.
    pub title: String,
    /// The heading under which help shows it.
    pub group: &'static str,
    /// What it does, in a line.
    pub about: String,
    /// Examples of lines, as help shows them.
    pub examples: String,
    /// Whether it is there to change the ledger.
    pub changes: bool,
    /// Whether it only shows: nothing of it stays, and it may be shown again at will.
    pub shows: bool,
    /// What is asked before it is carried out.
    pub confirm: Option<&'static str>,
    /// What it takes.
    pub fields: Vec<Field>,
}

/// One argument of a verb.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name among the verb's own.
    pub id: String,
    /// How it is called in Chinese.
    pub label: String,
    /// What it means, in a line or two.
    pub help: String,
    /// What can be filled in.
    pub kind: Kind,
    /// Whether several can be given.
    pub many: bool,
    /// Whether it says something without a value.
    pub may_be_bare: bool,
    /// Whether the verb can't do without.
    pub required: bool,
    /// What it is unless something is said.
    pub default: Option<String>,
    /// Whether it is one of the filters that choose tasks.
    pub is_filter: bool,
}

/// What can be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of these values; what each means.
    Choice(Vec<(String, String)>),
    /// Yes, or nothing.
    Switch,
    /// A file that is read.
    File,
    /// A file or folder that is written.
    Target,
    /// Numbers of tasks.
    Tasks,
    /// A year.
    Year,
    /// A day, as people write it.
    Day,
    /// A deadline, as people write it.
    Due,
    /// Whose: 班子 or a person.
    Subject,
    /// A department.
    Dept,
    /// A leader of the team.
    Lead,
    /// Somebody to whom tasks fall.
    Owner,
    /// A dimension (所属方面).
    Dimension,
    /// Where a problem was found.
    Source,
    /// A text of sentences.
    Sentence,
    /// Any other text.
    Text,
}

/// Arguments that a front answers itself: the ledger, the day, who acts, colours, help.
fn is_of_the_front(arg: &Arg) -> bool {
    arg.is_global_set() || arg.is_hide_set() || matches!(arg.get_id().as_str(), "help" | "version")
}

/// Every verb as a form, in the order of help.
pub fn forms() -> Vec<Form> {
    let mut program = Cli::command();
    program.build();
    let mut forms = Vec::new();
    for (group, names) in verbs::GROUPS {
        for name in *names {
            let name = name.to_ascii_lowercase();
            let verb = program.find_subcommand(&name);
            forms.extend(verb.map(|verb| form(group, verb)));
        }
    }
    forms
}

fn form(group: &'static str, verb: &Command) -> Form {
    let filters = Filters::group_id();
    let groups = verb.get_groups();
    let filters: Vec<_> = groups
        .filter(|group| Some(group.get_id()) == filters.as_ref())
        .flat_map(clap::ArgGroup::get_args)
        .collect();
    let args = verb.get_arguments().filter(|arg| !is_of_the_front(arg));
    Form {
        name: verb.get_name().to_owned(),
        title: alias(verb.get_all_aliases()).unwrap_or_else(|| verb.get_name().to_owned()),
        group,
        about: help::about(verb),
        examples: verb
            .get_after_help()
            .map(ToString::to_string)
            .unwrap_or_default(),
        changes: verbs::doing(verb.get_name()).contains(&Does::Changes),
        shows: verbs::doing(verb.get_name()) == [Does::Shows],
        confirm: verb.get::<Confirmed>().map(|asked| asked.0),
        fields: args
            .map(|arg| Field {
                is_filter: filters.contains(&arg.get_id()),
                ..field(arg)
            })
            .collect(),
    }
}

/// How an argument is called in Chinese.
pub(in crate::cli) fn label(arg: &Arg) -> String {
    let named = arg.get_all_aliases().unwrap_or_default();
    let value = arg.get_value_names().and_then(|names| names.first());
    let label = alias(named.into_iter()).or_else(|| value.map(ToString::to_string));
    label.unwrap_or_else(|| arg.get_id().to_string())
}

fn field(arg: &Arg) -> Field {
    let default = arg.get_default_values().first();
    Field {
        id: arg.get_id().to_string(),
        label: label(arg),
        help: arg.get_help().map(ToString::to_string).unwrap_or_default(),
        kind: kind(arg),
        many: matches!(arg.get_action(), ArgAction::Append),
        may_be_bare: arg
            .get_num_args()
            .is_some_and(|count| count.min_values() == 0),
        required: arg.is_required_set() || arg.get::<Asked>().is_some(),
        default: default.map(|value| value.to_string_lossy().into_owned()),
        is_filter: false,
    }
}

/// The Chinese one of a name's other names.
fn alias<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut names = names.filter(|name| !name.is_ascii());
    names.next().map(str::to_owned)
}

fn kind(arg: &Arg) -> Kind {
    let values = arg.get_possible_values();
    if !values.is_empty() && arg.get_action().takes_values() {
        let shown = values.iter().filter(|value| !value.is_hide_set());
        let choices = shown.map(|value| {
            let name = value.get_name().to_owned();
            let meaning = value.get_help().map(ToString::to_string);
            (name.clone(), meaning.unwrap_or(name))
        });
        return Kind::Choice(choices.collect());
    }
    if arg.get_value_parser().type_id() == TypeId::of::<StatusArg>() {
        return Kind::Choice(statuses(arg));
    }
    match Takes::of(arg) {
        Takes::Switch => Kind::Switch,
        Takes::OpenTasks | Takes::Closable | Takes::FinishedTasks | Takes::Tasks => Kind::Tasks,
        Takes::Materials | Takes::Files | Takes::FilesOrFolders => Kind::File,
        Takes::Target | Takes::Report => Kind::Target,
        Takes::Year | Takes::ReportYear => Kind::Year,
        Takes::Due => Kind::Due,
        Takes::Day | Takes::PastDay | Takes::Coming => Kind::Day,
        Takes::Subject => Kind::Subject,
        Takes::Dept => Kind::Dept,
        Takes::Lead => Kind::Lead,
        Takes::Owner => Kind::Owner,
        Takes::Dimension => Kind::Dimension,
        Takes::Source => Kind::Source,
        Takes::Text if is_of_sentences(arg) => Kind::Sentence,
        Takes::Figures | Takes::Setting | Takes::Text | Takes::Choice => Kind::Text,
    }
}

/// Figures that were written one after the other.
fn several(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(['，', '、', '；', ',', ';', '\n']);
    parts
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
}

/// The statuses that an argument takes: those that its help names, else all.
fn statuses(arg: &Arg) -> Vec<(String, String)> {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let words = StatusKind::ALL.iter().map(|kind| kind.word());
    let (named, all): (Vec<&str>, Vec<&str>) = (
        words.clone().filter(|word| help.contains(word)).collect(),
        words.collect(),
    );
    let words = if named.is_empty() { all } else { named };
    let both = |word: &str| (word.to_owned(), word.to_owned());
    words.into_iter().map(both).collect()
}

/// Whether what is filled in is a sentence or more.
fn is_of_sentences(arg: &Arg) -> bool {
    let value = arg.get_value_names().and_then(|names| names.first());
    value.is_some_and(|name| ["文字", "进展", "措施", "问题"].contains(&name.as_str()))
}

/// The words of a line, after the program's name: a verb, and what was filled in of its fields. Values of no
/// letter are left out, but for those that are `emptied`; what the verb does not know is, too.
pub fn line(verb: &str, filled: &[(String, String)], emptied: &[&str]) -> Vec<String> {
    let mut line = vec![verb.to_owned()];
    let Some(command) = verbs::Verb::declared(verb) else {
        return line;
    };
    let (mut flags, mut words): (Vec<OsString>, Vec<OsString>) = (Vec::new(), Vec::new());
    for arg in command.get_arguments() {
        let answers: Vec<String> = filled
            .iter()
            .filter(|(id, value)| {
                let says = !value.trim().is_empty() || emptied.contains(&id.as_str());
                arg.get_id() == id.as_str() && says
            })
            .map(|(_, value)| value.clone())
            .collect();
        let answers = match Takes::of(arg) {
            Takes::Figures => answers.iter().flat_map(|text| several(text)).collect(),
            _ => answers,
        };
        put(arg, &answers, &mut flags, &mut words);
    }
    let strings =
        |words: Vec<OsString>| words.into_iter().map(|w| w.to_string_lossy().into_owned());
    line.extend(strings(flags));
    // A text that begins with a dash is no flag, nor is one that follows a flag its value.
    if !words.is_empty() {
        let is_bare = |word: &OsString| !word.to_string_lossy().starts_with('-');
        if line.len() > 1 || !words.iter().all(is_bare) {
            line.push("--".to_owned());
        }
        line.extend(strings(words));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(values: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(id, value): &(&str, &str)| ((*id).to_owned(), (*value).to_owned());
        values.iter().map(owned).collect()
    }

    #[test]
    fn every_verb_is_a_form_and_every_field_has_a_chinese_name() {
        let forms = forms();
        assert!(forms.len() > 35, "{}", forms.len());
        for form in &forms {
            assert!(!form.title.is_ascii(), "{}", form.name);
            for field in &form.fields {
                assert!(!field.label.is_ascii(), "{} {}", form.name, field.id);
                assert!(!field.help.is_empty(), "{} {}", form.name, field.id);
            }
        }
        let log = forms.iter().find(|form| form.name == "log").expect("log");
        assert!(log.changes && !log.shows);
        let shows = |name: &str| forms.iter().any(|form| form.name == name && form.shows);
        assert!(shows("list") && shows("stats") && !shows("export") && !shows("config"));
        let of = |id: &str| log.fields.iter().find(|field| field.id == id).expect(id);
        assert_eq!(of("numbers").kind, Kind::Tasks);
        assert_eq!(of("date").kind, Kind::Day);
        assert_eq!(of("evidence").kind, Kind::File);
        assert!(of("evidence").many && !of("date").many);
        assert_eq!(of("done").kind, Kind::Switch);
        assert!(of("numbers").required && !of("date").required);
    }

    #[test]
    fn a_filled_form_is_a_line_that_means_the_same() {
        for (verb, values, expected) in [
            ("list", &[][..], &["list"][..]),
            (
                "log",
                &[
                    ("numbers", "3"),
                    ("text", "-开了会"),
                    ("date", ""),
                    ("check", "on"),
                    ("figure", "学习=1次，走访=3户"),
                    ("figure", "谈话=2次"),
                ],
                &[
                    "log",
                    "--figure",
                    "学习=1次",
                    "--figure",
                    "走访=3户",
                    "--figure",
                    "谈话=2次",
                    "--check",
                    "--",
                    "3",
                    "-开了会",
                ],
            ),
            (
                "log",
                &[("numbers", "3"), ("text", "开会"), ("told", "-x")],
                &["log", "--told=-x", "--", "3", "开会"],
            ),
            (
                "edit",
                &[("numbers", "3"), ("owner", ""), ("dept", "")],
                &["edit", "--owner", "", "--", "3"],
            ),
            (
                "close",
                &[("numbers", "2"), ("nothing", "x")],
                &["close", "2"],
            ),
        ] {
            let words = line(verb, &filled(values), &["owner"]);
            assert_eq!(words, expected);
            let typed = std::iter::once("ledger".to_owned()).chain(words.clone());
            let read = Cli::command().try_get_matches_from(typed);
            assert!(read.is_ok(), "{words:?}");
        }
    }
}
