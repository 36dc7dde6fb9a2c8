//! Reminders (催办): what is due, whom to urge, and the letters that do.

use std::collections::{BTreeSet, BinaryHeap};

use chrono::NaiveDate;

use super::fault::Fault;
use super::names::{safe_name, unique};
use super::units::{self, UnitNames};
use super::{Call, Watch, as_of};
use model::scope::Scope;
use model::tally::{Addressee, Horizon};
use papers::board::{Dates, Item, Letter, Reminders, Urgency};
use papers::sheet::dispatch::{Recipient, names};
use store::{Awaited, Store, TaskKey};

/// What there is to urge.
pub(crate) struct Due {
    /// All are counted; listed are the most urgent ones.
    pub reminders: Reminders,
    /// The days of a calendar, where one is asked for.
    pub dates: Option<Dates>,
    /// Forms that did not come home.
    pub awaited: Vec<Awaited>,
    /// Tasks that somebody is to be urged about, listed or not.
    pub tasks: usize,
}

/// What is asked for.
pub(crate) struct Asked {
    pub horizon: Horizon,
    /// Tasks that are listed at most.
    pub most: usize,
    pub with_dates: bool,
}

/// The most urgent tasks of those that are counted.
pub(crate) struct MostUrgent {
    most: usize,
    kept: BinaryHeap<(Urgency, usize, TaskKey)>,
    /// How many there are.
    pub count: usize,
}

impl MostUrgent {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            kept: BinaryHeap::new(),
            count: 0,
        }
    }

    pub(crate) fn add(&mut self, urgency: Urgency, key: TaskKey) {
        self.keep((urgency, self.count, key));
        self.count += 1;
    }

    fn keep(&mut self, one: (Urgency, usize, TaskKey)) {
        if self.kept.len() < self.most {
            self.kept.push(one);
        } else if let Some(mut last) = self.kept.peek_mut()
            && one < *last
        {
            *last = one;
        }
    }

    /// With those of another, which came behind these.
    pub(crate) fn join(&mut self, later: Self) {
        let before = self.count;
        for (urgency, turn, key) in later.kept {
            self.keep((urgency, before + turn, key));
        }
        self.count += later.count;
    }

    /// Lists what is to be urged about them, as they came.
    pub(crate) fn list(
        self,
        call: Call<'_>,
        store: &Store,
        reminders: &mut Reminders,
        watch: &mut dyn Watch,
    ) -> Result<(), Fault> {
        let mut kept = self.kept.into_vec();
        kept.sort_unstable_by_key(|(_, turn, _)| *turn);
        let keys: Vec<TaskKey> = kept.into_iter().map(|(.., key)| key).collect();
        let (mut done, all) = (0, keys.len() as u64);
        for page in as_of::pages_of(call, store, keys) {
            let page = page?;
            for task in &page {
                reminders.list(task);
            }
            done += page.len() as u64;
            watch.at(done, all);
        }
        Ok(())
    }
}

/// What there is to urge of a scope.
pub(crate) fn of(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    asked: &Asked,
    watch: &mut dyn Watch,
) -> Result<Due, Fault> {
    let mut reminders = Reminders::new(call.today, asked.horizon);
    let mut dates = if asked.with_dates {
        let unit = store.book()?.unit.name;
        Some(Dates::new(&store.ledger_id()?, &unit, call.today))
    } else {
        None
    };
    let mut urgent = MostUrgent::new(asked.most);
    as_of::place_each_as_of(call, store, scope, |task, key| {
        if let Some(urgency) = reminders.see(task) {
            urgent.add(urgency, key);
        }
        if let Some(dates) = &mut dates {
            dates.add(task);
        }
    })?;
    let tasks = urgent.count;
    urgent.list(call, store, &mut reminders, watch)?;
    let names = UnitNames::read(store)?;
    let mut awaited = store.awaited()?;
    awaited.retain(|form| {
        let own = scope.unit.is_none() || scope.own_too;
        let within = |unit: &String| {
            let mut units = names.all().filter(|(_, known)| known.code == *unit);
            let wanted = scope.unit.as_deref();
            wanted.is_some_and(|wanted| units.any(|(_, known)| known.is_within(wanted)))
        };
        scope.every_unit || form.unit.as_ref().map_or(own, within)
    });
    Ok(Due {
        reminders,
        dates,
        awaited,
        tasks,
    })
}

/// Letters to departments.
pub(crate) struct Letters {
    pub written: Vec<Written>,
    /// Items that have none.
    pub others: usize,
}

/// One letter as a file.
pub(crate) struct Written {
    pub name: String,
    pub docx: Vec<u8>,
}

/// Characters of a department's name in a file's name.
const NAME: usize = 40;

/// One letter per unit and department, named by both; what concerns persons, nobody or the verifier gets none.
pub(crate) fn letters(
    store: &Store,
    reminders: &Reminders,
    reply_by: Option<NaiveDate>,
) -> Result<Letters, Fault> {
    let (book, code) = (store.book()?, store.check_code()?);
    let units = units::recipients(store)?;
    let many = reminders.groups().iter().any(|urged| urged.unit.is_some());
    let mut taken = BTreeSet::new();
    let mut letters = Letters {
        written: Vec::new(),
        others: 0,
    };
    for urged in reminders.groups() {
        let Addressee::Dept(dept) = &urged.addressee else {
            letters.others += urged.items.len();
            continue;
        };
        // A person's own problems are no department's task.
        let (own, personal): (Vec<Item>, Vec<Item>) =
            urged.items.iter().cloned().partition(|item| item.of_team);
        letters.others += personal.len();
        if own.is_empty() {
            continue;
        }
        let to = urged.unit.as_deref();
        let to = to.map(|code| (code, units.iter().find(|unit| unit.code == code)));
        let letter = Letter {
            to: to.map(|(code, unit)| unit.map_or(code, Recipient::called)),
            dept,
            items: &own,
            unit: &book.unit.name,
            today: reminders.today,
            reply_by,
            check_code: code.as_ref(),
        };
        let own = &book.unit;
        let whose = match to {
            Some((code, unit)) => {
                names::unit(Some(code), unit.map_or("", |unit| unit.name.as_str()))
            }
            None if many => names::unit(own.code.as_deref(), &own.name),
            None => String::new(),
        };
        let whose = match whose.as_str() {
            "" => safe_name(dept, NAME),
            unit => format!("{}-{}", safe_name(unit, NAME), safe_name(dept, NAME)),
        };
        let name = format!("{}-{whose}.docx", letter.name());
        letters.written.push(Written {
            name: unique(&mut taken, &name),
            docx: letter.docx(),
        });
    }
    Ok(letters)
}
