//! What the ledger knows already: the names that a field is completed from, and how far it has come.

use std::collections::BTreeSet;

use ledger::cli::front;
use model::scope::Scope;
use store::{AsOf, DEFAULT_WAIT, Naming, Store};

use crate::work::Desk;

/// Names that a field is completed from at most: a browser shows a handful.
const MOST: usize = 300;

/// The names of a ledger, each sort under the name of its list.
#[derive(Debug, Clone, Default)]
pub struct Names(pub Vec<(&'static str, Vec<String>)>);

const SORTS: [(&str, Naming); 6] = [
    ("depts", Naming::Dept),
    ("leads", Naming::Lead),
    ("owners", Naming::Owner),
    ("dimensions", Naming::Dimension),
    ("sources", Naming::Source),
    ("subjects", Naming::Subject),
];

impl Desk {
    /// The ledger; `None` where there is none yet.
    ///
    /// # Errors
    /// It can't be read.
    pub fn store(&self) -> Result<Option<Store>, store::Error> {
        let there = self.ledger().exists();
        there
            .then(|| Store::open(self.ledger(), DEFAULT_WAIT))
            .transpose()
    }

    /// The names that fields are completed from; none where the ledger can't be read, for the page says so
    /// itself.
    pub fn names(&self) -> Names {
        let Ok(Some(store)) = self.store() else {
            return Names::default();
        };
        let today = front::today();
        let sorts = SORTS.map(|(_, sort)| sort);
        let Ok(known) = store.names(&Scope::default(), AsOf::new(today, today), &sorts) else {
            return Names::default();
        };
        let lists = SORTS.iter().map(|(list, _)| *list);
        let names = known
            .into_iter()
            .map(|names: BTreeSet<String>| names.into_iter().take(MOST).collect());
        Names(lists.zip(names).collect())
    }

    /// How many entries the ledger has; none where it can't be read.
    pub fn sequence(&self) -> u64 {
        let store = self.store().ok().flatten();
        store
            .and_then(|store| store.sequence().ok())
            .unwrap_or_default()
    }
}
