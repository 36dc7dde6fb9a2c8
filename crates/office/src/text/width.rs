//! Full-width and half-width forms.

/// A full-width digit, letter or sign as its ASCII form; any other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// An ASCII or full-width digit as ASCII; `None` for every other character.
pub fn narrow_digit(c: char) -> Option<char> {
    let c = narrow(c);
    c.is_ascii_digit().then_some(c)
}

/// The whole string in half-width forms (ＡＢ１２（） → `AB12()`).
pub fn narrow_all(text: &str) -> String {
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn narrows() {
        assert_eq!(super::narrow_all("２０２２年（ａ）　x"), "2022年(a) x");
    }
}
