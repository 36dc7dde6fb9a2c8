//! Rules 5 to 7: figures and institutions.

use papers::report::{Length, Style};

use super::{compare, deeds, team, visit, written};

#[test]
fn rule_5_a_figure_goes_to_its_clause() {
    let note = |text: &str, figures: &[&str]| deeds(team().log("2023-05-12", text, figures));
    compare(vec![
        (
            "(a)",
            note("召开企业座谈会", &["企业座谈会=2 场"]),
            "5月，召开企业座谈会2场。",
        ),
        (
            "(b)",
            note("办理网上群众留言", &["办理留言=31 件"]),
            "5月，办理网上群众留言31件。",
        ),
        (
            "(c)",
            note("撰写调研体会", &["体会文章=4 篇"]),
            "5月，撰写调研体会文章4篇。",
        ),
        (
            "(c) not after 开展",
            note("开展联合检查", &["检查商户=40 家"]),
            "5月，开展联合检查，检查商户40家。",
        ),
        (
            "(c) not where a number stands",
            note("走访商户20户，收集意见", &["意见建议=9 条"]),
            "5月，走访商户20户，收集意见建议9条。",
        ),
        (
            "(d) before 活动",
            note("举办青年读书活动", &["集中读书=3 次"]),
            "5月，举办青年读书活动3次。",
        ),
        (
            "(d) before 并",
            note("参加集体学习并作交流", &["理论学习=6 次"]),
            "5月，参加集体学习6次并作交流。",
        ),
        (
            "(e)",
            note("签订帮扶承诺", &["签订责任书=12 份"]),
            "5月，签订帮扶承诺12份。",
        ),
        (
            "bare",
            note("召开部署会", &["走访企业=9 家"]),
            "5月，召开部署会，走访企业9家。",
        ),
        ("a noun", note("", &["业务培训=3 期"]), "开展业务培训3期。"),
        (
            "same verb",
            note("", &["压减会议=6 个", "压减文件=15 件"]),
            "压减会议6个、文件15件。",
        ),
        (
            "the deed itself",
            note("召开部署会", &["部署会=1 次"]),
            "5月，召开部署会。",
        ),
        (
            "in its words",
            note("走访困难群众25户", &["走访群众=25 户次"]),
            "5月，走访困难群众25户。",
        ),
        (
            "in two occurrences",
            note("解决问题6个", &["解决问题=6 个", "回复诉求=6 个"]),
            "5月，解决问题6个，回复诉求6个。",
        ),
        (
            "words of a change",
            note("会议数量同比下降", &["压减会议=9 个"]),
            "5月，压减会议9个。",
        ),
        (
            "never inside a name",
            note("学习《企业走访手册》", &["走访企业=9 家"]),
            "5月，学习《企业走访手册》，走访企业9家。",
        ),
    ]);
}

#[test]
fn rules_5_and_6_figures_of_several_notes() {
    let notes = |texts: [&str; 2], figures: [&str; 2]| {
        let figure = |at: usize| -> Vec<&str> {
            Some(figures[at])
                .into_iter()
                .filter(|figure| !figure.is_empty())
                .collect()
        };
        deeds(team().log("2023-04-12", texts[0], &figure(0)).log(
            "2023-06-12",
            texts[1],
            &figure(1),
        ))
    };
    compare(vec![
        (
            "a sum",
            notes(
                ["对餐饮单位开展检查", "联合公安部门开展夜查"],
                ["检查门店=20 家", "检查门店=15 家"],
            ),
            "4月，对餐饮单位开展检查；6月，联合公安部门开展夜查；累计检查门店35家。",
        ),
        (
            "余",
            notes(
                ["召开座谈会", "到园区现场办公"],
                ["走访企业=30余家", "走访企业=20家"],
            ),
            "4月，召开座谈会；6月，到园区现场办公；累计走访企业50余家。",
        ),
        (
            "people in work are a level",
            notes(
                ["举办招聘会", "回访用工单位"],
                ["就业人员=120人", "就业人员=150人"],
            ),
            "4月，举办招聘会；6月，回访用工单位；就业人员由120人升至150人。",
        ),
        (
            "a rate",
            notes(["", ""], ["满意度=88%", "满意度=93%"]),
            "满意度由88%升至93%。",
        ),
        (
            "said in another note",
            notes(
                ["为企业办理证照32件", "召开企业恳谈会"],
                ["", "办理证照=32 件"],
            ),
            "4月，为企业办理证照32件；6月，召开企业恳谈会。",
        ),
        (
            "in words only: nothing is summed",
            notes(
                ["到园区走访企业18家", "到商会听取诉求"],
                ["", "走访企业=7 家"],
            ),
            "4月，到园区走访企业18家；6月，到商会听取诉求，走访企业7家。",
        ),
    ]);
}

#[test]
fn rule_7_institutions() {
    let cases = [
        (
            "审议通过",
            "《办公用品采购细则》经党组会审议通过并印发",
            &[][..],
            "4月，《办公用品采购细则》经党组会审议通过并印发。",
            "，制定制度1项。",
        ),
        (
            "a plan is none",
            "印发《年度学习计划》",
            &[],
            "4月，印发《年度学习计划》。",
            "已完成整改1个。",
        ),
        (
            "more than its names",
            "修订差旅费管理办法",
            &["修订制度=4 项"],
            "4月，修订差旅费管理办法等制度4项。",
            "，修订制度4项。",
        ),
        (
            "as many",
            "出台《考勤管理规定》",
            &["出台制度=1 项"],
            "4月，出台《考勤管理规定》。",
            "，制定制度1项。",
        ),
        (
            "no name",
            "",
            &["制定制度=2 项"],
            "制定制度2项。",
            "，制定制度2项。",
        ),
    ];
    for (what, text, figures, item, opening) in cases {
        let case = || team().log("2023-04-12", text, figures);
        compare(vec![(what, deeds(case()), item)]);
        let whole = written(
            vec![case().closed("2023-11-30", None)],
            Style::Itemized,
            Length::All,
        );
        let counts = whole.lines().nth(1).expect("an opening");
        assert!(counts.ends_with(opening), "{what}: {counts}");
    }
    // Never dropped, however short.
    let many = visit(team())
        .log("2023-05-12", "走访商户90户", &[])
        .log("2023-06-12", "制定《来访接待规则》", &[])
        .log("2023-07-12", "化解积案12件", &[])
        .closed("2023-11-30", None);
    let text = written(vec![many], Style::Brief, Length::About(10));
    assert!(
        text.contains("问题，制定《来访接待规则》，已完成整改。"),
        "{text}"
    );
}
