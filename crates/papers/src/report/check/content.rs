//! Reasons 4, 5, 10 and 13: what the texts say.

use std::collections::BTreeMap;

use crate::report::check::{Finding, Reason, bare};
use crate::report::fix::{Fill, Fix};
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
const SENSITIVE: [&str; 8] = [
    "信访人",
    "举报人",
    "当事人",
    "上访人",
    "涉案",
    "问题线索",
    "留置",
    "身份证",
];

pub(super) fn measures(task: &Task) -> Vec<Finding> {
    let vague = task.measures.iter().filter(|measure| {
        let text = measure.text.as_str();
        let holds = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let dated = measure.deadline.is_some();
        !dated && holds(&VAGUE) && !holds(&DELIVERABLE) && !counts_something(text)
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
    let mut pairs = text.chars().zip(text.chars().skip(1));
    text.bytes().any(|byte| byte.is_ascii_digit())
        || pairs.any(|(one, next)| numeral::is_counting(one) && MEASURE_WORDS.contains(next))
}

const MEASURE_WORDS: &str = "次个项条名家篇轮期场批户人件份所";

pub(super) fn repeated(task: &Task) -> Vec<Finding> {
    if task.progress.is_empty() {
        return Vec::new();
    }
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

/// What the notes of several tasks say, without marks: how the first of them wrote it, and the codes of all.
#[derive(Debug, Default)]
pub(super) struct Told(BTreeMap<String, (String, Vec<String>)>);

impl Told {
    pub(super) fn add(&mut self, task: &Task) {
        for note in task.progress.iter().filter(|note| !note.internal) {
            let text = bare(&note.text);
            if text.is_empty() {
                continue;
            }
            let first = || (note.text.clone(), Vec::new());
            let (_, tellers) = self.0.entry(text).or_insert_with(first);
            let code = task.code();
            if tellers.last() != Some(&code) {
                tellers.push(code);
            }
        }
    }

    pub(super) fn shared(self) -> impl Iterator<Item = Finding> {
        let told = self.0.into_values();
        let shared = told.filter(|(_, tellers)| tellers.len() > 1);
        shared.map(|(text, tellers)| {
            let fix = Fix::Show(tellers[0].clone());
            let message = format!("{}个问题的进展写得一样：{text}", tellers.len());
            Finding {
                tasks: tellers,
                ..Finding::general(Reason::Repeated, message, fix)
            }
        })
    }
}

pub(super) fn leftovers(task: &Task, texts: &[(&str, &str)]) -> Vec<Finding> {
    let show = || Fix::Show(task.code());
    let mut findings = Vec::new();
    for &(name, text) in texts {
        if let Some(word) = leftover(text) {
            let message = format!("{name}中留有“{word}”：{text}");
            findings.push(Finding::of(Reason::Leftovers, task, message, show()));
        }
        let old_year = years(text).into_iter().find(|year| *year < task.year);
        if let Some(year) = old_year.filter(|_| name != "存在问题") {
            let message = format!("{name}中出现{year}年，早于{}年度会议：{text}", task.year);
            findings.push(Finding::of(Reason::Leftovers, task, message, show()));
        }
    }
    let notes = task.progress.iter().filter(|note| !note.internal);
    for figure in notes
        .flat_map(|note| &note.figures)
        .filter(|figure| figure.unit.is_empty())
    {
        let message = format!("数字“{figure}”没有单位");
        findings.push(Finding::of(Reason::Leftovers, task, message, show()));
    }
    findings
}

/// 余次 and the like, or a placeholder.
pub(super) fn leftover(text: &str) -> Option<String> {
    let words = ["余次", "多次", "某某"];
    if let Some(word) = words.into_iter().find(|word| text.contains(word)) {
        return Some(word.to_owned());
    }
    if some_of(text) {
        return Some(SOME.to_owned());
    }
    mark_run(text)
}

/// A run of X, × or * that is no part of a Latin word or a formula.
pub(super) fn mark_run(text: &str) -> Option<String> {
    let is_mark = |c: &char| matches!(c, 'X' | 'Ｘ' | '×' | '*' | '＊');
    // Most texts have none.
    text.contains(|c| is_mark(&c)).then_some(())?;
    let chars: Vec<char> = text.chars().collect();
    let start = chars.iter().position(is_mark)?;
    let length = chars[start..].iter().take_while(|c| is_mark(c)).count();
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let before = start.checked_sub(1).and_then(|at| chars.get(at));
    let part_of_word = latin(before) || latin(chars.get(start + length));
    (!part_of_word).then(|| chars[start..start + length].iter().collect())
}

const SOME: &str = "若干";

/// What a regulation is called: 若干准则, 若干意见.
const REGULATIONS: [&str; 10] = [
    "准则",
    "意见",
    "规定",
    "措施",
    "办法",
    "政策",
    "问题的",
    "重大",
    "具体",
    "举措",
];

/// 若干 in place of a number; in the name of a regulation it stands rightly.
fn some_of(text: &str) -> bool {
    text.match_indices(SOME).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + SOME.len()..]);
        let in_title = before.rfind('《') > before.rfind('》');
        !in_title && !REGULATIONS.iter().any(|word| after.starts_with(word))
    })
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

pub(super) fn secrets(task: &Task, texts: &[(&str, &str)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &(name, text) in texts {
        let word = sensitive(text);
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

fn sensitive(text: &str) -> Option<&'static str> {
    let plain = SENSITIVE.into_iter().find(|word| text.contains(word));
    let case = || {
        let mut sentences = text.split(['。', '；', '\n']);
        let filed = sentences.any(|sentence| {
            let names = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
            sentence.contains(FILED) && (names(&OF_PERSONS) || !names(&OF_BUSINESS))
        });
        filed.then_some(FILED)
    };
    plain.or_else(|| text.contains(FILED).then(case)?)
}

/// A case that is filed: of a person it is nobody's business, of an enterprise an office's daily
/// work.
const FILED: &str = "立案";
const OF_PERSONS: [&str; 9] = [
    "审查", "党员", "干部", "同志", "违纪", "职务", "监委", "纪委", "留置",
];
const OF_BUSINESS: [&str; 12] = [
    "企业",
    "公司",
    "商户",
    "经营",
    "市场",
    "店",
    "行政处罚",
    "执法",
    "查处",
    "违法案件",
    "污染",
    "行政案件",
];

/// A telephone or identity number.
fn long_number(text: &str) -> Option<String> {
    // Most texts have none.
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 11).then_some(())?;
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != 'X');
    runs.filter(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 11)
        .map(str::to_owned)
        .next()
}
