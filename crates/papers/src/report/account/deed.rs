//! A deed: one note, or notes of one frame, on its way into the text.

use chrono::NaiveDate;

use super::amount::Amount;
use super::words;
use super::{LeftOut, Untold};

/// A clause as it will stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub text: String,
    /// It says an institution (制度成果): never left out.
    pub institution: bool,
    /// A number stands at its end, or goes there.
    pub(super) counted: bool,
    /// A figure whose name is a thing.
    pub(super) loose: bool,
}

impl Clause {
    pub(super) fn of(text: &str, institution: bool) -> Self {
        Self {
            text: text.to_owned(),
            institution,
            counted: ends_in_number(text),
            loose: false,
        }
    }

    /// A figure that stands by itself.
    pub(super) fn figure(text: String) -> Self {
        Self {
            text,
            institution: false,
            counted: true,
            loose: false,
        }
    }
}

/// One thing that was done.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    /// Days of its notes.
    pub days: Vec<NaiveDate>,
    /// The notes behind it.
    pub entries: Vec<u64>,
    pub clauses: Vec<Clause>,
    /// Figures that are yet to be placed.
    pub(super) figures: Vec<Amount>,
    /// Figures whose number the words have.
    pub(super) in_words: Vec<Amount>,
    /// Which clause says how often, and how often.
    pub(super) times: Option<(usize, usize)>,
    pub(super) check: bool,
    pub(super) own_telling: bool,
    /// A note has words of its own: its month is told.
    pub is_worded: bool,
    /// It sums up several notes (累计).
    pub cumulative: bool,
}

impl Deed {
    /// Whether any clause says an institution.
    pub(crate) fn has_institution(&self) -> bool {
        self.clauses.iter().any(|clause| clause.institution)
    }

    /// Whether nothing is left of it.
    pub(super) fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.figures.is_empty()
    }

    /// Takes a figure of several notes, with the notes behind it.
    pub(super) fn count(&mut self, sum: Amount) {
        let more = sum.entries.iter().copied();
        let more: Vec<u64> = more.filter(|entry| !self.entries.contains(entry)).collect();
        self.entries.extend(more);
        self.figures.push(sum);
    }

    /// Figures that no clause of its words took, as they stand.
    pub(super) fn loose_figures(&self) -> impl Iterator<Item = &String> {
        let loose = self
            .clauses
            .iter()
            .filter(|clause| clause.loose && self.is_worded);
        loose.map(|clause| &clause.text)
    }

    /// Keeps the clauses that pass; the others are set aside for that reason.
    pub(super) fn keep_clauses(
        &mut self,
        left_out: &mut Vec<LeftOut>,
        why: Untold,
        mut keep: impl FnMut(&Clause) -> bool,
    ) {
        let entry = self.entries.first().copied();
        self.clauses.retain(|clause| {
            let kept = keep(clause);
            if !kept {
                let text = clause.text.clone();
                left_out.push(LeftOut { entry, text, why });
            }
            kept
        });
    }

    /// Its text, clauses joined by ，.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self
            .clauses
            .iter()
            .map(|clause| clause.text.as_str())
            .collect();
        texts.join("，")
    }
}

/// …3次, …210余人
pub(super) fn ends_in_number(text: &str) -> bool {
    let text = text.trim_end_matches(['）', '”', '》']);
    let tail: Vec<char> = text.chars().rev().take(4).collect();
    let Some(digit) = tail.iter().position(char::is_ascii_digit) else {
        return false;
    };
    // A unit has at most three characters; a thing that was counted is no unit.
    let unit: String = tail[..digit].iter().rev().collect();
    let unit = unit.trim_start_matches(['余', '多']);
    unit.is_empty() || UNITS.contains(&unit)
}

const UNITS: &[&str] = &[
    "次",
    "期",
    "场",
    "人",
    "名",
    "人次",
    "家",
    "家次",
    "户",
    "户次",
    "个",
    "项",
    "条",
    "件",
    "处",
    "份",
    "篇",
    "部",
    "万元",
    "元",
    "亿元",
    "公里",
    "千米",
    "米",
    "亩",
    "吨",
    "小时",
    "天",
    "分",
    "%",
    "轮",
    "堂",
    "座",
    "批",
    "起",
    "宗",
    "台",
    "套",
    "册",
    "本",
    "辆",
    "棵",
    "株",
    "平方米",
    "所",
    "村",
    "类",
    "幅",
    "块",
    "盏",
    "组",
    "支",
    "队",
    "学时",
    "课时",
    "分钟",
    "万",
    "宗地",
    "卷",
    "间",
    "门",
    "笔",
];

/// Puts `what` to the end of the clause: before 并, 和, 及, where they come after `from`.
pub(super) fn put(clause: &mut Clause, from: usize, what: &str) {
    let rest = &clause.text[from..];
    let at = words::CONJUNCTIONS
        .iter()
        .filter_map(|word| rest.find(word))
        .filter(|at| *at > 0 || from > 0)
        .min();
    let at = at.map_or(clause.text.len(), |at| from + at);
    clause.text.insert_str(at, what);
    clause.counted = true;
}
