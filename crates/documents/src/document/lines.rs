//! A document line by line, with what each was taken for, and read anew where a person says otherwise.
//!
//! A line is a stretch of a paragraph that is one thing, or carries on the one before. Which lines there are
//! follows from the document alone, so that a line keeps its place however it is read.

use std::collections::BTreeMap;

use super::reading::label::{Allowed, Label};
use super::understand::{self, Understood};
use super::{Dress, Unreadable, bounds, source};
use crate::register::{Column, Maps};
use model::draft::{Dimension, Draft, Problem};
use office::text::punctuation::is_blank;
use office::text::sentence;

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
    let opened = labels[opener];
    if opened == Label::Problem {
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
        opened,
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
    let is_told = section == Some(Label::Statement) && matches!(opened, Label::Lead | Label::Body);
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

/// What a person says of one problem; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewording {
    /// Its title.
    pub title: Option<String>,
    /// Its detail.
    pub detail: Option<String>,
    /// Its dimension; an empty one is none.
    pub dimension: Option<String>,
}

/// Gives a problem of a draft other words; who is to mend it stays with it.
pub fn reword(draft: &mut Draft, at: usize, said: &Rewording) {
    let Some(known) = draft.problems.get(at).map(|problem| problem.title.clone()) else {
        return;
    };
    if let Some(title) = said.title.as_ref().filter(|title| !title.trim().is_empty()) {
        let before = &draft.problems[..at];
        let count = before
            .iter()
            .filter(|problem| problem.title == known)
            .count();
        let mut tasks = draft.tasks.iter_mut().filter(|task| task.problem == known);
        if let Some(task) = tasks.nth(count) {
            task.problem.clone_from(title);
        }
        draft.problems[at].title.clone_from(title);
    }
    if let Some(dimension) = &said.dimension {
        let heading = Some(dimension.clone()).filter(|heading| !heading.trim().is_empty());
        if let Some(heading) = &heading {
            add_dimension(draft, at, heading);
        }
        draft.problems[at].dimension = heading;
    }
    let problem = &mut draft.problems[at];
    if let Some(detail) = &said.detail {
        problem.detail.clone_from(detail);
    }
    let (title, detail) = (&problem.title, &problem.detail);
    problem.examples = sentence::examples(&format!("{title}。{detail}"));
}

/// A new dimension stands behind the one of the problem before.
fn add_dimension(draft: &mut Draft, problem: usize, heading: &str) {
    let place = |heading: &str| {
        let mut known = draft.dimensions.iter();
        known.position(|known| known.heading == heading)
    };
    if place(heading).is_some() {
        return;
    }
    let mut before = draft.problems[..problem].iter().rev();
    let before = before.find_map(|problem| place(problem.dimension.as_deref()?));
    let added = Dimension {
        order: 0,
        heading: heading.to_owned(),
    };
    draft
        .dimensions
        .insert(before.map_or(0, |at| at + 1), added);
    for (dimension, order) in draft.dimensions.iter_mut().zip(1..) {
        dimension.order = order;
    }
}
