//! import and add.

use insta::assert_snapshot;

use crate::office::{MATERIAL, Office};

#[test]
fn import_shows_what_it_read_and_writes_it_once() {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL);
    let told = office.tell(
        "import 材料.txt --dry-run
        import 材料.txt
        import 材料.txt
        list",
    );
    assert_snapshot!(told, @"
    $ ledger import 材料.txt --dry-run
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        3. 流动书车跑得不勤
        4. 读者意见答复慢
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        3. 流动书车跑得不勤
        4. 读者意见答复慢
    已导入：新增 4 项（第 1—4 项）。
    ! 提示：用 ledger list 查看，用 ledger edit 1-4 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 1-4 --confirm 各采用最像的一条
    ! 已新建台账文件：台账.db
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      以前导入过，内容一样，没有变化。
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 读书笔记写得多、用得少 ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 2    ┆ 理论辅导形式单一       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 3    ┆ 流动书车跑得不勤       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 4    ┆ 读者意见答复慢         ┆          ┆            ┆ 未启动   ┆ 未定     │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共4项：尚未启动4项；其中待分解4项。
    ");
}

#[test]
fn a_dry_run_leaves_no_file() {
    let office = Office::new();
    office.file("材料.txt", MATERIAL);
    office.say("import 材料.txt --dry-run").ok();
    assert!(!office.db().exists());
}

#[test]
fn import_again_changes_no_byte() {
    let office = Office::with_material();
    let before = office.db_bytes();
    office.file("同一份.txt", MATERIAL);
    let told = office.say("import 同一份.txt").ok();
    assert!(told.contains("没有变化"), "{told}");
    assert_eq!(office.db_bytes(), before);
}

#[test]
fn an_edited_document_corrects_its_tasks() {
    let mut office = Office::with_material();
    let edited = MATERIAL
        .replace("二是流动书车跑得不勤。", "")
        .replace("一是流动书车跑得不勤。", "一是流动书车跑得还不够勤。")
        .replace(
            "二是理论辅导形式单一。一年组织的四次辅导都是念稿子，青年馆员反映听不进去。\n",
            "",
        )
        + "（三）设立读者意见专人，三个工作日内答复。\n";
    office.file("材料.txt", edited);
    let told = office.tell(
        "import 材料.txt
        list
        history 4",
    );
    assert_snapshot!(told, @"
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      读出问题3个，方面2个，原因1条，措施3条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      带头学习贯彻新思想方面（1个）
        1. 读书笔记写得多、用得少　→ 已是第 1 项，不变
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        2. 流动书车跑得还不够勤　→ 表述有改动，更新第 3 项
        3. 读者意见答复慢　→ 已是第 4 项，不变
    已导入：更新 1 项的表述，2 项不变。
    ! 注意：台账中第 2 项出自这份材料的前一稿，这一稿里没有了；不再需要的用 ledger retract 作废
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 读书笔记写得多、用得少 ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 2    ┆ 理论辅导形式单一       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 3    ┆ 流动书车跑得还不够勤   ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 4    ┆ 读者意见答复慢         ┆          ┆            ┆ 未启动   ┆ 未定     │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共4项：尚未启动4项；其中待分解4项。
    $ ledger history 4
    ┌────────┬────────────────────┬────────┬──────┬──────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                 │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════════╡
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 登记：读者意见答复慢 │
    └────────┴────────────────────┴────────┴──────┴──────────────────────┘
    ");
}

#[test]
fn a_document_without_problems_changes_nothing() {
    let mut office = Office::new();
    office.file(
        "通知.txt",
        "关于做好年度总结的通知\n各科室：\n请于月底前报送总结。\n",
    );
    let told = office.tell("import 通知.txt --year 2021");
    assert_snapshot!(told, @r#"
    $ ledger import 通知.txt --year 2021
    通知.txt：没有列出问题，台账没有变化。
    ! 注意：全文：“关于做好年度总结的通知”像是通知，其中的条目未作为问题
    ! 注意：第3段：“请于月底前报送总结。”读作整改措施，也可能是标题、落款一类
    "#);
    assert!(!office.db().exists());
}

#[test]
fn a_document_without_a_year_asks_for_it() {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL.replace("2021年度", ""));
    let told = office.tell("import 材料.txt");
    assert_snapshot!(told, @r#"
    $ ledger import 材料.txt
    ! 错误：材料.txt 没有写明是哪一年度的民主生活会，没有导入
    ! 提示：用 --year 写明，如 --year 2021
    = 1
    "#);
    assert!(!office.db().exists());
    office.say("import 材料.txt --year 2021").ok();
}

#[test]
fn a_dry_run_as_json_is_one_line_a_file() {
    let office = Office::new();
    office
        .file("甲.txt", MATERIAL)
        .file("乙.txt", MATERIAL.replace("2021年度", ""));
    let out = office
        .say("import 甲.txt 乙.txt --dry-run --format json")
        .ok();
    let drafts: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0]["year"], 2021);
    assert_eq!(drafts[1]["year"], serde_json::Value::Null);
    assert_eq!(drafts[0]["problems"].as_array().unwrap().len(), 4);
    assert_eq!(drafts[0]["problems"][2]["title"], "流动书车跑得不勤");
    assert_eq!(drafts[0]["problems"][2]["paragraph"], 8);
    assert_eq!(drafts[0]["measures"].as_array().unwrap().len(), 2);
    let keys: Vec<&String> = drafts[0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "file",
            "year",
            "subject",
            "subject_kind",
            "title",
            "facts",
            "dimensions",
            "problems",
            "causes",
            "measures",
            "last_year",
            "statements",
            "tasks",
            "unclaimed",
            "doubts"
        ]
    );
}

#[test]
fn one_bad_file_of_many_does_not_stop_the_rest() {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL);
    let told = office.tell("import 没有.txt 材料.txt");
    assert_snapshot!(told, @"
    $ ledger import 没有.txt 材料.txt
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        3. 流动书车跑得不勤
        4. 读者意见答复慢
    已导入：新增 4 项（第 1—4 项）。
    ! 错误：文件 没有.txt 不存在
    ! 提示：用 ledger list 查看，用 ledger edit 1-4 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 1-4 --confirm 各采用最像的一条
    ! 已新建台账文件：台账.db
    ! 错误：2 个文件中有 1 个没有导入
    = 1
    ");
}

#[test]
fn add_enters_one_task() {
    let told = Office::new().tell(
        "add 座位不够
        add 空调太吵 --year 2020 --subject 何平 --dimension 作风建设 --detail 夏天读者走了一半 --source 征求意见 --measure 换机芯 --measure 装隔音棉 --target 七月前安静下来 --lead 何平 --dept 办公室 --owner 周敏 --co-dept 读者部、财务室 --due 6月底前 --theme 设施
        add 空调又响了 --prior 2
        show 2
        show 3",
    );
    assert_snapshot!(told, @r#"
    $ ledger add 座位不够
    已登记第 1 项（记入2021年度）：座位不够
    ! 提示：用 ledger edit 1 --dept 部门 --due 时限 分解责任
    ! 已新建台账文件：台账.db
    $ ledger add 空调太吵 --year 2020 --subject 何平 --dimension 作风建设 --detail 夏天读者走了一半 --source 征求意见 --measure 换机芯 --measure 装隔音棉 --target 七月前安静下来 --lead 何平 --dept 办公室 --owner 周敏 --co-dept 读者部、财务室 --due 6月底前 --theme 设施
    已登记第 2 项（记入2020年度）：空调太吵
    ! 提示：有了进展，用 ledger log 2 "做了什么" 记下来
    $ ledger add 空调又响了 --prior 2
    已登记第 3 项（记入2021年度）：空调又响了
    ! 提示：用 ledger edit 3 --dept 部门 --due 时限 分解责任
    $ ledger show 2
    第 2 项　空调太吵
      年　　度　2020
      对　　象　何平
      所属方面　作风建设
      具体表现　夏天读者走了一半
      问题来源　征求意见
      归　　类　设施
      整改目标　七月前安静下来
      责任领导　何平
      责任部门　办公室
      配合部门　读者部、财务室
      责任人　　周敏
      整改时限　6月底前（即 2021-06-30），逾期258天
      状　　态　未启动
    整改措施
      （1）换机芯
      （2）装隔音棉
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项           │
    ╞════════╪════════════════════╪════════╪══════╪════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 登记：空调太吵 │
    └────────┴────────────────────┴────────┴──────┴────────────────┘
    ! 提示：销号前还缺整改成效、佐证材料
    $ ledger show 3
    第 3 项　空调又响了
      年　　度　2021
      对　　象　班子
      往年前项　第 2 项
      整改时限　未定
      状　　态　未启动
    留痕
    ┌────────┬────────────────────┬────────┬──────┬──────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项             │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════╡
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 登记：空调又响了 │
    └────────┴────────────────────┴────────┴──────┴──────────────────┘
    ! 提示：销号前还缺整改措施、整改时限、责任人、整改成效、佐证材料
    "#);
}
