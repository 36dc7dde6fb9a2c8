//! The filters that reading verbs share, and how they become a scope.

use chrono::Days;

use super::context::Context;
use super::declared::Takes;
use super::failure::Failure;
use super::values::{Day, StatusArg, Year};
use crate::app::units::UnitNames;
use model::deadline::TermKind;
use model::scope::{Order, Scope};
use model::unit::UnitId;
use store::Store;

/// What `--unit` takes for every unit.
pub(super) const EVERY_UNIT: [&str; 4] = ["all", "全部", "全部单位", "所有单位"];

/// Which tasks.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Filters {
    /// 年度（可写多个）
    #[arg(long, alias = "年度", value_name = "年")]
    pub year: Vec<Year>,
    /// 单位代码（含下级单位）或单位名称；all 或“全部”是所有单位；不写是本单位
    #[arg(long, alias = "单位", value_name = "代码")]
    pub unit: Option<String>,
    /// 对象：班子，或某人姓名
    #[arg(long, alias = "对象", value_name = "对象", add = Takes::Subject)]
    pub subject: Option<String>,
    /// 所属方面（写其中几个字即可）
    #[arg(long, alias = "方面", value_name = "文字", add = Takes::Dimension)]
    pub dimension: Option<String>,
    /// 责任部门
    #[arg(long, alias = "责任部门", alias = "部门", value_name = "部门", add = Takes::Dept)]
    pub dept: Option<String>,
    /// 责任领导
    #[arg(long, alias = "责任领导", value_name = "姓名", add = Takes::Lead)]
    pub lead: Option<String>,
    /// 责任人
    #[arg(long, alias = "责任人", value_name = "姓名", add = Takes::Owner)]
    pub owner: Option<String>,
    /// 状态（可写多个）
    #[arg(long, alias = "状态", value_name = "状态")]
    pub status: Vec<StatusArg>,
    /// 整改类型
    #[arg(long, alias = "类型", value_name = "类型")]
    pub term: Option<TermArg>,
    /// 问题来源
    #[arg(long, alias = "来源", value_name = "来源", add = Takes::Source)]
    pub source: Option<String>,
    /// 时限不早于
    #[arg(long, alias = "时限起", value_name = "日期")]
    pub due_from: Option<Day>,
    /// 时限不晚于
    #[arg(long, alias = "时限止", value_name = "日期")]
    pub due_to: Option<Day>,
    /// 只看逾期的
    #[arg(long, alias = "逾期")]
    pub overdue: bool,
    /// 只看这些天内到期的
    #[arg(long, alias = "临期", value_name = "天数")]
    pub due_within: Option<u32>,
    /// 只看责任或时限还没有填的
    #[arg(long, alias = "未分解")]
    pub unfilled: bool,
    /// 问题、表现、措施、成效或进展中含有（写几个词，就要每个词都有）
    #[arg(long, alias = "文字", value_name = "文字")]
    pub text: Option<String>,
}

/// 整改类型
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TermArg {
    #[value(name = "date", alias = "限期整改", help = "限期整改")]
    Date,
    #[value(name = "immediate", alias = "立行立改", help = "立行立改")]
    Immediate,
    #[value(name = "long_term", alias = "长期坚持", help = "长期坚持")]
    LongTerm,
}

impl TermArg {
    fn word(self) -> &'static str {
        match self {
            Self::Date => "限期整改",
            Self::Immediate => "立行立改",
            Self::LongTerm => "长期坚持",
        }
    }
}

impl Filters {
    /// The scope meant, reckoned from today; refuses a unit whose ledger is not held.
    pub(super) fn scope(&self, context: &Context, store: &Store) -> Result<Scope, Failure> {
        let mut scope = self.scope_of_tasks(context)?;
        if let Some(wanted) = &scope.unit {
            let names = UnitNames::read(store)?;
            scope.own_too = names.is_within(UnitId::OWN, wanted);
            names.must_hold(wanted)?;
        }
        Ok(scope)
    }

    fn scope_of_tasks(&self, context: &Context) -> Result<Scope, Failure> {
        let today = context.today;
        let day = |day: &Option<Day>| {
            let day = day.as_ref().map(|day| day.resolve(today));
            day.transpose()
        };
        let mut scope = Scope {
            years: self.year.iter().map(|year| year.0).collect(),
            unit: self.unit.clone().filter(|_| !self.every_unit()),
            every_unit: self.every_unit(),
            subject: self.subject.as_deref().map(subject_name),
            dimension: self.dimension.clone(),
            dept: self.dept.clone(),
            lead: self.lead.clone(),
            owner: self.owner.clone(),
            statuses: self.status.iter().map(|status| status.0).collect(),
            term: self.term.map(|term| match term {
                TermArg::Date => TermKind::Date,
                TermArg::Immediate => TermKind::Immediate,
                TermArg::LongTerm => TermKind::LongTerm,
            }),
            source: self.source.clone(),
            due_from: day(&self.due_from)?,
            due_to: day(&self.due_to)?,
            unfilled: self.unfilled,
            text: self.text.clone(),
            ..Scope::default()
        };
        if self.overdue {
            scope.open_only = true;
            scope.due_to = today.pred_opt();
        }
        if let Some(days) = self.due_within {
            scope.open_only = true;
            scope.due_from = Some(today);
            scope.due_to = today.checked_add_days(Days::new(days.into()));
        }
        Ok(scope)
    }

    /// Whether the tasks of every unit are meant.
    pub(super) fn every_unit(&self) -> bool {
        let unit = self.unit.as_deref();
        unit.is_some_and(|unit| EVERY_UNIT.contains(&unit))
    }

    /// What was asked for, in words: what a page is about.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        if !self.year.is_empty() {
            let years: Vec<String> = self.year.iter().map(|year| year.0.to_string()).collect();
            words.push(format!("{}年度", years.join("、")));
        }
        let named = [
            ("单位", &self.unit),
            ("对象", &self.subject),
            ("方面含", &self.dimension),
            ("责任部门", &self.dept),
            ("责任领导", &self.lead),
            ("责任人", &self.owner),
            ("问题来源", &self.source),
            ("文字含", &self.text),
        ];
        for (what, value) in named {
            words.extend(value.as_ref().map(|value| format!("{what}“{value}”")));
        }
        if self.every_unit() {
            words.retain(|word| !word.starts_with("单位"));
            words.push("所有单位".to_owned());
        }
        if !self.status.is_empty() {
            let status: Vec<&str> = self.status.iter().map(|status| status.0.word()).collect();
            words.push(format!("状态{}", status.join("、")));
        }
        words.extend(self.term.map(|term| term.word().to_owned()));
        for (what, day) in [("时限不早于", &self.due_from), ("时限不晚于", &self.due_to)]
        {
            words.extend(day.as_ref().map(|day| format!("{what}{}", day.words())));
        }
        words.extend(self.overdue.then(|| "逾期".to_owned()));
        words.extend(self.due_within.map(|days| format!("{days}天内到期")));
        words.extend(self.unfilled.then(|| "未分解".to_owned()));
        words
    }

    /// By number, or by deadline when that is what is asked about.
    pub(super) fn order(&self) -> Order {
        if self.overdue || self.due_within.is_some() {
            Order::Deadline
        } else {
            Order::Number
        }
    }

    /// Refuses what can't be meant together.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.overdue && self.due_within.is_some() {
            return Err(Failure::usage("--overdue 和 --due-within 不能一起用")
                .hint("逾期的用 --overdue，快到期的用 --due-within 天数"));
        }
        Ok(())
    }
}

fn subject_name(text: &str) -> String {
    model::subject::Subject::read(text)
        .map_or_else(|| text.to_owned(), |subject| subject.name().to_owned())
}
