//! Lists by their ordinals: how long each is and what its items are like.

use std::collections::HashMap;

use super::mark::LEAF;
use super::sense::Sense;
use super::span::Span;

/// Lists by their ordinals: how long each is and what its items are like.
pub(super) struct Lists {
    of: Vec<usize>,
    lengths: Vec<u32>,
    defects: Vec<u32>,
    plans: Vec<u32>,
    starts: Vec<u32>,
}

impl Lists {
    /// An item joins the last list of its style whose number it follows; shallower ordinals end deeper lists.
    pub(super) fn of(spans: &[Span], senses: &[Sense]) -> Self {
        let mut lists = Self {
            of: vec![usize::MAX; spans.len()],
            lengths: Vec::new(),
            defects: Vec::new(),
            plans: Vec::new(),
            starts: Vec::new(),
        };
        let mut open: HashMap<u8, (u32, usize)> = HashMap::new();
        for (i, span) in spans.iter().enumerate() {
            let Some(found) = span.ordinal else { continue };
            let list = match open.get(&found.style) {
                Some((value, list)) if found.follows(*value) => *list,
                _ => {
                    lists.lengths.push(0);
                    lists.defects.push(0);
                    lists.plans.push(0);
                    lists.starts.push(0);
                    lists.lengths.len() - 1
                }
            };
            if found.style < LEAF {
                open.retain(|style, _| *style <= found.style);
            }
            let value = match found.value {
                0 => open.get(&found.style).map_or(1, |(value, _)| value + 1),
                value => value,
            };
            open.insert(found.style, (value, list));
            lists.of[i] = list;
            lists.lengths[list] += 1;
            lists.defects[list] += u32::from(senses[i].defect);
            lists.plans[list] += u32::from(senses[i].plan);
            lists.starts[list] += u32::from(span.at_start());
        }
        lists
    }

    /// Its length and what its items are like, in quarters; nothing for what is in no list.
    pub(super) fn row(&self, i: usize) -> [u32; 4] {
        let Some(length) = self.lengths.get(self.of[i]) else {
            return [0; 4];
        };
        let list = self.of[i];
        let share = |count: u32| (count * 4).div_ceil(*length);
        [
            match *length {
                n @ 0..=3 => n,
                4..=5 => 4,
                6..=9 => 5,
                _ => 6,
            },
            share(self.defects[list]),
            share(self.plans[list]),
            share(self.starts[list]),
        ]
    }
}
