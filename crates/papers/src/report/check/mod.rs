//! 核稿: what a superior would send a ledger or a report back for.

mod alike;
mod batch;
mod claims;
mod content;
mod dates;
mod gaps;
pub mod material;
mod numbers;
mod outline;
mod people;
mod remains;
mod states;
mod telling;

pub use batch::Checking;
pub use claims::{Checked, Unassigned, text};
pub(crate) use claims::{beyond, of_problem};

use crate::report::fix::Fix;
use model::ledger::Ledger;
use model::tally::Gap;
use model::task::Task;

/// The thirteen usual reasons for sending back (退回修改), and what would read badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Problem or measure counts differ from the document handed in.
    Counts = 1,
    /// States don't add up; text, ledger and summary differ.
    States,
    /// Too many 长期坚持, or never checked.
    LongTerm,
    /// Measures without number, date or deliverable.
    Vague,
    /// Progress that repeats its measure, or is the same for several problems.
    Repeated,
    /// Done within days of the meeting, or dated before it.
    TooSoon,
    /// Unfinished without reason, next step or date; finished without effect.
    Unexplained,
    /// Past its date without an extension; put off without a reason.
    Overdue,
    /// Lead not on the roster, department names not uniform, no reviewer.
    People,
    /// Numbers without unit, 余次, placeholders, last year's year.
    Leftovers,
    /// A person's material like another's.
    Alike,
    /// Evidence dated before the meeting; closed without any.
    Evidence,
    /// Names of the public or case details.
    Secrets,
    /// Notes that would read badly in the section, sums that can't be made.
    Telling,
}

impl Reason {
    /// From 1 to 14.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// Something to mend before handing up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Why it would be sent back.
    pub reason: Reason,
    /// Codes of the tasks it concerns; none for the ledger as a whole.
    pub tasks: Vec<String>,
    /// What is wrong, for people.
    pub message: String,
    /// What mends it.
    pub fix: Fix,
    /// The gap of the task's records that it is, where it is one.
    pub gap: Option<Gap>,
}

impl Finding {
    fn of(reason: Reason, task: &Task, message: impl Into<String>, fix: Fix) -> Self {
        Self {
            tasks: vec![task.code()],
            ..Self::general(reason, message, fix)
        }
    }

    fn general(reason: Reason, message: impl Into<String>, fix: Fix) -> Self {
        Self {
            reason,
            tasks: Vec::new(),
            message: message.into(),
            fix,
            gap: None,
        }
    }

    /// Takes in the tasks of one that says the same.
    fn join(&mut self, other: Self) {
        if let (Fix::Edit(codes, _), Fix::Edit(more, _)) = (&mut self.fix, other.fix) {
            codes.extend(more);
        }
        self.tasks.extend(other.tasks);
    }
}

/// What is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// By reason, then by task; of each reason no more than are asked for.
    pub findings: Vec<Finding>,
    /// How many there are beyond them, by reason.
    pub left_out: Vec<(Reason, usize)>,
}

/// Checks a ledger whose tasks are at hand; findings come by reason, then by task.
pub fn ledger(ledger: &Ledger) -> Vec<Finding> {
    let mut tasks: Vec<&Task> = ledger.tasks.iter().collect();
    tasks.sort_by_key(|task| (task.year, &task.subject));
    let mut checking = Checking::new(ledger, usize::MAX);
    for task in tasks {
        checking.add(task);
    }
    checking.finish().findings
}

/// Records that may be handed up, each with its name.
fn texts(task: &Task) -> Vec<(&'static str, &str)> {
    let mut texts: Vec<(&str, &str)> = vec![("存在问题", &task.problem)];
    texts.extend(
        task.measures
            .iter()
            .map(|measure| ("整改措施", measure.text.as_str())),
    );
    let notes = task.progress.iter().filter(|note| !note.internal);
    texts.extend(notes.map(|note| ("进展情况", note.text.as_str())));
    let fields = [
        ("整改目标", &task.target),
        ("整改成效", &task.outcome),
        ("未完成原因", &task.reason),
        ("下步措施", &task.next_step),
    ];
    texts.extend(
        fields
            .into_iter()
            .filter_map(|(name, text)| Some((name, text.as_deref()?))),
    );
    texts.extend(
        task.wording
            .iter()
            .map(|wording| ("报送表述", wording.text.as_str())),
    );
    texts
}

/// Only letters, digits and characters, so that marks and blanks make no difference.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
