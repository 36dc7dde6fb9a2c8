//! Clauses that all styles share: titles, people, the clerk's own wording, gaps.

use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::finding::{Contradiction, Gap};
use crate::report::fix::{Fill, Fix, Noted};
use crate::report::item::Item;
use crate::report::options::Names;
use crate::report::phrases::{Key, Voice};
use crate::report::title::trimmed_title;
use crate::report::wording;
use model::event::TextField;
use model::tally;
use model::task::Task;
use office::text::sentence;

impl Composer<'_> {
    /// The problem's title in quotation marks, trimmed (rule 1).
    pub(crate) fn title(task: &Task) -> CitedText {
        let record = Record::of(task, TextField::Problem.word());
        CitedText::with(sentence::quoted(&trimmed_title(&task.problem)), record)
    }

    /// （责任领导：…）, as far as names are asked for.
    pub(super) fn people(&self, task: &Task) -> CitedText {
        let names = self.options.names;
        let lead = match names {
            Names::None => None,
            Names::Role => self.post(task),
            Names::Lead | Names::All => CitedText::field(task, TextField::Lead),
        };
        let all = |field| {
            (names == Names::All && self.voice() == Voice::Team)
                .then(|| CitedText::field(task, field))
                .flatten()
        };
        let people = [
            lead.map(|said| self.say(Key::PeopleLead, [("姓名", said)])),
            all(TextField::Dept).map(|said| self.say(Key::PeopleDept, [("部门", said)])),
            all(TextField::Owner).map(|said| self.say(Key::PeopleOwner, [("姓名", said)])),
        ];
        let people = CitedText::join(people.into_iter().flatten(), "；");
        if people.is_empty() {
            people
        } else {
            self.say(Key::People, [("责任", people)])
        }
    }

    fn post(&self, task: &Task) -> Option<CitedText> {
        let lead = task.lead.as_deref()?;
        let posts = lead.split('、').map(|name| {
            let member = self
                .ledger
                .book
                .members
                .iter()
                .find(|m| m.name == name.trim());
            member.and_then(|member| member.post.as_deref())
        });
        let posts: Option<Vec<&str>> = posts.collect();
        let record = Record::of(task, TextField::Lead.word());
        Some(CitedText::with(posts?.join("、"), record))
    }

    /// The 报送表述, verbatim, with the problem's name before it where it does not name it; checked
    /// against the records and marked when they changed after it.
    pub(super) fn wording(&mut self, item: &Item<'_>, about: CitedText) -> Option<CitedText> {
        let task = item.task;
        let wording = task.wording.as_ref()?;
        let text = sentence::one_line(&wording.text);
        let title = trimmed_title(&task.problem);
        let mut said = if text.contains(&title) || text.contains(&sentence::nested(&title)) {
            CitedText::default()
        } else {
            about
        };
        said.push(&CitedText::with(
            text,
            Record::of(task, TextField::Wording.word()),
        ));
        said.push_words("。");
        for number in wording::unrecorded_numbers(item) {
            self.contradictions.push(Contradiction {
                task: Some(task.code()),
                what: format!("报送表述中的数字“{number}”在该问题的记录里找不到"),
                fix: Fix::fill(task.code(), Fill::CorrectedWording),
            });
        }
        if task.wording_is_stale() {
            said.push(&self.say(Key::Stale, []).marked());
            self.contradictions.push(Contradiction {
                task: Some(task.code()),
                what: "报送表述写成之后又有新记录，请核对后重写".to_owned(),
                fix: Fix::fill(task.code(), Fill::CheckedWording),
            });
        }
        Some(said)
    }

    /// The gap of a task of which nobody recorded what was done nor why nothing was.
    pub(super) fn untold(&mut self, task: &Task) -> CitedText {
        let code = task.code();
        let key = Key::GapProgress;
        let fix = if task.status.kind().is_finished() {
            Fix::Edit(vec![code.clone()], vec![Fill::Measure, Fill::Outcome])
        } else {
            Fix::Log(code.clone(), Noted::Work)
        };
        let what = self.say(key, []).text();
        // A finished task without a word lacks its effect, one that is late its reason.
        let kind = tally::gaps(task, self.ledger.today).find(|kind| {
            matches!(
                kind,
                tally::Gap::FinishedWithoutEffect | tally::Gap::OverdueUnexplained
            )
        });
        self.gap(
            key,
            Gap {
                task: Some(code),
                what,
                fix,
                kind,
            },
        )
    }
}

/// A task's measures, whole.
pub(crate) fn measures_of(task: &Task) -> CitedText {
    join_texts(task.measures.iter().map(|measure| {
        let record = Record::of(task, format!("措施{}", measure.key));
        CitedText::recorded(&measure.text, record)
    }))
}

/// Recorded texts one after another, equal ones once; with ； between them, or 。 where one of them
/// holds several sentences.
fn join_texts(texts: impl Iterator<Item = CitedText>) -> CitedText {
    let mut kept: Vec<CitedText> = Vec::new();
    for text in texts {
        match kept.iter_mut().find(|known| known.runs == text.runs) {
            Some(known) => known.records.extend(text.records),
            None => kept.push(text),
        }
    }
    let whole = kept.iter().any(CitedText::has_inner_stop);
    CitedText::join(kept, if whole { "。" } else { "；" })
}
