//! Where the problems of other offices' registers stand.

use super::registers::csv;
use model::deadline::Term;
use model::status::StatusKind;

/// Where no column is of states, a progress that says a state and no more tells it.
#[test]
fn a_progress_of_one_word_is_a_state() {
    let register = csv(&[
        "序号|隐患情况|怎么改|眼下进度",
        "1|插座外露|更换插座|已改完",
        "2|管道老化|更换管道|60%",
        "3|货箱堵门|搬走|√",
        "4|灯具损坏|更换灯具|已到货，明天装",
        "5|通道狭窄|拓宽|尚未启动",
    ]);
    let states: Vec<Option<StatusKind>> = register.rows.iter().map(|row| row.status).collect();
    assert_eq!(
        states,
        [
            Some(StatusKind::Done),
            Some(StatusKind::InProgress),
            Some(StatusKind::Done),
            None,
            Some(StatusKind::NotStarted),
        ]
    );
    // What is nothing but a state is no story of what was done.
    let told = |row: usize| register.rows[row].progress.first();
    assert_eq!(told(0), None);
    assert_eq!(told(1).map(|note| &*note.text), Some("60%"));
    assert_eq!(told(3).map(|note| &*note.text), Some("已到货，明天装"));
    // Who reads the preview sees that the day of completion is that of the import.
    let dated = |row: u32| {
        let mut doubts = register.doubts.iter();
        doubts.any(|doubt| doubt.paragraph == row && doubt.message.contains("没有完成时间"))
    };
    assert!(dated(2) && dated(4), "{:?}", register.doubts);
}

/// The hour behind a day, who signed beside it, and a day before the state tell that day.
#[test]
fn days_with_more_than_a_day() {
    let register = csv(&[
        "序号|隐患情况|整改措施|整改期限|办结时间|销号时间|完成状态",
        "1|插座外露|更换插座|2024-07-05 18:00|2024-07-03 16:00|2024.7.9 童安|已销号",
        "2|管道老化|更换管道|2024年7月6日下班前|2024年7月4日16时30分||已完成",
        "3|货箱堵门|搬走|2024-07-08|||2024.7.5已整改",
    ]);
    let day = |text: &str| text.parse().ok();
    let rows = &register.rows;
    let finished: Vec<_> = rows.iter().map(|row| row.finished_on).collect();
    let days = ["2024-07-03", "2024-07-04", "2024-07-05"].map(day);
    assert_eq!(finished, days, "{:?}", register.doubts);
    assert_eq!(rows[0].closed_on, day("2024-07-09"));
    assert_eq!(rows[0].verifier.as_deref(), Some("童安"));
    assert_eq!(rows[2].status, Some(StatusKind::Done));
    let due = rows
        .iter()
        .map(|row| row.deadline(None).and_then(|due| due.date()));
    let days = ["2024-07-05", "2024-07-06", "2024-07-08"].map(day);
    assert_eq!(due.collect::<Vec<_>>(), days);
}

/// A person in a column of departments, and the reverse, are what they are, and it is said.
#[test]
fn people_and_departments_in_each_others_columns() {
    let register = csv(&[
        "序号|存在问题|整改措施|责任部门|责任人",
        "1|台账不全|补齐台账|办公室|王立",
        "2|记录缺失|补写记录|李强|",
        "3|标识不清|更换标识||设备科",
        "4|通道堵塞|清理通道|安环部|仓储部",
    ]);
    let told = |at: usize| {
        let row = &register.rows[at];
        (
            row.dept.as_deref(),
            row.owner.as_deref(),
            row.co_depts.join("、"),
        )
    };
    assert_eq!(told(0), (Some("办公室"), Some("王立"), String::new()));
    assert_eq!(told(1), (None, Some("李强"), String::new()));
    assert_eq!(told(2), (Some("设备科"), None, String::new()));
    assert_eq!(told(3), (Some("安环部"), None, "仓储部".to_owned()));
    for name in ["李强", "设备科", "仓储部"] {
        let mut doubts = register.doubts.iter();
        assert!(doubts.any(|doubt| doubt.message.contains(name)), "{name}");
    }
}

/// Rows across the table: who mends, how all beneath stand; a place and a month are neither.
#[test]
fn rows_across_the_table() {
    let register = csv(&[
        "序号|存在问题|整改措施|责任人",
        "冲压车间|||",
        "1|光栅失灵|停机检修|祝涛",
        "上岭自然村|||",
        "2|飞线充电|拆除|尹秀兰",
        "已完成整改的问题|||",
        "3|标签脱落|补贴|祝涛",
        "6月份|||",
        "4|地面油污|清理|祝涛",
        "一、现场管理方面|||",
        "5|堆放混乱|分区堆放|祝涛",
    ]);
    let rows = &register.rows;
    assert_eq!(rows[0].dept.as_deref(), Some("冲压车间"));
    assert_eq!(
        (rows[1].dept.as_deref(), rows[1].dimension.as_deref()),
        (None, None)
    );
    assert_eq!(rows[2].status, Some(StatusKind::Done));
    assert_eq!(rows[3].dimension, None);
    assert_eq!(rows[4].dimension.as_deref(), Some("现场管理方面"));
}

/// 长期坚持 among states is a term; where a deadline stands beside it, which of the two holds is asked.
#[test]
fn what_goes_on_is_no_state() {
    let register = csv(&[
        "序号|存在问题|整改措施|整改时限|完成状态",
        "1|走访偏少|按月走访||长期坚持",
        "2|台账不全|补齐台账|2024年底|长期坚持",
    ]);
    let rows = &register.rows;
    let lasting = rows[0].deadline(None).and_then(|due| due.term);
    assert_eq!(lasting, Some(Term::LongTerm));
    assert_eq!(
        rows[1].deadline(None).map(|due| due.phrase),
        Some("2024年底".to_owned())
    );
    let mut doubts = register.doubts.iter();
    assert!(doubts.any(|doubt| doubt.paragraph == 3 && doubt.message.contains("长期坚持")));
}

/// Of evidence there are only names, and they are kept; 经办 is who does it, though it is no 经办人.
#[test]
fn names_of_evidence_and_of_who_does_it_are_kept() {
    let register = csv(&[
        "序号|存在问题|牵头领导|责任股室|具体经办|佐证材料|备注",
        "1|走访偏少|葛强|办公室|尤敏|走访记录；合影|来年再看",
        "2|台账不全|葛强|统计股|邵平||",
    ]);
    let rows = &register.rows;
    assert_eq!(
        rows[0].note.as_deref(),
        Some("来年再看\n佐证材料待添加：走访记录、合影")
    );
    assert_eq!(rows[1].note, None);
    let owners: Vec<_> = rows.iter().map(|row| row.owner.as_deref()).collect();
    assert_eq!(owners, [Some("尤敏"), Some("邵平")]);
}

/// A measure is done where its own row says so, on the day that stands with it.
#[test]
fn a_measure_has_a_state_of_its_own() {
    let register = csv(&[
        "序号|存在问题|整改措施|整改时限|完成情况",
        "1|资产闲置|清点资产|2024-04-30|√，2024年4月28日",
        "||公开出租|2024-12-31|整改中",
    ]);
    let done: Vec<_> = register.rows[0]
        .measures
        .iter()
        .map(|one| one.done_on)
        .collect();
    assert_eq!(
        done,
        ["2024-04-28".parse().ok(), None],
        "{:?}",
        register.rows[0]
    );
    // A state with its day is no story of what was done.
    let row = &register.rows[0];
    assert!(row.progress.is_empty(), "{row:?}");
}

/// Where a table tells the day that it is of, what has no day of its own is told to be dated by the import.
#[test]
fn the_day_of_the_table_is_told_for_what_has_none() {
    let told = |above: &str, finished: &str| {
        let row = format!("1|走访偏少|按月走访|每月走访两次|已完成|{finished}");
        let register = csv(&[
            above,
            "序号|存在问题|整改措施|整改进展|完成状态|完成时间",
            &row,
        ]);
        let mut doubts = register.doubts.iter();
        doubts.any(|doubt| doubt.message.contains("表上写着的是 2025-12-26"))
    };
    assert!(told("填报单位：档案馆　填报日期：2025年12月26日", ""));
    assert!(told("（截至2025年12月26日）", "2025-11-01"));
    assert!(!told("会议时间：2025年12月26日", ""));
}
