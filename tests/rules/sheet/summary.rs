//! 汇总表.

use ::office::csv::{self, Encoding};
use model::task::Task;
use papers::sheet::summary::Summary;

use crate::sheet::office;

#[test]
fn a_row_for_each_unit_and_a_total() {
    let book = office::book();
    let mut summary = Summary::new(2021, office::around(&book));
    let tasks = office::tasks();
    let other = Task {
        unit: Some("A03".to_owned()),
        ..tasks[1].clone()
    };
    let mut older = tasks[1].clone();
    older.year = 2020;
    tasks
        .iter()
        .chain([&other, &older])
        .for_each(|task| summary.task(task));
    let bytes = summary.csv(Encoding::Utf8, Vec::new()).expect("memory");
    let rows = csv::read(&bytes).expect("own file");
    let counts: Vec<String> = rows.iter().map(|row| row[..15].join("|")).collect();
    insta::assert_snapshot!(counts.join("\n"), @r#"
    序号|单位|会议名称及年度|召开日期|问题数(班子)|问题数(个人)|措施数|已完成整改|基本完成|正在推进|长期坚持|尚未启动|其中未按期|延期|以前年度遗留
    1|某市粮食局|2021年度||2|1|3|1|0|1|1|0|1|0|1
    2|A03|2021年度||1|0|1|0|0|1|0|0|1|0|0
    合计||||3|1|4|1|0|2|1|0|2|0|1
    "#);
    for row in &rows[1..] {
        let number = |at: usize| row[at].parse::<u32>().expect("a count");
        assert_eq!(
            number(4) + number(5),
            (7..12).map(number).sum::<u32>(),
            "{row:?}"
        );
    }
}
