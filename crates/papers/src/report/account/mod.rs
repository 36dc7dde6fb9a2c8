//! What may be told of one problem (rules 3–8 of how records are told): its deeds in time order with
//! their figures, what was made by its measures, its effect; and what of its records is not told, and
//! why. No style, no length, no state: `compose` puts accounts together.

mod amount;
mod bare;
mod clause;
mod day;
mod deed;
mod effect;
mod frame;
mod institution;
mod measure;
mod note;
mod place;
mod rounds;
mod spot;
mod sums;
mod telling;
#[cfg(test)]
mod tests;
pub(crate) mod text;
pub(crate) mod words;

pub use clause::Untold;
pub(crate) use deed::Deed;
pub(crate) use effect::Effect;
pub(crate) use measure::Practice;
pub use sums::Unsummed;
pub use telling::{Advice, Telling, effect_told};
pub use words::added_words;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use model::figure::FigureKinds;
use model::task::Task;

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
        let effects = effect::effects(task);
        let notes = note::notes(task, kinds, &effects, &mut left_out);
        let told = notes.iter().filter(|note| !note.clauses.is_empty()).count();
        let mut spans: Vec<Span> = Vec::new();
        for (place, effect) in effects.into_iter().enumerate() {
            let mut own: Vec<note::Note> = notes
                .iter()
                .filter(|note| note.span == place)
                .cloned()
                .collect();
            rounds::cut_rounds(&mut own);
            let mut deeds = frame::deeds(&own);
            rounds::join(&mut deeds);
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
            let effect = span.effect.as_ref();
            if let Some(effect) = effect {
                effect::said_by_joined(effect, &mut span.deeds, &mut left_out);
            }
            sums::sum_up(&mut span.deeds, effect, &mut unsummed, &mut left_out);
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

    /// Leaves out an effect that an earlier problem has word for word, where something else is told of this
    /// one; `told` are those of the problems before.
    pub(crate) fn tell_effects_once(&mut self, told: &mut BTreeSet<Vec<String>>) {
        let Some(span) = self.spans.last_mut().filter(|span| !span.deeds.is_empty()) else {
            return;
        };
        let again = |effect: &mut Effect| !told.insert(effect.clauses.clone());
        if let Some(effect) = span.effect.take_if(again) {
            self.left_out.push(LeftOut {
                entry: None,
                text: effect.clauses.join("，"),
                why: Untold::Repeated,
            });
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
