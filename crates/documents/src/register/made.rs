//! States made of few words: how far it is, and of what (已改正, 正在办理, 基本化解, 尚未开展).

use model::status::StatusKind;

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
pub(super) fn made(word: &str) -> Option<StatusKind> {
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
