//! What a task's records lack before it can be handed up: defined once for the report, its
//! `--strict`, `check` and the board.

use chrono::NaiveDate;

use crate::status::Basis;
use crate::task::Task;

/// Something that a task can't be handed up without (缺漏).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// 逾期 and nobody says why.
    OverdueUnexplained,
    /// 延期 of which no reason is recorded, so that none can be printed.
    ExtensionUnexplained,
    /// Finished and nobody says what it brought (整改成效).
    FinishedWithoutEffect,
    /// 已销号 without evidence. What came closed with an earlier register has its evidence there.
    ClosedWithoutEvidence,
}

impl Gap {
    /// All kinds, as lists name them.
    pub const ALL: [Self; 4] = [
        Self::OverdueUnexplained,
        Self::ExtensionUnexplained,
        Self::FinishedWithoutEffect,
        Self::ClosedWithoutEvidence,
    ];

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::OverdueUnexplained => "overdue_unexplained",
            Self::ExtensionUnexplained => "extension_unexplained",
            Self::FinishedWithoutEffect => "finished_without_effect",
            Self::ClosedWithoutEvidence => "closed_without_evidence",
        }
    }

    /// What is missing, in Chinese.
    pub fn word(self) -> &'static str {
        match self {
            Self::OverdueUnexplained => "逾期未完成的原因",
            Self::ExtensionUnexplained => "延期的原因",
            Self::FinishedWithoutEffect => "整改成效",
            Self::ClosedWithoutEvidence => "佐证材料",
        }
    }

    fn is_in(self, task: &Task, today: NaiveDate) -> bool {
        let blank = |text: &str| text.trim().is_empty();
        let lacks = |text: &Option<String>| text.as_deref().is_none_or(blank);
        match self {
            Self::OverdueUnexplained => task.is_overdue(today) && lacks(&task.reason),
            Self::ExtensionUnexplained => {
                let mut extensions = task.extensions.iter();
                !task.is_void() && extensions.any(|extension| blank(&extension.reason))
            }
            Self::FinishedWithoutEffect => task.status.kind().is_finished() && lacks(&task.outcome),
            Self::ClosedWithoutEvidence => {
                let closure = task.status.closure();
                closure.is_some_and(|closure| matches!(closure.basis, Basis::Verified(_)))
                    && task.evidence.is_empty()
            }
        }
    }
}

/// Everything this task lacks on that day.
pub fn gaps(task: &Task, today: NaiveDate) -> impl Iterator<Item = Gap> + '_ {
    let all = Gap::ALL.into_iter();
    all.filter(move |gap| gap.is_in(task, today))
}
