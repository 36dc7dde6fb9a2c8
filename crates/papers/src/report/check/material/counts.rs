//! 数目不符: the text says 查摆问题15个 and lists 14.

use super::text::has;
use super::words::{COUNTED, DIVIDES, LAST_YEAR, NOT_LISTED};
use super::{Grade, Material, Remark, Rule, last_year};
use documents::document::{Part, Passage};
use office::text::{numeral, width};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Problems,
    Causes,
    Measures,
    Aspects,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            Self::Problems => "问题",
            Self::Causes => "原因",
            Self::Measures => "措施",
            Self::Aspects => "方面",
        }
    }
}

/// A number that the text states.
struct Stated {
    what: What,
    number: u32,
    words: String,
}

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if material.draft.problems.is_empty() {
        return remarks;
    }
    for passage in material.passages {
        for sentence in passage.text.split(['。', '；', '\n']) {
            for stated in stated(sentence, passage) {
                remarks.extend(judge(material, passage, sentence, &stated));
            }
        }
    }
    remarks
}

fn judge(
    material: &Material<'_>,
    passage: &Passage,
    sentence: &str,
    stated: &Stated,
) -> Option<Remark> {
    let remark = |message: String| Remark {
        rule: Rule::Counts,
        grade: Grade::SentBack,
        paragraph: Some(passage.paragraph),
        message,
        advice: "改正数字，或补上漏列的",
    };
    if passage.part == Part::LastYear || has(sentence, LAST_YEAR) {
        let last = material.year? - 1;
        if !of_the_year(material, passage, sentence, last) {
            return None;
        }
        let listed = material.earlier.iter().filter(|task| task.year == last);
        let listed = listed.count() as u32;
        let differs = stated.what == What::Problems && listed > 0 && listed != stated.number;
        return differs.then(|| {
            remark(format!(
                "说上年度“{}”，台账中{last}年度有{listed}个",
                stated.words
            ))
        });
    }
    let listed = listed(material, passage, stated.what, has(sentence, DIVIDES));
    let nothing = listed.iter().all(|count| *count == 0);
    let agrees = listed.contains(&(stated.number as usize));
    let divides = stated.what == What::Aspects && has(sentence, DIVIDES);
    let name = if divides {
        "部分"
    } else {
        stated.what.word()
    };
    (!nothing && !agrees).then(|| {
        remark(format!(
            "说“{}”，文中列出的{name}是{}个",
            stated.words, listed[0]
        ))
    })
}

/// Whether a count of last year's section is of the whole year: it says so, or it stands in what opens
/// the section. Further on a paragraph counts what it tells itself (3个问题均已完成整改).
fn of_the_year(material: &Material<'_>, passage: &Passage, sentence: &str, last: i32) -> bool {
    if has(sentence, LAST_YEAR) || sentence.contains(&format!("{last}年度")) {
        return true;
    }
    let mut section = material.passages.iter();
    let opens = section
        .find(|one| one.part == Part::LastYear && !last_year::is_heading(one))
        .is_some_and(|one| one.paragraph == passage.paragraph);
    opens || passage.heads
}

/// What the text lists of it, by every way of counting that may be meant, the likeliest first.
fn listed(material: &Material<'_>, passage: &Passage, what: What, divides: bool) -> Vec<usize> {
    let draft = material.draft;
    match what {
        What::Problems => {
            let heading = |problem: &&model::draft::Problem| {
                let dimension = problem.dimension.as_deref();
                dimension.is_some_and(|heading| passage.text.contains(heading))
            };
            let here = draft.problems.iter().filter(heading).count();
            vec![draft.problems.len(), here]
        }
        What::Causes => vec![draft.causes.len()],
        What::Measures => {
            let mut groups: Vec<_> = draft.measures.iter().map(|one| &one.group).collect();
            let alone = groups.iter().filter(|group| group.is_none()).count();
            groups.retain(|group| group.is_some());
            groups.dedup();
            vec![draft.measures.len(), groups.len() + alone]
        }
        What::Aspects if divides => vec![
            headings(material),
            draft.dimensions.len(),
            if draft.dimensions.is_empty() {
                draft.problems.len()
            } else {
                0
            },
        ],
        What::Aspects => vec![draft.dimensions.len()],
    }
}

/// Headings of the first level.
fn headings(material: &Material<'_>) -> usize {
    let mut parts: Vec<(Part, u32)> = Vec::new();
    let heads = material.passages.iter().filter(|passage| passage.heads);
    parts.extend(heads.map(|passage| (passage.part, passage.paragraph)));
    parts.len()
}

/// The counts that a sentence states of the material itself: where sections open, and before them.
fn stated(sentence: &str, passage: &Passage) -> Vec<Stated> {
    let announces =
        passage.part == Part::Opening || passage.heads || passage.part == Part::LastYear;
    if !announces {
        return Vec::new();
    }
    let mut found = Vec::new();
    let clauses = sentence.split(['，', ',', '：', ':']);
    for clause in clauses {
        found.extend(in_clause(clause, passage.part));
    }
    found
}

const NAMES: [(&str, What); 4] = [
    ("问题", What::Problems),
    ("原因", What::Causes),
    ("措施", What::Measures),
    ("方面", What::Aspects),
];

fn in_clause(clause: &str, part: Part) -> Vec<Stated> {
    if has(clause, NOT_LISTED) {
        return Vec::new();
    }
    let chars: Vec<char> = clause.chars().map(width::narrow).collect();
    let is_number = |c: &char| c.is_ascii_digit() || numeral::is_counting(*c);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| is_number(c)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let digits: String = chars[at..at + length].iter().collect();
        let before: String = chars[..at].iter().collect();
        let after: String = chars[at + length..].iter().collect();
        let unit = ["个", "条", "项"]
            .iter()
            .find_map(|unit| after.strip_prefix(unit));
        if let (Some(number), Some(after)) = (numeral::read(&digits), unit) {
            let what = counted(&before, after, part);
            found.extend(what.map(|what| Stated {
                what,
                number,
                words: said(&before, &chars[at..=at + length], after, what),
            }));
        }
        at += length;
    }
    found
}

/// What the number between the two texts counts: the name right behind its unit, or right before.
fn counted(before: &str, after: &str, part: Part) -> Option<What> {
    let is_named = |(name, what): &(&str, What)| {
        let behind = ["", "主要", "突出", "整改", "具体", "方面的", "方面"]
            .iter()
            .any(|between| {
                after
                    .strip_prefix(between)
                    .is_some_and(|rest| rest.starts_with(name))
            });
        let ends = |tail: &str| before.ends_with(&format!("{name}{tail}"));
        let ahead = ends("") || ends("共") || ends("（共") || ends("(共");
        (behind || ahead).then_some(*what)
    };
    let mut kinds: Vec<What> = NAMES.iter().filter_map(is_named).collect();
    if kinds.contains(&What::Aspects) && kinds.len() > 1 && after.starts_with("方面") {
        kinds.retain(|what| *what != What::Aspects || !after.contains("问题"));
    }
    let what = kinds.first().copied()?;
    let told = has(before, COUNTED) || has(after, COUNTED);
    let heading = matches!(
        (part, what),
        (Part::Problems, What::Problems | What::Aspects)
            | (Part::Causes, What::Causes | What::Problems)
            | (Part::Measures, What::Measures)
            | (Part::LastYear, What::Problems)
    );
    (told || heading).then_some(what)
}

fn said(before: &str, number: &[char], after: &str, what: What) -> String {
    let number: String = number.iter().collect();
    let name = what.word();
    if let Some(at) = after.find(name) {
        return format!("{number}{}{name}", &after[..at]);
    }
    let tail = before.rfind(name).map_or("", |at| &before[at..]);
    format!("{tail}{number}")
}
