//! One pass over many tasks.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use model::tally::{Grouped, Grouping, Tally};

use crate::material::{tasks, today};

const TASKS: u32 = 10_000;

/// Every count at once, and the same by department.
pub(crate) fn measure(criterion: &mut Criterion) {
    let tasks = tasks(TASKS);
    let mut group = criterion.benchmark_group("tally");
    group.throughput(Throughput::Elements(TASKS.into()));
    assert_eq!(Tally::of(today(), &tasks).counts().total, TASKS);
    group.bench_function("10000_tasks", |bencher| {
        bencher.iter(|| black_box(Tally::of(today(), &tasks)));
    });
    group.bench_function("10000_tasks_by_dept", |bencher| {
        bencher.iter(|| {
            let mut depts = Grouped::new(Grouping::Dept, today());
            for task in &tasks {
                depts.add(task);
            }
            depts
        });
    });
    group.finish();
}
