//! Formulas of a form whose rows grow: what they point at moves, ranges over the rows widen.

use quick_xml::events::{BytesText, Event};

use super::place;

/// The rows that were put into a form.
#[derive(Debug, Clone, Copy)]
struct Grown {
    /// First row of what stood below the empty rows, from 0.
    end: u32,
    /// First empty row, from 0.
    first: u32,
    /// By how many rows what stood below moved down.
    shift: u32,
}

/// Follows formulas through a sheet.
pub(super) struct Formulas {
    grown: Grown,
    /// Within a formula; its value, which it no longer yields, follows in the same cell.
    inside: bool,
    changed: bool,
    value: bool,
}

impl Formulas {
    /// For rows put in from `first`, where `shift` more rows than before stand above `end`.
    pub(super) fn new(first: u32, end: u32, shift: u32) -> Self {
        Self {
            grown: Grown { end, first, shift },
            inside: false,
            changed: false,
            value: false,
        }
    }

    /// Whether the event is a formula's text.
    pub(super) fn takes(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "f" => self.inside = true,
                "c" => self.changed = false,
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "f" => self.inside = false,
            Event::Text(_) | Event::GeneralRef(_) => return self.inside,
            _ => {}
        }
        false
    }

    pub(super) fn text(&mut self, event: &Event<'_>) -> Event<'static> {
        let Event::Text(text) = event else {
            return event.clone().into_owned();
        };
        let moved = moved(text, self.grown);
        self.changed |= moved != **text;
        Event::Text(BytesText::from_escaped(moved))
    }

    /// Whether the event belongs to the stored value of a formula that was changed.
    pub(super) fn outdated(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "v" => {
                self.value = self.changed;
                self.value
            }
            Event::End(element) if element.local_name().as_ref() == "v" => {
                std::mem::take(&mut self.value)
            }
            _ => self.value,
        }
    }
}

/// The formula with its places moved; texts in it and places on other sheets stay.
fn moved(formula: &str, grown: Grown) -> String {
    let mut out = String::with_capacity(formula.len() + 4);
    let mut rest = formula;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if c == '"' || c == '\'' {
            let length = quoted(rest, c);
            out.push_str(&rest[..length]);
            (rest, before) = (&rest[length..], c);
            continue;
        }
        let word = rest
            .find(|c: char| !(c.is_alphanumeric() || "$_.:".contains(c)))
            .unwrap_or(rest.len());
        if word == 0 {
            out.push(c);
            (rest, before) = (&rest[c.len_utf8()..], c);
            continue;
        }
        let call = rest[word..].starts_with(['(', '!']);
        let text = &rest[..word];
        match area(text, grown).filter(|_| before != '!' && !call) {
            Some(area) => out.push_str(&area),
            None => out.push_str(text),
        }
        before = text.chars().next_back().unwrap_or(' ');
        rest = &rest[word..];
    }
    out
}

/// Length of a text or a sheet's name in quotes, both included.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

/// `G3` or `G3:G4`, moved; `None` for anything else.
fn area(text: &str, grown: Grown) -> Option<String> {
    let Some((from, to)) = text.split_once(':') else {
        let (column, row) = cell(text)?;
        return Some(format!("{column}{}", down(row, grown)));
    };
    let ((left, top), (right, bottom)) = (cell(from)?, cell(to)?);
    // A range that ends with the form's last empty row ends with the last filled one.
    let over_rows = bottom.1 == grown.end && top.1 <= grown.end && bottom.1 > grown.first;
    let bottom = if over_rows {
        format!("{}{}", bottom.0, bottom.1 + grown.shift)
    } else {
        down(bottom, grown)
    };
    Some(format!("{left}{}:{right}{bottom}", down(top, grown)))
}

/// A row's mark of fixedness and its number, from 1.
type RowPlace<'a> = (&'a str, u32);

fn down((fixed, row): RowPlace<'_>, grown: Grown) -> String {
    let row = if row > grown.end {
        row.saturating_add(grown.shift)
    } else {
        row
    };
    format!("{fixed}{row}")
}

/// The column as written, and the row.
fn cell(text: &str) -> Option<(&str, RowPlace<'_>)> {
    let letters = text.trim_start_matches('$');
    let column = text.len()
        - letters
            .trim_start_matches(|c: char| c.is_ascii_uppercase())
            .len();
    let (left, right) = text.split_at(column);
    let (fixed, number) = match right.strip_prefix('$') {
        Some(number) => ("$", number),
        None => ("", right),
    };
    let place = format!("{}{number}", left.trim_start_matches('$'));
    place::read(&place)?;
    Some((left, (fixed, number.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_and_ranges_over_the_rows_widen() {
        // Empty rows 3 and 4, five rows put in.
        let grown = Grown {
            first: 2,
            end: 4,
            shift: 3,
        };
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
        ] {
            assert_eq!(moved(formula, grown), expect, "{formula}");
        }
    }
}
