//! What stands around the items of a material: who it is of, which year, how it closes, what a table is under.

use documents::document::read;
use model::draft::{Draft, SubjectKind};

fn draft(text: &str) -> Draft {
    read(text.as_bytes(), "稿.md").unwrap()
}

const ITEMS: &str = "一、存在的主要问题\n（一）带头守住纪律底线方面\n1.请示报告不及时。3月有1件事后才报。\n\
    （二）带头担当作为方面\n1.督办不紧。渠道清淤拖了2个月。\n二、原因剖析\n1.规矩意识不强。\n\
    三、整改措施\n1.每月核对请示报告事项1次。\n2.每季度督办清淤1次。\n";

#[test]
fn a_closing_is_no_part_of_the_last_measure() {
    let title = "某局领导班子2022年度民主生活会对照检查材料\n";
    for closing in [
        "以上报告，请予批评指正。",
        "不妥之处，敬请批评指正。",
        "特此报告。",
        "请组织审查。",
    ] {
        for text in [
            format!("{title}{ITEMS}{closing}\n"),
            format!("{title}{}{closing}\n", ITEMS.trim_end()),
        ] {
            let draft = draft(&text);
            assert_eq!(draft.measures.len(), 2, "{text}");
            let said = format!("{:?}{:?}", draft.measures, draft.problems);
            let ask = closing.trim_end_matches('。');
            assert!(!said.contains(ask), "{said}");
        }
    }
}

#[test]
fn who_speaks_is_named_by_a_label_or_behind_a_post() {
    for line in [
        "述责人：赵启明",
        "姓名：赵启明",
        "汇报人: 赵 启 明",
        "江东能源发展集团有限公司党委副书记、总经理  赵启明",
    ] {
        let draft = draft(&format!("个人对照检查材料\n\n{line}\n\n{ITEMS}"));
        assert_eq!(draft.subject_kind, Some(SubjectKind::Person), "{line}");
        assert_eq!(draft.subject.as_deref(), Some("赵启明"), "{line}");
    }
}

#[test]
fn a_month_beneath_the_title_tells_the_year_of_the_meeting() {
    for (line, year) in [
        ("（2026年1月）", Some(2025)),
        ("（2025年12月）", None),
        ("（2024年度）", Some(2024)),
    ] {
        let draft = draft(&format!("个人对照检查材料\n赵启明\n{line}\n{ITEMS}"));
        assert_eq!(draft.year, year, "{line}");
    }
}

#[test]
fn a_table_stands_under_the_aspect_above_it() {
    let table = "（三）带头从严管党治党方面\n\n| 序号 | 存在问题 | 整改措施 |\n|---|---|---|\n\
        | 1 | 支部换届晚了4个月 | 每年排出换届表 |\n| 2 | 谈话记录雷同 | 谈话记录手写 |\n";
    let text = ITEMS.replace("二、原因剖析", &format!("{table}\n二、原因剖析"));
    let draft = draft(&format!(
        "某局领导班子2022年度民主生活会对照检查材料\n{text}"
    ));
    let under = |words: &str| {
        let mut problems = draft.problems.iter();
        let found = problems.find(|problem| problem.title.contains(words));
        found.and_then(|problem| problem.dimension.clone())
    };
    for words in ["支部换届", "谈话记录"] {
        assert_eq!(
            under(words).as_deref(),
            Some("带头从严管党治党方面"),
            "{words}"
        );
    }
    assert_eq!(under("督办不紧").as_deref(), Some("带头担当作为方面"));
}
