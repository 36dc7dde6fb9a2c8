//! 问题无措施, 措施无问题, 原因无问题: what stands without its counterpart.

use std::collections::BTreeSet;

use super::text::{has, short, without};
use super::words::{ABSTRACT, COMMON_ACTS, EVERYBODY, OWN_ROOTS, PARTICLES};
use super::{Grade, Material, Remark, Rule, place};
use documents::document::Part;
use model::draft::{Draft, Problem};
use model::matching::{self, Bond};
use office::text::similarity::{self, Pair};

/// From so much likeness of words on, or of matter with some of words, two belong together.
const WORDS: f64 = 0.07;
const ABOUT: f64 = 0.45;
const SOME: f64 = 0.02;
/// So many pairs of its own has a cause that speaks of something: 主动作为不够 fits any problem.
const TELLS: usize = 4;
/// Matter alone.
const ALIKE: f64 = 0.6;

pub(super) fn unmeasured(material: &Material<'_>) -> Vec<Remark> {
    let draft = material.draft;
    let open = match within(material) {
        Some(open) => open,
        None if draft.measures.is_empty() => return Vec::new(),
        None => {
            let open = Answers::of(draft).open;
            open.into_iter().map(|at| &draft.problems[at]).collect()
        }
    };
    // Measures by themes answer none by its words: nothing can be said of one.
    if open.len() * 2 > draft.problems.len() {
        return Vec::new();
    }
    let own = material.own_problems();
    let open = open
        .into_iter()
        .filter(|problem| own.iter().any(|one| one.number == problem.number));
    let remarks = open.map(|problem| Remark {
        rule: Rule::Unmeasured,
        grade: Grade::Reminder,
        paragraph: Some(problem.paragraph),
        message: format!("“{}”没有对应的整改措施", short(&problem.title)),
        advice: "补上措施，写明做什么、什么时候做完",
    });
    remarks.collect()
}

pub(super) fn stray_measures(material: &Material<'_>) -> Vec<Remark> {
    let draft = material.draft;
    if draft.problems.is_empty() || within(material).is_some() {
        return Vec::new();
    }
    let stray = Answers::of(draft).stray;
    if stray.len() * 2 > draft.measures.len() {
        return Vec::new();
    }
    let measures = stray.into_iter().map(|at| &draft.measures[at]);
    let particular = measures.filter(|measure| {
        let text = format!("{}。{}", measure.title, measure.detail);
        !has(&text, EVERYBODY)
    });
    let remarks = particular.map(|measure| Remark {
        rule: Rule::StrayMeasure,
        grade: Grade::Question,
        paragraph: place::paragraph(material.passages, Part::Measures, &measure.title),
        message: format!("措施“{}”看不出对应哪个问题", short(&measure.title)),
        advice: "没有对应的问题就删去，或补上问题",
    });
    remarks.collect()
}

pub(super) fn stray_causes(material: &Material<'_>) -> Vec<Remark> {
    let draft = material.draft;
    if draft.problems.is_empty() {
        return Vec::new();
    }
    let causes: Vec<(&str, &str)> = draft
        .causes
        .iter()
        .map(|cause| (cause.title.as_str(), cause.detail.as_str()))
        .collect();
    let ties = ties(&causes, &problems(draft));
    let stray = draft.causes.iter().zip(ties).filter(|(cause, ties)| {
        let text = format!("{}。{}", cause.title, cause.detail);
        let tells = own_words(&text).len() >= TELLS;
        tells && !has(&text, OWN_ROOTS) && ties.iter().all(Option::is_none)
    });
    let remarks = stray.filter_map(|(cause, _)| {
        let place = place::of(material.passages, Part::Causes, &cause.title)?;
        // A cause that stands with its problem is that problem's.
        (place.part == Part::Causes).then(|| Remark {
            rule: Rule::StrayCause,
            grade: Grade::Question,
            paragraph: Some(place.paragraph),
            message: format!("原因“{}”看不出对应哪个问题", short(&cause.title)),
            advice: "原因要从主观上找，与查摆的问题对得上",
        })
    });
    remarks.collect()
}

/// Where measures stand with their problems: the problems without.
fn within<'a>(material: &Material<'a>) -> Option<Vec<&'a Problem>> {
    let draft = material.draft;
    let by_row = |problem: &Problem| {
        let own = draft
            .tasks
            .iter()
            .find(|task| task.problem == problem.title);
        own.is_some_and(|task| !task.measures.is_empty())
    };
    let places = draft
        .measures
        .iter()
        .filter_map(|measure| place::paragraph(material.passages, Part::Problems, &measure.title));
    let places: Vec<u32> = places.collect();
    let last = draft.problems.last()?.paragraph;
    let beside = |at: usize| {
        let from = draft.problems[at].paragraph;
        let until = draft
            .problems
            .get(at + 1)
            .map_or(u32::MAX, |next| next.paragraph);
        places
            .iter()
            .any(|place| (from..until.max(from + 1)).contains(place))
    };
    let among = places.iter().filter(|place| **place < last).count() * 2 > places.len();
    let answered = |at: usize| by_row(&draft.problems[at]) || (among && beside(at));
    let (with, open): (Vec<usize>, Vec<usize>) =
        (0..draft.problems.len()).partition(|at| answered(*at));
    let stands = !with.is_empty() && with.len() * 3 >= draft.problems.len() * 2;
    stands.then(|| open.into_iter().map(|at| &draft.problems[at]).collect())
}

/// Which problems and measures stand without each other, by their places.
struct Answers {
    open: Vec<usize>,
    stray: Vec<usize>,
}

impl Answers {
    fn of(draft: &Draft) -> Self {
        let groups: Vec<String> = draft
            .measures
            .iter()
            .map(|one| {
                format!(
                    "{}。{}",
                    one.group.as_deref().unwrap_or_default(),
                    one.detail
                )
            })
            .collect();
        let measures: Vec<(&str, &str)> = draft
            .measures
            .iter()
            .zip(&groups)
            .map(|(one, rest)| (one.title.as_str(), rest.as_str()))
            .collect();
        let ties = ties(&problems(draft), &measures);
        let best: Vec<Option<usize>> = ties.iter().map(|of| strongest(of)).collect();
        let answers = |at: &usize| ties.iter().any(|of| of[*at].is_some());
        let mut stray: Vec<usize> = (0..measures.len()).filter(|at| !answers(at)).collect();
        let mut open = Vec::new();
        for (at, own) in best.iter().enumerate() {
            if own.is_some() {
                continue;
            }
            // Lists keep one order: what stands between the answers to its neighbours is its own.
            let before = best[..at].iter().rev().flatten().next();
            let after = best[at + 1..].iter().flatten().next().copied();
            let between = |measure: &usize| {
                before.is_none_or(|before| measure > before)
                    && *measure < after.unwrap_or(usize::MAX)
            };
            match stray.iter().position(between) {
                Some(place) => {
                    stray.remove(place);
                }
                None => open.push(at),
            }
        }
        Self { open, stray }
    }
}

fn strongest(ties: &[Option<f64>]) -> Option<usize> {
    let strong = ties
        .iter()
        .enumerate()
        .filter_map(|(at, tie)| Some(((*tie)?, at)));
    let best = strong.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.map(|(_, at)| at)
}

/// How strong each tie is, where there is one at all.
fn ties(first: &[(&str, &str)], second: &[(&str, &str)]) -> Vec<Vec<Option<f64>>> {
    let own = |texts: &[(&str, &str)]| -> Vec<BTreeSet<Pair>> {
        let words = texts
            .iter()
            .map(|(title, rest)| own_words(&format!("{title}。{rest}")));
        words.collect()
    };
    let (ours, theirs) = (own(first), own(second));
    let bonds = matching::bonds(first, second);
    let rows = bonds.iter().zip(&ours).map(|(bonds, ours)| {
        let row = bonds.iter().zip(&theirs).map(|(bond, theirs)| {
            let shared = ours.intersection(theirs).count();
            (shared > 0 || is_bound(bond))
                .then_some(bond.words + bond.about * 0.2 + shared as f64 * 0.1)
        });
        row.collect()
    });
    rows.collect()
}

fn is_bound(bond: &Bond) -> bool {
    bond.words >= WORDS || (bond.about >= ABOUT && bond.words >= SOME) || bond.about >= ALIKE
}

/// Pairs of characters that no other material need have.
fn own_words(text: &str) -> BTreeSet<Pair> {
    let own = without(&without(&without(text, COMMON_ACTS), ABSTRACT), PARTICLES);
    // A blank stands where a word was: no pair reaches over it.
    let parts = own.split(' ').flat_map(similarity::pairs);
    parts
        .filter(|pair| pair.iter().all(|c| !c.is_ascii_digit()))
        .collect()
}

/// Title and rest of each problem.
fn problems(draft: &Draft) -> Vec<(&str, &str)> {
    let problems = draft.problems.iter();
    problems
        .map(|problem| (problem.title.as_str(), problem.detail.as_str()))
        .collect()
}
