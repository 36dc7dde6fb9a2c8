//! Each figure goes to the clause of its own note that it counts (rule 5).

use super::amount::Amount;
use super::bare::{bare_after, first_verb, standing_verb};
use super::deed::{Clause, Deed, put};
use super::spot::{Spot, WAYS};
use super::text::{Number, begins_with, holds, ideographs, in_a_row, numbers, stands};
use super::words;
use super::words::is_light;
use super::{LeftOut, Untold};
use model::figure::FigureKind;

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
        let mut figures = std::mem::take(&mut deed.figures);
        // The same things looked through again: how often is told.
        figures.retain(|figure| deed.times.is_none() || !figure.is_of_one_set());
        let fallen = figures.extract_if(.., |figure| figure.is_falling_stock());
        left_out.extend(fallen.map(|figure| figure.left_out(Untold::Unsummed)));
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
        bare.retain(|figure| !stands_for_clause(figure, deed, left_out));
        if !deed.clauses.is_empty() {
            // 网络阵地138个 tells nobody what was done with them.
            let things = bare.extract_if(.., |figure| is_thing(figure));
            left_out.extend(things.map(|figure| figure.left_out(Untold::Unplaced)));
        }
        deed.clauses.extend(bare_after(&said, &bare));
        if deed.check && !own_telling {
            drop_of_check(deed, counted, left_out);
        }
    }
}

/// 网络阵地138个: the name is that of a thing, and tells of no deed.
fn is_thing(figure: &Amount) -> bool {
    let name = figure.name.as_str();
    let counted = figure.kind == FigureKind::Count && standing_verb(figure).is_none();
    let trained = words::NOUN_VERBS
        .iter()
        .any(|(_, ends)| ends.iter().any(|end| name.ends_with(end)));
    let thing = !holds(name, &words::VERBS) && words::THINGS.iter().any(|end| name.ends_with(end));
    counted && name.chars().count() >= 3 && (trained || thing)
}

/// Puts the figure into the place of a clause that says no more than its name (走访用人单位 + 走访企业=9家;
/// 隐患整改完毕 + 完成整改=47处); whether there was one.
fn stands_for_clause(figure: &Amount, deed: &mut Deed, left_out: &mut Vec<LeftOut>) -> bool {
    let Some(verb) = figure.verb().filter(|_| figure.kind.is_summed()) else {
        return false;
    };
    let says_no_more = |clause: &&mut Clause| {
        let text = words::DONE_ENDS
            .iter()
            .find_map(|end| clause.text.strip_suffix(end));
        let text = text.unwrap_or(&clause.text);
        let object = text.strip_prefix(verb).map(|rest| rest.chars().count());
        let same_verb = !is_light(verb) && object.is_some_and(|length| length <= 6);
        let shared = in_a_row(text, &figure.name);
        let own = ideographs(text)
            .filter(|c| !figure.name.contains(*c))
            .count();
        let plain = !clause.institution
            && !clause.counted
            && numbers(&clause.text).is_empty()
            && !clause.text.contains(['《', '“', '、']);
        plain && (same_verb || shared >= 3 && own <= 4 || shared >= 2 && own <= 2)
    };
    let Some(clause) = deed.clauses.iter_mut().find(says_no_more) else {
        return false;
    };
    let told = Clause::figure(figure.with_name());
    left_out.push(LeftOut {
        entry: deed.entries.first().copied(),
        text: std::mem::replace(clause, told).text,
        why: Untold::Repeated,
    });
    true
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
        // 对4个负责人约谈提醒: 约谈4人 are these.
        let people = words::PEOPLE.contains(&figure.unit.as_str())
            && figure.verb().is_some_and(|verb| clause.text.contains(verb));
        if let Some(number) = same
            && (people || named(&clause.text, &number))
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
        for clause in clauses.iter_mut() {
            let Some(spot) = way(figure, &clause.text) else {
                continue;
            };
            if !is_free(clause, &spot) || !fits(figure, clause, &spot) {
                continue;
            }
            let number = format!("{}{}", spot.rest_of_name, figure.number());
            if spot.here {
                clause.text.insert_str(spot.after, &number);
                clause.counted = true;
            } else {
                put(clause, spot.after, &number);
            }
            without_frequency(clause);
            return true;
        }
    }
    place_before_thing(figure, clauses)
}

/// Whether the clause has no number there yet: at its end, or before 并 where another one ends it.
fn is_free(clause: &Clause, spot: &Spot) -> bool {
    let joined = begins_with(&clause.text[spot.after..], &words::CONJUNCTIONS).is_some();
    // 到车间一次: it says how often.
    let once = clause.text.ends_with("一次") || clause.text.ends_with("两次");
    !clause.counted && !once || joined && numbers(&clause.text[..spot.after]).is_empty()
}

/// Whether the number may be said of what the clause tells.
fn fits(figure: &Amount, clause: &Clause, spot: &Spot) -> bool {
    // 精简会议 + 会议9次: these stayed.
    let lessens = figure.is_noun() && begins_with(&clause.text, &words::LESSENING).is_some();
    // How long something took is no number of its own (读书班7天) within a clause.
    let lasts = words::DURATIONS.contains(&figure.unit.as_str());
    let ends = spot.after == clause.text.len();
    !lessens && (ends || !lasts) && fits_unit(figure, &clause.text[spot.after..])
}

/// 每周巡查 says how often: where it is counted, that goes.
fn without_frequency(clause: &mut Clause) {
    if let Some(word) = words::HOW_OFTEN
        .iter()
        .filter(|word| {
            let rest = clause.text.split_once(**word).map(|(_, rest)| rest);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        })
        .max_by_key(|word| word.len())
    {
        clause.text = clause.text.replacen(word, "", 1);
    }
}

/// 驻点指导乡镇编制规划 + 驻点指导=14个乡镇: before the thing that the unit names.
fn place_before_thing(figure: &Amount, clauses: &mut [Clause]) -> bool {
    let Some((end, _)) = figure.unit.char_indices().nth(1) else {
        return false;
    };
    let (measure, thing) = figure.unit.split_at(end);
    if thing.chars().count() < 2 {
        return false;
    }
    for clause in clauses.iter_mut().filter(|clause| !clause.counted) {
        let Some(at) = clause.text.find(&figure.name) else {
            continue;
        };
        let after = at + figure.name.len();
        if clause.text[after..].starts_with(thing) {
            let number = format!("{}{measure}", figure.told());
            clause.text.insert_str(after, &number);
            return true;
        }
    }
    false
}

/// A class or a meeting is not counted in people; people are, whatever they are called.
fn fits_unit(figure: &Amount, rest: &str) -> bool {
    let gathering = ["会", "班", "课", "活动"]
        .iter()
        .any(|word| rest.contains(word));
    let people = ["人", "名", "人次"].contains(&figure.unit.as_str());
    let apart = people
        && !rest.is_empty()
        && begins_with(rest, &words::CONJUNCTIONS).is_none()
        && begins_with(rest, &words::VERBS).is_none()
        && !words::PERSONS.iter().any(|word| rest.ends_with(word));
    !(gathering && words::PEOPLE.contains(&figure.unit.as_str()) || apart)
}

pub(super) fn place_in(figure: &Amount, clause: &str) -> Option<Spot> {
    WAYS.into_iter().find_map(|way| way(figure, clause))
}

/// 开展阵地巡查3次, unless a number came to that clause.
fn say_times(deed: &mut Deed) {
    let Some((place, times)) = deed.times else {
        return;
    };
    // A figure has said how often.
    let said = |clause: &Clause| clause.counted && clause.text.ends_with('次');
    if deed.clauses.iter().any(said) {
        return;
    }
    if let Some(clause) = deed.clauses.get_mut(place)
        && !clause.counted
        && numbers(&clause.text).is_empty()
        && is_event(&clause.text)
    {
        // Behind all of it: 到水厂和农户家中排查3次.
        let end = clause.text.len();
        put(clause, end, &format!("{times}次"));
    }
}

/// Whether the verb says that more was done than looking.
fn is_no_check(verb: &str) -> bool {
    !is_light(verb) && !words::LOOKING.contains(&verb)
}

/// Whether what the clause tells happens so many times: 开展阵地巡查3次, 召开推进会2次; two notes on 审结案件
/// are not 审结案件2次.
fn is_event(clause: &str) -> bool {
    let held = holds(clause, &words::HOLDING)
        || first_verb(clause).is_some_and(|verb| words::LOOKING.contains(&verb));
    let looked = words::LOOKING.iter().any(|verb| clause.ends_with(verb));
    held || looked
}

/// Of a check, clauses without number or figure that say of nothing that it is done.
fn drop_of_check(deed: &mut Deed, own: usize, left_out: &mut Vec<LeftOut>) {
    let mut place = 0;
    deed.keep_clauses(left_out, Untold::CheckOnly, |clause| {
        place += 1;
        let light = begins_with(&clause.text, &words::LIGHT_VERBS).unwrap_or_default();
        let rest = &clause.text[light.len()..];
        let done = begins_with(rest, &words::VERBS).is_some_and(is_no_check)
            || !light.is_empty()
                && !holds(rest, &words::LOOKING)
                && !holds(rest, &words::CHECKED_ONLY);
        let state = words::STATE_ENDS
            .iter()
            .any(|end| clause.text.ends_with(end));
        place > own
            || done && !state
            || clause.institution
            || clause.counted
            || !numbers(&clause.text).is_empty()
            || holds(&clause.text, &words::DONE_WORDS)
    });
}
