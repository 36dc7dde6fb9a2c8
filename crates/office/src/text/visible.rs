//! Text from files made safe to show: what would move a cursor, hide or reverse text is replaced.

use std::borrow::Cow;

/// The text with control characters shown as symbols (␛, ␍ …) and bidirectional overrides as �;
/// line breaks stay.
pub fn visible(text: &str) -> String {
    // What is not shown as it is has one of these bytes: most texts are passed after one look.
    let suspicious =
        |byte: u8| byte != b'\n' && byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF);
    if !any_byte(text, suspicious) {
        return text.to_owned();
    }
    if !text.chars().any(|c| shown(c) != Some(c)) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| shown(c).unwrap_or('\u{FFFD}'))
        .collect()
}

/// The text as a cell may hold it: no control character but tabs and line breaks, which are shown as
/// symbols instead, and nothing that reverses what follows.
pub fn inert(text: &str) -> Cow<'_, str> {
    // What steers is a control character of ASCII or begins with one of these bytes: nearly every
    // text is passed after one look at its bytes.
    let suspicious = |byte: u8| match byte {
        b'\t' | b'\n' | b'\r' => false,
        byte => byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xE2),
    };
    if !any_byte(text, suspicious) {
        return Cow::Borrowed(text);
    }
    let steers = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let safe = |c| {
        if steers(c) {
            shown(c).unwrap_or('\u{FFFD}')
        } else {
            c
        }
    };
    Cow::Owned(text.chars().map(safe).collect())
}

/// What is [`visible`], on one line: line breaks become blanks.
pub fn one_line(text: &str) -> String {
    let shown = visible(text);
    if shown.contains('\n') {
        shown.replace('\n', " ")
    } else {
        shown
    }
}

/// Whether any byte is so. Whole blocks are looked at without stopping in between: that the
/// processor does many bytes at a time.
pub fn any_byte(text: &str, is_so: impl Fn(u8) -> bool) -> bool {
    text.as_bytes()
        .chunks(64)
        .any(|block| block.iter().fold(false, |any, byte| any | is_so(*byte)))
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

    #[test]
    fn what_steers_is_found_wherever_it_stands_in_a_long_text() {
        for before in [0, 63, 64, 65, 200] {
            let text = "长".repeat(before);
            let long = format!("{text}\u{1b}{text}");
            assert_eq!(super::visible(&long), format!("{text}␛{text}"));
            assert_eq!(super::inert(&long), format!("{text}␛{text}"));
            let last = format!("{}\u{7f}", "x".repeat(before));
            assert_eq!(super::visible(&last), format!("{}␡", "x".repeat(before)));
        }
    }

    #[test]
    fn a_cell_keeps_its_lines_and_nothing_that_steers() {
        assert_eq!(super::inert("a\tb\r\n\u{200b}c"), "a\tb\r\n\u{200b}c");
        assert_eq!(
            super::inert("\u{1b}[31m\u{202e}x\0\u{9b}\u{2067}"),
            "␛[31m\u{FFFD}x␀\u{FFFD}\u{FFFD}"
        );
    }
}
