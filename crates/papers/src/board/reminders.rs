//! Reminders (催办): whom to urge, about what, and why.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use model::deadline::Deadline;
use model::tally::{Addressee, Cause, Counted, Horizon, Reminder, reminders};
use model::task::Task;

/// Everything somebody is to be urged about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urged {
    /// Code or name of the gathered unit; `None` for the own one.
    pub unit: Option<String>,
    /// Who in it.
    pub addressee: Addressee,
    /// About what, by number.
    pub items: Vec<Item>,
}

/// A task, or one of its measures, and why it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Code of the task, or of the measure: `12（1）`.
    pub code: String,
    /// Number of the task.
    pub task: u32,
    /// The measure, when it is about one.
    pub measure: Option<u32>,
    /// 存在问题, or the measure's text.
    pub text: String,
    /// 整改措施 of the task, or that measure alone.
    pub measures: Vec<String>,
    /// 责任部门
    pub dept: Option<String>,
    /// 责任领导
    pub lead: Option<String>,
    /// 责任人
    pub owner: Option<String>,
    /// 整改时限 in its own words.
    pub deadline: Option<String>,
    /// Its day.
    pub due: Option<NaiveDate>,
    /// Of the team, not of a person.
    pub of_team: bool,
    /// 完成状态
    pub status: &'static str,
    /// Why, the most urgent first.
    pub reasons: Vec<Reminder>,
}

/// How urgent a task is: why, then since when or until when.
pub type Urgency = (Cause, i64);

/// Whether its days are those that are left.
fn is_dated(reminder: &Reminder) -> bool {
    matches!(reminder.cause, Cause::Overdue | Cause::DueSoon)
}

/// Reminders in the making: tasks are counted one at a time, and those that are to be told of listed then.
#[derive(Debug, Clone)]
pub struct Reminders {
    /// The day reckoned from.
    pub today: NaiveDate,
    /// From when on somebody is urged.
    pub horizon: Horizon,
    counts: [u32; Cause::ALL.len()],
    urged: Vec<Urged>,
    /// Where each of them stands.
    places: HashMap<(Option<String>, Addressee), usize>,
}

impl Reminders {
    /// Nobody to urge yet.
    pub fn new(today: NaiveDate, horizon: Horizon) -> Self {
        Self {
            today,
            horizon,
            counts: [0; Cause::ALL.len()],
            urged: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Counts and lists one task.
    pub fn add(&mut self, task: &Task) {
        self.see(&Counted::of(task));
        self.list(task);
    }

    /// Counts one task. How urgent it is, the least the most; `None` where nobody is to be urged.
    pub fn see(&mut self, task: &Counted<'_>) -> Option<Urgency> {
        let found = reminders(task, self.today, &self.horizon);
        for reminder in found.iter().filter(|one| one.measure.is_none()) {
            self.counts[reminder.cause as usize] += 1;
        }
        let urgency = |one: &Reminder| {
            let days = one.days.unwrap_or_default();
            (one.cause, if is_dated(one) { days } else { -days })
        };
        found.iter().map(urgency).min()
    }

    /// Counts the tasks of another too, of which none was listed yet.
    pub fn join(&mut self, other: &Self) {
        for (sum, more) in self.counts.iter_mut().zip(other.counts) {
            *sum += more;
        }
    }

    /// Lists what there is to urge about one task that was counted.
    pub fn list(&mut self, task: &Task) {
        let counted = Counted::of(task);
        // Where this task's items are: who is urged about it, about which of its measures.
        let mut known: Vec<(usize, Option<u32>, usize)> = Vec::new();
        for reminder in reminders(&counted, self.today, &self.horizon) {
            let place = self.place(task.unit.as_ref(), Addressee::of(&counted, &reminder));
            let items = &mut self.urged[place].items;
            let same = |(of, measure, _): &&(usize, Option<u32>, usize)| {
                (*of, *measure) == (place, reminder.measure)
            };
            if let Some((.., item)) = known.iter().find(same) {
                items[*item].reasons.push(reminder);
            } else {
                known.push((place, reminder.measure, items.len()));
                items.push(Item::of(task, reminder));
            }
        }
    }

    fn place(&mut self, unit: Option<&String>, addressee: Addressee) -> usize {
        let key = (unit.cloned(), addressee);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = self.urged.len();
        let (unit, addressee) = key.clone();
        self.places.insert(key, place);
        self.urged.push(Urged {
            unit,
            addressee,
            items: Vec::new(),
        });
        place
    }

    /// How many tasks there are with this cause; measures are not counted.
    pub fn count(&self, cause: Cause) -> u32 {
        self.counts[cause as usize]
    }

    /// Nobody is urged about another unit's tasks together with his own: the own unit first, then the others
    /// in the order of their first tasks; in each departments, then persons, in the order of their first tasks, which ranks nobody; then what
    /// is not assigned and what waits.
    pub fn groups(&self) -> Vec<&Urged> {
        let mut groups: Vec<&Urged> = self.urged.iter().collect();
        let mut units: HashMap<Option<&str>, usize> = HashMap::from([(None, 0)]);
        for urged in &self.urged {
            let next = units.len();
            units.entry(urged.unit.as_deref()).or_insert(next);
        }
        groups.sort_by_key(|urged| {
            let unit = units.get(&urged.unit.as_deref()).copied();
            let kind = match urged.addressee {
                Addressee::Dept(_) => 0,
                Addressee::Person(_) => 1,
                Addressee::Unassigned => 2,
                Addressee::Verifier => 3,
            };
            (unit, kind)
        });
        groups
    }

    /// The most urgent things of all, the longest overdue first.
    pub fn most_urgent(&self, most: usize) -> Vec<&Item> {
        let mut items: Vec<(i64, &Item)> = self
            .urged
            .iter()
            .flat_map(|urged| &urged.items)
            .filter_map(|item| {
                let left = item.reasons.iter().find(|one| is_dated(one))?.days?;
                Some((left, item))
            })
            .collect();
        items.sort_by_key(|(left, item)| (*left, item.task, item.measure));
        items.truncate(most);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// All of it for programs; `awaited` are the sheets that have not come back.
    pub fn json(&self, awaited: &[Value]) -> Value {
        let counts: Map<String, Value> = Cause::ALL
            .iter()
            .map(|cause| (cause.code().into(), json!(self.count(*cause))))
            .collect();
        let groups: Vec<Value> = self.groups().into_iter().map(group_json).collect();
        json!({
            "today": self.today.to_string(),
            "within": self.horizon.within,
            "idle_days": self.horizon.quiet,
            "counts": counts,
            "groups": groups,
            "awaited": awaited,
        })
    }
}

impl Item {
    fn of(task: &Task, reminder: Reminder) -> Self {
        let measure = task
            .measures
            .iter()
            .find(|m| Some(m.key) == reminder.measure);
        let deadline = measure
            .and_then(|measure| measure.deadline.as_ref())
            .or(task.deadline.as_ref());
        let owner = measure.and_then(|measure| measure.owner.as_ref());
        Self {
            code: measure.map_or_else(|| task.code(), |m| task.measure_code(m.key)),
            task: task.number,
            measure: reminder.measure,
            text: measure.map_or_else(|| task.problem.clone(), |m| m.text.clone()),
            measures: match measure {
                Some(measure) => vec![measure.text.clone()],
                None => task.measures.iter().map(|m| m.text.clone()).collect(),
            },
            dept: measure
                .and_then(|m| m.dept.clone())
                .or_else(|| task.dept.clone()),
            lead: task.lead.clone(),
            owner: owner.or(task.owner.as_ref()).cloned(),
            deadline: deadline.map(Deadline::told),
            due: deadline.and_then(Deadline::date),
            of_team: task.subject.kind() == model::draft::SubjectKind::Team,
            status: task.status.kind().word(),
            reasons: vec![reminder],
        }
    }

    /// Why, in words: 逾期12天；45天没有进展.
    pub fn why(&self) -> String {
        let why: Vec<String> = self.reasons.iter().map(Reminder::words).collect();
        why.join("；")
    }

    /// Whether its day is over.
    pub fn is_overdue(&self) -> bool {
        self.reasons.iter().any(|r| r.cause == Cause::Overdue)
    }
}

fn group_json(urged: &Urged) -> Value {
    let (kind, name) = match &urged.addressee {
        Addressee::Dept(name) => ("dept", Some(name)),
        Addressee::Person(name) => ("person", Some(name)),
        Addressee::Unassigned => ("unassigned", None),
        Addressee::Verifier => ("verifier", None),
    };
    let items = urged.items.iter().map(|item| {
        let reasons = item
            .reasons
            .iter()
            .map(|r| json!({"cause": r.cause.code(), "days": r.days}));
        json!({
            "code": item.code,
            "task": item.task,
            "measure": item.measure,
            "text": item.text,
            "lead": item.lead,
            "owner": item.owner,
            "deadline": item.due.map(|due| due.to_string()),
            "deadline_text": item.deadline,
            "status_text": item.status,
            "reasons": reasons.collect::<Vec<_>>(),
        })
    });
    json!({"unit": urged.unit, "kind": kind, "name": name, "items": items.collect::<Vec<_>>()})
}
