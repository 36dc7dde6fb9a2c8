//! What was understood of a document, before anything is recorded.

use crate::deadline::Deadline;

/// A document as read: everything found, and every doubt about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// File name as given, without its folder.
    pub file: String,
    /// Year of the meeting as the document states it.
    pub year: Option<i32>,
    /// Whose material: the name of the team or person, where the document gives one.
    pub subject: Option<String>,
    /// Team or person.
    pub subject_kind: Option<SubjectKind>,
    /// The document's own title.
    pub title: Option<String>,
    /// Counts stated in the preamble, values as written (`60余`).
    pub facts: Vec<Fact>,
    /// Headings (带头…方面) in document order.
    pub dimensions: Vec<Dimension>,
    /// Problems in document order.
    pub problems: Vec<Problem>,
    /// Causes (原因剖析).
    pub causes: Vec<Cause>,
    /// Measures (整改措施).
    pub measures: Vec<ProposedMeasure>,
    /// Items of a section on last year's rectification.
    pub last_year: Vec<LastYearItem>,
    /// Other sections by title: 个人有关事项, 意识形态工作责任制 and the like.
    pub statements: Vec<Statement>,
    /// Problems that came with people, deadlines or a register row.
    pub tasks: Vec<DraftTask>,
    /// Text that belongs to no field and is no chrome (title, signature, page number), in document order.
    pub unclaimed: Vec<Unclaimed>,
    /// What was unclear, each with its paragraph.
    pub doubts: Vec<Doubt>,
}

/// Text of a document that went into no field of its draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unclaimed {
    /// Non-empty source paragraph, from 1.
    pub paragraph: u32,
    /// The text, whole.
    pub text: String,
}

/// Team (班子) or person (个人).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// 班子
    Team,
    /// 个人
    Person,
}

impl SubjectKind {
    /// 班子 or 个人.
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "班子",
            Self::Person => "个人",
        }
    }

    /// The inverse of [`SubjectKind::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Team, Self::Person]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// A count in the preamble: 谈心谈话 / 30余 / 人次.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// What was counted.
    pub name: String,
    /// The number as written: `88`, `60余`, `X`.
    pub value: String,
    /// Its unit: 次, 人次, 条.
    pub unit: String,
}

/// A heading under which problems are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dimension {
    /// Place in the document, from 1.
    pub order: u32,
    /// The heading after its ordinal, whole.
    pub heading: String,
}

/// One problem of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// Place in the document, from 1, through all dimensions.
    pub number: u32,
    /// The whole heading of its dimension.
    pub dimension: Option<String>,
    /// The sentence after the ordinal, without the ordinal and the closing 。
    pub title: String,
    /// The rest.
    pub detail: String,
    /// Clauses opened by 比如, 例如 and the like; they also stand in `detail`.
    pub examples: Vec<String>,
    /// Non-empty source paragraph, from 1; 0 where a person wrote it.
    pub paragraph: u32,
}

/// A cause (原因).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cause {
    /// First sentence, without ordinal and closing 。
    pub title: String,
    /// The rest.
    pub detail: String,
}

/// A measure as the document lists it; it becomes a task's own only when a person confirms it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposedMeasure {
    /// Heading of its group, where the group has sub-items.
    pub group: Option<String>,
    /// First sentence, without ordinal and closing 。
    pub title: String,
    /// The rest.
    pub detail: String,
}

/// An item of the section on last year's rectification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastYearItem {
    /// Its heading.
    pub heading: String,
    /// Its text.
    pub text: String,
}

/// A section that is neither problem, cause nor measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// A problem that stands with its people and deadline (a block, a table row, a register row).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DraftTask {
    /// Title of the problem, as in [`Draft::problems`].
    pub problem: String,
    /// Texts of its measures.
    pub measures: Vec<String>,
    /// Leader in charge (责任领导).
    pub lead: Option<String>,
    /// Responsible department (责任部门).
    pub dept: Option<String>,
    /// Person in charge (责任人).
    pub owner: Option<String>,
    /// Deadline with the words as given.
    pub deadline: Option<Deadline>,
}

/// Something unclear in a document: never dropped, never guessed silently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Non-empty source paragraph, from 1; 0 for the document as a whole.
    pub paragraph: u32,
    /// What sort of doubt.
    pub kind: DoubtKind,
    /// Facts for the reader, in Chinese, with the assumed reading.
    pub message: String,
}

/// Sorts of doubt; the written word is the JSON `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtKind {
    /// The character encoding was guessed.
    Encoding,
    /// The year is not stated or contradicted.
    Year,
    /// Whose material it is, is not stated.
    Subject,
    /// Numbering jumps, is lost or repeated.
    Numbering,
    /// A heading was recognized only by what it says.
    Heading,
    /// Placeholders (X, **) left in the text.
    Placeholder,
    /// Quotation marks that do not pair.
    Quotes,
    /// The document contradicts itself (分四个方面, three follow).
    Contradiction,
    /// Text that could be a problem but was not taken as one.
    Unclaimed,
    /// A deadline phrase that could not be resolved.
    Deadline,
    /// A table, column or cell that was not understood.
    Table,
    /// Another reading is nearly as good.
    Reading,
    /// No problems at all.
    Empty,
}

impl DoubtKind {
    /// The word written in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Year => "year",
            Self::Subject => "subject",
            Self::Numbering => "numbering",
            Self::Heading => "heading",
            Self::Placeholder => "placeholder",
            Self::Quotes => "quotes",
            Self::Contradiction => "contradiction",
            Self::Unclaimed => "unclaimed",
            Self::Deadline => "deadline",
            Self::Table => "table",
            Self::Reading => "reading",
            Self::Empty => "empty",
        }
    }

    /// The inverse of [`DoubtKind::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Encoding,
            Self::Year,
            Self::Subject,
            Self::Numbering,
            Self::Heading,
            Self::Placeholder,
            Self::Quotes,
            Self::Contradiction,
            Self::Unclaimed,
            Self::Deadline,
            Self::Table,
            Self::Reading,
            Self::Empty,
        ]
        .into_iter()
        .find(|kind| kind.word() == word)
    }
}
