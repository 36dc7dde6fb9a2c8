//! report, export, verify.

use insta::assert_snapshot;

use crate::office::Office;

fn office() -> Office {
    let mut office = Office::new();
    office
        .file("材料.txt", crate::office::MATERIAL)
        .file("照片.jpg", "JPG");
    office.done(
        "init --name 清河区图书馆 --team 馆领导班子
        meeting --year 2021 --held-on 2022-01-20
        add 防火门常锁 --year 2020 --measure 换推杆锁 --dept 办公室 --lead 何平 --due 2022-08-31
        import 材料.txt
        edit 2-5 --dept 读者部 --lead 何平 --owner 周敏
        edit 2 --measure 每季度改一件事 --due 6月底前
        edit 3 --measure 请馆员自己讲 --due 9月底前
        edit 4 --measure 每月排班公示 --due 长期坚持
        edit 5 --measure 专人三日内答复 --due 3月底前
        @2022-03-20
        log 5 定了专人，回复留言 --figure 回复留言=12条
        close 5 --outcome 留言三日内都有回音 --verifier 馆务会 --evidence 照片.jpg
        @2022-06-20
        log 2 调整两个分馆开放时间 --figure 调整分馆=2个
        log 2 自查合格 --status 已完成
        edit 2 --outcome 开放时间合读者的意
        log 4 跑了五个村 --figure 出车=5次
        log 3 讲了一次 --reason 第二次还没讲 --next 下半年讲完
        @2022-12-10",
    );
    office
}

#[test]
fn report_tells_the_year() {
    let told = office().tell("report --year 2022");
    assert_snapshot!(told, @r#"
    $ ledger report --year 2022
    一、上年度民主生活会整改措施落实情况
    2021年度民主生活会后，馆领导班子针对查摆出的4个问题，制定整改措施4条，逐项明确责任领导、责任部门和整改时限。截至2022年12月10日，已完成整改2个（其中1个待审核），正在推进1个，长期坚持1个。
    1.关于“读书笔记写得多、用得少”的问题。按照“每季度改一件事”的措施，6月，调整两个分馆开放时间。开放时间合读者的意。该问题已于6月20日完成整改，待审核。
    2.关于“理论辅导形式单一”的问题。6月，讲了一次；因第二次还没讲，未按期（9月底前）完成，下一步将于下半年讲完。
    3.关于“流动书车跑得不勤”的问题。按照“每月排班公示”的措施，6月，跑了五个村，出车5次，相关措施需长期坚持。
    4.关于“读者意见答复慢”的问题。3月，定了专人，回复留言12条。留言三日内都有回音。该问题已于3月20日完成整改。
    此外，2020年度遗留问题1个，尚未启动1个。
    5.关于“防火门常锁”的问题。未按期（8月31日前）启动〔待补：未启动原因、下一步〕。
    ! 注意：第 1 项缺未启动原因：ledger edit 1 --reason "未启动的原因"
    ! 注意：第 1 项缺下一步：ledger edit 1 --next "下步措施"
    ! 全文436字
    ! 台账有而没有写入的 1 处：
    !   第2项：自查合格（只说检查或统计）
    "#);
}

#[test]
fn report_traces_and_writes_markdown() {
    let mut office = office();
    let told = office.tell("report --year 2022 --trace -o 落实情况.md");
    assert_snapshot!(told + &office.read("落实情况.md"), @r#"
    $ ledger report --year 2022 --trace -o 落实情况.md
    ! 注意：第 1 项缺未启动原因：ledger edit 1 --reason "未启动的原因"
    ! 注意：第 1 项缺下一步：ledger edit 1 --next "下步措施"
    ! 已写入 落实情况.md
    ! 提示：改过以后，用 ledger check 落实情况.md --year 2022 与台账核对
    ! 全文436字
    ! 台账有而没有写入的 1 处：
    !   第2项：自查合格（只说检查或统计）
    ## 一、上年度民主生活会整改措施落实情况

    2021年度民主生活会后，馆领导班子针对查摆出的4个问题，制定整改措施4条，逐项明确责任领导、责任部门和整改时限。【2021年度会议、班子称谓、问题数、措施数】截至2022年12月10日，已完成整改2个（其中1个待审核），正在推进1个，长期坚持1个。【已完成整改、待审核、正在推进、长期坚持】

    1\.关于“读书笔记写得多、用得少”的问题。【2·存在问题】按照“每季度改一件事”的措施，6月，调整两个分馆开放时间。开放时间合读者的意。该问题已于6月20日完成整改，待审核。【2·措施1、2·进展#20、2·整改成效、2·完成状态】

    2\.关于“理论辅导形式单一”的问题。【3·存在问题】6月，讲了一次；因第二次还没讲，未按期（9月底前）完成，下一步将于下半年讲完。【3·进展#24、3·未完成原因、3·整改时限、3·下步措施、3·完成状态】

    3\.关于“流动书车跑得不勤”的问题。【4·存在问题】按照“每月排班公示”的措施，6月，跑了五个村，出车5次，相关措施需长期坚持。【4·措施1、4·进展#23、4·完成状态】

    4\.关于“读者意见答复慢”的问题。【5·存在问题】3月，定了专人，回复留言12条。留言三日内都有回音。该问题已于3月20日完成整改。【5·进展#17、5·整改成效、5·完成状态】

    此外，2020年度遗留问题1个，尚未启动1个。【以前年度遗留、尚未启动】

    5\.关于“防火门常锁”的问题。【1·存在问题】未按期（8月31日前）启动**〔待补：未启动原因、下一步〕**。【1·整改时限、1·完成状态】
    "#);
}

#[test]
fn report_is_the_same_twice() {
    let office = office();
    let first = office.say("report --year 2022 --format json").ok();
    assert_eq!(first, office.say("report --year 2022 --format json").ok());
    let facts: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(facts["facts"][0]["main"]["problems"], 4);
    assert_eq!(facts["facts"][0]["older"]["problems"], 1);
}

#[test]
fn report_strict_refuses_gaps_and_writes_nothing() {
    let mut office = Office::with_material();
    let told = office.tell("report --year 2022 --strict -o 情况.txt");
    assert!(told.ends_with("= 1\n"), "{told}");
    assert!(!office.path("情况.txt").exists());
}

#[test]
fn report_of_a_year_without_tasks_hints_at_the_right_one() {
    let told = Office::with_material().tell(
        "report --year 2021
        report --year 2022 --subject 何平
        report --year 2030",
    );
    assert_snapshot!(told, @r#"
    $ ledger report --year 2021
    ! 错误：台账中没有2020年度任务，写不出这份报告
    ! 提示：台账中有2021年度的任务，它们的整改情况写在2022年度的报告里：ledger report --year 2022
    = 1
    $ ledger report --year 2022 --subject 何平
    ! 错误：台账中没有2021年度“何平”的任务，写不出这份报告
    ! 提示：台账中有这些年度：2021
    = 1
    $ ledger report --year 2030
    一、上年度民主生活会整改措施落实情况
    截至2022年3月15日，2021年度遗留问题4个，尚未启动4个。
    1.关于“读书笔记写得多、用得少”的问题。尚未启动〔待补：未启动原因〕。
    2.关于“理论辅导形式单一”的问题。尚未启动〔待补：未启动原因〕。
    3.关于“流动书车跑得不勤”的问题。尚未启动〔待补：未启动原因〕。
    4.关于“读者意见答复慢”的问题。尚未启动〔待补：未启动原因〕。
    ! 注意：台账中没有2029年度的任务，写出的只有以前年度遗留问题
    ! 注意：第 1、2、3、4 项缺未启动原因：ledger edit 1 --reason "未启动的原因"
    ! 全文185字
    "#);
}

#[test]
fn export_is_csv_for_the_organization_department() {
    let mut office = office();
    let told = office.tell("export -o 台账.csv");
    assert_snapshot!(told + &office.read("台账.csv").replace('\r', "␍"), @r#"
    $ ledger export -o 台账.csv
    ! 已写入 台账.csv，共 5 项，5 行
    ﻿序号,问题编号,年度,对象,问题来源,所属方面,存在问题,具体表现(事例),原因,整改目标,整改措施,整改类型,责任领导,责任部门,配合部门,责任人,整改时限,进展情况,整改成效,佐证材料,完成状态,完成时间,是否逾期,销号人,销号时间,备注,延期情况,下次检查,往年前项,上级编号,归类,报送表述,未完成原因,下步措施,措施分工,时限原文␍
    1,1,2020,班子,,,防火门常锁,,,,换推杆锁,限期整改,何平,办公室,,,2022-08-31,,,,未启动,,是,,,,,,,,,,,,,␍
    2,2,2021,班子,,带头学习贯彻新思想方面,读书笔记写得多、用得少,学完以后很少回头对照业务改进服务，分馆开放时间两年没有调整过。,学用结合的自觉性不强,,每季度改一件事,限期整改,何平,读者部,,周敏,2022-06-30,"2022-06-20 调整两个分馆开放时间【调整分馆=2个】
    2022-06-20 自查合格",开放时间合读者的意,,已完成,2022-06-20,否,,,,,,,,,,,,,6月底前␍
    3,3,2021,班子,,带头学习贯彻新思想方面,理论辅导形式单一,一年组织的四次辅导都是念稿子，青年馆员反映听不进去。,学用结合的自觉性不强,,请馆员自己讲,限期整改,何平,读者部,,周敏,2022-09-30,2022-06-20 讲了一次,,,正在推进,,是,,,,,,,,,,第二次还没讲,下半年讲完,,9月底前␍
    4,4,2021,班子,,带头服务基层读者方面,流动书车跑得不勤,上半年只到过三个街道，远郊两个村一次也没有去。,学用结合的自觉性不强,,每月排班公示,长期坚持,何平,读者部,,周敏,长期坚持,2022-06-20 跑了五个村【出车=5次】,,,正在推进,,否,,,,,,,,,,,,,␍
    5,5,2021,班子,,带头服务基层读者方面,读者意见答复慢,意见簿上有的留言过了一个月才有人回。,学用结合的自觉性不强,,专人三日内答复,限期整改,何平,读者部,,周敏,2022-03-31,2022-03-20 定了专人，回复留言【回复留言=12条】,留言三日内都有回音,照片.jpg,已销号,2022-03-20,否,馆务会,2022-03-20,,,,,,,,,,,3月底前␍
    "#);
    let bytes = std::fs::read(office.path("台账.csv")).unwrap();
    assert_eq!(bytes[..3], [0xEF, 0xBB, 0xBF]);
}

#[test]
fn export_in_every_shape() {
    let office = office();
    for (command, first) in [
        ("export --list upward", "序号,问题来源,"),
        ("export --list problems --year 2021", "序号,"),
        ("export --list tasks --rows measure", "序号,"),
        ("export --list responsibilities", "序号,"),
        ("export --columns 问题编号,存在问题", "问题编号,存在问题\r"),
    ] {
        let out = office.say(command).ok();
        assert!(
            out.trim_start_matches('\u{FEFF}').starts_with(first),
            "{command}\n{out}"
        );
        assert!(out.lines().count() > 4, "{command}\n{out}");
    }
    let array: serde_json::Value =
        serde_json::from_str(&office.say("export --format json").ok()).unwrap();
    let lines = office.say("export --format jsonl").ok();
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(array, serde_json::Value::Array(lines));
    assert_eq!(array.as_array().unwrap().len(), 5);
    office.say("export --encoding gb18030 -o 国标.csv").ok();
    let bytes = std::fs::read(office.path("国标.csv")).unwrap();
    let (text, _, bad) = encoding_rs::GB18030.decode(&bytes);
    assert!(!bad && text.contains("流动书车跑得不勤"), "{text}");
}

#[test]
fn export_guards_cells_against_formulas() {
    let mut office = Office::new();
    office
        .run(["add", "=HYPERLINK(\"http://x\")", "--detail", "@SUM(A1)"])
        .ok();
    let out = office.tell("export --columns 存在问题,具体表现");
    assert!(
        !out.contains("\n=") && !out.contains("\"=") && !out.contains(",@"),
        "{out}"
    );
}

#[test]
fn verify_prints_the_check_code_and_stands_by_it() {
    let mut office = office();
    let told = office.tell("verify");
    assert_snapshot!(told, @"
    $ ledger verify
    台账完好：24 条记录首尾相连，5 项任务与记录一致，3 个文件内容无误。
    校验码 24-bd3e-f100-3ef6-b40d-62c3-a7f0-8a66-e117
    ! 注意：24 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ");
    let code = told
        .lines()
        .find_map(|line| line.strip_prefix("校验码 "))
        .unwrap()
        .to_owned();
    office.done("log 3 又讲了一次");
    let told = office.tell(&format!("verify --against {code}"));
    assert_snapshot!(told, @"
    $ ledger verify --against 24-bd3e-f100-3ef6-b40d-62c3-a7f0-8a66-e117
    台账完好：25 条记录首尾相连，5 项任务与记录一致，3 个文件内容无误。
    校验码 25-1fd0-414b-9ae6-2e8f-48ce-5f56-a060-9e8d
    校验码 24-bd3e-f100-3ef6-b40d-62c3-a7f0-8a66-e117 相符：当时的 24 条记录至今未被改动。
    ! 注意：25 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ");
}

/// More problems than any office has in a year: the report says what to do instead of filling the memory.
#[test]
fn a_report_of_too_many_problems_says_what_to_narrow() {
    let mut office = Office::new();
    let mut register = "年度,对象,存在问题\n2021,何平,会议偏多\n".to_owned();
    for number in 0..=20_000 {
        register.push_str(&format!("2021,班子,第{number}处台阶没有扶手\n"));
    }
    office.file("很多.csv", &register);
    office.done("import 很多.csv");
    let told = office.tell(
        "report --year 2022
        report --year 2022 --subject 何平",
    );
    assert_snapshot!(told, @r#"
    $ ledger report --year 2022
    ! 错误：要写的问题有 20002 个，一份报告最多写 20000 个
    ! 提示：用 --subject 写明班子或某人，各写一份；已经整改完的以前年度问题先销号
    ! 提示：逐项的内容用 ledger export 导出，数字用 ledger stats 看
    = 1
    $ ledger report --year 2022 --subject 何平
    （一）上年度民主生活会整改措施落实情况
    2021年度民主生活会上，我查摆问题1个。截至2022年3月15日，尚未着手1个。
    1.关于“会议偏多”的问题。该问题尚未着手〔待补：未启动原因〕。
    ! 注意：第 1 项缺未启动原因：ledger edit 1 --reason "未启动的原因"
    ! 全文92字
    "#);
}
