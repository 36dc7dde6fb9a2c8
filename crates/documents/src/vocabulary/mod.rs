//! The one vocabulary of columns and labels: what a title means, whatever file it stands in.
//!
//! A synonym is added in `titles`, words that titles are made of in `words`, what they make in `rules`; what a title as offices
//! write it names is told by `heading`, what a label in running text names by `label`.

mod heading;
pub(crate) mod label;
mod rules;
mod titles;
mod words;

pub use heading::named;
pub(crate) use heading::third_is_day;
pub use heading::{exactly, second, sense};
pub use rules::Aside;
pub use rules::Sense;
pub use titles::Named;

use titles::TITLES;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// 序号
    Serial,
    /// 问题编号
    Code,
    /// 年度
    Year,
    /// 对象
    Subject,
    /// 姓名
    Person,
    /// 职务
    Post,
    /// 问题来源
    Source,
    /// 所属方面
    Dimension,
    /// 存在问题
    Problem,
    /// 具体表现
    Detail,
    /// 提出依据(材料/段落)
    Origin,
    /// 原因
    Cause,
    /// 归类
    Theme,
    /// 上级编号
    External,
    /// 整改目标
    Target,
    /// 措施编号
    MeasureCode,
    /// 整改措施
    Measures,
    /// 阶段节点
    Stages,
    /// 整改类型
    Term,
    /// 完成标准
    Standard,
    /// 责任领导
    Lead,
    /// 责任部门
    Dept,
    /// 配合部门
    CoDepts,
    /// 责任人
    Owner,
    /// 督办人
    Supervisor,
    /// 整改时限
    Deadline,
    /// 进展情况
    Progress,
    /// 整改成效
    Outcome,
    /// 整改进展及成效
    ProgressAndOutcome,
    /// 佐证材料
    Evidence,
    /// 完成状态
    Status,
    /// 完成时间
    FinishedOn,
    /// 是否逾期
    Overdue,
    /// 剩余天数
    DaysLeft,
    /// 销号人
    Verifier,
    /// 销号时间
    ClosedOn,
    /// 未完成原因
    Reason,
    /// 下步措施
    NextStep,
    /// 下步措施及预计完成时间
    NextStepAndDate,
    /// 备注
    Note,
    /// 备注, left to be written by hand: internal notes do not go up.
    Remark,
    /// 延期情况
    Extensions,
    /// 下次检查
    NextCheck,
    /// 往年前项
    Prior,
    /// 填报单位
    UnitName,
    /// 填报日期
    FiledOn,
    /// 联系人及电话
    Contact,
    /// 制度名称
    Institution,
    /// 文号 of an institution
    InstitutionNumber,
    /// The day of an institution
    InstitutionDate,
    /// 制定 or 修订
    InstitutionKind,
    /// 报送表述
    Wording,
    /// 措施分工: what each measure has of its own
    Shares,
    /// 时限原文: the words of a deadline whose day stands elsewhere
    DeadlineWords,
}

impl Key {
    /// Every key, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        TITLES.iter().map(|(key, ..)| *key)
    }

    /// The title of its column.
    pub fn title(self) -> &'static str {
        TITLES[self as usize].1
    }

    /// Titles that registers give it, beside its own.
    pub fn synonyms(self) -> &'static [&'static str] {
        TITLES[self as usize].2
    }

    /// Its own title and its synonyms.
    pub fn titles(self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.title()).chain(self.synonyms().iter().copied())
    }
}

/// The columns of our own 整改台账, by which a file of our own is known when it comes home; an empty
/// title means the column's own.
pub const FULL: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Code, ""),
    (Key::Year, ""),
    (Key::Subject, ""),
    (Key::Source, ""),
    (Key::Dimension, ""),
    (Key::Problem, ""),
    (Key::Detail, "具体表现(事例)"),
    (Key::Cause, ""),
    (Key::Target, ""),
    (Key::Measures, ""),
    (Key::Term, ""),
    (Key::Lead, ""),
    (Key::Dept, ""),
    (Key::CoDepts, ""),
    (Key::Owner, ""),
    (Key::Deadline, ""),
    (Key::Progress, ""),
    (Key::Outcome, ""),
    (Key::Evidence, ""),
    (Key::Status, ""),
    (Key::FinishedOn, ""),
    (Key::Overdue, ""),
    (Key::Verifier, ""),
    (Key::ClosedOn, ""),
    (Key::Note, ""),
    (Key::Extensions, ""),
    (Key::NextCheck, ""),
    (Key::Prior, ""),
    (Key::External, ""),
    (Key::Theme, ""),
    (Key::Wording, ""),
    (Key::Reason, ""),
    (Key::NextStep, ""),
    (Key::Shares, ""),
    (Key::DeadlineWords, ""),
];

#[cfg(test)]
mod found {
    use super::*;

    /// What a title is taken for, as the list of found titles says it.
    fn taken(title: &str) -> String {
        let known = named(title).map(Sense::Means).or_else(|| sense(title));
        let told = match known {
            Some(Sense::Means(Named::Key(key))) => key.title(),
            Some(Sense::Means(Named::SerialOrCode)) => "序号|编号",
            Some(Sense::Means(Named::StatusOrProgress)) => "状态|进展",
            Some(Sense::Means(Named::PlannedOrActual)) => "计划|实际",
            Some(Sense::Means(Named::StatusOrOutcome)) => "状态|成效",
            Some(Sense::Means(Named::Responsible)) => "责任",
            Some(Sense::Means(Named::Looked)) => "被查",
            Some(Sense::Means(Named::OfDocument)) => "文书",
            Some(Sense::Not(_)) | None => "不读",
        };
        told.to_owned()
    }

    #[test]
    fn titles_that_were_found_in_registers() {
        let lines = include_str!("found.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        let mut wrong = Vec::new();
        for (meaning, titles) in lines.filter_map(|line| line.split_once(": ")) {
            for title in titles.split(' ') {
                let found = taken(title);
                if found != meaning {
                    wrong.push(format!("{title}: {found}, not {meaning}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
