//! The section of a report, in each of its ways of writing.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use papers::report::{self, Options, Phrases, Style};

use crate::material;

/// How many tasks the section tells of.
pub(crate) const TASKS: u32 = 100;

/// What is asked for: next year's section.
pub(crate) fn options(style: Style) -> Options {
    Options {
        year: 2022,
        style: Some(style),
        ..Options::default()
    }
}

/// From the tasks to the tree; nothing is rendered.
pub(crate) fn measure(criterion: &mut Criterion) {
    let (ledger, phrases) = (material::ledger(TASKS), Phrases::builtin());
    let mut group = criterion.benchmark_group("compose");
    group.throughput(Throughput::Elements(TASKS.into()));
    for (name, style) in [
        ("itemized", Style::Itemized),
        ("thematic", Style::Thematic),
        ("brief", Style::Brief),
    ] {
        let options = options(style);
        let write = || report::write(&ledger, &options, &phrases).expect("a section");
        assert_eq!(write().facts[0].items.len(), TASKS as usize, "{name}");
        group.bench_function(name, |bencher| bencher.iter(|| black_box(write())));
    }
    group.finish();
}
