//! Finished tasks under one heading told together, where a text must be short. Their numbers and
//! outcomes stay; an unfinished task is never joined.

use crate::report::compose::pieces::join_figures;
use crate::report::compose::{Composer, Condense};
use crate::report::item::{Item, clean_figure, totals};
use crate::report::phrases::Key;
use crate::report::said::{Record, Said};
use model::event::TextField;
use model::figure::FigureKinds;

impl<'a> Composer<'a> {
    /// The items in their order: finished ones that follow each other are told together, so that
    /// the numbers still run through; every other stands alone.
    pub(super) fn runs(&self, items: &'a [Item<'a>]) -> Vec<Vec<&'a Item<'a>>> {
        let mut runs: Vec<Vec<&Item<'_>>> = Vec::new();
        let joining = self.condense >= Condense::Finished;
        for item in items {
            match runs.last_mut() {
                Some(run) if joining && can_join(item) && can_join(run[0]) => run.push(item),
                _ => runs.push(vec![item]),
            }
        }
        runs
    }

    /// The joined items with their numbers, in whole sentences.
    pub(super) fn joined_items(&self, items: &[&Item<'_>]) -> Vec<Said> {
        let titles = items.iter().map(|item| {
            let mut said = self.item_ordinal(item);
            said.push(&self.say(Key::JoinedProblem, [("问题", Self::title(item.task))]));
            said
        });
        let mut titles = Said::join(titles, "；");
        titles.push_words("。");
        let mut sentences = vec![titles];
        let figures = joined_figures(items, &self.ledger.book.figure_kinds());
        if !figures.is_empty() {
            sentences.push(self.say(Key::Figures, [("数据", figures)]));
        }
        let mut rest: Vec<Said> = outcomes(items);
        rest.push(self.say(Key::ShortAllFinished, []));
        let apart = rest.iter().any(Said::has_inner_stop);
        let mut rest = Said::join(rest, if apart { "。" } else { "；" });
        rest.push_words("。");
        sentences.push(rest);
        sentences
    }

    /// The joined items in one sentence.
    pub(super) fn joined_sentence(&self, items: &[&Item<'_>], about: Key) -> Said {
        let mut titles = Said::default();
        for item in items {
            titles.push(&Self::title(item.task));
        }
        let mut said = self.say(about, [("问题", titles)]);
        let figures = joined_figures(items, &self.ledger.book.figure_kinds());
        let mut clauses = Vec::new();
        if !figures.is_empty() {
            clauses.push(self.say(Key::FiguresShort, [("数据", figures)]));
        }
        clauses.extend(outcomes(items));
        clauses.push(self.say(Key::ShortAllFinished, []));
        said.push(&Said::join(clauses, "，"));
        said.push_words("。");
        said
    }
}

fn can_join(item: &Item<'_>) -> bool {
    let task = item.task;
    task.status.kind().is_finished()
        && task.wording.is_none()
        && !item.relapsed
        && task.extensions.is_empty()
        && item.figures.iter().all(|total| total.kind.is_summed())
        && (!item.is_untold() || !task.measures.is_empty())
}

/// The sums over all of them; who has a rate or a level of his own is not joined ([`can_join`]).
fn joined_figures(items: &[&Item<'_>], kinds: &FigureKinds) -> Said {
    let totals = totals(items.iter().map(|item| item.task), kinds);
    let figures = totals.iter().map(|sum| {
        let mut said = Said::plain(clean_figure(sum));
        said.records = items
            .iter()
            .map(|item| Record::of(item.task, "数据"))
            .collect();
        (sum, said)
    });
    join_figures(figures)
}

fn outcomes(items: &[&Item<'_>]) -> Vec<Said> {
    items
        .iter()
        .filter_map(|item| Said::field(item.task, TextField::Outcome))
        .collect()
}
