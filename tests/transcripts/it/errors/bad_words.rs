//! Usage errors: wrong words on the command line.

use insta::assert_snapshot;

use super::{all, refused};
use crate::office::Office;

#[expect(clippy::too_many_lines, reason = "a list of lines and what they say")]
#[test]
fn words_that_are_no_verb_flag_or_value() {
    let office = Office::with_material();
    let said = all(
        &office,
        2,
        &[
            "lst",
            "台帐",
            "list --yaer 2021",
            "show",
            "show x",
            "edit 8-5 --dept 办公室",
            "list --year 今年",
            "list --status 快好了",
            "list --sort 大小",
            "list --format xml",
            "list --overdue --due-within 3",
            "list --limit 多",
            "edit 1",
            "log 1",
            "log 1 做了 --figure 集中学习",
            "log 1 --done",
            "add",
            "add 问题 --year",
            "config policy 松",
            "export -o 台账.pdf",
            "export --columns 没有这栏",
            "report",
            "report --year 2022 -o 报告.pdf",
            "report --year 2022 --start 甲",
            "verify --against 12",
            "link 1 --prior 2 --confirm 1",
            "retract 1",
            "extend 1 --reason 缺人",
            "meeting --year 2021 --figure 谈心谈话",
            "meeting --year 2021 --field 主持人",
            "init --name 馆 --code A..3",
            "import 材料.txt --format json",
            "--color 红 list",
        ],
    );
    assert_snapshot!(said, @"
    $ ledger lst
    错误：没有“lst”这个命令
    提示：是不是想用 list？
    提示：用 ledger --help 查看所有命令
    $ ledger 台帐
    错误：没有“台帐”这个命令
    提示：是不是想用 台账？
    提示：用 ledger --help 查看所有命令
    $ ledger list --yaer 2021
    错误：不认识“--yaer”
    提示：是不是想用 --year？
    提示：用 ledger list --help 查看用法
    $ ledger show
    错误：缺少 <编号>
    提示：用 ledger show --help 查看用法
    $ ledger show x
    错误：<编号>：“x”不是任务编号，写成 12，汇总来的单位写成 A03-12
    提示：用 ledger show --help 查看用法
    $ ledger edit 8-5 --dept 办公室
    错误：<编号>：“8-5”不是任务编号，写成 12 或 5-8 这样的形式
    提示：用 ledger edit --help 查看用法
    $ ledger list --year 今年
    错误：--year <年>：“今年”不是年度，写成 2021 这样的形式
    提示：用 ledger list --help 查看用法
    $ ledger list --status 快好了
    错误：--status <状态>：没有“快好了”这种状态，可选：未启动、正在推进、基本完成、已完成、申请销号、已销号、作废
    提示：用 ledger list --help 查看用法
    $ ledger list --sort 大小
    错误：--sort <方式> 的值“大小”不对，可选：number 编号、due 时限、changed 最近变动
    提示：用 ledger list --help 查看用法
    $ ledger list --format xml
    错误：--format <格式> 的值“xml”不对，可选：table 表格、json JSON、csv CSV
    提示：用 ledger list --help 查看用法
    $ ledger list --overdue --due-within 3
    错误：--overdue 和 --due-within 不能一起用
    提示：逾期的用 --overdue，快到期的用 --due-within 天数
    $ ledger list --limit 多
    错误：--limit <项数> 的值“多”不对，应写成整数
    提示：用 ledger list --help 查看用法
    $ ledger edit 1
    错误：没有写要改什么
    提示：用 ledger edit --help 查看能改的内容
    $ ledger log 1
    错误：缺少 <进展>
    提示：用 ledger log --help 查看用法
    $ ledger log 1 做了 --figure 集中学习
    错误：--figure <名称=数值单位>：“集中学习”不是数据，写成 集中学习=12次 这样的形式
    提示：用 ledger log --help 查看用法
    $ ledger log 1 --done
    错误：缺少 --measure <序号>
    提示：用 ledger log --help 查看用法
    $ ledger add
    错误：缺少 <问题>
    提示：用 ledger add --help 查看用法
    $ ledger add 问题 --year
    错误：--year <年> 后面要有一个值
    提示：用 ledger add --help 查看用法
    $ ledger config policy 松
    错误：policy 不能是“松”，可选：standard、strict
    $ ledger export -o 台账.pdf
    错误：不能导出成 .pdf 文件
    提示：文件名用 .csv、.xlsx、.json 或 .jsonl 结尾，或用 --format 写明格式
    $ ledger export --columns 没有这栏
    错误：没有“没有这栏”这一栏
    提示：可选的栏目：序号、问题编号、年度、对象、问题来源、所属方面、存在问题、具体表现(事例)、原因、整改目标、整改措施、整改类型、责任领导、责任部门、配合部门、责任人、整改时限、进展情况、整改成效、佐证材料、完成状态、完成时间、是否逾期、销号人、销号时间、备注、延期情况、下次检查、往年前项、上级编号、归类、报送表述、未完成原因、下步措施、措施分工、时限原文
    $ ledger report
    错误：缺少 --year <年>
    提示：用 ledger report --help 查看用法
    $ ledger report --year 2022 -o 报告.pdf
    错误：不能写成 .pdf 文件
    提示：文件名用 .docx、.txt、.md 或 .json 结尾，或用 --format 写明格式
    $ ledger report --year 2022 --start 甲
    错误：--start <序数>：“甲”不是序数，写成 二 或（一）
    提示：用 ledger report --help 查看用法
    $ ledger verify --against 12
    错误：“12”不是校验码，也没有这个文件
    提示：校验码形如 37-0123-4567-89ab-cdef-0123-4567-89ab-cdef，在报告、报表文件的属性里，也可由 ledger verify 得到
    $ ledger link 1 --prior 2 --confirm 1
    错误：--prior <编号> 不能和 --confirm [<序号>] 一起用
    提示：用 ledger link --help 查看用法
    $ ledger retract 1
    错误：缺少 --reason <原因>
    提示：用 ledger retract --help 查看用法
    $ ledger extend 1 --reason 缺人
    错误：缺少 --due <时限>
    提示：用 ledger extend --help 查看用法
    $ ledger meeting --year 2021 --figure 谈心谈话
    错误：“谈心谈话”应写成 名称=内容
    $ ledger meeting --year 2021 --field 主持人
    错误：“主持人”应写成 名称=内容
    $ ledger init --name 馆 --code A..3
    错误：“A..3”不是单位代码
    提示：单位代码由字母、数字组成，层级之间用点隔开，如 A03.12
    $ ledger import 材料.txt --format json
    错误：缺少 --dry-run
    提示：用 ledger import --help 查看用法
    $ ledger --color 红 list
    错误：--color <方式> 的值“红”不对，可选：auto、always、never
    提示：用 ledger list --help 查看用法
    ");
}

#[test]
fn empty_text() {
    let office = Office::with_material();
    let said = all(
        &office,
        2,
        &[
            "add \"\"",
            "add \"　 \"",
            "log 1 \"\"",
            "edit 1 --problem \" \"",
            "return 1 --reason \"\"",
            "add 问题 --measure \"\"",
        ],
    );
    assert_snapshot!(said, @r#"
    $ ledger add ""
    错误：<问题>：不能是空的
    提示：用 ledger add --help 查看用法
    $ ledger add "　 "
    错误：<问题>：不能是空的
    提示：用 ledger add --help 查看用法
    $ ledger log 1 ""
    错误：<进展>：不能是空的
    提示：用 ledger log --help 查看用法
    $ ledger edit 1 --problem " "
    错误：--problem <文字>：不能是空的
    提示：用 ledger edit --help 查看用法
    $ ledger return 1 --reason ""
    错误：--reason <意见>：不能是空的
    提示：用 ledger return --help 查看用法
    $ ledger add 问题 --measure ""
    错误：--measure <措施>：不能是空的
    提示：用 ledger add --help 查看用法
    "#);
}

#[test]
fn impossible_dates() {
    let office = Office::with_material();
    let said = all(
        &office,
        2,
        &[
            "edit 1 --due 2022年2月30日",
            "edit 1 --due 13月底前",
            "edit 1 --due 改天",
            "log 1 开会 --date 2月30日",
            "close 1 --date 2022-04-31",
            "meeting --year 2021 --held-on 2022-02-29",
            "--today 2022-02-30 list",
            "--today 明天 list",
        ],
    );
    assert_snapshot!(said, @r#"
    $ ledger edit 1 --due 2022年2月30日
    错误：--due <时限>：没有“2022年2月30日”这一天
    提示：用 ledger edit --help 查看用法
    $ ledger edit 1 --due 13月底前
    错误：--due <时限>：没有“13月底前”这一天
    提示：用 ledger edit --help 查看用法
    $ ledger edit 1 --due 改天
    错误：--due <时限>：看不懂时限“改天”，可写 6月底前、2022年第一季度、2022-06-30、今年底、三个月内、立行立改、长期坚持
    提示：用 ledger edit --help 查看用法
    $ ledger log 1 开会 --date 2月30日
    错误：--date <日期>：没有“2月30日”这一天
    提示：用 ledger log --help 查看用法
    $ ledger close 1 --date 2022-04-31
    错误：--date <日期>：没有“2022-04-31”这一天
    提示：用 ledger close --help 查看用法
    $ ledger meeting --year 2021 --held-on 2022-02-29
    错误：--held-on <日期>：没有“2022-02-29”这一天
    提示：用 ledger meeting --help 查看用法
    $ ledger --today 2022-02-30 list
    错误：--today <日期>：没有“2022-02-30”这一天
    提示：用 ledger list --help 查看用法
    $ ledger --today 明天 list
    错误：--today <日期>：“明天”不是日期，写成 2022-06-28 这样的形式
    提示：用 ledger list --help 查看用法
    "#);
}

#[test]
fn a_text_that_is_a_file_in_the_wrong_place() {
    let office = Office::with_material();
    let long = "长".repeat(20_001);
    let ran = office.run(["add", &long]);
    assert_eq!(
        super::said(&ran, "add", 2).lines().next(),
        Some("错误：<问题>：太长了（20001字），最多20000字")
    );
}

#[test]
fn variables_that_make_no_sense() {
    let mut office = Office::with_material();
    office.variable("LEDGER_CLOCK", "昨天");
    let clock = refused(&office, "list", 2);
    let mut office = Office::with_material();
    office.variable("LEDGER_WAIT", "很久");
    let wait = refused(&office, "list", 2);
    let mut office = Office::with_material();
    office.variable("LEDGER_TODAY", "昨天");
    let today = refused(&office, "list", 2);
    assert_snapshot!(clock + &wait + &today, @r#"
    错误：环境变量 LEDGER_CLOCK 的值“昨天”不是时刻
    提示：写成 2022-03-15T09:00:00+08:00 这样的形式
    错误：环境变量 LEDGER_WAIT 的值“很久”不是等待的秒数
    提示：写 0 至 86400 之间的整数，如 LEDGER_WAIT=30
    错误：--today <日期>：“昨天”不是日期，写成 2022-06-28 这样的形式
    提示：用 ledger list --help 查看用法
    "#);
}

#[test]
fn nothing_steers_the_terminal() {
    let office = Office::with_material();
    let ran = office.run(["add", "红\u{1b}[31m字\u{202e}倒", "--source", "\u{7}响"]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'),
        "{:?}",
        ran.out
    );
    for command in ["list", "show 5", "history"] {
        let out = office.say(command).ok();
        assert!(
            !out.contains(['\u{1b}', '\u{202e}', '\u{7}']),
            "{command}: {out:?}"
        );
    }
    let ran = office.run(["show", "\u{1b}[31m"]);
    assert_eq!(ran.code, 2);
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
}
