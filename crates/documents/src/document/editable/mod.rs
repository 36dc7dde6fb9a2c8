//! A draft as a text that a clerk can set right (读取稿): a heading for each part, a line for each item, what
//! went into no field at its place, doubts as comments.
//!
//! Written (`write`) and read again (`read`) a draft is the same but for its doubts, which are comments, and
//! for the clauses with examples, which are found anew. Values are written so that no line break, blank or
//! mark of theirs is taken for one of the text's own (`line`). How far a person departed from what the
//! program read is counted in `differences`.

mod differences;
mod fields;
mod item;
mod line;
mod read;
mod slip;
mod write;

use model::digest::Digest;
use model::draft::{Draft, DraftTask};
use office::text::punctuation;

pub use differences::differences;
pub use read::{is_editable, read};
pub use slip::{EditFault, Slip, SlipKind};
pub use write::write;

/// A text that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// The bytes of the document that it is a reading of.
    pub sha256: Digest,
    /// What it says; the document's name is the draft's file.
    pub draft: Draft,
}

/// The parts, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Counts of the preamble.
    Facts,
    /// Problems under their dimensions, with who is to mend them.
    Problems,
    /// Causes.
    Causes,
    /// Measures under their groups.
    Measures,
    /// Last year's rectification.
    LastYear,
    /// Other sections of the document.
    Statements,
    /// Who is to mend what stands under no problem of the list.
    Tasks,
    /// What went into no field and stands behind the last problem.
    Unclaimed,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Facts,
        Self::Problems,
        Self::Causes,
        Self::Measures,
        Self::LastYear,
        Self::Statements,
        Self::Tasks,
        Self::Unclaimed,
    ];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Facts => "会前数据",
            Self::Problems => "存在的问题",
            Self::Causes => "原因剖析",
            Self::Measures => "整改措施",
            Self::LastYear => "上年度整改情况",
            Self::Statements => "其他内容",
            Self::Tasks => "其他责任分工",
            Self::Unclaimed => "没有归入的文字",
        }
    }

    fn of(heading: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|section| section.heading() == heading)
    }
}

/// What the first line begins with, by which the text is known.
const BEGINS: &str = "# 读取稿";
/// What follows there, then a digest, [`NAMED`] and the document's name.
const DIGEST: &str = "（SHA-256 ";
const NAMED: &str = "）：";

/// Fields of the document as a whole.
const YEAR: &str = "年度";
const KIND: &str = "对象";
const SUBJECT: &str = "名称";
const TITLE: &str = "题目";

/// Headings that say that there is none.
const NO_DIMENSION: &str = "（不分方面）";
const NO_GROUP: &str = "（不分组）";
/// Behind a dimension that stands further up already.
const AGAIN: &str = "（续）";

/// Who is to mend a problem, and how: lines beneath it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Lead,
    Dept,
    Owner,
    Deadline,
    Measure,
    /// That there is such a task of which nothing else is known.
    Bare,
}

impl Label {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Lead, "责任领导"),
        (Self::Dept, "责任部门"),
        (Self::Owner, "责任人"),
        (Self::Deadline, "整改时限"),
        (Self::Measure, "措施"),
        (Self::Bare, "责任分工"),
    ];

    /// The label that a line begins with, and what follows it.
    fn read(line: &str) -> Option<(Self, &str)> {
        let (word, rest) = line::bracketed(line)?;
        let mut all = Self::ALL.into_iter();
        let (label, _) = all.find(|(_, known)| *known == word)?;
        let rest = rest.trim_start_matches(punctuation::is_blank);
        Some((label, rest.strip_prefix(['：', ':']).unwrap_or(rest)))
    }
}

/// For each problem its task, as far as the tasks follow the problems; how many do. The others stand in a
/// part of their own.
fn paired(draft: &Draft) -> (Vec<Option<&DraftTask>>, usize) {
    let mut pairs = vec![None; draft.problems.len()];
    let mut from = 0;
    for (count, task) in draft.tasks.iter().enumerate() {
        let mut rest = draft.problems[from..].iter();
        let Some(at) = rest.position(|problem| problem.title == task.problem) else {
            return (pairs, count);
        };
        pairs[from + at] = Some(task);
        from += at + 1;
    }
    (pairs, draft.tasks.len())
}
