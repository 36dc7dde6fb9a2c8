//! Deadlines and checks as a calendar. Phones copy calendars into clouds, so it holds numbers,
//! departments and days, and no word of the problems.

use chrono::{Days, NaiveDate};

use model::draft::SubjectKind;
use model::tally::Counted;
use model::task::ProgressClass;
use office::ics::{Calendar, Event};

/// What was finished longer ago than this needs no cancelling any more.
const REMEMBERED: u64 = 60;

/// A calendar in the making.
#[derive(Debug, Clone)]
pub struct Dates {
    ledger: String,
    today: NaiveDate,
    calendar: Calendar,
}

impl Dates {
    /// An empty calendar of the ledger with this id.
    pub fn new(ledger: &str, unit: &str, today: NaiveDate) -> Self {
        Self {
            ledger: ledger.to_owned(),
            today,
            calendar: Calendar {
                name: format!("{unit}整改时限"),
                events: Vec::new(),
            },
        }
    }

    /// Puts the deadline and the next check of one task into it.
    pub fn add(&mut self, task: &Counted<'_>) {
        let finished = task.standing() == Some(ProgressClass::Finished);
        let oldest = self.today.checked_sub_days(Days::new(REMEMBERED));
        let subject = if task.is_of_team() {
            SubjectKind::Team
        } else {
            SubjectKind::Person
        };
        let who = task.dept.unwrap_or(subject.word());
        if let Some(due) = task.due
            && (!finished || Some(due) >= oldest)
        {
            let state = if finished { "（已完成）" } else { "" };
            let summary = format!("整改第{}项到期：{who}{state}", task.code());
            self.push(task, "due", due, summary, finished);
        }
        if let Some(check) = task.next_check.filter(|_| task.is_long_term()) {
            let summary = format!("整改第{}项定期检查：{who}", task.code());
            self.push(task, "check", check, summary, finished);
        }
    }

    fn push(
        &mut self,
        task: &Counted<'_>,
        what: &str,
        day: NaiveDate,
        summary: String,
        cancelled: bool,
    ) {
        self.calendar.events.push(Event {
            uid: format!("{}-{}-{what}@ledger", self.ledger, task.code()),
            sequence: task.last_entry,
            stamp: self.today,
            day,
            summary,
            description: format!("状态：{}", task.kind.word()),
            cancelled,
        });
    }

    /// How many days are in it.
    pub fn count(&self) -> usize {
        self.calendar.events.len()
    }

    /// The calendar as a file.
    pub fn ics(&self) -> String {
        office::ics::write(&self.calendar)
    }
}
