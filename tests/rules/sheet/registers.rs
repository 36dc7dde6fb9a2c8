//! Registers of other makers, in the shapes that offices have.

use documents::register::{self, Register, RegisterRow};
use model::deadline::Anchor;
use model::draft::{Draft, DraftTask};
use model::status::StatusKind;
use model::subject::Subject;
use rust_xlsxwriter::{Format, Workbook};

/// Rows of a CSV, cells separated by `|`, line breaks within them written `⏎`.
pub(super) fn csv(rows: &[&str]) -> Register {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = row
                .split('|')
                .map(|cell| format!("\"{}\"", cell.replace('⏎', "\n")));
            cells.collect::<Vec<_>>().join(",")
        })
        .collect();
    register::read(lines.join("\n").as_bytes(), "任务分解表.csv").expect("a register")
}

fn draft(register: &Register) -> Draft {
    let anchor = Anchor {
        year: 2021,
        held_on: None,
    };
    register::to_draft(register, Some(anchor))
}

/// A task in one line: problem / measures / lead / dept / owner / deadline words = meaning.
fn line(task: &DraftTask) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let due = task.deadline.as_ref().map_or_else(
        || "-".to_owned(),
        |due| {
            let meaning = due.term.map_or("?", |term| term.word());
            let day = due
                .date()
                .map_or_else(|| meaning.to_owned(), |day| day.to_string());
            format!("{}={day}", due.phrase)
        },
    );
    [
        task.problem.clone(),
        task.measures.join("+"),
        text(&task.lead),
        text(&task.dept),
        text(&task.owner),
        due,
    ]
    .join(" / ")
}

fn lines(register: &Register) -> Vec<String> {
    draft(register).tasks.iter().map(line).collect()
}

fn only(register: &Register) -> &RegisterRow {
    assert_eq!(register.rows.len(), 1, "{register:?}");
    &register.rows[0]
}

#[test]
fn a_plain_list_under_a_title() {
    let register = csv(&[
        "某局领导班子2021年度民主生活会整改任务分解表|||||||",
        "填报单位：某局|||||填报日期：2022年3月1日||",
        "序 号|存 在⏎问 题|整改措施|牵头领导|责任单位|经办人|完成时限|备注",
        "1|理论学习不系统。|1.制定学习计划；⏎2.每月集中学习。|张建国|办公室|李明|6月底前|",
        "2|调研不深入|①蹲点调研；②建立台账|王芳|业务处、法规处|赵强|2022年第三季度|",
        "合计|2项||||||",
        "注：责任单位按职责分工落实。|||||||",
    ]);
    assert_eq!(register.year, Some(2021));
    assert!(register.of_team);
    assert_eq!(
        lines(&register),
        [
            "理论学习不系统 / 制定学习计划+每月集中学习 / 张建国 / 办公室 / 李明 / 6月底前=2022-06-30",
            "调研不深入 / 蹲点调研+建立台账 / 王芳 / 业务处、法规处 / 赵强 / 2022年第三季度=2022-09-30",
        ]
    );
    let mut columns = register.columns.iter();
    assert!(
        !columns.any(register::Column::is_unknown),
        "{:?}",
        register.columns
    );
    assert_eq!(register.rows[1].row, 5);
}

#[test]
fn headings_between_rows_are_dimensions_and_headers_may_repeat() {
    let register = csv(&[
        "编号|问题|措施|责任部门|时限",
        "一、带头深入学习方面||||",
        "一|学习不深|多学|办公室|长期坚持",
        "编号|问题|措施|责任部门|时限",
        "二、带头担当作为方面||||",
        "二|担当不够|多干|业务处|立行立改",
        "||||",
        "填表人：王小敏||审核人：张建国||",
    ]);
    let draft = draft(&register);
    let headings: Vec<_> = draft
        .dimensions
        .iter()
        .map(|d| d.heading.as_str())
        .collect();
    assert_eq!(headings, ["带头深入学习方面", "带头担当作为方面"]);
    assert_eq!(
        lines(&register),
        [
            "学习不深 / 多学 / - / 办公室 / - / 长期坚持=long_term",
            "担当不够 / 多干 / - / 业务处 / - / 立行立改=immediate",
        ]
    );
    assert_eq!(register.rows[0].code, None);
}

#[test]
fn a_dimension_written_once_holds_for_the_rows_below() {
    let register = csv(&[
        "对照方面|存在问题|整改措施",
        "政治方面|甲问题需要解决|做甲",
        "|乙问题需要解决|做乙",
        "作风方面|丙问题需要解决|做丙",
    ]);
    let found: Vec<_> = register
        .rows
        .iter()
        .map(|row| row.dimension.as_deref())
        .collect();
    assert_eq!(
        found,
        [Some("政治方面"), Some("政治方面"), Some("作风方面")]
    );
}

#[test]
fn rows_without_a_problem_go_on_with_the_one_above() {
    let register = csv(&[
        "序号|存在问题|整改措施|责任部门|整改时限",
        "1|学习不深|制定计划|办公室|3月底",
        "||集中学习|机关党委|6月底",
        "2|调研不深|蹲点|业务处|年底前",
    ]);
    assert_eq!(
        lines(&register),
        [
            "学习不深 / 制定计划+集中学习 / - / 办公室、机关党委 / - / 6月底=2022-06-30",
            "调研不深 / 蹲点 / - / 业务处 / - / 年底前=2022-12-31",
        ]
    );
    let own: Vec<_> = register.rows[0]
        .measures
        .iter()
        .map(|m| m.dept.as_deref())
        .collect();
    assert_eq!(own, [Some("办公室"), Some("机关党委")]);
}

#[test]
fn what_follows_the_title_is_detail() {
    let register = csv(&[
        "序号|问题描述|整改举措",
        "1|一是学习不深。有的同志满足于读文件。比如，上半年只学两次。|多学",
    ]);
    let draft = draft(&register);
    let problem = &draft.problems[0];
    assert_eq!(problem.title, "学习不深");
    assert_eq!(
        problem.detail,
        "有的同志满足于读文件。比如，上半年只学两次。"
    );
    assert_eq!(problem.examples, ["比如，上半年只学两次"]);
    assert_eq!(problem.paragraph, 2);
}

#[test]
fn completion_is_a_status_or_a_story() {
    let statuses = csv(&[
        "存在问题|完成情况|完成时间",
        "甲问题|已完成|2022-06-01",
        "乙问题|整改中|",
    ]);
    assert_eq!(statuses.rows[0].status, Some(StatusKind::Done));
    assert_eq!(statuses.rows[1].status, Some(StatusKind::InProgress));
    assert_eq!(
        statuses.rows[0]
            .finished_on
            .map(|d| d.to_string())
            .as_deref(),
        Some("2022-06-01")
    );
    assert_eq!(statuses.rows[0].due, None);

    let stories = csv(&[
        "存在问题|完成情况|完成时间",
        "甲问题|已制定办法并开展检查3次|6月底前",
    ]);
    assert_eq!(only(&stories).status, None);
    assert_eq!(only(&stories).progress[0].text, "已制定办法并开展检查3次");
    assert_eq!(
        lines(&stories),
        ["甲问题 /  / - / - / - / 6月底前=2022-06-30"]
    );

    let unclear = csv(&["存在问题|完成时间", "甲问题|2022-06-01"]);
    assert!(
        unclear
            .doubts
            .iter()
            .any(|d| d.message.contains("计划还是实际"))
    );
    let both = csv(&[
        "存在问题|整改时限|完成时间|是否完成",
        "甲问题|6月底|2022.5.20|是",
    ]);
    assert_eq!(
        only(&both).finished_on.map(|d| d.to_string()).as_deref(),
        Some("2022-05-20")
    );
    assert_eq!(only(&both).status, Some(StatusKind::Done));
}

#[test]
fn what_is_not_understood_is_listed() {
    let register = csv(&[
        "序号|存在问题|完成状态|整改时限|风险等级",
        "1|甲问题|研究中|适时|高",
        "2||已完成|6月底|低",
    ]);
    let draft = draft(&register);
    let doubts: Vec<&str> = draft
        .doubts
        .iter()
        .map(|doubt| doubt.message.as_str())
        .collect();
    assert!(
        doubts.contains(&"完成状态“研究中”不在可识别的状态中，未采用"),
        "{doubts:?}"
    );
    assert!(
        doubts.contains(&"时限“适时”换算不出日期，按原文保留"),
        "{doubts:?}"
    );
    // That a grade is none of ours is no doubt; it is shown with the other columns.
    let unread: Vec<&str> = register
        .columns
        .iter()
        .filter(|column| column.taken.is_err())
        .map(|column| column.title.as_str())
        .collect();
    assert_eq!(unread, ["风险等级"]);
}

#[test]
fn dates_merges_and_two_header_rows_of_a_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet
        .merge_range(0, 0, 0, 6, "2021年度整改清单", &plain)
        .expect("merge");
    for (column, title) in ["序号", "查摆方面", "查摆问题", "整改措施"]
        .iter()
        .enumerate()
    {
        sheet
            .merge_range(1, column as u16, 2, column as u16, title, &plain)
            .expect("merge");
    }
    sheet
        .merge_range(1, 4, 1, 5, "责任分工", &plain)
        .expect("merge");
    sheet
        .merge_range(1, 6, 2, 6, "截止时间", &plain)
        .expect("merge");
    sheet
        .write(2, 4, "责任领导")
        .expect("cell")
        .write(2, 5, "责任科室")
        .expect("cell");
    sheet.merge_range(3, 0, 4, 0, "1", &plain).expect("merge");
    sheet
        .merge_range(3, 1, 5, 1, "学习方面", &plain)
        .expect("merge");
    sheet
        .merge_range(3, 2, 4, 2, "学习不深", &plain)
        .expect("merge");
    sheet
        .merge_range(3, 4, 5, 4, "张建国\n王芳", &plain)
        .expect("merge");
    for (row, measure) in [(3, "定计划"), (4, "抓落实"), (5, "搞调研")] {
        sheet
            .write(row, 3, measure)
            .expect("cell")
            .write(row, 5, "办公室")
            .expect("cell");
        let day = chrono::NaiveDate::from_ymd_opt(2022, row, 28).expect("a day");
        sheet
            .write_datetime_with_format(row, 6, day, &date)
            .expect("cell");
    }
    sheet
        .write(5, 0, 2)
        .expect("cell")
        .write(5, 2, "调研不深")
        .expect("cell");
    let bytes = book.save_to_buffer().expect("memory");
    let register = register::read(&bytes, "清单.xlsx").expect("a register");
    assert_eq!(
        lines(&register),
        [
            "学习不深 / 定计划+抓落实 / 张建国、王芳 / 办公室 / - / 2022-04-28=2022-04-28",
            "调研不深 / 搞调研 / 张建国、王芳 / 办公室 / - / 2022-05-28=2022-05-28",
        ]
    );
    assert!(
        register
            .rows
            .iter()
            .all(|row| row.dimension.as_deref() == Some("学习方面"))
    );
    assert_eq!(draft(&register).dimensions.len(), 1);
}

#[test]
fn several_sheets_and_persons() {
    let mut book = Workbook::new();
    for (name, problem) in [("张建国", "学习不深入"), ("王芳", "调研不深入")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (column, text) in ["姓名", "存在问题", "整改措施"].iter().enumerate() {
            sheet.write(0, column as u16, *text).expect("cell");
        }
        for (column, text) in [name, problem, "改"].iter().enumerate() {
            sheet.write(1, column as u16, *text).expect("cell");
        }
    }
    book.add_worksheet()
        .set_name("填写说明")
        .expect("a name")
        .write(0, 0, "请如实填写")
        .expect("cell");
    let bytes = book.save_to_buffer().expect("memory");
    let register = register::read(&bytes, "个人.xlsx").expect("a register");
    let subjects: Vec<_> = register
        .rows
        .iter()
        .map(|row| row.subject.clone().expect("a name"))
        .collect();
    assert_eq!(
        subjects.iter().map(Subject::name).collect::<Vec<_>>(),
        ["张建国", "王芳"]
    );
    assert!(
        register
            .doubts
            .iter()
            .any(|doubt| doubt.message.contains("填写说明"))
    );
}

#[test]
fn tasks_beside_measures_and_the_question_whether_it_is_closed() {
    let register = csv(&[
        "序号|问题清单|整改任务|整改措施|责任单位|落实情况|是否销号|销号时间",
        "1|学习抓得不紧|提升理论水平|一是制定计划；二是每月学习。|办公室|已学习3次|是|2022.3.20",
        "2|督促检查不够|强化督查|1、建立台账⏎2、每周通报|督查室|已建台账|否|",
    ]);
    let measures = |row: usize| -> Vec<&str> {
        register.rows[row]
            .measures
            .iter()
            .map(|measure| measure.text.as_str())
            .collect()
    };
    assert_eq!(measures(0), ["制定计划", "每月学习"]);
    assert_eq!(measures(1), ["建立台账", "每周通报"]);
    assert_eq!(register.rows[0].target.as_deref(), Some("提升理论水平"));
    assert_eq!(register.rows[0].status, Some(StatusKind::Closed));
    assert_eq!(register.rows[1].status, Some(StatusKind::InProgress));
}

/// Columns counted under their titles are none of the problems.
#[test]
fn counted_columns_are_no_problem() {
    let register = csv(&["序号|存在问题|整改措施", "1|2|3", "1|学习不深|每月学"]);
    assert_eq!(only(&register).problem, "学习不深");
}
