//! CSV of the lists.

use ::office::csv::{self, Encoding};
use papers::sheet::{CsvSheet, Layout, List, Rows};

use crate::sheet::office;

fn written(layout: Layout, encoding: Encoding) -> Vec<u8> {
    let book = office::book();
    let mut sheet =
        CsvSheet::new(layout, office::around(&book), encoding, Vec::new()).expect("memory");
    for task in office::tasks() {
        sheet.task(&task).expect("memory");
    }
    sheet.finish().expect("memory")
}

fn text(layout: Layout) -> String {
    let bytes = written(layout, Encoding::Utf8);
    String::from_utf8(bytes)
        .expect("UTF-8")
        .replace("\r\n", "⏎\n")
}

#[test]
fn the_full_set() {
    insta::assert_snapshot!(text(Layout::of(List::Full, Rows::Problem)), @r#"
    ﻿序号,问题编号,年度,对象,问题来源,所属方面,存在问题,具体表现(事例),原因,整改目标,整改措施,整改类型,责任领导,责任部门,配合部门,责任人,整改时限,进展情况,整改成效,佐证材料,完成状态,完成时间,是否逾期,销号人,销号时间,备注,延期情况,下次检查,往年前项,上级编号,归类,报送表述,未完成原因,下步措施,措施分工,时限原文⏎
    1,1,2021,班子,自查,带头深入学习方面,理论学习不够系统,学用结合不够。比如，上半年只组织了一次专题研讨。,,全年集中学习不少于12次,"（1）制定年度学习计划
    （2）每月开展一次集中学习",限期整改,张建国,办公室,人事处、机关党委,李明,2022-06-30,2022-03-15 措施2：印发学习计划，开展集中学习【集中学习=12次】,形成月学习制度,学习计划.docx,已销号,2022-06-28,否,局党组会议,2022-06-28,内部掌握,,,,,,,,,（2）责任部门“机关党委”；时限“5月底”（2022-05-31）,6月底前⏎
    2,2,2021,班子,自查,带头深入学习方面,督促检查“最后一公里”打通不够,,,,'=清单管理，逐项督办,限期整改,,业务处,,,2022-06-30,2022-04-02 建立督办清单,,,正在推进,,是,,,,,,,,,,,,,6月底前⏎
    3,3,2021,张建国,自查,带头深入学习方面,联系群众不够经常,,,,,长期坚持,,,,,长期坚持,,,,未启动,,否,,,,,,,,,,,,,⏎
    "#);
}

#[test]
fn what_goes_up() {
    insta::assert_snapshot!(text(Layout::of(List::Upward, Rows::Problem)), @r#"
    ﻿序号,问题来源,对照方面,存在问题,整改措施,整改类型,责任领导,责任部门,配合部门,整改时限,整改进展及成效,完成状态,完成时间,未完成原因,下步措施及预计完成时间,备注,填报单位,填报日期,联系人及电话⏎
    1,自查,带头深入学习方面,理论学习不够系统,"（1）制定年度学习计划
    （2）每月开展一次集中学习",限期整改,张建国,办公室,人事处、机关党委,2022-06-30,"2022年3月15日，印发学习计划，开展集中学习（集中学习12次）
    成效：形成月学习制度",已销号,2022-06-28,,,,某市粮食局,2022-09-01,王小敏 0512-60001234⏎
    2,自查,带头深入学习方面,督促检查“最后一公里”打通不够,'=清单管理，逐项督办,限期整改,,业务处,,2022-06-30,2022年4月2日，建立督办清单,正在推进,,,,,某市粮食局,2022-09-01,王小敏 0512-60001234⏎
    "#);
}

#[test]
fn the_three_lists_and_the_personal_one() {
    let lists = [
        List::Problems,
        List::Tasks,
        List::Responsibilities,
        List::Personal,
    ];
    let all: Vec<String> = lists
        .into_iter()
        .map(|list| {
            format!(
                "{}\n{}",
                list.title(),
                text(Layout::of(list, Rows::Problem))
            )
        })
        .collect();
    insta::assert_snapshot!(all.join("\n"), @r#"
    问题清单
    ﻿序号,问题来源,所属方面,存在问题,具体表现,提出依据(材料/段落)⏎
    1,自查,带头深入学习方面,理论学习不够系统,学用结合不够。比如，上半年只组织了一次专题研讨。,班子对照检查材料.txt 第6段⏎
    2,自查,带头深入学习方面,督促检查“最后一公里”打通不够,,⏎
    3,自查,带头深入学习方面,联系群众不够经常,,⏎

    任务清单
    ﻿序号,对应问题编号,整改目标,整改措施,阶段节点,整改时限,整改类型,完成标准⏎
    1,1,全年集中学习不少于12次,"（1）制定年度学习计划
    （2）每月开展一次集中学习",（2）2022-05-31,2022-06-30,限期整改,⏎
    2,2,,'=清单管理，逐项督办,,2022-06-30,限期整改,⏎
    3,3,,,,长期坚持,长期坚持,⏎

    责任清单
    ﻿序号,对应问题编号,责任领导,牵头(责任)部门,配合部门,责任人,整改时限,督办人⏎
    1,1,张建国,办公室,人事处、机关党委,李明,2022-06-30,⏎
    2,2,,业务处,,,2022-06-30,⏎
    3,3,,,,,长期坚持,⏎

    个人整改清单
    ﻿序号,姓名,职务,对照方面,存在问题,整改措施,整改时限,整改进展及成效,完成状态,备注⏎
    1,张建国,,带头深入学习方面,联系群众不够经常,,长期坚持,,未启动,⏎
    "#);
}

#[test]
fn a_row_for_each_measure() {
    insta::assert_snapshot!(text(Layout::of(List::Full, Rows::Measure)), @r#"
    ﻿序号,问题编号,存在问题,措施编号,整改措施,整改类型,责任领导,牵头部门,配合部门,责任人,完成时限,进展情况,完成状态,完成时间,佐证目录⏎
    1,1,理论学习不够系统,1（1）,制定年度学习计划,限期整改,张建国,办公室,人事处、机关党委,李明,2022-06-30,,已销号,2022-06-28,学习计划.docx⏎
    2,1,理论学习不够系统,1（2）,每月开展一次集中学习,限期整改,张建国,机关党委,人事处、机关党委,李明,2022-05-31,2022-03-15 印发学习计划，开展集中学习【集中学习=12次】,已销号,2022-06-28,学习计划.docx⏎
    3,2,督促检查“最后一公里”打通不够,2（1）,'=清单管理，逐项督办,限期整改,,业务处,,,2022-06-30,,未完成,,⏎
    4,3,联系群众不够经常,,,长期坚持,,,,,长期坚持,,未启动,,⏎
    "#);
}

#[test]
fn columns_of_ones_own() {
    let layout = Layout::of(List::Full, Rows::Problem);
    let own = layout
        .clone()
        .with_columns(&["code", "存在问题", "责任单位", "剩余天数"]);
    insta::assert_snapshot!(text(own.expect("known columns")), @r#"
    ﻿问题编号,存在问题,责任部门,剩余天数⏎
    1,理论学习不够系统,办公室,⏎
    2,督促检查“最后一公里”打通不够,业务处,-63⏎
    3,联系群众不够经常,,⏎
    "#);
    let unknown = layout
        .with_columns(&["code", "颜色"])
        .expect_err("no such column");
    assert_eq!(unknown.0, "颜色");
}

#[test]
fn gb18030_says_the_same() {
    let layout = || Layout::of(List::Full, Rows::Problem);
    let utf8 = csv::read(&written(layout(), Encoding::Utf8)).expect("own file");
    let gb18030 = csv::read(&written(layout(), Encoding::Gb18030)).expect("own file");
    assert_eq!(utf8, gb18030);
}
