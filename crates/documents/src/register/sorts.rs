//! Columns that hold measures of several sorts (纠正, 预防措施), and those that only seem to hold any.

use super::decide::{Columns, is_weak};
use super::header::Header;
use crate::vocabulary::{Key, Named};

impl Columns {
    /// Whether its measures are more of those that another column holds: 纠正 and 纠正措施, 临时对策 and
    /// 永久对策, or beside it under one title.
    pub(super) fn adds_measures(&self, at: u32, header: &Header) -> bool {
        const SORTS: [&str; 12] = [
            "纠正", "预防", "临时", "围堵", "遏制", "永久", "恒久", "长期", "短期", "近期", "长效",
            "治本",
        ];
        let title = |at: &u32| header.beneath.get(at).unwrap_or(&header.titles[at]);
        let sort = |at: &u32| SORTS.iter().any(|word| title(at).contains(word));
        let mut others = self.keys.iter().filter(|(_, key)| **key == Key::Measures);
        let another =
            others.any(|(other, _)| title(other) != title(&at) && (sort(other) || sort(&at)));
        another || self.beside(at, header)
    }

    /// Whether the column on its left holds measures under the same group of titles.
    pub(super) fn beside(&self, at: u32, header: &Header) -> bool {
        let measures = |at: u32| self.keys.get(&at) == Some(&Key::Measures);
        at > 0 && measures(at - 1) && header.beneath.contains_key(&at)
    }
}

/// 整改任务 beside 具体举措: what is to come of them.
pub(super) fn gives_way(at: u32, header: &Header) -> bool {
    let measures = Named::Key(Key::Measures);
    let title = |at: &u32| header.beneath.get(at).unwrap_or(&header.titles[at]);
    let weak = title(&at).ends_with("任务");
    let better = |other: &u32| {
        *other != at
            && header.named_at(*other) == Some(measures)
            && !is_weak(title(other), measures)
    };
    weak && header.titles.keys().any(better)
}
