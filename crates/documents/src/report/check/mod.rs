//! 核稿: what a superior would send a ledger or a report back for.

mod alike;
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

pub(crate) use claims::of_problem;
pub use claims::{Checked, Unassigned, text};

use std::collections::{BTreeMap, HashMap};

use crate::report::fix::{Fill, Fix};
use model::ledger::Ledger;
use model::subject::Subject;
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

/// The tasks of one year and subject.
type Batch<'a> = ((i32, &'a Subject), Vec<&'a Task>);

/// Checks the ledger itself; findings come by reason, then by task.
pub fn ledger(ledger: &Ledger) -> Vec<Finding> {
    let mut batches: BTreeMap<(i32, &Subject), Vec<&Task>> = BTreeMap::new();
    for task in ledger.tasks.iter().filter(|task| !task.is_void()) {
        batches
            .entry((task.year, &task.subject))
            .or_default()
            .push(task);
    }
    let batches: Vec<Batch<'_>> = batches.into_iter().collect();
    let mut findings = Vec::new();
    let kinds = ledger.book.figure_kinds();
    for (of, tasks) in &batches {
        findings.extend(numbers::counts(ledger, *of, tasks));
        findings.extend(states::long_term(ledger, *of, tasks));
        findings.extend(content::shared_progress(tasks));
    }
    for task in batches.iter().flat_map(|(_, tasks)| tasks) {
        findings.extend(states::contradictions(ledger, task));
        findings.extend(content::measures(task));
        findings.extend(content::repeated(task));
        findings.extend(dates::too_soon(ledger, task));
        findings.extend(gaps::findings(ledger, task));
        findings.extend(states::unexplained(ledger, task));
        findings.extend(dates::overdue(ledger, task));
        findings.extend(people::reviewed(task));
        findings.extend(people::on_roster(ledger, task));
        findings.extend(content::leftovers(task));
        findings.extend(dates::evidence(ledger, task));
        findings.extend(content::secrets(task));
        findings.extend(telling::reads_badly(task, &kinds));
    }
    findings.extend(people::departments(&batches));
    findings.extend(alike::alike(&batches));
    let mut findings = merged(findings);
    findings.sort_by_key(|finding| finding.reason);
    findings
}

/// What is said of several tasks in the same words is said once, where one edit mends them all.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut merged: Vec<Finding> = Vec::new();
    let mut places: HashMap<(Reason, String, Vec<Fill>), usize> = HashMap::new();
    for finding in findings {
        let fields = match &finding.fix {
            Fix::Edit(codes, fields) if codes.len() == 1 && *codes == finding.tasks => fields,
            _ => {
                merged.push(finding);
                continue;
            }
        };
        let key = (finding.reason, finding.message.clone(), fields.clone());
        if let Some(place) = places.get(&key) {
            merged[*place].join(finding);
        } else {
            places.insert(key, merged.len());
            merged.push(finding);
        }
    }
    merged
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
