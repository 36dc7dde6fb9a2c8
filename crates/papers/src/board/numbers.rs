//! The numbers of a scope: one pass over its tasks, and what programs read of it.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::figures::total_json;
use model::book::Book;
use model::figure::FigureKinds;
use model::status::StatusKind;
use model::subject::Subject;
use model::tally::{
    Change, Counted, DUE_SOON_DAYS, Gap, Grouped, Grouping, Listed, Months, RateKind, Tally, Total,
};
use model::task::ProgressClass;

/// Everything that `stats` tells.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// The day reckoned from.
    pub today: NaiveDate,
    /// The counts.
    pub tally: Tally,
    /// By month.
    pub months: Months,
    /// By group, where asked for.
    pub groups: Option<Grouped>,
    /// Since an earlier day, where asked for.
    pub change: Option<Change>,
    kinds: FigureKinds,
    /// Tasks that lack something, by what they lack.
    gaps: [u32; Gap::ALL.len()],
}

impl Numbers {
    /// No task counted yet.
    pub fn new(
        today: NaiveDate,
        by: Option<Grouping>,
        since: Option<NaiveDate>,
        book: &Book,
    ) -> Self {
        Self {
            today,
            tally: Tally::new(today),
            months: Months::default(),
            groups: by.map(|by| Grouped::new(by, today).in_order(fixed_order(by, book))),
            change: since.map(|since| Change::new(since, today)),
            kinds: book.figure_kinds(),
            gaps: [0; Gap::ALL.len()],
        }
    }

    /// Counts one task as it stands, and as it stood on the earlier day, where it existed.
    pub fn add(&mut self, now: &Counted<'_>, then: Option<&Counted<'_>>) {
        match &mut self.groups {
            // Each is counted once, in its group.
            Some(groups) => {
                groups.count(now);
                self.tally.count_told(now);
            }
            None => self.tally.count(now),
        }
        self.months.count(now);
        for gap in Gap::ALL {
            self.gaps[gap as usize] += u32::from(gap.is_in(now, self.today));
        }
        if let Some(change) = &mut self.change {
            change.add(then, now);
        }
    }

    /// Counts the tasks of another too, which come behind these. Of an earlier day it tells nothing.
    pub fn join(&mut self, later: Self) {
        self.tally.join(later.tally);
        self.months.join(&later.months);
        for (sum, more) in self.gaps.iter_mut().zip(later.gaps) {
            *sum += more;
        }
        if let (Some(groups), Some(more)) = (&mut self.groups, later.groups) {
            groups.join(more);
        }
    }

    /// Makes what is asked for repeatedly quick to tell; nothing else changes.
    pub fn settle(&mut self) {
        self.tally.settle();
        self.groups.iter_mut().for_each(Grouped::settle);
    }

    /// The numbers once all is counted: what stands in groups is summed.
    #[must_use]
    pub fn summed(mut self) -> Self {
        self.settle();
        for (_, tally) in self.groups.iter().flat_map(model::tally::Grouped::rows) {
            self.tally.add_stand(tally);
        }
        self.tally.settle();
        self
    }

    /// The groups into which something falls, in the order they are shown in.
    pub fn group_rows(&self) -> Vec<(Option<&str>, &Tally)> {
        let Some(groups) = &self.groups else {
            return Vec::new();
        };
        let mut rows: Vec<(Option<&str>, &Tally)> = groups
            .rows()
            .iter()
            .filter(|(_, tally)| tally.counts().total + tally.counts().void > 0)
            .map(|(key, tally)| (key.as_deref(), tally))
            .collect();
        // Those without the field stand last; years follow the calendar.
        rows.sort_by_key(|(key, _)| match (key, groups.by()) {
            (None, _) => (true, None),
            (key, Grouping::Year) => (false, *key),
            _ => (false, None),
        });
        rows
    }

    /// All of it for programs.
    pub fn json(&self) -> Value {
        let mut object = Map::new();
        object.insert("today".into(), json!(self.today.to_string()));
        object.insert("due_soon_days".into(), json!(DUE_SOON_DAYS));
        object.extend(counts(&self.tally));
        let lacking = Gap::ALL.into_iter().zip(self.gaps);
        object.extend(lacking.map(|(gap, count)| (gap.code().to_owned(), json!(count))));
        object.insert("rates".into(), self.rates());
        object.insert("months".into(), self.month_rows());
        object.insert("figures".into(), self.figures());
        object.insert("institutions".into(), institutions(&self.tally));
        if let Some(groups) = &self.groups {
            let rows = self.group_rows().into_iter().map(|(key, tally)| {
                let mut row = Map::new();
                row.insert("key".into(), json!(key));
                row.extend(counts(tally));
                Value::Object(row)
            });
            object.insert("by".into(), json!(groups.by().code()));
            object.insert("groups".into(), rows.collect());
        }
        if let Some(change) = &self.change {
            object.insert("change".into(), change_json(change));
        }
        Value::Object(object)
    }

    fn rates(&self) -> Value {
        let rates = RateKind::ALL.into_iter().map(|kind| {
            let rate = self.tally.rate(kind);
            json!({
                "kind": kind.code(),
                "name": kind.word(),
                "definition": kind.definition(),
                "numerator": rate.numerator,
                "denominator": rate.denominator,
                "percent": rate.percent(),
            })
        });
        rates.collect()
    }

    fn month_rows(&self) -> Value {
        let rows = self.months.rows().map(|(day, month)| {
            json!({
                "month": day.format("%Y-%m").to_string(),
                "planned": month.planned,
                "finished": month.finished,
                "closed": month.closed,
            })
        });
        rows.collect()
    }

    fn figures(&self) -> Value {
        self.totals().iter().map(total_json).collect()
    }

    /// What the figures come to, as this office counts them.
    pub fn totals(&self) -> Vec<Total> {
        self.tally.figures().totals(&self.kinds)
    }
}

/// Groups whose order does not follow the tasks: leaders stand as in the roster and are never
/// ranked, statuses follow the work.
pub(crate) fn fixed_order(by: Grouping, book: &Book) -> Vec<String> {
    let roster = book.members.iter().map(|member| member.name.clone());
    match by {
        Grouping::Lead => roster.collect(),
        Grouping::Subject => [Subject::Team.name().to_owned()]
            .into_iter()
            .chain(roster)
            .collect(),
        Grouping::Status => StatusKind::ALL
            .iter()
            .map(|kind| kind.word().to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

fn counts(tally: &Tally) -> Map<String, Value> {
    let counts = tally.counts();
    let standings: Map<String, Value> = ProgressClass::ALL
        .iter()
        .map(|standing| (standing.code().into(), json!(counts.standing(*standing))))
        .collect();
    let statuses: Map<String, Value> = StatusKind::ALL
        .iter()
        .filter(|kind| **kind != StatusKind::Void)
        .map(|kind| (kind.code().into(), json!(counts.status(*kind))))
        .collect();
    let mut map = Map::new();
    for (key, value) in [
        ("problems", counts.total),
        ("measures", tally.measures()),
        ("void", counts.void),
    ] {
        map.insert(key.into(), json!(value));
    }
    map.insert("standings".into(), Value::Object(standings));
    map.insert("statuses".into(), Value::Object(statuses));
    for (key, value) in [
        ("overdue", counts.overdue),
        ("due_soon", counts.due_soon),
        ("on_time", counts.on_time),
        ("late", counts.late),
        ("extended", counts.extended),
        ("extensions", counts.extensions),
        ("relapsed", counts.relapsed),
        ("due", counts.due),
        ("due_finished", counts.due_finished),
        ("check_due", counts.check_due),
        ("never_checked", counts.never_checked),
        ("unassigned", counts.unassigned),
    ] {
        map.insert(key.into(), json!(value));
    }
    map
}

fn institutions(tally: &Tally) -> Value {
    let told = tally.institutions();
    json!({"count": told.count(), "made": told.made(), "revised": told.revised()})
}

fn change_json(change: &Change) -> Value {
    let mut object = Map::new();
    object.insert("since".into(), json!(change.since.to_string()));
    object.insert("until".into(), json!(change.until.to_string()));
    for (code, _, Listed { count, codes }) in change.rows() {
        object.insert(code.into(), json!({"count": count, "tasks": codes}));
    }
    Value::Object(object)
}

/// The header of [`group_cells`].
pub const GROUP_COLUMNS: [&str; 16] = [
    "问题",
    "措施",
    "已完成整改",
    "基本完成",
    "正在推进",
    "长期坚持",
    "尚未启动",
    "申请销号",
    "已销号",
    "逾期",
    "临期",
    "按期完成",
    "超期完成",
    "延期",
    "反弹或延续",
    "待分解",
];

/// One tally as a row under [`GROUP_COLUMNS`].
pub fn group_cells(tally: &Tally) -> [u32; 16] {
    let counts = tally.counts();
    let [finished, mostly, going, long, not] =
        ProgressClass::ALL.map(|standing| counts.standing(standing));
    [
        counts.total,
        tally.measures(),
        finished,
        mostly,
        going,
        long,
        not,
        counts.status(StatusKind::Applied),
        counts.status(StatusKind::Closed),
        counts.overdue,
        counts.due_soon,
        counts.on_time,
        counts.late,
        counts.extended,
        counts.relapsed,
        counts.unassigned,
    ]
}
