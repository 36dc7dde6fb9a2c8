//! Joining a copy of this ledger that went on apart (合并副本): checked, shown, decided with a person, entered at
//! once.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::Call;
use super::fault::Fault;
use super::files::file_name;
use model::handed::Handed;
use model::join::{Conflict, Plan, Whose};
use model::unit::UnitId;
use store::{Error, JoinDone, Store};

/// What joining asks of a person.
pub(crate) trait Front {
    /// What it fails with.
    type Error: From<Fault>;

    /// Shows what the copy brings.
    fn show(&mut self, coming: &Coming) -> Result<(), Self::Error>;

    /// Whose is taken of what both sides changed; `None` leaves it open.
    fn whose(&mut self, conflict: &Conflict) -> Result<Option<Whose>, Self::Error>;

    /// Whether it is entered so.
    fn agrees(&mut self, plan: &Plan) -> Result<bool, Self::Error>;
}

/// What a copy brings.
pub(crate) struct Coming {
    /// Its entries.
    pub entries: u64,
    /// The first ones, which both have.
    pub common: u64,
    /// Forms that it sent out or took home and that are not noted here.
    pub forms: usize,
    /// What of it would be entered, were everything that is open left as it is here.
    pub plan: Plan,
    /// Units that only the copy gathered, or further: their histories do not come along.
    pub gathered: Vec<Handed>,
}

/// Why a copy can't be joined; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotJoined {
    /// It is this very file.
    #[error("the ledger itself")]
    Itself,
    /// It can't be opened.
    #[error(transparent)]
    Unreadable(Error),
    /// It does not verify.
    #[error("damaged")]
    Damaged,
    /// It is another ledger, or began anew; whose both are, where they say so.
    #[error("another ledger")]
    Another {
        /// This one's unit.
        ours: String,
        /// The copy's.
        theirs: String,
    },
    /// This ledger is only the beginning of it, which has so many entries more.
    #[error("only the beginning")]
    Beginning {
        /// How many more.
        more: u64,
    },
}

/// What became of it.
pub(crate) enum Joining {
    /// The copy has nothing that is not here.
    Nothing,
    /// The person did not agree.
    Declined,
    /// What both sides changed is not decided in so many places.
    Undecided(usize),
    /// So many entries of the copy were entered.
    Done {
        /// How many.
        taken: usize,
        /// Where they are.
        done: JoinDone,
        /// Tasks that got another number: the copy's, and here.
        renumbered: Vec<(u32, u32)>,
    },
}

/// Joins the copy there.
pub(crate) fn join<F: Front>(
    call: Call<'_>,
    store: &mut Store,
    (path, wait): (&Path, Duration),
    front: &mut F,
) -> Result<Joining, F::Error> {
    let refused = |why: NotJoined| Fault::NotJoined(path.to_owned(), why);
    let copy = opened(store, path, wait).map_err(refused)?;
    let histories = store.compared(&copy).map_err(Fault::from)?;
    if histories.common == 0 {
        let ours = called(store).map_err(Fault::from)?;
        let theirs = called(&copy).map_err(Fault::from)?;
        return Err(refused(NotJoined::Another { ours, theirs }).into());
    }
    let more = histories.theirs.since.len() as u64;
    if histories.is_beginning() {
        return Err(refused(NotJoined::Beginning { more }).into());
    }
    let plan = histories.plan(&|_| None);
    let forms = store.forms_beyond(&copy).map_err(Fault::from)?.len();
    if plan.steps.is_empty() && plan.conflicts.is_empty() && forms == 0 {
        return Ok(Joining::Nothing);
    }
    let mut coming = Coming {
        entries: histories.theirs.head.0,
        common: histories.common,
        forms,
        plan,
        gathered: gathered(store, &copy).map_err(Fault::from)?,
    };
    front.show(&coming)?;
    let mut answers: BTreeMap<(Option<u32>, &str), Whose> = BTreeMap::new();
    for conflict in &coming.plan.conflicts {
        if let Some(whose) = front.whose(conflict)? {
            answers.insert((conflict.task, &conflict.part), whose);
        }
    }
    let plan = histories.plan(&|conflict| {
        let key = (conflict.task, conflict.part.as_str());
        answers.get(&key).copied()
    });
    coming.plan = plan;
    let plan = &coming.plan;
    if !front.agrees(plan)? {
        return Ok(Joining::Declined);
    }
    let open = plan.open().count();
    if open > 0 {
        return Ok(Joining::Undecided(open));
    }
    let ours = histories.ours.head.0;
    let done = store.join(call.stamp, &copy, plan, (ours, &file_name(path)));
    Ok(Joining::Done {
        taken: plan.taken(),
        done: done.map_err(Fault::from)?,
        renumbered: plan.joined.renumbered.clone(),
    })
}

/// The copy, found whole. It is only read.
fn opened(store: &Store, path: &Path, wait: Duration) -> Result<Store, NotJoined> {
    let place = |path: &Path| std::fs::canonicalize(path).ok();
    if place(path).is_some() && place(path) == place(store.path()) {
        return Err(NotJoined::Itself);
    }
    let damaged = |fault: Error| match fault {
        Error::Damaged(_) | Error::Engine(_) | Error::Entry(..) => NotJoined::Damaged,
        other => NotJoined::Unreadable(other),
    };
    let copy = Store::open_as_is(path, wait).map_err(damaged)?;
    let found = copy.verify().map_err(damaged)?;
    if found.faults.is_empty() {
        Ok(copy)
    } else {
        Err(NotJoined::Damaged)
    }
}

/// A ledger as people tell it from others.
fn called(store: &Store) -> Result<String, Error> {
    let card = store.book()?.unit;
    let id: String = store.ledger_id()?.chars().take(8).collect();
    Ok(match (card.name.as_str(), card.code) {
        ("", None) => format!("没有写明单位（台账 {id}…）"),
        ("", Some(code)) => format!("{code}（台账 {id}…）"),
        (name, _) => format!("{name}（台账 {id}…）"),
    })
}

/// The units of which the copy holds more than this ledger.
fn gathered(store: &Store, copy: &Store) -> Result<Vec<Handed>, Error> {
    let mut more = Vec::new();
    for unit in copy.units()? {
        let living = unit.aside.is_none() && unit.unit != UnitId::OWN;
        let Some(theirs) = copy.handed(unit.unit)?.filter(|_| living) else {
            continue;
        };
        let ours = store.held_of_ledger(&unit.ledger_id)?;
        if ours.is_none_or(|ours| ours.entries < theirs.entries) {
            more.push(theirs);
        }
    }
    Ok(more)
}
