//! What changed between two days.

use chrono::NaiveDate;

use crate::tally::Counted;

/// Tasks to which the same thing happened: how many, and the codes of the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// How many.
    pub count: u32,
    /// Codes of the first [`Listed::NAMED`].
    pub codes: Vec<String>,
}

impl Listed {
    /// More than these are a list, and `ledger list` gives lists.
    pub const NAMED: usize = 30;

    fn push(&mut self, task: &Counted<'_>) {
        self.count += 1;
        if self.codes.len() < Self::NAMED {
            self.codes.push(task.code());
        }
    }
}

/// The change from one day, at its end, to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The earlier day.
    pub since: NaiveDate,
    /// The later day.
    pub until: NaiveDate,
    /// 新增: registered after the earlier day.
    pub raised: Listed,
    /// 新增已完成整改: finished now and not then.
    pub finished: Listed,
    /// 新销号: closed with a day after the earlier one.
    pub closed: Listed,
    /// 新逾期: overdue now and not then.
    pub newly_overdue: Listed,
    /// 恢复整改
    pub reopened: Listed,
    /// 延期
    pub extended: Listed,
    /// 反弹或延续: registered since, and linked to an earlier task.
    pub relapsed: Listed,
}

impl Change {
    /// No change yet.
    pub fn new(since: NaiveDate, until: NaiveDate) -> Self {
        Self {
            since,
            until,
            raised: Listed::default(),
            finished: Listed::default(),
            closed: Listed::default(),
            newly_overdue: Listed::default(),
            reopened: Listed::default(),
            extended: Listed::default(),
            relapsed: Listed::default(),
        }
    }

    /// Compares one task as it stands on the later day with how it stood on the earlier one, where
    /// it existed then.
    pub fn add(&mut self, then: Option<&Counted<'_>>, now: &Counted<'_>) {
        if now.is_void() {
            return;
        }
        let within = |day: NaiveDate| day > self.since && day <= self.until;
        let was_finished = then.is_some_and(|task| task.finished_on().is_some());
        let was_overdue = then.is_some_and(|task| task.is_overdue(self.since));
        for (happened, listed) in [
            (within(now.raised_on), &mut self.raised),
            (
                now.finished_on().is_some_and(within) && !was_finished,
                &mut self.finished,
            ),
            (now.closed_on().is_some_and(within), &mut self.closed),
            (
                now.is_overdue(self.until) && !was_overdue,
                &mut self.newly_overdue,
            ),
            (
                now.reopenings.iter().any(|day| within(*day)),
                &mut self.reopened,
            ),
            (
                now.extensions.iter().any(|day| within(*day)),
                &mut self.extended,
            ),
            (
                within(now.raised_on) && now.marks.has_prior,
                &mut self.relapsed,
            ),
        ] {
            if happened {
                listed.push(now);
            }
        }
    }

    /// Every kind of change with its written form and its Chinese word.
    pub fn rows(&self) -> [(&'static str, &'static str, &Listed); 7] {
        [
            ("raised", "新增问题", &self.raised),
            ("finished", "新完成整改", &self.finished),
            ("closed", "新销号", &self.closed),
            ("newly_overdue", "新逾期", &self.newly_overdue),
            ("reopened", "恢复整改", &self.reopened),
            ("extended", "延期", &self.extended),
            ("relapsed", "反弹或延续", &self.relapsed),
        ]
    }
}
