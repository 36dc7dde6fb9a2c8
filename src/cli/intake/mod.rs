//! What `import` is going to do with one document, decided before anything is written.

mod long;
mod preview;
pub(super) mod reading;
mod register;
mod register_preview;
mod rows;

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use register::Links;
use rows::{code, raised, setting};

use documents::register::{RegisterRow, Setting};
use model::book::Book;
use model::draft::{Doubt, DoubtKind, Draft, SubjectKind};
use model::event::{Change, LedgerEvent, TextField};
use model::matching;
use model::meeting::Document;
use model::scope::{Order, Scope};
use model::subject::Subject;
use model::task::Task;
use store::{Store, Writer};

pub(super) use long::{Long, Stopped, Survey};
pub(super) use preview::{doubts, show};
pub(super) use reading::{read, read_paragraphs};
pub(super) use register::{
    Carried, RegisterPlan, RegisterReading, is_register, read as read_register,
};
pub(super) use register_preview::{show as show_register, show_survey};

/// What was said on the command line about the documents.
#[derive(Debug, Clone, Default)]
pub(super) struct Wishes {
    pub year: Option<i32>,
    pub subject: Option<Subject>,
    pub source: Option<String>,
}

/// A document as read.
pub(super) struct Reading {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub draft: Draft,
    /// What its registers say of the problems that stand in one.
    pub rows: Vec<RegisterRow>,
}

/// What one document will do to the ledger.
pub(super) struct Plan {
    pub reading: Reading,
    pub year: i32,
    pub subject: Subject,
    pub what: What,
    /// Sequence of the ledger that the plan was made on.
    pub sequence: u64,
}

/// How a document meets what is there.
pub(super) enum What {
    /// The same bytes were imported before.
    Known,
    /// It lists no problems.
    Nothing,
    /// Each of its problems by index: new, already a task, or a task whose wording changed.
    Problems {
        problems: Vec<Meets>,
        /// Tasks made from an earlier version of the document that it no longer lists.
        missing: Vec<u32>,
    },
}

impl Plan {
    /// How many tasks get a new wording.
    pub(super) fn reworded(&self) -> usize {
        match &self.what {
            What::Problems { problems, .. } => problems
                .iter()
                .filter(|meets| matches!(meets, Meets::Reworded(_)))
                .count(),
            What::Known | What::Nothing => 0,
        }
    }
}

/// How one problem meets what is there.
pub(super) enum Meets {
    /// It becomes a task.
    New,
    /// The task with the same title stays as it is.
    Same(u32),
    /// The task whose wording is similar gets the new wording.
    Reworded(u32),
}

/// Below this likeness two titles are two problems.
const REWORDED: f64 = 0.6;

/// The year, from the flag or the document; a disagreement becomes a doubt.
pub(super) fn settle_year(reading: &mut Reading, wishes: &Wishes) -> Option<i32> {
    let draft = &mut reading.draft;
    if let (Some(wished), Some(stated)) = (wishes.year, draft.year)
        && wished != stated
    {
        draft.doubts.push(Doubt {
            paragraph: 0,
            kind: DoubtKind::Year,
            message: format!("材料写的是{stated}年度，按 --year 记入{wished}年度"),
        });
    }
    if wishes.year.is_some() {
        draft
            .doubts
            .retain(|doubt| doubt.kind != DoubtKind::Year || doubt.message.contains("--year"));
    }
    draft.year = wishes.year.or(draft.year);
    draft.year
}

/// Whose material it is, from the flag or the document; a person without a name is called by the
/// file's stem, with a doubt.
pub(super) fn settle_subject(reading: &mut Reading, wishes: &Wishes) -> Subject {
    let draft = &mut reading.draft;
    draft
        .doubts
        .retain(|doubt| doubt.kind != DoubtKind::Subject);
    let subject = match (&wishes.subject, draft.subject_kind, &draft.subject) {
        (Some(subject), _, _) => subject.clone(),
        (None, Some(SubjectKind::Person), Some(name)) => Subject::Person(name.clone()),
        (None, Some(SubjectKind::Person), None) => {
            let stem = reading
                .path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            draft.doubts.push(Doubt {
                paragraph: 0,
                kind: DoubtKind::Subject,
                message: format!("个人材料没有写姓名，暂以文件名“{stem}”为对象；用 --subject 写明"),
            });
            Subject::Person(stem)
        }
        (None, Some(SubjectKind::Team), _) => Subject::Team,
        (None, None, _) if draft.problems.is_empty() => Subject::Team,
        (None, None, _) => {
            draft.doubts.push(Doubt {
                paragraph: 0,
                kind: DoubtKind::Subject,
                message: "材料没有写明是班子的还是个人的，暂按班子记；个人的用 --subject 姓名 写明"
                    .to_owned(),
            });
            Subject::Team
        }
    };
    if wishes.subject.is_some() {
        draft.subject = Some(subject.name().to_owned());
        draft.subject_kind = Some(subject.kind());
    }
    subject
}

/// Compares a document with what the ledger has.
pub(super) fn plan(
    store: Option<&Store>,
    reading: Reading,
    year: i32,
    subject: Subject,
    wishes: &Wishes,
) -> Result<Plan, Failure> {
    let Some(store) = store else {
        let what = if reading.draft.problems.is_empty() {
            What::Nothing
        } else {
            let problems = reading.draft.problems.iter().map(|_| Meets::New).collect();
            What::Problems {
                problems,
                missing: Vec::new(),
            }
        };
        return Ok(Plan {
            reading,
            year,
            subject,
            what,
            sequence: 0,
        });
    };
    let sequence = store.sequence()?;
    let book = store.book()?;
    let what = if is_known(&book, &reading) {
        What::Known
    } else if reading.draft.problems.is_empty() {
        What::Nothing
    } else {
        let setting = setting(year, &subject, &book, wishes);
        let problems = 0..reading.draft.problems.len();
        let places: Vec<_> = problems.map(|at| reading.place(at, &setting)).collect();
        let scope = Scope {
            years: places.iter().map(|(year, _)| *year).collect(),
            ..Scope::default()
        };
        meet(
            &reading,
            &places,
            &store.tasks(&scope, Order::Number, None)?,
        )
    };
    Ok(Plan {
        reading,
        year,
        subject,
        what,
        sequence,
    })
}

fn is_known(book: &Book, reading: &Reading) -> bool {
    let digest = model::digest::Digest::of(&reading.bytes);
    book.documents
        .iter()
        .any(|(_, document)| document.sha256 == digest)
}

/// Holds each problem against the tasks of its year and subject.
fn meet(reading: &Reading, places: &[(i32, Subject)], tasks: &[Task]) -> What {
    let is_here = |task: &Task, (year, subject): &(i32, Subject)| {
        task.year == *year && task.subject == *subject
    };
    let mut free: Vec<&Task> = tasks.iter().collect();
    free.retain(|task| places.iter().any(|place| is_here(task, place)));
    let mut problems: Vec<Option<Meets>> = Vec::new();
    for (problem, place) in reading.draft.problems.iter().zip(places) {
        let mut tasks = free.iter();
        let same = tasks.position(|task| task.problem == problem.title && is_here(task, place));
        problems.push(same.map(|at| {
            let task = free.remove(at);
            // The same title with another text beneath it was edited as well.
            if task.detail == problem.detail {
                Meets::Same(task.number)
            } else {
                Meets::Reworded(task.number)
            }
        }));
    }
    let open = problems.iter_mut().zip(places);
    for (problem, (meets, place)) in reading.draft.problems.iter().zip(open) {
        if meets.is_some() {
            continue;
        }
        // Tasks of other places keep theirs, but under no title that is near.
        let titles: Vec<&str> = free
            .iter()
            .map(|task| {
                if is_here(task, place) {
                    &*task.problem
                } else {
                    ""
                }
            })
            .collect();
        let found = matching::near_titles(&[problem.title.as_str()], &titles);
        let best = found.first().and_then(|candidates| candidates.first());
        *meets = Some(match best.filter(|candidate| candidate.score >= REWORDED) {
            Some(candidate) => Meets::Reworded(free.remove(candidate.index).number),
            None => Meets::New,
        });
    }
    let name = file_name(reading);
    let missing = free
        .iter()
        .filter(|task| {
            task.origin
                .as_ref()
                .is_some_and(|origin| origin.document == name)
        })
        .map(|task| task.number)
        .collect();
    What::Problems {
        problems: problems.into_iter().flatten().collect(),
        missing,
    }
}

/// The file's name without its folder.
pub(super) fn file_name(reading: &Reading) -> String {
    reading
        .path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Records the document and what becomes of its problems. Returns the numbers of the new tasks, and of
/// those whose 往年前项 is no earlier task.
pub(super) fn carry_out(
    context: &Context,
    writer: &mut Writer<'_>,
    plan: &Plan,
    wishes: &Wishes,
) -> Result<(Vec<u32>, Vec<u32>), Failure> {
    let What::Problems { problems, .. } = &plan.what else {
        return Ok((Vec::new(), Vec::new()));
    };
    writer.expect(plan.sequence)?;
    let sha256 = writer.keep(&plan.reading.bytes)?;
    let draft = documents::document::written::to_json(&plan.reading.draft).to_string();
    let draft = writer.keep(draft.as_bytes())?;
    writer.record_ledger(LedgerEvent::DocumentRead(Document {
        name: file_name(&plan.reading),
        size: plan.reading.bytes.len() as u64,
        sha256,
        year: plan.year,
        subject: plan.subject.clone(),
        draft,
    }))?;
    let (book, name) = (writer.book()?, file_name(&plan.reading));
    let setting = Setting {
        on: context.today,
        file: &name,
        ..setting(plan.year, &plan.subject, &book, wishes)
    };
    let mut new = Vec::new();
    let mut links = Links::default();
    for (index, meets) in problems.iter().enumerate() {
        match meets {
            Meets::Same(number) => links.known(code(plan, index), *number),
            Meets::New => {
                let (raised, events) = raised(plan, wishes, &setting, index);
                let number = writer.raise(raised)?;
                register::record(writer, number, events)?;
                let prior = plan.reading.row(index).and_then(|row| row.prior.clone());
                links.raised(code(plan, index), prior, number);
                new.push(number);
            }
            Meets::Reworded(number) => {
                links.known(code(plan, index), *number);
                let problem = &plan.reading.draft.problems[index];
                let task = writer.task(*number)?;
                let detail = Some(problem.detail.clone()).filter(|detail| !detail.is_empty());
                let changes = vec![
                    Change::Text(TextField::Problem, Some(problem.title.clone())),
                    Change::Text(TextField::Detail, detail),
                ];
                let event = task
                    .edit(changes)
                    .map_err(|refusal| Failure::refused(*number, &refusal))?;
                writer.record(*number, event)?;
            }
        }
    }
    let unlinked = links.record(writer)?;
    Ok((new, unlinked))
}
