//! How an entry will stand in the section, told when it is typed (rule 4 seen from the other side).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Account, Deed, LeftOut, Unsummed, Untold};
use model::figure::{Figure, FigureKinds};
use model::task::{Progress, Task};

/// How the section tells one note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling {
    /// The words that stand there; empty where nothing does.
    pub told: Vec<String>,
    /// Words of the note that don't.
    pub left_out: Vec<LeftOut>,
    /// What the clerk may better.
    pub advice: Vec<Advice>,
}

/// What makes a note read badly in the section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// So many characters are told of one note.
    Long(usize),
    /// So many clauses.
    ManyDeeds(usize),
    /// Nothing of it is told.
    Nothing,
    /// A figure that no clause takes.
    Loose(String),
    /// One that is not told, for its name is only that of a thing.
    Unplaced(String),
    /// A sum that can't be made: a note has the number in its words only.
    Unsummed(Unsummed),
    /// 户 or 家 counted again: the same one may be counted twice.
    Again(String),
    /// The words name another day than the record: it is told as of that.
    OtherDay(NaiveDate),
}

/// A note that tells more than so many characters is long.
const LONG: usize = 90;
/// And one of more clauses holds several deeds.
const MANY: usize = 5;

impl Telling {
    /// How the section tells the note of that entry.
    pub fn of_note(task: &Task, entry: u64, kinds: &FigureKinds) -> Self {
        let account = Account::of(task, kinds);
        let told = ByNote::of(&account);
        let note = task.progress.iter().find(|note| note.entry == entry);
        Self::in_account(&told, task, note, entry)
    }

    fn in_account(by_note: &ByNote<'_>, task: &Task, note: Option<&Progress>, entry: u64) -> Self {
        let own = by_note.deeds.get(&entry).map_or(&[][..], Vec::as_slice);
        let told: Vec<String> = own.iter().map(|deed| deed.text()).collect();
        let left_out = by_note.left_out.get(&entry).into_iter().flatten();
        let left_out: Vec<LeftOut> = left_out.map(|left| (*left).clone()).collect();
        let is_handed_up = note.is_some_and(|note| !note.internal && note.told.is_none());
        let mut advice = Vec::new();
        let length: usize = own
            .iter()
            .filter(|deed| !deed.cumulative)
            .map(|deed| deed.text().chars().count())
            .sum();
        let clauses: usize = own
            .iter()
            .filter(|deed| !deed.cumulative)
            .map(|deed| deed.clauses.len())
            .sum();
        if told.is_empty() && note.is_some_and(|note| !note.text.is_empty()) {
            advice.push(Advice::Nothing);
        }
        if length > LONG {
            advice.push(Advice::Long(length));
        }
        if clauses > MANY {
            advice.push(Advice::ManyDeeds(clauses));
        }
        let loose = own.iter().flat_map(|deed| deed.loose_figures());
        advice.extend(loose.cloned().map(Advice::Loose));
        let unplaced = left_out.iter().filter(|left| left.why == Untold::Unplaced);
        advice.extend(unplaced.map(|left| Advice::Unplaced(left.text.clone())));
        let unsummed = by_note.unsummed.get(&entry).into_iter().flatten();
        advice.extend(unsummed.map(|sum| Advice::Unsummed((*sum).clone())));
        if let Some(note) = note {
            advice.extend(counted_again(task, note).map(Advice::Again));
            let said = note.told.as_deref().unwrap_or(&note.text);
            let day = (note.entry != task.raised_entry)
                .then(|| super::day::own_day(&super::text::tidy(said), note.date))
                .flatten();
            advice.extend(day.map(Advice::OtherDay));
        }
        if !is_handed_up {
            advice.clear();
        }
        Self {
            told,
            left_out,
            advice,
        }
    }

    /// Every note of a task that would read badly, by entry.
    pub fn of_task(task: &Task, kinds: &FigureKinds) -> Vec<(u64, Self)> {
        let mut notes = task
            .progress
            .iter()
            .filter(|note| !note.internal)
            .peekable();
        if notes.peek().is_none() {
            return Vec::new();
        }
        let account = Account::of(task, kinds);
        let told = ByNote::of(&account);
        let tellings = notes.map(|note| {
            let telling = Self::in_account(&told, task, Some(note), note.entry);
            (note.entry, telling)
        });
        tellings
            .filter(|(_, telling)| !telling.advice.is_empty())
            .collect()
    }
}

/// What an account has of each note, by entry: of a task with many notes nobody looks through all for each.
struct ByNote<'a> {
    deeds: HashMap<u64, Vec<&'a Deed>>,
    left_out: HashMap<u64, Vec<&'a LeftOut>>,
    unsummed: HashMap<u64, Vec<&'a Unsummed>>,
}

impl<'a> ByNote<'a> {
    fn of(account: &'a Account) -> Self {
        let mut by_note = Self {
            deeds: HashMap::new(),
            left_out: HashMap::new(),
            unsummed: HashMap::new(),
        };
        for deed in account.spans.iter().flat_map(|span| &span.deeds) {
            for entry in &deed.entries {
                let own = by_note.deeds.entry(*entry).or_default();
                // A deed may name an entry twice.
                if !own.last().is_some_and(|last| std::ptr::eq(*last, deed)) {
                    own.push(deed);
                }
            }
        }
        for left in &account.left_out {
            if let Some(entry) = left.entry {
                by_note.left_out.entry(entry).or_default().push(left);
            }
        }
        for sum in &account.unsummed {
            by_note.unsummed.entry(sum.entry).or_default().push(sum);
        }
        by_note
    }
}

/// Figures of the note in 户 or 家 that an earlier one has too (rule 6).
fn counted_again<'t>(task: &'t Task, note: &'t Progress) -> impl Iterator<Item = String> + 't {
    let counted = note
        .figures
        .iter()
        .filter(|figure| ["户", "家"].contains(&figure.unit.as_str()));
    let earlier = |figure: &Figure| {
        let before = task
            .progress
            .iter()
            .filter(|other| !other.internal && other.entry < note.entry);
        before
            .flat_map(|other| &other.figures)
            .any(|other| other.is_alike(figure))
    };
    let again = counted.filter(move |figure| earlier(figure));
    again.map(|figure| format!("{}{}", figure.name, figure.unit))
}

/// How the section tells the present effect (整改成效), and whether it is vague.
pub fn effect_told(task: &Task) -> Option<(String, bool)> {
    let effect = super::Effect::of(task.outcome.as_deref()?)?;
    Some((effect.clauses.join("，"), effect.vague))
}
