//! 下发: one workbook per unit and responsible department, each with only its rows.

pub mod names;
mod shares;

use std::io::Cursor;

use chrono::{NaiveDate, NaiveDateTime};

use names::Names;
use shares::Share;

use super::form::{self, ASSIST, Column, FILL_IN, HIDDEN, Sent, SentRow};
use super::row::{Row, Surroundings};
use model::digest::CheckCode;
use model::task::Task;
use office::cell::Cell;
use office::text::visible::inert;
use office::xlsx::{
    Cut, Paper, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault, fitting,
};

/// What a dispatch is made with.
#[derive(Debug, Clone, Copy)]
pub struct Dispatch<'a> {
    /// Id of the ledger; sheets come home only to it.
    pub ledger_id: &'a str,
    /// Check code of the history it was made from.
    pub check_code: Option<&'a CheckCode>,
    /// When it was made.
    pub created: NaiveDateTime,
    /// By when it is to be returned.
    pub return_by: Option<NaiveDate>,
    /// The paper that forms are set for; the smaller one that holds them where nobody says.
    pub paper: Option<Paper>,
    /// The round (轮次) that is asked about.
    pub round: &'a str,
    /// 具体表现 goes down as well.
    pub with_details: bool,
    /// Gathered units whose tasks may be among those sent.
    pub units: &'a [Recipient],
}

/// A gathered unit, which collects its forms itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Code or name by which its tasks' codes begin.
    pub code: String,
    /// Its name; may be empty.
    pub name: String,
    /// Id of its own ledger: its forms come home only to that.
    pub ledger_id: String,
}

impl Recipient {
    /// Its name, else its code.
    pub fn called(&self) -> &str {
        if self.name.is_empty() {
            &self.code
        } else {
            &self.name
        }
    }
}

/// One department's workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatched {
    /// Code or name of the gathered unit; `None` for the own one.
    pub unit: Option<String>,
    /// The department; `None` for tasks that have none yet.
    pub dept: Option<String>,
    /// A name that every file system takes.
    pub file_name: String,
    /// Tasks that it answers for, by number.
    pub tasks: Vec<u32>,
    /// How many of its rows are single measures of other departments' tasks.
    pub measures: usize,
    /// Tasks that it only assists with.
    pub assists: Vec<u32>,
    /// What tells it from every other form; empty where it has nothing to fill in.
    pub form: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Cells that were too long for Excel.
    pub cut: Vec<Cut>,
}

/// A form in the making.
#[derive(Clone, Copy)]
struct Making<'a> {
    /// The gathered unit, as its ledger is known here.
    unit: Option<&'a Recipient>,
    dept: &'a str,
    share: &'a Share<'a>,
    around: Surroundings<'a>,
    dispatch: &'a Dispatch<'a>,
}

/// Why no form was made.
#[derive(Debug, thiserror::Error)]
pub enum DispatchFault {
    /// The workbook could not be written.
    #[error(transparent)]
    Workbook(#[from] XlsxFault),
    /// A task is of a unit that is none of the recipients.
    #[error("no unit {0}")]
    NoUnit(String),
}

/// The workbooks of these tasks: a unit's and a department's rows alone in each, units and departments in
/// the order of their first task, what has no department last. A cell that names several departments
/// gives each of them the row.
pub fn plan(
    tasks: &[Task],
    around: Surroundings<'_>,
    dispatch: &Dispatch<'_>,
) -> Result<Vec<Dispatched>, DispatchFault> {
    let shares = shares::of(tasks);
    let many = shares.iter().any(|share| share.unit.is_some());
    let mut names = Names::default();
    let mut planned = Vec::new();
    for share in &shares {
        let known = |code: &str| dispatch.units.iter().find(|unit| unit.code == code);
        let unit = match share.unit {
            None => None,
            Some(code) => Some(known(code).ok_or_else(|| DispatchFault::NoUnit(code.to_owned()))?),
        };
        let making = Making {
            unit,
            dept: share.dept,
            share,
            around,
            dispatch,
        };
        let (bytes, form, cut) = making.workbook()?;
        let own = &around.book.unit;
        let called = match unit {
            Some(unit) => names::unit(Some(&unit.code), &unit.name),
            // Beside forms of other units those of the own one are named by their unit too.
            None if many => names::unit(own.code.as_deref(), &own.name),
            None => String::new(),
        };
        planned.push(Dispatched {
            unit: share.unit.map(str::to_owned),
            dept: Some(inert(share.dept).into_owned()).filter(|dept| !dept.is_empty()),
            file_name: names.file(&called, share.dept),
            tasks: share.numbers(),
            measures: share.measures(),
            assists: share.assists.iter().map(|task| task.number).collect(),
            form,
            bytes,
            cut,
        });
    }
    Ok(planned)
}

impl Making<'_> {
    fn workbook(&self) -> Result<(Vec<u8>, String, Vec<Cut>), XlsxFault> {
        let dispatch = self.dispatch;
        let mut custom = vec![("台账标识".to_owned(), dispatch.ledger_id.to_owned())];
        let code = dispatch.check_code.into_iter();
        custom.extend(code.flat_map(CheckCode::properties));
        custom.push(("导出时间".to_owned(), dispatch.created.to_string()));
        let mut book = XlsxBook::new(&Properties {
            title: format!("{}{FILL_IN}", self.unit_name()),
            created: dispatch.created,
            custom,
        });
        book.set_paper(dispatch.paper);
        let columns = Column::all(dispatch.with_details);
        let mut sent = self.sent(&columns);
        if !self.share.rows.is_empty() {
            book.begin(self.table(FILL_IN, &columns, true))?;
            for ((task, measure), serial) in self.share.rows.iter().zip(1..) {
                let row = Row {
                    institution: None,
                    serial,
                    task,
                    measure: *measure,
                    around: self.around,
                };
                let cells = cells(&columns, &row);
                sent.rows.push(SentRow {
                    code: form::code(&row),
                    last_entry: task.last_entry,
                    // As the file has them, so that what comes home untouched is known as such.
                    cells: cells
                        .iter()
                        .map(|(cell, _)| fitting(cell.written()).0)
                        .collect(),
                });
                book.row(cells)?;
            }
            book.end(self.share.rows.len() as u32)?;
        }
        self.assisted(&mut book)?;
        self.instructions(&mut book)?;
        book.hidden(HIDDEN, &sent.write())?;
        let mut out = Cursor::new(Vec::new());
        let cut = book.finish(&mut out)?;
        let submission = if sent.rows.is_empty() {
            String::new()
        } else {
            sent.submission()
        };
        Ok((out.into_inner(), submission, cut))
    }

    /// What the hidden sheet keeps, without its rows. What is a gathered unit's comes home to that.
    fn sent(&self, columns: &[Column]) -> Sent {
        let ledger = self
            .unit
            .map_or(self.dispatch.ledger_id, |unit| &unit.ledger_id);
        Sent {
            ledger: ledger.to_owned(),
            dept: inert(self.dept).into_owned(),
            on: self.around.today.to_string(),
            round: inert(self.dispatch.round).into_owned(),
            unit: self.unit.map_or_else(String::new, |unit| unit.code.clone()),
            titles: columns
                .iter()
                .map(|column| column.title().to_owned())
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Whose form it is.
    fn unit_name(&self) -> &str {
        self.unit
            .map_or(self.around.book.unit.name.as_str(), Recipient::called)
    }

    /// The sheet of what the department only assists with; nothing in it is open.
    fn assisted(&self, book: &mut XlsxBook) -> Result<(), XlsxFault> {
        if self.share.assists.is_empty() {
            return Ok(());
        }
        let mut columns = Column::all(self.dispatch.with_details);
        columns.retain(|column| matches!(column, Column::Locked(_)));
        book.begin(self.table(ASSIST, &columns, false))?;
        for (task, serial) in self.share.assists.iter().zip(1..) {
            let row = Row {
                institution: None,
                serial,
                task,
                measure: None,
                around: self.around,
            };
            book.row(cells(&columns, &row))?;
        }
        book.end(self.share.assists.len() as u32)
    }

    fn table(&self, name: &str, columns: &[Column], open: bool) -> Table {
        let dispatch = self.dispatch;
        let until = dispatch.return_by.map_or_else(String::new, |day| {
            format!("　　请于{}前填好交回", day.format("%Y年%-m月%-d日"))
        });
        let columns = columns.iter().map(|column| TableColumn {
            title: column.title().to_owned(),
            width: column.width(),
            centred: column.width() <= 11,
            open: open && matches!(column, Column::Open(_)),
            choices: match column {
                Column::Open(column) if open => column.choices(),
                _ => Vec::new(),
            },
        });
        let unit = self.unit.map_or_else(String::new, |unit| {
            format!("填报单位：{}　　", names::told(&unit.code, &unit.name))
        });
        Table {
            name: name.to_owned(),
            title: format!("{}{}", self.unit_name(), name.trim_end_matches("(只读)")),
            lead: format!(
                "{unit}责任部门：{}　　轮次：{}　　下发日期：{}{until}　　填报人：　　　　　联系电话：",
                if self.dept.is_empty() {
                    "（未明确）"
                } else {
                    self.dept
                },
                dispatch.round,
                self.around.today.format("%Y年%-m月%-d日"),
            ),
            columns: columns.collect(),
            frozen: 2,
            protected: true,
            sorted: open,
            filtered: true,
            merging: false,
        }
    }

    fn instructions(&self, book: &mut XlsxBook) -> Result<(), XlsxFault> {
        let contact = self.around.book.unit.contact.as_deref().unwrap_or("");
        let until = self.dispatch.return_by.map_or_else(
            || "填好后请及时交回。".to_owned(),
            |day| format!("请于{}前交回。", day.format("%Y年%-m月%-d日")),
        );
        let dept = if self.dept.is_empty() {
            "尚未明确责任部门的事项"
        } else {
            self.dept
        };
        let unit = self.unit.map_or("", Recipient::called);
        let own = if unit.is_empty() {
            String::new()
        } else {
            format!("{unit}自有台账的，由{unit}用 collect 收回，再随上报包报来。")
        };
        let lines = [
            format!(
                "一、本表发给{unit}{dept}，需填报{}行，配合事项{}项（只读，不需填报）。",
                self.share.rows.len(),
                self.share.assists.len()
            ),
            "二、只填浅黄色表头下的列：完成状态、本期进展情况、进展日期、数据、整改成效、佐证材料名称、下步措施、未完成原因。其余列供阅读，改动不予采用。".to_owned(),
            "三、本期进展情况写本期做了什么，不重复“已报进展”；进展日期写做成的日期，如2022-06-28，不写的按收表日期记。".to_owned(),
            "四、数据写成“名称=数目单位”，如“集中学习=12次”，多项之间用分号；余次、多次等约数不能汇总，请写准确数。".to_owned(),
            "五、完成状态从下拉列表中选择。已完成的写明整改成效；未按期完成的写明未完成原因和下步措施。编号带括号的是单项措施，只选“已完成”或“未完成”。".to_owned(),
            "六、佐证材料名称一行一个，材料原件另行报送。".to_owned(),
            "七、不要增删列，不要改问题编号，不要合并单元格，不要把内容复制到别的表格里交回；行可以排序、筛选。".to_owned(),
            format!("八、{until}{}{own}", if contact.is_empty() { String::new() } else { format!("联系人：{contact}。") }),
        ];
        book.begin(Table {
            name: "填写说明".to_owned(),
            columns: vec![TableColumn {
                title: "填写说明".to_owned(),
                width: 100,
                ..TableColumn::default()
            }],
            protected: true,
            ..Table::default()
        })?;
        for line in &lines {
            book.row(vec![(Cell::text(line), Shade::Plain)])?;
        }
        book.end(lines.len() as u32)
    }
}

fn cells(columns: &[Column], row: &Row<'_>) -> Vec<(Cell, Shade)> {
    let cell = |column: &Column| match column {
        // Text, so that no spreadsheet makes a date of it.
        Column::Locked(super::column::Key::Code) => (Cell::text(form::code(row)), Shade::Plain),
        Column::Locked(key) => ((super::column::Column::of(*key).write)(row), Shade::Plain),
        // What is struck off the list is no department's to change.
        Column::Open(open) if row.task.status.closure().is_some() => {
            (Cell::text(open.sent(row.task, row.measure)), Shade::Grey)
        }
        Column::Open(open) if row.measure.is_some() && !open.of_measures() => {
            (Cell::Empty, Shade::Grey)
        }
        Column::Open(open) => (Cell::text(open.sent(row.task, row.measure)), Shade::Plain),
    };
    columns.iter().map(cell).collect()
}
