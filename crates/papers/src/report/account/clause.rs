//! One clause of a note: why it may be no deed (rule 4).

use super::text::{begins_with, holds, numbers, outside_names};
use super::words;

/// Why a recorded clause is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Untold {
    /// 计划、要求: nothing was done yet.
    Plan,
    /// 评价: an opinion.
    Opinion,
    /// What was not done.
    NotDone,
    /// How it stood then (正在征求意见), where more was done since, or no more than its state.
    Standing,
    /// No more than that it was checked or counted.
    CheckOnly,
    /// 补充材料 after a return.
    Papers,
    /// Told again, later or by the effect or a figure.
    Repeated,
    /// A figure that no clause takes and whose name is only that of a thing.
    Unplaced,
    /// Figures of one thing that can't be put together: a part would be taken for the whole.
    Unsummed,
    /// Left out for the length.
    Length,
}

impl Untold {
    /// For programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Opinion => "opinion",
            Self::NotDone => "not_done",
            Self::Standing => "standing",
            Self::CheckOnly => "check_only",
            Self::Papers => "papers",
            Self::Repeated => "repeated",
            Self::Unplaced => "unplaced",
            Self::Unsummed => "unsummed",
            Self::Length => "length",
        }
    }

    /// In a clerk's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "计划或要求",
            Self::Opinion => "评价",
            Self::NotDone => "未做的事",
            Self::Standing => "只是当时的状态",
            Self::CheckOnly => "只说检查或统计",
            Self::Papers => "退回后补的材料",
            Self::Repeated => "重复",
            Self::Unplaced => "没有句子带出的数据",
            Self::Unsummed => "加不起来的数据",
            Self::Length => "篇幅所限",
        }
    }
}

/// Why the clause is no deed; `None` where it is one.
pub(super) fn untold(clause: &str) -> Option<Untold> {
    let bare = outside_names(clause);
    if is_intent(&bare) {
        return Some(Untold::Plan);
    }
    if is_not_done(&bare) {
        return Some(Untold::NotDone);
    }
    is_judgement(&bare).then_some(Untold::Opinion)
}

/// Whether the clause says how it stands now, and not of what something was done (检查正在施工的9处).
pub(super) fn is_standing(clause: &str) -> bool {
    let clause = outside_names(clause);
    let now = clause.split_once(NOW).map(|(_, rest)| rest);
    now.is_some_and(|rest| !rest.contains('的'))
}

/// Whether it says no more than that it goes on, which the report says of each problem itself.
pub(super) fn is_state_only(clause: &str) -> bool {
    words::STATE_REASONS.contains(&clause)
}

const NOW: &str = "正在";

/// 2.6%: a number with no more than its unit, of which nobody learns what it counts.
pub(super) fn is_bare_number(clause: &str) -> bool {
    let found = numbers(clause);
    let [number] = found.as_slice() else {
        return false;
    };
    let unit = &clause[number.rest..];
    let known = unit.chars().count() <= 1 || words::BARE_UNITS.contains(&unit);
    number.at.start == 0 && known
}

fn is_intent(clause: &str) -> bool {
    if begins_with(clause, &words::INTENT_BUT).is_some() {
        return false;
    }
    let after_subject = words::SUBJECT_ENDS.all_in(clause);
    let after_subject = after_subject.into_iter().filter_map(|subject| {
        let at = clause.find(subject)?;
        let end = at + subject.len();
        let short = clause[..end].chars().count() <= 10;
        let plain = !holds(&clause[..end], &words::VERBS) || subject.ends_with("会上");
        (short && plain).then(|| &clause[end..])
    });
    let starts = std::iter::once(clause).chain(after_subject);
    let uncounted = numbers(clause).is_empty();
    let begins = starts.into_iter().any(|rest| {
        let word = begins_with(rest, &words::INTENT);
        let counted =
            word.is_some_and(|word| rest[word.len()..].starts_with(|c: char| c.is_ascii_digit()));
        (word.is_some() && !counted)
            || (uncounted
                && begins_with(rest, &words::INTENT_UNCOUNTED).is_some()
                && begins_with(rest, &words::INTENT_BUT).is_none())
    });
    begins || holds(clause, &words::INTENT_INSIDE) || is_planned_by(clause) || waits(clause)
}

/// 剩余8眼机井待抗旱结束后修复
fn waits(clause: &str) -> bool {
    let clause = words::NO_WAITING.out_of(clause);
    clause
        .split_once('待')
        .is_some_and(|(_, rest)| rest.contains('后'))
}

/// 剩余4处计划8月底前完成
fn is_planned_by(clause: &str) -> bool {
    clause.split("计划").skip(1).any(|rest| {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        behind.len() < rest.len() && behind.starts_with(['年', '月'])
    })
}

fn is_not_done(clause: &str) -> bool {
    let mut clause = words::NOT_DONE_BUT.out_of(clause).into_owned();
    // 对未整改的5家下达通知书: what was not done is what the deed is about.
    while let Some(at) = clause.find(['未', '没']) {
        let rest = &clause[at..];
        let Some(end) = rest
            .find('的')
            .filter(|end| rest[..*end].chars().count() <= 10)
        else {
            break;
        };
        clause.replace_range(at..at + end, "");
    }
    // 清出到期未续签合同9份: that was found.
    let found = begins_with(&clause, &words::VERBS)
        .is_some_and(|verb| verb != "完成" && verb != "推进")
        && clause
            .find(['未', '没'])
            .is_some_and(|at| !numbers(&clause[at..]).is_empty());
    if found {
        return false;
    }
    let short = clause
        .find('差')
        .is_some_and(|at| clause[at + '差'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()));
    short || holds(&clause, &words::NOT_DONE)
}

fn is_judgement(clause: &str) -> bool {
    // 居民反映群里清爽: what somebody says of it; 反映问题12条 is counted.
    if clause.contains("反映") && numbers(clause).is_empty() && !clause.contains("反映的") {
        return true;
    }
    if begins_with(clause, &words::JUDGEMENT_FRONT).is_some() {
        return true;
    }
    let judging = words::JUDGEMENT.all_in(clause).len();
    let found = clause.contains("不足") && holds(clause, &words::FOUND);
    judging > usize::from(found)
}

/// Whether the note's words say no more than that it was checked or counted.
pub(super) fn is_check_only(clauses: &[String]) -> bool {
    let short = |clause: &String| {
        // Whatever verbs stand in what was counted (统计全年接访情况).
        let counts = begins_with(clause, &words::COUNTED_ONLY).is_some() && !clause.contains('并');
        clause.chars().count() <= 18
            && numbers(clause).is_empty()
            && holds(clause, &words::CHECKED_ONLY)
            && (counts
                || words::VERBS
                    .all_in(clause)
                    .iter()
                    .all(|verb| CHECK_VERBS.contains(verb)))
    };
    !clauses.is_empty() && clauses.iter().all(short)
}

/// 对照措施开展阶段性检查, whatever else its note tells.
pub(super) fn is_check_of_measures(clause: &str) -> bool {
    let names = clause.contains("对照措施") || clause.contains("阶段性检查");
    names && is_check_only(&[clause.to_owned()])
}

const CHECK_VERBS: &[&str] = &[
    "开展", "组织", "检查", "统计", "对照", "核查", "自查", "进行", "完成", "复查", "整改", "落实",
    "记录", "更新", "整理",
];

/// Whether, after a return, the clause only supplements papers.
pub(super) fn is_papers(clause: &str) -> bool {
    let clause = clause.replace("附近", "").replace("附属", "");
    holds(&clause, &words::PAPERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_that_are_no_deed() {
        use Untold::{NotDone, Opinion, Plan};
        for (clause, why) in [
            ("计划明年扩大范围", Some(Plan)),
            ("下一步抓好落实", Some(Plan)),
            ("我局计划年底前完成", Some(Plan)),
            ("会议要求各科室限期整改", Some(Plan)),
            ("正在征求意见", None),
            ("另1处正在诉讼", None),
            ("制定年度学习计划", None),
            ("印发《年度计划》", None),
            ("收集意见建议12条", None),
            ("建议12条全部办结", None),
            ("争取资金300万元", None),
            ("将6项制度汇编成册", None),
            ("将于12月验收", Some(Plan)),
            ("剩余8眼机井待雨季结束后修复", Some(Plan)),
            ("接待来访群众后逐件登记", None),
            ("部分摊贩仍未纳入", Some(NotDone)),
            ("3名同志缺席", Some(NotDone)),
            ("还差2个村", Some(NotDone)),
            ("未发现新的问题", None),
            ("没有发生安全事故", None),
            ("对未整改的5家企业下达通知书", None),
            ("关爱未成年人12名", None),
            ("学习深度不够", Some(Opinion)),
            ("但进度偏慢", Some(Opinion)),
            ("查找不足12条", None),
            ("比去年有进步", Some(Opinion)),
            ("个别谈话12人次", None),
            ("开展专项检查", None),
        ] {
            assert_eq!(untold(clause), why, "{clause}");
        }
    }

    #[test]
    fn notes_that_only_check() {
        for (clause, only) in [
            ("对照措施开展阶段性检查", true),
            ("统计全年会议和文件", true),
            ("统计全年接访情况", true),
            ("汇总走访台账", true),
            ("汇总意见建议并逐条反馈", false),
            ("开展整改回头看", true),
            ("组织回头看并邀请群众代表座谈", false),
            ("自查发现问题12个", false),
            ("召开座谈会", false),
        ] {
            assert_eq!(is_check_only(&[clause.to_owned()]), only, "{clause}");
        }
    }
}
