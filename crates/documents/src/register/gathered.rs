//! Everybody whom the rows of a problem name, by the column that each belongs to.

use std::collections::BTreeMap;

use super::parties::{Place, read};
use crate::vocabulary::Key;

/// Names by the column that they belong to.
#[derive(Default)]
pub(super) struct Parties {
    names: BTreeMap<Key, Vec<String>>,
    /// Who stood in a column for others: the column, and the name.
    moved: Vec<(Key, Key, String)>,
}

impl Parties {
    pub(super) fn add(&mut self, key: Key, name: String) {
        let names = self.names.entry(key).or_default();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }

    /// Adds the names of a cell; those that stand in the wrong column come after all others.
    pub(super) fn add_cell(&mut self, text: &str, place: Place) {
        for (key, name) in read(text, place) {
            if place.second.is_none() && place.misplaced(&name) == Some(key) {
                self.moved.push((place.key, key, name));
            } else {
                self.add(key, name);
            }
        }
    }

    /// Gives a place to those that stood in the wrong one: a second department helps; what is named
    /// already is not named again. Tells of each that was moved.
    pub(super) fn settle(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        for (from, to, name) in std::mem::take(&mut self.moved) {
            let holds = |key| self.names.get(&key).is_some_and(|names| !names.is_empty());
            let known = self.names.values().any(|names| names.contains(&name));
            let to = match to {
                Key::Dept if holds(Key::Dept) => Key::CoDepts,
                to => to,
            };
            if known {
                continue;
            }
            told.push(format!(
                "“{name}”写在“{}”列里，按“{}”读取",
                from.title(),
                to.title()
            ));
            self.add(to, name);
        }
        told
    }

    /// A cell of our own: only 配合部门 is a list.
    pub(super) fn add_own(&mut self, key: Key, cell: &str) {
        if key == Key::CoDepts {
            for name in cell.split(['、', '\n']) {
                self.add(key, name.to_owned());
            }
        } else {
            self.add(key, cell.to_owned());
        }
    }

    pub(super) fn take(&mut self, key: Key) -> Vec<String> {
        self.names.remove(&key).unwrap_or_default()
    }

    pub(super) fn joined(&mut self, key: Key) -> Option<String> {
        Some(self.take(key).join("、")).filter(|names| !names.is_empty())
    }
}
