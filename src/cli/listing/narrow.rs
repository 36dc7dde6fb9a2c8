//! A list on a screen that is too narrow for its table: a row after the other, each value with what heads it.

use unicode_width::UnicodeWidthStr as _;

use office::text::wrap::{broken, wrap};

/// Columns of a screen from which on a table is shown whatever it holds.
const WIDE: u16 = 80;
/// Columns that a short value takes at most; a longer one has lines of its own.
const SHORT: usize = 20;
/// Columns in which a longer one can still be read in a table.
const READABLE: usize = 16;
/// Bytes of a text from which on it is broken wherever a line is full.
const LONG: usize = 2_000;

/// How the rows are shown: which columns hold long values.
pub(super) struct Records {
    long: Vec<bool>,
    width: usize,
}

impl Records {
    /// Where the table of these heads and rows can't be read on a screen so wide.
    pub(super) fn instead<'a>(
        heads: &[&str],
        rows: impl Iterator<Item = Vec<&'a str>>,
        width: u16,
    ) -> Option<Self> {
        if width >= WIDE {
            return None;
        }
        let mut widest: Vec<usize> = heads.iter().map(|head| head.width()).collect();
        for row in rows {
            for (most, text) in widest.iter_mut().zip(row) {
                *most = text.width().max(*most);
            }
        }
        let needed = widest.iter().map(|most| match most {
            ..=SHORT => *most,
            _ => READABLE,
        });
        // Each column has two blanks and an edge.
        let table = needed.sum::<usize>() + widest.len() * 3 + 1;
        (table > width.into()).then(|| Self {
            long: widest.iter().map(|most| *most > SHORT).collect(),
            width: width.into(),
        })
    }

    /// The lines of a row: what the first column holds and the short values, then each long one.
    pub(super) fn lines(&self, heads: &[&str], row: &[&str]) -> Vec<String> {
        let cells = || heads.iter().zip(row).zip(&self.long).skip(1);
        let has_head = |head: &str, text: &str| !head.is_empty() && !text.is_empty();
        let mut lines = self.within(row.first().copied().unwrap_or_default(), "");
        for ((head, text), _) in cells().filter(|(_, long)| !**long) {
            if !has_head(head, text) {
                continue;
            }
            let piece = format!("{head} {text}");
            match lines.last_mut() {
                Some(line) if line.width() + 2 + piece.width() <= self.width => {
                    line.push('　');
                    line.push_str(&piece);
                }
                _ => lines.push(format!("    {piece}")),
            }
        }
        for ((head, text), _) in cells().filter(|(_, long)| **long) {
            if has_head(head, text) {
                lines.extend(self.within(&format!("{head}　{text}"), "  "));
            }
        }
        lines
    }

    /// A text on lines of the screen, those after the first set in.
    fn within(&self, text: &str, indent: &str) -> Vec<String> {
        let room = self.width.saturating_sub(4).max(2);
        let parts = match text.len() {
            ..=LONG => wrap(text, room),
            _ => broken(text, room).lines().map(str::to_owned).collect(),
        };
        let mut indents = std::iter::once(indent).chain(std::iter::repeat("    "));
        let indented = parts
            .iter()
            .map(|part| format!("{}{part}", indents.next().unwrap_or_default()));
        indented.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [&str; 4] = ["编号", "问题", "状态", ""];

    fn shown(rows: &[[&str; 4]], width: u16) -> Option<String> {
        let records = Records::instead(&HEADS, rows.iter().map(|row| row.to_vec()), width)?;
        let lines = rows.iter().flat_map(|row| records.lines(&HEADS, row));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_table_that_can_be_read_stays_one() {
        let rows = [["1", "读书笔记写得多、用得少", "未启动", ""]];
        assert_eq!(shown(&rows, 60), None);
        assert_eq!(shown(&rows, 39), None);
        assert!(shown(&rows, 38).is_some());
        let long = [["1", "很长的问题", "很长的问题很长的问题很长的", "████"]; 2];
        assert_eq!(shown(&long, 80), None);
    }

    #[test]
    fn rows_become_lines() {
        let rows = [
            [
                "1",
                "读书笔记写得多、用得少，学完以后很少对照",
                "未启动",
                "███",
            ],
            ["22", "", "已销号", ""],
        ];
        assert_eq!(
            shown(&rows, 38).as_deref(),
            Some(
                "1　状态 未启动\n  问题　读书笔记写得多、用得少，学完\n    以后很少对照\n22　状态 已销号"
            )
        );
    }
}
