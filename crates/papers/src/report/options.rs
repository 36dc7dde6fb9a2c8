//! What kind of report, and how.

use chrono::NaiveDate;

use documents::names::Hidden;
use model::subject::Subject;
use model::tally::RateKind;
use office::text::{numeral, width};

/// Which document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// 上年度整改落实情况, a section of year Y's report.
    #[default]
    Section,
    /// The whole 情况报告 of year Y.
    Full,
    /// 整改方案 of year Y.
    Plan,
    /// 进展情况 of year Y's tasks.
    Progress,
}

/// How the section is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// 按问题写: a paragraph per problem.
    Itemized,
    /// 按方面写: a paragraph per block.
    Thematic,
    /// 概述: one paragraph.
    Brief,
}

/// What blocks are made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// 所属方面
    #[default]
    Dimension,
    /// The clerk's own 归类.
    Theme,
}

/// Which names stand with a problem.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Names {
    /// None.
    #[default]
    None,
    /// The leader's post.
    Role,
    /// The leader's name.
    Lead,
    /// Leader, department and person in charge.
    All,
}

/// Order of the parts of a whole report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Outline {
    /// 上年度落实, 检视问题, 原因, 努力方向.
    #[default]
    Sections,
    /// 会前准备, 会议召开情况, 查摆的问题, 整改措施和下步打算.
    Procedure,
}

/// The ordinal that the section's heading begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartOrdinal {
    /// 1 for 一、, 2 for （一）.
    pub level: u8,
    /// Which one.
    pub number: u32,
}

impl StartOrdinal {
    /// Reads `一`, `二、`, `（一）`, `(二)`.
    pub fn read(text: &str) -> Option<Self> {
        let text = width::narrow_all(text.trim());
        let bracketed = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let (level, number) = match bracketed {
            Some(number) => (2, number),
            None => (1, text.trim_end_matches(['、', '.', '．'])),
        };
        let number = numeral::read(number).filter(|number| (1..=99).contains(number))?;
        Some(Self { level, number })
    }
}

/// How long a text is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// About so many characters.
    About(usize),
    /// Everything that may be told.
    All,
}

/// What is asked of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Year Y: the section tells of the year before.
    pub year: i32,
    /// Which document.
    pub kind: Kind,
    /// Whose; `None` is the team.
    pub subject: Option<Subject>,
    /// How it is told; `None` chooses by the number of problems.
    pub style: Option<Style>,
    /// What blocks are made of.
    pub group: GroupBy,
    /// How long; `None` is the style's own length.
    pub chars: Option<Length>,
    /// Which names stand with a problem.
    pub names: Names,
    /// A rate, with numerator, denominator and definition.
    pub rate: Option<RateKind>,
    /// Ordinal of the section's heading; `None`: 一、 for the team, （一） for a person.
    pub start: Option<StartOrdinal>,
    /// Heading in place of the usual one.
    pub title: Option<String>,
    /// The ledger as a table at the end.
    pub annex: bool,
    /// Hides names of people and units.
    pub redact: Option<Hidden>,
    /// The records behind each sentence are shown.
    pub trace: bool,
    /// Order of a whole report's parts.
    pub outline: Outline,
    /// Begin of the period that 进展情况 tells of.
    pub since: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_as_people_type_them() {
        for (text, level, number) in [
            ("一", 1, 1),
            ("二、", 1, 2),
            ("（一）", 2, 1),
            ("(3)", 2, 3),
        ] {
            assert_eq!(
                StartOrdinal::read(text),
                Some(StartOrdinal { level, number })
            );
        }
        assert_eq!(StartOrdinal::read("x"), None);
    }
}
