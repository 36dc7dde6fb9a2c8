//! One problem of a register, with all that its rows say.

use chrono::NaiveDate;

use crate::sheet::lines::{Granted, Note};
use model::deadline::{Anchor, Deadline, Term};
use model::status::StatusKind;
use model::subject::Subject;

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
    /// Words without a year, and the year that the other dates of the sheet tell.
    InYear(String, i32),
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

    /// The deadline, reckoned from the meeting where the words need it.
    pub fn deadline(&self, anchor: Option<Anchor>) -> Deadline {
        match self {
            Self::Day(day) => Deadline::on(*day),
            Self::Words(words) => Deadline::keep(words, anchor),
            Self::InYear(words, year) => Deadline::keep_in_year(words, *year, anchor),
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
            (None, Some(term)) => Some(typed(crate::sheet::wording::term_word(term), term)),
            (None, None) => None,
        }
    }
}
