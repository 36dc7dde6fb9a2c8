//! The names that entries brought, those too that later ones changed.

use super::Names;
use model::entry::Entry;
use model::event::codec::{Named, Naming};
use model::event::{Change, Event, LedgerEvent, TaskEvent, TextField};
use model::status::Status;
use model::subject::Subject;
use model::task::TextPlace;

impl Names {
    /// Takes those that an entry brought, though later ones changed them, and who made it.
    pub fn named(&mut self, named: &Named<'_>) {
        match named {
            Named::Raised { who, naming } => {
                self.offices(who);
                self.raised(naming);
            }
            Named::Other(entry) => self.entry(entry),
        }
    }

    fn raised(&mut self, naming: &Naming<'_>) {
        let field = TextPlace::Field;
        for (place, text) in [
            (field(TextField::Lead), &naming.lead),
            (field(TextField::Owner), &naming.owner),
            (field(TextField::Dept), &naming.dept),
        ] {
            let text = text.iter();
            text.for_each(|text| self.text(place, text));
        }
        for dept in &naming.co_depts {
            self.text(TextPlace::CoDept, dept);
        }
        if let Some(Subject::Person(name)) = Subject::read(&naming.subject) {
            self.persons(&name);
        }
        for measure in &naming.measures {
            let (dept, owner) = (measure.dept.iter(), measure.owner.iter());
            dept.for_each(|dept| self.text(TextPlace::MeasureDept, dept));
            owner.for_each(|owner| self.persons(owner));
            let origin = measure.origin.iter();
            origin.for_each(|origin| self.file(&origin.document));
        }
        let origin = naming.origin.iter();
        origin.for_each(|origin| self.file(&origin.document));
        if let Some(closure) = &naming.closure {
            let verifier = closure.verifier.iter();
            verifier.for_each(|verifier| self.offices(verifier));
            let register = closure.register.iter();
            register.for_each(|register| self.file(register));
        }
    }

    /// The same of an entry that was read whole.
    pub fn entry(&mut self, entry: &Entry) {
        self.offices(&entry.stamp.who);
        if let Some(origin) = &entry.origin {
            self.offices(&origin.who);
        }
        match &entry.event {
            Event::Task(event) => self.event(event),
            Event::Ledger(event) => self.ledger_event(event),
        }
    }

    fn event(&mut self, event: &TaskEvent) {
        match event {
            TaskEvent::Raised(raised) => {
                self.card(&raised.card);
                if let Status::Closed(closure) = &raised.status {
                    self.closure(closure.verifier.as_deref(), &closure.basis);
                }
            }
            TaskEvent::Edited(changes) => changes.iter().for_each(|change| match change {
                Change::Text(field, Some(text)) => self.text(TextPlace::Field(*field), text),
                Change::CoDepts(depts) => {
                    for dept in depts {
                        self.text(TextPlace::CoDept, dept);
                    }
                }
                Change::Measure(measure) => self.measure(measure),
                Change::HandedOver { from, .. } => self.persons(from),
                Change::Text(_, None)
                | Change::Deadline(_)
                | Change::NextCheck(_)
                | Change::MeasureDropped(_)
                | Change::SaidOn(_) => {}
            }),
            TaskEvent::Closed { closure, .. } => {
                self.closure(closure.verifier.as_deref(), &closure.basis);
            }
            TaskEvent::Extended { approved_by, .. } => {
                let by = approved_by.iter();
                by.for_each(|by| self.text(TextPlace::ApprovedBy, by));
            }
            TaskEvent::Progressed(_)
            | TaskEvent::Attached(_)
            | TaskEvent::Submitted { .. }
            | TaskEvent::Returned { .. }
            | TaskEvent::Reopened { .. }
            | TaskEvent::Voided(_)
            | TaskEvent::Withdrawn { .. }
            | TaskEvent::Linked { .. }
            | TaskEvent::ProposalRejected { .. } => {}
            TaskEvent::Reviewed(review) => self.offices(&review.by),
        }
    }

    fn ledger_event(&mut self, event: &LedgerEvent) {
        match event {
            LedgerEvent::UnitNamed(card) => self.unit(card),
            LedgerEvent::Configured {
                key,
                value: Some(value),
            } => self.setting(key, value),
            LedgerEvent::MeetingSet(meeting) => self.meeting(meeting),
            LedgerEvent::MemberSet(member) => self.member(member),
            LedgerEvent::MemberRemoved { name } => self.persons(name),
            LedgerEvent::Reviewed(review) => self.gathered(None, &review.unit),
            LedgerEvent::Succeeded(succession) => {
                self.persons(&succession.name);
                self.persons(&succession.by);
            }
            LedgerEvent::DocumentRead(document) => self.document(document),
            LedgerEvent::Gathered(gathered)
            | LedgerEvent::SetAside { gathered, .. }
            | LedgerEvent::Replaced { gathered, .. } => {
                self.gathered(gathered.handed.code.as_deref(), &gathered.handed.name);
            }
            LedgerEvent::Salvaged(_)
            | LedgerEvent::Configured { value: None, .. }
            | LedgerEvent::Expunged { .. }
            | LedgerEvent::EntryErased(_)
            | LedgerEvent::Restored(_)
            | LedgerEvent::Rebuilt(_)
            | LedgerEvent::Joined(_)
            | LedgerEvent::Withdrawn { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::card::Card;
    use model::entry::{Seals, Stamp};
    use model::event::{Registered, codec};
    use model::measure::{Measure, Origin};
    use model::status::{Basis, Closure};

    fn raised(register: Option<&str>) -> Entry {
        let on = chrono::NaiveDate::default();
        let text = |text: &str| Some(text.to_owned());
        let origin = |document: &str| {
            Some(Origin {
                document: document.to_owned(),
                paragraph: 1,
            })
        };
        let measure = Measure {
            key: 1,
            text: "每月看一次\n\"两次\"".to_owned(),
            dept: text("综合科"),
            owner: text("沈小满 13800000000"),
            origin: origin("措施表.xlsx"),
            ..Measure::default()
        };
        let card = Card {
            detail: "窗口排队".to_owned(),
            measures: vec![measure],
            lead: text("局长\"林\\向东\""),
            dept: text("办公室、财务科"),
            owner: text("许知远"),
            co_depts: vec!["城东供水公司".to_owned()],
            origin: origin("检查材料.docx"),
            ..Card::new(
                2021,
                Subject::Person("顾长河".to_owned()),
                "等得久".to_owned(),
            )
        };
        let closure = Closure {
            on,
            verifier: text("城东供水公司党委"),
            basis: match register {
                Some(register) => Basis::Imported(register.to_owned()),
                None => Basis::Verified(text("会议纪要")),
            },
        };
        let raised = Registered {
            status: Status::Closed(closure),
            ..Registered::fresh(on, card)
        };
        Entry {
            sequence: 1,
            task: Some(1),
            stamp: Stamp {
                when: chrono::DateTime::default(),
                who: "方一鸣".to_owned(),
                clock_set: false,
            },
            batch: None,
            seals: Seals::default(),
            origin: None,
            event: Event::Task(TaskEvent::Raised(Box::new(raised))),
        }
    }

    #[test]
    fn what_an_entry_names_is_the_same_whether_or_not_it_is_read_whole() {
        for entry in [raised(Some("旧台账.csv")), raised(None)] {
            let body = codec::write(&entry);
            let named = codec::read_named(&body).expect("an entry");
            assert!(matches!(named, Named::Raised { .. }), "{body}");
            let (mut brief, mut whole) = (Names::default(), Names::default());
            brief.named(&named);
            whole.entry(&entry);
            assert_eq!(brief.people, whole.people);
            assert_eq!(brief.hidden(), whole.hidden());
            assert!(whole.people.len() >= 5, "{:?}", whole.people);
        }
    }
}
