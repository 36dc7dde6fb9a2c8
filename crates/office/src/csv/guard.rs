//! The formula guard: one apostrophe before what a spreadsheet would run.

use std::borrow::Cow;

const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell with an apostrophe before it where a spreadsheet would take it for a formula.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_dangerous(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The inverse of [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => formula_of_text(cell).unwrap_or(cell),
    }
}

/// `="007"`: a text as programs write it to keep Excel from making a number of it.
fn formula_of_text(cell: &str) -> Option<&str> {
    let text = cell.strip_prefix("=\"")?.strip_suffix('"')?;
    (!text.contains('"')).then_some(text)
}

/// Apostrophes before the sign are looked through, so that a text that begins with `'=` survives
/// the round trip; numbers are harmless and stay numbers.
fn is_dangerous(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(DANGEROUS) && cell.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guard_is_undone() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "+86"),
            ("+86 10", "'+86 10"),
            ("-3", "-3"),
            ("-3天", "'-3天"),
            ("@甲", "'@甲"),
            ("\t甲", "'\t甲"),
            ("\r甲", "'\r甲"),
            ("＝甲", "'＝甲"),
            ("'=x", "''=x"),
            ("''=x", "'''=x"),
            ("'甲", "'甲"),
            ("", ""),
            ("整改", "整改"),
            ("'", "'"),
        ] {
            assert_eq!(guarded(cell), written, "{cell:?}");
            assert_eq!(unguarded(written), cell, "{cell:?}");
        }
    }
}
