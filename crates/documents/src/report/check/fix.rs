//! What mends a finding, as a value: the command line words it.

use model::subject::Subject;
use model::task::Task;

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fix {
    /// Look at the first of the finding's tasks and decide.
    Show,
    /// Correct the text itself.
    Text,
    /// Count again.
    Count {
        /// Year of the problems.
        year: i32,
    },
    /// List a year's tasks.
    List {
        /// Year of the problems.
        year: i32,
        /// Whose.
        subject: Subject,
    },
    /// Read a document again, without taking anything over.
    Reread {
        /// Its name.
        file: String,
        /// Year of its meeting.
        year: i32,
    },
    /// Let the report say what it lacks.
    Strict {
        /// Year of the report.
        year: i32,
    },
    /// Fill or correct fields.
    Edit {
        /// Codes of the tasks; none where the clerk must choose.
        tasks: Vec<String>,
        /// Which fields.
        blanks: Vec<Blank>,
    },
    /// Note progress, so that the status follows.
    Begin {
        /// Code of the task.
        task: String,
    },
    /// Note that a measure was done.
    Done {
        /// Code of the task.
        task: String,
        /// The measure.
        measure: u32,
    },
    /// Record a periodic check.
    Check {
        /// Code of the task.
        task: String,
    },
    /// Put the deadline off, with a reason.
    Extend {
        /// Code of the task.
        task: String,
    },
    /// Attach evidence.
    Attach {
        /// Code of the task.
        task: String,
    },
    /// Close again, with who accepted it.
    CloseAgain {
        /// Code of the task.
        task: String,
    },
    /// Take an entry back.
    Retract {
        /// Its sequence.
        entry: u64,
    },
    /// Put somebody on the roster.
    Enrol {
        /// The name.
        name: String,
    },
}

/// A field to fill or to correct.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Blank {
    /// 未完成原因
    Reason,
    /// 下步措施
    NextStep,
    /// 整改时限
    Deadline,
    /// 整改成效
    Outcome,
    /// 具体表现
    Detail,
    /// 报送表述
    Wording,
    /// 责任部门, by the name that is to stand everywhere.
    Dept(String),
}

impl Fix {
    pub(super) fn edit(task: &Task, blanks: impl Into<Vec<Blank>>) -> Self {
        Self::Edit {
            tasks: vec![task.code()],
            blanks: blanks.into(),
        }
    }
}
