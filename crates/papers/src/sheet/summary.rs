//! 汇总表: one row per unit, 合计 last. No rank and no rate: rates invite 数字整改.

use std::io::{Seek, Write};

use super::row::Surroundings;
use model::draft::SubjectKind;
use model::meeting::Meeting;
use model::tally::Tally;
use model::task::{ProgressClass, Task};
use office::cell::Cell;
use office::csv::{CsvFault, CsvWriter, Encoding};
use office::xlsx::{Cut, Paper, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault};

const TITLES: [(&str, u16); 20] = [
    ("序号", 6),
    ("单位", 20),
    ("会议名称及年度", 20),
    ("召开日期", 12),
    ("问题数(班子)", 8),
    ("问题数(个人)", 8),
    ("措施数", 8),
    ("已完成整改", 8),
    ("基本完成", 8),
    ("正在推进", 8),
    ("长期坚持", 8),
    ("尚未启动", 8),
    ("其中未按期", 8),
    ("延期", 8),
    ("以前年度遗留", 8),
    ("填报人", 10),
    ("审核人", 10),
    ("联系电话", 18),
    ("填报日期", 12),
    ("统计口径", 30),
];

/// Where the counts stand among the columns.
const FIRST_COUNT: usize = 4;
const COUNTS: usize = 11;

/// Counts units one task at a time.
#[derive(Debug)]
pub struct Summary<'a> {
    around: Surroundings<'a>,
    year: i32,
    units: Vec<UnitCount>,
}

#[derive(Debug)]
struct UnitCount {
    unit: Option<String>,
    team: Tally,
    persons: Tally,
    /// Of earlier years and still open: outside the other counts.
    left_over: Tally,
}

impl<'a> Summary<'a> {
    /// An empty summary of that year's tasks.
    pub fn new(year: i32, around: Surroundings<'a>) -> Self {
        Self {
            around,
            year,
            units: Vec::new(),
        }
    }

    /// Counts a task of that year, or an earlier one that is still open.
    pub fn task(&mut self, task: &Task) {
        let today = self.around.today;
        let known = self.units.iter().position(|known| known.unit == task.unit);
        let at = known.unwrap_or_else(|| {
            self.units.push(UnitCount {
                unit: task.unit.clone(),
                team: Tally::new(today),
                persons: Tally::new(today),
                left_over: Tally::new(today),
            });
            self.units.len() - 1
        });
        let unit = &mut self.units[at];
        if task.year == self.year {
            match task.subject.kind() {
                SubjectKind::Team => unit.team.add(task),
                SubjectKind::Person => unit.persons.add(task),
            }
        } else if task.year < self.year && task.status.kind().is_open() {
            unit.left_over.add(task);
        }
    }

    /// How many units were counted.
    pub fn units(&self) -> usize {
        self.units.len()
    }

    /// Writes it as CSV.
    pub fn csv<W: Write>(&self, encoding: Encoding, out: W) -> Result<W, CsvFault> {
        let mut writer = CsvWriter::new(out, encoding)?;
        writer.row(TITLES.map(|(title, _)| title))?;
        for row in self.rows() {
            writer.row(row.iter().map(Cell::written))?;
        }
        writer.finish()
    }

    /// Writes it as a printable workbook.
    pub fn xlsx(
        &self,
        properties: &Properties,
        paper: Option<Paper>,
        out: impl Write + Seek + Send,
    ) -> Result<Vec<Cut>, XlsxFault> {
        let mut book = XlsxBook::new(properties);
        book.set_paper(paper);
        let columns = TITLES.map(|(title, width)| TableColumn {
            title: title.to_owned(),
            width,
            centred: width <= 12,
            ..TableColumn::default()
        });
        book.begin(Table {
            name: "汇总表".to_owned(),
            title: format!(
                "{}{}年度整改情况汇总表",
                self.around.book.unit.name, self.year
            ),
            columns: columns.into(),
            frozen: 2,
            ..Table::default()
        })?;
        let rows = self.rows();
        let count = rows.len() as u32;
        for row in rows {
            book.row(row.into_iter().map(|cell| (cell, Shade::Plain)).collect())?;
        }
        book.end(count)?;
        book.finish(out)
    }

    /// The rows, 合计 last.
    pub fn rows(&self) -> Vec<Vec<Cell>> {
        let mut sums = [0_u32; COUNTS];
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (unit, serial) in self.units.iter().zip(1..) {
            let counts = unit.counts();
            sums.iter_mut()
                .zip(counts)
                .for_each(|(sum, count)| *sum += count);
            rows.push(self.row(unit, serial, counts));
        }
        let mut total = vec![Cell::Empty; TITLES.len()];
        total[0] = Cell::text("合计");
        for (place, sum) in sums.into_iter().enumerate() {
            total[FIRST_COUNT + place] = Cell::Number(sum.into());
        }
        rows.push(total);
        rows
    }

    fn row(&self, unit: &UnitCount, serial: i64, counts: [u32; COUNTS]) -> Vec<Cell> {
        let code = unit.unit.as_deref();
        let book = self.around.book_of(code);
        let meeting = book.and_then(|book| book.meeting(self.year));
        let name = self.around.name_of(code);
        let title = meeting.map_or_else(|| format!("{}年度", self.year), Meeting::title);
        let contact = book.and_then(|book| book.unit.contact.as_deref());
        let head = [
            Cell::Number(serial),
            Cell::text(name),
            Cell::text(title),
            Cell::day(meeting.and_then(|meeting| meeting.held_on)),
        ];
        let definition = "已完成整改含已完成、申请销号、已销号；长期坚持未完成的单列；以前年度遗留不计入前列各数";
        let tail = [
            Cell::Empty,
            Cell::Empty,
            Cell::maybe(contact),
            Cell::Date(self.around.today),
            Cell::text(definition),
        ];
        let counts = counts.map(|count| Cell::Number(count.into()));
        head.into_iter().chain(counts).chain(tail).collect()
    }
}

impl UnitCount {
    /// In the order of the columns.
    fn counts(&self) -> [u32; COUNTS] {
        let (team, persons) = (self.team.counts(), self.persons.counts());
        let both = |standing| team.standing(standing) + persons.standing(standing);
        [
            team.total,
            persons.total,
            self.team.measures() + self.persons.measures(),
            both(ProgressClass::Finished),
            both(ProgressClass::MostlyDone),
            both(ProgressClass::InProgress),
            both(ProgressClass::LongTerm),
            both(ProgressClass::NotStarted),
            team.overdue + persons.overdue,
            team.extended + persons.extended,
            self.left_over.counts().total,
        ]
    }
}
