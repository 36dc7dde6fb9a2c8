//! 上年整改: every problem of last year, in the ledger, is answered for.

use super::text::{clauses, has, sentences, short};
use super::words::{ALL_DONE, DENIES, LAST_YEAR};
use super::{Grade, Material, Remark, Rule};
use documents::document::{Part, Passage};
use model::matching;
use model::task::Task;

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let Some(last) = material.year.map(|year| year - 1) else {
        return Vec::new();
    };
    let tasks: Vec<&Task> = material
        .earlier
        .iter()
        .filter(|task| task.year == last)
        .collect();
    if tasks.is_empty() {
        return Vec::new();
    }
    let told = told(material.passages, last);
    let first = told.first().map(|passage| passage.paragraph);
    let remark = |paragraph, message| Remark {
        rule: Rule::LastYear,
        grade: Grade::SentBack,
        paragraph,
        message,
        advice: "逐个交代改得怎样；没有改完的写明原因和下步措施",
    };
    if told.is_empty() {
        let count = tasks.len();
        let message = format!("没有交代上年度整改情况，台账中{last}年度有{count}个问题");
        return vec![remark(None, message)];
    }
    let mut remarks = claimed(&told, &tasks, last, &remark);
    let open = unanswered(&told, &tasks);
    if open.len() == tasks.len() && tasks.len() > 1 {
        let message = format!("上年度的{}个问题没有逐个交代", tasks.len());
        remarks.push(remark(first, message));
        return remarks;
    }
    remarks.extend(open.into_iter().map(|task| {
        let title = short(&task.problem);
        remark(first, format!("没有交代上年度第{}项“{title}”", task.code()))
    }));
    remarks
}

/// Where last year is told of: its section, and sentences elsewhere that name it.
fn told(passages: &[Passage], last: i32) -> Vec<&Passage> {
    let meeting = format!("{last}年度");
    let speaks = |passage: &&Passage| {
        let elsewhere = matches!(passage.part, Part::Opening | Part::Other);
        let named = has(&passage.text, LAST_YEAR) || passage.text.contains(&meeting);
        passage.part == Part::LastYear || (elsewhere && named && passage.text.contains("整改"))
    };
    passages.iter().filter(speaks).collect()
}

/// 已全部整改到位, where the ledger has an open one among those that are meant: all of the year, or
/// those that the paragraph names.
fn claimed(
    told: &[&Passage],
    tasks: &[&Task],
    last: i32,
    remark: &impl Fn(Option<u32>, String) -> Remark,
) -> Vec<Remark> {
    let year = format!("{last}年度");
    let mut remarks = Vec::new();
    for passage in told {
        let named: Vec<&Task> = named(passage, tasks);
        let claim = sentences(&passage.text).find_map(|sentence| {
            let whole = has(sentence, LAST_YEAR) || sentence.contains(&year);
            if !whole && !sentence.contains("问题") {
                return None;
            }
            let words = ALL_DONE.iter().find(|words| claims(sentence, words))?;
            let meant = if whole || named.is_empty() {
                tasks
            } else {
                &named
            };
            let open = meant.iter().find(|task| !task.status.kind().is_finished());
            open.map(|open| (*words, *open))
        });
        remarks.extend(claim.map(|(words, open)| {
            let state = open.status.kind().word();
            let message = format!("说“{words}”，台账中第{}项是{state}", open.code());
            remark(Some(passage.paragraph), message)
        }));
    }
    remarks
}

/// Whether the sentence says the words, and not that it is not so (未按期全部完成).
fn claims(sentence: &str, words: &str) -> bool {
    clauses(sentence).any(|clause| {
        let before = clause.split_once(words).map(|(before, _)| before);
        before.is_some_and(|before| !is_denied(before))
    })
}

/// Whether what stands before a claim denies it; 未办结的…: that is what the claim is about.
fn is_denied(before: &str) -> bool {
    let deny = before.rmatch_indices(DENIES);
    let mut deny = deny.map(|(at, _)| &before[at..]);
    deny.any(|rest| !rest.contains('的'))
}

/// The tasks whose problems the passage names.
fn named<'a>(passage: &Passage, tasks: &[&'a Task]) -> Vec<&'a Task> {
    let text = plain(&passage.text);
    let named = tasks.iter().filter(|task| {
        let title: String = plain(&task.problem).chars().take(NAMES).collect();
        !title.is_empty() && text.contains(&title)
    });
    named.copied().collect()
}

/// So many characters of a problem's title name it.
const NAMES: usize = 12;

/// Letters alone: quotation marks differ where a title is quoted.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether it is the section's heading alone, or that of an aspect.
pub(super) fn is_heading(passage: &Passage) -> bool {
    !passage.text.contains(['。', '，', '；'])
}

fn unanswered<'a>(told: &[&Passage], tasks: &[&'a Task]) -> Vec<&'a Task> {
    let whole: String = told.iter().map(|passage| passage.text.as_str()).collect();
    let units: Vec<(&str, &str)> = told
        .iter()
        .flat_map(|passage| sentences(&passage.text))
        .map(|sentence| (sentence, ""))
        .collect();
    let titles: Vec<(&str, &str)> = tasks
        .iter()
        .map(|task| (task.problem.as_str(), ""))
        .collect();
    let bonds = matching::bonds(&titles, &units);
    let open = tasks.iter().zip(bonds).filter(|(task, bonds)| {
        let named = whole.contains(task.problem.trim_end_matches('。'));
        !named && !bonds.iter().any(is_answer)
    });
    open.map(|(task, _)| *task).collect()
}

fn is_answer(bond: &matching::Bond) -> bool {
    bond.words >= 0.12 || (bond.about >= 0.5 && bond.words >= 0.03)
}
