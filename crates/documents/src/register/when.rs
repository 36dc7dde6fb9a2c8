//! Whether the days of a column were planned or have been.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::header::Header;
use crate::vocabulary::Key;
use model::deadline::Deadline;
use model::status::StatusKind;
use office::cell::Cell;
use office::grid::Grid;

/// Words such as 6月底前 plan; days in rows that are not finished plan as well; days only in finished
/// rows tell of the past.
pub(super) fn planned_or_actual(
    grid: &Grid,
    header: &Header,
    (column, title): (u32, &str),
    taken: &BTreeSet<Key>,
    statuses: Option<&BTreeMap<u32, StatusKind>>,
    doubts: &mut Vec<String>,
) -> Key {
    let title = cells::one_line(title);
    // 办结 is said of what has been accepted.
    let actual = if title.contains("办结") && !taken.contains(&Key::ClosedOn) {
        Key::ClosedOn
    } else {
        Key::FinishedOn
    };
    if taken.contains(&Key::Deadline) {
        return actual;
    }
    let rows = header.rows(grid);
    let filled: Vec<_> = rows
        .filter(|row| *row.cell(column) != Cell::Empty)
        .collect();
    let plans = filled.iter().any(|row| match row.cell(column) {
        Cell::Text(text) => is_plan(text),
        _ => false,
    });
    let Some(statuses) = statuses.filter(|_| !plans) else {
        if !plans {
            doubts.push(format!(
                "“{title}”列没有说明是计划还是实际，按“整改时限”读取"
            ));
        }
        return Key::Deadline;
    };
    let finished = |at: &u32| statuses.get(at).is_some_and(|kind| kind.is_finished());
    let open_dated = filled.iter().any(|row| !finished(&row.at));
    let open = statuses.values().any(|kind| !kind.is_finished());
    if !open_dated && open {
        return actual;
    }
    if !open_dated {
        doubts.push(format!(
            "“{title}”列各行均已完成，无法判断是计划还是实际，按“整改时限”读取"
        ));
    }
    Key::Deadline
}

fn is_plan(text: &str) -> bool {
    let words = [
        "前",
        "底",
        "内",
        "末",
        "立行立改",
        "即知即改",
        "长期",
        "持续",
        "季度",
        "半年",
        "常态",
    ];
    words.iter().any(|word| text.contains(word)) && Deadline::is_phrase(text)
}
