//! Tables of a document: a register is read by the reader of registers, a table for layout becomes
//! paragraphs.

use super::paragraph::{Block, Paragraph, Table};
use super::reading::found::Found;
use crate::register::{self, Maps, Recognized, Register, RegisterRow};
use model::deadline::{Anchor, DateFault, Deadline};
use model::draft::{Doubt, DoubtKind};
use office::grid::Grid;

/// A document's paragraphs, and its tables set apart.
#[derive(Default)]
pub(crate) struct Untabled {
    pub(crate) lines: Vec<Paragraph>,
    pub(crate) tables: Vec<Table>,
    /// Tables that have a register's columns but no problems, by their last paragraph in the header.
    without_problems: Vec<u32>,
}

/// Sets registers apart; text in a grid, and what stands above a register's header, stays text.
pub(crate) fn untable(blocks: Vec<Block>, maps: &Maps) -> Untabled {
    let grids: Vec<&Grid> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(&table.grid),
            Block::Paragraph(_) => None,
        })
        .collect();
    let above: Vec<Option<u32>> = register::recognize(&grids, maps)
        .iter()
        .map(|found| found.as_ref().map(Recognized::first_row))
        .collect();
    let mut above = above.into_iter();
    let mut out = Untabled::default();
    for block in blocks {
        let table = match block {
            Block::Paragraph(paragraph) => {
                out.lines.push(paragraph);
                continue;
            }
            Block::Table(table) => table,
        };
        match (above.next().flatten(), header_without_problems(&table)) {
            (Some(first), _) => {
                let caption = out.lines.last().filter(|line| is_caption(&line.text));
                let caption = caption.map(|line| line.text.clone());
                out.lines.extend(lines(&table, first));
                let mut table = table.under(caption);
                // As of a sheet: rows of different tables belong together by their codes.
                table.grid.name = format!("第{}个表格", out.tables.len() + 1);
                out.tables.push(table);
            }
            (None, Some(paragraph)) => out.without_problems.push(paragraph),
            (None, None) => out.lines.extend(lines(&table, u32::MAX)),
        }
    }
    out
}

/// A short line right above a table: its title.
fn is_caption(text: &str) -> bool {
    text.chars().count() <= 40 && !text.ends_with(['。', '；', '：', '，'])
}

/// Columns of a register without one for problems; the last paragraph of their row.
fn header_without_problems(table: &Table) -> Option<u32> {
    let mut rows = table.grid.rows.iter().take(4);
    let header = rows.find(|row| {
        let texts: Vec<String> = row.cells.iter().map(|(_, cell)| cell.written()).collect();
        register::names_columns(texts.iter().map(String::as_str))
    })?;
    let numbers = header.cells.iter();
    numbers
        .map(|(column, _)| table.paragraph(header.at, Some(*column)))
        .max()
}

/// The text of the rows above `end`, line by line.
fn lines(table: &Table, end: u32) -> Vec<Paragraph> {
    let rows = table.grid.rows.iter().filter(|row| row.at < end);
    let cells = rows.flat_map(|row| {
        row.cells
            .iter()
            .map(|(column, cell)| (row.at, *column, cell))
    });
    let mut lines = Vec::new();
    for (row, column, cell) in cells {
        let number = table.paragraph(row, Some(column));
        lines.extend(cell.written().split('\n').map(|line| Paragraph {
            number,
            text: line.trim().to_owned(),
            ..Paragraph::default()
        }));
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// What the registers of a document say, their rows numbered by paragraphs.
pub(crate) fn read(untabled: &Untabled, year: Option<i32>, maps: &Maps) -> Register {
    let grids: Vec<&Grid> = untabled.tables.iter().map(|table| &table.grid).collect();
    let mut whole = Register {
        year,
        ..Register::default()
    };
    for (table, recognized) in untabled
        .tables
        .iter()
        .zip(register::recognize(&grids, maps))
    {
        let Some(recognized) = recognized else {
            continue;
        };
        let mut one = Register {
            year: whole.year,
            ..Register::default()
        };
        let column = recognized.read(&mut one, maps);
        for row in &mut one.rows {
            row.row = table.paragraph(row.row.saturating_sub(1), column);
        }
        for doubt in &mut one.doubts {
            doubt.paragraph = table.paragraph(doubt.paragraph.saturating_sub(1), None);
        }
        let header = table.paragraph(recognized.first_row(), None);
        for unknown in one.columns.iter().filter(|column| column.is_unknown()) {
            one.doubts.push(Doubt {
                paragraph: header,
                kind: DoubtKind::Table,
                message: format!("表格中“{}”一列未识别，未读取", unknown.title),
            });
        }
        if one
            .rows
            .iter()
            .all(|row| row.problem.is_empty() && row.code.is_none())
        {
            one.doubts.push(without_problems(header));
        }
        whole.add(one);
    }
    for paragraph in &untabled.without_problems {
        whole.doubts.push(without_problems(*paragraph));
    }
    register::join(&mut whole);
    whole
}

/// A table that has columns of a register but no problems.
fn without_problems(paragraph: u32) -> Doubt {
    Doubt {
        paragraph,
        kind: DoubtKind::Table,
        message: "表格没有“存在问题”一列，未读取".to_owned(),
    }
}

/// Adds the problems and tasks of the registers; a problem that the text has listed already is the same.
/// Gives the rows that stand behind the tasks.
pub(crate) fn add(register: Register, found: &mut Found) -> Vec<RegisterRow> {
    let titles = found.problems.iter().map(|problem| problem.title.clone());
    let known: Vec<String> = titles.collect();
    found.doubts.extend(register.doubts);
    let mut rows = register.rows;
    rows.retain(|row| !row.problem.is_empty());
    for row in &mut rows {
        let same = |title: &&String| register::same_title(title, &row.problem);
        if let Some(title) = known.iter().find(same) {
            row.problem.clone_from(title);
        } else {
            let under = found.under.iter().rev();
            let mut under = under.skip_while(|(paragraph, _)| *paragraph >= row.row);
            if row.dimension.is_none()
                && let Some((_, Some(heading))) = under.next()
            {
                row.dimension = Some(heading.clone());
            }
            if let Some(heading) = &row.dimension {
                found.dimension(heading);
            }
            found.problems.push(register::problem(row, 0));
        }
        found.causes.extend(register::causes(row));
        found.measures.extend(register::measures(row));
        let anchor = row.year.map(Anchor::of).or(found.anchor);
        let task = register::task(row, anchor);
        if let Some(deadline) = task.deadline.as_ref().filter(|due| due.term.is_none())
            && anchor.is_none()
            && Deadline::lacks_year(&deadline.phrase)
        {
            let message = register::unresolved(&deadline.phrase, DateFault::NoYear);
            found.doubt(row.row, DoubtKind::Deadline, message);
        }
        found.tasks.push(task);
    }
    rows
}
