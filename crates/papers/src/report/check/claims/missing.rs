//! What a text leaves out that the report would have said of a problem: that it is late, was put
//! off and why, has not begun, came back.

use std::collections::{HashMap, HashSet};

use crate::report::check::claims::held::Held;
use crate::report::check::claims::known::Known;
use crate::report::check::claims::place::{Owner, Sentence};
use crate::report::check::claims::plain::plain;
use crate::report::check::claims::words::State;
use crate::report::check::claims::{Text, states};
use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use crate::report::options::{Options, Style};
use crate::report::phrases::Phrases;
use crate::report::{self, render};
use model::ledger::Ledger;
use office::text::sentence;

/// What must be said of each problem, by section and place.
type CitedText = HashSet<((usize, usize), State)>;

/// The report is written anew in the style that is most like the text: what it discloses, the text
/// must too, in whatever words.
pub(super) fn left_out(ledger: &Ledger, options: &Options, text: &Text<'_>) -> Vec<Finding> {
    let own = disclosed(text);
    let words: HashSet<&str> = text
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect();
    let styles = [Style::Itemized, Style::Thematic, Style::Brief];
    let phrases = Phrases::builtin();
    let mut best: Option<(usize, CitedText)> = None;
    for style in styles {
        let mut said = CitedText::new();
        let (mut alike, mut all) = (0, 0);
        for section in text.told() {
            let options = Options {
                style: Some(style),
                subject: Some(text.sections[section].subject.clone()),
                ..options.clone()
            };
            let Ok(report) = report::write(ledger, &options, &phrases) else {
                continue;
            };
            let lines: Vec<String> = render::text(&report).lines().map(str::to_owned).collect();
            let written = Text::of(text.sections, &lines);
            let sentences = written.sentences.iter();
            alike += sentences
                .filter(|sentence| words.contains(sentence.text.as_str()))
                .count();
            all += written.sentences.len();
            said.extend(disclosed(&written));
        }
        if best.as_ref().is_none_or(|(most, _)| alike > *most) {
            best = Some((alike, said));
        }
        // Most of it word for word: it was written so.
        if alike * 10 > all * 7 {
            break;
        }
    }
    let said = best.map(|(_, said)| said).unwrap_or_default();
    let named = own_places(text);
    let mut lacking: Vec<((usize, usize), State)> = said
        .difference(&own)
        .filter(|(place, _)| named.contains(place))
        .copied()
        .collect();
    lacking.sort_by_key(|(place, state)| (*place, *state as u8));
    let findings = lacking.into_iter().map(|((section, place), state)| {
        let task = text.items[section][place].task;
        let title = sentence::one_line(&task.problem);
        let message = format!("“{title}”没有写明{}", state.word());
        Finding::of(Reason::States, task, message, Fix::Show(task.code()))
    });
    findings.chain(unexplained(text)).collect()
}

fn own_places(text: &Text<'_>) -> HashSet<(usize, usize)> {
    let mut named = HashSet::new();
    for sentence in &text.sentences {
        if let Owner::Items(section, places) = &sentence.owner {
            named.extend(places.iter().map(|place| (*section, *place)));
        }
    }
    named
}

/// The states that the text tells of each problem.
fn disclosed(text: &Text<'_>) -> CitedText {
    let mut said = CitedText::new();
    for sentence in &text.sentences {
        let Owner::Items(section, places) = &sentence.owner else {
            continue;
        };
        for state in states_told(std::slice::from_ref(sentence)) {
            said.extend(places.iter().map(|place| ((*section, *place), state)));
        }
    }
    said
}

/// The states that sentences tell and that must not be left out.
pub(super) fn states_told(sentences: &[Sentence<'_>]) -> HashSet<State> {
    let nothing = Known::default();
    let mut said = HashSet::new();
    for sentence in sentences {
        let held = Held::of(sentence, &nothing);
        let claimed = held
            .clauses
            .iter()
            .flat_map(|clause| states::claimed(&held, clause));
        let told = claimed.filter(|claim| claim.state.must_stand() && !claim.denied);
        said.extend(told.map(|claim| claim.state));
    }
    said
}

/// Extensions that the text tells without the reason that was recorded.
fn unexplained(text: &Text<'_>) -> Vec<Finding> {
    let mut told: HashMap<(usize, usize), (String, bool)> = HashMap::new();
    let nothing = Known::default();
    for sentence in &text.sentences {
        let Owner::Items(section, places) = &sentence.owner else {
            continue;
        };
        let extended = is_extension(sentence, &nothing);
        for place in places {
            let (words, known) = told.entry((*section, *place)).or_default();
            words.push_str(&sentence.text);
            *known |= extended;
        }
    }
    let mut findings = Vec::new();
    for ((section, place), (words, extended)) in told {
        let task = text.items[section][place].task;
        let Some(last) = task.extensions.last().filter(|_| extended) else {
            continue;
        };
        let reason = plain(sentence::open_end(&sentence::one_line(&last.reason)));
        let worded = task.wording.is_some();
        if !worded && !reason.is_empty() && !words.contains(&reason) {
            let title = sentence::one_line(&task.problem);
            let message = format!("“{title}”写了延期，没有写原因：{}", last.reason);
            findings.push(Finding::of(
                Reason::States,
                task,
                message,
                Fix::Show(task.code()),
            ));
        }
    }
    findings.sort_by(|a, b| a.tasks.cmp(&b.tasks));
    findings
}

fn is_extension(sentence: &Sentence<'_>, nothing: &Known) -> bool {
    let held = Held::of(sentence, nothing);
    let mut clauses = held.clauses.iter();
    clauses.any(|clause| {
        let claimed = states::claimed(&held, clause);
        claimed
            .iter()
            .any(|claim| claim.state == State::Extended && !claim.denied)
    })
}
