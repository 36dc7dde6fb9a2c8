//! What grids of tasks have in common: whose rows they have, how their cells are called, what is said of those
//! that were not written.

use std::collections::BTreeSet;

use ledger::cli::front::{self, Table};
use model::task::Task;

use super::verb::{Filled, form};
use crate::page::Kind;
use crate::refusal::Refusal;
use crate::view::{Piece, linked};
use crate::work::Desk;

/// The tasks that are asked for: those named, else those that the filters find, no more
/// than `most`; and how many there are besides.
pub(super) fn meant(
    desk: &Desk,
    asked: &Filled,
    most: usize,
) -> Result<(Vec<Task>, usize), Refusal> {
    let mut numbers: Vec<u32> = asked
        .iter()
        .filter(|(name, _)| name == "n")
        .filter_map(|(_, number)| number.parse().ok())
        .collect();
    let mut left = 0;
    if numbers.is_empty() {
        let known = &form("list")?.fields;
        let mut filters = asked.clone();
        filters.retain(|(name, _)| {
            known
                .iter()
                .any(|field| field.is_filter && field.id == *name)
        });
        filters.extend(
            [("limit", most.to_string()), ("skip", "0".to_owned())]
                .map(|(id, text)| (id.to_owned(), text)),
        );
        let done = desk
            .carry_out(&front::line("list", &filters, &[]))
            .map_err(|_| Refusal::Fault)?;
        for said in done.said {
            match said {
                front::Said::Table(Table { rows, .. }) => {
                    numbers = rows
                        .iter()
                        .filter_map(|row| row.first()?.parse().ok())
                        .collect();
                }
                front::Said::Rows(all) => left = (all as usize).saturating_sub(most),
                _ => {}
            }
        }
    }
    // A task is one row, however often it is named.
    let mut seen = BTreeSet::new();
    numbers.retain(|number| seen.insert(*number));
    numbers.truncate(most);
    let store = desk.store().map_err(|_| Refusal::Fault)?;
    let tasks = store.map_or_else(Vec::new, |store| {
        let task = |number: &u32| store.task(*number).ok();
        numbers.iter().filter_map(task).collect()
    });
    Ok((tasks, left))
}

/// The name of a cell in the form.
pub(super) fn name_of(id: &str, number: u32) -> String {
    format!("{id}-{number}")
}

/// What is said above a grid of which some rows were not written.
pub(super) fn refused(numbers: &[String], others_are: bool) -> String {
    let others = if others_are {
        "；其余填了的已经写入"
    } else {
        ""
    };
    format!(
        "第 {} 项没有写入，原因写在那一行{others}",
        numbers.join("、")
    )
}

/// What commands for many rows said, in short: how many rows, then what each did; hints are for one at a time.
pub(super) fn sum_up(pieces: &mut Vec<Piece>, rows: usize, did: &str) {
    pieces.retain(|piece| !matches!(piece, Piece::Message(Kind::Hint, _)));
    if rows > 0 {
        let told = format!("{did} {rows} 项");
        pieces.insert(0, Piece::Message(Kind::Done, linked(&told)));
    }
}
