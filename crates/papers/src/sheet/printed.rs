//! Which columns of a list stand on paper, and how wide: letters under 9 points can't be read, so where
//! not all columns fit beside each other the weightiest are printed.

use super::column::Key;
use super::layout::Layout;
use office::xlsx::Paper;

/// Columns by weight: what every list is read for first.
const WEIGHT: [Key; 24] = [
    Key::Serial,
    Key::Problem,
    Key::Measures,
    Key::Dept,
    Key::Lead,
    Key::Deadline,
    Key::Progress,
    Key::ProgressAndOutcome,
    Key::Status,
    Key::Outcome,
    Key::Dimension,
    Key::Owner,
    Key::FinishedOn,
    Key::Code,
    Key::CoDepts,
    Key::Reason,
    Key::NextStep,
    Key::Target,
    Key::Subject,
    Key::Source,
    Key::Term,
    Key::ClosedOn,
    Key::Verifier,
    Key::Detail,
];

/// A list as it is printed.
#[derive(Debug)]
pub(super) struct OnPaper {
    /// Its layout, with the columns that fit.
    pub(super) layout: Layout,
    /// Their widths.
    pub(super) widths: Vec<u16>,
    /// Titles of those that do not.
    pub(super) left_out: Vec<&'static str>,
}

impl OnPaper {
    /// On the smaller paper where all columns fit on it, unless one is asked for. Columns that were chosen
    /// one by one are all printed, on pages beside each other where need be.
    pub(super) fn of(mut layout: Layout, paper: Option<Paper>) -> Self {
        let all = nominal(&layout);
        let fits = |paper: &Paper| paper.holds(&narrowed(&all));
        let found = paper.or_else(|| Paper::ALL.into_iter().find(fits));
        let paper = found.unwrap_or(Paper::A3);
        let mut left_out = Vec::new();
        if !layout.chosen && !fits(&paper) {
            left_out = leave_out(&mut layout, paper);
        }
        let widths = stretched(&nominal(&layout), paper);
        Self {
            layout,
            widths,
            left_out,
        }
    }
}

fn nominal(layout: &Layout) -> Vec<u16> {
    layout
        .headings
        .iter()
        .map(|heading| heading.column.width)
        .collect()
}

/// The least widths that can be read: no day and no name is broken.
fn narrowed(widths: &[u16]) -> Vec<u16> {
    widths.iter().map(|width| narrow(*width)).collect()
}

fn narrow(width: u16) -> u16 {
    match width {
        ..=9 => width.min(7),
        10 | 11 => 8,
        12..=16 => 11,
        width => (width * 2 / 3).max(12),
    }
}

/// Leaves out what does not fit, the lightest first.
fn leave_out(layout: &mut Layout, paper: Paper) -> Vec<&'static str> {
    let weight = |key: Key| WEIGHT.iter().position(|known| *known == key);
    let mut order: Vec<usize> = (0..layout.headings.len()).collect();
    order.sort_by_key(|at| weight(layout.headings[*at].column.key).unwrap_or(WEIGHT.len()));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let mut with: Vec<usize> = kept.iter().copied().chain([at]).collect();
        with.sort_unstable();
        let widths: Vec<u16> = with
            .iter()
            .map(|at| narrow(layout.headings[*at].column.width))
            .collect();
        if !paper.holds(&widths) {
            break;
        }
        kept = with;
    }
    let mut left_out = Vec::new();
    let mut at = 0;
    layout.headings.retain(|heading| {
        let keeps = kept.contains(&at);
        at += 1;
        if !keeps {
            left_out.push(heading.title);
        }
        keeps
    });
    left_out
}

/// As wide as the paper allows, up to a third more than on the screen.
fn stretched(widths: &[u16], paper: Paper) -> Vec<u16> {
    let narrow = narrowed(widths);
    if !paper.holds(&narrow) {
        return narrow;
    }
    let at = |share: u16| -> Vec<u16> {
        let pairs = narrow.iter().zip(widths);
        pairs
            .map(|(least, width)| {
                // What says little needs no more than on the screen.
                let most = if *width < 16 { *width } else { width * 4 / 3 };
                least + most.saturating_sub(*least) * share / 100
            })
            .collect()
    };
    let best = (0..=100).rev().map(at).find(|widths| paper.holds(widths));
    best.unwrap_or(narrow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::layout::{List, Rows};

    #[test]
    fn every_list_stands_on_one_page_side_by_side() {
        for list in List::ALL {
            for rows in [Rows::Problem, Rows::Measure] {
                for paper in [None, Some(Paper::A4), Some(Paper::A3)] {
                    let on_paper = OnPaper::of(Layout::of(list, rows), paper);
                    let holds = paper.unwrap_or(Paper::A3).holds(&on_paper.widths);
                    assert!(holds, "{list:?} {rows:?} {paper:?}");
                    let left_out = &on_paper.left_out;
                    // Who filled it in, and when, is said above the table too.
                    let wide = matches!(list, List::Full | List::Upward);
                    let whole = paper.is_none() && !wide;
                    assert!(
                        left_out.is_empty() || !whole,
                        "{list:?} {rows:?} {left_out:?}"
                    );
                    for title in ["存在问题", "整改措施"] {
                        assert!(!left_out.contains(&title), "{list:?} {paper:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn chosen_columns_are_all_printed() {
        let names: Vec<&str> = crate::sheet::column::COLUMNS
            .iter()
            .map(|column| column.name)
            .collect();
        let layout = Layout::of(List::Full, Rows::Problem).with_columns(&names);
        let on_paper = OnPaper::of(layout.expect("columns"), Some(Paper::A4));
        assert_eq!(
            (on_paper.widths.len(), on_paper.left_out.len()),
            (names.len(), 0)
        );
    }
}
