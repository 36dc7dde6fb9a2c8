//! The table while it is learned.

use documents::document::reading::evidence::{ROWS, Row};
use documents::document::reading::label::Label;
use documents::document::reading::weights::{Weights, value};

/// Weights, and their sums over time for the average.
pub(crate) struct Table {
    now: Vec<i32>,
    sums: Vec<i64>,
    time: i64,
}

impl Default for Table {
    fn default() -> Self {
        let size = ROWS as usize * Label::COUNT;
        Self {
            now: vec![0; size],
            sums: vec![0; size],
            time: 1,
        }
    }
}

fn place(row: Row, label: Label) -> usize {
    row as usize * Label::COUNT + label as usize
}

impl Table {
    /// Another document was looked at.
    pub(crate) fn tick(&mut self) {
        self.time += 1;
    }

    /// The average begins here: what was learned in haste does not count in it.
    pub(crate) fn restart(&mut self) {
        self.sums.fill(0);
        self.time = 1;
    }

    /// Changes a weight.
    pub(crate) fn change(&mut self, row: Row, label: Label, by: i32) {
        let at = place(row, label);
        self.now[at] += by;
        self.sums[at] += i64::from(by) * self.time;
    }

    /// The averages over the time of learning.
    pub(crate) fn averages(&self) -> Vec<f64> {
        let time = self.time as f64;
        self.now
            .iter()
            .zip(&self.sums)
            .map(|(now, sum)| f64::from(*now) - *sum as f64 / time)
            .collect()
    }
}

/// The sum of several tables as bytes: small numbers, the greatest few cut off.
pub(crate) fn bytes(tables: &[Vec<f64>]) -> Vec<u8> {
    let size = ROWS as usize * Label::COUNT;
    let sums: Vec<f64> = (0..size)
        .map(|at| tables.iter().map(|table| table[at]).sum())
        .collect();
    let mut sizes: Vec<f64> = sums
        .iter()
        .map(|sum| sum.abs())
        .filter(|size| *size > 0.0)
        .collect();
    sizes.sort_by(f64::total_cmp);
    let rest = sizes.len() / 2000 + 1;
    let great = sizes.len().checked_sub(rest).map_or(1.0, |at| sizes[at]);
    let scale = 127.0 * 127.0 / great.max(1e-9);
    eprintln!("{} weights, scale {scale:.2}", sizes.len());
    sums.iter()
        .map(|sum| {
            let root = (sum.abs() * scale).sqrt().round().min(127.0);
            (root * sum.signum()) as i8 as u8
        })
        .collect()
}

impl Weights for Table {
    fn add(&self, row: Row, scores: &mut [i32; Label::COUNT]) {
        let from = row as usize * Label::COUNT;
        for (score, weight) in scores.iter_mut().zip(&self.now[from..from + Label::COUNT]) {
            *score += weight;
        }
    }

    fn of(&self, row: Row, label: Label) -> i32 {
        self.now[place(row, label)]
    }
}

/// A table as it is kept.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Weights for Bytes<'_> {
    fn add(&self, row: Row, scores: &mut [i32; Label::COUNT]) {
        let from = row as usize * Label::COUNT;
        for (score, weight) in scores.iter_mut().zip(&self.0[from..from + Label::COUNT]) {
            *score += value(*weight);
        }
    }

    fn of(&self, row: Row, label: Label) -> i32 {
        value(self.0[place(row, label)])
    }
}
