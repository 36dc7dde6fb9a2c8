//! What a document does to the ledger, decided before anything is written.

use std::collections::HashSet;

use super::meets::{Meets, meet};
use super::register::{self, Links};
use super::rows::{code, raised, setting, years_of};
use super::{Unsure, Wishes};
use crate::app::fault::Fault;
use crate::app::files::Reading;
use crate::app::past::{self, Earlier, Past};
use crate::app::{Call, assemble, proposals};
use documents::document::{Dress, HEADINGS, editable, written};
use documents::register::{Setting, unresolved};
use model::book::Book;
use model::deadline::{Anchor, DateFault, Deadline};
use model::digest::Digest;
use model::draft::{Doubt, DoubtKind, Draft, SubjectKind};
use model::event::{Change, LedgerEvent, TextField};
use model::meeting::Document;
use model::scope::{Order, Scope};
use model::subject::Subject;
use store::{Store, Writer};

/// What one document will do to the ledger.
pub(crate) struct Plan {
    pub reading: Reading,
    pub year: i32,
    pub subject: Subject,
    pub what: What,
    /// For each problem that becomes a task the earlier ones that it may repeat, best first.
    pub earlier: Vec<Vec<Earlier>>,
    /// Sequence of the ledger that the plan was made on.
    pub sequence: u64,
}

/// How a document meets what is there.
pub(crate) enum What {
    /// The same bytes were imported before; so many things in their reading were set right by a person.
    Known { corrected: Option<u64> },
    /// Each of its problems by index: new, already a task, or a task whose wording changed.
    Problems {
        problems: Vec<Meets>,
        /// Tasks made from an earlier version of the document that it no longer lists.
        missing: Vec<u32>,
    },
}

impl Plan {
    /// How many tasks get a new wording.
    pub(crate) fn reworded(&self) -> usize {
        match &self.what {
            What::Problems { problems, .. } => problems
                .iter()
                .filter(|meets| matches!(meets, Meets::Reworded(_)))
                .count(),
            What::Known { .. } => 0,
        }
    }

    /// Whether a measure of the material may answer one of its problems.
    pub(crate) fn is_answered(&self) -> bool {
        let mut likely = proposals::for_draft(&self.reading.draft).into_iter();
        likely.any(|measures| !measures.is_empty())
    }
}

/// The year, as wished or as the document says; a disagreement becomes a doubt.
pub(crate) fn settle_year(
    reading: &mut Reading,
    wishes: &Wishes,
    words: &dyn Fn(Unsure<'_>) -> String,
) -> Option<i32> {
    let draft = &mut reading.draft;
    if let Some(wished) = wishes.year {
        draft.doubts.retain(|doubt| doubt.kind != DoubtKind::Year);
        if let Some(stated) = draft.year.filter(|stated| *stated != wished) {
            draft.doubts.push(Doubt {
                paragraph: 0,
                kind: DoubtKind::Year,
                message: words(Unsure::OtherYear { stated, wished }),
            });
        }
        draft.year = Some(wished);
    }
    draft.year
}

/// Whose material it is, as wished or as the document says; a person without a name is called by the
/// file's stem, with a doubt.
pub(crate) fn settle_subject(
    reading: &mut Reading,
    wishes: &Wishes,
    words: &dyn Fn(Unsure<'_>) -> String,
) -> Subject {
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
            let stem = super::stem::name_in(&stem).unwrap_or(stem);
            draft.doubts.push(Doubt {
                paragraph: 0,
                kind: DoubtKind::Subject,
                message: words(Unsure::NamedByFile(&stem)),
            });
            Subject::Person(stem)
        }
        (None, Some(SubjectKind::Team), _) => Subject::Team,
        (None, None, _) if draft.problems.is_empty() => Subject::Team,
        (None, None, _) => {
            draft.doubts.push(Doubt {
                paragraph: 0,
                kind: DoubtKind::Subject,
                message: words(Unsure::TakenForTeam),
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
pub(crate) fn plan(
    store: Option<&Store>,
    reading: Reading,
    year: i32,
    subject: Subject,
    wishes: &Wishes,
) -> Result<Plan, Fault> {
    let mut reading = reading;
    let Some(store) = store else {
        settle_deadlines(&mut reading, year, &Book::default());
        let problems = reading.draft.problems.iter().map(|_| Meets::New).collect();
        let what = What::Problems {
            problems,
            missing: Vec::new(),
        };
        return Ok(Plan {
            reading,
            year,
            subject,
            what,
            earlier: Vec::new(),
            sequence: 0,
        });
    };
    let sequence = store.sequence()?;
    let book = store.book()?;
    settle_deadlines(&mut reading, year, &book);
    let what = if let Some((_, known)) = known(store, &book, &reading)? {
        known
    } else {
        let setting = setting(year, &subject, &book, wishes);
        let problems = 0..reading.draft.problems.len();
        let places: Vec<_> = problems.map(|at| reading.place(at, &setting)).collect();
        let scope = years_of(&places);
        let tasks = store.tasks(&scope, Order::Number, None)?;
        meet(&reading, &places, &tasks, &book)
    };
    let mut plan = Plan {
        reading,
        year,
        subject,
        what,
        earlier: Vec::new(),
        sequence,
    };
    plan.earlier = earlier(store, &plan, &book, wishes)?;
    Ok(plan)
}

/// For each new problem the earlier tasks that it may repeat; a row that names its 往年前项 asks none.
fn earlier(
    store: &Store,
    plan: &Plan,
    book: &Book,
    wishes: &Wishes,
) -> Result<Vec<Vec<Earlier>>, Fault> {
    let What::Problems { problems, .. } = &plan.what else {
        return Ok(Vec::new());
    };
    let reading = &plan.reading;
    let setting = setting(plan.year, &plan.subject, book, wishes);
    let years = (0..problems.len()).map(|at| reading.place(at, &setting).0);
    let scope = Scope {
        year_until: years.max().map(|year| year - 1),
        ..Scope::default()
    };
    let mut past = Past::of(store.tasks(&scope, Order::Number, None)?);
    let likely = proposals::for_draft(&reading.draft);
    let mut of = |(at, meets): (usize, &Meets)| {
        let is_linked = reading.row(at).is_some_and(|row| row.prior.is_some());
        if is_linked || !matches!(meets, Meets::New) {
            return Vec::new();
        }
        let (year, subject) = reading.place(at, &setting);
        let mut problem = past::said(&raised(reading, wishes, &setting, at).0.card);
        if problem.measures.is_empty()
            && let Some(likely) = likely[at].first()
        {
            problem.measures = proposals::whole(&reading.draft.measures[likely.index]);
        }
        past.repeated(year, &subject, &problem)
    };
    Ok(problems.iter().enumerate().map(&mut of).collect())
}

/// Reckons the deadlines from the meeting that the document belongs to; a doubt about one that has a
/// day now goes.
fn settle_deadlines(reading: &mut Reading, year: i32, book: &Book) {
    let anchor = Anchor {
        year,
        held_on: book.meeting(year).and_then(|meeting| meeting.held_on),
    };
    let draft = &mut reading.draft;
    let mut said = HashSet::new();
    for deadline in draft
        .tasks
        .iter_mut()
        .filter_map(|task| task.deadline.as_mut())
    {
        let unsettled = deadline.term.is_none();
        *deadline = Deadline::keep(&deadline.phrase, Some(anchor));
        if unsettled && deadline.term.is_some() {
            let faults = [DateFault::NoYear, DateFault::NoDay];
            said.extend(faults.map(|fault| unresolved(&deadline.phrase, fault)));
        }
    }
    draft.doubts.retain(|doubt| !said.contains(&doubt.message));
}

/// What is said of a document that the ledger has with this reading: it is as it was recorded, and
/// nobody is asked again.
pub(crate) fn recorded(store: &Store, reading: Reading) -> Result<Result<Plan, Reading>, Fault> {
    let book = store.book()?;
    let Some((document, what)) = known(store, &book, &reading)? else {
        return Ok(Err(reading));
    };
    Ok(Ok(Plan {
        reading,
        year: document.year,
        subject: document.subject.clone(),
        what,
        earlier: Vec::new(),
        sequence: store.sequence()?,
    }))
}

/// The document where the ledger has it with this reading. A document itself says nothing against the
/// reading that a person gave it.
fn known<'a>(
    store: &Store,
    book: &'a Book,
    reading: &Reading,
) -> Result<Option<(&'a Document, What)>, Fault> {
    let Some(document) = book.reading_of(&Digest::of(&reading.bytes)) else {
        return Ok(None);
    };
    let json = assemble::draft_json(store, document)?;
    let corrected = json.as_ref().and_then(written::corrections);
    let draft = json.as_ref().and_then(written::from_json);
    let same = |draft: Draft| editable::differences(&draft, &reading.draft) == 0;
    // What was erased stays erased.
    let holds = reading.correction.is_none() || draft.is_none_or(same);
    Ok(holds.then_some((document, What::Known { corrected })))
}

/// Records the document and what becomes of its problems. Returns the numbers of the new tasks, and of
/// those whose 往年前项 is no earlier task.
pub(crate) fn carry_out(
    call: Call<'_>,
    writer: &mut Writer<'_>,
    plan: &Plan,
    wishes: &Wishes,
) -> Result<(Vec<u32>, Vec<u32>), Fault> {
    let What::Problems { problems, .. } = &plan.what else {
        return Ok((Vec::new(), Vec::new()));
    };
    writer.expect(plan.sequence)?;
    let sha256 = writer.keep(&plan.reading.bytes)?;
    let draft = match &plan.reading.correction {
        Some(correction) => written::to_corrected_json(&plan.reading.draft, correction.differences),
        None => written::to_json(&plan.reading.draft),
    };
    let draft = writer.keep(draft.to_string().as_bytes())?;
    writer.record_ledger(LedgerEvent::DocumentRead(Document {
        name: plan.reading.file_name(),
        size: plan.reading.bytes.len() as u64,
        sha256,
        year: plan.year,
        subject: plan.subject.clone(),
        draft,
    }))?;
    let (book, name) = (writer.book()?, plan.reading.file_name());
    let setting = Setting {
        on: call.today,
        file: &name,
        ..setting(plan.year, &plan.subject, &book, wishes)
    };
    let mut new = Vec::new();
    let mut links = Links::default();
    for (index, meets) in problems.iter().enumerate() {
        match meets {
            Meets::Same(number) => links.known(code(&plan.reading, index), *number),
            Meets::New => {
                let (raised, events) = raised(&plan.reading, wishes, &setting, index);
                let number = writer.raise(raised)?;
                register::record(writer, number, events)?;
                let prior = plan.reading.row(index).and_then(|row| row.prior.clone());
                links.raised(code(&plan.reading, index), prior, number);
                new.push(number);
            }
            Meets::Reworded(number) => {
                links.known(code(&plan.reading, index), *number);
                reword(writer, &plan.reading, index, *number)?;
            }
        }
    }
    let unlinked = links.record(writer)?;
    // Last, so that the command is called by its document.
    remember(writer, &wishes.headings)?;
    wishes.remember(writer, &plan.reading.headers)?;
    Ok((new, unlinked))
}

/// Keeps what lines of the unit's own dress are for later imports.
fn remember(writer: &mut Writer<'_>, headings: &[Dress]) -> Result<(), Fault> {
    let book = writer.book()?;
    let known = book.settings.get(HEADINGS).map_or("", String::as_str);
    // Values were checked when they were set.
    let all = Dress::list_with(Dress::read_list(known).unwrap_or_default(), headings);
    let value = Dress::list(&all);
    if !headings.is_empty() && value != known {
        writer.record_ledger(LedgerEvent::Configured {
            key: HEADINGS.to_owned(),
            value: Some(value),
        })?;
    }
    Ok(())
}

/// Gives a task the wording of a problem, and its dimension where a person set it right.
fn reword(
    writer: &mut Writer<'_>,
    reading: &Reading,
    index: usize,
    number: u32,
) -> Result<(), Fault> {
    let problem = &reading.draft.problems[index];
    let detail = Some(problem.detail.clone()).filter(|detail| !detail.is_empty());
    let mut changes = vec![
        Change::Text(TextField::Problem, Some(problem.title.clone())),
        Change::Text(TextField::Detail, detail),
    ];
    if reading.correction.is_some() {
        let dimension = problem.dimension.clone();
        changes.push(Change::Text(TextField::Dimension, dimension));
    }
    let refused = |refusal| Fault::Refused(number, refusal);
    let event = writer.task(number)?.edit(changes).map_err(refused)?;
    writer.record(number, event)?;
    Ok(())
}
