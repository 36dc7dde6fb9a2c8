//! Some tasks as counts see them become the bytes of a row. The bytes follow from the tasks alone: the same
//! tasks, the same bytes.
//!
//! First the names that occur, each once, then the tasks. Of a task its present state is written, and
//! what was different before each day on which something began to hold.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::bytes::{self, folded, number};
use model::deadline::TermKind;
use model::figure::Approx;
use model::institution::Making;
use model::tally::{Counted, CountedFigure, OwnTerm};
use model::task::{Past, Task};

/// Tasks of a row: about as many as stand on a page.
pub(crate) const TASKS: u32 = 32;

/// The plain fields of a state, by their places.
pub(super) mod field {
    pub(in crate::standing) const YEAR: usize = 0;
    pub(in crate::standing) const SUBJECT: usize = 1;
    pub(in crate::standing) const DEPT: usize = 2;
    pub(in crate::standing) const LEAD: usize = 3;
    pub(in crate::standing) const OWNER: usize = 4;
    pub(in crate::standing) const DIMENSION: usize = 5;
    pub(in crate::standing) const THEME: usize = 6;
    pub(in crate::standing) const SOURCE: usize = 7;
    pub(in crate::standing) const STATE: usize = 8;
    pub(in crate::standing) const MARKS: usize = 9;
    pub(in crate::standing) const DUE: usize = 10;
    pub(in crate::standing) const FIRST_DUE: usize = 11;
    pub(in crate::standing) const STATUS_ON: usize = 12;
    pub(in crate::standing) const NEXT_CHECK: usize = 13;
    pub(in crate::standing) const RAISED_ON: usize = 14;
    pub(in crate::standing) const LAST_ENTRY: usize = 15;
}
pub(super) const FIELDS: usize = 16;
pub(super) const LISTS: usize = 8;
/// The year from which others are counted.
pub(super) const YEAR: i64 = 2020;

/// A task over time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Course<'a> {
    pub(super) earliest: Option<NaiveDate>,
    pub(super) untold_before: Option<NaiveDate>,
    pub(super) present: Counted<'a>,
    /// How it stood before each of these days, the latest first.
    pub(super) earlier: Vec<Before<'a>>,
}

/// How a task stood before a day.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Before<'a> {
    pub(super) turn: NaiveDate,
    pub(super) state: Counted<'a>,
    pub(super) wording: Wording,
}

/// What an earlier state says otherwise than the present one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Wording {
    /// Its title was another one.
    pub(super) is_retitled: bool,
    /// It has a text where a search looks that is not among the present ones.
    pub(super) is_other: bool,
}

impl Wording {
    fn of(then: &Task, now: &Task) -> Self {
        let mut known = HashSet::new();
        now.texts(|place, text| {
            if place.searched().is_some() {
                known.insert(text);
            }
        });
        let mut is_other = false;
        then.texts(|place, text| is_other |= place.searched().is_some() && !known.contains(text));
        Self {
            is_retitled: then.problem != now.problem,
            is_other,
        }
    }
}

impl<'a> Course<'a> {
    pub(crate) fn of(task: &'a Task, past: &'a Past) -> Self {
        let earlier = past.earlier.iter();
        Self {
            earliest: past.earliest,
            untold_before: past.untold_before,
            present: Counted::of(task),
            earlier: earlier
                .map(|(turn, then)| Before {
                    turn: *turn,
                    state: Counted::of(then),
                    wording: Wording::of(then, task),
                })
                .collect(),
        }
    }

    /// One state that holds for ever.
    pub(super) fn of_one(task: &'a Task) -> Self {
        Self {
            earliest: None,
            untold_before: None,
            present: Counted::of(task),
            earlier: Vec::new(),
        }
    }
}

/// A list of a state: its items one after the other, and where each ends.
#[derive(Debug, Default)]
struct Items {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl PartialEq for Items {
    /// Most are empty: those are the same without a look at their bytes.
    fn eq(&self, other: &Self) -> bool {
        self.ends.len() == other.ends.len()
            && (self.ends.is_empty() || self.ends == other.ends && self.bytes == other.bytes)
    }
}

impl Items {
    fn of<T>(items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) -> Self {
        let mut list = Self::default();
        for item in items {
            write(&mut list.bytes, item);
            list.ends.push(list.bytes.len());
        }
        list
    }

    fn write(&self, to: &mut Vec<u8>) {
        number(to, self.ends.len() as u64);
        number(to, self.bytes.len() as u64);
        to.extend_from_slice(&self.bytes);
    }

    /// Whether this is how the other one begins.
    fn begins(&self, other: &Self) -> bool {
        other.ends.starts_with(&self.ends) && other.bytes.starts_with(&self.bytes)
    }
}

/// The bytes of some tasks in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    names: Vec<u8>,
    places: HashMap<String, u64>,
    records: Vec<u8>,
    /// Where the next task stands among them.
    pub(super) next: u32,
    pub(super) is_filled: bool,
}

/// What is written of one state.
struct Written {
    fields: [u64; FIELDS],
    lists: [Items; LISTS],
}

impl Builder {
    /// Adds the task that stands there; those before it are there already.
    pub(crate) fn push(&mut self, place: u32, course: &Course<'_>) {
        while self.next < place {
            self.records.push(0);
            self.next += 1;
        }
        let mut record = Vec::with_capacity(64);
        self.course(course, &mut record);
        number(&mut self.records, record.len() as u64);
        self.records.extend(record);
        self.next += 1;
        self.is_filled = true;
    }

    /// One task among others whose names are known, as bytes; `None` where it brings another name.
    pub(super) fn among(names: &[&str], course: &Course<'_>) -> Option<Vec<u8>> {
        let names = names.iter().map(|name| (*name).to_owned());
        let mut builder = Self {
            places: names.zip(0..).collect(),
            ..Self::default()
        };
        builder.push(0, course);
        builder.names.is_empty().then_some(builder.records)
    }

    /// The names of one task, in the order in which they occur.
    pub(super) fn names_of(course: &Course<'_>) -> Vec<u8> {
        let mut builder = Self::default();
        builder.push(0, course);
        builder.names
    }

    pub(crate) fn finish(&self) -> Vec<u8> {
        let mut all = Vec::with_capacity(4 + self.names.len() + self.records.len());
        number(&mut all, self.places.len() as u64);
        all.extend_from_slice(&self.names);
        all.extend_from_slice(&self.records);
        all
    }

    fn course(&mut self, course: &Course<'_>, to: &mut Vec<u8>) {
        let present = self.written(&course.present, Wording::default());
        let mut earlier = Vec::new();
        let mut newer = present.fields;
        let mut newer_lists = &present.lists;
        let states = course.earlier.iter();
        let states: Vec<_> = states
            .map(|before| (before.turn, self.written(&before.state, before.wording)))
            .collect();
        let mut count = 0;
        for (day, state) in &states {
            if state.fields == newer && state.lists == *newer_lists {
                continue;
            }
            count += 1;
            number(&mut earlier, bytes::day(Some(*day)));
            fields(&mut earlier, &state.fields, &newer);
            before(&mut earlier, &state.lists, &present.lists);
            (newer, newer_lists) = (state.fields, &state.lists);
        }
        let untold = course.untold_before;
        number(to, count << 1 | u64::from(untold.is_some()));
        if untold.is_some() {
            number(to, bytes::day(untold));
        }
        let is_usual = course.earliest == Some(course.present.raised_on);
        number(
            to,
            if is_usual {
                0
            } else {
                1 + bytes::day(course.earliest)
            },
        );
        fields(to, &present.fields, &[0; FIELDS]);
        let filled = present.lists.iter().enumerate();
        let filled = filled.filter(|(_, list)| !list.ends.is_empty());
        to.push(filled.clone().map(|(at, _)| 1 << at).sum());
        filled.for_each(|(_, list)| list.write(to));
        to.extend(earlier);
    }

    fn written(&mut self, state: &Counted<'_>, wording: Wording) -> Written {
        let term = state.term.map_or(0, |term| match term {
            TermKind::Date => 1,
            TermKind::Immediate => 2,
            TermKind::LongTerm => 3,
        });
        let first_due = match state.first_due {
            same if same == state.due => 0,
            other => 1 + bytes::day(other),
        };
        let subject = Some(state.subject).filter(|_| !state.is_of_team());
        let mut name = |text: Option<&str>| text.map_or(0, |text| 1 + self.place(text));
        let fields = [
            folded(i64::from(state.year) - YEAR),
            name(subject),
            name(state.dept),
            name(state.lead),
            name(state.owner),
            name(state.dimension),
            name(state.theme),
            name(state.source),
            state.kind as u64
                | term << 3
                | u64::from(wording.is_retitled) << 5
                | u64::from(wording.is_other) << 6,
            state.marks.bits(),
            bytes::day(state.due),
            first_due,
            bytes::day(state.status_on),
            bytes::day(state.next_check),
            bytes::day(Some(state.raised_on)),
            state.last_entry,
        ];
        let day = |to: &mut Vec<u8>, day: &NaiveDate| number(to, bytes::day(Some(*day)));
        let lists = [
            Items::of(&state.own_depts, |to, dept| number(to, self.place(dept))),
            Items::of(&state.extensions, day),
            Items::of(&state.reopenings, day),
            Items::of(&state.measures, |to, key| to.extend(key.to_le_bytes())),
            Items::of(&state.figures, |to, figure| self.figure(to, figure)),
            Items::of(&state.institutions, |to, (kind, name)| {
                number(
                    to,
                    self.place(name) << 1 | u64::from(*kind == Making::Revised),
                );
            }),
            Items::of(state.last_note.as_slice(), day),
            Items::of(&state.terms, |to, term| self.term(to, term)),
        ];
        Written { fields, lists }
    }

    fn term(&mut self, to: &mut Vec<u8>, term: &OwnTerm<'_>) {
        number(to, term.measure.into());
        number(to, bytes::day(Some(term.due)));
        number(to, term.dept.map_or(0, |dept| 1 + self.place(dept)));
    }

    fn figure(&mut self, to: &mut Vec<u8>, figure: &CountedFigure<'_>) {
        let approx = Approx::ALL
            .iter()
            .position(|approx| Some(*approx) == figure.approx);
        for value in [
            bytes::day(Some(figure.date)),
            figure.entry,
            self.place(figure.name),
            self.place(figure.unit),
            folded(figure.value.parts()),
            approx.map_or(0, |at| 1 + at as u64),
        ] {
            number(to, value);
        }
    }

    fn place(&mut self, name: &str) -> u64 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.places.len() as u64;
        number(&mut self.names, name.len() as u64);
        self.names.extend_from_slice(name.as_bytes());
        self.places.insert(name.to_owned(), place);
        place
    }
}

/// The fields in which a state differs from another.
fn fields(to: &mut Vec<u8>, state: &[u64; FIELDS], other: &[u64; FIELDS]) {
    let different = (0..FIELDS).filter(|at| state[*at] != other[*at]);
    let mask: u16 = different.clone().map(|at| 1 << at).sum();
    to.extend(mask.to_le_bytes());
    different.for_each(|at| number(to, state[at]));
}

/// The lists that differ from those of the present: most are how those begin.
fn before(to: &mut Vec<u8>, lists: &[Items; LISTS], present: &[Items; LISTS]) {
    let different: [bool; LISTS] = std::array::from_fn(|at| lists[at] != present[at]);
    let places = || (0..LISTS).filter(|at| different[*at]);
    to.push(places().map(|at| 1 << at).sum());
    for at in places() {
        if lists[at].begins(&present[at]) {
            number(to, 1 + lists[at].ends.len() as u64);
        } else {
            number(to, 0);
            lists[at].write(to);
        }
    }
}
