//! Formulas of a form whose rows grow: what they point at moves, ranges over the rows widen.

use super::place;
use super::references::{End, end, places, rows_of};

/// How the rows of a sheet grew. Rows count from 1 here, as formulas write them.
#[derive(Debug, Clone)]
pub(super) struct Grown {
    /// Name of the sheet.
    pub(super) sheet: String,
    /// First row of the body.
    pub(super) first: u32,
    /// Last row that the body had; before `first` where it had none.
    pub(super) last: u32,
    /// How many rows at the top of the body were examples.
    pub(super) examples: u32,
    /// By how many rows what stood below moved down.
    pub(super) shift: u32,
}

/// Which ranges that end within the body grow with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    All,
    /// Those of a formula that stands in every row are its row's own, unless their end is fixed.
    Fixed,
}

/// Functions that count or add what a range holds.
const SUMS: [&str; 9] = [
    "SUM",
    "COUNT",
    "COUNTA",
    "COUNTIF",
    "COUNTBLANK",
    "SUMIF",
    "AVERAGE",
    "MAX",
    "MIN",
];

impl Grown {
    /// The last row of the body now.
    pub(super) fn end(&self) -> u32 {
        self.last + self.shift
    }

    /// Where a row stands now.
    pub(super) fn row(&self, row: u32) -> u32 {
        if row > self.last {
            row.saturating_add(self.shift)
        } else {
            row
        }
    }

    fn is_body(&self, row: u32) -> bool {
        (self.first..=self.last).contains(&row)
    }

    /// The formula with its places moved; texts in it and places on other sheets stay. `home`: it
    /// stands on the sheet itself.
    pub(super) fn formula(&self, formula: &str, home: bool, ends: Ends) -> String {
        places(formula, |place| {
            if !self.is_meant(place.sheet, home) {
                return None;
            }
            let sums = place.alone_in.is_some_and(|name| SUMS.contains(&name));
            self.area(place.text, ends, sums)
        })
    }

    /// Whether what the formula gives may be another value now.
    pub(super) fn touches(&self, formula: &str, home: bool) -> bool {
        let mut touches = formula.contains('[');
        places(formula, |place| {
            if self.is_meant(place.sheet, home) {
                let rows = rows_of(place.text);
                touches |=
                    rows.is_some_and(|(top, bottom)| top <= self.end() && bottom >= self.first);
            }
            None
        });
        touches
    }

    fn is_meant(&self, sheet: Option<&str>, home: bool) -> bool {
        sheet.map_or(home, |name| {
            name.to_lowercase() == self.sheet.to_lowercase()
        })
    }

    /// Areas with blanks between, as rules of a sheet list them. `rule`: one that is given for the first
    /// row alone is meant for all.
    pub(super) fn areas(&self, areas: &str, rule: bool) -> String {
        let moved = areas.split_whitespace().map(|area| {
            let moved = self.area(area, Ends::All, rule);
            moved.unwrap_or_else(|| area.to_owned())
        });
        moved.collect::<Vec<_>>().join(" ")
    }

    /// `G3`, `G3:G4` or `3:4`, moved; `None` for anything else. `whole`: a single cell at the top of the
    /// body stands for its column.
    fn area(&self, text: &str, ends: Ends, whole: bool) -> Option<String> {
        let Some((from, to)) = text.split_once(':') else {
            let End { column, fixed, row } = end(text).filter(|end| !end.column.is_empty())?;
            let top = row >= self.first && row < self.first + self.examples.max(1);
            if whole && top && self.is_body(row) && self.end() > self.first {
                let first = self.first;
                return Some(format!(
                    "{column}{fixed}{first}:{column}{fixed}{}",
                    self.end()
                ));
            }
            return Some(format!("{column}{fixed}{}", self.row(row)));
        };
        let (from, to) = (end(from)?, end(to)?);
        if from.column.is_empty() != to.column.is_empty() {
            return None;
        }
        let from_top = from.row <= self.first + self.examples;
        let grows = self.is_body(to.row)
            && from.row <= to.row
            && (from_top || to.row == self.last)
            && (ends == Ends::All || !to.fixed.is_empty());
        let (top, bottom) = if grows {
            let top = if from_top {
                from.row.min(self.first)
            } else {
                from.row
            };
            (top, self.end())
        } else {
            (self.row(from.row), self.row(to.row))
        };
        Some(format!(
            "{}{}{top}:{}{}{bottom}",
            from.column, from.fixed, to.column, to.fixed
        ))
    }
}

/// The formula as it is, so many rows further down and columns further right.
pub(super) fn translated(formula: &str, down: i64, right: i64) -> String {
    let one = |text: &str| {
        let End { column, fixed, row } = end(text)?;
        let row = if fixed.is_empty() {
            i64::from(row) + down
        } else {
            i64::from(row)
        };
        let column = match column {
            "" => String::new(),
            fixed if fixed.starts_with('$') => fixed.to_owned(),
            letters => {
                let (_, at) = place::read(&format!("{letters}1"))?;
                place::letters(u32::try_from(i64::from(at) + right).ok()?)
            }
        };
        (row > 0).then(|| format!("{column}{fixed}{row}"))
    };
    places(formula, |place| match place.text.split_once(':') {
        None => end(place.text)
            .filter(|end| !end.column.is_empty())
            .and_then(|_| one(place.text)),
        Some((from, to)) => Some(format!("{}:{}", one(from)?, one(to)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows 3 and 4 were the body, five rows are.
    fn grown() -> Grown {
        Grown {
            sheet: "附件 1".to_owned(),
            first: 3,
            last: 4,
            examples: 0,
            shift: 3,
        }
    }

    #[test]
    fn places_move_and_ranges_over_the_rows_widen() {
        for (formula, expect) in [
            ("SUM(G3:G4)", "SUM(G3:G7)"),
            (
                "SUM($G$3:$G$4)/COUNTA(B3:B4)",
                "SUM($G$3:$G$7)/COUNTA(B3:B7)",
            ),
            ("G5*2+A1", "G8*2+A1"),
            ("IF(A1=\"G5\",'表 G5'!G5,G6)", "IF(A1=\"G5\",'表 G5'!G5,G9)"),
            ("SUM(G1:G2)", "SUM(G1:G2)"),
            ("SUM(G5:G6)", "SUM(G8:G9)"),
            ("LOG10(A6)", "LOG10(A9)"),
            ("汇总!G5+1", "汇总!G5+1"),
            (
                "COUNTIF(C3:C4,\"<>\"\"C3:C4\")",
                "COUNTIF(C3:C7,\"<>\"\"C3:C4\")",
            ),
            (
                "'附件 1'!G5+SUM('附件 1'!G2:G4)",
                "'附件 1'!G8+SUM('附件 1'!G2:G7)",
            ),
            (
                "SUM(C:C)+SUM(3:4)+SUM($5:$6)",
                "SUM(C:C)+SUM(3:7)+SUM($8:$9)",
            ),
            ("SUM(G3)", "SUM(G3:G7)"),
            ("G3&SUM(1,G3)", "G3&SUM(1,G3)"),
            (
                "[1]附件!G5+'[乙.xlsx]附件 1'!G5",
                "[1]附件!G5+'[乙.xlsx]附件 1'!G5",
            ),
            ("表1[[#All],[G5]]+1E5+R1C1", "表1[[#All],[G5]]+1E5+R1C1"),
        ] {
            assert_eq!(
                grown().formula(formula, true, Ends::All),
                expect,
                "{formula}"
            );
        }
        let elsewhere = grown().formula("G5+'附件 1'!G5", false, Ends::All);
        assert_eq!(elsewhere, "G5+'附件 1'!G8");
    }

    #[test]
    fn a_range_below_the_examples_begins_where_the_rows_do() {
        let grown = Grown {
            examples: 1,
            last: 6,
            ..grown()
        };
        assert_eq!(grown.formula("SUM(G4:G6)", true, Ends::All), "SUM(G3:G9)");
        assert_eq!(grown.formula("SUM(G5:G6)", true, Ends::All), "SUM(G5:G9)");
        assert_eq!(
            grown.formula("SUM(G$3:G4)", true, Ends::Fixed),
            "SUM(G$3:G4)"
        );
        assert_eq!(
            grown.formula("G4/SUM(G$3:G$6)", true, Ends::Fixed),
            "G4/SUM(G$3:G$9)"
        );
    }

    #[test]
    fn rules_for_the_first_row_are_for_all() {
        assert_eq!(grown().areas("C3 D3:D4 E6", true), "C3:C7 D3:D7 E9");
        assert_eq!(grown().areas("C3", false), "C3");
    }

    #[test]
    fn a_formula_of_every_row_goes_down_with_it() {
        assert_eq!(
            translated("H5-$A$1+SUM(B5:B$9)", 2, 0),
            "H7-$A$1+SUM(B7:B$9)"
        );
        assert_eq!(translated("SUM(C5:C9)&\"C5\"", 0, 1), "SUM(D5:D9)&\"C5\"");
    }

    #[test]
    fn what_a_formula_may_give_anew() {
        assert!(grown().touches("SUM(C:C)", true));
        assert!(grown().touches("C4", true) && !grown().touches("C1+乙!C4", true));
    }
}
