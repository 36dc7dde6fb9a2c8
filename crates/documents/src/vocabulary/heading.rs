//! Header cells: which column a title names, as offices write it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Key;

use super::titles::{AMBIGUOUS, Named};
use office::text::width;

/// Most characters of a title.
const LONGEST: usize = 20;

/// What the title names; of two things in one title (责任部门及责任人) the first; blanks, line breaks, widths and remarks in brackets do not matter.
pub fn named(title: &str) -> Option<Named> {
    // Long texts are no titles, and most short ones begin like none: told before anything is made
    // of them.
    if !begins_like_one(title) || title.chars().filter(|c| counts(*c)).nth(LONGEST).is_some() {
        return None;
    }
    let title = normalized(title);
    if title.is_empty() || title.chars().count() > LONGEST {
        return None;
    }
    let bare = without_brackets(&title);
    let first = bare
        .split(['/', '及', '和', '、', '与'])
        .next()
        .unwrap_or("");
    let flat: String = title
        .chars()
        .filter(|c| !"()[]【】〔〕".contains(*c))
        .collect();
    [title.as_str(), bare.as_str(), flat.as_str(), first]
        .into_iter()
        .find_map(exact)
}

/// The other of two things that one title names: 责任部门及责任人, 责任领导（部门）.
pub(crate) fn second(title: &str) -> Option<Key> {
    let title = normalized(title);
    if is_both(&title) {
        return Some(Key::Dept);
    }
    let Some(Named::Key(first)) = named(&title) else {
        return None;
    };
    if exact(&title).is_some() && !title.contains(['/', '(']) {
        return None;
    }
    let bare = without_brackets(&title);
    let inner = title
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(inner, _)| inner);
    let outer = bare
        .split(['/', '及', '和', '、', '与'])
        .nth(1)
        .unwrap_or("");
    [outer, inner]
        .into_iter()
        .find_map(|part| match part {
            "部门" | "单位" | "科室" | "处室" | "责任部门" => Some(Key::Dept),
            "人" | "人员" | "责任人员" => Some(Key::Owner),
            "领导" => Some(Key::Lead),
            // 责任部门（牵头/配合）
            part if part.starts_with("牵头") && part.ends_with("配合") => Some(Key::CoDepts),
            part => match exact(part) {
                Some(Named::Key(key)) => Some(key),
                _ => None,
            },
        })
        .filter(|key| {
            let parties = [Key::Lead, Key::Dept, Key::Owner, Key::CoDepts];
            let both = parties.contains(key) && parties.contains(&first);
            *key != first && (both || (first, *key) == (Key::Measures, Key::Deadline))
        })
}

/// One column for all who answer: units and people in it.
fn is_both(title: &str) -> bool {
    [
        "责任",
        "整改责任",
        "责任分工",
        "责任落实",
        "责任方",
        "责任分解",
    ]
    .contains(&title)
}

/// What an uncommon title most likely names, by the words in it; asked only where [`named`] knows
/// nothing.
pub(crate) fn guess(title: &str) -> Option<Named> {
    let title = normalized(title);
    let bare = without_brackets(&title);
    if bare.is_empty() || bare.chars().count() > 12 {
        return None;
    }
    let holds = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let unit = holds(&[
        "单位", "部门", "科室", "处室", "股室", "机构", "站所", "部室", "室部", "警种", "大队",
    ]) || bare.ends_with(['处', '科', '室', '部', '股', '站', '所', '队', '办', '系']);
    let key = if is_both(&bare) {
        Key::Owner
    } else if holds(&["序号", "顺号", "编码"]) {
        return Some(Named::SerialOrCode);
    } else if bare == "时间" {
        return Some(Named::PlannedOrActual);
    } else if ["科室", "处室", "股室", "部门", "站所"].contains(&bare.as_str()) {
        Key::Dept
    } else if holds(&["原因", "根源"]) {
        if holds(&["未"]) {
            Key::Reason
        } else {
            Key::Cause
        }
    } else if holds(&["下步", "下一步"]) {
        Key::NextStep
    } else if holds(&["来源", "出处"]) {
        Key::Source
    } else if holds(&["类型", "性质"]) && holds(&["时限", "期限", "时序", "整改", "措施"])
    {
        Key::Term
    } else if unit && holds(&["配合", "协", "参与", "会办"]) {
        Key::CoDepts
    } else if unit && holds(&["责任", "牵头", "主", "承", "落实", "实施", "负责", "整改"])
    {
        Key::Dept
    } else if holds(&["领导", "班子成员", "分管", "挂帅"]) {
        Key::Lead
    } else if bare.ends_with('人')
        || holds(&["主任", "民警", "干警", "专干", "经办", "负责人", "责任人员"])
    {
        Key::Owner
    } else if holds(&["实际"]) && holds(&["时间", "日期"]) {
        Key::FinishedOn
    } else if holds(&["时限", "期限", "截止", "限期", "预计", "计划", "起止"])
        || (holds(&["要求", "安排", "节点"]) && holds(&["时间", "日期"]))
    {
        Key::Deadline
    } else if holds(&["完成", "办结", "整改", "销号", "到位"]) && holds(&["时间", "日期"])
    {
        return Some(Named::PlannedOrActual);
    } else if holds(&["成效", "效果"]) {
        if holds(&["进展"]) {
            Key::ProgressAndOutcome
        } else {
            Key::Outcome
        }
    } else if holds(&["进展", "进度"]) {
        Key::Progress
    } else if holds(&["完成率", "销号意见", "整改率"]) {
        Key::Status
    } else if holds(&["情况"]) && holds(&["完成", "落实", "推进", "整改", "办理", "销号"])
    {
        return Some(Named::StatusOrProgress);
    } else if holds(&["状态", "是否"]) && !holds(&["逾期", "超期"]) {
        Key::Status
    } else if holds(&["佐证", "印证", "附件"]) {
        Key::Evidence
    } else if holds(&["目标", "标准"]) {
        Key::Target
    } else if holds(&["归类"]) {
        Key::Dimension
    } else if holds(&["措施", "举措", "办法", "任务", "方案", "里程碑", "改进"]) {
        Key::Measures
    } else if holds(&["方面", "类别", "分类", "类型"]) {
        Key::Dimension
    } else if holds(&["问题", "不足", "差距", "事项"]) {
        Key::Problem
    } else if holds(&["责任人", "经办", "承办", "联系人", "负责人", "具体人"]) {
        Key::Owner
    } else if holds(&["备注", "说明"]) {
        Key::Note
    } else {
        return None;
    };
    Some(Named::Key(key))
}

fn exact(title: &str) -> Option<Named> {
    ambiguous(title).or_else(|| TITLES.get(title).copied().map(Named::Key))
}

fn ambiguous(title: &str) -> Option<Named> {
    let known = AMBIGUOUS.iter().find(|(known, _)| *known == title);
    known.map(|(_, named)| *named)
}

static TITLES: LazyLock<HashMap<String, Key>> = LazyLock::new(|| {
    let mut titles = HashMap::new();
    for key in Key::all().filter(|key| *key != Key::Remark) {
        for title in key.titles() {
            titles.insert(normalized(title), key);
        }
    }
    titles
});

/// The characters that some title begins with, in order.
static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
    let known = TITLES.keys().filter_map(|title| title.chars().next());
    let unclear = AMBIGUOUS
        .iter()
        .filter_map(|(title, _)| title.chars().next());
    let mut first: Vec<char> = known.chain(unclear).collect();
    first.sort_unstable();
    first.dedup();
    first
});

/// Whether it may be a title, by its first character; where that is a bracket, only the rest tells.
fn begins_like_one(title: &str) -> bool {
    let Some(first) = title.chars().map(width::narrow).find(|c| counts(*c)) else {
        return false;
    };
    matches!(first, '(' | '[' | '【' | '〔' | ')' | ']' | '】' | '〕')
        || first
            .to_lowercase()
            .next()
            .is_some_and(|first| FIRST.binary_search(&first).is_ok())
}

fn normalized(title: &str) -> String {
    let narrow = width::narrow_all(title).to_lowercase();
    narrow.chars().filter(|c| counts(*c)).collect()
}

/// Whether a title is told by this character too.
fn counts(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '*' | ':' | '\u{FEFF}' | '\u{200B}')
}

fn without_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::new();
    for c in title.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_is_known_whatever_stands_before_it() {
        for key in Key::all().filter(|key| *key != Key::Remark) {
            for title in key.titles() {
                for title in [
                    title.to_owned(),
                    format!(" *{title}"),
                    format!("（1）{title}"),
                ] {
                    assert!(named(&title).is_some(), "{title}");
                }
            }
        }
        for (title, _) in AMBIGUOUS {
            assert!(named(title).is_some(), "{title}");
        }
    }

    #[test]
    fn titles_as_offices_write_them() {
        for (title, key) in [
            ("序 号", Key::Serial),
            ("存 在\n问 题", Key::Problem),
            ("责任领导（分管）", Key::Lead),
            ("牵头（责任）部门", Key::Dept),
            ("整改时限：", Key::Deadline),
            ("完成时间（实际）", Key::ClosedOn),
            ("完成时间（计划）", Key::Deadline),
            ("整改情况（月）", Key::Progress),
            ("*整改措施", Key::Measures),
            ("ＮＯ．", Key::Serial),
            ("责任部门及责任人", Key::Dept),
            ("整改进展及成效", Key::ProgressAndOutcome),
        ] {
            assert_eq!(named(title), Some(Named::Key(key)), "{title}");
        }
        assert_eq!(named("完成情况"), Some(Named::StatusOrProgress));
        assert_eq!(named("完成时间"), Some(Named::PlannedOrActual));
        assert_eq!(named("颜色"), None);
        assert_eq!(named(""), None);
    }
}
