//! Hand-over (交接): a person leaves, another takes over what is open. What is closed keeps the name of
//! who did it, and so does a measure that is done.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::decide::Refusal;
use crate::event::{Change, TaskEvent, TextField};
use crate::people;
use crate::status::StatusKind;
use crate::subject::Subject;
use crate::task::{Measure, Task};

/// Who took over from whom; entries hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Who left.
    pub name: String,
    /// Who took over.
    pub by: String,
    /// The day from which on.
    pub on: NaiveDate,
}

/// What somebody is to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 责任领导
    Lead,
    /// 责任人
    Owner,
    /// 责任人 of the measure with that key.
    Measure(u32),
}

impl Task {
    /// What that person still is to it: nothing where nothing is left to be done, and of measures only
    /// those that are not done.
    pub fn roles_of(&self, who: &str) -> Vec<Role> {
        if self.is_over() {
            return Vec::new();
        }
        let is = |people: &Option<String>| people.as_deref().is_some_and(|p| people::has(p, who));
        let own = [(Role::Lead, &self.lead), (Role::Owner, &self.owner)];
        let own = own.into_iter().filter(|(_, people)| is(people));
        let of_measures = self.undone().filter(|measure| is(&measure.owner));
        own.map(|(role, _)| role)
            .chain(of_measures.map(|measure| Role::Measure(measure.key)))
            .collect()
    }

    /// Whether one of those fields names that person in words that only a person can set right: 副局长张三.
    pub fn mentions(&self, who: &str) -> bool {
        let fields = [&self.lead, &self.owner].into_iter();
        let fields = fields.chain(self.undone().map(|measure| &measure.owner));
        let mut said = fields.flatten();
        !self.is_over() && said.any(|people| people::mentions(people, who))
    }

    /// Whether its problem is that person's own: it goes with the person.
    pub fn is_own_of(&self, who: &str) -> bool {
        matches!(&self.subject, Subject::Person(name) if people::has(name, who))
    }

    /// 交接: everything that the one still is to it falls to the other from that day on, at the earliest from
    /// its registration; what it was before stays so for the days before.
    pub fn hand_over(&self, from: &str, to: &str, on: NaiveDate) -> Result<TaskEvent, Refusal> {
        if self.is_own_of(from) {
            return Err(Refusal::NothingChanges);
        }
        let instead = |people: &Option<String>| people::replaced(people.as_deref()?, from, to);
        let mut changes = Vec::new();
        for role in self.roles_of(from) {
            changes.extend(match role {
                Role::Lead => instead(&self.lead).map(|to| text(TextField::Lead, to)),
                Role::Owner => instead(&self.owner).map(|to| text(TextField::Owner, to)),
                Role::Measure(key) => self.measure(key).and_then(|measure| {
                    let owner = Some(instead(&measure.owner)?);
                    Some(Change::Measure(Measure {
                        owner,
                        ..measure.clone()
                    }))
                }),
            });
        }
        let event = self.edit(changes)?;
        let TaskEvent::Edited(mut changes) = event else {
            return Ok(event);
        };
        changes.push(Change::HandedOver {
            from: from.to_owned(),
            on: on.max(self.raised_on),
        });
        Ok(TaskEvent::Edited(changes))
    }

    fn is_over(&self) -> bool {
        matches!(self.status.kind(), StatusKind::Closed | StatusKind::Void)
    }

    fn undone(&self) -> impl Iterator<Item = &Measure> {
        let measures = self.measures.iter();
        measures.filter(|measure| measure.done_on.is_none())
    }
}

fn text(field: TextField, people: String) -> Change {
    Change::Text(field, Some(people))
}
