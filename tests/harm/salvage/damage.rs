//! Ways in which a disk, a stick or a network damages a file.

use crate::dice::Dice;

const PAGE: usize = 4096;

/// A copy of a file that is damaged in some way, and how.
pub(super) fn damaged(whole: &[u8], dice: &mut Dice) -> (&'static str, Vec<u8>) {
    let mut bytes = whole.to_vec();
    let pages = bytes.len() / PAGE;
    let kind = match dice.below(8) {
        0 | 1 => {
            for _ in 0..=dice.below(3) {
                let from = dice.below(pages) * PAGE;
                bytes[from..from + PAGE].fill(0);
            }
            "pages zeroed"
        }
        2 => {
            bytes.truncate(dice.below(bytes.len()));
            "cut"
        }
        3 | 4 => {
            for _ in 0..=dice.below(3) {
                random(&mut bytes, dice, 6000);
            }
            "overwritten"
        }
        5 => {
            for _ in 0..=dice.below(2) {
                let (one, other) = (dice.below(pages), dice.below(pages));
                for at in 0..PAGE {
                    bytes.swap(one * PAGE + at, other * PAGE + at);
                }
            }
            "pages swapped"
        }
        6 => {
            let most = if dice.below(2) == 0 { 100 } else { PAGE };
            let end = 1 + dice.below(most);
            bytes[..end]
                .iter_mut()
                .for_each(|byte| *byte = dice.next() as u8);
            "head broken"
        }
        _ => {
            for _ in 0..=dice.below(60) {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
            "bits flipped"
        }
    };
    (kind, bytes)
}

/// Some bytes in a row become others.
fn random(bytes: &mut [u8], dice: &mut Dice, most: usize) {
    let from = dice.below(bytes.len());
    let to = (from + 1 + dice.below(most)).min(bytes.len());
    bytes[from..to]
        .iter_mut()
        .for_each(|byte| *byte = dice.next() as u8);
}
