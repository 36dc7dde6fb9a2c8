//! Hand-over (交接): which open tasks fall from one person to another, and the roster with them. Planned
//! first, for a person to look at; carried out as one command, which one `undo` takes back.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Call;
use super::as_of;
use super::fault::Fault;
use model::event::{LedgerEvent, TaskEvent};
use model::handover::{Role, Succession};
use model::scope::Scope;
use model::status::StatusKind;
use model::task::Task;
use model::unit::Member;
use store::{Error, Naming, Store, Writer};

/// A task that changes hands.
pub(crate) struct Falls {
    pub number: u32,
    pub problem: String,
    pub status: StatusKind,
    pub roles: Vec<Role>,
    event: TaskEvent,
}

/// What a hand-over would do.
pub(crate) struct HandOver {
    pub succession: Succession,
    /// The sequence it was planned at.
    pub sequence: u64,
    pub falls: Vec<Falls>,
    /// Open tasks that are the person's own problems: they go with the person.
    pub own: Vec<u32>,
    /// Open tasks that name the person with other words.
    pub mentioned: Vec<u32>,
    /// The successor's card in the roster, where the one who leaves is in it.
    pub member: Option<Member>,
    /// Whether it was recorded before, with the same successor.
    pub is_known: bool,
    /// Every other name that tasks or the roster know.
    pub names: BTreeSet<String>,
}

impl HandOver {
    /// Whether it would do nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.falls.is_empty() && self.member.is_none()
    }
}

/// Looks through the open tasks.
pub(crate) fn plan(
    call: Call<'_>,
    store: &Store,
    from: &str,
    to: &str,
    on: NaiveDate,
) -> Result<HandOver, Fault> {
    let sequence = store.sequence()?;
    let book = store.book()?;
    let succession = Succession {
        name: from.to_owned(),
        by: to.to_owned(),
        on,
    };
    let sorts = [Naming::Lead, Naming::Owner];
    let names = as_of::names_as_of(call, store, &Scope::default(), &sorts)?;
    let mut names: BTreeSet<String> = names.into_iter().flatten().collect();
    names.extend(book.members.iter().map(|member| member.name.clone()));
    let known = book.successions.iter().find(|one| one.name == from);
    let mut plan = HandOver {
        sequence,
        falls: Vec::new(),
        own: Vec::new(),
        mentioned: Vec::new(),
        member: member(&book.members, from, to),
        is_known: known.is_some_and(|known| known.by == to),
        names,
        succession,
    };
    let scope = Scope {
        statuses: OPEN.to_vec(),
        ..Scope::default()
    };
    for page in store.pages(&scope) {
        page?.into_iter().for_each(|task| plan.look_at(task));
    }
    Ok(plan)
}

/// Every status in which something is left to be done.
const OPEN: [StatusKind; 5] = [
    StatusKind::NotStarted,
    StatusKind::InProgress,
    StatusKind::MostlyDone,
    StatusKind::Done,
    StatusKind::Applied,
];

impl HandOver {
    fn look_at(&mut self, task: Task) {
        let Succession { name, by, on } = &self.succession;
        if task.is_own_of(name) {
            self.own.push(task.number);
            return;
        }
        if task.mentions(name) {
            self.mentioned.push(task.number);
        }
        if let Ok(event) = task.hand_over(name, by, *on) {
            self.falls.push(Falls {
                number: task.number,
                roles: task.roles_of(name),
                status: task.status.kind(),
                problem: task.card.problem,
                event,
            });
        }
    }

    /// Records it: who took over, the roster, every task.
    pub(crate) fn carry_out(self, writer: &mut Writer<'_>) -> Result<(), Error> {
        writer.expect(self.sequence)?;
        let name = self.succession.name.clone();
        if !self.is_known {
            writer.record_ledger(LedgerEvent::Succeeded(self.succession))?;
        }
        if let Some(member) = self.member {
            writer.record_ledger(LedgerEvent::MemberRemoved { name })?;
            writer.record_ledger(LedgerEvent::MemberSet(member))?;
        }
        for task in self.falls {
            writer.record(task.number, task.event)?;
        }
        Ok(())
    }
}

/// The successor in the place of the one who leaves; who is in the roster already keeps post and place, and
/// gets the departments besides.
fn member(roster: &[Member], from: &str, to: &str) -> Option<Member> {
    let of = |name: &str| roster.iter().find(|member| member.name == name);
    let leaving = of(from)?;
    Some(match of(to) {
        None => Member {
            name: to.to_owned(),
            ..leaving.clone()
        },
        Some(there) => {
            let mut member = there.clone();
            let more = leaving.depts.iter();
            let more = more.filter(|dept| !there.depts.contains(dept)).cloned();
            member.depts.extend(more);
            member
        }
    })
}
