//! What may not happen to a task, each refusal once.

use insta::assert_snapshot;

use super::{all, refused};
use crate::office::Office;

#[test]
fn numbers_that_nobody_gave() {
    let office = Office::with_material();
    let said = all(
        &office,
        1,
        &[
            "show 99",
            "edit 3-6 --dept 办公室",
            "log 99 开会",
            "attach 99 材料.txt",
            "evidence 99",
            "submit 99",
            "history 99",
            "link 1 --prior 99",
            "link 1 --confirm 9",
            "add 又犯 --prior 99",
            "retract 1 --reason 重复 --into 99",
            "retract --entry 99 --reason 记错",
            "retract --entry 1 --reason 记错",
            "retract --entry 2 --reason 记错",
        ],
    );
    assert_snapshot!(said, @"
    $ ledger show 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger edit 3-6 --dept 办公室
    错误：没有编号为 5 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger log 99 开会
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger attach 99 材料.txt
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger evidence 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger submit 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger history 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger link 1 --prior 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger link 1 --confirm 9
    错误：第 1 项的材料中只有 2 条措施，没有第 9 条
    提示：用 ledger link 1 查看材料中的措施
    $ ledger add 又犯 --prior 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger retract 1 --reason 重复 --into 99
    错误：没有编号为 99 的任务；本台账共有 4 项，用 ledger list 查看
    $ ledger retract --entry 99 --reason 记错
    错误：没有第 99 条记录
    提示：用 ledger history 查看记录号
    $ ledger retract --entry 1 --reason 记错
    错误：第 1 条记录不属于任何任务，不能这样撤回
    提示：若是上一步操作，用 ledger undo 撤销
    $ ledger retract --entry 2 --reason 记错
    错误：第 2 条记录不是第 1 项现有的进展或佐证，不能撤回
    提示：用 ledger history 1 查看可撤回的记录号
    ");
}

#[test]
fn an_empty_ledger_says_so() {
    let office = Office::new();
    office.say("config policy strict").ok();
    assert_snapshot!(refused(&office, "show 1", 1), @r#"
    错误：没有编号为 1 的任务；本台账还是空的
    提示：用 ledger import 材料文件 导入，或用 ledger add 登记
    "#);
}

#[test]
fn statuses_that_do_not_allow_it() {
    let mut office = Office::with_material();
    office.done(
        "close 1 --date 3月1日
        submit 2 --date 3月2日
        retract 3 --reason 重复 --into 4",
    );
    let said = all(
        &office,
        1,
        &[
            "close 1",
            "submit 1",
            "log 1 又做了",
            "log 1 又做了 --status 正在推进",
            "extend 1 --due 年底前 --reason 晚",
            "submit 2",
            "log 2 做了 --status 已完成",
            "return 1 --reason 不行",
            "return 4 --reason 不行",
            "reopen 2 --reason 看漏",
            "reopen 4 --reason 看漏",
            "edit 3 --dept 办公室",
            "log 3 做了",
            "close 3",
            "attach 3 材料.txt",
            "retract 3 --reason 再来",
            "retract 4 --reason 重复 --into 4",
            "retract 4 --reason 重复 --into 3",
        ],
    );
    assert_snapshot!(said, @"
    $ ledger close 1
    错误：第 1 项已于2022年3月1日销号
    提示：若销号有误，用 ledger reopen 1 --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior 1 重新登记
    $ ledger submit 1
    错误：第 1 项已于2022年3月1日销号
    提示：若销号有误，用 ledger reopen 1 --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior 1 重新登记
    $ ledger log 1 又做了
    错误：第 1 项已于2022年3月1日销号
    提示：若销号有误，用 ledger reopen 1 --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior 1 重新登记
    $ ledger log 1 又做了 --status 正在推进
    错误：第 1 项已于2022年3月1日销号
    提示：若销号有误，用 ledger reopen 1 --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior 1 重新登记
    $ ledger extend 1 --due 年底前 --reason 晚
    错误：第 1 项已于2022年3月1日销号
    提示：若销号有误，用 ledger reopen 1 --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior 1 重新登记
    $ ledger submit 2
    错误：第 2 项已于2022年3月2日申请销号，等待审核
    提示：审核通过用 ledger close 2，退回用 ledger return 2 --reason 意见
    $ ledger log 2 做了 --status 已完成
    错误：第 2 项已于2022年3月2日申请销号，等待审核
    提示：审核通过用 ledger close 2，退回用 ledger return 2 --reason 意见
    $ ledger return 1 --reason 不行
    错误：第 1 项已于2022年3月1日销号
    提示：若销号有误，用 ledger reopen 1 --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior 1 重新登记
    $ ledger return 4 --reason 不行
    错误：第 4 项现在是“未启动”，不能这样办
    提示：先用 ledger submit 4 申请销号
    $ ledger reopen 2 --reason 看漏
    错误：第 2 项现在是“申请销号”，还没有销号，不用恢复整改
    $ ledger reopen 4 --reason 看漏
    错误：第 4 项现在是“未启动”，还没有销号，不用恢复整改
    $ ledger edit 3 --dept 办公室
    错误：第 3 项已作废（重复，并入第 4 项），不能再改
    $ ledger log 3 做了
    错误：第 3 项已作废（重复，并入第 4 项），不能再改
    $ ledger close 3
    错误：第 3 项已作废（重复，并入第 4 项），不能再改
    $ ledger attach 3 材料.txt
    错误：第 3 项已作废（重复，并入第 4 项），不能再改
    $ ledger retract 3 --reason 再来
    错误：第 3 项已作废（重复，并入第 4 项），不能再改
    $ ledger retract 4 --reason 重复 --into 4
    错误：第 4 项不能并入它自己
    $ ledger retract 4 --reason 重复 --into 3
    错误：第 3 项已作废，不能并入
    ");
}

#[test]
fn what_has_no_end_is_not_closed() {
    let mut office = Office::with_material();
    office.done("edit 1 --due 长期坚持");
    let said = all(
        &office,
        1,
        &[
            "close 1",
            "submit 1",
            "log 1 做完了 --status 已完成",
            "extend 1 --due 年底前 --reason 晚",
        ],
    );
    assert_snapshot!(said, @r#"
    $ ledger close 1
    错误：第 1 项要长期坚持，没有完成的一天
    提示：要销号，先用 ledger edit 1 --due 日期 定一个时限
    $ ledger submit 1
    错误：第 1 项要长期坚持，没有完成的一天
    提示：要销号，先用 ledger edit 1 --due 日期 定一个时限
    $ ledger log 1 做完了 --status 已完成
    错误：第 1 项要长期坚持，没有完成的一天
    提示：要销号，先用 ledger edit 1 --due 日期 定一个时限
    $ ledger extend 1 --due 年底前 --reason 晚
    错误：第 1 项没有具体日期的时限，无从延期
    提示：用 ledger edit 1 --due 日期 确定时限
    "#);
}

#[test]
fn days_that_do_not_fit() {
    let mut office = Office::with_material();
    office.done("edit 1 --due 2022年6月底前");
    let said = all(
        &office,
        1,
        &[
            "edit 1 --due 2020年6月底前",
            "add 问题 --year 2021 --due 2019-12-31",
            "log 1 开会 --date 2020-12-31",
            "log 1 开会 --date 2022-03-16",
            "close 1 --date 2020-12-31",
            "close 1 --date 2022-03-16",
            "submit 1 --date 2020-12-31",
            "extend 1 --due 2022年5月底前 --reason 早点",
            "extend 2 --due 2022年5月底前 --reason 晚点",
            "meeting --year 2021 --held-on 2023-01-05",
        ],
    );
    assert_snapshot!(said, @"
    $ ledger edit 1 --due 2020年6月底前
    错误：时限“2020年6月底前”（2020-06-30）早于问题所属的2021年度
    $ ledger add 问题 --year 2021 --due 2019-12-31
    错误：时限“2019-12-31”（2019-12-31）早于问题所属的2021年度
    $ ledger log 1 开会 --date 2020-12-31
    错误：日期2020年12月31日早于第 1 项所属的年度
    $ ledger log 1 开会 --date 2022-03-16
    错误：日期2022年3月16日还没有到，进展只能记已经发生的
    $ ledger close 1 --date 2020-12-31
    错误：日期2020年12月31日早于第 1 项所属的年度
    $ ledger close 1 --date 2022-03-16
    错误：日期2022年3月16日还没有到
    提示：只能记已经发生的；要以别的日子为今天，用 --today
    $ ledger submit 1 --date 2020-12-31
    错误：日期2020年12月31日早于第 1 项所属的年度
    $ ledger extend 1 --due 2022年5月底前 --reason 早点
    错误：第 1 项现在的时限是2022年6月30日，延期后的时限应当更晚
    $ ledger extend 2 --due 2022年5月底前 --reason 晚点
    错误：第 2 项没有具体日期的时限，无从延期
    提示：用 ledger edit 2 --due 日期 确定时限
    $ ledger meeting --year 2021 --held-on 2023-01-05
    错误：召开日期2023年1月5日与2021年度对不上：应在2021年或2022年
    ");
}

#[test]
fn what_changes_nothing() {
    let mut office = Office::with_material();
    office.done(
        "edit 1 --dept 办公室
        meeting --year 2021 --theme 学史
        member 何平 --post 馆长
        init --name 图书馆
        link 4 --confirm 2
        add 往年的 --year 2020
        link 1 --prior 5
        attach 1 材料.txt",
    );
    let said = all(
        &office,
        1,
        &[
            "edit 1 --dept 办公室",
            "meeting --year 2021 --theme 学史",
            "member 何平 --post 馆长",
            "member 罗珊 --remove",
            "init --name 图书馆",
            "config policy standard",
            "config 没有的",
            "link 4 --confirm 2",
            "link 1 --prior 5",
            "link 5 --prior 1",
            "link 1 --prior 1",
            "add 旧的 --year 2020 --prior 1",
            "attach 1 材料.txt",
        ],
    );
    assert_snapshot!(said, @"
    $ ledger edit 1 --dept 办公室
    错误：第 1 项没有变化：给的内容和现在的一样
    $ ledger meeting --year 2021 --theme 学史
    错误：2021年度民主生活会的记录没有变化
    $ ledger member 何平 --post 馆长
    错误：何平的记录没有变化
    $ ledger member 罗珊 --remove
    错误：名册中没有罗珊
    $ ledger init --name 图书馆
    错误：建账内容没有变化
    $ ledger config policy standard
    错误：policy 本来就是 standard
    $ ledger config 没有的
    错误：没有“没有的”这个设置
    提示：用 ledger config 查看所有设置
    $ ledger link 4 --confirm 2
    错误：第 4 项已采用材料中的第 2 条措施，没有变化
    $ ledger link 1 --prior 5
    错误：第 1 项没有变化：给的内容和现在的一样
    $ ledger link 5 --prior 1
    错误：第 1 项不早于第 5 项，不能作为它的前一项
    $ ledger link 1 --prior 1
    错误：第 1 项不早于第 1 项，不能作为它的前一项
    $ ledger add 旧的 --year 2020 --prior 1
    错误：第 1 项属于2021年度，晚于2020年度，不能作为前一项
    $ ledger attach 1 材料.txt
    错误：文件 材料.txt 已作为“材料.txt”附在第 1 项下
    ");
}

#[test]
fn what_a_task_does_not_have_or_is_not_typed() {
    let mut office = Office::with_material();
    office.done("edit 1 --measure 清单");
    let said = all(
        &office,
        1,
        &[
            "log 1 做了 --measure 2",
            "edit 1 --on-measure 2 --dept 办公室",
            "edit 1 --drop-measure 2",
            "log 1 完了 --status 已销号",
            "log 1 完了 --status 申请销号",
            "log 1 错了 --status 作废",
        ],
    );
    assert_snapshot!(said, @r#"
    $ ledger log 1 做了 --measure 2
    错误：第 1 项没有措施（2）
    提示：用 ledger show 1 查看它的措施
    $ ledger edit 1 --on-measure 2 --dept 办公室
    错误：第 1 项没有措施（2）
    提示：用 ledger show 1 查看它的措施
    $ ledger edit 1 --drop-measure 2
    错误：第 1 项没有措施（2）
    提示：用 ledger show 1 查看它的措施
    $ ledger log 1 完了 --status 已销号
    错误：“已销号”不能直接写成状态
    提示：用 ledger close 1
    $ ledger log 1 完了 --status 申请销号
    错误：“申请销号”不能直接写成状态
    提示：用 ledger submit 1
    $ ledger log 1 错了 --status 作废
    错误：“作废”不能直接写成状态
    提示：用 ledger retract 1 --reason 原因
    "#);
}

#[test]
fn the_strict_policy_says_what_is_missing() {
    let mut office = Office::with_material();
    office.done(
        "config policy strict
        edit 2 --owner 周敏 --measure 清单 --due 年底前
        attach 2 材料.txt
        submit 2 --outcome 好了",
    );
    let said = all(
        &office,
        1,
        &["close 1", "submit 1", "close 2 --verifier 周敏"],
    );
    assert_snapshot!(said, @"
    $ ledger close 1
    错误：第 1 项现在是“未启动”，不能这样办
    提示：先用 ledger submit 1 申请销号
    $ ledger submit 1
    错误：第 1 项还不能申请销号或销号，缺：整改成效、佐证材料
    提示：补整改成效：销号时加 --outcome 成效
    提示：补佐证材料：ledger attach 1 文件
    $ ledger close 2 --verifier 周敏
    错误：第 2 项的责任人是周敏，不能由本人审核销号
    提示：用 ledger close 2 --verifier 审核人 写明由谁审核
    ");
    office.done("attach 1 材料.txt\n submit 1 --outcome 好了");
    assert_snapshot!(refused(&office, "close 1", 1), @"
    错误：第 1 项还不能申请销号或销号，缺：整改措施、整改时限、责任人
    提示：补整改措施：ledger edit 1 --measure 措施
    提示：补整改时限：ledger edit 1 --due 时限
    提示：补责任人：ledger edit 1 --owner 姓名
    ");
}

#[test]
fn one_of_several_refused_refuses_all() {
    let mut office = Office::with_material();
    office.done("close 3");
    for line in [
        "close 1-4",
        "submit 1-4",
        "edit 1-2 99 --dept 办公室",
        "log 1-3 开会",
    ] {
        let said = refused(&office, line, 1);
        assert!(said.contains("第 3 项") || said.contains("99"), "{said}");
    }
}

#[test]
fn nothing_to_undo() {
    let office = Office::new();
    office.say("config policy strict").ok();
    office.say("undo").ok();
    assert_snapshot!(refused(&office, "undo", 1), @"错误：自己的操作都已撤销，没有可再撤销的");
}
