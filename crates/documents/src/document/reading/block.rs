//! What stands with one problem: its measures, people and deadline (责任领导：…完成时限：…).

use super::found::Found;
use crate::document::task::{self, people};
use crate::vocabulary::label::Field;
use model::draft::DraftTask;
use office::text::punctuation;

/// A problem that is open, with what was said of it so far.
#[derive(Debug)]
pub(crate) struct Block {
    task: DraftTask,
}

impl Block {
    /// The block of a problem.
    pub(crate) fn of(title: &str) -> Self {
        Self {
            task: DraftTask {
                problem: title.to_owned(),
                ..DraftTask::default()
            },
        }
    }

    /// Adds a measure.
    pub(crate) fn measure(&mut self, text: &str) {
        let text = punctuation::strip_closing(text).to_owned();
        self.task.measures.push(text);
    }

    /// Adds people or a deadline; several values of one field are joined. Whether it was any of them.
    pub(crate) fn assign(
        &mut self,
        field: Field,
        text: &str,
        paragraph: u32,
        found: &mut Found,
    ) -> bool {
        let bare = punctuation::strip_closing(text);
        let unopened = !bare.contains(['（', '(']);
        let value = bare
            .strip_suffix(['）', ')'])
            .filter(|_| unopened)
            .unwrap_or(bare);
        let value = punctuation::strip_closing(value.trim_end_matches(['（', '(']));
        if value.is_empty() {
            return false;
        }
        let task = &mut self.task;
        let place = match field {
            Field::Lead => &mut task.lead,
            Field::Dept => &mut task.dept,
            Field::Owner => &mut task.owner,
            Field::Deadline => {
                if task.deadline.is_some() {
                    return false;
                }
                let (deadline, doubt) = task::deadline(value, paragraph, found.anchor);
                task.deadline = Some(deadline);
                found.doubts.extend(doubt);
                return true;
            }
            _ => return false,
        };
        let joined = place
            .take()
            .map_or_else(|| value.to_owned(), |known| format!("{known}、{value}"));
        *place = Some(people(&joined));
        true
    }

    /// The task, where anybody or any day is named.
    pub(crate) fn task(self) -> Option<DraftTask> {
        let task = self.task;
        let named = task.lead.is_some()
            || task.dept.is_some()
            || task.owner.is_some()
            || task.deadline.is_some();
        named.then_some(task)
    }
}
