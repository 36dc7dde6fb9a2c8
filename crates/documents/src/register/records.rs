//! From the rows beneath a header to records: merged cells filled in, rows that are no problems set
//! aside, rows that go on with the problem above joined to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::above::Above;
use super::aside::{Kind, heading_above, kind, person_above};
use super::beside::{Beside, found_on, stated};
use super::cells;
use super::decide::Columns;
use super::filled::{Copies, Filled};
use super::header::{self, Header};
use super::parted;
use super::row::{Column, Heading, Register, Taken, Unread, Why};
use crate::vocabulary::{FULL, Key};
use chrono::NaiveDate;
use model::draft::{Doubt, DoubtKind};
use model::status::StatusKind;
use model::subject::Subject;
use office::cell::Cell;
use office::grid::{Grid, GridRow};
use office::xlsx::letters;

/// The rows of one problem, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// The sheet.
    pub(super) sheet: String,
    /// Each row: its number from 1, and its cells.
    pub(super) rows: Vec<(u32, BTreeMap<Key, Cell>)>,
    /// Heading of a row of its own above.
    pub(super) dimension: Option<String>,
    /// Whose problems a heading or the title says these are.
    pub(super) subject: Option<Subject>,
    /// Written by this program: taken literally.
    pub(super) own: bool,
    /// What is said above the table, and the other dates of the sheet.
    pub(super) above: Arc<Above>,
    pub(super) beside: Arc<Beside>,
    /// When the problem was found.
    pub(super) found: Option<NaiveDate>,
    /// Said of it by a heading: 责任科室：心内科.
    pub(super) common: BTreeMap<Key, String>,
    /// The state that a heading tells: 已完成整改的问题.
    pub(super) stands: Option<StatusKind>,
    /// States are told by days alone; the column of states tells what was done as well.
    pub(super) states_by_days: bool,
    pub(super) narrates: bool,
    /// Its code is the register's own.
    pub(super) own_code: bool,
    /// The other things that titles name, and whether no column names departments.
    pub(super) seconds: BTreeMap<Key, Key>,
    pub(super) no_dept: bool,
}

/// What the header says.
pub(super) fn head(grid: &Grid, header: &Header, columns: &Columns, register: &mut Register) {
    for message in &columns.doubts {
        register.doubt(header.last + 1, DoubtKind::Table, message.clone());
    }
    for (at, title) in &header.titles {
        let title = cells::one_line(title);
        if !title.is_empty() {
            register.columns.push(Column {
                sheet: grid.name.clone(),
                column: letters(*at),
                title,
                taken: taken(*at, columns),
            });
        }
    }
    let titles = header.titles.values().chain(header.beneath.values());
    register.headers.push(Heading {
        fingerprint: header.fingerprint.clone(),
        titles: titles.cloned().collect(),
        remembered: header.mapped.values().any(|(_, now)| !now),
    });
}

/// What a column holds, and why.
fn taken(at: u32, columns: &Columns) -> Result<Taken, Unread> {
    if columns.ticks.contains_key(&at) {
        return Ok(Taken {
            keys: vec![Key::Status.title()],
            why: Why::Cells,
        });
    }
    let Some(key) = columns.keys.get(&at) else {
        return Err(columns.unread.get(&at).copied().unwrap_or(Unread::Unknown));
    };
    let second = columns.seconds.get(key).map(|key| key.title());
    Ok(Taken {
        keys: std::iter::once(key.title()).chain(second).collect(),
        why: columns.why.get(&at).copied().unwrap_or(Why::Title),
    })
}

/// Formulas without a value, from beneath the header to the next table.
pub(super) fn unvalued(grid: &Grid, header: &Header, end: u32, register: &mut Register) {
    let rows = header.last + 1..end;
    for (row, column) in grid.unvalued.iter().filter(|(row, _)| rows.contains(row)) {
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
    /// What the next record has besides its rows.
    pub(super) next: Record,
    /// No column for problems: they stand in rows of their own above their measures.
    pub(super) in_blocks: bool,
    /// A column is for departments.
    pub(super) has_dept: bool,
    /// No column tells states.
    pub(super) stateless: bool,
    /// The heading that stands last, with no row beneath it yet.
    heading: Option<(u32, String)>,
    /// What an empty cell of the next record means.
    above: BTreeMap<Key, Cell>,
    pub(super) open: Option<Record>,
    copies: Copies,
}

impl Assembler {
    pub(super) fn new(grid: &Grid, header: &Header, columns: &Columns, above: &Arc<Above>) -> Self {
        let seconds = columns.seconds.clone();
        let next = Record {
            sheet: grid.name.clone(),
            rows: Vec::new(),
            dimension: None,
            subject: person_above(grid, header.first),
            own: is_own(header),
            above: above.clone(),
            beside: Arc::new(Beside::of(grid, header, columns, above)),
            found: None,
            common: BTreeMap::new(),
            stands: None,
            states_by_days: columns.states_by_days,
            narrates: columns.narrates,
            own_code: columns.own_codes,
            no_dept: columns.column(Key::Dept).is_none()
                && !seconds.values().any(|key| *key == Key::Dept),
            seconds,
        };
        Self {
            header: header.clone(),
            columns: columns.clone(),
            next,
            in_blocks: [Key::Problem, Key::Detail, Key::Code]
                .iter()
                .all(|key| columns.column(*key).is_none()),
            has_dept: columns.column(Key::Dept).is_some(),
            stateless: columns.column(Key::Status).is_none() && columns.ticks.is_empty(),
            heading: None,
            above: BTreeMap::new(),
            open: None,
            copies: Copies::default(),
        }
    }

    /// With what the line above the first table says of it: 表一 信贷业务, 一、学习方面.
    pub(super) fn first(mut self, grid: &Grid, doubts: &mut Vec<Doubt>) -> Self {
        let lines = grid
            .rows
            .iter()
            .take_while(|row| row.at < self.header.first);
        if let Some(GridRow { at, cells }) = lines.last()
            && let [(_, cell)] = cells.as_slice()
            && let Some((heading, true)) = heading_above(&cell.written())
            && !self.in_blocks
        {
            self.heading(at + 1, heading, doubts);
        }
        self
    }

    /// With what the line between that table and this one says.
    pub(super) fn after(mut self, table: &Self, doubts: &mut Vec<Doubt>) -> Self {
        if let Some((number, heading)) = &table.heading
            && let Some((heading, _)) = heading_above(heading)
            && !self.in_blocks
        {
            self.heading(*number, heading, doubts);
        }
        self
    }

    /// Takes a row beneath the header; gives the record that ended with the row before it.
    pub(super) fn push(
        &mut self,
        row: GridRow,
        filled: &Filled<'_>,
        doubts: &mut Vec<Doubt>,
    ) -> Option<Record> {
        if header::repeats(&self.header, &row) {
            return None;
        }
        match kind(&row, filled, &self.columns) {
            Kind::Aside => return None,
            Kind::Heading(heading) => {
                self.heading = Some((row.at + 1, heading.clone()));
                return self.heading(row.at + 1, heading, doubts);
            }
            Kind::Body => self.heading = None,
        }
        let (at, number, own) = (row.at, row.at + 1, self.next.own);
        let found = found_on(&self.header).find_map(|at| stated(row.cell(at)));
        self.next.found = found.or(self.next.found);
        let was = self.copies.out;
        let cells = self.cells(row, filled);
        if self.copies.out && !was {
            let message = format!(
                "从第{number}行起，合并的格子、同上、空着承上的格子所承的文字太多，不再逐行填入"
            );
            doubts.push(doubt(number, message));
        }
        let continues = self.open.as_ref().is_some_and(|record| {
            !own && filled.continues(at, &self.columns)
                || !begins(&cells)
                || (!own && record.goes_on(&cells))
        });
        match &mut self.open {
            Some(above) if self.in_blocks && above.is_heading() => {
                if let Some((_, first)) = above.rows.first_mut() {
                    first.extend(cells);
                }
                None
            }
            Some(record) if continues => {
                record.rows.push((number, cells));
                None
            }
            _ if !begins(&cells) => {
                let message = format!("第{number}行没有问题内容，未读取");
                doubts.push(doubt(number, message));
                None
            }
            _ => {
                let carried = |(key, cell): (&Key, &Cell)| {
                    CARRIED.contains(key).then(|| (*key, cell.clone()))
                };
                self.above = cells.iter().filter_map(carried).collect();
                self.begin(number, cells)
            }
        }
    }

    fn cells(&mut self, row: GridRow, filled: &Filled<'_>) -> BTreeMap<Key, Cell> {
        let ticked = self.columns.ticked(&row);
        let copies = &mut self.copies;
        let mut cells = filled.cells(row, &self.columns, copies);
        if !self.next.own {
            carry_down(&mut cells, &self.above, copies);
            if let Some((_, above)) = self.open.as_ref().and_then(|record| record.rows.last()) {
                as_above(&mut cells, above, copies);
            }
        }
        self.columns.answered(ticked, &mut cells);
        parted::part(&self.columns.seconds, &mut cells);
        cells
    }

    pub(super) fn begin(&mut self, number: u32, cells: BTreeMap<Key, Cell>) -> Option<Record> {
        let mut record = Record {
            rows: vec![(number, cells)],
            ..self.next.clone()
        };
        let copies = &mut self.copies;
        record
            .dimension
            .take_if(|heading| !copies.take(heading.chars().count()));
        self.open.replace(record)
    }

    /// The last record.
    pub(super) fn finish(&mut self) -> Option<Record> {
        self.open.take()
    }
}

/// Exactly the columns of our own 整改台账: its cells are taken literally.
fn is_own(header: &Header) -> bool {
    let titles = header.titles.values().map(String::as_str);
    let title = |(key, title): &(Key, &'static str)| {
        if title.is_empty() { key.title() } else { title }
    };
    // Earlier versions wrote fewer columns.
    let fewest = FULL.iter().position(|(key, _)| *key == Key::Extensions);
    Some(header.titles.len()) >= fewest
        && FULL
            .iter()
            .map(title)
            .zip(titles)
            .all(|(ours, title)| ours == title)
        && header.titles.len() <= FULL.len()
}

pub(super) fn doubt(paragraph: u32, message: String) -> Doubt {
    Doubt {
        paragraph,
        kind: DoubtKind::Table,
        message,
    }
}

fn begins(cells: &BTreeMap<Key, Cell>) -> bool {
    [Key::Problem, Key::Detail, Key::Code, Key::External]
        .iter()
        .any(|key| cells.contains_key(key))
}

/// What offices write once for a group.
const CARRIED: [Key; 4] = [Key::Dimension, Key::Year, Key::Subject, Key::Person];

/// An empty 所属方面, 年度 or 对象 means the one above.
fn carry_down(cells: &mut BTreeMap<Key, Cell>, last: &BTreeMap<Key, Cell>, copies: &mut Copies) {
    for key in CARRIED {
        if let (false, Some(above)) = (cells.contains_key(&key), last.get(&key)) {
            let copy = copies.of(above);
            if copy != Cell::Empty {
                cells.insert(key, copy);
            }
        }
    }
}

/// 同上 and its marks stand for the cell above.
fn as_above(cells: &mut BTreeMap<Key, Cell>, above: &BTreeMap<Key, Cell>, copies: &mut Copies) {
    const MARKS: [&str; 8] = ["同上", "同前", "同上。", "〃", "″", "〞", "″″", "\"\""];
    for (key, cell) in cells.iter_mut() {
        let Cell::Text(text) = &*cell else { continue };
        if let (true, Some(above)) = (MARKS.contains(&text.trim()), above.get(key)) {
            let copy = copies.of(above);
            if copy != Cell::Empty {
                *cell = copy;
            }
        }
    }
}

impl Record {
    /// Only its problem is known so far.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.rows.as_slice(), [(_, cells)] if cells.keys().eq([&Key::Problem]))
    }

    pub(super) fn heading(&self) -> Option<String> {
        let (_, cells) = self.rows.first()?;
        cells.get(&Key::Problem).map(Cell::written)
    }

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
