//! What lists something: the same on the screen, as CSV and as JSON.

use insta::assert_snapshot;
use serde_json::Value;

use crate::office::Office;

fn office() -> Office {
    let mut office = Office::with_material();
    office.file("座谈记录.txt", "六人到会");
    office.done(
        "edit 1 --dept 办公室 --lead 何平 --due 2022-03-01
        edit 2 --dept 读者部 --due 2022-04-01
        member 何平 --post 馆长 --order 1 --depts 办公室、读者部
        member 罗珊 --order 2
        meeting --year 2021 --held-on 2022-01-20 --theme 把书送到门口 --figure 谈心谈话=12人次 --field 主持人=何平
        attach 1 座谈记录.txt",
    );
    office
}

/// The cells of a CSV none of whose cells has a line break.
fn table(csv: &str) -> Vec<Vec<String>> {
    let rows = ::office::csv::read(csv.as_bytes()).unwrap();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{csv}");
    rows
}

#[test]
fn every_list_is_csv_and_json_of_the_same_rows() {
    let office = office();
    for (command, rows, count) in [
        ("list", "", 4),
        ("list --status 作废", "", 0),
        ("history", "", 11),
        ("history 1", "", 3),
        ("member", "", 2),
        ("meeting", "", 1),
        ("evidence", "", 1),
        ("evidence 2", "", 0),
        ("search 读", "/tasks", 2),
        ("search 没有这句话", "/tasks", 0),
        ("stats --by dept", "/groups", 3),
        ("stats --by unit", "/groups", 1),
        ("stats --common", "/common", 0),
    ] {
        let json = office.say(&format!("{command} --format json")).ok();
        let json: Value = serde_json::from_str(&json).unwrap();
        let rows = json.pointer(rows).and_then(Value::as_array);
        assert_eq!(rows.map(Vec::len), Some(count), "{command} {json}");
        let csv = office.say(&format!("{command} --format csv")).ok();
        assert_eq!(table(&csv).len(), count + 1, "{command} {csv}");
    }
}

#[test]
fn those_urged_are_csv_with_the_addressee() {
    let csv = office().say("remind --format csv").ok();
    let rows = table(&csv);
    assert_eq!(rows[0][..2], ["催办对象", "编号"]);
    assert_eq!(rows[1][..2], ["办公室", "1"]);
}

#[test]
fn the_roster_meetings_and_evidence_for_programs() {
    let told = office().tell(
        "member --format csv
        member --format json
        meeting --format csv
        meeting --format json
        evidence
        evidence --format csv
        evidence --format json",
    );
    assert_snapshot!(told, @r#"
    $ ledger member --format csv
    ﻿排序,姓名,职务,分管部门
    1,何平,馆长,办公室、读者部
    2,罗珊,,
    $ ledger member --format json
    [{"order":1,"name":"何平","post":"馆长","depts":["办公室","读者部"]},{"order":2,"name":"罗珊","post":null,"depts":[]}]
    $ ledger meeting --format csv
    ﻿年度,会议,种类,召开日期,主题,数据,其他事项
    2021,2021年度民主生活会,年度,2022-01-20,把书送到门口,谈心谈话　12人次、集中学习　6次、意见建议　15条,主持人　何平
    $ ledger meeting --format json
    [{"year":2021,"title":"2021年度民主生活会","kind":"年度","held_on":"2022-01-20","theme":"把书送到门口","figures":[{"name":"谈心谈话","value":"12","unit":"人次"},{"name":"集中学习","value":"6","unit":"次"},{"name":"意见建议","value":"15","unit":"条"}],"fields":[{"name":"主持人","text":"何平"}]}]
    $ ledger evidence
    ┌──────┬────────┬──────────────┬─────────┬──────────────────┐
    │ 编号 ┆ 记录号 ┆ 名称         ┆ 大小    ┆ SHA-256          │
    ╞══════╪════════╪══════════════╪═════════╪══════════════════╡
    │ 1    ┆ 11     ┆ 座谈记录.txt ┆ 12 字节 ┆ 1fa9694d5156bd74 │
    └──────┴────────┴──────────────┴─────────┴──────────────────┘
    $ ledger evidence --format csv
    ﻿编号,记录号,名称,大小,SHA-256
    1,11,座谈记录.txt,12,1fa9694d5156bd74cf6c165a673dbae462e4a88878db44b4e7f62b0d5dcc052b
    $ ledger evidence --format json
    [{"code":"1","entry":11,"name":"座谈记录.txt","size":12,"sha256":"1fa9694d5156bd74cf6c165a673dbae462e4a88878db44b4e7f62b0d5dcc052b"}]
    "#);
}

#[test]
fn files_have_what_the_screen_cuts() {
    let mut office = office();
    let long = "一个很长的问题，".repeat(30);
    office
        .run([
            "add",
            &long,
            "--dimension",
            "带头服务基层读者、方便群众借阅图书方面",
        ])
        .ok();
    let csv = office.columns(60).say("list --format csv").ok();
    assert!(csv.contains(&long), "{csv}");
    assert!(
        csv.contains("带头服务基层读者、方便群众借阅图书方面"),
        "{csv}"
    );
    let csv = office.say("list --format csv --columns 编号,剩余").ok();
    assert_eq!(table(&csv)[1], ["1", "逾期14天"]);
}

/// More than are held at once: rows are read page by page, and the screen is laid out in parts.
#[test]
fn a_long_list_is_one_list() {
    const MANY: usize = 2300;
    let office = Office::new();
    let rows = (1..=MANY).map(|n| format!("{n},服务窗口第{n}号问题\r\n"));
    let register: String = rows.collect();
    office.file("登记表.csv", format!("序号,存在问题\r\n{register}"));
    office.say("import 登记表.csv --year 2021 --yes").ok();
    let paged = office.say("list --format json").ok();
    let held = office
        .say(&format!("list --limit {} --format json", MANY + 1))
        .ok();
    assert!(paged == held, "pages and the whole differ");
    let csv = office.say("list --format csv --columns 编号").ok();
    let numbers: Vec<String> = table(&csv)[1..].iter().map(|row| row[0].clone()).collect();
    let all: Vec<String> = (1..=MANY).map(|n| n.to_string()).collect();
    assert_eq!(numbers, all);
    for command in ["list --columns 编号,问题", "history"] {
        let out = office.say(command).ok();
        let heads = out.lines().filter(|line| line.starts_with(['┌', '╞', '└']));
        assert_eq!(heads.count(), 3, "{command}");
        let lines = out.lines().filter(|line| line.starts_with('│'));
        let mut widths: Vec<usize> = lines.map(unicode_width::UnicodeWidthStr::width).collect();
        assert!(widths.len() > MANY, "{command}");
        widths.dedup();
        assert_eq!(widths.len(), 1, "{command}");
    }
}
