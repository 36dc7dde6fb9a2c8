//! What a clerk does to the text does what he means; a line that says nothing is named.

use documents::document::editable::{self, EditFault, Section, Slip, SlipKind, differences};
use model::draft::{Cause, Dimension, Doubt, DoubtKind, Draft, Problem, SubjectKind, Unclaimed};

use super::{carried, digest, text_of};

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
    insta::assert_snapshot!(rest.trim_start(), @"
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

#[test]
fn an_editor_that_saves_in_the_national_encoding_is_understood() {
    let text = text_of(&reading());
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy && bytes.as_ref() != text.as_bytes());
    assert!(editable::is_editable(&bytes));
    assert_eq!(editable::read(&bytes).unwrap().draft, carried(&reading()));
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
            &format!("  读得少。\n{cause}\n  【责任部门】：办公室\n  [整改时限] 6月底\n> "),
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
