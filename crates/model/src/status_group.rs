//! Tasks by what status, term and deadline alone tell of them.

use chrono::NaiveDate;

use crate::status::StatusKind;
use crate::task::Task;

/// Tasks that stand alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusGroup {
    /// 完成状态
    pub kind: StatusKind,
    /// 长期坚持
    pub is_long_term: bool,
    /// The day they are due.
    pub due: Option<NaiveDate>,
    /// How many they are.
    pub count: u32,
}

impl StatusGroup {
    /// One task.
    pub fn task(task: &Task) -> Self {
        Self {
            kind: task.status.kind(),
            is_long_term: task.is_long_term(),
            due: task.due(),
            count: 1,
        }
    }
}
