//! What can happen to a task or to the ledger itself. Events are facts: applying one cannot fail.
//! Entries hold them as they are declared here and in the types they are made of: kinds and fields
//! are added, never renamed or moved (`codec` says how).

pub mod codec;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::deadline::Deadline;
use crate::digest::Digest;
use crate::erased::Erasure;
use crate::figure::Figure;
use crate::handed::Gathered;
use crate::handover::Succession;
use crate::institution::{self, Institution};
use crate::joined::Joined;
use crate::measure::Measure;
use crate::meeting::{Document, Meeting};
use crate::restored::{Rebuilt, Restored, Salvaged};
use crate::review::{Received, Review};
use crate::status::{Closure, Status, StatusKind, Voiding};
use crate::unit::{Member, UnitCard, UnitId};

pub use crate::field::TextField;

/// One event; task events stand in entries that name a task, ledger events in those that don't.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Event {
    /// Concerns one task.
    Task(TaskEvent),
    /// Concerns the ledger itself.
    Ledger(LedgerEvent),
}

/// What can happen to a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum TaskEvent {
    /// 登记: the task comes into being, with all that is known then.
    Raised(Box<Registered>),
    /// 修改: fields get new values; the old ones stay in the entries before.
    #[serde(skip_deserializing)]
    Edited(Vec<Change>),
    /// 记进展
    Progressed(Box<Progressed>),
    /// 添佐证
    Attached(Attached),
    /// 申请销号
    Submitted {
        /// The day.
        on: NaiveDate,
        /// 整改成效, if stated with the application.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
    },
    /// 退回
    Returned {
        /// The day.
        on: NaiveDate,
        /// The verifier's opinion.
        opinion: String,
    },
    /// 销号
    Closed {
        /// The proof.
        closure: Closure,
        /// 整改成效, if stated with the closure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
    },
    /// 恢复整改
    Reopened {
        /// The day.
        on: NaiveDate,
        /// Why the closure was an error.
        reason: String,
    },
    /// 延期
    Extended {
        /// The day it was granted.
        on: NaiveDate,
        /// The new deadline.
        deadline: Deadline,
        /// Why.
        reason: String,
        /// Who granted it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_by: Option<String>,
    },
    /// 作废
    Voided(Voiding),
    /// An earlier entry of the task is taken back; it stays in the history without effect.
    Withdrawn {
        /// Sequence of the entry taken back.
        entry: u64,
        /// Why.
        reason: String,
    },
    /// 关联: the earlier task that this one continues or repeats.
    Linked {
        /// Number of the earlier task.
        prior: u32,
    },
    /// A proposed measure was judged not to answer this task.
    ProposalRejected {
        /// The measure's text.
        text: String,
    },
    /// 上级复核: what the superior said of it came down.
    Reviewed(Received),
}

/// All that is known when a task comes into being.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// Day of registration.
    pub on: NaiveDate,
    /// What is written of it.
    pub card: Card,
    /// Its status then: 未启动, but for rows of an existing register.
    pub status: Status,
    /// 进展情况, from a register, dated by the day of import.
    pub progress: Option<String>,
}

/// One field's new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A text field; `None` empties it.
    Text(TextField, Option<String>),
    /// 配合部门
    CoDepts(Vec<String>),
    /// 整改时限
    Deadline(Option<Deadline>),
    /// 下次检查
    NextCheck(Option<NaiveDate>),
    /// A new measure, or new values of the measure with that key.
    Measure(Measure),
    /// The measure with that key is dropped.
    MeasureDropped(u32),
    /// The other changes say how it stood on that day: a form that was handed in then.
    SaidOn(NaiveDate),
    /// The other changes are a hand-over (交接) by that person; they hold from that day on.
    HandedOver {
        /// Who left.
        from: String,
        /// The day.
        on: NaiveDate,
    },
}

/// A note of progress (进展情况).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Progressed {
    /// The day it speaks of.
    pub on: NaiveDate,
    /// What was done; may be empty when figures say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The measure it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<u32>,
    /// That measure is done with this.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub measure_done: bool,
    /// Counted facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// The status from here on (one of the first four).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusKind>,
    /// 未完成原因
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// 下步措施
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// A periodic check or look-back (回头看).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub check: bool,
    /// When to check next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_check: Option<NaiveDate>,
    /// For the office only: never in a text handed up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// The form (填报表) that says it: a later note of the same form on the same row takes the place
    /// of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<String>,
    /// 制度成果 that it tells of; `None` in entries that don't carry them: what the first rule reads in the
    /// text stands for them ([`institution::read_first`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institutions: Option<Vec<Institution>>,
    /// 报送: how it is told in a text handed up, in place of its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
}

/// Evidence (佐证材料): the bytes are kept by digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// The day.
    pub on: NaiveDate,
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Digest of the bytes.
    pub sha256: Digest,
}

/// What can happen to the ledger itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum LedgerEvent {
    /// 建账: what the unit says of itself.
    #[serde(rename = "unit")]
    UnitNamed(UnitCard),
    /// 设置: a setting gets a value, or goes back to its default.
    #[serde(rename = "setting")]
    Configured {
        /// Name of the setting.
        key: String,
        /// Its value; `None` is the default.
        value: Option<String>,
    },
    /// 会议: a meeting's card, whole.
    #[serde(rename = "meeting")]
    MeetingSet(Meeting),
    /// 班子成员: a member's card, whole.
    #[serde(rename = "member")]
    MemberSet(Member),
    /// A member left the roster.
    MemberRemoved {
        /// Name.
        name: String,
    },
    /// 上级复核: what was said of a gathered task.
    #[serde(rename = "review")]
    Reviewed(Review),
    /// 交接: a person left, another took over.
    Succeeded(Succession),
    /// 导入: a document was read.
    #[serde(rename = "document")]
    DocumentRead(Document),
    /// 销毁: the bytes of a document or of evidence were erased.
    Expunged {
        /// Digest of the bytes.
        sha256: Digest,
        /// Why.
        reason: String,
    },
    /// 销毁: the texts of an entry were erased.
    EntryErased(Erasure),
    /// 还原: a backup took the ledger's place.
    Restored(Restored),
    /// 抢救: what still held together in a damaged file took the ledger's place.
    Salvaged(Salvaged),
    /// 重建: what is made from the history was made from it anew.
    Rebuilt(Rebuilt),
    /// 合并副本: a copy that went on apart was joined.
    Joined(Joined),
    /// An earlier entry of the ledger itself is taken back.
    #[serde(rename = "ledger_withdrawn")]
    Withdrawn {
        /// Sequence of the entry taken back.
        entry: u64,
        /// Why.
        reason: String,
    },
    /// 汇总: another unit's history came in, or grew.
    Gathered(Gathered),
    /// A history that contradicts the one gathered before is kept aside.
    SetAside {
        /// The history.
        #[serde(flatten)]
        gathered: Gathered,
        /// The first entry that is another.
        at: u64,
    },
    /// A history takes the place of the one gathered before, which is kept aside.
    Replaced {
        /// The history that holds from here on.
        #[serde(flatten)]
        gathered: Gathered,
        /// Number of the one before.
        old: UnitId,
        /// Why.
        reason: String,
    },
}

impl Progressed {
    /// The event, with the institutions that its text tells of unless the clerk said which.
    pub fn recorded(mut self) -> TaskEvent {
        if self.institutions.is_none() {
            let read = institution::read(&self.text);
            // Nothing need be written while this is the first rule.
            self.institutions = (!read.is_empty()).then_some(read);
        }
        // What has no other words is told by its institutions.
        if self.text.is_empty() && self.figures.is_empty() {
            let named = self.institutions.iter().flatten().map(ToString::to_string);
            self.text = named.collect::<Vec<_>>().join("、");
        }
        TaskEvent::Progressed(Box::new(self))
    }
}

impl Registered {
    /// Whether it says no problem: such a task is never recorded.
    pub fn is_empty(&self) -> bool {
        self.card.problem.trim().is_empty()
    }

    /// A task as it begins: nothing was done about it yet.
    pub fn fresh(on: NaiveDate, card: Card) -> Self {
        Self {
            on,
            card,
            status: Status::NotStarted,
            progress: None,
        }
    }
}

impl Event {
    /// The written kind, unique over both sorts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Task(event) => match event {
                TaskEvent::Raised(_) => "raised",
                TaskEvent::Edited(_) => "edited",
                TaskEvent::Progressed(_) => "progressed",
                TaskEvent::Attached(_) => "attached",
                TaskEvent::Submitted { .. } => "submitted",
                TaskEvent::Returned { .. } => "returned",
                TaskEvent::Closed { .. } => "closed",
                TaskEvent::Reopened { .. } => "reopened",
                TaskEvent::Extended { .. } => "extended",
                TaskEvent::Voided(_) => "voided",
                TaskEvent::Withdrawn { .. } => "withdrawn",
                TaskEvent::Linked { .. } => "linked",
                TaskEvent::ProposalRejected { .. } => "proposal_rejected",
                TaskEvent::Reviewed(_) => "reviewed",
            },
            Self::Ledger(event) => match event {
                LedgerEvent::UnitNamed(_) => "unit",
                LedgerEvent::Configured { .. } => "setting",
                LedgerEvent::MeetingSet(_) => "meeting",
                LedgerEvent::MemberSet(_) => "member",
                LedgerEvent::MemberRemoved { .. } => "member_removed",
                LedgerEvent::Reviewed(_) => "review",
                LedgerEvent::Succeeded(_) => "succeeded",
                LedgerEvent::DocumentRead(_) => "document",
                LedgerEvent::Expunged { .. } => "expunged",
                LedgerEvent::EntryErased(_) => "entry_erased",
                LedgerEvent::Restored(_) => "restored",
                LedgerEvent::Salvaged(_) => "salvaged",
                LedgerEvent::Rebuilt(_) => "rebuilt",
                LedgerEvent::Joined(_) => "joined",
                LedgerEvent::Withdrawn { .. } => "ledger_withdrawn",
                LedgerEvent::Gathered(_) => "gathered",
                LedgerEvent::SetAside { .. } => "set_aside",
                LedgerEvent::Replaced { .. } => "replaced",
            },
        }
    }
}

impl TaskEvent {
    /// The day the event speaks of, where it has one of its own; a view of an earlier day leaves
    /// out what is dated after it. Registration and corrections have none, unless a form says them.
    pub fn on(&self) -> Option<NaiveDate> {
        match self {
            Self::Progressed(progressed) => Some(progressed.on),
            Self::Attached(attached) => Some(attached.on),
            Self::Submitted { on, .. }
            | Self::Returned { on, .. }
            | Self::Reopened { on, .. }
            | Self::Extended { on, .. } => Some(*on),
            Self::Closed { closure, .. } => Some(closure.on),
            Self::Reviewed(review) => Some(review.on),
            Self::Edited(changes) => changes.iter().find_map(|change| match change {
                Change::SaidOn(day) | Change::HandedOver { on: day, .. } => Some(*day),
                _ => None,
            }),
            Self::Voided(_)
            | Self::Raised(_)
            | Self::Withdrawn { .. }
            | Self::Linked { .. }
            | Self::ProposalRejected { .. } => None,
        }
    }
}
