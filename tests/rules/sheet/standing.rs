//! Where the problems of other offices' registers stand.

use super::registers::csv;
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
