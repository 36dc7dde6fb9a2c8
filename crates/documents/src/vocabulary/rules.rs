//! What titles mean that no list has: they are made of few words, and the words tell. Asked in order,
//! the first rule that fits holds; how numbers, days and people are called comes before what they are
//! of.

use super::Key;
use super::titles::Named;
use super::words::{
    ACCEPTS, ANSWERS, DAYS, HELPS, LEADERS, LIMITS, LOOKS, MEASURES, MENDS, NONE, PEOPLE, PROBLEMS,
    UNIT_ENDS, UNITS,
};

/// Why a column is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// Who looked, found, reported, filled in: not who mends.
    Finder,
    /// When it was looked at, found, handed over.
    FoundOn,
    /// Where, how to be reached, who was looked at.
    Place,
    /// How grave, how many points, which clause.
    Grade,
    /// Money, counts.
    Amount,
    /// Pictures.
    Picture,
    /// Who was held to account.
    Punished,
    /// Something else that a ledger has no place for.
    Other,
}

/// What the words of a title tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// It most likely names this.
    Means(Named),
    /// It names something that is not kept.
    Not(Aside),
}

/// One way of making a title. A title fits where it ends as told, holds one of each list, and nothing
/// of `never`; an empty list asks nothing.
pub(super) struct Rule {
    pub(super) ends: &'static [&'static str],
    pub(super) holds: &'static [&'static str],
    pub(super) also: &'static [&'static str],
    pub(super) never: &'static [&'static str],
    pub(super) sense: Sense,
}

const fn rule(
    ends: &'static [&'static str],
    holds: &'static [&'static str],
    also: &'static [&'static str],
    never: &'static [&'static str],
    sense: Sense,
) -> Rule {
    Rule {
        ends,
        holds,
        also,
        never,
        sense,
    }
}

const fn key(key: Key) -> Sense {
    Sense::Means(Named::Key(key))
}

const fn not(aside: Aside) -> Sense {
    Sense::Not(aside)
}

/// The rules, in order.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    // Pictures, places, grades, amounts: whatever they are of.
    rule(NONE, &["照片", "图片", "附图", "影像", "截图", "视频", "拍照"], NONE, NONE, not(Aside::Picture)),
    rule(NONE, &["电话", "手机", "联系方式", "邮箱", "身份证", "地址", "住址", "坐标", "经纬度"], NONE, &["责任人", "负责人", "联系人", "经办人", "承办人"], not(Aside::Place)),
    rule(NONE, &["电话", "手机", "联系方式"], NONE, NONE, not(Aside::Place)),
    rule(&["地点", "部位", "位置", "区域", "场所", "哪儿", "哪里", "在哪", "地段", "点位", "河段", "楼层", "区划", "辖区"], NONE, NONE, NONE, not(Aside::Place)),
    rule(&["等级", "级别", "严重程度", "危害程度", "风险程度", "紧急程度", "重要程度", "缓急", "条款", "条文", "条号", "分值", "扣分", "得分", "分数", "评分", "满意度", "满意", "属实", "评价", "灯牌", "亮灯", "颜色", "红黄绿", "权重"], NONE, NONE, &["效果", "成效"], not(Aside::Grade)),
    rule(&["金额", "资金", "经费", "预算", "费用", "人数", "数量", "次数", "件数", "问题数", "个数", "户数", "天数", "工期", "造价", "投资", "损失"], NONE, NONE, NONE, not(Aside::Amount)),
    rule(NONE, &["追责", "问责", "被处理", "处分", "处罚", "追究", "考核情况", "奖惩"], NONE, NONE, not(Aside::Punished)),
    rule(NONE, &["预案", "重复", "是否公开", "公开情况", "逾期", "超期天"], NONE, &["原因"], not(Aside::Other)),
    // Numbers.
    rule(&["序号", "顺号", "项次", "项号", "行号"], NONE, NONE, NONE, key(Key::Serial)),
    rule(&["编号", "单号", "工单号", "受理号", "事项号", "登记号", "文号", "编码", "号", "案号"], &["工单", "督办", "交办", "受理", "反馈", "上级", "通知", "投诉", "信访", "案件", "举报", "转办", "文号", "函", "来文", "批示", "告知", "移送", "底稿", "客户", "顾客", "通报", "机构报告", "热线", "来信"], NONE, &["型号"], key(Key::External)),
    rule(&["编号", "编码", "项号", "号"], NONE, NONE, &["文号", "型号", "账号", "桩号", "房号"], Sense::Means(Named::SerialOrCode)),
    // Kinds.
    rule(&["类型", "性质", "分类", "类别"], &["时限", "期限", "时序", "整改类型", "整改性质", "整改类别", "措施"], NONE, NONE, key(Key::Term)),
    rule(&["类别", "类型", "分类", "方面", "领域", "专业", "归类", "过程", "板块", "模块", "条线", "种类", "大类", "小类", "维度", "层面", "要素"], NONE, NONE, &["工单", "来电", "来源", "渠道", "方式", "督办", "人员", "单位", "企业", "资金", "来访", "检查类", "业态", "客户"], key(Key::Dimension)),
    rule(&["类别", "类型", "分类", "方式", "性质", "项目名称", "业态", "专业"], NONE, NONE, NONE, not(Aside::Other)),
    rule(&["来源", "出处", "渠道", "来源会议", "哪里来"], NONE, NONE, NONE, key(Key::Source)),
    rule(NONE, &["来源"], NONE, NONE, key(Key::Source)),
    // Causes and what comes next.
    rule(NONE, &["原因", "根源", "成因", "症结"], &["未", "逾期", "超期", "延期", "滞后", "没"], NONE, key(Key::Reason)),
    rule(NONE, &["原因", "根源", "成因"], NONE, NONE, key(Key::Cause)),
    rule(NONE, &["困难", "难点", "卡点", "堵点", "制约因素"], NONE, NONE, key(Key::Reason)),
    rule(NONE, &["下步", "下一步", "后续", "下阶段", "接下来"], NONE, NONE, key(Key::NextStep)),
    // 是否…
    rule(NONE, &["是否"], &["长期", "需要", "重大", "涉及", "立行立改", "公开", "逾期", "超期", "按期", "违规"], NONE, not(Aside::Other)),
    rule(NONE, &["是否"], MENDS, NONE, key(Key::Status)),
    rule(NONE, &["与否"], ACCEPTS, NONE, key(Key::Status)),
    rule(NONE, &["是否", "与否", "有无"], NONE, NONE, not(Aside::Other)),
    // Days.
    rule(DAYS, &["回访", "复查", "验收", "验证", "更新", "填报", "评价", "报送", "公示", "打印"], NONE, LIMITS, not(Aside::Other)),
    rule(NONE, &["何时", "什么时候", "哪天", "几时", "多久"], NONE, &["查", "发现", "报", "提", "实际"], key(Key::Deadline)),
    rule(NONE, &["时间", "日期"], &["要求", "安排", "限制", "节点", "规定"], &["检查", "发现", "受理"], key(Key::Deadline)),
    rule(&["实际完成", "实际办结"], NONE, NONE, NONE, key(Key::FinishedOn)),
    rule(DAYS, LIMITS, NONE, &["实际", "下发", "来电", "受理", "检查", "发现"], key(Key::Deadline)),
    rule(DAYS, &["实际"], NONE, NONE, key(Key::FinishedOn)),
    rule(DAYS, &["销号", "核销", "闭环", "关闭"], NONE, NONE, key(Key::ClosedOn)),
    rule(DAYS, &["完成", "办结", "整改", "治理", "到位", "处置", "化解", "解决", "改善", "改正", "落实", "纠正", "销号", "结案", "改完"], NONE, &["检查", "通知", "下发"], Sense::Means(Named::PlannedOrActual)),
    rule(&["时间", "日期", "日", "时点", "哪天", "年月", "何时"], NONE, NONE, &["时间节点"], not(Aside::FoundOn)),
    rule(NONE, &["时限", "期限", "截止", "限期", "限时", "限改", "起止", "节点", "预计完成", "计划完成"], NONE, &["措施", "方案", "计划书"], key(Key::Deadline)),
    rule(&["期", "时候"], NONE, NONE, &["周期", "分期", "学期"], key(Key::Deadline)),
    // Units.
    rule(UNITS, HELPS, NONE, NONE, key(Key::CoDepts)),
    rule(UNITS, ANSWERS, NONE, NONE, key(Key::Dept)),
    rule(UNITS, &["配合", "协办", "协同"], NONE, NONE, key(Key::CoDepts)),
    rule(UNITS, &["被", "受检", "受查", "检查科室", "检查企业", "检查学院"], NONE, NONE, Sense::Means(Named::Looked)),
    rule(UNITS, LOOKS, NONE, NONE, not(Aside::Finder)),
    rule(UNITS, ACCEPTS, NONE, NONE, not(Aside::Finder)),
    rule(&["对象"], LOOKS, NONE, NONE, Sense::Means(Named::Looked)),
    rule(UNITS, NONE, NONE, NONE, Sense::Means(Named::Looked)),
    rule(&["主责", "主办", "牵头", "承办", "经办"], NONE, NONE, NONE, key(Key::Dept)),
    rule(UNIT_ENDS, HELPS, NONE, MENDS, key(Key::CoDepts)),
    rule(UNIT_ENDS, &["责任", "牵头", "主办", "主责", "承办", "负责", "承担", "主抓", "归口"], NONE, NONE, key(Key::Dept)),
    // Leaders and people.
    rule(LEADERS, &["销号", "验收", "复查"], NONE, NONE, key(Key::Verifier)),
    rule(LEADERS, &["督导", "督查", "审定", "签发", "交办", "批示", "签批", "反映", "检查", "督办", "带队", "审签"], NONE, NONE, not(Aside::Finder)),
    rule(NONE, &["领导", "班子成员", "挂帅", "挂点", "包案", "包保"], NONE, &["意见", "批示", "情况", "小组", "措施", "要求", "会"], key(Key::Lead)),
    rule(&["分管", "书记", "局长", "县长"], NONE, NONE, NONE, key(Key::Lead)),
    rule(PEOPLE, ACCEPTS, NONE, NONE, key(Key::Verifier)),
    rule(NONE, &["提给谁", "对谁", "被批评", "查摆人", "剖析人", "检视人"], NONE, NONE, key(Key::Subject)),
    rule(PEOPLE, &["责任", "负责", "承办", "办理", "处理", "盯办", "改正", "经办", "主办", "整改", "治理", "落实", "具体", "担当", "执行", "改善", "纠正", "实施", "直接", "联系人", "联络", "专干", "民警", "干警", "主抓", "牵头", "化解", "处置", "包抓", "跟进"], NONE, &["协办", "配合", "督办", "跟踪"], key(Key::Owner)),
    rule(PEOPLE, LOOKS, NONE, NONE, not(Aside::Finder)),
    rule(&["姓名"], NONE, NONE, NONE, not(Aside::Finder)),
    rule(NONE, &["谁"], &["查", "报", "提", "发现", "填", "记"], NONE, not(Aside::Finder)),
    rule(NONE, &["谁"], &["验", "销号", "确认"], NONE, key(Key::Verifier)),
    rule(NONE, &["谁", "责任到人"], NONE, NONE, key(Key::Owner)),
    rule(&["人", "人员", "者", "员"], NONE, NONE, NONE, not(Aside::Finder)),
    // How far it is.
    rule(&["结论", "结果", "情况", "意见", "确认", "状况", "验证", "验收", "现状"], &["验收", "复查", "验证", "销号", "追踪", "跟踪", "效果", "回头看", "复验", "核查", "复核", "核验"], NONE, &["未", "整改情况"], Sense::Means(Named::StatusOrOutcome)),
    rule(&["成效", "效果", "收效"], &["进展", "情况"], NONE, NONE, key(Key::ProgressAndOutcome)),
    rule(&["成效", "效果", "收效", "成果"], NONE, NONE, NONE, key(Key::Outcome)),
    rule(NONE, &["效果", "成效"], NONE, &["预期", "目标"], key(Key::Outcome)),
    rule(&["比例", "完成率", "百分比", "整改率", "完成比", "进度"], NONE, NONE, &["时间进度"], key(Key::Progress)),
    rule(&["状态", "状况", "程度", "销号", "完结", "现状", "闭合"], NONE, NONE, &["问题", "隐患", "不足"], key(Key::Status)),
    rule(NONE, &["归属"], NONE, NONE, Sense::Means(Named::Responsible)),
    rule(NONE, &["进展", "动态", "怎么样", "咋样", "如何了", "到哪", "哪一步"], NONE, NONE, Sense::Means(Named::StatusOrProgress)),
    rule(&["情况", "结果", "经过", "过程", "反馈", "说明", "回复"], &["完成", "落实", "推进", "整改", "办理", "处理", "处置", "治理", "化解", "销号", "工作", "改正", "改善", "执行", "答复", "办结", "闭环", "闭合", "关闭"], NONE, &["未", "方案", "要求", "基本情况"], Sense::Means(Named::StatusOrProgress)),
    // What was done about it, and what is wrong.
    rule(&["内容", "意见"], &["答复", "回复"], NONE, NONE, key(Key::Progress)),
    rule(NONE, &["佐证", "印证", "附件", "证明材料"], NONE, NONE, key(Key::Evidence)),
    rule(NONE, &["标准", "目标", "达标"], NONE, &["问题", "不达标"], key(Key::Target)),
    rule(NONE, MEASURES, NONE, NONE, key(Key::Measures)),
    rule(NONE, &["整改", "治理", "改正", "改进", "处置", "处理", "纠正", "改善"], &["要求", "意见", "内容", "任务", "计划", "建议"], NONE, key(Key::Measures)),
    rule(&["建议", "要求", "任务"], NONE, NONE, &["意见建议", "时间", "目标"], key(Key::Measures)),
    rule(&["具体情况", "详细情况", "具体内容", "详情", "具体表现", "事例"], NONE, NONE, NONE, key(Key::Detail)),
    rule(NONE, PROBLEMS, NONE, &["来源", "数"], key(Key::Problem)),
    rule(NONE, &["备注", "说明"], NONE, NONE, key(Key::Note)),
    rule(&["检查情况", "现场情况", "检查内容", "事实描述", "事实陈述", "存在情况"], NONE, NONE, NONE, key(Key::Problem)),
    rule(&["责任", "责任方", "责任分工", "责任落实", "责任分解", "责任主体"], NONE, NONE, NONE, Sense::Means(Named::Responsible)),
];
