//! Property: whatever a superior's form looks like, every task stands in its row, nothing of its examples
//! is left, and what stands below stays below, with its sums over all rows.

mod made;

use std::io::{Cursor, Read as _};

use ::office::cell::Cell;
use ::office::grid::{self, Grid};
use documents::register;
use model::deadline::Deadline;
use model::task::Task;

use super::template::fill;
use crate::sheet::office;
use made::{Made, form};

fn tasks(count: usize) -> Vec<Task> {
    let known = office::tasks();
    let numbered = (1..).zip(known.iter().cycle().take(count));
    numbered
        .map(|(number, task)| {
            let mut task = task.clone();
            task.number = number;
            task.problem = format!("{}之{number}", task.problem);
            task.dept = Some(format!("第{number}科"));
            task.deadline = task
                .deadline
                .clone()
                .or_else(|| Some(Deadline::on(office::today())));
            task
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut xml = String::new();
    archive
        .by_name(name)
        .expect("a part")
        .read_to_string(&mut xml)
        .expect("text");
    xml
}

fn text(grid: &Grid, row: u32, column: u32) -> String {
    grid.row(row)
        .map(|row| row.cell(column).written())
        .unwrap_or_default()
}

fn check(made: Made) {
    let form = form(made).expect("a form");
    let (book, tasks) = (office::book(), tasks(made.tasks));
    let filled =
        fill(&form.bytes, &tasks, &book).unwrap_or_else(|fault| panic!("{made:?}: {fault}"));
    let grids = grid::read(&filled.bytes, "表.xlsx").expect("a workbook");
    let grid = &grids[0];
    for (row, task) in (form.first..).zip(&tasks) {
        let held = [2, 4, 5, 7, 8].map(|column| text(grid, row, column));
        let finished = task.status.kind().is_finished();
        let mark = |on: bool| if on { "√" } else { "" }.to_owned();
        assert_eq!(held[0], task.problem, "{made:?}");
        assert!(
            task.measures
                .iter()
                .all(|measure| held[1].contains(&measure.text)),
            "{made:?}"
        );
        assert_eq!(held[2], task.dept.clone().unwrap_or_default(), "{made:?}");
        assert_eq!(
            [held[3].clone(), held[4].clone()],
            [mark(finished), mark(!finished)],
            "{made:?}"
        );
    }
    let end = form.first + tasks.len().max((made.examples + made.blanks) as usize) as u32;
    let shown = |text: &str| {
        grid.rows.iter().any(|row| {
            row.cells
                .iter()
                .any(|(_, cell)| cell.written().contains(text))
        })
    };
    assert!(!shown("示例") && !shown("××科"), "{made:?}");
    assert_eq!(filled.examples.len(), made.examples as usize, "{made:?}");
    assert!(
        shown("填报单位：某市粮食局") && shown("填报日期：2022年9月1日"),
        "{made:?}"
    );
    assert_eq!(text(grid, made.titles, 9), "0512-60001234", "{made:?}");
    let below = grid
        .rows
        .iter()
        .filter(|row| row.at >= end)
        .map(|row| row.cell(1).written());
    let below: Vec<String> = below.filter(|text| !text.is_empty()).collect();
    assert_eq!(below, form.below, "{made:?}");
    // Nothing lies beneath a merged cell, and none that was merged downwards is left.
    for area in &grid.merges {
        let body = area.rows.1 >= form.first && area.rows.0 < end;
        assert!(!body || area.rows.0 == area.rows.1, "{made:?} {area:?}");
        assert!(
            !body || (2..=3).contains(&area.columns.0) && area.columns == (2, 3),
            "{made:?} {area:?}"
        );
    }
    let xml = part(&filled.bytes, "xl/worksheets/sheet1.xml");
    for column in ["K", "H"]
        .iter()
        .filter(|_| form.below.first().is_some_and(|text| text == "合计"))
    {
        let range = format!("({}{column}${}:{column}{end}", "$", form.first + 1);
        assert!(xml.contains(&range), "{made:?} {range} {xml}");
    }
    let rules = format!("sqref=\"H{}:I{end}\"", form.first + 1);
    assert!(
        end == form.first || xml.contains(&rules),
        "{made:?} {rules} {xml}"
    );
    if made.examples + made.blanks > 1 {
        let other = part(&filled.bytes, "xl/worksheets/sheet2.xml");
        let range = format!("'附件 1'!C{}:C{end}", form.first + 1);
        assert!(other.contains(&range), "{made:?} {range} {other}");
    }
    // The register reader finds them too; a row that counts the columns is one of problems to it.
    if !tasks.is_empty() && !made.numbered {
        let read = register::read(&filled.bytes, "表.xlsx").expect("a register");
        let problems: Vec<&str> = read.rows.iter().map(|row| row.problem.as_str()).collect();
        let wanted: Vec<&str> = tasks.iter().map(|task| task.problem.as_str()).collect();
        assert_eq!(problems, wanted, "{made:?}");
    }
    assert!(matches!(grid.cell(0, 0), Cell::Empty));
}

#[test]
fn a_hundred_forms() {
    (0..100).map(Made::of).for_each(check);
}
