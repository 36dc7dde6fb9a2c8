//! What a task holds, as the fields of `edit`: a form that is sent back says only what was changed.

use model::entry::Entry;
use model::task::Task;
use store::Store;

use super::verb::{Filled, own, value};
use crate::work::Desk;

/// The fields of `edit` that a task fills, each with its text.
pub(crate) fn fields(task: &Task) -> Filled {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let deadline = task.deadline.as_ref();
    let wording = task.wording.as_ref();
    [
        ("problem", task.problem.clone()),
        ("dimension", text(&task.dimension)),
        ("detail", task.detail.clone()),
        ("source", text(&task.source)),
        ("target", text(&task.target)),
        ("lead", text(&task.lead)),
        ("dept", text(&task.dept)),
        ("owner", text(&task.owner)),
        ("co_dept", task.co_depts.join("、")),
        (
            "due",
            deadline.map_or_else(String::new, |due| due.phrase.clone()),
        ),
        ("theme", text(&task.theme)),
        ("external", text(&task.external)),
        ("outcome", text(&task.outcome)),
        ("reason", text(&task.reason)),
        ("next", text(&task.next_step)),
        ("note", text(&task.note)),
        (
            "wording",
            wording.map_or_else(String::new, |wording| wording.text.clone()),
        ),
    ]
    .map(|(id, text)| (id.to_owned(), text))
    .into()
}

/// What a field for measures means at a task that has some: it adds one. `None` at a task without any.
pub(crate) fn about_measures(task: &Task) -> Option<String> {
    let measures = task.measures.iter().zip(1..);
    let told: Vec<String> = measures
        .map(|(measure, at)| format!("（{at}）{}", measure.text))
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "已有 {} 条，不用再写：{}。写在这里的是另加的一条；要改哪一条，同时在“改措施”里写它的序号",
            told.len(),
            told.join("；")
        )
    })
}

/// What a task held when the ledger had come so far: what a form shows that was made then.
pub(crate) fn held_at(store: &Store, number: u32, seen: u64) -> Option<Filled> {
    let history = store.task_history(number).ok()?.into_iter();
    let entries: Vec<Entry> = history
        .map(|recorded| recorded.entry)
        .take_while(|entry| entry.sequence <= seen)
        .collect();
    Task::fold(number, &entries).map(|task| fields(&task))
}

/// Leaves out of a form that was filled with what a task held what was not changed in it; which fields were
/// emptied. A form that was not filled, or whose number is another's now, takes nothing away by an empty field.
pub(crate) fn only_changed(desk: &Desk, filled: &mut Filled) -> Vec<String> {
    let Some(held) = shown(desk, filled) else {
        return Vec::new();
    };
    let is_of_that_task = value(filled, own::HELD) == value(filled, "numbers").trim();
    let emptied = changes(&held, filled);
    if is_of_that_task { emptied } else { Vec::new() }
}

/// What the task of a form held when the form was made; `None` where it was filled with none.
fn shown(desk: &Desk, filled: &Filled) -> Option<Filled> {
    let number = value(filled, own::HELD).parse().ok()?;
    let seen = value(filled, own::SEEN).parse().ok()?;
    held_at(&desk.store().ok()??, number, seen)
}

/// Brings a form up to date whose task changed meanwhile: what was not touched in it shows what is held now.
pub(crate) fn brought_up(desk: &Desk, now: u64, filled: &mut Filled) {
    let Some(then) = shown(desk, filled) else {
        return;
    };
    let number = value(filled, own::HELD).parse().unwrap_or_default();
    let store = desk.store().ok().flatten();
    if let Some(held) = store.and_then(|store| held_at(&store, number, now)) {
        renew(&then, &held, filled);
    }
}

/// The same of texts that were shown `then` and are held so now.
pub(crate) fn renew(then: &Filled, now: &Filled, filled: &mut Filled) {
    for (id, text) in filled.iter_mut() {
        if is_same(value(then, id), text) && then.iter().any(|(held, _)| held == id) {
            value(now, id).clone_into(text);
        }
    }
}

/// Leaves what differs from what was held; which of that holds no letter any more.
pub(crate) fn changes(held: &Filled, filled: &mut Filled) -> Vec<String> {
    filled.retain(|(id, text)| {
        let of = held.iter().find(|(held, _)| held == id);
        of.is_none_or(|(_, held)| !is_same(held, text))
    });
    let is_of_the_task = |id: &str| held.iter().any(|(held, _)| held == id);
    let emptied = filled
        .iter()
        .filter(|(id, text)| text.trim().is_empty() && is_of_the_task(id));
    emptied.map(|(id, _)| id.clone()).collect()
}

/// Whether two texts are one: a browser sends line breaks in its own way.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(values: &[(&str, &str)]) -> Filled {
        let owned = |(id, text): &(&str, &str)| ((*id).to_owned(), (*text).to_owned());
        values.iter().map(owned).collect()
    }

    #[test]
    fn only_what_was_changed_is_said() {
        let held = filled(&[
            ("dept", "办公室"),
            ("owner", "李某"),
            ("detail", "一\n二"),
            ("due", "年底前"),
        ]);
        let mut form = filled(&[
            ("numbers", "3"),
            ("dept", "人事科"),
            ("owner", ""),
            ("detail", "一\r\n二 "),
            ("due", "年底前"),
        ]);
        let emptied = changes(&held, &mut form);
        assert_eq!(
            form,
            filled(&[("numbers", "3"), ("dept", "人事科"), ("owner", "")])
        );
        assert_eq!(emptied, ["owner"]);
    }

    #[test]
    fn what_was_not_touched_shows_what_is_held_now() {
        let then = filled(&[("dept", "甲"), ("owner", "李某"), ("detail", "")]);
        let now = filled(&[("dept", "乙"), ("owner", "王某"), ("detail", "补了")]);
        let mut form = filled(&[
            ("numbers", "3"),
            ("dept", "甲"),
            ("owner", "张某"),
            ("detail", ""),
        ]);
        renew(&then, &now, &mut form);
        assert_eq!(
            form,
            filled(&[
                ("numbers", "3"),
                ("dept", "乙"),
                ("owner", "张某"),
                ("detail", "补了")
            ])
        );
    }
}
