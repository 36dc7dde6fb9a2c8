//! What titles mean that no list has: they are made of few words, and the words tell. Asked in order,
//! the first rule that fits holds; how numbers, days and people are called comes before what they are
//! of.

use super::Key;
use super::titles::Named;
use super::words::{
    ACCEPTS, ANSWERS, CLOSES, DAYS, DAYS_ASKED, HELPS, LEADERS, LIMITS, LOOKS, MEASURES, MENDS,
    NONE, PEOPLE, PROBLEMS, UNIT_ENDS, UNITS,
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
pub enum Sense {
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
    // Keeping people calm mends nothing.
    rule(NONE, &["稳控"], NONE, NONE, not(Aside::Other)),
    // Pictures, places, grades, amounts: whatever they are of.
    rule(NONE, &["照片", "图片", "附图", "影像", "截图", "视频", "拍照"], NONE, NONE, not(Aside::Picture)),
    rule(NONE, &["电话", "手机", "联系方式", "邮箱", "身份证", "地址", "住址", "坐标", "经纬度"], NONE, &["责任人", "负责人", "联系人", "经办人", "承办人"], not(Aside::Place)),
    rule(NONE, &["电话", "手机", "联系方式"], NONE, NONE, not(Aside::Place)),
    rule(&["场所", "店铺", "点位", "商家", "经营户", "业户", "对象"], &["被查", "被检", "受检", "受查"], NONE, NONE, Sense::Means(Named::Looked)),
    rule(&["地点", "部位", "位置", "区域", "场所", "哪儿", "哪里", "在哪", "地段", "点位", "河段", "楼层", "区划", "辖区"], NONE, NONE, &["问题在", "差在", "卡在", "难在"], not(Aside::Place)),
    rule(&["等级", "级别", "严重程度", "危害程度", "风险程度", "紧急程度", "重要程度", "缓急", "条款", "条文", "条号", "分值", "扣分", "得分", "分数", "评分", "满意度", "满意", "属实", "评价", "灯牌", "亮灯", "颜色", "红黄绿", "权重", "标准分", "不符合程度", "不良率", "合格率", "分级"], NONE, NONE, &["效果", "成效", "有效性"], not(Aside::Grade)),
    rule(&["金额", "资金", "经费", "预算", "费用", "人数", "数量", "次数", "件数", "问题数", "个数", "户数", "天数", "工期", "造价", "投资", "损失"], NONE, NONE, NONE, not(Aside::Amount)),
    rule(NONE, &["追责", "问责", "被处理", "处分", "处罚", "追究", "考核情况", "奖惩"], NONE, NONE, not(Aside::Punished)),
    rule(NONE, &["预案", "重复", "是否公开", "公开情况", "逾期", "超期天"], NONE, &["原因", "理由", "说明"], not(Aside::Other)),
    // Numbers.
    rule(&["文号"], NONE, NONE, &["督办", "交办", "转办", "批办"], Sense::Means(Named::OfDocument)),
    rule(&["号", "编码", "代码", "编号"], &["许可证", "设备", "合同", "资产", "执照", "信用代码", "证书", "车牌", "批次", "批号", "身份", "项目编", "项目代", "档案", "床号", "住院", "病案", "病历", "零件", "图号", "物料", "产品", "条款", "批准", "发票", "凭证", "房号", "楼号"], NONE, NONE, not(Aside::Other)),
    rule(&["编号", "号", "字号"], &["文书", "通知", "告知", "函", "来文", "移送", "通报", "机构报告", "报告书", "决定书", "意见书", "建议书"], NONE, &["工单", "督办", "交办", "受理", "反馈", "上级", "信访", "案件", "转办", "型号"], Sense::Means(Named::OfDocument)),
    rule(&["序号"], &["反馈", "督察", "督查", "交办", "巡察", "巡视", "上级"], NONE, NONE, key(Key::External)),
    rule(&["序号", "顺号", "项次", "项番", "项号", "行号", "顺序"], NONE, NONE, NONE, key(Key::Serial)),
    rule(&["编号", "编码", "号"], &["文号", "工单", "督办", "交办", "受理", "反馈", "上级", "投诉", "信访", "案件", "举报", "转办", "批示", "底稿", "客户", "客诉", "顾客", "热线", "来信", "诉求", "提案", "建议", "案号", "议案", "留言", "信件", "舆情", "来件"], NONE, &["型号", "销号"], key(Key::External)),
    rule(&["编号", "编码", "序号", "号"], &["机构", "认证", "第三方", "外部", "来件", "来函", "省级", "市级", "县级", "省厅", "市局", "督查", "督察", "批办", "交办", "省整改", "市整改"], NONE, &["型号", "机构代码", "销号"], key(Key::External)),
    rule(&["编号", "编码", "项号", "号"], NONE, NONE, &["文号", "型号", "账号", "桩号", "房号", "销号", "条款号"], Sense::Means(Named::SerialOrCode)),
    // Kinds.
    rule(&["途径", "方式", "渠道"], &["发现", "来源", "查找", "反馈", "诉求", "受理", "征求", "查摆", "征集"], NONE, NONE, key(Key::Source)),
    rule(&["会议", "会议名称", "会议名", "检查名称", "检查主题", "检查活动", "审核名称", "哪次检查"], NONE, NONE, &["下次", "年度"], key(Key::Source)),
    rule(&["类型", "性质", "分类", "类别"], &["时限", "期限", "时序", "整改类型", "整改性质", "整改类别", "措施"], NONE, NONE, key(Key::Term)),
    rule(&["类别", "类型", "分类", "方面", "领域", "专业", "归类", "过程", "板块", "模块", "条线", "种类", "大类", "小类", "维度", "层面", "要素", "类目", "类项", "四个聚焦"], NONE, NONE, &["审核类", "工单", "来电", "来源", "渠道", "方式", "督办", "人员", "单位", "企业", "资金", "来访", "检查类", "业态", "客户", "结果", "答复", "办理过程", "处理过程", "整改过程", "落实过程", "化解过程", "调查过程", "处置过程"], key(Key::Dimension)),
    rule(&["类别", "类型", "分类", "方式", "性质", "项目名称", "业态", "专业"], NONE, NONE, &["整改方式", "治理方式", "处置方式", "解决方式"], not(Aside::Other)),
    rule(NONE, &["哪一块", "哪块", "哪一类", "哪类", "哪方面", "哪个方面", "哪条线", "归哪"], NONE, NONE, key(Key::Dimension)),
    rule(&["工序", "工位", "工站", "机台", "产线"], NONE, NONE, NONE, not(Aside::Place)),
    rule(&["整治项目", "整治重点", "专项", "专项名称", "专题"], NONE, NONE, NONE, key(Key::Dimension)),
    rule(&["检查环节", "环节"], NONE, NONE, &["整改环节", "薄弱环节", "问题环节"], key(Key::Dimension)),
    rule(NONE, &["从哪来", "哪来的", "哪里来", "从哪儿来", "从何而来", "从何来", "怎么来的", "怎么发现", "如何发现", "由来", "谁转来", "哪转来"], NONE, NONE, key(Key::Source)),
    rule(&["来源", "出处", "渠道", "来源会议", "哪里来"], NONE, NONE, NONE, key(Key::Source)),
    rule(NONE, &["来源"], NONE, NONE, key(Key::Source)),
    // What is wrong, in words that end like something else.
    rule(&["问题"], &["卡点", "堵点", "痛点", "难点"], NONE, &["和", "及", "、"], key(Key::Problem)),
    rule(&["情况", "状况"], &["破坏", "损毁", "受损", "污染", "违建", "异常"], NONE, &["治理", "处理", "整改"], key(Key::Problem)),
    rule(&["疗程"], NONE, NONE, NONE, key(Key::Deadline)),
    rule(&["疗效"], NONE, NONE, NONE, key(Key::Outcome)),
    rule(&["病因"], NONE, NONE, NONE, key(Key::Cause)),
    rule(&["考题", "试题", "病症", "病状", "症状", "病灶", "欠账"], NONE, NONE, NONE, key(Key::Problem)),
    rule(&["还账人", "答卷人", "主治人", "主治医师"], NONE, NONE, NONE, key(Key::Owner)),
    rule(&["阅卷人", "评卷人"], NONE, NONE, NONE, key(Key::Verifier)),
    rule(&["扣分原因", "失分原因", "丢分原因", "扣分理由", "扣分情况"], NONE, NONE, NONE, key(Key::Problem)),
    rule(NONE, &["意见和建议", "意见与建议", "意见及建议", "批评建议", "待整改内容", "需整改内容"], NONE, NONE, key(Key::Problem)),
    rule(&["现象", "事实"], NONE, NONE, NONE, key(Key::Problem)),
    // What each waits for comes of others.
    rule(NONE, &["协调事项", "协调解决", "需协调", "需上级"], NONE, NONE, not(Aside::Other)),
    // Causes and what comes next.
    rule(NONE, &["原因", "根源", "成因", "症结"], &["未", "逾期", "超期", "延期", "滞后", "没"], NONE, key(Key::Reason)),
    rule(NONE, &["为啥", "为什么", "为何", "怎么", "缘由", "理由", "因为", "说明"], &["没完", "没改", "没办", "没做", "没到", "没成", "没好", "未到位", "未完", "未改", "未办", "未整", "未成", "没", "未销"], &["没有说明"], key(Key::Reason)),
    rule(&["原因", "理由", "说明", "情况"], &["超时", "延误", "拖延", "逾期", "延期", "超期", "滞后"], NONE, &["申请", "记录", "审批", "是否"], key(Key::Reason)),
    rule(NONE, &["未完成", "未整改", "未办结", "未销号", "未到位", "没完成", "未落实", "未化解"], &["说明", "缘由", "理由"], NONE, key(Key::Reason)),
    rule(NONE, &["卡在哪", "难在哪", "卡在", "难在", "什么难处", "难处", "障碍", "梗阻", "瓶颈"], NONE, NONE, key(Key::Reason)),
    rule(NONE, &["原因", "根源", "成因", "真因", "要因", "根因", "病根", "症结", "为什么会"], NONE, NONE, key(Key::Cause)),
    rule(NONE, &["困难", "难点", "卡点", "堵点", "制约因素"], NONE, NONE, key(Key::Reason)),
    rule(NONE, &["下步", "下一步", "后续", "下阶段", "接下来", "往后", "今后", "接着", "后面", "再怎么", "还要", "还差", "还缺", "还需", "下期计划", "下月计划", "下周计划", "下月打算", "下季度计划", "明年计划"], NONE, NONE, key(Key::NextStep)),
    // 是否…
    rule(NONE, &["是否"], &["长期", "需要", "重大", "涉及", "立行立改", "公开", "逾期", "超期", "按期", "违规"], NONE, not(Aside::Other)),
    rule(NONE, &["是否"], MENDS, NONE, key(Key::Status)),
    rule(NONE, &["是否"], ACCEPTS, NONE, key(Key::Status)),
    rule(NONE, &["与否"], ACCEPTS, NONE, key(Key::Status)),
    rule(NONE, &["与否"], MENDS, NONE, key(Key::Status)),
    rule(NONE, &["是否"], &["完结", "结案", "闭合", "答复", "办复", "销项", "销案", "结项"], NONE, key(Key::Status)),
    rule(NONE, &["是否", "与否", "有无"], NONE, NONE, not(Aside::Other)),
    rule(NONE, &["打√", "打勾", "打钩", "划√", "画√"], NONE, &["问题", "措施"], key(Key::Status)),
    rule(&["完成", "整改", "办结", "销号", "到位", "完成√", "整改√", "办结√", "销号√"], &["√"], NONE, NONE, key(Key::Status)),
    rule(&["好了没", "成了没", "好没有", "完没有", "了没有", "完成否", "整改否", "办结否", "销号否", "到位否"], NONE, NONE, NONE, key(Key::Status)),
    rule(&["没有", "了没", "没改", "好没", "完没", "成没"], MENDS, NONE, NONE, key(Key::Status)),
    // Days.
    rule(NONE, DAYS_ASKED, &["销号", "核销"], NONE, key(Key::ClosedOn)),
    rule(&["完的", "成的", "好的", "结的"], DAYS_ASKED, NONE, NONE, key(Key::FinishedOn)),
    rule(NONE, &["延期至", "延期到", "延至", "顺延", "展期"], NONE, &["原因", "情况", "申请", "次数"], key(Key::Deadline)),
    rule(&["最迟", "最晚", "截至", "止于"], NONE, NONE, NONE, key(Key::Deadline)),
    rule(NONE, &["预定", "拟完", "应完成", "须完成", "需完成", "要求完成", "预期完成", "约定完成"], NONE, &["标准", "任务", "措施", "目标"], key(Key::Deadline)),
    rule(NONE, &["大限", "决战日", "时间表", "进度安排", "进度要求", "办结要求", "时效要求", "计划节点"], NONE, &["情况"], key(Key::Deadline)),
    rule(DAYS, &["兑现", "交账", "还账", "交卷", "见效", "达标", "达成"], NONE, &["实际", "检查", "发现"], key(Key::Deadline)),
    rule(NONE, &["到哪天", "哪天为止", "几时", "啥时候", "什么时候", "啥时", "多久", "何时"], NONE, &["查", "发现", "报", "提", "实际", "来的"], key(Key::Deadline)),
    rule(DAYS, CLOSES, NONE, LIMITS, key(Key::ClosedOn)),
    rule(DAYS, &["回访", "复查", "验收", "验证", "更新", "填报", "评价", "报送", "公示", "打印", "确认", "复核", "核查", "核验", "复验", "审批", "审核", "签字", "备案", "批准", "注销"], NONE, LIMITS, not(Aside::Other)),
    rule(NONE, &["何时", "什么时候", "哪天", "几时", "多久"], NONE, &["查", "发现", "报", "提", "实际"], key(Key::Deadline)),
    rule(NONE, &["时间", "日期"], &["要求", "安排", "限制", "节点", "规定"], &["检查", "发现", "受理"], key(Key::Deadline)),
    rule(&["实际完成", "实际办结", "实完成", "实办结", "实完"], NONE, NONE, NONE, key(Key::FinishedOn)),
    // What was set aside by a later day.
    rule(NONE, &["原定", "原计划", "原时限", "原完成", "原整改时限", "原期限", "原要求时"], NONE, &["原因", "措施", "问题", "内容", "责任"], not(Aside::Other)),
    rule(DAYS, LIMITS, NONE, &["实际", "下发", "来电", "受理", "检查", "发现"], key(Key::Deadline)),
    rule(DAYS, &["实际", "实完", "实办"], NONE, NONE, key(Key::FinishedOn)),
    rule(DAYS, CLOSES, NONE, NONE, key(Key::ClosedOn)),
    rule(DAYS, &["完成", "办结", "整改", "治理", "到位", "处置", "化解", "解决", "改善", "改正", "落实", "纠正", "销号", "结案", "改完", "改好", "处理", "办理", "完了", "完工", "竣工", "完结", "办毕", "办复", "修复", "消除", "改进", "答复", "执行", "实施"], NONE, &["检查", "通知", "下发", "受理"], Sense::Means(Named::PlannedOrActual)),
    rule(&["时间", "日期", "日", "时点", "哪天", "年月", "何时"], NONE, NONE, &["时间节点"], not(Aside::FoundOn)),
    rule(NONE, &["时限", "期限", "截止", "限期", "限时", "限改", "起止", "节点", "预计完成", "计划完成"], NONE, &["措施", "方案", "计划书"], key(Key::Deadline)),
    rule(&["期", "时候"], NONE, NONE, &["周期", "分期", "学期"], key(Key::Deadline)),
    // Units.
    rule(NONE, &["谁来帮", "谁帮", "谁来协", "谁协", "谁参与", "谁来参与", "帮忙", "谁搭手", "一起改"], NONE, NONE, key(Key::CoDepts)),
    rule(NONE, &["谁配合", "谁协助", "谁协办", "哪个部门配合", "哪些部门配合", "配合的部门", "谁来配合"], NONE, NONE, key(Key::CoDepts)),
    rule(NONE, &["哪个部门", "哪个单位", "哪个科室", "哪个科", "哪个处", "哪家单位", "哪个股室", "归哪个", "归谁管", "哪家管"], NONE, &["提", "查", "发现", "检查"], key(Key::Dept)),
    rule(NONE, &["交给谁", "转给谁", "派给谁", "转谁", "谁承办", "谁来办", "谁办"], NONE, NONE, Sense::Means(Named::Responsible)),
    rule(UNITS, HELPS, NONE, NONE, key(Key::CoDepts)),
    rule(&["部署"], &["担当", "责任", "负责", "主管"], NONE, NONE, key(Key::Dept)),
    rule(UNITS, &["共同责任"], NONE, NONE, key(Key::CoDepts)),
    rule(UNITS, ANSWERS, NONE, NONE, key(Key::Dept)),
    rule(UNITS, &["配合", "协办", "协同", "支持", "助攻"], NONE, NONE, key(Key::CoDepts)),
    rule(UNITS, &["被", "受检", "受查", "检查科室", "检查企业", "检查学院"], NONE, NONE, Sense::Means(Named::Looked)),
    rule(UNITS, LOOKS, NONE, NONE, not(Aside::Finder)),
    rule(UNITS, ACCEPTS, NONE, NONE, not(Aside::Finder)),
    rule(&["对象"], LOOKS, NONE, NONE, Sense::Means(Named::Looked)),
    rule(UNITS, NONE, NONE, NONE, Sense::Means(Named::Looked)),
    rule(&["村", "村名", "村别", "村居", "区县", "县区", "县市区", "市州", "镇", "校区名称", "分公司", "项目部", "工地"], NONE, NONE, &["地址", "住", "责任", "干部", "驻村", "包村"], Sense::Means(Named::Looked)),
    rule(&["经办"], NONE, NONE, NONE, key(Key::Owner)),
    rule(&["村", "组", "项目", "厂家", "供应商", "中心", "总支", "支行", "归口", "课"], &["责任", "担当"], NONE, NONE, key(Key::Dept)),
    rule(&["主责", "主办", "牵头", "承办"], &["领导", "院长", "校长", "局长", "书记"], NONE, NONE, key(Key::Lead)),
    rule(&["主责", "主办", "牵头", "承办"], NONE, NONE, NONE, key(Key::Dept)),
    rule(&["配合", "协办", "协同", "协助", "参与", "会办", "协管"], NONE, NONE, &["是否", "情况"], key(Key::CoDepts)),
    rule(UNIT_ENDS, HELPS, NONE, &["干部", "整改", "治理", "办理", "处理", "落实", "完成"], key(Key::CoDepts)),
    rule(UNIT_ENDS, &["责任", "牵头", "主办", "主责", "承办", "负责", "承担", "主抓", "归口"], NONE, &["干部"], key(Key::Dept)),
    // Leaders and people.
    rule(LEADERS, &["销号", "验收", "复查"], NONE, NONE, key(Key::Verifier)),
    rule(LEADERS, &["督导", "督查", "审定", "签发", "交办", "批示", "签批", "反映", "检查", "督办", "带队", "审签"], NONE, NONE, not(Aside::Finder)),
    rule(&["责任人", "负责人"], &["班子", "领导", "县级", "市级", "局级", "处级", "校级", "院级", "党组", "党委"], NONE, &["督导"], key(Key::Lead)),
    rule(&["责任人", "干部", "民警", "干警"], &["包案", "包保"], NONE, NONE, key(Key::Owner)),
    rule(NONE, &["领导", "班子成员", "挂帅", "挂点", "包案", "包保"], NONE, &["单位", "部门", "意见", "批示", "情况", "小组", "措施", "要求", "会"], key(Key::Lead)),
    rule(&["长", "总", "主任", "负责人", "书记", "经理", "院领导", "副职"], &["分管", "主管", "包抓", "包联", "挂联", "联系"], NONE, &["主管部门", "主管单位", "主管科", "部门负责人", "科室负责人", "电话"], key(Key::Lead)),
    rule(&["河长", "湖长", "林长", "路长", "田长", "链长", "段长", "片长"], NONE, NONE, &["工段长"], key(Key::Lead)),
    rule(&["负责同志"], &["分管", "主管", "牵头", "包联", "联系"], NONE, NONE, key(Key::Lead)),
    rule(&["分管", "书记", "局长", "县长"], NONE, NONE, NONE, key(Key::Lead)),
    rule(PEOPLE, ACCEPTS, NONE, NONE, key(Key::Verifier)),
    rule(&["签字", "签名", "签章"], ACCEPTS, NONE, &["意见", "领导"], key(Key::Verifier)),
    rule(&["主体", "对象", "人", "人员", "者"], &["查摆", "检视", "剖析", "对照检查", "问题所属", "问题归属"], NONE, NONE, key(Key::Subject)),
    rule(&["所属对象", "问题归属", "问题主体", "党员姓名", "干部姓名"], NONE, NONE, NONE, key(Key::Subject)),
    rule(NONE, &["提给谁", "对谁", "被批评", "查摆人", "剖析人", "检视人"], NONE, NONE, key(Key::Subject)),
    rule(&["项目经理", "车间主任", "班组长", "工段长", "科主任", "责任员工", "责任岗位", "主办法官", "承办法官", "维修人员", "维修人", "定人", "定人员", "定责任人", "定责任"], NONE, NONE, NONE, key(Key::Owner)),
    rule(PEOPLE, &["责任", "负责", "承办", "办理", "处理", "盯办", "改正", "经办", "主办", "整改", "治理", "落实", "具体", "担当", "执行", "改善", "纠正", "实施", "直接", "联系人", "联络", "专干", "民警", "干警", "主抓", "牵头", "化解", "处置", "包抓", "跟进", "办案", "包片", "包村", "驻村", "包干", "包联", "挂包", "挂联", "网格", "稳控", "履职", "岗位", "操作", "改进", "消缺", "检修", "抢修", "维护"], NONE, &["协办", "配合", "督办", "跟踪"], key(Key::Owner)),
    rule(PEOPLE, LOOKS, NONE, NONE, not(Aside::Finder)),
    rule(&["担当", "网格长"], NONE, NONE, NONE, key(Key::Owner)),
    rule(&["姓名"], NONE, NONE, NONE, not(Aside::Finder)),
    rule(NONE, &["谁"], &["复查", "核查", "验", "销号", "把关"], NONE, key(Key::Verifier)),
    rule(NONE, &["谁"], &["查", "报", "提", "发现", "填", "记"], NONE, not(Aside::Finder)),
    rule(NONE, &["谁"], &["确认"], NONE, key(Key::Verifier)),
    rule(NONE, &["谁", "责任到人"], NONE, NONE, key(Key::Owner)),
    rule(&["人", "人员", "者", "员"], NONE, NONE, NONE, not(Aside::Finder)),
    // How far it is.
    rule(&["结论", "认定结果", "评定结果", "判定结果", "核定结果", "认定情况", "认定意见", "认定"], NONE, NONE, &["审计结论", "检查结论", "调查结论"], Sense::Means(Named::StatusOrOutcome)),
    // What was done, said in so many words.
    rule(NONE, &["已采取", "采取了", "已做", "做了什么", "做了哪些", "干了什么", "办了什么", "改了什么", "怎么办的", "怎么改的", "怎么处理的", "如何处理的", "如何办的", "怎样办的", "怎样改的", "怎么整的", "已开展", "已完成工作", "已完成的工作", "干了哪些", "做了啥", "干了啥", "办了啥"], NONE, NONE, key(Key::Progress)),
    rule(&["复核", "复查", "核验", "有效性评价", "有效性确认", "确认结果"], NONE, NONE, NONE, Sense::Means(Named::StatusOrOutcome)),
    rule(&["结论", "结果", "情况", "意见", "确认", "状况", "验证", "验收", "现状"], &["验收", "复查", "验证", "销号", "追踪", "跟踪", "效果", "回头看", "复验", "核查", "复核", "核验"], NONE, &["未", "整改情况"], Sense::Means(Named::StatusOrOutcome)),
    rule(&["成效", "效果", "收效"], &["进展", "情况"], NONE, NONE, key(Key::ProgressAndOutcome)),
    rule(NONE, &["目标效果", "预期效果", "预期成果", "预期成效", "什么程度"], NONE, NONE, key(Key::Target)),
    rule(&["成效", "效果", "收效", "成果", "实效", "战果"], NONE, NONE, NONE, key(Key::Outcome)),
    rule(&["情况"], &["见效", "成效", "效果"], NONE, NONE, key(Key::Outcome)),
    rule(NONE, &["效果", "成效"], NONE, &["预期", "目标"], key(Key::Outcome)),
    rule(&["比例", "完成率", "百分比", "整改率", "完成比", "完成比率", "进度"], NONE, NONE, &["时间进度"], key(Key::Progress)),
    rule(&["进度情况", "进展情况", "进度说明", "进展说明"], NONE, NONE, &["目前", "当前", "工作推进"], key(Key::Progress)),
    rule(&["状态", "状态标识", "状态标志", "状态标记", "状态栏", "整改标识", "完成标识"], NONE, NONE, NONE, key(Key::Status)),
    rule(&["状态", "状况", "程度", "销号", "完结", "现状", "闭合"], NONE, NONE, &["问题", "隐患", "不足"], key(Key::Status)),
    rule(&["情况"], &["销号", "销项", "销案", "结案", "闭环", "闭合", "关闭"], NONE, NONE, key(Key::Status)),
    rule(NONE, &["归属"], NONE, NONE, Sense::Means(Named::Responsible)),
    rule(NONE, &["进展", "动态", "怎么样", "怎样了", "得怎样", "咋样", "如何了", "得如何", "到哪", "哪一步", "哪步", "眼下", "目前", "当前", "现况", "近况", "战况", "最新情况"], NONE, NONE, Sense::Means(Named::StatusOrProgress)),
    rule(&["情况", "结果", "经过", "过程", "反馈", "说明", "回复", "回执"], &["完成", "落实", "推进", "整改", "办理", "处理", "处置", "治理", "化解", "销号", "工作", "改正", "纠正", "改善", "执行", "答复", "办结", "闭环", "闭合", "关闭", "整治", "办复", "反馈结果"], NONE, &["未", "方案", "要求", "基本情况"], Sense::Means(Named::StatusOrProgress)),
    // What was done about it, and what is wrong.
    rule(&["内容", "意见"], &["答复", "回复"], NONE, NONE, key(Key::Progress)),
    rule(NONE, &["佐证", "印证", "附件", "证明材料", "支撑性材料", "支撑材料", "证明文件", "资料清单", "证据清单"], NONE, NONE, key(Key::Evidence)),
    rule(&["资料", "证据", "材料"], MENDS, NONE, &["所需", "待", "补交"], key(Key::Evidence)),
    rule(NONE, &["标准", "目标", "达标"], NONE, &["问题", "不达标"], key(Key::Target)),
    rule(NONE, MEASURES, NONE, &["法官", "办法官"], key(Key::Measures)),
    rule(&["治", "整", "改", "解决", "整改", "个改法", "办", "弄", "干", "做"], &["怎么", "怎样", "如何", "咋"], NONE, NONE, key(Key::Measures)),
    rule(&["打法", "改法", "治法", "之策", "良策", "实招", "硬招", "招数", "高招", "药方", "处方", "纠正", "纠正处置", "整治内容", "解决途径", "思路", "拟办意见", "办理意见", "工作安排", "整改安排", "整改方式", "治理方式", "处置方式", "解决方式", "整改路径"], NONE, NONE, NONE, key(Key::Measures)),
    rule(NONE, &["整改", "治理", "改正", "改进", "处置", "处理", "纠正", "改善"], &["要求", "意见", "内容", "任务", "计划", "建议"], NONE, key(Key::Measures)),
    rule(&["建议", "要求", "任务", "分解", "步骤", "打算"], NONE, NONE, &["意见建议", "时间", "目标", "责任"], key(Key::Measures)),
    rule(&["情况描述", "表现形式", "现象描述"], &["问题", "隐患", "不合格", "不符合", "缺陷", "违规", "违法", "现象"], NONE, NONE, key(Key::Problem)),
    rule(&["具体情况", "详细情况", "具体内容", "详情", "具体表现", "表现形式", "具体情形", "表现情形", "典型案例", "事例", "举例", "例子", "细节", "情况描述"], NONE, NONE, NONE, key(Key::Detail)),
    rule(&["说明事项", "说明的事项", "其他事项", "其他情况", "其它", "未尽事宜", "附注", "附记", "批注", "注"], NONE, NONE, NONE, key(Key::Note)),
    rule(&["名称", "事由"], &["提案", "建议", "议案", "督办", "事项", "任务"], NONE, &["单位", "会议"], key(Key::Problem)),
    rule(&["内容", "主题", "标题", "事项"], &["留言", "帖", "舆情", "信件", "邮件", "来件", "指摘"], NONE, &["回复", "答复"], key(Key::Problem)),
    rule(&["内容", "题目", "标题"], &["提案", "建议", "议案", "工单", "诉求"], NONE, NONE, key(Key::Problem)),
    rule(&["内容"], &["工单", "督办", "交办", "投诉", "来电", "信访", "来信", "来访", "批示", "反映", "议定"], NONE, NONE, key(Key::Problem)),
    rule(&["意见"], &["征求", "收集", "群众", "代表", "基层", "评议", "监管", "督察", "巡视", "巡察"], NONE, &["整改"], key(Key::Problem)),
    rule(&["行为"], &["违反", "违纪", "违法", "违规", "不当", "不安全"], NONE, NONE, key(Key::Problem)),
    rule(&["所见", "所发现", "发现", "指出了什么", "提了什么", "难题", "实事", "急难愁盼", "存在的情形", "违规情形", "违规内容", "违法情况", "违规情况", "矛盾纠纷", "案情", "案件概况", "信访概况", "群众反映", "顾客抱怨", "客户抱怨", "抱怨内容", "顾客反馈", "客户反馈", "差错描述", "差错内容", "客诉内容", "风险描述", "丢分项", "改善项", "改进项", "待改善项", "意见内容", "征集意见", "反馈内容", "反馈情况", "议题"], NONE, NONE, NONE, key(Key::Problem)),
    rule(NONE, PROBLEMS, NONE, &["来源", "数"], key(Key::Problem)),
    rule(&["差在哪", "差在哪儿", "差在哪里", "问题在哪", "问题在哪里", "哪儿不好", "哪里不好"], NONE, NONE, NONE, key(Key::Problem)),
    rule(NONE, &["反映", "诉说", "来说", "投诉", "举报", "查出", "检查出", "查到"], &["什么", "啥", "哪些"], NONE, key(Key::Problem)),
    rule(NONE, &["备注", "备考", "说明"], NONE, NONE, key(Key::Note)),
    rule(&["检查情况", "检查结果", "检查记录", "现场情况", "检查内容", "事实描述", "事实陈述", "存在情况"], NONE, NONE, NONE, key(Key::Problem)),
    rule(&["督查内容", "督导内容", "巡查内容", "督查项目", "检查项目", "检查要点"], NONE, NONE, NONE, key(Key::Problem)),
    rule(&["责任", "责任方", "修复主体", "治理主体", "整治主体", "落实主体", "实施主体", "办理主体", "责任分工", "责任落实", "责任分解", "责任主体"], NONE, NONE, NONE, Sense::Means(Named::Responsible)),
];
