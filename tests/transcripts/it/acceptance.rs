//! submit, return, close, reopen, extend.

use insta::assert_snapshot;

use crate::office::Office;

#[test]
fn submit_return_submit_close_reopen() {
    let mut office = Office::with_material();
    office.file("纪要.txt", "第8号\n");
    let told = office.tell(
        "submit 3-4 --outcome 三天内答复
        return 4 --reason 还有两条没回
        log 4 回完了
        submit 4
        close 4 --verifier 馆务会 --basis 馆务会纪要第8号 --evidence 纪要.txt --date 3月14日
        reopen 4 --reason 又发现一条没回
        show 4",
    );
    assert_snapshot!(told, @r#"
    $ ledger submit 3-4 --outcome 三天内答复
    第 3、4 项已申请销号，等待审核
    ! 提示：成效写入报告：三天内答复（没有数字、制度或前后变化，宜写明由多少到多少）
    ! 提示：审核通过用 ledger close 3，退回用 ledger return 3 --reason 意见
    $ ledger return 4 --reason 还有两条没回
    第 4 项已退回：还有两条没回
    ! 提示：补好后用 ledger submit 4 再次申请销号
    $ ledger log 4 回完了
    已记入第 4 项（2022年3月15日，正在推进）
    ! 提示：写入报告：回完了
    ! 提示：改完了用 ledger close 4 --outcome 成效 销号
    $ ledger submit 4
    第 4 项已申请销号，等待审核
    ! 提示：审核通过用 ledger close 4，退回用 ledger return 4 --reason 意见
    $ ledger close 4 --verifier 馆务会 --basis 馆务会纪要第8号 --evidence 纪要.txt --date 3月14日
    第 4 项已于2022年3月14日销号：读者意见答复慢
    ! 注意：第 4 项的台账上还缺整改措施、整改时限、责任人，补上才经得起检查
    $ ledger reopen 4 --reason 又发现一条没回
    第 4 项已恢复整改
    ! 提示：用 ledger log 4 "做了什么" 接着记进展
    $ ledger show 4
    第 4 项　读者意见答复慢
      年　　度　2021
      对　　象　班子
      所属方面　带头服务基层读者方面
      具体表现　意见簿上有的留言过了一个月才有人回。
      出　　处　材料.txt，第9段
      整改时限　未定
      状　　态　正在推进
      退　　回　2022-03-15 还有两条没回
      恢复整改　2022-03-15 又发现一条没回
      整改成效　三天内答复
    进展情况
      2022-03-15　回完了
    佐证材料
      纪要.txt（8 字节，记录 11）
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 登记：读者意见答复慢                               │
    │ 7      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 申请销号：三天内答复                               │
    │ 8      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 退回：还有两条没回                                 │
    │ 9      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 进展（2022-03-15）：回完了                         │
    │ 10     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 申请销号                                           │
    │ 11     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 添佐证：纪要.txt                                   │
    │ 12     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 销号（2022-03-14，审核：馆务会，依据：馆务会纪要第 │
    │        ┆                    ┆        ┆      ┆ 8号）                                              │
    │ 13     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 恢复整改：又发现一条没回                           │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    ! 提示：销号前还缺整改措施、整改时限、责任人
    "#);
}

#[test]
fn close_warns_of_what_is_missing() {
    let told = Office::with_material().tell(
        "edit 1 --measure 清单 --due 4月底前 --owner 周敏
        close 1-2 --outcome 改出两件
        list",
    );
    assert_snapshot!(told, @"
    $ ledger edit 1 --measure 清单 --due 4月底前 --owner 周敏
    已修改第 1 项
    ! 提示：用 ledger show 1 查看
    $ ledger close 1-2 --outcome 改出两件
    第 1 项已于2022年3月15日销号：读书笔记写得多、用得少
    第 2 项已于2022年3月15日销号：理论辅导形式单一
    ! 注意：第 1 项的台账上还缺佐证材料，补上才经得起检查
    ! 注意：第 2 项的台账上还缺整改措施、整改时限、责任人、佐证材料，补上才经得起检查
    ! 提示：成效写入报告：改出两件（没有数字、制度或前后变化，宜写明由多少到多少）
    ! 提示：用 ledger list 查看还剩哪些
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 读书笔记写得多、用得少 ┆          ┆ 2022-04-30 ┆ 已销号   ┆          │
    │ 2    ┆ 理论辅导形式单一       ┆          ┆            ┆ 已销号   ┆          │
    │ 3    ┆ 流动书车跑得不勤       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 4    ┆ 读者意见答复慢         ┆          ┆            ┆ 未启动   ┆ 未定     │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共4项：已完成整改2项，尚未启动2项；其中待分解4项。
    ");
}

#[test]
fn strict_closes_only_what_is_proved() {
    let mut office = Office::with_material();
    office.file("纪要.txt", "第8号\n");
    let told = office.tell(
        "config policy strict
        submit 1
        attach 1 纪要.txt
        submit 1 --outcome 改出两件
        close 1
        edit 1 --measure 清单 --due 4月底前 --owner 周敏
        close 1
        close 1 --verifier 何平",
    );
    assert_snapshot!(told, @"
    $ ledger config policy strict
    policy 现为 strict
    $ ledger submit 1
    ! 错误：第 1 项还不能申请销号或销号，缺：整改成效、佐证材料
    ! 提示：补整改成效：销号时加 --outcome 成效
    ! 提示：补佐证材料：ledger attach 1 文件
    = 1
    $ ledger attach 1 纪要.txt
    第 1 项添了佐证“纪要.txt”（8 字节，SHA-256 993913c2d261c369…）
    ! 提示：用 ledger evidence 1 查看这一项的全部佐证材料
    $ ledger submit 1 --outcome 改出两件
    第 1 项已申请销号，等待审核
    ! 提示：成效写入报告：改出两件（没有数字、制度或前后变化，宜写明由多少到多少）
    ! 提示：审核通过用 ledger close 1，退回用 ledger return 1 --reason 意见
    $ ledger close 1
    ! 错误：第 1 项还不能申请销号或销号，缺：整改措施、整改时限、责任人
    ! 提示：补整改措施：ledger edit 1 --measure 措施
    ! 提示：补整改时限：ledger edit 1 --due 时限
    ! 提示：补责任人：ledger edit 1 --owner 姓名
    = 1
    $ ledger edit 1 --measure 清单 --due 4月底前 --owner 周敏
    已修改第 1 项
    ! 提示：用 ledger show 1 查看
    $ ledger close 1
    ! 错误：第 1 项的责任人是周敏，不能由本人审核销号
    ! 提示：用 ledger close 1 --verifier 审核人 写明由谁审核
    = 1
    $ ledger close 1 --verifier 何平
    第 1 项已于2022年3月15日销号：读书笔记写得多、用得少
    ! 提示：用 ledger list 查看还剩哪些
    ");
}

#[test]
fn none_of_several_owners_is_the_verifier() {
    let mut office = Office::with_material();
    office.file("纪要.txt", "第8号\n");
    office.done(
        "config policy strict
        edit 1 --measure 清单 --due 4月底前 --owner 刘洋、周敏
        attach 1 纪要.txt
        submit 1 --outcome 改出两件",
    );
    for verifier in ["周敏", "刘洋", "刘　洋", "周敏、刘洋"] {
        let ran = office.run(["close", "1", "--verifier", verifier]);
        assert_eq!(ran.code, 1, "{verifier}");
        assert!(ran.err.contains("不能由本人审核销号"), "{}", ran.err);
    }
    assert_eq!(office.say("close 1").code, 1, "who acts verifies");
    office.say("close 1 --verifier 何平").ok();
    let history = office.say("history 1").ok();
    assert!(history.contains("审核：何平"), "{history}");
    // A closed one is looked at again; a relapse is another task.
    let ran = office.say("log 1 仍好 --check");
    assert!(ran.err.contains("ledger add 问题 --prior 1"), "{}", ran.err);
}

#[test]
fn extend_keeps_the_old_deadline() {
    let told = Office::with_material().tell(
        "edit 3 --due 2022年6月底前
        extend 3 --due 9月底前 --reason 路未修通 --approved-by 馆务会
        extend 3 --due 年底前 --reason 车坏了 --date 3月1日
        show 3",
    );
    assert_snapshot!(told, @r#"
    $ ledger edit 3 --due 2022年6月底前
    已修改第 3 项
    ! 提示：用 ledger show 3 查看
    $ ledger extend 3 --due 9月底前 --reason 路未修通 --approved-by 馆务会
    第 3 项延期至2022年9月30日
    $ ledger extend 3 --due 年底前 --reason 车坏了 --date 3月1日
    第 3 项延期至2022年12月31日
    ! 注意：没有写明由谁批准（--approved-by），上报时会被问到
    $ ledger show 3
    第 3 项　流动书车跑得不勤
      年　　度　2021
      对　　象　班子
      所属方面　带头服务基层读者方面
      具体表现　上半年只到过三个街道，远郊两个村一次也没有去。
      出　　处　材料.txt，第8段
      整改时限　年底前（即 2022-12-31），余291天
      延　　期　2022-03-15 原定2022年6月底前，延期至9月底前，馆务会批准：路未修通
      延　　期　2022-03-01 原定9月底前，延期至年底前：车坏了
      状　　态　未启动
    留痕
    ┌────────┬────────────────────┬────────┬──────┬─────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                │
    ╞════════╪════════════════════╪════════╪══════╪═════════════════════════════════════╡
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 登记：流动书车跑得不勤              │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 修改：整改时限为“2022年6月底前”     │
    │ 7      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 延期至9月底前，馆务会批准：路未修通 │
    │ 8      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 延期至年底前：车坏了                │
    └────────┴────────────────────┴────────┴──────┴─────────────────────────────────────┘
    ! 提示：销号前还缺整改措施、责任人、整改成效、佐证材料
    "#);
}
