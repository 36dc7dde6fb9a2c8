//! What one form said: handed in again, in two versions, by the superior's number.

use model::event::TaskEvent;
use model::status::StatusKind;

use super::home::{collected, form_of, home, only, reasons};
use crate::sheet::office;

/// The form as filled in, saved at that hour.
fn filled(progress: &str, figures: &str, hour: u16) -> Vec<u8> {
    let mut form = form_of("业务处");
    form.form().fill("2", "本期进展情况", progress);
    form.form().fill("2", "数据", figures);
    form.saved_at(hour)
}

/// Handed in again, corrected, a form says what it says now: nothing is counted twice.
#[test]
fn what_one_form_said_is_said_once() {
    let mut tasks = office::tasks();
    let place = tasks.iter().position(|task| task.number == 2).unwrap();
    let forms = [
        filled("开会", "开会=3次", 9),
        filled("开会", "开会=6次", 10),
        filled("开会", "开会=6次", 10),
    ];
    let mut told = Vec::new();
    for (form, entry) in forms.iter().zip(40..) {
        let returned = collected(&[form], &tasks).remove(0).expect("ours");
        for applied in &only(&returned).applied {
            tasks[place].apply(entry, &applied.event);
            told.push(applied.from.clone());
        }
    }
    // The third brings nothing; the second is told as a change.
    assert_eq!(told, ["", "开会；开会=3次（2022-09-18）"]);
    let counted = tasks[place].progress.iter().flat_map(|note| &note.figures);
    let counted: Vec<String> = counted.map(ToString::to_string).collect();
    assert_eq!(counted, ["开会6次"]);
}

#[test]
fn of_two_versions_the_one_saved_later_counts() {
    let (early, late) = (
        filled("开会", "开会=3次", 9),
        filled("开会", "开会=6次", 10),
    );
    for (files, superseded) in [([&early, &late], 0), ([&late, &early], 1)] {
        let results = collected(&[files[0], files[1]], &office::tasks());
        for (place, result) in results.iter().enumerate() {
            let returned = result.as_ref().expect("ours");
            let old = place == superseded;
            assert_eq!(returned.superseded.is_some(), old);
            assert_eq!(returned.rows.is_empty(), old);
        }
    }
}

#[test]
fn a_row_is_known_by_the_superiors_number() {
    let mut tasks = office::tasks();
    let known = tasks.iter_mut().find(|task| task.number == 2).unwrap();
    known.external = Some("XC-2022-017".to_owned());
    let mut form = form_of("业务处");
    form.form().fill("2", "本期进展情况", "开会");
    form.form().fill("2", "问题编号", "ｘｃ－2022－017");
    let returned = collected(&[&form.bytes()], &tasks).remove(0).expect("ours");
    let row = only(&returned);
    assert_eq!((row.number, row.applied.len()), (Some(2), 1), "{row:?}");
    assert!(returned.deleted.is_empty());
}

/// A figure that can't be read costs that figure; text and state come.
#[test]
fn a_bad_figure_costs_no_note() {
    let returned = home(|form| {
        form.fill("2", "本期进展情况", "完成督办");
        form.fill("2", "数据", "督办=十余件；开会=2次");
        form.fill("2", "完成状态", "基本完成");
    });
    let row = only(&returned);
    assert_eq!(row.applied.len(), 2, "{row:?}");
    let TaskEvent::Progressed(noted) = &row.applied[0].event else {
        panic!("{row:?}");
    };
    assert_eq!((noted.text.as_str(), noted.figures.len()), ("完成督办", 1));
    assert_eq!(
        reasons(&returned),
        [
            "整改填报表第4行 数据“督办=十余件”：读不出名称、数目和单位，这个数据未采用；请写成“集中学习=12次”"
        ]
    );
}

/// A state means in a form what it means in a register.
#[test]
fn states_as_registers_write_them() {
    for (word, day) in [
        ("√", "2022-09-18"),
        ("是", "2022-09-18"),
        ("100%", "2022-09-18"),
        ("已整改到位", "2022-09-18"),
        ("已完成（2022年8月）", "2022-08-31"),
    ] {
        let returned = home(|form| form.fill("2", "完成状态", word));
        let row = only(&returned);
        assert_eq!(row.rejected, [], "{word}");
        let TaskEvent::Progressed(noted) = &row.applied[0].event else {
            panic!("{row:?}");
        };
        assert_eq!(noted.status, Some(StatusKind::Done), "{word}");
        assert_eq!(noted.on.to_string(), day, "{word}");
    }
}
