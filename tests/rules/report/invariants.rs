//! What must hold of every report over every ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use documents::names::Names;
use model::task::Task;
use office::docx::Profile;
use office::text::wide;
use papers::report::check::{Checked, Reason};
use papers::report::{self, Kind, Length, Options, Phrases, Report, Style, render};

use crate::report::cases::{Case, LEDGERS, each, paragraphs};
use crate::report::generator::{generated, how_many};
use crate::report::grammar;
use crate::report::sources::{self, Known};

/// Invariant 8: effects and institutions stand in every style; of notes each clause is in the text or
/// said to be left out.
#[test]
fn records_stand_whole() {
    each(|case| {
        let text = plain(&render::text(&case.report));
        let whole = case.options.chars == Some(Length::All);
        for task in case.tasks().filter(|task| task.wording.is_none()) {
            let effect = task.outcome.as_deref().map(clauses).unwrap_or_default();
            let mut effect = effect.into_iter();
            let mut stands = |clause: String| {
                let clause = plain(clause.strip_prefix("目前").unwrap_or(&clause));
                text.contains(clause.strip_prefix("形成").unwrap_or(&clause))
            };
            // Where the length is short, its core.
            let told = if whole {
                effect.all(&mut stands)
            } else {
                effect.len() == 0 || effect.any(&mut stands)
            };
            assert!(told, "{:?}\n{text}", task.outcome);
            for note in task.progress.iter().filter(|note| !note.internal) {
                for institution in &note.institutions {
                    assert!(
                        text.contains(&plain(&institution.name)),
                        "{institution:?}\n{text}"
                    );
                }
                for clause in clauses(&note.text) {
                    let told = is_told(case, task, note.entry, &clause);
                    assert!(told, "{clause}\n{text}\n{:?}", case.report.left_out);
                }
            }
        }
    });
}

/// The clauses of a record, by hand.
fn clauses(text: &str) -> Vec<String> {
    let tidied = wide::tidy(text);
    // Days are no part of what is told.
    let tidied = tidied.trim_start_matches("3月8日");
    let parts = tidied.split(['，', '。', '；', '！']).map(sources::bare);
    parts.filter(|part| !part.is_empty()).collect()
}

fn plain(text: &str) -> String {
    sources::bare(text)
}

/// Whether a clause stands in a sentence that cites its note, or is left out and said to be; a number
/// may have come into it.
fn is_told(case: &Case, task: &Task, entry: u64, clause: &str) -> bool {
    let code = task.code();
    let cites = |said: &&report::CitedText| {
        said.records
            .iter()
            .any(|record| record.task.as_ref() == Some(&code) && record.entry == Some(entry))
    };
    let said = case
        .report
        .tree
        .sentences()
        .filter(cites)
        .map(report::CitedText::text);
    let left = case.report.left_out.iter();
    let left = left
        .filter(|(task, _)| *task == code)
        .map(|(_, left)| left.text.clone());
    said.chain(left).any(|text| {
        let mut pieces = text.split(['，', '；', '。']);
        pieces.any(|piece| {
            let mut rest = piece.chars();
            let ideographs = clause.chars().filter(|c| !c.is_ascii());
            ideographs.into_iter().all(|c| rest.any(|d| d == c))
        })
    })
}

/// Nothing invented: what is neither record nor phrase is an ordinal or a date.
#[test]
fn every_chinese_character_is_a_record_or_a_phrase() {
    let mut words = Known::default();
    for word in Phrases::builtin().all_words() {
        words.add(word);
    }
    for word in report::added_words() {
        words.add(word);
    }
    each(|case| {
        let tasks: BTreeMap<String, Known> = case
            .tasks()
            .map(|task| (task.code(), sources::of_task(task)))
            .collect();
        let general = sources::general(&case.ledger, case.tasks());
        for said in case.report.tree.sentences() {
            let cited: BTreeSet<&String> = said
                .records
                .iter()
                .filter_map(|record| record.task.as_ref())
                .collect();
            let known: Vec<&Known> = cited
                .iter()
                .filter_map(|code| tasks.get(*code))
                .chain([&general, &words])
                .collect();
            let text = said.text();
            let chars: Vec<char> = text.chars().collect();
            for (at, &c) in chars.iter().enumerate() {
                let chinese = ('\u{4e00}'..='\u{9fff}').contains(&c);
                let ordinal = "一二三四五六七八九十".contains(c);
                let dated = at > 0 && chars[at - 1].is_ascii_digit();
                let date = matches!(c, '年' | '月' | '日') && dated;
                let stands = || known.iter().any(|known| known.has(&chars, at));
                assert!(!chinese || ordinal || date || stands(), "{c} in {text}");
            }
        }
    });
}

#[test]
fn every_quoted_phrase_is_in_the_ledger() {
    each(|case| {
        let known: Vec<String> = case.tasks().map(sources::all_of_task).collect();
        for said in case.report.tree.sentences() {
            let text = said.text();
            for piece in text.split('“').skip(1) {
                let quoted = plain(piece.split('”').next().unwrap_or_default());
                assert!(
                    known.iter().any(|known| known.contains(&quoted)),
                    "{quoted}\n{text}"
                );
            }
        }
    });
}

#[test]
fn paragraphs_read_as_chinese_should() {
    each(|case| {
        for paragraph in case.paragraphs() {
            let faults = grammar::faults(&paragraph);
            assert!(faults.is_empty(), "{faults:?}\n{paragraph}");
        }
    });
}

/// Invariant 2, and nothing internal in any format.
#[test]
fn the_same_bytes_twice_and_nothing_internal() {
    let phrases = Phrases::builtin();
    each(|case| {
        let ledger = &case.ledger;
        let options = Options {
            trace: true,
            annex: ledger.tasks.len().is_multiple_of(4),
            ..case.options.clone()
        };
        let formats = |report: &Report| {
            let docx = render::docx(report, &Profile::default());
            let json = render::json(report, &|_| String::new()).expect("written");
            (render::text(report), render::markdown(report), json, docx)
        };
        let again = || report::write(ledger, &options, &phrases).expect("a report");
        let (first, second) = (formats(&again()), formats(&again()));
        assert!(first == second, "two texts of one ledger");
        let mut zip = zip::ZipArchive::new(Cursor::new(&first.3)).expect("a zip");
        let mut document = String::new();
        let mut part = zip.by_name("word/document.xml").expect("the document");
        part.read_to_string(&mut document).expect("text");
        for text in [&first.0, &first.1, &first.2, &document] {
            assert!(!text.contains("密不外传"), "{text}");
        }
        let handed_up = render::text(&case.report);
        assert!(!handed_up.contains("销号") || options.rate.is_some());
    });
}

#[test]
fn traces_name_only_tasks_that_the_text_covers() {
    each(|case| {
        let codes: Vec<String> = case.tasks().map(Task::code).collect();
        for said in case.report.tree.sentences() {
            for record in &said.records {
                assert!(record.task.as_ref().is_none_or(|task| codes.contains(task)));
            }
        }
    });
}

/// What nobody edited has nothing to find; what was redacted names nobody.
#[test]
fn its_own_text_passes_the_check() {
    // Three times over for each text: one ledger in five does.
    let mut texts = (1..=5).cycle();
    each(|case| {
        let (ledger, options) = (&*case.ledger, &case.options);
        if texts.next() != Some(5) {
            return;
        }
        let text = render::text(&case.report);
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut checked = report::check::text(ledger, options, &lines);
        let marked = text.contains("〔待");
        let is_own = |reason| marked && reason == Reason::Leftovers;
        checked.wrong.retain(|finding| !is_own(finding.reason));
        assert_eq!(checked, Checked::default(), "{text}");
        // Whatever a ledger holds, it can be checked.
        let _ = report::check::ledger(ledger);
        if options.style != Some(Style::Itemized) {
            return;
        }
        let mut names = Names::default();
        names.book(&ledger.book);
        ledger.tasks.iter().for_each(|task| names.task(task));
        let options = Options {
            redact: Some(names.hidden()),
            annex: true,
            ..options.clone()
        };
        let redacted = report::write(ledger, &options, &Phrases::builtin()).expect("a report");
        for text in [
            render::text(&redacted),
            render::json(&redacted, &|_| String::new()).expect("written"),
        ] {
            assert!(!text.contains("赵甲") && !text.contains("钱乙"), "{text}");
        }
    });
}

/// Whole documents hold the same rules.
#[test]
fn documents_read_well_and_hold_nothing_internal() {
    let phrases = Phrases::builtin();
    for seed in 1..=how_many(LEDGERS / 4) {
        let ledger = generated(seed);
        for kind in [Kind::Full, Kind::Plan, Kind::Progress] {
            let options = Options {
                year: 2021,
                kind,
                annex: true,
                since: Some(crate::report::office::day("2022-06-01")),
                ..Options::default()
            };
            let Ok(report) = report::write(&ledger, &options, &phrases) else {
                continue;
            };
            for paragraph in paragraphs(&report) {
                let faults = grammar::faults(&paragraph);
                assert!(faults.is_empty(), "{kind:?} {faults:?}\n{paragraph}");
            }
            assert!(!render::text(&report).contains("密不外传"));
        }
        let numbers: Vec<u32> = ledger.tasks.iter().map(|task| task.number).collect();
        let forms = report::form(&ledger, &numbers, &phrases);
        assert!(!render::text(&forms).contains("密不外传"));
    }
}
