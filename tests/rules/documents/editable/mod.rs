//! A draft written as a text for the clerk and read again: the same draft, whatever its texts are.

mod hand;

use documents::document::editable::{self, EditFault, differences};
use documents::document::{self, written};
use model::deadline::{Anchor, Deadline};
use model::digest::Digest;
use model::draft::{
    Cause, Dimension, Doubt, DoubtKind, Draft, DraftTask, Fact, LastYearItem, Problem,
    ProposedMeasure, Statement, SubjectKind, Unclaimed,
};
use office::text::sentence;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::compose::{Dice, compose};
use super::golden::fixtures;
use super::mutated::mutate;
use crate::mutation::rounds;

fn digest() -> Digest {
    Digest::of("材料".as_bytes())
}

fn text_of(draft: &Draft) -> String {
    editable::write(draft, &digest(), "改完导入。")
}

fn again(draft: &Draft) -> Draft {
    let text = text_of(draft);
    let edited = editable::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    assert_eq!(edited.sha256, digest());
    edited.draft
}

/// What a text carries of a draft: all but its doubts; a text that says nothing is none.
fn carried(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.doubts.clear();
    draft.unclaimed.sort_by_key(|unclaimed| unclaimed.paragraph);
    draft
}

const WORDS: [&str; 8] = ["学习", "调研", "不够深入", "一二三", "，", "。", "：", "；"];
const SIGNS: [&str; 53] = [
    "#",
    "## ",
    "### 方面",
    "- ",
    "-",
    "－",
    "* ",
    "+",
    "•",
    "> ",
    "＞",
    "\n",
    "\n\n",
    "\r",
    "\t",
    " ",
    "\u{3000}",
    "\\",
    "\\\\",
    "\\u{41}",
    "\\n",
    "|",
    "｜",
    "〔",
    "〔第3段〕",
    "〔第3段未归入〕",
    "〔措施〕",
    "〔责任人〕",
    "〔责任分工〕",
    "【措施】",
    "[责任人]",
    "[第4段]",
    ":",
    "<!--",
    "-->",
    "（续）",
    "（不分方面）",
    "（不分组）",
    "年度：",
    "---",
    "***",
    "1.",
    "（一）",
    "{}",
    "比如，",
    "\u{0}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "😀",
    "）：",
];

/// Texts with everything in them that the written form uses itself.
fn odd() -> impl Strategy<Value = String> {
    let plain = || vec(select(&WORDS[..]), 1..4).prop_map(|parts| parts.concat());
    let part = prop_oneof![2 => plain(), 1 => select(&SIGNS[..]).prop_map(str::to_owned)];
    vec(part, 0..5).prop_map(|parts| parts.concat())
}

/// The same with something in it.
fn said() -> impl Strategy<Value = String> {
    odd().prop_filter("says something", |text| !text.is_empty())
}

/// A problem's title is no blank.
fn title() -> impl Strategy<Value = String> {
    (select(&WORDS[..4]), odd(), any::<bool>()).prop_map(|(word, odd, first)| {
        if first {
            format!("{word}{odd}")
        } else {
            odd + word
        }
    })
}

fn problem() -> impl Strategy<Value = Problem> {
    let heading = proptest::option::of(prop_oneof![odd(), Just("学习方面".to_owned())]);
    (heading, title(), odd(), 0..40_u32).prop_map(|(dimension, title, detail, paragraph)| Problem {
        number: 0,
        examples: sentence::examples(&format!("{title}。{detail}")),
        dimension,
        title,
        detail,
        paragraph,
    })
}

/// A task of that title.
fn task(title: impl Strategy<Value = String>) -> impl Strategy<Value = DraftTask> {
    let text = || proptest::option::of(said());
    (title, vec(said(), 0..3), text(), text(), text(), text()).prop_map(
        |(problem, measures, lead, dept, owner, phrase)| DraftTask {
            problem,
            measures,
            lead,
            dept,
            owner,
            deadline: phrase.map(|phrase| Deadline { phrase, term: None }),
        },
    )
}

fn draft() -> impl Strategy<Value = Draft> {
    let whole = (
        said(),
        proptest::option::of(1990..2100_i32),
        proptest::option::of(said()),
        proptest::sample::select(vec![
            None,
            Some(SubjectKind::Team),
            Some(SubjectKind::Person),
        ]),
        proptest::option::of(said()),
    );
    let lists = (
        vec((odd(), odd(), odd()), 0..3),
        vec(prop_oneof![odd(), Just("学习方面".to_owned())], 0..4),
        vec(problem(), 0..5),
        vec((odd(), odd()), 0..3),
        vec((proptest::option::of(odd()), odd(), odd()), 0..4),
        vec((odd(), odd()), 0..2),
        vec((odd(), odd()), 0..2),
        vec((0..50_u32, odd()), 0..5),
    );
    let tasks = vec(
        (any::<prop::sample::Index>(), task(title()), any::<bool>()),
        0..4,
    );
    let doubts = vec((0..50_u32, odd()), 0..3);
    (whole, lists, tasks, doubts).prop_map(|(whole, lists, tasks, doubts)| {
        let (file, year, subject, subject_kind, title) = whole;
        let (facts, headings, problems, causes, measures, last_year, statements, unclaimed) = lists;
        let mut draft = Draft {
            file,
            year,
            subject,
            subject_kind,
            title,
            problems,
            ..Draft::default()
        };
        for (number, problem) in (1..).zip(&mut draft.problems) {
            problem.number = number;
        }
        let fact = |(name, value, unit)| Fact { name, value, unit };
        draft.facts = facts.into_iter().map(fact).collect();
        let dimension = |(order, heading)| Dimension { order, heading };
        draft.dimensions = (1..).zip(headings).map(dimension).collect();
        let cause = |(title, detail)| Cause { title, detail };
        draft.causes = causes.into_iter().map(cause).collect();
        let measure = |(group, title, detail)| ProposedMeasure {
            group,
            title,
            detail,
        };
        draft.measures = measures.into_iter().map(measure).collect();
        let item = |(heading, text)| LastYearItem { heading, text };
        draft.last_year = last_year.into_iter().map(item).collect();
        let statement = |(title, text)| Statement { title, text };
        draft.statements = statements.into_iter().map(statement).collect();
        let unclaim = |(paragraph, text)| Unclaimed { paragraph, text };
        draft.unclaimed = unclaimed.into_iter().map(unclaim).collect();
        for (of, mut task, follows) in tasks {
            if follows && !draft.problems.is_empty() {
                task.problem.clone_from(&of.get(&draft.problems).title);
            }
            let anchor = draft.year.map(Anchor::of);
            let kept = |deadline: Deadline| Deadline::keep(&deadline.phrase, anchor);
            let deadline = task.deadline.take().map(kept);
            task.deadline = deadline.filter(|deadline| !deadline.phrase.is_empty());
            draft.tasks.push(task);
        }
        let doubt = |(paragraph, message)| Doubt {
            paragraph,
            kind: DoubtKind::Heading,
            message,
        };
        draft.doubts = doubts.into_iter().map(doubt).collect();
        draft
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(draft in draft()) {
        let read = again(&draft);
        prop_assert_eq!(&read, &carried(&draft), "{}", text_of(&draft));
        prop_assert_eq!(differences(&carried(&draft), &read), 0);
    }

    /// As an editor of another system saves it, and with blank lines and indents of a person's own.
    #[test]
    fn how_it_is_saved_does_not_matter(draft in draft(), how in 0..4_u8) {
        let text = text_of(&draft);
        let bytes = match how {
            0 => format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
            1 => text.replace('\n', "\n\n").replace("\n  ", "\n\u{3000}\u{3000}").into_bytes(),
            2 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            _ => text.lines().map(|line| format!("  {line}  \n")).collect::<String>().into_bytes(),
        };
        prop_assert!(editable::is_editable(&bytes));
        prop_assert_eq!(editable::read(&bytes).unwrap().draft, carried(&draft));
    }
}

/// Drafts of real layouts, whose deadlines and examples the readers of documents and registers found.
#[test]
fn drafts_of_documents_are_read_again() {
    let mut seen = 0;
    for path in fixtures() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let draft = document::read(&std::fs::read(&path).unwrap(), &name).unwrap();
        assert_eq!(again(&draft), carried(&draft), "{name}");
        seen += draft.problems.len();
    }
    for seed in 1..=200 {
        let draft = document::read(&compose(seed).bytes, "a.txt").unwrap();
        assert_eq!(again(&draft), carried(&draft), "{seed}");
        seen += draft.problems.len();
    }
    assert!(seen > 1000, "{seen}");
}

/// Whatever a text became, it is refused by a line or says a draft that is written and read again.
#[test]
fn edited() {
    let make = |seed, _: &crate::mutation::Corpus| {
        let mut draft = document::read(&compose(seed).bytes, "a.txt").unwrap();
        draft.unclaimed = vec![Unclaimed {
            paragraph: 2,
            text: "二是调研不够。去得少。".to_owned(),
        }];
        mutate(&text_of(&draft), &mut Dice::new(seed)).into_bytes()
    };
    let mut read = 0;
    rounds("markdown", 300, make, |bytes| match editable::read(bytes) {
        Ok(edited) => {
            assert_eq!(again(&edited.draft), edited.draft);
            let json = written::to_json(&edited.draft);
            assert_eq!(written::from_json(&json), Some(edited.draft));
            read += 1;
        }
        Err(EditFault::Slip(slip)) => {
            assert!((1..=bytes.len()).contains(&slip.line), "{slip}");
        }
        Err(EditFault::Unreadable(_)) => {}
    });
    assert!(read > 20, "{read}");
}
