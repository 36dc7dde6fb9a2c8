//! Tallies by group.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::dimension;
use crate::tally::Tally;
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
    pub fn key(self, task: &Task) -> Option<String> {
        match self {
            Self::Dimension => task.dimension.as_deref().map(dimension::name),
            Self::Theme => task.theme.clone(),
            Self::Dept => task.dept.clone(),
            Self::Lead => task.lead.clone(),
            Self::Subject => Some(task.subject.name().to_owned()),
            Self::Unit => task.unit.clone(),
            Self::Year => Some(task.year.to_string()),
            Self::Source => task.source.clone(),
            Self::Status => Some(task.status.kind().word().to_owned()),
        }
    }
}

/// One tally per group, in the order of the groups' first tasks.
#[derive(Debug, Clone)]
pub struct Grouped {
    by: Grouping,
    empty: Tally,
    rows: Vec<(Option<String>, Tally)>,
    places: HashMap<Option<String>, usize>,
    /// Names of dimensions by their wordings: many tasks, few wordings.
    dimensions: HashMap<String, String>,
}

impl Grouped {
    /// Groups nothing yet.
    pub fn new(by: Grouping, today: NaiveDate) -> Self {
        Self {
            by,
            empty: Tally::new(today),
            rows: Vec::new(),
            places: HashMap::new(),
            dimensions: HashMap::new(),
        }
    }

    /// Counts one task in its group.
    pub fn add(&mut self, task: &Task) {
        let key = match (self.by, &task.dimension) {
            (Grouping::Dimension, Some(wording)) => Some(self.dimension(wording)),
            _ => self.by.key(task),
        };
        let place = *self.places.entry(key.clone()).or_insert_with(|| {
            self.rows.push((key, self.empty.clone()));
            self.rows.len() - 1
        });
        self.rows[place].1.add(task);
    }

    fn dimension(&mut self, wording: &str) -> String {
        if let Some(name) = self.dimensions.get(wording) {
            return name.clone();
        }
        let name = dimension::name(wording);
        self.dimensions.insert(wording.to_owned(), name.clone());
        name
    }

    /// Adds groups that are shown even when nothing falls into them, and fixes their order.
    #[must_use]
    pub fn in_order(mut self, keys: impl IntoIterator<Item = String>) -> Self {
        for key in keys {
            let key = Some(key);
            if !self.places.contains_key(&key) {
                self.places.insert(key.clone(), self.rows.len());
                self.rows.push((key, self.empty.clone()));
            }
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
