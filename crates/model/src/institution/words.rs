//! The words of rule 7 (制度成果), each list once.

/// Verbs of making; of two that begin alike the longer stands first.
pub(super) const MADE: [&str; 6] = ["制修订", "制定", "制订", "出台", "印发", "建立"];

/// Verbs of revising.
pub(super) const REVISED: [&str; 1] = ["修订"];

/// The verb whose object only a name in 《》 can be.
pub(super) const SET_UP: &str = "建立";

/// What else makes a name before it an institution that holds.
pub(super) const PASSED: &str = "通过";
pub(super) const IN_FORCE: [&str; 2] = ["施行", "执行"];

/// All of them: a text without any tells of no institution.
pub(super) const VERBS: [&str; 10] = [
    "制修订", "制定", "制订", "出台", "印发", "建立", "修订", "通过", "施行", "执行",
];

/// Whether a verb may begin with this, so that most characters are passed by.
pub(super) fn begins_verb(c: char) -> bool {
    matches!(c, '制' | '出' | '印' | '建' | '修' | '通' | '施' | '执')
}

/// Verbs that a name may stand before.
pub(super) const AFTER_NAME: [&str; 6] = ["印发", "出台", "修订", "通过", "施行", "执行"];

/// What stands before 通过 where a body passed something.
pub(super) const PASSING: [&str; 13] = [
    "审议", "研究", "讨论", "会议", "审定", "表决", "票决", "审核", "会", "审议并", "研究并",
    "讨论并", "会上",
];

/// Last words of what is named without 《》.
pub(super) const KINDS: [&str; 6] = ["办法", "规定", "细则", "规则", "规范", "制度"];

/// Last words of papers that are deeds and no institutions: those that the rule names, and their like.
pub(super) const PAPERS: [&str; 19] = [
    "计划", "方案", "要点", "通知", "清单", "提醒", "函", "纪要", "报告", "信", "书", "简报",
    "通报", "汇编", "名单", "表", "台账", "总结", "公告",
];

/// Drafts that are on their way: cut from the name.
pub(super) const DRAFTS: [&str; 3] = ["修订稿", "送审稿", "草案"];

/// Drafts that are asked about: nothing was made yet.
pub(super) const ASKED: [&str; 4] = ["征求意见稿", "讨论稿", "初稿", "意见稿"];

/// What follows a name where another thing is meant.
pub(super) const OTHER_THINGS: [&str; 8] = [
    "手册", "资料", "读本", "汇编", "解读", "宣传册", "分工", "措施",
];

/// What a following clause begins with that has no subject of its own.
pub(super) const NO_SUBJECT: [&str; 15] = [
    "经", "已", "并", "由", "于", "现已", "正式", "报", "自", "且", "均", "全部", "目前已", "随后",
    "后",
];

/// Words that govern a name: it is read, followed or kept, not made.
pub(super) const GOVERNING: [&str; 28] = [
    "按照", "根据", "依据", "依照", "参照", "对照", "遵照", "比照", "学习", "落实", "贯彻", "围绕",
    "观看", "宣传", "宣讲", "遵守", "转发", "传达", "结合", "针对", "执行", "解读", "汇报", "领学",
    "违反", "符合", "熟悉", "掌握",
];

/// The same before a name without 《》, which may itself be named after one of them.
pub(super) const FOLLOWING: [&str; 10] = [
    "按照", "根据", "依据", "依照", "参照", "对照", "遵照", "遵守", "严格", "违反",
];

/// Things of which a name can tell no more than that they were written.
pub(super) const HEADS: [&str; 9] = [
    "通知", "明确", "方案", "计划", "清单", "要求", "措施", "要点", "任务",
];

/// Between a name and the verb behind it: another thing is meant.
pub(super) const BETWEEN: [&str; 24] = [
    "方案", "计划", "通知", "清单", "要点", "学习", "宣传", "落实", "贯彻", "培训", "讲座", "考试",
    "测试", "竞赛", "问题", "台账", "报告", "精神", "要求", "任务", "分工", "检查", "规定的",
    "内容",
];

/// The same before 执行: kept, not made.
pub(super) const KEPT: [&str; 9] = [
    "严格", "认真", "得到", "有效", "抓好", "坚持", "长期", "不", "监督",
];

/// What may follow a verb that has no object.
pub(super) const NO_OBJECT: [&str; 26] = [
    "了", "实施", "施行", "执行", "试行", "到", "至", "给", "各", "全", "后", "并", "、", "完",
    "公布", "发布", "下发", "等", "（", "(", "”", "出台", "印发", "为", "，", "稿并",
];

/// What may follow a name without 《》.
pub(super) const BEHIND_KIND: [&str; 39] = [
    "等", "并", "后", "（", "(", "：", ":", "明确", "进一步", "对", "以", "且", "确保", "加强",
    "共", "从", "推动", "使", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "0",
    "1", "2", "3", "4", "5", "6", "7", "8", "9",
];

/// Beginnings of an object that are no part of a name; cut as often as they stand there.
pub(super) const LEADING: [&str; 60] = [
    "了", "并", "和", "与", "、", "出台", "印发", "修订", "完善", "制定", "制订", "实施", "下发",
    "健全", "发布", "起草", "草拟", "审议", "研究", "讨论", "形成", "完成", "新的", "新", "本局",
    "我局", "全局", "本单位", "单位", "本", "相关", "有关", "各项", "一系列", "一批", "多项",
    "部分", "原有", "现有", "进一步", "将", "把", "对", "《", "如下", "以下", "其中", "同时",
    "党组", "关于", "切实", "及时", "已", "的", "：", ":", "系列", "严格执行", "严格落实", "后的",
];

/// Words that name nothing by themselves: a name of these alone is none.
pub(super) const GENERIC: [&str; 26] = [
    "管理", "工作", "内部", "规章", "相关", "有关", "各项", "配套", "长效", "具体", "实施",
    "一系列", "多项", "明文", "若干", "新的", "本", "各类", "必要", "严格", "基本", "制度", "单位",
    "机关", "好", "项",
];

/// Plans: what they govern is not done yet, in their clause or the next ones of the sentence.
pub(super) const PLANS: [&str; 22] = [
    "下一步", "下步", "接下来", "拟", "预计", "准备", "打算", "建议", "要求", "强调", "提出",
    "督促", "争取", "力争", "列入", "纳入", "将于", "将在", "适时", "尽快", "抓紧", "明年",
];

/// The same where they are verbs.
pub(super) const PLANS_AS_VERBS: [&str; 3] = ["计划", "将", "要"];

/// What these lead to, beside the verbs of making.
pub(super) const BEHIND_PLAN: [&str; 13] = [
    "于", "在", "年", "明年", "今年", "下", "进一步", "对", "由", "再", "陆续", "及时", "会",
];

/// What is not done, or not by oneself, before its verb.
pub(super) const UNDONE: [&str; 22] = [
    "正在", "未", "没", "尚", "不", "缺", "待", "启动", "着手", "推进", "酝酿", "论证", "筹备",
    "谋划", "参与", "继续", "起草中", "正", "需", "应", "协助", "配合",
];

/// What is not done yet, anywhere behind its verb.
pub(super) const GOING_ON: [&str; 5] = ["尚", "正在", "仍在", "还未", "还没"];

/// What is not done, or was judged, at the end behind its verb.
pub(super) const UNDONE_BEHIND: [&str; 7] = [
    "进行中", "过程中", "不够", "不足", "不及时", "滞后", "不到位",
];

/// What is none of these, for all that it is written with their signs.
pub(super) const HARMLESS: [&str; 35] = [
    "草拟", "拟定", "拟订", "接待", "对待", "招待", "等待", "未来", "高尚", "不断", "不少于",
    "不定期", "不动产", "未成年", "修正", "公正", "端正", "正式", "正面", "校正", "改正", "纠正",
    "真正", "正风", "缺陷", "需求", "应急", "应用", "供应", "对应", "相应", "按需", "必需", "响应",
    "适应",
];
