//! The bytes of a row become tasks as counts see them. Only what is asked for is read, and bytes that this
//! program did not write come to nothing.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::block::Names;
use super::bytes::{self, Reader, unfolded};
use super::state::{Earlier, List, Lists, State, lists, overlay, skip_lists};
use super::write::{Before, Course, FIELDS, LISTS, field};
use model::draft::SubjectKind;
use model::figure::{Approx, Quantity};
use model::institution::Making;
use model::tally::{Counted, CountedFigure, OwnTerm};

/// Some tasks, read.
pub(super) struct Chunk<'a> {
    pub(super) names: Names<'a>,
    records: Reader<'a>,
    next: u32,
}

/// One task of them.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) place: u32,
    /// Where it differs from the day of registration.
    earliest: u64,
    pub(super) untold_before: Option<NaiveDate>,
    fields: [u64; FIELDS],
    /// Its lists, and behind them so many earlier states.
    rest: Reader<'a>,
    count: u64,
}

impl<'a> Chunk<'a> {
    /// `None` where it can't have been written by this program.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut records = Reader(bytes);
        Some(Self {
            names: Names::read(&mut records)?,
            records,
            next: 0,
        })
    }

    /// The same with its names as texts.
    pub(super) fn with_names(bytes: &'a [u8]) -> Option<Self> {
        let mut chunk = Self::read(bytes)?;
        chunk.names.make_texts()?;
        Some(chunk)
    }

    /// Reads the next task over another one; whether there was one.
    pub(super) fn next(&mut self, record: &mut Record<'a>) -> Option<bool> {
        self.next_of(record, |_, _| true)
    }

    /// The same of those tasks that `is_meant` by their place, and by whether they ever stood otherwise.
    pub(super) fn next_of(
        &mut self,
        record: &mut Record<'a>,
        is_meant: impl Fn(u32, bool) -> bool,
    ) -> Option<bool> {
        while !self.records.0.is_empty() {
            let place = self.next;
            self.next += 1;
            let bytes = self.records.piece()?;
            if !bytes.is_empty() && is_meant(place, bytes[0] > 0) {
                record.read(place, bytes)?;
                return Some(true);
            }
        }
        Some(false)
    }

    /// The task that stands there, and from where to where its bytes go, counted from the end of all; `None`
    /// where there is none. The others are passed over.
    pub(super) fn at(&mut self, place: u32, record: &mut Record<'a>) -> Option<(usize, usize)> {
        while self.next <= place {
            let (here, from) = (self.next, self.records.0.len());
            self.next += 1;
            let bytes = self.records.piece()?;
            if here == place && !bytes.is_empty() {
                record.read(place, bytes)?;
                return Some((from, self.records.0.len()));
            }
        }
        None
    }

    pub(super) fn name(&self, place: u64) -> Option<&'a str> {
        self.names.texts()?.get(place as usize).copied()
    }

    /// The name in a field; none where it holds none.
    pub(super) fn named(&self, state: &State<'_>, at: usize) -> Option<&'a str> {
        self.name(state.fields[at].checked_sub(1)?)
    }

    pub(super) fn subject(&self, state: &State<'_>) -> &'a str {
        self.named(state, field::SUBJECT)
            .unwrap_or_else(|| SubjectKind::Team.word())
    }

    /// All that counts need of a state of the task of that number.
    pub(super) fn counted(
        &self,
        state: &State<'_>,
        unit: Option<&'a str>,
        number: u32,
    ) -> Option<Counted<'a>> {
        let [
            own_depts,
            extensions,
            reopenings,
            measures,
            figures,
            institutions,
            last_note,
            terms,
        ] = state.lists.read()?;
        self.names.texts()?;
        let name = |reader: &mut Reader<'_>| self.name(reader.number()?);
        let day = |reader: &mut Reader<'_>| reader.day().flatten();
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
            institutions: institutions.all(|reader| self.institution(reader))?,
            last_note: last_note.all(day)?.pop(),
            terms: terms.all(|reader| self.term(reader))?,
        })
    }

    /// A task over time, as it was written.
    pub(super) fn course(&self, record: &Record<'a>) -> Option<Course<'_>> {
        let earlier = record.turns()?.into_iter().map(|turn| {
            let mut room = Earlier::new();
            let (before, _) = record.on(bytes::counted(turn) - 1, &mut room)?;
            Some(Before {
                turn,
                wording: before.wording(),
                state: self.counted(&before, None, 0)?,
            })
        });
        Some(Course {
            earliest: record.earliest()?,
            untold_before: record.untold_before,
            present: self.counted(&record.present(), None, 0)?,
            earlier: earlier.collect::<Option<_>>()?,
        })
    }

    fn institution(&self, reader: &mut Reader<'_>) -> Option<(Making, Cow<'a, str>)> {
        let told = reader.number()?;
        let kind = if told & 1 == 1 {
            Making::Revised
        } else {
            Making::Made
        };
        Some((kind, Cow::Borrowed(self.name(told >> 1)?)))
    }

    fn term(&self, reader: &mut Reader<'_>) -> Option<OwnTerm<'a>> {
        Some(OwnTerm {
            measure: u32::try_from(reader.number()?).ok()?,
            due: reader.day().flatten()?,
            dept: match reader.number()?.checked_sub(1) {
                None => None,
                Some(place) => Some(self.name(place)?),
            },
        })
    }

    fn figure(&self, reader: &mut Reader<'_>) -> Option<CountedFigure<'a>> {
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
}

impl<'a> Record<'a> {
    /// Room for a task.
    pub(super) fn new() -> Self {
        Self {
            place: 0,
            earliest: 0,
            untold_before: None,
            fields: [0; FIELDS],
            rest: Reader(&[]),
            count: 0,
        }
    }

    fn read(&mut self, place: u32, bytes: &'a [u8]) -> Option<()> {
        self.place = place;
        self.rest = Reader(bytes);
        let head = self.rest.number()?;
        self.count = head >> 1;
        self.untold_before = match head & 1 {
            0 => None,
            _ => self.rest.day()?,
        };
        self.earliest = self.rest.number()?;
        self.fields = [0; FIELDS];
        overlay(&mut self.rest, &mut self.fields)
    }

    /// How it stands.
    pub(super) fn present(&self) -> State<'_> {
        State {
            fields: &self.fields,
            lists: Lists::Unread(self.rest),
        }
    }

    /// Whether any of its records was made on that day or before, or speaks of such a day.
    pub(super) fn is_told_by(&self, day: i64) -> bool {
        let earliest = match self.earliest.checked_sub(1) {
            None => self.fields[field::RAISED_ON],
            Some(earliest) => earliest,
        };
        bytes::to_counted(earliest).is_some_and(|earliest| earliest <= day)
    }

    /// The first day that any of its records was made on or speaks of.
    fn earliest(&self) -> Option<Option<NaiveDate>> {
        match self.earliest.checked_sub(1) {
            None => Some(Some(self.present().raised_on()?)),
            Some(day) => bytes::to_day(day),
        }
    }

    /// How it stood on that day, and whether that is how it stands now.
    pub(super) fn on<'s>(
        &'s self,
        day: i64,
        room: &'s mut Earlier<'a>,
    ) -> Option<(State<'s>, bool)> {
        if self.count == 0 {
            return Some((self.present(), true));
        }
        let mut reader = self.rest;
        skip_lists(&mut reader)?;
        if bytes::to_counted(reader.number()?)? <= day {
            return Some((self.present(), true));
        }
        let mut reader = self.rest;
        let present = lists(&mut reader)?;
        room.fields = self.fields;
        for at in 0..self.count {
            if bytes::to_counted(reader.number()?)? <= day && at > 0 {
                break;
            }
            overlay(&mut reader, &mut room.fields)?;
            let different = reader.byte()?;
            for (at, list) in room.lists.iter_mut().enumerate() {
                let present = present[at];
                *list = match different >> at & 1 {
                    0 => present,
                    _ => match reader.number()?.checked_sub(1) {
                        Some(count) => List {
                            count: count.min(present.count),
                            ..present
                        },
                        None => List::read(&mut reader)?,
                    },
                };
            }
        }
        let state = State {
            fields: &room.fields,
            lists: Lists::Read(&room.lists),
        };
        Some((state, false))
    }

    /// The days before which an earlier state held, the latest first.
    fn turns(&self) -> Option<Vec<NaiveDate>> {
        let mut reader = self.rest;
        lists(&mut reader)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::write::Builder;
    use model::card::Card;
    use model::event::Registered;
    use model::subject::Subject;
    use model::task::Task;

    /// Whatever stands in the bytes, reading them ends, and nobody is told more than there is.
    #[test]
    fn nothing_in_the_bytes_makes_it_run_away() {
        let card = Card::new(2021, Subject::Team, "座位不够".to_owned());
        let mut task = Task::raised(1, 1, Registered::fresh(NaiveDate::default(), card));
        task.dept = Some("办公室".to_owned());
        let mut builder = Builder::default();
        for place in [1, 2, 7] {
            builder.push(place, &Course::of_one(&task));
        }
        let whole = builder.finish();
        let mut seed = 11_u64;
        for _ in 0..2000 {
            let mut bytes = whole.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (seed >> 20) as usize % bytes.len();
                bytes[at] = (seed >> 50) as u8;
            }
            let Some(mut chunk) = Chunk::with_names(&bytes) else {
                continue;
            };
            let mut records = 0;
            let mut record = Record::new();
            while let Some(true) = chunk.next(&mut record) {
                let mut room = Earlier::new();
                if let Some((state, _)) = record.on(i64::MIN, &mut room) {
                    state.is_of_dept(1);
                }
                let told = chunk.course(&record);
                assert!(told.is_none_or(|told| told.present.measures.len() <= bytes.len()));
                records += 1;
            }
            assert!(records <= bytes.len());
        }
    }
}
