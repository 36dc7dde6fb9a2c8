//! Reason 10 in a text: gap marks, placeholders and years that are left over.

use crate::report::check::content::{leftover, years};
use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use model::ledger::Ledger;

/// Marks that the program itself sets for the clerk.
const MARKS: [&str; 2] = ["〔待补", "〔待核"];

pub(super) fn remains(ledger: &Ledger, year: i32, paragraphs: &[String]) -> Vec<Finding> {
    let recorded = |word: &str| {
        let mut tasks = ledger.tasks.iter();
        tasks.any(|task| {
            let mut notes = task.progress.iter().filter(|note| !note.internal);
            let mut texts = super::texts(task).into_iter();
            texts.any(|(_, text)| text.contains(word))
                || notes.any(|note| {
                    let mut figures = note.figures.iter();
                    figures.any(|figure| figure.to_string().contains(word))
                })
        })
    };
    let mut findings = Vec::new();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let mut found = |message: String| {
            let message = format!("第{}段{message}", place + 1);
            findings.push(Finding::general(
                Reason::Leftovers,
                message,
                Fix::Report(year),
            ));
        };
        let marked = MARKS
            .iter()
            .map(|mark| paragraph.matches(mark).count())
            .sum::<usize>();
        if marked > 0 {
            found(format!("还有{marked}处待补、待核没有处理"));
        } else if let Some(word) = leftover(paragraph).filter(|word| !recorded(word)) {
            found(format!("留有“{word}”"));
        }
        for stale in stale_meetings(paragraph, year) {
            found(format!(
                "提到{stale}年度民主生活会，报告说的是{}年度",
                year - 1
            ));
        }
    }
    findings
}

/// Years of meetings that neither this report nor the one before can speak of.
fn stale_meetings(paragraph: &str, year: i32) -> Vec<i32> {
    let meetings = paragraph.match_indices("年度").filter_map(|(at, words)| {
        let after = &paragraph[at + words.len()..];
        let named = after
            .find("民主生活会")
            .is_some_and(|gap| gap <= "专题".len() * 2);
        named.then(|| years(&paragraph[..at + '年'.len_utf8()]).pop())?
    });
    meetings
        .filter(|found| *found != year && *found != year - 1)
        .collect()
}
