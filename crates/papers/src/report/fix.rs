//! What mends a gap or a finding: a value, of which a front makes its words.

use model::subject::Subject;
use model::tally;

/// What a person can do about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fix {
    /// Look at the task of that code.
    Show(String),
    /// Fill in fields of these tasks; without a code, of some of them.
    Edit(Vec<String>, Vec<Fill>),
    /// Note something of the task of that code.
    Log(String, Noted),
    /// Move the deadline of the task of that code.
    Extend(String),
    /// Attach evidence to the task of that code.
    Attach(String),
    /// Reopen the task of that code, to record when it was finished.
    Reopen(String),
    /// Reopen and close the task of that code, to say who verified it.
    Verify(String),
    /// Take back the record of that sequence.
    Retract(u64),
    /// The same of a note that only copies its measure.
    RetractCopy(u64),
    /// Give that person a post on the roster.
    Member(String),
    /// Read a document again, only to look.
    Reread {
        /// Its file.
        file: String,
        /// The year it is of.
        year: i32,
    },
    /// Import the material.
    Import,
    /// Look at that year's tasks.
    List {
        /// The year.
        year: i32,
        /// Whose.
        subject: Option<Subject>,
    },
    /// Look at that year's counts.
    Count(i32),
    /// Write that year's report again and see what it lacks.
    Report(i32),
    /// Write that year's report of an area with the units that ought to hand in.
    Expect(i32),
    /// Say on which day that year's meeting was held.
    HeldOn(i32),
    /// Say what was done before that year's meeting.
    Before(i32),
    /// Say how the party organization is called.
    Party,
    /// Correct the text of the report.
    Correct,
    /// Write it into the file once it is there.
    AddInFile,
}

/// A field to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fill {
    /// 整改措施
    Measure,
    /// 整改时限
    Due,
    /// 责任领导
    Lead,
    /// 责任部门; the name, where it is known.
    Dept(Option<String>),
    /// 整改成效
    Outcome,
    /// 未完成原因
    Reason,
    /// The reason why nothing was begun.
    ReasonNotStarted,
    /// 下步措施
    NextStep,
    /// One's own 具体表现.
    Detail,
    /// A 报送表述 that may be handed up.
    Wording,
    /// The 报送表述, corrected.
    CorrectedWording,
    /// The 报送表述, checked against the newer records.
    CheckedWording,
}

/// What is noted of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Noted {
    /// What was done, and when.
    Work,
    /// What was done, so that it is under way.
    Begun,
    /// What was done, and that the measure of that key is finished.
    MeasureDone(u32),
    /// A periodic check, and when the next one is.
    Checked,
    /// When it was finished.
    Finished,
}

impl Fix {
    /// Hands over every recorded text in it.
    pub(crate) fn each_text(&mut self, mut apply: impl FnMut(&mut String)) {
        match self {
            Self::Edit(_, fills) => {
                for fill in fills {
                    if let Fill::Dept(Some(dept)) = fill {
                        apply(dept);
                    }
                }
            }
            Self::Member(name)
            | Self::List {
                subject: Some(Subject::Person(name)),
                ..
            } => apply(name),
            Self::Reread { file, .. } => apply(file),
            Self::Show(_)
            | Self::Log(..)
            | Self::Extend(_)
            | Self::Attach(_)
            | Self::Reopen(_)
            | Self::Verify(_)
            | Self::Retract(_)
            | Self::RetractCopy(_)
            | Self::Import
            | Self::List { .. }
            | Self::Count(_)
            | Self::Report(_)
            | Self::Expect(_)
            | Self::HeldOn(_)
            | Self::Before(_)
            | Self::Party
            | Self::Correct
            | Self::AddInFile => {}
        }
    }

    /// What fills that gap of the task of that code.
    pub(crate) fn of_gap(gap: tally::Gap, code: String) -> Self {
        match gap {
            tally::Gap::OverdueUnexplained => Self::fill(code, Fill::Reason),
            tally::Gap::ExtensionUnexplained => Self::Extend(code),
            tally::Gap::FinishedWithoutEffect => Self::fill(code, Fill::Outcome),
            tally::Gap::ClosedWithoutEvidence => Self::Attach(code),
        }
    }

    /// To fill in one field of one task.
    pub(crate) fn fill(code: String, field: Fill) -> Self {
        Self::Edit(vec![code], vec![field])
    }
}
