//! A table means the same as csv, xlsx, ods, Markdown and inside a Word document.

mod written;

use documents::vocabulary::{Key, Named, named};
use documents::{document, register};
use model::book::Book;
use model::subject::Subject;
use written::{Kind, Page};

use super::scored::script::scripts;
use crate::dice::Dice;

/// All that a file says of problems and tasks, one to a line.
fn said(kind: Kind, pages: &[Page]) -> Vec<String> {
    let bytes = kind.bytes(pages);
    let (draft, rows) = if kind.is_document() {
        document::read_with_rows(&bytes, kind.file()).expect("a document")
    } else {
        match register::read(&bytes, kind.file()) {
            Ok(read) => (register::to_draft(&read, None), read.rows),
            Err(fault) => return vec![format!("{fault}")],
        }
    };
    let book = Book::default();
    let setting = register::Setting {
        on: "2022-03-15".parse().expect("a day"),
        file: "表",
        year: draft.year.unwrap_or(2021),
        year_wins: false,
        subject: &Subject::Team,
        book: &book,
    };
    let mut said = vec![format!("{:?} {:?}", draft.year, draft.dimensions)];
    said.extend(draft.problems.iter().map(|problem| {
        let whose = (&problem.dimension, &problem.examples);
        format!(
            "{}: {whose:?} {} / {}",
            problem.number, problem.title, problem.detail
        )
    }));
    said.extend(draft.causes.iter().map(|cause| format!("{cause:?}")));
    said.extend(draft.measures.iter().map(|measure| format!("{measure:?}")));
    said.extend(draft.tasks.iter().map(|task| format!("{task:?}")));
    said.extend(
        rows.iter()
            .filter(|row| !row.problem.is_empty())
            .map(|row| {
                let (mut raised, events) = register::raise(row, &setting);
                raised.card.origin = None;
                format!(
                    "{raised:?} {events:?} {:?} {:?} {:?}",
                    row.code, row.evidence, row.prior
                )
            }),
    );
    said
}

/// Every kind that can say these pages says the same.
fn alike(name: &str, pages: &[Page]) -> Vec<String> {
    let expect = said(Kind::Xlsx, pages);
    for kind in Kind::ALL.into_iter().filter(|kind| kind.can_say(pages)) {
        let found = said(kind, pages);
        assert_eq!(found, expect, "{name} as {kind:?}: {pages:#?}");
    }
    expect
}

fn page(rows: &[&str]) -> Page {
    let cells = |row: &&str| row.split('|').map(|cell| cell.replace('⏎', "\n")).collect();
    Page {
        rows: rows.iter().map(cells).collect(),
        ..Page::default()
    }
}

#[test]
fn every_measure_with_its_own_department_and_date() {
    let told = alike(
        "measures",
        &[page(&[
            "某局领导班子2021年度民主生活会整改任务分解表||||||",
            "序号|所属方面|存在问题|整改措施|责任科室|经办人|完成时限",
            "1|学习方面|学习不深入。只读摘要。|定计划|办公室|王芳|2022年3月底",
            "||| 抓落实|机关党委|李明|6月底前",
            "2||调研不深入|蹲点；回访问效果|业务处|王芳|长期坚持",
        ])],
    )
    .join("\n");
    for own in [
        "dept: Some(\"机关党委\")",
        "owner: Some(\"李明\")",
        "2022-06-30",
    ] {
        assert!(told.contains(own), "{own}: {told}");
    }
}

#[test]
fn merged_cells_and_headers_of_two_rows() {
    let merged = Page {
        merges: vec![
            [0, 0, 0, 6],
            [1, 0, 2, 0],
            [1, 1, 2, 1],
            [1, 2, 2, 2],
            [1, 3, 1, 4],
            [1, 5, 1, 6],
            [3, 0, 4, 0],
            [3, 1, 5, 1],
            [3, 3, 5, 3],
        ],
        ..page(&[
            "2021年度整改清单||||||",
            "序号|查摆问题|整改举措|责任分工||整改结果|",
            "|||责任领导|责任科室|完成状态|完成时间",
            "1|学习不深|定计划|张建国|办公室|已完成|2022-04-28",
            "||抓落实||机关党委|整改中|",
            "2||搞调研||业务处|整改中|",
        ])
    };
    let told = alike("merged", &[merged]).join("\n");
    assert!(told.contains("dept: Some(\"机关党委\")"), "{told}");
    assert!(told.contains("done_on: Some(2022-04-28)"), "{told}");
    alike(
        "two rows",
        &[page(&[
            "序号|存在问题|整改要求||责任分工|",
            "||措施|时限|责任领导|责任部门",
            "1|学习不深|每月集中学习|2022年6月底|张建国|办公室",
            "2|调研不深|蹲点调研一周|2022年9月底|王芳|业务处",
        ])],
    );
}

#[test]
fn several_sheets_whose_rows_belong_together() {
    let named = |name: &str, rows: &[&str]| Page {
        name: name.to_owned(),
        ..page(rows)
    };
    let told = alike(
        "books",
        &[
            named(
                "问题清单",
                &[
                    "问题编号|所属方面|存在问题|年度",
                    "A1|学习方面|学习不深|2021",
                    "A2|作风方面|调研不深|2021",
                ],
            ),
            named(
                "任务清单",
                &[
                    "对应问题编号|整改措施|整改时限",
                    "A1|每月学习一次|6月底",
                    "A2|蹲点一周|9月底",
                ],
            ),
            named(
                "责任清单",
                &[
                    "对应问题编号|责任领导|责任部门|完成状态",
                    "A1|张建国|办公室|整改中",
                    "A2|王芳|业务处|已完成",
                ],
            ),
        ],
    )
    .join("\n");
    assert!(
        told.contains("每月学习一次") && told.contains("dept: Some(\"业务处\")"),
        "{told}"
    );
}

#[test]
fn a_form_with_labels_beside_their_values() {
    let told = alike(
        "a form",
        &[page(&[
            "存在问题|学习不深入",
            "整改措施|每月集中学习一次",
            "责任部门|办公室",
            "整改时限|2022年6月底",
            "存在问题|调研不深入",
            "责任部门|业务处",
        ])],
    );
    assert!(
        told.iter()
            .any(|line| line.contains("dept: Some(\"业务处\")")),
        "{told:?}"
    );
}

#[test]
fn registers_of_every_shape() {
    let mut compared = 0;
    for script in scripts() {
        let pages: Vec<Page> = script
            .pages()
            .map(|(name, rows, merges)| Page {
                name: name.to_owned(),
                rows: rows
                    .iter()
                    .map(|row| row.iter().map(|cell| plain(cell)).collect())
                    .collect(),
                merges,
            })
            .collect();
        alike(&script.name, &pages);
        compared += 1;
    }
    assert!(compared >= 40);
}

/// A cell as text, whatever type it has in a workbook.
fn plain(cell: &str) -> String {
    cell.strip_prefix(['@', '#']).unwrap_or(cell).to_owned()
}

/// Something that may stand in a column.
fn value(key: Key, dice: &mut Dice) -> String {
    let pick = |dice: &mut Dice, choices: &[&str]| choices[dice.below(choices.len())].to_owned();
    match key {
        Key::Serial | Key::Year => "2021".to_owned(),
        Key::Deadline | Key::Stages => pick(dice, &["2022年6月底", "立行立改", "2022-09-30"]),
        Key::FinishedOn | Key::ClosedOn | Key::NextCheck | Key::FiledOn => "2022-05-06".to_owned(),
        Key::Status => pick(dice, &["整改中", "已完成", "未启动"]),
        Key::Term => "长期坚持".to_owned(),
        Key::Dept | Key::CoDepts => pick(dice, &["办公室", "机关党委"]),
        Key::Lead | Key::Owner | Key::Supervisor | Key::Person | Key::Verifier => {
            pick(dice, &["张建国", "王芳"])
        }
        Key::Subject => "班子".to_owned(),
        _ => pick(dice, &["落实得不够到位", "抓得不够经常"]),
    }
}

/// What a title says means the same in every kind of file, and the same as the column's own title.
#[test]
fn a_synonym_is_known_to_every_kind_of_file() {
    let own = [Key::Serial, Key::Problem, Key::Measures, Key::Owner];
    for key in Key::all().filter(|key| *key != Key::Remark) {
        let mut meant = None;
        for title in key.titles() {
            let mut dice = Dice::new(7);
            let keys: Vec<Key> = own
                .into_iter()
                .filter(|known| *known != key)
                .chain([key])
                .collect();
            let titles = keys
                .iter()
                .map(|known| if *known == key { title } else { known.title() });
            let mut rows = vec![titles.map(str::to_owned).collect::<Vec<_>>()];
            for _ in 0..2 {
                rows.push(keys.iter().map(|key| value(*key, &mut dice)).collect());
            }
            let told = alike(
                title,
                &[Page {
                    rows,
                    ..Page::default()
                }],
            );
            // What the cells have to decide, and what names two things, is no plain synonym.
            if named(title) == Some(Named::Key(key)) && !title.contains(['及', '(', '/']) {
                assert_eq!(*meant.get_or_insert(told.clone()), told, "{title}");
            }
        }
    }
}

/// Imported from a document, the table gives the tasks that the sheet gives.
#[test]
fn both_ways_of_importing_write_the_same_tasks() {
    let pages = [page(&[
        "某局领导班子2021年度民主生活会整改台账|||||||",
        "编号|存在问题|整改措施|责任科室|完成时限|完成状态|进展情况|前项编号",
        "1|学习不深入|定计划|办公室|2022年3月底|整改中|2022-02-01 已列出书目|",
        "|||机关党委|2022年6月底|||",
        "2|调研不深入|蹲点一周|业务处|长期坚持|已完成||1",
    ])];
    let exported = |kind: Kind| {
        let office = crate::office::Office::new();
        office.file(kind.file(), kind.bytes(&pages));
        office.run(["import", kind.file()]).ok();
        let table = office.run(["export", "--format", "csv"]).ok();
        table.replace(kind.file(), "表")
    };
    let expect = exported(Kind::Csv);
    assert!(expect.contains("已列出书目"), "{expect}");
    for kind in [Kind::Markdown, Kind::Word] {
        assert_eq!(exported(kind), expect, "{kind:?}");
    }
}
