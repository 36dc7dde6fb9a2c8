//! What a span of a document may be.

use crate::document::meaning::Section;

/// What a reading says of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// Title, byline, signature, page number: no part of what the document says.
    Chrome,
    /// A lead-in, a preamble, what stands in a section of no concern.
    Lead,
    /// It carries on what was opened last.
    Body,
    /// Heading over problems (存在的问题).
    Problems,
    /// Heading over causes (原因剖析).
    Causes,
    /// Heading over measures (整改措施).
    Measures,
    /// Heading over what became of last year's (上年度整改情况).
    LastYear,
    /// Heading of a statement (个人有关事项).
    Statement,
    /// Heading of any other section.
    Other,
    /// Heading of a dimension (所属方面).
    Dimension,
    /// A problem.
    Problem,
    /// A cause.
    Cause,
    /// Heading of a group of measures.
    Group,
    /// A measure of the group above.
    Grouped,
    /// A measure of no group.
    Measure,
    /// An item of last year's.
    LastItem,
    /// People or a deadline of the problem above.
    Field,
}

impl Label {
    /// All, in their order.
    pub const ALL: [Self; 17] = [
        Self::Chrome,
        Self::Lead,
        Self::Body,
        Self::Problems,
        Self::Causes,
        Self::Measures,
        Self::LastYear,
        Self::Statement,
        Self::Other,
        Self::Dimension,
        Self::Problem,
        Self::Cause,
        Self::Group,
        Self::Grouped,
        Self::Measure,
        Self::LastItem,
        Self::Field,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The section that such a heading opens.
    pub(crate) fn section(self) -> Option<Section> {
        Some(match self {
            Self::Problems => Section::Problems,
            Self::Causes => Section::Causes,
            Self::Measures => Section::Measures,
            Self::LastYear => Section::LastYear,
            Self::Statement => Section::Statement,
            Self::Other => Section::Other,
            _ => return None,
        })
    }

    /// How a clerk calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chrome => "标题、落款一类",
            Self::Lead => "引语",
            Self::Body => "上一项的内容",
            Self::Problems => "“存在问题”的标题",
            Self::Causes => "“原因剖析”的标题",
            Self::Measures => "“整改措施”的标题",
            Self::LastYear => "“上年度整改情况”的标题",
            Self::Statement => "“个人有关事项”一类的标题",
            Self::Other => "其他部分的标题",
            Self::Dimension => "方面",
            Self::Problem => "问题",
            Self::Cause => "原因",
            Self::Group => "一组措施的标题",
            Self::Grouped | Self::Measure => "整改措施",
            Self::LastItem => "上年度的事项",
            Self::Field => "责任人、时限一类",
        }
    }
}

/// Which labels a span may have, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed(pub u32);

impl Allowed {
    /// Every label.
    pub const ANY: Self = Self((1 << Label::COUNT) - 1);

    /// These alone.
    pub fn of(labels: &[Label]) -> Self {
        Self(
            labels
                .iter()
                .fold(0, |bits, label| bits | 1 << *label as u32),
        )
    }

    /// Whether the label is among them.
    pub fn has(self, label: Label) -> bool {
        self.0 & (1 << label as u32) != 0
    }
}
