//! What was done round by round (一季度…、二季度…; 首期…、第2、3期…) is one deed: its clause stands once,
//! without the round, and counts all of them (rule 4).

use std::collections::BTreeMap;

use super::amount::Amount;
use super::deed::Deed;
use super::note::Note;
use super::place::place_in;
use super::text::{begins_with, holds, ideographs, numbers, stands};
use super::words;

/// A clause of fewer characters is no deed that could come again.
const SHORTEST: usize = 4;
/// 开展, 组织 and a number with its unit have no more bytes.
const MOST_CUT: usize = 36;

/// A note, a clause of it, and that clause without its round.
type Round = (usize, usize, String);

/// Cuts the round out of clauses that several notes of a span have but for it.
pub(super) fn cut_rounds(notes: &mut [Note]) {
    // Where each deed stands, by what it is but for its round.
    let mut deeds: BTreeMap<(usize, String), Vec<Round>> = BTreeMap::new();
    for (place, note) in notes.iter().enumerate() {
        for (at, clause) in note.clauses.iter().enumerate() {
            let plain =
                !note.own_telling && !note.holds_institution(clause) && !clause.contains('《');
            let core = without_round(clause);
            if let Some(key) = key(&core).filter(|_| plain) {
                let members = deeds.entry((note.span, key)).or_default();
                members.push((place, at, core));
            }
        }
    }
    let telling: Vec<Vec<Option<String>>> = notes.iter().map(telling).collect();
    for ((_, deed), members) in deeds {
        let first = members.first().map(|(place, ..)| *place);
        let several = members.iter().any(|(place, ..)| Some(*place) != first);
        // 通报第一季度情况，7家按期；通报第二季度情况，9家按期: each has its own.
        let each_own = members.iter().any(|(place, ..)| {
            let mut others = telling[*place].iter();
            others.any(|key| key.as_ref() != Some(&deed))
        });
        if several && !each_own {
            for (place, at, core) in members {
                notes[place].clauses[at] = core;
            }
        }
    }
}

/// The clauses of a note that tell a number which no figure of it has, by what they are but for their round.
fn telling(note: &Note) -> Vec<Option<String>> {
    let tells = |clause: &&String| {
        numbers(clause).iter().any(|number| {
            let mut figures = note.figures.iter();
            // A rate stands for itself.
            let rate = clause[number.rest..].starts_with(['%', '％']);
            !rate && !figures.any(|figure| figure.value.value.to_string() == number.value)
        })
    };
    let clauses = note.clauses.iter().filter(tells);
    clauses.map(|clause| key(&without_round(clause))).collect()
}

/// Without numbers and 开展, 组织, 进行.
fn core(clause: &str) -> String {
    let text: String = clause.chars().filter(|c| !c.is_ascii_digit()).collect();
    words::LIGHT_VERBS.out_of(&text).into_owned()
}

/// What a deed is, however often it was done; `None` where the clause is none.
fn key(clause: &str) -> Option<String> {
    let text = core(clause);
    let enough = ideographs(&text).count() >= SHORTEST && holds(&text, &words::VERBS);
    enough.then_some(text)
}

/// The clause without 其余, 第一季度, 上半年, 首期, 第2、3期, 第二批, 继续.
fn without_round(clause: &str) -> String {
    let again = begins_with(clause, &words::AGAIN).unwrap_or_default();
    let mut text = clause[again.len()..].to_owned();
    if let Some(word) = words::REMAINING.iter().find(|word| text.contains(**word)) {
        return text.replacen(word, "", 1);
    }
    for end in words::ROUND_ENDS.iter() {
        let Some(at) = text.find(end) else { continue };
        let head = &text[..at];
        let ordinal =
            |c: &char| c.is_ascii_digit() || words::ORDINALS.contains(&c.to_string().as_str());
        let length: usize = head
            .chars()
            .rev()
            .take_while(ordinal)
            .map(char::len_utf8)
            .sum();
        let numbered = head[at - length..].starts_with(['第', '首', '上', '下', '前', '末', '半'])
            || *end == "季度" && length > 0;
        if numbered {
            text.replace_range(at - length..at + end.len(), "");
            return text;
        }
    }
    text
}

/// Joins the clauses that several deeds of a span have: the first keeps it, with what all of them count.
pub(super) fn join(deeds: &mut Vec<Deed>) {
    for first in 0..deeds.len() {
        for at in 0..deeds[first].clauses.len() {
            join_clause(deeds, first, at);
        }
    }
    deeds.retain(|deed| !deed.is_empty());
}

fn join_clause(deeds: &mut [Deed], first: usize, at: usize) {
    let clause = deeds[first].clauses[at].clone();
    if clause.institution || deeds[first].own_telling || clause.text.contains('《') {
        return;
    }
    let members = members(deeds, first, at);
    if members.len() < 2 {
        return;
    }
    // A number that no figure has can't be put together.
    let counted: Option<Vec<Vec<Amount>>> = members
        .iter()
        .map(|(place, at)| figures_of(&deeds[*place], &deeds[*place].clauses[*at].text))
        .collect();
    let Some(counted) = counted else { return };
    let Some(mut sums) = summed(&counted) else {
        return;
    };
    // A sum is of all notes or none.
    let elsewhere = (0..deeds.len()).any(|place| {
        let others = deeds[place].figures.iter().chain(&deeds[place].in_words);
        let apart = !members.iter().any(|(member, _)| *member == place);
        apart
            && others
                .into_iter()
                .any(|figure| sums.iter().any(|sum| sum.is_alike(figure)))
    });
    let text = without_numbers(&clause.text, &counted[0]);
    let Some(text) = text.filter(|text| !elsewhere || *text == clause.text) else {
        return;
    };
    if elsewhere {
        merge(deeds, first, &members);
        return;
    }
    // The same things looked through again are told by how often.
    sums.retain(|sum| !sum.is_of_one_set());
    for (place, figures) in members.iter().map(|(place, _)| *place).zip(&counted) {
        deeds[place]
            .figures
            .retain(|known| !figures.contains(known));
        deeds[place]
            .in_words
            .retain(|known| !figures.contains(known));
    }
    deeds[first].clauses[at] = super::deed::Clause::of(&text, false);
    if sums.is_empty() {
        let times = members.iter().map(|(place, _)| match deeds[*place].times {
            Some((_, times)) => times,
            None => 1,
        });
        deeds[first].times = Some((at, times.sum()));
    }
    deeds[first].figures.extend(sums);
    merge(deeds, first, &members);
}

/// Where the deeds from the first on have that clause of it.
fn members(deeds: &[Deed], first: usize, at: usize) -> Vec<(usize, usize)> {
    let own = &deeds[first].clauses[at].text;
    let (whole, bare) = (key(own), core(own));
    let counted = figures_of(&deeds[first], own).is_some_and(|figures| !figures.is_empty());
    let others = (first + 1..deeds.len()).filter(|place| !deeds[*place].own_telling);
    let others = others.filter_map(|place| {
        let mut clauses = deeds[place].clauses.iter();
        let found = clauses.position(|other| {
            // Most clauses differ in length by more than what is cut of them.
            if other.text.len().abs_diff(own.len()) > MOST_CUT {
                return false;
            }
            whole.is_some() && key(&other.text) == whole
                || counted
                    && is_close(&core(&other.text), &bare)
                    && both_counted((&deeds[first], own), (&deeds[place], &other.text))
        })?;
        Some((place, found))
    });
    std::iter::once((first, at)).chain(others).collect()
}

/// Both but for two characters: 开展干部家访, 开展年度家访.
fn is_close(one: &str, other: &str) -> bool {
    let own = |text: &str, other: &str| text.chars().filter(|c| !other.contains(*c)).count();
    own(one, other) <= 2 && own(other, one) <= 2
}

/// Whether both clauses are counted by a figure of one name.
fn both_counted(one: (&Deed, &str), other: (&Deed, &str)) -> bool {
    let (Some(figures), Some(others)) = (figures_of(one.0, one.1), figures_of(other.0, other.1))
    else {
        return false;
    };
    let alike = |figure: &Amount| others.iter().any(|other| other.is_alike(figure));
    !figures.is_empty() && figures.iter().all(alike)
}

/// The first keeps the clause; what is left of the others without words goes to it.
fn merge(deeds: &mut [Deed], first: usize, members: &[(usize, usize)]) {
    for (place, found) in &members[1..] {
        deeds[*place].clauses.remove(*found);
        deeds[*place].times = match deeds[*place].times {
            Some((at, _)) if at == *found => None,
            Some((at, times)) if at > *found => Some((at - 1, times)),
            times => times,
        };
        let (before, rest) = deeds.split_at_mut(*place);
        let (Some(own), Some(other)) = (before.get_mut(first), rest.first_mut()) else {
            continue;
        };
        if other.clauses.is_empty() {
            take_over(own, other);
        } else {
            own.entries.extend(other.entries.iter().copied());
        }
    }
}

/// What is left of a deed without words goes to the one that has its clause.
fn take_over(own: &mut Deed, other: &mut Deed) {
    own.entries.append(&mut other.entries);
    own.days.append(&mut other.days);
    own.check &= other.check;
    for figure in other.figures.drain(..) {
        match own.figures.iter_mut().find(|known| known.is_alike(&figure)) {
            Some(known) => known.add(&figure),
            None => own.figures.push(figure),
        }
    }
    other.in_words.clear();
}

/// The figures that count the clause, in its words or to be placed there; `None` where its words hold a
/// number that is none of them.
fn figures_of(deed: &Deed, clause: &str) -> Option<Vec<Amount>> {
    let worded = deed
        .in_words
        .iter()
        .filter(|figure| stands(clause, &figure.value.value.to_string(), &figure.unit).is_some());
    let worded: Vec<Amount> = worded.cloned().collect();
    if numbers(clause).len() > worded.len() {
        return None;
    }
    let placed = deed
        .figures
        .iter()
        .filter(|figure| figure.kind.is_summed() && place_in(figure, clause).is_some());
    Some(worded.iter().chain(placed).cloned().collect())
}

/// One figure of each name, of all of the notes; `None` where one lacks what another has.
fn summed(counted: &[Vec<Amount>]) -> Option<Vec<Amount>> {
    let (first, rest) = counted.split_first()?;
    if rest.iter().any(|figures| figures.len() != first.len()) {
        return None;
    }
    let mut sums = first.clone();
    for figures in rest {
        for sum in &mut sums {
            sum.add(figures.iter().find(|figure| figure.is_alike(sum))?);
        }
    }
    Some(sums)
}

/// The clause without the numbers of these figures, which come to it again.
///
/// `None` where a number stands with another unit (与8名同志谈心谈话, 8人次).
fn without_numbers(clause: &str, figures: &[Amount]) -> Option<String> {
    let mut text = clause.to_owned();
    for figure in figures {
        let value = figure.value.value.to_string();
        if let Some(at) = stands(&text, &value, &figure.unit) {
            let rest = text[at..].strip_prefix(&format!("{value}{}", figure.unit))?;
            text = format!("{}{rest}", &text[..at]);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_cut_and_nothing_else() {
        for (clause, core) in [
            ("开展第一季度隐患复查", "开展隐患复查"),
            ("四季度班子成员夜查房", "班子成员夜查房"),
            ("举办首期“青廉讲堂”", "举办“青廉讲堂”"),
            ("举办第2、3期“青廉讲堂”", "举办“青廉讲堂”"),
            ("举办第8至10期“青廉讲堂”", "举办“青廉讲堂”"),
            ("组织上半年条规测试", "组织条规测试"),
            ("选派第二批骨干外出进修", "选派骨干外出进修"),
            ("继续清理积压信件", "清理积压信件"),
            ("答复剩余职工诉求", "答复职工诉求"),
            ("召开第三、四季度调度会", "召开调度会"),
            ("制定季度清单", "制定季度清单"),
            ("完成第二党支部换届", "完成第二党支部换届"),
            ("举办培训3期", "举办培训3期"),
        ] {
            assert_eq!(without_round(clause), core);
        }
    }
}
