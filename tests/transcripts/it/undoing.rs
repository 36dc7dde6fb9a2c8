//! retract and undo.

use insta::assert_snapshot;

use crate::office::Office;

#[test]
fn retract_voids_a_task_and_its_number_stays_taken() {
    let told = Office::with_material().tell(
        "retract 2 --reason 与第1项重复 --into 1
        add 新问题
        list
        show 2
        edit 2 --owner 周敏",
    );
    assert_snapshot!(told, @"
    $ ledger retract 2 --reason 与第1项重复 --into 1
    第 2 项已作废，并入第 1 项
    ! 提示：编号不再使用，内容仍在留痕中；弄错了可用 ledger undo 撤销
    $ ledger add 新问题
    已登记第 5 项（记入2021年度）：新问题
    ! 提示：用 ledger edit 5 --dept 部门 --due 时限 分解责任
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 读书笔记写得多、用得少 ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 3    ┆ 流动书车跑得不勤       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 4    ┆ 读者意见答复慢         ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 5    ┆ 新问题                 ┆          ┆            ┆ 未启动   ┆ 未定     │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共4项：尚未启动4项；其中待分解4项。
    $ ledger show 2
    第 2 项　理论辅导形式单一
      年　　度　2021
      对　　象　班子
      所属方面　带头学习贯彻新思想方面
      具体表现　一年组织的四次辅导都是念稿子，青年馆员反映听不进去。
      出　　处　材料.txt，第6段
      整改时限　未定
      状　　态　作废（与第1项重复）
    材料中可能对应的措施（待确认）
      〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果　（相同的词：反映、同属理论学习）
      用 ledger link 2 --confirm 序号 采用，或 ledger link 2 --reject 序号 否定
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                           │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════╡
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 登记：理论辅导形式单一         │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 作废，并入第 1 项：与第1项重复 │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────┘
    $ ledger edit 2 --owner 周敏
    ! 错误：第 2 项已作废（与第1项重复，并入第 1 项），不能再改
    = 1
    ");
}

#[test]
fn retract_takes_back_single_records() {
    let mut office = Office::with_material();
    office.file("纪要.txt", "第8号\n");
    let told = office.tell(
        "log 3 跑完东街 --figure 出车=3次
        attach 3 纪要.txt
        retract --entry 6 --entry 7 --reason 记错了任务
        show 3
        verify",
    );
    assert_snapshot!(told, @r#"
    $ ledger log 3 跑完东街 --figure 出车=3次
    已记入第 3 项（2022年3月15日，正在推进）
    ! 提示：出车3次：计数，各次相加，这一项至今出车3次
    ! 提示：写入报告：跑完东街，出车3次
    ! 提示：“出车3次”在文字里找不到对应的做法，单列在后；要另写报送的话：ledger log 3 … --told "一句话"
    ! 提示：改完了用 ledger close 3 --outcome 成效 销号
    $ ledger attach 3 纪要.txt
    第 3 项添了佐证“纪要.txt”（8 字节，SHA-256 993913c2d261c369…）
    ! 提示：用 ledger evidence 3 查看这一项的全部佐证材料
    $ ledger retract --entry 6 --entry 7 --reason 记错了任务
    已撤回第 3 项的第 6 条记录
    已撤回第 3 项的第 7 条记录
    $ ledger show 3
    第 3 项　流动书车跑得不勤
      年　　度　2021
      对　　象　班子
      所属方面　带头服务基层读者方面
      具体表现　上半年只到过三个街道，远郊两个村一次也没有去。
      出　　处　材料.txt，第8段
      整改时限　未定
      状　　态　未启动
    留痕
    ┌────────┬────────────────────┬────────┬──────┬───────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                  │
    ╞════════╪════════════════════╪════════╪══════╪═══════════════════════════════════════╡
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 登记：流动书车跑得不勤                │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 进展（2022-03-15）：跑完东街；出车3次 │
    │ 7      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 添佐证：纪要.txt                      │
    │ 8      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 撤回第 6 条记录：记错了任务           │
    │ 9      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 撤回第 7 条记录：记错了任务           │
    └────────┴────────────────────┴────────┴──────┴───────────────────────────────────────┘
    ! 提示：销号前还缺整改措施、整改时限、责任人、整改成效、佐证材料
    $ ledger verify
    台账完好：9 条记录首尾相连，4 项任务与记录一致，3 个文件内容无误。
    校验码 9-9704-2687-8965-dba4-4b10-6348-6814-55cb
    ! 注意：9 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    "#);
}

#[test]
fn undo_takes_back_the_whole_last_command() {
    let told = Office::with_material().tell(
        "edit 1-3 --dept 读者部
        undo
        list --columns 编号,责任部门
        close 4 --verifier 馆务会
        undo
        list
        verify",
    );
    assert_snapshot!(told, @"
    $ ledger edit 1-3 --dept 读者部
    已修改第 1、2、3 项
    ! 提示：用 ledger show 1 查看
    $ ledger undo
    已撤销第 1—3 项：修改：责任部门为“读者部”等 3 条记录
    $ ledger list --columns 编号,责任部门
    ┌──────┬──────────┐
    │ 编号 ┆ 责任部门 │
    ╞══════╪══════════╡
    │ 1    ┆          │
    │ 2    ┆          │
    │ 3    ┆          │
    │ 4    ┆          │
    └──────┴──────────┘
    共4项：尚未启动4项；其中待分解4项。
    $ ledger close 4 --verifier 馆务会
    第 4 项已于2022年3月15日销号：读者意见答复慢
    ! 注意：第 4 项的台账上还缺整改措施、整改时限、责任人、整改成效、佐证材料，补上才经得起检查
    $ ledger undo
    已撤销第 4 项：销号（2022-03-15，审核：馆务会）
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
    $ ledger verify
    台账完好：13 条记录首尾相连，4 项任务与记录一致，2 个文件内容无误。
    校验码 13-3339-6037-09b7-0559-1a93-9e6b-f375-f98f
    ! 注意：13 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ");
}

#[test]
fn undo_of_an_import_voids_its_tasks_and_it_can_be_imported_again() {
    let told = Office::with_material().tell(
        "undo
        list
        import 材料.txt
        list",
    );
    assert_snapshot!(told, @"
    $ ledger undo
    已撤销第 1—4 项：导入：材料.txt（2021年度，班子）等 5 条记录
    $ ledger list
    台账还是空的。
    ! 提示：用 ledger import 材料文件 导入对照检查材料，或用 ledger add 登记
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
    已导入：新增 4 项（第 5—8 项）。
    ! 提示：用 ledger list 查看，用 ledger edit 5-8 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 5-8 --confirm 各采用最像的一条
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 5    ┆ 读书笔记写得多、用得少 ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 6    ┆ 理论辅导形式单一       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 7    ┆ 流动书车跑得不勤       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 8    ┆ 读者意见答复慢         ┆          ┆            ┆ 未启动   ┆ 未定     │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共4项：尚未启动4项；其中待分解4项。
    ");
}

#[test]
fn undo_is_for_ones_own_steps() {
    let mut office = Office::with_material();
    office.say("log 1 开了会").ok();
    office.actor("何平");
    let told = office.tell("undo");
    assert_snapshot!(told, @"
    $ ledger undo
    ! 错误：上一步是周敏做的（进展（2022-03-15）：开了会），只能撤销自己的操作
    ! 提示：要撤回别人的记录，用 ledger retract --entry 6 --reason 原因
    = 1
    ");
}

#[test]
fn undo_restores_settings_meetings_and_members() {
    let told = Office::new().tell(
        "config policy strict
        undo
        config policy
        meeting --year 2021 --held-on 2022-01-20
        undo
        meeting
        member 何平
        undo
        member",
    );
    assert_snapshot!(told, @"
    $ ledger config policy strict
    policy 现为 strict
    ! 已新建台账文件：台账.db
    $ ledger undo
    已撤销：设置 policy 为 strict
    $ ledger config policy
    standard
    $ ledger meeting --year 2021 --held-on 2022-01-20
    已记下2021年度民主生活会
    ! 提示：用 ledger meeting 查看已记的会议
    $ ledger undo
    已撤销：记会议：2021年度民主生活会
    $ ledger meeting
    还没有记下会议。
    ! 提示：用 ledger meeting --year 2021 --held-on 2022-01-20 记下
    $ ledger member 何平
    已记下班子成员何平
    ! 提示：分解责任时写明 --dept，就自动带出分管的责任领导；用 ledger member 查看名册
    $ ledger undo
    已撤销：记班子成员：何平
    $ ledger member
    名册还是空的。
    ! 提示：用 ledger member 姓名 --post 职务 --depts 分管部门 记下
    ");
}

#[test]
fn undo_goes_back_over_ones_own_commands() {
    let mut office = Office::with_material();
    office.done("log 1 甲\nlog 2 乙\nlog 3 丙\nlog 4 丁");
    office.actor("何平").done("log 1 何平记的");
    let told = office.actor("周敏").tell(
        "undo
        undo 2
        undo 9
        undo",
    );
    assert_snapshot!(told, @"
    $ ledger undo
    已撤销第 4 项：进展（2022-03-15）：丁
    $ ledger undo 2
    已撤销第 3 项：进展（2022-03-15）：丙
    已撤销第 2 项：进展（2022-03-15）：乙
    $ ledger undo 9
    ! 错误：第 1 项之后又有何平的记录（进展（2022-03-15）：何平记的），不能整步撤销
    ! 提示：只撤回自己记的这一条，用 ledger retract --entry 6 --reason 原因
    = 1
    $ ledger undo
    ! 错误：第 1 项之后又有何平的记录（进展（2022-03-15）：何平记的），不能整步撤销
    ! 提示：只撤回自己记的这一条，用 ledger retract --entry 6 --reason 原因
    = 1
    ");
    let kept = office.say("export --columns 编号,进展情况").ok();
    assert!(kept.contains("甲") && kept.contains("何平记的"), "{kept}");
    assert!(!kept.contains(['乙', '丙', '丁']), "{kept}");
}

#[test]
fn undone_numbers_are_told_as_they_are() {
    let mut office = Office::with_material();
    office.done("edit 1-2 4 --dept 读者部");
    assert!(office.say("undo").ok().contains("第 1、2、4 项"));
}

#[test]
fn what_would_be_taken_back_can_be_seen_first() {
    let told = Office::with_material().tell(
        "log 3 跑完东街
        undo --dry-run
        undo 2 --只看
        undo
        undo --dry-run",
    );
    assert_snapshot!(told, @"
    $ ledger log 3 跑完东街
    已记入第 3 项（2022年3月15日，正在推进）
    ! 提示：写入报告：跑完东街
    ! 提示：改完了用 ledger close 3 --outcome 成效 销号
    $ ledger undo --dry-run
    会撤回第 3 项：进展（2022-03-15）：跑完东街
    $ ledger undo 2 --只看
    会撤回第 3 项：进展（2022-03-15）：跑完东街
    会撤回第 1—4 项：导入：材料.txt（2021年度，班子）等 5 条记录
    $ ledger undo
    已撤销第 3 项：进展（2022-03-15）：跑完东街
    $ ledger undo --dry-run
    会撤回第 1—4 项：导入：材料.txt（2021年度，班子）等 5 条记录
    ");
}
