//! 屡查屡犯: which earlier problem comes again in other words. A problem is what it means (groups of
//! near-synonyms), its pairs of characters and its characters, in title, detail and measures, each
//! weighed by how few of the earlier problems have it. Earlier problems are held by what they have:
//! one that shares nothing with the new one costs nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Candidate;
use super::meanings::{Meanings, Part};
use office::text::width;

/// A problem as its people worded it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// 存在问题
    pub title: String,
    /// 具体表现
    pub detail: String,
    /// 整改措施
    pub measures: String,
}

/// Something that a problem has. In this order a group is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Feature {
    Group(u16),
    Pair([char; 2]),
    Single(char),
}

/// Earlier problems, to be asked which of them a new one repeats.
#[derive(Debug)]
pub struct Repeats {
    /// Which of them have a title, in their order.
    titled: HashMap<String, Vec<usize>>,
    /// Which of the problems have it, in their order, and how much.
    holding: BTreeMap<Feature, Vec<(u32, f64)>>,
    /// Length of each problem's vector.
    norms: Vec<f64>,
}

/// How often a title counts against detail and measures.
const TITLE: f64 = 1.5;
/// A group counts more than a pair or a single character.
const GROUP: f64 = 2.5;
/// A group whose words stand in problems of every kind.
const COMMON: f64 = 1.25;
/// Problems that are thought to lie beside the earlier ones, and how many of them have anything: of
/// few problems little can be said about what is rare.
const BESIDE: (f64, f64) = (40.0, 2.0);
/// Below this likeness (cosine) two problems are two problems.
const LEAST: f64 = 0.24;
/// Others are offered from this share of the best one's likeness on.
const BESIDE_BEST: f64 = 0.4;
/// Candidates at most.
const MOST: usize = 3;
/// Most words that are told of what two problems have in common.
const WORDS: usize = 4;

impl Repeats {
    /// Reads the earlier problems; of equally like ones the first is offered first.
    pub fn among(earlier: &[Wording]) -> Self {
        let mut repeats = Self {
            titled: HashMap::new(),
            holding: BTreeMap::new(),
            norms: vec![0.0; earlier.len()],
        };
        for (place, wording) in earlier.iter().enumerate() {
            let same = repeats.titled.entry(wording.title.clone()).or_default();
            same.push(place);
            for (feature, much) in features(wording) {
                let holding = repeats.holding.entry(feature).or_default();
                holding.push((place as u32, much));
            }
        }
        for (feature, holding) in &repeats.holding {
            let weight = repeats.weight(*feature, holding.len());
            for (place, much) in holding {
                repeats.norms[*place as usize] += (much * weight).powi(2);
            }
        }
        for norm in &mut repeats.norms {
            *norm = norm.sqrt();
        }
        repeats
    }

    /// The earlier problems that the new one may repeat, best first, each with what they have in
    /// common; none where nothing speaks for it. The very title is certain.
    pub fn of(&self, new: &Wording) -> Vec<Candidate> {
        if self.norms.is_empty() {
            return Vec::new();
        }
        let same = self.titled.get(&new.title).into_iter().flatten();
        let certain: Vec<Candidate> = same
            .take(MOST)
            .map(|index| Candidate {
                index: *index,
                score: 1.0,
                words: vec![new.title.clone()],
            })
            .collect();
        if !certain.is_empty() {
            return certain;
        }
        let wanted = features(new);
        // What each has in common with it; `None` where nothing.
        let mut shared: Vec<Option<f64>> = vec![None; self.norms.len()];
        let mut norm = 0.0;
        for (feature, much) in &wanted {
            let holding = self.holding.get(feature).map_or(&[][..], Vec::as_slice);
            let weight = self.weight(*feature, holding.len());
            norm += (much * weight).powi(2);
            for (place, theirs) in holding {
                let known = shared[*place as usize].unwrap_or_default();
                shared[*place as usize] = Some(known + much * theirs * weight * weight);
            }
        }
        let norm = norm.sqrt();
        let shared = shared.into_iter().enumerate();
        let mut scored: Vec<(f64, usize)> = shared
            .filter_map(|(place, product)| Some((product? / (norm * self.norms[place]), place)))
            .collect();
        let better = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if scored.len() > MOST {
            scored.select_nth_unstable_by(MOST, better);
            scored.truncate(MOST);
        }
        scored.sort_by(better);
        let best = scored.first().map_or(0.0, |first| first.0);
        if best < LEAST {
            return Vec::new();
        }
        scored
            .into_iter()
            .filter(|(score, _)| *score >= best * BESIDE_BEST)
            .map(|(score, index)| Candidate {
                index,
                score: (score * 1000.0).round() / 1000.0,
                words: self.common(new, &wanted, index),
            })
            .collect()
    }

    /// Rarity among the earlier problems, times what its kind counts.
    fn weight(&self, feature: Feature, holding: usize) -> f64 {
        let (all, having) = BESIDE;
        let rarity = ((self.norms.len() as f64 + all) / (holding as f64 + having)).ln();
        rarity.max(0.0)
            * match feature {
                Feature::Group(group)
                    if Meanings::of_genre().groups[usize::from(group)].is_common =>
                {
                    COMMON
                }
                Feature::Group(_) => GROUP,
                Feature::Pair(_) | Feature::Single(_) => 1.0,
            }
    }

    /// What both have, in words: names of groups, the heaviest first, then pieces of the new text.
    fn common(&self, new: &Wording, wanted: &BTreeMap<Feature, f64>, index: usize) -> Vec<String> {
        let mut groups: Vec<(f64, &str)> = Vec::new();
        let mut pairs: BTreeSet<[char; 2]> = BTreeSet::new();
        for (feature, much) in wanted {
            let Some(holding) = self.holding.get(feature) else {
                continue;
            };
            let Ok(at) = holding.binary_search_by_key(&(index as u32), |(place, _)| *place) else {
                continue;
            };
            match feature {
                Feature::Group(group) => {
                    let group = &Meanings::of_genre().groups[usize::from(*group)];
                    let weight = self.weight(*feature, holding.len());
                    groups.push((much * holding[at].1 * weight * weight, group.name));
                }
                Feature::Pair(pair) => {
                    pairs.insert(*pair);
                }
                Feature::Single(_) => {}
            }
        }
        groups.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut words: Vec<String> = groups.iter().map(|(_, name)| (*name).to_owned()).collect();
        words.truncate(WORDS - 1);
        for piece in [&new.title, &new.detail, &new.measures].map(|text| pieces(text, &pairs)) {
            for word in piece {
                if words.len() < WORDS && !words.iter().any(|known| known.contains(&word)) {
                    words.push(word);
                }
            }
        }
        words
    }
}

/// The pieces of a text whose pairs are all among these.
fn pieces(text: &str, pairs: &BTreeSet<[char; 2]>) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), String::new());
    let chars: Vec<char> = text.chars().map(width::narrow).collect();
    for pair in chars.windows(2) {
        if pairs.contains(&[pair[0], pair[1]]) {
            if open.is_empty() {
                open.push(pair[0]);
            }
            open.push(pair[1]);
        } else if !open.is_empty() {
            found.push(std::mem::take(&mut open));
        }
    }
    found.extend(Some(open).filter(|open| !open.is_empty()));
    found
}

/// What a problem has and how much of it.
fn features(wording: &Wording) -> BTreeMap<Feature, f64> {
    let mut counts: BTreeMap<Feature, f64> = BTreeMap::new();
    let parts = [
        (&wording.title, TITLE),
        (&wording.detail, 1.0),
        (&wording.measures, 1.0),
    ];
    for (text, times) in parts {
        count(text, times, &mut counts);
    }
    for much in counts.values_mut() {
        *much = (1.0 + *much).ln();
    }
    counts
}

fn count(text: &str, times: f64, counts: &mut BTreeMap<Feature, f64>) {
    let mut before: Option<char> = None;
    let mut letter = |c: char, counts: &mut BTreeMap<Feature, f64>| {
        if !c.is_alphanumeric() {
            before = None;
            return;
        }
        *counts.entry(Feature::Single(c)).or_default() += times;
        if let Some(last) = before.replace(c) {
            *counts.entry(Feature::Pair([last, c])).or_default() += times;
        }
    };
    let text: String = text.chars().map(width::narrow).collect();
    for part in Meanings::of_genre().parts(&text) {
        match part {
            Part::Unknown(c) => letter(c, counts),
            // A word that says nothing parts what stands before it from what follows.
            Part::Word(_, []) => letter('，', counts),
            Part::Word(word, groups) => {
                for group in groups {
                    *counts.entry(Feature::Group(*group)).or_default() += times;
                }
                word.chars().for_each(|c| letter(c, counts));
            }
        }
    }
}
