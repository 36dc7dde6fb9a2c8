//! The measures of a record, and what each has of its own.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::cells;
use super::records::Record;
use super::row::{Due, RegisterMeasure};
use super::state::{dated_state, status_day, status_told};
use crate::lines;
use crate::vocabulary::Key;
use model::deadline::{Anchor, Deadline, Term};
use model::task::Measure;
use office::cell::Cell;
use office::text::{iso, items, ordinal};

impl Record {
    /// The measures of all rows, in order.
    pub(super) fn measures(&self, anchor: Option<Anchor>) -> Vec<RegisterMeasure> {
        let mut measures: Vec<RegisterMeasure> = Vec::new();
        let several = self.rows.len() > 1;
        let shares = self.shares();
        for (_, cells) in &self.rows {
            let Some(text) = cells.get(&Key::Measures).map(Cell::written) else {
                continue;
            };
            for (key, text) in self.measure_texts(&text) {
                if several && measures.iter().any(|known| known.text == text) {
                    continue;
                }
                let next = measures.last().map_or(0, |measure| measure.key) + 1;
                let mut measure = RegisterMeasure {
                    key: key.unwrap_or(next).max(next),
                    text,
                    ..RegisterMeasure::default()
                };
                if several {
                    self.own_of(cells, &mut measure, anchor);
                }
                if let Some(share) = shares.get(&measure.key) {
                    let due = share.deadline.clone().map(Due::Told);
                    (measure.dept, measure.owner) = (share.dept.clone(), share.owner.clone());
                    (measure.due, measure.done_on) = (due, share.done_on);
                }
                measures.push(measure);
            }
        }
        measures
    }

    /// The deadline as our own register tells it, where its words are not those of its day.
    pub(super) fn told_due(&self, first: &BTreeMap<Key, Cell>) -> Option<Due> {
        let phrase = self.text(first, Key::DeadlineWords).filter(|_| self.own)?;
        match self.written_due(first.get(&Key::Deadline)?)? {
            Due::Day(day) => Some(day),
            Due::Words(words) => iso::read(&words),
            Due::InYear(..) | Due::Since(..) | Due::Told(_) => None,
        }
        .filter(|day| {
            // Who moved the day and left its words meant the day.
            let year = first.get(&Key::Year).and_then(cells::year);
            let reckoned = Deadline::keep(&phrase, year.map(Anchor::of)).date();
            reckoned.is_none_or(|other| (other.month(), other.day()) == (day.month(), day.day()))
        })
        .map(|day| {
            let term = Some(Term::Date(day));
            Due::Told(Deadline { phrase, term })
        })
    }

    /// What our own register tells of each measure, by its key.
    fn shares(&self) -> BTreeMap<u32, Measure> {
        let own = self.rows.first().filter(|_| self.own);
        let cell = own.and_then(|(_, cells)| self.text(cells, Key::Shares));
        let read = cell.and_then(|cell| lines::shares_read(&cell));
        let read = read.unwrap_or_default().into_iter();
        read.map(|measure| (measure.key, measure)).collect()
    }

    fn measure_texts(&self, cell: &str) -> Vec<(Option<u32>, String)> {
        if let Some(keyed) = lines::measures_read(cell).filter(|_| self.own) {
            return keyed
                .into_iter()
                .map(|(key, text)| (Some(key), text))
                .collect();
        }
        if self.own {
            return vec![(None, cell.to_owned())];
        }
        let clean = cells::lines(cell);
        if cells::is_placeholder(&clean) {
            return Vec::new();
        }
        let bare = |line: &str| {
            let text = line.trim_start_matches(['-', '•', '·', '●', '■', '◆', '○', '▪', '—', '*']);
            text.trim_start().to_owned()
        };
        let lines: Vec<String> = clean.lines().map(bare).collect();
        let mut texts = items::split(&without_marks(lines).join("\n"));
        // 1.每月学 2.每季讲: the blank between them counts.
        let blanks = items::split(cell);
        if blanks.len() > texts.len() && !cell.contains('\n') {
            let closed = blanks.iter().map(|text| cells::lines(text));
            texts = closed.collect();
        }
        // 甲；乙 without numbers are two as well.
        if let [only] = texts.as_slice()
            && only.split('；').all(|part| part.chars().count() >= 4)
        {
            texts = only.split('；').map(str::to_owned).collect();
        }
        // In a row of its own: 2.倒排工期.
        if let ([only], true) = (texts.as_mut_slice(), self.rows.len() > 1)
            && let Some(found) = ordinal::read(only)
        {
            *only = only[found.length..].trim_start().to_owned();
        }
        texts.retain(|text| !text.is_empty());
        texts.into_iter().map(|text| (None, text)).collect()
    }

    /// What a row of its own gives a measure, where rows differ.
    fn own_of(
        &self,
        cells: &BTreeMap<Key, Cell>,
        measure: &mut RegisterMeasure,
        anchor: Option<Anchor>,
    ) {
        let differs = |key| {
            self.rows
                .iter()
                .any(|(_, other)| other.get(&key) != cells.get(&key))
        };
        let text = |key| self.text(cells, key).filter(|_| differs(key));
        let mut parties = self.parties(std::iter::once(cells));
        parties.settle();
        if text(Key::Dept).is_some() {
            measure.dept = parties.joined(Key::Dept);
        }
        if text(Key::Owner).is_some() {
            measure.owner = parties.joined(Key::Owner);
        }
        let due = cells.get(&Key::Deadline).filter(|_| differs(Key::Deadline));
        measure.due = due.and_then(|cell| self.one_due(cell)).map(|(due, _)| due);
        let day = |cell: &Cell| cells::day(cell, anchor);
        let told = text(Key::Status).and_then(|word| {
            let dated = dated_state(&word).map(|told| (told.kind, day(&Cell::read(told.day))));
            dated.or_else(|| status_told(&word).map(|(kind, _)| (kind, status_day(&word))))
        });
        if let Some((kind, said)) = told
            && kind.is_finished()
        {
            measure.done_on = cells.get(&Key::FinishedOn).and_then(day).or(said);
        }
    }
}

/// Lines that are counted by letters or bare digits: a.检修 b.明确, 1停止 2补设.
fn without_marks(lines: Vec<String>) -> Vec<String> {
    let letter = |(line, mark): (&String, char)| {
        let rest = line.trim_start_matches(['(', '（']);
        let rest = rest.strip_prefix([mark, mark.to_ascii_uppercase()])?;
        let rest = rest.strip_prefix(['.', '、', '．', ')', '）', '：'])?;
        Some(rest.trim_start().to_owned())
    };
    let digit = |(line, number): (&String, usize)| {
        let rest = line.strip_prefix(&number.to_string())?;
        rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii())
            .then(|| rest.to_owned())
    };
    let lettered: Option<Vec<String>> = lines.iter().zip('a'..='z').map(letter).collect();
    let counted: Option<Vec<String>> = lines.iter().zip(1..).map(digit).collect();
    let found = lettered.or(counted);
    found
        .filter(|texts| texts.len() == lines.len() && lines.len() > 1)
        .unwrap_or(lines)
}
