//! Tallies by group.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::dimension;
use crate::tally::{Counted, Tally};
use crate::task::Task;

/// What tasks are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// 所属方面
    Dimension,
    /// 归类
    Theme,
    /// 责任部门
    Dept,
    /// 责任领导
    Lead,
    /// 对象
    Subject,
    /// 单位, by code; one's own has none.
    Unit,
    /// 年度
    Year,
    /// 问题来源
    Source,
    /// 完成状态
    Status,
}

impl Grouping {
    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dimension => "所属方面",
            Self::Theme => "归类",
            Self::Dept => "责任部门",
            Self::Lead => "责任领导",
            Self::Subject => "对象",
            Self::Unit => "单位",
            Self::Year => "年度",
            Self::Source => "问题来源",
            Self::Status => "完成状态",
        }
    }

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dimension => "dimension",
            Self::Theme => "theme",
            Self::Dept => "dept",
            Self::Lead => "lead",
            Self::Subject => "subject",
            Self::Unit => "unit",
            Self::Year => "year",
            Self::Source => "source",
            Self::Status => "status",
        }
    }

    /// The group a task falls into; `None` where the field is empty.
    fn key<'a>(self, task: &Counted<'a>) -> Option<Cow<'a, str>> {
        let text = match self {
            Self::Dimension => task.dimension,
            Self::Theme => task.theme,
            Self::Dept => task.dept,
            Self::Lead => task.lead,
            Self::Subject => Some(task.subject),
            Self::Unit => task.unit,
            Self::Year => return Some(Cow::Owned(task.year.to_string())),
            Self::Source => task.source,
            Self::Status => Some(task.kind.word()),
        };
        text.map(Cow::Borrowed)
    }
}

/// Wordings that are compared before one is looked up.
const MET: usize = 8;

/// One tally per group, in the order of the groups' first tasks.
#[derive(Debug, Clone)]
pub struct Grouped {
    by: Grouping,
    empty: Tally,
    rows: Vec<(Option<String>, Tally)>,
    places: HashMap<Option<String>, usize>,
    /// Places of the groups by the wordings that fall into them: many tasks, few wordings.
    wordings: HashMap<String, usize>,
    /// Some of these, looked at first: to compare a few texts takes less time than to look one up.
    met: Vec<(String, usize)>,
    /// Place of the group of those without the field.
    none: Option<usize>,
}

impl Grouped {
    /// Groups nothing yet. What notes tell, figures and institutions, is counted in no group.
    pub fn new(by: Grouping, today: NaiveDate) -> Self {
        Self::with(by, Tally::of_measures(today))
    }

    /// The same of states and days alone: no measures either.
    pub fn plain(by: Grouping, today: NaiveDate) -> Self {
        Self::with(by, Tally::plain(today))
    }

    fn with(by: Grouping, empty: Tally) -> Self {
        Self {
            by,
            empty,
            rows: Vec::new(),
            places: HashMap::new(),
            wordings: HashMap::new(),
            met: Vec::new(),
            none: None,
        }
    }

    /// Counts one task in its group.
    pub fn add(&mut self, task: &Task) {
        self.count(&Counted::of(task));
    }

    /// The same of what counts see of it.
    pub fn count(&mut self, task: &Counted<'_>) {
        let place = match self.by.key(task) {
            None => self.none,
            // Many tasks, few wordings.
            Some(text) => {
                let met = self.met.iter().find(|(known, _)| *known == text);
                let met = met.map(|(_, place)| *place);
                met.or_else(|| self.wordings.get(text.as_ref()).copied())
            }
        };
        let place = place.unwrap_or_else(|| self.new_place(self.by.key(task)));
        self.rows[place].1.count(task);
    }

    /// Counts in their groups the tasks of another, which come behind these.
    pub fn join(&mut self, later: Self) {
        for (key, tally) in later.rows {
            let is_none = key.is_none();
            let place = self.place_of(key);
            self.rows[place].1.join(tally);
            if is_none {
                self.none = Some(place);
            }
        }
    }

    /// Makes what is asked for repeatedly quick to tell; nothing else changes.
    pub fn settle(&mut self) {
        self.rows.iter_mut().for_each(|(_, tally)| tally.settle());
    }

    fn new_place(&mut self, wording: Option<Cow<'_, str>>) -> usize {
        let key = wording.as_deref().map(|wording| match self.by {
            Grouping::Dimension => dimension::key(wording),
            _ => wording.to_owned(),
        });
        let place = self.place_of(key);
        match wording {
            None => self.none = Some(place),
            Some(wording) => {
                if self.met.len() < MET {
                    self.met.push((wording.as_ref().to_owned(), place));
                }
                self.wordings.insert(wording.into_owned(), place);
            }
        }
        place
    }

    fn place_of(&mut self, key: Option<String>) -> usize {
        *self.places.entry(key.clone()).or_insert_with(|| {
            self.rows.push((key, self.empty.clone()));
            self.rows.len() - 1
        })
    }

    /// Adds groups that are shown even when nothing falls into them, and fixes their order.
    #[must_use]
    pub fn in_order(mut self, keys: impl IntoIterator<Item = String>) -> Self {
        for key in keys {
            self.place_of(Some(key));
        }
        self
    }

    /// What the tasks are grouped by.
    pub fn by(&self) -> Grouping {
        self.by
    }

    /// The groups; `None` is the group of those without the field.
    pub fn rows(&self) -> &[(Option<String>, Tally)] {
        &self.rows
    }
}
