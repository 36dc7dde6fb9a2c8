//! The same title in slightly other words: an edited document, a register typed anew.

use std::collections::HashMap;

use super::Candidate;
use office::text::similarity::{self, Pair};

/// Below this share of common character pairs two titles are not the same in other words.
const LEAST: f64 = 0.45;
/// Candidates offered at most.
const MOST: usize = 3;

/// For each new title the old ones that may be the same in slightly other words, best first; the
/// score is the share of character pairs they have in common (Dice), 1 for equal titles.
pub fn near_titles(new: &[&str], old: &[&str]) -> Vec<Vec<Candidate>> {
    let old_pairs: Vec<Vec<Pair>> = old
        .iter()
        .map(|title| similarity::distinct(title))
        .collect();
    let mut places: HashMap<Pair, Vec<usize>> = HashMap::new();
    for (index, pairs) in old_pairs.iter().enumerate() {
        for pair in pairs {
            places.entry(*pair).or_default().push(index);
        }
    }
    // How many pairs each old title shares with the present one; most share none.
    let mut shared = vec![0_u32; old.len()];
    let mut sharing: Vec<usize> = Vec::new();
    new.iter()
        .map(|title| {
            let wanted = similarity::distinct(title);
            for index in wanted.iter().filter_map(|pair| places.get(pair)).flatten() {
                if shared[*index] == 0 {
                    sharing.push(*index);
                }
                shared[*index] += 1;
            }
            let candidate = |index: usize| Candidate {
                index,
                score: similarity::share(
                    std::mem::take(&mut shared[index]),
                    (wanted.len() + old_pairs[index].len()) as u32,
                ),
                words: Vec::new(),
            };
            let mut found: Vec<Candidate> = sharing.drain(..).map(candidate).collect();
            found.retain(|candidate| candidate.score >= LEAST);
            found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
            found.truncate(MOST);
            found
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::near_titles;

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
}
