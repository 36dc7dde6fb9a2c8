//! What a verb asks for, as its declaration has it.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::usage::plain_name;

/// One argument and how it is asked for.
pub(super) struct Need<'a> {
    pub arg: &'a Arg,
    pub question: &'static str,
    pub takes: Takes,
}

impl<'a> Need<'a> {
    fn new(arg: &'a Arg, question: &'static str) -> Self {
        let takes = Takes::of(arg);
        Self {
            arg,
            question,
            takes,
        }
    }

    /// Whether a usage error means it by that name.
    pub(super) fn is_shown_as(&self, shown: &str) -> bool {
        plain_name(&self.arg.to_string()) == plain_name(shown)
    }

    /// Puts the answers in their places on the line.
    pub(super) fn put(
        &self,
        answers: &[String],
        flags: &mut Vec<OsString>,
        words: &mut Vec<OsString>,
    ) {
        put(self.arg, answers, flags, words);
    }
}

/// Puts what an argument is given among the flags or the other words of a line.
pub(in crate::cli) fn put(
    arg: &Arg,
    answers: &[String],
    flags: &mut Vec<OsString>,
    words: &mut Vec<OsString>,
) {
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let is_switch = Takes::of(arg) == Takes::Switch;
    for answer in answers {
        match short.as_ref().or(long.as_ref()) {
            Some(flag) if is_switch => flags.push(flag.into()),
            None => words.push(answer.into()),
            Some(flag) if answer.starts_with('-') => {
                flags.push(format!("{flag}={answer}").into());
            }
            Some(flag) => flags.extend([flag.into(), answer.into()]),
        }
    }
}

/// What a verb can't do without, as far as it can be asked for.
pub(super) fn needs(verb: &Command) -> impl Iterator<Item = Need<'_>> {
    verb.get_arguments()
        .filter_map(|arg| Some(Need::new(arg, arg.get::<Asked>()?.0)))
}

/// What a verb asks besides.
pub(super) fn besides(verb: &Command) -> impl Iterator<Item = Need<'_>> {
    let questions = verb.get::<Besides>().map_or(&[][..], |more| more.questions);
    questions.iter().filter_map(|(id, question)| {
        let arg = verb.get_arguments().find(|arg| arg.get_id() == id)?;
        Some(Need::new(arg, question))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_tree;

    #[test]
    fn whatever_a_verb_needs_is_asked_for() {
        let program = command_tree();
        let mut asked = 0;
        for verb in program.get_subcommands() {
            // Which shell is a choice that help explains.
            let needed = verb.get_arguments().filter(|arg| arg.is_required_set());
            for arg in needed.filter(|_| verb.get_name() != "completions") {
                assert!(arg.get::<Asked>().is_some(), "{} {arg}", verb.get_name());
                asked += 1;
            }
        }
        assert!(asked > 20, "only {asked} arguments are needed");
    }

    #[test]
    fn what_is_asked_besides_are_arguments_that_may_be_left_out() {
        let program = command_tree();
        let mut verbs = 0;
        for verb in program.get_subcommands() {
            let Some(declared) = verb.get::<Besides>() else {
                continue;
            };
            verbs += 1;
            assert_eq!(besides(verb).count(), declared.questions.len());
            assert!(besides(verb).all(|need| !need.arg.is_required_set()));
        }
        assert!(verbs > 4, "only {verbs} verbs ask besides");
    }
}
