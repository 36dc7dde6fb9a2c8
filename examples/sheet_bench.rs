//! Time and memory of 100,000 rows: `cargo run --release --example sheet_bench -- MODE [FILE]`.
//!
//! Modes: `csv` `xlsx` `bare-xlsx` `bare-xlsx-constant` write FILE; `grid` `register` `bare-read`
//! read it.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Cursor};
use std::time::Instant;

use calamine::{DataRef, Reader as _, Xlsx};
use documents::register;
use model::book::Book;
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::event::{Progressed, Registered, TaskEvent};
use model::status::Status;
use model::subject::Subject;
use model::task::{Measure, Task};
use office::cell::Cell;
use office::csv::Encoding;
use office::grid;
use papers::sheet::{
    CsvSheet, Layout, List, OWN_ONLY, Row, Rows, Surroundings, XlsxOptions, XlsxSheet,
};
use rust_xlsxwriter::{Format, Workbook};

const ROWS: u32 = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mode = arguments.next().ok_or("which mode?")?;
    let path = arguments.next().ok_or("which file?")?;
    let book = Book::default();
    let around = Surroundings {
        today: "2022-09-01".parse()?,
        book: &book,
        units: &OWN_ONLY,
        drafts: &[],
    };
    let layout = Layout::of(List::Full, Rows::Problem);
    let start = Instant::now();
    match mode.as_str() {
        "csv" => {
            let out = BufWriter::new(File::create(&path)?);
            let mut sheet = CsvSheet::new(layout, around, Encoding::Utf8, out)?;
            (1..=ROWS).try_for_each(|number| sheet.task(&task(number)))?;
            sheet.finish()?;
        }
        "xlsx" => {
            let mut sheet = XlsxSheet::new(layout, around, XlsxOptions::default());
            (1..=ROWS).try_for_each(|number| sheet.task(&task(number)))?;
            sheet.finish(BufWriter::new(File::create(&path)?))?;
        }
        "bare-xlsx" => bare_write(&layout, around, &path, false)?,
        "bare-xlsx-constant" => bare_write(&layout, around, &path, true)?,
        "grid" => {
            let grids = grid::read(&std::fs::read(&path)?, &path)?;
            say(&format!("{} rows", grids[0].rows.len()));
        }
        "register" => {
            let register = register::read(&std::fs::read(&path)?, &path)?;
            say(&format!("{} rows", register.rows.len()));
        }
        "bare-read" => bare_read(&path)?,
        other => return Err(format!("unknown mode {other}").into()),
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("")
        .to_owned();
    say(&format!(
        "{mode}: {:.2} s, {peak}",
        start.elapsed().as_secs_f64()
    ));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a benchmark reports to its terminal")]
fn say(line: &str) {
    println!("{line}");
}

/// The same cells with the library alone: one format, no heights.
fn bare_write(
    layout: &Layout,
    around: Surroundings<'_>,
    path: &str,
    constant: bool,
) -> Result<(), Box<dyn Error>> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = if constant {
        book.add_worksheet_with_constant_memory()?
    } else {
        book.add_worksheet()
    };
    for number in 1..=ROWS {
        let task = task(number);
        let row = Row {
            institution: None,
            serial: number as usize,
            task: &task,
            measure: None,
            around,
        };
        for (column, heading) in layout.headings.iter().enumerate() {
            let column = column as u16;
            match (heading.column.write)(&row) {
                Cell::Empty => {}
                Cell::Number(value) => {
                    sheet.write(number, column, value as f64)?;
                }
                Cell::Date(day) => {
                    sheet.write_datetime_with_format(number, column, day, &date)?;
                }
                Cell::Text(text) => {
                    sheet.write(number, column, text)?;
                }
            }
        }
    }
    book.save_to_writer(BufWriter::new(File::create(path)?))?;
    Ok(())
}

/// Every cell through the library alone, kept as it hands them out.
fn bare_read(path: &str) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let name = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&name)?;
    let mut kept = Vec::new();
    while let Some(cell) = cells.next_cell()? {
        if *cell.get_value() != DataRef::Empty {
            kept.push((cell.get_position(), cell.get_value().clone()));
        }
    }
    say(&format!("{} cells", kept.len()));
    Ok(())
}

fn task(number: u32) -> Task {
    let anchor = Anchor {
        year: 2021,
        held_on: None,
    };
    let day =
        chrono::NaiveDate::from_ymd_opt(2022, 1 + number % 12, 1 + number % 28).unwrap_or_default();
    let card = Card {
        external: None,
        year: 2021,
        subject: Subject::Team,
        dimension: Some(format!("带头第{}方面", number % 6)),
        problem: format!("第{number}项问题：对基层单位的督促检查偏少，解决实际问题的办法不多"),
        detail: format!("研究部署多、现场督促少。比如，{number}个库点只抽查了一部分。"),
        examples: Vec::new(),
        source: Some("自查".to_owned()),
        theme: None,
        target: Some("检查全覆盖，问题整改闭环".to_owned()),
        measures: vec![Measure {
            key: 1,
            text: format!("制定第{number}项检查办法，按月通报进度"),
            ..Measure::default()
        }],
        lead: Some("张建国".to_owned()),
        dept: Some(format!("第{}处", number % 20)),
        owner: Some("李明".to_owned()),
        co_depts: vec!["法规处".to_owned()],
        deadline: Some(Deadline::keep("年底前", Some(anchor))),
        prior: None,
        origin: None,
        outcome: Some("问题逐项销号".to_owned()),
        note: None,
    };
    let raised = Registered {
        status: Status::InProgress,
        ..Registered::fresh(day, card)
    };
    let mut task = Task::raised(number, 1, raised);
    let noted = Progressed {
        submission: None,
        institutions: None,
        told: None,
        on: day,
        text: format!("完成第{number}次督促检查，发现问题并督促整改"),
        measure: None,
        measure_done: false,
        figures: Vec::new(),
        status: None,
        reason: None,
        next_step: None,
        check: false,
        next_check: None,
        internal: false,
    };
    task.apply(2, &TaskEvent::Progressed(Box::new(noted)));
    task
}
