//! The words that the tasks of a scope have in one place, each once: read from that column alone.

use std::collections::BTreeSet;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::query::conditions_but_unit;
use super::{Error, Store, row};
use model::scope::Scope;

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsOf {
    /// 责任部门, of tasks and of their measures.
    Dept,
    /// 责任领导
    Lead,
    /// 责任人
    Owner,
    /// 所属方面
    Dimension,
    /// 问题来源
    Source,
    /// 对象
    Subject,
}

impl WordsOf {
    fn column(self) -> &'static str {
        match self {
            Self::Dept => "dept",
            Self::Lead => "lead",
            Self::Owner => "owner",
            Self::Dimension => "dimension",
            Self::Source => "source",
            Self::Subject => "subject",
        }
    }
}

/// Departments of measures; most tasks have none, which a look at the text tells.
const OF_MEASURES: &str = "select distinct json_extract(own.value, '$.dept')
    from task not indexed, json_each(task.measures) as own";

impl Store {
    /// The words that tasks of the scope have there.
    pub fn words(&self, of: WordsOf, scope: &Scope) -> Result<BTreeSet<String>, Error> {
        let column = of.column();
        let mut words = BTreeSet::new();
        for (first, last) in self.ranges(scope)? {
            let mut sql = conditions_but_unit(scope);
            let range = [row::id(first, 0), row::id(last, u32::MAX)];
            sql.add("task.id between ? and ?", range.map(Value::Integer));
            let mut read = |select: &str, such: &str| {
                let text = format!("{select}{}{such}", sql.sql);
                let mut statement = self.connection.prepare_cached(&text)?;
                let found = statement.query_map(params_from_iter(&sql.values), |row| {
                    row.get::<_, Option<String>>(0)
                })?;
                for word in found {
                    words.extend(word?);
                }
                Ok::<_, Error>(())
            };
            read(
                &format!("select distinct task.{column} from task not indexed"),
                "",
            )?;
            if of == WordsOf::Dept {
                read(OF_MEASURES, " and instr(task.measures, '\"dept\":') > 0")?;
            }
        }
        Ok(words)
    }
}
