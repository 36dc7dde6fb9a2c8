//! stats, board, remind and `ledger` alone, as people meet them.

use insta::assert_snapshot;

use crate::office::Office;

fn office() -> Office {
    let mut office = Office::with_material();
    office.done(
        "member 罗珊 --order 1
        member 何平 --order 2
        edit 1 --dept 办公室 --lead 何平 --due 2022-03-20 --measure 半月一学
        edit 2 --dept 读者部 --lead 罗珊 --due 2022-04-01
        edit 3 --dept 流动部 --lead 罗珊 --due 长期坚持
        edit 4 --dept 读者部 --lead 罗珊 --due 2022-06-30
        add 个人学习不系统 --subject 罗珊 --year 2021 --due 立行立改
        log 1 拟好了清单 --figure 集中学习=2次
        @2022-03-18
        close 1 --outcome 学习成了习惯 --verifier 馆务会
        @2022-04-15
        log 4 设了答复岗
        extend 4 --due 2022-07-31 --reason 要改系统 --approved-by 馆务会
        submit 4
        @2022-04-20",
    );
    office
}

#[test]
fn stats_in_tables() {
    let told =
        office().tell("stats\nstats --by lead --since 2022-03-31\n统计 --按 部门 --对象 罗珊");
    assert_snapshot!(told, @"
    $ ledger stats
    截至2022年4月20日：5个问题，1项措施。
    ┌────────────────┬──────┬──────────┐
    │ 整改进度       ┆ 问题 ┆          │
    ╞════════════════╪══════╪══════════╡
    │ 已完成整改     ┆    2 ┆ ████████ │
    │ 　其中已完成   ┆    0 ┆          │
    │ 　其中申请销号 ┆    1 ┆ ████     │
    │ 　其中已销号   ┆    1 ┆ ████     │
    │ 基本完成       ┆    0 ┆          │
    │ 正在推进       ┆    0 ┆          │
    │ 长期坚持       ┆    1 ┆ ████     │
    │ 尚未启动       ┆    2 ┆ ████████ │
    │ 合计           ┆    5 ┆          │
    └────────────────┴──────┴──────────┘
    时限：按期完成2个，超期完成0个；逾期未完成1个，30天内到期0个。
    其他：延期1个（共1次），反弹或延续0个，待分解0个，长期坚持中该检查的1个。
    销号率：20%（已销号÷问题总数，1÷5）
    整改完成率：40%（已完成整改（已完成、申请销号、已销号）÷问题总数，2÷5）
    到期完成率：50%（时限已到的问题中已完成整改的÷时限已到的问题，1÷2）
    进展中的数据：集中学习2次。
    按月
    ┌─────────┬────────────────────┬────────────┬────────┬──────────────────────┐
    │ 月份    ┆ 应完成（原定时限） ┆ 已完成整改 ┆ 已销号 ┆                      │
    ╞═════════╪════════════════════╪════════════╪════════╪══════════════════════╡
    │ 2022-03 ┆                  1 ┆          1 ┆      1 ┆ ████████████████████ │
    │ 2022-04 ┆                  1 ┆          1 ┆      0 ┆ ████████████████████ │
    │ 2022-06 ┆                  1 ┆          0 ┆      0 ┆                      │
    └─────────┴────────────────────┴────────────┴────────┴──────────────────────┘
    $ ledger stats --by lead --since 2022-03-31
    截至2022年4月20日：5个问题，1项措施。
    ┌──────────┬──────┬──────┬────────────┬──────────┬──────────┬──────────┬──────────┬──────┬──────┐
    │ 责任领导 ┆ 问题 ┆ 措施 ┆ 已完成整改 ┆ 基本完成 ┆ 正在推进 ┆ 长期坚持 ┆ 尚未启动 ┆ 逾期 ┆ 临期 │
    ╞══════════╪══════╪══════╪════════════╪══════════╪══════════╪══════════╪══════════╪══════╪══════╡
    │ 罗珊     ┆    3 ┆    0 ┆          1 ┆        0 ┆        0 ┆        1 ┆        1 ┆    1 ┆    0 │
    │ 何平     ┆    1 ┆    1 ┆          1 ┆        0 ┆        0 ┆        0 ┆        0 ┆    0 ┆    0 │
    │ 未填     ┆    1 ┆    0 ┆          0 ┆        0 ┆        0 ┆        0 ┆        1 ┆    0 ┆    0 │
    │ 合计     ┆    5 ┆    1 ┆          2 ┆        0 ┆        0 ┆        1 ┆        2 ┆    1 ┆    0 │
    └──────────┴──────┴──────┴────────────┴──────────┴──────────┴──────────┴──────────┴──────┴──────┘
    时限：按期完成2个，超期完成0个；逾期未完成1个，30天内到期0个。
    其他：延期1个（共1次），反弹或延续0个，待分解0个，长期坚持中该检查的1个。
    销号率：20%（已销号÷问题总数，1÷5）
    整改完成率：40%（已完成整改（已完成、申请销号、已销号）÷问题总数，2÷5）
    到期完成率：50%（时限已到的问题中已完成整改的÷时限已到的问题，1÷2）
    进展中的数据：集中学习2次。
    2022年3月31日以来的变化
    ┌────────────┬──────┬──────┐
    │ 变化       ┆ 问题 ┆ 编号 │
    ╞════════════╪══════╪══════╡
    │ 新增问题   ┆    0 ┆      │
    │ 新完成整改 ┆    1 ┆ 4    │
    │ 新销号     ┆    0 ┆      │
    │ 新逾期     ┆    1 ┆ 2    │
    │ 恢复整改   ┆    0 ┆      │
    │ 延期       ┆    1 ┆ 4    │
    │ 反弹或延续 ┆    0 ┆      │
    └────────────┴──────┴──────┘
    $ ledger 统计 --按 部门 --对象 罗珊
    截至2022年4月20日：1个问题，0项措施。
    ┌──────────┬──────┬──────┬────────────┬──────────┬──────────┬──────────┬──────────┬──────┬──────┐
    │ 责任部门 ┆ 问题 ┆ 措施 ┆ 已完成整改 ┆ 基本完成 ┆ 正在推进 ┆ 长期坚持 ┆ 尚未启动 ┆ 逾期 ┆ 临期 │
    ╞══════════╪══════╪══════╪════════════╪══════════╪══════════╪══════════╪══════════╪══════╪══════╡
    │ 未填     ┆    1 ┆    0 ┆          0 ┆        0 ┆        0 ┆        0 ┆        1 ┆    0 ┆    0 │
    │ 合计     ┆    1 ┆    0 ┆          0 ┆        0 ┆        0 ┆        0 ┆        1 ┆    0 ┆    0 │
    └──────────┴──────┴──────┴────────────┴──────────┴──────────┴──────────┴──────────┴──────┴──────┘
    时限：按期完成0个，超期完成0个；逾期未完成0个，30天内到期0个。
    其他：延期0个（共0次），反弹或延续0个，待分解0个，长期坚持中该检查的0个。
    销号率：0%（已销号÷问题总数，0÷1）
    整改完成率：0%（已完成整改（已完成、申请销号、已销号）÷问题总数，0÷1）
    ");
}

#[test]
fn stats_for_programs() {
    let told = office().tell("stats --format json\nstats --by dept --format csv");
    assert_snapshot!(told, @r#"
    $ ledger stats --format json
    {"today":"2022-04-20","due_soon_days":30,"problems":5,"measures":1,"void":0,"standings":{"finished":2,"mostly_done":0,"in_progress":0,"long_term":1,"not_started":2},"statuses":{"not_started":3,"in_progress":0,"mostly_done":0,"done":0,"applied":1,"closed":1},"overdue":1,"due_soon":0,"on_time":2,"late":0,"extended":1,"extensions":1,"relapsed":0,"due":2,"due_finished":1,"check_due":1,"never_checked":1,"unassigned":0,"overdue_unexplained":1,"extension_unexplained":0,"finished_without_effect":1,"closed_without_evidence":1,"rates":[{"kind":"closed","name":"销号率","definition":"已销号÷问题总数","numerator":1,"denominator":5,"percent":"20%"},{"kind":"done","name":"整改完成率","definition":"已完成整改（已完成、申请销号、已销号）÷问题总数","numerator":2,"denominator":5,"percent":"40%"},{"kind":"due","name":"到期完成率","definition":"时限已到的问题中已完成整改的÷时限已到的问题","numerator":1,"denominator":2,"percent":"50%"}],"months":[{"month":"2022-03","planned":1,"finished":1,"closed":1},{"month":"2022-04","planned":1,"finished":1,"closed":0},{"month":"2022-06","planned":1,"finished":0,"closed":0}],"figures":[{"name":"集中学习","value":"2","unit":"次","kind":"count","approx":null,"from":null}],"institutions":{"count":0,"made":0,"revised":0}}
    $ ledger stats --by dept --format csv
    ﻿责任部门,问题,措施,已完成整改,基本完成,正在推进,长期坚持,尚未启动,申请销号,已销号,逾期,临期,按期完成,超期完成,延期,反弹或延续,待分解,截至
    办公室,1,1,1,0,0,0,0,0,1,0,0,1,0,0,0,0,2022-04-20
    读者部,2,0,1,0,0,0,1,1,0,1,0,1,0,1,0,0,2022-04-20
    流动部,1,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,2022-04-20
    未填,1,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,2022-04-20
    "#);
}

#[test]
fn stats_of_an_earlier_day_leave_out_what_came_later() {
    let mut office = office();
    let json = |office: &Office, line: &str| -> serde_json::Value {
        serde_json::from_str(&office.say(line).ok()).expect("JSON")
    };
    let line = "stats --format json --today 2022-03-16";
    assert_eq!(json(&office, line)["statuses"]["closed"], 0);
    assert_eq!(json(&office, line)["extended"], 0);
    office.on("2022-04-20");
    assert_eq!(
        json(&office, "stats --format json")["statuses"]["closed"],
        1
    );
    // What a status is asked for is what stood on that day.
    let line = "stats --status 正在推进 --format json --today 2022-03-16";
    assert_eq!(json(&office, line)["problems"], 1);
}

#[test]
fn stats_refuse_what_cannot_be() {
    let told =
        office().tell("stats --since 2023-01-01\nstats -o 统计.docx\nstats --format table -o x");
    assert_snapshot!(told, @"
    $ ledger stats --since 2023-01-01
    ! 错误：--since 要早于今天（2022-04-20）
    = 2
    $ ledger stats -o 统计.docx
    ! 错误：不能写成 .docx 文件
    ! 提示：文件名用 .csv 或 .json 结尾，或用 --format 写明格式
    = 2
    $ ledger stats --format table -o x
    ! 错误：表格只能显示在屏幕上
    ! 提示：写到文件用 --format csv 或 --format json
    = 2
    ");
}

#[test]
fn a_board_is_written() {
    let mut office = office();
    let told = office.tell("board --year 2021 -o 作战图.html\n作战图 --姓名 责任领导 -o 领导.html");
    assert_snapshot!(told, @"
    $ ledger board --year 2021 -o 作战图.html
    ! 个人材料中的 1 个问题没有列入，用 --subject 姓名 单独作图
    ! 已写入 作战图.html
    ! 提示：用浏览器打开；打印选 A3 横向
    $ ledger 作战图 --姓名 责任领导 -o 领导.html
    ! 个人材料中的 1 个问题没有列入，用 --subject 姓名 单独作图
    ! 已写入 领导.html
    ! 提示：用浏览器打开；打印选 A3 横向
    ");
    let page = office.read("作战图.html");
    assert!(page.contains("2021年度民主生活会整改作战图") && !page.contains("罗珊"));
    assert!(office.read("领导.html").contains("按班子成员顺序"));
    // The same day, the same bytes.
    office.done("board --year 2021 -o 再.html");
    assert_eq!(page, office.read("再.html"));
}

#[test]
fn counts_of_board_and_stats_agree() {
    let office = office();
    let page = office.say("board").ok();
    let stats = office.say("stats --subject 班子 --format json").ok();
    let stats: serde_json::Value = serde_json::from_str(&stats).expect("JSON");
    for what in [
        "problems", "measures", "overdue", "due_soon", "extended", "relapsed",
    ] {
        let shown = format!("data-count=\"{what}\">{}<", stats[what]);
        assert!(page.contains(&shown), "{shown}");
    }
}

#[test]
fn remind_tells_whom_and_why() {
    let told = office().tell("remind\nremind --within 5 --idle 10 --format json");
    assert_snapshot!(told, @r#"
    $ ledger remind
    截至2022年4月20日：逾期1个，到期检查1个，30天以上没有进展2个，待验收1个。
    读者部（1项）
    ┌────────┬──────────────────┬────────────┬──────────┬────────────────────────┐
    │ 编号   ┆ 问题或措施       ┆ 整改时限   ┆ 状态     ┆ 事由                   │
    ╞════════╪══════════════════╪════════════╪══════════╪════════════════════════╡
    │ 2      ┆ 理论辅导形式单一 ┆ 2022-04-01 ┆ 未启动   ┆ 逾期19天；36天没有进展 │
    └────────┴──────────────────┴────────────┴──────────┴────────────────────────┘
    流动部（1项）
    ┌────────┬──────────────────┬────────────┬──────────┬────────────────┐
    │ 编号   ┆ 问题或措施       ┆ 整改时限   ┆ 状态     ┆ 事由           │
    ╞════════╪══════════════════╪════════════╪══════════╪════════════════╡
    │ 3      ┆ 流动书车跑得不勤 ┆ 长期坚持   ┆ 未启动   ┆ 还没有检查过   │
    └────────┴──────────────────┴────────────┴──────────┴────────────────┘
    罗珊（本人）（1项）
    ┌────────┬────────────────┬────────────┬──────────┬────────────────┐
    │ 编号   ┆ 问题或措施     ┆ 整改时限   ┆ 状态     ┆ 事由           │
    ╞════════╪════════════════╪════════════╪══════════╪════════════════╡
    │ 5      ┆ 个人学习不系统 ┆ 立行立改   ┆ 未启动   ┆ 36天没有进展   │
    └────────┴────────────────┴────────────┴──────────┴────────────────┘
    待验收，由验收人办理（1项）
    ┌────────┬────────────────┬────────────┬──────────┬────────────────┐
    │ 编号   ┆ 问题或措施     ┆ 整改时限   ┆ 状态     ┆ 事由           │
    ╞════════╪════════════════╪════════════╪══════════╪════════════════╡
    │ 4      ┆ 读者意见答复慢 ┆ 2022-07-31 ┆ 申请销号 ┆ 申请销号已5天  │
    └────────┴────────────────┴────────────┴──────────┴────────────────┘
    $ ledger remind --within 5 --idle 10 --format json
    {"today":"2022-04-20","within":5,"idle_days":10,"counts":{"overdue":1,"due_soon":0,"check_due":1,"quiet":2,"waiting":1},"groups":[{"unit":null,"kind":"dept","name":"读者部","items":[{"code":"2","task":2,"measure":null,"text":"理论辅导形式单一","lead":"罗珊","owner":null,"deadline":"2022-04-01","deadline_text":"2022-04-01","status_text":"未启动","reasons":[{"cause":"overdue","days":-19},{"cause":"quiet","days":36}]}]},{"unit":null,"kind":"dept","name":"流动部","items":[{"code":"3","task":3,"measure":null,"text":"流动书车跑得不勤","lead":"罗珊","owner":null,"deadline":null,"deadline_text":"长期坚持","status_text":"未启动","reasons":[{"cause":"check_due","days":null}]}]},{"unit":null,"kind":"person","name":"罗珊","items":[{"code":"5","task":5,"measure":null,"text":"个人学习不系统","lead":null,"owner":null,"deadline":null,"deadline_text":"立行立改","status_text":"未启动","reasons":[{"cause":"quiet","days":36}]}]},{"unit":null,"kind":"verifier","name":null,"items":[{"code":"4","task":4,"measure":null,"text":"读者意见答复慢","lead":"罗珊","owner":null,"deadline":"2022-07-31","deadline_text":"2022-07-31","status_text":"申请销号","reasons":[{"cause":"waiting","days":5}]}]}],"awaited":[]}
    "#);
}

#[test]
fn letters_and_calendar_are_written() {
    let mut office = office();
    let told = office.tell(
        "remind --quiet --letter 提示单 --reply-by 4月30日 --ics 时限.ics --subject 班子
        催办 --提示单 又 --天内 400 --对象 罗珊",
    );
    assert_snapshot!(told, @"
    $ ledger remind --quiet --letter 提示单 --reply-by 4月30日 --ics 时限.ics --subject 班子
    截至2022年4月20日：逾期1个，到期检查1个，30天以上没有进展1个，待验收1个。
    读者部（1项）
    ┌────────┬──────────────────┬────────────┬──────────┬────────────────────────┐
    │ 编号   ┆ 问题或措施       ┆ 整改时限   ┆ 状态     ┆ 事由                   │
    ╞════════╪══════════════════╪════════════╪══════════╪════════════════════════╡
    │ 2      ┆ 理论辅导形式单一 ┆ 2022-04-01 ┆ 未启动   ┆ 逾期19天；36天没有进展 │
    └────────┴──────────────────┴────────────┴──────────┴────────────────────────┘
    流动部（1项）
    ┌────────┬──────────────────┬────────────┬──────────┬────────────────┐
    │ 编号   ┆ 问题或措施       ┆ 整改时限   ┆ 状态     ┆ 事由           │
    ╞════════╪══════════════════╪════════════╪══════════╪════════════════╡
    │ 3      ┆ 流动书车跑得不勤 ┆ 长期坚持   ┆ 未启动   ┆ 还没有检查过   │
    └────────┴──────────────────┴────────────┴──────────┴────────────────┘
    待验收，由验收人办理（1项）
    ┌────────┬────────────────┬────────────┬──────────┬────────────────┐
    │ 编号   ┆ 问题或措施     ┆ 整改时限   ┆ 状态     ┆ 事由           │
    ╞════════╪════════════════╪════════════╪══════════╪════════════════╡
    │ 4      ┆ 读者意见答复慢 ┆ 2022-07-31 ┆ 申请销号 ┆ 申请销号已5天  │
    └────────┴────────────────┴────────────┴──────────┴────────────────┘
    $ ledger 催办 --提示单 又 --天内 400 --对象 罗珊
    截至2022年4月20日：30天以上没有进展1个。
    罗珊（本人）（1项）
    ┌────────┬────────────────┬────────────┬──────────┬────────────────┐
    │ 编号   ┆ 问题或措施     ┆ 整改时限   ┆ 状态     ┆ 事由           │
    ╞════════╪════════════════╪════════════╪══════════╪════════════════╡
    │ 5      ┆ 个人学习不系统 ┆ 立行立改   ┆ 未启动   ┆ 36天没有进展   │
    └────────┴────────────────┴────────────┴──────────┴────────────────┘
    ! 没有哪个部门要写提示单
    ! 个人的、没有定部门的和待验收的 1 项没有写提示单
    ");
    let mut files: Vec<String> = std::fs::read_dir(office.path("提示单"))
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    assert_snapshot!(files.join("\n"), @"
    整改工作提示单-流动部.docx
    整改督办单-读者部.docx
    ");
    let calendar = office.read("时限.ics");
    office.done("remind --ics 时限.ics --subject 班子");
    assert_eq!(calendar, office.read("时限.ics"));
}

#[test]
fn departments_that_did_not_return_their_sheet() {
    let office = office();
    office
        .sqlite()
        .execute_batch(
            "insert into receipt (at, kind, dept, sheet, detail) values
            ('2022-04-01T09:00:00+08:00', 'sent', '办公室', '办公室.xlsx', ''),
            ('2022-04-01T09:00:00+08:00', 'sent', '读者部', '读者部.xlsx', ''),
            ('2022-04-10T09:00:00+08:00', 'returned', '办公室', '办公室.xlsx', '');",
        )
        .expect("receipts");
    let told = office.say("remind").ok();
    let from = told.find("没有交回").expect("the part");
    assert_eq!(
        &told[from..],
        "没有交回的表\n读者部：读者部.xlsx（2022年4月，2022-04-01下发）\n"
    );
}

#[test]
fn the_ledger_alone_is_today_at_a_glance() {
    let mut office = office();
    assert_snapshot!(office.run::<&str>([]).told(), @"
    2022年4月20日，星期三　共5项：已完成整改2项，长期坚持1项，尚未启动2项；其中逾期1项。
    最急的
      2 理论辅导形式单一（读者部）：逾期19天
    等着办的
      1个申请销号待验收（ledger list --status 申请销号）
      1个长期坚持的该检查了（ledger list --term 长期坚持）
      2个30天以上没有进展（ledger remind）
    ! 提示：用 ledger list 查看台账，ledger remind 看该催谁，ledger --help 查看所有命令
    ");
    office.on("2022-06-01");
    assert_snapshot!(office.run::<&str>([]).told(), @"
    2022年6月1日，星期三　共5项：已完成整改2项，长期坚持1项，尚未启动2项；其中逾期1项。
    最急的
      2 理论辅导形式单一（读者部）：逾期61天
    等着办的
      1个申请销号待验收（ledger list --status 申请销号）
      1个长期坚持的该检查了（ledger list --term 长期坚持）
      2个30天以上没有进展（ledger remind）
    ! 提示：用 ledger list 查看台账，ledger remind 看该催谁，ledger --help 查看所有命令
    ");
}
