//! Look-alikes that list no problems of their own: news, speeches, notices.

use super::meeting::Head;
use super::paragraph::Paragraph;
use super::reading::label::Label;
use model::draft::Draft;

/// What sort of document a text is, as far as `check` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// 对照检查材料, as it is read out at the meeting.
    Material,
    /// A report on a meeting or on what came of it, or anything else.
    Report,
}

/// The sort by the title; where that says nothing, by what stands in it: causes or measures follow
/// the problems in a material. A text that tells of last year and has no other section (上年度整改落实
/// 情况) reports what became of the problems that it names.
pub(crate) fn of(draft: &Draft, look_alike: Option<LookAlike>, labels: &[Label]) -> Genre {
    let title = draft.title.as_deref().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let lists = !draft.problems.is_empty();
    let follows = !draft.causes.is_empty() || !draft.measures.is_empty();
    let material = match look_alike {
        Some(_) => false,
        None if has(MATERIALS) => true,
        None if has(REPORTS) => false,
        None if title.ends_with("发言") => title.contains("生活会") || lists,
        None if only_last_year(labels) => false,
        None => lists && follows,
    };
    if material {
        Genre::Material
    } else {
        Genre::Report
    }
}

fn only_last_year(labels: &[Label]) -> bool {
    let mut sections = labels.iter().filter(|label| label.section().is_some());
    let last = sections.clone().any(|label| *label == Label::LastYear);
    last && sections.all(|label| *label == Label::LastYear)
}

/// Titles of what is read out at a meeting.
const MATERIALS: &[&str] = &[
    "对照检查",
    "检查材料",
    "检视剖析",
    "检视材料",
    "发言提纲",
    "发言材料",
    "剖析材料",
    "个人剖析",
];

/// Titles of what is handed up after it.
const REPORTS: &[&str] = &[
    "情况报告",
    "情况的报告",
    "召开情况",
    "落实情况",
    "整改情况",
    "进展情况",
    "整改方案",
    "整改清单",
    "整改台账",
    "问题清单",
    "情况的通报",
    "情况通报",
];

/// What a text is, where it is no material of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LookAlike {
    /// 新闻
    News,
    /// 讲话
    Speech,
    /// 通知
    Notice,
    /// 总结, 心得, 纪要, 办法
    Other,
}

impl LookAlike {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::News => "新闻报道",
            Self::Speech => "讲话",
            Self::Notice => "通知",
            Self::Other => "总结、心得、纪要一类",
        }
    }
}

/// Recognizes a look-alike by its title, its salutation and how it speaks.
pub(crate) fn look_alike(head: &Head, paragraphs: &[Paragraph]) -> Option<LookAlike> {
    let title = head.title.as_deref().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if has(OWN_TITLES) {
        return None;
    }
    if has(&["讲话", "主持词", "点评", "致辞", "主持讲话", "动员", "党课"]) {
        return Some(LookAlike::Speech);
    }
    if has(&[
        "通知",
        "实施方案",
        "工作方案",
        "工作安排",
        "指导意见",
        "意见的函",
        "议程",
    ]) {
        return Some(LookAlike::Notice);
    }
    if has(&[
        "心得",
        "述职",
        "简报",
        "纪要",
        "管理办法",
        "管理规定",
        "党课",
        "讲稿",
    ]) || (has(&["总结"]) && !has(&["整改", "检视", "对照", "查摆", "剖析"]))
    {
        return Some(LookAlike::Other);
    }
    if title.contains("通报") && has(&["督导", "督查"]) && !title.contains("班子") {
        return Some(LookAlike::Notice);
    }
    if title.ends_with('函') {
        return Some(LookAlike::Notice);
    }
    let text: String = paragraphs
        .iter()
        .take(60)
        .map(|p| p.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    by_voice(title, &text)
}

fn by_voice(title: &str, text: &str) -> Option<LookAlike> {
    let count = |words: &[&str]| {
        words
            .iter()
            .map(|word| text.matches(word).count())
            .sum::<usize>()
    };
    let confesses = count(&[
        "现将",
        "对照检查如下",
        "汇报如下",
        "报告如下",
        "检视如下",
        "存在的主要问题",
        "原因剖析",
        "产生问题的原因",
    ]);
    let reports = count(REPORTING);
    let addresses =
        text.starts_with("同志们") || text.contains("\n同志们") || count(&["同志们："]) > 0;
    let notifies = count(NOTIFYING);
    let first: String = text.chars().take(200).collect();
    let dateline = first.contains('日')
        && ["召开", "举行"].iter().any(|word| first.contains(word))
        && first.contains("生活会");
    let headline =
        ["召开", "举行"].iter().any(|word| title.contains(word)) && !title.contains("情况");
    if notifies >= 2 && confesses < 3 {
        return Some(LookAlike::Notice);
    }
    if (reports >= 2 && confesses < 2) || ((dateline || headline) && reports >= 1 && confesses < 3)
    {
        return Some(LookAlike::News);
    }
    let own = count(&["对照检查", "检视剖析", "努力方向", "批评指正", "整改措施"]);
    (addresses && confesses < 2 && own < 2).then_some(LookAlike::Speech)
}

const OWN_TITLES: &[&str] = &[
    "对照检查",
    "检查材料",
    "检视剖析",
    "发言提纲",
    "发言材料",
    "剖析材料",
    "召开情况的报告",
    "召开情况报告",
    "整改方案",
    "整改清单",
    "整改台账",
    "问题清单",
    "情况报告",
    "情况的报告",
    "个人剖析",
    "自查报告",
];

/// How others tell of a meeting.
const REPORTING: &[&str] = &[
    "会议指出",
    "会议强调",
    "会议要求",
    "会议认为",
    "会上，",
    "强调，",
    "指出，",
    "本报讯",
    "记者",
    "通讯员",
    "到会指导",
    "出席会议",
    "主持会议",
    "他强调",
    "她强调",
    "会议由",
    "参加会议",
    "近日，",
    "该局",
    "该县",
    "该市",
    "该区",
    "该镇",
    "该校",
    "该院",
    "该公司",
    "该支部",
];

const NOTIFYING: &[&str] = &[
    "各党支部：",
    "各单位：",
    "现就",
    "有关事项通知如下",
    "通知如下",
    "请各",
    "结合实际认真贯彻",
    "贯彻落实。",
    "各党委（",
    "各基层党组织",
];
