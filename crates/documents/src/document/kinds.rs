//! The words by which a heading speaks of problems, causes, measures or last year.

pub(super) fn is_last_year(text: &str) -> bool {
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

pub(super) fn problems(text: &str) -> bool {
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

pub(super) fn causes(text: &str) -> bool {
    ["原因", "根源", "症结", "成因"]
        .iter()
        .any(|word| text.contains(word))
}

pub(super) fn measures(text: &str) -> bool {
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
