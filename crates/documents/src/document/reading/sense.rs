//! What the words of a span say, as far as lists of words know: evidence, no decision.

use crate::document::meaning::{self, Section};
use office::text::{punctuation, sentence};

/// What the words of a span say, as far as lists of words know.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sense {
    pub(crate) section: Option<Section>,
    pub(crate) dimension: bool,
    pub(crate) pledge: bool,
    pub(crate) defect: bool,
    pub(crate) plan: bool,
    pub(crate) praise: bool,
    pub(crate) others: bool,
    pub(crate) denial: bool,
    pub(crate) example: bool,
    pub(crate) closing: bool,
    pub(crate) announces: bool,
    pub(crate) asks: bool,
    pub(crate) blank: bool,
    pub(crate) own: bool,
    pub(crate) done: bool,
}

/// Flags of a sense.
pub(crate) const FLAGS: u32 = 14;

impl Sense {
    /// Looks at the text of a span.
    pub(crate) fn of(text: &str) -> Self {
        let (title, _) = sentence::split_first(text);
        let head = title.split(['：', ':']).next().unwrap_or(title);
        let bare = head.trim_matches(['【', '】', '“', '”', '"', '[', ']', '（', '）', '*', ' ']);
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        let opens = |words: &[&str]| words.iter().any(|word| title.starts_with(word));
        let short = bare.chars().count() <= 40;
        Self {
            section: Some(bare).filter(|_| short).and_then(meaning::section),
            dimension: meaning::is_dimension(bare) || meaning::is_dimension(counted(bare)),
            pledge: meaning::is_pledge(bare),
            defect: tells_of_defect(title),
            plan: opens(DEMANDS)
                || opens(PLANS)
                || has(&[
                    "将进一步",
                    "今后要",
                    "下一步",
                    "确保",
                    "力争",
                    "年底前",
                    "月底前",
                ]),
            praise: has(PRAISE),
            others: has(OTHERS),
            denial: has(&[
                "没有发现",
                "未发现",
                "不存在",
                "没有违反",
                "无此类",
                "没有此类",
            ]),
            example: opens(&["比如", "例如", "譬如", "如", "又如", "还比如", "再如"]),
            closing: opens(&["以上", "请批评", "不当之处", "妥否", "特此"])
                || has(&["批评指正", "请予审议"]),
            announces: has(&[
                "个方面",
                "如下",
                "以下几",
                "主要表现",
                "主要有",
                "具体表现",
                "主要是",
            ]),
            asks: title.ends_with(['？', '?']) || has(&["为什么", "怎么", "如何", "是否", "哪些"]),
            blank: is_blank(text),
            own: has(&["我", "本人", "班子", "党组", "党委", "支部", "自己"]),
            done: has(&["已", "完成了", "建成", "办结", "销号", "整改到位", "做到了"]),
        }
    }

    /// What it says, a bit each.
    pub(crate) fn flags(self) -> u32 {
        [
            self.dimension,
            self.pledge,
            self.defect,
            self.plan,
            self.praise,
            self.others,
            self.denial,
            self.example,
            self.closing,
            self.announces,
            self.asks,
            self.blank,
            self.own,
            self.done,
        ]
        .iter()
        .enumerate()
        .fold(0, |bits, (i, flag)| bits | u32::from(*flag) << i)
    }

    /// The one that says most, for what is held against decisions.
    pub(crate) fn first(self) -> u32 {
        if let Some(section) = self.section {
            return 10 + section as u32;
        }
        match () {
            () if self.closing => 1,
            () if self.dimension => 2,
            () if self.pledge => 3,
            () if self.example => 4,
            () if self.denial => 5,
            () if self.defect && self.plan => 6,
            () if self.defect => 7,
            () if self.plan => 8,
            () if self.praise => 9,
            () if self.announces => 30,
            () => 0,
        }
    }
}

/// More is left to be filled in than is said.
fn is_blank(text: &str) -> bool {
    let (mut open, mut filled) = (0, 0);
    for c in text.chars() {
        match c {
            'X' | 'x' | '×' | '*' | '＊' | '_' | '＿' | '…' | '□' | '○' | '〇' => {
                open += 1;
            }
            c if c.is_alphanumeric() => filled += 1,
            _ => {}
        }
    }
    open * 2 > filled && open > 1
}

/// …方面（4条）: without the count.
fn counted(text: &str) -> &str {
    text.rfind(['（', '('])
        .map_or(text, |at| punctuation::strip_closing(&text[..at]))
}

/// Words that open what is to be done, whatever else is said.
const DEMANDS: &[&str] = &[
    "要",
    "必须",
    "进一步",
    "坚持",
    "加强",
    "强化",
    "深化",
    "切实",
    "认真",
    "严格",
    "深入",
    "推动",
    "着力",
    "持续",
];

const PLANS: &[&str] = &[
    "将",
    "拟",
    "把",
    "抓",
    "健全",
    "完善",
    "制定",
    "建立",
    "提高",
    "提升",
    "压实",
    "落实",
    "做到",
    "每月",
    "每季度",
    "带头",
    "树牢",
    "筑牢",
    "开展",
    "组织",
];

const PRAISE: &[&str] = &[
    "能够",
    "始终",
    "总体上",
    "取得",
    "成效",
    "良好",
    "圆满",
    "有力",
    "扎实推进",
    "得到",
    "做到了",
    "较好",
    "已完成",
    "已整改",
    "全部完成",
    "显著",
    "稳步",
];

const OTHERS: &[&str] = &[
    "会议指出",
    "会议强调",
    "会议要求",
    "强调，",
    "指出，",
    "各单位",
    "各支部",
    "各级",
    "全体党员",
    "同志们",
    "请各",
    "某些",
    "有些单位",
    "一些地方",
    "督导组",
    "记者",
    "近日",
    "你单位",
    "该局",
    "该县",
    "该镇",
];

/// Whether a title tells of something that is wrong, not of something to be done.
fn tells_of_defect(title: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let demanded = DEMANDS.iter().any(|word| title.starts_with(word));
    has(DEFECTS) || (has(&["不", "少"]) && !demanded)
}

const DEFECTS: &[&str] = &[
    "时紧时松",
    "过得去",
    "缓慢",
    "浮于",
    "不够",
    "不足",
    "不深",
    "不强",
    "不实",
    "不到位",
    "欠缺",
    "差距",
    "不严",
    "不高",
    "薄弱",
    "缺乏",
    "弱化",
    "松懈",
    "淡化",
    "偏差",
    "不紧",
    "不透",
    "有待",
    "还需",
    "不细",
    "没有",
    "未能",
    "滑坡",
    "不多",
    "不全",
    "不准",
    "不大",
    "不力",
    "不佳",
    "不好",
    "不牢",
    "不快",
    "不经常",
    "不系统",
    "不愿",
    "不敢",
    "不想",
    "偏少",
    "偏弱",
    "偏多",
    "放松",
    "畏难",
    "短板",
    "弱项",
    "懈怠",
    "应付",
    "形式主义",
    "官僚主义",
    "迟缓",
    "滞后",
    "一般化",
    "好人主义",
    "下降",
    "不彻底",
    "不密切",
    "不主动",
    "淡薄",
    "减退",
    "问题",
];
