//! 共性问题、屡查屡犯: how many units and years have problems of one group.

use std::cmp::Reverse;

/// Tasks by group. Few bytes a task, so that a million of them fit.
#[derive(Debug, Clone, Default)]
pub struct CommonTally {
    tasks: Vec<Member>,
}

/// One task of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    group: u32,
    unit: u32,
    number: u32,
    year: i16,
}

/// A group that several tasks have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    start: u32,
    /// How many tasks.
    pub tasks: u32,
    /// In how many units.
    pub units: u32,
    /// In how many years.
    pub years: u32,
    /// 屡查屡犯: units that have it in more than one year.
    pub repeated: u32,
}

impl CommonTally {
    /// Counts one task in its group.
    pub fn add(&mut self, group: u32, unit: u32, number: u32, year: i32) {
        self.tasks.push(Member {
            group,
            unit,
            number,
            year: year as i16,
        });
    }

    /// The groups that more than one task has: those of the most units first, then of the most
    /// repeating units, the most tasks, the first group.
    pub fn rows(&mut self) -> Vec<Common> {
        self.tasks.sort_unstable();
        let mut rows = Vec::new();
        let mut start = 0;
        for group in self.tasks.chunk_by(|a, b| a.group == b.group) {
            if group.len() > 1 {
                rows.push(common(start, group));
            }
            start += group.len() as u32;
        }
        rows.sort_by_key(|row| {
            (
                Reverse(row.units),
                Reverse(row.repeated),
                Reverse(row.tasks),
                row.start,
            )
        });
        rows
    }

    /// The first task of a group, as unit and number.
    pub fn first(&self, row: &Common) -> (u32, u32) {
        let first = self.tasks[row.start as usize];
        (first.unit, first.number)
    }

    /// The units of a group, ascending, and how many of its tasks each has.
    pub fn units(&self, row: &Common) -> Vec<(u32, u32)> {
        let units = self.of(row).chunk_by(|a, b| a.unit == b.unit);
        units
            .map(|tasks| (tasks[0].unit, tasks.len() as u32))
            .collect()
    }

    /// The years of a group, ascending.
    pub fn years(&self, row: &Common) -> Vec<i32> {
        years(self.of(row))
    }

    fn of(&self, row: &Common) -> &[Member] {
        &self.tasks[row.start as usize..(row.start + row.tasks) as usize]
    }
}

fn years(tasks: &[Member]) -> Vec<i32> {
    let mut years: Vec<i32> = tasks.iter().map(|task| task.year.into()).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn common(start: u32, group: &[Member]) -> Common {
    let (mut units, mut repeated) = (0, 0);
    for tasks in group.chunk_by(|a, b| a.unit == b.unit) {
        units += 1;
        repeated += u32::from(tasks.iter().any(|task| task.year != tasks[0].year));
    }
    Common {
        start,
        tasks: group.len() as u32,
        units,
        years: years(group).len() as u32,
        repeated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_counted_by_unit_and_year() {
        let mut tally = CommonTally::default();
        for (group, unit, number, year) in [
            (0, 1, 1, 2021),
            (1, 1, 2, 2021),
            (1, 2, 1, 2021),
            (1, 1, 3, 2020),
            (2, 3, 1, 2021),
            (2, 3, 2, 2021),
        ] {
            tally.add(group, unit, number, year);
        }
        let rows = tally.rows();
        let counts: Vec<_> = rows
            .iter()
            .map(|row| (row.tasks, row.units, row.years, row.repeated))
            .collect();
        assert_eq!(counts, [(3, 2, 2, 1), (2, 1, 1, 0)]);
        assert_eq!(tally.first(&rows[0]), (1, 2));
        assert_eq!(tally.units(&rows[0]), [(1, 2), (2, 1)]);
        assert_eq!(tally.years(&rows[0]), [2020, 2021]);
    }
}
