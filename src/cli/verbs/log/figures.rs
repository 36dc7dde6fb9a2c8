//! What a person is told of the figures just given: how they are counted, and whether they are
//! perhaps known under another name.

use model::figure::{Figure, FigureKinds, name_key};
use model::scope::{Order, Scope};
use model::tally::FigureSums;
use model::task::Task;
use store::Store;

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// A year with more problems than this is not kept by hand, and is not looked through for names.
const LOOKED_THROUGH: u32 = 200;

/// Asks about each figure whose name is nearly one in use this year; without a terminal it is told.
/// Figures that are the same but for a sign take the known name.
pub(super) fn named(
    context: &Context,
    store: &Store,
    task: &Task,
    figures: &mut [Figure],
) -> Result<(), Failure> {
    if figures.is_empty() {
        return Ok(());
    }
    let known = names_in_use(store, task)?;
    for figure in figures {
        let key = name_key(&figure.name);
        if let Some(same) = known.iter().find(|name| name_key(name) == key) {
            figure.name.clone_from(same);
            continue;
        }
        let Some(near) = known.iter().find(|name| is_near(&name_key(name), &key)) else {
            continue;
        };
        let told = format!("“{}”和已有的“{near}”很像", figure.name);
        if context.yes || !Context::can_ask() {
            context.out.warn(&format!(
                "{told}；若是同一项，请用同一个名称，才会合在一起计算"
            ));
        } else if context.consent(&format!("{told}，是同一项吗？"))? {
            figure.name.clone_from(near);
        }
    }
    Ok(())
}

/// Names of figures in the task, and in its year where that is small.
fn names_in_use(store: &Store, task: &Task) -> Result<Vec<String>, Failure> {
    let scope = Scope {
        years: vec![task.year],
        ..Scope::default()
    };
    let mut names: Vec<String> = Vec::new();
    let mut add = |task: &Task| {
        for figure in task.progress.iter().flat_map(|note| &note.figures) {
            if !names.contains(&figure.name) {
                names.push(figure.name.clone());
            }
        }
    };
    add(task);
    if !store.has_more_than(LOOKED_THROUGH, &scope)? {
        let tasks = store.tasks(&scope, Order::Number, None)?;
        tasks.iter().for_each(&mut add);
    }
    Ok(names)
}

/// One is the other with a few characters more, or they differ in one of at least four.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if short.len() == long.len() {
        let apart = short.iter().zip(long).filter(|(a, b)| a != b).count();
        return apart == 1 && short.len() >= 4;
    }
    let mut rest = long.iter();
    short.len() >= 2
        && short.len() * 2 >= long.len()
        && short.iter().all(|c| rest.any(|other| other == c))
}

/// How each figure is counted, and what it comes to now.
pub(super) fn told(task: &Task, figures: &[Figure], kinds: &FigureKinds) -> Vec<String> {
    let mut sums = FigureSums::default();
    sums.add_task(task);
    let totals = sums.totals(kinds);
    let figures = figures.iter().filter_map(|figure| {
        let total = totals.iter().find(|total| {
            total.unit == figure.unit && name_key(&total.name) == name_key(&figure.name)
        })?;
        let kind = total.kind.word();
        Some(if total.kind.is_summed() {
            format!("{figure}：{kind}，各次相加，这一项至今{total}")
        } else {
            format!("{figure}：{kind}，不相加，以最近一次为准，这一项现为{total}")
        })
    });
    figures.collect()
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn near_names_are_those_that_people_mix_up() {
        for (one, other, near) in [
            ("集中学习", "集中学习会", true),
            ("谈话", "谈心谈话", true),
            ("排查隐患", "排查引患", true),
            ("走访企业", "走访农户", false),
            ("培训", "专题业务能力培训", false),
            ("学习", "调研", false),
        ] {
            assert_eq!(is_near(one, other), near, "{one} {other}");
            assert_eq!(is_near(other, one), near, "{other} {one}");
        }
    }
}
