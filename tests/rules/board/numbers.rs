//! The numbers: one pass, and groups that sum to the whole.

use model::subject::Subject;
use model::tally::{Counted, Grouping};
use model::task::Task;
use papers::board::Numbers;
use serde_json::Value;

use crate::board::made::{book, closed, day, due, long_term, noted, task, with};

fn tasks() -> Vec<Task> {
    let lead = |task, lead: &str| with(task, |card| card.lead = Some(lead.to_owned()));
    vec![
        lead(due(closed(task(1), "2022-06-01"), "2022-06-30"), "何平"),
        lead(
            due(noted(task(2), "2022-07-10", false), "2022-06-30"),
            "何平",
        ),
        lead(long_term(task(3)), "罗珊"),
        with(task(4), |card| {
            card.dept = Some("读者部".to_owned());
            card.dimension = None;
            card.year = 2020;
        }),
        with(task(5), |card| {
            card.subject = Subject::Person("罗珊".to_owned());
            card.dept = None;
        }),
    ]
}

fn numbers(by: Grouping) -> Numbers {
    let mut numbers = Numbers::new(day("2022-07-15"), Some(by), None, &book());
    for task in tasks() {
        numbers.add(&Counted::of(&task), None);
    }
    numbers.summed()
}

#[test]
fn what_several_counted_comes_to_what_one_counts() {
    let tasks = tasks();
    for by in [
        None,
        Some(Grouping::Dept),
        Some(Grouping::Lead),
        Some(Grouping::Status),
    ] {
        let count = |tasks: &[Task]| {
            let mut numbers = Numbers::new(day("2022-07-15"), by, None, &book());
            for task in tasks {
                numbers.add(&Counted::of(task), None);
            }
            numbers
        };
        let whole = count(&tasks).summed();
        for at in 0..=tasks.len() {
            let (first, behind) = tasks.split_at(at);
            let mut joined = count(first);
            joined.join(count(behind));
            let joined = joined.summed();
            assert_eq!(joined.json(), whole.json(), "{by:?} at {at}");
            assert_eq!(joined.group_rows().len(), whole.group_rows().len());
        }
    }
}

#[test]
fn every_grouping_sums_to_the_whole() {
    for (by, expected) in [
        (Grouping::Dimension, "带头履职尽责4 -1"),
        (Grouping::Dept, "办公室3 读者部1 -1"),
        // Never ranked: the roster's order.
        (Grouping::Lead, "罗珊1 何平2 -2"),
        (Grouping::Subject, "班子4 罗珊1"),
        (Grouping::Unit, "-5"),
        (Grouping::Year, "20201 20214"),
        (Grouping::Source, "-5"),
        (Grouping::Theme, "-5"),
        (Grouping::Status, "未启动3 正在推进1 已销号1"),
    ] {
        let numbers = numbers(by);
        let rows = numbers.group_rows();
        let told: Vec<String> = rows
            .iter()
            .map(|(key, tally)| format!("{}{}", key.unwrap_or("-"), tally.counts().total))
            .collect();
        assert_eq!(told.join(" "), expected, "{by:?}");
        let sum: u32 = rows.iter().map(|(_, tally)| tally.counts().total).sum();
        assert_eq!(sum, numbers.tally.counts().total, "{by:?}");
    }
}

#[test]
fn the_exclusive_counts_sum_to_the_total() {
    let json = numbers(Grouping::Dept).json();
    let sum = |map: &Value| -> u64 {
        let counts = map.as_object().expect("an object").values();
        counts.filter_map(Value::as_u64).sum()
    };
    for object in json["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .chain([&json])
    {
        assert_eq!(
            sum(&object["standings"]),
            object["problems"].as_u64().expect("a count")
        );
        assert_eq!(
            sum(&object["statuses"]),
            object["problems"].as_u64().expect("a count")
        );
    }
}

#[test]
fn a_rate_stands_with_what_it_divides() {
    let json = numbers(Grouping::Dept).json();
    for rate in json["rates"].as_array().expect("rates") {
        assert!(
            rate["definition"]
                .as_str()
                .is_some_and(|text| text.contains('÷'))
        );
        assert!(rate["numerator"].is_u64() && rate["denominator"].is_u64());
    }
}
