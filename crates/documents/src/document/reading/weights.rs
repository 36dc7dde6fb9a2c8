//! The weights of the model: a row of small numbers for every feature, one number a label.

use super::evidence::{ROWS, Row};
use super::label::Label;

/// A table of weights.
pub trait Weights {
    /// Adds the weights of a row to the scores.
    fn add(&self, row: Row, scores: &mut [i32; Label::COUNT]);
    /// The weight of a row for one label.
    fn of(&self, row: Row, label: Label) -> i32;
}

/// The table that the program brings.
#[derive(Debug, Clone, Copy)]
pub struct Kept;

static KEPT: &[u8] = include_bytes!("weights.bin");

/// Bytes of a kept table.
pub const SIZE: usize = ROWS as usize * Label::COUNT;

impl Weights for Kept {
    fn add(&self, row: Row, scores: &mut [i32; Label::COUNT]) {
        let from = row as usize * Label::COUNT;
        if let Some(weights) = KEPT.get(from..from + Label::COUNT) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += value(*weight);
            }
        }
    }

    fn of(&self, row: Row, label: Label) -> i32 {
        let at = row as usize * Label::COUNT + label as usize;
        KEPT.get(at).map_or(0, |weight| value(*weight))
    }
}

/// What a kept byte stands for: its square with its sign, so that small weights are kept finer than great ones.
pub fn value(byte: u8) -> i32 {
    let root = i32::from(byte as i8);
    root * root.abs()
}
