//! What mends a finding, as a command line.

use documents::report::check::{Blank, Fix};

/// The command, or what to do by hand; `tasks` are the finding's.
pub(super) fn words(fix: &Fix, tasks: &[String]) -> String {
    match fix {
        Fix::Show => match tasks.first() {
            Some(task) => format!("ledger show {task}"),
            None => "ledger list".to_owned(),
        },
        Fix::Text => "请改正报告文字".to_owned(),
        Fix::Count { year } => format!("ledger stats --year {year}"),
        Fix::List { year, subject } => format!("ledger list --year {year} --subject {subject}"),
        Fix::Reread { file, year } => format!("ledger import {file} --year {year} --dry-run"),
        Fix::Strict { year } => format!("ledger report --year {year} --strict"),
        Fix::Edit { tasks, blanks } => {
            let tasks = match tasks.as_slice() {
                [] => "编号".to_owned(),
                tasks => tasks.join(" "),
            };
            let flags: Vec<String> = blanks.iter().map(flag).collect();
            format!("ledger edit {tasks} {}", flags.join(" "))
        }
        Fix::Begin { task } => format!("ledger log {task} \"做了什么\" --status in_progress"),
        Fix::Done { task, measure } => {
            format!("ledger log {task} \"做了什么\" --measure {measure} --done")
        }
        Fix::Check { task } => format!("ledger log {task} \"检查情况\" --check --next-check 日期"),
        Fix::Extend { task } => format!("ledger extend {task} --due 时限 --reason 原因"),
        Fix::Attach { task } => format!("ledger attach {task} 文件"),
        Fix::CloseAgain { task } => {
            format!("ledger reopen {task} --reason 原因 && ledger close {task} --verifier 验收人")
        }
        Fix::Retract { entry } => format!("ledger retract --entry {entry} --reason 原因"),
        Fix::Enrol { name } => format!("ledger member {name} --post 职务"),
    }
}

fn flag(blank: &Blank) -> String {
    match blank {
        Blank::Reason => "--reason \"原因\"".to_owned(),
        Blank::NextStep => "--next \"下步措施\"".to_owned(),
        Blank::Deadline => "--due 时限".to_owned(),
        Blank::Outcome => "--outcome \"成效\"".to_owned(),
        Blank::Detail => "--detail \"自己的表现\"".to_owned(),
        Blank::Wording => "--wording \"核对后的表述\"".to_owned(),
        Blank::Dept(dept) => format!("--dept {dept}"),
    }
}
