//! Reason 14: notes that would read badly in the section, so that December holds no surprise.

use crate::report::account::{Advice, Telling};
use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use model::figure::FigureKinds;
use model::task::Task;

pub(super) fn reads_badly(task: &Task, kinds: &FigureKinds) -> Vec<Finding> {
    if task.wording.is_some() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (entry, telling) in Telling::of_task(task, kinds) {
        for advice in telling.advice {
            let what = match advice {
                Advice::Long(characters) => format!("写入报告的有{characters}字，偏长"),
                Advice::ManyDeeds(clauses) => format!("一条里写了{clauses}件事"),
                Advice::Unsummed(sum) => {
                    format!("“{}”有的记了数据，有的只写在文字里，不能相加", sum.name)
                }
                // Said when it is typed; not worth a second look.
                Advice::Nothing
                | Advice::Loose(_)
                | Advice::Unplaced(_)
                | Advice::Again(_)
                | Advice::OtherDay(_) => {
                    continue;
                }
            };
            let mut notes = task.progress.iter();
            let day = notes.find(|note| note.entry == entry);
            let day = day.map(|note| note.date.to_string()).unwrap_or_default();
            let message = format!("{day} 的进展{what}");
            findings.push(Finding::of(
                Reason::Telling,
                task,
                message,
                Fix::Show(task.code()),
            ));
        }
    }
    findings
}
