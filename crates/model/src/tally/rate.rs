//! Rates, which never say more than is so.

use crate::status::StatusKind;
use crate::tally::{Counts, StatusCounts};
use crate::task::ProgressClass;

/// What a rate means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateKind {
    /// 已销号 ÷ 全部
    Closed,
    /// 已完成整改 ÷ 全部
    Done,
    /// 到期的之中，已完成整改 ÷ 到期
    Due,
}

impl RateKind {
    /// All rates.
    pub const ALL: [Self; 3] = [Self::Closed, Self::Done, Self::Due];

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Done => "done",
            Self::Due => "due",
        }
    }

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "销号率",
            Self::Done => "整改完成率",
            Self::Due => "到期完成率",
        }
    }

    /// What is divided by what.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Closed => "已销号÷问题总数",
            Self::Done => "已完成整改（已完成、申请销号、已销号）÷问题总数",
            Self::Due => "时限已到的问题中已完成整改的÷时限已到的问题",
        }
    }
}

/// A share of tasks, as numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What it means.
    pub kind: RateKind,
    /// How many of them.
    pub numerator: u32,
    /// Of how many.
    pub denominator: u32,
    all_closed: bool,
}

impl Rate {
    /// 销号率 of tasks of which only their standing is known.
    pub fn closed(stand: &StatusCounts) -> Self {
        let closed = stand.status(StatusKind::Closed);
        Self {
            kind: RateKind::Closed,
            numerator: closed,
            denominator: stand.total,
            all_closed: closed == stand.total,
        }
    }

    pub(super) fn of(counts: &Counts, kind: RateKind) -> Self {
        let (numerator, denominator) = match kind {
            RateKind::Closed => (counts.status(StatusKind::Closed), counts.total),
            RateKind::Done => (counts.standing(ProgressClass::Finished), counts.total),
            RateKind::Due => (counts.due_finished, counts.due),
        };
        Self {
            kind,
            numerator,
            denominator,
            all_closed: counts.status(StatusKind::Closed) == counts.total,
        }
    }

    /// The share in millionths, to be compared as a number and not as text; nothing of nothing.
    pub fn millionths(&self) -> u64 {
        u64::from(self.numerator) * 1_000_000 / u64::from(self.denominator.max(1))
    }

    /// The percentage with at most two decimals. Never 0% for some nor 100% by rounding; none at
    /// all where 100% would be said while a task is not closed, or of nothing.
    pub fn percent(&self) -> Option<String> {
        let (part, whole) = (u64::from(self.numerator), u64::from(self.denominator));
        if whole == 0 || (part == whole && !self.all_closed) {
            return None;
        }
        let mut hundredths = (part * 20_000 + whole) / (2 * whole);
        if part > 0 && part < whole {
            hundredths = hundredths.clamp(1, 9_999);
        }
        let decimals = format!("{:02}", hundredths % 100);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        Some(format!("{}{point}{decimals}%", hundredths / 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(numerator: u32, denominator: u32, all_closed: bool) -> Option<String> {
        let rate = Rate {
            kind: RateKind::Done,
            numerator,
            denominator,
            all_closed,
        };
        rate.percent()
    }

    #[test]
    fn rates_round_without_overstating() {
        for (numerator, denominator, text) in [
            (19, 25, "76%"),
            (688, 697, "98.71%"),
            (453, 471, "96.18%"),
            (18, 471, "3.82%"),
            (1, 1_000_000, "0.01%"),
            (999_999, 1_000_000, "99.99%"),
            (1, 2, "50%"),
            (0, 3, "0%"),
            (1, 8, "12.5%"),
        ] {
            assert_eq!(
                percent(numerator, denominator, false).as_deref(),
                Some(text)
            );
        }
        assert_eq!(percent(3, 3, true).as_deref(), Some("100%"));
        assert_eq!(percent(3, 3, false), None);
        assert_eq!(percent(0, 0, true), None);
    }
}
