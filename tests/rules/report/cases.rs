//! Ledgers made by chance and their reports in every style, written once for all rules.

use std::sync::{Arc, LazyLock};

use model::ledger::Ledger;
use model::subject::Subject;
use model::tally::RateKind;
use model::task::Task;
use papers::report::{
    self, Block, Coverage, GroupBy, Length, Names, Options, Phrases, Report, Style,
};

use crate::report::generator::{generated, how_many};

/// Ledgers, unless more are asked for.
pub(crate) const LEDGERS: u64 = 250;

/// A report, and what it was made from.
pub(crate) struct Case {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) options: Options,
    pub(crate) report: Report,
    pub(crate) covered: Vec<(Task, Coverage)>,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let hands = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let all = how_many(LEDGERS);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..hands)
            .map(|hand| scope.spawn(move || written((1 + hand..=all).step_by(hands as usize))))
            .collect();
        let cases = parts
            .into_iter()
            .map(|part| part.join().expect("the cases of a hand"));
        cases.flatten().collect()
    })
});

/// Holds every report against a rule.
pub(crate) fn each(check: impl FnMut(&Case)) {
    CASES.iter().for_each(check);
}

fn written(seeds: impl Iterator<Item = u64>) -> Vec<Case> {
    let phrases = Phrases::builtin();
    let mut cases = Vec::new();
    for seed in seeds {
        let ledger = Arc::new(generated(seed));
        let subject = match seed % 4 {
            0 => Subject::Person("赵甲".into()),
            _ => Subject::Team,
        };
        let covered = covered(&ledger, &subject);
        for style in [Style::Itemized, Style::Thematic, Style::Brief] {
            let options = options(seed, style, &subject);
            match report::write(&ledger, &options, &phrases) {
                Ok(report) => cases.push(Case {
                    ledger: Arc::clone(&ledger),
                    options,
                    report,
                    covered: covered.clone(),
                }),
                Err(_) => assert!(covered.is_empty(), "{seed}"),
            }
        }
    }
    cases
}

fn options(seed: u64, style: Style, subject: &Subject) -> Options {
    Options {
        year: 2022,
        style: Some(style),
        subject: Some(subject.clone()),
        names: [Names::None, Names::Role, Names::Lead, Names::All][(seed % 7 % 4) as usize],
        rate: [None, Some(RateKind::Done), Some(RateKind::Due)][(seed % 3) as usize],
        group: if seed.is_multiple_of(5) {
            GroupBy::Theme
        } else {
            GroupBy::Dimension
        },
        chars: match seed % 6 {
            0 => Some(Length::About(200)),
            1 | 2 => None,
            _ => Some(Length::All),
        },
        ..Options::default()
    }
}

fn covered(ledger: &Ledger, subject: &Subject) -> Vec<(Task, Coverage)> {
    let tasks = ledger.tasks.iter().filter(|task| task.subject == *subject);
    tasks
        .map(|task| (task.clone(), report::covers(task, 2022, None)))
        .filter(|(_, coverage)| *coverage != Coverage::No)
        .collect()
}

impl Case {
    pub(crate) fn of(&self, wanted: Coverage) -> Vec<&Task> {
        let own = self
            .covered
            .iter()
            .filter(|(_, coverage)| *coverage == wanted);
        own.map(|(task, _)| task).collect()
    }

    pub(crate) fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.covered.iter().map(|(task, _)| task)
    }

    pub(crate) fn paragraphs(&self) -> Vec<String> {
        paragraphs(&self.report)
    }
}

pub(crate) fn paragraphs(report: &Report) -> Vec<String> {
    let paragraphs = report.tree.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => {
            let lead = paragraph.lead.iter().map(|(_, said)| said.text());
            let said = paragraph.sentences.iter().map(report::CitedText::text);
            Some(lead.chain(said).collect())
        }
        _ => None,
    });
    paragraphs.collect()
}
