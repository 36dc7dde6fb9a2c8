//! What people say of a register's rows: which task of the ledger each is.

use super::Wishes;
use super::register::RegisterPlan;
use crate::app::Call;
use crate::app::fault::Fault;
use documents::register::{Fit, RegisterRow};
use office::text::width;
use store::Store;

/// One row is that task, or a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SaidRow {
    /// The sheet; where it is not said, the row of that number in any.
    pub sheet: Option<String>,
    /// The row, as the spreadsheet numbers them.
    pub row: u32,
    /// The task; a new one where there is none.
    pub task: Option<u32>,
}

impl SaidRow {
    fn is_of(&self, row: &RegisterRow) -> bool {
        let sheet = self.sheet.as_ref();
        // As it is typed: signs of either width.
        let is_sheet = |sheet: &String| *sheet == width::narrow_all(row.sheet.trim());
        self.row == row.row && sheet.is_none_or(is_sheet)
    }
}

/// A row that may be a task already: its place in the plan, and which tasks it may be.
pub(super) type Open = (usize, Vec<u32>);

/// Decides what was said of rows. The rows that may be tasks already, decided or not.
pub(super) fn settle(
    call: Call<'_>,
    store: Option<&Store>,
    plan: &mut RegisterPlan,
    wishes: &Wishes,
) -> Result<Vec<Open>, Fault> {
    let fits = plan.fits.iter().enumerate();
    let open = fits.filter_map(|(place, fit)| match fit {
        Fit::PerhapsSame(numbers) => Some((place, numbers.clone())),
        _ => None,
    });
    let open: Vec<Open> = open.collect();
    for said in &wishes.rows {
        let rows = plan.reading.register.rows.iter().enumerate();
        let mut meant = rows
            .filter(|(_, row)| said.is_of(row))
            .map(|(place, _)| place);
        let place = meant.next().ok_or(Fault::NoRow(said.row))?;
        if meant.next().is_some() {
            return Err(Fault::ManyRows(said.row));
        }
        plan.decide(call, store, place, said.task)?;
    }
    Ok(open)
}
