//! Reasons 6, 8 and 12: days against the meeting and the deadline.

use chrono::{Days, NaiveDate};

use crate::report::calendar;
use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use model::ledger::Ledger;
use model::task::Task;

/// Finished within so many days of the meeting is too soon to be believed.
const SOON: u64 = 7;

fn held_on(ledger: &Ledger, task: &Task) -> Option<NaiveDate> {
    ledger.book.meeting(task.year)?.held_on
}

pub(super) fn too_soon(ledger: &Ledger, task: &Task) -> Vec<Finding> {
    let Some(held) = held_on(ledger, task) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if let Some(day) = task.finished_on() {
        let said = calendar::full(day);
        let message = if day < held {
            Some(format!("完成于{said}，在会议召开之前"))
        } else if day < held + Days::new(SOON) {
            Some(format!("完成于{said}，距会议召开不到{SOON}天"))
        } else {
            None
        };
        findings
            .extend(message.map(|message| {
                Finding::of(Reason::TooSoon, task, message, Fix::Show(task.code()))
            }));
    }
    let notes = task.progress.iter().filter(|note| !note.internal);
    let early = notes.filter(|note| note.date < held && note.entry != task.raised_entry);
    if let Some(note) = early.min_by_key(|note| note.date) {
        let message = format!("有{}的进展，在会议召开之前", calendar::full(note.date));
        let fix = Fix::Retract(note.entry);
        findings.push(Finding::of(Reason::TooSoon, task, message, fix));
    }
    findings
}

pub(super) fn overdue(ledger: &Ledger, task: &Task) -> Option<Finding> {
    let days = task.days_left(ledger.today).filter(|days| *days < 0)?;
    let again = if task.extensions.is_empty() {
        "没有延期手续"
    } else {
        "延期之后仍未完成"
    };
    let message = format!("已逾期{}天，{again}", -days);
    let fix = Fix::Extend(task.code());
    Some(Finding::of(Reason::Overdue, task, message, fix))
}

pub(super) fn evidence(ledger: &Ledger, task: &Task) -> Vec<Finding> {
    let Some(held) = held_on(ledger, task) else {
        return Vec::new();
    };
    let early = task.evidence.iter().filter_map(|evidence| {
        let day = day_in(&evidence.name).filter(|day| *day < held)?;
        let message = format!(
            "佐证“{}”是{}的，在会议召开之前",
            evidence.name,
            calendar::full(day)
        );
        let fix = Fix::Retract(evidence.entry);
        Some(Finding::of(Reason::Evidence, task, message, fix))
    });
    early.collect()
}

/// The day that a file's name speaks of: 20211105, 2021-11-05, 2021年11月5日.
fn day_in(name: &str) -> Option<NaiveDate> {
    let mut numbers: Vec<String> = vec![String::new()];
    for c in name.chars() {
        if c.is_ascii_digit() {
            numbers.last_mut()?.push(c);
        } else if numbers.last().is_some_and(|number| !number.is_empty()) {
            numbers.push(String::new());
        }
    }
    numbers.retain(|number| !number.is_empty());
    let plain = numbers.iter().filter(|number| number.len() == 8);
    let plain = plain.filter_map(|number| NaiveDate::parse_from_str(number, "%Y%m%d").ok());
    let parts = numbers.windows(3).filter(|parts| parts[0].len() == 4);
    let parts = parts.filter_map(|parts| {
        NaiveDate::from_ymd_opt(
            parts[0].parse().ok()?,
            parts[1].parse().ok()?,
            parts[2].parse().ok()?,
        )
    });
    plain.chain(parts).next()
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_in_names() {
        for name in [
            "会议纪要20211105.pdf",
            "照片2021-11-05 (2).jpg",
            "2021年11月5日记录.docx",
        ] {
            let day = super::day_in(name).expect(name);
            assert_eq!(day.to_string(), "2021-11-05");
        }
        assert_eq!(super::day_in("照片12.jpg"), None);
    }
}
