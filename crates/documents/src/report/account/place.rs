//! Each figure goes to the clause of its own note that it counts (rule 5).

use super::amount::Amount;
use super::bare::{bare_after, first_verb};
use super::deed::{Clause, Deed, put};
use super::spot::{Spot, WAYS};
use super::text::{Number, begins_with, holds, in_a_row, numbers, stands};
use super::words;
use super::{LeftOut, Untold};

/// Places the figures of a span's deeds; clauses that they replace are left out.
pub(super) fn place(deeds: &mut [Deed], left_out: &mut Vec<LeftOut>) {
    let told: Vec<Vec<String>> = deeds
        .iter()
        .map(|deed| {
            deed.clauses
                .iter()
                .map(|clause| clause.text.clone())
                .collect()
        })
        .collect();
    for (place, deed) in deeds.iter_mut().enumerate() {
        let others = told.iter().enumerate().filter(|(other, _)| *other != place);
        let others: Vec<&String> = others.flat_map(|(_, clauses)| clauses).collect();
        drop_said_by_figures(deed, left_out);
        let figures = std::mem::take(&mut deed.figures);
        let own_telling = deed.own_telling;
        let mut bare: Vec<Amount> = Vec::new();
        let mut used = taken(deed);
        for figure in figures {
            if own_telling || is_said(&figure, deed, &others, &mut used) {
                continue;
            }
            if figure.is_change() || !place_one(&figure, &mut deed.clauses) {
                match bare.iter_mut().find(|known| figure.is_alike(known)) {
                    Some(known) => known.add(&figure),
                    None => bare.push(figure),
                }
            }
        }
        let counted = deed.clauses.len();
        say_times(deed);
        let said: Vec<String> = deed
            .clauses
            .iter()
            .map(|clause| clause.text.clone())
            .collect();
        deed.clauses.extend(bare_after(&said, &bare));
        if deed.check && !own_telling {
            drop_of_check(deed, counted, left_out);
        }
    }
}

/// Where the numbers stand that are those of figures already: each occurrence is one figure's.
fn taken(deed: &Deed) -> Vec<(usize, usize)> {
    let in_words = deed.in_words.iter().filter_map(|figure| {
        let value = figure.value.value.to_string();
        let mut clauses = deed.clauses.iter().enumerate();
        clauses.find_map(|(place, clause)| {
            stands(&clause.text, &value, &figure.unit).map(|at| (place, at))
        })
    });
    in_words.collect()
}

/// 会议文件同比减少: its figures say it.
fn drop_said_by_figures(deed: &mut Deed, left_out: &mut Vec<LeftOut>) {
    let figures = deed.figures.clone();
    deed.keep_clauses(left_out, Untold::Repeated, |clause| {
        let is_change = words::CHANGE_ENDS
            .iter()
            .any(|end| clause.text.ends_with(end));
        let said = figures
            .iter()
            .any(|figure| in_a_row(&figure.name, &clause.text) >= 2);
        clause.institution || !(is_change && numbers(&clause.text).is_empty() && said)
    });
}

/// Whether a number stands in words already: of its own note, or of another of the problem that
/// shares its name; or it only counts the deed itself.
fn is_said(
    figure: &Amount,
    deed: &Deed,
    others: &[&String],
    used: &mut Vec<(usize, usize)>,
) -> bool {
    let value = figure.value.value.to_string();
    // A number of two digits in its own note's words is that of the figure, whatever its unit is called;
    // a smaller one where what it counts there has the figure's name (赴3个街道调研 are not 3 of these).
    let large = value.len() > 1 && figure.kind.is_summed();
    let named = |clause: &str, number: &Number| {
        large || in_a_row(number.counted(clause), &figure.name) >= 2
    };
    for (place, clause) in deed.clauses.iter().enumerate() {
        let same = numbers(&clause.text)
            .into_iter()
            .find(|number| number.value == value);
        if let Some(number) = same
            && named(&clause.text, &number)
            && !used.contains(&(place, number.at.start))
        {
            used.push((place, number.at.start));
            return true;
        }
        if let Some(at) = stands(&clause.text, &value, &figure.unit)
            && !used.contains(&(place, at))
        {
            used.push((place, at));
            return true;
        }
    }
    // 已办结11件: a running total holds what its own note adds.
    let running = deed.clauses.iter().any(|clause| {
        (holds(&clause.text, &words::RUNNING) || clause.text.contains(['已', '共']))
            && in_a_row(&clause.text, &figure.name) >= 2
            && numbers(&clause.text).iter().any(|number| {
                clause.text[number.rest..].starts_with(figure.unit.as_str())
                    && !figure.unit.is_empty()
            })
    });
    if running {
        return true;
    }
    let elsewhere = others.iter().any(|clause| {
        stands(clause, &value, &figure.unit).is_some() && in_a_row(clause, &figure.name) >= 2
    });
    elsewhere || counts_deed_itself(figure, deed)
}

/// A count of 1 that only counts the deed itself.
pub(super) fn counts_deed_itself(figure: &Amount, deed: &Deed) -> bool {
    figure.ones
        && figure.value.to_string() == "1"
        && words::DEED_UNITS.contains(&figure.unit.as_str())
        && deed.clauses.iter().any(|clause| {
            in_a_row(&clause.text, &figure.name) >= 2 || place_in(figure, &clause.text).is_some()
        })
}

fn place_one(figure: &Amount, clauses: &mut [Clause]) -> bool {
    if !figure.kind.is_summed() && figure.unit != "人" && figure.unit != "座" {
        return false;
    }
    for way in WAYS {
        // 每周巡查 says how often, not how many.
        let free = |clause: &&mut Clause| !clause.counted && !clause.text.contains('每');
        for clause in clauses.iter_mut().filter(free) {
            if let Some(spot) = way(figure, &clause.text)
                && fits_unit(figure, &clause.text[spot.after..])
            {
                let number = format!("{}{}", spot.rest_of_name, figure.number());
                if spot.here {
                    clause.text.insert_str(spot.after, &number);
                    clause.counted = true;
                } else {
                    put(clause, spot.after, &number);
                }
                return true;
            }
        }
    }
    false
}

/// A class or a meeting is not counted in people.
fn fits_unit(figure: &Amount, rest: &str) -> bool {
    let gathering = ["会", "班", "课", "活动"]
        .iter()
        .any(|word| rest.contains(word));
    let apart = !rest.is_empty()
        && begins_with(rest, &words::CONJUNCTIONS).is_none()
        && begins_with(rest, &words::VERBS).is_none();
    !((gathering || apart) && words::PEOPLE.contains(&figure.unit.as_str()))
}

fn place_in(figure: &Amount, clause: &str) -> Option<Spot> {
    WAYS.into_iter().find_map(|way| way(figure, clause))
}

/// 开展阵地巡查3次, unless a number came to that clause.
fn say_times(deed: &mut Deed) {
    let Some((place, times)) = deed.times else {
        return;
    };
    if deed
        .clauses
        .iter()
        .any(|clause| clause.text.ends_with(&format!("{times}次")))
    {
        return;
    }
    if let Some(clause) = deed.clauses.get_mut(place)
        && !clause.counted
        && numbers(&clause.text).is_empty()
        && !first_verb(&clause.text)
            .is_some_and(|verb| verb == "完成" || words::MAKING.contains(&verb))
    {
        put(clause, 0, &format!("{times}次"));
    }
}

/// Of a check, clauses without number or figure that say of nothing that it is done.
fn drop_of_check(deed: &mut Deed, own: usize, left_out: &mut Vec<LeftOut>) {
    let mut place = 0;
    deed.keep_clauses(left_out, Untold::CheckOnly, |clause| {
        place += 1;
        place > own
            || clause.institution
            || clause.counted
            || !numbers(&clause.text).is_empty()
            || holds(&clause.text, &words::DONE_WORDS)
    });
}
