//! What signs in cells mean, as a note of the sheet explains them: 注：√已完成，△进行中，×未启动.

use std::collections::BTreeMap;

use super::cells;
use super::state::status_word;
use model::status::StatusKind;
use office::cell::Cell;
use office::grid::Grid;

/// Signs that stand for states.
const SIGNS: &str = "√✓✔×✗╳△▲▽▼○●◎◯◐◑◒◓☆★◇◆□■☑☒";
/// Most characters of the state behind a sign.
const LONGEST: usize = 9;

/// The signs that some cell of the sheet explains, two of them at least.
pub(super) fn legend(grid: &Grid) -> BTreeMap<String, StatusKind> {
    let explained = |text: &String| text.chars().filter(|c| SIGNS.contains(*c)).count() >= 2;
    let cells = grid.rows.iter().flat_map(|row| &row.cells);
    // Most cells hold no sign at all.
    let texts = cells.filter_map(|(_, cell)| match cell {
        Cell::Text(text) => explained(text).then(|| cells::one_line(text)),
        _ => None,
    });
    let mut legends = texts.map(|text| explain(&text));
    legends.find(|legend| legend.len() >= 2).unwrap_or_default()
}

fn explain(text: &str) -> BTreeMap<String, StatusKind> {
    let mut legend = BTreeMap::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| SIGNS.contains(*c)) {
        let rest = &text[at + sign.len_utf8()..];
        let joins = |c: char| "”\"'’」：:=＝-—－ 为".contains(c);
        let rest = rest.trim_start_matches(joins);
        let rest = ["表示", "代表", "指", "是"]
            .iter()
            .find_map(|join| rest.strip_prefix(join))
            .unwrap_or(rest);
        let rest = rest.trim_start_matches(|c: char| "“\"‘「：:".contains(c));
        let ends = |c: char| "，。；、,;）)”\"’」 ".contains(c) || SIGNS.contains(c);
        let word = rest.split(ends).next().unwrap_or("");
        if word.chars().count() <= LONGEST
            && let Some(kind) = status_word(word)
        {
            legend.insert(sign.to_string(), kind);
        }
    }
    legend
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_explained() {
        for text in [
            "注：√已完成，△进行中，×未启动。",
            "说明：“√”表示已完成；“△”表示正在推进；“×”表示未启动",
            "√=已完成 △=进行中 ×=未启动",
        ] {
            let kinds: Vec<StatusKind> = explain(text).into_values().collect();
            let expect = [
                StatusKind::NotStarted,
                StatusKind::Done,
                StatusKind::InProgress,
            ];
            assert_eq!(kinds, expect, "{text}");
        }
        assert!(explain("√门窗 ×通道").is_empty());
    }
}
