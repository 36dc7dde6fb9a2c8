//! A text is as long as is asked for, as far as the records allow (rule 12).

use model::ledger::Ledger;
use papers::report::{self, Length, Options, Phrases, Report, Style, Untold};

use crate::report::generator::sized;

fn written(ledger: &Ledger, style: Style, chars: Length) -> Report {
    let options = Options {
        year: 2022,
        style: Some(style),
        chars: Some(chars),
        ..Options::default()
    };
    report::write(ledger, &options, &Phrases::builtin()).expect("a report")
}

fn chosen_away(report: &Report) -> usize {
    let left = report.left_out.iter();
    left.filter(|(_, left)| left.why == Untold::Length).count()
}

#[test]
fn a_text_comes_within_a_tenth_where_the_records_allow() {
    let (mut met, mut shortened) = (0, 0);
    for seed in 1..=12 {
        let ledger = sized(seed, 60);
        for style in [Style::Itemized, Style::Thematic, Style::Brief] {
            let all = written(&ledger, style, Length::All);
            assert_eq!(chosen_away(&all), 0);
            let least = written(&ledger, style, Length::About(1));
            for percent in [20, 45, 60, 75, 90, 120] {
                let wanted = all.characters * percent / 100;
                let report = written(&ledger, style, Length::About(wanted));
                let said = report.characters;
                shortened += usize::from(chosen_away(&report) > 0);
                if said * 10 > wanted * 11 {
                    // What is never left out is longer than that.
                    assert_eq!(said, least.characters, "{seed} {style:?} {wanted}");
                } else if said * 10 < wanted * 9 {
                    let more = said == all.characters || said == least.characters;
                    assert!(
                        more,
                        "{seed} {style:?} {wanted}: {said} of {}",
                        all.characters
                    );
                } else {
                    met += 1;
                }
            }
        }
    }
    assert!(
        met > 50 && shortened > 50,
        "{met} met, {shortened} shortened"
    );
}

#[test]
fn a_style_has_its_own_length() {
    let ledger = sized(3, 60);
    let options = |style| Options {
        year: 2022,
        style: Some(style),
        ..Options::default()
    };
    for (style, a_problem) in [
        (Style::Itemized, 170),
        (Style::Thematic, 170),
        (Style::Brief, 70),
    ] {
        let own = report::write(&ledger, &options(style), &Phrases::builtin()).expect("a report");
        let asked = own.facts[0].items.len() * a_problem;
        let same = written(&ledger, style, Length::About(asked));
        assert_eq!(own.tree, same.tree, "{style:?}");
    }
}
