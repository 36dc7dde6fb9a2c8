//! A document line by line, with what each was taken for, and read anew where a person says otherwise.
//!
//! A line is a stretch of a paragraph that is one thing, or carries on the one before. Which lines there are
//! follows from the document alone, so that a line keeps its place however it is read.

mod reword;

use std::collections::BTreeMap;

use super::reading::label::{Allowed, Label};
use super::understand::{self, Understood};
use super::{Dress, Unreadable, bounds, source};
use crate::register::{Column, Maps};
use model::draft::{Draft, Problem};
use office::text::punctuation::is_blank;

pub use reword::{Rewording, reword};

/// What a line can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 方面
    Dimension,
    /// 问题
    Problem,
    /// It carries on what stands before it.
    Content,
    /// 原因
    Cause,
    /// 整改措施
    Measure,
    /// The heading of a group of measures.
    Group,
    /// An item of last year's.
    LastItem,
    /// People or a deadline of the problem above.
    Field,
    /// Text of no item.
    Lead,
    /// The heading over problems.
    Problems,
    /// The heading over causes.
    Causes,
    /// The heading over measures.
    Measures,
    /// The heading over last year's.
    LastYear,
    /// The heading of a statement.
    Statement,
    /// The heading of any other section.
    Other,
    /// No part of what the document says.
    Chrome,
}

impl Role {
    /// All, those that are chosen most first.
    pub const ALL: [Self; 16] = [
        Self::Dimension,
        Self::Problem,
        Self::Content,
        Self::Cause,
        Self::Measure,
        Self::Chrome,
        Self::Group,
        Self::LastItem,
        Self::Field,
        Self::Lead,
        Self::Problems,
        Self::Causes,
        Self::Measures,
        Self::LastYear,
        Self::Statement,
        Self::Other,
    ];

    /// How it is written where no person reads it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Dimension => "dimension",
            Self::Problem => "problem",
            Self::Content => "content",
            Self::Cause => "cause",
            Self::Measure => "measure",
            Self::Group => "group",
            Self::LastItem => "last",
            Self::Field => "field",
            Self::Lead => "lead",
            Self::Problems => "problems",
            Self::Causes => "causes",
            Self::Measures => "measures",
            Self::LastYear => "last-year",
            Self::Statement => "statement",
            Self::Other => "other",
            Self::Chrome => "nothing",
        }
    }

    /// The inverse of [`Role::key`].
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// How a clerk calls it.
    pub fn word(self) -> &'static str {
        self.labels()[0].word()
    }

    fn labels(self) -> &'static [Label] {
        match self {
            Self::Dimension => &[Label::Dimension],
            Self::Problem => &[Label::Problem],
            Self::Content => &[Label::Body],
            Self::Cause => &[Label::Cause],
            Self::Measure => &[Label::Measure, Label::Grouped],
            Self::Group => &[Label::Group],
            Self::LastItem => &[Label::LastItem],
            Self::Field => &[Label::Field],
            Self::Lead => &[Label::Lead],
            Self::Problems => &[Label::Problems],
            Self::Causes => &[Label::Causes],
            Self::Measures => &[Label::Measures],
            Self::LastYear => &[Label::LastYear],
            Self::Statement => &[Label::Statement],
            Self::Other => &[Label::Other],
            Self::Chrome => &[Label::Chrome],
        }
    }

    fn of(label: Label) -> Self {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|role| role.labels().contains(&label));
        found.unwrap_or(Self::Lead)
    }
}

/// Where the text of a line went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// It is what its role says.
    Itself,
    /// Into the detail of a problem.
    Detail,
    /// The same, and it is an example.
    Example,
    /// Into a statement.
    Statement,
    /// Into no field.
    Nowhere,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its non-empty source paragraph, from 1.
    pub paragraph: u32,
    /// Its text as it stands, ordinal included.
    pub text: String,
    /// Whether its paragraph begins with it.
    pub begins: bool,
    /// What it was taken for.
    pub role: Role,
    /// The role of the line that it carries on; its own where it carries on none.
    pub of: Role,
    /// Where its text went.
    pub went: Went,
    /// The place in the draft of the problem that it opens.
    pub problem: Option<usize>,
}

/// A document line by line.
#[derive(Debug, Clone)]
pub struct Lined {
    /// What was understood.
    pub draft: Draft,
    /// The columns of its tables, and what they were taken for.
    pub columns: Vec<Column>,
    /// The lines of its text, in order; tables have none.
    pub lines: Vec<Line>,
}

/// Reads a document; `said` is what a person says of its lines, by their places from 0.
pub fn read(
    bytes: &[u8],
    name: &str,
    dresses: &[Dress],
    maps: &Maps,
    said: &BTreeMap<usize, Role>,
) -> Result<Lined, Unreadable> {
    let settled = said
        .iter()
        .map(|(at, role)| (*at, Allowed::of(role.labels())))
        .collect();
    let understood = understand::settled(source(bytes, name)?, name, dresses, maps, settled);
    bounds::problems(&understood.draft)?;
    Ok(Lined {
        lines: lines(&understood),
        draft: understood.draft,
        columns: understood.columns,
    })
}

fn lines(understood: &Understood) -> Vec<Line> {
    let mut problems = BTreeMap::new();
    for (problem, head) in understood.heads.iter().enumerate() {
        problems.extend(head.map(|head| (head, problem)));
    }
    let mut section = None;
    let told = understood.cut.told(&understood.labels).enumerate();
    told.map(|(at, (span, text, label))| {
        if label.section().is_some() {
            section = Some(label);
        }
        let opener = understood.opened.get(at).copied().unwrap_or(at);
        let went = went(understood, opener, at, text, section);
        Line {
            paragraph: span.paragraph,
            text: text.to_owned(),
            begins: span.at_start(),
            role: Role::of(label),
            of: Role::of(understood.labels[opener]),
            went,
            problem: problems.get(&at).copied(),
        }
    })
    .collect()
}

fn went(
    understood: &Understood,
    opener: usize,
    at: usize,
    text: &str,
    section: Option<Label>,
) -> Went {
    let text = text.trim_matches(is_blank);
    let (labels, spans) = (&understood.labels, &understood.cut.spans);
    let begun = labels[opener];
    if begun == Label::Problem {
        let problem = understood
            .heads
            .iter()
            .position(|head| *head == Some(opener));
        let problem = problem.map(|problem| &understood.draft.problems[problem]);
        return match problem {
            Some(_) if opener == at => Went::Itself,
            Some(problem) if is_example(problem, text) => Went::Example,
            Some(_) => Went::Detail,
            None => Went::Nowhere,
        };
    }
    let is_item = matches!(
        begun,
        Label::Cause | Label::Group | Label::Grouped | Label::Measure | Label::LastItem
    );
    let from = spans[opener].paragraph;
    let mut left = understood.draft.unclaimed.iter();
    if !is_item
        && !text.is_empty()
        && left.any(|left| left.paragraph == from && left.text.contains(text))
    {
        return Went::Nowhere;
    }
    let is_told = section == Some(Label::Statement) && matches!(begun, Label::Lead | Label::Body);
    if is_told {
        Went::Statement
    } else {
        Went::Itself
    }
}

fn is_example(problem: &Problem, text: &str) -> bool {
    let bare = text.trim_end_matches(['。', '；', ';']);
    let mut examples = problem.examples.iter();
    !bare.is_empty()
        && examples.any(|example| example.contains(bare) || text.contains(example.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "某某馆领导班子2021年度民主生活会对照检查材料
一、存在的主要问题
（一）服务读者方面
一是借阅室闭馆偏早。比如，上班族下班后借不到书。
二是意见答复慢。有的留言过了一个月才有人回。
二、整改措施
（一）延长开放时间。
";

    fn lined(said: &[(usize, Role)]) -> Lined {
        let said = said.iter().copied().collect();
        read(TEXT.as_bytes(), "材料.txt", &[], &Maps::default(), &said).expect("read")
    }

    fn place(lined: &Lined, begins: &str) -> usize {
        let mut given = lined.lines.iter();
        let found = given.position(|line| line.text.starts_with(begins));
        found.expect(begins)
    }

    #[test]
    fn every_letter_stands_in_a_line_and_problems_are_found_by_theirs() {
        let lined = lined(&[]);
        let all: String = lined.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(all, TEXT.replace('\n', ""));
        let open: Vec<usize> = lined.lines.iter().filter_map(|line| line.problem).collect();
        assert_eq!(open, [0, 1]);
        let example = &lined.lines[place(&lined, "比如")];
        assert_eq!((example.went, example.role), (Went::Example, Role::Content));
        for role in Role::ALL {
            assert_eq!(Role::of_key(role.key()), Some(role));
        }
    }

    #[test]
    fn a_line_is_what_a_person_says_of_it() {
        let own = lined(&[]);
        for begins in ["某某馆", "（一）服务", "一是", "比如", "二是", "（一）延长"]
        {
            let at = place(&own, begins);
            for role in Role::ALL {
                let lined = lined(&[(at, role)]);
                assert_eq!(lined.lines[at].role, role, "{begins} {role:?}");
                assert_eq!(lined.lines.len(), own.lines.len());
            }
        }
        let none = lined(&[(place(&own, "二是"), Role::Chrome)]);
        assert_eq!(none.draft.problems.len(), 1);
    }

    #[test]
    fn other_words_take_who_mends_it_along() {
        let mut draft = lined(&[]).draft;
        draft.tasks.push(model::draft::DraftTask {
            problem: draft.problems[1].title.clone(),
            dept: Some("办公室".to_owned()),
            ..Default::default()
        });
        let said = Rewording {
            title: Some("留言没人回".to_owned()),
            detail: Some("比如，一条留言等了四十天。".to_owned()),
            dimension: Some("工作作风方面".to_owned()),
        };
        reword(&mut draft, 1, &said);
        reword(&mut draft, 9, &said);
        assert_eq!(draft.tasks[0].problem, "留言没人回");
        assert_eq!(draft.problems[1].examples.len(), 1);
        let headings: Vec<&str> = draft
            .dimensions
            .iter()
            .map(|d| d.heading.as_str())
            .collect();
        assert_eq!(headings, ["服务读者方面", "工作作风方面"]);
    }
}
