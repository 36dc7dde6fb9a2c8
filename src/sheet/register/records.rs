//! From the rows beneath a header to records: merged cells filled in, rows that are no problems set
//! aside, rows that go on with the problem above joined to it.

use std::collections::BTreeMap;

use super::cells;
use super::decide::{self, Columns};
use super::header::{self, Header};
use super::{Register, UnknownColumn};
use crate::format::cell::Cell;
use crate::format::grid::{Grid, GridRow};
use crate::format::xlsx::letters;
use crate::model::draft::{Doubt, DoubtKind};
use crate::model::status::StatusKind;
use crate::model::subject::Subject;
use crate::sheet::column::Key;
use crate::sheet::layout::{Layout, List, Rows};
use crate::text::{ordinal, punctuation};

/// The rows of one problem, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// The sheet.
    pub(super) sheet: String,
    /// Each row: its number from 1, and its cells.
    pub(super) rows: Vec<(u32, BTreeMap<Key, Cell>)>,
    /// Heading of a row of its own above.
    pub(super) dimension: Option<String>,
    /// Written by this program: taken literally.
    pub(super) own: bool,
}

/// Reads the table under a header into the register.
pub(super) fn read(grid: &Grid, header: &Header, register: &mut Register) {
    let columns = decide::columns(grid, header);
    head(grid, header, &columns, register);
    unvalued(grid, header, register);
    let filled = Filled::new(grid, &columns);
    let mut assembler = Assembler::new(header, &columns, &grid.name);
    let body = grid.rows.iter().filter(|row| row.at > header.last);
    for row in body {
        if let Some(record) = assembler.push(row, &filled, &mut register.doubts) {
            record.understand(register);
        }
    }
    if let Some(record) = assembler.finish() {
        record.understand(register);
    }
}

/// What the header and the lines above it say.
pub(super) fn head(grid: &Grid, header: &Header, columns: &Columns, register: &mut Register) {
    above(grid, header, register);
    for message in &columns.doubts {
        register.doubt(header.last + 1, DoubtKind::Table, message.clone());
    }
    for at in &columns.unused {
        let title = cells::one_line(&header.titles[at]);
        if !title.is_empty() {
            register.unknown.push(UnknownColumn {
                sheet: grid.name.clone(),
                column: letters(*at),
                title,
            });
        }
    }
}

/// What the lines above the header say of the whole table.
fn above(grid: &Grid, header: &Header, register: &mut Register) {
    let lines = grid.rows.iter().take_while(|row| row.at < header.first);
    for text in lines.flat_map(|row| row.cells.iter().map(|(_, cell)| cell.written())) {
        let text = cells::one_line(&text);
        if let Some(year) = stated_year(&text) {
            register.year = register.year.or(Some(year));
        }
        register.of_team |= text.contains("班子");
    }
}

/// The year in 2021年度 or 二〇二一年度.
fn stated_year(text: &str) -> Option<i32> {
    let before = text
        .split("年度")
        .next()
        .filter(|before| before.len() < text.len())?;
    let digits: Vec<char> = before.chars().rev().take(4).collect();
    let digits: String = digits.into_iter().rev().collect();
    cells::year(&Cell::Text(format!("{digits}年")))
}

fn unvalued(grid: &Grid, header: &Header, register: &mut Register) {
    for (row, column) in grid.unvalued.iter().filter(|(row, _)| *row > header.last) {
        if let Some(title) = header.titles.get(column) {
            let message = format!(
                "第{}行“{}”列是公式，没有保存结果，按空白读取；请在Excel中打开并保存后再导入",
                row + 1,
                cells::one_line(title)
            );
            register.doubt(row + 1, DoubtKind::Table, message);
        }
    }
}

/// Makes records of rows, one after the other.
#[derive(Debug)]
pub(super) struct Assembler {
    header: Header,
    columns: Columns,
    sheet: String,
    own: bool,
    dimension: Option<String>,
    /// What an empty cell of the next record means.
    above: BTreeMap<Key, Cell>,
    open: Option<Record>,
}

impl Assembler {
    pub(super) fn new(header: &Header, columns: &Columns, sheet: &str) -> Self {
        Self {
            header: header.clone(),
            columns: columns.clone(),
            sheet: sheet.to_owned(),
            own: is_own(header),
            dimension: None,
            above: BTreeMap::new(),
            open: None,
        }
    }

    /// Takes a row beneath the header; gives the record that ended with the row before it.
    pub(super) fn push(
        &mut self,
        row: &GridRow,
        filled: &Filled<'_>,
        doubts: &mut Vec<Doubt>,
    ) -> Option<Record> {
        if header::repeats(&self.header, row) {
            return None;
        }
        match kind(row, filled.grid, &self.columns) {
            Kind::Aside => return None,
            Kind::Heading(heading) => {
                self.dimension = Some(heading);
                return None;
            }
            Kind::Body => {}
        }
        let cells = self.cells(row, filled);
        let number = row.at + 1;
        let continues = self.open.as_ref().is_some_and(|record| {
            !self.own && filled.continues(row.at, &self.columns)
                || !begins(&cells)
                || (!self.own && record.goes_on(&cells))
        });
        match &mut self.open {
            Some(record) if continues => {
                record.rows.push((number, cells));
                None
            }
            _ if !begins(&cells) => {
                doubts.push(Doubt {
                    paragraph: number,
                    kind: DoubtKind::Table,
                    message: format!("第{number}行没有问题内容，未读取"),
                });
                None
            }
            _ => self.begin(number, cells),
        }
    }

    fn cells(&self, row: &GridRow, filled: &Filled<'_>) -> BTreeMap<Key, Cell> {
        let mut cells = filled.cells(row, &self.columns);
        if !self.own {
            carry_down(&mut cells, &self.above);
        }
        let yes = |cell: &Cell| ["是", "√"].contains(&cells::one_line(&cell.written()).as_str());
        if self.columns.answers_closure && cells.get(&Key::Status).is_some_and(yes) {
            cells.insert(Key::Status, Cell::text(StatusKind::Closed.word()));
        }
        cells
    }

    fn begin(&mut self, number: u32, cells: BTreeMap<Key, Cell>) -> Option<Record> {
        let carried =
            |(key, cell): (&Key, &Cell)| CARRIED.contains(key).then(|| (*key, cell.clone()));
        if !self.own {
            self.above = cells.iter().filter_map(carried).collect();
        }
        self.open.replace(Record {
            sheet: self.sheet.clone(),
            rows: vec![(number, cells)],
            dimension: self.dimension.clone(),
            own: self.own,
        })
    }

    /// The last record.
    pub(super) fn finish(&mut self) -> Option<Record> {
        self.open.take()
    }
}

/// Exactly the columns of our own 整改台账: its cells are taken literally.
fn is_own(header: &Header) -> bool {
    let full = Layout::of(List::Full, Rows::Problem);
    header.titles.values().map(String::as_str).eq(full.titles())
}

fn begins(cells: &BTreeMap<Key, Cell>) -> bool {
    [Key::Problem, Key::Detail, Key::Code]
        .iter()
        .any(|key| cells.contains_key(key))
}

/// What offices write once for a group.
const CARRIED: [Key; 4] = [Key::Dimension, Key::Year, Key::Subject, Key::Person];

/// An empty 所属方面, 年度 or 对象 means the one above.
fn carry_down(cells: &mut BTreeMap<Key, Cell>, last: &BTreeMap<Key, Cell>) {
    for key in CARRIED {
        if let (false, Some(above)) = (cells.contains_key(&key), last.get(&key)) {
            cells.insert(key, above.clone());
        }
    }
}

impl Record {
    /// A row of the same problem written out once more, as in lists by measure.
    fn goes_on(&self, cells: &BTreeMap<Key, Cell>) -> bool {
        let Some((_, first)) = self.rows.first() else {
            return false;
        };
        let same = |key| first.get(&key).is_some() && first.get(&key) == cells.get(&key);
        same(Key::Problem)
            && (same(Key::Code) || !cells.contains_key(&Key::Code))
            && cells.contains_key(&Key::Measures)
            && first.get(&Key::Measures) != cells.get(&Key::Measures)
    }
}

/// What a row is, judged by its filled cells alone.
enum Kind {
    Body,
    /// 合计, signatures, notes: no problem.
    Aside,
    /// A heading across the table.
    Heading(String),
}

fn kind(row: &GridRow, grid: &Grid, columns: &Columns) -> Kind {
    let Some((at, first)) = row.cells.first() else {
        return Kind::Aside;
    };
    let text = cells::one_line(&first.written());
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&["合计", "总计", "小计", "共计"]) {
        return Kind::Aside;
    }
    let alone = row.cells.len() == 1;
    let signature = [
        "填报",
        "填表",
        "制表",
        "审核人",
        "审核：",
        "负责人",
        "主要负责",
        "注：",
        "注:",
        "说明",
        "备注：",
        "备注:",
        "签字",
        "联系电话",
        "联系人：",
        "单位（盖章）",
        "单位(盖章)",
        "盖章",
    ];
    let problem = columns.column(Key::Problem);
    let has_problem = problem.is_some_and(|at| *row.cell(at) != Cell::Empty);
    if starts(&signature) && (alone || !has_problem || *at == problem.unwrap_or(u32::MAX)) {
        return Kind::Aside;
    }
    let wide = grid
        .merges
        .iter()
        .any(|merge| merge.rows.0 == row.at && merge.columns.0 == *at && merge.columns.1 > at + 1);
    let in_merge = grid
        .merges
        .iter()
        .any(|merge| merge.rows.0 < row.at && row.at <= merge.rows.1);
    // A heading stands in the first column; a lone problem stands in its own.
    if alone
        && !in_merge
        && (wide || (*at == 0 && problem != Some(0)))
        && cells::number(first).is_none()
    {
        let length = ordinal::read(&text).map_or(0, |found| found.length);
        return Kind::Heading(punctuation::strip_closing(&text[length..]).to_owned());
    }
    Kind::Body
}

/// Cells with those of merged areas filled in.
pub(super) struct Filled<'a> {
    grid: &'a Grid,
    /// For each column that matters, its merges downwards.
    merges: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl<'a> Filled<'a> {
    pub(super) fn new(grid: &'a Grid, columns: &Columns) -> Self {
        let mut merges: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for area in grid.merges.iter().filter(|area| area.rows.1 > area.rows.0) {
            if columns.keys.contains_key(&area.columns.0) {
                merges.entry(area.columns.0).or_default().push(area.rows);
            }
        }
        Self { grid, merges }
    }

    /// Of a grid in which nothing is merged.
    pub(super) fn plain(grid: &'a Grid) -> Self {
        Self {
            grid,
            merges: BTreeMap::new(),
        }
    }

    /// The row in whose cell this one is merged.
    fn top(&self, row: u32, column: u32) -> u32 {
        let areas = self.merges.get(&column).map_or(&[][..], Vec::as_slice);
        let area = areas.iter().find(|(from, to)| (*from..=*to).contains(&row));
        area.map_or(row, |(from, _)| *from)
    }

    fn cells(&self, row: &GridRow, columns: &Columns) -> BTreeMap<Key, Cell> {
        let mut cells = BTreeMap::new();
        for (column, key) in &columns.keys {
            let top = self.top(row.at, *column);
            let cell = if top == row.at {
                row.cell(*column)
            } else {
                self.grid
                    .row(top)
                    .map_or(&Cell::Empty, |row| row.cell(*column))
            };
            if *cell != Cell::Empty {
                cells.insert(*key, cell.clone());
            }
        }
        cells
    }

    /// Whether the problem cell is merged with the one above.
    fn continues(&self, row: u32, columns: &Columns) -> bool {
        let column = columns
            .column(Key::Problem)
            .or_else(|| columns.column(Key::Detail));
        column.is_some_and(|column| self.top(row, column) < row)
    }
}

/// 班子 or a name.
pub(super) fn subject(text: &str) -> Option<Subject> {
    let text = cells::one_line(text);
    Subject::read(&text).map(|subject| match subject {
        Subject::Person(name) if name.contains("班子") => Subject::Team,
        other => other,
    })
}
