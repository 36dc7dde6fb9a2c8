//! Numbers that are told: how figures go together, and that counts told are counts written.

use insta::assert_snapshot;

use crate::office::Office;

#[test]
fn a_level_is_the_latest_everywhere() {
    let mut office = Office::with_material();
    let told = office.tell(
        "log 1 问卷第一轮 --figure 满意度=92% --figure 走访=300余人
        @2022-04-15
        log 1 问卷第二轮 --figure 满意度=97%。 --figure 走访=近200人
        stats
        export --list summary -o 汇总.csv",
    );
    let lines = told.lines();
    let lines = lines.filter(|line| line.contains("满意度") || line.contains("走访"));
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    $ ledger log 1 问卷第一轮 --figure 满意度=92% --figure 走访=300余人
    ! 提示：满意度92%：比率，不相加，以最近一次为准，这一项现为满意度92%
    ! 提示：走访300余人：计数，各次相加，这一项至今走访300余人
    ! 提示：写入报告：问卷第一轮，满意度92%，走访300余人
    $ ledger log 1 问卷第二轮 --figure 满意度=97%。 --figure 走访=近200人
    ! 提示：满意度97%：比率，不相加，以最近一次为准，这一项现为满意度由92%升至97%
    ! 提示：走访近200人：计数，各次相加，这一项至今走访约500人
    ! 提示：写入报告：问卷第二轮；累计走访约500人，满意度由92%升至97%
    进展中的数据：满意度由92%升至97%，走访约500人。
    ");
    let report = office.say("report --year 2022 --subject 班子").ok();
    assert!(report.contains("满意度由92%升至97%"), "{report}");
    assert!(!report.contains("189"), "{report}");
    office.say("board -o 图.html").ok();
    let board = office.read("图.html");
    assert!(!board.contains("189"), "the board");
    let json = office.say("stats --format json").ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let figures = json["figures"].as_array().unwrap();
    let level = figures.iter().find(|one| one["name"] == "满意度").unwrap();
    assert_eq!(
        (&level["value"], &level["from"], &level["kind"]),
        (&"97".into(), &"92".into(), &"rate".into())
    );
    let sum = figures.iter().find(|one| one["name"] == "走访").unwrap();
    assert_eq!(
        (&sum["value"], &sum["approx"], &sum["kind"]),
        (&"500".into(), &"约".into(), &"count".into())
    );
}

#[test]
fn a_kind_is_corrected() {
    let told = Office::with_material().tell(
        "log 1 头一轮 --figure 满意度评分=12分
        config figure.kind.满意度评分 计数
        log 1 又一轮 --figure 满意度评分=5分",
    );
    assert_snapshot!(told, @"
    $ ledger log 1 头一轮 --figure 满意度评分=12分
    已记入第 1 项（2022年3月15日，正在推进）
    ! 提示：满意度评分12分：水平，不相加，以最近一次为准，这一项现为满意度评分12分
    ! 提示：写入报告：头一轮，满意度评分12分
    ! 提示：改完了用 ledger close 1 --outcome 成效 销号
    $ ledger config figure.kind.满意度评分 计数
    figure.kind.满意度评分 现为 计数
    $ ledger log 1 又一轮 --figure 满意度评分=5分
    已记入第 1 项（2022年3月15日，正在推进）
    ! 提示：满意度评分5分：计数，各次相加，这一项至今满意度评分17分
    ! 提示：写入报告：又一轮；累计满意度评分17分
    ! 提示：改完了用 ledger close 1 --outcome 成效 销号
    ");
}

#[test]
fn a_near_name_is_asked_about() {
    let office = Office::with_material();
    office.say("log 1 一 --figure 谈心谈话=3次").ok();
    let ran = office.say("log 2 二 --figure 谈心=2次");
    assert!(
        ran.err.contains("“谈心”和已有的“谈心谈话”很像"),
        "{}",
        ran.err
    );
    let ran = office.answer("log 3 三 --figure 谈话=4次", "y\n");
    assert!(ran.err.contains("是同一项吗？"), "{}", ran.err);
    assert!(ran.err.contains("谈心谈话4次"), "{}", ran.err);
    let ran = office.say("log 3 四 --figure \"谈心 谈话=1次\"");
    assert!(ran.err.contains("这一项至今谈心谈话5次"), "{}", ran.err);
}

#[test]
fn counts_told_are_counts_written() {
    let mut office = Office::with_material();
    office.done(
        "add 个人学习不系统 --subject 罗珊 --year 2021
        edit 1 --measure 半月一学 --measure 一月一评
        log 2 没做成 --reason 人手不够
        log 3 没车 --reason 车在修
        close 3 --outcome 车修好了 --verifier 馆务会
        retract 4 --reason 登记重复",
    );
    let told = office.tell(
        "export --list upward -o 上报.csv
        export --list upward -o 上报.xlsx
        export --list personal -o 个人.csv
        export --list personal --subject 班子 -o 无.csv
        export --rows measure -o 措施.csv
        export -o 台账.jsonl
        list --status 作废 --columns 编号,状态
        list --status 作废 --status 未启动 --columns 编号,状态",
    );
    assert_snapshot!(told, @"
    $ ledger export --list upward -o 上报.csv
    ! 注意：上报整改台账 是班子的表，个人的 1 项没有列入；个人的用 --list personal
    ! 已写入 上报.csv，共 3 项，3 行
    $ ledger export --list upward -o 上报.xlsx
    ! 注意：上报整改台账 是班子的表，个人的 1 项没有列入；个人的用 --list personal
    ! 已写入 上报.xlsx，共 3 项，3 行
    $ ledger export --list personal -o 个人.csv
    ! 注意：个人整改清单 是个人的表，班子的 3 项没有列入；班子的用 --list full
    ! 已写入 个人.csv，共 1 项，1 行
    $ ledger export --list personal --subject 班子 -o 无.csv
    ! 已写入 无.csv，共 0 项，0 行
    $ ledger export --rows measure -o 措施.csv
    ! 已写入 措施.csv，共 4 项，5 行
    $ ledger export -o 台账.jsonl
    ! 已写入 台账.jsonl，共 4 项
    $ ledger list --status 作废 --columns 编号,状态
    ┌──────┬──────────┐
    │ 编号 ┆ 状态     │
    ╞══════╪══════════╡
    │ 4    ┆ 作废     │
    └──────┴──────────┘
    共1项：作废1项。
    $ ledger list --status 作废 --status 未启动 --columns 编号,状态
    ┌──────┬──────────┐
    │ 编号 ┆ 状态     │
    ╞══════╪══════════╡
    │ 1    ┆ 未启动   │
    │ 4    ┆ 作废     │
    │ 5    ┆ 未启动   │
    └──────┴──────────┘
    共3项：尚未启动2项，作废1项；其中待分解2项。
    ");
    let rows = |name: &str| {
        let text = office.read(name);
        let is_row = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
        text.lines().filter(is_row).count()
    };
    assert_eq!(
        (rows("上报.csv"), rows("个人.csv"), rows("无.csv")),
        (3, 1, 0)
    );
    assert_eq!(rows("措施.csv"), 5);
    let full = office.say("export --columns 编号,未完成原因").ok();
    assert!(full.contains("人手不够"), "{full}");
    assert!(!full.contains("车在修"), "a closed one has none: {full}");
}

#[test]
fn a_summary_of_units_above_an_empty_ledger() {
    let office = Office::with_material();
    office.say("init --name 清河区图书馆 --code A01").ok();
    office.say("pack -o 上报.ledgerpack").ok();
    let mut above = Office::new();
    std::fs::copy(
        office.path("上报.ledgerpack"),
        above.path("上报.ledgerpack"),
    )
    .unwrap();
    above
        .on("2022-03-16")
        .done("init --name 清河区文旅局\ngather 上报.ledgerpack");
    let table = above.say("export --list summary --unit all").ok();
    assert!(table.contains("1,清河区图书馆,2021年度,,4,0"), "{table}");
}

#[test]
fn what_was_not_taken_counts_no_entries() {
    let office = Office::with_material();
    office.say("init --name 清河区图书馆 --code A01").ok();
    office.say("pack -o 上报.ledgerpack").ok();
    let above = Office::new();
    let whole = std::fs::read(office.path("上报.ledgerpack")).unwrap();
    above.file("上报.ledgerpack", &whole[..whole.len() * 9 / 10]);
    let ran = above.say("gather 上报.ledgerpack");
    assert_snapshot!(ran.told(), @"
    ┌──────┬──────┬────────┬──────┬──────────────────────┬─────────────────┐
    │ 代码 ┆ 单位 ┆ 结果   ┆ 记录 ┆ 说明                 ┆ 文件            │
    ╞══════╪══════╪════════╪══════╪══════════════════════╪═════════════════╡
    │      ┆      ┆ 已损坏 ┆      ┆ 不完整，后面缺了一截 ┆ 上报.ledgerpack │
    └──────┴──────┴────────┴──────┴──────────────────────┴─────────────────┘
    共 1 份：已损坏 1
    ! 错误：1 份没有采用：上报.ledgerpack
    ! 提示：已损坏的，请该单位用 ledger verify 校验后重新打包上报
    = 1
    ");
}

#[test]
fn what_a_document_counts_stays_beside_what_was_recorded() {
    let mut office = Office::with_material();
    let told = office.tell("meeting --year 2021 --figure 谈心谈话=30余人次\nmeeting");
    assert_snapshot!(told, @"
    $ ledger meeting --year 2021 --figure 谈心谈话=30余人次
    已记下2021年度民主生活会
    ! 提示：用 ledger meeting 查看已记的会议
    $ ledger meeting
    2021年度民主生活会
      谈心谈话　30余人次
      集中学习　6次
      意见建议　15条
    ");
    let full = office.say("report --kind full --year 2021").ok();
    assert!(full.contains("集中学习6次"), "{full}");
    assert!(full.contains("谈心谈话30余人次"), "{full}");
}

#[test]
fn a_documents_measures_are_listed() {
    let told = Office::with_material().tell(
        "link 1
        link 1 --confirm 99
        link 1 --confirm
        link 1 --confirm
        link 1 --confirm 1
        link 1-3 --confirm
        link 4 --reject 2
        link 4",
    );
    assert_snapshot!(told, @"
    $ ledger link 1
    材料.txt 中的措施（共 2 条，已采用 0 条）
      〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果　（未采用）
      〔2〕流动书车每月排班公示，全年走遍所有街道和村　（未采用）
    ! 提示：用 ledger link 1 --confirm 序号 采用，--reject 序号 否定
    $ ledger link 1 --confirm 99
    ! 错误：第 1 项的材料中只有 2 条措施，没有第 99 条
    ! 提示：用 ledger link 1 查看材料中的措施
    = 1
    $ ledger link 1 --confirm
    第 1 项“读书笔记写得多、用得少”采用措施：建立学习成果转化清单，每季度选一件读者反映的事改出结果
    $ ledger link 1 --confirm
    ! 错误：第 1 项已采用材料中的措施：建立学习成果转化清单
    ! 提示：再采用别的，用 ledger link 1 查看序号，ledger link 1 --confirm 序号 采用
    = 1
    $ ledger link 1 --confirm 1
    ! 错误：第 1 项已采用材料中的第 1 条措施，没有变化
    = 1
    $ ledger link 1-3 --confirm
    第 2 项“理论辅导形式单一”采用措施：建立学习成果转化清单
    ! 注意：第 1 项已采用过材料中的措施，没有变化
    ! 注意：第 3 项没有找到明显对应的措施，用 ledger link 编号 --measure 措施 写上，或 --confirm 序号 指定
    $ ledger link 4 --reject 2
    第 4 项不采用措施：流动书车每月排班公示，全年走遍所有街道和村
    $ ledger link 4
    材料.txt 中的措施（共 2 条，已采用 1 条）
      〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果　（第 1、2 项已采用）
      〔2〕流动书车每月排班公示，全年走遍所有街道和村　（本项已否定）
    ! 提示：用 ledger link 4 --confirm 序号 采用，--reject 序号 否定
    ");
}

#[test]
fn the_same_note_again_is_asked_about() {
    let office = Office::with_material();
    office.say("log 1 开了座谈会。").ok();
    let ran = office.answer("log 1 开了座谈会", "n\n");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("仍要再记一次吗？"), "{}", ran.err);
    let notes = || {
        office
            .say("show 1 --format json")
            .ok()
            .matches("座谈会")
            .count()
    };
    let once = notes();
    let ran = office.say("log 1 开了座谈会");
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("已经记过同样的进展"), "{}", ran.err);
    assert!(notes() > once);
    for other in ["log 1 开了座谈会 --date 3月10日", "log 2 开了座谈会"] {
        let ran = office.say(other);
        assert!(!ran.err.contains("已经记过"), "{other}: {}", ran.err);
    }
}

#[test]
fn totals_that_would_be_added_are_told() {
    let told = Office::with_material().tell(
        "log 1 走访企业30户 --figure 走访企业30户
        @2022-06-30
        log 1 截至6月底，走访企业42户 --figure 走访企业：42户
        log 1 截至6月底，谈心谈话12人 --figure 谈心谈话12人",
    );
    let shown: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("$ ") || line.contains("截至") || line.contains("计数"))
        .collect();
    assert_snapshot!(shown.join("\n"), @"
    $ ledger log 1 走访企业30户 --figure 走访企业30户
    ! 提示：走访企业30户：计数，各次相加，这一项至今走访企业30户
    $ ledger log 1 截至6月底，走访企业42户 --figure 走访企业：42户
    ! 提示：走访企业42户：计数，各次相加，这一项至今走访企业72户
    ! 注意：文中写着“截至”：走访企业42户要是到现在的总数，就和以前的重复相加了（现在合计走访企业72户）。是的话，用 ledger undo 撤销，重记时数据只写这次新增的；或者起名“累计走访企业”，不相加，以最近一次为准
    $ ledger log 1 截至6月底，谈心谈话12人 --figure 谈心谈话12人
    ! 提示：谈心谈话12人：计数，各次相加，这一项至今谈心谈话12人
    ");
}
