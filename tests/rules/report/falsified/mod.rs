//! Reports with one falsification each, held against the ledgers that they were made from.

mod ways;

use std::collections::BTreeMap;

use documents::document;
use model::ledger::Ledger;
use model::subject::Subject;
use model::tally::RateKind;
use model::task::Task;
use office::docx::Profile;
use papers::report::check::{self, Checked, Reason};
use papers::report::{self, Coverage, Names, Options, Phrases, Report, Style, render};

use crate::report::generator::{Chance, generated};
use ways::{DAYS, Ground, NUMBERS, STATES, TOTALS};

const LEDGERS: u64 = 180;

/// One way in so many is tried on each text.
const TURNS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Markdown,
    Docx,
}

/// The report as `check` reads it from a file.
fn lines(report: &Report, form: Form) -> Vec<String> {
    let (bytes, name) = match form {
        Form::Text => (render::text(report).into_bytes(), "稿.txt"),
        Form::Markdown => (render::markdown(report).into_bytes(), "稿.md"),
        Form::Docx => (render::docx(report, &Profile::default()), "稿.docx"),
    };
    document::paragraphs(&bytes, name).expect("what the program wrote")
}

fn options(seed: u64, style: Style) -> Options {
    Options {
        year: 2022,
        style: Some(style),
        subject: Some(match seed % 4 {
            0 => Subject::Person("赵甲".into()),
            _ => Subject::Team,
        }),
        names: [Names::None, Names::Role, Names::All][(seed % 3) as usize],
        rate: [
            None,
            Some(RateKind::Done),
            Some(RateKind::Due),
            Some(RateKind::Closed),
        ][(seed % 5 % 4) as usize],
        ..Options::default()
    }
}

/// What is found, but for the marks that the program set itself.
fn checked(ledger: &Ledger, options: &Options, lines: &[String]) -> Checked {
    let mut checked = check::text(ledger, options, lines);
    checked
        .wrong
        .retain(|finding| finding.reason != Reason::Leftovers);
    checked
}

fn each(mut see: impl FnMut(&Ledger, &Options, Ground)) {
    let phrases = Phrases::builtin();
    for seed in 1..=LEDGERS {
        let ledger = generated(seed);
        let style = [Style::Itemized, Style::Thematic, Style::Brief][(seed / 4 % 3) as usize];
        let form = [Form::Text, Form::Markdown, Form::Docx][(seed / 12 % 3) as usize];
        let options = options(seed, style);
        let Ok(report) = report::write(&ledger, &options, &phrases) else {
            continue;
        };
        let own = ledger
            .tasks
            .iter()
            .filter(|task| Some(&task.subject) == options.subject.as_ref());
        let of = |wanted: &[Coverage]| -> Vec<Task> {
            let own = own
                .clone()
                .filter(|task| wanted.contains(&report::covers(task, 2022, None)));
            own.cloned().collect()
        };
        let ground = Ground {
            text: lines(&report, form).join("\n"),
            main: of(&[Coverage::Main]),
            all: of(&[Coverage::Main, Coverage::Older]),
            today: ledger.today,
            chance: std::cell::RefCell::new(Chance::new(seed)),
        };
        see(&ledger, &options, ground);
    }
}

fn split(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// One falsification in a text: 95 in 100 are found, and what nobody touched is clean.
#[test]
fn falsified_reports_are_found_and_others_are_not_blamed() {
    let (mut texts, mut blamed) = (0_u32, 0_u32);
    let mut score: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut missed: Vec<String> = Vec::new();
    each(|ledger, options, ground| {
        let untouched = checked(ledger, options, &split(&ground.text));
        texts += 1;
        if !untouched.is_clean() {
            blamed += 1;
            missed.push(format!("blamed {untouched:?}\n{}", ground.text));
        }
        let ways = TOTALS.iter().chain(&STATES).chain(&DAYS).chain(&NUMBERS);
        for (name, way) in ways.skip(texts as usize % TURNS).step_by(TURNS) {
            let Some(falsified) = way(&ground).filter(|text| *text != ground.text) else {
                continue;
            };
            let (tried, found) = score.entry(name).or_default();
            *tried += 1;
            if checked(ledger, options, &split(&falsified)) == untouched {
                missed.push(format!("{name} missed\n{falsified}"));
            } else {
                *found += 1;
            }
        }
    });
    let missed = missed
        .iter()
        .take(12)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n\n");
    let tried: u32 = score.values().map(|(tried, _)| tried).sum();
    let found: u32 = score.values().map(|(_, found)| found).sum();
    println!("{score:?}: {found} of {tried}; {blamed} of {texts} blamed\n{missed}");
    assert!(
        blamed * 100 <= texts,
        "{blamed} of {texts} blamed\n{missed}"
    );
    assert!(
        found * 100 >= tried * 95,
        "{found} of {tried} {score:?}\n{missed}"
    );
    assert_eq!(
        score.len(),
        30,
        "a way that nothing fits tests nothing: {score:?}"
    );
    for (name, (tried, found)) in score {
        assert!(
            tried >= 5 && found * 10 >= tried * 8,
            "{name}: {found} of {tried}\n{missed}"
        );
    }
}
