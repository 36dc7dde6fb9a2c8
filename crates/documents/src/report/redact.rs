//! Names of people and units taken out of a finished report.

use crate::report::Report;
use model::event::TextField;
use model::ledger::Ledger;
use model::status::Basis;
use model::subject::Subject;
use model::task::{Task, TextPlace};
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
    let mut names: Vec<&str> = Vec::new();
    let verified = task.status.closure().map(|closure| &closure.basis);
    let verified = matches!(verified, Some(Basis::Verified(_)));
    task.texts(|place, text| match place {
        TextPlace::Field(TextField::Lead | TextField::Owner) | TextPlace::MeasureOwner => {
            names.extend(text.split(['、', ',', '，']));
        }
        TextPlace::Subject => names.push(text),
        // A body that accepts (局党组会议) is no person's name.
        TextPlace::Verifier => {
            let is_short = text.chars().count() <= 4 && !text.ends_with('会');
            names.extend(Some(text).filter(|_| verified && is_short));
        }
        _ => {}
    });
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
            sheet.main.rename_figures(apply);
            sheet.older.rename_figures(apply);
            for item in &mut sheet.items {
                apply(&mut item.problem);
            }
        }
        for gap in &mut self.gaps {
            apply(&mut gap.what);
            gap.fix.each_text(apply);
        }
        for found in &mut self.contradictions {
            apply(&mut found.what);
            found.fix.each_text(apply);
        }
        self.characters = self.tree.characters();
    }
}
