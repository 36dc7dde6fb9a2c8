//! Invariant 1: every number of a text, counted again by hand.

use std::collections::{BTreeMap, BTreeSet};

use model::subject::Subject;
use model::task::{ProgressClass, Task};
use papers::report::{Coverage, Style, render};

use crate::report::cases::{Case, each};
use crate::report::sources::{self, numbers_before};

#[test]
fn the_openings_count_right() {
    each(|case| {
        let text = render::text(&case.report);
        let (main, older) = (case.of(Coverage::Main), case.of(Coverage::Older));
        if !main.is_empty() {
            measures_are_counted(&main, &text);
        }
        let openings = [(&main, "截至2022年12月20日，"), (&older, "遗留问题")];
        for (tasks, opening) in openings.into_iter().filter(|(tasks, _)| !tasks.is_empty()) {
            let line = text
                .split('。')
                .find(|sentence| sentence.contains(opening) && sentence.contains('个'))
                .unwrap_or_else(|| panic!("{opening}\n{text}"));
            let counts = line.rsplit_once(opening).expect("the opening").1;
            standings_are_counted(tasks, counts, opening == "遗留问题");
        }
        let all_closed = || main.iter().all(|task| task.status.closure().is_some());
        assert!(!text.contains("100%") || all_closed() || case.options.rate.is_some());
    });
}

fn measures_are_counted(main: &[&Task], text: &str) {
    let answered = main.iter().all(|task| !task.measures.is_empty());
    let again = main.iter().filter(|task| relisted(task, main)).count();
    let listed = main.len() - again;
    let problems = if answered {
        format!("针对查摆出的{listed}个问题")
    } else {
        format!("查摆问题{listed}个")
    };
    assert!(text.contains(&problems), "{problems}\n{text}");
    let measures: BTreeSet<&str> = main
        .iter()
        .flat_map(|task| &task.measures)
        .map(|measure| measure.text.trim_end_matches('。'))
        .collect();
    let said = format!("制定整改措施{}条", measures.len());
    assert_eq!(text.contains(&said), !measures.is_empty(), "{said}\n{text}");
}

/// What came up again was not listed at the meeting.
fn relisted(task: &Task, main: &[&Task]) -> bool {
    main.iter().any(|other| Some(other.number) == task.prior)
}

/// The classes that the line counts sum to all, each by a count of its own.
fn standings_are_counted(tasks: &[&Task], line: &str, with_total: bool) {
    let mut sum = 0;
    for (class, words) in [
        (ProgressClass::Finished, &["已完成整改"][..]),
        (ProgressClass::MostlyDone, &["基本完成"]),
        (ProgressClass::InProgress, &["正在推进", "正在整改"]),
        (ProgressClass::LongTerm, &["长期坚持"]),
        (ProgressClass::NotStarted, &["尚未启动", "尚未着手"]),
    ] {
        let count = tasks
            .iter()
            .filter(|task| task.standing() == Some(class))
            .count();
        let mut said = words.iter().map(|word| format!("{word}{count}个"));
        let any = words.iter().any(|word| line.contains(word));
        assert_eq!(any, count > 0, "{words:?} {line}");
        assert!(
            count == 0 || said.any(|said| line.contains(&said)),
            "{words:?} {line}"
        );
        sum += count;
    }
    assert_eq!(sum, tasks.len(), "{line}");
    let waiting = tasks.iter().filter(|task| {
        task.standing() == Some(ProgressClass::Finished) && task.status.closure().is_none()
    });
    let waiting = waiting.count();
    for said in numbers_before(line, "个待审核") {
        assert_eq!(said, waiting, "{line}");
    }
    if with_total {
        assert!(line.starts_with(&format!("{}个，", tasks.len())), "{line}");
    }
}

/// Each number of a sentence is one of the records that it cites, or a count of them.
#[test]
fn numbers_are_a_recount() {
    each(|case| {
        let tasks: BTreeMap<String, &Task> = case.tasks().map(|task| (task.code(), task)).collect();
        let numbers: BTreeMap<&String, BTreeSet<String>> = tasks
            .iter()
            .map(|(code, task)| (code, of_task(task)))
            .collect();
        let counts = counts(case);
        for said in case.report.tree.sentences() {
            let cited: BTreeSet<&String> = said
                .records
                .iter()
                .filter_map(|record| record.task.as_ref())
                .collect();
            let text = said.text();
            let text = without_ordinal(&text);
            for (number, behind) in sources::numbers(text) {
                if behind.starts_with(['年', '月', '日']) {
                    continue;
                }
                let recorded = cited.iter().any(|code| {
                    numbers
                        .get(*code)
                        .is_some_and(|known| known.contains(&number))
                });
                let counted = counts.iter().any(|(unit, most)| {
                    behind.starts_with(unit)
                        && number.parse().is_ok_and(|number: usize| number <= *most)
                });
                let of_rate = text.contains("整改时限已到") || text.contains("，占");
                let rate = case.options.rate.is_some() && of_rate;
                assert!(
                    recorded || counted || rate,
                    "{number}{behind:.9} in {text}\n{cited:?}"
                );
            }
        }
    });
}

/// What a section counts of its tasks: problems, measures, institutions.
fn counts(case: &Case) -> Vec<(&'static str, usize)> {
    let problems = case.covered.len();
    let measures = case.tasks().map(|task| task.measures.len()).sum();
    let institutions: usize = case.tasks().map(institutions).sum();
    let mut counts = vec![("个", problems), ("条", measures), ("项", institutions)];
    if case.options.style == Some(Style::Itemized) || case.options.subject != Some(Subject::Team) {
        counts.push(("个问题", problems));
    }
    counts
}

fn institutions(task: &Task) -> usize {
    let notes = task.progress.iter().filter(|note| !note.internal);
    let names: BTreeSet<String> = notes
        .flat_map(|note| &note.institutions)
        .map(|known| known.name.clone())
        .chain(
            task.outcome_institutions
                .iter()
                .map(|known| known.institution.name.clone()),
        )
        .collect();
    names.len()
}

/// 1. and （1） before an item.
fn without_ordinal(text: &str) -> &str {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.strip_prefix('.').unwrap_or(text)
}

/// The numbers of a task's records: in its words, its figures and their sums, and how often one note
/// stands.
fn of_task(task: &Task) -> BTreeSet<String> {
    let text = sources::all_of_task(task);
    let mut numbers: BTreeSet<String> = sources::numbers(&text)
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    let notes: Vec<_> = task.progress.iter().filter(|note| !note.internal).collect();
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    for figure in notes.iter().flat_map(|note| &note.figures) {
        let value: f64 = figure.value.to_string().parse().expect("a number");
        let tenths = (value * 10.0).round() as i64;
        *sums
            .entry((figure.name.clone(), figure.unit.clone()))
            .or_default() += tenths;
        numbers.insert(in_tenths(tenths));
    }
    numbers.extend(sums.into_values().map(in_tenths));
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for note in &notes {
        *times.entry(&note.text).or_default() += 1;
    }
    numbers.extend(
        times
            .into_values()
            .filter(|times| *times > 1)
            .map(|times| times.to_string()),
    );
    numbers
}

fn in_tenths(tenths: i64) -> String {
    let whole = tenths / 10;
    if tenths % 10 == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{}", tenths % 10)
    }
}
