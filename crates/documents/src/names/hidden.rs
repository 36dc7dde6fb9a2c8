//! The ledger without its names: every text of tasks, book and drafts.

use std::collections::BTreeMap;

use super::{Kind, kind};
use model::book::{Book, FIGURE_KIND};
use model::draft::{Cause, Draft, Fact};
use model::ledger::RecordedDraft;
use model::meeting::Meeting;
use model::subject::Subject;
use model::task::Task;
use model::unit::UnitCard;
use office::text::redaction::Redaction;

/// Hides the names of a ledger, the same one always in the same way: people become 张某, units XX,
/// files 材料1.docx.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    known: Redaction,
    /// What whole fields become that hold a unit, or a file.
    units: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

impl Hidden {
    pub(super) fn new(
        known: Redaction,
        units: BTreeMap<String, String>,
        files: BTreeMap<String, String>,
    ) -> Self {
        Self {
            known,
            units,
            files,
        }
    }

    /// A text without them.
    pub fn text(&self, text: &str) -> String {
        self.known.apply(text)
    }

    /// What stands before the numbers of a gathered unit's tasks, without a name.
    pub fn unit_code(&self, code: &str) -> String {
        let whole = self.units.get(code).cloned();
        whole.unwrap_or_else(|| self.text(code))
    }

    /// A task without them.
    pub fn task(&self, task: &Task) -> Task {
        let mut task = task.clone();
        self.mask(&mut task);
        task
    }

    /// The same in the task itself.
    pub fn mask(&self, task: &mut Task) {
        task.texts_mut(|place, text| {
            let whole = match kind(place) {
                Kind::Unit => self.units.get(text),
                Kind::File => self.files.get(text),
                Kind::People | Kind::Office | Kind::Depts | Kind::Text => None,
            };
            if let Some(masked) = whole.cloned().or_else(|| self.known.changed(text)) {
                *text = masked;
            }
        });
    }

    /// A book without them. Nobody is left on the roster: posts stay with those who hold them; who took over
    /// from whom, and what was said of whose tasks, nothing that is handed out tells.
    pub fn book(&self, book: Book) -> Book {
        let Book {
            unit,
            settings,
            meetings,
            members: _,
            successions: _,
            reviews: _,
            mut documents,
            expunged,
            restored,
        } = book;
        for (_, document) in &mut documents {
            document.name = self.file(&document.name);
            document.subject = self.subject(&document.subject);
        }
        Book {
            unit: self.unit(&unit),
            settings: settings
                .into_iter()
                .map(|(key, value)| {
                    let figure = key.strip_prefix(FIGURE_KIND);
                    let figure = figure.map(|name| format!("{FIGURE_KIND}{}", self.text(name)));
                    (figure.unwrap_or(key), self.text(&value))
                })
                .collect(),
            meetings: meetings
                .iter()
                .map(|meeting| self.meeting(meeting))
                .collect(),
            members: Vec::new(),
            successions: Vec::new(),
            reviews: Vec::new(),
            documents,
            expunged,
            restored,
        }
    }

    /// The drafts as sheets show them: causes, found by the name of a document and its subject.
    pub fn drafts(&self, drafts: Vec<RecordedDraft>) -> Vec<RecordedDraft> {
        let masked = |recorded: RecordedDraft| {
            let causes = recorded.draft.causes.iter().map(|cause| Cause {
                title: self.text(&cause.title),
                detail: self.text(&cause.detail),
            });
            RecordedDraft {
                year: recorded.year,
                subject: self.subject(&recorded.subject),
                draft: Draft {
                    file: self.file(&recorded.draft.file),
                    causes: causes.collect(),
                    ..Draft::default()
                },
            }
        };
        drafts.into_iter().map(masked).collect()
    }

    /// Whose something is, without the name.
    pub fn subject(&self, subject: &Subject) -> Subject {
        match subject {
            Subject::Team => Subject::Team,
            Subject::Person(name) => Subject::Person(self.text(name)),
        }
    }

    /// The name of a file that was read.
    pub(crate) fn file(&self, name: &str) -> String {
        let whole = self.files.get(name).cloned();
        whole.unwrap_or_else(|| self.text(name))
    }

    fn unit(&self, card: &UnitCard) -> UnitCard {
        let UnitCard {
            name,
            code,
            party,
            team,
            contact,
        } = card;
        let text = |text: &Option<String>| text.as_ref().map(|text| self.text(text));
        UnitCard {
            name: self.text(name),
            code: text(code),
            party: text(party),
            team: text(team),
            // Whoever it names and however: nothing in it is of use without them.
            contact: contact.as_ref().map(|_| super::UNIT.to_owned()),
        }
    }

    fn meeting(&self, meeting: &Meeting) -> Meeting {
        let Meeting {
            year,
            kind,
            name,
            theme,
            held_on,
            figures,
            fields,
        } = meeting;
        let text = |text: &Option<String>| text.as_ref().map(|text| self.text(text));
        let fact = |Fact { name, value, unit }: &Fact| Fact {
            name: self.text(name),
            value: self.text(value),
            unit: self.text(unit),
        };
        let field = |(label, said): &(String, String)| (self.text(label), self.text(said));
        Meeting {
            year: *year,
            kind: self.text(kind),
            name: text(name),
            theme: text(theme),
            held_on: *held_on,
            figures: figures.iter().map(fact).collect(),
            fields: fields.iter().map(field).collect(),
        }
    }
}
