//! The states that registers write, in whatever words.

use chrono::NaiveDate;

use super::cells;
use model::status::StatusKind;
use office::cell::Cell;

/// A status word, also as an answer to 是否完成.
pub(super) fn status_word(word: &str) -> Option<StatusKind> {
    status_told(word).map(|(kind, _)| kind)
}

/// The day in the brackets behind a status: 已完成（2022年3月）.
pub(crate) fn status_day(cell: &str) -> Option<NaiveDate> {
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
    if before.contains(['，', '。', '；', ',', ';']) {
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
pub(crate) fn status_told(cell: &str) -> Option<(StatusKind, String)> {
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

/// What is said to be mended, as states have it.
const MENDED: [&str; 53] = [
    "整改",
    "完成",
    "落实",
    "办结",
    "化解",
    "解决",
    "改正",
    "治理",
    "纠正",
    "改善",
    "处置",
    "处理",
    "整治",
    "办理",
    "结案",
    "答复",
    "着手",
    "启动",
    "开展",
    "开始",
    "推进",
    "消除",
    "改",
    "动手",
    "动工",
    "实施",
    "改进",
    "闭合",
    "消缺",
    "修复",
    "清零",
    "整修",
    "报结",
    "办毕",
    "完结",
    "结束",
    "归还",
    "清退",
    "收回",
    "完工",
    "竣工",
    "达标",
    "兑现",
    "归零",
    "达成",
    "回复",
    "排除",
    "息访",
    "办复",
    "归档",
    "开工",
    "立行立改",
    "办",
];

/// What is under way while it is said of it (采购中).
const WORKS: [&str; 32] = [
    "采购", "招标", "施工", "清运", "清理", "校准", "维修", "更换", "安装", "改造", "建设", "审批",
    "协调", "调查", "核查", "整理", "起草", "修订", "测试", "送检", "拆除", "检测", "筹备", "询价",
    "跟踪", "观察", "论证", "公示", "报批", "协商", "跟进", "坚持",
];

fn is_at_work(rest: &str) -> bool {
    WORKS.iter().any(|work| rest.ends_with(work)) && rest.chars().count() <= 4
}

/// A state made of few words: how far, of what (已改正, 正在办理, 基本化解, 尚未开展).
fn made(word: &str) -> Option<StatusKind> {
    if word.chars().count() > 9 {
        return None;
    }
    let word = without_what(word);
    let timed = without_when(word);
    let word = if of_mending(timed) && !ends(timed) && timed.len() < word.len() {
        // 逾期整改 is no state; 当场整改 is one.
        return SPOT
            .iter()
            .any(|spot| word.starts_with(spot))
            .then_some(StatusKind::Done);
    } else {
        timed
    };
    let rest = |heads: &[&str]| heads.iter().find_map(|head| word.strip_prefix(head));
    if let Some(rest) = rest(&[
        "未", "尚未", "没有", "还没", "还未", "暂未", "待", "没", "未见",
    ]) {
        let whole = ["全部", "完全"];
        let begun = rest.contains("到位") || whole.iter().any(|word| rest.starts_with(word));
        let rest = without_when(rest)
            .trim_start_matches("全部")
            .trim_start_matches("完全");
        let open = of_mending(rest) || ["弄", "动", "做"].contains(&rest);
        return open.then_some(if begun {
            StatusKind::InProgress
        } else {
            StatusKind::NotStarted
        });
    }
    // 已基本完成, 已部分整改
    let half = rest(&["已"]).filter(|rest| rest.starts_with("基本") || rest.starts_with("部分"));
    let word = half.unwrap_or(word);
    let rest = |heads: &[&str]| heads.iter().find_map(|head| word.strip_prefix(head));
    if let Some(rest) = rest(&["基本", "阶段性", "大部分", "大体"]) {
        let kind = if rest == "推进" {
            StatusKind::InProgress
        } else {
            StatusKind::MostlyDone
        };
        return of_mending(rest).then_some(kind);
    }
    if let Some(rest) = rest(&UNDER_WAY) {
        let at_work = is_at_work(rest);
        return (at_work || of_mending(rest)).then_some(StatusKind::InProgress);
    }
    if let Some(rest) = word.strip_suffix('中') {
        return (is_at_work(rest) || of_mending(rest)).then_some(StatusKind::InProgress);
    }
    done(word)
}

/// What is under way, by how it goes.
const UNDER_WAY: [&str; 18] = [
    "正在",
    "部分",
    "持续",
    "继续",
    "稳步",
    "有序",
    "加快",
    "正常",
    "按序时",
    "按计划",
    "按进度",
    "序时",
    "抓紧",
    "全力",
    "长期",
    "分步",
    "分批",
    "着手",
];

/// Done where it was found.
const SPOT: [&str; 4] = ["当场", "现场", "当日", "立即"];

/// 整改已完成, 隐患已消除: the state without what it is of.
fn without_what(word: &str) -> &str {
    let what = ["整改", "隐患", "问题", "事项", "任务"];
    let rest = what.iter().find_map(|what| word.strip_prefix(what));
    let told = ["已", "未", "尚未", "正在", "基本"];
    let rest = rest.filter(|rest| told.iter().any(|head| rest.starts_with(head)));
    rest.unwrap_or(word)
}

/// 按期完成, 已逾期: without whether it was in time.
fn without_when(word: &str) -> &str {
    const TIMED: [&str; 11] = [
        "逾期", "超期", "到期", "按期", "按时", "如期", "提前", "延期", "当场", "现场", "立即",
    ];
    TIMED
        .iter()
        .find_map(|late| word.strip_prefix(late))
        .unwrap_or(word)
}

/// Whether it says that something came to its end.
fn ends(word: &str) -> bool {
    [
        "完成", "完毕", "到位", "办结", "合格", "完工", "未", "正在", "中",
    ]
    .iter()
    .any(|end| word.ends_with(end) || word.starts_with(end))
        || ["已", "没", "基本", "部分"]
            .iter()
            .any(|head| word.starts_with(head))
}

/// What has come to its end, and how.
fn done(word: &str) -> Option<StatusKind> {
    let closes = [
        "销号", "关闭", "销案", "销项", "销账", "核销", "摘牌", "结项",
    ]
    .iter()
    .any(|close| word.contains(close));
    let heads = ["已经", "已全部", "全部", "均已", "已"];
    let rest = heads.iter().find_map(|head| word.strip_prefix(head));
    let done = without_when(rest.unwrap_or(word));
    let said = done.len() < word.len();
    // 已完成待验收, 已完成并长期坚持
    let done = ["并", "待"]
        .iter()
        .find_map(|join| {
            let (first, behind) = done.split_once(join)?;
            let after = [
                "长期坚持",
                "持续坚持",
                "持续巩固",
                "验收",
                "销号",
                "复查",
                "核查",
                "验证",
                "通过验收",
            ];
            after.contains(&behind).then_some(first)
        })
        .unwrap_or(done);
    let ended = ["完成", "完毕", "到位", "办结", "合格"]
        .iter()
        .any(|end| done.ends_with(end));
    let accepted = done.starts_with("完成") && done.chars().count() > 2;
    if !(said || ended || accepted) || !of_mending(done.trim_end_matches("合格")) {
        return None;
    }
    let begun = [
        "启动", "着手", "开始", "推进", "开展", "动手", "动工", "实施", "开工",
    ];
    Some(match closes && !word.contains('待') {
        true => StatusKind::Closed,
        false if begun.contains(&done) => StatusKind::InProgress,
        false => StatusKind::Done,
    })
}

/// 整改完成, 办理完毕: what it is of may be said more than once, and what came of it behind.
fn of_mending(mut rest: &str) -> bool {
    const ENDS: [&str; 20] = [
        "到位", "完毕", "完", "好", "了", "中", "过半", "进行", "当中", "销号", "关闭", "闭环",
        "验收", "复查", "工作", "销案", "销项", "销账", "核销", "摘牌",
    ];
    let words = || MENDED.iter().chain(&ENDS);
    while let Some(shorter) = words().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
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
