//! How lists word what is said of a task.

use chrono::NaiveDate;
use comfy_table::Color;

use super::listing::Cell;
use model::deadline::Term;
use model::status::StatusKind;
use model::tally::Counts;
use model::task::{ProgressClass, Task};

/// The status in its colour.
pub(super) fn status_cell(task: &Task) -> Cell {
    let kind = task.status.kind();
    let color = match kind {
        StatusKind::NotStarted => Color::Grey,
        StatusKind::InProgress => Color::Yellow,
        StatusKind::MostlyDone => Color::Cyan,
        StatusKind::Done | StatusKind::Applied => Color::Blue,
        StatusKind::Closed => Color::Green,
        StatusKind::Void => Color::DarkGrey,
    };
    Cell::from(kind.word()).colored(color)
}

/// Days left or over: 余12天, 今天到期, 逾期3天, 超期3天 for what was finished late; the term where
/// there is no day.
pub(super) fn days(task: &Task, today: NaiveDate) -> String {
    if let Some(late) = task.days_late() {
        return format!("超期{late}天");
    }
    match task.days_left(today) {
        Some(0) => "今天到期".to_owned(),
        Some(left) if left > 0 => format!("余{left}天"),
        Some(over) => format!("逾期{}天", -over),
        None if task.status.kind().is_open() => match task.deadline.as_ref().map(|d| d.term) {
            Some(Some(Term::LongTerm)) => "长期".to_owned(),
            Some(Some(Term::Immediate)) => "立行立改".to_owned(),
            Some(_) => "时限不明".to_owned(),
            None => "未定".to_owned(),
        },
        None => String::new(),
    }
}

/// The same, coloured by urgency.
pub(super) fn days_cell(task: &Task, today: NaiveDate) -> Cell {
    let cell = Cell::from(days(task, today));
    match task.days_left(today) {
        Some(left) if left < 0 => cell.colored(Color::Red),
        Some(left) if left <= SOON => cell.colored(Color::Yellow),
        _ => cell,
    }
}

/// Days before a deadline from which it is shown as near.
pub(super) const SOON: i64 = 30;

/// A long heading by its first clause, as people call it.
pub(super) fn short(text: &str, most: usize) -> String {
    let clause = text.split(['，', ',', '。', '；']).next().unwrap_or(text);
    match clause.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", &clause[..cut]),
        None => clause.to_owned(),
    }
}

/// One line about the tasks counted.
pub(super) fn told(counts: &Counts) -> String {
    let parts: Vec<String> = ProgressClass::ALL
        .iter()
        .map(|standing| (standing, counts.standing(*standing)))
        .map(|(standing, count)| (standing.word(), count))
        .chain([(StatusKind::Void.word(), counts.void)])
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word}{count}项"))
        .collect();
    // Void ones are listed where they are asked for, and are counted apart from the others.
    let mut line = format!("共{}项", counts.total + counts.void);
    if !parts.is_empty() {
        line.push_str(&format!("：{}", parts.join("，")));
    }
    let mut more = Vec::new();
    if counts.overdue > 0 {
        more.push(format!("逾期{}项", counts.overdue));
    }
    if counts.due_soon > 0 {
        more.push(format!("{}天内到期{}项", SOON, counts.due_soon));
    }
    if counts.unassigned > 0 {
        more.push(format!("待分解{}项", counts.unassigned));
    }
    if !more.is_empty() {
        line.push_str(&format!("；其中{}", more.join("，")));
    }
    line + "。"
}
