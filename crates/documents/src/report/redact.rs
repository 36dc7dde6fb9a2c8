//! Names of people and units taken out of a finished report.

use crate::report::Report;
use model::ledger::Ledger;
use model::status::Basis;
use model::subject::Subject;
use model::task::Task;
use office::text::redaction::Redaction;

/// What the ledger records as names of people and units. Names that only stand in free text are not
/// known and stay.
pub fn redaction(ledger: &Ledger) -> Redaction {
    let unit = &ledger.book.unit;
    let members = ledger
        .book
        .members
        .iter()
        .map(|member| member.name.as_str());
    let people = members.chain(ledger.tasks.iter().flat_map(people));
    let contact = unit.contact.as_deref();
    // The party organization's name usually holds the unit's; what is left of it says nothing.
    let party = unit.party.as_deref();
    let party = party.filter(|party| unit.name.is_empty() || !party.contains(&unit.name));
    let units = std::iter::once(unit.name.as_str())
        .chain(party)
        .chain(contact);
    Redaction::new(people, units)
}

fn people(task: &Task) -> Vec<&str> {
    let fields = [&task.lead, &task.owner];
    let mut names: Vec<&str> = fields
        .into_iter()
        .flatten()
        .flat_map(|names| names.split(['、', ',', '，']))
        .collect();
    names.extend(
        task.measures
            .iter()
            .filter_map(|measure| measure.owner.as_deref()),
    );
    if let Subject::Person(name) = &task.subject {
        names.push(name);
    }
    if let Some(closure) = task.status.closure()
        && let Basis::Verified(_) = closure.basis
    {
        // A body that accepts (局党组会议) is no person's name.
        let verifier = closure.verifier.as_deref();
        names.extend(verifier.filter(|name| name.chars().count() <= 4 && !name.ends_with('会')));
    }
    names
}

impl Report {
    pub(super) fn redact(&mut self, redaction: &Redaction) {
        let apply = |text: &mut String| *text = redaction.apply(text);
        self.tree.rewrite(|text| redaction.apply(text));
        for sheet in &mut self.facts {
            apply(&mut sheet.meeting);
            if let Subject::Person(name) = &mut sheet.subject {
                apply(name);
            }
            sheet
                .items
                .iter_mut()
                .for_each(|item| apply(&mut item.problem));
        }
        self.contradictions
            .iter_mut()
            .for_each(|found| apply(&mut found.what));
        self.characters = self.tree.characters();
    }
}
