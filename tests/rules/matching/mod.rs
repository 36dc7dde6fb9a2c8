//! Proposals measured on pairs that were labelled by hand.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod repeats;

use model::matching::{self, Candidate, Repeats, Wording};

/// How often a proposal was made, its first was right, one of its three was right.
#[derive(Default, Debug)]
struct Tally {
    linked: usize,
    proposed: usize,
    first: usize,
    among: usize,
}

impl Tally {
    fn count(&mut self, candidates: &[Candidate], right: &[usize]) {
        self.linked += usize::from(!right.is_empty());
        if candidates.is_empty() {
            return;
        }
        self.proposed += 1;
        self.first += usize::from(right.contains(&(candidates[0].index + 1)));
        self.among += usize::from(candidates.iter().any(|c| right.contains(&(c.index + 1))));
    }

    fn check(&self, name: &str) {
        let share = |n: usize| n as f64 / self.proposed.max(1) as f64;
        println!(
            "{name}: {self:?} first {:.3} among {:.3}",
            share(self.first),
            share(self.among)
        );
        assert!(share(self.first) >= 0.8, "{name} first");
        assert!(share(self.among) >= 0.95, "{name} among");
        assert!(
            self.proposed * 2 >= self.linked,
            "{name} abstains too often"
        );
    }
}

fn documents(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.split("\n== ")
        .skip(1)
        .map(|part| part.lines().skip(1).collect())
}

fn numbers(text: &str) -> Vec<usize> {
    text.split(',')
        .filter_map(|n| n.trim().parse().ok())
        .collect()
}

#[test]
fn measures_are_proposed_for_problems() {
    let mut tally = Tally::default();
    for lines in documents(include_str!("measures.txt")) {
        let mut measures = Vec::new();
        let mut problems = Vec::new();
        let mut labels = Vec::new();
        for line in lines {
            let parts: Vec<&str> = line
                .get(2..)
                .unwrap_or_default()
                .trim()
                .split('|')
                .collect();
            if line.starts_with("M:") {
                measures.push((parts[0], parts[1], parts[2]));
            } else if line.starts_with("P:") {
                problems.push((parts[0], parts[1]));
                labels.push(numbers(parts[2]));
            }
        }
        for (i, found) in matching::link_measures(&problems, &measures)
            .iter()
            .enumerate()
        {
            assert!(found.len() <= 3 && found.iter().all(|c| (0.0..=1.0).contains(&c.score)));
            if found
                .first()
                .is_some_and(|c| !labels[i].contains(&(c.index + 1)))
            {
                println!("{} -> {found:?} not {:?}", problems[i].0, labels[i]);
            } else if found.is_empty() {
                println!("{} -> none, {:?}", problems[i].0, labels[i]);
            }
            tally.count(found, &labels[i]);
        }
    }
    tally.check("measures");
}

#[test]
fn last_years_titles_are_proposed() {
    let mut tally = Tally::default();
    for lines in documents(include_str!("titles.txt")) {
        let old: Vec<&str> = lines
            .iter()
            .filter_map(|line| line.strip_prefix("O: "))
            .collect();
        let new: Vec<(&str, &str)> = lines
            .iter()
            .filter_map(|line| line.strip_prefix("N: ")?.split_once('|'))
            .collect();
        let titled = |title: &str| Wording {
            title: title.to_owned(),
            ..Wording::default()
        };
        let old: Vec<Wording> = old.into_iter().map(titled).collect();
        let earlier = Repeats::among(&old);
        for (title, label) in &new {
            let found = earlier.of(&titled(title));
            println!(
                "{title} -> {:?} ({label})",
                found
                    .first()
                    .map(|c| (c.index + 1, c.score, c.words.clone()))
            );
            tally.count(&found, &numbers(label));
        }
    }
    tally.check("titles");
}

#[test]
fn nothing_yields_nothing() {
    assert!(matching::link_measures(&[], &[]).is_empty());
}
