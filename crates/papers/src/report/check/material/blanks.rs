//! 留空未填: what was to be filled in later.

use super::text::has;
use super::words::{LEFT_OUT, SOME_ONE, TO_FILL};
use super::{Grade, Material, Remark, Rule};
use crate::report::check::content::mark_run;

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    for passage in material.passages {
        let found = blanks(&passage.text);
        if found.is_empty() {
            continue;
        }
        let twice = remarks
            .last()
            .is_some_and(|last| last.paragraph == Some(passage.paragraph));
        if !twice {
            remarks.push(Remark {
                rule: Rule::Blanks,
                grade: Grade::SentBack,
                paragraph: Some(passage.paragraph),
                message: format!("留有“{}”", found.join("”“")),
                advice: "填上，或删去",
            });
        }
    }
    remarks
}

/// What stands for something left out, each once.
fn blanks(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    found.extend(mark_run(text));
    found.extend(bracketed(text));
    found.extend(nameless(text));
    found.extend(runs(text));
    let words = LEFT_OUT.iter().filter(|word| text.contains(**word));
    found.extend(words.map(|word| (*word).to_owned()));
    let mut seen: Vec<String> = Vec::new();
    for one in found {
        if !seen.iter().any(|known| known.contains(&one)) {
            seen.push(one);
        }
    }
    seen
}

/// 【…】 and empty brackets.
fn bracketed(text: &str) -> Option<String> {
    if let Some((before, after)) = text.split_once('【')
        && let Some((inside, _)) = after.split_once('】')
    {
        // 【存在的主要问题】 at the head of a line is a heading.
        let heading = before.trim().is_empty() && !inside.trim().is_empty();
        if !heading || has(inside, TO_FILL) {
            return Some(format!("【{inside}】"));
        }
    }
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let close = match c {
            '（' => '）',
            '(' => ')',
            '〔' => '〕',
            _ => continue,
        };
        let blanks = chars[at + 1..]
            .iter()
            .take_while(|c| c.is_whitespace())
            .count();
        if chars.get(at + 1 + blanks) == Some(&close) {
            return Some(format!("{c}　{close}"));
        }
    }
    None
}

/// 某某, 某局, 某同志: a person or office without a name; 徐某 hides a name that is known.
fn nameless(text: &str) -> Option<String> {
    for (at, some) in text.match_indices('某') {
        let rest = &text[at + some.len()..];
        if text[..at].ends_with('某') {
            continue;
        }
        if rest.starts_with('某') {
            return Some("某某".to_owned());
        }
        if let Some(tail) = SOME_ONE.iter().find(|tail| rest.starts_with(**tail)) {
            return Some(format!("某{tail}"));
        }
    }
    None
}

/// Underlines, empty squares, a lost character, an ellipsis before what it should count.
fn runs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let run = |mark: &[char]| {
        let mut windows = chars.windows(2);
        windows.any(|pair| mark.contains(&pair[0]) && mark.contains(&pair[1]))
    };
    if run(&['_', '＿']) {
        found.push("__".to_owned());
    }
    if chars.contains(&'□') || chars.contains(&'\u{fffd}') {
        found.push("□".to_owned());
    }
    for (at, c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        if *c == '…' && "天次人个条项年月日万元家户名".contains(next) {
            found.push(format!("……{next}"));
        }
        if *c == '?' && office::text::punctuation::is_wide(next) && next.is_alphabetic() {
            found.push(format!("?{next}"));
        }
    }
    found
}
