//! Columns for people with nothing but departments, and the reverse: whatever a column is called, a
//! department mends as one and a person as one.

use super::cells;
use super::decide::Columns;
use super::header::Header;
use super::look::Look;
use super::row::Why;
use crate::vocabulary::Key;
use office::grid::Grid;

impl Columns {
    /// Turns such columns.
    pub(super) fn whoever(&mut self, grid: &Grid, header: &Header) {
        for from in [Key::Owner, Key::Lead, Key::Dept] {
            let Some(at) = self.column(from) else {
                continue;
            };
            let look = Look::of(grid, header, at);
            let (counted, to, word) = match from {
                Key::Dept => (look.names, [Key::Owner, Key::Lead], "人员"),
                _ => (look.offices, [Key::Dept, Key::CoDepts], "单位、部门"),
            };
            let said = self.why[&at] < Why::Title || self.seconds.contains_key(&from);
            // 石门村 may be a village.
            let unsure = from == Key::Dept && look.units > 0;
            if said || unsure || look.filled < 2 || counted < look.filled {
                continue;
            }
            let free = |key: &Key| {
                !self.taken.contains(key) && !self.seconds.values().any(|second| second == key)
            };
            let Some(to) = to.into_iter().find(free) else {
                continue;
            };
            let title = cells::one_line(&header.titles[&at]);
            self.doubts
                .push(format!("“{title}”列写的都是{word}，按“{}”读取", to.title()));
            self.turn(&[from], |column| column == at, to);
        }
    }
}
