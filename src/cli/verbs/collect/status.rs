//! Who has returned the form of a round, and who has not.

use crate::app::units::{NamedUnit, UnitNames};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use store::{FormStanding, FormState, Round, Store};

/// The last round form by form, or the one named; earlier rounds in a line each.
pub(super) fn status(
    context: &Context,
    store: &Store,
    wanted: Option<&str>,
) -> Result<(), Failure> {
    let rounds = store.rounds()?;
    let Some(last) = rounds.last() else {
        context.out.result("还没有下发过填报表。")?;
        context.out.hint("用 ledger dispatch --out 文件夹 下发");
        return Ok(());
    };
    let shown = match wanted {
        None => last,
        Some(wanted) => rounds
            .iter()
            .find(|round| round.name == wanted)
            .ok_or_else(|| unknown(wanted, &rounds))?,
    };
    let names = UnitNames::read(store)?;
    table(context, shown, &names)?;
    summary(context, shown, &names)?;
    if wanted.is_none() {
        for round in rounds.iter().rev().skip(1) {
            context
                .out
                .result(&format!("{}：{}", round.name, counts(round)))?;
        }
        if rounds.len() > 1 {
            context
                .out
                .hint("以前各轮逐份看，用 ledger collect --status --round 轮次");
        }
    }
    Ok(())
}

fn unknown(wanted: &str, rounds: &[Round]) -> Failure {
    let names: Vec<&str> = rounds.iter().map(|round| round.name.as_str()).collect();
    Failure::request(format!("没有下发过“{wanted}”这一轮"))
        .hint(format!("下发过的有：{}", names.join("、")))
}

fn table(context: &Context, round: &Round, names: &UnitNames) -> Result<(), Failure> {
    let mut listing = Listing::new(&round.forms).title(format!("{}的填报表", round.name));
    if round.forms.iter().any(|form| form.unit.is_some()) {
        listing = listing.column("单位", |form| unit(form, names).into());
    }
    let day = |at: &Option<String>| {
        at.as_deref()
            .map(|at| at.get(..10).unwrap_or(at).to_owned())
    };
    listing
        .column("责任部门", |form| dept(form).into())
        .column("情况", |form| word(form.state).into())
        .column("下发", move |form| day(&form.sent).into())
        .column("交回", move |form| day(&form.came).into())
        .column("采用", |form| match form.came {
            Some(_) => (form.changed as usize).into(),
            None => None::<String>.into(),
        })
        .column("未采用", |form| match form.came {
            Some(_) => (form.refused as usize).into(),
            None => None::<String>.into(),
        })
        .column("填报表", |form| form.sheet.as_str().into())
        .show(&context.out)
}

fn summary(context: &Context, round: &Round, names: &UnitNames) -> Result<(), Failure> {
    let whose = |form: &FormStanding| match form.unit {
        Some(_) => format!("{}{}", unit(form, names), dept(form)),
        None => dept(form).to_owned(),
    };
    let open = || round.forms.iter().filter(|form| !form.state.is_home());
    let (out, other): (Vec<_>, Vec<_>) = open().partition(|form| form.state == FormState::Out);
    let out: Vec<String> = out.into_iter().map(whose).collect();
    let other: Vec<String> = other
        .into_iter()
        .map(|form| format!("{}（{}）", whose(form), word(form.state)))
        .collect();
    if out.is_empty() && other.is_empty() {
        context.out.result("全部交回了。")?;
    }
    for (names, what) in [(out, "没有交回"), (other, "交来的不算交回")] {
        if !names.is_empty() {
            let (count, names) = (names.len(), names.join("、"));
            context
                .out
                .result(&format!("还有 {count} 个部门{what}：{names}"))?;
        }
    }
    if round
        .forms
        .iter()
        .any(|form| form.unit.is_some() && !form.state.is_home())
    {
        context
            .out
            .hint("别的单位的表由单位自己收回，它把收到的进展报来（gather）以后算已回");
    }
    Ok(())
}

fn unit(form: &FormStanding, names: &UnitNames) -> String {
    match form.unit.as_deref() {
        None => "本单位".to_owned(),
        Some(unit) => names
            .all()
            .find(|(_, known)| known.code == unit)
            .map_or_else(|| unit.to_owned(), |(_, known)| NamedUnit::called(known)),
    }
}

fn dept(form: &FormStanding) -> &str {
    match form.dept.as_str() {
        "" => "（未明确）",
        dept => dept,
    }
}

fn counts(round: &Round) -> String {
    let states = [
        FormState::Home,
        FormState::Out,
        FormState::Blank,
        FormState::Refused,
        FormState::Undecided,
        FormState::Undone,
    ];
    let told: Vec<String> = states
        .into_iter()
        .map(|state| {
            (
                state,
                round
                    .forms
                    .iter()
                    .filter(|form| form.state == state)
                    .count(),
            )
        })
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| format!("{}{count}份", word(state)))
        .collect();
    format!("共{}份，{}", round.forms.len(), told.join("，"))
}

/// A form's state in the words of the list.
pub(in crate::cli::verbs) fn word(state: FormState) -> &'static str {
    match state {
        FormState::Out => "未回",
        FormState::Home => "已回",
        FormState::Blank => "未填",
        FormState::Refused => "全部未采用",
        FormState::Undecided => "冲突未定",
        FormState::Undone => "收回后又撤销",
    }
}
