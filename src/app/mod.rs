//! Floor 5: what the program does beyond one task, without words and without a screen.
//!
//! A request comes in as values, what became of it goes out as a value. Who acts, when and on which
//! day is in the [`Call`]; a person is asked through a trait that the front implements. A front
//! (the command line, a page) turns words into requests and results into text.

pub(crate) mod area;
pub(crate) mod as_of;
pub(crate) mod assemble;
pub(crate) mod collect;
pub(crate) mod common;
pub(crate) mod evidence;
pub(crate) mod export;
pub(crate) mod fault;
pub(crate) mod files;
pub(crate) mod gather;
pub(crate) mod handover;
pub(crate) mod import;
pub(crate) mod join;
pub(crate) mod machine;
pub(crate) mod material;
pub(crate) mod names;
pub(crate) mod pack;
pub(crate) mod packets;
pub(crate) mod past;
pub(crate) mod polish;
pub(crate) mod proposals;
pub(crate) mod redaction;
pub(crate) mod reminders;
pub(crate) mod retention;
pub(crate) mod review;
pub(crate) mod standings;
pub(crate) mod units;

use chrono::NaiveDate;

use model::entry::Stamp;

/// Who calls, when, and from which day everything is reckoned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub today: NaiveDate,
    pub stamp: &'a Stamp,
}

impl Call<'_> {
    /// The day on the clock; rows are the present as it is then.
    pub(crate) fn now(self) -> NaiveDate {
        self.stamp.when.date_naive()
    }

    /// Whether the day reckoned from is that of the clock.
    pub(crate) fn is_of_now(self) -> bool {
        self.today == self.now()
    }
}

/// Who is told how far something is that may take long.
pub(crate) trait Watch {
    /// So many steps of so many are done.
    fn at(&mut self, done: u64, total: u64);
}

/// Nobody is told.
impl Watch for () {
    fn at(&mut self, _: u64, _: u64) {}
}
