//! The same title in slightly other words: an edited document, a register typed anew.

use std::collections::HashMap;

use super::Candidate;
use office::text::similarity::{self, Pair};

/// Below this share of common character pairs two titles are not the same in other words.
const LEAST: f64 = PERCENT as f64 / 100.0;
const PERCENT: usize = 45;
/// Candidates offered at most.
const MOST: usize = 3;

/// For each new title the old ones that may be the same in slightly other words, best first; the
/// score is the share of character pairs they have in common (Dice), 1 for equal titles.
pub fn near_titles(new: &[&str], old: &[&str]) -> Vec<Vec<Candidate>> {
    let old = Titles::of(old);
    let mut shared = vec![0; old.lengths.len()];
    let near = |title: &&str| old.near(title, &mut shared);
    new.iter().map(near).collect()
}

/// Old titles by their pairs of characters.
struct Titles {
    /// How many pairs each has.
    lengths: Vec<u32>,
    /// Which of them have a pair.
    holding: HashMap<Pair, Vec<u32>>,
}

impl Titles {
    fn of(old: &[&str]) -> Self {
        let mut lengths = Vec::with_capacity(old.len());
        let mut holding: HashMap<Pair, Vec<u32>> = HashMap::new();
        for (index, title) in (0..).zip(old) {
            let pairs = similarity::distinct(title);
            lengths.push(pairs.len() as u32);
            for pair in pairs {
                holding.entry(pair).or_default().push(index);
            }
        }
        Self { lengths, holding }
    }

    /// The best for one title. Only those are looked at that can be near enough: what shares none of its rarer
    /// pairs shares too few. `shared` is 0 everywhere, before and after: how many pairs each has in common
    /// with the title is counted there, for the same few thousand pairs stand in all of them.
    fn near(&self, title: &str, shared: &mut [u32]) -> Vec<Candidate> {
        let wanted = similarity::distinct(title);
        let mut holding: Vec<&[u32]> = wanted
            .iter()
            .map(|pair| self.holding.get(pair).map_or(&[][..], Vec::as_slice))
            .collect();
        holding.sort_by_key(|places| places.len());
        let rarer = (wanted.len() + 1).saturating_sub(least_shared(wanted.len()));
        let (rare, common) = holding.split_at(rarer.min(holding.len()));
        let mut met: Vec<u32> = Vec::new();
        for place in rare.iter().copied().flatten() {
            let count = &mut shared[*place as usize];
            if *count == 0 {
                met.push(*place);
            }
            *count += 1;
        }
        for place in common.iter().copied().flatten() {
            let count = &mut shared[*place as usize];
            *count += u32::from(*count > 0);
        }
        let mut best: Vec<Candidate> = Vec::with_capacity(MOST + 1);
        for place in met {
            let index = place as usize;
            let all = wanted.len() as u32 + self.lengths[index];
            let score = similarity::share(std::mem::take(&mut shared[index]), all);
            if score < LEAST {
                continue;
            }
            let better = |known: &Candidate| (known.score, index) > (score, known.index);
            let at = best.partition_point(better);
            if at < MOST {
                best.insert(
                    at,
                    Candidate {
                        index,
                        score,
                        words: Vec::new(),
                    },
                );
                best.truncate(MOST);
            }
        }
        best
    }
}

/// How many of so many pairs a title has at least in common with one that is near enough, however few the
/// other has.
fn least_shared(pairs: usize) -> usize {
    // Of a and b pairs it shares s, and b is no less than s: 2s ÷ (a + b) ≥ p, so s ≥ p·a ÷ (2 − p).
    (PERCENT * pairs).div_ceil(200 - PERCENT).max(1)
}

#[cfg(test)]
mod tests {
    use super::{Candidate, LEAST, MOST, near_titles};
    use office::text::similarity;

    #[test]
    fn small_changes_are_the_same_and_other_problems_are_not() {
        let old = [
            "街头绿地管护存在死角",
            "理论学习与业务结合不紧",
            "联系群众不够经常",
        ];
        let best = |title: &str| {
            let found = near_titles(&[title], &old);
            found[0]
                .first()
                .map(|candidate| (candidate.index, candidate.score))
        };
        assert_eq!(best("理论学习与业务结合不紧"), Some((1, 1.0)));
        assert!(best("街头绿地管护有死角").is_some_and(|(index, score)| index == 0 && score > 0.6));
        assert!(best("理论学习同业务工作结合不够紧密").is_some_and(|(index, _)| index == 1));
        assert_eq!(best("公务接待把关不严"), None);
    }

    /// Every old title looked at.
    fn each(title: &str, old: &[&str]) -> Vec<Candidate> {
        let wanted = similarity::distinct(title);
        let mut found: Vec<Candidate> = (0..old.len())
            .map(|index| {
                let theirs = similarity::distinct(old[index]);
                let shared = wanted.iter().filter(|pair| theirs.contains(pair)).count();
                let all = wanted.len() + theirs.len();
                Candidate {
                    index,
                    score: similarity::share(shared as u32, all as u32),
                    words: Vec::new(),
                }
            })
            .filter(|candidate| candidate.score >= LEAST)
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
        found.truncate(MOST);
        found
    }

    #[test]
    fn the_near_ones_are_found_as_if_each_was_looked_at() {
        let words = ["学习", "不够", "深入", "系统", "，", "调研", "一", ""];
        let titles: Vec<String> = (0..8_usize.pow(5))
            .step_by(37)
            .map(|n| (0..5).map(|at| words[n / 8_usize.pow(at) % 8]).collect())
            .collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let asked: Vec<&str> = titles.iter().copied().step_by(11).collect();
        for (title, found) in asked.iter().zip(near_titles(&asked, &titles)) {
            assert_eq!(found, each(title, &titles), "{title}");
            assert!(found.capacity() <= MOST + 1);
        }
    }
}
