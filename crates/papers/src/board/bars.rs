//! Stacked bars per group.

use std::cmp::Reverse;

use crate::board::row::{mark, short_dimension, shortened};
use model::tally::{Counts, Grouped, Grouping, RateKind, Tally};
use model::task::ProgressClass;
use office::svg::{self, Piece};

/// Characters of a group's name.
const NAME: usize = 20;

/// One group, or all for which there was no room.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) name: String,
    /// The whole name, where the shown one is shorter.
    pub(super) full: String,
    pub(super) total: u32,
    pub(super) parts: Vec<Part>,
    pub(super) svg: String,
}

/// A count with its sign and word.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) class: &'static str,
    pub(super) mark: &'static str,
    pub(super) word: &'static str,
    pub(super) count: u32,
}

/// The five standings.
pub(super) fn standings(counts: &Counts) -> Vec<Part> {
    ProgressClass::ALL
        .iter()
        .map(|standing| Part {
            class: standing.code(),
            mark: mark(*standing),
            word: standing.word(),
            count: counts.standing(*standing),
        })
        .collect()
}

fn pieces(parts: &[Part]) -> Vec<Piece<'_>> {
    parts
        .iter()
        .map(|part| Piece {
            class: part.class,
            amount: part.count,
            label: part.word,
        })
        .collect()
}

/// The ring of the whole scope.
pub(super) fn ring(counts: &Counts) -> String {
    svg::ring(
        &pieces(&standings(counts)),
        &counts.total.to_string(),
        "个问题",
    )
}

/// One bar per group in the groups' order. When there are more than `most`, the largest are shown
/// and the others are one bar, so that the bars always sum to the whole.
pub(super) fn bars(groups: &Grouped, most: usize) -> Vec<Bar> {
    let rows = groups.rows().iter();
    let mut rows: Vec<(Option<&str>, Summed)> = rows
        .map(|(key, tally)| (key.as_deref(), Summed::of(tally.counts())))
        .filter(|(_, summed)| summed.total > 0)
        .collect();
    // Those without the field stand last.
    rows.sort_by_key(|(key, _)| key.is_none());
    let mut rest = None;
    if rows.len() > most {
        let mut sizes: Vec<(u32, usize)> = rows
            .iter()
            .enumerate()
            .map(|(place, (_, summed))| (u32::MAX - summed.total, place))
            .collect();
        sizes.sort_unstable();
        let mut kept: Vec<usize> = sizes[..most - 1].iter().map(|(_, place)| *place).collect();
        kept.sort_unstable();
        let mut sum = Summed::default();
        let others = rows.iter().enumerate();
        for (_, (_, summed)) in others.filter(|(place, _)| kept.binary_search(place).is_err()) {
            sum.add(summed);
        }
        rest = Some((format!("其余{}个合计", rows.len() - kept.len()), sum));
        rows = kept.into_iter().map(|place| rows[place].clone()).collect();
    }
    let named = rows.into_iter().map(|(key, summed)| {
        let full = key.map_or_else(|| empty(groups.by()).to_owned(), str::to_owned);
        (full, summed)
    });
    drawn(groups.by(), named.collect(), rest)
}

/// One bar per unit, the one furthest behind first: that with the lowest closing rate, then with the most
/// overdue; of equal ones as they come. Those for which there is no room are one bar.
pub(super) fn ranked<'a>(
    units: impl Iterator<Item = (&'a str, &'a Tally)>,
    most: usize,
) -> Vec<Bar> {
    let mut units: Vec<(&str, &Tally)> = units.collect();
    units.sort_by_key(|(_, tally)| {
        let overdue = tally.counts().overdue;
        (tally.rate(RateKind::Closed).millionths(), Reverse(overdue))
    });
    let shown = if units.len() > most { most - 1 } else { most };
    let mut rows = units.into_iter().map(|(name, tally)| {
        let summed = Summed::of(tally.counts());
        (name.to_owned(), summed)
    });
    let named: Vec<_> = rows.by_ref().take(shown).collect();
    let (mut others, mut sum) = (0, Summed::default());
    for (_, summed) in rows {
        others += 1;
        sum.add(&summed);
    }
    let rest = (others > 0).then(|| (format!("其余{others}个合计"), sum));
    drawn(Grouping::Unit, named, rest)
}

/// Bars of one scale.
fn drawn(by: Grouping, named: Vec<(String, Summed)>, rest: Option<(String, Summed)>) -> Vec<Bar> {
    let rows: Vec<_> = named.into_iter().chain(rest).collect();
    let longest = rows.iter().map(|(_, summed)| summed.total).max();
    let longest = longest.unwrap_or_default();
    rows.iter()
        .map(|(full, summed)| bar(by, full, summed, longest))
        .collect()
}

fn bar(by: Grouping, full: &str, summed: &Summed, longest: u32) -> Bar {
    let parts = summed.parts();
    let name = match by {
        Grouping::Dimension => short_dimension(full),
        _ => shortened(full, NAME),
    };
    Bar {
        full: shortened(full, 60),
        name,
        total: summed.total,
        svg: svg::bar(&pieces(&parts[..ProgressClass::ALL.len()]), longest),
        parts: parts.into_iter().filter(|part| part.count > 0).collect(),
    }
}

fn empty(by: Grouping) -> &'static str {
    match by {
        Grouping::Dimension => "未写明方面",
        Grouping::Dept => "未定部门",
        Grouping::Lead => "未定领导",
        _ => "未填",
    }
}

/// Counts that may be those of several groups.
#[derive(Debug, Clone, Default)]
struct Summed {
    total: u32,
    standings: [u32; ProgressClass::ALL.len()],
    overdue: u32,
}

impl Summed {
    fn of(counts: &Counts) -> Self {
        Self {
            total: counts.total,
            standings: ProgressClass::ALL.map(|standing| counts.standing(standing)),
            overdue: counts.overdue,
        }
    }

    fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.overdue += other.overdue;
        for (mine, others) in self.standings.iter_mut().zip(other.standings) {
            *mine += others;
        }
    }

    /// The standings, and what is overdue beside them.
    fn parts(&self) -> Vec<Part> {
        let standings = ProgressClass::ALL.iter().zip(self.standings);
        let parts = standings.map(|(standing, count)| Part {
            class: standing.code(),
            mark: mark(*standing),
            word: short_word(*standing),
            count,
        });
        let overdue = Part {
            class: "overdue",
            mark: "▲",
            word: "逾期",
            count: self.overdue,
        };
        parts.chain([overdue]).collect()
    }
}

fn short_word(standing: ProgressClass) -> &'static str {
    match standing {
        ProgressClass::Finished => "完成",
        ProgressClass::MostlyDone => "基本",
        ProgressClass::InProgress => "推进",
        ProgressClass::LongTerm => "长期",
        ProgressClass::NotStarted => "未启动",
    }
}
