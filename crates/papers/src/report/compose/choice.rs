//! Which deeds a text of so many characters tells (rule 12): what is never left out, then in rounds
//! over the problems, in their order, each one's next best deed.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::report::account::{Account, Deed, Effect, text, words};

/// A clause of an account: number of the item, span, deed, clause.
type Place = (u32, usize, usize, usize);

/// What a text tells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choice {
    told: BTreeSet<Place>,
    made: BTreeSet<u32>,
    /// Effects, reasons and next steps by their core only.
    tight: bool,
}

/// Clauses that are told together or not at all.
#[derive(Debug, Clone)]
struct Unit {
    places: Vec<Place>,
    worth: u8,
    /// It says a number.
    counted: bool,
    /// It opens its note: what the note is about.
    opens: bool,
    /// Position in time; later is better among equals.
    order: usize,
    kept: bool,
}

/// What a choice is made among.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Deed(Vec<Place>),
    Made(u32),
}

/// Everything in the order in which it is told, the first part always.
#[derive(Debug, Clone)]
pub(crate) struct Ranking {
    always: Choice,
    steps: Vec<Step>,
}

/// A deed longer than this is chosen by its clauses.
const LONG_DEED: usize = 60;

impl Choice {
    pub(crate) fn is_tight(&self) -> bool {
        self.tight
    }

    /// The deed's clauses that are told, joined; `None` without any.
    pub(super) fn text(&self, at: (u32, usize, usize), deed: &Deed) -> Option<String> {
        let (number, span, place) = at;
        let told = deed
            .clauses
            .iter()
            .enumerate()
            .filter(|(clause, _)| self.told.contains(&(number, span, place, *clause)));
        let texts: Vec<&str> = told.map(|(_, clause)| clause.text.as_str()).collect();
        let text = texts.join("，");
        // 并…: what it went on from may not be told.
        let text = text.trim_start_matches('并').to_owned();
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn tells_made(&self, number: u32) -> bool {
        self.made.contains(&number)
    }

    /// The effect's clauses, or its core.
    pub(super) fn effect(&self, effect: &Effect) -> String {
        if self.tight {
            effect.core().join("，")
        } else {
            effect.clauses.join("，")
        }
    }

    /// Clauses that are not told, with their notes.
    pub(crate) fn left_out<'a>(
        &'a self,
        accounts: &'a BTreeMap<u32, Rc<Account>>,
    ) -> impl Iterator<Item = (u32, &'a Deed, &'a str)> + 'a {
        accounts.iter().flat_map(move |(number, account)| {
            places(*number, account)
                .filter(|(at, _)| !self.told.contains(at))
                .map(move |(at, deed)| (*number, deed, deed.clauses[at.3].text.as_str()))
        })
    }
}

impl Ranking {
    /// How these accounts are told, best first.
    pub(crate) fn of(accounts: &BTreeMap<u32, Rc<Account>>) -> Self {
        let mut always = Choice::default();
        let mut queues: Vec<Vec<Unit>> = Vec::new();
        for (number, account) in accounts {
            let mut units = units(*number, account);
            units.sort_by_key(|unit| {
                std::cmp::Reverse((unit.worth, unit.counted, unit.opens, unit.order))
            });
            let has_effect = account
                .spans
                .iter()
                .any(|span| span.effect.as_ref().is_some_and(|effect| !effect.vague));
            let (kept, mut rest): (Vec<Unit>, Vec<Unit>) =
                units.into_iter().partition(|unit| unit.kept);
            always
                .told
                .extend(kept.iter().flat_map(|unit| unit.places.iter().copied()));
            let mut any = !kept.is_empty();
            if kept.is_empty() && !has_effect && !rest.is_empty() {
                let best = rest.remove(0);
                always.told.extend(best.places);
                any = true;
            }
            // What was done after it was opened again.
            for span in 1..account.spans.len() {
                let is_of = |unit: &Unit| unit.places.iter().any(|(_, of, ..)| *of == span);
                if !kept.iter().any(is_of)
                    && let Some(best) = rest.iter().position(is_of)
                {
                    always.told.extend(rest.remove(best).places);
                }
            }
            if !any && rest.is_empty() && account.practice.made.is_some() {
                always.made.insert(*number);
            }
            queues.push(rest);
        }
        let mut steps = rounds(queues);
        let practices = accounts
            .iter()
            .filter(|(_, account)| account.practice.made.is_some());
        let practices = practices
            .map(|(number, _)| *number)
            .filter(|number| !always.made.contains(number));
        steps.extend(practices.map(Step::Made));
        Self { always, steps }
    }

    /// How many steps there are beyond what is always told.
    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// What is always told and the first steps.
    pub(crate) fn choice(&self, steps: usize) -> Choice {
        let mut choice = self.always.clone();
        for step in &self.steps[..steps] {
            match step {
                Step::Deed(places) => choice.told.extend(places.iter().copied()),
                Step::Made(number) => {
                    choice.made.insert(*number);
                }
            }
        }
        choice
    }

    /// Only what is always told, by its core.
    pub(crate) fn tight(&self) -> Choice {
        Choice {
            tight: true,
            ..self.always.clone()
        }
    }
}

/// Everything of these accounts.
pub(crate) fn everything(accounts: &BTreeMap<u32, Rc<Account>>) -> Choice {
    let told = accounts
        .iter()
        .flat_map(|(number, account)| places(*number, account));
    let made = accounts
        .iter()
        .filter(|(_, account)| account.practice.made.is_some());
    Choice {
        told: told.map(|(place, _)| place).collect(),
        made: made.map(|(number, _)| *number).collect(),
        tight: false,
    }
}

fn places(number: u32, account: &Account) -> impl Iterator<Item = (Place, &Deed)> {
    account
        .spans
        .iter()
        .enumerate()
        .flat_map(move |(span, told)| {
            told.deeds
                .iter()
                .enumerate()
                .flat_map(move |(place, deed)| {
                    (0..deed.clauses.len()).map(move |clause| ((number, span, place, clause), deed))
                })
        })
}

fn rounds(queues: Vec<Vec<Unit>>) -> Vec<Step> {
    let mut queues: Vec<_> = queues.into_iter().map(Vec::into_iter).collect();
    let mut steps = Vec::new();
    loop {
        let before = steps.len();
        let next = queues.iter_mut().filter_map(Iterator::next);
        steps.extend(next.map(|next| Step::Deed(next.places)));
        if steps.len() == before {
            return steps;
        }
    }
}

fn units(number: u32, account: &Account) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut order = 0;
    for (span, told) in account.spans.iter().enumerate() {
        let effect = told.effect.as_ref();
        let along = effect.map(|effect| taken_along(effect, &told.deeds));
        for (place, deed) in told.deeds.iter().enumerate() {
            order += 1;
            let institutional = deed.has_institution();
            let whole = deed.text().chars().count() <= LONG_DEED && !institutional;
            let kept = along.as_ref().is_some_and(|along| along.contains(&place));
            for clauses in parts(deed, whole) {
                let texts: Vec<&str> = clauses
                    .iter()
                    .map(|at| deed.clauses[*at].text.as_str())
                    .collect();
                let institution = clauses.iter().any(|at| deed.clauses[*at].institution);
                let said = texts.join("，");
                units.push(Unit {
                    places: clauses
                        .iter()
                        .map(|at| (number, span, place, *at))
                        .collect(),
                    worth: worth(&said, institutional, deed.cumulative, account),
                    counted: !text::numbers(&said).is_empty(),
                    opens: !whole && clauses.first() == Some(&0),
                    order,
                    kept: institution || kept,
                });
            }
        }
    }
    units
}

/// Which clauses are told together: all, or each with those that depend on it.
fn parts(deed: &Deed, whole: bool) -> Vec<Vec<usize>> {
    if whole {
        return vec![(0..deed.clauses.len()).collect()];
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for (at, clause) in deed.clauses.iter().enumerate() {
        let depends = text::begins_with(&clause.text, &words::DEPENDENT).is_some()
            || leans(&clause.text)
            || clause.text.starts_with(|c: char| c.is_ascii_digit());
        match parts.last_mut() {
            Some(last) if depends && !clause.institution => last.push(at),
            _ => parts.push(vec![at]),
        }
    }
    parts
}

/// 其余…, 对剩余…, 针对这些…: of what, the clause before says.
fn leans(clause: &str) -> bool {
    let bare = ["针对", "对", "将", "把"]
        .iter()
        .find_map(|front| clause.strip_prefix(front))
        .unwrap_or(clause);
    text::begins_with(bare, &words::LEANING).is_some()
}

/// Money and results, other numbers and what answers the problem or its measure, what stands beside an
/// institution, the rest.
fn worth(said: &str, institutional: bool, cumulative: bool, account: &Account) -> u8 {
    let counted = !text::numbers(said).is_empty();
    let answers = account
        .about
        .iter()
        .any(|about| text::in_a_row(said, about) >= 3);
    let worth = match () {
        () if counted && (answers || text::holds(said, &words::RESULTS)) => 4,
        () if counted || answers => 3,
        () if institutional || said.contains('《') => 2,
        () => 1,
    };
    // 随机问了5个社区 is talk; 剩余8眼 says nothing by itself.
    let talk = text::outside_names(said).contains('了');
    match () {
        () if talk || leans(said) => worth - 1,
        // All of a year before a part of it.
        () if cumulative => worth + 1,
        () => worth,
    }
}

/// The places of the deeds that an effect takes along (rule 8): a result without 由…到…, 同比 or 全部 can't
/// be read without the note that it is the result of, the one that shares most words with it.
fn taken_along(effect: &Effect, deeds: &[Deed]) -> Vec<usize> {
    let results = effect.clauses.iter().filter(|clause| {
        !text::numbers(clause).is_empty()
            && !clause.contains("同比")
            && !text::holds(clause, &words::WHOLE)
            && !(clause.contains('由') && (clause.contains('到') || clause.contains('至')))
    });
    let shared = |deed: &Deed, clause: &str| {
        let told = deed.clauses.iter();
        told.map(|told| text::in_a_row(&told.text, clause)).max()
    };
    let notes = results.filter_map(|clause| {
        let lengths = deeds.iter().map(|deed| shared(deed, clause).unwrap_or(0));
        let best = lengths.enumerate().max_by_key(|(_, shared)| *shared)?;
        (best.1 >= 2).then_some(best.0)
    });
    notes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::card::Card;
    use model::event::{Progressed, Registered, TaskEvent};
    use model::figure::FigureKinds;
    use model::subject::Subject;
    use model::task::Task;

    #[test]
    fn results_take_the_note_along_that_they_are_of() {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 5, 6).expect("a day");
        let card = Card::new(2022, Subject::Team, "学习不深不透".to_owned());
        let mut task = Task::raised(1, 1, Registered::fresh(day, card));
        for (sequence, text) in [
            (2, "走访联系企业"),
            (3, "组织闭卷测试"),
            (4, "清理积压信件"),
        ] {
            let note = Progressed {
                on: day,
                text: text.to_owned(),
                ..Progressed::default()
            };
            task.apply(sequence, &TaskEvent::Progressed(Box::new(note)));
        }
        for (outcome, along) in [
            ("测试平均分92分", &[1][..]),
            ("测试平均分由81分升至92分", &[]),
            ("积压信件全部办结，共14件", &[]),
            ("积压信件同比下降24%", &[]),
            ("作风明显好转", &[]),
            ("3家企业增产", &[0]),
        ] {
            task.outcome = Some(outcome.to_owned());
            let account = Account::of(&task, &FigureKinds::default());
            let span = &account.spans[0];
            let effect = span.effect.as_ref().expect(outcome);
            assert_eq!(taken_along(effect, &span.deeds), along, "{outcome}");
        }
    }
}
