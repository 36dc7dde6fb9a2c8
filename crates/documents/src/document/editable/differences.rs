//! How far a text that came back departs from what the program read.

use std::collections::HashMap;
use std::hash::Hash;

use model::draft::{Draft, DraftTask, Problem};

/// How many things a person changed: each field of the document, each item that was altered, added or
/// taken out, and each part whose items only stand in another order.
pub fn differences(read: &Draft, edited: &Draft) -> usize {
    let fields = [
        read.year != edited.year,
        read.subject != edited.subject,
        read.subject_kind != edited.subject_kind,
        read.title != edited.title,
    ];
    let changed = fields.into_iter().filter(|changed| *changed).count();
    changed
        + list(&read.facts, &edited.facts, |f| (&f.name, &f.value, &f.unit))
        + list(&read.dimensions, &edited.dimensions, |d| &d.heading)
        + list(&read.problems, &edited.problems, problem)
        + list(&read.causes, &edited.causes, |c| (&c.title, &c.detail))
        + list(&read.measures, &edited.measures, |m| {
            (&m.group, &m.title, &m.detail)
        })
        + list(&read.last_year, &edited.last_year, |i| {
            (&i.heading, &i.text)
        })
        + list(&read.statements, &edited.statements, |s| {
            (&s.title, &s.text)
        })
        + list(&read.tasks, &edited.tasks, task)
        + list(&read.unclaimed, &edited.unclaimed, |u| {
            (u.paragraph, &u.text)
        })
}

/// Its number follows from its place.
fn problem(problem: &Problem) -> (Option<&str>, &str, &str, u32) {
    let dimension = problem.dimension.as_deref();
    (
        dimension,
        &problem.title,
        &problem.detail,
        problem.paragraph,
    )
}

/// What a deadline's words mean follows from the year.
fn task(task: &DraftTask) -> (&str, &[String], [Option<&str>; 4]) {
    let deadline = task
        .deadline
        .as_ref()
        .map(|deadline| deadline.phrase.as_str());
    let people = [&task.lead, &task.dept, &task.owner].map(Option::as_deref);
    let [lead, dept, owner] = people;
    (&task.problem, &task.measures, [lead, dept, owner, deadline])
}

fn list<'a, T, K: Hash + Eq + 'a>(
    read: &'a [T],
    edited: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> usize {
    let (read, edited): (Vec<K>, Vec<K>) = (
        read.iter().map(&key).collect(),
        edited.iter().map(&key).collect(),
    );
    if read == edited {
        return 0;
    }
    let mut counts: HashMap<&K, i64> = HashMap::new();
    for item in &read {
        *counts.entry(item).or_default() -= 1;
    }
    for item in &edited {
        *counts.entry(item).or_default() += 1;
    }
    let gone = counts.values().filter(|count| **count < 0).sum::<i64>();
    let come = counts.values().filter(|count| **count > 0).sum::<i64>();
    come.unsigned_abs().max(gone.unsigned_abs()).max(1) as usize
}
