//! Likeness of short Chinese texts: pairs of neighbouring characters, weighed by how rare they are
//! among the texts compared.

use std::collections::HashMap;

use super::{punctuation, width};

/// Two neighbouring characters.
pub type Pair = [char; 2];

/// A text as weighed pairs.
#[derive(Debug, Clone, Default)]
pub struct Vector {
    weights: HashMap<Pair, f64>,
    norm: f64,
}

/// How rare each pair is among the texts of one comparison.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    texts: f64,
    holding: HashMap<Pair, f64>,
}

impl Rarity {
    /// Counts in how many texts each pair occurs.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut rarity = Self::default();
        for text in texts {
            rarity.texts += 1.0;
            for pair in distinct(text) {
                *rarity.holding.entry(pair).or_default() += 1.0;
            }
        }
        rarity
    }

    fn weight(&self, pair: Pair) -> f64 {
        let holding = self.holding.get(&pair).copied().unwrap_or(0.0);
        ((self.texts + 1.0) / (holding + 0.5)).ln().max(0.0)
    }

    /// A text made of parts that count more or less.
    pub fn vector(&self, parts: &[(&str, f64)]) -> Vector {
        let mut counts: HashMap<Pair, f64> = HashMap::new();
        for (text, times) in parts {
            for pair in pairs(text) {
                *counts.entry(pair).or_default() += times;
            }
        }
        let weights: HashMap<Pair, f64> = counts
            .into_iter()
            .map(|(pair, count)| (pair, (1.0 + count).ln() * self.weight(pair)))
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        let mut squares: Vec<f64> = weights.values().map(|weight| weight * weight).collect();
        squares.sort_by(f64::total_cmp);
        Vector {
            weights,
            norm: squares.iter().sum::<f64>().sqrt(),
        }
    }
}

impl Vector {
    /// Cosine, 0–1.
    pub fn likeness(&self, other: &Self) -> f64 {
        if self.norm == 0.0 || other.norm == 0.0 {
            return 0.0;
        }
        let (few, many) = if self.weights.len() < other.weights.len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut shared: Vec<f64> = few
            .weights
            .iter()
            .filter_map(|(pair, weight)| Some(weight * many.weights.get(pair)?))
            .collect();
        // Summed in one order, so that the same texts always give the same last digit.
        shared.sort_by(f64::total_cmp);
        shared.iter().sum::<f64>() / (self.norm * other.norm)
    }

    /// The words that both have, heaviest first: shared pairs that stand together in `text` joined.
    pub fn shared_words(&self, other: &Self, text: &str, most: usize) -> Vec<String> {
        let mut words: Vec<(f64, usize, String)> = Vec::new();
        let mut open: Option<(f64, usize, String)> = None;
        let chars: Vec<char> = text.chars().map(width::narrow).collect();
        for (at, pair) in chars.windows(2).enumerate() {
            let pair = [pair[0], pair[1]];
            let weight = self
                .weights
                .get(&pair)
                .zip(other.weights.get(&pair))
                .map(|(a, b)| a * b);
            match (weight, &mut open) {
                (Some(weight), Some((sum, _, word))) => {
                    *sum += weight;
                    word.push(pair[1]);
                }
                (Some(weight), None) => open = Some((weight, at, pair.iter().collect())),
                (None, _) => words.extend(open.take()),
            }
        }
        words.extend(open);
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut found: Vec<String> = Vec::new();
        for (_, _, word) in words {
            if !found.contains(&word) && found.len() < most {
                found.push(word);
            }
        }
        found
    }
}

/// Pairs of neighbouring letters and ideographs; none reaches over punctuation.
pub fn pairs(text: &str) -> impl Iterator<Item = Pair> + '_ {
    let mut before: Option<char> = None;
    text.chars()
        .filter(|c| !punctuation::is_blank(*c))
        .filter_map(move |c| {
            let c = width::narrow(c);
            let last = before.replace(c).filter(|last| last.is_alphanumeric());
            last.filter(|_| c.is_alphanumeric()).map(|last| [last, c])
        })
}

/// The pairs of a text, each once, in order.
pub fn distinct(text: &str) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = pairs(text).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The share that two texts have in common of what both have (Dice), 0–1.
pub fn share(common: u32, all: u32) -> f64 {
    2.0 * f64::from(common) / f64::from(all.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_and_its_words() {
        let texts = ["窗口服务不够热情", "改进窗口服务", "加强学习"];
        let rarity = Rarity::of(texts);
        let [a, b, c] = texts.map(|text| rarity.vector(&[(text, 1.0)]));
        assert!(a.likeness(&b) > 0.1 && a.likeness(&c) == 0.0);
        assert_eq!(a.shared_words(&b, texts[0], 3), ["窗口服务"]);
    }
}
