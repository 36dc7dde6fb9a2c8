//! Columns for people with nothing but departments, and the reverse: whatever a column is called, a
//! department mends as one and a person as one; who calls or writes in mends nothing.

use super::cells;
use super::decide::Columns;
use super::header::Header;
use super::look::Look;
use super::row::{Unread, Why};
use crate::vocabulary::{Aside, Key, Named};
use office::grid::Grid;

impl Columns {
    /// Where people call or write in, 姓名 and 联系人 are theirs.
    pub(super) fn callers(&mut self, header: &Header) {
        let calls = [
            "诉求", "来电", "来访", "来信", "投诉", "信访", "举报", "患者", "工单",
        ];
        let calls = |title: &String| calls.iter().any(|word| title.contains(word));
        if !header.titles.values().any(calls) {
            return;
        }
        for (at, found) in self.open(&header.named) {
            let title = cells::one_line(&header.titles[&at]);
            let person = found == Named::Key(Key::Person);
            if person || ["联系人", "联络人"].contains(&title.as_str()) {
                self.unread.insert(at, Unread::Aside(Aside::Finder));
            }
        }
    }

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
