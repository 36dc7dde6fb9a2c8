//! The pass: every task of a scope as it stood on a day.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::read::{Chunk, Record};
use super::seen::Seen;
use super::state::{Earlier, State};
use super::write::{Builder, Course, TASKS, field};
use super::{AsOf, bytes, keep};
use crate::on_day::OnDay;
use crate::query::{Conditions, like_part};
use crate::{Error, HeldUnit, Store, row, words};
use model::draft::SubjectKind;
use model::scope::Scope;
use model::status::StatusKind;
use model::task::Task;
use model::unit::UnitId;
use office::text::needle::Words;

pub(super) fn damaged() -> Error {
    Error::damaged("standing")
}

pub(super) fn existed(
    record: &Record<'_>,
    on_day: &OnDay<'_>,
    unit: UnitId,
) -> Result<bool, Error> {
    if on_day.has_all() {
        return Ok(true);
    }
    if record.is_told_by(bytes::counted(on_day.day())) {
        return Ok(true);
    }
    let year = record.present().year().ok_or_else(damaged)?;
    Ok(on_day.meeting_day(unit, year)? <= on_day.day())
}

/// The first and the last key of some rows of the table.
pub(super) type Rows = (i64, i64);

/// What is asked of each task.
struct Asked<'s> {
    scope: &'s Scope,
    as_of: AsOf,
    /// The day of that, counted.
    day: i64,
    /// The days between which it is due, counted.
    due_from: Option<i64>,
    due_to: Option<i64>,
    on_day: OnDay<'s>,
    /// Something that changes with the day is asked for.
    of_day: bool,
    /// What tasks name will be asked for.
    with_names: bool,
    /// Part of a dimension, in small letters.
    dimension: Option<String>,
    words: Words,
    /// Keys of the rows that hold every word, ascending.
    holding: Vec<i64>,
}

/// Where the names that are asked for stand among those of some tasks, as fields hold them.
#[derive(Default)]
struct Named {
    fields: [Option<(usize, u64)>; 3],
    subject: Option<u64>,
    dept: Option<u64>,
    /// Which names are like a dimension that is asked for.
    dimensions: Option<Vec<bool>>,
}

impl Named {
    fn is_of(&self, state: &State<'_>) -> bool {
        let holds = |(at, held): &(usize, u64)| state.fields[*at] == *held;
        let dimension = state.fields[field::DIMENSION] as usize;
        let is_like = |like: &Vec<bool>| like.get(dimension) == Some(&true);
        self.fields.iter().flatten().all(holds)
            && self
                .subject
                .is_none_or(|held| state.fields[field::SUBJECT] == held)
            && self.dept.is_none_or(|held| state.is_of_dept(held))
            && self.dimensions.as_ref().is_none_or(is_like)
    }
}

impl Store {
    /// Hands over every task of a scope as it stood on a day, until `each` wants no more: unit by unit in
    /// the order in which units are told, by number. What it names is not read.
    pub(crate) fn each_seen(
        &self,
        scope: &Scope,
        as_of: AsOf,
        each: &mut dyn FnMut(&Seen<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let rows = self.rows_of_standing(scope)?;
        self.pass((scope, &rows), as_of, false, each)
    }

    /// The same with all that counts need.
    pub(super) fn each_seen_by_name(
        &self,
        scope: &Scope,
        as_of: AsOf,
        each: &mut dyn FnMut(&Seen<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let rows = self.rows_of_standing(scope)?;
        self.pass((scope, &rows), as_of, true, each)
    }

    /// The same of those tasks of a scope that stand in these rows.
    pub(super) fn pass(
        &self,
        (scope, ranges): (&Scope, &[Rows]),
        as_of: AsOf,
        with_names: bool,
        each: &mut dyn FnMut(&Seen<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let asked = Asked {
            scope,
            as_of,
            day: bytes::counted(as_of.day),
            due_from: scope.due_from.map(bytes::counted),
            due_to: scope.due_to.map(bytes::counted),
            on_day: self.on_day_of(as_of),
            of_day: scope.asks_of_day(),
            with_names,
            dimension: scope.dimension.as_deref().map(str::to_ascii_lowercase),
            words: Words::read(scope.text.as_deref().unwrap_or_default()),
            holding: self.holding(scope, ranges)?,
        };
        let units = if scope.is_of_own_unit() {
            Vec::new()
        } else {
            self.held_units()?
        };
        let sql = "select id, courses from standing where id between $1 and $2 order by id";
        let mut statement = self.connection.prepare_cached(sql)?;
        for range in ranges {
            let mut rows = statement.query(*range)?;
            while let Some(row) = rows.next()? {
                let key: i64 = row.get(0)?;
                let bytes = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
                if !asked.row(key, bytes, &units, each)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The first and the last key of what a scope reaches.
    pub(super) fn rows_of_standing(&self, scope: &Scope) -> Result<Vec<Rows>, Error> {
        if let Some(numbers) = &scope.numbers {
            let mut keys: Vec<i64> = numbers
                .iter()
                .map(|n| keep::key(UnitId::OWN, *n).0)
                .collect();
            keys.sort_unstable();
            keys.dedup();
            return Ok(keys.into_iter().map(|key| (key, key)).collect());
        }
        let ranges = self.ranges_by_code(scope)?.into_iter();
        Ok(ranges
            .map(|(first, last)| (row::id(first, 0), row::id(last, u32::MAX)))
            .collect())
    }

    /// Keys of the tasks in these rows that hold every word asked for, ascending.
    fn holding(&self, scope: &Scope, ranges: &[Rows]) -> Result<Vec<i64>, Error> {
        let Some(text) = &scope.text else {
            return Ok(Vec::new());
        };
        let mut keys = Vec::new();
        for (first, last) in ranges {
            let mut sql = Conditions::default();
            let range = [*first, last.saturating_add(i64::from(TASKS) - 1)].map(Value::Integer);
            sql.add("task.id between ? and ?", range);
            sql.add(&words::holds(), [Value::Text(text.clone())]);
            let sql_text = format!("select id from task not indexed{} order by id", sql.sql);
            let mut statement = self.connection.prepare_cached(&sql_text)?;
            let found = statement.query_map(params_from_iter(&sql.values), |row| row.get(0))?;
            for key in found {
                keys.push(key?);
            }
        }
        keys.sort_unstable();
        Ok(keys)
    }
}

impl Asked<'_> {
    fn row(
        &self,
        key: i64,
        bytes: &[u8],
        units: &[HeldUnit],
        each: &mut dyn FnMut(&Seen<'_>) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        let unit = UnitId((key >> 32) as u32);
        let code = units.binary_search_by_key(&unit.0, |unit| unit.id.0);
        let code = code.ok().map(|place| units[place].code.as_str());
        let mut chunk = Chunk::read(bytes).ok_or_else(damaged)?;
        // What no task here has need not be looked for in each.
        let Some(named) = self.named(&chunk) else {
            return Ok(true);
        };
        if self.with_names {
            chunk.names.make_texts().ok_or_else(damaged)?;
        }
        let (mut record, mut room) = (Record::new(), Earlier::new());
        let held = self.held_in(key);
        let is_meant = self.by_words(key, held);
        while chunk.next_of(&mut record, &is_meant).ok_or_else(damaged)? {
            let number = key as u32 + record.place;
            if !self.may_be(&named, &record, number)? || !existed(&record, &self.on_day, unit)? {
                continue;
            }
            let untold = record
                .untold_before
                .is_some_and(|turn| self.as_of.day < turn);
            let goes_on = if untold {
                self.folded((unit, code), (&chunk, &record), number, each)?
            } else {
                let (state, is_present) = record.on(self.day, &mut room).ok_or_else(damaged)?;
                let holds = |task: &dyn Fn() -> Result<Option<Task>, Error>| {
                    let as_now = is_present || !state.wording().is_other;
                    let is_held = held.binary_search(&row::id(unit, number)).is_ok();
                    self.holds(is_present, as_now && !is_held, is_held, task)
                };
                let folded = || self.on_day.folded(unit, number);
                if !self.means(&state)? || !holds(&folded)? {
                    continue;
                }
                each(&Seen {
                    unit,
                    number,
                    code,
                    kept: (&chunk, &record),
                    then: (&chunk, state),
                    is_present,
                    is_folded: false,
                })?
            };
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A task of which only its records tell how it stood.
    fn folded(
        &self,
        (unit, code): (UnitId, Option<&str>),
        kept: (&Chunk<'_>, &Record<'_>),
        number: u32,
        each: &mut dyn FnMut(&Seen<'_>) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        let Some(task) = self.on_day.folded(unit, number)? else {
            return Ok(true);
        };
        let mut builder = Builder::default();
        builder.push(number % TASKS, &Course::of_one(&task));
        let bytes = builder.finish();
        let mut chunk = Chunk::with_names(&bytes).ok_or_else(damaged)?;
        let mut record = Record::new();
        if !chunk.next(&mut record).ok_or_else(damaged)? {
            return Ok(true);
        }
        let state = record.present();
        let holds = self.holds(false, false, false, &|| Ok(Some(task.clone())))?;
        if !self.means(&state)? || !holds {
            return Ok(true);
        }
        each(&Seen {
            unit,
            number,
            code,
            kept,
            then: (&chunk, state),
            is_present: false,
            is_folded: true,
        })
    }

    /// Where the names that are asked for stand; `None` where one of them is not there.
    fn named(&self, chunk: &Chunk<'_>) -> Option<Named> {
        let scope = self.scope;
        let mut named = Named::default();
        let fields = [
            (field::LEAD, &scope.lead),
            (field::OWNER, &scope.owner),
            (field::SOURCE, &scope.source),
        ];
        for (place, (at, wanted)) in named.fields.iter_mut().zip(fields) {
            let Some(wanted) = wanted else { continue };
            *place = Some((at, chunk.names.place_of(wanted)?));
        }
        if let Some(subject) = &scope.subject {
            // What is the team's holds no name.
            let of_team = (subject == SubjectKind::Team.word()).then_some(0);
            named.subject = Some(of_team.or_else(|| chunk.names.place_of(subject))?);
        }
        if let Some(dept) = &scope.dept {
            named.dept = Some(chunk.names.place_of(dept)?);
        }
        if let Some(part) = &self.dimension {
            let like = chunk.names.fields_like(|name| like_part(name, part));
            named.dimensions = Some(like).filter(|like| like.contains(&true));
            named.dimensions.as_ref()?;
        }
        Some(named)
    }

    /// What holds for every day: corrections do.
    fn may_be(&self, named: &Named, record: &Record<'_>, number: u32) -> Result<bool, Error> {
        let (scope, state) = (self.scope, &record.present());
        let wants_void = scope.with_void || scope.statuses.contains(&StatusKind::Void);
        let year = state.year().ok_or_else(damaged)?;
        Ok((scope.years.is_empty() || scope.years.contains(&year))
            && scope.year_until.is_none_or(|until| year <= until)
            && (wants_void || state.kind() != Some(StatusKind::Void))
            && (!scope.team_only || state.is_of_team())
            && named.is_of(state)
            && scope
                .numbers
                .as_ref()
                .is_none_or(|numbers| numbers.contains(&number)))
    }

    /// Whether what changes with the day is as the scope asks.
    fn means(&self, state: &State<'_>) -> Result<bool, Error> {
        if !self.of_day {
            return Ok(true);
        }
        let scope = self.scope;
        let kind = state.kind().ok_or_else(damaged)?;
        let due = state.due_counted();
        let year = state.year().ok_or_else(damaged)?;
        let finished = match scope.open_since {
            Some((first, _)) if year < first => state.status_on().ok_or_else(damaged)?,
            _ => None,
        };
        let finished = finished.filter(|_| kind.is_finished());
        Ok(
            (scope.statuses.is_empty() || scope.statuses.contains(&kind))
                && (!scope.open_only || kind.is_open())
                && self.due_from.is_none_or(|from| due >= Some(from))
                && self
                    .due_to
                    .is_none_or(|to| due.is_some_and(|due| due <= to))
                && scope.open_since.is_none_or(|(first, day)| {
                    year >= first || finished.is_none_or(|on| day.is_some_and(|day| on >= day))
                })
                && scope.term.is_none_or(|term| state.term() == Some(term))
                && (!scope.with_evidence || state.marks().has_evidence)
                && (!scope.unfilled || state.is_unfilled()),
        )
    }

    /// Keys of the tasks of a row that hold every word.
    fn held_in(&self, key: i64) -> &[i64] {
        let end = key.saturating_add(i64::from(TASKS));
        let from = self.holding.partition_point(|held| *held < key);
        let held = &self.holding[from..];
        &held[..held.partition_point(|held| *held < end)]
    }

    /// Which tasks of a row may hold every word, by their place and by whether they ever stood otherwise: what
    /// always stood as its row tells holds them now or never did.
    fn by_words(&self, key: i64, held: &[i64]) -> impl Fn(u32, bool) -> bool {
        move |place, stood_otherwise| {
            let key = key.saturating_add(i64::from(place));
            let is_held = || held.binary_search(&key).is_ok();
            stood_otherwise || self.words.is_empty() || is_held()
        }
    }

    /// Whether it held every word then: what the row does not hold, no part of it did (`never`).
    fn holds(
        &self,
        is_present: bool,
        never: bool,
        is_held: bool,
        task: &dyn Fn() -> Result<Option<Task>, Error>,
    ) -> Result<bool, Error> {
        if self.words.is_empty() {
            return Ok(true);
        }
        if is_present || never {
            return Ok(is_held);
        }
        Ok(task()?.is_some_and(|task| words::holds_words(&task, &self.words)))
    }
}
