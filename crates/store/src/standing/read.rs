//! The bytes of a row become tasks as counts see them. Only what is asked for is read, and bytes that this
//! program did not write come to nothing.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::bytes::{self, Reader, unfolded};
use super::write::{Before, Course, FIELDS, LISTS, Wording, YEAR, field};
use model::deadline::TermKind;
use model::draft::SubjectKind;
use model::figure::{Approx, Quantity};
use model::institution::Making;
use model::status::StatusKind;
use model::tally::{Counted, CountedFigure, Marks};

/// Some tasks, read.
pub(super) struct Chunk<'a> {
    names: Vec<&'a str>,
    records: Reader<'a>,
    next: u32,
}

/// One task of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) place: u32,
    /// Where it differs from the day of registration.
    earliest: u64,
    pub(super) untold_before: Option<NaiveDate>,
    pub(super) present: State<'a>,
    count: u64,
    earlier: Reader<'a>,
}

/// How a task stands or stood.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) fields: [u64; FIELDS],
    lists: [List<'a>; LISTS],
}

/// The first items of a list.
#[derive(Debug, Clone, Copy)]
struct List<'a> {
    count: u64,
    bytes: Reader<'a>,
}

const NONE: List<'_> = List {
    count: 0,
    bytes: Reader(&[]),
};

impl<'a> Chunk<'a> {
    /// `None` where it can't have been written by this program.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut records = Reader(bytes);
        let count = records.number()?;
        let mut names = Vec::with_capacity(count.min(64) as usize);
        for _ in 0..count {
            names.push(std::str::from_utf8(records.piece()?).ok()?);
        }
        Some(Self {
            names,
            records,
            next: 0,
        })
    }

    /// The next task there is.
    pub(super) fn next(&mut self) -> Option<Option<Record<'a>>> {
        while !self.records.0.is_empty() {
            let place = self.next;
            self.next += 1;
            let bytes = self.records.piece()?;
            if !bytes.is_empty() {
                return Record::read(place, bytes).map(Some);
            }
        }
        Some(None)
    }

    pub(super) fn name(&self, place: u64) -> Option<&'a str> {
        self.names.get(place as usize).copied()
    }

    /// The name in a field; none where it holds none.
    pub(super) fn named(&self, state: &State<'a>, at: usize) -> Option<&'a str> {
        self.name(state.fields[at].checked_sub(1)?)
    }

    pub(super) fn subject(&self, state: &State<'a>) -> &'a str {
        self.named(state, field::SUBJECT)
            .unwrap_or_else(|| SubjectKind::Team.word())
    }

    pub(super) fn is_of_team(&self, state: &State<'a>) -> bool {
        state.fields[field::SUBJECT] == 0
    }

    /// All that counts need of a state of the task of that number.
    pub(super) fn counted(
        &self,
        state: &State<'a>,
        unit: Option<&'a str>,
        number: u32,
    ) -> Option<Counted<'a>> {
        let [own_depts, extensions, reopenings, measures, figures, institutions] = state.lists;
        let name = |reader: &mut Reader<'a>| self.name(reader.number()?);
        let day = |reader: &mut Reader<'a>| reader.day().flatten();
        let due = state.due()?;
        let first_due = match state.fields[field::FIRST_DUE].checked_sub(1) {
            None => due,
            Some(other) => bytes::to_day(other)?,
        };
        Some(Counted {
            number,
            unit,
            year: state.year()?,
            subject: self.subject(state),
            dept: self.named(state, field::DEPT),
            lead: self.named(state, field::LEAD),
            owner: self.named(state, field::OWNER),
            dimension: self.named(state, field::DIMENSION),
            theme: self.named(state, field::THEME),
            source: self.named(state, field::SOURCE),
            kind: state.kind()?,
            status_on: state.status_on()?,
            term: state.term(),
            due,
            first_due,
            next_check: bytes::to_day(state.fields[field::NEXT_CHECK])?,
            raised_on: state.raised_on()?,
            last_entry: state.fields[field::LAST_ENTRY],
            marks: state.marks(),
            own_depts: own_depts.all(name)?,
            extensions: extensions.all(day)?,
            reopenings: reopenings.all(day)?,
            measures: measures.all(|reader| {
                let bytes = reader.take(8)?.try_into().ok()?;
                Some(u64::from_le_bytes(bytes))
            })?,
            figures: figures.all(|reader| self.figure(reader))?,
            institutions: institutions.all(|reader| {
                let told = reader.number()?;
                let kind = if told & 1 == 1 { Making::Revised } else { Making::Made };
                Some((kind, Cow::Borrowed(self.name(told >> 1)?)))
            })?,
        })
    }

    /// A task over time, as it was written.
    pub(super) fn course(&self, record: &Record<'a>) -> Option<Course<'a>> {
        let state = |state: &State<'a>| self.counted(state, None, 0);
        let earlier = record.turns()?.into_iter().map(|turn| {
            let (before, _) = record.on(turn.pred_opt()?)?;
            Some(Before {
                turn,
                state: state(&before)?,
                wording: before.wording(),
            })
        });
        Some(Course {
            earliest: record.earliest()?,
            untold_before: record.untold_before,
            present: state(&record.present)?,
            earlier: earlier.collect::<Option<_>>()?,
        })
    }

    fn figure(&self, reader: &mut Reader<'a>) -> Option<CountedFigure<'a>> {
        Some(CountedFigure {
            date: reader.day().flatten()?,
            entry: reader.number()?,
            name: self.name(reader.number()?)?,
            unit: self.name(reader.number()?)?,
            value: Quantity::of_parts(unfolded(reader.number()?)),
            approx: match reader.number()?.checked_sub(1) {
                None => None,
                Some(at) => Some(*Approx::ALL.get(at as usize)?),
            },
        })
    }

    /// Whether that department answers for the task or for one of its measures.
    pub(super) fn is_of_dept(&self, state: &State<'a>, dept: &str) -> bool {
        let mut list = state.lists[0];
        self.named(state, field::DEPT) == Some(dept)
            || (0..list.count).any(|_| {
                let place = list.bytes.number();
                place.is_some_and(|place| self.name(place) == Some(dept))
            })
    }
}

impl<'a> Record<'a> {
    fn read(place: u32, bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let head = reader.number()?;
        let untold_before = match head & 1 {
            0 => None,
            _ => reader.day()?,
        };
        let earliest = reader.number()?;
        let mut fields = [0; FIELDS];
        overlay(&mut reader, &mut fields)?;
        let mut lists = [NONE; LISTS];
        let filled = reader.byte()?;
        for (at, list) in lists.iter_mut().enumerate() {
            if filled >> at & 1 == 1 {
                *list = List::read(&mut reader)?;
            }
        }
        Some(Self {
            place,
            earliest,
            untold_before,
            present: State { fields, lists },
            count: head >> 1,
            earlier: reader,
        })
    }

    /// The first day that any of its records was made on or speaks of.
    pub(super) fn earliest(&self) -> Option<Option<NaiveDate>> {
        match self.earliest.checked_sub(1) {
            None => Some(Some(self.present.raised_on()?)),
            Some(day) => bytes::to_day(day),
        }
    }

    /// How it stood on that day, and whether that is how it stands now.
    pub(super) fn on(&self, day: NaiveDate) -> Option<(State<'a>, bool)> {
        let (mut state, mut is_present) = (self.present, true);
        let mut reader = self.earlier;
        for _ in 0..self.count {
            let turn = reader.day().flatten()?;
            if turn <= day {
                break;
            }
            is_present = false;
            overlay(&mut reader, &mut state.fields)?;
            let different = reader.byte()?;
            for at in 0..LISTS {
                let present = self.present.lists[at];
                state.lists[at] = match different >> at & 1 {
                    0 => present,
                    _ => match reader.number()?.checked_sub(1) {
                        Some(count) => List { count: count.min(present.count), ..present },
                        None => List::read(&mut reader)?,
                    },
                };
            }
        }
        Some((state, is_present))
    }

    /// Every earlier state, the latest first, with the day before which it held.
    pub(super) fn turns(&self) -> Option<Vec<NaiveDate>> {
        let mut reader = self.earlier;
        let mut turns = Vec::new();
        for _ in 0..self.count {
            turns.push(reader.day().flatten()?);
            overlay(&mut reader, &mut [0; FIELDS])?;
            let different = reader.byte()?;
            for at in 0..LISTS {
                if different >> at & 1 == 1 && reader.number()? == 0 {
                    List::read(&mut reader)?;
                }
            }
        }
        Some(turns)
    }
}

/// Reads the fields that are written over others.
fn overlay(reader: &mut Reader<'_>, fields: &mut [u64; FIELDS]) -> Option<()> {
    let mut mask = u16::from_le_bytes([reader.byte()?, reader.byte()?]);
    while mask != 0 {
        fields[mask.trailing_zeros() as usize] = reader.number()?;
        mask &= mask - 1;
    }
    Some(())
}

impl State<'_> {
    pub(super) fn year(&self) -> Option<i32> {
        let year = unfolded(self.fields[field::YEAR]).checked_add(YEAR)?;
        i32::try_from(year).ok()
    }

    pub(super) fn kind(&self) -> Option<StatusKind> {
        let kind = (self.fields[field::STATE] & 7) as usize;
        StatusKind::ALL.get(kind).copied()
    }

    pub(super) fn term(&self) -> Option<TermKind> {
        match self.fields[field::STATE] >> 3 & 3 {
            1 => Some(TermKind::Date),
            2 => Some(TermKind::Immediate),
            3 => Some(TermKind::LongTerm),
            _ => None,
        }
    }

    /// What it says otherwise than the present one.
    pub(super) fn wording(&self) -> Wording {
        let mark = |at: u32| self.fields[field::STATE] >> at & 1 == 1;
        Wording {
            is_retitled: mark(5),
            is_other: mark(6),
        }
    }

    /// Whether people or deadline are missing; a person answers for his own tasks himself.
    pub(super) fn is_unfilled(&self) -> bool {
        let lacks = |at: usize| self.fields[at] == 0;
        let of_team = lacks(field::SUBJECT);
        !self.marks().has_deadline || of_team && (lacks(field::LEAD) || lacks(field::DEPT))
    }

    fn marks(&self) -> Marks {
        Marks::from_bits(self.fields[field::MARKS])
    }

    pub(super) fn due(&self) -> Option<Option<NaiveDate>> {
        bytes::to_day(self.fields[field::DUE])
    }

    pub(super) fn status_on(&self) -> Option<Option<NaiveDate>> {
        bytes::to_day(self.fields[field::STATUS_ON])
    }

    fn raised_on(&self) -> Option<NaiveDate> {
        bytes::to_day(self.fields[field::RAISED_ON]).flatten()
    }
}

impl<'a> List<'a> {
    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let count = reader.number()?;
        let bytes = Reader(reader.piece()?);
        Some(Self { count, bytes })
    }

    fn all<T>(mut self, read: impl Fn(&mut Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
        // No item is shorter than a byte.
        let count = self.count.min(self.bytes.0.len() as u64);
        (count == self.count).then_some(())?;
        (0..count).map(|_| read(&mut self.bytes)).collect()
    }
}
