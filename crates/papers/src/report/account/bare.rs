//! Figures that no clause takes (rule 5).

use super::amount::Amount;
use super::deed::Clause;
use super::text::begins_with;
use super::words;
use super::words::is_light;
use model::figure::FigureKind;

/// The same where the clauses before may have said the verb: 逐件核对反馈，涉及信件74件.
pub(super) fn bare_after(said: &[String], figures: &[Amount]) -> Vec<Clause> {
    let renamed: Vec<Amount> = figures
        .iter()
        .map(|figure| {
            let mut figure = figure.clone();
            let last = said.last().map_or("", String::as_str);
            if let Some(verb) = figure.verb()
                && figure.kind.is_summed()
                && first_verb(last) == Some(verb)
                && !is_light(verb)
                && !["发现", "解决", "整改"].contains(&verb)
                && let Some(object) = figure.name.strip_prefix(verb)
                && object.chars().count() >= 2
                && begins_with(object, &words::VERBS).is_none()
                && !object.starts_with(['为', '成', '到', '出'])
            {
                figure.name = format!("{}{object}", words::OF);
            }
            figure
        })
        .collect();
    bare_clauses(&renamed)
}

/// The first verb of a clause.
pub(super) fn first_verb(clause: &str) -> Option<&'static str> {
    let mut places = clause.char_indices().map(|(at, _)| &clause[at..]);
    places.find_map(|rest| begins_with(rest, &words::VERBS))
}

/// Figures that no clause takes: bare where their name begins with a verb, else with one before it;
/// neighbours of one verb say it once (压减会议12个、文件38件).
pub(super) fn bare_clauses(figures: &[Amount]) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut last_verb: Option<&str> = None;
    for figure in figures {
        let verb = standing_verb(figure);
        let noun = figure.verb().is_none();
        let named = figure.with_name();
        let text = match verb {
            Some(verb) if !noun => {
                let object = named.strip_prefix(verb).unwrap_or(&named);
                let same = last_verb == Some(verb)
                    && object.chars().next().is_some_and(|c| !c.is_ascii_digit());
                if same && let Some(last) = clauses.last_mut() {
                    last.text.push('、');
                    last.text.push_str(object);
                    continue;
                }
                named
            }
            Some(verb) => {
                if last_verb == Some(verb)
                    && let Some(last) = clauses.last_mut()
                {
                    last.text.push('、');
                    last.text.push_str(&named);
                    continue;
                }
                format!("{verb}{named}")
            }
            None => named,
        };
        last_verb = verb;
        let loose = verb.is_none() && figure.kind == FigureKind::Count;
        clauses.push(Clause {
            loose,
            ..Clause::figure(text)
        });
    }
    clauses
}

/// The verb under which a figure stands by itself, its own or the one that a noun follows; `None` where it
/// can only be named.
pub(super) fn standing_verb(figure: &Amount) -> Option<&'static str> {
    let summed = figure.kind.is_summed();
    figure
        .verb()
        .or_else(|| noun_verb(figure))
        .filter(|_| summed)
}

/// The verb that a noun follows, by its end.
fn noun_verb(figure: &Amount) -> Option<&'static str> {
    let countable = !words::PEOPLE.contains(&figure.unit.as_str()) || figure.unit == "人次";
    words::NOUN_VERBS
        .iter()
        .find(|(_, ends)| countable && ends.iter().any(|end| figure.name.ends_with(end)))
        .map(|(verb, _)| *verb)
}
