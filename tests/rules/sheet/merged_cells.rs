//! Cells that a department merged before it handed the form in.

use model::event::TaskEvent;

use super::home::{collected, dispatched};
use super::office;
use crate::returned::Copied;

#[test]
fn a_cell_over_several_rows_speaks_for_each_of_them() {
    let mut tasks = office::tasks();
    let mut twin = tasks[1].clone();
    twin.number = 90;
    twin.card.problem = "档案归得不及时".to_owned();
    tasks.push(twin);
    let planned = dispatched(&tasks);
    let form = planned
        .iter()
        .find(|planned| planned.dept.as_deref() == Some("业务处"));
    let mut form = Copied::of(&form.expect("a form").bytes);
    form.form()
        .merge("2", "90", "本期进展情况", "两件事一并办结");
    let returned = collected(&[&form.bytes()], &tasks)
        .remove(0)
        .expect("our form");
    let noted = returned.rows.iter().filter(|row| {
        row.applied.iter().any(|one| {
            matches!(&one.event, TaskEvent::Progressed(note) if note.text == "两件事一并办结")
        })
    });
    assert_eq!(noted.count(), 2, "{returned:?}");
}
