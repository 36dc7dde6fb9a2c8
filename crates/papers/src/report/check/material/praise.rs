//! 先扬后抑: achievements first, then 但.

use super::text::{has, short, whole};
use super::words::{CONCESSIONS, PRAISE, TURNS};
use super::{Grade, Material, Remark, Rule};

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let problems = material.draft.problems.iter();
    let remarks = problems.filter_map(|problem| {
        let text = whole(problem);
        let (praise, grade) = praised(&text)?;
        Some(Remark {
            rule: Rule::Praise,
            grade,
            paragraph: Some(problem.paragraph),
            message: format!(
                "“{}”先讲成绩、再转到问题：{}",
                short(&problem.title),
                short(praise)
            ),
            advice: "删去成绩，直接写问题",
        })
    });
    remarks.collect()
}

/// What is praised before the text turns, with how plainly.
fn praised(text: &str) -> Option<(&str, Grade)> {
    let mut before: Option<&str> = None;
    for sentence in text.split(['。', '\n']) {
        if let Some(at) = turn(sentence) {
            let ahead = &sentence[..at];
            // 然而 at the head of a sentence turns from the one before.
            let ahead = if ahead.trim().is_empty() {
                before.unwrap_or_default()
            } else {
                ahead
            };
            if let Some(grade) = praises(ahead) {
                return Some((ahead, grade));
            }
        }
        before = Some(sentence);
    }
    None
}

/// Where a sentence turns: at the head of a clause.
fn turn(sentence: &str) -> Option<usize> {
    let heads = sentence.char_indices().filter(|(at, _)| {
        let ahead = sentence[..*at].chars().next_back();
        ahead.is_none_or(|c| matches!(c, '，' | ',' | '；' | ';' | '：' | ' '))
    });
    let mut turns = heads.filter(|(at, _)| {
        let rest = &sentence[*at..];
        TURNS.iter().any(|word| rest.starts_with(word))
    });
    turns.next().map(|(at, _)| at)
}

fn praises(ahead: &str) -> Option<Grade> {
    let weight = PRAISE.iter().filter(|word| stands(ahead, word)).count();
    let concedes = has(ahead, CONCESSIONS);
    match (weight, concedes) {
        (0, _) => None,
        (1, false) => Some(Grade::Reminder),
        _ => Some(Grade::SentBack),
    }
}

/// Whether the word stands there and is not denied: 没能坚持 praises nothing.
fn stands(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| DENIALS.contains(c))
    })
}

const DENIALS: &str = "没未不难缺少无总能";
