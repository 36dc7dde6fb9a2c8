//! The ledger checked task by task: of what was looked at only that is held which others are compared with.

use std::collections::{BTreeMap, HashMap};

use super::{
    Finding, Found, Reason, alike, content, dates, gaps, numbers, people, states, telling, texts,
};
use crate::report::fix::{Fill, Fix};
use model::figure::FigureKinds;
use model::ledger::Ledger;
use model::subject::Subject;
use model::tally::{Counted, Tally};
use model::task::{ProgressClass, Task};

/// What is known of the tasks of one year and subject.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) tally: Tally,
    /// How many come from each document.
    pub(super) origins: HashMap<String, usize>,
    /// Codes of the long-term ones, and of those that were never checked.
    pub(super) long_term: Vec<String>,
    pub(super) unchecked: Vec<String>,
    told: content::Told,
}

impl Batch {
    fn new(ledger: &Ledger) -> Self {
        Self {
            tally: Tally::new(ledger.today),
            origins: HashMap::new(),
            long_term: Vec::new(),
            unchecked: Vec::new(),
            told: content::Told::default(),
        }
    }

    fn add(&mut self, task: &Task, counted: &Counted<'_>) {
        self.tally.count(counted);
        if let Some(origin) = &task.origin {
            *self.origins.entry(origin.document.clone()).or_default() += 1;
        }
        if task.standing() == Some(ProgressClass::LongTerm) {
            self.long_term.push(task.code());
            if !task.progress.iter().any(|note| note.check) {
                self.unchecked.push(task.code());
            }
        }
        self.told.add(task);
    }
}

/// A ledger that is being checked. Tasks come by year, subject and number.
pub struct Checking<'a> {
    /// What surrounds the tasks; those that it holds are not looked at.
    ledger: &'a Ledger,
    kinds: FigureKinds,
    most: usize,
    batch: Option<((i32, Subject), Batch)>,
    /// What is wrong with the tasks of a year and subject together, with each, and with persons' alike.
    together: Vec<Finding>,
    each: Vec<Finding>,
    alike: Vec<Finding>,
    /// Where what is said of several tasks in the same words stands.
    places: HashMap<(Reason, String, Vec<Fill>), usize>,
    counts: BTreeMap<Reason, usize>,
    left_out: BTreeMap<Reason, usize>,
    departments: people::Departments,
    persons: alike::Persons,
}

impl<'a> Checking<'a> {
    /// Nothing looked at yet; of each reason so many findings are kept, and of what is said of several tasks
    /// in the same words so many tasks.
    pub fn new(ledger: &'a Ledger, most: usize) -> Self {
        Self {
            ledger,
            kinds: ledger.book.figure_kinds(),
            most,
            batch: None,
            together: Vec::new(),
            each: Vec::new(),
            alike: Vec::new(),
            places: HashMap::new(),
            counts: BTreeMap::new(),
            left_out: BTreeMap::new(),
            departments: people::Departments::default(),
            persons: alike::Persons::default(),
        }
    }

    /// Looks at one task; void ones are not handed up.
    pub fn add(&mut self, task: &Task) {
        if task.is_void() {
            return;
        }
        let is_same = |((year, subject), _): &((i32, Subject), Batch)| {
            (*year, subject) == (task.year, &task.subject)
        };
        if !self.batch.as_ref().is_some_and(is_same) {
            self.end_batch(Some(task.year));
            let of = (task.year, task.subject.clone());
            self.batch = Some((of, Batch::new(self.ledger)));
        }
        let counted = Counted::of(task);
        if let Some((_, batch)) = &mut self.batch {
            batch.add(task, &counted);
        }
        self.departments.add(task);
        self.persons.add(task);
        self.look_at(task, &counted);
    }

    fn look_at(&mut self, task: &Task, counted: &Counted<'_>) {
        let (ledger, texts) = (self.ledger, texts(task));
        let mut findings = states::contradictions(ledger, task);
        findings.extend(content::measures(task));
        findings.extend(content::repeated(task));
        findings.extend(dates::too_soon(ledger, task));
        findings.extend(gaps::findings(ledger, task, counted));
        findings.extend(states::unexplained(ledger, task, counted));
        findings.extend(dates::overdue(ledger, task));
        findings.extend(people::reviewed(task));
        findings.extend(people::on_roster(ledger, task));
        findings.extend(content::leftovers(task, &texts));
        findings.extend(dates::evidence(ledger, task));
        findings.extend(content::secrets(task, &texts));
        findings.extend(telling::reads_badly(task, &self.kinds));
        for finding in findings {
            self.keep(finding);
        }
    }

    /// What is said of several tasks in the same words is said once, where one edit mends them all.
    fn keep(&mut self, finding: Finding) {
        let fields = match &finding.fix {
            Fix::Edit(codes, fields) if codes.len() == 1 && *codes == finding.tasks => Some(fields),
            _ => None,
        };
        let key = fields.map(|fields| (finding.reason, finding.message.clone(), fields.clone()));
        if let Some(place) = key.as_ref().and_then(|key| self.places.get(key)) {
            let known = &mut self.each[*place];
            if known.tasks.len() < self.most {
                known.join(finding);
            } else {
                *self.left_out.entry(finding.reason).or_default() += 1;
            }
            return;
        }
        let count = self.counts.entry(finding.reason).or_default();
        if *count == self.most {
            *self.left_out.entry(finding.reason).or_default() += 1;
            return;
        }
        *count += 1;
        if let Some(key) = key {
            self.places.insert(key, self.each.len());
        }
        self.each.push(finding);
    }

    /// What can be said when the tasks of a year and subject, or of a year, are over.
    fn end_batch(&mut self, next: Option<i32>) {
        let Some(((year, subject), mut batch)) = self.batch.take() else {
            return;
        };
        let (ledger, of) = (self.ledger, (year, &subject));
        self.together.extend(numbers::counts(ledger, of, &batch));
        let told = std::mem::take(&mut batch.told);
        self.together.extend(states::long_term(ledger, of, batch));
        self.together.extend(told.shared());
        if next != Some(year) {
            let persons = std::mem::take(&mut self.persons);
            self.alike.extend(alike::alike(&persons));
        }
    }

    /// All that is wrong.
    pub fn finish(mut self) -> Found {
        self.end_batch(None);
        let mut findings = self.together;
        findings.extend(self.each);
        findings.extend(people::departments(&self.departments));
        findings.extend(self.alike);
        findings.sort_by_key(|finding| finding.reason);
        Found {
            findings,
            left_out: self.left_out.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::book::Book;
    use model::card::Card;
    use model::event::Registered;

    /// What is said of a million tasks in the same words names no more of them than are asked for.
    #[test]
    fn one_finding_names_no_more_tasks_than_are_asked_for() {
        let ledger = Ledger {
            book: Book::default(),
            tasks: Vec::new(),
            drafts: Vec::new(),
            today: "2022-12-20".parse().expect("a day"),
            check_code: None,
        };
        let mut checking = Checking::new(&ledger, 3);
        for number in 1..=10 {
            let card = Card::new(2021, Subject::Team, format!("第{number}号窗口排队久"));
            let raised = Registered::fresh(ledger.today, card);
            checking.add(&Task::raised(number, 1, raised));
        }
        let found = checking.finish();
        let unexplained = |finding: &&Finding| finding.reason == Reason::Unexplained;
        let told: Vec<&Finding> = found.findings.iter().filter(unexplained).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].tasks, ["1", "2", "3"]);
        assert!(matches!(&told[0].fix, Fix::Edit(codes, _) if *codes == told[0].tasks));
        assert_eq!(found.left_out, [(Reason::Unexplained, 7)]);
    }
}
