//! 共性问题: groups of like titles among any number of them, in time and space that grow with their
//! number only. Nothing is compared with everything: a title is compared with the groups that share
//! a rare pair of marks with it, and joins the one whose first title it is like.

use office::text::similarity;

/// From this share of common weight on, in thousandths, a title is like a group's first one.
const LIKE: u32 = 440;
/// From this one on no better group is looked for.
const SAME: u32 = 950;
/// Marks of a title: its rarest pairs,
const RAREST: usize = 4;
/// and some that name two of its pairs drawn by lot, rare ones rather than common ones.
const MARKS: usize = 14;
/// Groups remembered under one mark.
const BUCKET: usize = 4;
/// Most places for marks: 16 MB.
const PLACES: usize = 1 << 22;
/// Kinds of pairs told apart.
const KINDS: usize = 1 << 16;
/// Places for groups by all pairs of their first titles.
const SAMES: usize = 1 << 16;
/// A place that no group has taken.
const FREE: u32 = u32::MAX;

/// In how many titles each pair of characters stands: what stands in many says little.
#[derive(Debug, Clone)]
pub struct Frequencies {
    titles: u32,
    holding: Vec<u32>,
}

impl Default for Frequencies {
    fn default() -> Self {
        Self {
            titles: 0,
            holding: vec![0; KINDS],
        }
    }
}

impl Frequencies {
    /// Counts one title.
    pub fn add(&mut self, title: &str) {
        self.titles += 1;
        for pair in kinds(title) {
            self.holding[usize::from(pair)] += 1;
        }
    }

    /// Rarity in sixteenths, at least one.
    fn weights(&self) -> Vec<u16> {
        let all = f64::from(self.titles) + 1.0;
        let weight = |holding: &u32| {
            let rarity = (all / (f64::from(*holding) + 0.5)).ln();
            (rarity * 16.0).round().clamp(1.0, 255.0) as u16
        };
        self.holding.iter().map(weight).collect()
    }
}

/// Groups of like titles, numbered from 0 in the order of their first titles.
#[derive(Debug, Clone)]
pub struct Groups {
    weights: Vec<u16>,
    /// Where each group's pairs begin; one more than there are groups.
    starts: Vec<u32>,
    pairs: Vec<u16>,
    places: Vec<u32>,
    /// Groups by all pairs of their first titles: offices word the same problem the same way.
    same: Vec<u32>,
}

impl Groups {
    /// No group yet; the frequencies are those of all titles that will come.
    pub fn new(frequencies: &Frequencies) -> Self {
        let wanted = (frequencies.titles as usize)
            .saturating_mul(MARKS)
            .next_power_of_two();
        Self {
            weights: frequencies.weights(),
            starts: vec![0],
            pairs: Vec::new(),
            places: vec![FREE; wanted.clamp(1 << 8, PLACES)],
            same: vec![FREE; SAMES],
        }
    }

    /// The group that a title falls into, a new one where it is like no other.
    pub fn place(&mut self, title: &str) -> u32 {
        let pairs = kinds(title);
        let same = pairs
            .iter()
            .fold(0, |sum, pair| mix(sum ^ u64::from(*pair))) as usize
            % SAMES;
        let group = self.same[same];
        if group != FREE && self.first(group) == pairs {
            return group;
        }
        let marks = self.marks(&pairs);
        if let Some(group) = self.like(&pairs, &marks) {
            return group;
        }
        let group = self.starts.len() as u32 - 1;
        self.pairs.extend(&pairs);
        self.starts.push(self.pairs.len() as u32);
        self.same[same] = group;
        for mark in marks {
            let bucket = self.bucket(mark);
            if let Some(place) = self.places[bucket].iter_mut().find(|place| **place == FREE) {
                *place = group;
            }
        }
        group
    }

    /// The group whose first title is most like this one, if one is like it at all.
    fn like(&self, pairs: &[u16], marks: &[u64; MARKS]) -> Option<u32> {
        let mut seen = [FREE; MARKS * BUCKET];
        let mut count = 0;
        let mut best: Option<(u32, u32)> = None;
        for mark in marks {
            for group in &self.places[self.bucket(*mark)] {
                if *group == FREE || seen[..count].contains(group) {
                    continue;
                }
                seen[count] = *group;
                count += 1;
                let likeness = self.likeness(pairs, *group);
                let better = best.is_none_or(|(most, first)| {
                    likeness > most || (likeness == most && *group < first)
                });
                if likeness >= LIKE && better {
                    best = Some((likeness, *group));
                }
                if likeness >= SAME {
                    return Some(*group);
                }
            }
        }
        best.map(|(_, group)| group)
    }

    /// The pairs of a group's first title.
    fn first(&self, group: u32) -> &[u16] {
        let at = group as usize;
        &self.pairs[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Weight of the pairs in both against that of all (Dice), in thousandths.
    fn likeness(&self, pairs: &[u16], group: u32) -> u32 {
        let first = self.first(group);
        let weigh = |pair: u16| u32::from(self.weight(pair));
        let (mut shared, mut i, mut j) = (0, 0, 0);
        while i < pairs.len() && j < first.len() {
            match pairs[i].cmp(&first[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += weigh(pairs[i]);
                    i += 1;
                    j += 1;
                }
            }
        }
        let all: u32 = pairs.iter().chain(first).map(|pair| weigh(*pair)).sum();
        2000 * shared / all.max(1)
    }

    /// Marks that like titles probably share: the rarest pairs alone, then two pairs at a time, each
    /// the one with the least lot, drawn anew; the rarer a pair, the more lots it has.
    fn marks(&self, pairs: &[u16]) -> [u64; MARKS] {
        let mut rarest: Vec<u16> = pairs.to_vec();
        rarest.sort_unstable_by_key(|pair| (u16::MAX - self.weight(*pair), *pair));
        std::array::from_fn(|mark| {
            let drawn = if mark < RAREST {
                u64::from(rarest[mark % rarest.len()]) << 16
            } else {
                let pair = |draw| u64::from(self.draw(pairs, mark as u64, draw));
                (pair(0) << 16 | pair(1)) << 8 | mark as u64
            };
            mix(drawn)
        })
    }

    fn draw(&self, pairs: &[u16], mark: u64, draw: u64) -> u16 {
        let lots = pairs.iter().flat_map(|pair| {
            let lots = 1 + u64::from(self.weight(*pair)) / 32;
            let seed = u64::from(*pair) << 16 | mark << 9 | draw << 8;
            (0..lots).map(move |lot| (mix(seed | lot), *pair))
        });
        lots.min().map_or(0, |(_, pair)| pair)
    }

    fn weight(&self, pair: u16) -> u16 {
        self.weights[usize::from(pair)]
    }

    fn bucket(&self, mark: u64) -> std::ops::Range<usize> {
        let start = (mark as usize & (self.places.len() / BUCKET - 1)) * BUCKET;
        start..start + BUCKET
    }
}

/// The pairs of a title, each once, told apart by 16 bits.
fn kinds(title: &str) -> Vec<u16> {
    let wordy = |[a, b]: &similarity::Pair| !a.is_ascii_digit() && !b.is_ascii_digit();
    let kind = |[a, b]: similarity::Pair| {
        (mix(u64::from(a as u32) << 32 | u64::from(b as u32)) >> 48) as u16
    };
    let mut kinds: Vec<u16> = similarity::pairs(title).filter(wordy).map(kind).collect();
    if kinds.is_empty() {
        // One character, or none that counts: it is like its equals only.
        let whole = title
            .chars()
            .fold(0, |sum, c| mix(sum ^ u64::from(c as u32)));
        kinds.push((whole >> 48) as u16);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The same bits spread the same way on every machine.
pub(crate) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(titles: &[&str]) -> Vec<u32> {
        let mut frequencies = Frequencies::default();
        for title in titles {
            frequencies.add(title);
        }
        let mut groups = Groups::new(&frequencies);
        titles.iter().map(|title| groups.place(title)).collect()
    }

    #[test]
    fn like_titles_meet_and_others_do_not() {
        let titles = [
            "理论学习不够系统",
            "公务接待把关不严",
            "理论学习系统性仍然不够",
            "第3号窗口答复群众来电慢",
            "公务接待把关不够严格",
            "第12号窗口答复群众来电慢",
            "理论学习不够系统",
            "安全生产监管存在盲区",
            "",
            "7",
        ];
        let groups = grouped(&titles);
        assert_eq!(groups, [0, 1, 0, 2, 1, 2, 0, 3, 4, 5]);
        assert_eq!(groups, grouped(&titles));
    }

    #[test]
    fn a_group_does_not_drift_from_its_first_title() {
        // Each is like its neighbour, the last not at all like the first.
        let chain = [
            "甲乙丙丁戊己庚辛",
            "丙丁戊己庚辛壬癸",
            "戊己庚辛壬癸子丑",
            "庚辛壬癸子丑寅卯",
        ];
        let groups = grouped(&chain);
        assert_eq!(groups[0], groups[1]);
        assert_ne!(groups[0], groups[3]);
    }
}
