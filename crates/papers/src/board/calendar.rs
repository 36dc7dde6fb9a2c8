//! A stretch of the calendar and the place of days on it.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use model::tally::first_of_month;

/// Farther from today than this, days stand at the edge.
const REACH: u32 = 18;
/// More marks than this do not fit.
const MARKS: usize = 6;

/// From the first of a month to the last of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    first: NaiveDate,
    end: NaiveDate,
}

impl Calendar {
    /// The months around today in which these days lie; what lies far away does not stretch it.
    pub(super) fn around(today: NaiveDate, days: impl Iterator<Item = NaiveDate>) -> Self {
        let reach = Months::new(REACH);
        let earliest = today.checked_sub_months(reach).unwrap_or(today);
        let latest = today.checked_add_months(reach).unwrap_or(today);
        let (mut first, mut last) = (today, today);
        for day in days {
            first = first.min(day.max(earliest));
            last = last.max(day.min(latest));
        }
        let first = first_of_month(first);
        let end = first_of_month(last).checked_add_months(Months::new(1));
        Self {
            first,
            end: end.unwrap_or(last),
        }
    }

    /// The place of a day's end in percent; days outside stand at the edge.
    pub(super) fn place(self, day: NaiveDate) -> f64 {
        let whole = (self.end - self.first).num_days().max(1) as f64;
        let days = (day - self.first).num_days().saturating_add(1) as f64;
        (days / whole * 100.0).clamp(0.0, 100.0)
    }

    /// The same for a day's beginning.
    pub(super) fn place_before(self, day: NaiveDate) -> f64 {
        day.pred_opt().map_or(0.0, |before| self.place(before))
    }

    /// The first days of its months.
    pub(super) fn months(self) -> impl Iterator<Item = NaiveDate> {
        let (first, end) = (self.first, self.end);
        (0..)
            .map_while(move |n| first.checked_add_months(Months::new(n)))
            .take_while(move |day| *day < end)
    }

    /// Words for the middles of its months, as many as fit; the year stands with the first of it.
    pub(super) fn marks(self) -> Vec<(f64, String)> {
        let months: Vec<NaiveDate> = self.months().collect();
        let step = months.len().div_ceil(MARKS).max(1);
        let mut year = None;
        months
            .iter()
            .step_by(step)
            .map(|month| {
                let middle = month.checked_add_days(Days::new(15)).unwrap_or(*month);
                let new_year = year.replace(month.year()) != Some(month.year());
                let word = if new_year {
                    format!("{}.{}", month.year(), month.month())
                } else {
                    format!("{}月", month.month())
                };
                (self.place_before(middle).max(3.0), word)
            })
            .collect()
    }
}
