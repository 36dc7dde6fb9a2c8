//! A draft written as a text for the clerk and read again: the same draft, whatever its texts are; what a
//! clerk does to the text does what he means; a line that says nothing is named.

use documents::document::editable::{self, EditFault, Section, Slip, SlipKind, differences};
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
const SIGNS: [&str; 49] = [
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

fn reading() -> Draft {
    let problem = |number, title: &str, paragraph| Problem {
        number,
        dimension: Some("理论学习方面".to_owned()),
        title: title.to_owned(),
        detail: "读得少。".to_owned(),
        paragraph,
        ..Problem::default()
    };
    Draft {
        file: "材料.docx".to_owned(),
        year: Some(2021),
        subject_kind: Some(SubjectKind::Team),
        dimensions: vec![Dimension {
            order: 1,
            heading: "理论学习方面".to_owned(),
        }],
        problems: vec![problem(1, "学得不深", 5), problem(2, "用得不实", 7)],
        causes: vec![Cause {
            title: "二是担当不够".to_owned(),
            detail: String::new(),
        }],
        unclaimed: [
            (6, "（二）党性修养方面"),
            (9, "三是调研不深。去基层少，比如全年只去一次。"),
        ]
        .map(|(paragraph, text)| Unclaimed {
            paragraph,
            text: text.to_owned(),
        })
        .to_vec(),
        doubts: vec![Doubt {
            paragraph: 7,
            kind: DoubtKind::Heading,
            message: "也可能是 --> 标题".to_owned(),
        }],
        ..Draft::default()
    }
}

#[test]
fn the_text_is_what_a_clerk_reads() {
    let text = text_of(&reading());
    let (first, rest) = text.split_once('\n').unwrap();
    assert_eq!(
        first,
        format!("# 读取稿（SHA-256 {}）：材料.docx", digest())
    );
    let (advice, rest) = rest.split_once("-->\n").unwrap();
    assert_eq!(advice.lines().count(), 6);
    insta::assert_snapshot!(rest.trim_start(), @r"
    年度：2021
    对象：班子
    名称：
    题目：

    ## 会前数据

    ## 存在的问题
    ### 理论学习方面
    - 〔第5段〕学得不深
      读得少。
    > 〔第6段未归入〕（二）党性修养方面
    <!-- 第7段：也可能是 --＞ 标题 -->
    - 〔第7段〕用得不实
      读得少。

    ## 原因剖析
    - 二是担当不够

    ## 整改措施

    ## 上年度整改情况

    ## 其他内容

    ## 没有归入的文字
    > 〔第9段未归入〕三是调研不深。去基层少，比如全年只去一次。
    ");
}

/// The reading after a clerk's hand.
fn after(changes: &[(&str, &str)]) -> Result<Draft, EditFault> {
    let mut text = text_of(&reading());
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}\n{text}");
        text = text.replace(from, to);
    }
    editable::read(text.as_bytes()).map(|edited| edited.draft)
}

/// How many things a clerk changed.
fn changed(draft: &Draft) -> usize {
    differences(&carried(&reading()), draft)
}

const LAST: &str = "\n> 〔第9段未归入〕三是调研不深。去基层少，比如全年只去一次。";

#[test]
fn text_without_a_field_is_claimed() {
    let item = LAST.replace('>', "-");
    let draft = after(&[
        (LAST, ""),
        ("\n## 原因剖析", &format!("{item}\n\n## 原因剖析")),
    ])
    .unwrap();
    let claimed = &draft.problems[2];
    assert_eq!((claimed.number, claimed.paragraph), (3, 9));
    assert_eq!(claimed.title, "调研不深");
    assert_eq!(claimed.detail, "去基层少，比如全年只去一次。");
    assert_eq!(claimed.examples, ["比如全年只去一次"]);
    assert_eq!(claimed.dimension.as_deref(), Some("理论学习方面"));
    assert_eq!(draft.unclaimed.len(), 1);
    assert_eq!(changed(&draft), 2);

    let draft = after(&[("> 〔第6段未归入〕", "### 〔第6段未归入〕")]).unwrap();
    assert_eq!(draft.dimensions[1].heading, "党性修养方面");
    assert_eq!(draft.problems[1].dimension.as_deref(), Some("党性修养方面"));
    assert_eq!(draft.problems[0].dimension.as_deref(), Some("理论学习方面"));
}

#[test]
fn items_change_their_part_and_say_who_mends_them() {
    let cause = "- 二是担当不够\n";
    let draft = after(&[
        (cause, ""),
        (
            "  读得少。\n> ",
            &format!("  读得少。\n{cause}\n  〔责任部门〕办公室\n  〔整改时限〕6月底\n> "),
        ),
    ])
    .unwrap();
    assert!(draft.causes.is_empty());
    let problem = &draft.problems[1];
    assert_eq!((problem.title.as_str(), problem.paragraph), ("担当不够", 0));
    let [task] = &draft.tasks[..] else {
        panic!("{:?}", draft.tasks)
    };
    assert_eq!(task.problem, "担当不够");
    assert_eq!(task.dept.as_deref(), Some("办公室"));
    let term = task.deadline.as_ref().and_then(|deadline| deadline.term);
    assert_eq!(
        term.and_then(model::deadline::Term::date)
            .unwrap()
            .to_string(),
        "2022-06-30"
    );

    let draft = after(&[
        ("年度：2021", "年度：2022年度"),
        ("学得不深", "学得不深不透"),
    ])
    .unwrap();
    assert_eq!(draft.year, Some(2022));
    assert_eq!(changed(&draft), 2);
}

#[test]
fn a_line_that_says_nothing_is_named() {
    let slip = |from: &str, to: &str| match after(&[(from, to)]) {
        Err(EditFault::Slip(slip)) => slip,
        other => panic!("{other:?}"),
    };
    let line_of = |words: &str| {
        let text = text_of(&reading());
        text.lines().position(|line| line.contains(words)).unwrap() + 1
    };
    for (from, to, kind) in [
        ("年度：2021", "年度：去年", SlipKind::Year),
        ("对象：班子", "对象：局里", SlipKind::Kind),
        ("题目：", "页眉：", SlipKind::Field),
        ("## 存在的问题", "## 查摆的问题", SlipKind::Heading),
        ("### 理论学习方面", "#### 理论学习方面", SlipKind::Heading),
        ("## 整改措施\n", "## 整改措施\n抓学习\n", SlipKind::Loose),
        (
            "## 原因剖析\n",
            "## 原因剖析\n### 主观上\n",
            SlipKind::Subheading(Section::Causes),
        ),
        (
            "## 会前数据\n",
            "## 会前数据\n- 谈心谈话60次\n",
            SlipKind::Fact,
        ),
        ("> 〔第6段未归入〕", "> ", SlipKind::Unmarked),
        ("> 〔第9段", "- 〔第9段", SlipKind::Homeless),
        ("〔第5段〕学得不深", "〔第5段〕 ", SlipKind::NoTitle),
        (
            "- 二是担当不够\n",
            "- 二是担当不够\n〔责任人〕张某\n",
            SlipKind::Misplaced,
        ),
        ("--＞ 标题 -->", "--＞ 标题", SlipKind::Comment),
    ] {
        let found = slip(from, to);
        assert_eq!(found.kind, kind, "{from}");
        let (head, _) = from.split_once('\n').unwrap_or((from, ""));
        let below = to.matches('\n').count().saturating_sub(1);
        let line = line_of(head) + below;
        assert_eq!(found.line, line, "{from}");
    }
    let twice = "〔第5段〕学得不深\n〔责任人〕张某\n〔责任人〕李某";
    assert_eq!(slip("〔第5段〕学得不深", twice).kind, SlipKind::Twice);
    let first = text_of(&reading()).replacen("SHA-256 ", "SHA-256 0", 1);
    let fault = editable::read(first.as_bytes()).unwrap_err();
    let line = Slip {
        line: 1,
        kind: SlipKind::First,
    };
    assert_eq!(fault, EditFault::Slip(line));
    assert!(!editable::is_editable("# 读取结果".as_bytes()));
}

#[test]
fn what_was_changed_is_counted() {
    let read = carried(&reading());
    let mut edited = read.clone();
    edited.problems.swap(0, 1);
    edited.problems[0].number = 1;
    edited.problems[1].number = 2;
    assert_eq!(
        differences(&read, &edited),
        1,
        "another order is one change"
    );
    edited.problems[0].title = "另一个".to_owned();
    edited.problems.truncate(1);
    assert_eq!(
        differences(&read, &edited),
        2,
        "one reworded, one taken out"
    );
    edited.subject = Some("局党组班子".to_owned());
    assert_eq!(differences(&read, &edited), 3);
}
