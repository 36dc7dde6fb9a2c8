//! Numbers as a spreadsheet shows them: 0.965 in a cell of per cents is 96.5%, 12 in one of `0"件"` is 12件.

/// How a number format shows numbers, where it adds anything to the digits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    before: String,
    after: String,
    percent: bool,
    /// Fewest digits before the point.
    whole: usize,
    /// Digits behind the point; `None` as many as there are.
    decimals: Option<usize>,
    /// Of them so many are shown even where they are zero.
    fixed: usize,
}

impl Shown {
    /// Reads a format code; `None` where it shows digits alone, days, or what is not known here.
    pub(super) fn of(code: &str) -> Option<Self> {
        let mut shown = Self::default();
        let (mut seen, mut behind) = (false, false);
        let code = code.replace("General", "\u{1}");
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            let word = match sign {
                ';' => break,
                '"' => signs.by_ref().take_while(|c| *c != '"').collect(),
                '\\' => signs.next().map_or_else(String::new, String::from),
                '_' | '*' => {
                    signs.next();
                    continue;
                }
                '[' => {
                    let inner: String = signs.by_ref().take_while(|c| *c != ']').collect();
                    if !inner.starts_with("DBNum") && !inner.starts_with('$') {
                        continue;
                    }
                    return None;
                }
                '\u{1}' => {
                    seen = true;
                    continue;
                }
                '0' | '#' | '?' => {
                    shown.decimals = shown.decimals.or(Some(0));
                    seen = true;
                    match (behind, sign) {
                        (true, _) => {
                            shown.decimals = shown.decimals.map(|count| count + 1);
                            shown.fixed += usize::from(sign == '0');
                        }
                        (false, '0') => shown.whole += 1,
                        (false, _) => {}
                    }
                    continue;
                }
                '.' if seen && !behind => {
                    behind = true;
                    continue;
                }
                ',' => continue,
                '%' => {
                    shown.percent = true;
                    "%".to_owned()
                }
                sign if sign.is_ascii_alphabetic() || matches!(sign, '@' | '/') => return None,
                sign => sign.to_string(),
            };
            if seen {
                shown.after += &word;
            } else {
                shown.before += &word;
            }
        }
        let adds = !(shown.before.trim().is_empty() && shown.after.trim().is_empty());
        (seen && (adds || shown.whole > 1)).then_some(shown)
    }

    /// The number as it is shown, without the signs between thousands.
    pub(super) fn written(&self, number: f64) -> String {
        let number = if self.percent { number * 100.0 } else { number };
        let exact = plain(number.abs());
        let digits = self.decimals.map_or(exact, |count| {
            let text = format!("{:.count$}", rounded(number.abs()));
            let Some((whole, part)) = text.split_once('.') else {
                return text;
            };
            let kept = part.trim_end_matches('0').len().max(self.fixed);
            format!("{whole}.{}", &part[..kept])
        });
        let digits = digits.trim_end_matches('.');
        let whole = digits.split('.').next().map_or(0, str::len);
        let zeros = "0".repeat(self.whole.saturating_sub(whole));
        let sign = if number < 0.0 { "-" } else { "" };
        let text = format!("{sign}{}{zeros}{digits}{}", self.before, self.after);
        text.trim().to_owned()
    }
}

/// A number with the fifteen digits that spreadsheets show: 7, not 7.000_000_000_000_001.
pub(super) fn rounded(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// Its digits.
pub(super) fn plain(number: f64) -> String {
    rounded(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_the_cell_shows() {
        for (code, number, shown) in [
            ("0%", 1.0, "100%"),
            ("0.0%", 0.965, "96.5%"),
            ("0.00%", 0.07, "7.00%"),
            ("0.##%", 0.965, "96.5%"),
            ("0\"件\"", 12.0, "12件"),
            ("#,##0\"万元\"", 1200.0, "1200万元"),
            ("General\"次\"", 3.5, "3.5次"),
            ("\"约\"0\\人", 300.0, "约300人"),
            ("0件", 12.4, "12件"),
            ("000", 7.0, "007"),
            ("0\"分\";-0\"分\"", -2.0, "-2分"),
        ] {
            let format = Shown::of(code).expect(code);
            assert_eq!(format.written(number), shown, "{code}");
        }
        for code in [
            "General",
            "0",
            "0.00",
            "#,##0.00_);(#,##0.00)",
            "_ * #,##0.00_ ",
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"",
            "@",
            "0.00E+00",
            "",
        ] {
            assert_eq!(Shown::of(code), None, "{code}");
        }
        assert_eq!(plain(7.000_000_000_000_001), "7");
        assert_eq!(plain(0.1 + 0.2), "0.3");
    }
}
