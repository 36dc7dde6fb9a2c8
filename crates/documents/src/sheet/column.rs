//! The columns, each declared once: key, title, width, synonyms, how it is written.

use super::row::Row;
use super::wording as w;
use office::cell::Cell;

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
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// What it holds.
    pub key: Key,
    /// Its name for `--columns`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Width in half-width characters.
    pub width: u16,
    /// Titles that registers give it, beside its own.
    pub synonyms: &'static [&'static str],
    /// How its cell is made.
    pub write: fn(&Row<'_>) -> Cell,
}

impl Key {
    /// The column of this key.
    pub fn column(self) -> &'static Column {
        &COLUMNS[self as usize]
    }

    /// Whether a clerk may change it in a sheet; the others identify the row or are derived.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Target
                | Self::Measures
                | Self::Stages
                | Self::Standard
                | Self::Term
                | Self::Lead
                | Self::Dept
                | Self::CoDepts
                | Self::Owner
                | Self::Supervisor
                | Self::Deadline
                | Self::Progress
                | Self::Outcome
                | Self::ProgressAndOutcome
                | Self::Evidence
                | Self::Status
                | Self::FinishedOn
                | Self::Verifier
                | Self::ClosedOn
                | Self::Reason
                | Self::NextStep
                | Self::NextStepAndDate
                | Self::Note
                | Self::Remark
        )
    }
}

const fn column(
    key: Key,
    name: &'static str,
    title: &'static str,
    width: u16,
    write: fn(&Row<'_>) -> Cell,
    synonyms: &'static [&'static str],
) -> Column {
    Column {
        key,
        name,
        title,
        width,
        synonyms,
        write,
    }
}

fn blank(_: &Row<'_>) -> Cell {
    Cell::Empty
}

/// Every column, in the order of [`Key`].
#[rustfmt::skip]
pub static COLUMNS: [Column; 46] = [
    column(Key::Serial, "serial", "序号", 6, w::serial, &["No.", "No", "序", "顺序号", "行号"]),
    column(Key::Code, "code", "问题编号", 10, w::code, &["编号", "台账编号", "问题序号", "事项编号", "对应问题编号", "任务编号"]),
    column(Key::Year, "year", "年度", 7, w::year, &["年份", "所属年度", "会议年度"]),
    column(Key::Subject, "subject", "对象", 9, w::subject, &["班子/个人", "查摆对象", "责任主体", "班子或个人"]),
    column(Key::Person, "person", "姓名", 10, w::person, &[]),
    column(Key::Post, "post", "职务", 16, w::post, &[]),
    column(Key::Source, "source", "问题来源", 12, w::source, &["来源", "查找途径", "问题出处"]),
    column(Key::Dimension, "dimension", "所属方面", 18, w::dimension, &["对照方面", "查摆方面", "方面", "问题类别", "问题分类", "类别", "对照检查方面", "检视方面", "问题类型", "分类"]),
    column(Key::Problem, "problem", "存在问题", 36, w::problem, &["问题", "问题描述", "问题内容", "查摆问题", "问题表现", "反馈问题", "问题事项", "存在的问题", "存在的主要问题", "主要问题", "具体问题", "问题清单", "检视问题", "查摆的问题", "查摆出的问题", "存在的突出问题", "突出问题", "问题名称", "整改问题", "检视出的问题", "存在不足", "检查问题", "发现问题", "反馈的问题", "需整改问题"]),
    column(Key::Detail, "detail", "具体表现", 36, w::detail, &["具体表现(事例)", "具体事例", "问题具体表现", "事例", "表现形式", "主要表现", "表现", "典型事例", "问题详情"]),
    column(Key::Origin, "origin", "提出依据(材料/段落)", 24, w::origin, &["提出依据", "依据"]),
    column(Key::Cause, "cause", "原因", 24, w::cause, &["原因分析", "原因剖析", "产生原因", "成因", "问题原因", "主要原因", "思想根源", "问题成因", "根源", "成因分析", "产生的原因"]),
    column(Key::Theme, "theme", "归类", 12, w::theme, &[]),
    column(Key::Target, "target", "整改目标", 24, w::target, &["目标", "预期目标", "目标要求", "整改标准", "预期成效"]),
    column(Key::MeasureCode, "measure_code", "措施编号", 10, w::measure_code, &["措施序号"]),
    column(Key::Measures, "measures", "整改措施", 40, w::measures, &["措施", "整改举措", "具体措施", "工作措施", "整改任务", "主要措施", "具体整改措施", "改进措施", "整改落实措施", "整改方向", "努力方向", "整改内容", "整改思路", "整改办法", "整改措施及内容"]),
    column(Key::Stages, "stages", "阶段节点", 20, w::stages, &["时间节点"]),
    column(Key::Term, "term", "整改类型", 11, w::term, &["整改时序", "整改性质", "时限类型"]),
    column(Key::Standard, "standard", "完成标准", 16, blank, &[]),
    column(Key::Lead, "lead", "责任领导", 11, w::lead, &["牵头领导", "分管领导", "包保领导", "责任班子成员", "主管领导", "挂包领导", "责任领导同志", "牵头责任人", "责任县领导", "责任局领导", "包案领导", "班子成员", "牵头班子成员"]),
    column(Key::Dept, "dept", "责任部门", 15, w::dept, &["责任单位", "整改责任单位", "责任科室", "责任处室", "牵头单位", "牵头部门", "主责单位", "承办单位", "牵头(责任)部门", "责任股室", "牵头科室", "主责部门", "承办部门", "责任单位(部门)", "整改单位", "责任主体单位", "牵头责任单位", "责任股室站所", "整改责任部门", "责任单位及部门", "主办单位", "承办科室", "承办处室", "承办股室"]),
    column(Key::CoDepts, "co_depts", "配合部门", 15, w::co_depts, &["配合单位", "协办单位", "参与单位", "配合科室", "协办部门", "协同部门"]),
    column(Key::Owner, "owner", "责任人", 11, w::owner, &["具体责任人", "经办人", "承办人", "联系人", "直接责任人", "整改责任人", "具体负责人", "联络人", "整改负责人"]),
    column(Key::Supervisor, "supervisor", "督办人", 11, blank, &[]),
    column(Key::Deadline, "deadline", "整改时限", 13, w::deadline, &["完成时限", "整改期限", "时限要求", "完成时间(计划)", "计划完成时间", "截止时间", "办结时限", "时限", "完成期限", "预计完成时间", "截止日期", "整改完成时限", "完成时限要求", "整改时间要求", "限期", "办理时限", "计划完成时限", "完成节点", "整改截止时间", "时间要求", "时限安排"]),
    column(Key::Progress, "progress", "进展情况", 44, w::progress, &["整改情况", "整改进展", "落实情况", "目前进展", "整改情况(月)", "整改落实情况", "工作进展", "整改进展情况", "进展", "工作进展情况", "推进情况", "整改进度", "整改措施落实情况", "最新进展"]),
    column(Key::Outcome, "outcome", "整改成效", 28, w::outcome, &["成效", "整改结果", "取得成效", "整改效果"]),
    column(Key::ProgressAndOutcome, "progress_outcome", "整改进展及成效", 44, w::progress_and_outcome, &["进展及成效", "整改情况及成效"]),
    column(Key::Evidence, "evidence", "佐证材料", 22, w::evidence, &["印证材料", "支撑材料", "附件", "证明材料", "佐证目录", "佐证"]),
    column(Key::Status, "status", "完成状态", 11, w::status, &["状态", "整改状态", "是否完成", "整改完成情况", "是否销号", "销号情况", "办理状态", "整改进展状态", "销号状态", "目前状态"]),
    column(Key::FinishedOn, "finished_on", "完成时间", 12, w::finished_on, &["完成日期"]),
    column(Key::Overdue, "overdue", "是否逾期", 9, w::overdue, &["是否超期"]),
    column(Key::DaysLeft, "days_left", "剩余天数", 9, w::days_left, &[]),
    column(Key::Verifier, "verifier", "销号人", 12, w::verifier, &["验收人", "审核人", "销号审核人"]),
    column(Key::ClosedOn, "closed_on", "销号时间", 12, w::closed_on, &["完成时间(实际)", "实际完成时间", "办结时间", "销号日期", "办结日期"]),
    column(Key::Reason, "reason", "未完成原因", 24, w::reason, &["未完成原因说明", "未销号原因"]),
    column(Key::NextStep, "next_step", "下步措施", 24, w::next_step, &["下一步措施", "下一步打算", "下步打算", "下一步工作"]),
    column(Key::NextStepAndDate, "next_step_date", "下步措施及预计完成时间", 28, w::next_step_and_date, &[]),
    column(Key::Note, "note", "备注", 16, w::note, &["说明", "其他", ]),
    column(Key::Remark, "remark", "备注", 16, blank, &[]),
    column(Key::Extensions, "extensions", "延期情况", 28, w::extensions, &["延期记录"]),
    column(Key::NextCheck, "next_check", "下次检查", 12, w::next_check, &["下次检查时间", "下次检查日期"]),
    column(Key::Prior, "prior", "往年前项", 10, w::prior, &["前项", "前项编号", "关联往年任务"]),
    column(Key::UnitName, "unit", "填报单位", 18, w::unit_name, &["单位", "单位名称"]),
    column(Key::FiledOn, "filed_on", "填报日期", 12, w::filed_on, &[]),
    column(Key::Contact, "contact", "联系人及电话", 18, w::contact, &[]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn declared_in_the_order_of_their_keys_with_names_of_their_own() {
        let mut names = BTreeSet::new();
        for (place, column) in COLUMNS.iter().enumerate() {
            assert_eq!(column.key as usize, place, "{}", column.name);
            assert!(names.insert(column.name), "{}", column.name);
        }
    }

    #[test]
    fn no_title_means_two_columns() {
        let mut seen = BTreeSet::new();
        for column in COLUMNS.iter().filter(|column| column.key != Key::Remark) {
            for title in column.synonyms.iter().chain([&column.title]) {
                assert!(seen.insert(*title), "{title}");
            }
        }
    }
}
