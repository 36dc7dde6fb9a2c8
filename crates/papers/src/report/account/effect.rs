//! The effect of a task (整改成效): its clauses, and what of the notes it says already (rules 4, 8).

use std::cell::Cell;

use super::amount::Amount;
use super::bare::first_verb;
use super::deed::Deed;
use super::note::Note;
use super::place::place_in;
use super::text::{self, begins_with, holds, ideographs, in_a_row, numbers, stands};
use super::words;
use super::{LeftOut, Untold};
use model::figure::Quantity;
use model::task::Task;
use office::text::sentence;

/// More clauses than any effect has.
const MOST_WEIGHED: usize = 100;

/// 整改成效 in clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effect {
    pub clauses: Vec<String>,
    /// It says neither a number, nor a change, nor an institution: it stands for no deed.
    pub vague: bool,
}

/// The effect of each span: what was recorded when it was opened again belongs before that.
pub(super) fn effects(task: &Task) -> Vec<Option<Effect>> {
    let before = task
        .reopenings
        .iter()
        .map(|reopening| reopening.outcome.as_deref());
    let mut outcomes: Vec<Option<&str>> = before.chain([task.outcome.as_deref()]).collect();
    for place in (1..outcomes.len()).rev() {
        if outcomes[place] == outcomes[place - 1] {
            outcomes[place] = None;
        }
    }
    outcomes
        .into_iter()
        .map(|text| text.and_then(Effect::of))
        .collect()
}

impl Effect {
    /// Its clauses without the opening words.
    pub(super) fn of(text: &str) -> Option<Self> {
        let tidied = text::tidy(text);
        let mut rest = tidied.as_str();
        while let Some(word) = begins_with(rest, &words::EFFECT_FRONT) {
            rest = rest[word.len()..].trim_start_matches(['，', '：']);
        }
        let clauses = text::clauses(sentence::open_end(rest));
        let plain = |clause: &String| numbers(clause).is_empty() && !is_telling(clause);
        let vague = clauses.iter().all(plain);
        (!clauses.is_empty()).then_some(Self { clauses, vague })
    }

    /// Its clauses that notes are held against: of a very long one the first.
    fn weighed(&self) -> impl Iterator<Item = &String> {
        self.clauses.iter().take(MOST_WEIGHED)
    }

    /// Its clauses that a short text keeps: those with a number, a change, or all (rule 12).
    pub(crate) fn core(&self) -> Vec<String> {
        let telling = |clause: &&String| !numbers(clause).is_empty() || is_telling(clause);
        let mut kept: Vec<String> = self.clauses.iter().filter(telling).cloned().collect();
        kept.retain(|clause| !words::NO_END.iter().any(|end| clause.ends_with(end)));
        if kept.is_empty() {
            self.clauses.clone()
        } else {
            kept
        }
    }
}

fn is_telling(clause: &str) -> bool {
    let changed = clause
        .split_once('由')
        .is_some_and(|(_, rest)| rest.contains(['到', '至', '为']));
    changed || clause.contains('《') || holds(clause, &words::WHOLE)
}

/// A clause goes whose number the effect says of the same thing, where the clause says no more; and a
/// part of the year where the effect has the whole.
pub(super) fn said_by(effect: &Effect, note: &mut Note, left_out: &mut Vec<LeftOut>) {
    note.times_said = note
        .figures
        .iter()
        .any(|figure| counts_times(effect, figure));
    note.figures.retain(|figure| !effect.says(figure));
    let gone = Cell::new(false);
    note.drop_clauses(left_out, |note, clause| {
        if note.holds_institution(clause) || note.own_telling {
            return None;
        }
        // 超过去年3倍 leans on 立案9起, which the effect says.
        let leans = begins_with(clause, &words::LEANING)
            .is_some_and(|word| !words::REMAINING.contains(&word));
        let why = if gone.get() && leans {
            Some(Untold::Repeated)
        } else {
            effect_says(effect, note, clause)
        };
        gone.set(why.is_some());
        why
    });
}

/// The verb that says what was done.
fn own_verb(clause: &str) -> Option<&'static str> {
    first_verb(clause).filter(|verb| !super::words::is_light(verb))
}

/// Whether the effect says the clause, or the whole of which it tells a part.
fn effect_says(effect: &Effect, note: &Note, clause: &str) -> Option<Untold> {
    let own_words = |said: &str| ideographs(clause).filter(|c| !said.contains(*c)).count();
    // What was done stays where the effect names only the thing, and where a figure counts it.
    let counted = |note: &Note| {
        let mut figures = note.figures.iter();
        figures.any(|figure| place_in(figure, clause).is_some())
    };
    let verb = own_verb(clause);
    let verbatim = !counted(note)
        && effect.weighed().any(|said| {
            let (shared, own) = (in_a_row(clause, said), own_words(said));
            // 到借阅台值班 stands in 借阅台值班11次.
            (shared >= 6 && own <= 4 || shared >= 4 && own <= 1)
                && verb.is_none_or(|verb| said.contains(verb))
        });
    if verbatim {
        return Some(Untold::Repeated);
    }
    let own_numbers = numbers(clause);
    let first = own_numbers.first()?;
    let unit: String = clause[first.rest..].chars().take(1).collect();
    let part = PARTS_OF_A_YEAR.iter().any(|part| clause.starts_with(part));
    effect.weighed().find_map(|said| {
        let there = stands(said, &first.value, &unit).is_some();
        let shared = ideographs(clause).filter(|c| said.contains(*c)).count();
        let own = ideographs(clause).filter(|c| !said.contains(*c)).count();
        let most = if ends_with(said, &first.value) { 8 } else { 4 };
        let grown = numbers(said).iter().any(|number| {
            let value = |text: &str| text.parse::<f64>().unwrap_or_default();
            value(&number.value) > value(&first.value)
                && said[number.rest..].starts_with(&unit)
                && (in_a_row(clause, said) >= 4 || own == 0)
                && own_numbers.len() == 1
                && own <= 4
                && own_verb(clause).is_none_or(|verb| said.contains(verb))
                && ends_with(said, &number.value)
        });
        let repeated = grown
            || there && own == 0
            || there && shared >= 4 && in_a_row(clause, said) >= 2 && own <= most;
        let whole = part
            && said.contains(&unit)
            && in_a_row(clause, said) >= 2
            && !numbers(said).is_empty();
        (repeated || whole).then_some(Untold::Repeated)
    })
}

/// Whether the effect says how often: the number of notes does not say it too.
fn counts_times(effect: &Effect, figure: &Amount) -> bool {
    figure.unit == "次" && effect.says(figure)
}

/// What notes came to when they were joined, and the effect says too.
pub(super) fn said_by_joined(effect: &Effect, deeds: &mut [Deed], left_out: &mut Vec<LeftOut>) {
    for deed in deeds.iter_mut().filter(|deed| !deed.own_telling) {
        let before = deed.figures.len() + deed.in_words.len();
        if deed
            .figures
            .iter()
            .any(|figure| counts_times(effect, figure))
        {
            deed.times = None;
        }
        deed.figures.retain(|figure| !effect.says(figure));
        deed.in_words.retain(|figure| !effect.says(figure));
        if deed.figures.len() + deed.in_words.len() == before {
            continue;
        }
        deed.keep_clauses(left_out, Untold::Repeated, |clause| {
            let whole = |said: &String| ideographs(&clause.text).all(|c| said.contains(c));
            clause.institution || !effect.weighed().any(whole)
        });
    }
}

impl Effect {
    /// Whether it says the number of that figure, or, where it counts the whole year, a larger one
    /// (开展双盲演练2次 stands beside the effect's 开展双盲演练3次).
    pub(super) fn says(&self, figure: &Amount) -> bool {
        let value = figure.told().value;
        let number = value.to_string();
        // 撰写读书笔记11篇、心得体会2篇 says two things.
        let mut parts = self
            .weighed()
            .flat_map(|clause| std::iter::once(clause.as_str()).chain(clause.split('、')));
        parts.any(|clause| {
            let shared = in_a_row(clause, &figure.name);
            // 答复诉求34件 stands in 34件职工诉求全部答复.
            let verb = figure.verb().filter(|verb| !super::words::is_light(verb));
            let thing = shared >= 3
                || figure.name.chars().count() <= 3
                || verb.is_some_and(|verb| clause.contains(verb))
                || pieces(&figure.name).all(|piece| clause.contains(&piece));
            // 由19.6%降至15.8%: what it was between says nothing more.
            let level = !figure.kind.is_summed()
                && shared >= 3
                && numbers(clause)
                    .iter()
                    .any(|said| clause[said.rest..].starts_with(figure.unit.as_str()));
            if level {
                return true;
            }
            let same = shared >= 2
                && thing
                && stands(clause, &number, &figure.unit).is_some()
                && (!figure.kind.is_summed()
                    || ends_with(clause, &number)
                    || holds(clause, &words::WHOLE));
            let whole = (clause.contains(&figure.name) || shared >= 2 && says_whole(clause))
                && figure.kind.is_summed();
            same || whole
                && numbers(clause).iter().any(|said| {
                    let rest = &clause[said.rest..];
                    // 2.08万册 holds 3600册 too.
                    let (own, rest) = match rest.strip_prefix('万') {
                        Some(rest) if !figure.unit.starts_with('万') => {
                            (value.in_ten_thousands(), rest)
                        }
                        _ => (Some(value), rest),
                    };
                    rest.starts_with(figure.unit.as_str())
                        && ends_with(clause, &said.value)
                        && Quantity::read(&said.value)
                            .zip(own)
                            .is_some_and(|(total, own)| total >= own)
                })
        })
    }
}

/// 完成决算 in 竣工决算全部完成
fn pieces(name: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = name.chars().collect();
    let pieces: Vec<String> = chars.chunks(2).map(String::from_iter).collect();
    pieces.into_iter()
}

/// 班子成员全年下基层调研25人次
fn says_whole(clause: &str) -> bool {
    holds(clause, &words::RUNNING)
}

/// Whether the clause ends with that number and its unit: it says no more of it than how many.
fn ends_with(clause: &str, value: &str) -> bool {
    let last = numbers(clause).into_iter().next_back();
    last.is_some_and(|last| last.value == value && clause[last.rest..].chars().count() <= 3)
}

const PARTS_OF_A_YEAR: [&str; 8] = [
    "上半年",
    "下半年",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "一季度",
    "二季度",
];
