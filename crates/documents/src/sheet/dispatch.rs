//! 下发: one workbook per responsible department, each with only its rows.

use std::collections::BTreeMap;
use std::io::Cursor;

use chrono::{NaiveDate, NaiveDateTime};

use super::form::{self, ASSIST, Column, FILL_IN, HIDDEN, Sent, SentRow};
use super::row::{Row, Surroundings};
use model::digest::CheckCode;
use model::task::{Measure, Task};
use office::cell::Cell;
use office::text::visible::{inert, nameable};
use office::xlsx::{Cut, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault, fitting};

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
    /// 具体表现 goes down as well.
    pub with_details: bool,
}

/// One department's workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatched {
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
    /// The file.
    pub bytes: Vec<u8>,
    /// Cells that were too long for Excel.
    pub cut: Vec<Cut>,
}

/// What one department gets.
#[derive(Debug, Default)]
struct Share<'a> {
    rows: Vec<(&'a Task, Option<&'a Measure>)>,
    assists: Vec<&'a Task>,
}

/// The workbooks of these tasks, departments in the order of their first task, those without one
/// last. A cell that names several departments gives each of them the row.
pub fn plan(
    tasks: &[Task],
    around: Surroundings<'_>,
    dispatch: &Dispatch<'_>,
) -> Result<Vec<Dispatched>, XlsxFault> {
    let mut taken = BTreeMap::new();
    let mut planned = Vec::new();
    for (dept, share) in shares(tasks) {
        let (bytes, cut) = workbook(dept, &share, around, dispatch)?;
        let mut numbers: Vec<u32> = share.rows.iter().map(|(task, _)| task.number).collect();
        numbers.dedup();
        planned.push(Dispatched {
            dept: Some(inert(dept).into_owned()).filter(|dept| !dept.is_empty()),
            file_name: file_name(dept, &mut taken),
            tasks: numbers,
            measures: share
                .rows
                .iter()
                .filter(|(_, measure)| measure.is_some())
                .count(),
            assists: share.assists.iter().map(|task| task.number).collect(),
            bytes,
            cut,
        });
    }
    Ok(planned)
}

fn shares(tasks: &[Task]) -> Vec<(&str, Share<'_>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut shares: BTreeMap<&str, Share<'_>> = BTreeMap::new();
    for task in tasks {
        let leads: Vec<&str> = names(task.dept.as_deref()).collect();
        let mut give = |dept, measure| {
            if !shares.contains_key(dept) {
                order.push(dept);
            }
            shares.entry(dept).or_default().rows.push((task, measure));
        };
        for dept in &leads {
            give(*dept, None);
        }
        for measure in &task.measures {
            for dept in names(measure.dept.as_deref()).filter(|dept| !leads.contains(dept)) {
                give(dept, Some(measure));
            }
        }
        if leads.is_empty() {
            give("", None);
        }
        for dept in task.co_depts.iter().map(String::as_str) {
            if leads.contains(&dept) {
                continue;
            }
            if !shares.contains_key(dept) {
                order.push(dept);
            }
            shares.entry(dept).or_default().assists.push(task);
        }
    }
    // Tasks without a department come last; the sort keeps the rest as it is.
    order.sort_by_key(|dept| dept.is_empty());
    order
        .into_iter()
        .map(|dept| (dept, shares.remove(dept).unwrap_or_default()))
        .collect()
}

fn names(cell: Option<&str>) -> impl Iterator<Item = &str> {
    cell.unwrap_or("")
        .split('、')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

fn workbook(
    dept: &str,
    share: &Share<'_>,
    around: Surroundings<'_>,
    dispatch: &Dispatch<'_>,
) -> Result<(Vec<u8>, Vec<Cut>), XlsxFault> {
    let mut custom = vec![("台账标识".to_owned(), dispatch.ledger_id.to_owned())];
    let code = dispatch.check_code.into_iter();
    custom.extend(code.flat_map(CheckCode::properties));
    custom.push(("导出时间".to_owned(), dispatch.created.to_string()));
    let mut book = XlsxBook::new(&Properties {
        title: format!("{}{FILL_IN}", around.book.unit.name),
        created: dispatch.created,
        custom,
    });
    let columns = Column::all(dispatch.with_details);
    let mut sent = Sent {
        ledger: dispatch.ledger_id.to_owned(),
        dept: inert(dept).into_owned(),
        on: around.today.to_string(),
        titles: columns
            .iter()
            .map(|column| column.title().to_owned())
            .collect(),
        rows: Vec::new(),
    };
    if !share.rows.is_empty() {
        book.begin(table(FILL_IN, dept, &columns, true, around, dispatch))?;
        for ((task, measure), serial) in share.rows.iter().zip(1..) {
            let row = Row {
                institution: None,
                serial,
                task,
                measure: *measure,
                around,
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
        book.end(share.rows.len() as u32)?;
    }
    assisted(&mut book, dept, share, around, dispatch)?;
    instructions(&mut book, dept, share, around, dispatch)?;
    book.hidden(HIDDEN, &sent.write())?;
    let mut out = Cursor::new(Vec::new());
    let cut = book.finish(&mut out)?;
    Ok((out.into_inner(), cut))
}

/// The sheet of what the department only assists with; nothing in it is open.
fn assisted(
    book: &mut XlsxBook,
    dept: &str,
    share: &Share<'_>,
    around: Surroundings<'_>,
    dispatch: &Dispatch<'_>,
) -> Result<(), XlsxFault> {
    if share.assists.is_empty() {
        return Ok(());
    }
    let mut columns = Column::all(dispatch.with_details);
    columns.retain(|column| matches!(column, Column::Locked(_)));
    book.begin(table(ASSIST, dept, &columns, false, around, dispatch))?;
    for (task, serial) in share.assists.iter().zip(1..) {
        let row = Row {
            institution: None,
            serial,
            task,
            measure: None,
            around,
        };
        book.row(cells(&columns, &row))?;
    }
    book.end(share.assists.len() as u32)
}

fn table(
    name: &str,
    dept: &str,
    columns: &[Column],
    open: bool,
    around: Surroundings<'_>,
    dispatch: &Dispatch<'_>,
) -> Table {
    let unit = &around.book.unit.name;
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
    Table {
        name: name.to_owned(),
        title: format!("{unit}{}", name.trim_end_matches("(只读)")),
        lead: format!(
            "责任部门：{}　　下发日期：{}{until}　　填报人：　　　　　联系电话：",
            if dept.is_empty() {
                "（未明确）"
            } else {
                dept
            },
            around.today.format("%Y年%-m月%-d日"),
        ),
        columns: columns.collect(),
        frozen: 2,
        protected: true,
        filtered: true,
        merging: false,
    }
}

fn cells(columns: &[Column], row: &Row<'_>) -> Vec<(Cell, Shade)> {
    let cell = |column: &Column| match column {
        // Text, so that no spreadsheet makes a date of it.
        Column::Locked(super::column::Key::Code) => (Cell::text(form::code(row)), Shade::Plain),
        Column::Locked(key) => ((key.column().write)(row), Shade::Plain),
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

fn instructions(
    book: &mut XlsxBook,
    dept: &str,
    share: &Share<'_>,
    around: Surroundings<'_>,
    dispatch: &Dispatch<'_>,
) -> Result<(), XlsxFault> {
    let contact = around.book.unit.contact.as_deref().unwrap_or("");
    let until = dispatch.return_by.map_or_else(
        || "填好后请及时交回。".to_owned(),
        |day| format!("请于{}前交回。", day.format("%Y年%-m月%-d日")),
    );
    let lines = [
        format!(
            "一、本表发给{}，需填报{}行，配合事项{}项（只读，不需填报）。",
            if dept.is_empty() { "尚未明确责任部门的事项" } else { dept },
            share.rows.len(),
            share.assists.len()
        ),
        "二、只填浅黄色表头下的列：完成状态、本期进展情况、进展日期、数据、整改成效、佐证材料名称、下步措施、未完成原因。其余列已锁定，改动不予采用。".to_owned(),
        "三、本期进展情况写本期做了什么，不重复“已报进展”；进展日期写做成的日期，如2022-06-28，不写的按收表日期记。".to_owned(),
        "四、数据写成“名称=数目单位”，如“集中学习=12次”，多项之间用分号；余次、多次等约数不能汇总，请写准确数。".to_owned(),
        "五、完成状态从下拉列表中选择。已完成的写明整改成效；未按期完成的写明未完成原因和下步措施。编号带括号的是单项措施，只选“已完成”或“未完成”。".to_owned(),
        "六、佐证材料名称一行一个，材料原件另行报送。".to_owned(),
        "七、不要增删列，不要改问题编号，不要把内容复制到别的表格里交回；行可以排序、筛选。".to_owned(),
        format!("八、{until}{}", if contact.is_empty() { String::new() } else { format!("联系人：{contact}。") }),
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

/// A file name from a department's, without what some file system refuses, and only given once.
fn file_name(dept: &str, taken: &mut BTreeMap<String, u32>) -> String {
    let safe: String = nameable(dept).chars().take(40).collect();
    let safe = safe.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let name = if safe.is_empty() {
        "未明确责任部门"
    } else {
        safe
    };
    // File systems that ignore case would else overwrite the first of two.
    let count = taken.entry(name.to_lowercase()).or_insert(0);
    *count += 1;
    match count {
        1 => format!("{FILL_IN}-{name}.xlsx"),
        count => format!("{FILL_IN}-{name}（{count}）.xlsx"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_every_file_system_takes() {
        let mut taken = BTreeMap::new();
        let mut name = |dept: &str| file_name(dept, &mut taken);
        assert_eq!(name("办公室"), "整改填报表-办公室.xlsx");
        assert_eq!(name("办公室"), "整改填报表-办公室（2）.xlsx");
        assert_eq!(
            name("综合处/法规处:\u{7}"),
            "整改填报表-综合处_法规处__.xlsx"
        );
        assert_eq!(name(".. "), "整改填报表-未明确责任部门.xlsx");
    }
}
