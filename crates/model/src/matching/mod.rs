//! Floor 3: proposals of what belongs together — problem and measure, this year's problem and last
//! year's. It proposes; people confirm. Where nothing speaks for a link it proposes none.

mod answered;
mod common;
pub mod material;
mod meanings;
mod near;
mod repeats;
mod theme;

pub use answered::{Bond, bonds};
pub(crate) use common::mix;
pub use common::{Frequencies, Groups};
pub use near::near_titles;
pub use repeats::{Repeats, Wording};

use office::text::similarity::{Rarity, Vector};

/// A proposed link.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Place in the list that was offered, from 0.
    pub index: usize,
    /// Likeness, 0–1.
    pub score: f64,
    /// Words that speak for it, heaviest first.
    pub words: Vec<String>,
}

/// Most candidates for one problem.
const MOST: usize = 3;

/// Words shown for a candidate.
const WORDS: usize = 4;

/// Share of the score that the words themselves have; the rest is for what they are about.
const BY_WORDS: f64 = 0.55;

/// For each problem the measures that may answer it, best first; empty where none stands out.
pub fn link_measures(
    problems: &[(&str, &str)],
    measures: &[(&str, &str, &str)],
) -> Vec<Vec<Candidate>> {
    let problem_texts: Vec<String> = problems
        .iter()
        .map(|(title, detail)| format!("{title}。{detail}"))
        .collect();
    let measure_texts: Vec<String> = measures
        .iter()
        .map(|(group, title, detail)| format!("{group}。{title}。{detail}"))
        .collect();
    let rarity = Rarity::of(
        problem_texts
            .iter()
            .chain(&measure_texts)
            .map(String::as_str),
    );
    let offered: Vec<Offer<'_>> = measures
        .iter()
        .zip(&measure_texts)
        .map(|((group, title, detail), text)| Offer {
            vector: rarity.vector(&[(title, 3.0), (group, 1.0), (detail, 1.0)]),
            theme: theme::of(&[(title, 3.0), (group, 1.5), (detail, 1.0)]),
            text,
        })
        .collect();
    problems
        .iter()
        .map(|(title, detail)| {
            let wanted = Wanted {
                vector: rarity.vector(&[(title, 3.0), (detail, 1.0)]),
                theme: theme::of(&[(title, 3.0), (detail, 1.0)]),
            };
            choose(&wanted, &offered)
        })
        .collect()
}

struct Wanted {
    vector: Vector,
    theme: theme::Theme,
}

struct Offer<'a> {
    vector: Vector,
    theme: theme::Theme,
    text: &'a str,
}

/// The best must score this much,
const SCORE: f64 = 0.16;
/// be this many times as good as the next,
const LEAD: f64 = 1.15;
/// or score this much whatever the next does.
const CLEAR: f64 = 0.5;

fn choose(wanted: &Wanted, offered: &[Offer<'_>]) -> Vec<Candidate> {
    let mut scored: Vec<(f64, usize)> = offered
        .iter()
        .enumerate()
        .map(|(index, offer)| {
            let words = wanted.vector.likeness(&offer.vector);
            let about = wanted.theme.likeness(&offer.theme);
            (BY_WORDS * words + (1.0 - BY_WORDS) * about, index)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = scored.first().map_or(0.0, |first| first.0);
    let next = scored.get(1).map_or(0.0, |second| second.0);
    if best < SCORE || (best < CLEAR && best < next * LEAD) {
        return Vec::new();
    }
    scored
        .into_iter()
        .take(MOST)
        .filter(|(score, _)| *score >= best * 0.4)
        .map(|(score, index)| {
            let offer = &offered[index];
            let mut words = offer.vector.shared_words(&wanted.vector, offer.text, WORDS);
            if words.len() < WORDS {
                words.extend(
                    wanted
                        .theme
                        .shared(&offer.theme)
                        .map(|name| format!("同属{name}"))
                        .take(1),
                );
            }
            Candidate {
                index,
                score: (score * 1000.0).round() / 1000.0,
                words,
            }
        })
        .collect()
}
