//! What was finished and closed over time, against the plan.

use chrono::{Months as Span, NaiveDate};

use crate::board::calendar::Calendar;
use model::tally::Months;
use office::svg::{self, Series};

/// The drawn lines; `None` while nothing is dated.
pub(super) fn curve(months: &Months, today: NaiveDate) -> Option<String> {
    if months.is_empty() {
        return None;
    }
    let calendar = Calendar::around(today, months.rows().map(|(day, _)| day));
    let last_day = |month: NaiveDate| {
        let next = month.checked_add_months(Span::new(1));
        next.and_then(|day| day.pred_opt()).unwrap_or(month)
    };
    let mut plan = Vec::new();
    let (mut finished, mut closed) = (Vec::new(), Vec::new());
    let before = calendar.months().next().and_then(|day| day.pred_opt());
    if let Some(sum) = before.map(|day| months.until(day)) {
        plan.push((0.0, sum.planned));
        finished.push((0.0, sum.finished));
        closed.push((0.0, sum.closed));
    }
    for month in calendar.months() {
        let sum = months.until(month);
        plan.push((calendar.place(last_day(month)), sum.planned));
        // The lines of what was done end today.
        if month <= today {
            let place = calendar.place(last_day(month).min(today));
            finished.push((place, sum.finished));
            closed.push((place, sum.closed));
        }
    }
    let end = |points: &[(f64, u32)]| points.last().map_or(0, |(_, count)| *count);
    let label = format!(
        "到期末应完成{}个；至今已完成整改{}个，其中已销号{}个",
        end(&plan),
        end(&finished),
        end(&closed)
    );
    let series = [
        Series {
            class: "plan",
            label: "应完成",
            points: plan,
        },
        Series {
            class: "finished",
            label: "已完成",
            points: finished,
        },
        Series {
            class: "closed",
            label: "已销号",
            points: closed,
        },
    ];
    Some(svg::lines(&series, &calendar.marks(), &label))
}
