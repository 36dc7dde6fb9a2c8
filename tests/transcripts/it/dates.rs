//! Date phrases at the prompt, in documents and in registers.

use insta::assert_snapshot;

use crate::office::Office;

#[test]
fn words_of_today_are_reckoned_from_today() {
    let mut office = Office::new();
    let told = office.tell(
        "add 借阅室闭馆偏早 --year 2021 --dept 流通部 --due 6月底
        --today 2023-03-15 extend 1 --due 今年底 --reason 招标流标一次 --approved-by 馆务会
        --today 2023-03-15 extend 1 --due 一年半内 --reason 再次流标 --approved-by 馆务会
        add 藏书更新慢 --year 2021 --dept 采编部 --due 两年内
        meeting --year 2021 --held-on 2022-01-05
        add 读者意见答复慢 --year 2021 --dept 办公室 --due 半年内
        edit 2 --due 本月底
        --today 2023-03-15 edit 3 --next-check 下周五
        show 2
        history 1
        list",
    );
    assert_snapshot!(told, @"");
}

#[test]
fn phrases_that_are_no_day_are_refused_with_those_that_are() {
    let mut office = Office::new();
    let told = office.tell(
        "add 借阅室闭馆偏早 --year 2021 --due 2022年汛期前
        add 借阅室闭馆偏早 --year 2021 --due 八月十五前
        add 借阅室闭馆偏早 --year 2021 --due 不早于2022年6月
        add 借阅室闭馆偏早 --year 2021 --due 一千亿年内
        add 借阅室闭馆偏早 --year 2021 --due 99999-01-01
        add 借阅室闭馆偏早 --year 2021 --due 全年
        add 借阅室闭馆偏早 --year 2021 --due 2022年6月前
        add 借阅室闭馆偏早 --year 2021 --due 会后三个月内",
    );
    assert_snapshot!(told, @"");
}

#[test]
fn yesterday_and_last_friday_are_days() {
    let mut office = Office::new();
    let told = office.tell(
        "add 借阅室闭馆偏早 --year 2021 --dept 流通部 --due 年底前
        --today 2022-03-16 log 1 延长到九点 --date 昨天
        --today 2022-03-16 log 1 又延长到十点 --date 上周五
        --today 2022-03-16 log 1 贴出告示 --date 3月10号
        --today 2022-03-16 log 1 贴出告示 --date 明天
        --today 2022-03-16 log 1 贴出告示 --date 上月31日
        --today 2022-03-16 log 1 贴出告示 --date 本周
        --today 2022-03-16 close 1 --date 前天 --outcome 九点闭馆
        --today 2022-03-16 reopen 1 --date 昨天 --reason 又提前了
        show 1",
    );
    assert_snapshot!(told, @"");
}

#[test]
fn a_register_tells_its_years_itself() {
    let mut office = Office::new();
    office.file(
        "台账.csv",
        "存在问题,责任部门,整改时限\n借阅室闭馆偏早,流通部,2024年3月31日\n\
         藏书更新慢,采编部,5月底\n读者意见答复慢,办公室,2024年汛期前\n\
         报告厅漏雨,办公室,三个月内\n",
    );
    let told = office.tell(
        "import 台账.csv --year 2024
        list",
    );
    assert_snapshot!(told, @"");
}

#[test]
fn a_document_reckons_from_its_meeting() {
    let mut office = Office::new();
    office.file(
        "方案.md",
        "# 2021年度民主生活会整改方案\n\n| 存在问题 | 整改措施 | 责任部门 | 完成时限 |\n|---|---|---|---|\n\
         | 借阅室闭馆偏早 | 延长到九点 | 流通部 | 半年内 |\n\
         | 藏书更新慢 | 按月上新 | 采编部 | 今年底前 |\n\
         | 读者意见答复慢 | 三日内答复 | 办公室 | 春耕前 |\n",
    );
    let told = office.tell(
        "import 方案.md --dry-run
        meeting --year 2021 --held-on 2022-01-05
        import 方案.md
        list",
    );
    assert_snapshot!(told, @"");
}
