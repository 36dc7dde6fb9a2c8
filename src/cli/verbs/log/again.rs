//! The same note of a task once more: a person is asked, a script is told.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::table;
use crate::cli::verbs::shared;
use model::event::Progressed;
use model::figure::name_key;
use model::task::{Progress, Task};
use store::Store;

/// Asks where one of the tasks has that very note of that day already.
pub(super) fn ask(
    context: &Context,
    store: &Store,
    numbers: &[u32],
    note: &Progressed,
) -> Result<(), Failure> {
    let mut again = Vec::new();
    for number in numbers {
        let task = store.task(*number)?;
        let Some(known) = same(&task, note) else {
            continue;
        };
        let told = format!(
            "第 {number} 项{}已经记过同样的进展：{}（记录 {}）",
            shared::day_text(known.date),
            told(known),
            known.entry
        );
        again.push((*number, told));
    }
    let Some((first, _)) = again.first() else {
        return Ok(());
    };
    if !context.is_agreed_to() {
        for (_, told) in &again {
            let told = format!("{told}；重复的用 ledger undo 撤销这一次");
            context.out.warn(&told);
        }
        return Ok(());
    }
    // One yes answers what was asked, and nothing else.
    let told: Vec<&str> = again.iter().map(|(_, told)| told.as_str()).collect();
    if context.consent(&format!("{}。仍要再记一次吗？", told.join("；")))? {
        return Ok(());
    }
    Err(Failure::request("没有记入，台账未作任何改动")
        .hint(format!("用 ledger show {first} 查看已记的进展")))
}

/// The note of the same day that says the same; signs and blanks make no difference.
fn same<'a>(task: &'a Task, note: &Progressed) -> Option<&'a Progress> {
    let text = name_key(&note.text);
    let is_alike = |known: &&Progress| {
        known.date == note.on
            && known.measure == note.measure
            && name_key(&known.text) == text
            && (!text.is_empty() || (!note.figures.is_empty() && known.figures == note.figures))
    };
    task.progress.iter().rev().find(is_alike)
}

fn told(note: &Progress) -> String {
    if note.text.is_empty() {
        let figures = note.figures.iter().map(ToString::to_string);
        return figures.collect::<Vec<_>>().join("、");
    }
    table::short(&note.text, 30)
}
