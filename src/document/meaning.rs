//! What a heading says about the section beneath it: only the section tells what 一是 means.

use crate::text::punctuation;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    /// 存在的主要问题
    Problems,
    /// 原因剖析
    Causes,
    /// 努力方向和整改措施
    Measures,
    /// 上年度整改落实情况
    LastYear,
    /// 反面典型案例剖析
    Case,
    /// 个人有关事项, 意识形态工作责任制
    Statement,
    /// Problems, causes or measures under one heading, told apart further down.
    Mixed,
    /// 会前准备, 基本情况 and whatever else.
    Other,
}

/// Reads a heading (without its ordinal); `None` where it names no section.
pub(crate) fn section(heading: &str) -> Option<Section> {
    let text: String = punctuation::strip_closing(heading)
        .chars()
        .filter(|c| !punctuation::is_blank(*c) && !matches!(c, '“' | '”' | '"'))
        .collect();
    let length = text.chars().count();
    if !(2..=50).contains(&length) || is_dimension(&text) || denies(&text) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if is_last_year(&text) {
        return Some(Section::LastYear);
    }
    if has(SUPPORT) {
        return Some(Section::Other);
    }
    if has(&["案例"]) {
        return Some(if has(OWN_GAPS) {
            Section::Problems
        } else {
            Section::Case
        });
    }
    let kinds = [
        (Section::Problems, problems(&text)),
        (Section::Causes, causes(&text)),
        (Section::Measures, measures(&text)),
    ];
    let found: Vec<Section> = kinds
        .iter()
        .filter(|kind| kind.1)
        .map(|kind| kind.0)
        .collect();
    match found.as_slice() {
        [] => {}
        [only] => return Some(*only),
        _ => return Some(Section::Mixed),
    }
    if has(STATEMENTS) {
        return Some(Section::Statement);
    }
    has(PREPARATION).then_some(Section::Other)
}

/// Whether a heading names an aspect under which problems are listed.
pub(crate) fn is_dimension(heading: &str) -> bool {
    let text = punctuation::strip_closing(heading);
    let text = [
        "存在的主要问题",
        "存在的突出问题",
        "存在的问题",
        "存在的不足",
        "存在问题",
        "的主要问题",
        "的问题",
        "的不足",
        "存在的差距",
        "的差距",
        "问题",
    ]
    .iter()
    .find_map(|tail| text.strip_suffix(tail))
    .unwrap_or(text);
    let text = punctuation::strip_closing(text);
    text.ends_with("方面")
        && ![
            "主要方面",
            "以下方面",
            "几个方面",
            "个方面",
            "下方面",
            "各方面",
        ]
        .iter()
        .any(|tail| text.ends_with(tail))
}

/// Whether a heading speaks as the notices of the Centre word their aspects.
pub(crate) fn is_pledge(heading: &str) -> bool {
    let heading =
        heading.trim_start_matches(['在', '对', '从', '关', '于', '围', '绕', '聚', '焦']);
    heading.starts_with("带头")
        || FOUR_WINDS
            .iter()
            .any(|wind| heading.trim_start_matches('“').starts_with(wind))
}

const FOUR_WINDS: [&str; 4] = ["形式主义", "官僚主义", "享乐主义", "奢靡之风"];

/// A problem's own title is no heading of a section.
fn denies(text: &str) -> bool {
    [
        "不够",
        "不强",
        "不深",
        "不足够",
        "不到位",
        "不高",
        "不实",
        "不严",
        "不细",
        "不透",
        "欠缺",
        "薄弱",
        "有待",
        "缺乏",
        "导向",
        "不多",
        "不大",
        "不紧",
        "不全",
        "不准",
        "不彻底",
        "有所",
        "弱化",
        "还不",
    ]
    .iter()
    .any(|word| text.contains(word))
}

const OWN_GAPS: &[&str] = &[
    "查摆",
    "差距",
    "检视",
    "自身",
    "对照反思",
    "存在问题",
    "存在的问题",
];

const STATEMENTS: &[&str] = &[
    "个人有关事项",
    "有关事项",
    "重大事项",
    "相关事项",
    "需要说明",
    "需说明",
    "意识形态",
    "责任制",
    "其他情况",
    "情况说明",
    "说明的情况",
    "反馈问题",
    "函询",
    "遵守",
    "执行中央八项",
    "落实中央八项",
    "八项规定",
    "职务消费",
    "公务用车",
    "人情消费",
    "家属",
    "亲属",
    "巡视巡察",
];

/// How the work is led and checked is no measure against a problem.
const SUPPORT: &[&str] = &[
    "保障措施",
    "组织保障",
    "工作保障",
    "工作要求",
    "有关要求",
    "总体要求",
];

const PREPARATION: &[&str] = &[
    "会前准备",
    "准备情况",
    "学习研讨",
    "学习情况",
    "征求意见",
    "谈心",
    "基本情况",
    "召开情况",
    "批评",
    "开展情况",
    "总体情况",
    "支部现状",
    "支部情况",
    "党员情况",
    "工作开展",
    "主要做法",
    "会议情况",
    "组织情况",
    "相互批评",
    "结束语",
    "成效",
];

fn is_last_year(text: &str) -> bool {
    let meeting = ["民主生活会", "组织生活会", "查摆", "整改", "对照检查"]
        .iter()
        .any(|word| text.contains(word));
    let earlier = [
        "上年度",
        "上一年度",
        "上一年",
        "上年",
        "去年",
        "上次",
        "上一次",
        "上轮",
    ]
    .iter()
    .any(|word| text.contains(word));
    if earlier && meeting {
        return true;
    }
    let done = [
        "整改落实情况",
        "整改措施落实情况",
        "整改情况",
        "整改完成情况",
        "整改进展情况",
        "落实整改情况",
        "问题整改落实",
        "整改措施落实",
    ];
    let reports = done.iter().any(|word| text.contains(word));
    let future = ["下一步", "今后", "努力"]
        .iter()
        .any(|word| text.contains(word));
    let elsewhere = ["巡视", "巡察", "审计", "督查", "专项整治"]
        .iter()
        .any(|word| text.contains(word));
    reports && !future && !elsewhere
}

fn problems(text: &str) -> bool {
    let verbs = [
        "存在", "查摆", "检视", "主要", "突出", "检查", "剖析", "具体", "自身", "对照", "查找",
        "反映", "清单", "表现",
    ];
    let noun = text.contains("问题") || names_gaps(text);
    let verb = verbs.iter().any(|word| text.contains(word));
    let mends = ["解决", "针对", "整改问题", "问题整改", "改进", "问题的整改"]
        .iter()
        .any(|word| text.contains(word));
    if is_own_defect(text) {
        return false;
    }
    let of_causes = causes(text) && !joined(text);
    if of_causes {
        return false;
    }
    let alone = [
        "问题",
        "不足",
        "差距",
        "不足之处",
        "短板",
        "问题不足",
        "差距不足",
    ]
    .contains(&text);
    let listed = alone || (noun && verb);
    let reviewed = [
        "检视查摆情况",
        "对照检查情况",
        "检视剖析情况",
        "查摆情况",
        "自我检查情况",
        "对照检查的情况",
        "检视情况",
        "检查情况",
        "党性分析",
    ]
    .iter()
    .any(|word| text.ends_with(word));
    let of_measures = (mends || measures(text)) && !joined(text);
    reviewed || (listed && !of_measures)
}

/// 自身存在的不足 names gaps, 督促检查力度不足 is one.
fn names_gaps(text: &str) -> bool {
    let before = [
        "", "的", "和", "与", "及", "、", "存在", "主要", "突出", "问题", "差距", "自身", "查摆",
        "检视",
    ];
    ["不足", "差距", "短板", "弱项"].iter().any(|noun| {
        text.match_indices(noun).any(|(at, _)| {
            before.iter().any(|word| {
                if word.is_empty() {
                    at == 0
                } else {
                    text[..at].ends_with(word)
                }
            })
        })
    })
}

/// 经费审核存在短板 is a problem, 自身存在的短板 names many.
fn is_own_defect(text: &str) -> bool {
    let nouns = [
        "短板",
        "差距",
        "不足",
        "弱项",
        "问题",
        "欠缺",
        "漏洞",
        "不少差距",
        "一定差距",
        "薄弱环节",
    ];
    nouns.iter().any(|noun| {
        let about = text.strip_suffix(noun).and_then(|rest| {
            ["存在", "有", "还有", "仍有"]
                .iter()
                .find_map(|verb| rest.strip_suffix(verb))
        });
        let general = [
            "检视", "查摆", "对照", "自身", "个人", "班子", "检查", "目前", "当前", "主要", "查找",
        ];
        about.is_some_and(|about| {
            !about.is_empty() && !general.iter().any(|word| about.contains(word))
        })
    })
}

/// 问题及原因: both under one heading; 问题的原因 is about causes alone.
fn joined(text: &str) -> bool {
    ["问题", "不足", "差距", "情况"].iter().any(|noun| {
        text.match_indices(noun).any(|(at, _)| {
            ["及", "和", "与", "、", "以及", "，", "暨"]
                .iter()
                .any(|word| {
                    text[at + noun.len()..]
                        .strip_prefix(word)
                        .is_some_and(|rest| {
                            [
                                "原因",
                                "产生",
                                "剖析",
                                "根源",
                                "思想",
                                "成因",
                                "整改",
                                "改进",
                                "措施",
                                "努力",
                                "下一步",
                                "今后",
                                "主要原因",
                            ]
                            .iter()
                            .any(|next| rest.starts_with(next))
                        })
                })
        })
    })
}

fn causes(text: &str) -> bool {
    ["原因", "根源", "症结", "成因"]
        .iter()
        .any(|word| text.contains(word))
}

fn measures(text: &str) -> bool {
    let plans = [
        "整改措施",
        "改进措施",
        "努力方向",
        "整改方向",
        "改进方向",
        "整改思路",
        "下一步",
        "下步",
        "今后",
        "打算",
        "整改任务",
        "整改举措",
        "改进举措",
        "具体措施",
        "主要措施",
        "工作措施",
        "整改计划",
        "整改落实",
        "整改承诺",
        "改进方法",
        "改进工作",
        "抓好整改",
        "努力目标",
        "措施",
    ];
    plans.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_follows() {
        for (heading, expect) in [
            ("存在的主要问题", Some(Section::Problems)),
            ("检视查摆存在问题", Some(Section::Problems)),
            ("查摆出的突出问题和不足", Some(Section::Problems)),
            ("问题清单", Some(Section::Problems)),
            ("存在不足", Some(Section::Problems)),
            ("产生问题的原因分析", Some(Section::Causes)),
            ("存在问题的思想根源", Some(Section::Causes)),
            ("原因剖析", Some(Section::Causes)),
            ("努力方向及改进措施", Some(Section::Measures)),
            ("今后的努力方向", Some(Section::Measures)),
            ("下一步打算", Some(Section::Measures)),
            ("针对查摆问题的整改措施", Some(Section::Measures)),
            ("上年度民主生活会整改措施落实情况", Some(Section::LastYear)),
            (
                "2022年度民主生活会查摆问题整改落实情况",
                Some(Section::LastYear),
            ),
            ("反面典型案例剖析情况", Some(Section::Case)),
            ("对照案例查摆自身差距", Some(Section::Problems)),
            ("个人有关事项说明", Some(Section::Statement)),
            ("存在的问题及原因剖析", Some(Section::Mixed)),
            ("会前准备情况", Some(Section::Other)),
            ("在理论学习方面的问题", None),
            ("理论学习不够深入", None),
            ("工作创新不足", None),
            ("督促检查力度不足", None),
            ("自身差距和不足", Some(Section::Problems)),
            ("提高政治站位", None),
        ] {
            assert_eq!(section(heading), expect, "{heading}");
        }
    }
}
