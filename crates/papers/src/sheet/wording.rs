//! How each cell is made from a task. What is not recorded stays empty.

use super::row::Row;
use documents::lines;
use model::deadline::Deadline;
use model::draft::SubjectKind;
use model::event::TextField;
use model::institution::Established;
use model::task::Progress;
use office::cell::Cell;
use office::text::iso;

pub(super) fn serial(row: &Row<'_>) -> Cell {
    Cell::Number(row.serial as i64)
}

pub(super) fn code(row: &Row<'_>) -> Cell {
    match row.task.unit {
        None => Cell::Number(row.task.number.into()),
        Some(_) => Cell::Text(row.task.code()),
    }
}

pub(super) fn year(row: &Row<'_>) -> Cell {
    Cell::Number(row.task.year.into())
}

pub(super) fn subject(row: &Row<'_>) -> Cell {
    Cell::text(row.task.subject.name())
}

pub(super) fn person(row: &Row<'_>) -> Cell {
    match row.task.subject.kind() {
        SubjectKind::Person => subject(row),
        SubjectKind::Team => Cell::Empty,
    }
}

pub(super) fn post(row: &Row<'_>) -> Cell {
    let name = row.task.subject.name();
    let book = row.around.book_of(row.task.unit.as_deref());
    let member = book.and_then(|book| book.members.iter().find(|m| m.name == name));
    Cell::maybe(member.and_then(|member| member.post.as_deref()))
}

fn field(row: &Row<'_>, field: TextField) -> Cell {
    Cell::maybe(row.task.text(field))
}

pub(super) fn source(row: &Row<'_>) -> Cell {
    field(row, TextField::Source)
}

pub(super) fn dimension(row: &Row<'_>) -> Cell {
    field(row, TextField::Dimension)
}

pub(super) fn problem(row: &Row<'_>) -> Cell {
    field(row, TextField::Problem)
}

pub(super) fn detail(row: &Row<'_>) -> Cell {
    field(row, TextField::Detail)
}

pub(super) fn theme(row: &Row<'_>) -> Cell {
    field(row, TextField::Theme)
}

pub(super) fn external(row: &Row<'_>) -> Cell {
    field(row, TextField::External)
}

/// Of the row's institution, or of all that the task left.
fn of_institutions(row: &Row<'_>, say: impl Fn(&Established) -> Option<String>) -> Cell {
    if let Some(institution) = row.institution {
        return Cell::maybe(say(institution).as_deref());
    }
    let all = row.task.institutions();
    let said: Vec<String> = all.iter().filter_map(say).collect();
    Cell::text(said.join("、"))
}

pub(super) fn institution(row: &Row<'_>) -> Cell {
    of_institutions(row, |told| Some(format!("《{}》", told.institution.name)))
}

pub(super) fn institution_number(row: &Row<'_>) -> Cell {
    of_institutions(row, |told| told.institution.number.clone())
}

pub(super) fn institution_date(row: &Row<'_>) -> Cell {
    match row.institution {
        Some(told) => Cell::Date(told.date),
        None => of_institutions(row, |told| Some(told.date.to_string())),
    }
}

pub(super) fn institution_kind(row: &Row<'_>) -> Cell {
    of_institutions(row, |told| Some(told.institution.kind.word().to_owned()))
}

pub(super) fn target(row: &Row<'_>) -> Cell {
    field(row, TextField::Target)
}

pub(super) fn lead(row: &Row<'_>) -> Cell {
    field(row, TextField::Lead)
}

pub(super) fn outcome(row: &Row<'_>) -> Cell {
    field(row, TextField::Outcome)
}

/// 未完成原因: what is finished has none, whatever was the reason until then.
pub(super) fn reason(row: &Row<'_>) -> Cell {
    if row.task.status.kind().is_finished() {
        return Cell::Empty;
    }
    field(row, TextField::Reason)
}

pub(super) fn next_step(row: &Row<'_>) -> Cell {
    field(row, TextField::NextStep)
}

pub(super) fn note(row: &Row<'_>) -> Cell {
    field(row, TextField::Note)
}

pub(super) fn wording(row: &Row<'_>) -> Cell {
    field(row, TextField::Wording)
}

/// What each measure has of its own; of a row that is one measure, its own.
pub(super) fn shares(row: &Row<'_>) -> Cell {
    let measures = match row.measure {
        Some(measure) => std::slice::from_ref(measure),
        None => &row.task.measures,
    };
    Cell::text(lines::shares_written(measures))
}

/// The words of a deadline whose day alone stands in its column.
pub(super) fn deadline_words(row: &Row<'_>) -> Cell {
    let deadline = own_deadline(row);
    let dated = deadline.and_then(|deadline| Some((deadline, deadline.date()?)));
    Cell::maybe(dated.and_then(|(deadline, day)| {
        let words = deadline.phrase.as_str();
        (words != iso::written(day)).then_some(words)
    }))
}

pub(super) fn origin(row: &Row<'_>) -> Cell {
    let origin = row.task.origin.as_ref();
    Cell::text(
        origin.map_or_else(String::new, |origin| match origin.paragraph {
            0 => origin.document.clone(),
            paragraph => format!("{} 第{paragraph}段", origin.document),
        }),
    )
}

/// The causes of the document that the problem was taken from: which of them is this problem's own
/// is not recorded.
pub(super) fn cause(row: &Row<'_>) -> Cell {
    let Some(origin) = &row.task.origin else {
        return Cell::Empty;
    };
    let draft = row.around.drafts.iter().find(|recorded| {
        recorded.draft.file == origin.document
            && recorded.year == row.task.year
            && recorded.subject == row.task.subject
    });
    let titles = draft
        .iter()
        .flat_map(|recorded| recorded.draft.causes.iter().map(|cause| &cause.title))
        .map(String::as_str)
        .collect::<Vec<_>>();
    Cell::text(titles.join("\n"))
}

/// A measure's own department stands before the task's.
pub(super) fn dept(row: &Row<'_>) -> Cell {
    let own = row.measure.and_then(|measure| measure.dept.as_deref());
    Cell::maybe(own.or(row.task.dept.as_deref()))
}

pub(super) fn owner(row: &Row<'_>) -> Cell {
    let own = row.measure.and_then(|measure| measure.owner.as_deref());
    Cell::maybe(own.or(row.task.owner.as_deref()))
}

pub(super) fn co_depts(row: &Row<'_>) -> Cell {
    Cell::text(row.task.co_depts.join("、"))
}

pub(super) fn measure_code(row: &Row<'_>) -> Cell {
    row.measure.map_or(Cell::Empty, |measure| {
        Cell::Text(row.task.measure_code(measure.key))
    })
}

pub(super) fn measures(row: &Row<'_>) -> Cell {
    match row.measure {
        Some(measure) => Cell::text(&measure.text),
        None => Cell::text(lines::measures_written(&row.task.measures)),
    }
}

pub(super) fn stages(row: &Row<'_>) -> Cell {
    let stages = row.task.measures.iter().filter_map(|measure| {
        let deadline = measure.deadline.as_ref()?;
        Some(format!(
            "（{}）{}",
            measure.key,
            lines::day_or_words(deadline)
        ))
    });
    Cell::text(stages.collect::<Vec<_>>().join("\n"))
}

fn own_deadline<'a>(row: &Row<'a>) -> Option<&'a Deadline> {
    let own = row.measure.and_then(|measure| measure.deadline.as_ref());
    own.or(row.task.deadline.as_ref())
}

pub(super) fn term(row: &Row<'_>) -> Cell {
    let term = own_deadline(row).and_then(|deadline| deadline.term);
    Cell::maybe(term.map(lines::term_word))
}

pub(super) fn deadline(row: &Row<'_>) -> Cell {
    match own_deadline(row) {
        None => Cell::Empty,
        Some(deadline) => match deadline.date() {
            Some(day) => Cell::Date(day),
            None => Cell::text(&deadline.phrase),
        },
    }
}

pub(super) fn extensions(row: &Row<'_>) -> Cell {
    let granted = row.task.extensions.iter().map(lines::extension_written);
    Cell::text(granted.collect::<Vec<_>>().join("\n"))
}

pub(super) fn next_check(row: &Row<'_>) -> Cell {
    Cell::day(row.task.next_check)
}

pub(super) fn prior(row: &Row<'_>) -> Cell {
    match (row.task.prior, &row.task.unit) {
        (None, _) => Cell::Empty,
        (Some(number), None) => Cell::Number(number.into()),
        (Some(number), Some(unit)) => Cell::Text(format!("{unit}-{number}")),
    }
}

fn told<'a>(row: &Row<'a>) -> impl Iterator<Item = &'a Progress> {
    let measure = row.measure.map(|measure| measure.key);
    row.task
        .progress
        .iter()
        .filter(move |note| !note.internal && (measure.is_none() || note.measure == measure))
}

pub(super) fn progress(row: &Row<'_>) -> Cell {
    let with_measure = row.measure.is_none();
    Cell::text(
        told(row)
            .map(|note| lines::progress_written(note, with_measure))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

pub(super) fn progress_and_outcome(row: &Row<'_>) -> Cell {
    let mut parts: Vec<String> = told(row).map(lines::progress_told).collect();
    if let Some(outcome) = &row.task.outcome {
        parts.push(format!("成效：{outcome}"));
    }
    Cell::text(parts.join("\n"))
}

pub(super) fn evidence(row: &Row<'_>) -> Cell {
    let names = row.task.evidence.iter().map(|piece| piece.name.as_str());
    Cell::text(names.collect::<Vec<_>>().join("\n"))
}

pub(super) fn status(row: &Row<'_>) -> Cell {
    let done = row.measure.map(|measure| measure.done_on.is_some());
    match done {
        Some(true) => Cell::text("已完成"),
        // A task may be finished while nobody ticked its measures off: its word then holds for them.
        Some(false) if !row.task.status.kind().is_finished() => Cell::text("未完成"),
        _ => Cell::text(row.task.status.kind().word()),
    }
}

pub(super) fn finished_on(row: &Row<'_>) -> Cell {
    let own = row.measure.and_then(|measure| measure.done_on);
    let known = row
        .task
        .finished_on()
        .filter(|_| !row.task.finish_is_undated());
    Cell::day(own.or(known))
}

pub(super) fn overdue(row: &Row<'_>) -> Cell {
    match row.task.days_late() {
        // Beside its two days a bare 否 would contradict them.
        Some(days) => Cell::text(format!("是（超期{days}天完成）")),
        None if row.task.is_overdue(row.around.today) => Cell::text("是"),
        None => Cell::text("否"),
    }
}

pub(super) fn days_left(row: &Row<'_>) -> Cell {
    let days = row.task.days_left(row.around.today);
    days.map_or(Cell::Empty, Cell::Number)
}

pub(super) fn verifier(row: &Row<'_>) -> Cell {
    let closure = row.task.status.closure();
    Cell::maybe(closure.and_then(|closure| closure.verifier.as_deref()))
}

pub(super) fn closed_on(row: &Row<'_>) -> Cell {
    Cell::day(row.task.status.closure().map(|closure| closure.on))
}

pub(super) fn next_step_and_date(row: &Row<'_>) -> Cell {
    let task = row.task;
    if !task.status.kind().is_open() {
        return Cell::Empty;
    }
    // A day that has passed is nobody's expectation any more.
    let until = task.due().filter(|due| *due >= row.around.today);
    match (&task.next_step, until) {
        (Some(step), Some(until)) => Cell::text(format!("{step}（预计完成时间：{until}）")),
        (Some(step), None) => Cell::text(step),
        (None, Some(until)) => Cell::text(format!("预计完成时间：{until}")),
        (None, None) => Cell::Empty,
    }
}

pub(super) fn unit_name(row: &Row<'_>) -> Cell {
    Cell::text(row.around.name_of(row.task.unit.as_deref()))
}

pub(super) fn filed_on(row: &Row<'_>) -> Cell {
    Cell::Date(row.around.today)
}

pub(super) fn contact(row: &Row<'_>) -> Cell {
    let book = row.around.book_of(row.task.unit.as_deref());
    Cell::maybe(book.and_then(|book| book.unit.contact.as_deref()))
}
