//! What the ledger knows already: the names that a field is completed from.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::cli::front;
use model::scope::Scope;
use store::{AsOf, Naming, Store};

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

/// Tasks of a ledger whose names are gathered while the page waits: a few milliseconds.
const AT_ONCE: u32 = 20_000;

/// The names as they were gathered last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(Arc<Mutex<Gathered>>);

#[derive(Debug, Default)]
struct Gathered {
    names: Names,
    /// How many entries the ledger had then.
    sequence: u64,
    is_gathering: bool,
}

fn gathered(store: &Store) -> Names {
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

impl Known {
    /// The names that fields are completed from, as the ledger had them not long ago. Of a large one they are
    /// gathered beside the page, which does not wait for them.
    pub(crate) fn names(&self, store: Store) -> Names {
        let sequence = store.sequence().unwrap_or_default();
        let mut known = self.gathered();
        if known.sequence == sequence || known.is_gathering {
            return known.names.clone();
        }
        if store.task_count().is_ok_and(|count| count <= AT_ONCE) {
            known.names = gathered(&store);
            known.sequence = sequence;
            return known.names.clone();
        }
        known.is_gathering = true;
        let (names, known) = (known.names.clone(), self.clone());
        std::thread::spawn(move || {
            let names = gathered(&store);
            let mut known = known.gathered();
            (known.names, known.sequence, known.is_gathering) = (names, sequence, false);
        });
        names
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
