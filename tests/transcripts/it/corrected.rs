//! A reading that is set right when its problems are tasks already.

use insta::assert_snapshot;

use super::setting_right::{CHANGES, edit, office};

#[test]
fn tasks_that_exist_are_corrected() {
    let mut office = office();
    office.done("import 材料.txt\nlog 2 请读者讲了两次");
    edit(&office, &CHANGES);
    assert_snapshot!(office.tell("import 读取稿.md
        import 读取稿.md
        import 材料.txt
        list
        undo
        import 材料.txt"), @"
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      读出问题2个，方面2个，原因1条，措施2条，带责任分工的任务1项
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      照读取稿 读取稿.md 改过 5 处
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少　→ 已是第 1 项，不变
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导只念稿子　→ 表述有改动，更新第 2 项
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      1段文字未归入：
        第8段　流动书车跑得不勤
    已导入：更新 1 项的表述，1 项不变；1段文字未归入。
    ! 注意：台账中第 3、4 项出自这份材料，改过的读取稿里没有了；不再需要的用 ledger retract 作废
    ! 注意：已有任务的责任分工不随读取稿改动；要改的用 ledger edit 改
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 5 处，内容一样，没有变化。
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      以前导入过，照读取稿改过 5 处，内容一样，没有变化。
    $ ledger list
    ┌──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 读书笔记写得多、用得少 ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 2    ┆ 理论辅导只念稿子       ┆          ┆            ┆ 正在推进 ┆ 未定     │
    │ 3    ┆ 流动书车跑得不勤       ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ 4    ┆ 读者意见答复慢         ┆          ┆            ┆ 未启动   ┆ 未定     │
    └──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共4项：正在推进1项，尚未启动3项；其中待分解4项。
    $ ledger undo
    已撤销第 2 项：导入：材料.txt（2021年度，班子）等 2 条记录
    $ ledger import 材料.txt
    材料.txt（2021年度，班子）
      以前导入过，内容一样，没有变化。
    ");
}

#[test]
fn a_heading_that_is_claimed_reaches_the_tasks() {
    let mut office = office();
    office.done("import 材料.txt");
    let heading = "### 带头服务基层读者方面\n";
    edit(
        &office,
        &[
            (heading, ""),
            (
                "- 〔第9段〕",
                "### 〔第9段未归入〕（三）转变作风方面\n- 〔第9段〕",
            ),
        ],
    );
    assert_snapshot!(office.tell("import 读取稿.md
        list --columns 编号,方面,问题"), @"
    $ ledger import 读取稿.md
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      照读取稿 读取稿.md 改过 3 处
      带头学习贯彻新思想方面（3个）
        1. 读书笔记写得多、用得少　→ 已是第 1 项，不变
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一　→ 已是第 2 项，不变
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        3. 流动书车跑得不勤　→ 表述有改动，更新第 3 项
      转变作风方面（1个）
        4. 读者意见答复慢　→ 表述有改动，更新第 4 项
    已导入：更新 2 项的表述，2 项不变。
    $ ledger list --columns 编号,方面,问题
    ┌──────┬────────────────────────┬────────────────────────┐
    │ 编号 ┆ 所属方面               ┆ 存在问题               │
    ╞══════╪════════════════════════╪════════════════════════╡
    │ 1    ┆ 带头学习贯彻新思想方面 ┆ 读书笔记写得多、用得少 │
    │ 2    ┆ 带头学习贯彻新思想方面 ┆ 理论辅导形式单一       │
    │ 3    ┆ 带头学习贯彻新思想方面 ┆ 流动书车跑得不勤       │
    │ 4    ┆ 转变作风方面           ┆ 读者意见答复慢         │
    └──────┴────────────────────────┴────────────────────────┘
    共4项：尚未启动4项；其中待分解4项。
    ");
}

/// Of a document that was read twice only the last reading counts.
#[test]
fn a_reading_takes_the_place_of_the_one_before() {
    let mut office = office();
    office.done("import 材料.txt");
    edit(&office, &[("- 学用结合的自觉性不强\n", "- 学用脱节\n")]);
    office.done("import 读取稿.md\nexport -o 表.csv");
    let table = office.read("表.csv");
    let named = |cause: &str| table.matches(cause).count();
    assert_eq!((named("学用结合的自觉性不强"), named("学用脱节")), (0, 4));
}
