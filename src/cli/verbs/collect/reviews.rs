//! A superior's opinions (复核意见) that came down: shown, and recorded with the tasks when a person agrees.

use std::path::{Path, PathBuf};

use super::CollectArgs;
use crate::app::files::files_in;
use crate::app::review::{self, Brought, Down, Meets, Unfit};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, cause};
use crate::cli::listing::Listing;
use crate::cli::story::verdict;
use store::Store;

/// The files that bring opinions, and what else is to be collected.
pub(super) fn parted(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut reviews, mut others) = (Vec::new(), Vec::new());
    for path in named {
        if !path.is_dir() {
            let to = if review::is_review(path) {
                &mut reviews
            } else {
                &mut others
            };
            to.push(path.clone());
            continue;
        }
        let (inside, rest): (Vec<_>, Vec<_>) = files_in(path)
            .into_iter()
            .partition(|path| review::is_review(path));
        if inside.is_empty() || !rest.is_empty() {
            others.push(path.clone());
        }
        reviews.extend(inside);
    }
    (reviews, others)
}

/// Takes one packet after the other.
pub(super) fn collect(
    context: &Context,
    store: &mut Store,
    paths: &[PathBuf],
    args: &CollectArgs,
) -> Result<(), Failure> {
    let ledger_id = store.ledger_id()?;
    for path in paths {
        let down = review::read(path).map_err(|why| unfit(path, &why))?;
        if down.unit != ledger_id {
            return Err(Failure::request(format!(
                "{} 是{}给{}的复核意见，不是给这本台账的，没有收",
                path.display(),
                down.from,
                down.name
            )));
        }
        take(context, store, path, &down, args)?;
    }
    Ok(())
}

fn take(
    context: &Context,
    store: &mut Store,
    path: &Path,
    down: &Down,
    args: &CollectArgs,
) -> Result<(), Failure> {
    let sequence = store.sequence()?;
    let brought = review::brought(store, down)?;
    show(context, down, &brought)?;
    let is_new = |one: &&Brought| matches!(one.meets, Meets::Same | Meets::Changed);
    let new: Vec<&Brought> = brought.iter().filter(is_new).collect();
    tell_strange(context, &brought);
    if new.is_empty() {
        return context
            .out
            .result(&format!("{} 里没有新的复核意见", path.display()));
    }
    if args.dry_run {
        context.out.hint("只是试收，台账未作任何改动");
        return Ok(());
    }
    let mut decided: Vec<(&Brought, bool)> = Vec::new();
    for one in new {
        // What went on since may have answered the opinion already: that is for a person to say.
        let asks = one.meets == Meets::Changed && one.reopens();
        let question = format!(
            "第 {} 项在上级看过以后又有记录，仍按退回恢复整改？（否就只记下意见）",
            one.number
        );
        decided.push((one, !asks || context.consent(&question)?));
    }
    let count = decided.len();
    if !context.consent(&format!("记下这 {count} 条复核意见？"))? {
        context.out.status("没有录入，台账未作任何改动");
        return Ok(());
    }
    store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        for (one, with_effect) in &decided {
            review::record(writer, one, *with_effect)?;
        }
        Ok::<_, Failure>(())
    })?;
    let open = decided.iter().filter(|(one, done)| *done && one.reopens());
    let open: Vec<String> = open.map(|(one, _)| one.number.to_string()).collect();
    let then = match open.as_slice() {
        [] => String::new(),
        numbers => format!("，第 {} 项恢复整改", numbers.join("、")),
    };
    context
        .out
        .result(&format!("记下 {count} 条复核意见{then}"))?;
    context
        .out
        .hint("改完以后照常销号，再用 ledger pack 打包上报，上级就看到已经改了");
    Ok(())
}

fn show(context: &Context, down: &Down, brought: &[Brought]) -> Result<(), Failure> {
    Listing::new(brought)
        .title(format!("{}的复核意见", down.from))
        .column("编号", |one| one.number.into())
        .column("存在问题", |one| one.problem.as_str().into())
        .column("复核", |one| verdict(one.review.accepted).into())
        .column("日期", |one| one.review.on.to_string().into())
        .column("意见", |one| one.review.opinion.as_deref().into())
        .column("说明", |one| note(one).into())
        .show(&context.out)
}

fn note(one: &Brought) -> &'static str {
    match one.meets {
        Meets::Known => "以前收过",
        Meets::Nothing => "对不上",
        Meets::Changed => "上级看过以后又有记录",
        Meets::Same if one.reopens() => "恢复整改",
        Meets::Same => "",
    }
}

/// Opinions that fit no task here.
fn tell_strange(context: &Context, brought: &[Brought]) {
    let strange = brought.iter().filter(|one| one.meets == Meets::Nothing);
    let numbers: Vec<String> = strange.map(|one| one.number.to_string()).collect();
    if !numbers.is_empty() {
        context.out.warn(&format!(
            "第 {} 项的意见没有收：上级看的那一条记录不在这本台账里，或这一项已作废",
            numbers.join("、")
        ));
    }
}

fn unfit(path: &Path, why: &Unfit) -> Failure {
    let told = match why {
        Unfit::NoReviews => "不是复核意见".to_owned(),
        Unfit::Newer => "由更新的版本写成，请升级本程序".to_owned(),
        Unfit::Altered => "不是原来写的，有改动或缺损".to_owned(),
        Unfit::File(fault) => format!("读不出来：{}", cause(fault)),
    };
    Failure::request(format!("{} {told}，没有收", path.display()))
        .hint("请上级用 ledger review --out 重新写一份")
}
