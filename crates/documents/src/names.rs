//! What a ledger holds of names (人名、单位名), and the ledger without them: the one place that says
//! which text is a name. Departments of the own unit are none. Names that only stand in free text are
//! not known and stay.

mod entries;
mod hidden;
mod people;

use std::collections::{BTreeSet, HashMap, HashSet};

use model::book::Book;
use model::card::Card;
use model::event::TextField;
use model::meeting::{Document, Meeting};
use model::status::Basis;
use model::subject::Subject;
use model::task::{Measure, Task, TextPlace};
use model::unit::{Member, UnitCard};
use office::text::redaction::Redaction;

pub use hidden::Hidden;

/// Setting: whom reports are addressed to (主送机关).
pub const ADDRESSEE: &str = "report.addressee";
/// Setting: who signs reports (署名).
pub const SIGNATURE: &str = "report.signature";

/// What the own unit becomes; other units have a letter behind it.
const UNIT: &str = "XX";
/// Labels of a meeting's matters (事项) under which people or bodies are named.
const ATTENDED: [&str; 13] = [
    "主持", "参加", "参会", "到会", "出席", "列席", "缺席", "请假", "记录", "督导", "指导", "点评",
    "人",
];

/// What a text of a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// Names of people; bodies among them are departments.
    People,
    /// Who granted or accepted something: a person, or a body.
    Office,
    /// Names of departments, which stay.
    Depts,
    /// Code or name of a gathered unit.
    Unit,
    /// Name of a file that was read.
    File,
    /// Free text.
    Text,
}

/// Says it of every place, so that a new one can't be forgotten.
fn kind(place: TextPlace) -> Kind {
    match place {
        TextPlace::Field(field) => match field {
            TextField::Lead | TextField::Owner => Kind::People,
            TextField::Dept => Kind::Depts,
            TextField::Problem
            | TextField::Detail
            | TextField::Dimension
            | TextField::Source
            | TextField::Theme
            | TextField::External
            | TextField::Target
            | TextField::Outcome
            | TextField::Reason
            | TextField::NextStep
            | TextField::Wording
            | TextField::Note => Kind::Text,
        },
        TextPlace::Subject | TextPlace::MeasureOwner => Kind::People,
        TextPlace::Verifier | TextPlace::ApprovedBy => Kind::Office,
        TextPlace::CoDept | TextPlace::MeasureDept => Kind::Depts,
        TextPlace::Unit => Kind::Unit,
        TextPlace::Document => Kind::File,
        TextPlace::Example
        | TextPlace::Deadline
        | TextPlace::Measure(_)
        | TextPlace::Ground
        | TextPlace::Why
        | TextPlace::Progress(_)
        | TextPlace::Figure
        | TextPlace::Institution
        | TextPlace::Told
        | TextPlace::Evidence
        | TextPlace::Rejected => Kind::Text,
    }
}

/// The names of a ledger, gathered piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Fields that were read: the same few stand in task after task.
    read: HashMap<Kind, HashSet<String>>,
    people: Vec<String>,
    /// Bodies beside the own unit: who accepts, whom reports go to.
    bodies: Vec<String>,
    depts: BTreeSet<String>,
    numbers: Vec<String>,
    files: Vec<String>,
    /// How the own unit is called.
    own: Vec<String>,
    /// Code, else name, and name of gathered units.
    units: Vec<(String, String)>,
}

impl Names {
    /// Takes those of a book.
    pub fn book(&mut self, book: &Book) {
        self.unit(&book.unit);
        book.members.iter().for_each(|member| self.member(member));
        book.meetings
            .iter()
            .for_each(|meeting| self.meeting(meeting));
        for (_, document) in &book.documents {
            self.document(document);
        }
        for (key, value) in &book.settings {
            self.setting(key, value);
        }
    }

    /// Takes those of a task.
    pub fn task(&mut self, task: &Task) {
        task.texts(|place, text| self.text(place, text));
    }

    /// Takes those of a gathered unit.
    pub fn gathered(&mut self, code: Option<&str>, name: &str) {
        let known = (code.unwrap_or(name).to_owned(), name.to_owned());
        if !self.units.contains(&known) {
            self.units.push(known);
        }
    }

    fn text(&mut self, place: TextPlace, text: &str) {
        match kind(place) {
            Kind::People => self.persons(text),
            Kind::Office => self.offices(text),
            Kind::Depts => {
                if self.is_new(Kind::Depts, text) {
                    self.depts.extend(people::pieces(text));
                }
            }
            Kind::Unit => {
                if self.is_new(Kind::Unit, text) {
                    self.gathered(None, text);
                }
            }
            Kind::File => self.file(text),
            Kind::Text => {}
        }
    }

    fn card(&mut self, card: &Card) {
        for (field, text) in [
            (TextField::Lead, &card.lead),
            (TextField::Owner, &card.owner),
            (TextField::Dept, &card.dept),
        ] {
            let text = text.iter();
            text.for_each(|text| self.text(TextPlace::Field(field), text));
        }
        let depts = card.co_depts.iter();
        depts.for_each(|dept| self.text(TextPlace::CoDept, dept));
        self.subject(&card.subject);
        card.measures
            .iter()
            .for_each(|measure| self.measure(measure));
        let origin = card.origin.iter();
        origin.for_each(|origin| self.file(&origin.document));
    }

    fn measure(&mut self, measure: &Measure) {
        let (dept, owner) = (measure.dept.iter(), measure.owner.iter());
        dept.for_each(|dept| self.text(TextPlace::MeasureDept, dept));
        owner.for_each(|owner| self.persons(owner));
        let origin = measure.origin.iter();
        origin.for_each(|origin| self.file(&origin.document));
    }

    fn closure(&mut self, verifier: Option<&str>, basis: &Basis) {
        if let Some(verifier) = verifier {
            self.offices(verifier);
        }
        if let Basis::Imported(register) = basis {
            self.file(register);
        }
    }

    fn unit(&mut self, card: &UnitCard) {
        let UnitCard {
            name,
            code,
            party,
            team,
            contact,
        } = card;
        self.own.push(name.clone());
        self.own
            .extend(code.clone().filter(|code| is_telling(code)));
        if let Some(party) = party {
            self.own.push(party.clone());
            let bare = party.trim().trim_start_matches("中共");
            self.own.extend(bare_body(bare).map(str::to_owned));
        }
        let team = team.as_deref().and_then(bare_body);
        self.own.extend(team.map(str::to_owned));
        if let Some(contact) = contact {
            self.offices(contact);
        }
    }

    fn member(&mut self, member: &Member) {
        let Member {
            name,
            post: _,
            order: _,
            depts,
        } = member;
        self.persons(name);
        self.depts.extend(depts.iter().cloned());
    }

    fn meeting(&mut self, meeting: &Meeting) {
        for (label, text) in &meeting.fields {
            if ATTENDED.iter().any(|word| label.contains(word)) {
                self.offices(text);
            }
        }
    }

    fn document(&mut self, document: &Document) {
        self.file(&document.name);
        self.subject(&document.subject);
    }

    fn subject(&mut self, subject: &Subject) {
        if let Subject::Person(name) = subject {
            self.persons(name);
        }
    }

    fn setting(&mut self, key: &str, value: &str) {
        if [ADDRESSEE, SIGNATURE].contains(&key) {
            self.offices(value);
        }
    }

    fn file(&mut self, name: &str) {
        if self.is_new(Kind::File, name) && !name.trim().is_empty() {
            self.files.push(name.to_owned());
        }
    }

    /// Whether a field of that kind was not met before.
    fn is_new(&mut self, kind: Kind, text: &str) -> bool {
        let read = self.read.entry(kind).or_default();
        !read.contains(text) && read.insert(text.to_owned())
    }

    /// People; what is a body among them is a department.
    fn persons(&mut self, text: &str) {
        if !self.is_new(Kind::People, text) {
            return;
        }
        let read = people::read(text);
        self.people.extend(read.people);
        self.numbers.extend(read.numbers);
    }

    /// People and bodies.
    fn offices(&mut self, text: &str) {
        if !self.is_new(Kind::Office, text) {
            return;
        }
        let read = people::read(text);
        self.people.extend(read.people);
        self.numbers.extend(read.numbers);
        self.bodies.extend(read.bodies);
    }

    /// What hides them.
    pub fn hidden(&self) -> Hidden {
        let bodies = self
            .bodies
            .iter()
            .filter(|body| !self.depts.contains(*body));
        let others = self.units.iter().filter(|(code, name)| {
            !self.own.contains(code) && (name.is_empty() || !self.own.contains(name))
        });
        let units: Vec<(&str, String)> = others
            .zip(0..)
            .flat_map(|((code, name), place)| {
                let mask = format!("{UNIT}{}", office::text::redaction::stem(place));
                [(code.as_str(), mask.clone()), (name.as_str(), mask)]
            })
            .collect();
        let files: Vec<(&str, String)> = (1..)
            .zip(&self.files)
            .map(|(place, file)| (file.as_str(), file_mask(file, place)))
            .collect();
        let own = self.own.iter().map(|name| (name.as_str(), UNIT));
        let own = own.chain(bodies.map(|body| (body.as_str(), UNIT)));
        let numbers = self.numbers.iter().map(|number| (number.as_str(), UNIT));
        let masked = |(name, mask): &'_ (&'_ str, String)| ((*name).to_owned(), mask.clone());
        // A code that is a mere number, or a file's name without its ending, is known only where it
        // stands alone: elsewhere it would hit ordinary words.
        let told_units = units.iter().filter(|(name, _)| is_telling(name));
        let told_files = files.iter().filter(|(name, _)| name.contains('.'));
        let told = told_files.chain(told_units);
        let others = own
            .chain(numbers)
            .chain(told.map(|(name, mask)| (*name, mask.as_str())));
        Hidden::new(
            Redaction::new(self.people.iter().map(String::as_str), others),
            units.iter().map(masked).collect(),
            files.iter().map(masked).collect(),
        )
    }
}

/// Whether a name of a unit can be told from an ordinary word or number.
fn is_telling(name: &str) -> bool {
    !name.is_ascii() || name.len() > 2 && name.contains(|c: char| c.is_ascii_alphabetic())
}

/// What of a body's name is a name: without the 班子 behind it; `None` where only words are left that
/// many bodies have.
fn bare_body(name: &str) -> Option<&str> {
    let bare = name
        .trim()
        .trim_end_matches("班子")
        .trim_end_matches("领导");
    (!people::is_generic(bare)).then_some(bare)
}

/// 材料1.docx
fn file_mask(name: &str, place: usize) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) if ending.len() <= 8 && ending.is_ascii() => {
            format!("材料{place}.{ending}")
        }
        _ => format!("材料{place}"),
    }
}
