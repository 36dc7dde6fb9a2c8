//! Holds every claim of a sentence against what may be said there.

use std::ops::{Range, RangeInclusive};

use crate::report::check::claims::counts::Counts;
use crate::report::check::claims::held::{Fault, Held};
use crate::report::check::claims::known::Known;
use crate::report::check::claims::place::Sentence;
use crate::report::check::claims::scan::{Amount, Part, Token, What, When, said};
use crate::report::check::claims::scope::Scope;
use crate::report::check::claims::states;
use crate::report::check::claims::words::{self, Counted};
use model::figure::Quantity;
use model::tally::RateKind;
use model::task::ProgressClass;

/// Every claim of the sentence that does not hold.
pub(super) fn faults(sentence: &Sentence<'_>, scope: &Scope<'_>) -> Vec<Fault> {
    let held = Held::of(sentence, &scope.known);
    let mut faults = Vec::new();
    for token in held.tokens() {
        let fault = match &token.what {
            What::Day(when) => day(&held, &token, *when, scope),
            What::Number(amount) => number(&held, &token, amount, scope),
        };
        faults.extend(fault);
    }
    if !sentence.heading {
        faults.extend(states::faults(&held, scope));
    }
    faults
}

/// What no record of the ledger has, in another part of the document.
pub(super) fn strange(sentence: &Sentence<'_>, known: &Known) -> Vec<Fault> {
    let held = Held::of(sentence, known);
    let strange = held.tokens().into_iter().filter(|token| match &token.what {
        What::Day(when) => when.part != Part::Year && !known.has_day(when),
        What::Number(amount) => !known.has_amount(amount),
    });
    strange.map(|token| unassigned(&held, &token.at)).collect()
}

fn unassigned(held: &Held<'_>, at: &Range<usize>) -> Fault {
    let said = said(held.text, at);
    Fault::Unassigned { said }
}

fn day(held: &Held<'_>, token: &Token, when: When, scope: &Scope<'_>) -> Option<Fault> {
    // What a meeting of another year is called is found elsewhere.
    if when.part == Part::Year && held.text[token.at.end..].starts_with('度') {
        return None;
    }
    let place = held.clause(token.at.start);
    let role = held.role(&held.clauses[place], token.at.start);
    let next = held.clauses[place + 1..].iter();
    let next = next.map(|clause| &held.text[clause.clone()]).next();
    let of_note = next
        .and_then(|clause| scope.note(clause))
        .filter(|_| role.is_none());
    let wanted = match of_note {
        Some(days) => Some(days.iter().copied().map(When::day).collect()),
        None => role.and_then(|role| scope.days(role)),
    };
    let Some(wanted) = wanted else {
        let of_section = scope
            .counts
            .as_ref()
            .is_some_and(|counts| counts.is_year(&when));
        let known = scope.known.has_day(&when) || of_section;
        return (!known).then(|| unassigned(held, &token.at));
    };
    if wanted.iter().any(|day| when.agrees(day)) {
        return None;
    }
    let clause = &held.text[held.clauses[place].clone()];
    Some(match wanted.first() {
        Some(day) => Fault::Day {
            said: clause.to_owned(),
            known: told(day),
        },
        None => unassigned(held, &held.clauses[place]),
    })
}

/// A day as people write it.
fn told(when: &When) -> String {
    let year = when
        .year
        .map_or_else(String::new, |year| format!("{year}年"));
    let part = match when.part {
        Part::Day(month, day) => format!("{month}月{day}日"),
        Part::Month(month) => format!("{month}月"),
        Part::MonthEnd(month) => format!("{month}月底"),
        Part::Quarter(quarter) => format!("第{quarter}季度"),
        Part::Half(second) => (if second { "下半年" } else { "上半年" }).to_owned(),
        Part::YearEnd if when.year.is_some() => "底".to_owned(),
        Part::YearEnd => "年底".to_owned(),
        Part::Year => String::new(),
    };
    year + &part
}

fn number(held: &Held<'_>, token: &Token, amount: &Amount, scope: &Scope<'_>) -> Option<Fault> {
    let before = &held.text[..token.at.start];
    if scope.group_of.is_some()
        && let Some(allowed) = together(held, token, scope)
    {
        let most = *allowed.end();
        let right = allowed
            .filter_map(|count| i32::try_from(count).ok())
            .any(|count| Quantity::whole(count) == amount.value);
        return (!right).then(|| Fault::Number {
            said: format!("{}问题", said(held.text, &token.at)),
            known: format!("{most}个"),
        });
    }
    let summed = scope.counts.is_some() || held.text.contains("累计");
    if let Some(figure) = scope.figure(before, amount, summed) {
        return figure.err().map(|other| {
            let said = format!("{}{}", other.name, said(held.text, &token.at));
            let known = other.known;
            if other.is_sum {
                Fault::Figure { said, known }
            } else {
                Fault::Number { said, known }
            }
        });
    }
    let known = || scope.known.has_amount(amount);
    let Some(counts) = &scope.counts else {
        return (!known()).then(|| unassigned(held, &token.at));
    };
    if amount.unit == "%" {
        return rate(held, token, amount, counts);
    }
    if words::COUNT_UNITS.contains(&amount.unit.as_str())
        && let Some((counted, phrase)) = counted(held, token)
    {
        let value = counts.value(counted, held.text);
        let right = i32::try_from(value).is_ok_and(|value| Quantity::whole(value) == amount.value);
        return (!right).then(|| Fault::Number {
            said: phrase,
            known: format!("{value}{}", amount.unit),
        });
    }
    (!known()).then(|| unassigned(held, &token.at))
}

/// How many problems of a dimension a number may say that counts them without naming them.
fn together(held: &Held<'_>, token: &Token, scope: &Scope<'_>) -> Option<RangeInclusive<usize>> {
    let after = &held.text[token.at.end..];
    if held.text[..token.at.start].ends_with("其中") && after.starts_with("个待审核") {
        return Some(scope.together(ProgressClass::Finished, true));
    }
    let mut known = words::TOGETHER.iter();
    let class = known.find_map(|(word, class)| after.starts_with(word).then_some(*class))?;
    Some(scope.together(class, false))
}

impl Scope<'_> {
    /// How many of a dimension may stand for those of that class: of finished ones all, or all that
    /// are not told by themselves; of others also some.
    pub(super) fn together(&self, class: ProgressClass, waiting: bool) -> RangeInclusive<usize> {
        let of = |apart: bool| {
            let items = self.items.iter().filter(move |item| {
                let task = item.task;
                let again = self.group_of.and_then(|section| section.listed_again(task));
                let told_apart =
                    task.wording.is_some() || !task.reopenings.is_empty() || again.is_some();
                task.standing() == Some(class)
                    && !(apart && told_apart)
                    && (!waiting || task.status.closure().is_none())
            });
            items.count()
        };
        match class {
            ProgressClass::Finished => of(true)..=of(false),
            _ => 1..=of(false),
        }
    }
}

/// What the number counts, and the words that say so: those before it in its clause, else after.
fn counted(held: &Held<'_>, token: &Token) -> Option<(Counted, String)> {
    let clause = &held.clauses[held.clause(token.at.start)];
    let before = &held.text[clause.start..token.at.start];
    // 已完成整改4个（其中3个待审核）: what stands before counts the whole.
    let before = if before.contains("其中") {
        ""
    } else {
        before
    };
    let after = &held.text[token.at.end..clause.end];
    let nearest = words::COUNTED.iter().filter_map(|(word, counted)| {
        // 已完成整改（含待审核）4个 counts more than those that wait.
        let at = before
            .rfind(word)
            .filter(|_| *counted != Counted::Waiting)?;
        Some((at + word.len(), word.len(), at, *counted))
    });
    let nearest = nearest.max_by_key(|(end, length, ..)| (*end, *length));
    let all = words::ALL.iter().any(|word| after.contains(word));
    let state = words::COUNTED.iter().filter_map(|(word, counted)| {
        let counts_state = !matches!(
            counted,
            Counted::Problems | Counted::Measures | Counted::Groups | Counted::Relisted
        );
        let at = after.find(word).filter(|_| counts_state && !all)?;
        Some((at, *counted))
    });
    let state = state.min_by_key(|(at, _)| *at).map(|(_, counted)| counted);
    let number = said(held.text, &token.at);
    let unit = held.text[token.at.end..]
        .chars()
        .next()
        .map_or(0, char::len_utf8);
    let phrase = |start: usize| held.text[start..token.at.end + unit].to_owned();
    match (nearest, state) {
        (Some((.., Counted::Problems)), Some(state)) => Some((state, phrase(clause.start))),
        (Some((_, _, at, counted)), _) => Some((counted, phrase(clause.start + at))),
        (None, Some(state)) => Some((state, held.text[token.at.start..clause.end].to_owned())),
        (None, None) => {
            let rest = &after[unit.min(after.len())..];
            let plainly = [
                ("方面", Counted::Groups),
                ("问题", Counted::Problems),
                ("整改措施", Counted::Measures),
                ("措施", Counted::Measures),
            ];
            let found = plainly
                .into_iter()
                .find(|(word, _)| rest.starts_with(word))?;
            Some((found.1, format!("{number}{}", found.0)))
        }
    }
}

fn rate(held: &Held<'_>, token: &Token, amount: &Amount, counts: &Counts<'_>) -> Option<Fault> {
    let said_here = |words: &[&str]| words.iter().any(|word| held.text.contains(word));
    let kind = if said_here(&["时限已到", "到期", "按期"]) {
        RateKind::Due
    } else if said_here(&["销号"]) {
        RateKind::Closed
    } else {
        RateKind::Done
    };
    let rate = counts.tally.rate(kind);
    let percent = rate
        .percent()
        .unwrap_or_else(|| format!("{}/{}", rate.numerator, rate.denominator));
    let all = rate.numerator == rate.denominator && amount.value == Quantity::whole(100);
    let right = all || percent == format!("{}%", amount.value);
    let clause = &held.clauses[held.clause(token.at.start)];
    (!right).then(|| Fault::Number {
        said: held.text[clause.clone()].to_owned(),
        known: percent,
    })
}

impl Counts<'_> {
    /// Whether the text of this section may name that year by itself.
    fn is_year(&self, when: &When) -> bool {
        let known = [self.year - 1, self.year];
        when.part == Part::Year && when.year.is_some_and(|year| known.contains(&year))
            || when.agrees(&When::day(self.today))
    }
}
