//! Rows of a register against the tasks that exist: filling what is blank, reporting what differs.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::known::{Known, Seen, same_place, same_title};
use super::raise::{Setting, raise};
use super::row::{Register, RegisterMeasure, RegisterRow};
use model::deadline::Deadline;
use model::event::{Change, TaskEvent, TextField};
use model::status::StatusKind;
use model::task::{Measure, Task};
use office::text::punctuation;

/// A task whose title resembles a row's.
#[derive(Debug, Clone, PartialEq)]
pub struct Possible {
    /// Its place among the tasks.
    pub index: usize,
    /// How much the titles share, from 0 to 1.
    pub score: f64,
}

/// Finds similar titles: for each new one the old ones that resemble it, the best first.
pub type Matcher<'a> = dyn Fn(&[&str], &[&str]) -> Vec<Vec<Possible>> + 'a;

/// What a row is to the ledger.
#[derive(Debug, Clone, PartialEq)]
pub enum Fit {
    /// It is this task.
    Matched {
        /// The task's number.
        number: u32,
        /// What fills its blanks; empty when nothing is new.
        events: Vec<TaskEvent>,
        /// What the ledger has otherwise; never overwritten.
        differences: Vec<Difference>,
    },
    /// It is a new task.
    New,
    /// It may be one of these tasks, by number, the likeliest first; a person decides.
    PerhapsSame(Vec<u32>),
}

/// A value that the ledger has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Title of the column.
    pub column: &'static str,
    /// The value in the ledger.
    pub ours: String,
    /// The value in the register.
    pub theirs: String,
}

/// From this similarity on a title is taken for the same when nothing else comes near.
const SAME: f64 = 0.85;
/// From this similarity on a person is asked.
const PERHAPS: f64 = 0.45;

/// What each row is to the ledger: matched by code where the titles agree, else by title. The task that a
/// row is comes from `whole`, by its place.
pub(super) fn each_by_itself<'t, E>(
    register: &Register,
    tasks: &[Seen],
    setting: &Setting<'_>,
    matcher: &Matcher<'_>,
    mut whole: impl FnMut(usize) -> Result<Cow<'t, Task>, E>,
) -> Result<Vec<Fit>, E> {
    let rows = &register.rows;
    let problems: Vec<&str> = tasks.iter().map(|task| task.problem.as_str()).collect();
    // What is sure without it asks for no similar titles: a register that comes again is known by its own.
    let similar = |places: &[usize]| -> HashMap<usize, Vec<Possible>> {
        if places.is_empty() {
            return HashMap::new();
        }
        let titles: Vec<&str> = places.iter().map(|place| &*rows[*place].problem).collect();
        let found = matcher(&titles, &problems).into_iter();
        places.iter().copied().zip(found).collect()
    };
    let known = Known::of(tasks);
    let at_once: Vec<Told> = rows
        .iter()
        .map(|row| told(row, tasks, &known, setting))
        .collect();
    let asking: Vec<usize> = (0..rows.len())
        .filter(|place| matches!(at_once[*place], Told::Unsure { .. }))
        .collect();
    let mut candidates = similar(&asking);
    let mut taken = BTreeSet::new();
    let sure: Vec<Option<usize>> = at_once
        .iter()
        .enumerate()
        .map(|(place, told)| {
            let sure = match told {
                Told::Is(sure) => *sure,
                Told::Unsure { by_code } => {
                    let near = candidates.get(&place).map_or(&[][..], Vec::as_slice);
                    nearest(&rows[place], tasks, &known, *by_code, near, setting)
                }
            };
            sure.filter(|index| taken.insert(*index))
        })
        .collect();
    let left = (0..rows.len()).filter(|place| sure[*place].is_none());
    let left: Vec<usize> = left
        .filter(|place| !candidates.contains_key(place))
        .collect();
    candidates.extend(similar(&left));
    let fits = rows.iter().enumerate().map(|(place, row)| {
        let near = candidates.get(&place);
        Ok(match sure[place] {
            Some(index) => matched(row, whole(index)?.as_ref(), setting),
            None => perhaps(row, tasks, &known, near, &taken, setting),
        })
    });
    fits.collect()
}

/// What follows when a person says that the row is this task.
pub fn matched(row: &RegisterRow, task: &Task, setting: &Setting<'_>) -> Fit {
    let mut merge = Merge {
        task,
        changes: Vec::new(),
        differences: Vec::new(),
    };
    merge.texts(row);
    merge.deadline(row, setting);
    merge.measures(&row.measures, setting);
    let mut events = Vec::new();
    if !merge.changes.is_empty() {
        events.push(TaskEvent::Edited(merge.changes.clone()));
    }
    events.extend(merge.progress(row, setting));
    Fit::Matched {
        number: task.number,
        events,
        differences: merge.differences,
    }
}

/// What a row is, as far as numbers and its very title tell.
enum Told {
    /// This task, or for certain none of which that could be said.
    Is(Option<usize>),
    /// Only similar titles can tell. By its code it would be this task.
    Unsure { by_code: Option<usize> },
}

fn told(row: &RegisterRow, tasks: &[Seen], known: &Known, setting: &Setting<'_>) -> Told {
    let here = |index: &usize| same_place(row, &tasks[*index], setting);
    // The superior's number is given once.
    let mut numbered = row
        .external
        .iter()
        .flat_map(|number| known.numbered(number));
    if let Some(index) = numbered.find(here) {
        return Told::Is(numbered.find(here).is_none().then_some(index));
    }
    let with_code = row.code.as_deref().map(|code| known.with_code(code));
    let by_code = with_code.and_then(|mut found| found.find(here));
    // Codes of other registers run from 1 as ours do: the title must bear the code out.
    if let Some(index) = by_code {
        if row.problem.is_empty() || same_title(&row.problem, &tasks[index].problem) {
            return Told::Is(Some(index));
        }
        return Told::Unsure { by_code };
    }
    the_same(row, known, here).unwrap_or(Told::Unsure { by_code: None })
}

/// What tasks of the very title tell; `None` where there is none.
fn the_same(row: &RegisterRow, known: &Known, here: impl Fn(&usize) -> bool) -> Option<Told> {
    let mut same = known.titled(&row.problem).into_iter().filter(here);
    let index = same.next()?;
    Some(Told::Is(same.next().is_none().then_some(index)))
}

/// The task that an unsure row is, by titles that are similar.
fn nearest(
    row: &RegisterRow,
    tasks: &[Seen],
    known: &Known,
    by_code: Option<usize>,
    candidates: &[Possible],
    setting: &Setting<'_>,
) -> Option<usize> {
    if let Some(index) = by_code {
        let found = candidates.iter().find(|candidate| candidate.index == index);
        if found.is_some_and(|candidate| candidate.score >= PERHAPS) {
            return Some(index);
        }
        let here = |index: &usize| same_place(row, &tasks[*index], setting);
        if let Some(Told::Is(same)) = the_same(row, known, here) {
            return same;
        }
    }
    let mut near = candidates.iter().filter(|candidate| {
        tasks
            .get(candidate.index)
            .is_some_and(|task| same_place(row, task, setting))
    });
    let best = near.next()?;
    let next = near.next().map_or(0.0, |candidate| candidate.score);
    (best.score >= SAME && next < PERHAPS).then_some(best.index)
}

fn perhaps(
    row: &RegisterRow,
    tasks: &[Seen],
    known: &Known,
    candidates: Option<&Vec<Possible>>,
    taken: &BTreeSet<usize>,
    setting: &Setting<'_>,
) -> Fit {
    let similar = candidates
        .into_iter()
        .flatten()
        .filter(|candidate| candidate.score >= PERHAPS);
    let mut numbers: Vec<u32> = Vec::new();
    let titled = known.titled(&row.problem).into_iter();
    for index in titled.chain(similar.map(|candidate| candidate.index)) {
        let Some(task) = tasks.get(index) else {
            continue;
        };
        let free = !taken.contains(&index) || same_title(&row.problem, &task.problem);
        if free && same_place(row, task, setting) && !numbers.contains(&task.number) {
            numbers.push(task.number);
        }
    }
    if numbers.is_empty() {
        Fit::New
    } else {
        Fit::PerhapsSame(numbers)
    }
}

/// What a row adds to a task.
struct Merge<'a> {
    task: &'a Task,
    changes: Vec<Change>,
    differences: Vec<Difference>,
}

impl Merge<'_> {
    fn texts(&mut self, row: &RegisterRow) {
        // Known by its number it may speak of another thing by now.
        let (ours, theirs) = (&self.task.problem, &row.problem);
        if !theirs.is_empty() && !same_title(theirs, ours) {
            self.differ(TextField::Problem.word(), ours, theirs);
        }
        let detail = Some(row.detail.clone()).filter(|detail| !detail.is_empty());
        let fields = [
            (TextField::Dimension, &row.dimension),
            (TextField::Detail, &detail),
            (TextField::Source, &row.source),
            (TextField::Theme, &row.theme),
            (TextField::External, &row.external),
            (TextField::Target, &row.target),
            (TextField::Lead, &row.lead),
            (TextField::Dept, &row.dept),
            (TextField::Owner, &row.owner),
            (TextField::Outcome, &row.outcome),
            (TextField::Reason, &row.reason),
            (TextField::NextStep, &row.next_step),
            (TextField::Wording, &row.wording),
            (TextField::Note, &row.note),
        ];
        for (field, theirs) in fields {
            let Some(theirs) = theirs else { continue };
            match self.task.text(field) {
                None => self.changes.push(Change::Text(field, Some(theirs.clone()))),
                Some(ours) => self.differ(field.word(), ours, theirs),
            }
        }
        if let (None, Some(day)) = (self.task.next_check, row.next_check) {
            self.changes.push(Change::NextCheck(Some(day)));
        }
        match (row.co_depts.is_empty(), self.task.co_depts.is_empty()) {
            (true, _) => {}
            (false, true) => self.changes.push(Change::CoDepts(row.co_depts.clone())),
            (false, false) => {
                let (ours, theirs) = (self.task.co_depts.join("、"), row.co_depts.join("、"));
                self.differ("配合部门", &ours, &theirs);
            }
        }
    }

    fn differ(&mut self, column: &'static str, ours: &str, theirs: &str) {
        if punctuation::bare(ours) != punctuation::bare(theirs) {
            self.differences.push(Difference {
                column,
                ours: ours.to_owned(),
                theirs: theirs.to_owned(),
            });
        }
    }

    fn deadline(&mut self, row: &RegisterRow, setting: &Setting<'_>) {
        let anchor = setting.anchor(self.task.year);
        let Some(theirs) = row.deadline(Some(anchor)) else {
            return;
        };
        match &self.task.deadline {
            None => self.changes.push(Change::Deadline(Some(theirs))),
            Some(ours) if same_deadline(ours, &theirs) => {}
            Some(ours) => self.differ("整改时限", &ours.phrase, &theirs.phrase),
        }
    }

    fn measures(&mut self, theirs: &[RegisterMeasure], setting: &Setting<'_>) {
        let anchor = setting.anchor(self.task.year);
        for measure in theirs {
            let bare = punctuation::bare(&measure.text);
            let same = || {
                let known = self.task.measures.iter();
                known.filter(|known| punctuation::bare(&known.text) == bare)
            };
            // Of several with one text each is found under its own key.
            let known = same()
                .find(|known| known.key == measure.key)
                .or_else(|| same().next());
            match known {
                Some(known) => {
                    let filled = Measure {
                        dept: known.dept.clone().or_else(|| measure.dept.clone()),
                        owner: known.owner.clone().or_else(|| measure.owner.clone()),
                        deadline: known
                            .deadline
                            .clone()
                            .or_else(|| Some(measure.due.as_ref()?.deadline(Some(anchor)))),
                        done_on: known.done_on.or(measure.done_on),
                        ..known.clone()
                    };
                    if filled != *known {
                        self.changes.push(Change::Measure(filled));
                    }
                }
                None if self.task.measures.is_empty() => {
                    self.changes.push(Change::Measure(super::raise::own_measure(
                        measure.clone(),
                        anchor,
                    )));
                }
                None => {
                    let ours = crate::lines::measures_written(&self.task.measures);
                    self.differ("整改措施", &ours, &measure.text);
                }
            }
        }
    }

    /// Progress of a task that has none, and the status of one that has not begun.
    fn progress(&mut self, row: &RegisterRow, setting: &Setting<'_>) -> Vec<TaskEvent> {
        let (raised, events) = raise(row, setting);
        let status = raised.status.kind();
        let ours = self.task.status.kind();
        let declared = status.is_open() || status == StatusKind::Done;
        let begins = ours == StatusKind::NotStarted && declared && status != ours;
        if row.status.is_some() && status != ours && !begins {
            self.differ("完成状态", ours.word(), status.word());
        }
        if !self.task.progress.is_empty() && !begins {
            return Vec::new();
        }
        let mut notes: Vec<TaskEvent> = if self.task.progress.is_empty() {
            let undated = raised
                .progress
                .map(|text| super::raise::noted(setting.on, text));
            let dated = events
                .into_iter()
                .filter(|event| matches!(event, TaskEvent::Progressed(_)));
            undated.into_iter().chain(dated).collect()
        } else {
            Vec::new()
        };
        // A note sets the task going by itself.
        if begins && (notes.is_empty() || status != StatusKind::InProgress) {
            let on = row.finished_on.or(row.closed_on).unwrap_or(setting.on);
            notes.push(super::raise::declared(on, status));
        }
        notes
    }
}

fn same_deadline(ours: &Deadline, theirs: &Deadline) -> bool {
    ours.phrase == theirs.phrase || (ours.term.is_some() && ours.term == theirs.term)
}
