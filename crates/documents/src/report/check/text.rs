//! A report that people edited, held against the ledger.

use crate::report::check::{Finding, Reason, bare, outline, remains, texts};
use crate::report::facts::{self, Section};
use crate::report::fix::Fix;
use crate::report::options::Options;
use model::figure::FigureKinds;
use model::ledger::Ledger;
use model::tally::Tally;
use model::tally::Total;
use model::task::{ProgressClass, Task};
use office::text::{sentence, width};

/// What no longer agrees with the ledger in the text of year `options.year`'s report; the options
/// say whose it is.
pub fn text(ledger: &Ledger, options: &Options, paragraphs: &[String]) -> Vec<Finding> {
    let mut findings = outline::announced(paragraphs);
    findings.extend(remains::remains(ledger, options.year, paragraphs));
    let joined = paragraphs.join("\n");
    for section in told_sections(facts::sections(ledger, options), &joined) {
        let tasks: Vec<&Task> = section.items().map(|item| item.task).collect();
        findings.extend(unaccounted(&tasks, &joined));
        findings.extend(called_finished(&tasks, paragraphs));
        findings.extend(counts(&section, &joined));
        findings.extend(figures(&section, &joined, &ledger.book.figure_kinds()));
    }
    findings.sort_by_key(|finding| finding.reason);
    findings
}

/// The sections whose problems the text names at all: a team's report says nothing of a person's.
/// Where it names none, the first stands for what it should have told.
fn told_sections<'a>(mut sections: Vec<Section<'a>>, text: &str) -> Vec<Section<'a>> {
    let names = |section: &Section<'_>| {
        let mut items = section.items();
        items.any(|item| place(text, &item.task.problem).is_some())
    };
    if sections.iter().any(names) {
        sections.retain(names);
    } else {
        sections.truncate(1);
    }
    sections
}

/// Last year's problems that the text does not name.
fn unaccounted(tasks: &[&Task], text: &str) -> Vec<Finding> {
    let text = bare(text);
    let missing = tasks.iter().filter(|task| {
        let told = |words: &str| !words.is_empty() && text.contains(&bare(words));
        let wording = task.wording.as_ref();
        !told(&task.problem) && !wording.is_some_and(|wording| told(&wording.text))
    });
    let findings = missing.map(|task| {
        let message = format!("没有交代问题“{}”", sentence::one_line(&task.problem));
        Finding::of(Reason::Counts, task, message, Fix::Show(task.code()))
    });
    findings.collect()
}

/// Words that call a problem finished.
const FINISHED: [&str; 7] = [
    "已完成整改",
    "完成整改。",
    "整改到位",
    "已销号",
    "整改完成",
    "均已完成",
    "已整改",
];

/// Words before them that say the contrary.
const NOT: [&str; 6] = ["未", "没有", "尚", "按期", "基本", "不"];

fn called_finished(tasks: &[&Task], paragraphs: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paragraph in paragraphs {
        let mut places: Vec<(usize, &Task)> = tasks
            .iter()
            .filter_map(|task| Some((place(paragraph, &task.problem)?, *task)))
            .collect();
        places.sort_by_key(|(at, task)| (*at, task.number));
        for (index, (at, task)) in places.iter().enumerate() {
            let end = places
                .get(index + 1)
                .map_or(paragraph.len(), |(next, _)| *next);
            let told = &paragraph[*at..end];
            if task.status.kind().is_open()
                && let Some(word) = claim(told)
            {
                let message = format!(
                    "“{}”写成“{}”，台账中是{}",
                    sentence::one_line(&task.problem),
                    word.trim_end_matches('。'),
                    task.status.kind().word()
                );
                let fix = Fix::Show(task.code());
                findings.push(Finding::of(Reason::States, task, message, fix));
            }
        }
    }
    findings
}

/// Where the title stands, as it is or nested in quotation marks.
fn place(paragraph: &str, problem: &str) -> Option<usize> {
    let line = sentence::one_line(problem);
    let title = sentence::open_end(&line);
    if title.is_empty() {
        return None;
    }
    paragraph
        .find(title)
        .or_else(|| paragraph.find(&sentence::nested(title)))
}

fn claim(told: &str) -> Option<&'static str> {
    FINISHED.into_iter().find(|word| {
        told.match_indices(word).any(|(at, _)| {
            let before = &told[..at];
            !NOT.iter().any(|not| before.ends_with(not))
        })
    })
}

/// 查摆问题3个 and the like against the tallies.
fn counts(section: &Section<'_>, text: &str) -> Vec<Finding> {
    let standing = |tally: &Tally, standing| tally.counts().standing(standing);
    let both = |wanted| {
        vec![
            standing(&section.tally, wanted),
            standing(&section.older_tally, wanted),
        ]
    };
    let total = section.tally.counts().total;
    let expected: [(&[&str], &str, Vec<u32>); 8] = [
        (&["查摆问题", "检视问题", "查摆出问题"], "个", vec![total]),
        (&["整改措施"], "条", vec![section.tally.measures()]),
        (
            &["以前年度遗留问题"],
            "个",
            vec![section.older_tally.counts().total],
        ),
        (&["已完成整改"], "个", both(ProgressClass::Finished)),
        (&["基本完成"], "个", both(ProgressClass::MostlyDone)),
        (
            &["正在推进", "正在整改"],
            "个",
            both(ProgressClass::InProgress),
        ),
        (&["长期坚持"], "个", both(ProgressClass::LongTerm)),
        (
            &["尚未启动", "尚未着手"],
            "个",
            both(ProgressClass::NotStarted),
        ),
    ];
    let mut findings = Vec::new();
    for (words, unit, counts) in expected {
        for word in words {
            for said in numbers_after(text, word, unit) {
                if !counts.iter().any(|count| count.to_string() == said) {
                    findings.push(Finding {
                        reason: Reason::States,
                        tasks: Vec::new(),
                        message: format!("写有“{word}{said}{unit}”，台账中是{}{unit}", counts[0]),
                        fix: Fix::Count(section.meeting_year),
                    });
                }
            }
        }
    }
    findings
}

/// Figures against the sum of all, of the older ones, and of each task.
fn figures(section: &Section<'_>, text: &str, kinds: &FigureKinds) -> Vec<Finding> {
    let mut findings = Vec::new();
    let tallies = [&section.tally, &section.older_tally];
    let all: Vec<Total> = tallies
        .iter()
        .flat_map(|tally| tally.figures().totals(kinds))
        .collect();
    for sum in &all {
        let alike = |name: &str, unit: &str| name == sum.name && unit == sum.unit;
        let mut known: Vec<String> = Vec::new();
        let sums = all
            .iter()
            .chain(section.items().flat_map(|item| &item.figures));
        known.extend(
            sums.filter(|sum| alike(&sum.name, &sum.unit))
                .filter_map(|sum| Some(sum.number()?.value.to_string())),
        );
        let notes = section.items().flat_map(|item| &item.task.progress);
        let single = notes.flat_map(|note| &note.figures);
        known.extend(
            single
                .filter(|figure| alike(&figure.name, &figure.unit))
                .map(|figure| figure.value.to_string()),
        );
        for said in numbers_after(text, &sum.name, &sum.unit) {
            let finding = Finding {
                reason: Reason::States,
                tasks: Vec::new(),
                message: format!("写有“{}{said}{}”，台账合计是{sum}", sum.name, sum.unit),
                fix: Fix::Count(section.meeting_year),
            };
            // What somebody recorded in words is no total.
            let phrase = format!("{}{said}{}", sum.name, sum.unit);
            let recorded = section.items().any(|item| {
                texts(item.task)
                    .iter()
                    .any(|(_, text)| text.contains(&phrase))
            });
            if !known.contains(&said) && !recorded && !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

/// The numbers that stand between a word and its unit.
fn numbers_after(text: &str, word: &str, unit: &str) -> Vec<String> {
    let found = text.match_indices(word).filter_map(|(at, _)| {
        let rest = &text[at + word.len()..];
        let digits: String = rest
            .chars()
            .map(width::narrow)
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect();
        let mut after = rest.chars().skip(digits.chars().count());
        let unit_follows = unit.chars().all(|c| after.next() == Some(c));
        let number = digits.replace(',', "");
        (!number.is_empty() && unit_follows).then_some(number)
    });
    found.collect()
}
