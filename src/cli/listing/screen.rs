//! A list on the screen: a table that fits it.

use comfy_table::{
    CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width,
    presets::UTF8_FULL_CONDENSED,
};

use super::narrow::Records;
use super::{CitedText, Column, Listing, drawn};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use office::text::visible::one_line;
use office::text::wrap::broken;

/// Bytes of a cell from which on it is broken here: the table would take the square of its length.
const LONG: usize = 2_000;

/// What a cell shows.
type Shown = (String, Option<Color>);

/// Rows that are laid out at once; the widths of the first ones hold for all that follow.
const BLOCK: usize = 2000;

impl<'a, R: 'a> Listing<'a, R> {
    /// Shows it on the screen; without rows there is no table.
    pub(in crate::cli) fn show(self, out: &Output) -> Result<(), Failure> {
        let has_total = self.total.is_some();
        let total = self.total.into_iter().map(Ok);
        let mut rows = self.rows.take(self.most).chain(total).peekable();
        if rows.peek().is_none()
            && let Some((line, hint)) = self.empty
        {
            out.result(&line)?;
            if let Some(hint) = hint {
                out.hint(&hint);
            }
            return Ok(());
        }
        if let Some(title) = self.title {
            out.heading(&title)?;
        }
        self.before.iter().try_for_each(|line| out.result(line))?;
        if let Some(show) = self.each {
            rows.try_for_each(|row| show(out, &row?))?;
        } else if out.is_front() {
            if rows.peek().is_some() {
                drawn::draw(&self.columns, (rows, has_total), out)?;
            }
        } else {
            let columns = self.columns.iter().filter(|column| column.head.on_screen);
            let mut laid_out = LaidOut::new(out, columns.collect());
            while rows.peek().is_some() {
                let block: Result<Vec<R>, Failure> = rows.by_ref().take(BLOCK).collect();
                out.lines(&laid_out.block(&block?, rows.peek().is_none()))?;
            }
        }
        self.after.iter().try_for_each(|said| match said {
            CitedText::Result(line) => out.result(line),
            CitedText::Status(line) => {
                out.status(line);
                Ok(())
            }
            CitedText::Hint(line) => {
                out.hint(line);
                Ok(())
            }
        })
    }
}

/// A table that is made block by block.
struct LaidOut<'c, 'a, R> {
    columns: Vec<&'c Column<'a, R>>,
    width: u16,
    colored: bool,
    /// How wide each column came out, the blanks counted; none before the first block.
    widths: Vec<u16>,
    /// What is shown instead of a table, where the first rows make one that can't be read.
    records: Option<Records>,
}

impl<'c, 'a, R> LaidOut<'c, 'a, R> {
    fn new(out: &Output, columns: Vec<&'c Column<'a, R>>) -> Self {
        Self {
            columns,
            width: out.width(),
            colored: out.is_colored(),
            widths: Vec::new(),
            records: None,
        }
    }

    /// The lines of the next rows, with the head before the first and the edge after the last.
    fn block(&mut self, rows: &[R], is_last: bool) -> Vec<String> {
        let is_first = self.widths.is_empty();
        let mut shown: Vec<Vec<Shown>> = rows.iter().map(|row| self.shown(row)).collect();
        if let Some(lines) = self.record_lines(&shown) {
            return lines;
        }
        if shown.iter().flatten().any(|(text, _)| text.len() > LONG) {
            if is_first {
                let table = self.table(&cut_short(&shown), true).to_string();
                self.widths = table.lines().next().map(widths).unwrap_or_default();
            }
            self.break_long(&mut shown);
        }
        let table = self.table(&shown, is_first).to_string();
        let mut lines: Vec<String> = table
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect();
        if is_first {
            self.widths = lines.first().map(|edge| widths(edge)).unwrap_or_default();
        } else {
            lines.remove(0);
        }
        if !is_last {
            lines.pop();
        }
        lines
    }

    /// The rows one after the other, on a screen that is too narrow for their table.
    fn record_lines(&mut self, rows: &[Vec<Shown>]) -> Option<Vec<String>> {
        let heads = self.heads();
        if self.widths.is_empty() && self.records.is_none() {
            self.records = Records::instead(&heads, rows.iter().map(|row| texts(row)), self.width);
        }
        let records = self.records.as_ref()?;
        let lines = rows
            .iter()
            .flat_map(|row| records.lines(&heads, &texts(row)));
        Some(lines.collect())
    }

    fn heads(&self) -> Vec<&'c str> {
        let heads = self.columns.iter().map(|column| &column.head);
        heads
            .map(|head| head.short.unwrap_or(&head.title))
            .collect()
    }

    fn shown(&self, row: &R) -> Vec<Shown> {
        let cells = self.columns.iter().map(|column| (column.cell)(row));
        cells
            .map(|cell| (one_line(&cell.on_screen()), cell.color))
            .collect()
    }

    /// Breaks long cells to the width that their columns came out with.
    fn break_long(&self, rows: &mut [Vec<Shown>]) {
        for row in rows {
            for ((text, _), width) in row.iter_mut().zip(&self.widths) {
                if text.len() > LONG {
                    // A blank stands on either side.
                    *text = broken(text, usize::from(width.saturating_sub(2)));
                }
            }
        }
    }

    fn table(&self, rows: &[Vec<Shown>], is_first: bool) -> Table {
        let mut table = Table::new();
        table
            .load_style(UTF8_FULL_CONDENSED)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(self.width);
        if self.colored {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        if is_first {
            table.set_header(self.heads().into_iter().map(comfy_table::Cell::new));
        }
        for row in rows {
            table.add_row(row.iter().map(|(text, color)| {
                let shown = comfy_table::Cell::new(text);
                match color {
                    Some(color) => shown.fg(*color),
                    None => shown,
                }
            }));
        }
        for (place, column) in self.columns.iter().enumerate() {
            let Some(shown) = table.column_mut(place) else {
                continue;
            };
            if column.head.right {
                shown.set_cell_alignment(CellAlignment::Right);
            }
            let least = column.head.least.map(Width::Fixed);
            let least = least.map(ColumnConstraint::LowerBoundary);
            let settled = self.widths.get(place).copied().map(Width::Fixed);
            if let Some(width) = settled.map(ColumnConstraint::Absolute).or(least) {
                shown.set_constraint(width);
            }
        }
        table
    }
}

fn texts(row: &[Shown]) -> Vec<&str> {
    row.iter().map(|(text, _)| text.as_str()).collect()
}

/// The same rows with the beginnings of long cells, from which widths come out.
fn cut_short(rows: &[Vec<Shown>]) -> Vec<Vec<Shown>> {
    let cut = |(text, color): &Shown| match text.len() {
        ..=LONG => (text.clone(), *color),
        _ => (text.chars().take(LONG / 3).collect(), *color),
    };
    rows.iter()
        .map(|row| row.iter().map(cut).collect())
        .collect()
}

/// How wide the columns under an upper edge are: ┌──────┬────┐
fn widths(edge: &str) -> Vec<u16> {
    let inner = edge.trim_matches(['┌', '┐']);
    let columns = inner.split('┬');
    columns
        .map(|column| column.chars().count() as u16)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Head;
    use super::*;

    #[test]
    fn blocks_join_to_one_table() {
        let rows = [
            (1, "短的"),
            (
                22,
                "这一条要折成几行才放得下：读书笔记写得多、用得少，学完以后很少对照业务改进服务，分馆开放时间两年没有调整过",
            ),
            (3, ""),
            (4, "完"),
        ];
        let list = Listing::new(rows)
            .column(Head::of("编号").right().least(6), |row| row.0.into())
            .column("问题", |row| row.1.into());
        let laid_out = || LaidOut {
            columns: list.columns.iter().collect(),
            width: 80,
            colored: false,
            widths: Vec::new(),
            records: None,
        };
        let whole = laid_out().block(&rows, true);
        let mut parts = laid_out();
        let first = parts.block(&rows[..2], false);
        let rest = parts.block(&rows[2..], true);
        assert_eq!([first, rest].concat(), whole);
        assert_eq!(whole.iter().filter(|line| line.contains("编号")).count(), 1);
    }
}
