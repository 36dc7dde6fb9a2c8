//! The status of a task, which carries its own proof.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a task stands. 逾期, 延期 and 长期坚持 are no statuses: the first is derived, the second a
/// record, the third a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// 未启动
    NotStarted,
    /// 正在推进
    InProgress,
    /// 基本完成
    MostlyDone,
    /// 已完成: self-declared, not accepted yet.
    Done {
        /// The day it was declared.
        on: NaiveDate,
    },
    /// 申请销号: waits for acceptance.
    Applied {
        /// The day of the application.
        on: NaiveDate,
    },
    /// 已销号
    Closed(Closure),
    /// 作废: entered in error; outside every count.
    Void(Voiding),
}

/// The proof of a closure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// The day of acceptance.
    pub on: NaiveDate,
    /// Who accepted: a person or a body (局党组会议).
    pub verifier: Option<String>,
    /// On what ground.
    pub basis: Basis,
}

/// On what ground a task counts as closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Accepted here; the minutes or opinion, where given.
    Verified(Option<String>),
    /// Taken over from an earlier register (据原台账), by its file name.
    Imported(String),
}

/// Why a task is void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voiding {
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
    /// The task that holds the same matter, for merged duplicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<u32>,
}

/// The kind of a status without its proof; the order is that of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKind {
    /// 未启动
    NotStarted,
    /// 正在推进
    InProgress,
    /// 基本完成
    MostlyDone,
    /// 已完成
    Done,
    /// 申请销号
    Applied,
    /// 已销号
    Closed,
    /// 作废
    Void,
}

impl StatusKind {
    /// All kinds in the order of the work.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::InProgress,
        Self::MostlyDone,
        Self::Done,
        Self::Applied,
        Self::Closed,
        Self::Void,
    ];

    /// The written form: `not_started` …
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::MostlyDone => "mostly_done",
            Self::Done => "done",
            Self::Applied => "applied",
            Self::Closed => "closed",
            Self::Void => "void",
        }
    }

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "未启动",
            Self::InProgress => "正在推进",
            Self::MostlyDone => "基本完成",
            Self::Done => "已完成",
            Self::Applied => "申请销号",
            Self::Closed => "已销号",
            Self::Void => "作废",
        }
    }

    /// The inverse of [`StatusKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Reads a status as people and registers write it, synonyms included.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(kind) = Self::from_code(text) {
            return Some(kind);
        }
        Some(match text {
            "未启动" | "未开始" | "未整改" | "尚未启动" | "未完成" => {
                Self::NotStarted
            }
            "正在推进" | "整改中" | "进行中" | "持续推进" | "正在整改" | "推进中" => {
                Self::InProgress
            }
            "基本完成" | "阶段性完成" => Self::MostlyDone,
            "已完成" | "已整改" | "整改到位" | "完成" | "整改完成" => Self::Done,
            "申请销号" | "待验收" | "待销号" | "待审核" => Self::Applied,
            "已销号" | "办结" | "销号" | "已办结" => Self::Closed,
            "作废" => Self::Void,
            _ => return None,
        })
    }

    /// 已完成, 申请销号 or 已销号: what counts as 已完成整改.
    pub fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Applied | Self::Closed)
    }

    /// Neither finished nor void.
    pub fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress | Self::MostlyDone)
    }
}

impl Status {
    /// The kind without the proof.
    pub fn kind(&self) -> StatusKind {
        match self {
            Self::NotStarted => StatusKind::NotStarted,
            Self::InProgress => StatusKind::InProgress,
            Self::MostlyDone => StatusKind::MostlyDone,
            Self::Done { .. } => StatusKind::Done,
            Self::Applied { .. } => StatusKind::Applied,
            Self::Closed(_) => StatusKind::Closed,
            Self::Void(_) => StatusKind::Void,
        }
    }

    /// The day of the proof: of completion, application, closure or voiding.
    pub fn on(&self) -> Option<NaiveDate> {
        match self {
            Self::Done { on } | Self::Applied { on } => Some(*on),
            Self::Closed(closure) => Some(closure.on),
            Self::Void(voiding) => Some(voiding.on),
            Self::NotStarted | Self::InProgress | Self::MostlyDone => None,
        }
    }

    /// The closure, where there is one.
    pub fn closure(&self) -> Option<&Closure> {
        match self {
            Self::Closed(closure) => Some(closure),
            _ => None,
        }
    }

    /// One of the four statuses that `log --status` moves among; the other three need their own
    /// verb and proof.
    pub fn declared(kind: StatusKind, on: NaiveDate) -> Option<Self> {
        match kind {
            StatusKind::NotStarted => Some(Self::NotStarted),
            StatusKind::InProgress => Some(Self::InProgress),
            StatusKind::MostlyDone => Some(Self::MostlyDone),
            StatusKind::Done => Some(Self::Done { on }),
            StatusKind::Applied | StatusKind::Closed | StatusKind::Void => None,
        }
    }
}
