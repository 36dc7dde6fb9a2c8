//! Tables in plain text: columns kept apart by tabs, bars or wide blanks under a known header.

use super::paragraph::{Cell, Counter, Table};
use crate::register;
use office::text::punctuation;

/// What keeps the columns apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Tab,
    Bar,
    Blanks,
}

/// The table that begins with the first of the lines, and how many of them it takes.
pub(crate) fn table(lines: &[&str], counter: &mut Counter) -> Option<(Table, usize)> {
    let (gap, width) = [Gap::Tab, Gap::Bar, Gap::Blanks]
        .into_iter()
        .find_map(|gap| {
            let texts = split(lines.first()?, gap);
            let count = texts.len();
            (count > 2 && register::names_columns(texts)).then_some((gap, count))
        })?;
    let is_row = |line: &str| {
        let count = split(line, gap).len();
        (2..=width).contains(&count) && (gap != Gap::Blanks || count * 2 > width)
    };
    if !lines.get(1..)?.iter().take(3).any(|line| is_row(line)) {
        return None;
    }
    let mut rows = Vec::new();
    let mut taken = 0;
    for (i, line) in lines.iter().enumerate() {
        let bare = line.trim_matches(punctuation::is_blank);
        if bare.is_empty() || is_rule(bare) {
            continue;
        }
        let goes_on = lines[i + 1..]
            .iter()
            .find(|next| !next.trim().is_empty())
            .is_some_and(|next| is_row(next));
        let heading = bare.chars().count() <= 40 && !bare.ends_with('。') && goes_on;
        if !is_row(line) && !heading {
            break;
        }
        rows.push(row(&split(line, gap), width, counter.next()));
        taken = i + 1;
    }
    Some((Table::new(rows), taken))
}

/// A line without columns spans them all; missing cells at the end are empty.
fn row(texts: &[&str], width: usize, number: u32) -> Vec<Cell> {
    if let [only] = texts {
        return vec![Cell {
            span: width,
            ..cell(only, number)
        }];
    }
    let missing = width.saturating_sub(texts.len());
    texts
        .iter()
        .copied()
        .chain(std::iter::repeat_n("", missing))
        .map(|text| cell(text, number))
        .collect()
}

fn cell(text: &str, number: u32) -> Cell {
    Cell {
        number,
        text: text.to_owned(),
        continued: false,
        span: 1,
    }
}

/// Only dashes, bars and blanks.
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '|' | '+' | '=' | '─' | ' ' | '\t' | ':'))
}

fn split(line: &str, gap: Gap) -> Vec<&str> {
    let cells: Vec<&str> = match gap {
        Gap::Tab => line.split('\t').collect(),
        Gap::Bar => {
            let line = line.trim().trim_start_matches(['|', '｜']);
            let line = line.strip_suffix(['|', '｜']).unwrap_or(line);
            line.split(['|', '｜']).collect()
        }
        Gap::Blanks => line
            .trim_matches(punctuation::is_blank)
            .split("  ")
            .flat_map(|part| part.split('\u{3000}'))
            .filter(|part| !part.trim().is_empty())
            .collect(),
    };
    cells
        .into_iter()
        .map(|cell| cell.trim_matches(punctuation::is_blank))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_apart_by_tabs_bars_or_blanks() {
        for sign in ["\t", "|", "   ", "｜"] {
            let lines = [
                ["序号", "存在问题", "责任领导"].join(sign),
                "政治方面".to_owned(),
                ["1", "学得少", "张某"].join(sign),
                "以上问题按月通报。".to_owned(),
            ];
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let (table, taken) = table(&lines, &mut Counter::default()).expect(sign);
            assert_eq!((table.grid.rows.len(), taken), (3, 3), "{sign}");
            assert_eq!(table.grid.rows[2].cell(1).written(), "学得少");
            assert_eq!(table.grid.merges[0].columns, (0, 2));
        }
        let prose = ["问题  措施", "都要抓好。"];
        assert!(table(&prose, &mut Counter::default()).is_none());
    }
}
