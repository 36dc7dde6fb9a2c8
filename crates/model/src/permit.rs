//! What a hand may record (权限): everything, unless a front that knows its accounts says less.

use crate::event::TaskEvent;
use crate::task::Task;

/// What a hand may record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Permit {
    /// 管理: everything.
    #[default]
    Everything,
    /// 审核: what happens to tasks from their work to their closing; no new task, no field of one, nothing of the
    /// ledger itself.
    Reviews,
    /// 填报: progress, evidence and applications of the tasks of these departments.
    Fills {
        /// The departments, as tasks name them.
        depts: Vec<String>,
    },
    /// 查看: nothing.
    Nothing,
}

/// The words that stand for them, the departments apart.
const EVERYTHING: &str = "管理";
const REVIEWS: &str = "审核";
const FILLS: &str = "填报";
const NOTHING: &str = "查看";

impl Permit {
    /// As one program tells another: a word, then the departments, one a line.
    pub fn told(&self) -> String {
        match self {
            Self::Everything => EVERYTHING.to_owned(),
            Self::Reviews => REVIEWS.to_owned(),
            Self::Nothing => NOTHING.to_owned(),
            Self::Fills { depts } => format!("{FILLS}\n{}", depts.join("\n")),
        }
    }

    /// What was told. What is not understood permits nothing.
    pub fn read(told: &str) -> Self {
        let mut lines = told.lines();
        match (lines.next(), lines) {
            (Some(EVERYTHING), _) => Self::Everything,
            (Some(REVIEWS), _) => Self::Reviews,
            (Some(FILLS), depts) => Self::Fills {
                depts: depts.map(str::to_owned).collect(),
            },
            _ => Self::Nothing,
        }
    }

    /// Whether anything may be recorded of a task.
    pub fn is_for(&self, task: &Task) -> bool {
        match self {
            Self::Everything | Self::Reviews => true,
            Self::Fills { depts } => depts.iter().any(|dept| is_of(task, dept)),
            Self::Nothing => false,
        }
    }

    /// Whether this may be recorded of a task as it stands; `is_own` of something to be taken back that the same
    /// hand recorded.
    pub fn allows(&self, event: &TaskEvent, task: &Task, is_own: bool) -> bool {
        use TaskEvent as E;
        let is_work = match event {
            E::Progressed(_) | E::Attached(_) | E::Submitted { .. } => true,
            E::Withdrawn { .. } => is_own,
            _ => false,
        };
        match self {
            Self::Everything => true,
            Self::Nothing => false,
            Self::Fills { .. } => is_work && self.is_for(task),
            Self::Reviews => {
                let is_verdict = matches!(
                    event,
                    E::Returned { .. } | E::Closed { .. } | E::Reopened { .. } | E::Extended { .. }
                );
                is_work || is_verdict
            }
        }
    }
}

/// Whether a task, or one of its measures, is that department's.
fn is_of(task: &Task, dept: &str) -> bool {
    let own = task.measures.iter().map(|measure| &measure.dept);
    own.chain([&task.dept])
        .any(|named| named.as_deref() == Some(dept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_and_what_is_not_understood_permits_nothing() {
        let depts = vec!["规划科".to_owned(), "人事、工资科".to_owned()];
        for permit in [
            Permit::Everything,
            Permit::Reviews,
            Permit::Nothing,
            Permit::Fills { depts },
        ] {
            assert_eq!(Permit::read(&permit.told()), permit);
        }
        for other in ["", "管理员", " 管理", "keeper"] {
            assert_eq!(Permit::read(other), Permit::Nothing, "{other}");
        }
    }
}
