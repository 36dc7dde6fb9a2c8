//! A figure in several notes of one problem is told once, after the last of them (rule 5).

use super::amount::Amount;
use super::bare::bare_clauses;
use super::deed::{Clause, Deed};
use super::place::{counts_deed_itself, place_in};
use super::text::{holds, ideographs, in_a_row, numbers, same_units, stands};
use super::words;
use super::{Effect, LeftOut, Untold};

/// A figure that several deeds have.
struct Series {
    sum: Amount,
    /// Deed, figure, whether the words have its number.
    parts: Vec<(usize, Amount, bool)>,
}

/// A sum that can't be made: one note has the number in its words only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsummed {
    /// What is counted.
    pub name: String,
    /// The note that has it in words.
    pub entry: u64,
}

/// Takes what several deeds of a span count out of them and tells it once.
pub(super) fn sum_up(
    deeds: &mut Vec<Deed>,
    effect: Option<&Effect>,
    unsummed: &mut Vec<Unsummed>,
    left_out: &mut Vec<LeftOut>,
) {
    let mut cumulative = Vec::new();
    let mut last = 0;
    let mut entries = Vec::new();
    for series in series(deeds) {
        if is_in_running_total(&series, deeds) {
            for (place, figure, _) in &series.parts {
                deeds[*place].figures.retain(|known| known != figure);
            }
            continue;
        }
        if let Some(entry) = in_words_only(&series, deeds) {
            // A part would be taken for the whole.
            for (place, figure, _) in series.parts.iter().filter(|(.., worded)| !worded) {
                deeds[*place].figures.retain(|known| known != figure);
                left_out.push(figure.left_out(Untold::Unsummed));
            }
            unsummed.push(Unsummed {
                name: series.sum.name.clone(),
                entry,
            });
            continue;
        }
        let said = effect.is_some_and(|effect| effect.says(&series.sum))
            // How often these were looked through is told.
            || series.sum.is_of_one_set() && deeds.iter().any(|deed| deed.times.is_some());
        take_out(&series, deeds, left_out);
        if series.sum.is_falling_stock() {
            let parts = series.parts.iter().map(|(_, figure, _)| figure);
            left_out.extend(parts.map(|figure| figure.left_out(Untold::Unsummed)));
            continue;
        }
        if said {
            continue;
        }
        last = series
            .parts
            .iter()
            .map(|(place, ..)| *place)
            .fold(last, usize::max);
        if let Some(place) = counting(&series, deeds) {
            deeds[place].count(series.sum);
            continue;
        }
        entries.extend(series.sum.entries.iter().copied());
        cumulative.push(series.sum);
    }
    if !cumulative.is_empty() {
        deeds.insert(last + 1, total(entries, &cumulative));
    }
    deeds.retain(|deed| !(deed.clauses.is_empty() && deed.figures.is_empty()));
}

/// Takes the parts out of their deeds, their words too where these say no more.
fn take_out(series: &Series, deeds: &mut [Deed], left_out: &mut Vec<LeftOut>) {
    for (place, figure, worded) in &series.parts {
        let deed = &mut deeds[*place];
        deed.figures.retain(|known| known != figure);
        if *worded {
            deed.keep_clauses(left_out, Untold::Repeated, |clause| {
                !says_no_more(clause, figure)
            });
            deed.in_words.retain(|known| known != figure);
        }
        if series.sum.unit == "次" {
            deed.times = None;
        }
    }
}

/// The deed that the sum counts: the only one of the series with a clause that takes the figure.
fn counting(series: &Series, deeds: &[Deed]) -> Option<usize> {
    if !series.sum.kind.is_summed() {
        return None;
    }
    let takes = |place: &usize| {
        let mut clauses = deeds[*place].clauses.iter();
        clauses.any(|clause| says_it(&clause.text, &series.sum))
    };
    let mut places: Vec<usize> = series.parts.iter().map(|(place, ..)| *place).collect();
    places.dedup();
    let mut taking = places.iter().filter(|place| takes(place));
    let only = taking.next()?;
    // 累计 is said of what several notes tell in words of their own.
    let told_apart = places.iter().any(|place| {
        place != only
            && deeds[*place]
                .clauses
                .iter()
                .any(|clause| in_a_row(&clause.text, &series.sum.name) >= 2)
    });
    (taking.next().is_none() && !told_apart).then_some(*only)
}

/// Whether the clause tells hardly more than the figure's name: 识别地方文献页面 + 识别页面, 开展审务督察 +
/// 审务督察=14次. What was done once (执结一批涉民生案件) is not what the year came to.
fn says_it(clause: &str, figure: &Amount) -> bool {
    if !numbers(clause).is_empty() || place_in(figure, clause).is_none() {
        return false;
    }
    let own = ideographs(clause)
        .filter(|c| !figure.name.contains(*c))
        .count();
    let begins = figure.verb().is_some_and(|verb| clause.starts_with(verb));
    let often = figure.unit == "次" && clause.ends_with(&figure.name);
    begins && own <= 4 && !clause.contains('、') || often
}

/// What the notes come to, as a deed of its own.
fn total(mut entries: Vec<u64>, figures: &[Amount]) -> Deed {
    entries.sort_unstable();
    entries.dedup();
    Deed {
        days: Vec::new(),
        entries,
        clauses: told(figures),
        figures: Vec::new(),
        in_words: Vec::new(),
        times: None,
        check: false,
        own_telling: false,
        is_worded: false,
        cumulative: true,
    }
}

/// 累计检查企业234家、整改隐患679处; rates and levels behind it, without the word.
fn told(figures: &[Amount]) -> Vec<Clause> {
    let (sums, levels): (Vec<Amount>, Vec<Amount>) = figures
        .iter()
        .cloned()
        .partition(|figure| figure.kind.is_summed() && !figure.is_of_one_set());
    let mut clauses = Vec::new();
    if !sums.is_empty() {
        let bare: Vec<String> = bare_clauses(&sums)
            .into_iter()
            .map(|clause| clause.text)
            .collect();
        clauses.push(Clause::figure(format!(
            "{}{}",
            words::ALTOGETHER,
            bare.join("、")
        )));
    }
    clauses.extend(bare_clauses(&levels));
    clauses
}

/// What more than one deed counts; what only counts the deeds themselves is none.
fn series(deeds: &[Deed]) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for (place, deed) in deeds.iter().enumerate() {
        let figures = deed.figures.iter().map(|figure| (figure, false));
        let worded = deed.in_words.iter().map(|figure| (figure, true));
        for (figure, worded) in figures.chain(worded) {
            match all.iter_mut().find(|known| known.sum.is_alike(figure)) {
                Some(known) => {
                    known.sum.add(figure);
                    known.parts.push((place, figure.clone(), worded));
                }
                None => all.push(Series {
                    sum: figure.clone(),
                    parts: vec![(place, figure.clone(), worded)],
                }),
            }
        }
    }
    all.retain(|series| {
        let places = series
            .parts
            .iter()
            .any(|(place, ..)| *place != series.parts[0].0);
        let only_ones = series
            .parts
            .iter()
            .all(|(place, figure, _)| counts_deed_itself(figure, &deeds[*place]));
        places && !only_ones
    });
    all
}

/// Whether the last note's words say a running total (累计60个) of the same thing: it holds the others.
fn is_in_running_total(series: &Series, deeds: &[Deed]) -> bool {
    let Some((last, ..)) = series.parts.last() else {
        return false;
    };
    let value = series.sum.value.value;
    series.sum.kind.is_summed()
        && deeds[*last..].iter().any(|deed| {
            deed.clauses.iter().any(|clause| {
                holds(&clause.text, &words::RUNNING)
                    && in_a_row(&clause.text, &series.sum.name) >= 2
                    && numbers(&clause.text).iter().any(|number| {
                        clause.text[number.rest..].starts_with(series.sum.unit.as_str())
                            && model::figure::Quantity::read(&number.value)
                                .is_some_and(|total| total >= value)
                    })
            })
        })
}

/// The note whose words hold a number of the same thing that no figure has recorded.
fn in_words_only(series: &Series, deeds: &[Deed]) -> Option<u64> {
    if !series.sum.kind.is_summed() {
        return None;
    }
    let units = same_units(&series.sum.unit);
    deeds.iter().find_map(|deed| {
        let says = deed.clauses.iter().any(|clause| {
            in_a_row(&clause.text, &series.sum.name) >= 2
                && !is_change(&clause.text)
                && numbers(&clause.text).iter().any(|number| {
                    let rest = clause.text[number.rest..].trim_start_matches(['万', '亿', '千']);
                    let with_unit = units
                        .iter()
                        .any(|unit| !unit.is_empty() && rest.starts_with(unit));
                    with_unit && !recorded(deed, &number.value)
                })
        });
        says.then(|| deed.entries[0])
    })
}

/// 由40余张减到25张 counts nothing.
fn is_change(clause: &str) -> bool {
    clause.contains('由') && clause.contains(['到', '至', '为'])
}

fn recorded(deed: &Deed, value: &str) -> bool {
    let mut figures = deed.figures.iter().chain(&deed.in_words);
    figures.any(|figure| figure.value.value.to_string() == value)
}

fn says_no_more(clause: &Clause, figure: &Amount) -> bool {
    let value = figure.value.value.to_string();
    if clause.institution || stands(&clause.text, &value, &figure.unit).is_none() {
        return false;
    }
    let said = format!("{}{}", figure.name, figure.unit);
    let others = ideographs(&clause.text)
        .filter(|c| !said.contains(*c))
        .count();
    others <= 4 && numbers(&clause.text).len() == 1
}
