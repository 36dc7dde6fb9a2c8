//! Workbooks: the working form, which is filtered and filled in, and the printable one.

use std::io::{Seek, Write};

use super::column::Key;
use super::layout::Layout;
use super::palette::Palette;
use super::printed::OnPaper;
use super::row::{Row, Surroundings};
use super::walk::{Walk, Written};
use model::status::StatusKind;
use model::tally::Tally;
use model::task::{ProgressClass, Task};
use office::cell::Cell;
use office::xlsx::{Cut, Paper, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault};

/// For the screen or for paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// To work in: filter, choices, locked key columns, nothing merged.
    #[default]
    Working,
    /// To print: merged cells, totals, notes, narrower columns.
    Printed,
}

/// How a workbook is made.
#[derive(Debug, Clone, Default)]
pub struct XlsxOptions {
    /// For the screen or for paper.
    pub form: Form,
    /// Colours by urgency.
    pub palette: Palette,
    /// The paper that is asked for; else the smaller one where the columns fit on it.
    pub paper: Option<Paper>,
    /// What the file says of itself.
    pub properties: Properties,
}

/// A workbook that is fed one task at a time.
pub struct XlsxSheet<'a> {
    book: XlsxBook,
    walk: Walk<'a>,
    options: XlsxOptions,
    /// Of the columns.
    widths: Vec<u16>,
    /// Titles of columns for which the paper is too narrow.
    left_out: Vec<&'static str>,
    open: Option<OpenSheet>,
}

/// What is remembered of the sheet being written.
#[derive(Debug, Default)]
struct OpenSheet {
    /// Whose sheet it is, and of which unit: two units may have people of the same name.
    person: String,
    unit: Option<String>,
    rows: u32,
    tally: Option<Tally>,
    merges: Vec<Run>,
}

/// Equal cells beneath each other.
#[derive(Debug)]
struct Run {
    column: u16,
    cell: Cell,
    unit: Option<String>,
    task: u32,
    rows: (u32, u32),
}

impl<'a> XlsxSheet<'a> {
    /// Begins a workbook.
    pub fn new(mut layout: Layout, around: Surroundings<'a>, options: XlsxOptions) -> Self {
        // Unit, day and contact stand above the table; only CSV repeats them in every row.
        let of_units = layout.of_units;
        let filing = |key| match key {
            Key::UnitName => !of_units,
            key => matches!(key, Key::FiledOn | Key::Contact),
        };
        if !layout.chosen {
            layout
                .headings
                .retain(|heading| !filing(heading.column.key));
        }
        let on_paper = match options.form {
            Form::Printed => OnPaper::of(layout, options.paper),
            Form::Working => OnPaper {
                widths: layout
                    .headings
                    .iter()
                    .map(|heading| heading.column.width)
                    .collect(),
                layout,
                left_out: Vec::new(),
            },
        };
        let mut book = XlsxBook::new(&options.properties);
        book.set_paper(options.paper);
        Self {
            book,
            walk: Walk::new(on_paper.layout, around),
            options,
            widths: on_paper.widths,
            left_out: on_paper.left_out,
            open: None,
        }
    }

    /// Adds a task: one row, or one for each of its measures. In a personal list each person has a
    /// sheet, so tasks must come person by person.
    pub fn task(&mut self, task: &Task) -> Result<(), XlsxFault> {
        if !self.walk.takes(task) {
            return Ok(());
        }
        let (person, unit) = if self.walk.layout.per_person {
            (task.subject.name(), task.unit.as_deref())
        } else {
            ("", None)
        };
        let is_open = |open: &OpenSheet| open.person == person && open.unit.as_deref() == unit;
        if !self.open.as_ref().is_some_and(is_open) {
            self.close()?;
            self.begin(person, unit)?;
        }
        let palette = self.options.palette;
        let (book, open) = (&mut self.book, &mut self.open);
        let printed = self.options.form == Form::Printed;
        self.walk.rows(task, |layout: &Layout, row: &Row<'_>| {
            let cells = cells_of(layout, row, palette.shade(row));
            let heads = if printed { cells.clone() } else { Vec::new() };
            let rows = book.row(cells)?;
            if let Some(open) = open.as_mut() {
                open.rows += rows.1 - rows.0 + 1;
                open.note_runs(layout, &heads, task, rows);
            }
            Ok::<(), XlsxFault>(())
        })?;
        if let Some(tally) = open.as_mut().and_then(|open| open.tally.as_mut()) {
            tally.add(task);
        }
        Ok(())
    }

    /// What was written so far.
    pub fn written(&self) -> Written {
        self.walk.written
    }

    /// Titles of the columns for which the paper is too narrow.
    pub fn left_out(&self) -> &[&'static str] {
        &self.left_out
    }

    /// Writes the file, and tells which cells were too long and were cut.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<Vec<Cut>, XlsxFault> {
        if self.open.is_none() {
            self.begin("", None)?;
        }
        self.close()?;
        self.book.finish(out)
    }

    fn begin(&mut self, person: &str, unit: Option<&str>) -> Result<(), XlsxFault> {
        let layout = &self.walk.layout;
        let printed = self.options.form == Form::Printed;
        let columns = layout
            .headings
            .iter()
            .zip(&self.widths)
            .map(|(heading, width)| TableColumn {
                title: heading.title.to_owned(),
                width: *width,
                centred: heading.column.width <= 16,
                open: !printed && heading.column.is_open(),
                choices: if printed {
                    Vec::new()
                } else {
                    choices(heading.column.key)
                },
            });
        let name = match person {
            "" => layout.title.to_owned(),
            person if layout.of_units => format!("{person}（{}）", self.walk.around.name_of(unit)),
            person => person.to_owned(),
        };
        self.book.begin(Table {
            name,
            title: self.title(person, unit),
            lead: self.lead(unit),
            columns: columns.collect(),
            frozen: if printed { 0 } else { frozen(layout) },
            protected: !printed,
            sorted: false,
            filtered: !printed,
            merging: printed,
        })?;
        self.walk.restart();
        self.open = Some(OpenSheet {
            person: person.to_owned(),
            unit: unit.map(str::to_owned),
            tally: printed.then(|| Tally::new(self.walk.around.today)),
            ..OpenSheet::default()
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxFault> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        for run in open.merges.iter().filter(|run| run.rows.1 > run.rows.0) {
            self.book.merge(run.column, run.rows, &run.cell)?;
        }
        if let Some(tally) = &open.tally {
            self.book.note(&totals(tally))?;
            self.book.note(&self.explanation())?;
        }
        self.book.end(open.rows)
    }

    fn title(&self, person: &str, unit: Option<&str>) -> String {
        let unit = self.walk.around.name_of(unit);
        format!("{unit}{person}{}", self.walk.layout.title)
    }

    fn lead(&self, unit: Option<&str>) -> String {
        let around = &self.walk.around;
        let day = around.today.format("%Y年%-m月%-d日");
        let book = around.book_of(unit);
        let contact = book.and_then(|book| book.unit.contact.as_deref());
        let contact = contact.unwrap_or_default();
        let name = match around.name_of(unit) {
            "" => "　　　　　　",
            name => name,
        };
        format!(
            "填报单位（盖章）：{name}　　填报日期：{day}　　填报人：　　　　　审核人：　　　　　联系电话：{contact}"
        )
    }

    fn explanation(&self) -> String {
        let day = self.walk.around.today.format("%Y年%-m月%-d日");
        let legend = self.options.palette.legend();
        let legend = if legend.is_empty() {
            String::new()
        } else {
            format!("{legend}。")
        };
        format!(
            "说明：统计口径为截至{day}的整改任务；已完成整改包括已完成、申请销号和已销号；整改类型为长期坚持且尚未完成的单列，不计入正在推进。{legend}"
        )
    }
}

impl OpenSheet {
    /// Only what heads a group of rows of one unit is merged: the dimension, and the problem above its
    /// measures. What is too high for a row goes over several, in every column.
    fn note_runs(
        &mut self,
        layout: &Layout,
        cells: &[(Cell, Shade)],
        task: &Task,
        (row, last): (u32, u32),
    ) {
        let run_of = |column: u16, cell: &Cell| Run {
            column,
            cell: cell.clone(),
            unit: task.unit.clone(),
            task: task.number,
            rows: (row, last),
        };
        for (at, (heading, (cell, _))) in layout.headings.iter().zip(cells).enumerate() {
            let across_tasks = heading.column.key == Key::Dimension;
            let merged = across_tasks || matches!(heading.column.key, Key::Code | Key::Problem);
            let column = at as u16;
            if !merged || *cell == Cell::Empty {
                if last > row {
                    self.merges.push(run_of(column, cell));
                }
                continue;
            }
            let run = self
                .merges
                .iter_mut()
                .rev()
                .find(|run| run.column == column);
            match run {
                Some(run)
                    if run.rows.1 + 1 == row
                        && run.cell == *cell
                        && run.unit == task.unit
                        && (across_tasks || run.task == task.number) =>
                {
                    run.rows.1 = last;
                }
                _ => self.merges.push(run_of(column, cell)),
            }
        }
    }
}

fn cells_of(layout: &Layout, row: &Row<'_>, shade: Shade) -> Vec<(Cell, Shade)> {
    let shaded = |key| {
        matches!(
            key,
            Key::Deadline | Key::Status | Key::Overdue | Key::DaysLeft
        )
    };
    layout
        .headings
        .iter()
        .map(|heading| {
            let shade = if shaded(heading.column.key) {
                shade
            } else {
                Shade::Plain
            };
            ((heading.column.write)(row), shade)
        })
        .collect()
}

fn totals(tally: &Tally) -> String {
    let counts = tally.counts();
    let parts = ProgressClass::ALL
        .map(|standing| format!("{}{}项", standing.word(), counts.standing(standing)));
    format!("合计：{}项，其中{}", counts.total, parts.join("，"))
}

/// The columns up to the problem stay in sight, unless they would fill the window.
fn frozen(layout: &Layout) -> u16 {
    let problem = layout
        .headings
        .iter()
        .position(|heading| heading.column.key == Key::Problem);
    let columns = problem.map_or(1, |at| at + 1);
    let width: u16 = layout
        .headings
        .iter()
        .take(columns)
        .map(|h| h.column.width)
        .sum();
    if width <= 90 { columns as u16 } else { 2 }
}

fn choices(key: Key) -> Vec<&'static str> {
    match key {
        Key::Status => {
            let kinds = StatusKind::ALL
                .into_iter()
                .filter(|kind| *kind != StatusKind::Void);
            kinds.map(StatusKind::word).collect()
        }
        Key::Term => vec!["限期整改", "立行立改", "长期坚持"],
        _ => Vec::new(),
    }
}
