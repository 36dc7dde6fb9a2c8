//! The names that tasks of a scope have: of each row of the table, every name once.

use std::collections::BTreeSet;

use super::AsOf;
use super::write::field;
use crate::{Error, Store};
use model::scope::Scope;

/// What a task names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// 责任部门, those of measures too.
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

impl Naming {
    pub(super) fn field(self) -> usize {
        match self {
            Self::Dept => field::DEPT,
            Self::Lead => field::LEAD,
            Self::Owner => field::OWNER,
            Self::Dimension => field::DIMENSION,
            Self::Source => field::SOURCE,
            Self::Subject => field::SUBJECT,
        }
    }
}

impl Store {
    /// The names that the tasks of a scope had on a day, for each of these sorts.
    pub fn names(
        &self,
        scope: &Scope,
        as_of: AsOf,
        sorts: &[Naming],
    ) -> Result<Vec<BTreeSet<String>>, Error> {
        let mut known: Vec<BTreeSet<String>> = vec![BTreeSet::new(); sorts.len()];
        // Which of the names of the row that is read are among them: many tasks, few names.
        let (mut row, mut told, mut new) = (None, vec![Vec::new(); sorts.len()], Vec::new());
        self.each_seen_by_name(scope, as_of, &mut |seen| {
            if row != seen.row() {
                row = seen.row();
                told.iter_mut().for_each(Vec::clear);
            }
            for ((sort, known), told) in sorts.iter().zip(&mut known).zip(&mut told) {
                seen.each_held(*sort, |held| {
                    if told.get(held as usize) != Some(&true) {
                        new.push(held);
                    }
                });
                for held in new.drain(..) {
                    let name = seen.name(*sort, held)?;
                    // Bytes that nobody wrote may point anywhere.
                    if held > 0 && name.is_none() {
                        continue;
                    }
                    let at = held as usize;
                    told.resize(told.len().max(at + 1), false);
                    told[at] = true;
                    if let Some(name) = name.filter(|name| !known.contains(*name)) {
                        known.insert(name.to_owned());
                    }
                }
            }
            Ok(true)
        })?;
        Ok(known)
    }
}
