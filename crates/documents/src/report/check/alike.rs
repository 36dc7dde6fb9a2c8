//! Reason 11: a person's material like another's.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::report::check::{Batch, Finding, Reason, bare};
use crate::report::fix::{Fill, Fix};
use model::subject::Subject;
use model::task::Task;

/// So alike that one was copied from the other.
const ALIKE: usize = 80;

/// Ways of sorting texts into heaps: two that are so alike fall into one heap in at least one of
/// them, all but once in ten thousand times.
const WAYS: u64 = 8;

/// How many neighbours in a heap a text is compared with.
const NEIGHBOURS: usize = 64;

pub(super) fn alike(batches: &[Batch<'_>]) -> Vec<Finding> {
    let persons: Vec<&Task> = batches
        .iter()
        .filter(|((_, subject), _)| matches!(subject, Subject::Person(_)))
        .flat_map(|(_, tasks)| tasks.iter().copied())
        .collect();
    let texts: Vec<Bigrams> = persons.iter().map(|task| Bigrams::of(task)).collect();
    let mut heaps: HashMap<(i32, u64, u64), Vec<usize>> = HashMap::new();
    for (place, text) in texts.iter().enumerate() {
        for way in 0..WAYS {
            let key = (persons[place].year, way, text.least(way));
            heaps.entry(key).or_default().push(place);
        }
    }
    let twin = |place: usize| -> Option<usize> {
        let task = persons[place];
        let ways = (0..WAYS).filter_map(|way| {
            let heap = &heaps[&(task.year, way, texts[place].least(way))];
            let later = heap.partition_point(|other| *other <= place);
            let mut others = heap[later..]
                .iter()
                .take(NEIGHBOURS)
                .filter(|other| persons[**other].subject != task.subject);
            others
                .find(|other| texts[place].is_like(&texts[**other]))
                .copied()
        });
        ways.min()
    };
    let pairs =
        (0..persons.len()).filter_map(|place| Some((persons[place], persons[twin(place)?])));
    let findings = pairs.map(|(first, second)| {
        let message = format!(
            "{}与{}的问题雷同：{}",
            first.subject, second.subject, first.problem
        );
        Finding {
            tasks: vec![first.code(), second.code()],
            ..Finding::general(
                Reason::Alike,
                message,
                Fix::fill(second.code(), Fill::Detail),
            )
        }
    });
    findings.collect()
}

/// The pairs of neighbouring characters of a problem.
struct Bigrams {
    text: String,
    pairs: BTreeSet<(char, char)>,
    least: [u64; WAYS as usize],
}

impl Bigrams {
    fn of(task: &Task) -> Self {
        let text = bare(&format!("{}{}", task.problem, task.detail));
        let pairs: BTreeSet<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        let mut least = [u64::MAX; WAYS as usize];
        for pair in &pairs {
            for (way, least) in least.iter_mut().enumerate() {
                let mut hasher = DefaultHasher::new();
                (way, pair).hash(&mut hasher);
                *least = (*least).min(hasher.finish());
            }
        }
        Self { text, pairs, least }
    }

    /// The smallest of its pairs in that way of ordering them.
    fn least(&self, way: u64) -> u64 {
        self.least[way as usize]
    }

    fn is_like(&self, other: &Self) -> bool {
        if self.text == other.text {
            return true;
        }
        let most = self.pairs.len().max(other.pairs.len());
        let shared = self.pairs.intersection(&other.pairs).count();
        most >= 6 && shared * 100 >= ALIKE * most
    }
}
