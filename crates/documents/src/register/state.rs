//! The states that registers write, in whatever words.

use chrono::NaiveDate;

use super::cells;
use super::made::made;
use model::status::StatusKind;
use office::cell::Cell;

/// A status word, also as an answer to 是否完成.
pub(super) fn status_word(word: &str) -> Option<StatusKind> {
    status_told(word).map(|(kind, _)| kind)
}

/// The day in the brackets behind a status: 已完成（2022年3月）.
pub fn status_day(cell: &str) -> Option<NaiveDate> {
    let (word, rest) = cell.split_once(['（', '('])?;
    let (day, _) = rest.split_once(['）', ')'])?;
    status_word(word)?;
    cells::day(&Cell::read(day), None)
}

/// A state that is told with its day, and perhaps with a story.
pub(super) struct DatedState {
    pub(super) kind: StatusKind,
    pub(super) day: String,
    pub(super) told_more: bool,
}

/// 3月6日已整改, 已于6月20日完成整改: the state and the words of its day.
pub(super) fn dated_state(cell: &str) -> Option<DatedState> {
    let text = cells::one_line(cell);
    let sign = |c: char| c.is_ascii_digit() || "年月日.-/".contains(c);
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let length = text[from..].find(|c| !sign(c)).unwrap_or(text.len() - from);
    let day = text[from..from + length].trim_end_matches(['.', '-', '/']);
    let before = text[..from].trim_end_matches(['于', '在', '：', ':']);
    // 已完成，新办法4月28日印发: the day is of something else.
    let stops = ['，', '。', '；', ',', ';'];
    if before.trim_end_matches(stops).contains(stops) {
        return None;
    }
    let state = format!("{before}{}", text[from + length..].trim());
    let parted = day.contains(['月', '.', '-', '/']);
    let (kind, story) = status_told(office::text::punctuation::strip_closing(&state))?;
    parted.then(|| DatedState {
        kind,
        day: day.to_owned(),
        told_more: !story.is_empty(),
    })
}

/// The status that a cell begins or ends with, and what else it tells: 已完成。建立档案36份。
pub fn status_told(cell: &str) -> Option<(StatusKind, String)> {
    let word = cells::one_line(cell);
    // 已销号（2024.6.28）: the word before the bracket is the status.
    let bare = word.split(['（', '(']).next().unwrap_or(&word).trim();
    if let Some(kind) = one_status(office::text::punctuation::strip_closing(bare)) {
        return Some((kind, String::new()));
    }
    let ends = ['。', '，', '；', '：', ',', ';', ':', ' '];
    if let Some((first, rest)) = word.split_once(ends)
        && let Some(kind) = one_status(first.trim())
    {
        return Some(told(kind, rest.trim()));
    }
    let closed = office::text::punctuation::strip_closing(&word);
    let (story, last) = closed.rsplit_once(ends)?;
    one_status(last.trim()).map(|kind| (kind, story.trim().to_owned()))
}

/// A state with what stands behind it.
fn told(kind: StatusKind, rest: &str) -> (StatusKind, String) {
    let second = one_status(office::text::punctuation::strip_closing(rest));
    match (kind, second) {
        // 未销号，正在推进: two words for one state.
        (StatusKind::NotStarted, Some(StatusKind::InProgress | StatusKind::MostlyDone)) => {
            (second.unwrap_or(kind), String::new())
        }
        (StatusKind::Done, Some(StatusKind::Closed)) => (StatusKind::Closed, String::new()),
        // 已完成，待销号; 已完成，长期坚持
        _ if [
            "长期坚持",
            "持续坚持",
            "持续巩固",
            "待销号",
            "待验收",
            "待复查",
        ]
        .contains(&rest) =>
        {
            (kind, String::new())
        }
        // 未完成，正在起草: not at rest.
        (StatusKind::NotStarted, _) if rest.contains("正在") => {
            (StatusKind::InProgress, rest.to_owned())
        }
        _ => (kind, rest.to_owned()),
    }
}

/// 60% and the like.
pub(super) fn is_share(word: &str) -> bool {
    let word = word.trim();
    word.ends_with(['%', '％']) && share(word).is_some()
}

/// 60% is under way, 100% is done.
fn share(word: &str) -> Option<StatusKind> {
    if word == "0" {
        return Some(StatusKind::NotStarted);
    }
    // 已完成80%, 约60%
    let number = word.strip_suffix(['%', '％'])?.trim();
    let heads = [
        "整改",
        "已完成",
        "完成",
        "进度",
        "已达",
        "达",
        "约",
        "已",
        "：",
    ];
    let mut bare = number;
    while let Some(rest) = heads.iter().find_map(|head| bare.strip_prefix(head)) {
        bare = rest.trim();
    }
    let number: f64 = bare.parse().ok()?;
    Some(match number {
        n if n <= 0.0 => StatusKind::NotStarted,
        n if n >= 100.0 => StatusKind::Done,
        _ => StatusKind::InProgress,
    })
}

fn one_status(word: &str) -> Option<StatusKind> {
    let ticked = word.trim_end_matches(['√', '✓', '✔']).trim_end();
    let word = if ticked.is_empty() { word } else { ticked };
    StatusKind::read(word)
        .or_else(|| share(word))
        .or_else(|| listed(word))
        .or_else(|| made(word))
}

/// Answers and words that stand by themselves.
fn listed(word: &str) -> Option<StatusKind> {
    Some(match word.to_ascii_lowercase().as_str() {
        "done" | "completed" | "complete" | "finished" | "ok" | "是" | "√" | "✓" | "✔" | "到位"
        | "完成到位" | "闭环" | "已闭环" | "已结束" | "弄好了" | "改完了" | "改好了" | "整改好"
        | "合格" | "通过" | "有效" | "pass" | "passed" | "改好" | "改了" | "改完" | "办毕"
        | "完工" | "竣工" | "验收通过" | "达标" | "清零" | "闭合" | "达成" | "完了" | "结案"
        | "息诉罢访" | "当场改正" | "已交账" => StatusKind::Done,
        "not started" | "todo" | "pending" | "否" | "×" | "✗" | "╳" | "未动" | "还没动"
        | "没动" | "没改" | "未改" | "无进展" | "未响应" => StatusKind::NotStarted,
        "ongoing" | "in progress" | "doing" | "推进" | "长期坚持" | "在办" | "在整改"
        | "已启动" | "正在弄" | "在改" | "立案中" | "在推进" | "正改" | "启动" | "达到序时进度"
        | "滞后" | "进度滞后" | "推进滞后" | "进展缓慢" | "推进缓慢" | "挂账" | "挂账整改"
        | "在途" | "超期推进" | "逾期推进" | "过半" | "整改过半" | "攻坚中" => {
            StatusKind::InProgress
        }
        "阶段性完成并长期坚持"
        | "阶段完成"
        | "取得阶段性成效"
        | "完成阶段性整改"
        | "已完成阶段性整改" => StatusKind::MostlyDone,
        "已申请销号" | "提请销号" | "拟销号" | "已上报销号" | "销号审核中" | "销号申请中"
        | "待复查" | "待核查" | "待复验" | "待验证" | "待确认" | "验收中" | "正在验收" => {
            StatusKind::Applied
        }
        "closed" | "同意销号" | "准予销号" | "予以销号" | "予以关闭" | "同意关闭" | "通过销号"
        | "关闭" | "有效关闭" | "核销" | "已销" | "对账销号" | "已对账销号" | "验收销号"
        | "已验收销号" | "结项" | "已结项" => StatusKind::Closed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_in_whatever_words() {
        for (words, kind) in [
            (
                "已改正 已整改√ 验收合格 已完成整改 整改完毕 全部完成 已整改到位 已化解 完成 已改完",
                StatusKind::Done,
            ),
            (
                "未办理 尚未开展 未着手 未改正 待整改 未闭环 没有启动 逾期未完成",
                StatusKind::NotStarted,
            ),
            (
                "正在办理 部分完成 采购中 持续推进 未整改到位 已启动 正在整改中",
                StatusKind::InProgress,
            ),
            ("基本完成整改 阶段性办结 基本化解", StatusKind::MostlyDone),
            ("已销号 已关闭 同意销号 完成销号", StatusKind::Closed),
        ] {
            for word in words.split(' ') {
                assert_eq!(status_word(word), Some(kind), "{word}");
            }
        }
        for word in ["已责令停产", "办公室", "每月一次", "其中", "未报", ""] {
            assert_eq!(status_word(word), None, "{word}");
        }
    }
}
