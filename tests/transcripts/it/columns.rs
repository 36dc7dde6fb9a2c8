//! What the columns of a register are taken for: shown, said otherwise, remembered by its header.

use insta::assert_snapshot;

use crate::office::Office;

/// A list of dangers: who looked is nobody who mends, and one title nobody knows.
const DANGERS: &str = "隐患编号,排查时间,排查人,隐患内容,隐患等级,治理措施,归口,治理责任人,治理时限,整改进度\n\
    YH01,2024-03-11,曲峰,皮带机尾轮无防护罩,一般,加装防护罩,选矿厂,尤海,3月18日,60%\n\
    YH02,2024-03-12,曲峰,跨接地线脱落,一般,重新压接,机电科,瞿亮,3月底前,100%\n";

#[test]
fn columns_are_shown_with_what_they_are_taken_for() {
    let mut office = Office::new();
    office.file("隐患.csv", DANGERS);
    assert_snapshot!(office.tell("import 隐患.csv --year 2024 --dry-run"), @"
    $ ledger import 隐患.csv --year 2024 --dry-run
    隐患.csv（2024年度）
      照栏名读：D 隐患内容（存在问题）、F 治理措施（整改措施）、J 整改进度（进展情况）
    ┌────┬────────────┬──────────┬────────────────────────┐
    │ 栏 ┆ 表头       ┆ 读作     ┆ 依据                   │
    ╞════╪════════════╪══════════╪════════════════════════╡
    │ A  ┆ 隐患编号   ┆ 问题编号 ┆ 栏名的用词             │
    │ B  ┆ 排查时间   ┆ 不读     ┆ 发现、受理的日期       │
    │ C  ┆ 排查人     ┆ 不读     ┆ 检查、反映、填报的一方 │
    │ E  ┆ 隐患等级   ┆ 不读     ┆ 等级、分值、评价       │
    │ G  ┆ 归口       ┆ 不读     ┆ 不认识                 │
    │ H  ┆ 治理责任人 ┆ 责任人   ┆ 栏名的用词             │
    │ I  ┆ 治理时限   ┆ 整改时限 ┆ 栏名的用词             │
    └────┴────────────┴──────────┴────────────────────────┘
    ┌─────┬────────────────────┬────────┐
    │ 行  ┆ 存在问题           ┆ 对应   │
    ╞═════╪════════════════════╪════════╡
    │ 2   ┆ 皮带机尾轮无防护罩 ┆ 新任务 │
    │ 3   ┆ 跨接地线脱落       ┆ 新任务 │
    └─────┴────────────────────┴────────┘
    ! 注意：G 栏“归口”不认识，没有读取
    ! 注意：第2、3行：时限没有写年份，按本行发现问题的日期算在2024年
    ! 注意：第3行：已完成而没有完成时间，按导入日期记
    ");
}

#[test]
fn what_is_said_of_columns_is_written() {
    let mut office = Office::new();
    office.file("隐患.csv", DANGERS);
    assert_snapshot!(office.tell("import 隐患.csv --year 2024 --yes --对应 归口=责任科室 --map 治理责任人=不读
        show 1"), @"
    $ ledger import 隐患.csv --year 2024 --yes --对应 归口=责任科室 --map 治理责任人=不读
    隐患.csv（2024年度）
      照栏名读：D 隐患内容（存在问题）、F 治理措施（整改措施）、J 整改进度（进展情况）
    ┌────┬────────────┬──────────┬────────────────────────┐
    │ 栏 ┆ 表头       ┆ 读作     ┆ 依据                   │
    ╞════╪════════════╪══════════╪════════════════════════╡
    │ A  ┆ 隐患编号   ┆ 问题编号 ┆ 栏名的用词             │
    │ B  ┆ 排查时间   ┆ 不读     ┆ 发现、受理的日期       │
    │ C  ┆ 排查人     ┆ 不读     ┆ 检查、反映、填报的一方 │
    │ E  ┆ 隐患等级   ┆ 不读     ┆ 等级、分值、评价       │
    │ G  ┆ 归口       ┆ 责任部门 ┆ --map 写明             │
    │ H  ┆ 治理责任人 ┆ 不读     ┆ --map 写明             │
    │ I  ┆ 治理时限   ┆ 整改时限 ┆ 栏名的用词             │
    └────┴────────────┴──────────┴────────────────────────┘
    ┌─────┬────────────────────┬────────┐
    │ 行  ┆ 存在问题           ┆ 对应   │
    ╞═════╪════════════════════╪════════╡
    │ 2   ┆ 皮带机尾轮无防护罩 ┆ 新任务 │
    │ 3   ┆ 跨接地线脱落       ┆ 新任务 │
    └─────┴────────────────────┴────────┘
    已导入：新增 2 项。
    ! 注意：第2、3行：时限没有写年份，按本行发现问题的日期算在2024年
    ! 注意：第3行：已完成而没有完成时间，按导入日期记
    ! 提示：归口=责任部门；治理责任人=不读，同样表头的表以后也这样读；用 ledger config 查看、改动
    ! 已新建台账文件：台账.db
    $ ledger show 1
    第 1 项　皮带机尾轮无防护罩
      年　　度　2024
      对　　象　班子
      出　　处　隐患.csv，第2行
      责任部门　选矿厂
      整改时限　3月18日（即 2024-03-18），余734天
      状　　态　正在推进
    整改措施
      （1）加装防护罩
    进展情况
      2022-03-15　60%
    留痕
    ┌────────┬────────────────────┬────────┬──────┬──────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                     │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：皮带机尾轮无防护罩 │
    └────────┴────────────────────┴────────┴──────┴──────────────────────────┘
    ! 提示：销号前还缺责任人、整改成效、佐证材料
    ");
}

#[test]
fn what_was_said_of_columns_is_remembered_by_their_header() {
    let mut office = Office::new();
    office.file("隐患.csv", DANGERS);
    office.file("二月.csv", DANGERS.replace("尾轮", "头轮"));
    office.done("import 隐患.csv --year 2024 --yes --对应 归口=责任科室 --map 治理责任人=不读");
    assert_snapshot!(office.tell("import 二月.csv --year 2024 --dry-run
        undo"), @"
    $ ledger import 二月.csv --year 2024 --dry-run
    二月.csv（2024年度）
      照栏名读：D 隐患内容（存在问题）、F 治理措施（整改措施）、J 整改进度（进展情况）
    ┌────┬────────────┬──────────┬────────────────────────┐
    │ 栏 ┆ 表头       ┆ 读作     ┆ 依据                   │
    ╞════╪════════════╪══════════╪════════════════════════╡
    │ A  ┆ 隐患编号   ┆ 问题编号 ┆ 栏名的用词             │
    │ B  ┆ 排查时间   ┆ 不读     ┆ 发现、受理的日期       │
    │ C  ┆ 排查人     ┆ 不读     ┆ 检查、反映、填报的一方 │
    │ E  ┆ 隐患等级   ┆ 不读     ┆ 等级、分值、评价       │
    │ G  ┆ 归口       ┆ 责任部门 ┆ 以前写明               │
    │ H  ┆ 治理责任人 ┆ 不读     ┆ 以前写明               │
    │ I  ┆ 治理时限   ┆ 整改时限 ┆ 栏名的用词             │
    └────┴────────────┴──────────┴────────────────────────┘
    ┌─────┬────────────────────┬─────────────────────┐
    │ 行  ┆ 存在问题           ┆ 对应                │
    ╞═════╪════════════════════╪═════════════════════╡
    │ 2   ┆ 皮带机头轮无防护罩 ┆ 可能是第 1 项，待定 │
    │ 3   ┆ 跨接地线脱落       ┆ 第 2 项，没有新内容 │
    └─────┴────────────────────┴─────────────────────┘
    ! 这种表头的栏目以前说明过，照旧读；改用 ledger config import.columns.4f4faee3
    ! 注意：第2、3行：时限没有写年份，按本行发现问题的日期算在2024年
    ! 注意：第3行：已完成而没有完成时间，按导入日期记
    $ ledger undo
    已撤销第 1、2 项：登记：皮带机尾轮无防护罩等 3 条记录
    ");
}

#[test]
fn columns_that_are_not_there_or_are_none() {
    let mut office = Office::new();
    office.file("隐患.csv", DANGERS);
    assert_snapshot!(office.tell("import 隐患.csv --year 2024 --map 检查人=不读
        import 隐患.csv --year 2024 --map 归口=责任部们
        import 隐患.csv --year 2024 --map 归口=天气
        import 隐患.csv --year 2024 --map 归口
        config import.columns.abcd1234 归口=责任部们
        config import.columns.abcd1234 归口=责任部门；排查人=不读
        config import.columns.abcd1234"), @"
    $ ledger import 隐患.csv --year 2024 --map 检查人=不读
    ! 错误：隐患.csv 的表头里没有“检查人”这一栏，没有导入
    ! 提示：是不是 排查人？
    = 1
    $ ledger import 隐患.csv --year 2024 --map 归口=责任部们
    ! 错误：--map <写法=什么>：“归口=责任部们”中的“责任部们”不是台账的栏目，是不是 责任部门、责任人、责任领导？
    ! 提示：用 ledger import --help 查看用法
    = 2
    $ ledger import 隐患.csv --year 2024 --map 归口=天气
    ! 错误：--map <写法=什么>：“归口=天气”中的“天气”不是台账的栏目，可写：序号、问题编号、年度、对象、问题来源、所属方面、存在问题、具体表现、原因、归类、上级编号、整改目标、整改措施、整改类型、完成标准、责任领导、责任部门、配合部门、责任人、整改时限、进展情况、整改成效、整改进展及成效、佐证材料、完成状态、完成时间、销号人、销号时间、未完成原因、下步措施、备注、下次检查、往年前项，或 不读
    ! 提示：用 ledger import --help 查看用法
    = 2
    $ ledger import 隐患.csv --year 2024 --map 归口
    ! 错误：--map <写法=什么>：“归口”要写成 栏名=栏目，如 检查人=不读
    ! 提示：用 ledger import --help 查看用法
    = 2
    $ ledger config import.columns.abcd1234 归口=责任部们
    ! 错误：“归口=责任部们”中的“责任部们”不是台账的栏目，是不是 责任部门、责任人、责任领导？
    = 2
    $ ledger config import.columns.abcd1234 归口=责任部门；排查人=不读
    import.columns.abcd1234 现为 归口=责任部门；排查人=不读
    ! 已新建台账文件：台账.db
    $ ledger config import.columns.abcd1234
    归口=责任部门；排查人=不读
    ");
}

#[test]
fn columns_for_machines() {
    let mut office = Office::new();
    office.file(
        "隐患.csv",
        "问题,检查人,归口\n甲类问题没有解决,王立,办公室\n",
    );
    assert_snapshot!(office.tell("import 隐患.csv --year 2024 --dry-run --format json"), @"
    $ ledger import 隐患.csv --year 2024 --dry-run --format json
    ! 错误：文件 隐患.csv 里没有找到台账的表头
    ! 提示：表头里要有“存在问题”，或有“问题编号”和要填的栏目
    = 1
    ");
}

#[test]
fn which_task_a_row_is_can_be_said() {
    let mut office = Office::new();
    office.file("隐患.csv", DANGERS);
    office.file("二月.csv", DANGERS.replace("尾轮", "头轮"));
    office.done("import 隐患.csv --year 2024 --yes --对应 归口=责任科室 --map 治理责任人=不读");
    let told = office.tell(
        "import 二月.csv --year 2024 --yes
        import 二月.csv --year 2024 --yes --row 9=1
        import 二月.csv --year 2024 --yes --row 2=9
        import 二月.csv --year 2024 --yes --row 二=新
        import 二月.csv --year 2024 --yes --row 2=1
        import 二月.csv --year 2024 --yes --行 ２＝新
        list",
    );
    let shown = told.lines().filter(|line| {
        ["$", "!", "="].iter().any(|sign| line.starts_with(sign))
            || line.contains("已导入")
            || line.contains("轮无防护罩")
    });
    let shown: Vec<&str> = shown
        .filter(|line| !line.contains("注意：") || line.contains("存在问题"))
        .collect();
    assert_snapshot!(shown.join("\n"), @"
    $ ledger import 二月.csv --year 2024 --yes
    │ 2   ┆ 皮带机头轮无防护罩 ┆ 可能是第 1 项，待定 │
    ! 这种表头的栏目以前说明过，照旧读；改用 ledger config import.columns.4f4faee3
    $ ledger import 二月.csv --year 2024 --yes --row 9=1
    ! 错误：表中没有读出第9行，没有导入
    ! 提示：行号是 Excel 里的行号，先用 --dry-run 看读出了哪些行
    = 1
    $ ledger import 二月.csv --year 2024 --yes --row 2=9
    ! 错误：没有编号为 9 的任务；本台账共有 2 项，用 ledger list 查看
    = 1
    $ ledger import 二月.csv --year 2024 --yes --row 二=新
    ! 错误：--row <行=编号>：“二=新”应写成 5=12（第5行就是第12项）或 5=新
    ! 提示：用 ledger import --help 查看用法
    = 2
    $ ledger import 二月.csv --year 2024 --yes --row 2=1
    │ 2   ┆ 皮带机头轮无防护罩 ┆ 第 1 项，没有新内容 │
    ! 这种表头的栏目以前说明过，照旧读；改用 ledger config import.columns.4f4faee3
    ! 注意：第2行“存在问题”写的是“皮带机头轮无防护罩”，第 1 项台账上是“皮带机尾轮无防护罩”，没有改动；要改用 ledger edit 1
    $ ledger import 二月.csv --year 2024 --yes --行 ２＝新
    │ 2   ┆ 皮带机头轮无防护罩 ┆ 新任务              │
    已导入：新增 1 项。
    ! 这种表头的栏目以前说明过，照旧读；改用 ledger config import.columns.4f4faee3
    $ ledger list
    │ 1    ┆ 皮带机尾轮无防护罩 ┆ 选矿厂   ┆ 2024-03-18 ┆ 正在推进 ┆ 余734天  │
    │ 3    ┆ 皮带机头轮无防护罩 ┆ 选矿厂   ┆ 2024-03-18 ┆ 正在推进 ┆ 余734天  │
    ");
}

#[test]
fn a_row_is_one_row_of_one_file() {
    let mut office = Office::new();
    office.file("隐患.csv", DANGERS);
    office.file("二月.csv", DANGERS.replace("尾轮", "头轮"));
    office.done("import 隐患.csv --year 2024 --yes");
    let told = office.say("import 隐患.csv 二月.csv --year 2024 --yes --row 2=1");
    assert!(
        told.code == 2 && told.err.contains("一次只写一个文件"),
        "{}",
        told.err
    );
}

#[test]
fn a_row_in_other_words_between_known_ones_is_asked_about() {
    let mut office = Office::new();
    office.file(
        "任务.csv",
        "序号,存在问题\n1,请示件办理拖沓\n2,场馆改造进度滞后\n3,下乡走访偏少\n",
    );
    let again = "序号,存在问题,责任部门\n1,请示件办理拖沓,办公室\n2,工地开工晚,规划科\n3,下乡走访偏少,人事科\n4,食堂浪费,后勤科\n";
    office.file("分工.csv", again);
    office.done("import 任务.csv --year 2024 --yes");
    let told = office.tell(
        "import 分工.csv --year 2024 --dry-run
        import 分工.csv --year 2024 --yes --row 3=2
        list",
    );
    let shown = told.lines().filter(|line| line.starts_with('│'));
    let shown: Vec<&str> = shown.collect();
    assert_snapshot!(shown.join("\n"), @"
    │ 行  ┆ 存在问题       ┆ 对应                │
    │ 2   ┆ 请示件办理拖沓 ┆ 第 1 项，补上空缺   │
    │ 3   ┆ 工地开工晚     ┆ 可能是第 2 项，待定 │
    │ 4   ┆ 下乡走访偏少   ┆ 第 3 项，补上空缺   │
    │ 5   ┆ 食堂浪费       ┆ 新任务              │
    │ 行  ┆ 存在问题       ┆ 对应              │
    │ 2   ┆ 请示件办理拖沓 ┆ 第 1 项，补上空缺 │
    │ 3   ┆ 工地开工晚     ┆ 第 2 项，补上空缺 │
    │ 4   ┆ 下乡走访偏少   ┆ 第 3 项，补上空缺 │
    │ 5   ┆ 食堂浪费       ┆ 新任务            │
    │ 编号 ┆ 存在问题         ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    │ 1    ┆ 请示件办理拖沓   ┆ 办公室   ┆            ┆ 未启动   ┆ 未定     │
    │ 2    ┆ 场馆改造进度滞后 ┆ 规划科   ┆            ┆ 未启动   ┆ 未定     │
    │ 3    ┆ 下乡走访偏少     ┆ 人事科   ┆            ┆ 未启动   ┆ 未定     │
    │ 4    ┆ 食堂浪费         ┆ 后勤科   ┆            ┆ 未启动   ┆ 未定     │
    ");
}

/// Where the rows do not fill what lies between, or are of another year, nobody knows which they would be.
#[test]
fn rows_that_do_not_fill_what_lies_between_are_new() {
    let mut office = Office::new();
    let known = "年度,存在问题\n2024,请示件办理拖沓\n2024,场馆改造进度滞后\n2024,下乡走访偏少\n";
    office.file("任务.csv", known);
    office.done("import 任务.csv --yes");
    for between in ["2024,工地开工晚\n2024,公章管理松\n", "2023,工地开工晚\n"] {
        let rows = format!("年度,存在问题\n2024,请示件办理拖沓\n{between}2024,下乡走访偏少\n");
        office.file("又一张.csv", rows);
        let told = office.tell("import 又一张.csv --dry-run");
        let new = told.lines().filter(|line| line.contains("新任务")).count();
        assert_eq!(new, between.lines().count(), "{told}");
    }
}
