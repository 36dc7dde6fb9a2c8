//! What a text is about: problems name a fault and measures a remedy, often without one word in
//! common (学得不深 and 健全研讨制度).

/// Matters with the words by which they are known.
const MATTERS: [(&str, &[&str]); 22] = [
    (
        "理论学习",
        &[
            "学习",
            "理论",
            "研讨",
            "原著",
            "武装",
            "学用",
            "读书",
            "学思",
            "学懂",
            "第一议题",
            "中心组",
            "悟原理",
            "笔记",
            "领学",
            "学风",
        ],
    ),
    (
        "政治能力",
        &[
            "政治判断",
            "政治站位",
            "政治敏锐",
            "政治能力",
            "政治忠诚",
            "政治执行",
            "政治领悟",
            "两个维护",
            "大局",
            "讲政治",
            "请示报告",
        ],
    ),
    (
        "意识形态",
        &[
            "意识形态",
            "舆情",
            "舆论",
            "网络",
            "公众号",
            "宣传阵地",
            "新媒体",
            "网上",
        ],
    ),
    (
        "调查研究",
        &["调研", "调查研究", "蹲点", "走马观花", "一线了解", "摸清"],
    ),
    (
        "联系群众",
        &[
            "群众",
            "宗旨",
            "民生",
            "走访",
            "入户",
            "服务对象",
            "诉求",
            "急难愁盼",
            "信访",
            "热线",
            "满意度",
            "家访",
            "为民",
        ],
    ),
    (
        "基层服务",
        &[
            "窗口",
            "办事",
            "服务",
            "审批",
            "办理",
            "便民",
            "流程",
            "帮扶企业",
            "营商",
            "企业",
        ],
    ),
    (
        "担当作为",
        &[
            "担当",
            "攻坚",
            "畏难",
            "难题",
            "硬骨头",
            "斗争",
            "碰硬",
            "推诿",
            "劲头",
            "敢于",
            "破难",
            "责任感",
            "不愿为",
        ],
    ),
    (
        "创新",
        &[
            "创新",
            "老办法",
            "思路",
            "首创",
            "改革",
            "按部就班",
            "打破",
            "惯性",
            "守旧",
        ],
    ),
    (
        "抓落实",
        &[
            "落实",
            "督办",
            "督查",
            "督促",
            "跟踪",
            "推进",
            "进度",
            "调度",
            "台账",
            "倒排",
            "执行力",
            "拖延",
            "缓慢",
        ],
    ),
    (
        "会风文风",
        &[
            "会议",
            "文件",
            "文山",
            "会海",
            "减负",
            "形式主义",
            "留痕",
            "陪会",
            "精简",
            "官僚主义",
            "发文",
        ],
    ),
    (
        "党的建设",
        &[
            "党建",
            "支部",
            "三会一课",
            "主题党日",
            "组织生活",
            "党员教育",
            "发展党员",
            "党员管理",
            "党务",
        ],
    ),
    (
        "批评和自我批评",
        &[
            "批评",
            "谈心",
            "谈话",
            "红脸",
            "好人主义",
            "碍于情面",
            "提醒",
            "辣味",
            "交心",
        ],
    ),
    (
        "民主集中制",
        &[
            "民主集中制",
            "议事",
            "集体决策",
            "班子会",
            "一言堂",
            "征求意见",
            "决策",
            "酝酿",
        ],
    ),
    (
        "廉洁纪律",
        &[
            "廉",
            "纪律",
            "警示教育",
            "腐",
            "八项规定",
            "家风",
            "一岗双责",
            "管党治党",
            "从严治党",
            "监督执纪",
            "纪法",
            "酒",
            "接待",
        ],
    ),
    (
        "队伍建设",
        &[
            "干部",
            "队伍",
            "年轻",
            "人才",
            "培养",
            "帮带",
            "轮岗",
            "本领",
            "能力素质",
            "培训",
            "业务能力",
        ],
    ),
    (
        "制度建设",
        &["制度", "机制", "办法", "规定", "修订", "规范", "漏洞"],
    ),
    (
        "财务和资产",
        &[
            "经费",
            "财务",
            "资金",
            "报销",
            "预算",
            "采购",
            "公车",
            "公务用车",
            "节约",
            "浪费",
            "资产",
            "过紧日子",
        ],
    ),
    (
        "安全和风险",
        &[
            "安全",
            "风险",
            "隐患",
            "应急",
            "预案",
            "排查",
            "底线思维",
            "忧患",
        ],
    ),
    (
        "生态环境",
        &["环保", "环境", "污染", "河", "水质", "生态", "绿化", "垃圾"],
    ),
    (
        "乡村振兴",
        &[
            "乡村",
            "农村",
            "村集体",
            "产业",
            "脱贫",
            "农户",
            "种植",
            "合作社",
        ],
    ),
    (
        "项目建设",
        &["项目", "工程", "招商", "征迁", "工期", "投资", "建设进度"],
    ),
    (
        "执法和监管",
        &[
            "执法", "监管", "检查", "处罚", "案件", "办案", "巡查", "抽查",
        ],
    ),
];

/// Weights by matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Theme([f64; MATTERS.len()]);

/// Weighs what parts of a text are about; a part counts as often as said.
pub(super) fn of(parts: &[(&str, f64)]) -> Theme {
    let mut theme = Theme::default();
    for (weight, (_, words)) in theme.0.iter_mut().zip(MATTERS) {
        let said: f64 = parts
            .iter()
            .map(|(text, times)| {
                times
                    * words
                        .iter()
                        .map(|word| text.matches(word).count() as f64)
                        .sum::<f64>()
            })
            .sum();
        *weight = (1.0 + said).ln();
    }
    theme
}

impl Theme {
    /// Cosine, 0–1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let norm = |theme: &Self| theme.0.iter().map(|w| w * w).sum::<f64>().sqrt();
        let product: f64 = self.0.iter().zip(other.0).map(|(a, b)| a * b).sum();
        let norms = norm(self) * norm(other);
        if norms == 0.0 { 0.0 } else { product / norms }
    }

    /// Names of matters in both, the heaviest first.
    pub(super) fn shared(&self, other: &Self) -> impl Iterator<Item = &'static str> {
        let mut both: Vec<(f64, &'static str)> = self
            .0
            .iter()
            .zip(other.0)
            .zip(MATTERS)
            .map(|((a, b), (name, _))| (a * b, name))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        both.sort_by(|a, b| b.0.total_cmp(&a.0));
        both.into_iter().map(|(_, name)| name)
    }
}
