//! The titles that offices give to columns: the only place where they stand. Sheets, documents, tables
//! in documents and labels in running text are all read by them.

use super::Key;

/// What a header cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// One column.
    Key(Key),
    /// 编号: serial numbers or codes; the cells tell.
    SerialOrCode,
    /// 完成情况: a status or a narrative; the cells tell.
    StatusOrProgress,
    /// 完成时间: planned or actual; the cells tell.
    PlannedOrActual,
    /// 复查结论: a status or what came of it; the cells tell.
    StatusOrOutcome,
    /// 责任主体: a unit, a person, or whose problem it is; the cells tell.
    Responsible,
    /// 单位名称: the unit that was looked at, which mends where nobody else is named.
    Looked,
    /// 通知书编号: the number of a document, which is the item's own where no other row has it.
    OfDocument,
}

/// Titles that mean one thing or another.
pub(super) const AMBIGUOUS: [(&str, Named); 22] = [
    ("编号", Named::SerialOrCode),
    ("完成情况", Named::StatusOrProgress),
    ("整改完成情况", Named::StatusOrProgress),
    ("整改情况", Named::StatusOrProgress),
    ("落实情况", Named::StatusOrProgress),
    ("完成时间", Named::PlannedOrActual),
    ("完成日期", Named::PlannedOrActual),
    ("整改完成时间", Named::PlannedOrActual),
    ("整改时间", Named::PlannedOrActual),
    ("办结时间", Named::PlannedOrActual),
    ("办结日期", Named::PlannedOrActual),
    ("责任主体", Named::Responsible),
    ("整改主体", Named::Responsible),
    ("整改对象", Named::Responsible),
    ("责任", Named::Responsible),
    ("整改责任", Named::Responsible),
    ("责任分工", Named::Responsible),
    ("责任落实", Named::Responsible),
    ("责任方", Named::Responsible),
    ("责任分解", Named::Responsible),
    ("单位", Named::Looked),
    ("单位名称", Named::Looked),
];

/// Each key's own title and its synonyms, in the order of [`Key`].
#[rustfmt::skip]
pub(super) static TITLES: [(Key, &str, &[&str]); 54] = [
    (Key::Serial, "序号", &["No.", "No", "序", "顺序号", "行号", "条目"]),
    (Key::Code, "问题编号", &["编号", "台账编号", "问题序号", "事项编号", "对应问题编号", "任务编号"]),
    (Key::Year, "年度", &["年份", "所属年度", "会议年度"]),
    (Key::Subject, "对象", &["班子/个人", "查摆对象", "检视对象", "班子或个人"]),
    (Key::Person, "姓名", &[]),
    (Key::Post, "职务", &[]),
    (Key::Source, "问题来源", &["来源", "查找途径", "问题出处"]),
    (Key::Dimension, "所属方面", &["对照方面", "查摆方面", "方面", "问题类别", "问题分类", "类别", "对照检查方面", "检视方面", "问题类型", "分类", "项目"]),
    (Key::Problem, "存在问题", &["问题", "问题描述", "问题内容", "查摆问题", "反馈问题", "问题事项", "存在的问题", "存在的主要问题", "主要问题", "具体问题", "问题清单", "检视问题", "查摆的问题", "查摆出的问题", "存在的突出问题", "突出问题", "问题名称", "整改问题", "检视出的问题", "存在不足", "检查问题", "发现问题", "反馈的问题", "需整改问题", "隐患内容", "隐患描述", "隐患情况", "隐患名称", "事故隐患", "不符合项", "不符合事实", "差距", "反馈意见", "交办事项", "督办事项", "信访事项", "审计发现", "审计发现问题", "诉求内容", "举报问题"]),
    (Key::Detail, "具体表现", &["具体表现(事例)", "具体事例", "问题具体表现", "事例", "表现形式", "主要表现", "表现", "典型事例", "问题详情", "问题表现"]),
    (Key::Origin, "提出依据(材料/段落)", &["提出依据", "依据"]),
    (Key::Cause, "原因", &["原因分析", "原因剖析", "产生原因", "成因", "问题原因", "主要原因", "思想根源", "问题成因", "根源", "成因分析", "产生的原因"]),
    (Key::Theme, "归类", &[]),
    (Key::External, "上级编号", &["交办编号", "上级问题编号", "反馈问题编号", "交办序号", "反馈编号", "巡视编号", "巡察编号", "督办编号"]),
    (Key::Target, "整改目标", &["目标", "预期目标", "目标要求", "整改标准", "预期成效"]),
    (Key::MeasureCode, "措施编号", &["措施序号"]),
    (Key::Measures, "整改措施", &["措施", "整改举措", "具体措施", "工作措施", "整改任务", "主要措施", "具体整改措施", "改进措施", "整改落实措施", "整改方向", "努力方向", "整改内容", "整改思路", "整改办法", "整改措施及内容", "治理措施", "纠正措施"]),
    (Key::Stages, "阶段节点", &["时间节点"]),
    (Key::Term, "整改类型", &["整改时序", "整改性质", "时限类型"]),
    (Key::Standard, "完成标准", &[]),
    (Key::Lead, "责任领导", &["牵头领导", "分管领导", "包保领导", "责任班子成员", "主管领导", "挂包领导", "责任领导同志", "牵头责任人", "责任县领导", "责任局领导", "包案领导", "班子成员", "牵头班子成员", "领导责任人", "第一责任人", "责任班子"]),
    (Key::Dept, "责任部门", &["责任单位", "整改责任单位", "责任科室", "责任处室", "牵头单位", "牵头部门", "主责单位", "承办单位", "牵头(责任)部门", "责任股室", "牵头科室", "主责部门", "承办部门", "责任单位(部门)", "整改单位", "责任主体单位", "牵头责任单位", "责任股室站所", "整改责任部门", "责任单位及部门", "主办单位", "承办科室", "承办处室", "承办股室", "牵头处室", "责任支部", "整改部门"]),
    (Key::CoDepts, "配合部门", &["配合单位", "协办单位", "参与单位", "配合科室", "协办部门", "协同部门"]),
    (Key::Owner, "责任人", &["具体责任人", "经办人", "承办人", "联系人", "直接责任人", "整改责任人", "具体负责人", "联络人", "整改负责人", "责任人员"]),
    (Key::Supervisor, "督办人", &[]),
    (Key::Deadline, "整改时限", &["完成时限", "整改期限", "时限要求", "完成时间(计划)", "计划完成时间", "截止时间", "办结时限", "时限", "完成期限", "预计完成时间", "截止日期", "整改完成时限", "完成时限要求", "整改时间要求", "限期", "办理时限", "计划完成时限", "完成节点", "整改截止时间", "时间要求", "时限安排", "完成整改时限"]),
    (Key::Progress, "进展情况", &["整改情况", "整改进展", "落实情况", "目前进展", "整改情况(月)", "整改落实情况", "工作进展", "整改进展情况", "进展", "工作进展情况", "推进情况", "整改进度", "整改措施落实情况", "最新进展"]),
    (Key::Outcome, "整改成效", &["成效", "整改结果", "取得成效", "整改效果"]),
    (Key::ProgressAndOutcome, "整改进展及成效", &["进展及成效", "整改情况及成效"]),
    (Key::Evidence, "佐证材料", &["印证材料", "支撑材料", "附件", "证明材料", "佐证目录", "佐证"]),
    (Key::Status, "完成状态", &["状态", "整改状态", "是否完成", "整改完成情况", "是否销号", "销号情况", "办理状态", "整改进展状态", "销号状态", "目前状态"]),
    (Key::FinishedOn, "完成时间", &["完成日期", "完成时间(实际)", "实际完成时间", "实际完成日期", "办结时间", "办结日期"]),
    (Key::Overdue, "是否逾期", &["是否超期"]),
    (Key::DaysLeft, "剩余天数", &[]),
    (Key::Verifier, "销号人", &["验收人", "审核人", "销号审核人", "复查人", "验证人", "整改验证人"]),
    (Key::ClosedOn, "销号时间", &["销号日期"]),
    (Key::Reason, "未完成原因", &["未完成原因说明", "未销号原因"]),
    (Key::NextStep, "下步措施", &["下一步措施", "下一步打算", "下步打算", "下一步工作"]),
    (Key::NextStepAndDate, "下步措施及预计完成时间", &[]),
    (Key::Note, "备注", &["说明", "其他"]),
    (Key::Remark, "备注", &[]),
    (Key::Extensions, "延期情况", &["延期记录"]),
    (Key::NextCheck, "下次检查", &["下次检查时间", "下次检查日期"]),
    (Key::Prior, "往年前项", &["前项", "前项编号", "关联往年任务"]),
    (Key::UnitName, "填报单位", &[]),
    (Key::FiledOn, "填报日期", &[]),
    (Key::Contact, "联系人及电话", &[]),
    (Key::Institution, "制度名称", &[]),
    (Key::InstitutionNumber, "制度文号", &[]),
    (Key::InstitutionDate, "制度日期", &[]),
    (Key::InstitutionKind, "制定/修订", &[]),
    (Key::Wording, "报送表述", &[]),
    (Key::Shares, "措施分工", &[]),
    (Key::DeadlineWords, "时限原文", &[]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn titles_stand_in_the_order_of_their_keys() {
        for (place, (key, title, _)) in TITLES.iter().enumerate() {
            assert_eq!(*key as usize, place, "{title}");
        }
    }

    #[test]
    fn no_title_means_two_columns() {
        let mut seen = BTreeSet::new();
        for (_, title, synonyms) in TITLES.iter().filter(|(key, ..)| *key != Key::Remark) {
            for title in synonyms.iter().chain([title]) {
                assert!(seen.insert(*title), "{title}");
            }
        }
    }
}
