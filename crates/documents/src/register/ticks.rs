//! Columns that are ticked: 已整改 √, 未整改 √, and what answers mean.

use std::collections::BTreeMap;

use super::cells;
use super::decide::{Columns, body};
use super::header::Header;
use super::state::status_word;
use crate::vocabulary::{Key, Named};
use model::status::StatusKind;
use office::cell::Cell;
use office::grid::{Grid, GridRow};

impl Columns {
    /// The status that a row's tick means.
    pub(super) fn ticked(&self, row: &GridRow) -> Option<StatusKind> {
        let marks = [
            "√", "✓", "✔", "☑", "●", "■", "★", "是", "Y", "y", "V", "v", "1", "对",
        ];
        self.ticks.iter().find_map(|(at, kind)| {
            let mark = cells::one_line(&row.cell(*at).written());
            marks.contains(&mark.as_str()).then_some(*kind)
        })
    }

    /// What a tick, or 是 to the question 是否销号, says of a row's status.
    pub(super) fn answered(&self, ticked: Option<StatusKind>, cells: &mut BTreeMap<Key, Cell>) {
        if let Some(kind) = ticked {
            cells.insert(Key::Status, Cell::read(kind.word()));
        }
        let Some(answer) = cells.get(&Key::Status) else {
            return;
        };
        let said = match cells::one_line(&answer.written()).as_str() {
            sign if self.legend.contains_key(sign) => self.legend[sign],
            "是" | "√" if self.answers_closure => StatusKind::Closed,
            "已办结" | "办结" if self.tells_handling => StatusKind::Done,
            _ => return,
        };
        cells.insert(Key::Status, Cell::read(said.word()));
    }
}

/// Several columns titled with a status each, one of them ticked in a row.
pub(super) fn ticks(grid: &Grid, header: &Header) -> BTreeMap<u32, StatusKind> {
    let status = |at: &u32| {
        let title = header.beneath.get(at).or_else(|| header.titles.get(at))?;
        let title = cells::one_line(title);
        (!title.contains('%')).then(|| status_word(&title))?
    };
    let columns: BTreeMap<u32, StatusKind> = header
        .titles
        .keys()
        .filter_map(|at| Some((*at, status(at)?)))
        .filter(|(at, _)| ticked_cells(grid, header, *at))
        .collect();
    let mut columns = columns;
    if columns.len() < 2 {
        // 已整改 √ alone tells what is done, where no other column says how things stand.
        let told = header.named.values().chain(header.guessed.values());
        let told = told
            .copied()
            .any(|found| matches!(found, Named::Key(Key::Status) | Named::StatusOrProgress));
        columns.retain(|at, kind| {
            let cells = body(grid, header, *at);
            let ticked = |cell: &&Cell| ["√", "✓", "✔", "☑"].contains(&&*cell.written());
            kind.is_finished() && !told && !cells.is_empty() && cells.iter().all(ticked)
        });
    }
    columns
}

/// Marks, and sums beneath them.
fn ticked_cells(grid: &Grid, header: &Header, at: u32) -> bool {
    let cells = body(grid, header, at);
    let mark = |cell: &Cell| cells::one_line(&cell.written()).chars().count() == 1;
    cells.into_iter().all(mark)
}
