//! Reason 9: people and departments.

use std::collections::BTreeMap;

use crate::report::check::{Finding, Reason};
use crate::report::fix::{Fill, Fix};
use model::ledger::Ledger;
use model::status::Basis;
use model::task::Task;

pub(super) fn on_roster(ledger: &Ledger, task: &Task) -> Option<Finding> {
    let lead = task.lead.as_deref()?;
    let members = &ledger.book.members;
    if members.is_empty() {
        return None;
    }
    let stranger = lead
        .split(['、', ',', '，'])
        .map(str::trim)
        .find(|name| !members.iter().any(|member| member.name == *name))?;
    let message = format!("责任领导“{stranger}”不在班子成员名单中");
    let fix = Fix::Member(stranger.to_owned());
    Some(Finding::of(Reason::People, task, message, fix))
}

pub(super) fn reviewed(task: &Task) -> Option<Finding> {
    let closure = task.status.closure()?;
    let unnamed = closure.verifier.is_none() && matches!(closure.basis, Basis::Verified(_));
    unnamed.then(|| {
        let fix = Fix::Verify(task.code());
        Finding::of(Reason::People, task, "已销号，但没有验收人", fix)
    })
}

/// The numbers of the tasks of each department.
#[derive(Debug, Default)]
pub(super) struct Departments(BTreeMap<String, Vec<u32>>);

impl Departments {
    pub(super) fn add(&mut self, task: &Task) {
        let Some(dept) = task.dept.as_deref() else {
            return;
        };
        if let Some(tasks) = self.0.get_mut(dept) {
            tasks.push(task.number);
        } else {
            self.0.insert(dept.to_owned(), vec![task.number]);
        }
    }
}

/// 办公室 beside 局办公室: two names of what seems to be one department.
pub(super) fn departments(Departments(depts): &Departments) -> Vec<Finding> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for long in depts.keys().filter(|long| !long.contains('、')) {
        let cuts = long.char_indices().skip(1).map(|(at, _)| at);
        let parts = cuts.flat_map(|at| [&long[..at], &long[at..]]);
        let mut shorts: Vec<&str> = parts.filter(|part| depts.contains_key(*part)).collect();
        shorts.sort_unstable();
        shorts.dedup();
        pairs.extend(shorts.into_iter().map(|short| (short, long.as_str())));
    }
    pairs.sort_unstable();
    let findings = pairs.into_iter().map(|(short, long)| {
        let tasks: Vec<String> = depts[long].iter().map(ToString::to_string).collect();
        let fix = Fix::Edit(tasks.clone(), vec![Fill::Dept(Some(short.to_owned()))]);
        let message = format!("部门名称不统一：“{short}”和“{long}”");
        Finding {
            tasks,
            ..Finding::general(Reason::People, message, fix)
        }
    });
    findings.collect()
}
