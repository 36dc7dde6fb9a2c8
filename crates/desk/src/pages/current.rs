//! What a task holds, as the fields of `edit`: a form that is sent back says only what was changed.

use model::task::Task;

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

/// What a form is filled with that is about one task, where it is one of the own unit.
pub(crate) fn held(desk: &Desk, numbers: &str) -> Option<Filled> {
    let number = numbers.trim().parse().ok()?;
    let task = desk.store().ok()??.task(number).ok()?;
    Some(fields(&task))
}

/// Leaves out of a form that was filled with what a task holds what was not changed; which fields were emptied.
/// In any other form a field without a letter says nothing.
pub(crate) fn only_changed(desk: &Desk, filled: &mut Filled) -> Vec<&'static str> {
    let was_filled = value(filled, own::HELD) == value(filled, "numbers");
    match held(desk, value(filled, "numbers")) {
        Some(held) if was_filled => changes(&held, filled),
        _ => Vec::new(),
    }
}

/// The same against what was held.
pub(crate) fn changes(held: &Filled, filled: &mut Filled) -> Vec<&'static str> {
    // A browser sends line breaks in its own way.
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    filled.retain(|(id, text)| {
        let of = held.iter().find(|(held, _)| held == id);
        of.is_none_or(|(_, held)| plain(held) != plain(text))
    });
    let is_emptied = |id: &&&str| {
        let of = filled.iter().find(|(field, _)| field == **id);
        of.is_some_and(|(_, text)| text.trim().is_empty())
    };
    CAN_BE_EMPTIED.iter().filter(is_emptied).copied().collect()
}

/// Fields that may come to hold nothing.
const CAN_BE_EMPTIED: [&str; 14] = [
    "dimension",
    "detail",
    "source",
    "target",
    "lead",
    "dept",
    "owner",
    "co_dept",
    "theme",
    "outcome",
    "reason",
    "next",
    "note",
    "wording",
];

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
}
