//! Columns of a form that ask and are ticked: 已完成√ beside 未完成√, 是 and 否 under 是否销号.

use std::collections::BTreeMap;

use crate::sheet::row::Row;
use documents::register::header::Header;
use model::deadline::Term;
use model::draft::SubjectKind;
use model::status::StatusKind;
use model::task::{ProgressClass, Task};
use office::cell::Cell;
use office::text::width;

/// What a column is ticked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// 已完成
    Finished,
    /// 已销号
    Closed,
    /// One of the exclusive classes.
    Class(ProgressClass),
    /// 已逾期: it is so now.
    Overdue,
    /// 是否逾期: it is so, or it was finished late.
    Late,
    /// 限期整改
    ByDay,
    /// 立行立改
    Immediate,
    /// 班子 or 个人
    Whose(SubjectKind),
}

/// How a column answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    asked: Asked,
    /// The column stands for the opposite: 未完成, or 否.
    not: bool,
    yes: &'static str,
    no: &'static str,
}

/// The words that columns are ticked under; `true` for the opposite.
const WORDS: [(&str, Asked, bool); 34] = [
    ("已完成", Asked::Finished, false),
    ("完成", Asked::Finished, false),
    ("已完成整改", Asked::Finished, false),
    ("完成整改", Asked::Finished, false),
    ("整改完成", Asked::Finished, false),
    ("已整改", Asked::Finished, false),
    ("已整改到位", Asked::Finished, false),
    ("整改到位", Asked::Finished, false),
    ("已办结", Asked::Finished, false),
    ("办结", Asked::Finished, false),
    ("未完成", Asked::Finished, true),
    ("未完成整改", Asked::Finished, true),
    ("未整改", Asked::Finished, true),
    ("未整改到位", Asked::Finished, true),
    ("未办结", Asked::Finished, true),
    ("已销号", Asked::Closed, false),
    ("销号", Asked::Closed, false),
    ("未销号", Asked::Closed, true),
    ("基本完成", Asked::Class(ProgressClass::MostlyDone), false),
    ("正在推进", Asked::Class(ProgressClass::InProgress), false),
    ("推进中", Asked::Class(ProgressClass::InProgress), false),
    ("正在整改", Asked::Class(ProgressClass::InProgress), false),
    ("整改中", Asked::Class(ProgressClass::InProgress), false),
    ("进行中", Asked::Class(ProgressClass::InProgress), false),
    ("长期坚持", Asked::Class(ProgressClass::LongTerm), false),
    ("持续推进", Asked::Class(ProgressClass::LongTerm), false),
    ("未启动", Asked::Class(ProgressClass::NotStarted), false),
    ("尚未启动", Asked::Class(ProgressClass::NotStarted), false),
    ("已逾期", Asked::Overdue, false),
    ("限期整改", Asked::ByDay, false),
    ("立行立改", Asked::Immediate, false),
    ("立即整改", Asked::Immediate, false),
    ("班子", Asked::Whose(SubjectKind::Team), false),
    ("个人", Asked::Whose(SubjectKind::Person), false),
];

const MARKS: [char; 8] = ['√', '✓', '✔', '☑', '□', '×', '✗', '打'];

/// The columns of a form that ask.
pub(super) fn answers(header: &Header) -> BTreeMap<u32, Answer> {
    let own = |at: &u32| header.beneath.get(at).or_else(|| header.titles.get(at));
    let mut found: BTreeMap<u32, Answer> = BTreeMap::new();
    for at in header.titles.keys() {
        let Some(title) = own(at) else { continue };
        let group = &header.titles[at];
        if let Some(answer) = answer(title, group) {
            found.insert(*at, answer);
        }
    }
    // Without a mark or a question, one such word alone is the title of something else.
    let ticks = found.values().filter(|answer| answer.yes == "√").count();
    let marked = |at: &u32| own(at).is_some_and(|title| title.contains(MARKS));
    found.retain(|at, answer| answer.yes != "√" || ticks > 1 || marked(at));
    exclusive(&mut found);
    found
}

/// Whether a title is one that is ticked under.
pub(super) fn is_answer(title: &str) -> bool {
    let plain = bare(title);
    ["是", "否"].contains(&plain.as_str()) || WORDS.iter().any(|(word, ..)| *word == plain)
}

fn answer(title: &str, whole: &str) -> Option<Answer> {
    let plain = bare(title);
    let crossed = title.contains(['×', '✗']);
    let tick = |asked, not| Answer {
        asked,
        not,
        yes: "√",
        no: if crossed { "×" } else { "" },
    };
    if let "是" | "否" = plain.as_str() {
        let group = bare(whole.strip_suffix(title).unwrap_or(whole));
        let asked = question(&group)?;
        return Some(tick(asked, plain == "否"));
    }
    if let Some(asked) = question(&plain) {
        let marked = title.contains(['√', '✓', '✔']);
        let (yes, no) = match (marked, crossed) {
            (true, true) => ("√", "×"),
            (true, false) => ("√", ""),
            _ => ("是", "否"),
        };
        return Some(Answer {
            asked,
            not: false,
            yes,
            no,
        });
    }
    let (_, asked, not) = WORDS.iter().find(|(word, ..)| *word == plain)?;
    Some(tick(*asked, *not))
}

/// 是否完成, 是否销号: what is asked.
fn question(title: &str) -> Option<Asked> {
    let rest = title.strip_prefix("是否")?;
    if ["逾期", "超期"].contains(&rest) {
        return Some(Asked::Late);
    }
    let rest = rest.trim_start_matches('已');
    let known = WORDS.iter().find(|(word, _, not)| *word == rest && !not)?;
    Some(known.1)
}

/// Beside 正在推进, 未完成 is what was not begun.
fn exclusive(found: &mut BTreeMap<u32, Answer>) {
    let asks = |asked: Asked| found.values().any(|answer| answer.asked == asked);
    let under_way = asks(Asked::Class(ProgressClass::InProgress));
    let begun = asks(Asked::Class(ProgressClass::NotStarted));
    if !under_way || begun {
        return;
    }
    for answer in found.values_mut() {
        if answer.asked == Asked::Finished && answer.not {
            answer.asked = Asked::Class(ProgressClass::NotStarted);
            answer.not = false;
        }
    }
}

/// The title without what tells how to tick it.
fn bare(title: &str) -> String {
    let narrow = width::narrow_all(title);
    let kept = narrow.chars().filter(|c| !c.is_whitespace());
    let kept = kept.filter(|c| !MARKS.contains(c) && !"()/:、".contains(*c));
    kept.collect()
}

impl Answer {
    /// The cell of that row.
    pub(super) fn cell(self, row: &Row<'_>, all: &[Self]) -> Cell {
        let task = row.task;
        let kind = task.status.kind();
        let done = row.measure.is_some_and(|measure| measure.done_on.is_some());
        let holds = match self.asked {
            Asked::Finished => done || kind.is_finished(),
            Asked::Closed => kind == StatusKind::Closed,
            Asked::Overdue => task.is_overdue(row.around.today),
            Asked::Late => task.is_overdue(row.around.today) || task.days_late().is_some(),
            Asked::Whose(whose) => task.subject.kind() == whose,
            Asked::ByDay => matches!(term(task), Some(Term::Date(_))),
            Asked::Immediate => term(task) == Some(Term::Immediate),
            // 长期坚持 beside 限期整改 is a sort of deadline, else a state.
            Asked::Class(ProgressClass::LongTerm)
                if all
                    .iter()
                    .any(|other| matches!(other.asked, Asked::ByDay | Asked::Immediate)) =>
            {
                term(task) == Some(Term::LongTerm)
            }
            Asked::Class(class) => !done && of_columns(task, all) == Some(class),
        };
        Cell::text(if holds == self.not { self.no } else { self.yes })
    }
}

fn term(task: &Task) -> Option<Term> {
    task.deadline.as_ref()?.term
}

/// The class of a task among those that the form has: what it has not is under way.
fn of_columns(task: &Task, all: &[Answer]) -> Option<ProgressClass> {
    let long = term(task) == Some(Term::LongTerm);
    let class = ProgressClass::of(task.status.kind(), long)?;
    let has = |class| all.iter().any(|answer| answer.asked == Asked::Class(class));
    let under_way = matches!(class, ProgressClass::MostlyDone | ProgressClass::LongTerm);
    Some(if under_way && !has(class) {
        ProgressClass::InProgress
    } else {
        class
    })
}
