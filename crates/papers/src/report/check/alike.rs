//! Reason 11: a person's material like another's.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::report::check::{Finding, Reason, bare};
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

/// A person's problem, as far as it is compared.
#[derive(Debug)]
struct Personal {
    code: String,
    subject: Subject,
    problem: String,
    text: Bigrams,
}

/// The persons' problems of a year.
#[derive(Debug, Default)]
pub(super) struct Persons(Vec<Personal>);

impl Persons {
    pub(super) fn add(&mut self, task: &Task) {
        if matches!(task.subject, Subject::Person(_)) {
            self.0.push(Personal {
                code: task.code(),
                subject: task.subject.clone(),
                problem: task.problem.clone(),
                text: Bigrams::of(task),
            });
        }
    }
}

pub(super) fn alike(Persons(persons): &Persons) -> Vec<Finding> {
    let mut heaps: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (place, person) in persons.iter().enumerate() {
        for way in 0..WAYS {
            let key = (way, person.text.least(way));
            heaps.entry(key).or_default().push(place);
        }
    }
    let twin = |place: usize| -> Option<usize> {
        let person = &persons[place];
        let ways = (0..WAYS).filter_map(|way| {
            let heap = &heaps[&(way, person.text.least(way))];
            let later = heap.partition_point(|other| *other <= place);
            let mut others = heap[later..]
                .iter()
                .take(NEIGHBOURS)
                .filter(|other| persons[**other].subject != person.subject);
            others
                .find(|other| person.text.is_like(&persons[**other].text))
                .copied()
        });
        ways.min()
    };
    let pairs =
        (0..persons.len()).filter_map(|place| Some((&persons[place], &persons[twin(place)?])));
    let findings = pairs.map(|(first, second)| {
        let message = format!(
            "{}与{}的问题雷同：{}",
            first.subject, second.subject, first.problem
        );
        Finding {
            tasks: vec![first.code.clone(), second.code.clone()],
            ..Finding::general(
                Reason::Alike,
                message,
                Fix::fill(second.code.clone(), Fill::Detail),
            )
        }
    });
    findings.collect()
}

/// The pairs of neighbouring characters of a problem, each once, in order.
#[derive(Debug)]
struct Bigrams {
    text: String,
    pairs: Vec<(char, char)>,
    least: [u64; WAYS as usize],
}

impl Bigrams {
    fn of(task: &Task) -> Self {
        let text = bare(&format!("{}{}", task.problem, task.detail));
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs.dedup();
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
        let is_there = |pair: &&(char, char)| other.pairs.binary_search(pair).is_ok();
        let shared = self.pairs.iter().filter(is_there).count();
        most >= 6 && shared * 100 >= ALIKE * most
    }
}
