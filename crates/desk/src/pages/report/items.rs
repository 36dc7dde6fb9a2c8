//! What stands beside the text about each problem: what is to be mended, what is missing, what was left out,
//! and its own wording.

use std::collections::HashMap;

use ledger::cli::front;
use serde::{Deserialize, Serialize};
use store::Store;

use super::text::{Part, Sentence, Text};
use crate::act::Done;
use crate::answers::Answer;
use crate::pages::verb::{Filled, value};
use crate::reported::Note;
use crate::view::{Piece, linked};
use crate::work::Desk;

/// What a check finds: the tasks, what, and what mends it.
pub(super) struct Finding {
    tasks: Vec<String>,
    /// Whether something is missing that is still to come, rather than wrong.
    is_lacking: bool,
    message: String,
    command: String,
}

/// Reasons of a check that say what an unfinished task lacks, and what a long-term one does: before its day
/// comes, nobody did anything wrong.
const LACKING: [u32; 2] = [3, 7];

impl Finding {
    /// What it says at one of its tasks: what mends that one.
    fn note_at(&self, task: &str) -> Note {
        let mut words: Vec<&str> = self.command.split(' ').collect();
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        // The program, its verb, and the tasks one after the other.
        let named = words
            .iter()
            .skip(2)
            .take_while(|word| is_number(word))
            .count();
        if named > 0 {
            words.splice(2..2 + named, [task]);
        }
        note(&self.message, &words.join(" "))
    }
}

/// What stands about a problem.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Item {
    /// Its code.
    pub(super) task: String,
    /// Its number where it is one's own, so that it can be worded.
    pub(super) number: Option<u32>,
    /// Whether its wording is a person's already.
    pub(super) is_worded: bool,
    /// The words in the field.
    pub(super) text: String,
    /// Whether the field for them is open.
    #[serde(skip)]
    pub(super) is_open: bool,
    /// Whether one came for it.
    #[serde(skip)]
    pub(super) is_meant: bool,
    /// What is wrong with it, and why it could not be done.
    #[serde(skip)]
    pub(super) error: Option<String>,
    /// What is to be mended.
    pub(super) wrong: Vec<Note>,
    /// What a check misses.
    pub(super) lacks: Vec<Note>,
    /// What is missing.
    pub(super) gaps: Vec<Note>,
    /// Recorded words that are not told.
    pub(super) left_out: Vec<String>,
    /// What was done just now.
    #[serde(skip)]
    pub(super) answer: Option<Answer>,
    /// What others did meanwhile.
    #[serde(skip)]
    pub(super) changed: Vec<Piece>,
}

/// What is missing or wrong, with the line that mends it as a link.
pub(super) fn note(what: &str, command: &str) -> Note {
    let mut way = linked(command);
    for span in &mut way {
        if let Some(to) = &mut span.to {
            to.push_str(&field(command));
        }
    }
    let to = way.iter().find_map(|span| span.to.clone());
    let what = what.to_owned();
    Note { what, way, to }
}

/// The field of a verb's page that a line fills first.
fn field(command: &str) -> String {
    let mut words = command.split_whitespace().skip(1);
    let verb = words.next().unwrap_or_default();
    let flag = words.find_map(|word| word.strip_prefix("--"));
    flag.map_or_else(String::new, |flag| {
        format!("#{verb}-{}", flag.replace('-', "_"))
    })
}

/// What is missing of no problem.
pub(super) fn general(text: &Text) -> Vec<Note> {
    let general = text.gaps.iter().filter(|(task, _)| task.is_none());
    general.map(|(_, note)| note.clone()).collect()
}

/// What a check of the problems finds that the report tells of.
pub(super) fn checked(desk: &Desk, chosen: &Filled) -> Vec<Finding> {
    let Ok(year) = value(chosen, "year").trim().parse::<i32>() else {
        return Vec::new();
    };
    // Of so many none is written that a finding could stand at.
    let store = desk.store().ok().flatten();
    let subject = Some(value(chosen, "subject").trim()).filter(|subject| !subject.is_empty());
    let beyond = store.map(|store| front::is_beyond_a_section(&store, year - 1, subject));
    if matches!(beyond, Some(Ok(true))) {
        return Vec::new();
    }
    let mut asks: Filled = vec![("format".to_owned(), "json".to_owned())];
    asks.push(("year".to_owned(), (year - 1).to_string()));
    asks.push(("subject".to_owned(), value(chosen, "subject").to_owned()));
    // What can't be checked is told where one checks.
    let done = desk.carry_out(&front::line("check", &asks, &[]));
    let data = done.map(Done::into_data).unwrap_or_default();
    let told: Check = serde_json::from_str(&data).unwrap_or_default();
    let findings = told.findings.into_iter().map(|finding| Finding {
        is_lacking: LACKING.contains(&finding.reason),
        tasks: finding.tasks,
        message: finding.message,
        command: finding.command,
    });
    findings.collect()
}

/// A check as the program says it.
#[derive(Default, Deserialize)]
struct Check {
    findings: Vec<ToldFinding>,
}

#[derive(Deserialize)]
struct ToldFinding {
    reason: u32,
    tasks: Vec<String>,
    message: String,
    command: String,
}

/// The parts with what stands about each problem at the paragraph that tells of it; and about those that no
/// paragraph tells of.
pub(super) fn placed(desk: &Desk, text: Text, found: &[Finding]) -> (Vec<Part>, Vec<Item>) {
    let store = desk.store().ok().flatten();
    let mut items = about(&text, found);
    let mut parts = text.parts;
    let homes = homes(&parts);
    let (mut placed, mut rest) = (Vec::new(), Vec::new());
    for task in &text.tasks {
        let Some(mut item) = items.remove(task) else {
            continue;
        };
        let home = homes.get(task.as_str());
        item.word(store.as_ref(), home.map_or(&[], |home| &home.own));
        match home {
            Some(home) => placed.push((home.place, item)),
            None => rest.push(item),
        }
    }
    drop(homes);
    for (place, item) in placed {
        if let Part::Paragraph(_, about) = &mut parts[place] {
            about.push(item);
        }
    }
    (parts, rest)
}

/// How well a sentence tells of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tells {
    /// It names it among others.
    Among,
    /// It is its title.
    Title,
    /// It tells what was done about it, and of no other.
    Alone,
}

/// Where a problem is told of.
struct Home<'t> {
    tells: Tells,
    /// The paragraph.
    place: usize,
    /// Its sentences of this problem and no other.
    own: Vec<&'t Sentence>,
}

/// The paragraph that tells best of each problem, the first of such; all found in one pass, for there may be
/// very many.
fn homes(parts: &[Part]) -> HashMap<String, Home<'_>> {
    let mut homes: HashMap<String, Home<'_>> = HashMap::new();
    for (place, part) in parts.iter().enumerate() {
        for sentence in part.sentences() {
            let tasks = sentence.tasks();
            let is_own = tasks.len() == 1 && !sentence.is_heading();
            let tells = match (is_own, sentence.is_title()) {
                (true, false) => Tells::Alone,
                (true, true) => Tells::Title,
                (false, _) => Tells::Among,
            };
            for task in tasks {
                let new = || Home {
                    tells,
                    place,
                    own: Vec::new(),
                };
                let home = homes.entry(task.to_owned()).or_insert_with(new);
                if tells > home.tells {
                    home.tells = tells;
                    if home.place != place {
                        home.place = place;
                        home.own.clear();
                    }
                }
                if is_own && home.place == place {
                    home.own.push(sentence);
                }
            }
        }
    }
    homes
}

impl Item {
    /// With the words that its field begins with: its own wording, else what is told of it.
    fn word(&mut self, store: Option<&Store>, told: &[&Sentence]) {
        let is_worded = told.iter().any(|sentence| sentence.is_worded());
        let stored = self
            .number
            .filter(|_| is_worded)
            .and_then(|number| store?.task(number).ok()?.wording);
        self.is_worded = stored.is_some();
        let generated = told.iter().filter(|sentence| !sentence.is_title());
        self.text = match stored {
            Some(wording) => wording.text,
            None => generated.map(|sentence| sentence.plain()).collect(),
        };
    }

    /// With what a person typed, which is not recorded, and why.
    pub(super) fn typed(&mut self, text: &str, why: Option<String>) {
        text.clone_into(&mut self.text);
        self.error = why;
        self.is_open = true;
    }

    /// How much of it calls for somebody.
    pub(super) fn count(&self) -> usize {
        self.wrong.len() + self.lacks.len() + self.gaps.len()
    }
}

/// What there is to say of each problem.
fn about(text: &Text, found: &[Finding]) -> HashMap<String, Item> {
    let mut items: HashMap<String, Item> = HashMap::new();
    for task in &text.tasks {
        let item = items.entry(task.clone()).or_default();
        item.task.clone_from(task);
        item.number = task.parse().ok();
    }
    for (task, note) in &text.gaps {
        if let Some(item) = task.as_ref().and_then(|task| items.get_mut(task)) {
            item.gaps.push(note.clone());
        }
    }
    for (task, words) in &text.left_out {
        if let Some(item) = items.get_mut(task) {
            item.left_out.push(words.clone());
        }
    }
    for finding in found {
        for task in &finding.tasks {
            let Some(item) = items.get_mut(task) else {
                continue;
            };
            let note = finding.note_at(task);
            if finding.is_lacking {
                item.lacks.push(note);
            } else {
                item.wrong.push(note);
            }
        }
    }
    for item in items.values_mut() {
        // What a check says of it already is not said again.
        let found = item.wrong.iter().chain(&item.lacks);
        item.gaps
            .retain(|gap| found.clone().all(|found| found.to != gap.to));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_of_several_leads_at_each_to_its_own() {
        let to = |command: &str| {
            let finding = Finding {
                tasks: vec!["2".to_owned(), "3".to_owned()],
                is_lacking: true,
                message: "缺".to_owned(),
                command: command.to_owned(),
            };
            finding.note_at("3").to
        };
        for (command, place) in [
            (
                "ledger edit 2 3 --reason \"2 个原因\" --next 下步",
                "/do/edit?numbers=3#edit-reason",
            ),
            (
                "ledger log 2 \"检查情况\" --check",
                "/do/log?numbers=3#log-check",
            ),
            ("ledger show 2", "/tasks/3"),
            ("ledger edit --due 时限", "/do/edit#edit-due"),
        ] {
            assert_eq!(to(command).as_deref(), Some(place), "{command}");
        }
    }
}
