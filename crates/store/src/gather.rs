//! Histories of other units (汇总): each comes in whole, in one transaction, or not at all. What
//! contradicts the history that was gathered before is kept aside, never merged.

mod steps;

use rusqlite::Connection;

use steps::{
    Agreed, BY_KEY, Coming, LIVING, acceptable, agree, as_held, check_card, failed, find_aside,
    find_unit, goes_on, insert_unit, renew, settle, take,
};
pub(super) use steps::{card, living, read_unit};

use super::erase::{Elsewhere, Erased};
use super::standing::REMOVE_ALL;
use super::{Error, Store, Writer, read, row};
use model::entry::{Recorded, Stamp};
use model::event::LedgerEvent;
use model::handed::{Gathered, Handed};
use model::unit::UnitId;

const SET_ASIDE: &str = "update unit set aside = 'replaced' where id = $1";
const DROP_TASKS: &str = "delete from task where id between $1 and $2";
const UNITS: &str = "select id, ledger_id, code, name, received, aside from unit
    where id <> 1 order by id";

/// Units of some thousand tasks; what comes from others must not fill the memory.
const EXPECTED: u64 = 16 * 1024 * 1024;

/// What became of a history that was handed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// 新收: the unit was not known.
    New,
    /// 更新: so many entries came to those held.
    Extended {
        /// How many.
        by: u64,
        /// What the unit was called before, where that changed.
        was: Option<String>,
    },
    /// 无变化: all of it was held already.
    Same {
        /// Entries held beyond those of an older packet.
        beyond: u64,
    },
    /// From this entry on it is another history than the one held; nothing was taken.
    Diverged {
        /// Sequence of the first entry that differs.
        at: u64,
    },
}

/// Why a history was not taken, whatever its entries say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It is the own unit's.
    #[error("the own unit")]
    Own,
    /// The unit has neither code nor name.
    #[error("a unit without a name")]
    Nameless,
    /// Another unit, named here, is called so already.
    #[error("{code} is {name}")]
    CodeTaken {
        /// The code, or the name that stands for it.
        code: String,
        /// Name of the unit that has it.
        name: String,
        /// Id of that unit's ledger.
        ledger_id: String,
    },
    /// Name or code are none that a unit can have.
    #[error("no name of a unit")]
    Unpresentable,
    /// Name or code are not what the entries say.
    #[error("not what the entries say")]
    OtherCard,
    /// Nothing with that code to replace, or the same history.
    #[error("nothing to replace")]
    NothingToReplace,
}

/// Why gathering a history ended; nothing was changed.
#[derive(Debug)]
pub enum Halt<E> {
    /// It may not be taken.
    Refused(NotTaken),
    /// It could not be read, or the ledger not be written.
    Failed(E),
}

/// Stops the transaction, with the first entry that differs or a refusal.
enum Stop<E> {
    Diverged(u64),
    Halt(Halt<E>),
}

impl<E: From<Error>> From<Error> for Stop<E> {
    fn from(fault: Error) -> Self {
        Self::Halt(Halt::Failed(fault.into()))
    }
}

impl<E> From<NotTaken> for Stop<E> {
    fn from(refused: NotTaken) -> Self {
        Self::Halt(Halt::Refused(refused))
    }
}

impl<E: From<Error>> From<rusqlite::Error> for Stop<E> {
    fn from(fault: rusqlite::Error) -> Self {
        Error::from(fault).into()
    }
}

/// A unit that was gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatheredUnit {
    /// Its number in this database.
    pub unit: UnitId,
    /// The id of its ledger.
    pub ledger_id: String,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// When its latest history came, as recorded.
    pub received: String,
    /// `diverged` or `replaced` where the history is only kept.
    pub aside: Option<String>,
}

impl Store {
    /// Takes histories of other units in one transaction, which syncs once for all of them; each
    /// comes whole or not at all.
    pub fn gather<T>(
        &mut self,
        stamp: &Stamp,
        run: impl FnOnce(&mut Gatherer<'_, '_>) -> T,
    ) -> Result<T, Error> {
        let (done, untidy) = self.write_many(EXPECTED, stamp, |writer| {
            let elsewhere = Elsewhere::look_up(writer.connection())?;
            let mut gatherer = Gatherer {
                writer,
                elsewhere,
                untidy: false,
            };
            let done = run(&mut gatherer);
            Ok::<_, Error>((done, gatherer.untidy))
        })?;
        self.untidy |= untidy;
        Ok(done)
    }

    /// Keeps a history aside that differs from the one held from entry `at` on; whether it was not
    /// kept yet. `entries` is asked for the history twice.
    pub fn set_aside<E: From<Error>, I: Iterator<Item = Result<Recorded, E>>>(
        &mut self,
        stamp: &Stamp,
        handed: &Handed,
        at: u64,
        entries: &mut dyn FnMut() -> I,
    ) -> Result<bool, Halt<E>> {
        let mut untidy = false;
        let done = self.write(stamp, |writer| {
            let connection: &Connection = writer.connection();
            let received = writer.stamp().when.to_rfc3339();
            let found = find_aside(connection, handed, &mut entries())?;
            if found.is_some_and(|(_, held)| held >= handed.entries) {
                return Ok(false);
            }
            let unit = match found {
                Some((unit, _)) => {
                    renew(connection, unit, handed, &received, Some("diverged"))?;
                    unit
                }
                None => insert_unit(connection, handed, &received, Some("diverged"))?,
            };
            let held = read::head(connection, unit)?.0;
            let erased = erased(connection, handed)?;
            let mut all = entries();
            let Agreed { late, .. } = agree(connection, unit, held, &mut all)?;
            let coming = Coming {
                with_tasks: false,
                erased: &erased,
                late,
            };
            (_, untidy) = take(connection, unit, held, coming, &mut all)?;
            check_card(connection, unit, handed)?;
            writer.record_ledger(LedgerEvent::SetAside {
                gathered: Gathered {
                    unit,
                    handed: handed.clone(),
                },
                at,
            })?;
            Ok(true)
        });
        self.untidy |= untidy;
        done.map_err(|stop| match stop {
            Stop::Halt(halt) => halt,
            // The history changed between two readings.
            Stop::Diverged(_) => Halt::Failed(Error::Changed.into()),
        })
    }

    /// Lets a history take the place of the one held under that code, which is kept aside. Returns
    /// how many entries it has.
    pub fn replace_unit<E: From<Error>, I: Iterator<Item = Result<Recorded, E>>>(
        &mut self,
        stamp: &Stamp,
        code: &str,
        reason: &str,
        handed: &Handed,
        entries: &mut dyn FnMut() -> I,
    ) -> Result<u64, Halt<E>> {
        let mut untidy = false;
        let done = self.write(stamp, |writer| {
            let connection: &Connection = writer.connection();
            let received = writer.stamp().when.to_rfc3339();
            if read::ledger_id(connection, UnitId::OWN)? == handed.ledger_id {
                return Err(NotTaken::Own.into());
            }
            let old = find_unit(connection, BY_KEY, code)?.ok_or(NotTaken::NothingToReplace)?;
            let same_ledger = find_unit(connection, LIVING, &handed.ledger_id)?;
            let fits = same_ledger == Some(old) || handed.key() == code && same_ledger.is_none();
            if !fits || goes_on(connection, old, handed, &mut entries())? {
                return Err(NotTaken::NothingToReplace.into());
            }
            let promoted = find_aside(connection, handed, &mut entries())?
                .filter(|(_, held)| *held <= handed.entries);
            let erased = erased(connection, handed)?;
            connection.prepare_cached(SET_ASIDE)?.execute([old.0])?;
            for sql in [DROP_TASKS, REMOVE_ALL] {
                let all = (row::id(old, 0), row::id(old, u32::MAX));
                connection.prepare_cached(sql)?.execute(all)?;
            }
            let unit = match promoted {
                Some((unit, _)) => unit,
                None => insert_unit(connection, handed, &received, None)?,
            };
            let held = read::head(connection, unit)?.0;
            let Agreed { late, .. } = agree(connection, unit, held, &mut entries())?;
            let coming = Coming {
                with_tasks: true,
                erased: &erased,
                late,
            };
            (_, untidy) = take(connection, unit, held, coming, &mut entries())?;
            settle(connection, unit, handed, &received)?;
            acceptable(connection, handed)?;
            writer.record_ledger(LedgerEvent::Replaced {
                gathered: Gathered {
                    unit,
                    handed: handed.clone(),
                },
                old,
                reason: reason.to_owned(),
            })?;
            Ok(handed.entries)
        });
        self.untidy |= untidy;
        done.map_err(|stop| match stop {
            Stop::Halt(halt) => halt,
            Stop::Diverged(_) => Halt::Failed(Error::Changed.into()),
        })
    }

    /// The units that were gathered, those kept aside too.
    pub fn units(&self) -> Result<Vec<GatheredUnit>, Error> {
        let mut statement = self.connection.prepare_cached(UNITS)?;
        let units = statement.query_map([], |row| {
            Ok(GatheredUnit {
                unit: UnitId(row.get(0)?),
                ledger_id: row.get(1)?,
                code: row.get(2)?,
                name: row.get(3)?,
                received: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                aside: row.get(5)?,
            })
        })?;
        Ok(units.collect::<Result<_, _>>()?)
    }

    /// The unit held under that code, or the name that stands for it.
    pub fn unit_by_code(&self, code: &str) -> Result<Option<UnitId>, Error> {
        find_unit(&self.connection, BY_KEY, code)
    }

    /// What is held of that ledger, under the unit's name.
    pub fn held_of_ledger(&self, ledger_id: &str) -> Result<Option<Handed>, Error> {
        match self.unit_of_ledger(ledger_id)? {
            Some(unit) => self.handed(unit),
            None => Ok(None),
        }
    }

    /// The unit held of that ledger.
    pub fn unit_of_ledger(&self, ledger_id: &str) -> Result<Option<UnitId>, Error> {
        find_unit(&self.connection, LIVING, ledger_id)
    }
}

/// Takes histories, one after the other.
pub struct Gatherer<'w, 't> {
    writer: &'w mut Writer<'t>,
    elsewhere: Elsewhere,
    /// Whether something that was here was erased.
    untidy: bool,
}

impl Gatherer<'_, '_> {
    /// Takes the history of another unit: checks that it goes on from what is held, and writes what
    /// is new of it. `entries` must end without an error only when the history was whole; then
    /// `keep` may keep bytes of its evidence.
    pub fn take<E: From<Error>>(
        &mut self,
        handed: &Handed,
        entries: &mut dyn Iterator<Item = Result<Recorded, E>>,
        keep: &mut dyn FnMut(&mut Writer<'_>, UnitId) -> Result<(), E>,
    ) -> Result<Taken, Halt<E>> {
        let elsewhere = &self.elsewhere;
        let done = self
            .writer
            .part(|writer| take_unit(writer, elsewhere, handed, entries, keep));
        match done {
            Ok((taken, untidy)) => {
                self.untidy |= untidy;
                Ok(taken)
            }
            Err(Stop::Diverged(at)) => Ok(Taken::Diverged { at }),
            Err(Stop::Halt(halt)) => Err(halt),
        }
    }
}

/// What was erased of the ledger that comes in.
fn erased(connection: &Connection, handed: &Handed) -> Result<Erased, Error> {
    let living = find_unit(connection, LIVING, &handed.ledger_id)?;
    let elsewhere = Elsewhere::look_up(connection)?;
    Erased::of(connection, &handed.ledger_id, living, &elsewhere)
}

fn take_unit<E: From<Error>>(
    writer: &mut Writer<'_>,
    elsewhere: &Elsewhere,
    handed: &Handed,
    entries: &mut dyn Iterator<Item = Result<Recorded, E>>,
    keep: &mut dyn FnMut(&mut Writer<'_>, UnitId) -> Result<(), E>,
) -> Result<(Taken, bool), Stop<E>> {
    let connection: &Connection = writer.connection();
    let known = acceptable(connection, handed)?;
    let received = writer.stamp().when.to_rfc3339();
    let unit = match known {
        Some(unit) => unit,
        None => insert_unit(connection, handed, &received, None)?,
    };
    let held = read::head(connection, unit)?.0;
    let Agreed { seen, late } = agree(connection, unit, held, entries)?;
    let before = read_unit(connection, unit)?;
    let coming = Coming {
        with_tasks: true,
        erased: &Erased::of(connection, &handed.ledger_id, known, elsewhere)?,
        late,
    };
    let (added, untidy) = take(connection, unit, held, coming, entries)?;
    if added > 0 {
        settle(connection, unit, handed, &received)?;
    }
    let files = writer.files();
    keep(writer, unit).map_err(failed)?;
    let brought = writer.files() != files;
    if added > 0 || brought {
        let connection = writer.connection();
        // Bytes that come with an older packet are sealed too, by an entry that says what is held.
        let handed = if added > 0 {
            handed.clone()
        } else {
            let held = as_held(connection, handed, unit)?;
            renew(connection, unit, &held, &received, None)?;
            held
        };
        writer.record_ledger(LedgerEvent::Gathered(Gathered { unit, handed }))?;
    }
    let taken = match known {
        _ if added == 0 => Taken::Same {
            beyond: held - seen,
        },
        None => Taken::New,
        Some(_) => Taken::Extended {
            by: added,
            was: before.filter(|before| *before != handed.key()),
        },
    };
    Ok((taken, untidy))
}
