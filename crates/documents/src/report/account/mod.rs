//! What may be told of one problem (rules 3–8 of how records are told): its deeds in time order with
//! their figures, what was made by its measures, its effect; and what of its records is not told, and
//! why. No style, no length, no state: `compose` puts accounts together.

mod amount;
mod bare;
mod clause;
mod day;
mod deed;
mod frame;
mod institution;
mod measure;
mod note;
mod place;
mod spot;
mod sums;
mod telling;
#[cfg(test)]
mod tests;
pub(crate) mod text;
pub(crate) mod words;

pub use clause::Untold;
pub(crate) use deed::Deed;
pub(crate) use measure::Practice;
pub use sums::Unsummed;
pub use telling::{Advice, Telling, effect_told};
pub use words::added_words;

use chrono::NaiveDate;

use model::figure::FigureKinds;
use model::task::Task;
use office::text::sentence;

/// One problem as it may be told.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub practice: Practice,
    /// What was done from the beginning, and after each reopening (恢复整改); at least one.
    pub spans: Vec<Span>,
    pub left_out: Vec<LeftOut>,
    /// The problem and its measures, for what answers them.
    pub about: Vec<String>,
    /// Sums that a clerk has to make possible.
    pub unsummed: Vec<Unsummed>,
}

/// What was done between one opening of the problem and its end.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    /// When and why it was opened again; `None` for the first.
    pub reopened: Option<Reopened>,
    pub deeds: Vec<Deed>,
    pub effect: Option<Effect>,
}

/// Why it goes on after it had been finished.
#[derive(Debug, Clone)]
pub(crate) struct Reopened {
    /// The day it had been finished on, where the ledger knows it.
    pub finished_on: Option<NaiveDate>,
    /// 恢复整改: why; 反弹: what happened.
    pub reason: String,
    /// 反弹: the day it was listed again, as a task of the same title.
    pub relapsed_on: Option<NaiveDate>,
}

/// 整改成效 in clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effect {
    pub clauses: Vec<String>,
    /// It says neither a number, nor a change, nor an institution: it stands for no deed.
    pub vague: bool,
}

/// Recorded words that the text does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The note; `None` for a measure or a field.
    pub entry: Option<u64>,
    /// The words.
    pub text: String,
    /// Why.
    pub why: Untold,
}

impl Account {
    /// The account of a task, figures counted by these kinds.
    pub(crate) fn of(task: &Task, kinds: &FigureKinds) -> Self {
        let (mut left_out, mut unsummed) = (Vec::new(), Vec::new());
        let measures = task.measures.iter().map(|measure| measure.text.clone());
        let about = std::iter::once(task.problem.clone())
            .chain(measures)
            .collect();
        let effects = effects(task);
        let notes = note::notes(task, kinds, &effects, &mut left_out);
        let told = notes.iter().filter(|note| !note.clauses.is_empty()).count();
        let mut spans: Vec<Span> = Vec::new();
        for (place, effect) in effects.into_iter().enumerate() {
            let own: Vec<note::Note> = notes
                .iter()
                .filter(|note| note.span == place)
                .cloned()
                .collect();
            let mut deeds = frame::deeds(&own);
            deeds.retain(|deed| !deed.is_empty());
            spans.push(Span {
                reopened: reopened(task, place),
                deeds,
                effect,
            });
        }
        institution::settle(task, &mut spans);
        let mut practice = Practice::default();
        for span in &mut spans {
            sums::sum_up(&mut span.deeds, &mut unsummed, &mut left_out);
            if span.reopened.is_none() {
                practice = measure::practice(task, &mut span.deeds, told, span.effect.is_some());
            }
            place::place(&mut span.deeds, &mut left_out);
            span.deeds.retain(|deed| !deed.clauses.is_empty());
        }
        Self {
            practice,
            spans,
            left_out,
            about,
            unsummed,
        }
    }

    /// The account of a task of the same title that came after a finished one: both as one.
    pub(crate) fn of_both(earlier: &Task, task: &Task, kinds: &FigureKinds) -> Self {
        let mut both = Self::of(earlier, kinds);
        let later = Self::of(task, kinds);
        let mut spans = later.spans.into_iter();
        both.spans.extend(spans.next().map(|span| Span {
            reopened: Some(Reopened {
                finished_on: earlier.finished_on(),
                reason: task.detail.clone(),
                relapsed_on: Some(task.raised_on),
            }),
            ..span
        }));
        both.spans.extend(spans);
        both.left_out.extend(later.left_out);
        both.unsummed.extend(later.unsummed);
        both.practice.followed = None;
        both
    }
}

fn reopened(task: &Task, span: usize) -> Option<Reopened> {
    let reopening = task.reopenings.get(span.checked_sub(1)?)?;
    Some(Reopened {
        finished_on: reopening.finished_on,
        reason: reopening.reason.clone(),
        relapsed_on: None,
    })
}

/// The effect of each span: what was recorded when it was opened again belongs before that.
fn effects(task: &Task) -> Vec<Option<Effect>> {
    let before = task
        .reopenings
        .iter()
        .map(|reopening| reopening.outcome.as_deref());
    let mut outcomes: Vec<Option<&str>> = before.chain([task.outcome.as_deref()]).collect();
    for place in (1..outcomes.len()).rev() {
        if outcomes[place] == outcomes[place - 1] {
            outcomes[place] = None;
        }
    }
    outcomes
        .into_iter()
        .map(|text| text.and_then(Effect::of))
        .collect()
}

impl Effect {
    /// Its clauses without the opening words.
    fn of(text: &str) -> Option<Self> {
        let tidied = text::tidy(text);
        let mut rest = tidied.as_str();
        while let Some(word) = text::begins_with(rest, &words::EFFECT_FRONT) {
            rest = rest[word.len()..].trim_start_matches(['，', '：']);
        }
        let clauses = text::clauses(sentence::open_end(rest));
        let plain = |clause: &String| text::numbers(clause).is_empty() && !is_telling(clause);
        let vague = clauses.iter().all(plain);
        (!clauses.is_empty()).then_some(Self { clauses, vague })
    }

    /// Its clauses that notes are held against: of a very long one the first.
    pub(super) fn weighed(&self) -> impl Iterator<Item = &String> {
        self.clauses.iter().take(100)
    }

    /// Its clauses that a short text keeps: those with a number, a change, or all (rule 12).
    pub(crate) fn core(&self) -> Vec<String> {
        let telling = |clause: &&String| !text::numbers(clause).is_empty() || is_telling(clause);
        let mut kept: Vec<String> = self.clauses.iter().filter(telling).cloned().collect();
        kept.retain(|clause| !words::NO_END.iter().any(|end| clause.ends_with(end)));
        if kept.is_empty() {
            self.clauses.clone()
        } else {
            kept
        }
    }
}

fn is_telling(clause: &str) -> bool {
    let changed = clause
        .split_once('由')
        .is_some_and(|(_, rest)| rest.contains(['到', '至', '为']));
    changed || clause.contains('《') || text::holds(clause, &words::WHOLE)
}

/// How many figures a text tells: 由…到… is one, n个问题 is none (rule 5).
pub(crate) fn figures_told(text: &str) -> usize {
    let numbers = text::numbers(text);
    let problems = numbers
        .iter()
        .filter(|number| text[number.rest..].starts_with("个问题"))
        .count();
    let changes = text.matches("升至").count() + text.matches("降至").count();
    numbers.len().saturating_sub(problems + changes)
}

/// How many institutions a task made and revised: of each the larger of names and figures (rule 7).
pub(crate) fn institution_counts(task: &Task) -> (u32, u32) {
    institution::counts(task)
}

/// These totals as clauses.
pub(crate) fn told_figures(totals: &[&model::tally::Total]) -> Vec<String> {
    let figures: Vec<amount::Amount> = totals
        .iter()
        .filter_map(|total| amount::Amount::total(total))
        .collect();
    bare::bare_clauses(&figures)
        .into_iter()
        .map(|clause| clause.text)
        .collect()
}
