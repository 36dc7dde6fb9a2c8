//! Where in a clause a figure belongs (rule 5 a–e).

use super::amount::Amount;
use super::text::{begins_with, holds, ideographs, in_a_row, numbers, outside_names};
use super::words;

/// The ways in which a clause may count a figure, the surest first.
pub(super) const WAYS: [fn(&Amount, &str) -> Option<Spot>; 5] =
    [by_name, by_pieces, by_overlap, by_last_word, by_verb];

/// After which byte the number may stand, and what of the name goes before it.
pub(super) struct Spot {
    pub after: usize,
    pub rest_of_name: String,
    /// The number goes right there, not to the clause's end.
    pub here: bool,
}

impl Spot {
    /// Behind what the name matched: at the end where the rest is no deed of its own, or right there
    /// where a deed follows (邀请专家5位来院把脉).
    fn behind(clause: &str, after: usize) -> Option<Self> {
        let rest = &clause[after..];
        let end = words::CONJUNCTIONS
            .iter()
            .filter_map(|word| rest.find(word))
            .min();
        let tail = &rest[..end.unwrap_or(rest.len())];
        let plain = tail.chars().count() <= 8
            && !holds(tail, &words::VERBS)
            && numbers(tail).is_empty()
            && !tail.contains(['《', '、', '（'])
            && !words::NOT_COUNTED.iter().any(|end| tail.ends_with(end));
        let follows = ["来", "赴", "到", "在", "向", "开展", "进行"]
            .iter()
            .any(|word| rest.starts_with(word));
        // 约谈采购负责人2人: who it was, whatever they do.
        let people = rest.chars().count() <= 8
            && numbers(rest).is_empty()
            && words::PERSONS.iter().any(|end| rest.ends_with(end));
        // 代查点 is another word than 代查.
        let word = tail.chars().count() == 1
            && ideographs(tail).count() == 1
            && begins_with(tail, &words::NAME_TAILS).is_none();
        let plain =
            plain && !word && !rest.starts_with(['在', '向', '到', '赴']) || people && !follows;
        (plain || follows).then(|| Self {
            // 走访慰问困难党员和群众46户
            after: if people && !follows {
                clause.len()
            } else {
                after
            },
            rest_of_name: String::new(),
            here: !plain,
        })
    }
}

/// (a) The name stands there.
fn by_name(figure: &Amount, clause: &str) -> Option<Spot> {
    let at = outside(clause, &figure.name)?;
    let after = at + figure.name.len();
    // 现场协调用地问题2次: how often counts the whole clause.
    let often = figure.unit == "次" && figure.verb().is_some();
    let whole = || {
        let rest = &clause[after..];
        let plain = at == 0 || !holds(rest, &words::VERBS);
        let fits = often && numbers(rest).is_empty() && plain;
        fits.then(|| Spot {
            after: clause.len(),
            rest_of_name: String::new(),
            here: false,
        })
    };
    Spot::behind(clause, after).or_else(whole)
}

/// (b) The pieces of its name stand there in their order.
fn by_pieces(figure: &Amount, clause: &str) -> Option<Spot> {
    let chars: Vec<char> = figure
        .name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    if chars.len() < 4 {
        return None;
    }
    let mut pieces: Vec<String> = chars.chunks_exact(2).map(String::from_iter).collect();
    if chars.len() % 2 == 1 {
        pieces.push(chars[chars.len() - 2..].iter().collect());
    }
    let mut after = 0;
    for piece in &pieces {
        after += clause[after..].find(piece.as_str())?;
        // An odd name's last piece begins within the one before.
        after += piece.chars().next().map_or(0, char::len_utf8);
    }
    let last = pieces.last()?;
    let end = after - last.chars().next().map_or(0, char::len_utf8) + last.len();
    Spot::behind(clause, end)
}

/// (c) The clause ends as the name begins.
fn by_overlap(figure: &Amount, clause: &str) -> Option<Spot> {
    // 24个赛项人人参赛: it has its number.
    if clause.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends = words::CONJUNCTIONS
        .iter()
        .flat_map(|word| clause.match_indices(word).map(|(at, _)| at));
    let ends = std::iter::once(clause.len()).chain(ends);
    for end in ends {
        let head = &clause[..end];
        let starts = figure
            .name
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| *at > 0);
        let shared = starts
            .chain([figure.name.len()])
            .rfind(|at| head.ends_with(&figure.name[..*at]));
        let Some(shared) = shared else { continue };
        let (common, rest) = figure.name.split_at(shared);
        // 对终本案件进行逐案核查1420件: the object stands there already.
        let doubled = in_a_row(rest, head) >= 2;
        let thing = in_a_row(rest, head) == rest.chars().count();
        // 对终本案件进行逐案核查 + 核查终本, 开展案卷评查 + 评查案卷: the thing stands there.
        let whole = doubled && thing && clause.starts_with('对')
            || !rest.is_empty() && head[..end - shared].ends_with(rest);
        let fronted = clause.starts_with('对') && !doubled && !rest.is_empty();
        let rest_of_name = if doubled { "" } else { rest };
        let place = words::PLACES.contains(&common)
            && ["到", "赴", "与"].iter().any(|word| head.contains(word));
        let before = &head[..end - shared];
        if common.chars().count() >= 2
            && !words::is_light(common)
            && (whole || !follows_light(before))
            && !place
            && !fronted
        {
            return Some(Spot {
                after: end,
                rest_of_name: rest_of_name.to_owned(),
                here: false,
            });
        }
    }
    None
}

/// Whether the last verb is 开展, 组织, 进行 or 完成: what follows is what was done, not to whom.
fn follows_light(text: &str) -> bool {
    let verbs = words::VERBS.iter().chain(words::LIGHT_VERBS.iter());
    let places = verbs.filter_map(|verb| Some((text.rfind(verb)?, *verb)));
    places.max().is_some_and(|(_, verb)| words::is_light(verb))
}

/// (d) A noun's last two characters end the clause or stand before 会, 班, 课, 活动, 并, 和, 及.
fn by_last_word(figure: &Amount, clause: &str) -> Option<Spot> {
    if !figure.is_noun() {
        return None;
    }
    let last: String = figure
        .name
        .chars()
        .rev()
        .take(2)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    if last.chars().count() < 2 {
        return None;
    }
    // 新增职工停车位 are no 共享车位: things are counted where nothing but a verb stands before them.
    let is_deed =
        words::DEED_UNITS.contains(&figure.unit.as_str()) || words::VERBS.contains(&last.as_str());
    let counts =
        |at: usize| is_deed || words::VERBS.iter().any(|verb| clause[..at].ends_with(verb));
    let places: Vec<usize> = clause
        .match_indices(&last)
        .filter(|(at, _)| counts(*at))
        .map(|(at, _)| at + last.len())
        .collect();
    places.into_iter().rev().find_map(|end| {
        let rest = &clause[end..];
        match begins_with(rest, &words::NAME_TAILS) {
            _ if rest.is_empty() => Some(Spot {
                after: end,
                rest_of_name: String::new(),
                here: false,
            }),
            Some(tail) if words::CONJUNCTIONS.contains(&tail) => Some(Spot {
                after: end,
                rest_of_name: String::new(),
                here: false,
            }),
            Some(_) => Spot::behind(clause, end),
            None => None,
        }
    })
}

/// (e) Clause and name have the same verb, and the unit is one of papers.
fn by_verb(figure: &Amount, clause: &str) -> Option<Spot> {
    let verb = figure.verb()?;
    let fits = !words::LOOKING.contains(&verb)
        && words::PAPER_UNITS.contains(&figure.unit.as_str())
        && clause.contains(verb)
        && numbers(clause).is_empty();
    fits.then(|| Spot {
        after: clause.len(),
        rest_of_name: String::new(),
        here: false,
    })
}

/// Where the name stands outside of 《》 and “”.
fn outside(clause: &str, name: &str) -> Option<usize> {
    let at = clause.find(name)?;
    outside_names(clause)
        .contains(name)
        .then_some(at)
        .or_else(|| name.contains('“').then_some(at))
}
