//! What hides the names that a ledger holds, those of earlier days and of gathered units too.

use super::fault::Fault;
use documents::names::{Hidden, Names};
use model::scope::Scope;
use store::Store;

/// Hides all of them, whichever tasks are shown.
pub(crate) fn hidden(store: &Store) -> Result<Hidden, Fault> {
    let mut names = Names::default();
    store.each_named(|named| names.named(named))?;
    let units = store.units()?;
    for unit in &units {
        names.gathered(unit.code.as_deref(), &unit.name);
    }
    // Whatever stands in a task of the own unit came with its entries.
    if units.is_empty() {
        return Ok(names.hidden());
    }
    let everywhere = Scope {
        every_unit: true,
        ..Scope::default()
    };
    for page in store.pages(&everywhere) {
        for task in page? {
            names.task(&task);
        }
    }
    Ok(names.hidden())
}
