//! 上年整改: every problem of last year, in the ledger, is answered for.

use super::text::{has, sentences, short};
use super::words::{ALL_DONE, LAST_YEAR};
use super::{Grade, Material, Remark, Rule};
use crate::document::{Part, Passage};
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
    let mut remarks = claimed(&told, &tasks, &remark);
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

/// 已全部整改到位, where the ledger has an open one.
fn claimed(
    told: &[&Passage],
    tasks: &[&Task],
    remark: &impl Fn(Option<u32>, String) -> Remark,
) -> Vec<Remark> {
    let open = tasks.iter().find(|task| !task.status.kind().is_finished());
    let Some(open) = open else { return Vec::new() };
    let mut remarks = Vec::new();
    for passage in told {
        let claim = sentences(&passage.text).find_map(|sentence| {
            let names = has(sentence, LAST_YEAR) || sentence.contains("问题");
            ALL_DONE
                .iter()
                .find(|words| names && sentence.contains(**words))
        });
        remarks.extend(claim.map(|words| {
            let state = open.status.kind().word();
            let message = format!("说“{words}”，台账中第{}项是{state}", open.code());
            remark(Some(passage.paragraph), message)
        }));
    }
    remarks
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
