//! Reasons 4, 5, 10, 11 and 13: what the texts say.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::check::{Batch, Finding, Reason, bare, texts};
use crate::report::fix::{Fill, Fix};
use model::subject::Subject;
use model::task::Task;
use office::text::numeral;

/// Words that promise without saying what.
const VAGUE: [&str; 10] = [
    "加强",
    "提高",
    "进一步",
    "强化",
    "深化",
    "提升",
    "增强",
    "改进",
    "重视",
    "注重",
];

/// Words of something that can be shown or counted.
const DELIVERABLE: [&str; 18] = [
    "《", "制度", "清单", "机制", "办法", "方案", "台账", "规定", "细则", "每", "季度", "月底",
    "年底", "按月", "逐", "通报", "报告", "名单",
];

/// Words of cases and of people outside.
const SENSITIVE: [&str; 9] = [
    "信访人",
    "举报人",
    "当事人",
    "上访人",
    "涉案",
    "立案",
    "问题线索",
    "留置",
    "身份证",
];

pub(super) fn measures(task: &Task) -> Vec<Finding> {
    let vague = task.measures.iter().filter(|measure| {
        let text = measure.text.as_str();
        let counted = counts_something(text);
        let shown = DELIVERABLE.iter().any(|word| text.contains(word));
        let dated = measure.deadline.is_some();
        VAGUE.iter().any(|word| text.contains(word)) && !counted && !shown && !dated
    });
    let findings = vague.map(|measure| {
        let message = format!(
            "措施{}没有数量、日期或成果：{}",
            task.measure_code(measure.key),
            measure.text
        );
        Finding::of(Reason::Vague, task, message, Fix::Show(task.code()))
    });
    findings.collect()
}

/// An Arabic number, or a Chinese one before a word of measure.
fn counts_something(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.iter().any(char::is_ascii_digit)
        || chars
            .windows(2)
            .any(|pair| numeral::is_counting(pair[0]) && MEASURE_WORDS.contains(pair[1]))
}

const MEASURE_WORDS: &str = "次个项条名家篇轮期场批户人件份所";

pub(super) fn repeated(task: &Task) -> Vec<Finding> {
    let measures: Vec<String> = task
        .measures
        .iter()
        .map(|measure| bare(&measure.text))
        .collect();
    let notes = task.progress.iter().filter(|note| !note.internal);
    let copies = notes.filter(|note| {
        let text = bare(&note.text);
        !text.is_empty() && measures.contains(&text)
    });
    let findings = copies.map(|note| {
        let message = format!("进展照抄了措施：{}", note.text);
        Finding::of(
            Reason::Repeated,
            task,
            message,
            Fix::RetractCopy(note.entry),
        )
    });
    findings.collect()
}

pub(super) fn shared_progress(tasks: &[&Task]) -> Vec<Finding> {
    let mut told: BTreeMap<String, (&str, BTreeSet<u32>)> = BTreeMap::new();
    for task in tasks {
        for note in task.progress.iter().filter(|note| !note.internal) {
            let text = bare(&note.text);
            if !text.is_empty() {
                let entry = told.entry(text).or_insert((&note.text, BTreeSet::new()));
                entry.1.insert(task.number);
            }
        }
    }
    let shared = told.into_values().filter(|(_, numbers)| numbers.len() > 1);
    let findings = shared.map(|(text, numbers)| {
        let codes = tasks.iter().filter(|task| numbers.contains(&task.number));
        let codes: Vec<String> = codes.map(|task| task.code()).collect();
        Finding {
            reason: Reason::Repeated,
            message: format!("{}个问题的进展写得一样：{text}", codes.len()),
            fix: Fix::Show(codes[0].clone()),
            tasks: codes,
        }
    });
    findings.collect()
}

pub(super) fn leftovers(task: &Task) -> Vec<Finding> {
    let code = task.code();
    let mut findings = Vec::new();
    for (name, text) in texts(task) {
        if let Some(word) = leftover(text) {
            let message = format!("{name}中留有“{word}”：{text}");
            let fix = Fix::Show(code.clone());
            findings.push(Finding::of(Reason::Leftovers, task, message, fix));
        }
        let old_year = years(text).into_iter().find(|year| *year < task.year);
        if let Some(year) = old_year.filter(|_| name != "存在问题") {
            let message = format!("{name}中出现{year}年，早于{}年度会议：{text}", task.year);
            let fix = Fix::Show(code.clone());
            findings.push(Finding::of(Reason::Leftovers, task, message, fix));
        }
    }
    let notes = task.progress.iter().filter(|note| !note.internal);
    for figure in notes
        .flat_map(|note| &note.figures)
        .filter(|figure| figure.unit.is_empty())
    {
        let message = format!("数字“{figure}”没有单位");
        let fix = Fix::Show(code.clone());
        findings.push(Finding::of(Reason::Leftovers, task, message, fix));
    }
    findings
}

/// 余次 and the like, or a placeholder: X or * that is no part of a Latin word or a formula.
pub(super) fn leftover(text: &str) -> Option<String> {
    let words = ["余次", "多次", "若干", "某某"];
    if let Some(word) = words.into_iter().find(|word| text.contains(word)) {
        return Some(word.to_owned());
    }
    let is_mark = |c: &char| matches!(c, 'X' | 'Ｘ' | '×' | '*' | '＊');
    let chars: Vec<char> = text.chars().collect();
    let start = chars.iter().position(is_mark)?;
    let length = chars[start..].iter().take_while(|c| is_mark(c)).count();
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let before = start.checked_sub(1).and_then(|at| chars.get(at));
    let part_of_word = latin(before) || latin(chars.get(start + length));
    (!part_of_word).then(|| chars[start..start + length].iter().collect())
}

/// Years named as 2021年.
pub(super) fn years(text: &str) -> Vec<i32> {
    let found = text.match_indices('年').filter_map(|(at, _)| {
        let digits: Vec<char> = text[..at]
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        let year: String = digits.into_iter().rev().collect();
        (year.len() == 4).then(|| year.parse().ok())?
    });
    found.filter(|year| (1990..2100).contains(year)).collect()
}

/// So alike that one was copied from the other.
const ALIKE: usize = 80;

/// More pairs than this are only compared for equality.
const PAIRS: usize = 200_000;

pub(super) fn alike(batches: &[Batch<'_>]) -> Vec<Finding> {
    let persons: Vec<&Task> = batches
        .iter()
        .filter(|((_, subject), _)| matches!(subject, Subject::Person(_)))
        .flat_map(|(_, tasks)| tasks.iter().copied())
        .collect();
    let close = persons.len().saturating_mul(persons.len()) / 2 <= PAIRS;
    let texts: Vec<Bigrams> = persons.iter().map(|task| Bigrams::of(task)).collect();
    let mut findings = Vec::new();
    for (place, first) in persons.iter().enumerate() {
        let later = persons.iter().enumerate().skip(place + 1);
        let twin = later
            .filter(|(_, second)| second.year == first.year && second.subject != first.subject)
            .find(|(at, _)| texts[place].is_like(&texts[*at], close));
        if let Some((_, second)) = twin {
            findings.push(Finding {
                reason: Reason::StatusGroup,
                tasks: vec![first.code(), second.code()],
                message: format!(
                    "{}与{}的问题雷同：{}",
                    first.subject, second.subject, first.problem
                ),
                fix: Fix::fill(second.code(), Fill::Detail),
            });
        }
    }
    findings
}

/// The pairs of neighbouring characters of a problem.
struct Bigrams {
    text: String,
    pairs: BTreeSet<(char, char)>,
}

impl Bigrams {
    fn of(task: &Task) -> Self {
        let text = bare(&format!("{}{}", task.problem, task.detail));
        let pairs = text.chars().zip(text.chars().skip(1)).collect();
        Self { text, pairs }
    }

    fn is_like(&self, other: &Self, close: bool) -> bool {
        if self.text == other.text {
            return true;
        }
        let shared = || self.pairs.intersection(&other.pairs).count();
        let most = self.pairs.len().max(other.pairs.len());
        close && most >= 6 && shared() * 100 >= ALIKE * most
    }
}

pub(super) fn secrets(task: &Task) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, text) in texts(task) {
        let word = SENSITIVE.into_iter().find(|word| text.contains(word));
        let number = long_number(text);
        let found = word.map(str::to_owned).or(number);
        if let Some(found) = found {
            let message = format!("{name}中的“{found}”可能涉及个人或案件，不宜上报：{text}");
            let fix = Fix::fill(task.code(), Fill::Wording);
            findings.push(Finding::of(Reason::Secrets, task, message, fix));
        }
    }
    findings
}

/// A telephone or identity number.
fn long_number(text: &str) -> Option<String> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != 'X');
    runs.filter(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 11)
        .map(str::to_owned)
        .next()
}
