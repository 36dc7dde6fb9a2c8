//! Numbers in a 报送表述, held against the records.

use chrono::{Datelike, NaiveDate};

use crate::report::item::Item;
use office::text::width;

/// Numbers in the wording that no record of the task has.
pub(crate) fn unrecorded_numbers(item: &Item<'_>) -> Vec<String> {
    let wording = item.task.wording.as_ref();
    wording.map_or_else(Vec::new, |wording| unrecorded(item, &wording.text))
}

/// Numbers in a text about the task that no record of it has.
pub(crate) fn unrecorded(item: &Item<'_>, text: &str) -> Vec<String> {
    let known = known_numbers(item);
    let mut unknown: Vec<String> = numbers(text)
        .into_iter()
        .filter(|number| !known.contains(number))
        .collect();
    unknown.dedup();
    unknown
}

/// Arabic numbers of a text, decimals whole, separators left out.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    let text = width::narrow_all(text);
    let mut found = Vec::new();
    let mut number = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let digit_next = rest.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => number.push(c),
            '.' if !number.is_empty() && digit_next && !number.contains('.') => number.push(c),
            ',' if !number.is_empty() && digit_next => {}
            _ if !number.is_empty() => found.push(std::mem::take(&mut number)),
            _ => {}
        }
    }
    if !number.is_empty() {
        found.push(number);
    }
    found
}

fn known_numbers(item: &Item<'_>) -> Vec<String> {
    let task = item.task;
    let mut texts: Vec<String> = vec![task.problem.clone(), task.detail.clone()];
    texts.extend(task.measures.iter().map(|measure| measure.text.clone()));
    let fields = [&task.target, &task.outcome, &task.reason, &task.next_step];
    texts.extend(fields.into_iter().flatten().cloned());
    texts.extend(task.deadline.iter().map(|deadline| deadline.phrase.clone()));
    texts.extend(item.figures.iter().map(ToString::to_string));
    let mut dates: Vec<NaiveDate> = Vec::new();
    for note in task.progress.iter().filter(|note| !note.internal) {
        texts.push(note.text.clone());
        texts.extend(note.figures.iter().map(ToString::to_string));
        dates.push(note.date);
    }
    dates.extend(task.due());
    dates.extend(task.finished_on());
    dates.extend(task.measures.iter().filter_map(|measure| measure.done_on));
    let parts = |day: NaiveDate| {
        [
            day.year().to_string(),
            day.month().to_string(),
            day.day().to_string(),
        ]
    };
    let mut known: Vec<String> = texts.iter().flat_map(|text| numbers(text)).collect();
    known.extend(dates.into_iter().flat_map(parts));
    known.push(item.notes.len().to_string());
    known
}
