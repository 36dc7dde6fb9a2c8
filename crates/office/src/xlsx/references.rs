//! The places that a formula names, whatever stands around them: texts, functions, other files.

/// A word of a formula that may be a place.
pub(super) struct Place<'a> {
    /// The sheet that stands before it.
    pub(super) sheet: Option<&'a str>,
    pub(super) text: &'a str,
    /// The function whose first argument it is.
    pub(super) alone_in: Option<&'a str>,
}

/// The formula with what `each` gives in the place of its words.
pub(super) fn places<'a>(
    formula: &'a str,
    mut each: impl FnMut(Place<'a>) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(formula.len() + 4);
    let mut rest = formula;
    let (mut sheet, mut function, mut outside) = (None, None, false);
    while let Some(c) = rest.chars().next() {
        if c == '"' || c == '[' {
            let length = if c == '"' {
                quoted(rest, c)
            } else {
                bracketed(rest)
            };
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            // [1]表!A1 stands in another file.
            (sheet, function, outside) = (None, None, c == '[');
            continue;
        }
        let length = if c == '\'' {
            quoted(rest, c)
        } else {
            word(rest)
        };
        if length == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            (sheet, outside) = (None, false);
            function = function.filter(|_| c == '(' || c == ' ');
            continue;
        }
        let (text, after) = rest.split_at(length);
        if let Some(behind) = after.strip_prefix('!') {
            // Names of files and several sheets are those of no sheet.
            let name = text.trim_matches('\'');
            sheet = Some(if outside { "[" } else { name });
            out.push_str(&rest[..=length]);
            rest = behind;
            continue;
        }
        let called = after.starts_with('(');
        let place = Place {
            sheet: sheet.take(),
            text,
            alone_in: function.take(),
        };
        match Some(place)
            .filter(|_| !called && !after.starts_with('['))
            .and_then(&mut each)
        {
            Some(moved) => out.push_str(&moved),
            None => out.push_str(text),
        }
        function = called.then_some(text);
        rest = after;
        outside = false;
    }
    out
}

fn word(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || "$_.:\\?".contains(c)))
        .unwrap_or(text.len())
}

/// Length of a text or a sheet's name in quotes, both included; a doubled quote is one of its letters.
fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(found) = text[at..].find(quote) {
        at += found + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn bracketed(text: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// One end of a place: its column as written, none of a whole row; a mark of fixedness; the row.
#[derive(Clone, Copy)]
pub(super) struct End<'a> {
    pub(super) column: &'a str,
    pub(super) fixed: &'a str,
    pub(super) row: u32,
}

pub(super) fn end(text: &str) -> Option<End<'_>> {
    let letters = text.trim_start_matches('$');
    let bare = letters.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let column = if bare.len() == letters.len() {
        0
    } else {
        text.len() - bare.len()
    };
    let (left, right) = text.split_at(column);
    let (fixed, number) = match right.strip_prefix('$') {
        Some(number) => ("$", number),
        None => ("", right),
    };
    let letters = left.trim_start_matches('$');
    let known = letters.len() <= 3 && left.len() - letters.len() <= 1;
    let digits = number.len() <= 7 && number.bytes().all(|byte| byte.is_ascii_digit());
    let row = number.parse().ok().filter(|row| *row > 0)?;
    (known && digits).then_some(End {
        column: left,
        fixed,
        row,
    })
}

/// The first and last row of a place; of whole columns all.
pub(super) fn rows_of(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let column = |text: &str| {
        let letters = text.trim_start_matches('$');
        (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if text.contains(':') && column(from) && column(to) {
        return Some((1, u32::MAX));
    }
    Some((end(from)?.row, end(to)?.row))
}
