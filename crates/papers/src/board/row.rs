//! One task as the board keeps it: only what is shown, so that a hundred thousand fit in memory.

use chrono::NaiveDate;

use model::book::Book;
use model::deadline::Term;
use model::tally::{DUE_SOON_DAYS, first_due};
use model::task::{ProgressClass, Task};
use office::text::visible::one_line;

/// Characters of a problem that the board shows; the rest is in the ledger.
const PROBLEM: usize = 80;
/// Characters of every other text.
const SHORT: usize = 24;

/// A task on the board.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) code: String,
    /// Place of its unit among those shown, and how it is called.
    pub(super) unit: usize,
    pub(super) unit_name: String,
    pub(super) number: u32,
    pub(super) year: i32,
    pub(super) subject: String,
    pub(super) problem: String,
    pub(super) dimension: String,
    pub(super) dept: String,
    pub(super) lead: String,
    /// Place of the leader in the roster: sorting by leader follows it.
    pub(super) lead_order: usize,
    pub(super) owner: String,
    /// The day, else the words.
    pub(super) deadline: String,
    pub(super) status: &'static str,
    pub(super) standing: &'static str,
    pub(super) mark: &'static str,
    /// 余12天, 逾期3天, 今天到期.
    pub(super) days: String,
    pub(super) days_left: Option<i64>,
    pub(super) overdue: bool,
    pub(super) soon: bool,
    pub(super) extended: usize,
    pub(super) start: NaiveDate,
    pub(super) first_due: Option<NaiveDate>,
    pub(super) due: Option<NaiveDate>,
    pub(super) finished: Option<NaiveDate>,
}

impl Row {
    pub(super) fn of(task: &Task, standing: ProgressClass, today: NaiveDate, book: &Book) -> Self {
        let text = |value: Option<&String>| shortened(value.map_or("", String::as_str), SHORT);
        let days_left = task.days_left(today);
        let (first, due) = (first_due(task), task.due());
        let held = book.meeting(task.year).and_then(|meeting| meeting.held_on);
        let earliest = [first, due].into_iter().flatten().min();
        let start = held.unwrap_or(task.raised_on);
        let lead_order = task.lead.as_ref().map_or(usize::MAX, |lead| {
            let place = book.members.iter().position(|member| member.name == *lead);
            place.unwrap_or(book.members.len())
        });
        Self {
            code: one_line(&task.code()),
            unit: 0,
            unit_name: String::new(),
            number: task.number,
            year: task.year,
            subject: shortened(task.subject.name(), SHORT),
            problem: shortened(&task.problem, PROBLEM),
            dimension: short_dimension(task.dimension.as_deref().unwrap_or_default()),
            dept: text(task.dept.as_ref()),
            lead: text(task.lead.as_ref()),
            lead_order,
            owner: text(task.owner.as_ref()),
            deadline: deadline(task),
            status: task.status.kind().word(),
            standing: standing.code(),
            mark: mark(standing),
            days: days(days_left),
            days_left,
            overdue: days_left.is_some_and(|days| days < 0),
            soon: days_left.is_some_and(|days| (0..=DUE_SOON_DAYS).contains(&days)),
            extended: task.extensions.len(),
            start: earliest.map_or(start, |earliest| start.min(earliest)),
            first_due: first,
            due,
            finished: task.finished_on(),
        }
    }
}

/// The sign beside the colour of a standing.
pub(super) fn mark(standing: ProgressClass) -> &'static str {
    match standing {
        ProgressClass::Finished => "●",
        ProgressClass::MostlyDone => "◎",
        ProgressClass::InProgress => "◆",
        ProgressClass::LongTerm => "□",
        ProgressClass::NotStarted => "○",
    }
}

pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = one_line(text);
    match line.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}

/// A dimension by its name.
pub(super) fn short_dimension(text: &str) -> String {
    shortened(&model::dimension::name(text), SHORT)
}

fn deadline(task: &Task) -> String {
    match (&task.deadline, task.due()) {
        (_, Some(day)) => day.to_string(),
        (Some(deadline), None) => match deadline.term {
            Some(Term::LongTerm) => "长期坚持".to_owned(),
            Some(Term::Immediate) => "立行立改".to_owned(),
            _ => shortened(&deadline.phrase, SHORT),
        },
        (None, None) => "未定".to_owned(),
    }
}

fn days(left: Option<i64>) -> String {
    match left {
        None => String::new(),
        Some(0) => "今天到期".to_owned(),
        Some(left) if left > 0 => format!("余{left}天"),
        Some(over) => format!("逾期{}天", -over),
    }
}
