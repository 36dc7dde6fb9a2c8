//! A measure is a plan (rule 3): told by its short form where that is admitted, else not.

use super::amount::Amount;
use super::deed::Deed;
use super::text::{begins_with, clauses, holds, in_a_row, tidy};
use super::words;
use model::task::Task;

/// What of a task's measures may be told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Practice {
    /// 做法: something that was made, with the measure's key.
    pub made: Option<(u32, String)>,
    /// 按照“…”的措施
    pub followed: Option<(u32, String)>,
    /// The short form that takes a figure to its end.
    pub counted: Option<(u32, String)>,
}

/// The measure's first clause without its leading words; `None` where little is left.
pub(crate) fn short_form(text: &str) -> Option<String> {
    let text = tidy(text);
    let first = clauses(&text).into_iter().next()?;
    let mut rest = first.as_str();
    while let Some(word) = begins_with(rest, &words::MEASURE_FRONT) {
        rest = rest[word.len()..].trim_start_matches(['，', '、']);
    }
    (rest.chars().count() >= 6).then(|| rest.to_owned())
}

/// What may be told beside `noted` deeds and these figures.
pub(super) fn practice(
    task: &Task,
    deeds: &mut [Deed],
    noted: usize,
    has_effect: bool,
) -> Practice {
    let mut practice = Practice::default();
    for measure in &task.measures {
        let Some(short) = short_form(&measure.text) else {
            continue;
        };
        let done = task.status.kind().is_finished() || measure.done_on.is_some();
        if done
            && practice.made.is_none()
            && is_making(&short)
            && !deeds.iter().any(|deed| says_the_same(deed, &short))
        {
            practice.made = Some((measure.key, short.clone()));
        }
        if practice.counted.is_none()
            && noted <= 1
            && let Some(told) = with_figure(&short, deeds)
        {
            practice.counted = Some((measure.key, told));
        }
    }
    let something = has_effect
        || deeds
            .iter()
            .any(|deed| !deed.figures.is_empty() || deed.cumulative);
    if practice.counted.is_none() && noted <= 1 && something {
        let admitted = task.measures.iter().find_map(|measure| {
            let short = short_form(&measure.text).filter(|short| is_countable(short))?;
            Some((measure.key, short))
        });
        practice.followed = admitted.filter(|_| practice.made.is_none());
    }
    practice
}

/// A verb of making stands before a named object.
pub(super) fn is_making(short: &str) -> bool {
    let verbs = words::MAKING.all_in(short).into_iter();
    let mut made = verbs.filter_map(|verb| Some(short.split_once(verb)?.1));
    made.any(|object| !object.is_empty() && is_named(object))
}

fn is_named(object: &str) -> bool {
    if ["“", "《"].iter().any(|mark| object.contains(mark)) {
        return true;
    }
    words::MADE
        .iter()
        .filter_map(|end| object.strip_suffix(end))
        .any(|name| {
            let own = words::NO_NAME.out_of(name);
            own.chars().count() >= 4 && !own.contains(['、', '，'])
        })
}

fn says_the_same(deed: &Deed, short: &str) -> bool {
    deed.clauses
        .iter()
        .any(|clause| in_a_row(&clause.text, short) >= 4)
}

fn is_countable(short: &str) -> bool {
    holds(short, &words::COUNTABLE) || short.contains(|c: char| c.is_ascii_digit())
}

/// 每季度开展廉政谈话 + 9人次: how often is cut, the number put to the end.
fn with_figure(short: &str, deeds: &mut [Deed]) -> Option<String> {
    let often = begins_with(short, &words::HOW_OFTEN)?;
    let rest = &short[often.len()..];
    for deed in deeds.iter_mut().filter(|deed| deed.clauses.is_empty()) {
        let place = deed
            .figures
            .iter()
            .position(|figure: &Amount| figure.kind.is_summed() && rest.ends_with(&figure.name));
        if let Some(place) = place {
            let figure = deed.figures.remove(place);
            let told = format!("{rest}{}", figure.number());
            deed.clauses
                .insert(0, super::deed::Clause::figure(told.clone()));
            return Some(told);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_must_have_a_name() {
        for (short, making) in [
            ("建立“学习＋业务”双月研讨机制", true),
            ("建立农村饮水安全包片排查机制", true),
            ("完善制度机制", false),
            ("健全长效机制", false),
            ("健全各项工作制度", false),
            ("成立河道治理攻坚专班", true),
            ("制定《公务用车管理办法》", true),
            ("加强理论学习", false),
            ("建立健全规章制度", false),
        ] {
            assert_eq!(is_making(short), making, "{short}");
        }
    }

    #[test]
    fn short_forms_are_the_first_clause() {
        for (text, short) in [
            (
                "要不断提高政治站位。坚持把学习放在首位",
                Some("不断提高政治站位"),
            ),
            (
                "坚持河湖常态化巡查，发现一处整改一处",
                Some("河湖常态化巡查"),
            ),
            ("要转变作风", None),
            ("1.建立包联台账。2.每月调度", Some("建立包联台账")),
        ] {
            assert_eq!(short_form(text).as_deref(), short, "{text}");
        }
    }
}
