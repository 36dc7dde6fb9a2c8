//! Entries: written, read back, chained, folded to tasks.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use model::entry::Entry;
use model::event::codec::{self, Chain};
use model::task::Task;

use crate::material::entries;

/// Fold and codec.
pub(crate) fn measure(criterion: &mut Criterion) {
    fold(criterion);
    code(criterion);
}

fn fold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    for (name, count) in [("one_task", 1), ("1000_tasks", 1000)] {
        let histories: Vec<Vec<Entry>> = (1..=count).map(entries).collect();
        let number: usize = histories.iter().map(Vec::len).sum();
        group.throughput(Throughput::Elements(number as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for (number, history) in (1..).zip(&histories) {
                    black_box(Task::fold(number, history));
                }
            });
        });
    }
    group.finish();
}

fn code(criterion: &mut Criterion) {
    // Sequences without a gap, as a chain wants them.
    let mut history: Vec<Entry> = (1..=100).flat_map(entries).collect();
    for (sequence, entry) in (1..).zip(&mut history) {
        entry.sequence = sequence;
    }
    let bodies: Vec<String> = history.iter().map(codec::write).collect();
    let read = |body: &String| codec::read(body).expect("what was written");
    assert!(bodies.iter().map(read).eq(history.iter().cloned()));

    let mut group = criterion.benchmark_group("codec");
    group.throughput(Throughput::Elements(history.len() as u64));
    group.bench_function("write", |bencher| {
        bencher.iter(|| {
            for entry in &history {
                black_box(codec::write(entry));
            }
        });
    });
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            for body in &bodies {
                black_box(read(body));
            }
        });
    });
    group.bench_function("chain", |bencher| {
        bencher.iter(|| {
            let mut chain = Chain::of("bench");
            for body in &bodies {
                chain.link(body);
            }
            *chain.head()
        });
    });
    group.finish();
}
