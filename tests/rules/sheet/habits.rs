//! What departments do to forms: merge, rename, copy, misspell; and what becomes of it.

use ::office::cell::Cell;
use ::office::grid;
use model::decide::Policy;
use model::event::{Change, TaskEvent, TextField};
use model::task::Task;
use papers::sheet::collect::{
    self, Collection, File, Kind, LastSent, Ledger, Outcome, Returned, Told,
};

use super::home::{collected, dispatched, form_of, home, only, reasons};
use super::office;
use crate::returned::Copied;

/// What was understood otherwise than it stands there, in a line each.
pub(crate) fn told(returned: &Returned) -> Vec<String> {
    let rows = returned.rows.iter().flat_map(|row| &row.told);
    let line = |told: &Told| format!("第{}行 {}：{}", told.row, told.column, told.done);
    returned.told.iter().chain(rows).map(line).collect()
}

/// The second task and a twin of it, in one form.
fn twins() -> (Vec<Task>, Copied) {
    let mut tasks = office::tasks();
    let mut twin = tasks[1].clone();
    twin.number = 90;
    twin.card.problem = String::from("档案归得不及时");
    tasks.push(twin);
    let planned = dispatched(&tasks);
    let form = planned
        .iter()
        .find(|one| one.dept.as_deref() == Some("业务处"));
    let form = Copied::of(&form.expect("a form").bytes);
    (tasks, form)
}

fn notes(returned: &Returned) -> Vec<(u32, String, usize, String)> {
    let rows = returned.rows.iter();
    let noted = rows.flat_map(|row| row.applied.iter().map(move |one| (row.number, &one.event)));
    noted
        .filter_map(|(number, event)| match event {
            TaskEvent::Progressed(noted) if noted.status.is_none() => Some((
                number?,
                noted.text.clone(),
                noted.figures.len(),
                noted.on.to_string(),
            )),
            _ => None,
        })
        .collect()
}

#[test]
fn merged_cells_are_told_row_by_row() {
    let (tasks, mut form) = twins();
    form.form()
        .merge("2", "90", "本期进展情况", "两件事一并办结");
    form.form().merge("2", "90", "数据", "督办=3件");
    form.form().merge("2", "90", "进展日期", "2022-08-30");
    let returned = collected(&[&form.bytes()], &tasks).remove(0).expect("ours");
    assert_eq!(
        told(&returned),
        [
            "第5行 本期进展情况：与第4行合并，按同一内容“两件事一并办结”读取",
            "第5行 进展日期：与第4行合并，按同一内容“2022-08-30”读取",
            "第5行 数据：与第4行合并，只记在第4行，以免重复计数",
        ]
    );
    let both = "两件事一并办结".to_owned();
    assert_eq!(
        notes(&returned),
        [
            (2, both.clone(), 1, "2022-08-30".to_owned()),
            (90, both, 0, "2022-08-30".to_owned()),
        ]
    );
}

#[test]
fn cells_merged_across_columns_and_over_codes() {
    let (tasks, mut form) = twins();
    form.form().merge_across("2", "整改成效", "制度上墙");
    form.form().merge("2", "90", "问题编号", "2");
    let page = form.form();
    let row = page.row("2") + 1;
    let (_, problem) = page.column("存在问题");
    page.cells
        .insert((row, problem), Cell::text("另写的一件事"));
    let returned = collected(&[&form.bytes()], &tasks).remove(0).expect("ours");
    assert_eq!(
        told(&returned),
        ["第4行 佐证材料名称：与“整改成效”合并，内容归“整改成效”，这一列按未填处理"]
    );
    assert_eq!(
        reasons(&returned),
        [
            "整改填报表第5行 问题编号“”：问题编号与第4行合并，一个编号只认一行，这一行未采用；请写进第4行的格里"
        ]
    );
}

/// A header by any title that registers have for it.
#[test]
fn renamed_headers_are_read_by_the_vocabulary() {
    for (title, renamed) in [
        ("整改成效", "取得成效"),
        ("下步措施", "下一步打算"),
        ("未完成原因", "未完成原因说明"),
        ("完成状态", "目前状态"),
        ("问题编号", "编号"),
        ("进展日期", "完成日期"),
        ("佐证材料名称", "印证材料"),
        ("本期进展情况", "本月进展情况"),
    ] {
        let returned = home(|form| {
            form.fill("2", "本期进展情况", "完成督办");
            form.fill("2", "整改成效", "制度上墙");
            form.fill("2", "进展日期", "2022-08-30");
            form.rename(title, renamed);
        });
        assert_eq!(only(&returned).applied.len(), 2, "{renamed}: {returned:?}");
        assert_eq!(reasons(&returned), Vec::<String>::new(), "{renamed}");
        let told = told(&returned);
        assert!(
            told[0].ends_with(&format!("“{renamed}”按“{title}”读取")),
            "{told:?}"
        );
    }
}

/// A bad cell costs that cell: what else stands in the row comes.
#[test]
fn a_bad_cell_costs_that_cell() {
    for (title, cell) in [
        ("进展日期", Cell::text("去年")),
        ("进展日期", Cell::text("2022年2月30日")),
        ("进展日期", Cell::text("2020-05-01")),
        ("进展日期", Cell::text("2023-01-01")),
        ("完成状态", Cell::text("差不多了")),
        ("数据", Cell::text("督办=十余件")),
        ("问题编号", Cell::Date(office::day("2022-12-01"))),
        ("问题编号", Cell::text("二号")),
        ("问题编号", Cell::Empty),
    ] {
        let returned = home(|form| {
            form.fill("2", "本期进展情况", "完成督办");
            form.fill("2", "整改成效", "制度上墙");
            form.put("2", title, cell.clone());
        });
        let row = only(&returned);
        let columns: Vec<&str> = row.applied.iter().map(|one| one.column).collect();
        assert_eq!(
            columns,
            ["本期进展情况", "整改成效"],
            "{title} {cell:?}: {row:?}"
        );
        let lines = row.rejected.len() + row.told.len();
        assert_eq!(lines, 1, "{title} {cell:?} is told: {row:?}");
        assert!(returned.deleted.is_empty(), "{title} {cell:?}");
    }
}

/// A row that names no code is not taken for a task that another row names.
#[test]
fn a_row_copied_under_its_own_is_no_other_task() {
    let returned = home(|form| {
        let row = form.row("2");
        let (_, problem) = form.column("存在问题");
        let same = form.cells[&(row, problem)].clone();
        form.cells.insert((row + 1, problem), same);
    });
    assert_eq!(
        reasons(&returned),
        ["整改填报表第5行 问题编号“”：新增的行没有问题编号，未采用"]
    );
}

/// Days as registers have them, one rule for both; a month that is not over yet is the day of collection.
#[test]
fn days_as_registers_write_them() {
    for (cell, day) in [
        (Cell::text("2022.5"), "2022-05-31"),
        (Cell::text("5月底"), "2022-05-31"),
        (Cell::text("5月"), "2022-05-31"),
        (Cell::text("12月"), "2021-12-31"),
        (Cell::text("20220410"), "2022-04-10"),
        (Cell::Number(20_220_410), "2022-04-10"),
        (Cell::Number(44_661), "2022-04-10"),
        (Cell::Date(office::day("2022-04-10")), "2022-04-10"),
        (Cell::text("2022年8月30日"), "2022-08-30"),
        (Cell::text("8.30"), "2022-08-30"),
        (Cell::text("2022.9"), "2022-09-18"),
        (Cell::text("9月"), "2022-09-18"),
    ] {
        let returned = home(|form| {
            form.fill("2", "本期进展情况", "完成督办");
            form.put("2", "进展日期", cell.clone());
        });
        assert_eq!(reasons(&returned), Vec::<String>::new(), "{cell:?}");
        assert_eq!(notes(&returned)[0].3, day, "{cell:?}");
    }
}

/// Excel sorts no range with a locked cell: none of a form's table is locked, and the sheet is protected all
/// the same.
#[test]
fn rows_of_a_form_can_be_sorted() {
    let form = dispatched(&office::tasks()).swap_remove(3).bytes;
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&form)).expect("a zip");
        std::io::read_to_string(archive.by_name(name).expect(name)).expect("text")
    };
    let (sheet, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    for allowed in [
        "sort=\"0\"",
        "autoFilter=\"0\"",
        "formatRows=\"0\"",
        "formatColumns=\"0\"",
    ] {
        assert!(sheet.contains(allowed), "{allowed}");
    }
    let formats = styles
        .split("<cellXfs")
        .nth(1)
        .and_then(|rest| rest.split("</cellXfs>").next());
    let formats: Vec<&str> = formats.expect("formats").split("<xf ").skip(1).collect();
    let unlocked =
        |style: &str| formats[style.parse::<usize>().expect("a number")].contains("locked=\"0\"");
    let area = sheet
        .split("<autoFilter ref=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    assert_eq!(area, Some("A3:R4"));
    let mut cells = 0;
    for row in sheet.split("<row r=\"").skip(1) {
        if !(row.starts_with("3\"") || row.starts_with("4\"")) {
            continue;
        }
        for cell in row.split("<c ").skip(1) {
            let style = cell
                .split("s=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            assert!(unlocked(style.expect("a format")), "{cell}");
            cells += 1;
        }
    }
    assert_eq!(cells, 36);
    // What is typed over what is for reading is refused.
    assert!(sheet.contains("<formula1>FALSE</formula1>") && sheet.contains("sqref=\"A4:J4\""));
}

/// What was sent is known from the record of it.
struct Remembered {
    now: Vec<Task>,
    sent: Vec<Task>,
}

impl Ledger for Remembered {
    fn task(&self, number: u32) -> Option<Task> {
        self.now.iter().find(|task| task.number == number).cloned()
    }

    fn last_sent(&self, dept: Option<&str>, _: &[u32]) -> Option<LastSent> {
        assert_eq!(dept, Some("业务处"), "as the line above the header says");
        Some(LastSent {
            round: "2022年9月".to_owned(),
            dept: "业务处".to_owned(),
            on: "2022-09-01".to_owned(),
            tasks: self.sent.clone(),
        })
    }

    fn own_unit(&self) -> Vec<String> {
        vec!["A03".to_owned(), "某市粮食局".to_owned()]
    }
}

fn copied(form: &Copied, now: Vec<Task>) -> Returned {
    let collection = Collection {
        ledger_id: "ledger-1",
        today: office::day("2022-09-18"),
        policy: Policy::Standard,
    };
    let sent = office::tasks();
    let bytes = form.bytes();
    let file = File {
        name: "复制.xlsx",
        bytes: &bytes,
    };
    let forms = collect::collect(&[file], &collection, &Remembered { now, sent }).remove(0);
    forms.expect("known by its codes").remove(0)
}

/// Copied into a new workbook, rows are known by their codes; what was sent is known from the record, so that
/// what the ledger moved on from is a conflict here too, and what was left as it was changes nothing.
#[test]
fn rows_copied_into_another_workbook() {
    for code in ["2", "A03-2", "二号"] {
        let mut form = form_of("业务处");
        form.0.truncate(1);
        form.0[0].name = "Sheet1".to_owned();
        form.form().fill("2", "本期进展情况", "完成督办");
        form.form().fill("2", "下步措施", "部门的打算");
        form.form().fill("2", "问题编号", code);
        let mut now = office::tasks();
        let changes = vec![Change::Text(
            TextField::NextStep,
            Some("办公室的打算".to_owned()),
        )];
        now[1].apply(40, &TaskEvent::Edited(changes));
        let returned = copied(&form, now);
        assert_eq!(
            (returned.kind, returned.round.as_str()),
            (Kind::Copied, "2022年9月")
        );
        let row = only(&returned);
        assert_eq!(
            (row.applied.len(), row.conflicts.len(), row.number),
            (1, 1, Some(2)),
            "{row:?}"
        );
        assert_eq!(row.rejected, [], "{code}");
    }
    let mut form = form_of("业务处");
    form.0.truncate(1);
    assert_eq!(
        only(&copied(&form, office::tasks())).outcome(),
        Outcome::Untouched
    );
}

/// A code alone says little of a sheet that does not say whose it is.
#[test]
fn a_copied_row_of_another_problem_is_refused() {
    let mut form = form_of("业务处");
    form.0.truncate(1);
    form.form().fill("2", "存在问题", "别的台账里的第二个问题");
    form.form().fill("2", "本期进展情况", "完成督办");
    assert_eq!(
        reasons(&copied(&form, office::tasks())),
        ["整改填报表第4行 问题编号“2”：编号与“存在问题”对不上，整行未采用；请核对编号"]
    );
}

/// A register is no form, even where its codes and columns are ours.
#[test]
fn a_register_is_no_form() {
    let csv = "问题编号,存在问题,进展情况,完成状态,整改成效\n2,督办,2022年来做的一切,已完成,好\n";
    let find = |number| {
        office::tasks()
            .into_iter()
            .find(|task| task.number == number)
    };
    let collection = Collection {
        ledger_id: "ledger-1",
        today: office::today(),
        policy: Policy::Standard,
    };
    let file = File {
        name: "台账.csv",
        bytes: csv.as_bytes(),
    };
    let refused = collect::collect(&[file], &collection, &find).remove(0);
    assert!(refused.is_err(), "{refused:?}");
    assert!(grid::read(csv.as_bytes(), "台账.csv").is_ok());
}
