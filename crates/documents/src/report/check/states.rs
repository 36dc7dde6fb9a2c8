//! Reasons 2, 3 and 7: states against what else is recorded.

use crate::report::check::{Finding, Reason};
use crate::report::item::Item;
use crate::report::wording;
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use model::tally::Tally;
use model::task::{Standing, Task};

/// One 长期坚持 in so many is too many.
const LONG_TERM_SHARE: u32 = 3;

/// Setting that replaces it.
const LONG_TERM_SETTING: &str = "check.long_term_share";

pub(super) fn contradictions(ledger: &Ledger, task: &Task) -> Vec<Finding> {
    let code = task.code();
    let kind = task.status.kind();
    let notes = task.progress.iter().any(|note| !note.internal);
    let mut findings = Vec::new();
    let mut found = |message: String, command: String| {
        findings.push(Finding::of(Reason::States, task, message, command));
    };
    if kind == StatusKind::NotStarted && notes {
        found(
            "状态是未启动，却已有进展记录".into(),
            format!("ledger log {code} \"做了什么\" --status in_progress"),
        );
    }
    let undone = task
        .measures
        .iter()
        .filter(|measure| measure.done_on.is_none());
    let undone: Vec<String> = undone.map(|measure| measure.key.to_string()).collect();
    if kind.is_finished() && !undone.is_empty() && undone.len() < task.measures.len() {
        found(
            format!("已完成整改，但措施{}没有记完成", undone.join("、")),
            format!(
                "ledger log {code} \"做了什么\" --measure {} --done",
                undone[0]
            ),
        );
    }
    if kind.is_finished() && task.is_long_term() {
        found(
            "时限是长期坚持，状态却是已完成".into(),
            format!("ledger edit {code} --due 时限"),
        );
    }
    let item = Item::of(task, task.number, ledger, false);
    let unrecorded = wording::unrecorded_numbers(&item);
    if !unrecorded.is_empty() {
        found(
            format!("报送表述中的数字{}在记录里找不到", unrecorded.join("、")),
            format!("ledger edit {code} --wording \"改正后的表述\""),
        );
    }
    if task.wording_is_stale() {
        found(
            "报送表述写成之后又有新记录".into(),
            format!("ledger edit {code} --wording \"核对后的表述\""),
        );
    }
    findings
}

pub(super) fn long_term(
    ledger: &Ledger,
    (year, subject): (i32, &Subject),
    tasks: &[&Task],
) -> Vec<Finding> {
    let tally = Tally::of(ledger.today, tasks.iter().copied());
    let counts = tally.counts();
    let standing = counts.standing(Standing::LongTerm);
    let share = ledger.book.settings.get(LONG_TERM_SETTING);
    let share = share
        .and_then(|share| share.trim().parse().ok())
        .filter(|share| *share > 0)
        .unwrap_or(LONG_TERM_SHARE);
    let mut findings = Vec::new();
    if standing * share > counts.total {
        findings.push(Finding {
            reason: Reason::LongTerm,
            tasks: codes(tasks, |task| task.standing() == Some(Standing::LongTerm)),
            message: format!(
                "{year}年度{subject}的{}个问题中，长期坚持有{standing}个，超过{share}分之一",
                counts.total
            ),
            command: "ledger edit 编号 --due 时限".into(),
        });
    }
    let never = |task: &Task| {
        task.standing() == Some(Standing::LongTerm) && !task.progress.iter().any(|note| note.check)
    };
    let unchecked = codes(tasks, never);
    if let Some(first) = unchecked.first().cloned() {
        findings.push(Finding {
            reason: Reason::LongTerm,
            message: format!("长期坚持的问题有{}个从未检查过", unchecked.len()),
            command: format!("ledger log {first} \"检查情况\" --check --next-check 日期"),
            tasks: unchecked,
        });
    }
    findings
}

fn codes(tasks: &[&Task], wanted: impl Fn(&Task) -> bool) -> Vec<String> {
    let wanted = tasks.iter().filter(|task| wanted(task));
    wanted.map(|task| task.code()).collect()
}

pub(super) fn unexplained(task: &Task) -> Option<Finding> {
    if !task.status.kind().is_open() || task.is_long_term() {
        return None;
    }
    let missing: Vec<(&str, &str)> = [
        (task.reason.is_none(), "未完成原因", "--reason \"原因\""),
        (task.next_step.is_none(), "下步措施", "--next \"下步措施\""),
        (task.deadline.is_none(), "整改时限", "--due 时限"),
    ]
    .into_iter()
    .filter_map(|(missing, name, flag)| missing.then_some((name, flag)))
    .collect();
    if missing.is_empty() {
        return None;
    }
    let (names, flags): (Vec<&str>, Vec<&str>) = missing.into_iter().unzip();
    let command = format!("ledger edit {} {}", task.code(), flags.join(" "));
    let message = format!("没有完成，缺{}", names.join("、"));
    Some(Finding::of(Reason::Unexplained, task, message, command))
}
