//! Which tasks a year's report covers.

use model::subject::Subject;
use papers::report::{Coverage, covers};

use crate::report::office::{Case, day};

#[test]
fn older_tasks_are_covered_while_they_were_open_at_the_meeting() {
    let task = |year| Case::new(1, year, Subject::Team, "甲");
    let closed = |on: &str| task(2019).closed(on, None).task;
    let held = Some(day("2022-01-20"));
    for (task, held_on, coverage) in [
        (task(2021).task, None, Coverage::Main),
        (
            task(2021).closed("2022-03-01", None).task,
            None,
            Coverage::Main,
        ),
        (task(2022).task, None, Coverage::No),
        (task(2019).task, None, Coverage::Older),
        (closed("2021-12-31"), None, Coverage::No),
        (closed("2022-01-01"), None, Coverage::Older),
        (closed("2022-01-19"), held, Coverage::No),
        (closed("2022-01-20"), held, Coverage::Older),
        (closed("2022-06-01"), held, Coverage::Older),
    ] {
        assert_eq!(covers(&task, 2022, held_on), coverage, "{:?}", task.status);
    }
}
