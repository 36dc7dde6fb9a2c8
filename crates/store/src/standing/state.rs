//! A state of a task as it lies in the bytes: plain fields, and lists that are read when they are asked for.

use chrono::NaiveDate;

use super::bytes::{self, Reader, unfolded};
use super::write::{FIELDS, LISTS, Wording, YEAR, field};
use model::deadline::TermKind;
use model::status::StatusKind;
use model::tally::Marks;

/// How a task stands or stood.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) fields: &'a [u64; FIELDS],
    pub(super) lists: Lists<'a>,
}

/// Lists are read where somebody asks for them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lists<'a> {
    Unread(Reader<'a>),
    Read(&'a [List<'a>; LISTS]),
}

/// Room for an earlier state.
#[derive(Debug)]
pub(super) struct Earlier<'a> {
    pub(super) fields: [u64; FIELDS],
    pub(super) lists: [List<'a>; LISTS],
}

impl Earlier<'_> {
    pub(super) fn new() -> Self {
        Self {
            fields: [0; FIELDS],
            lists: [NONE; LISTS],
        }
    }
}

/// The first items of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<'a> {
    pub(super) count: u64,
    pub(super) bytes: Reader<'a>,
}

pub(super) const NONE: List<'_> = List {
    count: 0,
    bytes: Reader(&[]),
};

/// Reads the lists of a present state.
pub(super) fn lists<'a>(reader: &mut Reader<'a>) -> Option<[List<'a>; LISTS]> {
    let mut lists = [NONE; LISTS];
    let filled = reader.byte()?;
    for (at, list) in lists.iter_mut().enumerate() {
        if filled >> at & 1 == 1 {
            *list = List::read(reader)?;
        }
    }
    Some(lists)
}

/// Passes over them.
pub(super) fn skip_lists(reader: &mut Reader<'_>) -> Option<()> {
    let filled = reader.byte()?;
    for _ in 0..filled.count_ones() {
        reader.number()?;
        reader.piece()?;
    }
    Some(())
}

impl<'a> Lists<'a> {
    pub(super) fn read(self) -> Option<[List<'a>; LISTS]> {
        match self {
            Self::Unread(mut reader) => lists(&mut reader),
            Self::Read(lists) => Some(*lists),
        }
    }
}

/// Reads the fields that are written over others.
pub(super) fn overlay(reader: &mut Reader<'_>, fields: &mut [u64; FIELDS]) -> Option<()> {
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
        let people = !self.is_of_team() || !lacks(field::LEAD) && !lacks(field::DEPT);
        !people || !self.marks().has_deadline
    }

    pub(super) fn marks(&self) -> Marks {
        Marks::from_bits(self.fields[field::MARKS])
    }

    pub(super) fn is_of_team(&self) -> bool {
        self.fields[field::SUBJECT] == 0
    }

    /// Whether the department that stands there answers for the task or for one of its measures.
    pub(super) fn is_of_dept(&self, place: u64) -> bool {
        let mut is_own = false;
        if self.fields[field::DEPT] != place {
            self.each_own_dept(|held| {
                is_own |= held == place;
                !is_own
            });
        }
        is_own || self.fields[field::DEPT] == place
    }

    /// Hands over the departments of its measures as a field would hold them, until `each` wants no more.
    pub(super) fn each_own_dept(&self, mut each: impl FnMut(u64) -> bool) {
        let Some([mut own, ..]) = self.lists.read() else {
            return;
        };
        for _ in 0..own.count {
            let held = own.bytes.number().and_then(|place| place.checked_add(1));
            if !held.is_some_and(&mut each) {
                break;
            }
        }
    }

    /// The day it is due, counted; `None` where it has none.
    pub(super) fn due_counted(&self) -> Option<i64> {
        bytes::to_counted(self.fields[field::DUE])
    }

    pub(super) fn due(&self) -> Option<Option<NaiveDate>> {
        bytes::to_day(self.fields[field::DUE])
    }

    pub(super) fn status_on(&self) -> Option<Option<NaiveDate>> {
        bytes::to_day(self.fields[field::STATUS_ON])
    }

    pub(super) fn raised_on(&self) -> Option<NaiveDate> {
        bytes::to_day(self.fields[field::RAISED_ON]).flatten()
    }
}

impl<'a> List<'a> {
    pub(super) fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let count = reader.number()?;
        let bytes = Reader(reader.piece()?);
        Some(Self { count, bytes })
    }

    pub(super) fn all<T>(mut self, read: impl Fn(&mut Reader<'_>) -> Option<T>) -> Option<Vec<T>> {
        // No item is shorter than a byte.
        let count = self.count.min(self.bytes.0.len() as u64);
        (count == self.count).then_some(())?;
        (0..count).map(|_| read(&mut self.bytes)).collect()
    }
}
