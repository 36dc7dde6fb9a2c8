//! What a heading says about the section beneath it: only the section tells what 一是 means.

use super::kinds::{causes, is_last_year, measures, problems};
use office::text::punctuation;

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
    if !(2..=50).contains(&length) || is_dimension(&text) || denies(&text) || urges(&text) {
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
            "不严不实方面",
            "四风方面",
            "四风”方面",
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

/// 聚焦查摆问题，把病灶找准 praises how it was done.
fn urges(text: &str) -> bool {
    [
        "聚焦", "紧扣", "突出", "抓实", "抓好", "做实", "严把", "坚持",
    ]
    .iter()
    .any(|word| text.starts_with(word))
        && text.contains('，')
}

/// A problem's own title is no heading of a section.
fn denies(text: &str) -> bool {
    let about_vices = text.contains("不严不实方面");
    !about_vices
        && [
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
