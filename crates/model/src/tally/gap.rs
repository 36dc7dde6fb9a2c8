//! What a task's records lack before it can be handed up: defined once for the report, its
//! `--strict`, `check` and the board.

use chrono::NaiveDate;

use crate::status::StatusKind;
use crate::tally::Counted;
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

    /// Whether that is what the task lacks.
    pub fn is_in(self, task: &Counted<'_>, today: NaiveDate) -> bool {
        let marks = &task.marks;
        match self {
            Self::OverdueUnexplained => task.is_overdue(today) && marks.lacks_reason,
            Self::ExtensionUnexplained => !task.is_void() && marks.is_extension_unexplained,
            Self::FinishedWithoutEffect => task.kind.is_finished() && marks.lacks_outcome,
            Self::ClosedWithoutEvidence => {
                task.kind == StatusKind::Closed && marks.is_verified && !marks.has_evidence
            }
        }
    }
}

/// Everything this task lacks on that day.
pub fn gaps(task: &Task, today: NaiveDate) -> impl Iterator<Item = Gap> + '_ {
    let (all, task) = (Gap::ALL.into_iter(), Counted::of(task));
    all.filter(move |gap| gap.is_in(&task, today))
}
