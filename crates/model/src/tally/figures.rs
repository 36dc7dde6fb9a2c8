//! Figures of many notes: counts added, levels as they were last.

use std::collections::HashMap;
use std::fmt;

use chrono::NaiveDate;

use crate::figure::{Approx, FigureKind, FigureKinds, Quantity, approximately, name_key};
use crate::tally::counted::{Counted, CountedFigure, figures};
use crate::tally::measures::number_of_unit;
use crate::task::Task;

/// All figures of one name and unit, as they may be told together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// What was counted, as first written.
    pub name: String,
    /// In what unit; may be empty.
    pub unit: String,
    /// How they go together.
    pub kind: FigureKind,
    /// What they come to.
    pub value: Reached,
}

/// A number that is not a sum of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// How much.
    pub value: Quantity,
    /// Whether it is exact.
    pub approx: Option<Approx>,
}

/// What figures come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// Counts and amounts: the sum.
    Sum(Measured),
    /// Rates and levels: the latest, and the first where it was another.
    Level {
        /// On the first day, where that was not the latest value.
        from: Option<Measured>,
        /// On the latest day.
        to: Measured,
    },
    /// Rates or levels of several tasks: each is its own, together they come to nothing.
    Apart {
        /// How many tasks have one.
        tasks: u32,
    },
}

impl Total {
    /// The number for programs: the sum or the latest; none where there is none together.
    pub fn number(&self) -> Option<Measured> {
        match self.value {
            Reached::Sum(measured) | Reached::Level { to: measured, .. } => Some(measured),
            Reached::Apart { .. } => None,
        }
    }

    /// Whether a text about all of them may name it.
    pub fn is_told(&self) -> bool {
        self.number().is_some()
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&approximately(self.value, self.approx))
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, unit, .. } = self;
        match &self.value {
            Reached::Sum(value)
            | Reached::Level {
                from: None,
                to: value,
            } => {
                write!(f, "{name}{value}{unit}")
            }
            Reached::Level {
                from: Some(from),
                to,
            } => {
                let is_place = ["名次", "排名", "位次"]
                    .iter()
                    .any(|word| name.contains(word));
                let verb = match from.value.cmp(&to.value) {
                    _ if is_place => "变为",
                    std::cmp::Ordering::Less => "升至",
                    std::cmp::Ordering::Greater => "降至",
                    std::cmp::Ordering::Equal => "变为",
                };
                write!(f, "{name}由{from}{unit}{verb}{to}{unit}")
            }
            Reached::Apart { tasks } => write!(f, "{name}（{tasks}个问题各有记录，不相加）"),
        }
    }
}

/// What was recorded under one name and unit.
#[derive(Debug, Clone)]
struct Series {
    name: String,
    unit: String,
    sum: Measured,
    /// The earliest and the latest note, by day and entry.
    first: Noted,
    last: Noted,
    /// The task of the latest addition, and how many tasks there were; tasks come one after another.
    task: Whose,
    tasks: u32,
}

/// What a note says, with its day and its entry.
type Noted = ((NaiveDate, u64), Measured);

/// A task: its unit, as a number that tells it from others, and its number there.
type Whose = (u64, u32);

/// Figures by name and unit, in the order of their first appearance.
#[derive(Debug, Clone, Default)]
pub struct FigureSums {
    series: Vec<Series>,
    places: HashMap<(String, String), usize>,
    earliest: Option<NaiveDate>,
}

impl FigureSums {
    /// Adds what a task's notes count; notes for the office only are left out. Each task once.
    pub fn add_task(&mut self, task: &Task) {
        let whose = whose(task.unit.as_deref(), task.number);
        figures(task).for_each(|figure| self.add(whose, &figure));
    }

    /// The same of what counts see of it.
    pub(super) fn count(&mut self, task: &Counted<'_>) {
        if task.figures.is_empty() {
            return;
        }
        let whose = whose(task.unit, task.number);
        let figures = task.figures.iter();
        figures.for_each(|figure| self.add(whose, figure));
    }

    fn add(&mut self, task: Whose, figure: &CountedFigure<'_>) {
        let at = (figure.date, figure.entry);
        let earliest = self.earliest;
        self.earliest = Some(earliest.map_or(figure.date, |known| known.min(figure.date)));
        let now = Measured {
            value: figure.value,
            approx: figure.approx,
        };
        let key = (name_key(figure.name), figure.unit.to_owned());
        let Some(place) = self.places.get(&key) else {
            self.places.insert(key, self.series.len());
            self.series.push(Series {
                name: figure.name.to_owned(),
                unit: figure.unit.to_owned(),
                sum: now,
                first: (at, now),
                last: (at, now),
                task,
                tasks: 1,
            });
            return;
        };
        let series = &mut self.series[*place];
        series.reach(now, (at, now), (at, now));
        if series.task != task {
            series.task = task;
            series.tasks += 1;
        }
    }

    /// Adds what later tasks counted.
    pub(super) fn join(&mut self, later: Self) {
        let earliest = self.earliest.into_iter().chain(later.earliest);
        self.earliest = earliest.min();
        for more in later.series {
            let key = (name_key(&more.name), more.unit.clone());
            let Some(place) = self.places.get(&key) else {
                self.places.insert(key, self.series.len());
                self.series.push(more);
                continue;
            };
            let series = &mut self.series[*place];
            series.reach(more.sum, more.first, more.last);
            series.task = more.task;
            series.tasks += more.tasks;
        }
    }

    pub(super) fn rename(&mut self, call: impl Fn(&mut String)) {
        for series in &mut self.series {
            call(&mut series.name);
            call(&mut series.unit);
        }
    }

    /// What they come to, under these kinds.
    pub fn totals(&self, kinds: &FigureKinds) -> Vec<Total> {
        self.series
            .iter()
            .map(|series| series.total(kinds))
            .collect()
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// The first day that a figure speaks of.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }
}

fn whose(unit: Option<&str>, task: u32) -> Whose {
    (number_of_unit(unit), task)
}

impl Series {
    /// With what was recorded besides: what it comes to, the earliest of it and the latest.
    fn reach(&mut self, sum: Measured, first: Noted, last: Noted) {
        self.sum = Measured {
            value: self.sum.value.plus(sum.value),
            approx: Approx::joined(self.sum.approx, sum.approx),
        };
        if first.0 < self.first.0 {
            self.first = first;
        }
        if last.0 >= self.last.0 {
            self.last = last;
        }
    }

    fn total(&self, kinds: &FigureKinds) -> Total {
        let kind = kinds.kind(&self.name, &self.unit);
        let value = if kind.is_summed() {
            Reached::Sum(self.sum)
        } else if self.tasks > 1 {
            Reached::Apart { tasks: self.tasks }
        } else {
            let (from, to) = (self.first.1, self.last.1);
            Reached::Level {
                from: (from != to).then_some(from),
                to,
            }
        };
        Total {
            name: self.name.clone(),
            unit: self.unit.clone(),
            kind,
            value,
        }
    }
}
