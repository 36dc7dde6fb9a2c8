//! Texts that no cell of Excel holds.

use model::task::Task;

use crate::returned::Copied;
use crate::sheet::home::{collected, dispatched, reasons};
use crate::sheet::office;

/// The tasks, all with this effect.
fn with_outcome(text: &str) -> Vec<Task> {
    let mut tasks = office::tasks();
    for task in &mut tasks {
        task.outcome = Some(text.to_owned());
    }
    tasks
}

#[test]
fn what_excel_would_cut_is_told_and_comes_home_as_unchanged() {
    let tasks = with_outcome(&"建立轮换制度，".repeat(8_000));
    let planned = dispatched(&tasks);
    let form = planned
        .iter()
        .find(|one| one.dept.as_deref() == Some("业务处"));
    let form = form.expect("a form");
    let cut: Vec<_> = form.cut.iter().map(|cut| cut.column.as_str()).collect();
    assert!(cut.contains(&"整改成效"), "{cut:?}");
    assert!(form.cut.iter().all(|cut| !cut.first.is_empty()));

    // Untouched, it changes nothing; edited, what is cut does not take the place of the whole.
    let home = collected(&[&form.bytes], &tasks)
        .remove(0)
        .expect("our form");
    assert!(
        home.rows.iter().all(|row| row.applied.is_empty()),
        "{home:?}"
    );
    let mut edited = Copied::of(&form.bytes);
    let kept = "建立轮换制度".to_owned() + ::office::xlsx::CUT;
    edited.form().fill("2", "整改成效", &kept);
    let home = collected(&[&edited.bytes()], &tasks)
        .remove(0)
        .expect("our form");
    assert!(
        home.rows.iter().all(|row| row.applied.is_empty()),
        "{home:?}"
    );
    let reasons = reasons(&home);
    assert!(
        reasons.iter().any(|why| why.contains("截断")),
        "{reasons:?}"
    );
}

#[test]
fn a_form_of_others_is_filled_with_what_fits_and_the_rest_is_told() {
    let book = office::book();
    let mut tasks = office::tasks();
    for task in &mut tasks {
        task.problem = "慢".repeat(40_000);
    }
    let filled = super::template::fill(&super::template::form(), &tasks, &book);
    let filled = filled.expect("a form");
    assert_eq!(filled.cut.len(), tasks.len(), "{:?}", filled.cut);
    assert!(filled.cut.iter().all(|cut| cut.column == "存在问题"));
}
