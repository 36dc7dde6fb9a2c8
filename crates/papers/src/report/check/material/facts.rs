//! 见人见事: a problem names who, when, where or what; without, it could be anybody's.

use super::text::{has, short, whole, without};
use super::words::{ABSTRACT, CLASSIFIERS, PARTICLES, PEOPLE, SCENES, SLOGANS, TIMES, VAGUE_ONE};
use super::{Grade, Material, Remark, Rule};
use office::text::numeral;

/// So many characters beyond what any material says are somebody's own story,
const OWN: usize = 14;
/// where they are this share of the text, in percent.
const SHARE: usize = 30;

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let problems = &material.draft.problems;
    let bare: Vec<_> = problems
        .iter()
        .filter(|problem| problem.examples.is_empty() && !tells(&whole(problem)))
        .collect();
    // Where most are bare the whole material comes back, not one item of it.
    let grade = if bare.len() * 2 > problems.len() {
        Grade::SentBack
    } else {
        Grade::Reminder
    };
    let remarks = bare.into_iter().map(|problem| Remark {
        rule: Rule::Facts,
        grade,
        paragraph: Some(problem.paragraph),
        message: format!("“{}”只有概括，没有具体的人和事", short(&problem.title)),
        advice: "写出哪件事、什么时候、谁、造成什么结果",
    });
    remarks.collect()
}

/// Whether a text tells of something that happened.
fn tells(text: &str) -> bool {
    let text = without(text, SLOGANS);
    let named = [TIMES, PEOPLE, SCENES]
        .iter()
        .any(|words| has(&text, words));
    named || text.contains('《') || counts(&text) || has_story(&text)
}

/// A number with what it counts.
fn counts(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let counted = chars.windows(2).enumerate().any(|(at, pair)| {
        let number = numeral::is_counting(pair[0]) && CLASSIFIERS.contains(pair[1]);
        let rest: String = chars[at..].iter().take(3).collect();
        let ordinal = at > 0 && chars[at - 1] == '第';
        number && !ordinal && !VAGUE_ONE.iter().any(|vague| rest.starts_with(vague))
    });
    counted || chars.iter().any(char::is_ascii_digit)
}

/// What is left when the words of the genre are taken out.
fn has_story(text: &str) -> bool {
    let han = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let own = without(&without(text, ABSTRACT), PARTICLES);
    let (own, all) = (han(&own), han(text));
    own >= OWN && own * 100 >= all * SHARE
}
