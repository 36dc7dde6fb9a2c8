//! What returned forms bring, on the screen.

use std::path::Path;

use super::cell;

use crate::app::collect::{self, Beside, PassedOver, Why};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::front::Answer;
use crate::cli::listing::Listing;
use crate::cli::telling;
use model::event::TaskEvent;
use papers::sheet::collect::{
    Advice, Applied, Conflict, Kind, Outcome, Returned, ReturnedRow, Superseded, Told,
};
use store::Store;

/// Which files were passed over, and why.
pub(super) fn passed_over(context: &Context, over: &[PassedOver]) {
    for PassedOver { path, why } in over {
        let path = path.display();
        let told = match why {
            Why::LockFile => format!("跳过 {path}：是表格打开着时留下的锁文件，不是填报表"),
            Why::Hidden => format!("跳过 {path}：隐藏文件"),
            Why::Locked => format!("跳过 {path}：加了密码，打不开；请去掉密码再收"),
            Why::Unreadable => {
                format!("跳过 {path}：读不出来，可能损坏，或正被别的程序打开着")
            }
            Why::NoForm => format!("跳过 {path}：不是填报表"),
            Why::OtherLedger => format!("跳过 {path}：是另一本台账下发的填报表"),
            Why::Gathered(unit) => {
                format!("跳过 {path}：是{unit}的填报表，由{unit}自己收回，再上报")
            }
            Why::NoTables(count) => {
                context
                    .out
                    .status(&format!("{path} 里另有 {count} 个文件不是表格，没有看"));
                continue;
            }
        };
        context.out.warn(&told);
    }
}

/// What one form brings.
pub(super) fn show(
    context: &Context,
    store: &Store,
    returned: &Returned,
    path: &Path,
) -> Result<(), Failure> {
    let count = |outcome| {
        returned
            .rows
            .iter()
            .filter(|row| row.outcome() == outcome)
            .count()
    };
    context.out.heading(&head(returned))?;
    if let Some(later) = &returned.superseded {
        context.out.warn(&superseded(context, returned, later));
        return Ok(());
    }
    context.out.result(&format!(
        "更新 {} 行，未变 {} 行，冲突 {} 行，有未采用的 {} 行，被删 {} 行",
        count(Outcome::Updated),
        count(Outcome::Untouched),
        count(Outcome::Conflict),
        count(Outcome::Rejected),
        returned.deleted.len()
    ))?;
    applied(context, returned, path)?;
    told(context, returned);
    tell_notes(context, store, returned)?;
    for row in &returned.rows {
        for conflict in &row.conflicts {
            tell_conflict(context, store, returned, (row, conflict))?;
        }
    }
    not_taken(context, returned);
    if !returned.deleted.is_empty() {
        context.out.warn(&format!(
            "{}：编号 {} 的行被删了，按未填处理",
            returned.file,
            returned.deleted.join("、")
        ));
    }
    Ok(())
}

/// Whose it is, and from where.
fn head(returned: &Returned) -> String {
    let dept = if returned.dept.is_empty() {
        "未明确部门"
    } else {
        &returned.dept
    };
    let how = match returned.kind {
        Kind::Marked => "",
        Kind::Copied => "，内容是复制来的，按编号认出",
        Kind::Answers => "，在线表单的答复",
    };
    let sent = match returned.sent_on.as_str() {
        "" => String::new(),
        day => format!("，{day}下发"),
    };
    format!("{dept}（{}，{}{sent}{how}）", returned.file, returned.round)
}

/// Why the later version counts.
fn superseded(context: &Context, returned: &Returned, later: &Superseded) -> String {
    let file = &returned.file;
    // Workbooks tell it in UTC, online forms as it was where they were filled in.
    let east = match returned.kind {
        Kind::Answers => 0,
        Kind::Marked | Kind::Copied => context.stamp.when.offset().local_minus_utc(),
    };
    let time = |at: chrono::NaiveDateTime| {
        let at = at + chrono::Duration::seconds(east.into());
        at.format("%Y-%m-%d %H:%M").to_string()
    };
    let (this, that) = (time(later.saved.0), time(later.saved.1));
    match &later.by {
        Some(by) => format!(
            "{file}：与 {by} 是同一张表，{by} 保存得晚（{that}，这一份 {this}），以它为准，这一份未采用"
        ),
        None => format!(
            "{file}：这张表已经收过保存得更晚的一份（{that}，这一份 {this}），以那一份为准，这一份未采用"
        ),
    }
}

/// What was understood otherwise than it stands in the sheet.
fn told(context: &Context, returned: &Returned) {
    let rows = returned.rows.iter().flat_map(|row| &row.told);
    for Told {
        sheet,
        row,
        column,
        done,
    } in returned.told.iter().chain(rows)
    {
        context.out.hint(&format!(
            "{}：{sheet}第{row}行 {column}：{done}",
            returned.file
        ));
    }
}

/// How the notes that came home will stand in the section.
fn tell_notes(context: &Context, store: &Store, returned: &Returned) -> Result<(), Failure> {
    let kinds = store.book()?.figure_kinds();
    for row in returned.rows.iter().filter(|row| !row.applied.is_empty()) {
        let Some(number) = row.number else { continue };
        let events = row.applied.iter().map(|applied| &applied.event);
        for line in telling::preview(&store.task(number)?, events, &kinds) {
            context.out.hint(&format!("编号 {} {line}", row.code));
        }
    }
    Ok(())
}

/// Cells and rows that are not taken, with why.
fn not_taken(context: &Context, returned: &Returned) {
    for no in returned
        .rows
        .iter()
        .flat_map(|row| &row.rejected)
        .chain(&returned.notes)
    {
        let value = if no.value.is_empty() {
            String::new()
        } else {
            format!("“{}”", no.value)
        };
        context.out.warn(&format!(
            "{}：{}第{}行 {}{value}：{}{}",
            returned.file,
            no.sheet,
            no.row,
            no.column,
            no.reason,
            no.advice.map_or("", advice)
        ));
    }
}

fn applied(context: &Context, returned: &Returned, path: &Path) -> Result<(), Failure> {
    if returned.rows.iter().all(|row| row.applied.is_empty()) {
        return Ok(());
    }
    let rows = returned.rows.iter().flat_map(|row| {
        let applied = row.applied.iter();
        applied.map(move |one| (row.code.as_str(), one, Beside::of(path, one)))
    });
    Listing::new(rows)
        .column("编号", |(code, ..)| (*code).into())
        .column("栏目", |(_, one, _)| one.column.into())
        .column("结果", |(_, one, beside)| match beside {
            Some(beside) => attached(beside).into(),
            None if replaces(one) => "更正".into(),
            None => "采用".into(),
        })
        .column("下发时", |(_, one, _)| one.from.as_str().into())
        .column("现填", |(_, one, _)| filled(one).into())
        .show(&context.out)?;
    for row in &returned.rows {
        let number = row.number.unwrap_or_default();
        let named = row.applied.iter().filter_map(|one| Beside::of(path, one));
        for wanted in named.filter_map(|beside| beside.wanted()) {
            context.out.hint(&format!(
                "编号 {} 的{wanted}；收到文件后用 ledger attach {number} 文件 添加",
                row.code
            ));
        }
    }
    Ok(())
}

/// Whether it takes the place of what the same form said before.
fn replaces(one: &Applied) -> bool {
    matches!(&one.event, TaskEvent::Progressed(noted) if noted.submission.is_some() && noted.status.is_none() && !noted.measure_done)
        && !one.from.is_empty()
}

/// What was filled in, with the day and the figures that are recorded with it.
fn filled(one: &Applied) -> String {
    let figures = match &one.event {
        TaskEvent::Progressed(noted) if noted.internal => return one.to.clone(),
        TaskEvent::Progressed(noted) if !noted.text.is_empty() => noted.figures.as_slice(),
        _ => &[],
    };
    let mut told = one.to.clone();
    for figure in figures {
        told += &format!("；{}", figure.written());
    }
    match one.event.on() {
        Some(day) => format!("{told}（{day}）"),
        None => told,
    }
}

/// What both sides changed; a front is given the answers, too.
fn tell_conflict(
    context: &Context,
    store: &Store,
    returned: &Returned,
    (row, conflict): (&ReturnedRow, &Conflict),
) -> Result<(), Failure> {
    let text = conflict_text(store, returned, row, conflict)?;
    if !context.out.is_front() {
        context.out.warn(&text);
        return Ok(());
    }
    let cell = cell(row, conflict).to_string();
    let answer = |whose: &str, value: &str| match value {
        "" => format!("以{whose}为准：空着"),
        value => format!("以{whose}为准：{value}"),
    };
    let answers = vec![
        Answer::new("theirs", &cell, answer("填报表", &conflict.theirs)),
        Answer::new("ours", &cell, answer("台账", &conflict.ours)),
    ];
    context.out.choose(&text, answers);
    Ok(())
}

/// Both values with both days.
fn conflict_text(
    store: &Store,
    returned: &Returned,
    row: &ReturnedRow,
    conflict: &Conflict,
) -> Result<String, Failure> {
    let on = collect::recorded_on(store, row, conflict)?;
    let on = on.map_or_else(String::new, |day| format!("（{day}记）"));
    Ok(format!(
        "编号 {} 的“{}”两边都改过：填报表为“{}”（{}下发），台账为“{}”{on}",
        row.code, conflict.column, conflict.theirs, returned.sent_on, conflict.ours
    ))
}

/// What can be done about a row that was not taken.
fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Register => "；如是新问题，用 ledger add 问题 登记",
        Advice::RegisterOrAddMeasure => {
            "；如是新问题，用 ledger add 问题 登记，新措施用 ledger edit 编号 --measure 补充"
        }
    }
}

/// What was there of the evidence that a cell names.
fn attached(beside: &Beside) -> String {
    match (beside.files.len(), beside.missing.len()) {
        (0, _) => "待添加".to_owned(),
        (files, 0) => format!("添加文件{files}个"),
        (files, missing) => format!("添加文件{files}个，{missing}个待添加"),
    }
}
