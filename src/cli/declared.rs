//! What a declaration says beyond what clap reads in it: what an argument takes, how a person is
//! asked for it. The questions and the completion read it there, and nowhere else.

use std::any::TypeId;
use std::path::PathBuf;

use clap::builder::{ArgExt, CommandExt};
use clap::{Arg, ArgAction};

use super::values::{Coming, Day, Due, FigureArg, Numbers, TaskCode, Year};

/// What an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Tasks that are open.
    OpenTasks,
    /// Tasks that are not closed yet, finished ones first.
    Closable,
    /// Tasks that were finished.
    FinishedTasks,
    /// Any tasks.
    Tasks,
    /// Files that can be imported.
    Materials,
    /// Files of any kind.
    Files,
    /// Files of any kind, or folders of them.
    FilesOrFolders,
    /// A file or folder to write.
    Target,
    /// A file to write a report to; Word where no format is named.
    Report,
    /// A year.
    Year,
    /// A report's year.
    ReportYear,
    /// A deadline.
    Due,
    /// A day.
    Day,
    /// A day that is not still to come.
    PastDay,
    /// A day to come.
    Coming,
    /// Figures (数据), several at once.
    Figures,
    /// One of some words.
    Choice,
    /// Whether or not.
    Switch,
    /// Whose: 班子 or a name.
    Subject,
    /// A department, or several.
    Dept,
    /// A leader of the team.
    Lead,
    /// Somebody to whom tasks fall.
    Owner,
    /// A dimension (所属方面).
    Dimension,
    /// Where a problem was found.
    Source,
    /// The name of a setting.
    Setting,
    /// A text.
    Text,
}

impl ArgExt for Takes {}

impl Takes {
    /// As declared, else as the type of the values has it.
    pub(super) fn of(arg: &Arg) -> Self {
        let values = arg.get_value_parser().type_id();
        match arg.get::<Self>() {
            Some(declared) => *declared,
            None if values == TypeId::of::<Numbers>() => Self::Tasks,
            None if values == TypeId::of::<TaskCode>() => Self::Tasks,
            None if values == TypeId::of::<Year>() => Self::Year,
            None if values == TypeId::of::<Due>() => Self::Due,
            None if values == TypeId::of::<PathBuf>() => Self::Files,
            None if values == TypeId::of::<Day>() => Self::Day,
            None if values == TypeId::of::<Coming>() => Self::Coming,
            None if values == TypeId::of::<FigureArg>() => Self::Figures,
            None if matches!(arg.get_action(), ArgAction::SetTrue) => Self::Switch,
            None if !arg.get_possible_values().is_empty() => Self::Choice,
            None => Self::Text,
        }
    }
}

/// The question for an argument that a line can't do without.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked(pub &'static str);

impl ArgExt for Asked {}

/// What is asked besides and yet before everything else: the rest hangs on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedFirst;

impl ArgExt for AskedFirst {}

/// What a verb asks besides, once it has to ask; an empty answer leaves it out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Besides {
    /// Arguments by their ids, in the order in which they are asked for.
    pub questions: &'static [(&'static str, &'static str)],
    /// Whether it has to ask, too, where nothing but what it can't do without was given.
    pub when_bare: bool,
}

impl CommandExt for Besides {}

/// What is asked last of a person who was asked for the rest: whether to go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confirmed(pub &'static str);

impl CommandExt for Confirmed {}
