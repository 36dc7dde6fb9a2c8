//! Text from files made safe to show: what would move a cursor, hide or reverse text is replaced.

/// The text with control characters shown as symbols (␛, ␍ …) and bidirectional overrides as �;
/// line breaks stay.
pub fn visible(text: &str) -> String {
    if !text.chars().any(|c| shown(c) != Some(c)) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| shown(c).unwrap_or('\u{FFFD}'))
        .collect()
}

/// The same on one line: line breaks become blanks.
pub fn one_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

fn shown(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(
            super::visible("a\u{1b}[31m红\r\u{202e}x\n"),
            "a␛[31m红␍\u{FFFD}x\n"
        );
        assert_eq!(super::one_line("a\nb"), "a b");
    }
}
