//! A task's card (任务卡): the fields that people fill, whether at registration or later.

use crate::deadline::Deadline;
use crate::measure::{Measure, Origin};
use crate::subject::Subject;

/// What people write of one problem and its rectification.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Year of the meeting that listed it.
    pub year: i32,
    /// 对象
    pub subject: Subject,
    /// 所属方面, as that year's document words it.
    pub dimension: Option<String>,
    /// 存在问题
    pub problem: String,
    /// 具体表现
    pub detail: String,
    /// 具体事例
    pub examples: Vec<String>,
    /// 问题来源
    pub source: Option<String>,
    /// 归类, the clerk's own grouping.
    pub theme: Option<String>,
    /// 上级编号: the number that the superior, or another register, gives it.
    pub external: Option<String>,
    /// 整改目标
    pub target: Option<String>,
    /// 整改措施, by key.
    pub measures: Vec<Measure>,
    /// 责任领导
    pub lead: Option<String>,
    /// 责任部门
    pub dept: Option<String>,
    /// 责任人
    pub owner: Option<String>,
    /// 配合部门
    pub co_depts: Vec<String>,
    /// 整改时限
    pub deadline: Option<Deadline>,
    /// The earlier task that this one continues or repeats.
    pub prior: Option<u32>,
    /// Where the wording came from.
    pub origin: Option<Origin>,
    /// 整改成效
    pub outcome: Option<String>,
    /// 备注, for the office only.
    pub note: Option<String>,
}

impl Card {
    /// The card of a problem of which nothing more is known.
    pub fn new(year: i32, subject: Subject, problem: String) -> Self {
        Self {
            year,
            subject,
            dimension: None,
            problem,
            detail: String::new(),
            examples: Vec::new(),
            source: None,
            theme: None,
            external: None,
            target: None,
            measures: Vec::new(),
            lead: None,
            dept: None,
            owner: None,
            co_depts: Vec::new(),
            deadline: None,
            prior: None,
            origin: None,
            outcome: None,
            note: None,
        }
    }
}
