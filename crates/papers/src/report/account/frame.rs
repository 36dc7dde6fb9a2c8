//! Frames (rule 4): notes of one wording stand once, and so do notes that differ in one place.

use chrono::NaiveDate;

use super::amount::Amount;
use super::deed::{Clause, Deed};
use super::note::Note;
use super::text::{begins_with, holds, stands};
use super::words;

/// Stands for a number that a figure of the note has recorded.
const BLANK: char = '\u{1}';
/// Ends a clause while a note is compared.
const END: char = '，';

/// Notes of one frame.
struct Frame {
    /// Before and after the place where they differ; equal ones have all of it before.
    head: Vec<char>,
    tail: Vec<char>,
    middles: Vec<String>,
    /// The figures of the blanks, in their order, then the others.
    blanks: Vec<Amount>,
    figures: Vec<Amount>,
    notes: Vec<usize>,
    can_grow: bool,
}

/// The deeds of one span: its notes in order, those of one frame at the place of the first.
pub(super) fn deeds(notes: &[Note]) -> Vec<Deed> {
    let mut frames: Vec<Frame> = Vec::new();
    for (place, note) in notes.iter().enumerate() {
        let (text, blanks, figures) = blanked(note);
        let joined = frames.iter_mut().any(|frame| {
            frame.can_grow
                && !note.own_telling
                && note.institutions.is_empty()
                && frame.take(place, &text, &blanks, &figures)
        });
        if !joined {
            frames.push(Frame {
                head: text.chars().collect(),
                tail: Vec::new(),
                middles: Vec::new(),
                blanks,
                figures,
                notes: vec![place],
                can_grow: !note.own_telling && note.institutions.is_empty(),
            });
        }
    }
    frames.into_iter().map(|frame| frame.deed(notes)).collect()
}

/// The note's words with a blank for each number that its figures have, and the figures apart.
fn blanked(note: &Note) -> (String, Vec<Amount>, Vec<Amount>) {
    let mut text = note.clauses.join("，");
    let mut found: Vec<(usize, Amount)> = Vec::new();
    let mut others = Vec::new();
    for figure in &note.figures {
        let value = figure.value.value.to_string();
        let free = |at: &usize| found.iter().all(|(taken, _)| taken != at);
        match stands(&text, &value, &figure.unit).filter(free) {
            Some(at) if text[at..].starts_with(&value) && figure.kind.is_summed() => {
                found.push((at, figure.clone()));
            }
            _ => others.push(figure.clone()),
        }
    }
    found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (at, figure) in &found {
        let value = figure.value.value.to_string();
        text.replace_range(*at..at + value.len(), &BLANK.to_string());
    }
    let blanks = found.into_iter().rev().map(|(_, figure)| figure);
    (text, blanks.collect(), others)
}

impl Frame {
    /// Takes the note in, where it has this frame.
    fn take(&mut self, place: usize, text: &str, blanks: &[Amount], figures: &[Amount]) -> bool {
        let alike = self.blanks.len() == blanks.len()
            && self
                .blanks
                .iter()
                .zip(blanks)
                .all(|(one, other)| one.is_alike(other));
        if !alike {
            return false;
        }
        let chars: Vec<char> = text.chars().collect();
        if self.tail.is_empty() && self.middles.is_empty() {
            if self.head != chars && !self.part(&chars) {
                return false;
            }
        } else {
            let Some(middle) = self.middle(&chars) else {
                return false;
            };
            if !self.middles.contains(&middle) {
                self.middles.push(middle);
            }
        }
        self.notes.push(place);
        self.blanks
            .iter_mut()
            .zip(blanks)
            .for_each(|(sum, more)| sum.add(more));
        for figure in figures {
            match self.figures.iter_mut().find(|known| known.is_alike(figure)) {
                Some(known) => known.add(figure),
                None => self.figures.push(figure.clone()),
            }
        }
        true
    }

    /// What differs between this frame's only text and another, where they differ in one place.
    fn part(&mut self, other: &[char]) -> bool {
        let own = &self.head;
        let mut head = own.iter().zip(other).take_while(|(a, b)| a == b).count();
        let most = own.len().min(other.len()) - head;
        let back = own.iter().rev().zip(other.iter().rev());
        let tail = back.take(most).take_while(|(a, b)| a == b).count();
        // 第一季度, 第二季度: the sign of the ordinal goes with its number.
        if head > 0 && own[head - 1] == '第' {
            head -= 1;
        }
        let middle = |text: &[char]| -> String { text[head..text.len() - tail].iter().collect() };
        let (one, two) = (middle(own), middle(other));
        let common: String = own[..head].iter().chain(&own[own.len() - tail..]).collect();
        let shorter = own.len().min(other.len());
        let fits = can_differ(&one)
            && can_differ(&two)
            && holds(&common, &words::VERBS)
            && ((head + tail) * 2 >= shorter || is_about(&own[..head], &own[own.len() - tail..]))
            && stands_apart(&own[..head], &one, &own[own.len() - tail..])
            && !ends_in_number(&own[..head]);
        if fits {
            let (front, back) = (own[..head].to_vec(), own[own.len() - tail..].to_vec());
            (self.head, self.tail) = (front, back);
            self.middles = vec![one, two];
        }
        fits
    }

    fn middle(&self, text: &[char]) -> Option<String> {
        let rest = text.strip_prefix(self.head.as_slice())?;
        let middle = rest.strip_suffix(self.tail.as_slice())?;
        let middle: String = middle.iter().collect();
        can_differ(&middle).then_some(middle)
    }

    fn deed(self, notes: &[Note]) -> Deed {
        let members: Vec<&Note> = self.notes.iter().map(|place| &notes[*place]).collect();
        let mut days: Vec<NaiveDate> = members.iter().filter_map(|note| note.day).collect();
        days.dedup();
        let varies = !self.middles.is_empty();
        // The clause that has the place where they differ, or the first.
        let place = self.head.iter().filter(|c| **c == END).count();
        let place = if varies { place } else { 0 };
        let mut text: String = self.head.iter().collect();
        text.push_str(&self.middles.join("、"));
        text.extend(&self.tail);
        for figure in &self.blanks {
            text = text.replacen(BLANK, &figure.told().value.to_string(), 1);
        }
        let times = members.len();
        let times_told = times > 1 && !members.iter().any(|note| note.times_said);
        let mut clauses: Vec<Clause> = text
            .split(END)
            .filter(|clause| !clause.is_empty())
            .map(|clause| {
                Clause::of(
                    clause,
                    members.iter().any(|note| note.holds_institution(clause)),
                )
            })
            .collect();
        if varies && let Some(clause) = clauses.get_mut(place) {
            clause.text = in_turn(&clause.text);
        }
        Deed {
            days,
            entries: members.iter().map(|note| note.entry).collect(),
            clauses,
            figures: self.figures,
            in_words: self.blanks,
            times: times_told.then_some((place, times)),
            check: members.iter().all(|note| note.check),
            own_telling: members.iter().any(|note| note.own_telling),
            is_worded: !text.is_empty(),
            cumulative: false,
        }
    }
}

/// A differing part neither begins with a verb nor holds a ，; numbers are not put in a row.
fn can_differ(middle: &str) -> bool {
    middle.chars().count() >= 2
        && !middle.contains(['，', '；', '、', '《', '》', BLANK])
        && !middle.contains(|c: char| c.is_ascii_digit())
        && begins_with(middle, &words::VERBS).is_none()
        && begins_with(middle, &words::PREPOSITIONS).is_none()
        && !middle.ends_with('第')
}

/// 围绕…开展研讨: whatever it was about.
fn is_about(head: &[char], tail: &[char]) -> bool {
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    words::PREPOSITIONS.contains(&head.as_str()) && begins_with(&tail, &words::VERBS).is_some()
}

/// Whether the differing part is whole words: a verb or nothing before it, a verb or a part of the year
/// after it.
fn stands_apart(head: &[char], middle: &str, tail: &[char]) -> bool {
    let clause: String = head.iter().rev().take_while(|c| **c != END).collect();
    let clause: String = clause.chars().rev().collect();
    let tail: String = tail.iter().collect();
    let before = clause.is_empty()
        || words::VERBS
            .iter()
            .chain(words::PREPOSITIONS.iter())
            .any(|word| clause.ends_with(word));
    let after = tail.is_empty()
        || begins_with(&tail, &words::VERBS).is_some()
        || tail.starts_with(['，', '季', '期', '的', '等']);
    (before || middle.starts_with('第')) && after
}

fn ends_in_number(head: &[char]) -> bool {
    head.last()
        .is_some_and(|c| c.is_ascii_digit() || *c == BLANK)
}

/// 先后 before the verb, behind the subject.
fn in_turn(clause: &str) -> String {
    let starts = clause.char_indices().map(|(at, _)| at).find(|at| {
        let rest = &clause[*at..];
        begins_with(rest, &words::VERBS).is_some()
            || begins_with(rest, &words::PREPOSITIONS).is_some()
    });
    // The verb is before the places where the notes differ.
    let first = clause.find('、').unwrap_or(clause.len());
    let at = starts.filter(|at| *at < first).unwrap_or(0);
    if clause[at..].starts_with(words::IN_TURN) || clause[at..].starts_with("分别") {
        return clause.to_owned();
    }
    format!("{}{}{}", &clause[..at], words::IN_TURN, &clause[at..])
}
