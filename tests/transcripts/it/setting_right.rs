//! A reading that a person sets right: written as a text, edited, taken back for its document.

use insta::assert_snapshot;

use crate::office::{MATERIAL, Office};

/// An office with the material and its reading as a text.
pub(super) fn office() -> Office {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL);
    office.done("import 材料.txt --draft 读取稿.md");
    office
}

/// Changes a text as a person does.
pub(super) fn edit(office: &Office, changes: &[(&str, &str)]) {
    let mut text = office.read("读取稿.md");
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    office.file("读取稿.md", text);
}

/// One problem reworded and given to a department, one read as text, one taken out, a heading left.
pub(super) const CHANGES: [(&str, &str); 3] = [
    (
        "理论辅导形式单一\n",
        "理论辅导只念稿子\n  〔责任部门〕办公室\n  〔整改时限〕6月底\n",
    ),
    (
        "- 〔第8段〕流动书车跑得不勤\n  上半年",
        "> 〔第8段未归入〕流动书车跑得不勤。上半年",
    ),
    (
        "- 〔第9段〕读者意见答复慢\n  意见簿上有的留言过了一个月才有人回。\n",
        "",
    ),
];

#[test]
fn a_text_is_written_and_the_ledger_stays_as_it_is() {
    let office = office();
    assert!(office.db_bytes().is_empty());
    let text = office.read("读取稿.md");
    let (first, rest) = text.split_once('\n').unwrap();
    assert!(first.starts_with("# 读取稿（SHA-256 ") && first.ends_with("）：材料.txt"));
    assert_snapshot!(rest, @"
    <!-- 怎样改：
    1. “- ”开头的一行是一条，缩进的是它的具体内容；〔第5段〕是它在原文里的位置，留着不动。读错的字照实改。
    2. “> ”开头的是没有归入的文字：移到该在的地方，把“>”改成“-”，就成为那里的一条；是方面的，把“>”改成“###”；不要的，整行删去。
    3. 不是问题的，连同具体内容移到别的部分，或者删去；少了的，加一行“- ”。
    4. 谁来改、何时改完，写在问题下面，一行一样：〔责任领导〕〔责任部门〕〔责任人〕〔整改时限〕〔措施〕。
    5. 这样的注释是程序的疑点和另一种读法，供您判断，读回时不看。改完保存，用 ledger import 本文件 导入。 -->

    年度：2021
    对象：班子
    名称：清河区图书馆领导班子
    题目：清河区图书馆领导班子2021年度民主生活会对照检查材料

    ## 会前数据
    - 集中学习 | 6 | 次
    - 谈心谈话 | 20余 | 人次
    - 意见建议 | 15 | 条

    ## 存在的问题
    ### 带头学习贯彻新思想方面
    - 〔第5段〕读书笔记写得多、用得少
      学完以后很少回头对照业务改进服务，分馆开放时间两年没有调整过。
    - 〔第6段〕理论辅导形式单一
      一年组织的四次辅导都是念稿子，青年馆员反映听不进去。
    ### 带头服务基层读者方面
    - 〔第8段〕流动书车跑得不勤
      上半年只到过三个街道，远郊两个村一次也没有去。
    - 〔第9段〕读者意见答复慢
      意见簿上有的留言过了一个月才有人回。

    ## 原因剖析
    - 学用结合的自觉性不强
      把学习当任务，没有当方法。

    ## 整改措施
    - 建立学习成果转化清单，每季度选一件读者反映的事改出结果
    - 流动书车每月排班公示，全年走遍所有街道和村

    ## 上年度整改情况

    ## 其他内容
    ");
    assert_eq!(office.say("import 材料.txt --draft -").out, text);
}

#[test]
fn what_was_set_right_is_recorded_for_the_document() {
    let mut office = office();
    edit(&office, &CHANGES);
    assert_snapshot!(office.tell("import 读取稿.md
        list
        import 读取稿.md
        import 材料.txt
        history
        verify"), @"
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      读出问题2个，方面2个，原因1条，措施2条，带责任分工的任务1项
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      照读取稿 读取稿.md 改过 5 处
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导只念稿子
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      1段文字未归入：
        第8段　流动书车跑得不勤
    已导入：新增 2 项（第 1—2 项）；1段文字未归入。
    ! 提示：用 ledger list 查看，用 ledger edit 1-2 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 1-2 --confirm 各采用最像的一条
    ! 已新建台账文件：台账.db
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 读书笔记写得多、用得少 ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 2    ┆ 理论辅导只念稿子       ┆ 办公室   ┆ 2022-06-30 ┆ 未启动   ┆ 余107天  │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共2项：尚未启动2项；其中待分解2项。
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 5 处，内容一样，没有变化。
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 5 处，内容一样，没有变化。
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬──────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                             │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 导入：材料.txt（2021年度，班子） │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：读书笔记写得多、用得少     │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 登记：理论辅导只念稿子           │
    └────────┴────────────────────┴────────┴──────┴──────────────────────────────────┘
    $ ledger verify
    台账完好：3 条记录首尾相连，2 项任务与记录一致，2 个文件内容无误。
    校验码 3-aaaa-2ee8-d596-26a8-1add-7653-1c2e-b3a8
    ! 注意：3 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ");
    // Who takes it back has what was there before.
    assert_snapshot!(office.tell("undo
        import 材料.txt --dry-run"), @"
    $ ledger undo
    已撤销第 1、2 项：导入：材料.txt（2021年度，班子）等 3 条记录
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
    ");
}

/// That a document has no problem, and of which year it is, is asked once.
#[test]
fn a_document_without_year_and_problems_is_known() {
    let mut office = Office::new();
    let text =
        "区图书馆班子对照检查材料\n一、存在的主要问题\n（一）学习方面\n一是学得不深。只看摘要。\n";
    office.file("材料.txt", text);
    office.done("import 材料.txt --draft 读取稿.md");
    edit(
        &office,
        &[
            ("年度：\n", "年度：2021\n"),
            ("- 〔第4段〕学得不深\n  只看摘要。\n", ""),
        ],
    );
    assert_snapshot!(office.tell("import 读取稿.md
        import 读取稿.md
        import 材料.txt
        import 材料.txt --dry-run
        undo
        import 材料.txt"), @"
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      读出问题0个，方面1个
      照读取稿 读取稿.md 改过 2 处
    已导入：没有问题。
    ! 已新建台账文件：台账.db
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 2 处，内容一样，没有变化。
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 2 处，内容一样，没有变化。
    $ ledger import 材料.txt --dry-run
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 2 处，内容一样，没有变化。
    $ ledger undo
    已撤销：导入：材料.txt（2021年度，班子）
    $ ledger import 材料.txt
    ! 错误：材料.txt 没有写明是哪一年度的民主生活会，没有导入
    ! 提示：用 --year 写明，如 --year 2021
    = 1
    ");
}

#[test]
fn a_text_that_nobody_changed_is_the_document() {
    let mut office = office();
    let direct = Office::with_material();
    assert_snapshot!(office.tell("import 读取稿.md
        import 材料.txt
        import 读取稿.md"), @"
    $ ledger import 读取稿.md
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
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      以前导入过，内容一样，没有变化。
    ");
    let said = |office: &Office| office.say("list --format json").ok();
    assert_eq!(said(&office), said(&direct));
}

#[test]
fn text_without_a_field_is_told() {
    let mut office = office();
    let texts: String = (20..29)
        .map(|number| format!("> 〔第{number}段未归入〕附注之{number}，各科室另行报送。\n"))
        .collect();
    edit(&office, &[("## 原因剖析", &format!("{texts}## 原因剖析"))]);
    assert_snapshot!(office.tell("import 读取稿.md"), @"
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      照读取稿 读取稿.md 改过 9 处
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        3. 流动书车跑得不勤
        4. 读者意见答复慢
      9段文字未归入：
        第20段　附注之20
        第21段　附注之21
        第22段　附注之22
        第23段　附注之23
        第24段　附注之24
        第25段　附注之25
        另有 3 处，没有列出
    已导入：新增 4 项（第 1—4 项）；9段文字未归入。
    ! 提示：用 ledger list 查看，用 ledger edit 1-4 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 1-4 --confirm 各采用最像的一条
    ! 已新建台账文件：台账.db
    ");
    let json = office.say("import 读取稿.md --dry-run --format json").ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["unclaimed"][8]["paragraph"], 28);
    assert_eq!(json["unclaimed"].as_array().unwrap().len(), 9);
}

/// What a register in the document says besides stays with a problem that was reworded.
#[test]
fn rows_keep_what_the_text_does_not_carry() {
    let mut office = Office::new();
    office.file(
        "清单.md",
        "# 区图书馆2021年度民主生活会整改清单\n\n\
        | 存在问题 | 整改措施 | 责任部门 | 配合部门 | 整改时限 |\n|---|---|---|---|---|\n\
        | 夜间开放少 | 延长开放 | 读者部 | 保卫科 | 6月底 |\n| 借还不便 | 增设还书点 | 办公室 | 物业部 | 9月底 |\n",
    );
    office.done("import 清单.md --subject 班子 --draft 读取稿.md");
    edit(
        &office,
        &[
            ("夜间开放少", "夜间开放时间少"),
            ("〔责任部门〕读者部", "〔责任部门〕典藏部"),
        ],
    );
    assert_snapshot!(office.tell("import 读取稿.md
        show 1 --format json"), @r#"
    $ ledger import 读取稿.md
    清单.md（2021年度，班子）
      读出问题2个，措施2条，带责任分工的任务2项
      照栏名读：A 存在问题、B 整改措施、C 责任部门、D 配合部门、E 整改时限
      照读取稿 读取稿.md 改过 4 处
        1. 夜间开放时间少
        2. 借还不便
    已导入：新增 2 项（第 1—2 项）。
    ! 提示：用 ledger list 查看，用 ledger edit 1-2 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 已新建台账文件：台账.db
    $ ledger show 1 --format json
    {"number":1,"code":"1","unit":null,"year":2021,"subject":"班子","dimension":null,"problem":"夜间开放时间少","detail":"","examples":[],"source":null,"theme":null,"measures":[{"key":"1（1）","text":"延长开放","state":"open","dept":null,"owner":null,"deadline":null,"done_on":null}],"target":null,"lead":null,"dept":"典藏部","owner":null,"co_depts":["保卫科"],"term":"date","deadline":"2022-06-30","deadline_text":"6月底","next_check":null,"days_left":107,"overdue":false,"status":"not_started","status_text":"未启动","outcome":null,"reason":null,"next_step":null,"wording":null,"note":null,"closed_on":null,"verifier":null,"prior":null,"external":null,"institutions":[],"origin":{"document":"清单.md","paragraph":4},"progress":[],"evidence":[],"history":[{"sequence":2,"task":1,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"raised","body":"{\"sequence\":2,\"task\":1,\"when\":\"2022-03-15T09:00:00+08:00\",\"who\":\"周敏\",\"clock\":\"set\",\"batch\":1,\"kind\":\"raised\",\"data\":{\"on\":\"2022-03-15\",\"year\":2021,\"subject\":\"班子\",\"problem\":\"夜间开放时间少\",\"measures\":[{\"key\":1,\"text\":\"延长开放\"}],\"dept\":\"典藏部\",\"co_depts\":[\"保卫科\"],\"deadline\":{\"phrase\":\"6月底\",\"term\":\"date\",\"day\":\"2022-06-30\"},\"origin\":{\"document\":\"清单.md\",\"paragraph\":4}}}","digest":"594d80068b308593f2f95e36523d3f4f917ba063d7aebcd8a194947f7bf366cf"}]}
    "#);
}
