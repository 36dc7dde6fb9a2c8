//! Which columns a sheet has, under which titles, and whether a row is a problem or a measure.

use model::draft::SubjectKind;
use model::task::Task;

use super::column::{COLUMNS, Column, Key};
use documents::vocabulary::FULL;

/// The lists that offices know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum List {
    /// 整改台账
    #[default]
    Full,
    /// 上报整改台账
    Upward,
    /// 问题清单
    Problems,
    /// 任务清单
    Tasks,
    /// 责任清单
    Responsibilities,
    /// 个人整改清单
    Personal,
    /// 制度成果清单: one row per institution
    Institutions,
    /// 汇总表: one row per unit, made by [`super::summary`].
    Summary,
}

/// What one row stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    /// One row per problem.
    #[default]
    Problem,
    /// One row per measure (措施分解表); a problem without measures has one row.
    Measure,
    /// One row per institution (制度成果清单); a problem that left none has no row.
    Institution,
}

/// A column under the title that it has in this sheet.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// The column.
    pub column: &'static Column,
    /// Its title here.
    pub title: &'static str,
}

/// The shape of a sheet.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Title row of the printable forms.
    pub title: &'static str,
    /// The columns in order.
    pub headings: Vec<Heading>,
    /// What one row stands for.
    pub rows: Rows,
    /// Persons only, in workbooks a sheet for each.
    pub per_person: bool,
    /// Only the team's problems: what the team hands up holds none of a person.
    pub team_only: bool,
    /// The columns were chosen one by one.
    pub chosen: bool,
    /// Whether it lists tasks of several units, each with the name of its unit.
    pub of_units: bool,
}

/// A column name that no column has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no column {0}")]
pub struct UnknownColumn(pub String);

impl List {
    /// All lists.
    pub const ALL: [Self; 8] = [
        Self::Full,
        Self::Upward,
        Self::Problems,
        Self::Tasks,
        Self::Responsibilities,
        Self::Personal,
        Self::Institutions,
        Self::Summary,
    ];

    /// The written form, as in `--list`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Upward => "upward",
            Self::Problems => "problems",
            Self::Tasks => "tasks",
            Self::Responsibilities => "responsibilities",
            Self::Personal => "personal",
            Self::Institutions => "institutions",
            Self::Summary => "summary",
        }
    }

    /// The Chinese title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Full => "整改台账",
            Self::Upward => "上报整改台账",
            Self::Problems => "问题清单",
            Self::Tasks => "任务清单",
            Self::Responsibilities => "责任清单",
            Self::Personal => "个人整改清单",
            Self::Institutions => "制度成果清单",
            Self::Summary => "整改情况汇总表",
        }
    }

    /// The list with that code or title.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|list| list.code() == name || list.title() == name)
    }

    fn columns(self) -> &'static [(Key, &'static str)] {
        match self {
            Self::Full => FULL,
            Self::Upward => UPWARD,
            Self::Problems => PROBLEMS,
            Self::Tasks => TASKS,
            Self::Responsibilities => RESPONSIBILITIES,
            Self::Personal => PERSONAL,
            Self::Institutions => INSTITUTIONS,
            Self::Summary => &[],
        }
    }
}

impl Layout {
    /// The layout of a list. Rows per measure have the columns of the 措施分解表, whatever the list but that of
    /// institutions, which has a row for each.
    pub fn of(list: List, rows: Rows) -> Self {
        let rows = match list {
            List::Institutions => Rows::Institution,
            _ => rows,
        };
        let (title, columns) = match rows {
            Rows::Problem | Rows::Institution => (list.title(), list.columns()),
            Rows::Measure => ("措施分解表", MEASURES),
        };
        Self {
            title,
            headings: columns.iter().map(heading).collect(),
            rows,
            per_person: list == List::Personal,
            team_only: list == List::Upward,
            chosen: false,
            of_units: false,
        }
    }

    /// The same rows with one's own columns, each named by key or title (synonyms too).
    pub fn with_columns<S: AsRef<str>>(self, names: &[S]) -> Result<Self, UnknownColumn> {
        let headings = names
            .iter()
            .map(|name| self.named(name.as_ref().trim()))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            headings,
            chosen: true,
            ..self
        })
    }

    /// The same for tasks of several units: the code says which unit a task is of, and its name stands
    /// beside it. Columns that were chosen stay as they are.
    #[must_use]
    pub fn of_units(mut self) -> Self {
        if self.chosen {
            return self;
        }
        let place = |headings: &[Heading], key| {
            headings
                .iter()
                .position(|heading| heading.column.key == key)
        };
        self.headings
            .retain(|heading| heading.column.key != Key::UnitName);
        let code = place(&self.headings, Key::Code).unwrap_or_else(|| {
            let at = place(&self.headings, Key::Serial).map_or(0, |serial| serial + 1);
            self.headings.insert(at, heading(&(Key::Code, "")));
            at
        });
        self.headings
            .insert(code + 1, heading(&(Key::UnitName, "单位")));
        self.of_units = true;
        self
    }

    /// Whether the sheet lists this task.
    pub fn takes(&self, task: &Task) -> bool {
        match task.subject.kind() {
            SubjectKind::Team => !self.per_person,
            SubjectKind::Person => !self.team_only,
        }
    }

    /// The titles in order.
    pub fn titles(&self) -> impl Iterator<Item = &'static str> {
        self.headings.iter().map(|heading| heading.title)
    }

    fn named(&self, name: &str) -> Result<Heading, UnknownColumn> {
        if let Some(known) = self.headings.iter().find(|known| known.title == name) {
            return Ok(*known);
        }
        let by = |matches: &dyn Fn(&Column) -> bool| COLUMNS.iter().find(|column| matches(column));
        by(&|column| column.name == name || column.key.title() == name)
            .or_else(|| by(&|column| column.key.synonyms().contains(&name)))
            .map(|column| Heading {
                column,
                title: column.key.title(),
            })
            .ok_or_else(|| UnknownColumn(name.to_owned()))
    }
}

fn heading((key, title): &(Key, &'static str)) -> Heading {
    let column = Column::of(*key);
    Heading {
        column,
        title: if title.is_empty() { key.title() } else { title },
    }
}

// An empty title means the column's own.
const UPWARD: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Source, ""),
    (Key::Dimension, "对照方面"),
    (Key::Problem, ""),
    (Key::Measures, ""),
    (Key::Term, ""),
    (Key::Lead, ""),
    (Key::Dept, ""),
    (Key::CoDepts, ""),
    (Key::Deadline, ""),
    (Key::ProgressAndOutcome, ""),
    (Key::Status, ""),
    (Key::FinishedOn, ""),
    (Key::Reason, ""),
    (Key::NextStepAndDate, ""),
    (Key::Remark, ""),
    (Key::UnitName, ""),
    (Key::FiledOn, ""),
    (Key::Contact, ""),
];

const PROBLEMS: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Source, ""),
    (Key::Dimension, ""),
    (Key::Problem, ""),
    (Key::Detail, ""),
    (Key::Origin, ""),
];

const TASKS: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Code, "对应问题编号"),
    (Key::Target, ""),
    (Key::Measures, ""),
    (Key::Stages, ""),
    (Key::Deadline, ""),
    (Key::Term, ""),
    (Key::Standard, ""),
];

const RESPONSIBILITIES: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Code, "对应问题编号"),
    (Key::Lead, ""),
    (Key::Dept, "牵头(责任)部门"),
    (Key::CoDepts, ""),
    (Key::Owner, ""),
    (Key::Deadline, ""),
    (Key::Supervisor, ""),
];

const PERSONAL: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Person, ""),
    (Key::Post, ""),
    (Key::Dimension, "对照方面"),
    (Key::Problem, ""),
    (Key::Measures, ""),
    (Key::Deadline, ""),
    (Key::ProgressAndOutcome, ""),
    (Key::Status, ""),
    (Key::Remark, ""),
];

const INSTITUTIONS: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Institution, ""),
    (Key::InstitutionNumber, "文号"),
    (Key::InstitutionDate, "日期"),
    (Key::InstitutionKind, ""),
    (Key::Code, "任务编号"),
    (Key::Problem, ""),
    (Key::Dept, ""),
];

const MEASURES: &[(Key, &str)] = &[
    (Key::Serial, ""),
    (Key::Code, ""),
    (Key::Problem, ""),
    (Key::MeasureCode, ""),
    (Key::Measures, ""),
    (Key::Term, ""),
    (Key::Lead, ""),
    (Key::Dept, "牵头部门"),
    (Key::CoDepts, ""),
    (Key::Owner, ""),
    (Key::Deadline, "完成时限"),
    (Key::Progress, ""),
    (Key::Status, ""),
    (Key::FinishedOn, ""),
    (Key::Evidence, "佐证目录"),
];
