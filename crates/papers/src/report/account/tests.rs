//! Notes with their figures, as they are told.

use super::*;
use model::card::Card;
use model::event::{Progressed, Registered, TaskEvent};
use model::figure::Figure;
use model::subject::Subject;

/// The deeds of a problem with this one note.
fn told(text: &str, figures: &[&str]) -> String {
    all_told(&[(text, figures)])
}

/// The deeds of a problem with these notes.
fn all_told(notes: &[(&str, &[&str])]) -> String {
    let account = Account::of(&noted(notes), &FigureKinds::default());
    let deeds = account.spans[0].deeds.iter().map(Deed::text);
    deeds.collect::<Vec<_>>().join("；")
}

fn noted(notes: &[(&str, &[&str])]) -> Task {
    let day = NaiveDate::from_ymd_opt(2023, 5, 6).expect("a day");
    let card = Card::new(2022, Subject::Team, "服务企业不够主动".to_owned());
    let mut task = Task::raised(1, 1, Registered::fresh(day, card));
    for (sequence, (text, figures)) in (2..).zip(notes) {
        let figures = figures.iter().map(|figure| Figure::read(figure));
        let note = Progressed {
            on: day,
            text: (*text).to_owned(),
            figures: figures.collect::<Option<_>>().expect("figures"),
            ..Progressed::default()
        };
        task.apply(sequence, &TaskEvent::Progressed(Box::new(note)));
    }
    task
}

/// The account of one problem with these notes and this effect.
fn account(notes: impl Iterator<Item = String>, outcome: Option<String>) -> Account {
    let day = NaiveDate::from_ymd_opt(2023, 5, 6).expect("a day");
    let card = Card::new(2022, Subject::Team, "服务企业不够主动".to_owned());
    let mut task = Task::raised(1, 1, Registered::fresh(day, card));
    for (sequence, text) in (2..).zip(notes) {
        let note = Progressed {
            on: day,
            text,
            ..Progressed::default()
        };
        task.apply(sequence, &TaskEvent::Progressed(Box::new(note)));
    }
    task.outcome = outcome;
    Account::of(&task, &FigureKinds::default())
}

/// However many notes there are and however long they are, the work is that of their length.
#[test]
fn twenty_thousand_notes_and_very_long_ones_are_weighed_in_a_moment() {
    let many = |n| match n % 4 {
        0 => format!("完成窗口改造{n}个"),
        1 => format!("印发《窗口管理办法{n}》"),
        2 => format!("累计走访企业{n}家次，送上门服务"),
        _ => format!("第{n}次会议研究服务不够主动"),
    };
    let long = || "走访企业12家，建立服务专员制度，".repeat(22_000);
    let unbroken = || "服务".repeat(50_000);
    let begun = std::time::Instant::now();
    let told = account((1..=20_000).map(many), None);
    assert!(told.left_out.iter().any(|left| left.why == Untold::Length));
    // The latest is told.
    let last = told.spans[0]
        .deeds
        .iter()
        .any(|deed| deed.text().contains("20000个"));
    assert!(last, "{:?}", told.spans[0].deeds.last());
    account(std::iter::once(long()), Some(long()));
    account([unbroken(), unbroken()].into_iter(), Some(unbroken()));
    let took = begun.elapsed();
    assert!(took.as_secs() < 20, "{took:?}");
}

/// Text, figures, how they are told.
const PLACED: &[(&str, &[&str], &str)] = &[
    // After 开展, 组织, 进行, 完成 what was done doesn't go on with whom it was done to.
    (
        "开展联合检查",
        &["检查商户=40 家"],
        "开展联合检查，检查商户40家",
    ),
    (
        "组织全员培训",
        &["培训干部=60 人次"],
        "组织全员培训，培训干部60人次",
    ),
    ("组织撰写心得", &["心得体会=6 篇"], "组织撰写心得体会6篇"),
    (
        "开展帮扶并上门走访",
        &["走访农户=42 户"],
        "开展帮扶并上门走访农户42户",
    ),
    // One verb, papers: 签订责任书 is what somebody did, 调研报告 a thing.
    ("签订帮扶承诺", &["签订责任书=12 份"], "签订帮扶承诺12份"),
    (
        "调研基层监管",
        &["调研报告=2 篇"],
        "调研基层监管，形成调研报告2篇",
    ),
    // A number in words is one figure's.
    (
        "解决问题6个",
        &["解决问题=6 个", "回复诉求=6 个"],
        "解决问题6个，回复诉求6个",
    ),
    (
        "解决问题6个，回复诉求6个",
        &["解决问题=6 个", "回复诉求=6 个"],
        "解决问题6个，回复诉求6个",
    ),
    // Twice in one note.
    (
        "召开恳谈会",
        &["培训=40 人次", "培训=20 人次"],
        "召开恳谈会，培训60人次",
    ),
    // 涉及 stands before a thing only.
    (
        "走访慰问困难党员和群众",
        &["走访慰问=46 户"],
        "走访慰问困难党员和群众46户",
    ),
    // A small number is the figure's where it counts the same thing.
    (
        "赴3个街道开展实地调研",
        &["调研=3 次"],
        "赴3个街道开展实地调研3次",
    ),
    ("检查了6家单位", &["检查单位=6 个"], "检查了6家单位"),
    ("检查单位6家", &["检查单位=6 个"], "检查单位6家"),
    // What is made for it is not counted by it.
    (
        "建立领导包联重点项目工作机制",
        &["包联项目=9 个"],
        "建立领导包联重点项目工作机制，包联项目9个",
    ),
    (
        "制定企业走访方案",
        &["企业走访=9 家"],
        "制定企业走访方案，企业走访9家",
    ),
    // A count of 1 counts the deed itself.
    (
        "撰写调研报告《园区服务的思考》",
        &["调研报告=1 篇"],
        "撰写调研报告《园区服务的思考》",
    ),
];

#[test]
fn figures_stand_at_their_clauses() {
    for (text, figures, expected) in PLACED {
        assert_eq!(told(text, figures), *expected);
    }
}

#[test]
fn figures_of_two_scales_are_summed_in_the_larger() {
    let notes: [(&str, &[&str]); 3] = [
        ("清查库存档案", &["清查档案=1.2万卷"]),
        ("补录移交目录", &["清查档案=3600卷"]),
        ("核对旧柜", &["清查档案=5200卷"]),
    ];
    let told = all_told(&notes);
    assert!(told.contains("累计清查档案2.08万卷"), "{told}");
}

#[test]
fn the_same_things_looked_through_again_are_not_summed() {
    for (figures, expected) in [
        (["检查支部=12个", "检查支部=12个"], "检查支部12个"),
        (["检查支部=12个", "检查支部=7个"], "检查支部19个"),
        (["检查企业=12家次", "检查企业=12家次"], "检查企业24家次"),
    ] {
        let notes: [(&str, &[&str]); 2] = [
            ("通报上半年情况", &figures[..1]),
            ("约谈两名书记", &figures[1..]),
        ];
        let told = all_told(&notes);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn log_lines_are_counted_only_where_they_are_what_happened() {
    for (text, expected) in [
        ("开展阵地巡查", "开展阵地巡查2次"),
        ("组织应急演练", "组织应急演练2次"),
        ("审结长期未结案件", "审结长期未结案件"),
        ("到分馆蹲点", "到分馆蹲点"),
    ] {
        assert_eq!(all_told(&[(text, &[]), (text, &[])]), expected);
    }
}

#[test]
fn what_is_not_told_is_said() {
    for (notes, text, why) in [
        (
            [("对公众号摸底建账", &["网络阵地=138个"][..]), ("开会", &[])],
            "网络阵地138个",
            Untold::Unplaced,
        ),
        (
            [("走访用人单位", &["走访企业=9家"]), ("开会", &[])],
            "走访用人单位",
            Untold::Repeated,
        ),
        (
            [("制定园区处置意见初稿", &[]), ("印发园区处置意见", &[])],
            "制定园区处置意见初稿",
            Untold::Repeated,
        ),
        (
            [("改造楼道", &["完工小区=9个"]), ("开会", &["完工小区=2个"])],
            "完工小区9个",
            Untold::Unsummed,
        ),
        // The same of notes that are joined.
        (
            [
                ("改造楼道", &["完工小区=9个"]),
                ("改造屋面", &["完工小区=2个"]),
            ],
            "完工小区由9个降至2个",
            Untold::Unsummed,
        ),
    ] {
        let account = Account::of(&noted(&notes), &FigureKinds::default());
        let told = |left: &LeftOut| left.text == text && left.why == why;
        assert!(
            account.left_out.iter().any(told),
            "{text}: {:?}",
            account.left_out
        );
        let deeds = account.spans.iter().flat_map(|span| &span.deeds);
        assert!(
            deeds.into_iter().all(|deed| !deed.text().contains(text)),
            "{text}"
        );
    }
}

#[test]
fn what_was_done_round_by_round_is_one_deed() {
    for (notes, expected) in [
        (
            [
                ("开展第一季度隐患复查", &["排查隐患=8项"][..]),
                ("开展第二季度隐患复查", &["排查隐患=5项"]),
            ],
            "开展隐患复查2次，排查隐患13项",
        ),
        (
            [
                ("一季度组织集中学习3次，邀请专家授课", &["集中学习=3次"]),
                ("二季度组织集中学习4次", &["集中学习=4次"]),
            ],
            "组织集中学习7次，邀请专家授课",
        ),
        // What each round came to is told of each.
        (
            [
                ("通报第一季度情况，7个站按期报送", &[]),
                ("通报第二季度情况，9个站按期报送", &[]),
            ],
            "通报第一季度情况，7个站按期报送；通报第二季度情况，9个站按期报送",
        ),
        // With how many of them is no number of its own.
        (
            [
                ("与8名新进同志谈心谈话", &["谈心谈话=8人次"]),
                ("与4名新进同志谈心谈话", &["谈心谈话=4人次"]),
            ],
            "",
        ),
    ] {
        let told = all_told(&notes);
        if expected.is_empty() {
            assert!(
                !told.contains("12人次") || !told.contains("与8名"),
                "{told}"
            );
        } else {
            assert_eq!(told, expected);
        }
    }
}
