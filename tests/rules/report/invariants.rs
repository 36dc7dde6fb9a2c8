//! What must hold of every report over every ledger.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use documents::report::check::{Checked, Reason};
use documents::report::{
    self, Block, Coverage, GroupBy, Kind, Length, Names, Options, Phrases, Report, Style, render,
};
use model::ledger::Ledger;
use model::subject::Subject;
use model::tally::RateKind;
use model::task::{ProgressClass, Task};
use office::docx::Profile;
use office::text::sentence;

use crate::report::generator::generated;
use crate::report::grammar;
use crate::report::sources::{recorded, sources};

const LEDGERS: u64 = 1_000;

fn covered(ledger: &Ledger, subject: &Subject) -> Vec<(Task, Coverage)> {
    let tasks = ledger.tasks.iter().filter(|task| task.subject == *subject);
    tasks
        .map(|task| (task.clone(), report::covers(task, 2022, None)))
        .filter(|(_, coverage)| *coverage != Coverage::No)
        .collect()
}

fn each(mut check: impl FnMut(&Ledger, &Options, &Report, &[(Task, Coverage)])) {
    let phrases = Phrases::builtin();
    for seed in 1..=LEDGERS {
        let ledger = generated(seed);
        let subject = match seed % 4 {
            0 => Subject::Person("赵甲".into()),
            _ => Subject::Team,
        };
        let covered = covered(&ledger, &subject);
        for style in [Style::Itemized, Style::Thematic, Style::Brief] {
            let options = Options {
                year: 2022,
                style: Some(style),
                subject: Some(subject.clone()),
                names: [Names::None, Names::Role, Names::Lead, Names::All][(seed % 7 % 4) as usize],
                rate: [None, Some(RateKind::Done), Some(RateKind::Due)][(seed % 3) as usize],
                group: if seed % 5 == 0 {
                    GroupBy::Theme
                } else {
                    GroupBy::Dimension
                },
                chars: (seed % 6 == 0).then_some(Length::About(200)),
                ..Options::default()
            };
            match report::write(&ledger, &options, &phrases) {
                Ok(report) => check(&ledger, &options, &report, &covered),
                Err(_) => assert!(covered.is_empty(), "{seed}"),
            }
        }
    }
}

fn paragraphs(report: &Report) -> Vec<String> {
    let paragraphs = report.tree.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => {
            let lead = paragraph.lead.iter().map(|(_, said)| said.text());
            Some(
                lead.chain(paragraph.sentences.iter().map(report::CitedText::text))
                    .collect(),
            )
        }
        _ => None,
    });
    paragraphs.collect()
}

/// Invariant 8: every covered task stands there once, and in items its numbers run through.
#[test]
fn every_task_is_told_once() {
    each(|_, options, report, covered| {
        let text = render::text(report);
        for (task, _) in covered {
            let title = sentence::quoted(&recorded(&task.problem));
            let times = text.matches(&title).count();
            assert_eq!(times, 1, "{title}\n{text}");
        }
        let places: Vec<usize> = report.facts[0]
            .items
            .iter()
            .filter_map(|item| text.find(&sentence::quoted(&recorded(&item.problem))))
            .collect();
        assert_eq!(places.len(), covered.len());
        assert!(places.is_sorted(), "out of order\n{text}");
        if options.style == Some(Style::Itemized) {
            let starts = |number: usize| {
                let start = format!("{number}.");
                paragraphs(report)
                    .iter()
                    .filter(|line| line.starts_with(&start))
                    .count()
            };
            for number in 1..=covered.len() {
                assert_eq!(starts(number), 1, "{number}\n{text}");
            }
            assert_eq!(starts(covered.len() + 1), 0);
        }
    });
}

/// Invariant 8: recorded text whole.
#[test]
fn records_stand_whole() {
    each(|_, options, report, covered| {
        if options.style != Some(Style::Itemized) || options.chars.is_some() {
            return;
        }
        let text = render::text(report);
        for (task, _) in covered.iter().filter(|(task, _)| task.wording.is_none()) {
            let notes = task.progress.iter().filter(|note| !note.internal);
            let mut records: Vec<&str> = notes.map(|note| note.text.as_str()).collect();
            records.extend(task.measures.iter().map(|measure| measure.text.as_str()));
            records.extend(task.outcome.as_deref());
            if task.status.kind().is_open() {
                records.extend(task.reason.as_deref());
                records.extend(task.next_step.as_deref());
            }
            for record in records {
                assert!(text.contains(&recorded(record)), "{record}\n{text}");
            }
        }
    });
}

/// Invariant 1: every count of the opening against a count by hand.
#[test]
fn numbers_are_a_recount() {
    each(|_, options, report, covered| {
        let text = render::text(report);
        let main: Vec<&Task> = of(covered, Coverage::Main);
        let older: Vec<&Task> = of(covered, Coverage::Older);
        if !main.is_empty() {
            assert!(
                text.contains(&format!("查摆问题{}个", main.len())),
                "{text}"
            );
            let mut measures: Vec<String> = main
                .iter()
                .flat_map(|task| &task.measures)
                .map(|measure| measure.text.trim_end_matches('。').to_owned())
                .collect();
            measures.sort();
            measures.dedup();
            let measures = measures.len();
            let said = format!("制定整改措施{measures}条");
            assert_eq!(text.contains(&said), measures > 0, "{said}\n{text}");
        }
        for (tasks, opening) in [
            (&main, "截至2022年12月20日，"),
            (&older, "以前年度遗留问题"),
        ] {
            if tasks.is_empty() {
                continue;
            }
            let line = text
                .split('。')
                .find(|sentence| sentence.contains(opening) && sentence.contains('个'))
                .unwrap_or_else(|| panic!("{opening}\n{text}"));
            let counts = line.rsplit_once(opening).expect("the opening").1;
            let said = numbers_before(counts, '个');
            let skip = usize::from(opening.starts_with("以前"));
            let sum: usize = said.iter().skip(skip).sum();
            assert_eq!(sum, tasks.len(), "{line}");
            let finished = tasks
                .iter()
                .filter(|task| task.standing() == Some(ProgressClass::Finished))
                .count();
            let words = format!("已完成整改{finished}个");
            assert_eq!(line.contains(&words), finished > 0, "{line}");
        }
        let in_opening = options.style != Some(Style::Brief)
            && options.subject == Some(Subject::Team)
            && !main.is_empty();
        if in_opening {
            for (figure, sum) in recounted(&main) {
                assert!(
                    text.contains(&figure.replace("{}", &sum)),
                    "{figure} {sum}\n{text}"
                );
            }
        }
        assert!(!text.contains("100%") || main.iter().all(|task| task.status.closure().is_some()));
    });
}

fn of(covered: &[(Task, Coverage)], wanted: Coverage) -> Vec<&Task> {
    let own = covered.iter().filter(|(_, coverage)| *coverage == wanted);
    own.map(|(task, _)| task).collect()
}

fn numbers_before(text: &str, mark: char) -> Vec<usize> {
    let pieces = text.split(mark).map(|piece| {
        let digits: String = piece
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.chars().rev().collect::<String>()
    });
    pieces.filter_map(|digits| digits.parse().ok()).collect()
}

/// Sums in tenths, by hand.
fn recounted(tasks: &[&Task]) -> BTreeMap<String, String> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let notes = tasks.iter().flat_map(|task| &task.progress);
    for figure in notes
        .filter(|note| !note.internal)
        .flat_map(|note| &note.figures)
    {
        let value: f64 = figure.value.to_string().parse().expect("a number");
        let key = format!("{}{{}}{}", figure.name, figure.unit);
        *sums.entry(key).or_default() += (value * 10.0).round() as i64;
    }
    let written = sums.into_iter().map(|(key, tenths)| {
        let whole = tenths / 10;
        let written = if tenths % 10 == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{}", tenths % 10)
        };
        (key, written)
    });
    written.collect()
}

/// Nothing invented: what is neither record nor phrase is an ordinal or a date.
#[test]
fn every_chinese_character_is_a_record_or_a_phrase() {
    let phrases = Phrases::builtin();
    let words: Vec<String> = phrases.all_words().into_iter().map(str::to_owned).collect();
    each(|ledger, _, report, _| {
        let mut known = sources(ledger);
        known.extend(words.iter().cloned());
        for said in report.tree.sentences() {
            let text = said.text();
            let mut covered = vec![false; text.len()];
            for known in &known {
                for (at, _) in text.match_indices(known.as_str()) {
                    covered[at..at + known.len()].fill(true);
                }
            }
            for (at, c) in text.char_indices() {
                let chinese = ('\u{4e00}'..='\u{9fff}').contains(&c);
                let ordinal = "一二三四五六七八九十".contains(c);
                let date = matches!(c, '年' | '月' | '日')
                    && text[..at].ends_with(|c: char| c.is_ascii_digit());
                assert!(!chinese || covered[at] || ordinal || date, "{c} in {text}");
            }
        }
    });
}

#[test]
fn every_quoted_phrase_is_in_the_ledger() {
    let plain = |text: &str| -> String {
        let marks = ['“', '”', '‘', '’', '"'];
        text.chars()
            .map(|c| if marks.contains(&c) { '"' } else { c })
            .collect()
    };
    each(|ledger, _, report, _| {
        let sources: Vec<String> = sources(ledger).iter().map(|text| plain(text)).collect();
        for said in report.tree.sentences() {
            let text = said.text();
            for piece in text.split('“').skip(1) {
                let quoted = plain(piece.split('”').next().unwrap_or_default());
                assert!(
                    sources.iter().any(|source| source.contains(&quoted)),
                    "{quoted}\n{text}"
                );
            }
        }
    });
}

#[test]
fn paragraphs_read_as_chinese_should() {
    each(|_, _, report, _| {
        for paragraph in paragraphs(report) {
            let faults = grammar::faults(&paragraph);
            assert!(faults.is_empty(), "{faults:?}\n{paragraph}");
        }
    });
}

/// Invariant 2, and nothing internal in any format.
#[test]
fn the_same_bytes_twice_and_nothing_internal() {
    let phrases = Phrases::builtin();
    each(|ledger, options, report, _| {
        let options = Options {
            trace: true,
            annex: ledger.tasks.len().is_multiple_of(4),
            ..options.clone()
        };
        let formats = |report: &Report| {
            let docx = render::docx(report, &Profile::default());
            let json = render::json(report, &|_| String::new()).to_string();
            (render::text(report), render::markdown(report), json, docx)
        };
        let again = || report::write(ledger, &options, &phrases).expect("a report");
        let (first, second) = (formats(&again()), formats(&again()));
        assert!(first == second);
        let mut zip = zip::ZipArchive::new(Cursor::new(&first.3)).expect("a zip");
        let mut document = String::new();
        let mut part = zip.by_name("word/document.xml").expect("the document");
        part.read_to_string(&mut document).expect("text");
        for text in [&first.0, &first.1, &first.2, &document] {
            assert!(!text.contains("密不外传"), "{text}");
        }
        assert!(!render::text(report).contains("销号") || options.rate.is_some());
    });
}

#[test]
fn traces_name_only_tasks_that_the_text_covers() {
    each(|_, _, report, covered| {
        let codes: Vec<String> = covered.iter().map(|(task, _)| task.code()).collect();
        for said in report.tree.sentences() {
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
    each(|ledger, options, report, _| {
        if texts.next() != Some(5) {
            return;
        }
        let text = render::text(report);
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
        let options = Options {
            redact: true,
            annex: true,
            ..options.clone()
        };
        let redacted = report::write(ledger, &options, &Phrases::builtin()).expect("a report");
        for text in [
            render::text(&redacted),
            render::json(&redacted, &|_| String::new()).to_string(),
        ] {
            assert!(!text.contains("赵甲") && !text.contains("钱乙"), "{text}");
        }
    });
}

/// Whole documents hold the same rules.
#[test]
fn documents_read_well_and_hold_nothing_internal() {
    let phrases = Phrases::builtin();
    for seed in 1..=LEDGERS / 4 {
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
