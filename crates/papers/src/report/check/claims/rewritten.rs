//! A text that was rewritten, held against what stood there and against the records, clause by clause: a
//! number or a day with other words, a name, a document or an extent that nobody recorded, a reserve that is
//! gone. What it may say is not known from its wording, only from what the records say beside the same words.

use std::collections::{BTreeSet, HashSet};

use super::known::{CLAUSE_ENDS, days_of};
use super::plain::plain;
use super::scan::{Amount, Token, What, When, said, tokens};
use crate::report::check::texts;
use crate::report::item::Item;
use model::ledger::Ledger;
use model::task::Task;
use office::text::sentence;

/// Words that claim how far something went, or a place in a comparison.
const EXTENTS: &str = include_str!("extents.txt");
/// Words that keep something back: without them a clause says more.
const RESERVES: [&str; 19] = [
    "下一步",
    "没有",
    "尚未",
    "未",
    "尚",
    "仍",
    "不",
    "无",
    "基本",
    "初步",
    "逐步",
    "部分",
    "多数",
    "有所",
    "正在",
    "拟",
    "计划",
    "将",
    "力争",
];
/// Words of which way something went, each beside those of the other way.
const WAYS: [[&str; 11]; 2] = [
    [
        "上升", "增加", "提高", "增长", "高于", "扩大", "延长", "多于", "提升", "升至", "升到",
    ],
    [
        "下降", "减少", "降低", "压减", "低于", "缩小", "缩短", "少于", "回落", "降至", "降到",
    ],
];

/// What a rewritten text claims beyond.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Beyond {
    /// Words that neither the text before nor a record has.
    pub(crate) unrecorded: Vec<String>,
    /// Numbers and days that are recorded of something else.
    pub(crate) elsewhere: Vec<String>,
    /// Clauses as they stood, whose reserve is gone or which now say the contrary.
    pub(crate) turned: Vec<String>,
}

/// A clause, or a figure or a day that was recorded with it.
struct Clause {
    text: String,
    /// Pairs of letters, those of numbers, of reserves and of which way it went left out.
    pairs: HashSet<(char, char)>,
    tokens: Vec<What>,
}

impl Clause {
    fn of(text: &str) -> Self {
        let tokens = tokens(text);
        let pairs = pairs(text, &tokens);
        Self {
            text: text.to_owned(),
            pairs,
            tokens: tokens.into_iter().map(|token| token.what).collect(),
        }
    }

    fn shared(&self, other: &Self) -> usize {
        self.pairs.intersection(&other.pairs).count()
    }

    /// Whether what it says of its number may be the other's: they share words, or one has none.
    fn may_speak_of(&self, other: &Self) -> bool {
        self.pairs.is_empty() || other.pairs.is_empty() || self.shared(other) > 0
    }

    fn has(&self, what: &What) -> bool {
        self.tokens.iter().any(|known| match (what, known) {
            (What::Day(told), What::Day(day)) => told.agrees(day),
            (What::Number(told), What::Number(amount)) => told.records().any(|one| one == *amount),
            _ => false,
        })
    }

    fn is_reserved(&self) -> bool {
        holds_back(&self.text)
    }

    /// Whether it claims that extent: 未按期 does not.
    fn claims(&self, extent: &str) -> bool {
        self.text.contains(extent) && !holds_back(&self.text.replace(extent, ""))
    }

    /// Whether it says which way something went, and only that one.
    fn goes(&self, way: usize) -> bool {
        let says = |way: usize| WAYS[way].iter().any(|word| self.text.contains(word));
        says(way) && !says(1 - way)
    }

    /// Whether the other one is this one in other words: it has half of what this one speaks of.
    fn is_told_by(&self, other: &Self) -> bool {
        let shared = self.shared(other);
        shared > 0 && shared * 2 >= self.pairs.len()
    }

    /// Whether it has a word, and words beside it that this one has.
    fn bears(&self, word: &str, of: &Self) -> bool {
        let beside = |pair: &&(char, char)| !(word.contains(pair.0) && word.contains(pair.1));
        self.text.contains(word)
            && (of.pairs.iter().filter(beside).count() == 0
                || self.pairs.intersection(&of.pairs).any(|pair| beside(&pair)))
    }
}

fn holds_back(text: &str) -> bool {
    RESERVES.iter().any(|word| text.contains(word))
}

fn pairs(text: &str, tokens: &[Token]) -> HashSet<(char, char)> {
    let mut left: Vec<bool> = vec![true; text.len()];
    let words = RESERVES
        .iter()
        .chain(&["已", "了"])
        .chain(WAYS.iter().flatten());
    let words = words.flat_map(|word| text.match_indices(word));
    let words = words.map(|(at, word)| at..at + word.len());
    for out in tokens.iter().map(|token| token.at.clone()).chain(words) {
        left[out].fill(false);
    }
    let letters: Vec<Option<char>> = text
        .char_indices()
        .map(|(at, c)| Some(c).filter(|c| c.is_alphabetic() && left[at]))
        .collect();
    let pair = |two: &[Option<char>]| Some((two[0]?, two[1]?));
    letters.windows(2).filter_map(pair).collect()
}

/// The clauses of a text; a day by itself (3月，组织…) is of what follows it.
fn clauses(text: &str) -> Vec<Clause> {
    let text = plain(&sentence::lines_as_clauses(text));
    let ends = |c: char| CLAUSE_ENDS.contains(&c) || "、（）".contains(c);
    let (mut clauses, mut start, mut end) = (Vec::new(), 0, 0);
    for part in text.split_inclusive(ends) {
        end += part.len();
        let clause = Clause::of(text[start..end].trim_end_matches(ends));
        let is_day = matches!(clause.tokens[..], [What::Day(_)]) && clause.pairs.is_empty();
        if !is_day || end == text.len() {
            clauses.push(clause);
            start = end;
        }
    }
    clauses
}

/// What was recorded of a problem, and what the ledger itself says of it.
struct Known {
    clauses: Vec<Clause>,
    /// All of it as it stands.
    text: String,
}

impl Known {
    fn of(item: &Item<'_>, own: &str) -> Self {
        let task = item.task;
        let mut plainly: Vec<&str> = vec![own, &task.detail];
        plainly.extend(task.examples.iter().map(String::as_str));
        let reasons = task.extensions.iter().map(|extension| &extension.reason);
        plainly.extend(reasons.map(String::as_str));
        plainly.extend(texts(task).into_iter().map(|(_, text)| text));
        let mut known = Self {
            clauses: plainly.iter().flat_map(|text| clauses(text)).collect(),
            text: plain(&plainly.join("\n")),
        };
        known.add_days(task);
        known.add_notes(task);
        known
    }

    /// Days of the task itself; what they are of is judged elsewhere.
    fn add_days(&mut self, task: &Task) {
        let measures = || task.measures.iter();
        let dues = measures().filter_map(|measure| measure.deadline.as_ref());
        let done = measures().filter_map(|measure| measure.done_on);
        let mut days = Clause::of("");
        let dues = task.deadline.iter().chain(dues).flat_map(days_of);
        let done = done.chain(task.finished_on()).map(When::day);
        days.tokens.extend(dues.chain(done).map(What::Day));
        self.clauses.push(days);
    }

    /// A note's day is that of each of its clauses; a figure stands beside its name.
    fn add_notes(&mut self, task: &Task) {
        for note in task.progress.iter().filter(|note| !note.internal) {
            for mut clause in clauses(&note.text) {
                clause.tokens.push(What::Day(When::day(note.date)));
                self.clauses.push(clause);
            }
            for figure in &note.figures {
                let mut clause = Clause::of(&plain(&figure.name));
                clause.tokens.push(What::Number(Amount::of_figure(figure)));
                self.clauses.push(clause);
            }
        }
    }

    /// Whether that number or day is known, and only of what shares no word with the clause.
    fn is_elsewhere(&self, what: &What, clause: &Clause) -> bool {
        let mut of = self
            .clauses
            .iter()
            .filter(|known| known.has(what))
            .peekable();
        of.peek().is_some() && !of.any(|known| known.may_speak_of(clause))
    }

    /// Extents that the clause claims and nothing known of the same claims.
    fn unknown_extents(&self, clause: &Clause) -> impl Iterator<Item = String> {
        let words = EXTENTS.lines();
        let words = words.filter(|word| !word.starts_with('#') && !word.is_empty());
        let bears = |word: &str| self.clauses.iter().any(|known| known.bears(word, clause));
        let new = words.filter(move |word| clause.claims(word) && !bears(word));
        new.map(str::to_owned)
    }
}

/// Names of people and departments that the ledger knows, and this task has nothing to do with.
fn strangers<'l>(ledger: &'l Ledger, task: &Task) -> BTreeSet<&'l str> {
    let names = |task: &'l Task| [&task.lead, &task.dept, &task.owner].into_iter().flatten();
    let others = ledger.tasks.iter().flat_map(names).map(String::as_str);
    let members = ledger
        .book
        .members
        .iter()
        .map(|member| member.name.as_str());
    let own = [&task.lead, &task.dept, &task.owner];
    let of_own = |name: &&str| own.into_iter().flatten().any(|own| own.contains(*name));
    others
        .chain(members)
        .filter(|name| {
            name.chars().count() > 1
                && !of_own(name)
                && !task.co_depts.iter().any(|dept| dept == name)
        })
        .collect()
}

/// What `text` claims beyond `own`, which the ledger itself says there, and beyond the problem's records.
pub(crate) fn beyond(ledger: &Ledger, item: &Item<'_>, own: &str, text: &str) -> Beyond {
    let (known, now) = (Known::of(item, own), clauses(text));
    let mut beyond = Beyond::default();
    for clause in &now {
        let tokens = tokens(&clause.text).into_iter();
        let elsewhere = tokens.filter(|token| known.is_elsewhere(&token.what, clause));
        beyond
            .elsewhere
            .extend(elsewhere.map(|token| match token.what {
                What::Day(_) => clause.text[token.at].to_owned(),
                What::Number(_) => said(&clause.text, &token.at),
            }));
        beyond.unrecorded.extend(known.unknown_extents(clause));
    }
    let text = plain(text);
    let titles = text.split('《').skip(1);
    let titles = titles.filter_map(|rest| rest.split_once('》'));
    let titles = titles.filter(|(title, _)| !known.text.contains(*title));
    beyond
        .unrecorded
        .extend(titles.map(|(title, _)| format!("《{title}》")));
    let names = strangers(ledger, item.task).into_iter();
    let names = names.filter(|name| text.contains(*name) && !known.text.contains(*name));
    beyond.unrecorded.extend(names.map(str::to_owned));
    let turned = clauses(own)
        .into_iter()
        .filter(|clause| is_turned(clause, &now));
    beyond.turned = turned.map(|clause| clause.text).collect();
    beyond
}

/// Whether what tells the clause now tells it without its reserve, or the other way round.
fn is_turned(clause: &Clause, now: &[Clause]) -> bool {
    let told = now.iter().filter(|now| clause.is_told_by(now));
    let most = told.clone().map(|now| clause.shared(now)).max();
    let told: Vec<&Clause> = told
        .filter(|now| Some(clause.shared(now)) == most)
        .collect();
    if told.is_empty() {
        return false;
    }
    let says = |way: usize| told.iter().any(|now| now.goes(way));
    let bared = clause.is_reserved() && !told.iter().any(|now| now.is_reserved());
    bared
        || [0, 1]
            .into_iter()
            .any(|way| clause.goes(way) && says(1 - way) && !says(way))
}
