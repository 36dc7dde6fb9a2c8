//! How far the review of each gathered task is.

use std::collections::HashMap;

use super::State;
use crate::app::as_of;
use crate::app::review::{Reviewed, Reviews};
use crate::app::units::UnitNames;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Format, Head, Listing, in_turn};
use crate::cli::story::verdict;
use model::review::Answer;
use model::scope::Scope;
use model::task::Task;
use store::{HeldUnit, Store};

/// One task of the list.
struct Row<'a> {
    task: Task,
    unit: String,
    reviewed: Option<Reviewed<'a>>,
}

impl Reviewed<'_> {
    fn state(&self) -> State {
        match (self.review.accepted, self.since.answer) {
            (true, _) if self.since.is_changed => State::Again,
            (false, Answer::Finished) => State::Again,
            (true, _) => State::Accepted,
            (false, _) => State::Returned,
        }
    }

    /// In a few words: 退回，单位已改完.
    fn told(&self) -> String {
        let then = match (self.review.accepted, self.since.answer) {
            (true, _) if self.since.is_changed => "，其后单位又有改动",
            (false, Answer::Finished) => "，单位已改完",
            (_, Answer::Unsent) => "，单位还没有收",
            (false, Answer::Working) => "，单位正在改",
            (_, _) => "，单位已收",
        };
        format!("{}{then}", verdict(self.review.accepted))
    }
}

pub(super) fn list(
    context: &Context,
    unit: Option<&str>,
    state: Option<State>,
    format: Format,
) -> Result<(), Failure> {
    let store = context.store()?;
    let book = store.book()?;
    let reviews = Reviews::of(&book, context.today);
    if let Some(wanted) = unit {
        UnitNames::read(&store)?.must_hold(wanted)?;
    }
    let scope = Scope {
        unit: unit.map(str::to_owned),
        every_unit: unit.is_none(),
        ..Scope::default()
    };
    let units = store.held_units()?.into_iter();
    let units: HashMap<String, HeldUnit> = units.map(|unit| (unit.code.clone(), unit)).collect();
    let rows = in_turn(store.pages(&scope)).filter_map(|task| {
        let row = task.and_then(|task| row(&store, &reviews, &units, task));
        row.transpose()
    });
    let rows = rows.filter(|row| match (row, state) {
        (Ok(row), Some(state)) => row.state() == state,
        _ => true,
    });
    Listing::of(rows)
        .column(Head::of("编号").key("code"), |row| row.task.code().into())
        .column(Head::of("单位").key("unit"), |row| {
            row.unit.as_str().into()
        })
        .column(Head::of("存在问题").key("problem"), |row| {
            row.task.problem.as_str().into()
        })
        .column(Head::of("状态").key("status"), |row| {
            row.task.status.kind().word().into()
        })
        .column(Head::of("复核").key("review"), |row| {
            row.reviewed
                .as_ref()
                .map_or_else(|| "未复核".to_owned(), Reviewed::told)
                .into()
        })
        .column(Head::of("意见").key("opinion"), |row| {
            let reviewed = row.reviewed.as_ref();
            reviewed.and_then(|one| one.review.said()).into()
        })
        .empty(
            "没有这样的任务。",
            state.is_none().then_some("用 ledger gather 上报包 先汇总"),
        )
        .print(&context.out, format)
}

impl Row<'_> {
    fn state(&self) -> State {
        self.reviewed.as_ref().map_or(State::None, Reviewed::state)
    }
}

/// A gathered task; nothing for the own unit's.
fn row<'a>(
    store: &Store,
    reviews: &Reviews<'a>,
    units: &HashMap<String, HeldUnit>,
    task: Task,
) -> Result<Option<Row<'a>>, Failure> {
    let Some(unit) = task.unit.as_ref().and_then(|code| units.get(code)) else {
        return Ok(None);
    };
    Ok(Some(Row {
        unit: unit.name.clone(),
        reviewed: reviews.find(store, unit, &task)?,
        task,
    }))
}

/// What the department said of a gathered task, for its card; nothing where it said nothing.
pub(in crate::cli) fn told(
    context: &Context,
    store: &Store,
    task: &Task,
) -> Result<Option<String>, Failure> {
    let Some(code) = &task.unit else {
        return Ok(None);
    };
    let units = store.held_units()?;
    let Some(unit) = units.iter().find(|unit| unit.code == *code) else {
        return Ok(None);
    };
    let book = store.book()?;
    let reviewed = Reviews::of(&book, context.today).find(store, unit, task)?;
    Ok(reviewed.map(|one| {
        let said = one.review.said();
        let said = said.map_or_else(String::new, |said| format!("：{said}"));
        format!("{}{}（{}）", one.told(), said, one.review.on)
    }))
}

/// What the units made of the reviews that they were sent, in one line; nothing where none were made.
pub(in crate::cli) fn told_of_unit(context: &Context, store: &Store) -> Result<(), Failure> {
    let book = store.book()?;
    let reviews = Reviews::of(&book, context.today);
    if reviews.is_empty() {
        return Ok(());
    }
    let (mut again, mut unsent) = (Vec::new(), 0);
    for unit in store.held_units()? {
        for (_, review) in reviews.of_unit(&unit) {
            let Some(task) = store.task_in(unit.id, review.number)? else {
                continue;
            };
            let Some(one) = reviews.find(store, &unit, &task)? else {
                continue;
            };
            if one.state() == State::Again {
                again.push(format!("{}-{}", unit.code, review.number));
            }
            unsent += usize::from(one.since.answer == Answer::Unsent);
        }
    }
    if !again.is_empty() {
        let more = if again.len() > NAMED { "等" } else { "" };
        context.out.status(&format!(
            "复核以后单位又改过的 {} 项：{}{more}",
            again.len(),
            again[..again.len().min(NAMED)].join("、")
        ));
        context.out.hint("用 ledger review --state again 逐项再看");
    }
    if unsent > 0 {
        context
            .out
            .status(&format!("{unsent} 条复核意见单位还没有收"));
        context
            .out
            .hint("用 ledger review --out 文件夹 写成意见文件交给单位");
    }
    Ok(())
}

/// How many gathered tasks of a scope were accepted, returned, or not reviewed by the day reckoned from;
/// nothing where none ever was.
pub(in crate::cli) fn tell_counts(
    context: &Context,
    store: &Store,
    scope: &Scope,
) -> Result<(), Failure> {
    let book = store.book()?;
    let reviews = Reviews::of(&book, context.today);
    if reviews.is_empty() || !(scope.every_unit || scope.unit.is_some()) {
        return Ok(());
    }
    let units = store.held_units()?.into_iter();
    let verdicts: HashMap<String, HashMap<u32, bool>> = units
        .map(|unit| {
            let known = reviews.of_unit(&unit).into_iter();
            let by_number = known.map(|(_, review)| (review.number, review.accepted));
            (unit.code.clone(), by_number.collect())
        })
        .collect();
    let (mut accepted, mut returned, mut none) = (0, 0, 0);
    as_of::count_each_as_of(context.call(), store, scope, |task| {
        let of_unit = task.unit.and_then(|unit| verdicts.get(unit));
        match of_unit.map(|of_unit| of_unit.get(&task.number)) {
            Some(Some(true)) => accepted += 1,
            Some(Some(false)) => returned += 1,
            Some(None) => none += 1,
            None => {}
        }
    })?;
    context.out.result(&format!(
        "本级复核：认可{accepted}项，退回{returned}项，未复核{none}项。"
    ))
}

/// Tasks that are named one by one.
const NAMED: usize = 10;
