//! What a register says: its problems, each with all that its rows say.

use chrono::{Datelike as _, NaiveDate};

use super::maps::{Map, compared};
use crate::lines::{Granted, Note};
use crate::vocabulary::{Aside, Key};
use model::deadline::{Anchor, DateFault, Deadline, Term};
use model::draft::{Doubt, DoubtKind};
use model::status::StatusKind;
use model::subject::Subject;
use office::grid::Unreadable;

/// What was read from a register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    /// File name.
    pub file: String,
    /// The year that its title states.
    pub year: Option<i32>,
    /// The lines above the table say that it is the team's.
    pub of_team: bool,
    /// Its problems.
    pub rows: Vec<RegisterRow>,
    /// Every column, and what it was taken for.
    pub columns: Vec<Column>,
    /// The headers that were found, by their fingerprints.
    pub headers: Vec<Heading>,
    /// What was unclear; `paragraph` is the row of the sheet.
    pub doubts: Vec<Doubt>,
}

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name of the sheet; empty for CSV.
    pub sheet: String,
    /// Its letters (`AB`).
    pub column: String,
    /// Its title.
    pub title: String,
    /// What it holds, and why it is thought so; or why nothing is read from it.
    pub taken: Result<Taken, Unread>,
}

impl Column {
    /// Whether nobody knows what it is.
    pub fn is_unknown(&self) -> bool {
        self.taken == Err(Unread::Unknown)
    }
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The titles of what it holds: two where its own names two things.
    pub keys: Vec<&'static str>,
    /// Why it is thought so.
    pub why: Why,
}

/// Why a column was taken for what it is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// People said so now.
    Said,
    /// People said so of this header earlier.
    Remembered,
    /// Its title says so.
    Title,
    /// The words of its title tell.
    Words,
    /// Its cells tell.
    Cells,
    /// Its place tells.
    Place,
}

/// Why nothing is read from a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// People said so now.
    Said,
    /// People said so of this header earlier.
    Remembered,
    /// It is none of what a ledger keeps.
    Aside(Aside),
    /// Another column says this already.
    Twice(Key),
    /// Nobody knows what it is.
    Unknown,
}

impl Heading {
    /// Whether it has the column that is spoken of.
    pub fn has(&self, map: &Map) -> bool {
        self.titles
            .iter()
            .any(|title| compared(title) == map.title())
    }
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What headers of the same titles share.
    pub fingerprint: String,
    /// Its titles; those of the lowest row too, where there are several.
    pub titles: Vec<String>,
    /// Whether something that was said earlier holds for it.
    pub remembered: bool,
}

/// Why a file is no register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// The file can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No sheet has a header with 存在问题 (or 问题编号 and something to fill in).
    #[error("no header row in {sheets:?}")]
    NoHeader {
        /// Names of the sheets that were searched.
        sheets: Vec<String>,
    },
    /// A form that was sent out: `collect` takes it.
    #[error("a form that was sent out")]
    Sent,
}

/// One problem of a register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RegisterRow {
    /// Name of the sheet; empty for CSV.
    pub sheet: String,
    /// Its first row, as the spreadsheet numbers them.
    pub row: u32,
    /// 问题编号
    pub code: Option<String>,
    /// 年度
    pub year: Option<i32>,
    /// 对象
    pub subject: Option<Subject>,
    /// 所属方面
    pub dimension: Option<String>,
    /// 存在问题: its title.
    pub problem: String,
    /// 具体表现: the rest.
    pub detail: String,
    /// 问题来源
    pub source: Option<String>,
    /// 原因
    pub cause: Option<String>,
    /// 归类
    pub theme: Option<String>,
    /// 上级编号: the number that another register gives it.
    pub external: Option<String>,
    /// 整改目标
    pub target: Option<String>,
    /// 整改措施
    pub measures: Vec<RegisterMeasure>,
    /// 责任领导
    pub lead: Option<String>,
    /// 责任部门
    pub dept: Option<String>,
    /// 责任人
    pub owner: Option<String>,
    /// 配合部门
    pub co_depts: Vec<String>,
    /// 整改时限
    pub due: Option<Due>,
    /// 整改类型, where it is given.
    pub term: Option<Term>,
    /// 完成状态
    pub status: Option<StatusKind>,
    /// 完成时间
    pub finished_on: Option<NaiveDate>,
    /// 销号人
    pub verifier: Option<String>,
    /// 销号时间
    pub closed_on: Option<NaiveDate>,
    /// 进展情况
    pub progress: Vec<Note>,
    /// 整改成效
    pub outcome: Option<String>,
    /// 未完成原因
    pub reason: Option<String>,
    /// 下步措施
    pub next_step: Option<String>,
    /// 报送表述
    pub wording: Option<String>,
    /// Names of 佐证材料; their bytes are elsewhere.
    pub evidence: Vec<String>,
    /// 备注
    pub note: Option<String>,
    /// 延期, in order.
    pub extensions: Vec<Granted>,
    /// 下次检查
    pub next_check: Option<NaiveDate>,
    /// The code of the earlier problem that this one continues, as the register numbers them.
    pub prior: Option<String>,
}

/// A measure of a register, with what stands beside it where that differs from its problem's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RegisterMeasure {
    /// Its key, from 1.
    pub key: u32,
    /// Its text.
    pub text: String,
    /// Its own department.
    pub dept: Option<String>,
    /// Its own person.
    pub owner: Option<String>,
    /// Its own deadline.
    pub due: Option<Due>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
}

/// A deadline as a register gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// A real date.
    Day(NaiveDate),
    /// Words.
    Words(String),
    /// As our own register tells it: its words, and what they meant.
    Told(Deadline),
    /// Words without a year, and the year that the other dates of the sheet tell.
    InYear(String, i32),
    /// Words that count from a day, and the day when the problem was found.
    Since(String, NaiveDate),
}

impl Due {
    /// A real date; one that no deadline can have is words.
    pub(super) fn on(day: NaiveDate) -> Self {
        if Deadline::may_be(day) {
            Self::Day(day)
        } else {
            Self::Words(day.to_string())
        }
    }

    /// The day by which deadlines of one problem are compared, whether or not the year is known.
    pub(super) fn compared(&self, year: Option<i32>) -> Option<NaiveDate> {
        self.deadline(Some(year.map_or(Anchor::ANY, Anchor::of)))
            .date()
    }

    /// The deadline, reckoned from the meeting where the words need it.
    pub fn deadline(&self, anchor: Option<Anchor>) -> Deadline {
        match self {
            Self::Day(day) => Deadline::on(*day),
            Self::Words(words) => Deadline::keep(words, anchor),
            Self::Told(deadline) => deadline.clone(),
            Self::InYear(words, year) => Deadline::keep_in_year(words, *year, anchor),
            Self::Since(words, day) => Deadline::keep(
                words,
                Some(Anchor {
                    year: day.year(),
                    held_on: Some(*day),
                }),
            ),
        }
    }
}

impl RegisterRow {
    /// The deadline; where its words mean nothing (每季度) or are missing, 整改类型 tells the term.
    pub fn deadline(&self, anchor: Option<Anchor>) -> Option<Deadline> {
        let typed = |phrase: &str, term| Deadline {
            phrase: phrase.to_owned(),
            term: Some(term),
        };
        match (self.due.as_ref().map(|due| due.deadline(anchor)), self.term) {
            (Some(Deadline { phrase, term: None }), Some(term)) => Some(typed(&phrase, term)),
            (Some(deadline), _) => Some(deadline),
            (None, Some(term)) => Some(typed(crate::lines::term_word(term), term)),
            (None, None) => None,
        }
    }
}

impl Register {
    /// Adds what another table of the same file says.
    pub(crate) fn add(&mut self, other: Self) {
        self.year = self.year.or(other.year);
        self.of_team |= other.of_team;
        self.rows.extend(other.rows);
        self.columns.extend(other.columns);
        self.headers.extend(other.headers);
        self.doubts.extend(other.doubts);
    }

    pub(super) fn doubt(&mut self, row: u32, kind: DoubtKind, message: String) {
        self.doubts.push(Doubt {
            paragraph: row,
            kind,
            message,
        });
    }
}

/// A row that has a number and no problem, as a doubt says it.
pub fn without_problem(row: &RegisterRow) -> Doubt {
    let number = row.external.as_ref().or(row.code.as_ref());
    let number = number.map_or_else(String::new, |number| format!("只有编号“{number}”，"));
    Doubt {
        paragraph: row.row,
        kind: DoubtKind::Table,
        message: format!("{number}没有问题内容，台账中也没有这个编号，未读取"),
    }
}

/// Why a deadline has no day, as a doubt says it.
pub fn unresolved(words: &str, fault: DateFault) -> String {
    match fault {
        DateFault::NoYear => format!("时限“{words}”没有写年份，年度确定后才能换算"),
        DateFault::NoDay => format!("时限“{words}”要从会议日期算起，没有记会议日期的按原文保留"),
        DateFault::Year => format!("时限“{words}”的年份不在1990—2100年之内，按原文保留"),
        DateFault::Unknown | DateFault::Impossible => {
            format!("时限“{words}”换算不出日期，按原文保留")
        }
    }
}
