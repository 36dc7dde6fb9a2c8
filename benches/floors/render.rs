//! What is known becomes bytes: the section as a document, tasks as a board and as tables.

use std::hint::black_box;
use std::io::Cursor;

use criterion::{Criterion, Throughput};
use model::ledger::Ledger;
use office::csv::Encoding;
use office::docx::Profile;
use papers::board::{About, Board};
use papers::report::{self, Phrases, Style, render};
use papers::sheet::{CsvSheet, Layout, List, OWN_ONLY, Rows, Surroundings, XlsxOptions, XlsxSheet};

use crate::{compose, material};

/// Tasks on the board and in the tables.
const TASKS: u32 = 1000;

/// Documents, then pages and tables.
pub(crate) fn measure(criterion: &mut Criterion) {
    section(criterion);
    tables(criterion);
}

fn section(criterion: &mut Criterion) {
    let ledger = material::ledger(compose::TASKS);
    let options = compose::options(Style::Itemized);
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a section");
    let profile = Profile::default();
    let mut group = criterion.benchmark_group("render_section");
    group.throughput(Throughput::Elements(compose::TASKS.into()));
    group.bench_function("docx", |bencher| {
        bencher.iter(|| black_box(render::docx(&report, &profile)));
    });
    group.bench_function("text", |bencher| {
        bencher.iter(|| black_box(render::text(&report)));
    });
    group.finish();
}

fn tables(criterion: &mut Criterion) {
    let ledger = material::ledger(TASKS);
    let mut group = criterion.benchmark_group("render_tasks");
    group.throughput(Throughput::Elements(TASKS.into()));
    for (name, render) in [
        ("board_html", board as fn(&Ledger) -> Vec<u8>),
        ("csv", csv),
        ("xlsx", xlsx),
    ] {
        assert!(render(&ledger).len() > TASKS as usize, "{name}");
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(render(&ledger)));
        });
    }
    group.finish();
}

fn board(ledger: &Ledger) -> Vec<u8> {
    let about = About::default();
    let board = Board::of(about, ledger.today, &ledger.book, &ledger.tasks);
    board.html().expect("a page").into_bytes()
}

fn around(ledger: &Ledger) -> Surroundings<'_> {
    Surroundings {
        today: ledger.today,
        book: &ledger.book,
        units: &OWN_ONLY,
        drafts: &[],
    }
}

fn csv(ledger: &Ledger) -> Vec<u8> {
    let layout = Layout::of(List::Full, Rows::Problem);
    let mut sheet =
        CsvSheet::new(layout, around(ledger), Encoding::Utf8, Vec::new()).expect("a header");
    for task in &ledger.tasks {
        sheet.task(task).expect("a row");
    }
    sheet.finish().expect("a table")
}

fn xlsx(ledger: &Ledger) -> Vec<u8> {
    let layout = Layout::of(List::Full, Rows::Problem);
    let mut sheet = XlsxSheet::new(layout, around(ledger), XlsxOptions::default());
    for task in &ledger.tasks {
        sheet.task(task).expect("a row");
    }
    let mut out = Cursor::new(Vec::new());
    sheet.finish(&mut out).expect("a workbook");
    out.into_inner()
}
