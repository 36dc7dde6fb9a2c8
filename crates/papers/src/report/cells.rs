//! What tables say of a task, cell by cell.

use chrono::NaiveDate;

use crate::report::calendar::{self, Calendar};
use crate::report::cited_text::CitedText;
use crate::report::item::Item;
use crate::report::phrases::{Key, Phrases, Voice};
use model::dimension::name as dimension;
use model::status::StatusKind;
use model::subject::Subject;
use model::task::Task;
use office::text::sentence;

/// The fields of one task as a table shows them.
pub(crate) struct Cells<'a> {
    pub(crate) phrases: &'a Phrases,
    pub(crate) item: &'a Item<'a>,
    pub(crate) today: NaiveDate,
}

impl Cells<'_> {
    pub(crate) fn of(&self, column: Key) -> String {
        let task = self.item.task;
        match column {
            Key::ColumnNumber => self.item.number.to_string(),
            Key::ColumnCode => task.code(),
            Key::ColumnYear => task.year.to_string(),
            Key::ColumnSubject => task.subject.name().to_owned(),
            Key::ColumnDimension => task
                .dimension
                .as_deref()
                .map_or_else(String::new, dimension),
            Key::ColumnProblem => field(Some(&task.problem)),
            Key::ColumnSource => field(task.source.as_deref()),
            Key::ColumnTarget => field(task.target.as_deref()),
            Key::ColumnMeasures => measures(task),
            Key::ColumnLead => field(task.lead.as_deref()),
            Key::ColumnDept => field(task.dept.as_deref()),
            Key::ColumnOwner => field(task.owner.as_deref()),
            Key::ColumnCoDepts => task.co_depts.join("、"),
            Key::ColumnDeadline => task.deadline.as_ref().map_or_else(String::new, |deadline| {
                calendar::deadline(deadline).unwrap_or_else(|| deadline.phrase.clone())
            }),
            Key::ColumnProgress => lines([self.progress(), field(task.outcome.as_deref())]),
            Key::ColumnNotes => self.progress(),
            Key::ColumnOutcome => field(task.outcome.as_deref()),
            Key::ColumnStatus => self.status(),
            Key::ColumnFinished => task.finished_on().map_or_else(String::new, calendar::full),
            Key::ColumnEvidence => evidence(task),
            _ => String::new(),
        }
    }

    /// Notes under their dates, figures after them.
    fn progress(&self) -> String {
        let mut calendar = Calendar::default();
        let notes = self.item.notes.iter().map(|note| {
            if note.dates.is_empty() {
                note.text.clone()
            } else {
                format!("{}：{}", days(&mut calendar, &note.dates), note.text)
            }
        });
        let notes: Vec<String> = notes.collect();
        let figures = self.item.figures.iter();
        let figures: Vec<String> = figures.map(crate::report::item::clean_figure).collect();
        lines([notes.join("\n"), figures.join("，")])
    }

    /// The status, and whether it is late or was put off.
    fn status(&self) -> String {
        let task = self.item.task;
        let voice = match task.subject {
            Subject::Team => Voice::Team,
            Subject::Person(_) => Voice::Person,
        };
        let say = |key| self.phrases.say(key, voice, []).text();
        let word = match task.status.kind() {
            StatusKind::Closed => say(Key::CellClosed),
            StatusKind::Done | StatusKind::Applied => say(Key::CellWaiting),
            _ if task.is_long_term() => say(Key::CellLongTerm),
            StatusKind::MostlyDone => say(Key::CellMostly),
            StatusKind::NotStarted => say(Key::CellNotStarted),
            StatusKind::InProgress | StatusKind::Void => say(Key::CellOpen),
        };
        let late = task.days_left(self.today).filter(|days| *days < 0);
        let late = late.map_or_else(String::new, |days| {
            let days = CitedText::plain((-days).to_string());
            self.phrases
                .say(Key::CellOverdue, voice, [("天数", days)])
                .text()
        });
        let put_off = match task.extensions.len() {
            0 => String::new(),
            times => {
                let times = CitedText::plain(times.to_string());
                self.phrases
                    .say(Key::CellExtended, voice, [("次数", times)])
                    .text()
            }
        };
        lines([word, late, put_off])
    }
}

fn field(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| {
        sentence::open_end(&sentence::lines_as_clauses(text)).to_owned()
    })
}

fn measures(task: &Task) -> String {
    if let [only] = task.measures.as_slice() {
        return field(Some(&only.text));
    }
    let numbered = task.measures.iter().enumerate();
    let numbered: Vec<String> = numbered
        .map(|(place, measure)| format!("（{}）{}", place + 1, field(Some(&measure.text))))
        .collect();
    numbered.join("\n")
}

fn evidence(task: &Task) -> String {
    let listed = task.evidence.iter().enumerate();
    let listed: Vec<String> = listed
        .map(|(place, evidence)| format!("{}.{}", place + 1, sentence::one_line(&evidence.name)))
        .collect();
    listed.join("\n")
}

fn lines<const N: usize>(texts: [String; N]) -> String {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

fn days(calendar: &mut Calendar, days: &[NaiveDate]) -> String {
    let days: Vec<String> = days.iter().map(|day| calendar.day(*day)).collect();
    days.join("、")
}
