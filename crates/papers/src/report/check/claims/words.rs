//! The words by which claims are known: tables, so that a way of writing is added in one place.

use model::status::StatusKind;
use model::task::ProgressClass;

use crate::report::item::Item;

/// What a clause says of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum State {
    Finished,
    Closed,
    Waiting,
    MostlyDone,
    Open,
    LongTerm,
    NotStarted,
    Overdue,
    Extended,
    Relapsed,
}

impl State {
    /// Whether the records say so too.
    pub(super) fn holds(self, item: &Item<'_>) -> bool {
        let task = item.task;
        let kind = task.status.kind();
        match self {
            Self::Finished => kind.is_finished(),
            Self::Closed => kind == StatusKind::Closed,
            Self::Waiting => matches!(kind, StatusKind::Done | StatusKind::Applied),
            Self::MostlyDone => kind == StatusKind::MostlyDone,
            Self::Open => kind == StatusKind::InProgress,
            Self::LongTerm => task.is_long_term(),
            Self::NotStarted => kind == StatusKind::NotStarted,
            Self::Overdue => item.overdue || task.days_late().is_some(),
            Self::Extended => !task.extensions.is_empty(),
            Self::Relapsed => task.prior.is_some(),
        }
    }

    /// Whether a text that leaves it out says less than it must.
    pub(super) fn must_stand(self) -> bool {
        matches!(
            self,
            Self::NotStarted | Self::Overdue | Self::Extended | Self::Relapsed | Self::LongTerm
        )
    }

    /// How it is told.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Finished => "已完成整改",
            Self::Closed => "已销号",
            Self::Waiting => "待审核",
            Self::MostlyDone => "基本完成",
            Self::Open => "正在推进",
            Self::LongTerm => "长期坚持",
            Self::NotStarted => "尚未启动",
            Self::Overdue => "逾期",
            Self::Extended => "延期",
            Self::Relapsed => "反弹",
        }
    }
}

/// What a clause says; of two words in one place the longer counts.
pub(super) const STATES: [(&str, State); 41] = [
    ("已完成整改", State::Finished),
    ("完成整改", State::Finished),
    ("已全部完成", State::Finished),
    ("均已完成", State::Finished),
    ("全面完成", State::Finished),
    ("整改到位", State::Finished),
    ("整改完成", State::Finished),
    ("整改完毕", State::Finished),
    ("已整改", State::Finished),
    ("已解决", State::Finished),
    ("已办结", State::Finished),
    ("已销号", State::Closed),
    ("完成销号", State::Closed),
    ("全部销号", State::Closed),
    ("待审核", State::Waiting),
    ("待销号", State::Waiting),
    ("待验收", State::Waiting),
    ("基本完成", State::MostlyDone),
    ("有了改进", State::MostlyDone),
    ("仍在推进", State::Open),
    ("仍在整改", State::Open),
    ("正在推进", State::Open),
    ("正在整改", State::Open),
    ("长期坚持", State::LongTerm),
    ("尚未启动", State::NotStarted),
    ("仍未启动", State::NotStarted),
    ("尚未着手", State::NotStarted),
    ("仍未着手", State::NotStarted),
    ("未启动", State::NotStarted),
    ("尚未开始", State::NotStarted),
    ("未按期完成", State::Overdue),
    ("未按期（", State::Overdue),
    ("未按时完成", State::Overdue),
    ("逾期", State::Overdue),
    ("超期", State::Overdue),
    ("延期", State::Extended),
    ("延长至", State::Extended),
    ("推迟至", State::Extended),
    ("再次出现", State::Relapsed),
    ("反弹", State::Relapsed),
    ("复发", State::Relapsed),
];

/// Words of an end that say only together with [`ALL`] that something is finished.
pub(super) const ENDS: [&str; 9] = [
    "完成", "销号", "解决", "落实", "办结", "到位", "清零", "整改", "见效",
];

/// Words that say a thing of all.
pub(super) const ALL: [&str; 8] = [
    "全部",
    "均",
    "都已",
    "悉数",
    "全面",
    "所有",
    "无一例外",
    "逐一",
];

/// Words before a state that deny it of all.
pub(super) const NONE: [&str; 8] = [
    "无一",
    "没有",
    "未出现",
    "未发生",
    "无",
    "未",
    "不存在",
    "零",
];

/// Words right before a state that make it another or none.
pub(super) const NOT: [&str; 14] = [
    "未", "没有", "尚", "按期", "按时", "基本", "不", "防止", "避免", "杜绝", "严防", "不再", "再",
    "可",
];

/// Words of what is yet to come: no claim of a state.
pub(super) const FUTURE: [&str; 9] = [
    "前完成",
    "确保",
    "力争",
    "争取",
    "预计",
    "计划",
    "底前",
    "日前",
    "将于",
];

/// Words by which a sentence speaks of all problems, not of one.
pub(super) const OF_ALL: [&str; 14] = [
    "查摆",
    "检视问题",
    "全部问题",
    "所有问题",
    "各项问题",
    "个问题",
    "项问题",
    "条问题",
    "整改完成率",
    "完成率",
    "销号率",
    "整改率",
    "问题全部",
    "问题均",
];

/// What follows the number of those of a dimension that are told together, and their class.
pub(super) const TOGETHER: [(&str, ProgressClass); 7] = [
    ("个问题均已完成", ProgressClass::Finished),
    ("个问题已完成", ProgressClass::Finished),
    ("个问题均已整改", ProgressClass::Finished),
    ("个问题已基本完成", ProgressClass::MostlyDone),
    ("个问题均已基本完成", ProgressClass::MostlyDone),
    ("个问题整改仍在", ProgressClass::InProgress),
    ("个问题仍在", ProgressClass::InProgress),
];

/// How a problem is named where its paragraph or sentence begins.
pub(super) const OPENERS: [&str; 4] = ["关于\"", "针对\"", "对\"", "就\""];

/// What a number in an opening counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Problems,
    Measures,
    Older,
    Groups,
    Due,
    Closed,
    Waiting,
    Made,
    Again,
    /// Came up again under another title.
    Relisted,
    ProgressClass(ProgressClass),
    Overdue,
    Extended,
    Relapsed,
}

/// The words beside such a number; a later place in the text counts more, then a longer word.
pub(super) const COUNTED: [(&str, Counted); 34] = [
    ("已销号", Counted::Closed),
    ("销号", Counted::Closed),
    ("待审核", Counted::Waiting),
    ("制定制度", Counted::Made),
    ("修订制度", Counted::Made),
    ("制定修订制度", Counted::Made),
    ("完成整改", Counted::ProgressClass(ProgressClass::Finished)),
    ("已完成", Counted::ProgressClass(ProgressClass::Finished)),
    ("整改到位", Counted::ProgressClass(ProgressClass::Finished)),
    ("整改完成", Counted::ProgressClass(ProgressClass::Finished)),
    (
        "基本完成",
        Counted::ProgressClass(ProgressClass::MostlyDone),
    ),
    (
        "正在推进",
        Counted::ProgressClass(ProgressClass::InProgress),
    ),
    (
        "正在整改",
        Counted::ProgressClass(ProgressClass::InProgress),
    ),
    (
        "仍在推进",
        Counted::ProgressClass(ProgressClass::InProgress),
    ),
    (
        "仍在整改",
        Counted::ProgressClass(ProgressClass::InProgress),
    ),
    ("长期坚持", Counted::ProgressClass(ProgressClass::LongTerm)),
    (
        "尚未启动",
        Counted::ProgressClass(ProgressClass::NotStarted),
    ),
    (
        "尚未着手",
        Counted::ProgressClass(ProgressClass::NotStarted),
    ),
    ("未启动", Counted::ProgressClass(ProgressClass::NotStarted)),
    ("逾期", Counted::Overdue),
    ("未按期", Counted::Overdue),
    ("延期", Counted::Extended),
    ("反弹", Counted::Relapsed),
    ("再次出现", Counted::Again),
    (RELISTED, Counted::Relisted),
    ("措施", Counted::Measures),
    ("遗留问题", Counted::Older),
    ("时限已到", Counted::Due),
    ("到期", Counted::Due),
    ("方面", Counted::Groups),
    ("问题", Counted::Problems),
    ("查摆问题", Counted::Problems),
    ("检视问题", Counted::Problems),
    ("整改措施", Counted::Measures),
];

/// Said of problems that came up again under another title: the meeting did not list these.
pub(super) const RELISTED: &str = "重新列入";

/// Units in which problems and measures are counted.
pub(super) const COUNT_UNITS: [&str; 5] = ["个", "项", "条", "件", "个方面"];

/// Units of more than a character; what they begin with is another unit.
pub(super) const UNITS: [&str; 22] = [
    "个方面",
    "个百分点",
    "个工作日",
    "个月",
    "万元",
    "亿元",
    "万人次",
    "万人",
    "人次",
    "家次",
    "户次",
    "场次",
    "小时",
    "分钟",
    "平方米",
    "公里",
    "课时",
    "季度",
    "年度",
    "周年",
    "%",
    "‰",
];

/// What a Chinese number counts.
pub(super) const MEASURE: &str = "个项条次名家篇轮期场批户人件份所天支册本类处宗起套堂";

/// Words before what a rate or a level was first.
pub(super) const FROM: [&str; 2] = ["由", "从"];

/// Words before what it has become.
pub(super) const TO: [&str; 7] = ["升至", "降至", "变为", "达到", "提高到", "下降到", "降低到"];

/// Words that end like a sign of what is not exact.
pub(super) const NO_SIGNS: [&str; 8] = [
    "节约", "预约", "合约", "签约", "履约", "违约", "最近", "附近",
];

/// Words of politics whose numbers count nothing here.
pub(super) const IDIOMS: [&str; 14] = [
    "两个确立",
    "两个维护",
    "四个意识",
    "四个自信",
    "四个全面",
    "五位一体",
    "八项规定",
    "三会一课",
    "一岗双责",
    "三重一大",
    "三个区分开来",
    "六个方面",
    "四个方面",
    "五个方面",
];

/// What a day in a clause is, by the words of the clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Reckoned,
    Since,
    Finished,
    DueBefore,
    DueNow,
}

/// Words before or after the day in its clause: the first that stands there counts.
pub(super) const ROLES: [(&str, Role); 9] = [
    ("截至", Role::Reckoned),
    ("以来", Role::Since),
    ("原定", Role::DueBefore),
    ("延期至", Role::DueNow),
    ("整改时限", Role::DueNow),
    ("未按期（", Role::DueNow),
    ("完成整改", Role::Finished),
    ("整改完成", Role::Finished),
    ("销号", Role::Finished),
];
