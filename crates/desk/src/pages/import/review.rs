//! A kept file as its page shows it.

use std::collections::{BTreeMap, BTreeSet};

use documents::document::lines::{Line, Role, Went};
use ledger::cli::front::{self, Said};
use model::draft::{Draft, Problem};

use super::carry;
use super::columns::{self, ColumnView};
use super::form::ROW;
use super::reading::{self, Read};
use crate::act::Done;
use crate::kept::{KeptFile, Sayings, Spot};
use crate::page::Kind;
use crate::pages::decisions::Open;
use crate::reader::Document;
use crate::refusal::Refusal;
use crate::view::{Piece, pieces, with_tasks};
use crate::work::Desk;

/// Lines of a page: each is a field of the form, a problem three more.
const LINES: usize = 160;
/// Problems of tables that are shown.
const ROWS: usize = 50;

/// A kept file.
pub(super) struct Review {
    pub(super) id: String,
    /// Of which saying this is.
    pub(super) turn: u64,
    /// Whether it was written already.
    pub(super) is_written: bool,
    pub(super) year: Asked,
    pub(super) subject: Asked,
    /// The document's title; `None` where it is no document.
    pub(super) title: Option<String>,
    /// What the program says would come of it.
    pub(super) preview: Vec<Piece>,
    /// The line that does the same.
    pub(super) line: String,
    /// How much was set right.
    pub(super) changes: usize,
    /// Doubts about the whole.
    pub(super) doubts: Vec<String>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) rows: Vec<ProblemView>,
    /// Problems of tables that are not shown.
    pub(super) more_rows: usize,
    pub(super) dimensions: Vec<String>,
    pub(super) columns: Vec<ColumnView>,
    /// Rows of which nobody knows whether the ledger has them.
    pub(super) open: Vec<Open>,
    /// Whether the program can make nothing of it as it is.
    pub(super) is_refused: bool,
    /// The document that it is a reading of, where that is still to be sent.
    pub(super) lacks: Option<String>,
    pub(super) page: usize,
    pub(super) pages: usize,
}

/// A field that may stay empty.
pub(super) struct Asked {
    pub(super) value: String,
    /// What the document says itself.
    pub(super) own: String,
    pub(super) error: Option<String>,
}

/// A paragraph of the source with what became of it.
pub(super) struct Paragraph {
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) doubts: Vec<String>,
    pub(super) lines: Vec<LineView>,
    /// Lines that carry on another within the paragraph.
    pub(super) inner: Vec<LineView>,
}

/// A line.
pub(super) struct LineView {
    pub(super) at: usize,
    pub(super) text: String,
    /// What it became, in a word.
    pub(super) word: &'static str,
    /// The same for the style sheet.
    pub(super) class: &'static str,
    /// What the person said that it is.
    pub(super) said: Option<Role>,
    pub(super) problem: Option<ProblemView>,
}

/// A problem with its fields.
pub(super) struct ProblemView {
    pub(super) key: String,
    pub(super) number: u32,
    pub(super) paragraph: u32,
    pub(super) title: String,
    pub(super) detail: String,
    pub(super) dimension: String,
    pub(super) is_changed: bool,
}

impl LineView {
    /// How it begins.
    pub(super) fn begins(&self) -> String {
        self.text.chars().take(20).collect()
    }

    /// What may be said of it: key, word, and whether it was said.
    pub(super) fn choices(&self) -> impl Iterator<Item = (&'static str, String, bool)> {
        Role::ALL.into_iter().map(|role| {
            let word = match role {
                Role::Chrome => format!("不读（{}）", role.word()),
                role => role.word().to_owned(),
            };
            (role.key(), word, self.said == Some(role))
        })
    }
}

/// The year of the ledger, where it has tasks of no other.
fn only_year(desk: &Desk) -> Option<String> {
    match desk.store().ok()??.years().ok()?[..] {
        [year] => Some(year.to_string()),
        _ => None,
    }
}

impl Review {
    /// The page of a file; `failed` is what came of writing it.
    pub(super) fn of(
        desk: &Desk,
        kept: &KeptFile,
        page: usize,
        failed: Option<&Done>,
    ) -> Result<Self, Refusal> {
        let said = kept.sayings();
        let read = reading::read(desk, kept, &said);
        let looked;
        let done = if let Some(failed) = failed {
            failed
        } else {
            looked = carry::out(desk, kept, &said, &read, true).map_err(|_| Refusal::Fault)?;
            // A table that says no year is of the ledger's only one, until a person says another.
            let asks_year = matches!(looked.failure(), Some((_, Some("year"))));
            if asks_year
                && said.year.is_empty()
                && let Some(year) = only_year(desk)
            {
                kept.say(Sayings { year, ..said });
                return Self::of(desk, kept, page, None);
            }
            &looked
        };
        let mut review = Self::bare(kept, &said);
        review.line = front::typed(&carry::line(kept, &said, &read, false));
        match &read {
            Read::Document(lined) => review.document(lined, &read, &said, page),
            Read::Register(columns) => review.columns = columns::views(columns, &said),
            Read::Text(text) if text.original.is_none() => review.lacks = Some(text.of.clone()),
            Read::Text(_) | Read::Not => {}
        }
        let failure = done.failure().map(|(why, at)| (why.to_owned(), at));
        let has_failed = failure.is_some();
        let is_told = review.blame(failure);
        review.is_refused = has_failed && !is_told;
        let draft = match &read {
            Read::Document(lined) => Some(&lined.draft),
            _ => None,
        };
        let rows = said.rows.iter().map(|row| (ROW.to_owned(), row.clone()));
        let told = preview(desk, done, draft, is_told)?;
        (review.open, review.preview) = Open::among(told, &rows.collect());
        Ok(review)
    }

    fn bare(kept: &KeptFile, said: &Sayings) -> Self {
        let asked = |value: &String| Asked {
            value: value.clone(),
            own: String::new(),
            error: None,
        };
        Self {
            id: kept.id.clone(),
            turn: said.turn,
            is_written: said.is_written,
            year: asked(&said.year),
            subject: asked(&said.subject),
            title: None,
            preview: Vec::new(),
            line: String::new(),
            changes: said.count(),
            doubts: Vec::new(),
            paragraphs: Vec::new(),
            rows: Vec::new(),
            more_rows: 0,
            dimensions: Vec::new(),
            columns: Vec::new(),
            open: Vec::new(),
            is_refused: false,
            lacks: None,
            page: 1,
            pages: 1,
        }
    }

    fn document(&mut self, lined: &Document, read: &Read, said: &Sayings, page: usize) {
        let draft = &lined.draft;
        self.title = Some(draft.title.clone().unwrap_or_default());
        let year = draft.year.map(|year| year.to_string());
        self.year.own = year.unwrap_or_default();
        let kind = draft.subject_kind.map(model::draft::SubjectKind::word);
        let own = draft.subject.as_deref().or(kind);
        own.unwrap_or_default().clone_into(&mut self.subject.own);
        self.dimensions = draft.dimensions.iter().map(|d| d.heading.clone()).collect();
        self.columns = columns::views(&lined.columns, said);
        self.pages = lined.lines.len().div_ceil(LINES).max(1);
        self.page = page.clamp(1, self.pages);
        let problems: BTreeMap<usize, ProblemView> = read
            .problems()
            .into_iter()
            .map(|(spot, problem)| problem_view(spot, problem, said))
            .enumerate()
            .collect();
        let from = (self.page - 1) * LINES;
        let (rows, of_lines): (Vec<_>, Vec<_>) = problems
            .into_iter()
            .partition(|(_, view)| view.key.starts_with('r'));
        let mut of_lines = of_lines.into_iter().collect();
        let shown = lined.lines.iter().enumerate().skip(from).take(LINES);
        self.paragraphs = paragraphs(shown, draft, said, &mut of_lines);
        self.more_rows = rows.len().saturating_sub(ROWS);
        if self.page == 1 {
            self.rows = rows.into_iter().map(|(_, view)| view).take(ROWS).collect();
        }
        // What is about no paragraph of the text stands above it.
        let own: BTreeSet<u32> = lined.lines.iter().map(|line| line.paragraph).collect();
        let outside = draft
            .doubts
            .iter()
            .filter(|doubt| !own.contains(&doubt.paragraph));
        self.doubts = outside
            .map(|doubt| match doubt.paragraph {
                0 => doubt.message.clone(),
                paragraph => format!("第{paragraph}段：{}", doubt.message),
            })
            .collect();
    }

    /// Puts a failure at its field; whether it has one.
    fn blame(&mut self, failure: Option<(String, Option<&str>)>) -> bool {
        let Some((why, Some(at))) = failure else {
            return false;
        };
        let field = match at {
            "year" => &mut self.year,
            "subject" => &mut self.subject,
            _ => return false,
        };
        field.error = Some(why);
        true
    }
}

/// What the program says of the file, without what stands on the page already.
fn preview(
    desk: &Desk,
    done: &Done,
    draft: Option<&Draft>,
    is_told: bool,
) -> Result<Vec<Piece>, Refusal> {
    let doubts = draft
        .map(|draft| draft.doubts.as_slice())
        .unwrap_or_default();
    let told: BTreeSet<&str> = done
        .said
        .iter()
        .filter_map(|said| match said {
            Said::Warning(text) => Some(text.as_str()),
            _ => None,
        })
        .filter(|text| doubts.iter().any(|doubt| text.ends_with(&doubt.message)))
        .collect();
    let mut all = pieces(desk, done).map_err(|_| Refusal::Fault)?;
    all.retain(|piece| match piece {
        Piece::Message(Kind::Warning, spans) => {
            let text: String = spans.iter().map(|span| span.text.as_str()).collect();
            !told.contains(text.as_str())
        }
        // The way to set it right is this page.
        Piece::Message(Kind::Hint, _) => !done.is_done,
        Piece::Message(Kind::Error, _) => !is_told,
        _ => true,
    });
    Ok(with_tasks(all))
}

fn problem_view(spot: Spot, problem: &Problem, said: &Sayings) -> ProblemView {
    ProblemView {
        key: spot.key(),
        number: problem.number,
        paragraph: problem.paragraph,
        title: problem.title.clone(),
        detail: problem.detail.clone(),
        dimension: problem.dimension.clone().unwrap_or_default(),
        is_changed: said.words.contains_key(&spot),
    }
}

fn paragraphs<'a>(
    lines: impl Iterator<Item = (usize, &'a Line)>,
    draft: &Draft,
    said: &Sayings,
    problems: &mut BTreeMap<usize, ProblemView>,
) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    for (at, line) in lines {
        let goes_on = all.last().is_some_and(|last| last.number == line.paragraph);
        if !goes_on {
            let own = draft
                .doubts
                .iter()
                .filter(|doubt| doubt.paragraph == line.paragraph);
            all.push(Paragraph {
                number: line.paragraph,
                text: String::new(),
                doubts: own.map(|doubt| doubt.message.clone()).collect(),
                lines: Vec::new(),
                inner: Vec::new(),
            });
        }
        let Some(paragraph) = all.last_mut() else {
            continue;
        };
        if line.begins && goes_on {
            paragraph.text.push('\n');
        }
        paragraph.text.push_str(&line.text);
        let (word, class) = became(line);
        let view = LineView {
            at,
            text: line.text.trim().to_owned(),
            word,
            class,
            said: said.lines.get(&at).copied(),
            problem: line.problem.and_then(|problem| problems.remove(&problem)),
        };
        let is_inner = goes_on && line.role == Role::Content && view.said.is_none();
        if is_inner {
            paragraph.inner.push(view);
        } else {
            paragraph.lines.push(view);
        }
    }
    all
}

/// What became of a line: in a word, and for the style sheet.
fn became(line: &Line) -> (&'static str, &'static str) {
    match (line.went, line.role) {
        (Went::Detail, _) => ("具体表现", "detail"),
        (Went::Example, _) => ("例", "detail"),
        (Went::Statement, _) => ("其他部分", "other"),
        (Went::Nowhere, _) => ("未归入", "left"),
        (_, Role::Problem) => ("问题", "problem"),
        (_, Role::Dimension) => ("方面", "dimension"),
        (_, Role::Cause) => ("原因", "cause"),
        (_, Role::Measure) => ("措施", "measure"),
        (_, Role::Group) => ("一组措施", "measure"),
        (_, Role::LastItem) => ("上年", "last"),
        (_, Role::Field) => ("分工", "field"),
        (_, Role::Content) => (content_of(line.of), "other"),
        (_, Role::Chrome) => ("标题、落款", "chrome"),
        (_, Role::Lead) => ("引语", "chrome"),
        (_, heading) => (heading.word(), "section"),
    }
}

/// What carries on an item.
fn content_of(item: Role) -> &'static str {
    match item {
        Role::Cause => "原因的内容",
        Role::Measure | Role::Group => "措施的内容",
        Role::LastItem => "上年的内容",
        Role::Field => "分工的内容",
        _ => "上一项的内容",
    }
}
