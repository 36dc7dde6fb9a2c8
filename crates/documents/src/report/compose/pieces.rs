//! Clauses that all styles share: titles, people, measures, notes, figures.

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::{Composer, Condense};
use crate::report::finding::{Contradiction, Gap};
use crate::report::fix::{Fill, Fix, Noted};
use crate::report::item::{Item, Note};
use crate::report::options::Names;
use crate::report::phrases::{Key, Voice};
use crate::report::wording;
use model::event::TextField;
use model::tally::{self, Total};
use model::task::{Measure, Task};
use office::text::sentence;

impl Composer<'_> {
    /// The problem's title in quotation marks, whole.
    pub(crate) fn title(task: &Task) -> CitedText {
        let line = sentence::one_line(&task.problem);
        let record = Record::of(task, TextField::Problem.word());
        CitedText::with(sentence::quoted(sentence::open_end(&line)), record)
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

    /// The measures' texts; `None` without any.
    pub(super) fn measures(&self, task: &Task) -> Option<CitedText> {
        let texts = task.measures.iter();
        let said = join_texts(texts.map(|measure| self.measure(task, measure)));
        Some(said).filter(|said| !said.is_empty())
    }

    fn measure(&self, task: &Task, measure: &Measure) -> CitedText {
        let record = Record::of(task, format!("措施{}", measure.key));
        let line = sentence::one_line(&measure.text);
        let text = sentence::open_end(&line);
        let text = if self.condense >= Condense::Measures {
            sentence::first_clause(text)
        } else {
            text
        };
        CitedText::with(text, record)
    }

    /// The notes in date order, equal ones under their dates.
    pub(super) fn notes(&mut self, item: &Item<'_>) -> Vec<CitedText> {
        let mut told = Vec::new();
        let mut last: &[chrono::NaiveDate] = &[];
        for note in &item.notes {
            let text = note_text(item.task, note);
            let own_date = note.dates.iter().any(|day| {
                let full = calendar::full(*day);
                let bare = full.split_once('年').map_or("", |(_, bare)| bare);
                note.text.starts_with(&full) || note.text.starts_with(bare)
            });
            let said = if self.condense >= Condense::Dates {
                match note.dates.len() {
                    0 | 1 => text,
                    times => {
                        let times = CitedText::plain(times.to_string());
                        self.say(Key::NoteTimes, [("次数", times), ("内容", text)])
                    }
                }
            } else if note.dates.is_empty() || (own_date && note.dates.len() == 1) {
                text
            } else if note.dates == last {
                self.say(Key::NoteSameDay, [("内容", text)])
            } else {
                let days = CitedText::plain(self.calendar.days(&note.dates));
                self.say(Key::NoteDated, [("日期", days), ("内容", text)])
            };
            last = &note.dates;
            told.push(said);
        }
        told
    }

    /// Whether the measures' author speaks of himself already.
    pub(super) fn speaks_of_self(said: &CitedText) -> bool {
        let text = said.text();
        ["我", "本人"].iter().any(|word| text.contains(word))
    }

    /// The 报送表述, verbatim, with the problem's name before it where it does not name it; checked
    /// against the records and marked when they changed after it.
    pub(super) fn wording(&mut self, item: &Item<'_>, about: CitedText) -> Option<CitedText> {
        let task = item.task;
        let wording = task.wording.as_ref()?;
        let text = sentence::one_line(&wording.text);
        let title = sentence::one_line(&task.problem);
        let title = sentence::open_end(&title);
        let mut said = if text.contains(title) || text.contains(&sentence::nested(title)) {
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
        let (key, fix) = if task.status.kind().is_finished() {
            (
                Key::GapDone,
                Fix::Edit(vec![code.clone()], vec![Fill::Measure, Fill::Outcome]),
            )
        } else {
            (Key::GapProgress, Fix::Log(code.clone(), Noted::Work))
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

/// A note's text with its entries.
pub(super) fn note_text(task: &Task, note: &Note) -> CitedText {
    let mut said = CitedText::plain(note.text.clone());
    said.records = note
        .entries
        .iter()
        .map(|entry| Record::note(task, *entry))
        .collect();
    said
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

/// Sums in their order: 、 between those of one unit, ， where the unit changes.
pub(super) fn join_figures<'s>(
    figures: impl IntoIterator<Item = (&'s Total, CitedText)>,
) -> CitedText {
    let mut joined = CitedText::default();
    let mut last: Option<&Total> = None;
    for (sum, figure) in figures {
        if let Some(last) = last {
            joined.push_words(if last.unit == sum.unit { "、" } else { "，" });
        }
        joined.push(&figure);
        last = Some(sum);
    }
    joined
}

/// Figures that are added, of which 累计 may be said, and rates and levels, of which it may not.
pub(super) fn sums_and_levels(figures: Vec<(&Total, CitedText)>) -> (CitedText, CitedText) {
    let summed = |(total, _): &(&Total, CitedText)| total.kind.is_summed();
    let (sums, levels): (Vec<_>, Vec<_>) = figures.into_iter().partition(summed);
    (join_figures(sums), join_figures(levels))
}

/// 满意度由92%升至97%。
pub(super) fn levels_sentence(mut levels: CitedText) -> Option<CitedText> {
    if levels.is_empty() {
        return None;
    }
    levels.push_words("。");
    Some(levels)
}
