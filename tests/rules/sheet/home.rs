//! Forms down to departments and home again.

use ::office::cell::Cell;
use ::office::grid::Unreadable;
use model::decide::Policy;
use model::event::{Change, TaskEvent, TextField};
use model::status::StatusKind;
use model::task::Task;
use papers::sheet::collect::{
    self, CollectFault, Collection, File, Outcome, Returned, ReturnedRow,
};
use papers::sheet::dispatch::{self, Dispatch, Dispatched};
use proptest::prelude::*;

use crate::returned::{Copied, Page};
use crate::sheet::office;

pub(crate) fn dispatched(tasks: &[Task]) -> Vec<Dispatched> {
    let book = office::book();
    let dispatch = Dispatch {
        ledger_id: "ledger-1",
        check_code: None,
        created: office::today().into(),
        return_by: Some(office::day("2022-09-20")),
        round: "2022年9月",
        paper: None,
        with_details: false,
        units: &[],
    };
    dispatch::plan(tasks, office::around(&book), &dispatch).expect("memory")
}

pub(crate) fn form_of(dept: &str) -> Copied {
    let planned = dispatched(&office::tasks());
    let found = planned
        .iter()
        .find(|planned| planned.dept.as_deref() == Some(dept));
    Copied::of(&found.expect(dept).bytes)
}

pub(crate) fn collected(files: &[&[u8]], ledger: &[Task]) -> Vec<Result<Returned, CollectFault>> {
    let collection = Collection {
        ledger_id: "ledger-1",
        today: office::day("2022-09-18"),
        policy: Policy::Standard,
    };
    let files: Vec<File<'_>> = files
        .iter()
        .map(|bytes| File {
            name: "表.xlsx",
            bytes,
        })
        .collect();
    let find = |number| ledger.iter().find(|task| task.number == number).cloned();
    collect::collect(&files, &collection, &find)
        .into_iter()
        .map(|forms| forms.map(|mut forms| forms.remove(0)))
        .collect()
}

pub(crate) fn home(changed: impl FnOnce(&mut Page)) -> Returned {
    let mut form = form_of("业务处");
    changed(form.form());
    let mut results = collected(&[&form.bytes()], &office::tasks());
    results.remove(0).expect("our form")
}

pub(crate) fn only(returned: &Returned) -> &ReturnedRow {
    assert_eq!(returned.rows.len(), 1, "{returned:?}");
    &returned.rows[0]
}

/// Why cells are not taken: row, column, value and reason in one line.
pub(crate) fn reasons(returned: &Returned) -> Vec<String> {
    let rows = returned.rows.iter().flat_map(|row| &row.rejected);
    rows.chain(&returned.notes)
        .map(|no| {
            format!(
                "{}第{}行 {}“{}”：{}",
                no.sheet, no.row, no.column, no.value, no.reason
            )
        })
        .collect()
}

#[test]
fn each_department_gets_its_rows() {
    let planned = dispatched(&office::tasks());
    let told: Vec<_> = planned
        .iter()
        .map(|one| {
            (
                one.dept.as_deref(),
                one.file_name.as_str(),
                &one.tasks[..],
                one.measures,
                &one.assists[..],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Some("办公室"),
                "整改填报表-办公室.xlsx",
                &[1][..],
                0,
                &[][..]
            ),
            (Some("机关党委"), "整改填报表-机关党委.xlsx", &[1], 1, &[1]),
            (Some("人事处"), "整改填报表-人事处.xlsx", &[], 0, &[1]),
            (Some("业务处"), "整改填报表-业务处.xlsx", &[2], 0, &[]),
            (None, "整改填报表-未明确责任部门.xlsx", &[3], 0, &[]),
        ]
    );
    assert_eq!(
        planned,
        dispatched(&office::tasks()),
        "the same bytes each time"
    );
    let party = Copied::of(&planned[1].bytes);
    let names: Vec<_> = party.0.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["整改填报表", "配合事项(只读)", "填写说明", "_台账"]);
    let all: String = party.0[0].cells.values().map(Cell::written).collect();
    assert!(all.contains("1（2）") && !all.contains("比如"), "{all}");
}

#[test]
fn an_untouched_form_changes_nothing() {
    for planned in dispatched(&office::tasks()) {
        for bytes in [planned.bytes.clone(), Copied::of(&planned.bytes).bytes()] {
            let results = collected(&[&bytes], &office::tasks());
            let returned = results[0].as_ref().expect("our form");
            assert_eq!(returned.dept, planned.dept.clone().unwrap_or_default());
            assert!(
                returned
                    .rows
                    .iter()
                    .all(|row| row.outcome() == Outcome::Untouched),
                "{returned:?}"
            );
            assert!(returned.deleted.is_empty() && returned.notes.is_empty());
        }
    }
}

#[test]
fn one_changed_cell_is_one_event() {
    let returned = home(|form| form.fill("2", "完成状态", "基本完成"));
    let row = only(&returned);
    assert_eq!(
        (row.outcome(), row.applied.len(), row.number),
        (Outcome::Updated, 1, Some(2))
    );
    let TaskEvent::Progressed(progressed) = &row.applied[0].event else {
        panic!("{row:?}");
    };
    assert_eq!(progressed.status, Some(StatusKind::MostlyDone));
    assert_eq!(row.applied[0].from, "正在推进");

    let returned = home(|form| form.fill("2", "整改成效", "督办清单办结率百分之百"));
    let changes = vec![
        Change::Text(
            TextField::Outcome,
            Some("督办清单办结率百分之百".to_owned()),
        ),
        Change::SaidOn(office::day("2022-09-18")),
    ];
    assert_eq!(only(&returned).applied[0].event, TaskEvent::Edited(changes));
}

#[test]
fn a_note_takes_its_day_and_figures_along() {
    let returned = home(|form| {
        form.fill("2", "本期进展情况", "完成第三轮督办");
        form.fill("2", "进展日期", "2022年8月30日");
        form.fill("2", "数据", "督办事项=12件；约谈=2人次");
    });
    let row = only(&returned);
    let [applied] = row.applied.as_slice() else {
        panic!("{row:?}")
    };
    let TaskEvent::Progressed(noted) = &applied.event else {
        panic!("{row:?}")
    };
    assert_eq!(noted.on, office::day("2022-08-30"));
    assert_eq!(noted.figures.len(), 2);
}

#[test]
fn a_form_that_comes_twice_says_nothing_new() {
    let mut form = form_of("业务处");
    form.form().fill("2", "本期进展情况", "完成第三轮督办");
    form.form().fill("2", "佐证材料名称", "督办台账.xlsx");
    form.form().fill("2", "完成状态", "已完成");
    let bytes = form.bytes();
    let results = collected(&[&bytes, &bytes], &office::tasks());
    assert_eq!(only(results[0].as_ref().expect("ours")).applied.len(), 3);
    assert_eq!(
        only(results[1].as_ref().expect("ours")).outcome(),
        Outcome::Untouched
    );
}

#[test]
fn what_the_ledger_moved_on_from_is_a_conflict() {
    let mut form = form_of("业务处");
    form.form().fill("2", "下步措施", "部门的打算");
    let mut ledger = office::tasks();
    let changes = vec![Change::Text(
        TextField::NextStep,
        Some("办公室的打算".to_owned()),
    )];
    ledger[1].apply(40, &TaskEvent::Edited(changes));
    let results = collected(&[&form.bytes()], &ledger);
    let row = only(results[0].as_ref().expect("ours"));
    assert_eq!((row.outcome(), row.applied.len()), (Outcome::Conflict, 0));
    let conflict = &row.conflicts[0];
    assert_eq!(
        (conflict.theirs.as_str(), conflict.ours.as_str()),
        ("部门的打算", "办公室的打算")
    );
    assert_eq!((conflict.sent.as_str(), conflict.last_entry), ("", 40));
}

#[test]
fn two_forms_of_one_department_that_disagree() {
    let mut one = form_of("业务处");
    one.form().fill("2", "完成状态", "基本完成");
    one.form().fill("2", "本期进展情况", "完成第三轮督办");
    let mut other = form_of("业务处");
    other.form().fill("2", "完成状态", "已完成");
    other.form().fill("2", "本期进展情况", "完成全部督办");
    let results = collected(&[&one.bytes(), &other.bytes()], &office::tasks());
    assert_eq!(
        only(results[0].as_ref().expect("ours")).outcome(),
        Outcome::Updated
    );
    let second = only(results[1].as_ref().expect("ours"));
    assert_eq!(
        (second.applied.len(), second.conflicts.len()),
        (0, 2),
        "{second:?}"
    );
}

#[test]
fn rows_are_known_by_code_wherever_they_stand() {
    let returned = home(|form| {
        form.swap_columns("完成状态", "整改成效");
        form.swap_columns("问题编号", "未完成原因");
        form.fill("2", "整改成效", "制度上墙");
    });
    assert_eq!(only(&returned).applied.len(), 1, "{returned:?}");
    assert!(reasons(&returned).is_empty());
}

#[test]
fn deleted_and_added_rows() {
    let returned = home(|form| form.delete_row("2"));
    assert_eq!(returned.deleted, ["2"]);
    assert!(returned.rows.is_empty());
    let returned = home(|form| {
        let row = form.row("2");
        form.cells.insert((row + 1, 3), Cell::text("新发现的问题"));
        form.cells.insert((row + 2, 1), Cell::text("99"));
    });
    assert_eq!(
        reasons(&returned),
        [
            "整改填报表第5行 问题编号“”：新增的行没有问题编号，未采用",
            "整改填报表第6行 问题编号“99”：下发表中没有这个编号，整行未采用",
        ]
    );
}

#[test]
fn cells_that_are_not_taken_say_why() {
    let returned = home(|form| {
        form.rename("整改成效", "成效说明");
        form.put("2", "问题编号", Cell::Date(office::day("2022-12-01")));
    });
    assert_eq!(
        reasons(&returned),
        [
            "整改填报表第3行 整改成效“”：下发时的这一列不见了，该列按未填处理",
            "整改填报表第3行 O“成效说明”：不是下发表中的列，未采用",
        ]
    );
    let returned = home(|form| {
        form.fill("2", "完成状态", "差不多了");
        form.fill("2", "本期进展情况", "完成督办");
        form.fill("2", "进展日期", "2022年2月30日");
        form.fill("2", "数据", "督办=十余件");
        form.fill("2", "存在问题", "改过的问题");
    });
    let row = only(&returned);
    assert_eq!(row.applied.len(), 1, "the note alone comes: {row:?}");
    assert_eq!(
        reasons(&returned),
        [
            "整改填报表第4行 存在问题“改过的问题”：这一列只供阅读，改动未采用",
            "整改填报表第4行 数据“督办=十余件”：读不出名称、数目和单位，这个数据未采用；请写成“集中学习=12次”",
            "整改填报表第4行 进展日期“2022年2月30日”：没有这一天，未采用；进展照收，按收表日期记",
            "整改填报表第4行 完成状态“差不多了”：不在可选的状态中，未采用",
        ]
    );
    let returned = home(|form| {
        form.fill("2", "本期进展情况", "完成督办");
        form.fill("2", "进展日期", "2020-05-01");
        form.fill("2", "完成状态", "已销号");
    });
    assert_eq!(
        reasons(&returned),
        [
            "整改填报表第4行 进展日期“2020-05-01”：日期早于问题所属年度，未采用；进展照收，按收表日期记",
            "整改填报表第4行 完成状态“已销号”：销号和作废由台账管理单位办理，未采用；做完的请选“已完成”或“申请销号”",
        ]
    );
}

#[test]
fn forms_of_other_ledgers_and_no_forms() {
    let mut form = form_of("业务处");
    let hidden = form.0.last_mut().expect("the hidden sheet");
    hidden.cells.insert((0, 1), Cell::text("ledger-2"));
    let results = collected(&[&form.bytes()], &office::tasks());
    assert_eq!(
        results[0],
        Err(CollectFault::OtherLedger {
            found: "ledger-2".to_owned()
        })
    );
    let mut copied = form_of("业务处");
    copied.0.pop();
    assert_eq!(
        collected(&[&copied.bytes()], &office::tasks())[0],
        Err(CollectFault::NotOurs)
    );
    let mut headless = form_of("业务处");
    let page = headless.form();
    page.cells.retain(|(row, _), _| *row > 2);
    assert!(matches!(
        collected(&[&headless.bytes()], &office::tasks())[0],
        Err(CollectFault::NoHeader { .. })
    ));
    assert_eq!(
        collected(&[b"not a workbook"], &office::tasks())[0],
        Err(CollectFault::Unreadable(Unreadable::Kind))
    );
}

#[test]
fn a_measure_of_another_departments_task() {
    let mut ledger = office::tasks();
    let reopened = TaskEvent::Reopened {
        on: office::day("2022-07-01"),
        reason: "回头看发现反弹".to_owned(),
    };
    ledger[0].apply(30, &reopened);
    let planned = dispatched(&ledger);
    let mut form = Copied::of(&planned[1].bytes);
    form.form().fill("1（2）", "完成状态", "已完成");
    form.form().fill("1（2）", "进展日期", "2022-08-30");
    form.form().fill("1（2）", "整改成效", "不该填");
    let results = collected(&[&form.bytes()], &ledger);
    let row = only(results[0].as_ref().expect("ours"));
    assert_eq!((row.applied.len(), row.rejected.len()), (1, 1), "{row:?}");
    let TaskEvent::Progressed(done) = &row.applied[0].event else {
        panic!("{row:?}")
    };
    assert_eq!(
        (done.measure, done.measure_done, done.on),
        (Some(2), true, office::day("2022-08-30"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_cell_one_entry(tasks in crate::sheet::round_trip::open_tasks(), which in 0_usize..5, word in "[整改督办学习]{2,8}") {
        let titles = ["本期进展情况", "整改成效", "下步措施", "未完成原因", "佐证材料名称"];
        for planned in dispatched(&tasks) {
            let untouched = collected(&[&planned.bytes], &tasks);
            let untouched = untouched[0].as_ref().expect("ours");
            prop_assert!(untouched.rows.iter().all(|row| row.outcome() == Outcome::Untouched), "{:?}", untouched);
            let Some(number) = planned.tasks.first() else { continue };
            let mut form = Copied::of(&planned.bytes);
            form.form().fill(&number.to_string(), titles[which], &format!("新的{word}"));
            let changed = collected(&[&form.bytes()], &tasks);
            let changed = changed[0].as_ref().expect("ours");
            let events: usize = changed.rows.iter().map(|row| row.applied.len()).sum();
            let others = changed.rows.iter().any(|row| row.outcome() > Outcome::Updated);
            prop_assert_eq!((events, others), (1, false), "{:?}", changed);
        }
    }
}
