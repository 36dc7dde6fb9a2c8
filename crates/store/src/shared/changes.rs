//! Which rows of the truth a command changed, as the engine itself says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::hooks::Action;

use super::rows::Table;
use crate::Error;

/// Rows by table and id, and whether each is new.
pub(super) type Changed = BTreeMap<(Table, i64), bool>;

/// The rows that changed since they were asked for last.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes(Arc<Mutex<Changed>>);

impl Changes {
    /// Listens to what changes through that connection.
    pub(super) fn watch(connection: &mut Connection) -> Result<Self, Error> {
        let changes = Self::default();
        let heard = changes.clone();
        connection.update_hook(Some(
            move |action: Action, _: &str, table: &str, id: i64| {
                if let Some(table) = Table::named(table) {
                    let mut all = heard.0.lock().unwrap_or_else(PoisonError::into_inner);
                    let is_new = all.entry((table, id)).or_default();
                    *is_new |= action == Action::SQLITE_INSERT;
                }
            },
        ))?;
        Ok(changes)
    }

    pub(super) fn take(&self) -> Changed {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes these for all that changed so far.
    pub(super) fn replace(&self, changed: Changed) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = changed;
    }
}
