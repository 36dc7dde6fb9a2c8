//! A register as a draft: what `--dry-run` shows.

use super::row::{Register, RegisterRow};
use model::deadline::Anchor;
use model::draft::{
    Cause, Dimension, Doubt, DoubtKind, Draft, DraftTask, Problem, ProposedMeasure, SubjectKind,
};
use model::subject::Subject;
use office::text::{items, sentence};

/// The draft; deadlines without a year are reckoned from `anchor`, else from the row's own year.
pub fn to_draft(register: &Register, anchor: Option<Anchor>) -> Draft {
    let year = common(register, |row| row.year).or(register.year);
    let subject = common(register, |row| row.subject.clone());
    let mut draft = Draft {
        file: register.file.clone(),
        year,
        subject_kind: subject
            .as_ref()
            .map(Subject::kind)
            .or(register.of_team.then_some(SubjectKind::Team)),
        subject: subject.as_ref().map(|subject| subject.name().to_owned()),
        doubts: register.doubts.clone(),
        ..Draft::default()
    };
    for row in register.rows.iter().filter(|row| !row.problem.is_empty()) {
        let year = row.year.or(year);
        let anchor = anchor.or(year.map(Anchor::of));
        add_dimension(&mut draft.dimensions, row.dimension.as_deref());
        draft
            .problems
            .push(problem(row, draft.problems.len() as u32 + 1));
        draft.causes.extend(causes(row));
        draft.measures.extend(measures(row));
        draft.tasks.push(task(row, anchor));
    }
    draft.doubts.extend(doubts(register, &draft));
    draft
}

/// The value that all rows share.
fn common<T: PartialEq>(
    register: &Register,
    value: impl Fn(&RegisterRow) -> Option<T>,
) -> Option<T> {
    let mut values = register.rows.iter().map(value);
    let first = values.next()??;
    values
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// Each heading once, in the order of their first rows.
fn add_dimension(dimensions: &mut Vec<Dimension>, heading: Option<&str>) {
    let Some(heading) = heading else { return };
    if dimensions.iter().all(|known| known.heading != heading) {
        dimensions.push(Dimension {
            order: dimensions.len() as u32 + 1,
            heading: heading.to_owned(),
        });
    }
}

/// The problem of a row.
pub(crate) fn problem(row: &RegisterRow, number: u32) -> Problem {
    Problem {
        number,
        dimension: row.dimension.clone(),
        title: row.problem.clone(),
        detail: row.detail.clone(),
        examples: examples(row),
        paragraph: row.row,
    }
}

/// The clauses of the problem's text that bring examples.
pub(super) fn examples(row: &RegisterRow) -> Vec<String> {
    sentence::examples(&format!("{}。{}", row.problem, row.detail))
}

/// The causes of a row.
pub(crate) fn causes(row: &RegisterRow) -> Vec<Cause> {
    let cells = row.cause.iter();
    cells
        .flat_map(|cell| items::split(cell))
        .collect::<Vec<_>>()
        .iter()
        .map(|text| {
            let (title, detail) = sentence::split_first(text);
            Cause {
                title: title.to_owned(),
                detail: detail.to_owned(),
            }
        })
        .collect()
}

/// The measures of a row.
pub(crate) fn measures(row: &RegisterRow) -> impl Iterator<Item = ProposedMeasure> {
    row.measures.iter().map(|measure| proposed(&measure.text))
}

fn proposed(text: &str) -> ProposedMeasure {
    let (title, detail) = sentence::split_first(text);
    ProposedMeasure {
        group: None,
        title: title.to_owned(),
        detail: detail.to_owned(),
    }
}

/// The task of a row; deadlines without a year are reckoned from `anchor`.
pub(crate) fn task(row: &RegisterRow, anchor: Option<Anchor>) -> DraftTask {
    DraftTask {
        problem: row.problem.clone(),
        measures: row
            .measures
            .iter()
            .map(|measure| measure.text.clone())
            .collect(),
        lead: row.lead.clone(),
        dept: row.dept.clone(),
        owner: row.owner.clone(),
        deadline: row.deadline(anchor),
    }
}

fn doubts(register: &Register, draft: &Draft) -> Vec<Doubt> {
    let doubt = |kind, message: String| Doubt {
        paragraph: 0,
        kind,
        message,
    };
    let mut doubts: Vec<Doubt> = register
        .columns
        .iter()
        .filter(|column| column.is_unknown())
        .map(|unknown| {
            let sheet = if unknown.sheet.is_empty() {
                String::new()
            } else {
                format!("工作表“{}”", unknown.sheet)
            };
            let message = format!(
                "{sheet}{}列“{}”未识别，未读取",
                unknown.column, unknown.title
            );
            doubt(DoubtKind::Table, message)
        })
        .collect();
    let years: std::collections::BTreeSet<i32> = register
        .rows
        .iter()
        .filter_map(|row| row.year)
        .chain(register.year)
        .collect();
    if years.len() > 1 {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        doubts.push(doubt(
            DoubtKind::Year,
            format!("表中有多个年度（{}），各行按本行年度", years.join("、")),
        ));
    } else if draft.year.is_none() && years.is_empty() {
        doubts.push(doubt(DoubtKind::Year, "表中没有写明年度".to_owned()));
    }
    if draft.subject_kind.is_none() && register.rows.iter().all(|row| row.subject.is_none()) {
        doubts.push(doubt(
            DoubtKind::Subject,
            "表中没有写明是班子还是个人".to_owned(),
        ));
    }
    if draft.problems.is_empty() {
        doubts.push(doubt(DoubtKind::Empty, "表中没有读到问题".to_owned()));
    }
    doubts
}
