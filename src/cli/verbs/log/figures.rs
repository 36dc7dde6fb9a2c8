//! What a person is told of the figures just given: how they are counted, and whether they are
//! perhaps known under another name.

use model::figure::{Figure, FigureKinds, name_key};
use model::scope::{Order, Scope};
use model::tally::FigureSums;
use model::task::Task;
use office::text::width;
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

/// By these words a text says that a number is what something has come to so far.
const SO_FAR: [&str; 8] = [
    "截至",
    "截止",
    "累计",
    "迄今",
    "至今",
    "到目前",
    "总计",
    "目前共",
];

/// The word by which a text says that a figure is what it has come to so far: 截至6月底，走访42户.
fn so_far(text: &str, figure: &Figure) -> Option<&'static str> {
    let text = width::narrow_all(text);
    let number = figure.value.to_string();
    let mut sentences = text.split(['。', ';', '!', '?', '\n']);
    let before = sentences.find_map(|sentence| {
        let at = sentence.find(&number)?;
        Some(&sentence[..at])
    });
    let said = before.unwrap_or(&text);
    SO_FAR.into_iter().find(|word| said.contains(word))
}

/// Of figures that are added to earlier ones of their name although the text says that they are totals.
pub(super) fn totals(
    task: &Task,
    text: &str,
    figures: &[Figure],
    kinds: &FigureKinds,
) -> Vec<String> {
    let mut sums = FigureSums::default();
    sums.add_task(task);
    let totals = sums.totals(kinds);
    let told = figures.iter().filter_map(|figure| {
        let notes = task.progress.iter().filter(|note| !note.internal);
        let given = notes.flat_map(|note| &note.figures);
        let is_repeated = given.filter(|other| other.is_alike(figure)).nth(1).is_some();
        let total = totals.iter().find(|total| {
            total.unit == figure.unit && name_key(&total.name) == name_key(&figure.name)
        })?;
        let word = so_far(text, figure).filter(|_| is_repeated && total.kind.is_summed())?;
        Some(format!(
            "文中写着“{word}”：{figure}要是到现在的总数，就和以前的重复相加了（现在合计{total}）。是的话，用 ledger undo 撤销，重记时数据只写这次新增的；或者起名“累计{}”，不相加，以最近一次为准",
            figure.name
        ))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_that_a_number_is_a_total() {
        for (text, figure, word) in [
            ("截至6月底，走访企业42户", "走访企业=42户", Some("截至")),
            ("本月走访12户，累计走访４２户。", "走访=42户", Some("累计")),
            ("本月走访12户，累计走访42户。", "走访=12户", None),
            ("截至6月底完成排查。本周走访12户", "走访=12户", None),
            ("到目前已全部走访", "走访=42户", Some("到目前")),
            ("走访企业42户", "走访企业=42户", None),
        ] {
            let figure = Figure::read(figure).expect(figure);
            assert_eq!(so_far(text, &figure), word, "{text}");
        }
    }

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
